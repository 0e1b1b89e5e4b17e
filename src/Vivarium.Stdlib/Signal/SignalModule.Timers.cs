// Timers that send signals. See docs/internals/signals.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Signal;

/// <summary>Seconds given as int or float, in nanoseconds rounded up.</summary>
internal static unsafe class SignalTimes
{
    public static Status Nanoseconds(ThreadState* ts, PyObject* o, out long nanos)
    {
        nanos = 0;
        if (PyFloat.Check(o))
        {
            double value = PyFloat.Value(o);
            if (double.IsNaN(value))
                return Err.ValueStatus(ts, "Invalid value NaN (not a number)");
            double scaled = Math.Ceiling(value * 1e9);
            if (!(scaled >= -9.2233720368547758e18 && scaled < 9.2233720368547758e18))
                return OutOfRange(ts);
            nanos = (long)scaled;
            return Status.Ok;
        }
        if (!PyLong.Check(o))
            return Err.TypeStatus(ts, $"'{PyType.NameOf(o)}' object cannot be interpreted as an integer or float");
        long seconds;
        if (!PyLong.TryGetInt64(o, &seconds) || seconds > long.MaxValue / Times.NanosPerSecond || seconds < long.MinValue / Times.NanosPerSecond)
            return OutOfRange(ts);
        nanos = seconds * Times.NanosPerSecond;
        return Status.Ok;
    }

    private static Status OutOfRange(ThreadState* ts)
    {
        Err.Overflow(ts, "timestamp out of range for C PyTime_t");
        return Status.Error;
    }

    public static Status Timeval(ThreadState* ts, PyObject* o, timeval* result)
    {
        if (Nanoseconds(ts, o, out long nanos) != Status.Ok)
            return Status.Error;
        long micros = nanos / 1000 + (nanos % 1000 > 0 ? 1 : 0);
        (long seconds, long rest) = Math.DivRem(micros, 1_000_000);
        result->tv_sec = rest < 0 ? seconds - 1 : seconds;
        result->tv_usec = rest < 0 ? rest + 1_000_000 : rest;
        return Status.Ok;
    }
}

internal static unsafe partial class SignalModule
{
    [PyFunction("($module, seconds, /)", Doc = "Have SIGALRM sent after so many seconds; 0 for never. Returns how many were left of the alarm before.")]
    private static long alarm(ThreadState* ts, PyObject* module, int seconds) => Libc.alarm((uint)seconds);

    [PyFunction("($module, which, seconds, interval=0.0, /)",
        Doc = "Have a timer send its signal after so many seconds, and then every interval seconds. Returns the timer's old (time left, interval).")]
    private static PyObject* setitimer(ThreadState* ts, PyObject* module, int which, PyObject* seconds, PyObject* interval = null)
    {
        itimerval value = default;
        if (SignalTimes.Timeval(ts, seconds, &value.it_value) != Status.Ok || (interval != null && SignalTimes.Timeval(ts, interval, &value.it_interval) != Status.Ok))
            return null;
        itimerval old;
        return Libc.setitimer(which, &value, &old) != 0 ? FailTimer(ts, module) : TimerValue(ts, &old);
    }

    [PyFunction("($module, which, /)", Doc = "A timer's (time left, interval), in seconds.")]
    private static PyObject* getitimer(ThreadState* ts, PyObject* module, int which)
    {
        itimerval value;
        return Libc.getitimer(which, &value) != 0 ? FailTimer(ts, module) : TimerValue(ts, &value);
    }

    private static PyObject* FailTimer(ThreadState* ts, PyObject* module)
    {
        int errno = Libc.Errno;
        using Owned<PyObject> type = Own.Of(ts, Obj.GetAttr(ts, module, "ItimerError"));
        return type.IsNull ? null : OsError.Raise(ts, errno, type: (PyTypeObject*)type.Pointer);
    }

    private static PyObject* TimerValue(ThreadState* ts, itimerval* value) =>
        PyTuple.PackStealOrNull(ts, Seconds(ts, &value->it_value), Seconds(ts, &value->it_interval));

    private static PyObject* Seconds(ThreadState* ts, timeval* value) => PyFloat.FromDouble(ts, value->tv_sec + value->tv_usec / 1e6);
}
