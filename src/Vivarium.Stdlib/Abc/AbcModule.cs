// The module _abc: the machinery behind abc.ABCMeta. A registration anywhere counts a number of the module's state up, which makes
// negative caches of all classes stale. See docs/internals/abc.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Abc;

[PyModule("_abc", Doc = "The machinery behind the module abc.")]
internal static unsafe partial class AbcModule
{
    private const TypeFlags CollectionFlags = TypeFlags.Sequence | TypeFlags.Mapping;

    private struct State
    {
        public ulong abc_invalidation_counter;
    }

    private static State* StateOf(PyObject* module) => (State*)((PyModuleObject*)module)->md_state;

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        State* state = (State*)MemDomain.Malloc(ts->interp->heap, (nuint)sizeof(State));
        if (state == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        *state = default;
        ((PyModuleObject*)module)->md_state = state;
        return Status.Ok;
    }

    /// <summary>The class's own data, owned.</summary>
    private static _abc_data* DataOf(ThreadState* ts, PyObject* cls)
    {
        PyObject* data = Obj.GetAttr(ts, cls, "_abc_impl");
        if (data == null || data->ob_type == AbcDataType.Type)
            return (_abc_data*)data;
        Ref.Dec(ts, data);
        return (_abc_data*)Err.Type(ts, "_abc_impl is set to a wrong type");
    }

    // ---- set-up -------------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, self, /)", Doc = "Sets an abstract base class up; for abc.ABCMeta alone.")]
    private static Status _abc_init(ThreadState* ts, PyObject* module, PyObject* self)
    {
        if (ComputeAbstractMethods(ts, self) != Status.Ok)
            return Status.Error;
        using Owned<PyObject> data = Own.Of(ts, TypeSlots.Of(AbcDataType.Type)->tp_alloc(ts, AbcDataType.Type, 0));
        if (data.IsNull)
            return Status.Error;
        ((_abc_data*)data.Pointer)->_abc_negative_cache_version = StateOf(module)->abc_invalidation_counter;
        if (Obj.SetAttr(ts, self, "_abc_impl", data.Pointer) != Status.Ok)
            return Status.Error;
        return PyType.Check(self) ? TakePatternFlags(ts, (PyTypeObject*)self) : Status.Ok;
    }

