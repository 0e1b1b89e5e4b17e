// `__new__` of built-in types: a built-in function bound to the type, which checks that it is called for a subtype that it can make.
namespace Vivarium.Runtime.Objects;

internal static unsafe class TypeNewMethod
{
    /// <summary>The one definition behind every built-in __new__; its self is the type.</summary>
    public static PyMethodDef* Definition { get; } = MakeDefinition();

    private static PyMethodDef* MakeDefinition()
    {
        PyMethodDef* def = (PyMethodDef*)ImmortalRegion.Allocate((nuint)sizeof(PyMethodDef));
        def->ml_name = Pointer("__new__\0"u8);
        def->ml_meth = (fastcallfunc)(&New);
        def->ml_flags = MethodFlags.FastCall | MethodFlags.Keywords;
        def->ml_doc = Pointer("__new__($type, *args, **kwargs)\n--\n\nMake a new object of the type; see help(type) for what it takes.\0"u8);
        return def;
    }

    private static byte* Pointer(ReadOnlySpan<byte> text) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text));

    public static bool Is(PyObject* method) => PyCFunction.Check(method) && ((PyCFunctionObject*)method)->m_ml == Definition;

    public static Status AddTo(ThreadState* ts, PyTypeObject* type)
    {
        Lookup there = PyDict.Contains(ts, type->tp_dict, Id.__new__);
        if (there != Lookup.Missing)
            return there == Lookup.Error ? Status.Error : Status.Ok;
        PyObject* function = PyCFunction.New(ts, Definition, (PyObject*)type, null, null);
        if (function == null)
            return Status.Error;
        Status status = PyDict.Set(ts, type->tp_dict, Id.__new__, function);
        Ref.Dec(ts, function);
        return status;
    }

    private static PyObject* New(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        PyTypeObject* type = (PyTypeObject*)self;
        if (nargs < 1)
            return Err.Type(ts, $"{PyType.TpName(type)}.__new__(): not enough arguments");
        if (!PyType.Check(args[0]))
            return Err.Type(ts, $"{PyType.TpName(type)}.__new__(X): X is not a type object ({PyType.NameOf(args[0])})");
        PyTypeObject* subtype = (PyTypeObject*)args[0];
        if (!PyType.IsSubtype(subtype, type))
            return Err.Type(ts, $"{PyType.TpName(type)}.__new__({PyType.TpName(subtype)}): {PyType.TpName(subtype)} is not a subtype of {PyType.TpName(type)}");
        if (PyType.HasFlag(subtype, TypeFlags.DisallowInstantiation))
            return Err.Type(ts, $"cannot create '{PyType.TpName(subtype)}' instances");
        // The most derived built-in base of the subtype must be made by this very function: object.__new__(int) would leave an int half made.
        PyTypeObject* builtin = subtype;
        while (builtin != null && (void*)TypeSlots.Of(builtin)->tp_new == (void*)(newfunc)(&SlotFunctions.slot_tp_new))
            builtin = builtin->tp_base;
        if (builtin != null && (void*)TypeSlots.Of(builtin)->tp_new != (void*)TypeSlots.Of(type)->tp_new)
            return Err.Type(ts, $"{PyType.TpName(type)}.__new__({PyType.TpName(subtype)}) is not safe, use {PyType.TpName(builtin)}.__new__()");
        using Owned<PyObject> tuple = Own.Of(ts, PyTuple.FromArray(ts, args + 1, nargs - 1));
        if (tuple.IsNull)
            return null;
        using Owned<PyObject> kwargs = Own.Of(ts, kwnames == null ? null : Call.KeywordDict(ts, args + nargs, kwnames));
        if (kwargs.IsNull && kwnames != null)
            return null;
        return TypeSlots.Of(type)->tp_new(ts, subtype, tuple.Pointer, kwargs.Pointer);
    }
}
