// Makes a SyntaxException from byte columns: offsets become characters of the line the error starts on, as CPython reports them.
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal static class Errors
{
    public static SyntaxException AtToken(SourceText source, in Token token, string message) => At(
        source, SyntaxErrorKind.SyntaxError, message, token.Lineno, token.ColOffset, token.EndLineno, token.EndColOffset, token.EndLineno);

    /// <summary>
    /// Columns are byte offsets from 0, -1 for none. The line keeps its newline while the tokenizer has not gone past it, which
    /// <paramref name="tokenizerLine"/> tells.
    /// </summary>
    public static SyntaxException At(
        SourceText source, SyntaxErrorKind kind, string message,
        int lineno, int column, int endLineno, int endColumn, int tokenizerLine)
    {
        int lineStart = lineno <= 0 ? 0 : source.LineStart(lineno);
        int lineEnd = source.LineEnd(lineStart);
        int shownEnd = tokenizerLine <= lineno && lineEnd < source.Length ? lineEnd + 1 : lineEnd;
        return new SyntaxException(kind, message)
        {
            FileName = source.FileName,
            Lineno = lineno,
            Offset = Offset(source, lineStart, column),
            EndLineno = endLineno,
            EndOffset = Offset(source, lineStart, endColumn),
            SourceLine = source.Text(lineStart, shownEnd),
        };
    }

    /// <summary>The 1-based character offset of a byte column; columns behind the line count on as bytes do not.</summary>
    private static int Offset(SourceText source, int lineStart, int column)
    {
        if (column < 0)
            return column + 1;
        int end = Math.Min(source.Length, lineStart + column);
        return source.CountCharacters(lineStart, end) + 1;
    }
}
