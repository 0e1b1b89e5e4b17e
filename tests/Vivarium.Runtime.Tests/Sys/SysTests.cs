// The module sys: limits, frames, hooks and the state of sys.monitoring; figures are the reference's.
namespace Vivarium.Runtime.Tests.Sys;

public class SysTests
{
    private const string Head = """
        import sys
        def error(function, *args, **kwargs):
            try:
                return function(*args, **kwargs)
            except BaseException as e:
                return f'{type(e).__name__}: {e}'

        """;

    [Theory]
    [InlineData("sys.version_info[:2], sys.version_info.releaselevel, sys.hexversion >> 16, sys.api_version", "((3, 14), 'final', 782, 1013)")]
    [InlineData("sys.implementation.name, sys.implementation.cache_tag, sys.implementation._multiarch", "('cpython', 'cpython-314', 'x86_64-linux-gnu')")]
    [InlineData("sys.int_info", "sys.int_info(bits_per_digit=30, sizeof_digit=4, default_max_str_digits=4300, str_digits_check_threshold=640)")]
    [InlineData("sys.hash_info[:7], hash(float('inf'))", "((64, 2305843009213693951, 314159, 0, 1000003, 'siphash13', 64), 314159)")]
    [InlineData("sys.float_info[:8]", "(1.7976931348623157e+308, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53)")]
    [InlineData("sys.maxsize, sys.maxunicode, sys.byteorder, sys.float_repr_style, sys.platform", "(9223372036854775807, 1114111, 'little', 'short', 'linux')")]
    [InlineData("[sys.getsizeof(x) for x in (1, '', b'', (), [], {}, set(), 1.5, None, sys.flags, sys.implementation, list)]", "[28, 41, 33, 48, 56, 64, 216, 24, 16, 216, 40, 416]")]
    [InlineData("sys.intern('a b' + str(5)) is sys.intern('a b' + str(5)), sys._is_interned('a b' + str(6))", "(True, False)")]
    [InlineData("sys._getframe().f_code.co_name, (lambda: sys._getframe(1) is sys._getframe().f_back)(), sys._getframemodulename()", "('<module>', True, '__main__')")]
    [InlineData("len(sys.stdlib_module_names), 'math' in sys.builtin_module_names, sys.flags.int_max_str_digits, type(sys.flags.dev_mode)", "(297, True, 4300, <class 'bool'>)")]
    [InlineData("sys.exc_info(), sys.exception(), sys.gettrace(), sys.getprofile(), sys.is_finalizing()", "((None, None, None), None, None, None, False)")]
    [InlineData("sys.getrecursionlimit(), sys.getswitchinterval(), sys.get_int_max_str_digits(), sys.getdlopenflags()", "(1000, 0.005, 4300, 2)")]
    [InlineData("sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors()", "('utf-8', 'utf-8', 'surrogateescape')")]
    public void Values(string expression, string expected) => Assert.Equal(expected, PythonRun.Result(Head + "result = " + expression));

    [Theory]
    [InlineData("sys.setrecursionlimit, 0", "ValueError: recursion limit must be greater or equal than 1")]
    [InlineData("sys.setswitchinterval, 0", "ValueError: switch interval must be strictly positive")]
    [InlineData("sys.set_int_max_str_digits, 5", "ValueError: maxdigits must be >= 640 or 0 for unlimited")]
    [InlineData("sys.exit, 5", "SystemExit: 5")]
    [InlineData("sys.exit, (1, 2)", "SystemExit: (1, 2)")]
    [InlineData("sys._getframe, 50", "ValueError: call stack is not deep enough")]
    [InlineData("sys.set_asyncgen_hooks, 1", "TypeError: callable firstiter expected, got int")]
    [InlineData("sys.set_asyncgen_hooks, foo=1", "TypeError: this function got an unexpected keyword argument 'foo'")]
    [InlineData("sys.set_coroutine_origin_tracking_depth, -1", "ValueError: depth must be >= 0")]
    [InlineData("sys.unraisablehook, 1", "TypeError: sys.unraisablehook argument type must be UnraisableHookArgs")]
    [InlineData("type(sys.flags)", "TypeError: cannot create 'sys.flags' instances")]
    [InlineData("sys.call_tracing, len, [1]", "TypeError: call_tracing() argument 2 must be tuple, not list")]
    [InlineData("sys.monitoring.set_events, 0, 1", "ValueError: tool 0 is not in use")]
    [InlineData("sys.monitoring.use_tool_id, 7, 'a'", "ValueError: invalid tool 7 (must be between 0 and 5)")]
    public void Errors(string call, string expected) => Assert.Equal(expected, PythonRun.Result(Head + $"result = error({call})")[1..^1]);

    [Fact]
    public void AuditHooksHearOfEvents() => Assert.Equal(
        "[('my', (1, 2)), ('sys.settrace', ())]",
        PythonRun.Result(Head + """
            result = []
            sys.addaudithook(lambda event, args: result.append((event, args)) if event in ('my', 'sys.settrace') else None)
            sys.audit('my', 1, 2)
            sys.settrace(None)
            """));

    [Fact]
    public void DisplayHookEscapesWhatTheStreamCannotWrite() => Assert.Equal(
        "(['5', '\\n'], [\"'\\\\xe9'\", '\\n'], 'é')",
        PythonRun.Result(Head + """
            class W:
                def __init__(self, encoding=None):
                    self.l = []
                    self.encoding = encoding
                def write(self, text):
                    if self.encoding:
                        text.encode(self.encoding)
                    self.l.append(text)
            first = sys.stdout = W()
            sys.displayhook(5)
            sys.displayhook(None)
            second = sys.stdout = W('ascii')
            sys.displayhook('é')
            result = first.l, second.l, _
            """));

    [Fact]
    public void MonitoringKeepsToolsAndEvents() => Assert.Equal(
        "('t', 768, 32, 32, None)",
        PythonRun.Result(Head + """
            m = sys.monitoring
            m.use_tool_id(0, 't')
            m.set_events(0, m.events.BRANCH)
            m.register_callback(0, m.events.LINE, print)
            m.set_local_events(0, error.__code__, m.events.LINE)
            before = m.get_tool(0), m.get_events(0), m.get_local_events(0, error.__code__)
            m.free_tool_id(0)
            result = *before, m.get_local_events(0, error.__code__), m.get_tool(0)
            """));
}