    /// <summary>__abc_tpflags__ in the class's own namespace says whether instances match sequence or mapping patterns.</summary>
    private static Status TakePatternFlags(ThreadState* ts, PyTypeObject* cls)
    {
        using Owned<PyObject> name = Own.Of(ts, PyUnicode.InternFromString(ts, "__abc_tpflags__"));
        if (name.IsNull)
            return Status.Error;
        PyObject* flags = null;
        Lookup found = PyDict.Pop(ts, PyType.GetDict(cls), name.Pointer, &flags);
        if (found != Lookup.Found)
            return found == Lookup.Error ? Status.Error : Status.Ok;
        using Owned<PyObject> owned = Own.Of(ts, flags);
        if (!PyLong.CheckExact(flags))
            return Status.Ok;
        long value = PyLong.AsInt64(ts, flags);
        if (value == -1 && Err.Occurred(ts))
            return Status.Error;
        TypeFlags wanted = (TypeFlags)(ulong)value & CollectionFlags;
        if (wanted == CollectionFlags)
            return Err.TypeStatus(ts, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
        cls->tp_flags |= wanted;
        return Status.Ok;
    }

    private static Truth IsAbstract(ThreadState* ts, PyObject* value)
    {
        PyObject* mark = null;
        Lookup found = Obj.LookupAttr(ts, value, Id.__isabstractmethod__, &mark);
        if (found != Lookup.Found)
            return found == Lookup.Error ? Truth.Error : Truth.False;
        Truth truth = Obj.IsTrue(ts, mark);
        Ref.Dec(ts, mark);
        return truth;
    }

    /// <summary>The abstract methods of the namespace, and those of the bases that are abstract here still.</summary>
    private static Status ComputeAbstractMethods(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> names = Own.Of(ts, PySet.NewFrozen(ts, null));
        using Owned<PyObject> found = Own.Of(ts, names.IsNull ? null : PySet.New(ts, null));
        using Owned<PyObject> space = Own.Of(ts, found.IsNull ? null : Obj.GetAttr(ts, self, Id.__dict__));
        using Owned<PyObject> items = Own.Of(ts, space.IsNull ? null : Map.Items(ts, space.Pointer));
        if (items.IsNull)
            return Status.Error;
        for (nint i = 0; i < PyList.Size(items.Pointer); i++)
        {
            using Owned<PyObject> pair = Own.Of(ts, PyTuple.FromSequence(ts, PyList.GetBorrowed(items.Pointer, i)));
            if (pair.IsNull)
                return Status.Error;
            if (PyTuple.Size(pair.Pointer) != 2)
                return Err.TypeStatus(ts, "Iteration over items() returned item which is not a 2-tuple");
            if (AddIfAbstract(ts, found.Pointer, PyTuple.GetBorrowed(pair.Pointer, 0), PyTuple.GetBorrowed(pair.Pointer, 1)) != Status.Ok)
                return Status.Error;
        }
        using Owned<PyObject> bases = Own.Of(ts, Obj.GetAttr(ts, self, Id.__bases__));
        if (bases.IsNull)
            return Status.Error;
        if (!PyTuple.Check(bases.Pointer))
            return Err.TypeStatus(ts, "__bases__ is not tuple");
        for (nint i = 0; i < PyTuple.Size(bases.Pointer); i++)
        {
            if (AddInherited(ts, found.Pointer, self, PyTuple.GetBorrowed(bases.Pointer, i)) != Status.Ok)
                return Status.Error;
        }
        using Owned<PyObject> frozen = Own.Of(ts, PySet.NewFrozen(ts, found.Pointer));
        return frozen.IsNull ? Status.Error : Obj.SetAttr(ts, self, Id.__abstractmethods__, frozen.Pointer);
    }

    private static Status AddIfAbstract(ThreadState* ts, PyObject* set, PyObject* name, PyObject* value) => IsAbstract(ts, value) switch
    {
        Truth.True => PySet.Add(ts, set, name),
        Truth.False => Status.Ok,
        _ => Status.Error,
    };

    private static Status AddInherited(ThreadState* ts, PyObject* set, PyObject* self, PyObject* b)
    {
        PyObject* inherited = null;
        Lookup found = Obj.LookupAttr(ts, b, Id.__abstractmethods__, &inherited);
        if (found != Lookup.Found)
            return found == Lookup.Error ? Status.Error : Status.Ok;
        using Owned<PyObject> owned = Own.Of(ts, inherited);
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, inherited));
        if (iterator.IsNull)
            return Status.Error;
        PyObject* name;
        while ((name = Obj.IterNext(ts, iterator.Pointer)) != null)
        {
            using Owned<PyObject> key = Own.Of(ts, name);
            PyObject* value = null;
            Lookup here = Obj.LookupAttr(ts, self, name, &value);
            using Owned<PyObject> held = Own.Of(ts, value);
            if (here == Lookup.Error || (here == Lookup.Found && AddIfAbstract(ts, set, name, value) != Status.Ok))
                return Status.Error;
        }
        return Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    // ---- registration -------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, self, subclass, /)", Doc = "Registers a virtual subclass; for abc.ABCMeta alone.")]
    private static PyObject* _abc_register(ThreadState* ts, PyObject* module, PyObject* self, PyObject* subclass)
    {
        if (!PyType.Check(subclass))
            return Err.Type(ts, "Can only register classes");
        Truth already = Obj.IsSubclass(ts, subclass, self);
        if (already != Truth.False)
            return already == Truth.Error ? null : Ref.New(subclass);
        Truth cycle = Obj.IsSubclass(ts, self, subclass);
        if (cycle != Truth.False)
            return cycle == Truth.Error ? null : Err.Runtime(ts, "Refusing to create an inheritance cycle");
        using Owned<_abc_data> data = Own.Of(ts, DataOf(ts, self));
        if (data.IsNull || WeakClassSet.Add(ts, &data.Pointer->_abc_registry, subclass) != Status.Ok)
            return null;
        StateOf(module)->abc_invalidation_counter++;
        if (PyType.Check(self))
        {
            TypeFlags flags = ((PyTypeObject*)self)->tp_flags & CollectionFlags;
            if (flags != 0 && SpreadFlags(ts, (PyTypeObject*)subclass, &flags) != Status.Ok)
                return null;
        }
        return Ref.New(subclass);
    }

    /// <summary>Gives the pattern flags to a class and all its subclasses, except those whose type cannot be changed.</summary>
    private static Status SpreadFlags(ThreadState* ts, PyTypeObject* cls, void* flags)
    {
        TypeFlags wanted = *(TypeFlags*)flags;
        if (PyType.HasFlag(cls, TypeFlags.ImmutableType) || (cls->tp_flags & CollectionFlags) == wanted)
            return Status.Ok;
        cls->tp_flags = (cls->tp_flags & ~CollectionFlags) | wanted;
        return Subclasses.ForEach(ts, cls, &SpreadFlags, flags);
    }

