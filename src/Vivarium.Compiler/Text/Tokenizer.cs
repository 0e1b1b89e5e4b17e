// The tokenizer: one token at a time from a SourceText, with the positions and errors of CPython 3.14. It knows no grammar, so it serves
// both the parser and the `_tokenize` module (which also wants comments and blank lines). Lines count up when the first byte of the next
// line exists, so the end marker stays on the last line. See docs/internals/parser.md.
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Text;

/// <summary>Why the tokenizer stopped; all but <see cref="Raised"/> are worded by the parser, which knows the last token.</summary>
internal enum TokenizerFailure : byte
{
    None, Eof, Dedent, TabSpace, TooDeep, LineContinuation, Raised,
}

internal sealed partial class Tokenizer
{
    private const int MaxIndent = 100;
    private const int MaxLevel = 200;
    private const int TabSize = 8;

    private readonly SourceText _source;
    private readonly byte[] _src;
    private readonly int _end;
    private readonly TokenizerOptions _options;
    private readonly List<SyntaxWarning>? _warnings;

    private int _cur;
    private int _start;
    private int _lineStart;
    private int _multiLineStart;
    private int _previousLineStart;
    private bool _lineBegun = true;
    private bool _reachedEnd;
    private bool _unterminated;
    private int _lineno = 1;
    private int _firstLineno = 1;
    private bool _atBeginningOfLine = true;
    private bool _blankLine;
    private bool _commentLine;
    private int _pending;
    private int _indent;
    private readonly int[] _indents = new int[MaxIndent];
    private readonly int[] _altIndents = new int[MaxIndent];
    private int _level;
    private readonly byte[] _brackets = new byte[MaxLevel];
    private readonly int[] _bracketLines = new int[MaxLevel];
    private readonly int[] _bracketColumns = new int[MaxLevel];

    public Tokenizer(SourceText source, TokenizerOptions options, List<SyntaxWarning>? warnings)
    {
        _source = source;
        _src = source.Bytes;
        _end = source.Length;
        _options = options;
        _warnings = warnings;
    }

    public TokenizerFailure Failure { get; private set; }

    /// <summary>The error, when <see cref="Failure"/> is <see cref="TokenizerFailure.Raised"/>.</summary>
    public SyntaxException? Error { get; private set; }

    /// <summary>The line of the last byte read: a newline belongs to the line it ends.</summary>
    public int Lineno => _lineBegun ? _lineno : _lineno - 1;

    public int Position => _cur;

    /// <summary>Where <see cref="Lineno"/> starts.</summary>
    public int LineStart => _lineBegun ? _lineStart : _previousLineStart;

    /// <summary>Is an f-string or t-string open?</summary>
    public bool IsInterpolated => _outerModes.Count > 0;

    /// <summary>Is "&lt;&gt;" the operator of inequality (PEP 401)?</summary>
    public bool AngleNotEqual { get; set; }

    /// <summary>How many brackets are open.</summary>
    public int Level => _level;

    /// <summary>The innermost open bracket with its line and byte column.</summary>
    public (char Bracket, int Lineno, int ColOffset) OpenBracket =>
        ((char)_brackets[_level - 1], _bracketLines[_level - 1], _bracketColumns[_level - 1]);

    public bool IsIndented => _indent > 0;

    public int IndentLevel => _indent;

    /// <summary>Makes the open blocks end now: what an interactive statement does at the end of its input.</summary>
    public void CloseBlocks()
    {
        _pending = -_indent;
        _indent = 0;
    }

    /// <summary>Reads the next token; false means that <see cref="Failure"/> says why there is none.</summary>
    public bool Next(out Token token)
    {
        token = default;
        if (Failure != TokenizerFailure.None)
            return Stopped(ref token);
        _lineBegun = true;
        bool hadEnded = _reachedEnd;
        bool done = _mode.InString ? NextInString(ref token) : NextOutsideString(ref token);
        _reachedEnd = hadEnded || (_cur >= _end && !EndsUnseen(token.Kind));
        return done || Stopped(ref token);
    }

    /// <summary>Tokens whose end is known without looking at what follows.</summary>
    private static bool EndsUnseen(TokenKind kind) => kind is TokenKind.Newline or TokenKind.String or TokenKind.FStringMiddle
        or TokenKind.FStringEnd or TokenKind.TStringMiddle or TokenKind.TStringEnd or TokenKind.Ellipsis;

