// The types of None, NotImplemented and Ellipsis. Each has one immortal instance (Objects/Py.cs).
namespace Vivarium.Runtime.Objects;

[PyType("NoneType", Layout = typeof(PyObject), Doc = "The type of None.", TextSignature = "()")]
internal static unsafe partial class NoneType
{
    private static PyObject* Only(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs, PyObject* only)
    {
        if (PyTuple.Size(args) != 0 || (kwargs != null && PyDict.Size(kwargs) != 0))
            return Err.Type(ts, $"{PyType.TpName(type)} takes no arguments");
        return only;
    }

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => Only(ts, type, args, kwargs, Py.None);

    internal static PyObject* NewOnly(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs, PyObject* only) => Only(ts, type, args, kwargs, only);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => PyUnicode.FromString(ts, "None");

    [Slot]
    private static Truth nb_bool(ThreadState* ts, PyObject* self) => Truth.False;

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyObject* self) => unchecked((nint)0xfca86420);
}

[PyType("NotImplementedType", Layout = typeof(PyObject), Doc = "The type of NotImplemented.")]
internal static unsafe partial class NotImplementedType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) =>
        NoneType.NewOnly(ts, type, args, kwargs, Py.NotImplemented);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => PyUnicode.FromString(ts, "NotImplemented");

    [Slot]
    private static Truth nb_bool(ThreadState* ts, PyObject* self)
    {
        Err.Type(ts, "NotImplemented should not be used in a boolean context");
        return Truth.Error;
    }

    [PyMethod("($self, /)", Doc = "Pickle by name.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => PyUnicode.FromString(ts, "NotImplemented");
}

[PyType("ellipsis", Layout = typeof(PyObject), Doc = "The type of the Ellipsis object, written `...`.")]
internal static unsafe partial class EllipsisType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (PyTuple.Size(args) != 0 || (kwargs != null && PyDict.Size(kwargs) != 0))
            return Err.Type(ts, "EllipsisType takes no arguments");
        return Py.Ellipsis;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => PyUnicode.FromString(ts, "Ellipsis");

    [PyMethod("($self, /)", Doc = "Pickle by name.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => PyUnicode.FromString(ts, "Ellipsis");
}
