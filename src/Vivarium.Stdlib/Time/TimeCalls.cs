// The C library's clocks and calendar: .NET has neither all the clocks nor struct tm's zones and strftime. See docs/internals/time.md.
namespace Vivarium.Stdlib.Time;

internal struct Timespec
{
    public long tv_sec;
    public long tv_nsec;
}

internal unsafe struct Tm
{
    public int tm_sec;
    public int tm_min;
    public int tm_hour;
    public int tm_mday;
    public int tm_mon;
    public int tm_year;
    public int tm_wday;
    public int tm_yday;
    public int tm_isdst;
    public nint tm_gmtoff;
    public byte* tm_zone;
}

internal static unsafe partial class TimeCalls
{
    public const int CLOCK_REALTIME = 0;
    public const int CLOCK_MONOTONIC = 1;
    public const int CLOCK_PROCESS_CPUTIME_ID = 2;
    public const int CLOCK_THREAD_CPUTIME_ID = 3;
    public const int CLOCK_MONOTONIC_RAW = 4;
    public const int CLOCK_BOOTTIME = 7;
    public const int CLOCK_TAI = 11;
    public const int TIMER_ABSTIME = 1;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static partial int ReadClock(int clock, Timespec* time);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int clock_gettime(int clock, Timespec* time);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int clock_getres(int clock, Timespec* resolution);

    [LibraryImport("libc", SetLastError = true)]
    public static partial int clock_settime(int clock, Timespec* time);

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport("libc")]
    public static partial int clock_nanosleep(int clock, int flags, Timespec* request, Timespec* remain);

    /// <summary>Returns the error number itself.</summary>
    [LibraryImport("libc")]
    public static partial int pthread_getcpuclockid(nint thread, int* clock);

    [LibraryImport("libc")]
    public static partial nint pthread_self();

    [LibraryImport("libc", SetLastError = true)]
    public static partial Tm* gmtime_r(long* time, Tm* result);

    [LibraryImport("libc", SetLastError = true)]
    public static partial Tm* localtime_r(long* time, Tm* result);

    [LibraryImport("libc")]
    public static partial long mktime(Tm* time);

    [LibraryImport("libc")]
    public static partial nuint strftime(byte* buffer, nuint size, byte* format, Tm* time);

    [LibraryImport("libc")]
    public static partial void tzset();

    /// <summary>Nanoseconds on a clock that is always there.</summary>
    public static long Now(int clock)
    {
        Timespec time;
        ReadClock(clock, &time);
        return Nanoseconds(time);
    }

    public static long Nanoseconds(Timespec time) => time.tv_sec * TimeValues.PerSecond + time.tv_nsec;

    public static Timespec ToTimespec(long nanoseconds)
    {
        (long seconds, long rest) = Math.DivRem(nanoseconds, TimeValues.PerSecond);
        if (rest < 0)
        {
            rest += TimeValues.PerSecond;
            seconds--;
        }
        return new Timespec { tv_sec = seconds, tv_nsec = rest };
    }
}