    /// <summary>Did the tokenizer look beyond the end of the source, so that more source might have made a difference?</summary>
    public bool WantsMore => Failure switch
    {
        TokenizerFailure.None => _reachedEnd,
        TokenizerFailure.Eof => true,
        TokenizerFailure.Raised => _unterminated,
        _ => false,
    };

    private bool Stopped(ref Token token)
    {
        token.Kind = TokenKind.ErrorToken;
        token.Lineno = token.EndLineno = _lineno;
        token.ColOffset = token.EndColOffset = -1;
        token.Level = (short)_level;
        token.Start = token.End = _cur;
        return false;
    }

    private bool NextOutsideString(ref Token token)
    {
    nextLine:
        _blankLine = false;
        if (_atBeginningOfLine)
        {
            _atBeginningOfLine = false;
            if (!MeasureIndentation())
                return false;
        }
        _start = _cur;
        if (_pending != 0)
        {
            EmitIndentation(ref token);
            return true;
        }
    again:
        byte[] src = _src;
        int c = src[_cur];
        while (c is ' ' or '\t' or '\f')
            c = src[++_cur];
        _start = _cur;
        if (c == '#')
        {
            if (ReadComment(ref token))
                return true;
            c = src[_cur];
        }
        if (c == 0 && _cur >= _end)
        {
            if (_level > 0)
                return Fail(TokenizerFailure.Eof);
            Make(ref token, TokenKind.EndMarker, _cur, _cur);
            token.ColOffset = token.EndColOffset = -1;
            if (_options.ExtraTokens)
                PlaceBehindLastLine(ref token);
            return true;
        }
        switch (Classes[c])
        {
            case CharClass.IdentifierStart:
                return ReadIdentifier(ref token);
            case CharClass.Digit:
                return ReadNumber(ref token);
            case CharClass.Quote:
                _cur++;
                return ReadString(ref token, c);
        }
        if (c == '\n')
        {
            _cur++;
            _atBeginningOfLine = true;
            if (_blankLine || _commentLine || _level > 0)
            {
                _commentLine = false;
                if (_options.ExtraTokens)
                {
                    Make(ref token, TokenKind.NL, _start, _cur);
                    AdvanceLine();
                    return true;
                }
                AdvanceLine();
                goto nextLine;
            }
            Make(ref token, TokenKind.Newline, _start, _cur);
            AdvanceLine();
            _lineBegun = _cur >= _end;
            return true;
        }
        if (c == '.')
        {
            if (src[_cur + 1] is >= (byte)'0' and <= (byte)'9')
                return ReadNumber(ref token);
            if (src[_cur + 1] == '.' && src[_cur + 2] == '.')
            {
                _cur += 3;
                return Make(ref token, TokenKind.Ellipsis, _start, _cur);
            }
            _cur++;
            return Make(ref token, TokenKind.Dot, _start, _cur);
        }
        if (c == '\\')
        {
            _cur++;
            if (!ContinueLine())
                return false;
            goto again;
        }
        return ReadOperator(ref token, c);
    }

    /// <summary>Counts the new line once its first byte is there.</summary>
    private void AdvanceLine()
    {
        if (_cur < _end)
        {
            _lineno++;
            _previousLineStart = _lineStart;
            _lineStart = _cur;
        }
    }

    private bool MeasureIndentation()
    {
        int column = 0, altColumn = 0, continuedColumn = 0;
        int c;
        while (true)
        {
            c = _src[_cur];
            if (c == ' ')
            {
                column++;
                altColumn++;
            }
            else if (c == '\t')
            {
                column = (column / TabSize + 1) * TabSize;
                altColumn++;
            }
            else if (c == '\f')
            {
                column = altColumn = 0;
            }
            else if (c == '\\')
            {
                // Only the part in front of the first backslash is indentation.
                continuedColumn = continuedColumn != 0 ? continuedColumn : column;
                _cur++;
                if (!ContinueLine())
                    return false;
                continue;
            }
            else
            {
                break;
            }
            _cur++;
        }
        if (c is '#' or '\n')
        {
            // A line of white space or comment says nothing about blocks.
            _blankLine = true;
            return true;
        }
        if (_level > 0)
            return true;
        column = continuedColumn != 0 ? continuedColumn : column;
        altColumn = continuedColumn != 0 ? continuedColumn : altColumn;
        return CompareIndentation(column, altColumn);
    }

