// The module _signal: handlers of signals, set and asked for by the main thread. See docs/internals/signals.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Signal;

[PyModule("_signal", Doc = "Signals of the system, handled by Python functions.\n\nA handler is called with the signal's number and the frame in which the main thread was.\nSIG_DFL stands for what the system does by itself, SIG_IGN for nothing.")]
internal static unsafe partial class SignalModule
{
    private static readonly (string Name, int Value)[] s_constants =
    [
        ("NSIG", 65), ("SIG_BLOCK", 0), ("SIG_UNBLOCK", 1), ("SIG_SETMASK", 2), ("SIGHUP", 1), ("SIGINT", 2), ("SIGQUIT", 3), ("SIGILL", 4), ("SIGTRAP", 5), ("SIGIOT", 6),
        ("SIGABRT", 6), ("SIGFPE", 8), ("SIGKILL", 9), ("SIGBUS", 7), ("SIGSEGV", 11), ("SIGSYS", 31), ("SIGPIPE", 13), ("SIGALRM", 14), ("SIGTERM", 15), ("SIGUSR1", 10),
        ("SIGUSR2", 12), ("SIGCLD", 17), ("SIGCHLD", 17), ("SIGPWR", 30), ("SIGIO", 29), ("SIGURG", 23), ("SIGWINCH", 28), ("SIGPOLL", 29), ("SIGSTOP", 19), ("SIGTSTP", 20),
        ("SIGCONT", 18), ("SIGTTIN", 21), ("SIGTTOU", 22), ("SIGVTALRM", 26), ("SIGPROF", 27), ("SIGXCPU", 24), ("SIGXFSZ", 25), ("SIGRTMIN", 34), ("SIGRTMAX", 64),
        ("SIGSTKFLT", 16), ("ITIMER_REAL", 0), ("ITIMER_VIRTUAL", 1), ("ITIMER_PROF", 2), ("SIG_DFL", 0), ("SIG_IGN", 1),
    ];

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        foreach ((string name, int value) in s_constants)
        {
            if (Modules.AddIntConstant(ts, module, name, value) != Status.Ok)
                return Status.Error;
        }
        using Owned<PyObject> error = Own.Of(ts, NewItimerError(ts));
        if (error.IsNull || Modules.AddObject(ts, module, "ItimerError", error.Pointer) != Status.Ok
            || Modules.AddObject(ts, module, "struct_siginfo", (PyObject*)SigInfo.Type) != Status.Ok || SignalHandling.MakeTable(ts) != Status.Ok)
            return Status.Error;
        ts->interp->signal_wakeup_warns = true;
        PyObject* intHandler = PyDict.GetStringBorrowed(ts, Modules.DictBorrowed(module), "default_int_handler");
        if (intHandler != null && PyInterpreter.Of(ts).Config.install_signal_handlers)
            SignalHandling.InstallForProgram(ts, intHandler);
        return Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    private static PyObject* NewItimerError(ThreadState* ts)
    {
        using Owned<PyObject> name = Own.Of(ts, PyUnicode.FromString(ts, "ItimerError"));
        using Owned<PyObject> module = Own.Of(ts, PyUnicode.InternFromString(ts, "signal"));
        using Owned<PyObject> bases = Own.Of(ts, PyTuple.Pack(ts, (PyObject*)Exc.OSError));
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (name.IsNull || module.IsNull || bases.IsNull || dict.IsNull || PyDict.Set(ts, dict.Pointer, Id.__module__, module.Pointer) != Status.Ok)
            return null;
        return Call.ThreeArgs(ts, (PyObject*)TypeType.Type, name.Pointer, bases.Pointer, dict.Pointer);
    }

    private static bool CheckNumber(ThreadState* ts, int signal)
    {
        if (signal is > 0 and < SignalSets.Count)
            return true;
        Err.Value(ts, "signal number out of range");
        return false;
    }

    [PyFunction("($module, signalnum, frame, /)", Doc = "The handler of SIGINT at the beginning: raises KeyboardInterrupt.")]
    private static PyObject* default_int_handler(ThreadState* ts, PyObject* module, int signalnum, PyObject* frame) => Err.SetNone(ts, Exc.KeyboardInterrupt);

