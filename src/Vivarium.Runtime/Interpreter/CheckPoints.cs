// What is served at check points of the interpreter loop (D11 of the design): collections, signals, calls from other threads, the interpreter lock, and fuel.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class CheckPoints
{
    /// <summary>Backward jumps and calls between two looks at the clock and other threads.</summary>
    public const long FuelQuantum = 20_000;

    /// <summary>Counts a check point in code that is monitored: whether anything waits besides that tools do monitor.</summary>
    public static bool IsDue(ThreadState* ts) => (ts->eval_breaker & ~(nuint)EvalBreaker.Monitoring) != 0 || --ts->fuel <= 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Status Serve(ThreadState* ts)
    {
        if (ts->fuel <= 0)
        {
            ts->fuel = FuelQuantum;
            EntryPoints.Look();
        }
        nuint reasons = ts->eval_breaker;
        if ((reasons & (nuint)EvalBreaker.SignalsPending) != 0 && ts->interp->serve_signals != null && ts->interp->serve_signals(ts) != Status.Ok)
            return Status.Error;
        if ((reasons & (nuint)EvalBreaker.GilDropRequest) != 0)
            Gil.Yield(ts);
        if ((reasons & (nuint)EvalBreaker.GcScheduled) != 0)
        {
            EvalBreakers.Clear(ts, EvalBreaker.GcScheduled);
            GcCollector.RunScheduled(ts);
        }
        if ((reasons & (nuint)EvalBreaker.AsyncException) != 0)
        {
            EvalBreakers.Clear(ts, EvalBreaker.AsyncException);
            PyObject* exception = ts->async_exc;
            ts->async_exc = null;
            if (exception != null)
            {
                Err.SetNone(ts, (PyTypeObject*)exception);
                Ref.Dec(ts, exception);
                return Status.Error;
            }
        }
        return ts->interp->serve_requests != null ? ts->interp->serve_requests(ts) : Status.Ok;
    }
}
