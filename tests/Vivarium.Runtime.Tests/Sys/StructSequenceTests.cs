// Struct sequences: construction, hidden fields, messages; figures are the reference's.
namespace Vivarium.Runtime.Tests.Sys;

public class StructSequenceTests
{
    private const string Head = """
        import time
        T = time.struct_time
        def error(function, *args, **kwargs):
            try:
                return function(*args, **kwargs)
            except Exception as e:
                return f'{type(e).__name__}: {e}'

        """;

    [Theory]
    [InlineData("T(range(9))", "time.struct_time(tm_year=0, tm_mon=1, tm_mday=2, tm_hour=3, tm_min=4, tm_sec=5, tm_wday=6, tm_yday=7, tm_isdst=8)")]
    [InlineData("T(range(11)).__reduce__()[1]", "((0, 1, 2, 3, 4, 5, 6, 7, 8), {'tm_zone': 9, 'tm_gmtoff': 10})")]
    [InlineData("T(range(9), {'tm_gmtoff': 5}).__reduce__()[1][1]", "{'tm_zone': None, 'tm_gmtoff': 5}")]
    [InlineData("T(range(9)).__replace__(tm_year=5, tm_zone='x')[:2], T.__replace__.__qualname__", "((5, 1), 'struct_time.__replace__')")]
    [InlineData("T(range(9)) == tuple(range(9)), hash(T(range(9))) == hash(tuple(range(9))), T(range(9)).__sizeof__()", "(True, True, 120)")]
    [InlineData("T.n_fields, T.n_sequence_fields, T.n_unnamed_fields, T.__match_args__[-1], T.__basicsize__", "(11, 9, 0, 'tm_isdst', 48)")]
    public void Values(string expression, string expected) => Assert.Equal(expected, PythonRun.Result(Head + "result = " + expression));

    [Theory]
    [InlineData("T, range(8)", "TypeError: time.struct_time() takes an at least 9-sequence (8-sequence given)")]
    [InlineData("T, range(12)", "TypeError: time.struct_time() takes an at most 11-sequence (12-sequence given)")]
    [InlineData("T, range(9), {'q': 1}", "TypeError: time.struct_time() got duplicate or unexpected field name(s)")]
    [InlineData("T, range(10), {'tm_zone': 1}", "TypeError: time.struct_time() got duplicate or unexpected field name(s)")]
    [InlineData("T, range(9), None", "TypeError: time.struct_time() takes a dict as second arg, if any")]
    [InlineData("T", "TypeError: structseq() missing required argument 'sequence' (pos 1)")]
    [InlineData("T, 1", "TypeError: constructor requires a sequence")]
    [InlineData("T(range(9)).__replace__, a=1, b=2", "TypeError: Got unexpected field name(s): ['a', 'b']")]
    [InlineData("setattr, T(range(9)), 'tm_year', 1", "AttributeError: readonly attribute")]
    [InlineData("type, 'Q', (T,), {}", "TypeError: type 'time.struct_time' is not an acceptable base type")]
    public void Errors(string call, string expected) => Assert.Equal(expected, PythonRun.Result(Head + $"result = error({call})")[1..^1].Replace("\\'", "'"));
}
