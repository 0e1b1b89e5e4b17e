// Python's side of signals: the table of handlers, and calling them at check points of the main thread. See docs/internals/signals.md.
using Vivarium.Runtime.Interpreter;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Signal;

internal static unsafe class SignalHandling
{
    public const int SIGINT = 2, SIGPIPE = 13, SIGXFSZ = 25;

    /// <summary>SIG_DFL and SIG_IGN as Python sees them.</summary>
    public static PyObject* Default => PyLong.SmallInt(0);

    public static PyObject* Ignore => PyLong.SmallInt(1);

    /// <summary>Whether this thread is the only one that may set handlers, and runs them.</summary>
    public static bool IsMainThread(ThreadState* ts) => ts == ts->interp->main_thread;

    /// <summary>The handler of a signal (borrowed): a callable, Default, Ignore or None.</summary>
    public static PyObject* HandlerBorrowed(ThreadState* ts, int signal) => PyList.GetBorrowed(ts->interp->signal_handlers, signal);

    public static void SetHandler(ThreadState* ts, int signal, PyObject* handler)
    {
        PyObject** place = PyList.Items(ts->interp->signal_handlers) + signal;
        Ref.SetSteal(ts, place, Ref.New(handler));
    }

    /// <summary>The table, from what the process did with each signal when it began.</summary>
    public static Status MakeTable(ThreadState* ts)
    {
        if (ts->interp->signal_handlers != null)
            return Status.Ok;
        PyObject* table = PyList.New(ts, SignalSets.Count);
        if (table == null)
            return Status.Error;
        for (int signal = 0; signal < SignalSets.Count; signal++)
        {
            PyObject* handler = signal == 0 || SignalBoard.IsUnknown(signal) ? Py.None : SignalBoard.IsIgnored(signal) ? Ignore : Default;
            PyList.SetSteal(table, signal, handler);
        }
        ts->interp->signal_handlers = table;
        return Status.Ok;
    }

    /// <summary>The interpreter takes the process's signals, if no other does; called when it first needs them.</summary>
    public static bool Claim(ThreadState* ts)
    {
        InterpreterState* interp = ts->interp;
        if (SignalBoard.Owns(interp))
            return true;
        if (!IsMainThread(ts) || !SignalBoard.Claim(interp))
            return false;
        interp->serve_signals = &Serve;
        interp->release_signals = &Release;
        PyInterpreter.Of(ts).RaiseSignal = signal => Simulate((InterpreterState*)(nint)interp, signal);
        SignalWatcher.Arm(ts);
        return true;
    }

    /// <summary>Whether this is the main thread, and the signal one that our handler takes.</summary>
    public static bool GoesToMainThread(ThreadState* ts, nint signal)
    {
        if (signal is <= 0 or >= SignalSets.Count || SignalBoard.IsReserved((int)signal) || !IsMainThread(ts) || !SignalBoard.Owns(ts->interp))
            return false;
        PyObject* handler = HandlerBorrowed(ts, (int)signal);
        return ParkedSignals.IsParked((int)signal) || (handler != Default && handler != Ignore && handler != Py.None);
    }

    /// <summary>As a program of its own: SIGPIPE and SIGXFSZ give errors instead of death, SIGINT calls its handler, and the .NET runtime leaves the others to the system.</summary>
    public static void InstallForProgram(ThreadState* ts, PyObject* intHandler)
    {
        if (!Claim(ts))
            return;
        for (int signal = 1; signal < SignalSets.Count; signal++)
        {
            if (HandlerBorrowed(ts, signal) == Default && signal is not (9 or 19))
                _ = SignalBoard.SetDefault(signal);
        }
        foreach (int signal in (ReadOnlySpan<int>)[SIGPIPE, SIGXFSZ])
        {
            _ = SignalBoard.SetIgnored(signal);
            SetHandler(ts, signal, Ignore);
        }
        if (HandlerBorrowed(ts, SIGINT) != Default)
            return;
        SetHandler(ts, SIGINT, intHandler);
        _ = SignalBoard.SetHandled(SIGINT);
    }

    /// <summary>_thread.interrupt_main: as if the signal had come.</summary>
    private static void Simulate(InterpreterState* interp, int signal)
    {
        PyObject* handler = interp->signal_handlers == null ? null : PyList.GetBorrowed(interp->signal_handlers, signal);
        if (SignalBoard.Owns(interp) && handler != null && handler != Default && handler != Ignore && handler != Py.None)
            SignalBoard.Trip(signal);
    }

    private static void Release(ThreadState* ts)
    {
        SignalWatcher.Disarm(PyInterpreter.Of(ts));
        PyInterpreter.Of(ts).RaiseSignal = null;
        ts->interp->serve_signals = null;
        SignalBoard.Release(ts->interp);
    }

    /// <summary>Calls the handlers of all signals that have come; stops at the first that raises, and leaves the others for the next check point.</summary>
    private static Status Serve(ThreadState* ts)
    {
        if (!IsMainThread(ts))
            return Status.Ok;
        EvalBreakers.Clear(ts, EvalBreaker.SignalsPending);
        SignalData* data = SignalBoard.Data;
        if (Interlocked.Exchange(ref data->any, 0) == 0)
            return Status.Ok;
        Status status = WarnOfWakeup(ts, data);
        for (int signal = 1; signal < SignalSets.Count && status == Status.Ok; signal++)
        {
            if (data->tripped[signal] != 0)
            {
                Volatile.Write(ref data->tripped[signal], 0);
                status = CallHandler(ts, signal);
            }
        }
        if (status == Status.Ok)
            return Status.Ok;
        data->any = 1;
        EvalBreakers.Set(ts, EvalBreaker.SignalsPending);
        return Status.Error;
    }

    private static Status CallHandler(ThreadState* ts, int signal)
    {
        using Owned<PyObject> handler = Own.Of(ts, Ref.New(HandlerBorrowed(ts, signal)));
        if (handler.Pointer == Py.None || handler.Pointer == Default || handler.Pointer == Ignore)
        {
            // The handler was taken away between the signal and now.
            PyObject* pending = Err.Fetch(ts);
            Err.SetString(ts, Exc.OSError, $"Signal {signal} ignored due to race condition");
            Err.WriteUnraisable(ts, "Exception ignored while calling signal handler", Py.None);
            Err.Restore(ts, pending);
            return Status.Ok;
        }
        _PyInterpreterFrame* frame = Frames.Current(ts);
        PyObject* current = frame == null ? Py.None : (PyObject*)FrameType.GetOrMake(ts, frame);
        if (current == null)
            return Status.Error;
        using Owned<PyObject> held = Own.Of(ts, Ref.New(current));
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, signal));
        PyObject* result = number.IsNull ? null : Call.TwoArgs(ts, handler.Pointer, number.Pointer, held.Pointer);
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }

    /// <summary>Reports that a signal's number could not be written to set_wakeup_fd's descriptor.</summary>
    private static Status WarnOfWakeup(ThreadState* ts, SignalData* data)
    {
        int error = -Interlocked.Exchange(ref data->wakeupError, 0);
        if (error == 0 || (error == Posix.OsError.EAGAIN && !ts->interp->signal_wakeup_warns))
            return Status.Ok;
        PyObject* pending = Err.Fetch(ts);
        Posix.OsError.Raise(ts, error);
        Err.WriteUnraisable(ts, "Exception ignored while trying to write to the signal wakeup fd", null);
        Err.Restore(ts, pending);
        return Status.Ok;
    }
}
