// Reading a JSON string up to its closing quote. Stretches without escapes are copied at once; a string that has none is one copy of the text. See docs/internals/json.md.
using System.Buffers;

namespace Vivarium.Stdlib.Json;

internal static unsafe class JsonStrings<TChar>
    where TChar : unmanaged, IEquatable<TChar>
{
    /// <summary>Characters looked at one by one before a search by vectors pays.</summary>
    private const nint ShortRun = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint At(TChar* data, nint index) => sizeof(TChar) == 1 ? ((byte*)data)[index] : sizeof(TChar) == 2 ? ((ushort*)data)[index] : ((uint*)data)[index];

    /// <summary>The index of the first quote, backslash or control character from start; the length when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint EndOfRun(TChar* data, nint start, nint length)
    {
        nint stop = nint.Min(length, start + ShortRun);
        for (nint i = start; i < stop; i++)
        {
            uint ch = At(data, i);
            if (ch is '"' or '\\' or < ' ')
                return i;
        }
        return stop == length ? length : EndOfLongRun(data, stop, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint EndOfLongRun(TChar* data, nint start, nint length)
    {
        if (sizeof(TChar) == 1)
        {
            int found = new ReadOnlySpan<byte>((byte*)data + start, (int)(length - start)).IndexOfAny(JsonCharacters.EndsRun);
            return found < 0 ? length : start + found;
        }
        for (; start < length; start++)
        {
            if (At(data, start) is '"' or '\\' or < ' ')
                break;
        }
        return start;
    }

    /// <summary>The string whose first character is at <paramref name="start"/>; *next is behind its closing quote.</summary>
    public static PyObject* Scan(ThreadState* ts, PyObject* text, TChar* data, nint length, nint start, bool strict, nint* next)
    {
        nint end = EndOfRun(data, start, length);
        if (end < length && At(data, end) == '"')
        {
            *next = end + 1;
            return Piece(ts, text, data, start, end);
        }
        return ScanPieces(ts, text, data, length, start, end, strict, next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* Piece(ThreadState* ts, PyObject* text, TChar* data, nint start, nint end)
    {
        if (start == end)
            return PyUnicode.Empty;
        return sizeof(TChar) == 1 && PyUnicode.IsAscii(text)
            ? PyUnicode.FromAscii(ts, new ReadOnlySpan<byte>((byte*)data + start, (int)(end - start)))
            : PyUnicode.FromKindAndData(ts, sizeof(TChar), data + start, end - start);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyObject* ScanPieces(ThreadState* ts, PyObject* text, TChar* data, nint length, nint start, nint end, bool strict, nint* next)
    {
        var writer = new UnicodeWriter(ts);
        nint from = start;
        while (true)
        {
            writer.WriteSubstring(text, from, end);
            if (end >= length)
                return Fail(ts, ref writer, "Unterminated string starting at", text, start - 1);
            uint ch = At(data, end);
            if (ch == '"')
            {
                *next = end + 1;
                return writer.Finish();
            }
            if (ch == '\\')
            {
                from = Escape(ts, ref writer, text, data, length, end, start);
                if (from < 0)
                    return null;
            }
            else if (strict)
            {
                return Fail(ts, ref writer, "Invalid control character at", text, end);
            }
            else
            {
                writer.WriteChar(ch);
                from = end + 1;
            }
            end = EndOfRun(data, from, length);
        }
    }

    private static PyObject* Fail(ThreadState* ts, ref UnicodeWriter writer, string message, PyObject* text, nint place)
    {
        writer.Dispose();
        return JsonErrors.Decode(ts, message, text, place);
    }

    /// <summary>Writes the character of the escape whose backslash is at the place; the index behind it, or -1 on error.</summary>
    private static nint Escape(ThreadState* ts, ref UnicodeWriter writer, PyObject* text, TChar* data, nint length, nint place, nint start)
    {
        const uint HighStart = 0xD800;
        const uint LowStart = 0xDC00;
        const uint LowEnd = 0xDFFF;
        nint at = place + 1;
        if (at >= length)
        {
            Fail(ts, ref writer, "Unterminated string starting at", text, start - 1);
            return -1;
        }
        uint code = At(data, at);
        uint ch = code switch
        {
            '"' or '\\' or '/' => code,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => 0,
        };
        if (code != 'u')
        {
            if (ch == 0)
                Fail(ts, ref writer, "Invalid \\escape", text, place);
            else
                writer.WriteChar(ch);
            return ch == 0 ? -1 : at + 1;
        }
        if (!Hex(data, length, at + 1, out ch))
        {
            Fail(ts, ref writer, "Invalid \\uXXXX escape", text, at);
            return -1;
        }
        nint next = at + 5;
        if (ch is >= HighStart and < LowStart && next + 6 < length && At(data, next) == '\\' && At(data, next + 1) == 'u')
        {
            if (!Hex(data, length, next + 2, out uint low))
            {
                Fail(ts, ref writer, "Invalid \\uXXXX escape", text, next + 1);
                return -1;
            }
            if (low is >= LowStart and <= LowEnd)
            {
                ch = 0x10000 + ((ch - HighStart) << 10) + (low - LowStart);
                next += 6;
            }
        }
        writer.WriteChar(ch);
        return next;
    }

    /// <summary>Four hexadecimal digits.</summary>
    private static bool Hex(TChar* data, nint length, nint at, out uint value)
    {
        const int Digits = 4;
        value = 0;
        if (at + Digits > length)
            return false;
        for (nint i = at; i < at + Digits; i++)
        {
            uint ch = At(data, i);
            if (ch > 0x7F || !char.IsAsciiHexDigit((char)ch))
                return false;
            value = (value << 4) | (ch <= '9' ? ch - '0' : (ch | 0x20) - 'a' + 10);
        }
        return true;
    }
}

internal static class JsonCharacters
{
    /// <summary>What ends a stretch of ordinary characters in a string.</summary>
    public static readonly SearchValues<byte> EndsRun = SearchValues.Create(MakeEndsRun());

    private static byte[] MakeEndsRun()
    {
        byte[] ends = new byte[' ' + 2];
        for (int i = 0; i < ' '; i++)
            ends[i] = (byte)i;
        ends[' '] = (byte)'"';
        ends[' ' + 1] = (byte)'\\';
        return ends;
    }
}
