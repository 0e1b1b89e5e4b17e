// unicode_escape, raw_unicode_escape, and the escapes of bytes literals (escape_decode, escape_encode). See docs/internals/codecs.md.
namespace Vivarium.Runtime.Codecs;

internal static unsafe class EscapeCodecs
{
    /// <summary>With consumed, an escape that may go on is left. Unknown escapes stay, with a DeprecationWarning for the first.</summary>
    public static PyObject* DecodeUnicodeEscape(ThreadState* ts, ReadOnlySpan<byte> bytes, string? errors, nint* consumed)
    {
        using var handling = new DecodeErrors(ts, "unicodeescape", errors, bytes);
        var writer = new UnicodeWriter(ts);
        string? invalid = null;
        nint i = 0;
        while (i < bytes.Length && !writer.Failed)
        {
            int plain = bytes[(int)i..].IndexOf((byte)'\\');
            nint end = plain < 0 ? bytes.Length : i + plain;
            writer.WriteLatin1(bytes[(int)i..(int)end]);
            i = end;
            if (i == bytes.Length)
                break;
            nint start = i++;
            string? error = DecodeEscape(ts, ref writer, bytes, ref i, start, ref invalid);
            if (error == null)
                continue;
            if (i >= bytes.Length && consumed != null && error is not ("illegal Unicode character" or "unknown Unicode character name"))
            {
                i = start;
                break;
            }
            i = handling.Handle(ref writer, start, i, error);
            bytes = handling.Bytes;
        }
        if (consumed != null)
            *consumed = i;
        PyObject* result = writer.Finish();
        if (result == null || invalid == null || Warn(ts, invalid) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    private static Status Warn(ThreadState* ts, string escape)
    {
        bool octal = escape[^1] is >= '0' and <= '7' && escape.Length > 3;
        string message = $"\"{escape}\" is an invalid {(octal ? "octal " : "")}escape sequence. Such sequences will not work in the future. ";
        return Err.Warn(ts, Exc.DeprecationWarning, message, 1);
    }

    /// <summary>
    /// What follows a backslash; null when it was fine (or failed with an exception), else the reason with i after the wrong bytes.
    /// </summary>
    private static string? DecodeEscape(ThreadState* ts, ref UnicodeWriter writer, ReadOnlySpan<byte> bytes, ref nint i, nint start,
        ref string? invalid)
    {
        if (i >= bytes.Length)
            return "\\ at end of string";
        byte ch = bytes[(int)i++];
        switch (ch)
        {
            case (byte)'\n': return null;
            case >= (byte)'0' and <= (byte)'7':
            {
                uint value = (uint)(ch - '0');
                for (int k = 0; k < 2 && i < bytes.Length && bytes[(int)i] is >= (byte)'0' and <= (byte)'7'; k++)
                    value = value * 8 + (uint)(bytes[(int)i++] - '0');
                if (value > 255)
                    invalid ??= "\\" + Convert.ToString(value, 8);
                writer.WriteChar(value);
                return null;
            }
            case (byte)'x': return DecodeHex(ref writer, bytes, ref i, 2, "truncated \\xXX escape", "");
            case (byte)'u': return DecodeHex(ref writer, bytes, ref i, 4, "truncated \\uXXXX escape", "");
            case (byte)'U': return DecodeHex(ref writer, bytes, ref i, 8, "truncated \\UXXXXXXXX escape", "illegal Unicode character");
            case (byte)'N': return DecodeName(ts, ref writer, bytes, ref i);
        }
        int simple = SimpleEscape(ch);
        if (simple >= 0)
        {
            writer.WriteChar((uint)simple);
            return null;
        }
        invalid ??= "\\" + (char)ch;
        writer.WriteChar('\\');
        writer.WriteChar(ch);
        return null;
    }

    private static int SimpleEscape(byte ch) => ch switch
    {
        (byte)'\\' or (byte)'\'' or (byte)'"' => ch,
        (byte)'a' => 7,
        (byte)'b' => 8,
        (byte)'f' => 12,
        (byte)'n' => 10,
        (byte)'r' => 13,
        (byte)'t' => 9,
        (byte)'v' => 11,
        _ => -1,
    };

    private static string? DecodeHex(ref UnicodeWriter writer, ReadOnlySpan<byte> bytes, ref nint i, int digits, string truncated,
        string outOfRange)
    {
        uint value = 0;
        for (int k = 0; k < digits; k++)
        {
            int digit = i < bytes.Length ? ByteMethods.HexDigit(bytes[(int)i]) : -1;
            if (digit < 0)
                return truncated;
            value = value << 4 | (uint)digit;
            i++;
        }
        if (value > PyUnicode.MaxCodePoint)
            return outOfRange;
        writer.WriteChar(value);
        return null;
    }

    private static string? DecodeName(ThreadState* ts, ref UnicodeWriter writer, ReadOnlySpan<byte> bytes, ref nint i)
    {
        if (i >= bytes.Length || bytes[(int)i] != '{')
            return "malformed \\N character escape";
        nint start = ++i;
        int length = bytes[(int)start..].IndexOf((byte)'}');
        if (length <= 0)
        {
            i = length == 0 ? start : bytes.Length;
            return "malformed \\N character escape";
        }
        i = start + length + 1;
        PyObject* found = CharacterNames.Find(ts, bytes.Slice((int)start, length));
        if (found == null)
        {
            if (!Err.Occurred(ts))
                return "unknown Unicode character name";
            writer.Fail();
            return null;
        }
        if (PyUnicode.Length(found) == 1)
        {
            writer.WriteSteal(found);
            return null;
        }
        Ref.Dec(ts, found);
        return "unknown Unicode character name";
    }

    public static PyObject* EncodeUnicodeEscape(ThreadState* ts, PyObject* o)
    {
        var writer = new BytesWriter(ts);
        for (nint i = 0, n = PyUnicode.Length(o); i < n && !writer.Failed; i++)
        {
            uint ch = PyUnicode.ReadChar(o, i);
            switch (ch)
            {
                case '\\': writer.Write("\\\\"u8); break;
                case '\t': writer.Write("\\t"u8); break;
                case '\n': writer.Write("\\n"u8); break;
                case '\r': writer.Write("\\r"u8); break;
                case >= 0x20 and < 0x7F: writer.WriteByte((byte)ch); break;
                default: WriteHexEscape(ref writer, ch); break;
            }
        }
        return writer.Finish();
    }

    private static void WriteHexEscape(ref BytesWriter writer, uint ch)
    {
        int digits = ch < 0x100 ? 2 : ch < 0x10000 ? 4 : 8;
        writer.WriteByte((byte)'\\');
        writer.WriteByte((byte)(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U'));
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
            writer.WriteByte("0123456789abcdef"u8[(int)(ch >> shift) & 15]);
    }

    public static PyObject* EncodeRawUnicodeEscape(ThreadState* ts, PyObject* o)
    {
        if (PyUnicode.Kind(o) == 1)
            return PyBytes.FromSpan(ts, PyUnicode.Span1(o));
        var writer = new BytesWriter(ts);
        for (nint i = 0, n = PyUnicode.Length(o); i < n && !writer.Failed; i++)
        {
            uint ch = PyUnicode.ReadChar(o, i);
            if (ch < 0x100)
                writer.WriteByte((byte)ch);
            else
                WriteHexEscape(ref writer, ch);
        }
        return writer.Finish();
    }

    /// <summary>Only \uNNNN and \UNNNNNNNN after an odd number of backslashes are escapes.</summary>
    public static PyObject* DecodeRawUnicodeEscape(ThreadState* ts, ReadOnlySpan<byte> bytes, string? errors, nint* consumed)
    {
        using var handling = new DecodeErrors(ts, "rawunicodeescape", errors, bytes);
        var writer = new UnicodeWriter(ts);
        nint i = 0;
        while (i < bytes.Length && !writer.Failed)
        {
            byte ch = bytes[(int)i];
            if (ch != '\\')
            {
                writer.WriteChar(ch);
                i++;
                continue;
            }
            nint start = i++;
            if (i >= bytes.Length && consumed != null)
            {
                i = start;
                break;
            }
            byte letter = i < bytes.Length ? bytes[(int)i] : (byte)0;
            if (letter is not ((byte)'u' or (byte)'U'))
            {
                writer.WriteChar('\\');
                if (i < bytes.Length)
                {
                    writer.WriteChar(letter);
                    i++;
                }
                continue;
            }
            i++;
            string? error = letter == 'u'
                ? DecodeHex(ref writer, bytes, ref i, 4, "truncated \\uXXXX escape", "")
                : DecodeHex(ref writer, bytes, ref i, 8, "truncated \\UXXXXXXXX escape", "\\Uxxxxxxxx out of range");
            if (error == null)
                continue;
            if (i >= bytes.Length && consumed != null && error[0] == 't')
            {
                i = start;
                break;
            }
            i = handling.Handle(ref writer, start, i, error);
            bytes = handling.Bytes;
        }
        if (consumed != null)
            *consumed = i;
        return writer.Finish();
    }

    /// <summary>The escapes of a bytes literal.</summary>
    public static PyObject* DecodeBytesEscape(ThreadState* ts, ReadOnlySpan<byte> bytes, string? errors)
    {
        var writer = new BytesWriter(ts);
        string? invalid = null;
        for (int i = 0; i < bytes.Length && !writer.Failed;)
        {
            byte ch = bytes[i++];
            if (ch != '\\')
            {
                writer.WriteByte(ch);
                continue;
            }
            if (i >= bytes.Length)
            {
                writer.Dispose();
                return Err.Value(ts, "Trailing \\ in string");
            }
            ch = bytes[i++];
            if (ch == '\n')
                continue;
            if (ch is >= (byte)'0' and <= (byte)'7')
            {
                int value = ch - '0';
                for (int k = 0; k < 2 && i < bytes.Length && bytes[i] is >= (byte)'0' and <= (byte)'7'; k++)
                    value = value * 8 + (bytes[i++] - '0');
                if (value > 255)
                    invalid ??= "\\" + Convert.ToString(value, 8);
                writer.WriteByte((byte)value);
            }
            else if (ch == 'x')
            {
                if (!DecodeByte(ts, ref writer, bytes, ref i, errors))
                    return writer.Finish();
            }
            else if (SimpleEscape(ch) is int simple and >= 0)
            {
                writer.WriteByte((byte)simple);
            }
            else
            {
                invalid ??= "\\" + (char)ch;
                writer.WriteByte((byte)'\\');
                writer.WriteByte(ch);
            }
        }
        PyObject* result = writer.Finish();
        if (result == null || invalid == null)
            return result;
        bool octal = invalid.Length > 3;
        string message = $"b\"{invalid}\" is an invalid {(octal ? "octal " : "")}escape sequence. Such sequences will not work in the future. ";
        if (Err.Warn(ts, Exc.DeprecationWarning, message, 1) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    private static bool DecodeByte(ThreadState* ts, ref BytesWriter writer, ReadOnlySpan<byte> bytes, ref int i, string? errors)
    {
        int high = i < bytes.Length ? ByteMethods.HexDigit(bytes[i]) : -1;
        int low = high >= 0 && i + 1 < bytes.Length ? ByteMethods.HexDigit(bytes[i + 1]) : -1;
        if (low >= 0)
        {
            i += 2;
            return writer.WriteByte((byte)(high << 4 | low));
        }
        int start = i - 2;
        if (high >= 0)
            i++;
        switch (errors)
        {
            case null or "strict":
                Err.Value(ts, $"invalid \\x escape at position {start}");
                return writer.Fail();
            case "replace":
                return writer.WriteByte((byte)'?');
            case "ignore":
                return true;
            default:
                Err.Value(ts, $"decoding error; unknown error handling code: {errors}");
                return writer.Fail();
        }
    }

    /// <summary>The inside of repr(bytes) in single quotes.</summary>
    public static PyObject* EncodeBytesEscape(ThreadState* ts, ReadOnlySpan<byte> bytes)
    {
        var writer = new BytesWriter(ts);
        foreach (byte ch in bytes)
        {
            switch (ch)
            {
                case (byte)'\\' or (byte)'\'':
                    writer.WriteByte((byte)'\\');
                    writer.WriteByte(ch);
                    break;
                case (byte)'\t': writer.Write("\\t"u8); break;
                case (byte)'\n': writer.Write("\\n"u8); break;
                case (byte)'\r': writer.Write("\\r"u8); break;
                case >= 0x20 and < 0x7F: writer.WriteByte(ch); break;
                default: WriteHexEscape(ref writer, ch); break;
            }
        }
        return writer.Finish();
    }
}
