// time: struct_time to and from seconds, text, and the time zone.
namespace Vivarium.Stdlib.Time;

internal static unsafe partial class TimeModule
{
    private static readonly string[] s_days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] s_months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    /// <summary>The one optional argument of gmtime, localtime and ctime; now when it is absent or None.</summary>
    private static bool ParseSeconds(ThreadState* ts, string function, PyObject** args, nint nargs, out long seconds)
    {
        seconds = 0;
        if (!CheckCount(ts, function, nargs, 0, 1))
            return false;
        if (nargs == 1 && args[0] != Py.None)
            return TimeValues.ToWholeSeconds(ts, args[0], out seconds);
        seconds = TimeCalls.ToTimespec(TimeCalls.Now(TimeCalls.CLOCK_REALTIME)).tv_sec;
        return true;
    }

    private static bool BreakDown(ThreadState* ts, long seconds, bool local, Tm* result)
    {
        Tm* done = local ? TimeCalls.localtime_r(&seconds, result) : TimeCalls.gmtime_r(&seconds, result);
        if (done != null)
            return true;
        const int EINVAL = 22;
        int error = Marshal.GetLastPInvokeError();
        Err.FromErrno(ts, error == 0 ? EINVAL : error, null);
        return false;
    }

    private static PyObject* ToStruct(ThreadState* ts, Tm* tm)
    {
        var result = new StructSequenceBuilder(ts, StructTime.Type);
        result.AddInt(YearOf(tm));
        result.AddInt(tm->tm_mon + 1);
        result.AddInt(tm->tm_mday);
        result.AddInt(tm->tm_hour);
        result.AddInt(tm->tm_min);
        result.AddInt(tm->tm_sec);
        result.AddInt((tm->tm_wday + 6) % 7);
        result.AddInt(tm->tm_yday + 1);
        result.AddInt(tm->tm_isdst);
        result.AddSteal(ZoneName(ts, tm));
        result.AddInt(tm->tm_gmtoff);
        return result.Finish();
    }

    /// <summary>It wraps where the C int does.</summary>
    private static int YearOf(Tm* tm) => unchecked(tm->tm_year + 1900);

    private static PyObject* ZoneName(ThreadState* ts, Tm* tm) =>
        tm->tm_zone == null ? Py.None : PyUnicode.DecodeFSDefault(ts, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(tm->tm_zone));

    [PyFunction(NoKeywords = true, Doc = "gmtime([seconds]) -> (tm_year, tm_mon, tm_mday, tm_hour, tm_min,\n                       tm_sec, tm_wday, tm_yday, tm_isdst)\n\n"
        + "The UTC time of seconds since the epoch; the current time without an argument.")]
    private static PyObject* gmtime(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        Tm tm;
        return ParseSeconds(ts, "gmtime", args, nargs, out long seconds) && BreakDown(ts, seconds, local: false, &tm) ? ToStruct(ts, &tm) : null;
    }

    [PyFunction(NoKeywords = true, Doc = "localtime([seconds]) -> (tm_year,tm_mon,tm_mday,tm_hour,tm_min,\n                          tm_sec,tm_wday,tm_yday,tm_isdst)\n\n"
        + "The local time of seconds since the epoch; the current time without an argument.")]
    private static PyObject* localtime(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        Tm tm;
        return ParseSeconds(ts, "localtime", args, nargs, out long seconds) && BreakDown(ts, seconds, local: true, &tm) ? ToStruct(ts, &tm) : null;
    }

    [PyFunction(NoKeywords = true, Doc = "ctime([seconds]) -> string\n\nThe local time of seconds since the epoch as text: asctime(localtime(seconds)).")]
    private static PyObject* ctime(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        Tm tm;
        return ParseSeconds(ts, "ctime", args, nargs, out long seconds) && BreakDown(ts, seconds, local: true, &tm) ? AsText(ts, &tm) : null;
    }

    [PyFunction(NoKeywords = true, Doc = "asctime([time_tuple]) -> string\n\nA time as text, like 'Sat Jun 06 16:26:11 1998'; the current local time without an argument.")]
    private static PyObject* asctime(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        Tm tm;
        if (!ArgumentParsing.CheckPositional(ts, "asctime", nargs, 0, 1))
            return null;
        bool good = nargs == 0 ? BreakDown(ts, TimeCalls.ToTimespec(TimeCalls.Now(TimeCalls.CLOCK_REALTIME)).tv_sec, local: true, &tm)
            : FromTuple(ts, args[0], "asctime", &tm) && CheckFields(ts, &tm);
        return good ? AsText(ts, &tm) : null;
    }

    private static PyObject* AsText(ThreadState* ts, Tm* tm) => PyUnicode.FromString(ts, string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{s_days[tm->tm_wday]} {s_months[tm->tm_mon]}{tm->tm_mday,3} {tm->tm_hour:00}:{tm->tm_min:00}:{tm->tm_sec:00} {YearOf(tm)}"));

    /// <summary>A tuple of nine ints, or a struct_time with its zone, whose name the result borrows.</summary>
    internal static bool FromTuple(ThreadState* ts, PyObject* o, string function, Tm* tm)
    {
        *tm = default;
        if (!PyTuple.Check(o))
        {
            Err.Type(ts, "Tuple or struct_time argument required");
            return false;
        }
        if (PyTuple.Size(o) != 9)
        {
            Err.Type(ts, $"{function}(): illegal time tuple argument");
            return false;
        }
        int* values = stackalloc int[9];
        for (nint i = 0; i < 9; i++)
        {
            long value = Field(ts, PyTuple.GetBorrowed(o, i));
            if (value == -1 && Err.Occurred(ts))
                return false;
            values[i] = (int)value;
        }
        if (values[0] < int.MinValue + 1900)
        {
            Err.Overflow(ts, "year out of range");
            return false;
        }
        tm->tm_year = values[0] - 1900;
        tm->tm_mon = unchecked(values[1] - 1);
        tm->tm_mday = values[2];
        tm->tm_hour = values[3];
        tm->tm_min = values[4];
        tm->tm_sec = values[5];
        tm->tm_wday = unchecked(values[6] + 1) % 7;
        tm->tm_yday = unchecked(values[7] - 1);
        tm->tm_isdst = values[8];
        return o->ob_type != StructTime.Type || SetZone(ts, o, tm);
    }

    private static long Field(ThreadState* ts, PyObject* o)
    {
        using Owned<PyObject> index = Own.Of(ts, Num.Index(ts, o));
        if (index.IsNull)
            return -1;
        int overflow;
        long value = PyLong.AsInt64AndOverflow(ts, index.Pointer, &overflow);
        if (overflow > 0 || value > int.MaxValue)
            Err.Overflow(ts, "signed integer is greater than maximum");
        else if (overflow < 0 || value < int.MinValue)
            Err.Overflow(ts, "signed integer is less than minimum");
        return Err.Occurred(ts) ? -1 : value;
    }

    private static bool SetZone(ThreadState* ts, PyObject* o, Tm* tm)
    {
        PyObject* zone = PyTuple.Items(o)[9];
        PyObject* offset = PyTuple.Items(o)[10];
        if (zone != null && zone != Py.None)
        {
            if (!PyUnicode.Check(zone))
            {
                Err.Type(ts, "bad argument type for built-in operation");
                return false;
            }
            nint length;
            tm->tm_zone = PyUnicode.AsUtf8(ts, zone, &length);
            if (tm->tm_zone == null)
                return false;
        }
        if (offset == null || offset == Py.None)
            return true;
        tm->tm_gmtoff = ArgumentParsing.NInt(ts, offset);
        return tm->tm_gmtoff != -1 || !Err.Occurred(ts);
    }

    /// <summary>Fields that index tables must be in their ranges; 0 where a month or day counts from 1 stands for 1.</summary>
    internal static bool CheckFields(ThreadState* ts, Tm* tm)
    {
        if (tm->tm_mon == -1)
            tm->tm_mon = 0;
        if (tm->tm_mday == 0)
            tm->tm_mday = 1;
        if (tm->tm_yday == -1)
            tm->tm_yday = 0;
        string? wrong = tm switch
        {
            _ when tm->tm_mon is < 0 or > 11 => "month",
            _ when tm->tm_mday is < 0 or > 31 => "day of month",
            _ when tm->tm_hour is < 0 or > 23 => "hour",
            _ when tm->tm_min is < 0 or > 59 => "minute",
            _ when tm->tm_sec is < 0 or > 61 => "seconds",
            _ when tm->tm_wday < 0 => "day of week",
            _ when tm->tm_yday is < 0 or > 365 => "day of year",
            _ => null,
        };
        if (wrong is null)
            return true;
        Err.Value(ts, wrong + " out of range");
        return false;
    }

    [PyFunction("($self, object, /)", Doc = "mktime(time_tuple) -> floating-point number\n\nThe seconds since the epoch of a local time.")]
    private static PyObject* mktime(ThreadState* ts, PyObject* module, PyObject* @object)
    {
        Tm tm;
        if (!FromTuple(ts, @object, "mktime", &tm))
            return null;
        tm.tm_zone = null;
        // A result of -1 may be a good one; a weekday that stays -1 tells that it is not.
        tm.tm_wday = -1;
        long seconds = TimeCalls.mktime(&tm);
        return seconds == -1 && tm.tm_wday == -1 ? Err.Overflow(ts, "mktime argument out of range") : PyFloat.FromDouble(ts, seconds);
    }

    [PyFunction(NoKeywords = true, Doc = "strftime(format[, time_tuple]) -> string\n\nA time as text by a format; the current local time without a tuple.\n\n"
        + "%Y year, %m month, %d day, %H hour, %M minute, %S second, %z offset from UTC, %a %A weekday, %b %B month,\n"
        + "%c %x %X as the locale has it, %I hour to 12, %p AM or PM, %j day of year, %Z zone, %% a percent sign.\nMore may be known to the platform.")]
    private static PyObject* strftime(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!CheckCount(ts, "strftime", nargs, 1, 2))
            return null;
        if (!PyUnicode.Check(args[0]))
            return ArgumentParsing.BadArgument(ts, "strftime", "argument 1", "str", args[0]);
        Tm tm;
        bool good = nargs == 1 ? BreakDown(ts, TimeCalls.ToTimespec(TimeCalls.Now(TimeCalls.CLOCK_REALTIME)).tv_sec, local: true, &tm)
            : FromTuple(ts, args[1], "strftime", &tm) && CheckFields(ts, &tm);
        if (!good)
            return null;
        tm.tm_isdst = Math.Clamp(tm.tm_isdst, -1, 1);
        return TimeFormat.Format(ts, args[0], &tm);
    }

    [PyFunction(NoKeywords = true, Doc = "strptime(string[, format]) -> struct_time\n\nThe time that a text in a format says; the directives are those of strftime().")]
    private static PyObject* strptime(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        using Owned<PyObject> library = Own.Of(ts, Imports.ImportModule(ts, "_strptime"));
        using Owned<PyObject> function = Own.Of(ts, library.IsNull ? null : Obj.GetAttr(ts, library.Pointer, Id._strptime_time));
        return function.IsNull ? null : Call.Vectorcall(ts, function.Pointer, args, (nuint)nargs, null);
    }

    // ---- The time zone ----

    [PyFunction("($self, /)", Doc = "tzset()\n\nRead the local time zone again from os.environ['TZ'], and set tzname, timezone, altzone and daylight to it.")]
    private static PyObject* tzset(ThreadState* ts, PyObject* module)
    {
        TimeCalls.tzset();
        return SetZones(ts, module) == Status.Ok ? Py.None : null;
    }

    /// <summary>The offsets of this winter and this summer tell whether the zone has summer time, on either half of the globe.</summary>
    private static Status SetZones(ThreadState* ts, PyObject* module)
    {
        const long Year = ((365 * 24) + 6) * 3600;
        long now = TimeCalls.ToTimespec(TimeCalls.Now(TimeCalls.CLOCK_REALTIME)).tv_sec;
        Tm january;
        Tm july;
        if (!BreakDown(ts, now / Year * Year, local: true, &january) || !BreakDown(ts, (now / Year * Year) + (Year / 2), local: true, &july))
            return Status.Error;
        long winter = -january.tm_gmtoff;
        long summer = -july.tm_gmtoff;
        bool south = winter < summer;
        using Owned<PyObject> first = Own.Of(ts, ShortZone(ts, south ? &july : &january));
        using Owned<PyObject> second = Own.Of(ts, first.IsNull ? null : ShortZone(ts, south ? &january : &july));
        if (second.IsNull)
            return Status.Error;
        var members = new Sys.MemberList(ts, module);
        members.Add("timezone", PyLong.FromInt64(ts, south ? summer : winter));
        members.Add("altzone", PyLong.FromInt64(ts, south ? winter : summer));
        members.Add("daylight", PyLong.FromInt64(ts, winter != summer ? 1 : 0));
        members.Add("tzname", PyTuple.Pack(ts, first.Pointer, second.Pointer));
        return members.Failed ? Status.Error : Status.Ok;
    }

    private static PyObject* ShortZone(ThreadState* ts, Tm* tm)
    {
        const int Longest = 9;
        ReadOnlySpan<byte> name = tm->tm_zone == null ? "   "u8 : MemoryMarshal.CreateReadOnlySpanFromNullTerminated(tm->tm_zone);
        return PyUnicode.DecodeFSDefault(ts, name.Length > Longest ? name[..Longest] : name);
    }
}
