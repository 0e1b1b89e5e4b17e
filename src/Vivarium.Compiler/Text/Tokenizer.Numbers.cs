// Number literals of every base, their underscores, and what may follow them.
namespace Vivarium.Compiler.Text;

internal sealed partial class Tokenizer
{
    private bool ReadNumber(ref Token token)
    {
        bool valid = _src[_cur] == '0' ? ReadZeroNumber() : ReadDecimal();
        return valid && Make(ref token, TokenKind.Number, _start, _cur);
    }

    private static bool IsDigit(int c) => (uint)(c - '0') <= 9;

    private bool ReadZeroNumber()
    {
        _cur++;
        switch (_src[_cur] | 0x20)
        {
            case 'x':
                return ReadRadix("hexadecimal", 16);
            case 'o':
                return ReadRadix("octal", 8);
            case 'b':
                return ReadRadix("binary", 2);
        }
        while (_src[_cur] is (byte)'_' or (byte)'0')
        {
            if (_src[_cur++] == '_' && !IsDigit(_src[_cur]))
                return Raise("invalid decimal literal");
        }
        int behindZeros = _cur + 1;
        bool nonzero = IsDigit(_src[_cur]);
        if (nonzero && !ReadDigits())
            return false;
        if (_src[_cur] is (byte)'.' or (byte)'e' or (byte)'E' or (byte)'j' or (byte)'J')
            return ReadFraction();
        if (!nonzero)
            return CheckEnd("decimal");
        return RaiseAt(
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
            _source.CountCharacters(_lineStart, _start) + 1, _source.CountCharacters(_lineStart, behindZeros));
    }

    private bool ReadRadix(string name, int radix)
    {
        _cur++;
        do
        {
            if (_src[_cur] == '_')
                _cur++;
            if (!IsRadixDigit(_src[_cur], radix))
                return RaiseForDigit(name);
            while (IsRadixDigit(_src[_cur], radix))
                _cur++;
        }
        while (_src[_cur] == '_');
        return IsDigit(_src[_cur]) ? RaiseForDigit(name) : CheckEnd(name);
    }

    private static bool IsRadixDigit(int c, int radix) => radix == 16 ? char.IsAsciiHexDigit((char)c) : (uint)(c - '0') < radix;

    private bool RaiseForDigit(string name)
    {
        if (!IsDigit(_src[_cur]))
            return Raise($"invalid {name} literal");
        char digit = (char)_src[_cur++];
        return Raise($"invalid digit '{digit}' in {name} literal");
    }

    private bool ReadDecimal()
    {
        if (_src[_cur] != '.' && !ReadDigits())
            return false;
        return ReadFraction();
    }

    /// <summary>Digits with single underscores between them.</summary>
    private bool ReadDigits()
    {
        while (true)
        {
            while (IsDigit(_src[_cur]))
                _cur++;
            if (_src[_cur] != '_')
                return true;
            _cur++;
            if (!IsDigit(_src[_cur]))
                return Raise("invalid decimal literal");
        }
    }

    private bool ReadFraction()
    {
        if (_src[_cur] == '.')
        {
            _cur++;
            if (IsDigit(_src[_cur]) && !ReadDigits())
                return false;
        }
        if ((_src[_cur] | 0x20) == 'e')
        {
            int sign = _src[_cur + 1] is (byte)'+' or (byte)'-' ? 1 : 0;
            if (IsDigit(_src[_cur + 1 + sign]))
            {
                _cur += 1 + sign;
                if (!ReadDigits())
                    return false;
            }
            else if (sign != 0)
            {
                _cur += 2;
                return Raise("invalid decimal literal");
            }
            else
            {
                return CheckEnd("decimal");
            }
        }
        if ((_src[_cur] | 0x20) == 'j')
        {
            _cur++;
            return CheckEnd("imaginary");
        }
        return CheckEnd("decimal");
    }

    /// <summary>A keyword may follow a number without a space, which warns; another name may not.</summary>
    private bool CheckEnd(string name)
    {
        int c = _src[_cur];
        if (c >= 128 || !InIdentifier[c])
            return true;
        ReadOnlySpan<byte> rest = _src.AsSpan(_cur);
        bool keyword = c switch
        {
            'a' => rest.StartsWith("and"u8),
            'e' => rest.StartsWith("else"u8),
            'f' => rest.StartsWith("for"u8),
            'i' => rest.StartsWith("if"u8) || rest.StartsWith("in"u8) || rest.StartsWith("is"u8),
            'o' => rest.StartsWith("or"u8),
            'n' => rest.StartsWith("not"u8),
            _ => false,
        };
        if (!keyword)
            return Raise($"invalid {name} literal");
        Warn($"invalid {name} literal");
        return true;
    }
}
