// Waiting for something that another thread will do, without the interpreter lock. The main thread's waits end early when a signal comes. See docs/internals/threads.md.
using System.Diagnostics;

namespace Vivarium.Runtime.State;

internal static unsafe class ThreadWait
{
    /// <summary>
    /// Waits until someone pulses the monitor, for at most so many milliseconds (-1: without limit). Called, and left, with the interpreter lock held. Whoever changes what is
    /// waited for holds the interpreter lock and then calls <see cref="Wake"/>, so no change is missed. The wait may end for no reason: look again.
    /// </summary>
    public static void Wait(ThreadState* ts, object monitor, long milliseconds)
    {
        PyInterpreter interpreter = PyInterpreter.Of(ts);
        bool isMain = ts == ts->interp->main_thread;
        if (isMain)
            interpreter.MainThreadWillWait?.Invoke();
        int limit = milliseconds < 0 ? Timeout.Infinite : (int)Math.Min(milliseconds, int.MaxValue);
        lock (monitor)
        {
            if (isMain)
                interpreter.MainThreadWaitsOn = monitor;
            if (!EvalBreakers.IsSet(ts, EvalBreaker.SignalsPending) || !isMain)
            {
                Gil.Release(ts);
                Monitor.Wait(monitor, limit);
            }
            else
            {
                Gil.Release(ts);
            }
            if (isMain)
                interpreter.MainThreadWaitsOn = null;
        }
        Gil.Acquire(ts);
    }

    /// <summary>
    /// Waits until <paramref name="taken"/>, asked with the interpreter lock held, takes what is waited for: Found. Missing after so many nanoseconds (-1: never),
    /// Error when a signal handler raised. The monitor, a handle, is made by the first wait; who waits is counted, so that nobody is woken for nothing.
    /// </summary>
    public static Lookup Until(ThreadState* ts, int* monitor, ushort* waiters, long nanoseconds, delegate*<void*, bool> taken, void* what)
    {
        const long NanosecondsPerMillisecond = 1_000_000;
        PyInterpreter interpreter = PyInterpreter.Of(ts);
        if (*monitor == 0)
            *monitor = interpreter.Handles.Add(new object());
        object waitedFor = interpreter.Handles[*monitor];
        long started = Stopwatch.GetTimestamp();
        ++*waiters;
        Lookup result = Lookup.Missing;
        while (true)
        {
            long left = nanoseconds < 0 ? -1 : nanoseconds - (long)Stopwatch.GetElapsedTime(started).TotalNanoseconds;
            if (nanoseconds >= 0 && left <= 0)
                break;
            Wait(ts, waitedFor, left < 0 ? -1 : (left + NanosecondsPerMillisecond - 1) / NanosecondsPerMillisecond);
            if (taken(what))
            {
                result = Lookup.Found;
                break;
            }
            if (ts->eval_breaker != 0 && Interpreter.CheckPoints.Serve(ts) != Status.Ok)
            {
                result = Lookup.Error;
                break;
            }
        }
        --*waiters;
        return result;
    }

    public static void Wake(object monitor)
    {
        lock (monitor)
            Monitor.PulseAll(monitor);
    }
}
