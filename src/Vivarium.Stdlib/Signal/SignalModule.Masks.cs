// Blocking signals, and waiting for them. See docs/internals/signals.md.
using System.Diagnostics;
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Signal;

internal static unsafe partial class SignalModule
{
    private const int SigBlock = 0, SigUnblock = 1, SigSetmask = 2;

    private static PyObject* ToSet(ThreadState* ts, sigset_t* signals)
    {
        using Owned<PyObject> result = Own.Of(ts, PySet.New(ts, null));
        for (int signal = 1; signal < SignalSets.Count && !result.IsNull; signal++)
        {
            if (!SignalSets.Contains(signals, signal) || SignalSets.IsInternal(signal))
                continue;
            using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, signal));
            if (number.IsNull || PySet.Add(ts, result.Pointer, number.Pointer) != Status.Ok)
                return null;
        }
        return result.Release();
    }

    private static Status Signals(ThreadState* ts, PyObject* o, out sigset_t set)
    {
        sigset_t parsed;
        Status status = SignalSets.Parse(ts, o, &parsed);
        set = parsed;
        return status;
    }

    [PyFunction("($module, /)", Doc = "The set of all signals that can be used.")]
    private static PyObject* valid_signals(ThreadState* ts, PyObject* module)
    {
        sigset_t all = default;
        all.bits[0] = ulong.MaxValue;
        return ToSet(ts, &all);
    }

    [PyFunction("($module, how, mask, /)", Doc = "Block or unblock signals for this thread, or set which are blocked. Returns the set of those blocked before.")]
    private static PyObject* pthread_sigmask(ThreadState* ts, PyObject* module, int how, [Converter(nameof(Signals))] sigset_t mask)
    {
        if (SignalHandling.IsMainThread(ts) && how is SigBlock or SigUnblock or SigSetmask && SignalHandling.Claim(ts))
            Park(ts, how, &mask);
        sigset_t old;
        int error = Libc.pthread_sigmask(how, &mask, &old);
        if (error != 0)
            return OsError.Raise(ts, error);
        // What was blocked may just have come.
        return Blocking.CheckSignals(ts) == Status.Ok ? ToSet(ts, &old) : null;
    }

    private static void Park(ThreadState* ts, int how, sigset_t* mask)
    {
        if (how is SigBlock or SigSetmask)
            ParkedSignals.Park(ts, mask);
        if (how == SigBlock)
            return;
        sigset_t unblocked = *mask;
        if (how == SigSetmask)
            unblocked.bits[0] = ~mask->bits[0];
        ParkedSignals.Unpark(&unblocked);
    }

    [PyFunction("($module, /)", Doc = "The set of signals that have come while they were blocked.")]
    private static PyObject* sigpending(ThreadState* ts, PyObject* module)
    {
        sigset_t set;
        return Libc.sigpending(&set) != 0 ? OsError.RaiseLast(ts) : ToSet(ts, &set);
    }

    /// <summary>While a thread other than the main one waits, the signals are sent on to it.</summary>
    private static bool Redirect(ThreadState* ts, sigset_t* set, int* old)
    {
        if (SignalHandling.IsMainThread(ts) || !SignalBoard.Owns(ts->interp))
            return false;
        SignalBoard.SetTarget(set, (int)Libc.syscall(Libc.SysGettid, 0, 0, 0, 0, 0, 0), old);
        return true;
    }

    [PyFunction("($module, sigset, /)", Doc = "Wait for one of these signals, which should be blocked; returns its number.")]
    private static PyObject* sigwait(ThreadState* ts, PyObject* module, [Converter(nameof(Signals))] sigset_t sigset)
    {
        int* old = stackalloc int[SignalSets.Count];
        bool redirected = Redirect(ts, &sigset, old);
        int signal;
        Blocking.Begin(ts);
        int error = Libc.sigwait(&sigset, &signal);
        Blocking.End(ts);
        if (redirected)
            SignalBoard.RestoreTarget(&sigset, old);
        return error != 0 ? OsError.Raise(ts, error) : PyLong.FromInt64(ts, signal);
    }

    [PyFunction("($module, sigset, /)", Doc = "Wait for one of these signals, which should be blocked; returns what came with it.")]
    private static PyObject* sigwaitinfo(ThreadState* ts, PyObject* module, [Converter(nameof(Signals))] sigset_t sigset) => WaitInfo(ts, &sigset, -1);

    [PyFunction("($module, sigset, timeout, /)", Doc = "Wait for one of these signals, but not longer than so many seconds; None when none came.")]
    private static PyObject* sigtimedwait(ThreadState* ts, PyObject* module, [Converter(nameof(Signals))] sigset_t sigset, PyObject* timeout)
    {
        if (SignalTimes.Nanoseconds(ts, timeout, out long nanos) != Status.Ok)
            return null;
        return nanos < 0 ? Err.Value(ts, "timeout must be non-negative") : WaitInfo(ts, &sigset, nanos);
    }

    private static PyObject* WaitInfo(ThreadState* ts, sigset_t* set, long nanos)
    {
        int* old = stackalloc int[SignalSets.Count];
        bool redirected = Redirect(ts, set, old);
        long start = Stopwatch.GetTimestamp();
        long left = nanos;
        siginfo_t info = default;
        int result;
        int errno;
        do
        {
            timespec time = new() { tv_sec = left / Times.NanosPerSecond, tv_nsec = left % Times.NanosPerSecond };
            Blocking.Begin(ts);
            result = nanos < 0 ? Libc.sigwaitinfo(set, &info) : Libc.sigtimedwait(set, &info, &time);
            errno = Blocking.End(ts);
            if (nanos >= 0)
                left = nanos - (long)(Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }
        while (result == -1 && Blocking.Retry(ts, errno) && (nanos < 0 || left > 0));
        if (redirected)
            SignalBoard.RestoreTarget(set, old);
        if (result != -1)
            return SigInfo.New(ts, &info);
        return !Err.Occurred(ts) && nanos >= 0 && errno is OsError.EAGAIN or OsError.EINTR ? Py.None : OsError.Raise(ts, errno);
    }

    [PyFunction("($module, /)", Doc = "Wait until a signal comes.")]
    private static Status pause(ThreadState* ts, PyObject* module)
    {
        Blocking.Begin(ts);
        _ = Libc.pause();
        Blocking.End(ts);
        return Blocking.CheckSignals(ts);
    }
}
