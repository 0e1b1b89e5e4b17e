// From tokens to values: names, numbers, and the strings between quotes. Both parsers read literals through this class, so both
// meet the same errors at the same tokens; errors are thrown, warnings collected. See docs/internals/parser.md.
using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text;
using Vivarium.Bytecode.Constants;
using Vivarium.Compiler.Text;

namespace Vivarium.Compiler.Syntax;

internal sealed class LiteralReader(SourceText source, ParseOptions options, List<SyntaxWarning>? warnings)
{
    private readonly byte[] _bytes = source.Bytes;
    private string[] _names = new string[256];
    private int[] _nameHashes = new int[256];
    private int _nameCount;

    public SourceText Source => source;

    /// <summary>A name token's identifier, one string object per name.</summary>
    public string Name(in Token token)
    {
        ReadOnlySpan<byte> text = _bytes.AsSpan(token.Start, token.End - token.Start);
        uint hash = 2166136261;
        foreach (byte unit in text)
            hash = (hash ^ unit) * 16777619;
        hash ^= hash >> 15;
        int mask = _names.Length - 1;
        for (int slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            string? known = _names[slot];
            if (known is null)
                return AddName(slot, (int)hash, text);
            if (_nameHashes[slot] == (int)hash && Matches(known, text))
                return known;
        }
    }

    private static bool Matches(string known, ReadOnlySpan<byte> text)
    {
        if (known.Length != text.Length)
            return false;
        for (int i = 0; i < text.Length; i++)
        {
            if (known[i] != text[i])
                return false;
        }
        return true;
    }

