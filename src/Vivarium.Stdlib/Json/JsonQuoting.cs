// Strings as JSON, written straight into a writer. A string that needs no escapes is one copy. See docs/internals/json.md.
using System.Buffers;

namespace Vivarium.Stdlib.Json;

internal static unsafe class JsonQuoting
{
    /// <summary>The ASCII characters that stand for themselves in JSON.</summary>
    private static readonly SearchValues<byte> s_plain = SearchValues.Create(
        " !#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"u8);

    private const int ShortLength = 16;

    public static bool Write(ref UnicodeWriter writer, PyObject* text, bool asciiOnly)
    {
        nint length = PyUnicode.Length(text);
        if (PyUnicode.IsAscii(text))
        {
            byte* data = (byte*)PyUnicode.Data(text);
            if (IsPlain(data, length))
            {
                if (!writer.Prepare(length + 2, 0x7F))
                    return false;
                writer.WriteChar('"');
                writer.WriteAscii(new ReadOnlySpan<byte>(data, (int)length));
                return writer.WriteChar('"');
            }
        }
        return WriteEscaped(ref writer, text, length, asciiOnly);
    }

    private static bool IsPlain(byte* data, nint length)
    {
        if (length > ShortLength)
            return new ReadOnlySpan<byte>(data, (int)length).IndexOfAnyExcept(s_plain) < 0;
        for (nint i = 0; i < length; i++)
        {
            if ((uint)data[i] is < ' ' or '"' or '\\' or > '~')
                return false;
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool WriteEscaped(ref UnicodeWriter writer, PyObject* text, nint length, bool asciiOnly)
    {
        int kind = PyUnicode.Kind(text);
        void* data = PyUnicode.Data(text);
        // Mostly as it is: the rest makes the writer grow.
        if (!writer.Prepare(length + 2, asciiOnly ? 0x7F : PyUnicode.MaxCharValue(text)))
            return false;
        bool ok = writer.WriteChar('"');
        for (nint i = 0; ok && i < length; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            ok = ch is >= ' ' and not '"' and not '\\' && (ch <= '~' || !asciiOnly) ? writer.WriteChar(ch) : WriteEscape(ref writer, ch);
        }
        return ok && writer.WriteChar('"');
    }

    private static bool WriteEscape(ref UnicodeWriter writer, uint ch)
    {
        uint letter = ch switch
        {
            '"' or '\\' => ch,
            '\b' => 'b',
            '\f' => 'f',
            '\n' => 'n',
            '\r' => 'r',
            '\t' => 't',
            _ => 0,
        };
        if (letter != 0)
            return writer.WriteChar('\\') && writer.WriteChar(letter);
        if (ch < 0x10000)
            return WriteUnit(ref writer, ch);
        ch -= 0x10000;
        return WriteUnit(ref writer, 0xD800 | (ch >> 10)) && WriteUnit(ref writer, 0xDC00 | (ch & 0x3FF));
    }

    private static bool WriteUnit(ref UnicodeWriter writer, uint unit)
    {
        ReadOnlySpan<byte> digits = "0123456789abcdef"u8;
        Span<byte> escape = [(byte)'\\', (byte)'u', digits[(int)(unit >> 12)], digits[(int)(unit >> 8) & 15], digits[(int)(unit >> 4) & 15], digits[(int)unit & 15]];
        return writer.WriteAscii(escape);
    }

    public static PyObject* Quote(ThreadState* ts, PyObject* text, bool asciiOnly)
    {
        if (!PyUnicode.Check(text))
            return Err.Type(ts, $"first argument must be a string, not {PyType.NameOf(text)}");
        var writer = new UnicodeWriter(ts, exact: true);
        Write(ref writer, text, asciiOnly);
        return writer.Finish();
    }
}
