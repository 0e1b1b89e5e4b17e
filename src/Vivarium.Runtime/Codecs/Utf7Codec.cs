// UTF-7 (RFC 2152): ASCII as it is, the rest as runs of base 64 between '+' and '-'. See docs/internals/codecs.md.
namespace Vivarium.Runtime.Codecs;

internal static unsafe class Utf7Codec
{
    private static ReadOnlySpan<byte> Alphabet => "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8;

    /// <summary>Encoded as they are: letters, digits, most punctuation and blanks; not '+', '\', '~' and controls.</summary>
    private static bool IsDirect(uint ch) => ch is >= 0x20 and < 0x7E and not ('+' or '\\') or '\t' or '\n' or '\r';

    private static bool IsBase64(uint ch) => ch is >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= '0' and <= '9' or '+' or '/';

    private static uint Value(uint ch) => ch switch
    {
        >= 'A' and <= 'Z' => ch - 'A',
        >= 'a' and <= 'z' => ch - 'a' + 26,
        >= '0' and <= '9' => ch - '0' + 52,
        '+' => 62,
        _ => 63,
    };

    public static PyObject* Encode(ThreadState* ts, PyObject* o)
    {
        var writer = new BytesWriter(ts);
        bool shifted = false;
        uint buffer = 0;
        int bits = 0;
        int kind = PyUnicode.Kind(o);
        void* data = PyUnicode.Data(o);
        for (nint i = 0, n = PyUnicode.Length(o); i < n && !writer.Failed; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            if (IsDirect(ch))
            {
                if (shifted)
                {
                    Flush(ref writer, ref buffer, ref bits);
                    shifted = false;
                    if (IsBase64(ch) || ch == '-')
                        writer.WriteByte((byte)'-');
                }
                writer.WriteByte((byte)ch);
                continue;
            }
            if (!shifted)
            {
                writer.WriteByte((byte)'+');
                if (ch == '+')
                {
                    writer.WriteByte((byte)'-');
                    continue;
                }
                shifted = true;
            }
            if (ch >= 0x10000)
            {
                WriteUnit(ref writer, 0xD800 + (ch - 0x10000 >> 10), ref buffer, ref bits);
                ch = 0xDC00 + (ch - 0x10000 & 0x3FF);
            }
            WriteUnit(ref writer, ch, ref buffer, ref bits);
        }
        Flush(ref writer, ref buffer, ref bits);
        if (shifted)
            writer.WriteByte((byte)'-');
        return writer.Finish();
    }

    private static void WriteUnit(ref BytesWriter writer, uint unit, ref uint buffer, ref int bits)
    {
        buffer = buffer << 16 | unit;
        for (bits += 16; bits >= 6; bits -= 6)
            writer.WriteByte(Alphabet[(int)(buffer >> (bits - 6)) & 63]);
        buffer &= (1u << bits) - 1;
    }

    private static void Flush(ref BytesWriter writer, ref uint buffer, ref int bits)
    {
        if (bits > 0)
            writer.WriteByte(Alphabet[(int)(buffer << (6 - bits)) & 63]);
        buffer = 0;
        bits = 0;
    }

    /// <summary>With consumed, a run that has not ended is left.</summary>
    public static PyObject* Decode(ThreadState* ts, ReadOnlySpan<byte> bytes, string? errors, nint* consumed)
    {
        using var handling = new DecodeErrors(ts, "utf7", errors, bytes);
        var writer = new UnicodeWriter(ts);
        var run = default(Run);
        nint i = 0;
        while (!writer.Failed)
        {
            string? error = null;
            nint start = i;
            if (i >= bytes.Length)
            {
                if (!run.active || consumed != null)
                    break;
                start = run.start;
                run.active = false;
                if (run.surrogate == 0 && run.bits < 6 && (run.bits == 0 || run.buffer == 0))
                    break;
                error = "unterminated shift sequence";
            }
            else if (run.active)
            {
                start = run.start;
                error = Continue(ref writer, ref run, bytes, ref i);
            }
            else if (bytes[(int)i] == '+')
            {
                error = Begin(ref writer, ref run, bytes, ref i);
            }
            else if (bytes[(int)i] < 0x80)
            {
                writer.WriteChar(bytes[(int)i++]);
            }
            else
            {
                i++;
                error = "unexpected special character";
            }
            if (error != null)
            {
                i = handling.Handle(ref writer, start, i, error);
                bytes = handling.Bytes;
            }
        }
        if (consumed != null)
        {
            *consumed = run.active ? run.start : i;
            if (run.active)
                writer.Truncate(run.outputStart);
        }
        return writer.Finish();
    }

    /// <summary>A run of base 64 being read.</summary>
    private struct Run
    {
        public bool active;
        public nint start;
        public nint outputStart;
        public uint buffer;
        public int bits;
        public uint surrogate;
    }

    private static string? Begin(ref UnicodeWriter writer, ref Run run, ReadOnlySpan<byte> bytes, ref nint i)
    {
        nint start = i++;
        if (i < bytes.Length && bytes[(int)i] == '-')
        {
            i++;
            writer.WriteChar('+');
            return null;
        }
        if (i < bytes.Length && !IsBase64(bytes[(int)i]))
        {
            i++;
            return "ill-formed sequence";
        }
        run = new Run { active = true, start = start, outputStart = writer.Length };
        return null;
    }

    private static string? Continue(ref UnicodeWriter writer, ref Run run, ReadOnlySpan<byte> bytes, ref nint i)
    {
        uint ch = bytes[(int)i];
        if (!IsBase64(ch))
            return End(ref writer, ref run, ch, ref i);
        i++;
        run.buffer = run.buffer << 6 | Value(ch);
        run.bits += 6;
        if (run.bits < 16)
            return null;
        run.bits -= 16;
        uint unit = run.buffer >> run.bits;
        run.buffer &= (1u << run.bits) - 1;
        uint high = run.surrogate;
        run.surrogate = 0;
        if (high != 0 && unit - 0xDC00 < 0x400)
        {
            writer.WriteChar(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00));
            return null;
        }
        if (high != 0)
            writer.WriteChar(high);
        if (unit - 0xD800 < 0x400)
            run.surrogate = unit;
        else
            writer.WriteChar(unit);
        return null;
    }

    private static string? End(ref UnicodeWriter writer, ref Run run, uint ch, ref nint i)
    {
        run.active = false;
        if (run.bits >= 6 || run.buffer != 0)
        {
            i++;
            return run.bits >= 6 ? "partial character in base64 sequence" : "non-zero padding bits in shift sequence";
        }
        if (run.surrogate != 0 && ch < 0x80)
            writer.WriteChar(run.surrogate);
        if (ch == '-')
            i++;
        return null;
    }
}
