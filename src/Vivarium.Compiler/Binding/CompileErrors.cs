// Makes the SyntaxErrors of the phases after parsing. Their columns count UTF-8 bytes from 1, as the reference's do (the parser's count
// characters), and they carry no source line: whoever reports them reads it from the file. See docs/internals/symtable.md.
using Vivarium.Compiler.Flow;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Binding;

internal static class CompileErrors
{
    public static SyntaxException Syntax(string fileName, string message, Location location) =>
        new(SyntaxErrorKind.SyntaxError, message)
        {
            FileName = fileName,
            Lineno = location.Line,
            Offset = location.Col + 1,
            EndLineno = location.EndLine,
            EndOffset = location.EndCol + 1,
        };

    /// <summary>An error found before code is generated, whose exception gets its place as attributes.</summary>
    public static SyntaxException Binding(string fileName, string message, Location location) =>
        new(SyntaxErrorKind.SyntaxError, message)
        {
            FileName = fileName,
            Lineno = location.Line,
            Offset = location.Col + 1,
            EndLineno = location.EndLine,
            EndOffset = location.EndCol + 1,
            MessageOnly = true,
        };

    public static SyntaxException TooDeep() =>
        new(SyntaxErrorKind.RecursionError, "maximum recursion depth exceeded during compilation");
}

internal static class LocationExtensions
{
    /// <summary>The place of a node.</summary>
    public static Location Loc(this LocatedNode node) => new(node.Lineno, node.EndLineno, node.ColOffset, node.EndColOffset);
}
