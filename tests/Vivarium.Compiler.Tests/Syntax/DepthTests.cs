// No source overflows the native stack: chains of any length parse, nesting ends in CPython's errors.
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Tests.Syntax;

public class DepthTests
{
    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    [Theory]
    [InlineData("a", ".b", "")]
    [InlineData("a", "+b", "")]
    [InlineData("a", "()", "")]
    [InlineData("a", "[0]", "")]
    [InlineData("a", " or b", "")]
    [InlineData("a", "<b", "")]
    [InlineData("", "a=", "1")]
    [InlineData("'a'", " 'b'", "")]
    [InlineData("f(", "a,", ")")]
    public void ChainsParse(string start, string link, string end) =>
        Assert.IsType<Module>(Parser.Parse(start + Repeat(link, 100_000) + end, "<s>"));

    [Theory]
    [InlineData("-", 5968)]
    [InlineData("not ", 5968)]
    [InlineData("1 if 1 else ", 5968)]
    [InlineData("lambda: ", 2984)]
    [InlineData("1**", 2984)]
    public void NestingEndsWhereCPythonsDoes(string prefix, int limit)
    {
        Assert.IsType<Module>(Parser.Parse(Repeat(prefix, limit) + "1", "<s>"));
        var error = Assert.Throws<SyntaxException>(() => Parser.Parse(Repeat(prefix, limit + 1) + "1", "<s>"));
        Assert.Equal(SyntaxErrorKind.MemoryError, error.ErrorKind);
        error = Assert.Throws<SyntaxException>(() => Parser.Parse(Repeat(prefix, 100_000) + "1", "<s>"));
        Assert.Equal("Parser stack overflowed - Python source too complex to parse", error.Message);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("[")]
    [InlineData("{1:")]
    [InlineData("f(")]
    [InlineData("a[")]
    public void BracketsEndWithTheTokenizer(string open)
    {
        var error = Assert.Throws<SyntaxException>(() => Parser.Parse(Repeat(open, 100_000), "<s>"));
        Assert.Equal("too many nested parentheses", error.Message);
        string close = open is "(" or "f(" ? ")" : open == "{1:" ? "}" : "]";
        Assert.IsType<Module>(Parser.Parse(Repeat(open, 199) + "1" + Repeat(close, 199), "<s>"));
    }

    [Fact]
    public void BlocksEndWithTheTokenizer()
    {
        string Blocks(int count) =>
            string.Concat(Enumerable.Range(0, count).Select(i => new string(' ', i) + "if 1:\n")) + new string(' ', count) + "pass\n";
        Assert.IsType<Module>(Parser.Parse(Blocks(99), "<s>"));
        var error = Assert.Throws<SyntaxException>(() => Parser.Parse(Blocks(100), "<s>"));
        Assert.Equal((SyntaxErrorKind.IndentationError, "too many levels of indentation"), (error.ErrorKind, error.Message));
    }

    [Fact]
    public void ThousandsOfElifsParseOnASmallStack()
    {
        SyntaxException? error = null;
        string source = "if 1: pass\n" + Repeat("elif 1: pass\n", 5000);
        var thread = new Thread(
            () =>
            {
                Assert.IsType<Module>(Parser.Parse(source, "<s>"));
                error = Assert.Throws<SyntaxException>(() => Parser.Parse(Repeat("lambda: ", 50_000) + "1", "<s>"));
            },
            maxStackSize: 512 * 1024);
        thread.Start();
        thread.Join();
        Assert.Equal(SyntaxErrorKind.MemoryError, error?.ErrorKind);
    }

    [Fact]
    public void UnclosedBracketsAreDiagnosedQuickly()
    {
        var error = Assert.Throws<SyntaxException>(() => Parser.Parse(Repeat("(", 150) + "1", "<s>"));
        Assert.Equal("'(' was never closed", error.Message);
        error = Assert.Throws<SyntaxException>(() => Parser.Parse(Repeat("f(a, {b: [", 50) + "1 1", "<s>"));
        Assert.True(error.IsSyntaxError);
    }
}
