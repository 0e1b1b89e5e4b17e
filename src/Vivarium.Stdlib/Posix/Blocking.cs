// Calls into the system that may wait: the interpreter lock is given up around them, and a wait that a signal cut short runs the signal's handler
// and goes on. The pattern is: Begin, the call, errno = End; then Retry when it failed. See docs/internals/posix.md and signals.md.
using Vivarium.Runtime.Interpreter;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe class Blocking
{
    /// <summary>Other threads of the interpreter may run until <see cref="End"/>: no object may be touched between.</summary>
    public static void Begin(ThreadState* ts) => Gil.Release(ts);

    /// <summary>Takes the interpreter lock again; returns the errno of the call before.</summary>
    public static int End(ThreadState* ts)
    {
        int errno = Libc.Errno;
        Gil.Acquire(ts);
        return errno;
    }

    /// <summary>Whether a failed call is to be repeated: a signal came, and its handler raised nothing.</summary>
    public static bool Retry(ThreadState* ts, int errno) => errno == OsError.EINTR && CheckSignals(ts) == Status.Ok;

    /// <summary>Runs the Python handlers of signals that have come.</summary>
    public static Status CheckSignals(ThreadState* ts) =>
        (ts->eval_breaker & (nuint)EvalBreaker.SignalsPending) == 0 ? Status.Ok : CheckPoints.Serve(ts);
}