    // ---- checks -------------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, self, instance, /)", Doc = "Tells whether an object is an instance; for abc.ABCMeta alone.")]
    private static PyObject* _abc_instancecheck(ThreadState* ts, PyObject* module, PyObject* self, PyObject* instance)
    {
        using Owned<_abc_data> data = Own.Of(ts, DataOf(ts, self));
        PyObject* claimed = null;
        if (data.IsNull || Obj.LookupAttr(ts, instance, Id.__class__, &claimed) == Lookup.Error)
            return null;
        // The instance's class is held: what is called may give it another one.
        using Owned<PyObject> own = Own.Of(ts, Ref.New((PyObject*)instance->ob_type));
        using Owned<PyObject> subclass = Own.Of(ts, claimed != null ? claimed : Ref.New(own.Pointer));
        Truth cached = WeakClassSet.Contains(ts, data.Pointer->_abc_cache, subclass.Pointer);
        if (cached != Truth.False)
            return cached == Truth.Error ? null : Py.True;
        PyObject* type = own.Pointer;
        if (type == subclass.Pointer)
        {
            if (data.Pointer->_abc_negative_cache_version == StateOf(module)->abc_invalidation_counter)
            {
                Truth known = WeakClassSet.Contains(ts, data.Pointer->_abc_negative_cache, type);
                if (known != Truth.False)
                    return known == Truth.Error ? null : Py.False;
            }
            return Call.Method(ts, self, Id.__subclasscheck__, type);
        }
        PyObject* result = Call.Method(ts, self, Id.__subclasscheck__, subclass.Pointer);
        if (result == null)
            return null;
        Truth truth = Obj.IsTrue(ts, result);
        if (truth == Truth.True)
            return result;
        Ref.Dec(ts, result);
        return truth == Truth.Error ? null : Call.Method(ts, self, Id.__subclasscheck__, type);
    }

