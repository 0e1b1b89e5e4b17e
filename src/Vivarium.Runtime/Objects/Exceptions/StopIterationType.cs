// StopIteration and SystemExit: exceptions that carry one value. See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

[PyType("StopIteration", Layout = typeof(PyStopIterationObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "Raised by next() when an iterator has no more items.")]
[PyMember("value", "value", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class StopIterationType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);

    [Slot]
    private static int tp_traverse(PyStopIterationObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        if (r == 0 && self->value != null)
            r = visit(self->value, arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyStopIterationObject* self)
    {
        Ref.Clear(ts, &self->value);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyStopIterationObject* self, PyObject* args, PyObject* kwargs)
    {
        if (BaseExceptionType.Init(ts, (PyObject*)self, args, kwargs) != Status.Ok)
            return Status.Error;
        Ref.SetSteal(ts, &self->value, PyTuple.Size(args) > 0 ? Ref.New(PyTuple.GetBorrowed(args, 0)) : Py.None);
        return Status.Ok;
    }
}

[PyType("SystemExit", Layout = typeof(PySystemExitObject), Base = typeof(BaseExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "A request to end the interpreter.")]
[PyMember("code", "code", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class SystemExitType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);

    [Slot]
    private static int tp_traverse(PySystemExitObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        if (r == 0 && self->code != null)
            r = visit(self->code, arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PySystemExitObject* self)
    {
        Ref.Clear(ts, &self->code);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PySystemExitObject* self, PyObject* args, PyObject* kwargs)
    {
        if (BaseExceptionType.Init(ts, (PyObject*)self, args, kwargs) != Status.Ok)
            return Status.Error;
        nint n = PyTuple.Size(args);
        if (n > 0)
            Ref.SetSteal(ts, &self->code, n == 1 ? Ref.New(PyTuple.GetBorrowed(args, 0)) : Ref.New(args));
        return Status.Ok;
    }
}
