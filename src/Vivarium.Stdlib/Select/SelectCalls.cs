// The system's calls that wait on descriptors, the deadlines they keep over interruptions, and timeouts as the module select takes them. See docs/internals/select.md.
using System.Diagnostics;
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;
using Vivarium.Stdlib.Time;

namespace Vivarium.Stdlib.Select;

internal struct pollfd
{
    public int fd;
    public short events;
    public short revents;
}

[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct epoll_event
{
    public uint events;
    public long data;
}

internal unsafe struct fd_set
{
    public const int Size = 1024;

    public fixed ulong bits[Size / 64];
}

internal static unsafe partial class SelectCalls
{
    private const string C = "libc";

    [LibraryImport(C, SetLastError = true)] public static partial int select(int count, fd_set* read, fd_set* write, fd_set* except, timeval* timeout);
    [LibraryImport(C, SetLastError = true)] public static partial int epoll_create1(int flags);
    [LibraryImport(C, SetLastError = true)] public static partial int epoll_ctl(int epfd, int operation, int fd, epoll_event* change);
    [LibraryImport(C, SetLastError = true)] public static partial int epoll_wait(int epfd, epoll_event* events, int count, int timeout);

    /// <summary>A timeout in seconds, or milliseconds; the exception for what is no number has the message given.</summary>
    public static Status Timeout(ThreadState* ts, PyObject* o, bool milliseconds, string message, out long nanos)
    {
        if (milliseconds ? FromMilliseconds(ts, o, out nanos) : TimeValues.FromSeconds(ts, o, TimeRounding.Up, out nanos))
            return Status.Ok;
        if (Err.ClearIf(ts, Exc.TypeError))
            Err.Type(ts, message);
        return Status.Error;
    }

    private static bool FromMilliseconds(ThreadState* ts, PyObject* o, out long nanos)
    {
        nanos = 0;
        Int128 wide;
        if (PyFloat.Check(o))
        {
            double value = PyFloat.Value(o) * 1e6;
            if (double.IsNaN(value))
            {
                Err.Value(ts, "Invalid value NaN (not a number)");
                return false;
            }
            value = value >= 0 ? Math.Ceiling(value) : Math.Floor(value);
            wide = Math.Abs(value) < 1e20 ? (Int128)value : Int128.MaxValue;
        }
        else
        {
            long value = PyLong.AsInt64(ts, o);
            bool failed = value == -1 && Err.Occurred(ts);
            if (failed && !Err.ClearIf(ts, Exc.OverflowError))
                return false;
            wide = failed ? Int128.MaxValue : (Int128)value * 1_000_000;
        }
        nanos = (long)wide;
        if (nanos == wide)
            return true;
        Err.Overflow(ts, "timestamp out of range for C PyTime_t");
        return false;
    }

    /// <summary>Milliseconds, rounded away from zero or up, for a call that takes an int.</summary>
    public static Status Milliseconds(ThreadState* ts, long nanos, bool ceiling, out int milliseconds)
    {
        long value = ToMilliseconds(nanos, ceiling);
        milliseconds = (int)value;
        if (value == milliseconds)
            return Status.Ok;
        Err.Overflow(ts, "timeout is too large");
        return Status.Error;
    }

    private static long ToMilliseconds(long nanos, bool ceiling)
    {
        (long whole, long rest) = Math.DivRem(nanos, 1_000_000);
        return rest > 0 ? whole + 1 : rest < 0 && !ceiling ? whole - 1 : whole;
    }

    /// <summary>What is left of a timeout, for the call that is made again after a signal.</summary>
    public static int Left(Deadline deadline) => (int)ToMilliseconds(Math.Max(deadline.Left, 0), true);
}

/// <summary>A moment by the monotonic clock.</summary>
internal readonly struct Deadline(long nanos)
{
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Nanoseconds until then; negative when it has passed.</summary>
    public long Left => nanos - (long)((Int128)(Stopwatch.GetTimestamp() - _start) * TimeValues.PerSecond / Stopwatch.Frequency);
}