    [PyFunction("($module, self, subclass, /)", Doc = "Tells whether a class is a subclass; for abc.ABCMeta alone.")]
    private static Truth _abc_subclasscheck(ThreadState* ts, PyObject* module, PyObject* self, PyObject* subclass)
    {
        if (!PyType.Check(subclass))
        {
            Err.Type(ts, "issubclass() arg 1 must be a class");
            return Truth.Error;
        }
        using Owned<_abc_data> data = Own.Of(ts, DataOf(ts, self));
        if (data.IsNull)
            return Truth.Error;
        Truth cached = WeakClassSet.Contains(ts, data.Pointer->_abc_cache, subclass);
        if (cached != Truth.False)
            return cached;
        ulong counter = StateOf(module)->abc_invalidation_counter;
        if (data.Pointer->_abc_negative_cache_version < counter)
        {
            if (data.Pointer->_abc_negative_cache != null && PySet.Clear(ts, data.Pointer->_abc_negative_cache) != Status.Ok)
                return Truth.Error;
            data.Pointer->_abc_negative_cache_version = counter;
        }
        else
        {
            Truth known = WeakClassSet.Contains(ts, data.Pointer->_abc_negative_cache, subclass);
            if (known != Truth.False)
                return known == Truth.True ? Truth.False : Truth.Error;
        }
        using Owned<PyObject> hook = Own.Of(ts, Call.Method(ts, self, Id.__subclasshook__, subclass));
        if (hook.IsNull)
            return Truth.Error;
        if (hook.Pointer == Py.True)
            return Remember(ts, &data.Pointer->_abc_cache, subclass, Truth.True);
        if (hook.Pointer == Py.False)
            return Remember(ts, &data.Pointer->_abc_negative_cache, subclass, Truth.False);
        if (hook.Pointer != Py.NotImplemented)
        {
            Err.SetString(ts, Exc.AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
            return Truth.Error;
        }
        if (PyType.Check(self) && PyType.IsSubtype((PyTypeObject*)subclass, (PyTypeObject*)self))
            return Remember(ts, &data.Pointer->_abc_cache, subclass, Truth.True);
        Truth registered = CheckRegistry(ts, data.Pointer, subclass);
        if (registered != Truth.False)
            return registered;
        Truth inherited = CheckSubclasses(ts, self, subclass);
        return inherited switch
        {
            Truth.True => Remember(ts, &data.Pointer->_abc_cache, subclass, Truth.True),
            Truth.False => Remember(ts, &data.Pointer->_abc_negative_cache, subclass, Truth.False),
            _ => Truth.Error,
        };
    }

    private static Truth Remember(ThreadState* ts, PyObject** set, PyObject* cls, Truth answer) =>
        WeakClassSet.Add(ts, set, cls) == Status.Ok ? answer : Truth.Error;

    /// <summary>Whether it is registered, or derived from a registered class.</summary>
    private static Truth CheckRegistry(ThreadState* ts, _abc_data* data, PyObject* subclass)
    {
        Truth direct = WeakClassSet.Contains(ts, data->_abc_registry, subclass);
        if (direct != Truth.False || data->_abc_registry == null)
            return direct;
        // The checks run Python code, which may register more.
        using Owned<PyObject> references = Own.Of(ts, PyTuple.FromSequence(ts, data->_abc_registry));
        if (references.IsNull)
            return Truth.Error;
        for (nint i = 0; i < PyTuple.Size(references.Pointer); i++)
        {
            using Owned<PyObject> cls = Own.Of(ts, Weakref.GetRef(PyTuple.GetBorrowed(references.Pointer, i)));
            Truth derived = cls.IsNull ? Truth.False : Obj.IsSubclass(ts, subclass, cls.Pointer);
            if (derived == Truth.True)
                return Remember(ts, &data->_abc_cache, subclass, Truth.True);
            if (derived == Truth.Error)
                return Truth.Error;
        }
        return Truth.False;
    }

    /// <summary>Whether it is a subclass of a subclass of the abstract class.</summary>
    private static Truth CheckSubclasses(ThreadState* ts, PyObject* self, PyObject* subclass)
    {
        using Owned<PyObject> method = Own.Of(ts, Obj.GetAttr(ts, self, "__subclasses__"));
        using Owned<PyObject> list = Own.Of(ts, method.IsNull ? null : Call.NoArgs(ts, method.Pointer));
        if (list.IsNull)
            return Truth.Error;
        if (!PyList.Check(list.Pointer))
        {
            Err.Type(ts, "__subclasses__() must return a list");
            return Truth.Error;
        }
        for (nint i = 0; i < PyList.Size(list.Pointer); i++)
        {
            using Owned<PyObject> cls = Own.Of(ts, Ref.New(PyList.GetBorrowed(list.Pointer, i)));
            Truth derived = Obj.IsSubclass(ts, subclass, cls.Pointer);
            if (derived != Truth.False)
                return derived;
        }
        return Truth.False;
    }

    // ---- inspection and resetting -------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, /)", Doc = "A number that changes with every registration of a virtual subclass anywhere.\n\nTwo tokens can be compared for equality; nothing else is promised.")]
    private static ulong get_cache_token(ThreadState* ts, PyObject* module) => StateOf(module)->abc_invalidation_counter;

    [PyFunction("($module, self, /)", Doc = "Copies of the registry, the cache and the negative cache of a class, and the version of the last; for tests.")]
    private static PyObject* _get_dump(ThreadState* ts, PyObject* module, PyObject* self)
    {
        using Owned<_abc_data> data = Own.Of(ts, DataOf(ts, self));
        if (data.IsNull)
            return null;
        using Owned<PyObject> registry = Own.Of(ts, PySet.New(ts, data.Pointer->_abc_registry));
        using Owned<PyObject> cache = Own.Of(ts, PySet.New(ts, data.Pointer->_abc_cache));
        using Owned<PyObject> negative = Own.Of(ts, PySet.New(ts, data.Pointer->_abc_negative_cache));
        using Owned<PyObject> version = Own.Of(ts, PyLong.FromUInt64(ts, data.Pointer->_abc_negative_cache_version));
        if (registry.IsNull || cache.IsNull || negative.IsNull || version.IsNull)
            return null;
        PyObject** parts = stackalloc PyObject*[4] { registry.Pointer, cache.Pointer, negative.Pointer, version.Pointer };
        return PyTuple.FromArray(ts, parts, 4);
    }

    [PyFunction("($module, self, /)", Doc = "Empties the registry of a class; for tests.")]
    private static Status _reset_registry(ThreadState* ts, PyObject* module, PyObject* self)
    {
        using Owned<_abc_data> data = Own.Of(ts, DataOf(ts, self));
        return data.IsNull ? Status.Error : Empty(ts, data.Pointer->_abc_registry);
    }

    [PyFunction("($module, self, /)", Doc = "Empties both caches of a class; for tests.")]
    private static Status _reset_caches(ThreadState* ts, PyObject* module, PyObject* self)
    {
        using Owned<_abc_data> data = Own.Of(ts, DataOf(ts, self));
        return !data.IsNull && Empty(ts, data.Pointer->_abc_cache) == Status.Ok ? Empty(ts, data.Pointer->_abc_negative_cache) : Status.Error;
    }

    private static Status Empty(ThreadState* ts, PyObject* set) => set == null ? Status.Ok : PySet.Clear(ts, set);
}
