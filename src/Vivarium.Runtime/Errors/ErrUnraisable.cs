// Exceptions that cannot propagate: told to sys.unraisablehook, which a program may replace, or printed. See docs/internals/reports.md.
using Vivarium.Runtime.Errors.Reports;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Errors;

internal static unsafe partial class Err
{
    /// <summary>
    /// Reports the raised exception, which cannot propagate, and clears it. The message says what was being done, without a colon at its end; the object (borrowed, may be null)
    /// is put behind it by its repr. A null message stands for "Exception ignored in: object".
    /// </summary>
    public static void WriteUnraisable(ThreadState* ts, string? message, PyObject* o)
    {
        using Owned<PyObject> exception = Own.Of(ts, Fetch(ts));
        if (exception.IsNull)
            return;
        if (message == null)
        {
            Report(ts, exception.Pointer, null, o);
            return;
        }
        using Owned<PyObject> text = Own.Of(ts, UnraisableMessage(ts, message, o));
        Clear(ts);
        Report(ts, exception.Pointer, text.Pointer, null);
    }

    private static PyObject* UnraisableMessage(ThreadState* ts, string message, PyObject* o)
    {
        if (o == null)
            return PyUnicode.FromString(ts, message);
        using Owned<PyObject> repr = Own.Of(ts, Obj.Repr(ts, o));
        return repr.IsNull ? null : PyUnicode.FromString(ts, $"{message} {PyUnicode.ToString(repr.Pointer)}");
    }

    /// <summary>Calls the hook; when there is none, or it fails, prints.</summary>
    private static void Report(ThreadState* ts, PyObject* exception, PyObject* message, PyObject* o)
    {
        using Owned<PyObject> traceback = Own.Of(ts, TracebackOf(ts, exception));
        using Owned<PyObject> hook = Own.Of(ts, ReportStream.SysObject(ts, "unraisablehook"));
        using Owned<PyObject> original = Own.Of(ts, ReportStream.SysObject(ts, "__unraisablehook__"));
        PyObject* type = (PyObject*)exception->ob_type;
        if (hook.IsNull || hook.Pointer == Py.None || (hook.Pointer == original.Pointer && !Audit.Wanted(ts)))
        {
            UnraisablePrinter.Print(ts, type, exception, traceback.Pointer, message, o);
            return;
        }
        using Owned<PyObject> args = Own.Of(ts, HookArgs(ts, type, exception, traceback.Pointer, message, o));
        using Owned<PyObject> both = Own.Of(ts, args.IsNull ? null : PyTuple.Pack(ts, hook.Pointer, args.Pointer));
        string what = "Exception ignored while building sys.unraisablehook arguments";
        if (!both.IsNull)
        {
            what = "Exception ignored in sys.unraisablehook";
            PyObject* done = Audit.Raise(ts, "sys.unraisablehook", both.Pointer) == Status.Ok ? Call.OneArg(ts, hook.Pointer, args.Pointer) : null;
            if (done != null)
            {
                Ref.Dec(ts, done);
                return;
            }
        }
        using Owned<PyObject> failure = Own.Of(ts, Fetch(ts));
        using Owned<PyObject> failedWhere = Own.Of(ts, TracebackOf(ts, failure.Pointer));
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, what));
        Clear(ts);
        UnraisablePrinter.Print(ts, (PyObject*)failure.Pointer->ob_type, failure.Pointer, failedWhere.Pointer, text.Pointer, both.IsNull ? null : hook.Pointer);
    }

    /// <summary>The exception's traceback, or the place where the program is now; owned, null when there is neither.</summary>
    private static PyObject* TracebackOf(ThreadState* ts, PyObject* exception)
    {
        PyObject* traceback = ((PyBaseExceptionObject*)exception)->traceback;
        if (traceback != null)
            return Ref.New(traceback);
        _PyInterpreterFrame* frame = Frames.Current(ts);
        PyFrameObject* o = frame == null ? null : FrameType.GetOrMake(ts, frame);
        PyObject* made = o == null ? null : TracebackType.New(ts, null, o, Frames.InstructionIndex(frame) * 2, -1);
        Clear(ts);
        return made;
    }

    private static PyObject* HookArgs(ThreadState* ts, PyObject* type, PyObject* exception, PyObject* traceback, PyObject* message, PyObject* o)
    {
        PyObject* args = StructSequence.New(ts, UnraisableHookArgs.Type);
        if (args == null)
            return null;
        PyTuple.SetSteal(args, 0, Ref.New(type));
        PyTuple.SetSteal(args, 1, Ref.New(exception));
        PyTuple.SetSteal(args, 2, Ref.New(traceback == null ? Py.None : traceback));
        PyTuple.SetSteal(args, 3, Ref.New(message == null ? Py.None : message));
        PyTuple.SetSteal(args, 4, Ref.New(o == null ? Py.None : o));
        GcList.Track(ts, args);
        return args;
    }

    /// <summary>What sys.unraisablehook does with its argument, an UnraisableHookArgs.</summary>
    public static Status DisplayUnraisable(ThreadState* ts, PyObject* args)
    {
        PyObject* type = PyTuple.GetBorrowed(args, 0);
        if (type == Py.None)
        {
            System(ts, "error return without exception set");
            return Status.Error;
        }
        UnraisablePrinter.Print(ts, type, PyTuple.GetBorrowed(args, 1), PyTuple.GetBorrowed(args, 2), PyTuple.GetBorrowed(args, 3), PyTuple.GetBorrowed(args, 4));
        return Status.Ok;
    }
}
