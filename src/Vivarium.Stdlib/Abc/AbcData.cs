// What the machinery of abstract base classes keeps about one class: sets of weak references to classes. See docs/internals/abc.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Abc;

internal unsafe struct _abc_data
{
    public PyObject ob_base;
    /// <summary>Registered virtual subclasses; each set is null until it is needed.</summary>
    public PyObject* _abc_registry;
    public PyObject* _abc_cache;
    public PyObject* _abc_negative_cache;
    /// <summary>The invalidation counter at which the negative cache was right.</summary>
    public ulong _abc_negative_cache_version;
}

[PyType("_abc._abc_data", Layout = typeof(_abc_data), Flags = TypeFlags.HaveGc, Doc = "What an abstract base class knows about its subclasses.")]
internal static unsafe partial class AbcDataType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => TypeSlots.Of(type)->tp_alloc(ts, type, 0);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => Itertools.ObjectFields.Dealloc(ts, self, 3);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => Itertools.ObjectFields.Traverse(self, 3, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, _abc_data* self)
    {
        Ref.Clear(ts, &self->_abc_registry);
        Ref.Clear(ts, &self->_abc_cache);
        Ref.Clear(ts, &self->_abc_negative_cache);
    }
}

/// <summary>Sets of weak references that drop a reference when its class goes.</summary>
internal static unsafe class WeakClassSet
{
    private static readonly PyMethodDef* s_destroy = MakeDestroy();

    private static PyMethodDef* MakeDestroy()
    {
        PyMethodDef* def = (PyMethodDef*)NativeMemory.AllocZeroed((nuint)sizeof(PyMethodDef));
        byte* name = (byte*)NativeMemory.AllocZeroed(16);
        "_destroy"u8.CopyTo(new Span<byte>(name, 16));
        def->ml_name = name;
        binaryfunc function = &Destroy;
        def->ml_meth = function;
        def->ml_flags = MethodFlags.O;
        return def;
    }

    /// <summary>The callback of the references: self is a weak reference to the set.</summary>
    private static PyObject* Destroy(ThreadState* ts, PyObject* setReference, PyObject* reference)
    {
        using Owned<PyObject> set = Own.Of(ts, Weakref.GetRef(setReference));
        if (!set.IsNull && PySet.Discard(ts, set.Pointer, reference) == Lookup.Error)
            return null;
        return Py.None;
    }

    public static Truth Contains(ThreadState* ts, PyObject* set, PyObject* cls)
    {
        if (set == null || PySet.Size(set) == 0)
            return Truth.False;
        using Owned<PyObject> reference = Own.Of(ts, Weakref.NewRef(ts, cls, null));
        if (reference.IsNull)
            return Err.ClearIf(ts, Exc.TypeError) ? Truth.False : Truth.Error;
        using Owned<PyObject> held = Own.Of(ts, Ref.New(set));
        return PySet.Contains(ts, set, reference.Pointer) switch { Lookup.Found => Truth.True, Lookup.Missing => Truth.False, _ => Truth.Error };
    }

    public static Status Add(ThreadState* ts, PyObject** field, PyObject* cls)
    {
        if (*field == null && (*field = PySet.New(ts, null)) == null)
            return Status.Error;
        using Owned<PyObject> set = Own.Of(ts, Ref.New(*field));
        using Owned<PyObject> setReference = Own.Of(ts, Weakref.NewRef(ts, set.Pointer, null));
        using Owned<PyObject> callback = Own.Of(ts, setReference.IsNull ? null : PyCFunction.New(ts, s_destroy, setReference.Pointer, null, null));
        using Owned<PyObject> reference = Own.Of(ts, callback.IsNull ? null : Weakref.NewRef(ts, cls, callback.Pointer));
        return reference.IsNull ? Status.Error : PySet.Add(ts, set.Pointer, reference.Pointer);
    }
}
