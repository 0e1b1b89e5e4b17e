// The three errors of converting text. See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

[PyType("UnicodeDecodeError", Layout = typeof(PyUnicodeErrorObject), Base = typeof(UnicodeErrorType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "Bytes cannot be decoded.")]
[PyMember("encoding", "encoding", MemberType.Object, ReadOnly = false)]
[PyMember("object", "object_", MemberType.Object, ReadOnly = false)]
[PyMember("start", "start", MemberType.SSize, ReadOnly = false)]
[PyMember("end", "end", MemberType.SSize, ReadOnly = false)]
[PyMember("reason", "reason", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class UnicodeDecodeErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);

    [Slot]
    private static int tp_traverse(PyUnicodeErrorObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        if (r == 0 && self->encoding != null)
            r = visit(self->encoding, arg);
        if (r == 0 && self->object_ != null)
            r = visit(self->object_, arg);
        if (r == 0 && self->reason != null)
            r = visit(self->reason, arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyUnicodeErrorObject* self)
    {
        Ref.Clear(ts, &self->encoding);
        Ref.Clear(ts, &self->object_);
        Ref.Clear(ts, &self->reason);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyUnicodeErrorObject* self, PyObject* args, PyObject* kwargs) =>
        BaseExceptionType.Init(ts, (PyObject*)self, args, kwargs) == Status.Ok ? UnicodeErrorFields.Init(ts, self, args, "UnicodeDecodeError", true, true) : Status.Error;

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyUnicodeErrorObject* self) => UnicodeErrorFields.Str(ts, self, UnicodeErrorFields.Kind.Decode);
}

[PyType("UnicodeEncodeError", Layout = typeof(PyUnicodeErrorObject), Base = typeof(UnicodeErrorType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "Text cannot be encoded.")]
[PyMember("encoding", "encoding", MemberType.Object, ReadOnly = false)]
[PyMember("object", "object_", MemberType.Object, ReadOnly = false)]
[PyMember("start", "start", MemberType.SSize, ReadOnly = false)]
[PyMember("end", "end", MemberType.SSize, ReadOnly = false)]
[PyMember("reason", "reason", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class UnicodeEncodeErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);

    [Slot]
    private static int tp_traverse(PyUnicodeErrorObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        if (r == 0 && self->encoding != null)
            r = visit(self->encoding, arg);
        if (r == 0 && self->object_ != null)
            r = visit(self->object_, arg);
        if (r == 0 && self->reason != null)
            r = visit(self->reason, arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyUnicodeErrorObject* self)
    {
        Ref.Clear(ts, &self->encoding);
        Ref.Clear(ts, &self->object_);
        Ref.Clear(ts, &self->reason);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyUnicodeErrorObject* self, PyObject* args, PyObject* kwargs) =>
        BaseExceptionType.Init(ts, (PyObject*)self, args, kwargs) == Status.Ok ? UnicodeErrorFields.Init(ts, self, args, "UnicodeEncodeError", true, false) : Status.Error;

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyUnicodeErrorObject* self) => UnicodeErrorFields.Str(ts, self, UnicodeErrorFields.Kind.Encode);
}

[PyType("UnicodeTranslateError", Layout = typeof(PyUnicodeErrorObject), Base = typeof(UnicodeErrorType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "Text cannot be translated.")]
[PyMember("encoding", "encoding", MemberType.Object, ReadOnly = false)]
[PyMember("object", "object_", MemberType.Object, ReadOnly = false)]
[PyMember("start", "start", MemberType.SSize, ReadOnly = false)]
[PyMember("end", "end", MemberType.SSize, ReadOnly = false)]
[PyMember("reason", "reason", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class UnicodeTranslateErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);

    [Slot]
    private static int tp_traverse(PyUnicodeErrorObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        if (r == 0 && self->encoding != null)
            r = visit(self->encoding, arg);
        if (r == 0 && self->object_ != null)
            r = visit(self->object_, arg);
        if (r == 0 && self->reason != null)
            r = visit(self->reason, arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyUnicodeErrorObject* self)
    {
        Ref.Clear(ts, &self->encoding);
        Ref.Clear(ts, &self->object_);
        Ref.Clear(ts, &self->reason);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PyUnicodeErrorObject* self, PyObject* args, PyObject* kwargs) =>
        BaseExceptionType.Init(ts, (PyObject*)self, args, kwargs) == Status.Ok ? UnicodeErrorFields.Init(ts, self, args, "UnicodeTranslateError", false, false) : Status.Error;

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyUnicodeErrorObject* self) => UnicodeErrorFields.Str(ts, self, UnicodeErrorFields.Kind.Translate);
}
