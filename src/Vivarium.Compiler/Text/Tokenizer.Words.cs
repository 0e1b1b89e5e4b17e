// Identifiers, keywords, string prefixes, operators and brackets.
using System.Text;

namespace Vivarium.Compiler.Text;

internal sealed partial class Tokenizer
{
    private enum CharClass : byte
    {
        Other, IdentifierStart, Digit, Quote,
    }

    private static readonly CharClass[] Classes = MakeClasses();

    /// <summary>May a byte stand inside an identifier? Those above ASCII are judged when the identifier is complete.</summary>
    private static readonly bool[] InIdentifier = MakeInIdentifier();

    private static CharClass[] MakeClasses()
    {
        var classes = new CharClass[256];
        for (int c = 0; c < 256; c++)
        {
            classes[c] = char.IsAsciiDigit((char)c) ? CharClass.Digit
                : c is '"' or '\'' ? CharClass.Quote
                : c >= 128 || c == '_' || char.IsAsciiLetter((char)c) ? CharClass.IdentifierStart : CharClass.Other;
        }
        return classes;
    }

    private static bool[] MakeInIdentifier()
    {
        var inside = new bool[256];
        for (int c = 0; c < 256; c++)
            inside[c] = c >= 128 || c == '_' || char.IsAsciiLetterOrDigit((char)c);
        return inside;
    }

    private bool ReadIdentifier(ref Token token)
    {
        byte[] src = _src;
        int cur = _cur;
        int first = src[cur] | 0x20;
        if (first is 'b' or 'r' or 'u' or 'f' or 't')
        {
            StringPrefix prefix = ReadPrefix(ref cur);
            if (src[cur] is (byte)'"' or (byte)'\'')
            {
                _cur = cur + 1;
                if (RaiseForPrefixes(prefix))
                    return false;
                return (prefix & (StringPrefix.F | StringPrefix.T)) != 0
                    ? StartInterpolated(ref token, src[cur], prefix)
                    : ReadString(ref token, src[cur]);
            }
        }
        bool ascii = true;
        while (InIdentifier[src[cur]])
        {
            ascii &= src[cur] < 128;
            cur++;
        }
        _cur = cur;
        ReadOnlySpan<byte> word = src.AsSpan(_start, cur - _start);
        if (!ascii && !CheckIdentifier(word))
            return false;
        TokenKind kind = _options.ExtraTokens || word.Length > 8 ? TokenKind.Name : Keywords.Classify(word);
        return Make(ref token, kind, _start, cur);
    }

    private bool CheckIdentifier(ReadOnlySpan<byte> word)
    {
        int invalid = Identifiers.FirstInvalid(word);
        if (invalid < 0)
            return true;
        Rune.DecodeFromUtf8(word[invalid..], out Rune rune, out int length);
        _cur = _start + invalid + length;
        return RaiseBadCharacter(rune);
    }

    [Flags]
    private enum StringPrefix : byte
    {
        None = 0, B = 1, R = 2, U = 4, F = 8, T = 16,
    }

    /// <summary>Letters of a prefix as far as each occurs once; whether they go together is judged when a quote follows.</summary>
    private StringPrefix ReadPrefix(ref int cur)
    {
        StringPrefix seen = StringPrefix.None;
        while (true)
        {
            StringPrefix letter = (_src[cur] | 0x20) switch
            {
                'b' => StringPrefix.B,
                'r' => StringPrefix.R,
                'u' => StringPrefix.U,
                'f' => StringPrefix.F,
                't' => StringPrefix.T,
                _ => StringPrefix.None,
            };
            if (letter == StringPrefix.None || (seen & letter) != 0)
                return seen;
            seen |= letter;
            cur++;
        }
    }

    private static readonly (StringPrefix Pair, string Letters)[] IncompatiblePrefixes =
    [
        (StringPrefix.U | StringPrefix.B, "ub"), (StringPrefix.U | StringPrefix.R, "ur"), (StringPrefix.U | StringPrefix.F, "uf"),
        (StringPrefix.U | StringPrefix.T, "ut"), (StringPrefix.B | StringPrefix.F, "bf"), (StringPrefix.B | StringPrefix.T, "bt"),
        (StringPrefix.F | StringPrefix.T, "ft"),
    ];

    private bool RaiseForPrefixes(StringPrefix prefix)
    {
        if ((prefix & ~StringPrefix.R) is 0 or StringPrefix.B or StringPrefix.F or StringPrefix.T || prefix == StringPrefix.U)
            return false;
        foreach ((StringPrefix pair, string letters) in IncompatiblePrefixes)
        {
            if ((prefix & pair) == pair)
            {
                int column = _source.CountCharacters(_lineStart, _start);
                RaiseAt($"'{letters[0]}' and '{letters[1]}' prefixes are incompatible", column + 1, column + _cur - _start);
                return true;
            }
        }
        return false;
    }

