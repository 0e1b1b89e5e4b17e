// How the tokenizer fails: the wording and places of CPython's tokenizer errors.
// Columns are in characters here, since these errors are final.
using System.Text;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Text;

internal sealed partial class Tokenizer
{
    private bool Fail(TokenizerFailure failure)
    {
        Failure = failure;
        if (failure is TokenizerFailure.Dedent or TokenizerFailure.TabSpace or TokenizerFailure.TooDeep or TokenizerFailure.Eof)
        {
            // The rest of the line counts as read.
            _cur = Math.Min(_end, _source.LineEnd(Math.Min(_cur, _end)) + 1);
            if (failure == TokenizerFailure.Eof)
                _cur = _end;
        }
        return false;
    }

    /// <summary>An error just before the current position.</summary>
    private bool Raise(string message) => RaiseAt(message, _source.CountCharacters(_lineStart, _cur), -1);

    /// <summary>An error over characters of the current line, counted from 1; an end of -1 stands for the start.</summary>
    private bool RaiseAt(string message, int offset, int endOffset)
    {
        int lineEnd = _source.LineEnd(_lineStart);
        Failure = TokenizerFailure.Raised;
        Error = new SyntaxException(SyntaxErrorKind.SyntaxError, message)
        {
            FileName = _source.FileName,
            Lineno = _lineno,
            Offset = offset,
            EndLineno = _lineno,
            EndOffset = endOffset < 0 ? offset : endOffset,
            SourceLine = _source.Text(_lineStart, lineEnd),
        };
        return false;
    }

    /// <summary>An error at the first byte of a token that began earlier, perhaps on another line.</summary>
    private bool RaiseAtStart(string message, int start, int lineStart, int lineno)
    {
        _cur = start + 1;
        _lineStart = lineStart;
        _lineno = lineno;
        return Raise(message);
    }

    private bool RaiseBadCharacter(Rune rune)
    {
        string hex = rune.Value.ToString("X4", System.Globalization.CultureInfo.InvariantCulture);
        return Raise(Identifiers.IsPrintable(rune)
            ? $"invalid character '{rune}' (U+{hex})"
            : $"invalid non-printable character U+{hex}");
    }

    private void Warn(string message)
    {
        int column = _cur - _lineStart;
        _warnings?.Add(new SyntaxWarning(message, _lineno, column, _lineno, column));
    }

    private void WarnInvalidEscape(char escaped) => Warn(
        $"\"\\{escaped}\" is an invalid escape sequence. Such sequences will not work in the future. "
        + $"Did you mean \"\\\\{escaped}\"? A raw string is also an option.");
}
