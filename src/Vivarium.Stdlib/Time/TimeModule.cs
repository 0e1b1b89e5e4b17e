// The module time: its constants and clocks. Calendar functions are in TimeModule.Calendar.cs, formatting in TimeFormat.cs, sleep in TimeSleep.cs. See docs/internals/time.md.
namespace Vivarium.Stdlib.Time;

[PyModule("time", Doc = "Clocks, and conversions between ways to say when.\n\n"
    + "A time is either a number of seconds since the epoch, 1 January 1970 at 00:00 UTC, or a tuple of nine ints:\n"
    + "year, month (1-12), day (1-31), hours, minutes, seconds, weekday (0-6, Monday is 0), day of year (1-366), and\n"
    + "whether summer time is in effect: 1 yes, 0 no, -1 for mktime() to find out.")]
internal static unsafe partial class TimeModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (SetZones(ts, module) != Status.Ok)
            return Status.Error;
        ReadOnlySpan<(string Name, int Value)> constants =
        [
            ("CLOCK_REALTIME", TimeCalls.CLOCK_REALTIME), ("CLOCK_MONOTONIC", TimeCalls.CLOCK_MONOTONIC), ("CLOCK_MONOTONIC_RAW", TimeCalls.CLOCK_MONOTONIC_RAW),
            ("CLOCK_PROCESS_CPUTIME_ID", TimeCalls.CLOCK_PROCESS_CPUTIME_ID), ("CLOCK_THREAD_CPUTIME_ID", TimeCalls.CLOCK_THREAD_CPUTIME_ID),
            ("CLOCK_BOOTTIME", TimeCalls.CLOCK_BOOTTIME), ("CLOCK_TAI", TimeCalls.CLOCK_TAI), ("_STRUCT_TM_ITEMS", 11),
        ];
        foreach ((string name, int value) in constants)
        {
            if (Modules.AddIntConstant(ts, module, name, value) != Status.Ok)
                return Status.Error;
        }
        return Modules.AddType(ts, module, StructTime.Type);
    }

    private static PyObject* Seconds(ThreadState* ts, int clock) => PyFloat.FromDouble(ts, TimeValues.ToSeconds(TimeCalls.Now(clock)));

    private static PyObject* Nanoseconds(ThreadState* ts, int clock) => PyLong.FromInt64(ts, TimeCalls.Now(clock));

    [PyFunction("($self, /)", Doc = "time() -> floating-point number\n\nThe seconds since the epoch, with fractions.")]
    private static PyObject* time(ThreadState* ts, PyObject* module) => Seconds(ts, TimeCalls.CLOCK_REALTIME);

    [PyFunction("($self, /)", Doc = "time_ns() -> int\n\nThe nanoseconds since the epoch.")]
    private static PyObject* time_ns(ThreadState* ts, PyObject* module) => Nanoseconds(ts, TimeCalls.CLOCK_REALTIME);

    [PyFunction("($self, /)", Doc = "monotonic() -> float\n\nSeconds on a clock that never goes back.")]
    private static PyObject* monotonic(ThreadState* ts, PyObject* module) => Seconds(ts, TimeCalls.CLOCK_MONOTONIC);

    [PyFunction("($self, /)", Doc = "monotonic_ns() -> int\n\nNanoseconds on a clock that never goes back.")]
    private static PyObject* monotonic_ns(ThreadState* ts, PyObject* module) => Nanoseconds(ts, TimeCalls.CLOCK_MONOTONIC);

    [PyFunction("($self, /)", Doc = "perf_counter() -> float\n\nSeconds on the clock that measures best.")]
    private static PyObject* perf_counter(ThreadState* ts, PyObject* module) => Seconds(ts, TimeCalls.CLOCK_MONOTONIC);

    [PyFunction("($self, /)", Doc = "perf_counter_ns() -> int\n\nNanoseconds on the clock that measures best.")]
    private static PyObject* perf_counter_ns(ThreadState* ts, PyObject* module) => Nanoseconds(ts, TimeCalls.CLOCK_MONOTONIC);

    [PyFunction("($self, /)", Doc = "process_time() -> float\n\nSeconds that the process has computed, in itself and in the system.")]
    private static PyObject* process_time(ThreadState* ts, PyObject* module) => Seconds(ts, TimeCalls.CLOCK_PROCESS_CPUTIME_ID);

    [PyFunction("($self, /)", Doc = "process_time_ns() -> int\n\nNanoseconds that the process has computed, in itself and in the system.")]
    private static PyObject* process_time_ns(ThreadState* ts, PyObject* module) => Nanoseconds(ts, TimeCalls.CLOCK_PROCESS_CPUTIME_ID);

    [PyFunction("($self, /)", Doc = "thread_time() -> float\n\nSeconds that the thread has computed, in itself and in the system.")]
    private static PyObject* thread_time(ThreadState* ts, PyObject* module) => Seconds(ts, TimeCalls.CLOCK_THREAD_CPUTIME_ID);

    [PyFunction("($self, /)", Doc = "thread_time_ns() -> int\n\nNanoseconds that the thread has computed, in itself and in the system.")]
    private static PyObject* thread_time_ns(ThreadState* ts, PyObject* module) => Nanoseconds(ts, TimeCalls.CLOCK_THREAD_CPUTIME_ID);

    // ---- Any clock of the system ----

    private static Status ClockId(ThreadState* ts, PyObject* o, out int clock)
    {
        clock = -1;
        if (!PyLong.Check(o))
            return Err.TypeStatus(ts, $"clk_id should be integer, not {PyType.NameOf(o)}");
        clock = ArgumentParsing.Int32(ts, o);
        return clock == -1 && Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    private static bool Read(ThreadState* ts, int clock, out long nanoseconds)
    {
        Timespec time;
        nanoseconds = 0;
        if (TimeCalls.clock_gettime(clock, &time) != 0)
        {
            Err.FromErrno(ts, Marshal.GetLastPInvokeError(), null);
            return false;
        }
        nanoseconds = TimeCalls.Nanoseconds(time);
        return true;
    }

    [PyFunction("($module, clk_id, /)", Doc = "The time on a clock of the system, in seconds.")]
    private static PyObject* clock_gettime(ThreadState* ts, PyObject* module, [Converter(nameof(ClockId))] int clk_id) =>
        Read(ts, clk_id, out long time) ? PyFloat.FromDouble(ts, TimeValues.ToSeconds(time)) : null;

    [PyFunction("($module, clk_id, /)", Doc = "The time on a clock of the system, in nanoseconds.")]
    private static PyObject* clock_gettime_ns(ThreadState* ts, PyObject* module, [Converter(nameof(ClockId))] int clk_id) =>
        Read(ts, clk_id, out long time) ? PyLong.FromInt64(ts, time) : null;

    /// <summary>The number of arguments of functions that take them unparsed.</summary>
    private static bool CheckCount(ThreadState* ts, string name, nint given, int least, int most)
    {
        if (given >= least && given <= most)
            return true;
        int bound = given < least ? least : most;
        string how = least == most ? "exactly" : given < least ? "at least" : "at most";
        Err.Type(ts, $"{name}() takes {how} {bound} argument{(bound == 1 ? "" : "s")} ({given} given)");
        return false;
    }

    private static bool ToClock(ThreadState* ts, PyObject* o, out int clock)
    {
        clock = ArgumentParsing.Int32(ts, o);
        return clock != -1 || !Err.Occurred(ts);
    }

    [PyFunction(NoKeywords = true, Doc = "clock_getres(clk_id) -> floating-point number\n\nThe resolution of a clock of the system, in seconds.")]
    private static PyObject* clock_getres(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        Timespec resolution;
        if (!CheckCount(ts, "clock_getres", nargs, 1, 1) || !ToClock(ts, args[0], out int clock))
            return null;
        if (TimeCalls.clock_getres(clock, &resolution) != 0)
            return Err.FromErrno(ts, Marshal.GetLastPInvokeError(), null);
        return PyFloat.FromDouble(ts, resolution.tv_sec + (resolution.tv_nsec * 1e-9));
    }

    [PyFunction(NoKeywords = true, Doc = "clock_settime(clk_id, time)\n\nSet a clock of the system.")]
    private static PyObject* clock_settime(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) =>
        CheckCount(ts, "clock_settime", nargs, 2, 2) && ToClock(ts, args[0], out int clock) && TimeValues.FromSeconds(ts, args[1], TimeRounding.Floor, out long time)
            ? Set(ts, clock, time) : null;

    [PyFunction(NoKeywords = true, Doc = "clock_settime_ns(clk_id, time)\n\nSet a clock of the system, in nanoseconds.")]
    private static PyObject* clock_settime_ns(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) =>
        CheckCount(ts, "clock_settime_ns", nargs, 2, 2) && ToClock(ts, args[0], out int clock) && TimeValues.FromNanoseconds(ts, args[1], out long time)
            ? Set(ts, clock, time) : null;

    private static PyObject* Set(ThreadState* ts, int clock, long nanoseconds)
    {
        Timespec time = TimeCalls.ToTimespec(nanoseconds);
        return TimeCalls.clock_settime(clock, &time) == 0 ? Py.None : Err.FromErrno(ts, Marshal.GetLastPInvokeError(), null);
    }

    [PyFunction(NoKeywords = true, Doc = "pthread_getcpuclockid(thread_id) -> int\n\nThe number of the clock that counts what a thread computes.")]
    private static PyObject* pthread_getcpuclockid(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        const int ESRCH = 3;
        if (!CheckCount(ts, "pthread_getcpuclockid", nargs, 1, 1))
            return null;
        if (!PyLong.Check(args[0]))
            return ArgumentParsing.BadArgument(ts, "pthread_getcpuclockid", "argument 1", "int", args[0]);
        nint thread = NativeThread(ts, PyLong.AsUInt64Mask(ts, args[0]));
        int clock = 0;
        int error = thread == 0 ? ESRCH : TimeCalls.pthread_getcpuclockid(thread, &clock);
        return error != 0 ? Err.FromErrno(ts, error, null) : PyLong.FromInt64(ts, clock);
    }

    /// <summary>The system's handle of the calling thread, if that is meant; handing any other number to the system could crash.</summary>
    private static nint NativeThread(ThreadState* ts, ulong id) => id == ts->thread_id ? TimeCalls.pthread_self() : 0;

    [PyFunction(NoKeywords = true, Doc = "get_clock_info(name: str) -> dict\n\nWhat is known of the clock 'time', 'monotonic', 'perf_counter', 'process_time' or 'thread_time'.")]
    private static PyObject* get_clock_info(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!CheckCount(ts, "get_clock_info", nargs, 1, 1))
            return null;
        if (!PyUnicode.Check(args[0]))
            return ArgumentParsing.BadArgument(ts, "get_clock_info", "argument 1", "str", args[0]);
        return PyUnicode.ToString(args[0]) switch
        {
            "time" => ClockInfo(ts, TimeCalls.CLOCK_REALTIME, "CLOCK_REALTIME"),
            "monotonic" or "perf_counter" => ClockInfo(ts, TimeCalls.CLOCK_MONOTONIC, "CLOCK_MONOTONIC"),
            "process_time" => ClockInfo(ts, TimeCalls.CLOCK_PROCESS_CPUTIME_ID, "CLOCK_PROCESS_CPUTIME_ID"),
            "thread_time" => ClockInfo(ts, TimeCalls.CLOCK_THREAD_CPUTIME_ID, "CLOCK_THREAD_CPUTIME_ID"),
            _ => Err.Value(ts, "unknown clock"),
        };
    }

    private static PyObject* ClockInfo(ThreadState* ts, int clock, string name)
    {
        Timespec resolution;
        if (TimeCalls.clock_getres(clock, &resolution) != 0)
            return Err.FromErrno(ts, Marshal.GetLastPInvokeError(), null);
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (dict.IsNull)
            return null;
        var members = new Sys.MemberList(ts, dict.Pointer, isDict: true);
        members.Add("implementation", PyUnicode.FromString(ts, $"clock_gettime({name})"));
        members.Add("monotonic", Py.Bool(clock != TimeCalls.CLOCK_REALTIME));
        members.Add("adjustable", Py.Bool(clock == TimeCalls.CLOCK_REALTIME));
        members.Add("resolution", PyFloat.FromDouble(ts, resolution.tv_sec + (resolution.tv_nsec * 1e-9)));
        return members.Failed ? null : SimpleNamespace.New(ts, dict.Pointer);
    }

    [PyFunction("($self, object, /)", Doc = "sleep(seconds)\n\nWait so many seconds; fractions count.")]
    private static PyObject* sleep(ThreadState* ts, PyObject* module, PyObject* @object)
    {
        if (Audit.RaiseOne(ts, "time.sleep", @object) != Status.Ok || !TimeValues.FromSeconds(ts, @object, TimeRounding.Up, out long timeout))
            return null;
        if (timeout < 0)
            return Err.Value(ts, "sleep length must be non-negative");
        return TimeSleep.Sleep(ts, timeout) == Status.Ok ? Py.None : null;
    }
}
