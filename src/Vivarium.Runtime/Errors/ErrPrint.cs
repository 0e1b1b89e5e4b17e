// Printing an exception that nobody handled: sys.last_exc and the like, then sys.excepthook. SystemExit is not for here: the caller decides about the exit code first.
// See docs/internals/reports.md.
using Vivarium.Runtime.Errors.Reports;

namespace Vivarium.Runtime.Errors;

internal static unsafe partial class Err
{
    /// <summary>Prints the raised exception through sys.excepthook and clears it.</summary>
    public static void Print(ThreadState* ts) => Print(ts, setLast: true);

    public static void Print(ThreadState* ts, bool setLast)
    {
        using Owned<PyObject> exception = Own.Of(ts, Fetch(ts));
        if (exception.IsNull)
            return;
        // What the program printed before comes first, wherever both go.
        FlushOutput(ts);
        PyObject* e = exception.Pointer;
        PyObject* type = (PyObject*)e->ob_type;
        PyObject* traceback = ((PyBaseExceptionObject*)e)->traceback;
        using Owned<PyObject> tb = Own.Of(ts, Ref.New(traceback == null ? Py.None : traceback));
        if (setLast && ts->interp->sysdict != null)
        {
            SetLast(ts, "last_exc", e);
            SetLast(ts, "last_type", type);
            SetLast(ts, "last_value", e);
            SetLast(ts, "last_traceback", tb.Pointer);
        }
        using Owned<PyObject> hook = Own.Of(ts, ReportStream.SysObject(ts, "excepthook"));
        if (hook.IsNull)
        {
            if (ts->interp->sys_module != null)
                WriteReport(ts, "sys.excepthook is missing\n");
            ExceptionPrinter.Print(ts, e);
            return;
        }
        using Owned<PyObject> done = Own.Of(ts, Call.ThreeArgs(ts, hook.Pointer, type, e, tb.Pointer));
        if (done.IsNull)
            ReportHookFailure(ts, e);
    }

    private static void SetLast(ThreadState* ts, string name, PyObject* value)
    {
        if (PyDict.SetString(ts, ts->interp->sysdict, name, value) != Status.Ok)
            Clear(ts);
    }

    /// <summary>A hook that raised SystemExit ends the program: the exception stays set for the caller. Others are shown together with the first one.</summary>
    private static void ReportHookFailure(ThreadState* ts, PyObject* original)
    {
        if (Matches(ts, Exc.SystemExit))
            return;
        using Owned<PyObject> failure = Own.Of(ts, Fetch(ts));
        FlushOutput(ts);
        WriteReport(ts, "Error in sys.excepthook:\n");
        ExceptionPrinter.Print(ts, failure.Pointer);
        WriteReport(ts, "\nOriginal exception was:\n");
        ExceptionPrinter.Print(ts, original);
    }

    /// <summary>What sys.excepthook does: prints a value with that traceback, if it has none. What is no exception is described as the library does.</summary>
    public static void Display(ThreadState* ts, PyObject* value, PyObject* traceback)
    {
        if (!PyType.HasFlag(value->ob_type, TypeFlags.BaseExcSubclass))
        {
            WriteReport(ts, $"TypeError: print_exception(): Exception expected for value, {PyType.NameOf(value)} found\n");
            return;
        }
        PyBaseExceptionObject* exception = (PyBaseExceptionObject*)value;
        if (exception->traceback == null && traceback != null && traceback->ob_type == TracebackType.Type)
            exception->traceback = Ref.New(traceback);
        ExceptionPrinter.Print(ts, value);
    }

    /// <summary>Writes text to sys.stderr, or to descriptor 2 without one; leaves no exception.</summary>
    public static void WriteReport(ThreadState* ts, string text)
    {
        PyObject* file;
        ReportTarget target = ReportStream.Find(ts, &file);
        using Owned<PyObject> stream = Own.Of(ts, file);
        if (target == ReportTarget.Stream && ReportStream.Write(ts, file, text) == Status.Ok)
            return;
        Clear(ts);
        if (target != ReportTarget.Nowhere)
            ReportStream.WriteDescriptor(text);
    }

    /// <summary>Flushes sys.stderr and sys.stdout; leaves the exception that is set.</summary>
    private static void FlushOutput(ThreadState* ts)
    {
        PyObject* pending = Fetch(ts);
        foreach (string name in (ReadOnlySpan<string>)["stderr", "stdout"])
        {
            using Owned<PyObject> file = Own.Of(ts, ReportStream.SysObject(ts, name));
            if (!file.IsNull && file.Pointer != Py.None)
                ReportStream.Flush(ts, file.Pointer);
        }
        Restore(ts, pending);
    }
}
