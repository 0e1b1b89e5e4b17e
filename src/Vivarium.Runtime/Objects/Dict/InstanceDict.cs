// Instances' attributes: values inside the instance behind its basic size, under keys that the class's instances share, and the managed dict pointer in the
// pre-header once somebody asks for __dict__. While the inline values are valid, a materialised dict uses them; it takes its own copy when the
// instance dies first or gets another __dict__. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class InstanceDict
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyDictKeysObject* SharedKeys(PyTypeObject* type) => ((PyHeapTypeObject*)type)->ht_cached_keys;

    /// <summary>Bytes of inline values that instances of the type carry behind their basic size.</summary>
    public static nuint InlineValuesSize(PyTypeObject* type) => DictValues.ByteSize(DictKeys.SharedCapacity(SharedKeys(type)));

    /// <summary>Called on a fresh instance of a type with InlineValues, whose size was taken from InlineValuesSize just before.</summary>
    public static void InitInlineValues(ThreadState* ts, PyObject* o, PyTypeObject* type)
    {
        PyDictKeysObject* keys = SharedKeys(type);
        // Each new instance takes away some of the room for keys not seen yet: the more there are, the more settled is the class.
        if (keys->dk_usable > 1)
            keys->dk_usable--;
        DictValues.Init((PyDictValues*)((byte*)o + type->tp_basicsize), DictKeys.SharedCapacity(keys), embedded: 1);
        *ManagedDict(o) = null;
    }

    /// <summary>The inline values, which exist in types with the flag (they may be invalid: see valid).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyDictValues* InlineValues(PyObject* o) => (PyDictValues*)((byte*)o + o->ob_type->tp_basicsize);

    /// <summary>The word in the pre-header that holds the managed dict, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyDictObject** ManagedDict(PyObject* o) => (PyDictObject**)o - 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasInlineValues(PyObject* o) => (o->ob_type->tp_flags & TypeFlags.InlineValues) != 0;

    /// <summary>__dict__ made on demand; borrowed.</summary>
    public static PyObject* GetOrMakeBorrowed(ThreadState* ts, PyObject* o)
    {
        PyDictObject* dict = *ManagedDict(o);
        return dict != null ? (PyObject*)dict : Materialize(ts, o);
    }

    private static PyObject* Materialize(ThreadState* ts, PyObject* o)
    {
        PyObject* dict = HasInlineValues(o) && InlineValues(o)->valid != 0 ? AroundInlineValues(ts, o) : NewForType(ts, o->ob_type);
        *ManagedDict(o) = (PyDictObject*)dict;
        return dict;
    }

    private static PyObject* AroundInlineValues(ThreadState* ts, PyObject* o)
    {
        PyDictKeysObject* keys = SharedKeys(o->ob_type);
        PyDictValues* values = InlineValues(o);
        DictKeys.IncRef(keys);
        return PyDict.Make(ts, keys, values, values->size);
    }

    /// <summary>An empty dict for an instance's attributes, sharing keys with the other instances of its type if it has shared keys.</summary>
    public static PyObject* NewForType(ThreadState* ts, PyTypeObject* type)
    {
        PyDictKeysObject* keys = (type->tp_flags & TypeFlags.HeapType) != 0 ? SharedKeys(type) : null;
        if (keys == null)
            return PyDict.New(ts);
        PyDictValues* values = DictValues.New(ts, DictKeys.SharedCapacity(keys));
        if (values == null)
            return Err.NoMemory(ts);
        DictKeys.IncRef(keys);
        return PyDict.Make(ts, keys, values, 0);
    }

    /// <summary>Attribute from inline values or the managed dict; *value is owned.</summary>
    public static Lookup TryGet(ThreadState* ts, PyObject* o, PyObject* name, PyObject** value)
    {
        *value = null;
        if (HasInlineValues(o) && InlineValues(o)->valid != 0 && PyUnicode.CheckExact(name))
        {
            nint index = PyDict.FindUnicode(SharedKeys(o->ob_type), name, PyUnicode.Hash(name));
            if (index < 0)
                return Lookup.Missing;
            PyObject* found = DictValues.Items(InlineValues(o))[index];
            if (found == null)
                return Lookup.Missing;
            *value = Ref.New(found);
            return Lookup.Found;
        }
        PyObject* dict = (PyObject*)*ManagedDict(o);
        if (dict == null)
        {
            if (!HasInlineValues(o) || InlineValues(o)->valid == 0)
                return Lookup.Missing;
            dict = GetOrMakeBorrowed(ts, o); // a name of a str subclass, which may compare in its own way
            if (dict == null)
                return Lookup.Error;
        }
        Ref.Inc(dict);
        Lookup result = PyDict.GetRef(ts, dict, name, value);
        Ref.Dec(ts, dict);
        return result;
    }

    /// <summary>Stores (null deletes, in which case Missing means that there was none). Found: done.</summary>
    public static Lookup Store(ThreadState* ts, PyObject* o, PyObject* name, PyObject* value)
    {
        if (HasInlineValues(o) && InlineValues(o)->valid != 0 && PyUnicode.CheckExact(name))
        {
            nint index = PyDict.FindOrAddShared(SharedKeys(o->ob_type), name, PyUnicode.Hash(name));
            if (index >= 0)
                return StoreInline(ts, o, index, value);
        }
        PyObject* dict = GetOrMakeBorrowed(ts, o);
        if (dict == null)
            return Lookup.Error;
        Ref.Inc(dict);
        Lookup result;
        if (value == null)
            result = PyDict.Pop(ts, dict, name, null);
        else
            result = PyDict.Set(ts, dict, name, value) == Status.Ok ? Lookup.Found : Lookup.Error;
        Ref.Dec(ts, dict);
        return result;
    }

    private static Lookup StoreInline(ThreadState* ts, PyObject* o, nint index, PyObject* value)
    {
        PyDictValues* values = InlineValues(o);
        PyObject** place = DictValues.Items(values) + index;
        PyObject* old = *place;
        if (old == null && value == null)
            return Lookup.Missing;
        PyDictObject* dict = *ManagedDict(o);
        *place = Ref.XNew(value);
        if (old == null)
        {
            DictValues.AddToOrder(values, index);
            if (dict != null)
                dict->ma_used++;
            return Lookup.Found;
        }
        if (value == null)
        {
            DictValues.RemoveFromOrder(values, index);
            if (dict != null)
                dict->ma_used--;
        }
        Ref.Dec(ts, old);
        return Lookup.Found;
    }

    /// <summary>__dict__ = value (null deletes).</summary>
    public static Status SetDict(ThreadState* ts, PyObject* o, PyObject* value)
    {
        PyDictObject** place = ManagedDict(o);
        PyDictObject* old = *place;
        if (HasInlineValues(o))
        {
            if (old == null)
            {
                *place = (PyDictObject*)Ref.XNew(value);
                ReleaseInline(ts, o);
                return Status.Ok;
            }
            if (Detach(ts, old, o) == Status.Error)
                return Status.Error;
        }
        *place = (PyDictObject*)Ref.XNew(value);
        Ref.XDec(ts, old);
        return Status.Ok;
    }

    /// <summary>Moves the attributes out of the instance into a dict of their own, before its class changes.</summary>
    public static Status DetachFromClass(ThreadState* ts, PyObject* o)
    {
        PyObject* dict = GetOrMakeBorrowed(ts, o);
        return dict == null ? Status.Error : Detach(ts, (PyDictObject*)dict, o);
    }

    /// <summary>Gives the dict its own copy of the values when it uses those inside the instance, which are invalid afterwards.</summary>
    private static Status Detach(ThreadState* ts, PyDictObject* dict, PyObject* o)
    {
        PyDictValues* inline = InlineValues(o);
        if (dict->ma_values != inline)
            return Status.Ok;
        PyDictValues* copy = DictValues.Copy(ts, inline);
        if (copy == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        dict->ma_values = copy;
        DictValues.Invalidate(inline);
        return Status.Ok;
    }

    private static void ReleaseInline(ThreadState* ts, PyObject* o)
    {
        PyDictValues* inline = InlineValues(o);
        if (inline->valid == 0)
            return;
        inline->valid = 0;
        inline->size = 0;
        PyDict.ReleaseValues(ts, inline);
    }

    /// <summary>For an instance that is being freed, or cleared by the collector.</summary>
    public static void Clear(ThreadState* ts, PyObject* o)
    {
        PyDictObject** place = ManagedDict(o);
        PyDictObject* dict = *place;
        if (HasInlineValues(o))
        {
            if (dict == null)
            {
                ReleaseInline(ts, o);
                return;
            }
            if (dict->ma_values == InlineValues(o))
            {
                if (dict->ob_base.ob_refcnt == 1 || Detach(ts, dict, o) == Status.Error)
                    AbandonInline(ts, dict, o);
            }
        }
        *place = null;
        Ref.XDec(ts, dict);
    }

    /// <summary>The dict ends empty because nobody else has it, or because there is no memory for a copy of the values.</summary>
    private static void AbandonInline(ThreadState* ts, PyDictObject* dict, PyObject* o)
    {
        if (Err.Occurred(ts) && dict->ob_base.ob_refcnt != 1)
            Err.WriteUnraisable(ts, "Exception ignored while clearing an object managed dict", null);
        PyDictKeysObject* keys = dict->ma_keys;
        dict->ma_used = 0;
        dict->ma_values = null;
        dict->ma_keys = DictKeys.Empty;
        ReleaseInline(ts, o);
        DictKeys.DecRef(ts, keys);
    }

    /// <summary>Visits the dict, which visits the values (inline or not), or the inline values if there is none.</summary>
    public static int Visit(PyObject* o, visitproc visit, void* arg)
    {
        PyObject* dict = (PyObject*)*ManagedDict(o);
        if (dict != null)
            return visit(dict, arg);
        if (!HasInlineValues(o))
            return 0;
        PyDictValues* values = InlineValues(o);
        return values->valid == 0 ? 0 : DictType.VisitValues(values, visit, arg);
    }

    public static bool IsEmpty(PyObject* o)
    {
        if (HasInlineValues(o) && InlineValues(o)->valid != 0)
            return InlineValues(o)->size == 0;
        PyDictObject* dict = *ManagedDict(o);
        return dict == null || dict->ma_used == 0;
    }
}
