// The module time against values that do not depend on when and where the test runs; figures are the reference's.
namespace Vivarium.Runtime.Tests.Sys;

public class TimeTests
{
    private const string Head = """
        import time
        def error(function, *args):
            try:
                return function(*args)
            except Exception as e:
                return f'{type(e).__name__}: {e}'

        """;

    [Theory]
    [InlineData("time.gmtime(1.9)", "time.struct_time(tm_year=1970, tm_mon=1, tm_mday=1, tm_hour=0, tm_min=0, tm_sec=1, tm_wday=3, tm_yday=1, tm_isdst=0)")]
    [InlineData("time.gmtime(-62167219201)[:6], time.gmtime(253402300800)[0], time.gmtime(0).tm_gmtoff", "((-1, 12, 31, 23, 59, 59), 10000, 0)")]
    [InlineData("time.asctime((2020, 0, 0, 0, 0, 0, 0, 0, 0)), time.asctime((2020, 1, 1, 0, 0, 61, 8, 1, 0))", "('Mon Jan  1 00:00:00 2020', 'Tue Jan  1 00:00:61 2020')")]
    [InlineData("time.strftime('é%Y-%m-%d\\0%H:%M:%S %j %%', time.gmtime(1e9))", "'é2001-09-09\\x0001:46:40 252 %'")]
    [InlineData("time.strftime('%Z %z', time.struct_time((2020, 1, 1, 0, 0, 0, 0, 1, 0, 'XYZ', 3600)))", "'XYZ +0100'")]
    [InlineData("time.get_clock_info('monotonic')", "namespace(implementation='clock_gettime(CLOCK_MONOTONIC)', monotonic=True, adjustable=False, resolution=1e-09)")]
    [InlineData("time.mktime(time.localtime(1600000000))", "1600000000.0")]
    [InlineData("abs(time.time() - time.time_ns() / 1e9) < 1, time.monotonic() <= time.monotonic(), time.clock_gettime(time.CLOCK_MONOTONIC) > 0", "(True, True, True)")]
    public void Values(string expression, string expected) => Assert.Equal(expected, PythonRun.Result(Head + "result = " + expression));

    [Fact]
    public void SleepTakesItsTime() =>
        Assert.Equal("(True, None)", PythonRun.Result("import time\nstart = time.monotonic()\nnothing = time.sleep(0.02)\nresult = 0.02 <= time.monotonic() - start < 2, nothing"));

    [Theory]
    [InlineData("time.sleep, -1", "ValueError: sleep length must be non-negative")]
    [InlineData("time.sleep, 1e30", "OverflowError: timestamp out of range for C PyTime_t")]
    [InlineData("time.sleep, 'a'", "TypeError: 'str' object cannot be interpreted as an integer or float")]
    [InlineData("time.gmtime, float('nan')", "ValueError: Invalid value NaN (not a number)")]
    [InlineData("time.gmtime, 1 << 62", "OSError: [Errno 75] Value too large for defined data type")]
    [InlineData("time.localtime, 1, 2", "TypeError: localtime() takes at most 1 argument (2 given)")]
    [InlineData("time.asctime, (2020, 13, 1, 0, 0, 0, 0, 1, 0)", "ValueError: month out of range")]
    [InlineData("time.mktime, [1] * 9", "TypeError: Tuple or struct_time argument required")]
    [InlineData("time.strftime, '%Y', (1, 2)", "TypeError: strftime(): illegal time tuple argument")]
    [InlineData("time.clock_gettime, 99", "OSError: [Errno 22] Invalid argument")]
    [InlineData("time.get_clock_info, 'x'", "ValueError: unknown clock")]
    public void Errors(string call, string expected) => Assert.Equal(expected, PythonRun.Result(Head + $"result = error({call})")[1..^1]);
}
