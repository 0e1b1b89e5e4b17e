// Waiting for something that another thread will do, without the interpreter lock. The main thread's waits end early when a signal comes. See docs/internals/threads.md.
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

    public static void Wake(object monitor)
    {
        lock (monitor)
            Monitor.PulseAll(monitor);
    }
}
