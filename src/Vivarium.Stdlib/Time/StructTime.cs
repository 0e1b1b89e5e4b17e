// time.struct_time: a broken-down time. See docs/internals/time.md.
namespace Vivarium.Stdlib.Time;

internal static unsafe class StructTime
{
    public static readonly PyTypeObject* Type = StructSequence.Declare(
        "time.struct_time",
        "A time as gmtime(), localtime() and strptime() return it, and asctime(), mktime() and strftime() take it.\n\n"
            + "It can be used as a tuple of nine ints.  Unlike in C, tm_year is the whole year, months begin at 1, and\n"
            + "weekdays begin with Monday as 0.",
        9,
        [
            new("tm_year", "year, for example 1993"),
            new("tm_mon", "month of year, range [1, 12]"),
            new("tm_mday", "day of month, range [1, 31]"),
            new("tm_hour", "hours, range [0, 23]"),
            new("tm_min", "minutes, range [0, 59]"),
            new("tm_sec", "seconds, range [0, 61])"),
            new("tm_wday", "day of week, range [0, 6], Monday is 0"),
            new("tm_yday", "day of year, range [1, 366]"),
            new("tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"),
            new("tm_zone", "abbreviation of timezone name"),
            new("tm_gmtoff", "offset from UTC in seconds"),
        ]);
}