    [PyFunction("($module, signalnum, handler, /)", Doc = "Set the handler of a signal: SIG_DFL, SIG_IGN or a callable. Returns the one before, None if it was none of Python's.")]
    private static PyObject* signal(ThreadState* ts, PyObject* module, int signalnum, PyObject* handler)
    {
        bool isDefault = IsNumber(handler, 0);
        bool isIgnore = IsNumber(handler, 1);
        if (!CheckNumber(ts, signalnum))
            return null;
        if (!isDefault && !isIgnore && !Obj.IsCallable(handler))
            return Err.Type(ts, "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
        if (!SignalHandling.IsMainThread(ts) || !SignalHandling.Claim(ts))
            return Err.Value(ts, "signal only works in main thread of the main interpreter");
        // What came so far goes to the handler that is still set.
        if (Blocking.CheckSignals(ts) != Status.Ok)
            return null;
        int failed = isDefault ? SignalBoard.SetDefault(signalnum) : isIgnore ? SignalBoard.SetIgnored(signalnum) : SignalBoard.SetHandled(signalnum);
        if (failed != 0)
            return OsError.RaiseLast(ts);
        PyObject* old = Ref.New(SignalHandling.HandlerBorrowed(ts, signalnum));
        SignalHandling.SetHandler(ts, signalnum, isDefault ? SignalHandling.Default : isIgnore ? SignalHandling.Ignore : handler);
        ParkedSignals.Forget(signalnum);
        return old;
    }

    /// <summary>An int proper: not a bool.</summary>
    private static bool IsNumber(PyObject* o, int value) => PyLong.CheckExact(o) && PyLong.IsCompact(o) && PyLong.CompactValue(o) == value;

    [PyFunction("($module, signalnum, /)", Doc = "The handler of a signal: SIG_DFL, SIG_IGN, a callable, or None if it is none of Python's.")]
    private static PyObject* getsignal(ThreadState* ts, PyObject* module, int signalnum) =>
        CheckNumber(ts, signalnum) ? Ref.New(SignalHandling.HandlerBorrowed(ts, signalnum)) : null;

    [PyFunction("($module, signalnum, /)", Doc = "The system's name for a signal; None if it has none.")]
    private static PyObject* strsignal(ThreadState* ts, PyObject* module, int signalnum)
    {
        if (!CheckNumber(ts, signalnum))
            return null;
        byte* text = SignalSets.IsInternal(signalnum) ? null : Libc.strsignal(signalnum);
        return text == null ? Py.None : FsPath.Decode(ts, text);
    }

    [PyFunction("($module, signalnum, /)", Doc = "Send a signal to this process.")]
    private static Status raise_signal(ThreadState* ts, PyObject* module, int signalnum)
    {
        if (SignalBoard.IsReserved(signalnum) && SignalBoard.Owns(ts->interp))
        {
            if (Obj.IsCallable(SignalHandling.HandlerBorrowed(ts, signalnum)))
                SignalBoard.Trip(signalnum);
            return Blocking.CheckSignals(ts);
        }
        nint thread = Libc.syscall(Libc.SysGettid, 0, 0, 0, 0, 0, 0);
        Blocking.Begin(ts);
        nint failed = SignalSets.IsInternal(signalnum) ? -1 : Libc.syscall(Libc.SysTgkill, Libc.getpid(), thread, signalnum, 0, 0, 0);
        int errno = Blocking.End(ts);
        if (failed != 0)
            return OsError.Check(ts, -1, SignalSets.IsInternal(signalnum) ? OsError.EINVAL : errno);
        return Blocking.CheckSignals(ts);
    }

    [PyFunction("($module, thread_id, signalnum, /)", Doc = "Send a signal to a thread.")]
    private static Status pthread_kill(ThreadState* ts, PyObject* module, [Converter(nameof(ThreadNumber))] ulong thread_id, int signalnum)
    {
        ThreadState* thread = ts->interp->threads;
        while (thread != null && thread->thread_id != thread_id)
            thread = thread->next;
        nint failed = thread == null ? -1 : Libc.syscall(Libc.SysTgkill, Libc.getpid(), (nint)thread->native_thread_id, signalnum, 0, 0, 0);
        if (failed != 0)
            return OsError.Check(ts, -1, thread == null ? OsError.ESRCH : Libc.Errno);
        return Blocking.CheckSignals(ts);
    }

    private static Status ThreadNumber(ThreadState* ts, PyObject* o, out ulong value)
    {
        value = 0;
        if (!PyLong.Check(o))
        {
            ArgumentParsing.BadArgument(ts, "pthread_kill", "argument 1", "int", o);
            return Status.Error;
        }
        value = PyLong.AsUInt64Mask(ts, o);
        return Status.Ok;
    }

    [PyFunction("($module, pidfd, signalnum, siginfo=None, flags=0, /)", Doc = "Send a signal to the process that a descriptor stands for.")]
    private static Status pidfd_send_signal(ThreadState* ts, PyObject* module, int pidfd, int signalnum, PyObject* siginfo, int flags)
    {
        if (siginfo != Py.None)
            return Err.TypeStatus(ts, "siginfo must be None");
        return OsError.CheckLast(ts, Libc.syscall(Libc.SysPidfdSendSignal, pidfd, signalnum, 0, flags, 0, 0)) == Status.Ok ? Blocking.CheckSignals(ts) : Status.Error;
    }

    [PyFunction("($module, fd, /, *, warn_on_full_buffer=True)",
        Doc = "Have the number of each signal that comes written to a descriptor, so that a call waiting on it ends; -1 for none. Returns the one before.")]
    private static PyObject* set_wakeup_fd(ThreadState* ts, PyObject* module, int fd, bool warn_on_full_buffer)
    {
        if (!SignalHandling.IsMainThread(ts) || !SignalHandling.Claim(ts))
            return Err.Value(ts, "set_wakeup_fd only works in main thread of the main interpreter");
        if (fd != -1)
        {
            stat_t ignored;
            if (Libc.fstat(fd, &ignored) != 0)
                return OsError.RaiseLast(ts);
            int blocking = DescriptorFlags.GetBlocking(fd);
            if (blocking < 0)
                return OsError.RaiseLast(ts);
            if (blocking != 0)
                return Err.Value(ts, $"the fd {fd} must be in non-blocking mode");
        }
        int old = SignalBoard.Data->wakeup;
        SignalBoard.Data->wakeup = fd;
        ts->interp->signal_wakeup_warns = warn_on_full_buffer;
        return PyLong.FromInt64(ts, old);
    }

    [PyFunction("($module, signalnum, flag, /)", Doc = "Say whether a signal ends waiting calls of the system; if flag is False they go on.")]
    private static Status siginterrupt(ThreadState* ts, PyObject* module, int signalnum, int flag)
    {
        const int SaRestart = 0x10000000;
        if (!CheckNumber(ts, signalnum))
            return Status.Error;
        sigaction_t action;
        if (Libc.sigaction(signalnum, null, &action) != 0)
            return OsError.CheckLast(ts, -1);
        if (SignalBoard.IsReserved(signalnum))
            return Status.Ok;
        action.sa_flags = flag != 0 ? action.sa_flags & ~SaRestart : action.sa_flags | SaRestart;
        return OsError.CheckLast(ts, Libc.sigaction(signalnum, &action, null));
    }
}
