// SyntaxError: where the text of a program is wrong. See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

[PyType("SyntaxError", Layout = typeof(PySyntaxErrorObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, Doc = "A program text is not Python.")]
[PyMember("msg", "msg", MemberType.Object, ReadOnly = false)]
[PyMember("filename", "filename", MemberType.Object, ReadOnly = false)]
[PyMember("lineno", "lineno", MemberType.Object, ReadOnly = false)]
[PyMember("offset", "offset", MemberType.Object, ReadOnly = false)]
[PyMember("text", "text", MemberType.Object, ReadOnly = false)]
[PyMember("end_lineno", "end_lineno", MemberType.Object, ReadOnly = false)]
[PyMember("end_offset", "end_offset", MemberType.Object, ReadOnly = false)]
[PyMember("print_file_and_line", "print_file_and_line", MemberType.Object, ReadOnly = false)]
[PyMember("_metadata", "metadata", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class SyntaxErrorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => BaseExceptionType.New(ts, type, args);

    [Slot]
    private static int tp_traverse(PySyntaxErrorObject* self, visitproc visit, void* arg)
    {
        int r = BaseExceptionType.TraverseHead((PyBaseExceptionObject*)self, visit, arg);
        if (r == 0 && self->msg != null)
            r = visit(self->msg, arg);
        if (r == 0 && self->filename != null)
            r = visit(self->filename, arg);
        if (r == 0 && self->lineno != null)
            r = visit(self->lineno, arg);
        if (r == 0 && self->offset != null)
            r = visit(self->offset, arg);
        if (r == 0 && self->end_lineno != null)
            r = visit(self->end_lineno, arg);
        if (r == 0 && self->end_offset != null)
            r = visit(self->end_offset, arg);
        if (r == 0 && self->text != null)
            r = visit(self->text, arg);
        if (r == 0 && self->print_file_and_line != null)
            r = visit(self->print_file_and_line, arg);
        if (r == 0 && self->metadata != null)
            r = visit(self->metadata, arg);
        return r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PySyntaxErrorObject* self)
    {
        Ref.Clear(ts, &self->msg);
        Ref.Clear(ts, &self->filename);
        Ref.Clear(ts, &self->lineno);
        Ref.Clear(ts, &self->offset);
        Ref.Clear(ts, &self->end_lineno);
        Ref.Clear(ts, &self->end_offset);
        Ref.Clear(ts, &self->text);
        Ref.Clear(ts, &self->print_file_and_line);
        Ref.Clear(ts, &self->metadata);
        BaseExceptionType.ClearHead(ts, (PyBaseExceptionObject*)self);
    }

    [Slot]
    private static Status tp_init(ThreadState* ts, PySyntaxErrorObject* self, PyObject* args, PyObject* kwargs)
    {
        if (BaseExceptionType.Init(ts, (PyObject*)self, args, kwargs) != Status.Ok)
            return Status.Error;
        nint n = PyTuple.Size(args);
        if (n >= 1)
            Ref.SetSteal(ts, &self->msg, Ref.New(PyTuple.GetBorrowed(args, 0)));
        if (n != 2)
            return Status.Ok;
        using Owned<PyObject> info = Own.Of(ts, PyTuple.FromSequence(ts, PyTuple.GetBorrowed(args, 1)));
        if (info.IsNull)
            return Status.Error;
        nint count = PyTuple.Size(info.Pointer);
        if (count is < 4 or 5 or > 7)
            return Err.TypeStatus(ts, count < 4 ? $"function takes at least 4 arguments ({count} given)" : count == 5 ? "end_offset must be provided when end_lineno is provided" : $"function takes at most 7 arguments ({count} given)");
        Ref.SetSteal(ts, &self->filename, Ref.New(PyTuple.GetBorrowed(info.Pointer, 0)));
        Ref.SetSteal(ts, &self->lineno, Ref.New(PyTuple.GetBorrowed(info.Pointer, 1)));
        Ref.SetSteal(ts, &self->offset, Ref.New(PyTuple.GetBorrowed(info.Pointer, 2)));
        Ref.SetSteal(ts, &self->text, Ref.New(PyTuple.GetBorrowed(info.Pointer, 3)));
        Ref.SetSteal(ts, &self->end_lineno, count > 5 ? Ref.New(PyTuple.GetBorrowed(info.Pointer, 4)) : null);
        Ref.SetSteal(ts, &self->end_offset, count > 5 ? Ref.New(PyTuple.GetBorrowed(info.Pointer, 5)) : null);
        Ref.SetSteal(ts, &self->metadata, count > 6 ? Ref.New(PyTuple.GetBorrowed(info.Pointer, 6)) : null);
        return Status.Ok;
    }

    /// <summary>The message with the file's base name and the line.</summary>
    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PySyntaxErrorObject* self)
    {
        using Owned<PyObject> message = Own.Of(ts, Obj.Str(ts, self->msg == null ? Py.None : self->msg));
        if (message.IsNull)
            return null;
        bool file = self->filename != null && PyUnicode.Check(self->filename);
        bool line = self->lineno != null && PyLong.CheckExact(self->lineno);
        if (!file && !line)
            return Ref.New(message.Pointer);
        string text = PyUnicode.ToString(message.Pointer);
        string name = file ? PyUnicode.ToString(self->filename) : "";
        name = name[(name.LastIndexOf('/') + 1)..];
        long number = line ? PyLong.AsInt64(ts, self->lineno) : 0;
        if (Err.Occurred(ts))
            return null;
        return PyUnicode.FromString(ts, file && line ? $"{text} ({name}, line {number})" : file ? $"{text} ({name})" : $"{text} (line {number})");
    }
}
