// System calls that a signal interrupted are made again, after the handlers of Python ran (PEP 475). See docs/internals/io.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Io;

internal static unsafe class Interruptions
{
    /// <summary>Runs pending signal handlers; Error when one of them raised.</summary>
    public static Status Serve(ThreadState* ts) =>
        (ts->eval_breaker & (nuint)EvalBreaker.SignalsPending) == 0 ? Status.Ok : CheckPoints.Serve(ts);
}