    private bool CompareIndentation(int column, int altColumn)
    {
        if (column == _indents[_indent])
            return altColumn == _altIndents[_indent] || Fail(TokenizerFailure.TabSpace);
        if (column > _indents[_indent])
        {
            if (_indent + 1 >= MaxIndent)
                return Fail(TokenizerFailure.TooDeep);
            if (altColumn <= _altIndents[_indent])
                return Fail(TokenizerFailure.TabSpace);
            _pending++;
            _indents[++_indent] = column;
            _altIndents[_indent] = altColumn;
            return true;
        }
        while (_indent > 0 && column < _indents[_indent])
        {
            _pending--;
            _indent--;
        }
        if (column != _indents[_indent])
            return Fail(TokenizerFailure.Dedent);
        return altColumn == _altIndents[_indent] || Fail(TokenizerFailure.TabSpace);
    }

    private void EmitIndentation(ref Token token)
    {
        bool dedent = _pending < 0;
        if (dedent)
            _pending++;
        else
            _pending--;
        Make(ref token, dedent ? TokenKind.Dedent : TokenKind.Indent, _cur, _cur);
        token.ColOffset = token.EndColOffset = -1;
        if (_options.ExtraTokens)
        {
            token.Start = dedent ? _cur : _lineStart;
            token.ColOffset = dedent ? _cur - _lineStart : 0;
            token.EndColOffset = _cur - _lineStart;
            if (_cur >= _end)
                PlaceBehindLastLine(ref token);
        }
    }

    /// <summary>The tokenize module sees the end on a line of its own.</summary>
    private void PlaceBehindLastLine(ref Token token)
    {
        token.Lineno = token.EndLineno = _end == 0 ? 1 : _lineno + 1;
        token.ColOffset = token.EndColOffset = 0;
    }

    /// <summary>Behind a backslash: the newline must follow, and another line after it.</summary>
    private bool ContinueLine()
    {
        if (_cur >= _end)
            return Fail(TokenizerFailure.LineContinuation);
        if (_src[_cur++] != '\n')
            return Fail(TokenizerFailure.LineContinuation);
        if (_cur >= _end)
            return Fail(TokenizerFailure.Eof);
        AdvanceLine();
        return true;
    }

    private bool ReadComment(ref Token token)
    {
        int length = _src.AsSpan(_cur, _end - _cur).IndexOf((byte)'\n');
        int commentEnd = length < 0 ? _end : _cur + length;
        _cur = commentEnd;
        if (_options.ExtraTokens)
        {
            _commentLine = _blankLine;
            return Make(ref token, TokenKind.Comment, _start, commentEnd);
        }
        return _options.TypeComments && ReadTypeComment(ref token, commentEnd);
    }

    /// <summary>"# type: ignore…" and "# type: anything", spaces between the parts being optional.</summary>
    private bool ReadTypeComment(ref Token token, int commentEnd)
    {
        int at = SkipBlanks(_start + 1);
        if (!_src.AsSpan(at, commentEnd - at).StartsWith("type:"u8))
            return false;
        at = SkipBlanks(at + 5);
        int behindIgnore = at + 6;
        bool ignore = _src.AsSpan(at, commentEnd - at).StartsWith("ignore"u8)
            && (behindIgnore == commentEnd || !(_src[behindIgnore] >= 128 || char.IsAsciiLetterOrDigit((char)_src[behindIgnore])));
        if (!ignore)
            return Make(ref token, TokenKind.TypeComment, at, commentEnd);
        Make(ref token, TokenKind.TypeIgnore, behindIgnore, commentEnd);
        if (_blankLine && _cur < _end)
        {
            // Nothing else is on this line, so its newline goes with it.
            _cur++;
            _atBeginningOfLine = true;
            AdvanceLine();
        }
        return true;
    }

    private int SkipBlanks(int at)
    {
        while (_src[at] is (byte)' ' or (byte)'\t')
            at++;
        return at;
    }

    private bool Make(ref Token token, TokenKind kind, int start, int end)
    {
        token.Kind = kind;
        token.Level = (short)_level;
        token.Start = start;
        token.End = end;
        token.Lineno = token.EndLineno = _lineno;
        token.ColOffset = start - _lineStart;
        token.EndColOffset = end - _lineStart;
        return true;
    }

    /// <summary>A token that may have begun on an earlier line.</summary>
    private bool MakeMultiLine(ref Token token, TokenKind kind, int start, int end)
    {
        Make(ref token, kind, start, end);
        token.Lineno = _firstLineno;
        token.ColOffset = start - _multiLineStart;
        return true;
    }
}
