// Name mangling, docstring margins, and what the symbol table says besides flags. See docs/internals/symtable.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Binding;
using Vivarium.Compiler.CodeGen;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Tests.Binding;

public class BindingTests
{
    [Theory]
    [InlineData("Ham", "__spam", "_Ham__spam")]
    [InlineData("_Ham", "__spam", "_Ham__spam")]
    [InlineData("__", "__spam", "__spam")]
    [InlineData("Ham", "__spam__", "__spam__")]
    [InlineData("Ham", "__a.b", "__a.b")]
    [InlineData("Ham", "_spam", "_spam")]
    [InlineData(null, "__spam", "__spam")]
    public void PrivateNamesAreMangled(string? className, string name, string expected) =>
        Assert.Equal(expected, NameMangling.Mangle(className, name));

    [Theory]
    [InlineData("a\n  b\n   \n c", "a\n b\n  \nc")]
    [InlineData(" x\n\ty\n  z", "x\n      y\nz")]
    [InlineData("  ", "")]
    [InlineData("\n   a\n  b\n", "\n a\nb\n")]
    [InlineData("é\tx\n\ty", "é       x\ny")]
    [InlineData("a\n \n", "a\n \n")]
    [InlineData("a\r\tb\n  c", "a\r        b\nc")]
    [InlineData("x\n    ", "x\n    ")]
    [InlineData("x\n  y\n ", "x\ny\n")]
    public void DocstringsLoseTheirMargin(string text, string expected) =>
        Assert.Equal(expected, Docstrings.Clean(PyText.FromString(text)).ToString());

    [Theory]
    [InlineData(1e16, "1e+16")]
    [InlineData(1e-5, "1e-05")]
    [InlineData(0.0001, "0.0001")]
    [InlineData(123456789012345.6, "123456789012345.6")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(5e-324, "5e-324")]
    [InlineData(1.7976931348623157e308, "1.7976931348623157e+308")]
    [InlineData(100.0, "100.0")]
    [InlineData(double.PositiveInfinity, "inf")]
    public void FloatsAreWrittenShortest(double value, string expected) =>
        Assert.Equal(expected, TextOfConstants.Float(value, addPoint: true));

    [Fact]
    public void ScopesKnowTheirKind()
    {
        const string source = "class A:\n  def f(self, *a, **k):\n    'doc'\n    yield 1\n  async def g(): return 2\n  [x for x in y]\n";
        Scope top = PythonCompiler.Symbols(Parser.Parse(source, "<scopes>"), "<scopes>").Top;
        Scope type = Assert.Single(top.Children);
        Assert.Equal(BlockType.ClassBlock, type.Type);
        // Each function comes after the scope of its annotations; the comprehension has become part of the class.
        Assert.Equal(["__annotate__", "f", "__annotate__", "g"], type.Children.Select(child => child.Name));
        Scope method = type.Children[1];
        Assert.True(method is { IsMethod: true, IsGenerator: true, HasVarargs: true, HasVarkeywords: true, HasDocstring: true });
        Assert.False(method.ReturnsValue);
        Assert.True(type.Children[3] is { IsCoroutine: true, ReturnsValue: true, IsGenerator: false });
        Assert.Equal(["self", "a", "k"], method.VarNames);
        Assert.Equal(SymbolScope.GLOBAL_IMPLICIT, type.ScopeOf("y"));
        Assert.Equal(0, top.Location.Line);
    }
}
