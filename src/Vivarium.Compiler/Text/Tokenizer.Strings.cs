// String literals, and the modes of f-strings and t-strings: inside one the tokenizer alternates between literal text and ordinary
// tokens. Each open interpolated string has a mode of its own; the bottom mode is the source itself. See docs/internals/parser.md.
namespace Vivarium.Compiler.Text;

internal sealed partial class Tokenizer
{
    private const int MaxInterpolatedLevel = 150;
    private const int MaxExpressionNesting = 3;

    private sealed class StringMode
    {
        public bool IsInterpolated;
        public bool InString;
        public bool Raw;
        public bool InFormatSpec;
        public char Letter;
        public byte Quote;
        public int QuoteSize;
        public int BracketDepth;
        public int ExpressionDepth = -1;
        public int Start;
        public int LineStart;
        public int FirstLine;
    }

    private readonly Stack<StringMode> _outerModes = new();
    private StringMode _mode = new();

    /// <summary>A plain string; the position is behind its first quote.</summary>
    private bool ReadString(ref Token token, int quote)
    {
        _firstLineno = _lineno;
        _multiLineStart = _lineStart;
        int quoteSize = MeasureQuote(quote, out bool empty);
        bool escapedQuote = false;
        int endQuotes = empty ? quoteSize : 0;
        while (endQuotes != quoteSize)
        {
            int c = _src[_cur];
            if ((c == 0 && _cur >= _end) || (quoteSize == 1 && c == '\n'))
                return RaiseUnterminated(quote, quoteSize, escapedQuote);
            _cur++;
            if (c == quote)
            {
                endQuotes++;
                continue;
            }
            endQuotes = 0;
            if (c == '\\')
            {
                if (_cur < _end)
                {
                    escapedQuote |= _src[_cur] == quote;
                    if (_src[_cur++] == '\n')
                        AdvanceLine();
                }
            }
            else if (c == '\n')
            {
                AdvanceLine();
            }
        }
        return MakeMultiLine(ref token, TokenKind.String, _start, _cur);
    }

    /// <summary>One quote or three; two are the empty string.</summary>
    private int MeasureQuote(int quote, out bool empty)
    {
        empty = false;
        if (_src[_cur] != quote)
            return 1;
        if (_src[_cur + 1] == quote)
        {
            _cur += 2;
            return 3;
        }
        _cur++;
        empty = true;
        return 1;
    }

    private bool RaiseUnterminated(int quote, int quoteSize, bool escapedQuote)
    {
        if (_mode.IsInterpolated && _mode.Quote == quote && _mode.QuoteSize == quoteSize)
        {
            // More likely the outer string was meant to end here.
            _cur = _start + 1;
            _lineStart = _multiLineStart;
            _lineno = _firstLineno;
            return Raise($"{_mode.Letter}-string: expecting '}}'");
        }
        int detected = _lineno;
        string message = quoteSize == 3
            ? $"unterminated triple-quoted string literal (detected at line {detected})"
            : $"unterminated string literal (detected at line {detected})"
                + (escapedQuote ? "; perhaps you escaped the end quote?" : "");
        _unterminated = _cur >= _end;
        return RaiseAtStart(message, _start, _multiLineStart, _firstLineno);
    }

    private bool StartInterpolated(ref Token token, int quote, StringPrefix prefix)
    {
        _firstLineno = _lineno;
        _multiLineStart = _lineStart;
        int quoteSize = MeasureQuote(quote, out bool empty);
        if (empty)
            _cur--;
        if (_outerModes.Count + 1 >= MaxInterpolatedLevel)
            return Raise("too many nested f-strings or t-strings");
        bool template = (prefix & StringPrefix.T) != 0;
        _outerModes.Push(_mode);
        _mode = new StringMode
        {
            IsInterpolated = true,
            InString = true,
            Raw = (prefix & StringPrefix.R) != 0,
            Letter = template ? 't' : 'f',
            Quote = (byte)quote,
            QuoteSize = quoteSize,
            Start = _start,
            LineStart = _lineStart,
            FirstLine = _lineno,
        };
        return Make(ref token, template ? TokenKind.TStringStart : TokenKind.FStringStart, _start, _cur);
    }

    /// <summary>Does this colon end an expression part and start its format spec?</summary>
    private bool StartsFormatSpec()
    {
        if (_mode.ExpressionDepth < 0 || _mode.BracketDepth - 1 != _mode.ExpressionDepth)
            return false;
        _mode.InString = true;
        _mode.InFormatSpec = true;
        return true;
    }

