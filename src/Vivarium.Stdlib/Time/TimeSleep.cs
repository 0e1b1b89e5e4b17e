// Waiting for a point of the monotonic clock, without the interpreter lock. The main thread is woken by signals, whose handlers then run; if they raise nothing, the wait goes on.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Time;

internal static unsafe class TimeSleep
{
    private const int EINTR = 4;
    private const long PerMillisecond = 1_000_000;

    /// <summary>The system's timed waits may end this much late; what is left then is slept to the nanosecond.</summary>
    private const long Coarseness = 2 * PerMillisecond;

    public static Status Sleep(ThreadState* ts, long nanoseconds)
    {
        long start = TimeCalls.Now(TimeCalls.CLOCK_MONOTONIC);
        long deadline = nanoseconds > long.MaxValue - start ? long.MaxValue : start + nanoseconds;
        object? monitor = null;
        do
        {
            long left = deadline - TimeCalls.Now(TimeCalls.CLOCK_MONOTONIC);
            if (ts == ts->interp->main_thread && left > Coarseness)
                ThreadWait.Wait(ts, monitor ??= new object(), (left - Coarseness) / PerMillisecond);
            else
                SleepUntil(ts, deadline);
            if (EvalBreakers.IsSet(ts, EvalBreaker.SignalsPending) && CheckPoints.Serve(ts) != Status.Ok)
                return Status.Error;
        }
        while (TimeCalls.Now(TimeCalls.CLOCK_MONOTONIC) < deadline);
        return Status.Ok;
    }

    private static void SleepUntil(ThreadState* ts, long deadline)
    {
        Timespec until = TimeCalls.ToTimespec(deadline);
        Gil.Release(ts);
        while (TimeCalls.clock_nanosleep(TimeCalls.CLOCK_MONOTONIC, TimeCalls.TIMER_ABSTIME, &until, null) == EINTR)
        {
            if (EvalBreakers.IsSet(ts, EvalBreaker.SignalsPending))
                break;
        }
        Gil.Acquire(ts);
    }
}
