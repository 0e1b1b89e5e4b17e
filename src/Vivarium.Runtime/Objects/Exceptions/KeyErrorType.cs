// KeyError, whose text is the repr of the missing key, and the bases that other declared exceptions need. See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

[PyType("LookupError", Layout = typeof(PyBaseExceptionObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "The base of the errors of looking things up.")]
internal static unsafe partial class LookupErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);
}

[PyType("KeyError", Layout = typeof(PyBaseExceptionObject), Base = typeof(LookupErrorType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "A mapping does not have the key.")]
internal static unsafe partial class KeyErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);

    /// <summary>An empty string as key would otherwise show as nothing.</summary>
    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyBaseExceptionObject* self) => PyTuple.Size(self->args) == 1
        ? Obj.Repr(ts, PyTuple.GetBorrowed(self->args, 0))
        : TypeSlots.Of(BaseExceptionType.Type)->tp_str(ts, (PyObject*)self);
}

[PyType("ValueError", Layout = typeof(PyBaseExceptionObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "An argument has the right type but a value that does not fit.")]
internal static unsafe partial class ValueErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);
}

[PyType("UnicodeError", Layout = typeof(PyBaseExceptionObject), Base = typeof(ValueErrorType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "The base of the errors of converting text.")]
internal static unsafe partial class UnicodeErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);
}