    private TokenKind MiddleKind => _mode.Letter == 't' ? TokenKind.TStringMiddle : TokenKind.FStringMiddle;

    private bool NextInString(ref Token token)
    {
        StringMode mode = _mode;
        _start = _cur;
        _firstLineno = _lineno;
        if (_src[_cur] == '{' && (_src[_cur + 1] != '{' || mode.InFormatSpec))
        {
            if (++mode.ExpressionDepth >= MaxExpressionNesting)
                return Raise($"{mode.Letter}-string: expressions nested too deeply");
            mode.InString = false;
            return NextOutsideString(ref token);
        }
        if (AtQuote(mode))
        {
            _cur += mode.QuoteSize;
            Make(ref token, mode.Letter == 't' ? TokenKind.TStringEnd : TokenKind.FStringEnd, _start, _cur);
            _mode = _outerModes.Pop();
            return true;
        }
        _multiLineStart = _lineStart;
        return ReadMiddle(ref token, mode);
    }

    private bool AtQuote(StringMode mode) =>
        _src[_cur] == mode.Quote && (mode.QuoteSize == 1 || (_src[_cur + 1] == mode.Quote && _src[_cur + 2] == mode.Quote));

    private bool ReadMiddle(ref Token token, StringMode mode)
    {
        bool namedEscape = false;
        while (!AtQuote(mode))
        {
            bool inFormatSpec = mode.InFormatSpec && mode.ExpressionDepth >= 0;
            int c = _src[_cur];
            if ((c == 0 && _cur >= _end) || (mode.QuoteSize == 1 && c == '\n'))
                return EndUnterminated(mode, inFormatSpec && c == '\n');
            _cur++;
            switch (c)
            {
                case '\n':
                    AdvanceLine();
                    break;
                case '{':
                    if (_src[_cur] != '{' || inFormatSpec)
                    {
                        _cur--;
                        if (++mode.ExpressionDepth >= MaxExpressionNesting)
                            return Raise($"{mode.Letter}-string: expressions nested too deeply");
                        mode.InString = false;
                        return MakeMultiLine(ref token, MiddleKind, _start, _cur);
                    }
                    return MakeDoubledBrace(ref token);
                case '}':
                    if (namedEscape)
                        return MakeMultiLine(ref token, MiddleKind, _start, _cur);
                    if (_src[_cur] == '}' && !inFormatSpec && mode.BracketDepth == 0)
                        return MakeDoubledBrace(ref token);
                    _cur--;
                    mode.InString = false;
                    return MakeMultiLine(ref token, MiddleKind, _start, _cur);
                case '\\':
                    namedEscape |= SkipEscaped(mode);
                    break;
            }
        }
        return MakeMultiLine(ref token, MiddleKind, _start, _cur);
    }

    /// <summary>A part that ends with one brace of two: the other is no text, but lies within the token's columns.</summary>
    private bool MakeDoubledBrace(ref Token token)
    {
        MakeMultiLine(ref token, MiddleKind, _start, _cur++);
        if (!_options.ExtraTokens)
            token.EndColOffset++;
        return true;
    }

    /// <summary>Behind a backslash. True if a named escape opens here, whose braces are not an expression's.</summary>
    private bool SkipEscaped(StringMode mode)
    {
        int c = _src[_cur];
        if (c is '{' or '}')
        {
            if (!mode.Raw)
                WarnInvalidEscape((char)c);
            return false;
        }
        if (_cur >= _end)
            return false;
        _cur++;
        if (c == '\n')
            AdvanceLine();
        if (mode.Raw || c != 'N' || _src[_cur] != '{')
            return false;
        _cur++;
        return true;
    }

    private bool EndUnterminated(StringMode mode, bool newlineInSpec)
    {
        if (newlineInSpec)
        {
            _cur++;
            return Raise($"{mode.Letter}-string: newlines are not allowed in format specifiers for single quoted {mode.Letter}-strings");
        }
        string message = mode.QuoteSize == 3
            ? $"unterminated triple-quoted {mode.Letter}-string literal (detected at line {_lineno})"
            : $"unterminated {mode.Letter}-string literal (detected at line {_lineno})";
        _unterminated = mode.QuoteSize == 3;
        return RaiseAtStart(message, mode.Start, mode.LineStart, mode.FirstLine);
    }
}