    private string AddName(int slot, int hash, ReadOnlySpan<byte> text)
    {
        string name = Ascii.IsValid(text) ? Encoding.ASCII.GetString(text) : Identifiers.Normalize(text);
        _names[slot] = name;
        _nameHashes[slot] = hash;
        if (++_nameCount * 2 <= _names.Length)
            return name;
        (string[] names, int[] hashes) = (_names, _nameHashes);
        _names = new string[names.Length * 2];
        _nameHashes = new int[names.Length * 2];
        int mask = _names.Length - 1;
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i] is null)
                continue;
            int to = hashes[i] & mask;
            while (_names[to] is not null)
                to = (to + 1) & mask;
            _names[to] = names[i];
            _nameHashes[to] = hashes[i];
        }
        return name;
    }

    public string Text(in Token token) => source.Text(token.Start, token.End);

    public Constant Number(in Token token)
    {
        ReadOnlySpan<byte> text = _bytes.AsSpan(token.Start, token.End - token.Start);
        if (text.Length < 18 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
        {
            Utf8Parser.TryParse(text, out long small, out _);
            return SmallInts.Get(small);
        }
        Span<byte> buffer = text.Length <= 256 ? stackalloc byte[text.Length] : new byte[text.Length];
        int length = 0;
        foreach (byte unit in text)
        {
            if (unit != '_')
                buffer[length++] = unit;
        }
        ReadOnlySpan<byte> digits = buffer[..length];
        if (length > 1 && digits[0] == '0' && (digits[1] | 0x20) is 'x' or 'o' or 'b')
            return Constant.Of(Radix(digits[2..], (digits[1] | 0x20) == 'x' ? 4 : (digits[1] | 0x20) == 'o' ? 3 : 1));
        if ((digits[^1] | 0x20) == 'j')
            return new ComplexConstant(0, Float(digits[..^1]));
        if (digits.IndexOfAny(".eE"u8) >= 0)
            return Constant.Of(Float(digits));
        CheckDigits(length, token);
        return Constant.Of(BigInteger.Parse(Encoding.ASCII.GetString(digits), NumberStyles.None, CultureInfo.InvariantCulture));
    }

    private static double Float(ReadOnlySpan<byte> digits) => double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static BigInteger Radix(ReadOnlySpan<byte> digits, int bits)
    {
        byte[] value = new byte[(digits.Length * bits + 7) / 8];
        for (int i = 0; i < digits.Length; i++)
        {
            int c = digits[digits.Length - 1 - i];
            int digit = c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
            int at = i * bits;
            int shifted = digit << (at & 7);
            value[at >> 3] |= (byte)shifted;
            if (shifted > 255)
                value[(at >> 3) + 1] |= (byte)(shifted >> 8);
        }
        return new BigInteger(value, isUnsigned: true);
    }

    private void CheckDigits(int digits, in Token token)
    {
        if (options.IntMaxStrDigits == 0 || digits <= options.IntMaxStrDigits)
            return;
        int lineStart = source.LineStart(token.Lineno);
        throw new SyntaxException(
            SyntaxErrorKind.SyntaxError,
            $"Exceeds the limit ({options.IntMaxStrDigits} digits) for integer string conversion: value has {digits} digits; use "
            + "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid "
            + "decimal conversion limits.")
        {
            FileName = source.FileName,
            Lineno = token.Lineno,
            Offset = 0,
            EndLineno = token.EndLineno,
            EndOffset = 0,
            SourceLine = source.Text(lineStart, Math.Min(source.Length, source.LineEnd(lineStart) + 1)),
        };
    }

    /// <summary>A plain string token: <c>str</c> or <c>bytes</c>, with the <c>u</c> kind if it is written.</summary>
    public ConstantExpr String(in Token token)
    {
        int at = token.Start;
        bool raw = false, isBytes = false;
        string? kind = _bytes[at] == 'u' ? "u" : null;
        for (; _bytes[at] is not ((byte)'"' or (byte)'\''); at++)
        {
            int letter = _bytes[at] | 0x20;
            raw |= letter == 'r';
            isBytes |= letter == 'b';
        }
        int quotes = token.End - at >= 6 && _bytes[at + 1] == _bytes[at] && _bytes[at + 2] == _bytes[at] ? 3 : 1;
        ReadOnlySpan<byte> text = _bytes.AsSpan(at + quotes, token.End - at - 2 * quotes);
        Constant value = isBytes ? Bytes(text, raw, token) : new StrConstant(Decode(text, raw, token, token));
        var node = new ConstantExpr(value, kind)
        {
            Lineno = token.Lineno,
            ColOffset = token.ColOffset,
            EndLineno = token.EndLineno,
            EndColOffset = token.EndColOffset,
        };
        return node;
    }

    private BytesConstant Bytes(ReadOnlySpan<byte> text, bool raw, in Token token)
    {
        if (!Ascii.IsValid(text))
            throw Errors.AtToken(source, token, "bytes can only contain ASCII literal characters");
        if (raw || !text.Contains((byte)'\\'))
            return new BytesConstant(text.ToArray());
        var decoder = new EscapeDecoder(text, null);
        byte[] bytes = decoder.DecodeBytes() ?? throw Errors.AtToken(source, token, $"(value error) {decoder.Problem}");
        WarnInvalidEscape(ref decoder, text, token);
        return new BytesConstant(bytes);
    }

    /// <summary>The text of a middle token of an f-string, whose last token stands for the place of warnings.</summary>
    public PyText Middle(in Token token, bool raw, in Token warnAt) =>
        Decode(_bytes.AsSpan(token.Start, token.End - token.Start), raw, token, warnAt);

    /// <summary>The text of a middle token in a format spec; CPython lets the codec's own error through here.</summary>
    public PyText SpecMiddle(in Token token, bool raw)
    {
        ReadOnlySpan<byte> text = _bytes.AsSpan(token.Start, token.End - token.Start);
        if (!raw && text.Contains((byte)'\\'))
        {
            var decoder = new EscapeDecoder(text, options.CharacterByName);
            if (decoder.DecodeText() is null)
                throw new SyntaxException(SyntaxErrorKind.UnicodeDecodeError, decoder.Problem!);
        }
        return Decode(text, raw, token, token);
    }

    private PyText Decode(ReadOnlySpan<byte> text, bool raw, in Token token, in Token warnAt)
    {
        if (raw || !text.Contains((byte)'\\'))
            return text.IsEmpty ? PyText.Empty : PyText.FromUtf8(text.ToArray());
        var decoder = new EscapeDecoder(text, options.CharacterByName);
        PyText decoded = decoder.DecodeText() ?? throw Errors.AtToken(source, token, $"(unicode error) {decoder.Problem}");
        WarnInvalidEscape(ref decoder, text, warnAt);
        return decoded;
    }

    private void WarnInvalidEscape(ref EscapeDecoder decoder, ReadOnlySpan<byte> text, in Token at)
    {
        if (decoder.InvalidEscape < 0 || warnings is null)
            return;
        string escape = decoder.InvalidEscapeText;
        // The tokenizer warned of "\{" and "\}" already.
        if (at.Kind is not TokenKind.String && escape is "{" or "}")
            return;
        int lineno = at.Lineno + text[..decoder.InvalidEscape].Count((byte)'\n');
        string what = escape.Length == 3 ? "octal escape" : "escape";
        warnings.Add(new SyntaxWarning(
            $"\"\\{escape}\" is an invalid {what} sequence. Such sequences will not work in the future. "
            + $"Did you mean \"\\\\{escape}\"? A raw string is also an option.",
            lineno, at.ColOffset, at.EndLineno, at.EndColOffset));
    }
}

/// <summary>The ints that sources are full of, made once.</summary>
internal static class SmallInts
{
    private static readonly Constant[] Cache = [.. Enumerable.Range(0, 257).Select(i => Constant.Of(new BigInteger(i)))];

    public static Constant Get(long value) => (ulong)value < (ulong)Cache.Length ? Cache[value] : Constant.Of(new BigInteger(value));
}
