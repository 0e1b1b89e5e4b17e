// Numbers of seconds as nanoseconds, rounded up, with CPython's errors for numbers that are none or too large.
namespace Vivarium.Stdlib.Threads;

internal static unsafe class Timeouts
{
    private const double NanosecondsPerSecond = 1e9;

    /// <summary>The longest time that a wait can be given, in seconds.</summary>
    public const double Maximum = 9223372036.0;

    public static bool FromObject(ThreadState* ts, PyObject* o, out long nanoseconds)
    {
        nanoseconds = 0;
        if (PyFloat.Check(o))
        {
            double seconds = PyFloat.Value(o);
            if (double.IsNaN(seconds))
                return Err.Value(ts, "Invalid value NaN (not a number)") != null;
            double value = Math.Ceiling(seconds * NanosecondsPerSecond);
            if (value >= long.MaxValue || value <= long.MinValue)
                return Err.Overflow(ts, "timestamp out of range for C PyTime_t") != null;
            nanoseconds = (long)value;
            return true;
        }
        if (!PyLong.Check(o) && TypeSlots.Of(o)->nb_index == null)
            return Err.Type(ts, $"'{PyType.NameOf(o)}' object cannot be interpreted as an integer or float") != null;
        using Owned<PyObject> index = Own.Of(ts, Num.Index(ts, o));
        long whole;
        if (index.IsNull)
            return false;
        if (!PyLong.TryGetInt64(index.Pointer, &whole) || whole > long.MaxValue / 1_000_000_000 || whole < long.MinValue / 1_000_000_000)
            return Err.Overflow(ts, "timestamp too large to convert to C PyTime_t") != null;
        nanoseconds = whole * 1_000_000_000;
        return true;
    }
}
