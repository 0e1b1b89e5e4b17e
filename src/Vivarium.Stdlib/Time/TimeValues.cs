// Numbers that mean times: from Python objects to nanoseconds or whole seconds, and back, with CPython's rounding and messages.
namespace Vivarium.Stdlib.Time;

internal enum TimeRounding
{
    /// <summary>Towards minus infinity.</summary>
    Floor,
    /// <summary>Towards plus infinity.</summary>
    Ceiling,
    /// <summary>Away from zero: timeouts never end too early.</summary>
    Up,
}

internal static unsafe class TimeValues
{
    public const long PerSecond = 1_000_000_000;

    private const double Limit = 9223372036854775808.0;

    private static double Round(double value, TimeRounding rounding) => rounding switch
    {
        TimeRounding.Floor => Math.Floor(value),
        TimeRounding.Ceiling => Math.Ceiling(value),
        _ => value >= 0 ? Math.Ceiling(value) : Math.Floor(value),
    };

    /// <summary>Seconds as a float or an int, to nanoseconds.</summary>
    public static bool FromSeconds(ThreadState* ts, PyObject* o, TimeRounding rounding, out long nanoseconds)
    {
        nanoseconds = 0;
        if (PyFloat.Check(o))
        {
            double value = PyFloat.Value(o);
            if (double.IsNaN(value))
                return FailNaN(ts);
            value = Round(value * PerSecond, rounding);
            if (!(value >= -Limit && value < Limit))
                return FailRange(ts);
            nanoseconds = (long)value;
            return true;
        }
        long seconds = PyLong.AsInt64(ts, o);
        if (seconds == -1 && Err.Occurred(ts))
        {
            if (Err.Matches(ts, Exc.OverflowError))
                return FailRange(ts);
            if (Err.Matches(ts, Exc.TypeError) && !Num.HasIndex(o))
                Err.Type(ts, $"'{PyType.NameOf(o)}' object cannot be interpreted as an integer or float");
            return false;
        }
        return Int128ToNanoseconds(ts, (Int128)seconds * PerSecond, out nanoseconds);
    }

    private static bool Int128ToNanoseconds(ThreadState* ts, Int128 value, out long nanoseconds)
    {
        nanoseconds = (long)value;
        return value == nanoseconds || FailRange(ts);
    }

    /// <summary>Nanoseconds as an int.</summary>
    public static bool FromNanoseconds(ThreadState* ts, PyObject* o, out long nanoseconds)
    {
        nanoseconds = 0;
        if (!PyLong.Check(o))
        {
            Err.Type(ts, $"expect int, got {PyType.NameOf(o)}");
            return false;
        }
        nanoseconds = PyLong.AsInt64(ts, o);
        return nanoseconds != -1 || !Err.Occurred(ts) || (Err.Matches(ts, Exc.OverflowError) && FailRange(ts));
    }

    /// <summary>A point in time as seconds since 1970, rounded down to whole ones.</summary>
    public static bool ToWholeSeconds(ThreadState* ts, PyObject* o, out long seconds)
    {
        seconds = 0;
        if (PyFloat.Check(o))
        {
            double value = PyFloat.Value(o);
            if (double.IsNaN(value))
                return FailNaN(ts);
            value = Math.Floor(value);
            if (!(value >= -Limit && value < Limit))
                return FailPlatform(ts);
            seconds = (long)value;
            return true;
        }
        seconds = PyLong.AsInt64(ts, o);
        return seconds != -1 || !Err.Occurred(ts) || (Err.Matches(ts, Exc.OverflowError) && FailPlatform(ts));
    }

    /// <summary>Exact for whole seconds, else the nearest float.</summary>
    public static double ToSeconds(long nanoseconds) => nanoseconds % PerSecond == 0 ? nanoseconds / PerSecond : (double)nanoseconds / PerSecond;

    private static bool FailNaN(ThreadState* ts)
    {
        Err.Value(ts, "Invalid value NaN (not a number)");
        return false;
    }

    private static bool FailRange(ThreadState* ts)
    {
        Err.Overflow(ts, "timestamp out of range for C PyTime_t");
        return false;
    }

    private static bool FailPlatform(ThreadState* ts)
    {
        Err.Overflow(ts, "timestamp out of range for platform time_t");
        return false;
    }
}
