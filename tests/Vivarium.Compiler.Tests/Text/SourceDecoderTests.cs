// Byte-order marks, coding lines and undecodable bytes.
using System.Text;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Tests.Text;

public class SourceDecoderTests
{
    private const string See = "see https://peps.python.org/pep-0263/ for details";

    private static string StringOf(byte[] source)
    {
        var module = (Module)Parser.Parse(source, "<s>");
        var value = (ConstantExpr)((ExprStmt)module.Body[^1]).Value;
        return ((StrConstant)value.Value).Value.ToString();
    }

    private static SyntaxException ErrorOf(byte[] source) => Assert.Throws<SyntaxException>(() => Parser.Parse(source, "<s>"));

    private static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);

    [Theory]
    [InlineData("# coding: latin-1\n'\u00e9'", "\u00e9")]
    [InlineData("# -*- coding: iso-8859-15 -*-\n'\u00a4'", "\u20ac")]
    [InlineData("#!x\n# vim: set fileencoding=cp1252 :\n'\u0080'", "\u20ac")]
    [InlineData("\u00ef\u00bb\u00bf'\u00c3\u00a9'", "\u00e9")]
    [InlineData("\u00ef\u00bb\u00bf# coding: utf-8\n'\u00c3\u00a9'", "\u00e9")]
    [InlineData("# coding: shift_jis\n'\u0082\u00a0'", "\u3042")]
    public void CodingLinesDecide(string bytes, string expected) => Assert.Equal(expected, StringOf(Latin(bytes)));

    [Fact]
    public void LineEndsBecomeNewlines() => Assert.Equal("a\nb\nc", StringOf(Latin("'''a\r\nb\rc'''")));

    [Theory]
    [InlineData("x='\u00e9'", "Non-UTF-8 code starting with '\\xe9' on line 1, but no encoding declared; " + See, 1, 4)]
    [InlineData("1\n# coding: latin-1\n'\u00e9'", "Non-UTF-8 code starting with '\\xe9' on line 3, but no encoding declared; " + See, 3, 2)]
    [InlineData("\u00ef\u00bb\u00bf# coding: latin-1\n1", "encoding problem: iso-8859-1 with BOM", 1, 0)]
    [InlineData("# coding: foo\n1", "unknown encoding: foo", 0, -1)]
    [InlineData("# coding: ascii\n'\u00e9'", "'ascii' codec can't decode byte 0xe9 in position 17: ordinal not in range(128)", 0, -1)]
    [InlineData("a\0b", "source code string cannot contain null bytes", 0, 0)]
    public void UndecodableSourcesAreErrors(string bytes, string message, int lineno, int offset)
    {
        SyntaxException error = ErrorOf(Latin(bytes));
        Assert.Equal((message, lineno, offset), (error.Message, error.Lineno, error.Offset));
    }
}
