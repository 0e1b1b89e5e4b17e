// The type `type`: what every class is an instance of. Creation is in TypeNew.cs, attributes that need work in TypeAttributes.cs. See docs/internals/types.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

[PyType("type", Layout = typeof(PyHeapTypeObject), ItemSize = 40, Flags = TypeFlags.BaseType | TypeFlags.HaveGc | TypeFlags.TypeSubclass | TypeFlags.ItemsAtEnd | TypeFlags.HaveVectorcall,
    WeaklistField = "ht_type.tp_weaklist", DictField = "ht_type.tp_dict",
    Doc = "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type")]
internal static unsafe partial class TypeType
{
    // ---- Calling a type ----

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (type == Type)
        {
            nint n = PyTuple.Size(args);
            bool noKeywords = kwargs == null || PyDict.Size(kwargs) == 0;
            if (n == 1 && noKeywords)
                return Ref.New(PyTuple.GetBorrowed(args, 0)->ob_type);
            if (n != 3)
                return Err.Type(ts, "type() takes 1 or 3 arguments");
        }
        newfunc make = TypeSlots.Of(type)->tp_new;
        if (make == null)
            return Err.Type(ts, $"cannot create '{PyType.TpName(type)}' instances");
        PyObject* o = make(ts, type, args, kwargs);
        if (o == null)
            return null;
        // __new__ may return something else, which is not initialised.
        if (!PyType.IsInstance(o, type))
            return o;
        initproc init = TypeSlots.Of(o)->tp_init;
        if (init != null && init(ts, o, args, kwargs) != Status.Ok)
        {
            Ref.Dec(ts, o);
            return null;
        }
        return o;
    }

    /// <summary>type(x) without a tuple of arguments. Types' own fast constructors are called by the caller of this.</summary>
    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint n = Call.ArgumentCount(nargsf);
        if (n == 1 && callable == (PyObject*)Type && (kwnames == null || PyTuple.Size(kwnames) == 0))
            return Ref.New(args[0]->ob_type);
        return Call.MakeTupleCall(ts, callable, args, nargsf, kwnames, &TpCall);
    }

    private static PyObject* TpCall(ThreadState* ts, PyObject* callable, PyObject* args, PyObject* kwargs) => tp_call(ts, (PyTypeObject*)callable, args, kwargs);

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => TypeNew.New(ts, type, args, kwargs);

    [Slot]
    private static Status tp_init(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs)
    {
        nint n = PyTuple.Size(args);
        if (n == 1 && kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.TypeStatus(ts, "type.__init__() takes no keyword arguments");
        return n is 1 or 3 ? Status.Ok : Err.TypeStatus(ts, "type.__init__() takes 1 or 3 arguments");
    }

    // ---- Life ----

    [Slot]
    private static bool tp_is_gc(PyObject* self) => PyType.HasFlag((PyTypeObject*)self, TypeFlags.HeapType);

    [Slot]
    private static void tp_free(ThreadState* ts, void* o) => TypeNew.Free(ts, o);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyTypeObject* self)
    {
        PyHeapTypeObject* heap = (PyHeapTypeObject*)self;
        GcList.UntrackIfTracked(self);
        PyObject* pending = Err.Fetch(ts);
        Subclasses.RemoveFromAllBases(ts, self, self->tp_bases);
        Err.Restore(ts, pending);
        PyType.Modified(ts, self);
        WeakrefList.Clear(ts, (PyObject*)self);
        Ref.XDec(ts, self->tp_base);
        Ref.XDec(ts, self->tp_dict);
        Ref.XDec(ts, self->tp_bases);
        Ref.XDec(ts, self->tp_mro);
        Ref.XDec(ts, self->tp_cache);
        Ref.XDec(ts, (PyObject*)self->tp_subclasses);
        MemDomain.Free(ts->interp->heap, self->tp_doc);
        Ref.XDec(ts, heap->ht_name);
        Ref.XDec(ts, heap->ht_qualname);
        Ref.XDec(ts, heap->ht_slots);
        Ref.XDec(ts, heap->ht_module);
        if (heap->ht_cached_keys != null)
            PyDict.DecRefKeys(ts, heap->ht_cached_keys);
        TypeNew.Free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyTypeObject* self, visitproc visit, void* arg)
    {
        if (!PyType.HasFlag(self, TypeFlags.HeapType))
            return 0;
        PyHeapTypeObject* heap = (PyHeapTypeObject*)self;
        // tp_subclasses holds weak references only; ht_name and the like cannot be part of a cycle.
        PyObject** fields = stackalloc PyObject*[6];
        fields[0] = self->tp_dict;
        fields[1] = self->tp_cache;
        fields[2] = self->tp_mro;
        fields[3] = self->tp_bases;
        fields[4] = (PyObject*)self->tp_base;
        fields[5] = heap->ht_module;
        for (int i = 0; i < 6; i++)
        {
            if (fields[i] == null)
                continue;
            int r = visit(fields[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyTypeObject* self)
    {
        PyHeapTypeObject* heap = (PyHeapTypeObject*)self;
        // The bases stay: instances that die later need them. The MRO goes, so the cache must not answer any more.
        PyType.Modified(ts, self);
        PyObject* dict = self->tp_dict;
        if (dict != null)
            PyDict.Clear(ts, dict);
        Ref.Clear(ts, &heap->ht_module);
        Ref.Clear(ts, &self->tp_mro);
    }

    // ---- Attributes ----

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyTypeObject* self)
    {
        if (self->tp_name == null)
            return PyUnicode.FromString(ts, "<class at 0x" + ((nint)self).ToString("x", null) + ">");
        using Owned<PyObject> module = Own.Of(ts, TypeAttributes.GetModule(ts, self));
        if (module.IsNull)
            Err.Clear(ts);
        using Owned<PyObject> qualname = Own.Of(ts, TypeAttributes.GetQualname(ts, self));
        if (qualname.IsNull)
            return null;
        if (!module.IsNull && PyUnicode.Check(module.Pointer) && !PyUnicode.EqualToString(module.Pointer, "builtins"))
        {
            return PyUnicode.FromString(ts, $"<class '{PyUnicode.ToString(module.Pointer)}.{PyUnicode.ToString(qualname.Pointer)}'>");
        }
        return PyUnicode.FromString(ts, $"<class '{PyType.TpName(self)}'>");
    }

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyObject* self, PyObject* name)
    {
        PyTypeObject* type = (PyTypeObject*)self;
        PyTypeObject* meta = self->ob_type;
        if (!PyUnicode.Check(name))
            return Err.Type(ts, $"attribute name must be string, not '{PyType.NameOf(name)}'");
        PyObject* metaAttribute = PyType.LookupBorrowed(ts, meta, name);
        ternaryfunc metaGet = null;
        if (metaAttribute != null)
        {
            Ref.Inc(metaAttribute);
            metaGet = TypeSlots.Of(metaAttribute)->tp_descr_get;
            if (metaGet != null && TypeSlots.Of(metaAttribute)->tp_descr_set != null)
            {
                // A data descriptor of the metaclass wins.
                PyObject* value = metaGet(ts, metaAttribute, self, (PyObject*)meta);
                Ref.Dec(ts, metaAttribute);
                return value;
            }
        }
        PyObject* attribute = PyType.LookupBorrowed(ts, type, name);
        if (attribute != null)
        {
            Ref.Inc(attribute);
            ternaryfunc get = TypeSlots.Of(attribute)->tp_descr_get;
            Ref.XDec(ts, metaAttribute);
            if (get == null)
                return attribute;
            PyObject* value = get(ts, attribute, null, self);
            Ref.Dec(ts, attribute);
            return value;
        }
        if (metaGet != null)
        {
            PyObject* value = metaGet(ts, metaAttribute, self, (PyObject*)meta);
            Ref.Dec(ts, metaAttribute);
            return value;
        }
        if (metaAttribute != null)
            return metaAttribute;
        return Err.AttributeWithObject(ts, $"type object '{PyType.TpName(type)}' has no attribute '{PyUnicode.ToString(name)}'", self, name);
    }

    [Slot]
    private static Status tp_setattro(ThreadState* ts, PyObject* self, PyObject* name, PyObject* value)
    {
        PyTypeObject* type = (PyTypeObject*)self;
        if (PyType.HasFlag(type, TypeFlags.ImmutableType))
        {
            return Err.TypeStatus(ts, $"cannot set {Obj.ReprText(ts, name)} attribute of immutable type '{PyType.TpName(type)}'");
        }
        if (!PyUnicode.Check(name))
            return Err.TypeStatus(ts, $"attribute name must be string, not '{PyType.NameOf(name)}'");
        using Owned<PyObject> interned = Own.Of(ts, PyUnicode.CheckExact(name) ? Ref.New(name) : PyUnicode.Substring(ts, name, 0, PyUnicode.Length(name)));
        if (interned.IsNull)
            return Status.Error;
        PyObject* key = Ref.New(interned.Pointer);
        PyUnicode.InternInPlace(ts, &key);
        Status status = SetInterned(ts, type, key, value);
        Ref.Dec(ts, key);
        return status;
    }

    private static Status SetInterned(ThreadState* ts, PyTypeObject* type, PyObject* name, PyObject* value)
    {
        PyObject* metaAttribute = PyType.LookupBorrowed(ts, type->ob_base.ob_base.ob_type, name);
        if (metaAttribute != null && TypeSlots.Of(metaAttribute)->tp_descr_set != null)
        {
            Ref.Inc(metaAttribute);
            Status done = TypeSlots.Of(metaAttribute)->tp_descr_set(ts, metaAttribute, (PyObject*)type, value);
            Ref.Dec(ts, metaAttribute);
            return done;
        }
        // What is cached about the class goes first: code that runs when the old value is released must not see it.
        PyType.Modified(ts, type);
        Status status;
        if (value == null)
        {
            Lookup found = PyDict.Pop(ts, type->tp_dict, name, null);
            if (found == Lookup.Missing)
            {
                Err.AttributeWithObject(ts, $"type object '{PyType.TpName(type)}' has no attribute '{PyUnicode.ToString(name)}'", (PyObject*)type, name);
                return Status.Error;
            }
            status = found == Lookup.Error ? Status.Error : Status.Ok;
        }
        else
        {
            status = PyDict.Set(ts, type->tp_dict, name, value);
        }
        if (status != Status.Ok)
            return status;
        PyType.Modified(ts, type);
        return IsDunder(name) ? SlotUpdate.OnAttributeSet(ts, type, name) : Status.Ok;
    }

    private static bool IsDunder(PyObject* name)
    {
        nint n = PyUnicode.Length(name);
        return n > 4 && PyUnicode.ReadChar(name, 0) == '_' && PyUnicode.ReadChar(name, 1) == '_' && PyUnicode.ReadChar(name, n - 1) == '_' && PyUnicode.ReadChar(name, n - 2) == '_';
    }

    // ---- Methods ----

    [PyMethod("($self, /)", Doc = "Compute the method resolution order of the class.")]
    private static PyObject* mro(ThreadState* ts, PyTypeObject* self)
    {
        using Owned<PyObject> tuple = Own.Of(ts, Mro.Compute(ts, self));
        return tuple.IsNull ? null : PyList.FromSequence(ts, tuple.Pointer);
    }

    [PyMethod("($self, /)", Doc = "List the direct subclasses that are alive.")]
    private static PyObject* __subclasses__(ThreadState* ts, PyTypeObject* self) => Subclasses.AsList(ts, self);

    [PyClassMethod("($type, name, bases, /, **kwds)", Doc = "Make the namespace in which the body of a class runs.")]
    private static PyObject* __prepare__(ThreadState* ts, PyObject* type, PyObject** args, nint nargs, PyObject* kwnames) => PyDict.New(ts);

    [PyMethod("($self, instance, /)", Doc = "Tell whether an object counts as an instance of the class.")]
    private static Truth __instancecheck__(ThreadState* ts, PyTypeObject* self, PyObject* instance) => ClassTests.RealIsInstance(ts, instance, (PyObject*)self);

    [PyMethod("($self, subclass, /)", Doc = "Tell whether a class counts as a subclass of the class.")]
    private static Truth __subclasscheck__(ThreadState* ts, PyTypeObject* self, PyObject* subclass) => ClassTests.RealIsSubclass(ts, subclass, (PyObject*)self);

    [PyMethod("($self, /)", Doc = "List the attributes of the class and its bases.")]
    private static PyObject* __dir__(ThreadState* ts, PyTypeObject* self) => ObjectDir.OfType(ts, self);

    /// <summary>int | str</summary>
    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => UnionSupport.Or(ts, a, b);

    [PyMethod("($self, /)", Doc = "Return the bytes that the type object itself takes.")]
    private static nint __sizeof__(ThreadState* ts, PyTypeObject* self)
    {
        if (!PyType.HasFlag(self, TypeFlags.HeapType))
            return sizeof(PyTypeObject);
        nint size = Type->tp_basicsize;
        PyDictKeysObject* keys = ((PyHeapTypeObject*)self)->ht_cached_keys;
        return keys == null ? size : size + (nint)DictKeys.ByteSize(keys);
    }
}
