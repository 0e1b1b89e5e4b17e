// Descriptors without files: memory, event counters and timers. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    private const int MfdCloexec = 1;

    [PyFunction("($module, /, name, flags=MFD_CLOEXEC)", Doc = "Make a file that lies in memory only.")]
    private static PyObject* memfd_create(ThreadState* ts, PyObject* module, PyObject* name, [Converter(nameof(ModuleNumbers.Bits32), In = typeof(ModuleNumbers))] uint flags = MfdCloexec)
    {
        using Owned<PyObject> bytes = Own.Of(ts, FsPath.Encode(ts, name));
        if (bytes.IsNull)
            return null;
        Blocking.Begin(ts);
        int fd = Libc.memfd_create(PyBytes.Data(bytes.Pointer), flags);
        int errno = Blocking.End(ts);
        return fd < 0 ? OsError.Raise(ts, errno) : PyLong.FromInt64(ts, fd);
    }

    /// <summary>An unsigned number of the C type, with the reference's messages for this family of functions.</summary>
    private static Status Unsigned(ThreadState* ts, PyObject* o, ulong most, string type, out ulong value)
    {
        value = 0;
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return Status.Error;
        if (PyLong.IsNegative(number.Pointer))
            return Err.ValueStatus(ts, "Cannot convert negative int");
        ulong result;
        if (PyLong.TryGetUInt64(number.Pointer, &result) && result <= most)
        {
            value = result;
            return Status.Ok;
        }
        Err.Overflow(ts, $"Python int too large for C {type}");
        return Status.Error;
    }

    private static Status UnsignedInt(ThreadState* ts, PyObject* o, out uint value)
    {
        Status status = Unsigned(ts, o, uint.MaxValue, "unsigned int", out ulong wide);
        value = (uint)wide;
        return status;
    }

    private static Status UnsignedLongLong(ThreadState* ts, PyObject* o, out ulong value) => Unsigned(ts, o, ulong.MaxValue, "unsigned long long", out value);

    [PyFunction("($module, /, initval, flags=EFD_CLOEXEC)", Doc = "Make a descriptor that counts events.")]
    private static PyObject* eventfd(ThreadState* ts, PyObject* module, [Converter(nameof(UnsignedInt))] uint initval, int flags = OCloexec)
    {
        int fd = Libc.eventfd(initval, flags);
        return fd < 0 ? OsError.RaiseLast(ts) : PyLong.FromInt64(ts, fd);
    }

    [PyFunction("($module, /, fd)", Doc = "Take the count of an event descriptor, waiting for one.")]
    private static PyObject* eventfd_read(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd)
    {
        ulong value;
        Blocking.Begin(ts);
        int failed = Libc.eventfd_read(fd, &value);
        int errno = Blocking.End(ts);
        return failed != 0 ? OsError.Raise(ts, errno) : PyLong.FromUInt64(ts, value);
    }

    [PyFunction("($module, /, fd, value)", Doc = "Add to the count of an event descriptor.")]
    private static Status eventfd_write(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, [Converter(nameof(UnsignedLongLong))] ulong value)
    {
        Blocking.Begin(ts);
        int failed = Libc.eventfd_write(fd, value);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno);
    }

    [PyFunction("($module, clockid, /, *, flags=0)", Doc = "Make a descriptor that becomes readable when a timer runs out.")]
    private static PyObject* timerfd_create(ThreadState* ts, PyObject* module, int clockid, int flags = OCloexec)
    {
        Blocking.Begin(ts);
        int fd = Libc.timerfd_create(clockid, flags);
        int errno = Blocking.End(ts);
        return fd < 0 ? OsError.Raise(ts, errno) : PyLong.FromInt64(ts, fd);
    }

    [PyFunction("($module, fd, /, *, flags=0, initial=0.0, interval=0.0)", Doc = "Set a timer descriptor, in seconds; returns the old (time left, interval).")]
    private static PyObject* timerfd_settime(
        ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, int flags, double initial, double interval)
    {
        itimerspec value = default;
        return ToTimespec(ts, initial, &value.it_value) && ToTimespec(ts, interval, &value.it_interval) ? SetTimer(ts, fd, flags, &value, false) : null;
    }

    [PyFunction("($module, fd, /, *, flags=0, initial=0, interval=0)", Doc = "Set a timer descriptor, in nanoseconds; returns the old (time left, interval).")]
    private static PyObject* timerfd_settime_ns(
        ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, int flags,
        [Converter(nameof(SignedLongLong))] long initial, [Converter(nameof(SignedLongLong))] long interval)
    {
        itimerspec value = default;
        Split(initial, &value.it_value);
        Split(interval, &value.it_interval);
        return SetTimer(ts, fd, flags, &value, true);
    }

    private static Status SignedLongLong(ThreadState* ts, PyObject* o, out long value)
    {
        value = 0;
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return Status.Error;
        long result;
        if (PyLong.TryGetInt64(number.Pointer, &result))
        {
            value = result;
            return Status.Ok;
        }
        Err.Overflow(ts, "int too big to convert");
        return Status.Error;
    }

    private static bool ToTimespec(ThreadState* ts, double seconds, timespec* to)
    {
        double nanos = Math.Ceiling(seconds * 1e9);
        if (!(nanos >= -9.2233720368547758e18 && nanos < 9.2233720368547758e18))
        {
            Err.Overflow(ts, "timestamp out of range for C PyTime_t");
            return false;
        }
        Split((long)nanos, to);
        return true;
    }

    /// <summary>Nanoseconds as seconds, rounded down, and the rest.</summary>
    private static void Split(long nanos, timespec* to)
    {
        (long seconds, long rest) = Math.DivRem(nanos, Times.NanosPerSecond);
        to->tv_sec = rest < 0 ? seconds - 1 : seconds;
        to->tv_nsec = rest < 0 ? rest + Times.NanosPerSecond : rest;
    }

    private static PyObject* SetTimer(ThreadState* ts, int fd, int flags, itimerspec* value, bool asNanos)
    {
        itimerspec old;
        Blocking.Begin(ts);
        int failed = Libc.timerfd_settime(fd, flags, value, &old);
        int errno = Blocking.End(ts);
        return failed != 0 ? OsError.Raise(ts, errno) : TimerValues(ts, &old, asNanos);
    }

    private static PyObject* TimerValues(ThreadState* ts, itimerspec* value, bool asNanos) =>
        PyTuple.PackStealOrNull(ts, TimerValue(ts, &value->it_value, asNanos), TimerValue(ts, &value->it_interval, asNanos));

    private static PyObject* TimerValue(ThreadState* ts, timespec* value, bool asNanos) => asNanos
        ? Times.Nanoseconds(ts, value->tv_sec, value->tv_nsec)
        : PyFloat.FromDouble(ts, (value->tv_sec * Times.NanosPerSecond + value->tv_nsec) / 1e9);

    [PyFunction("($module, fd, /)", Doc = "(time left, interval) of a timer descriptor, in seconds.")]
    private static PyObject* timerfd_gettime(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd) => GetTimer(ts, fd, false);

    [PyFunction("($module, fd, /)", Doc = "(time left, interval) of a timer descriptor, in nanoseconds.")]
    private static PyObject* timerfd_gettime_ns(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd) => GetTimer(ts, fd, true);

    private static PyObject* GetTimer(ThreadState* ts, int fd, bool asNanos)
    {
        itimerspec value;
        Blocking.Begin(ts);
        int failed = Libc.timerfd_gettime(fd, &value);
        int errno = Blocking.End(ts);
        return failed != 0 ? OsError.Raise(ts, errno) : TimerValues(ts, &value, asNanos);
    }
}
