// repr() and ascii() of str. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    private const string LowerHex = "0123456789abcdef";

    public static PyObject* Repr(ThreadState* ts, PyObject* o) => Repr(ts, o, false);

    /// <summary>
    /// Quotes are single unless the text has single ones and no double ones; with <paramref name="ascii"/> all that is not ASCII is
    /// escaped.
    /// </summary>
    public static PyObject* Repr(ThreadState* ts, PyObject* o, bool ascii)
    {
        nint length = Length(o);
        int kind = Kind(o);
        void* data = Data(o);
        bool hasSingle = FindChar(o, '\'', 0, length, 1) >= 0;
        uint quote = hasSingle && FindChar(o, '"', 0, length, 1) < 0 ? '"' : (uint)'\'';
        var writer = new UnicodeWriter(ts, exact: !hasSingle && IsAscii(o));
        writer.Prepare(length + 2, 0x7F);
        writer.WriteChar(quote);
        for (nint i = 0; i < length && !writer.Failed;)
        {
            nint plain = PlainRun(kind, data, i, length, quote);
            if (plain > i)
            {
                writer.WriteAsciiOf(o, i, plain);
                i = plain;
                continue;
            }
            uint ch = Read(kind, data, i++);
            if (ch == quote || ch == '\\')
            {
                writer.WriteChar('\\');
                writer.WriteChar(ch);
            }
            else if (ch >= 0x80 && !ascii && UnicodeData.IsPrintable(ch))
            {
                writer.WriteChar(ch);
            }
            else
            {
                WriteEscaped(ref writer, ch);
            }
        }
        writer.WriteChar(quote);
        return writer.Finish();
    }

    /// <summary>End of the run of printable ASCII characters that need no backslash.</summary>
    private static nint PlainRun(int kind, void* data, nint i, nint length, uint quote)
    {
        for (; i < length; i++)
        {
            uint ch = Read(kind, data, i);
            if (ch is < 0x20 or > 0x7E || ch == quote || ch == '\\')
                break;
        }
        return i;
    }

    /// <summary>\t \n \r \xNN \uNNNN \UNNNNNNNN</summary>
    internal static void WriteEscaped(ref UnicodeWriter writer, uint ch)
    {
        switch (ch)
        {
            case '\t': writer.WriteAscii("\\t"u8); return;
            case '\n': writer.WriteAscii("\\n"u8); return;
            case '\r': writer.WriteAscii("\\r"u8); return;
        }
        int digits = ch < 0x100 ? 2 : ch < 0x10000 ? 4 : 8;
        writer.WriteChar('\\');
        writer.WriteChar(digits == 2 ? 'x' : digits == 4 ? 'u' : (uint)'U');
        WriteHex(ref writer, ch, digits);
    }

    internal static void WriteHex(ref UnicodeWriter writer, uint value, int digits)
    {
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
            writer.WriteChar(LowerHex[(int)(value >> shift) & 15]);
    }
}
