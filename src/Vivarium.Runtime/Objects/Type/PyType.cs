// Type objects as other code sees them: attribute lookup along the MRO with a per-interpreter cache keyed by type version, subtype tests, names for messages.
// A type's version changes when it or a base is modified; 0 means none is assigned. See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyType
{
    public const int CacheSize = 1 << 12;
    /// <summary>Versions a class may use up before its attributes are no longer cached.</summary>
    private const int MaxVersionsPerClass = 1000;

    /// <summary>Versions below are those of static types, the same in all interpreters.</summary>
    public static uint FirstHeapTypeVersion { get; set; } = 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => (o->ob_type->tp_flags & TypeFlags.TypeSubclass) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasFlag(PyTypeObject* type, TypeFlags flag) => (type->tp_flags & flag) != 0;

    /// <summary>Whether <paramref name="o"/> is an instance of <paramref name="type"/> or of a subtype (no hooks).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsInstance(PyObject* o, PyTypeObject* type) => o->ob_type == type || IsSubtype(o->ob_type, type);

    public static bool IsSubtype(PyTypeObject* a, PyTypeObject* b)
    {
        if (a == b)
            return true;
        PyObject* mro = a->tp_mro;
        if (mro == null)
        {
            // Not completely initialised: follow the bases.
            for (PyTypeObject* t = a; t != null; t = t->tp_base)
            {
                if (t == b)
                    return true;
            }
            return b == ObjectType.Type;
        }
        PyObject** items = PyTuple.Items(mro);
        nint n = PyTuple.Size(mro);
        for (nint i = 0; i < n; i++)
        {
            if (items[i] == (PyObject*)b)
                return true;
        }
        return false;
    }

    /// <summary>Along the MRO, without binding; borrowed, null when missing; never raises.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* LookupBorrowed(ThreadState* ts, PyTypeObject* type, PyObject* name)
    {
        uint version = type->tp_version_tag;
        TypeCacheEntry* entry = CacheLine(ts, version, name);
        if (version != 0 && entry->version == version && entry->name == name)
            return entry->value;
        return LookupUncached(ts, type, name);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TypeCacheEntry* CacheLine(ThreadState* ts, uint version, PyObject* name) =>
        ts->interp->type_cache + ((version ^ (uint)((nuint)name >> 4)) & (CacheSize - 1));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyObject* LookupUncached(ThreadState* ts, PyTypeObject* type, PyObject* name)
    {
        PyObject* value = FindInMro(ts, type, name);
        // Only interned names: their addresses stay theirs as long as a dict of the type holds them.
        if (PyUnicode.CheckExact(name) && PyUnicode.IsInterned(name) && AssignVersion(ts, type))
        {
            TypeCacheEntry* entry = CacheLine(ts, type->tp_version_tag, name);
            PyObject* old = entry->name;
            entry->version = type->tp_version_tag;
            entry->value = value;
            entry->name = Ref.New(name);
            Ref.XDec(ts, old);
        }
        return value;
    }

    private static PyObject* FindInMro(ThreadState* ts, PyTypeObject* type, PyObject* name)
    {
        PyObject* mro = type->tp_mro;
        if (mro == null)
            return null;
        nint hash = PyUnicode.Hash(name);
        // The MRO may be replaced while keys are compared.
        Ref.Inc(mro);
        PyObject* found = null;
        PyObject** items = PyTuple.Items(mro);
        nint n = PyTuple.Size(mro);
        PyObject* pending = Err.Fetch(ts);
        for (nint i = 0; i < n && found == null; i++)
        {
            PyObject* dict = ((PyTypeObject*)items[i])->tp_dict;
            if (dict == null)
                continue;
            found = PyDict.GetKnownHashBorrowed(ts, dict, name, hash);
            if (found == null && Err.Occurred(ts))
                Err.Clear(ts);
        }
        Err.Restore(ts, pending);
        Ref.Dec(ts, mro);
        return found;
    }

    /// <summary>Gives the type a version if it has none; false when it may not have one.</summary>
    public static bool AssignVersion(ThreadState* ts, PyTypeObject* type)
    {
        if (type->tp_version_tag != 0)
            return true;
        if (!HasFlag(type, TypeFlags.Ready) || type->tp_versions_used >= MaxVersionsPerClass)
            return false;
        PyObject* bases = type->tp_bases;
        nint n = bases == null ? 0 : PyTuple.Size(bases);
        for (nint i = 0; i < n; i++)
        {
            PyObject* b = PyTuple.GetBorrowed(bases, i);
            if (Check(b) && !AssignVersion(ts, (PyTypeObject*)b))
                return false;
        }
        if (ts->interp->next_type_version == 0)
            return false;
        type->tp_versions_used++;
        type->tp_version_tag = ts->interp->next_type_version++;
        return true;
    }

    /// <summary>Forgets what is cached about the type and its subclasses.</summary>
    public static void Modified(ThreadState* ts, PyTypeObject* type)
    {
        if (type->tp_version_tag == 0)
            return;
        Subclasses.ForEach(ts, type, &ModifiedVisitor, null);
        type->tp_version_tag = 0;
        if (HasFlag(type, TypeFlags.HeapType))
        {
            SpecializationCache* cache = &((PyHeapTypeObject*)type)->_spec_cache;
            cache->getitem = null;
            cache->init = null;
        }
    }

    private static Status ModifiedVisitor(ThreadState* ts, PyTypeObject* subclass, void* context)
    {
        Modified(ts, subclass);
        return Status.Ok;
    }

    /// <summary>Drops every cached lookup and the references it holds (end of an interpreter, full collections).</summary>
    public static void ClearCache(ThreadState* ts)
    {
        TypeCacheEntry* entries = ts->interp->type_cache;
        for (int i = 0; i < CacheSize; i++)
        {
            PyObject* name = entries[i].name;
            entries[i] = default;
            Ref.XDec(ts, name);
        }
    }

    /// <summary>Special-method lookup on the type of o, bound; owned, null when missing (no exception) or on error.</summary>
    public static PyObject* LookupSpecial(ThreadState* ts, PyObject* o, PyObject* name)
    {
        PyObject* attribute = LookupBorrowed(ts, o->ob_type, name);
        if (attribute == null)
            return null;
        Ref.Inc(attribute);
        ternaryfunc get = TypeSlots.Of(attribute)->tp_descr_get;
        if (get == null)
            return attribute;
        PyObject* bound = get(ts, attribute, o, (PyObject*)o->ob_type);
        Ref.Dec(ts, attribute);
        return bound;
    }

    /// <summary>
    /// Special-method lookup that leaves functions unbound: owned; <paramref name="unbound"/> tells that self must be passed as first argument.
    /// Null when missing (no exception) or on error.
    /// </summary>
    public static PyObject* LookupMaybeMethod(ThreadState* ts, PyObject* self, PyObject* name, out bool unbound)
    {
        unbound = false;
        PyObject* attribute = LookupBorrowed(ts, self->ob_type, name);
        if (attribute == null)
            return null;
        Ref.Inc(attribute);
        if (HasFlag(attribute->ob_type, TypeFlags.MethodDescriptor))
        {
            unbound = true;
            return attribute;
        }
        ternaryfunc get = TypeSlots.Of(attribute)->tp_descr_get;
        if (get == null)
            return attribute;
        PyObject* bound = get(ts, attribute, self, (PyObject*)self->ob_type);
        Ref.Dec(ts, attribute);
        return bound;
    }

    /// <summary>The type's name without its module, for messages.</summary>
    public static string Name(PyTypeObject* type)
    {
        if (HasFlag(type, TypeFlags.HeapType) && ((PyHeapTypeObject*)type)->ht_name != null)
            return PyUnicode.ToString(((PyHeapTypeObject*)type)->ht_name);
        string name = Utf8Text.ToString(type->tp_name);
        int dot = name.LastIndexOf('.');
        return dot < 0 ? name : name[(dot + 1)..];
    }

    /// <summary>tp_name as C code prints it: with the module for static types, the plain name for classes.</summary>
    public static string TpName(PyTypeObject* type) => Utf8Text.ToString(type->tp_name);

    /// <summary>Name of the object's type, for messages (CPython's <c>Py_TYPE(o)->tp_name</c>).</summary>
    public static string NameOf(PyObject* o) => TpName(o->ob_type);

    public static string NameOf(void* o) => TpName(((PyObject*)o)->ob_type);

    /// <summary>Module-qualified name as CPython's %T and %N print it.</summary>
    public static string FullName(PyTypeObject* type)
    {
        if (!HasFlag(type, TypeFlags.HeapType))
            return TpName(type);
        PyHeapTypeObject* heap = (PyHeapTypeObject*)type;
        string qualname = PyUnicode.ToString(heap->ht_qualname);
        PyObject* module = ((PyDictObject*)type->tp_dict)->ma_keys->dk_kind == DictKeysKind.General
            ? null : PyDict.LookupUnicode(type->tp_dict, Id.__module__);
        if (module == null || !PyUnicode.Check(module) || PyUnicode.EqualToString(module, "builtins") || PyUnicode.EqualToString(module, "__main__"))
            return qualname;
        return PyUnicode.ToString(module) + "." + qualname;
    }

    public static PyObject* GenericAlloc(ThreadState* ts, PyTypeObject* type, nint items)
    {
        // One extra item for the sentinel of bytes and the like, as sizes are computed in CPython.
        nuint size = type->tp_itemsize == 0 ? (nuint)type->tp_basicsize : ObjectAlloc.VarSize(type, items + 1);
        if (items < 0 || (type->tp_itemsize != 0 && items >= (nint.MaxValue - type->tp_basicsize - 128) / type->tp_itemsize))
            return Err.NoMemory(ts);
        if (HasFlag(type, TypeFlags.InlineValues))
            size += InstanceDict.InlineValuesSize(type);
        PyObject* o = HasFlag(type, TypeFlags.HaveGc) ? ObjectAlloc.GcNewSized(ts, type, size) : ObjectAlloc.NewSized(ts, type, size);
        if (o == null)
            return null;
        NativeMemory.Clear(o + 1, size - (nuint)sizeof(PyObject));
        if (type->tp_itemsize != 0)
            ((PyVarObject*)o)->ob_size = items;
        if (HasFlag(type, TypeFlags.InlineValues))
            InstanceDict.InitInlineValues(ts, o, type);
        if (HasFlag(type, TypeFlags.HaveGc))
            GcList.Track(ts, o);
        return o;
    }

    public static PyObject* GenericNew(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => TypeSlots.Of(type)->tp_alloc(ts, type, 0);

    public static PyObject* GetDict(PyTypeObject* type) => type->tp_dict;
}