    private bool ReadOperator(ref Token token, int c)
    {
        if (c == ':' && _mode.IsInterpolated && StartsFormatSpec())
        {
            _cur++;
            return Make(ref token, TokenKind.Colon, _start, _cur);
        }
        (TokenKind kind, int length) = c == '<' && AngleNotEqual && _src[_cur + 1] == '>'
            ? (TokenKind.NotEqual, 2)
            : Operator(c, _src[_cur + 1], _src[_cur + 1] == 0 ? 0 : _src[_cur + 2]);
        _cur += length;
        if (length == 1)
        {
            if (c is '(' or '[' or '{')
            {
                if (!OpenBracketAt(c))
                    return false;
            }
            else if (c is ')' or ']' or '}')
            {
                if (!CloseBracket(c))
                    return false;
            }
            else if (c is < ' ' or 127)
            {
                return RaiseBadCharacter(new Rune(c));
            }
        }
        return Make(ref token, kind, _start, _cur);
    }

    private bool OpenBracketAt(int c)
    {
        if (_level >= MaxLevel)
            return Raise("too many nested parentheses");
        _brackets[_level] = (byte)c;
        _bracketLines[_level] = _lineno;
        _bracketColumns[_level] = _start - _lineStart;
        _level++;
        if (_mode.IsInterpolated)
            _mode.BracketDepth++;
        return true;
    }

    private bool CloseBracket(int c)
    {
        if (_mode.IsInterpolated && _mode.BracketDepth == 0 && c == '}')
            return Raise($"{_mode.Letter}-string: single '}}' is not allowed");
        if (_level == 0)
            return Raise($"unmatched '{(char)c}'");
        _level--;
        int opening = _brackets[_level];
        if ((opening, c) is not (('(', ')') or ('[', ']') or ('{', '}')))
        {
            if (_mode.IsInterpolated && opening == '{' && _mode.BracketDepth - 1 == _mode.ExpressionDepth)
                return Raise($"{_mode.Letter}-string: unmatched '{(char)c}'");
            string message = $"closing parenthesis '{(char)c}' does not match opening parenthesis '{(char)opening}'";
            return Raise(_bracketLines[_level] != _lineno ? $"{message} on line {_bracketLines[_level]}" : message);
        }
        if (!_mode.IsInterpolated)
            return true;
        _mode.BracketDepth--;
        if (_mode.BracketDepth < 0)
            return Raise($"{_mode.Letter}-string: unmatched '{(char)c}'");
        if (c == '}' && _mode.BracketDepth == _mode.ExpressionDepth)
        {
            _mode.ExpressionDepth--;
            _mode.InString = true;
            _mode.InFormatSpec = false;
        }
        return true;
    }

    private static (TokenKind Kind, int Length) Operator(int c, int next, int afterNext) => c switch
    {
        '(' => (TokenKind.LPar, 1),
        ')' => (TokenKind.RPar, 1),
        '[' => (TokenKind.LSqb, 1),
        ']' => (TokenKind.RSqb, 1),
        '{' => (TokenKind.LBrace, 1),
        '}' => (TokenKind.RBrace, 1),
        ',' => (TokenKind.Comma, 1),
        ';' => (TokenKind.Semi, 1),
        '~' => (TokenKind.Tilde, 1),
        ':' => Assignable(next, TokenKind.Colon, TokenKind.ColonEqual),
        '=' => Assignable(next, TokenKind.Equal, TokenKind.EqEqual),
        '!' => Assignable(next, TokenKind.Exclamation, TokenKind.NotEqual),
        '+' => Assignable(next, TokenKind.Plus, TokenKind.PlusEqual),
        '-' when next == '>' => (TokenKind.RArrow, 2),
        '-' => Assignable(next, TokenKind.Minus, TokenKind.MinEqual),
        '*' when next == '*' => Assignable(afterNext, TokenKind.DoubleStar, TokenKind.DoubleStarEqual, 2),
        '*' => Assignable(next, TokenKind.Star, TokenKind.StarEqual),
        '/' when next == '/' => Assignable(afterNext, TokenKind.DoubleSlash, TokenKind.DoubleSlashEqual, 2),
        '/' => Assignable(next, TokenKind.Slash, TokenKind.SlashEqual),
        '%' => Assignable(next, TokenKind.Percent, TokenKind.PercentEqual),
        '@' => Assignable(next, TokenKind.At, TokenKind.AtEqual),
        '&' => Assignable(next, TokenKind.Amper, TokenKind.AmperEqual),
        '|' => Assignable(next, TokenKind.VBar, TokenKind.VBarEqual),
        '^' => Assignable(next, TokenKind.Circumflex, TokenKind.CircumflexEqual),
        '<' when next == '<' => Assignable(afterNext, TokenKind.LeftShift, TokenKind.LeftShiftEqual, 2),
        '<' => Assignable(next, TokenKind.Less, TokenKind.LessEqual),
        '>' when next == '>' => Assignable(afterNext, TokenKind.RightShift, TokenKind.RightShiftEqual, 2),
        '>' => Assignable(next, TokenKind.Greater, TokenKind.GreaterEqual),
        _ => (TokenKind.Op, 1),
    };

    private static (TokenKind Kind, int Length) Assignable(int next, TokenKind plain, TokenKind withEqual, int length = 1) =>
        next == '=' ? (withEqual, length + 1) : (plain, length);
}
