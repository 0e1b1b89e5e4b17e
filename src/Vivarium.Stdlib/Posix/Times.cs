// Times as the system takes and gives them: seconds and nanoseconds from Python's numbers, and back. See docs/internals/posix.md.
using System.Numerics;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe class Times
{
    public const long NanosPerSecond = 1_000_000_000;

    /// <summary>seconds × 10⁹ + nanoseconds, of any size.</summary>
    public static PyObject* Nanoseconds(ThreadState* ts, long seconds, long nanoseconds)
    {
        Int128 total = (Int128)seconds * NanosPerSecond + nanoseconds;
        if (total >= long.MinValue && total <= long.MaxValue)
            return PyLong.FromInt64(ts, (long)total);
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt128LittleEndian(bytes, total);
        return PyLong.FromByteArray(ts, bytes, little: true, signed: true);
    }

    /// <summary>An int or float number of seconds, rounded down to a nanosecond (utime's times).</summary>
    public static Status FromSeconds(ThreadState* ts, PyObject* o, timespec* result)
    {
        if (PyFloat.Check(o))
        {
            double value = PyFloat.Value(o);
            if (double.IsNaN(value))
                return Err.ValueStatus(ts, "Invalid value NaN (not a number)");
            double whole = Math.Floor(value);
            double nanos = Math.Floor((value - whole) * 1e9);
            if (nanos >= 1e9)
            {
                nanos -= 1e9;
                whole += 1.0;
            }
            if (!(whole >= -9.2233720368547758e18 && whole < 9.2233720368547758e18))
                return OutOfRange(ts);
            result->tv_sec = (long)whole;
            result->tv_nsec = (long)nanos;
            return Status.Ok;
        }
        if (!PyLong.Check(o))
            return Err.TypeStatus(ts, $"argument must be int or float, not {PyType.NameOf(o)}");
        long seconds;
        if (!PyLong.TryGetInt64(o, &seconds))
            return OutOfRange(ts);
        result->tv_sec = seconds;
        result->tv_nsec = 0;
        return Status.Ok;
    }

    private static Status OutOfRange(ThreadState* ts)
    {
        Err.Overflow(ts, "timestamp out of range for platform time_t");
        return Status.Error;
    }

    /// <summary>A number of nanoseconds of any size (utime's ns).</summary>
    public static Status FromNanoseconds(ThreadState* ts, PyObject* o, timespec* result)
    {
        using Owned<PyObject> billion = Own.Of(ts, PyLong.FromInt64(ts, NanosPerSecond));
        using Owned<PyObject> parts = Own.Of(ts, billion.IsNull ? null : Num.Divmod(ts, o, billion.Pointer));
        if (parts.IsNull)
            return Status.Error;
        if (!PyTuple.Check(parts.Pointer) || PyTuple.Size(parts.Pointer) != 2)
            return Err.TypeStatus(ts, $"{PyType.NameOf(o)}.__divmod__() must return a 2-tuple, not {PyType.NameOf(parts.Pointer)}");
        result->tv_sec = ArgumentParsing.Int64(ts, PyTuple.GetBorrowed(parts.Pointer, 0));
        if (result->tv_sec == -1 && Err.Occurred(ts))
            return Err.ClearIf(ts, Exc.OverflowError) ? OutOfRange(ts) : Status.Error;
        result->tv_nsec = ArgumentParsing.Int64(ts, PyTuple.GetBorrowed(parts.Pointer, 1));
        return result->tv_nsec == -1 && Err.Occurred(ts) ? Status.Error : Status.Ok;
    }
}
