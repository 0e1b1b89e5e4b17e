// traceback: one link of the chain that an exception carries, outermost frame first. Line numbers are looked up when asked for. See docs/internals/frames.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

[PyType("traceback", Layout = typeof(PyTracebackObject), Flags = TypeFlags.HaveGc, Doc = "Make a traceback entry.", TextSignature = "(tb_next, tb_frame, tb_lasti, tb_lineno)")]
[PyMember("tb_frame", "tb_frame", MemberType.Object)]
[PyMember("tb_lasti", "tb_lasti", MemberType.Int)]
internal static unsafe partial class TracebackType
{
    /// <summary>A line of -1 is found out when it is asked for.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* next, PyFrameObject* frame, int lasti, int line)
    {
        PyTracebackObject* self = (PyTracebackObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->tb_next = (PyTracebackObject*)Ref.XNew(next);
        self->tb_frame = (PyFrameObject*)Ref.New(frame);
        self->tb_lasti = lasti;
        self->tb_lineno = line;
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    public static int LineOf(PyTracebackObject* self) =>
        self->tb_lineno != -1 ? self->tb_lineno : CodeLines.LineOf(Frames.CodeOf(self->tb_frame->f_frame), self->tb_lasti / 2);

    [Slot("(tb_next, tb_frame, tb_lasti, tb_lineno)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* tb_next, [Of(typeof(FrameType))] PyObject* tb_frame, int tb_lasti, int tb_lineno)
    {
        if (tb_next == Py.None)
            tb_next = null;
        else if (tb_next->ob_type != Type)
            return Err.Type(ts, $"expected traceback object or None, got '{PyType.NameOf(tb_next)}'");
        return New(ts, tb_next, (PyFrameObject*)tb_frame, tb_lasti, tb_lineno);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyTracebackObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->tb_next);
        Ref.XDec(ts, self->tb_frame);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyTracebackObject* self, visitproc visit, void* arg)
    {
        int r = self->tb_next == null ? 0 : visit((PyObject*)self->tb_next, arg);
        return r == 0 && self->tb_frame != null ? visit((PyObject*)self->tb_frame, arg) : r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyTracebackObject* self)
    {
        Ref.Clear(ts, (PyObject**)&self->tb_next);
        Ref.Clear(ts, (PyObject**)&self->tb_frame);
    }

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __dir__(ThreadState* ts, PyTracebackObject* self)
    {
        PyObject* list = PyList.New(ts, 0);
        foreach (string name in (ReadOnlySpan<string>)["tb_frame", "tb_next", "tb_lasti", "tb_lineno"])
        {
            PyObject* text = list == null ? null : PyUnicode.FromString(ts, name);
            if (text == null || PyList.AppendSteal(ts, list, text) != Status.Ok)
            {
                Ref.XDec(ts, list);
                return null;
            }
        }
        return list;
    }

    [PyGetSet("tb_next", Setter = nameof(SetNext))]
    private static PyObject* GetNext(ThreadState* ts, PyTracebackObject* self) => self->tb_next == null ? Py.None : Ref.New(self->tb_next);

    private static Status SetNext(ThreadState* ts, PyTracebackObject* self, PyObject* value)
    {
        if (value == null)
            return Err.TypeStatus(ts, "can't delete tb_next attribute");
        if (value == Py.None)
            value = null;
        else if (value->ob_type != Type)
            return Err.TypeStatus(ts, $"expected traceback object, got '{PyType.NameOf(value)}'");
        for (PyTracebackObject* at = (PyTracebackObject*)value; at != null; at = at->tb_next)
        {
            if (at == self)
                return Err.ValueStatus(ts, "traceback loop detected");
        }
        Ref.SetSteal(ts, (PyObject**)&self->tb_next, Ref.XNew(value));
        return Status.Ok;
    }

    [PyGetSet("tb_lineno")]
    private static PyObject* GetLine(ThreadState* ts, PyTracebackObject* self)
    {
        int line = LineOf(self);
        return line == -1 ? Py.None : PyLong.FromInt64(ts, line);
    }
}
