// Programs nested as deeply as the parser lets them be, on a short stack; and trees deeper than any stack. See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Tests.CodeGen;

public class DepthTests
{
    private const int ShortStack = 512 * 1024;

    [Theory]
    [InlineData("x = a", "+a", 100_000)]
    [InlineData("x = a", ".b", 20_000)]
    [InlineData("x = a", "()", 20_000)]
    [InlineData("x = a", " < a", 5_000)]
    [InlineData("x = a", " and a", 5_000)]
    [InlineData("if a: pass\n", "elif a: pass\n", 3_000)]
    [InlineData("", "a = ", 20_000)]
    [InlineData("@a\n", "@a\n", 20_000)]
    public void LongChainsCompile(string head, string link, int count)
    {
        string tail = link switch { "a = " => "1", "@a\n" => "def f(): pass", _ => "" };
        string source = head + string.Concat(Enumerable.Repeat(link, count)) + tail;
        CodeUnit code = OnShortStack(() => PythonCompiler.Compile(source, "<deep>"));
        Assert.NotEmpty(code.co_code);
    }

    [Fact]
    public void TreeDeeperThanAnyStackIsARecursionError()
    {
        Expr expression = new Name("a", ExprContext.Load) { Lineno = 1, EndLineno = 1 };
        for (int i = 0; i < 3_000_000; i++)
            expression = new UnaryOp(UnaryOperator.Not, expression) { Lineno = 1, EndLineno = 1 };
        var tree = new Expression(expression);
        SyntaxException error = Assert.Throws<SyntaxException>(() => OnShortStack(() => PythonCompiler.Compile(tree, "<deep>")));
        Assert.Equal(SyntaxErrorKind.RecursionError, error.ErrorKind);
        Assert.Equal("maximum recursion depth exceeded during compilation", error.Message);
    }

    [Fact]
    public void CompilingATreeTwiceGivesTheSameCode()
    {
        const string source = "'''Doc.'''\nx = '%s' % (a,) + -1\nmatch x:\n  case -1: pass\n";
        Mod tree = Parser.Parse(source, "<twice>");
        CodeUnit first = PythonCompiler.Compile(tree, "<twice>");
        Assert.Equal(first, PythonCompiler.Compile(tree, "<twice>"));
        Assert.Equal("<module>", first.co_name.ToString());
        Assert.Contains(first.co_consts, value => value is StrConstant { Value: var text } && text.ToString() == "Doc.");
    }

    private static CodeUnit OnShortStack(Func<CodeUnit> work)
    {
        CodeUnit? result = null;
        SyntaxException? error = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    result = work();
                }
                catch (SyntaxException exception)
                {
                    error = exception;
                }
            },
            ShortStack);
        thread.Start();
        thread.Join();
        return error is null ? result! : throw error;
    }
}
