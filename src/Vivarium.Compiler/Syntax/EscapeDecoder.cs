// Escape sequences of str and bytes literals. Positions in error messages count every character above ASCII as ten bytes, because CPython
// rewrites such characters as \UXXXXXXXX before it decodes. The first invalid escape is reported to the caller, who warns.
using System.Buffers;
using System.Text;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Syntax;

/// <summary>Decodes one literal's text; <see cref="Problem"/> says what is wrong with it.</summary>
internal ref struct EscapeDecoder(ReadOnlySpan<byte> text, Func<string, int>? characterByName)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>The message of the error that ended decoding, without its "(unicode error)" prefix.</summary>
    public string? Problem { get; private set; }

    /// <summary>Offset behind the backslash of the first escape that means nothing, or -1.</summary>
    public int InvalidEscape { get; private set; } = -1;

    /// <summary>The text to warn with: one character, or three octal digits.</summary>
    public readonly string InvalidEscapeText
    {
        get
        {
            int length = _text[InvalidEscape] is >= (byte)'4' and <= (byte)'7' && InvalidEscape + 3 <= _text.Length
                && IsOctal(_text[InvalidEscape + 1]) && IsOctal(_text[InvalidEscape + 2]) ? 3 : 1;
            if (length == 1)
            {
                Rune.DecodeFromUtf8(_text[InvalidEscape..], out Rune rune, out _);
                return rune.ToString();
            }
            return Encoding.ASCII.GetString(_text.Slice(InvalidEscape, length));
        }
    }

    private static bool IsOctal(int c) => c is >= '0' and <= '7';

    public PyText? DecodeText()
    {
        var builder = new PyTextBuilder();
        while (_at < _text.Length)
        {
            int backslash = _text[_at..].IndexOf((byte)'\\');
            int run = backslash < 0 ? _text.Length - _at : backslash;
            if (run > 0)
                builder.Append(PyText.FromUtf8(_text.Slice(_at, run).ToArray()));
            _at += run;
            if (backslash >= 0 && !DecodeTextEscape(builder))
                return null;
        }
        return builder.ToText();
    }

    private bool DecodeTextEscape(PyTextBuilder builder)
    {
        int start = _at++;
        if (_at == _text.Length)
        {
            // Only "\{" in an f-string leaves a backslash at the end.
            builder.Append('\\');
            return true;
        }
        int c = _text[_at++];
        switch (c)
        {
            case '\n':
                return true;
            case 'x':
                return DecodeHex(builder, start, 2, "truncated \\xXX escape");
            case 'u':
                return DecodeHex(builder, start, 4, "truncated \\uXXXX escape");
            case 'U':
                return DecodeHex(builder, start, 8, "truncated \\UXXXXXXXX escape");
            case 'N':
                return DecodeName(builder, start);
        }
        int simple = Simple(c);
        if (simple >= 0)
            builder.Append(simple);
        else if (IsOctal(c))
            builder.Append(DecodeOctal(c));
        else
        {
            // A backslash before a character above ASCII stands for itself, without a warning.
            if (c < 0x80)
                NoteInvalid(start + 1);
            builder.Append('\\');
            _at--;
            Rune.DecodeFromUtf8(_text[_at..], out Rune rune, out int length);
            builder.Append(rune.Value);
            _at += length;
        }
        return true;
    }

    private static int Simple(int c) => c switch
    {
        '\\' or '\'' or '"' => c,
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => 7,
        'b' => '\b',
        'f' => '\f',
        'v' => '\v',
        _ => -1,
    };

    private int DecodeOctal(int c)
    {
        int start = _at - 1;
        int value = c - '0';
        for (int i = 0; i < 2 && _at < _text.Length && IsOctal(_text[_at]); i++)
            value = (value << 3) + _text[_at++] - '0';
        if (value > 255)
            NoteInvalid(start);
        return value;
    }

    private void NoteInvalid(int at)
    {
        if (InvalidEscape < 0)
            InvalidEscape = at;
    }

    private bool DecodeHex(PyTextBuilder builder, int start, int digits, string problem)
    {
        uint value = 0;
        for (int i = 0; i < digits; i++, _at++)
        {
            if (_at == _text.Length || !char.IsAsciiHexDigit((char)_text[_at]))
                return Fail(start, _at, problem);
            value = (value << 4) | (uint)HexValue(_text[_at]);
        }
        if (value > 0x10FFFF)
            return Fail(start, _at, "illegal Unicode character");
        builder.Append((int)value);
        return true;
    }

    private static int HexValue(int c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    private bool DecodeName(PyTextBuilder builder, int start)
    {
        const string malformed = "malformed \\N character escape";
        if (_at == _text.Length || _text[_at] != '{')
            return Fail(start, _at, malformed);
        int close = _text[_at..].IndexOf((byte)'}');
        if (close < 0)
            return Fail(start, _text.Length, malformed);
        if (close == 1)
            return Fail(start, _at + 1, malformed);
        string name = Encoding.UTF8.GetString(_text.Slice(_at + 1, close - 1));
        _at += close + 1;
        int character = characterByName is null ? -1 : characterByName(name);
        if (character < 0)
            return Fail(start, _at, "unknown Unicode character name");
        builder.Append(character);
        return true;
    }

    private bool Fail(int start, int end, string reason)
    {
        int first = EscapedLength(start), last = EscapedLength(end) - 1;
        string where = first == last ? $"byte 0x5c in position {first}" : $"bytes in position {first}-{last}";
        Problem = $"'unicodeescape' codec can't decode {where}: {reason}";
        return false;
    }

    /// <summary>How long the text in front of an offset is in the form CPython decodes.</summary>
    private readonly int EscapedLength(int offset)
    {
        int length = 0;
        for (int i = 0; i < offset; i++)
        {
            byte unit = _text[i];
            if (unit == '\\')
            {
                length++;
                if (i + 1 == _text.Length || _text[i + 1] >= 128)
                    length += 5;
                else if (i + 1 < offset)
                    length += (i++) >= 0 ? 1 : 0;
            }
            else if (unit < 128)
            {
                length++;
            }
            else if ((unit & 0xC0) != 0x80)
            {
                length += 10;
            }
        }
        return length;
    }

    public byte[]? DecodeBytes()
    {
        var bytes = new ArrayBufferWriter<byte>(_text.Length);
        while (_at < _text.Length)
        {
            int start = _at;
            int c = _text[_at++];
            if (c != '\\')
            {
                Put(bytes, c);
                continue;
            }
            c = _text[_at++];
            if (c == '\n')
                continue;
            int simple = Simple(c);
            if (simple >= 0)
            {
                Put(bytes, simple);
            }
            else if (IsOctal(c))
            {
                Put(bytes, DecodeOctal(c));
            }
            else if (c == 'x')
            {
                if (_at + 2 > _text.Length || !char.IsAsciiHexDigit((char)_text[_at]) || !char.IsAsciiHexDigit((char)_text[_at + 1]))
                {
                    Problem = $"invalid \\x escape at position {start}";
                    return null;
                }
                Put(bytes, (HexValue(_text[_at]) << 4) | HexValue(_text[_at + 1]));
                _at += 2;
            }
            else
            {
                NoteInvalid(start + 1);
                Put(bytes, '\\');
                Put(bytes, c);
            }
        }
        return bytes.WrittenSpan.ToArray();
    }

    private static void Put(ArrayBufferWriter<byte> bytes, int value)
    {
        bytes.GetSpan(1)[0] = (byte)value;
        bytes.Advance(1);
    }
}
