// NameError, AttributeError and ImportError: exceptions with names as keyword arguments. See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

[PyType("NameError", Layout = typeof(PyNameErrorObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "A name is not bound to anything.")]
[PyMember("name", "name", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class NameErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);

    [Slot]
    private static int tp_traverse(PyNameErrorObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        if (r == 0 && self->name != null)
            r = visit(self->name, arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyNameErrorObject* self)
    {
        Ref.Clear(ts, &self->name);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyNameErrorObject* self, PyObject* args, PyObject* kwargs)
    {
        if (BaseExceptionType.Init(ts, (PyObject*)self, args, null) != Status.Ok)
            return Status.Error;
        Ref.SetSteal(ts, &self->name, ExceptionKeywords.Get(ts, kwargs, Id.name));
        return ExceptionKeywords.Check(ts, "NameError", kwargs, Id.name);
    }
}

[PyType("AttributeError", Layout = typeof(PyAttributeErrorObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "An attribute is missing or cannot be set.")]
[PyMember("name", "name", MemberType.Object, ReadOnly = false)]
[PyMember("obj", "obj", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class AttributeErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);

    [Slot]
    private static int tp_traverse(PyAttributeErrorObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        if (r == 0 && self->obj != null)
            r = visit(self->obj, arg);
        if (r == 0 && self->name != null)
            r = visit(self->name, arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyAttributeErrorObject* self)
    {
        Ref.Clear(ts, &self->obj);
        Ref.Clear(ts, &self->name);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyAttributeErrorObject* self, PyObject* args, PyObject* kwargs)
    {
        if (BaseExceptionType.Init(ts, (PyObject*)self, args, null) != Status.Ok)
            return Status.Error;
        Ref.SetSteal(ts, &self->name, ExceptionKeywords.Get(ts, kwargs, Id.name));
        Ref.SetSteal(ts, &self->obj, ExceptionKeywords.Get(ts, kwargs, Id.obj));
        return ExceptionKeywords.Check(ts, "AttributeError", kwargs, Id.name, Id.obj);
    }

    [PyMethod("($self, /)", Doc = "Describe the exception for pickling; the object itself stays behind.")]
    private static PyObject* __getstate__(ThreadState* ts, PyAttributeErrorObject* self)
    {
        PyObject* dict = self->head.dict;
        if (self->name == null)
            return dict == null ? Py.None : Ref.New(dict);
        PyObject* state = dict == null ? PyDict.New(ts) : PyDict.Copy(ts, dict);
        if (state == null || PyDict.Set(ts, state, Id.name, self->name) == Status.Ok)
            return state;
        Ref.Dec(ts, state);
        return null;
    }

    [PyMethod("($self, /)", Doc = "Describe the exception for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyAttributeErrorObject* self)
    {
        using Owned<PyObject> state = Own.Of(ts, __getstate__(ts, self));
        return state.IsNull ? null : PyTuple.Pack(ts, (PyObject*)((PyObject*)self)->ob_type, self->head.args, state.Pointer);
    }
}

[PyType("ImportError", Layout = typeof(PyImportErrorObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "A module cannot be found, or lacks what is imported from it.")]
[PyMember("msg", "msg", MemberType.Object, ReadOnly = false)]
[PyMember("name", "name", MemberType.Object, ReadOnly = false)]
[PyMember("path", "path", MemberType.Object, ReadOnly = false)]
[PyMember("name_from", "name_from", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class ImportErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);

    [Slot]
    private static int tp_traverse(PyImportErrorObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        if (r == 0 && self->msg != null)
            r = visit(self->msg, arg);
        if (r == 0 && self->name != null)
            r = visit(self->name, arg);
        if (r == 0 && self->path != null)
            r = visit(self->path, arg);
        if (r == 0 && self->name_from != null)
            r = visit(self->name_from, arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyImportErrorObject* self)
    {
        Ref.Clear(ts, &self->msg);
        Ref.Clear(ts, &self->name);
        Ref.Clear(ts, &self->path);
        Ref.Clear(ts, &self->name_from);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyImportErrorObject* self, PyObject* args, PyObject* kwargs)
    {
        if (BaseExceptionType.Init(ts, (PyObject*)self, args, null) != Status.Ok)
            return Status.Error;
        Ref.SetSteal(ts, &self->name, ExceptionKeywords.Get(ts, kwargs, Id.name));
        Ref.SetSteal(ts, &self->path, ExceptionKeywords.Get(ts, kwargs, Id.path));
        Ref.SetSteal(ts, &self->name_from, ExceptionKeywords.Get(ts, kwargs, Id.name_from));
        Ref.SetSteal(ts, &self->msg, PyTuple.Size(args) == 1 ? Ref.New(PyTuple.GetBorrowed(args, 0)) : null);
        return ExceptionKeywords.Check(ts, "ImportError", kwargs, Id.name, Id.path, Id.name_from);
    }

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyImportErrorObject* self) =>
        self->msg != null && PyUnicode.CheckExact(self->msg) ? Ref.New(self->msg) : TypeSlots.Of(BaseExceptionType.Type)->tp_str(ts, (PyObject*)self);
}
