// The module _locale in the locale C, which every system has; figures are the reference's.
namespace Vivarium.Runtime.Tests.Sys;

public class LocaleTests
{
    private const string Head = """
        import _locale
        def error(function, *args):
            try:
                return function(*args)
            except Exception as e:
                return f'{type(e).__module__}.{type(e).__name__}: {e}'

        """;

    [Theory]
    [InlineData("_locale.setlocale(_locale.LC_NUMERIC), _locale.setlocale(_locale.LC_NUMERIC, 'C')", "('C', 'C')")]
    [InlineData("_locale.localeconv()['decimal_point'], _locale.localeconv()['grouping'], len(_locale.localeconv())", "('.', [], 18)")]
    [InlineData("_locale.nl_langinfo(_locale.DAY_1), _locale.nl_langinfo(_locale.D_FMT), _locale.nl_langinfo(_locale.ERA)", "('Sunday', '%m/%d/%y', '')")]
    [InlineData("_locale.strcoll('a', 'b') < 0, _locale.strcoll('b', 'a') > 0, _locale.strxfrm('abc')", "(True, True, 'abc')")]
    [InlineData("_locale.gettext('x'), _locale.dgettext(None, 'é'), _locale.Error.__mro__[1]", "('x', 'é', <class 'Exception'>)")]
    public void Values(string expression, string expected) => Assert.Equal(expected, PythonRun.Result(Head + "result = " + expression));

    [Theory]
    [InlineData("_locale.setlocale, 6, 'nowhere'", "locale.Error: unsupported locale setting")]
    [InlineData("_locale.setlocale, 99", "locale.Error: locale query failed")]
    [InlineData("_locale.setlocale, 6, 5", "builtins.TypeError: setlocale() argument 2 must be str or None, not int")]
    [InlineData("_locale.nl_langinfo, 99999", "builtins.ValueError: unsupported langinfo constant")]
    [InlineData("_locale.strcoll, 'a\\0b', 'a'", "builtins.ValueError: embedded null character")]
    [InlineData("_locale.bindtextdomain, '', None", "locale.Error: domain must be a non-empty string")]
    public void Errors(string call, string expected) => Assert.Equal(expected, PythonRun.Result(Head + $"result = error({call})")[1..^1]);
}
