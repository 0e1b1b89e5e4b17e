// What threading.excepthook gets, and the report that it makes by default. See docs/internals/threads.md.
namespace Vivarium.Stdlib.Threads;

internal static unsafe class ExceptHookArgs
{
    private const int ThreadField = 3;

    public static readonly PyTypeObject* Type = StructSequence.Declare(
        "_thread._ExceptHookArgs",
        "An exception that ended a thread: what threading.excepthook is called with.",
        4,
        [
            new("exc_type", "Exception type"),
            new("exc_value", "Exception value"),
            new("exc_traceback", "Exception traceback"),
            new("thread", "Thread"),
        ]);

    /// <summary>"Exception in thread NAME:" and the traceback, on sys.stderr or the stream that the thread had for it. SystemExit ends a thread silently.</summary>
    public static Status Report(ThreadState* ts, PyObject* args)
    {
        PyObject* type = PyTuple.GetBorrowed(args, 0);
        PyObject* value = PyTuple.GetBorrowed(args, 1);
        if (type == (PyObject*)Exc.SystemExit)
            return Status.Ok;
        PyObject* thread = PyTuple.GetBorrowed(args, ThreadField);
        using Owned<PyObject> stream = Own.Of(ts, StreamFor(ts, thread));
        if (stream.IsNull)
            return Err.Occurred(ts) ? Status.Error : Status.Ok;
        using Owned<PyObject> heading = Own.Of(ts, PyUnicode.FromString(ts, $"Exception in thread {NameOf(ts, thread)}:\n"));
        using Owned<PyObject> written = Own.Of(ts, heading.IsNull ? null : Call.Method(ts, stream.Pointer, Id.write, heading.Pointer));
        if (written.IsNull)
            return Status.Error;
        using Owned<PyObject> made = Own.Of(ts, value == Py.None ? Call.NoArgs(ts, type) : Ref.New(value));
        if (made.IsNull)
            return Status.Error;
        Err.Restore(ts, made.Release());
        Err.Print(ts);
        Ref.XDec(ts, Call.Method(ts, stream.Pointer, Id.flush));
        Err.Clear(ts);
        return Status.Ok;
    }

    private static PyObject* StreamFor(ThreadState* ts, PyObject* thread)
    {
        PyObject* stream = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "stderr");
        if (stream != null && stream != Py.None)
            return Ref.New(stream);
        if (thread == Py.None)
            return null;
        PyObject* own = Obj.GetAttr(ts, thread, Id._stderr);
        if (own == Py.None)
            return null;
        return own;
    }

    private static string NameOf(ThreadState* ts, PyObject* thread)
    {
        if (thread != Py.None)
        {
            using Owned<PyObject> name = Own.Of(ts, Obj.GetAttr(ts, thread, Id.name));
            if (!name.IsNull)
                return Obj.StrText(ts, name.Pointer);
            Err.Clear(ts);
        }
        return ts->thread_id.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
