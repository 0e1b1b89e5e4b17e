// Quoted-printable text of binascii (RFC 1521). See docs/internals/codecs.md.
namespace Vivarium.Stdlib.Binascii;

internal static unsafe partial class BinasciiModule
{
    /// <summary>No line is longer than this, its end not counted.</summary>
    private const int QuotedLineLimit = 76;

    [PyFunction("($module, /, data, header=False)", Doc = "The bytes that quoted-printable text stands for.\n\n  header\n    Underscores stand for spaces, as in headers of mail.")]
    private static PyObject* a2b_qp(ThreadState* ts, PyObject* module, PyObject* data, bool header = false)
    {
        AsciiArgument argument = default;
        if (!argument.Get(ts, data))
            return null;
        BytesWriter writer = new(ts);
        if (writer.Prepare(argument.Bytes.Length))
            DecodeQuoted(ref writer, argument.Bytes, header);
        argument.Release(ts);
        return writer.Finish();
    }

    private static void DecodeQuoted(ref BytesWriter writer, ReadOnlySpan<byte> text, bool header)
    {
        int i = 0;
        while (i < text.Length)
        {
            byte c = text[i++];
            if (c != '=')
            {
                writer.WriteByte(header && c == '_' ? (byte)' ' : c);
                continue;
            }
            if (i >= text.Length)
                return;
            if (text[i] is (byte)'\n' or (byte)'\r')
            {
                int end = text[i..].IndexOf((byte)'\n');
                i = end < 0 ? text.Length : i + end + 1;
            }
            else if (text[i] == '=')
            {
                writer.WriteByte((byte)'=');
                i++;
            }
            else if (i + 1 < text.Length && ByteMethods.HexDigit(text[i]) >= 0 && ByteMethods.HexDigit(text[i + 1]) >= 0)
            {
                writer.WriteByte((byte)(ByteMethods.HexDigit(text[i]) << 4 | ByteMethods.HexDigit(text[i + 1])));
                i += 2;
            }
            else
            {
                writer.WriteByte((byte)'=');
            }
        }
    }

    [PyFunction("($module, /, data, quotetabs=False, istext=True, header=False)", Doc = "The data as quoted-printable text.\n\n"
        + "  quotetabs\n    Spaces and tabs are quoted too.\n  istext\n    Ends of lines stay as they are; otherwise they are quoted.\n  header\n    Spaces become underscores.")]
    private static PyObject* b2a_qp(ThreadState* ts, PyObject* module, Py_buffer* data, bool quotetabs = false, bool istext = true, bool header = false)
    {
        if (data->len > PyBytes.MaxLength)
            return Err.NoMemory(ts);
        BytesWriter writer = new(ts);
        EncodeQuoted(ref writer, new ReadOnlySpan<byte>(data->buf, (int)data->len), quotetabs, istext, header);
        return writer.Finish();
    }

    private static bool NeedsQuoting(ReadOnlySpan<byte> data, int i, int lineLength, bool quoteTabs, bool isText, bool header)
    {
        byte c = data[i];
        bool last = i + 1 == data.Length;
        return c switch
        {
            > 126 or (byte)'=' => true,
            (byte)'_' => header,
            // A line that is one full stop ends a mail.
            (byte)'.' => lineLength == 0 && (last || data[i + 1] is (byte)'\n' or (byte)'\r' or 0),
            (byte)'\r' or (byte)'\n' => !isText,
            (byte)'\t' or (byte)' ' => last || quoteTabs,
            < 33 => true,
            _ => false,
        };
    }

    private static void EncodeQuoted(ref BytesWriter writer, ReadOnlySpan<byte> data, bool quoteTabs, bool isText, bool header)
    {
        int firstEnd = data.IndexOf((byte)'\n');
        ReadOnlySpan<byte> lineEnd = firstEnd > 0 && data[firstEnd - 1] == '\r' ? "\r\n"u8 : "\n"u8;
        int lineLength = 0;
        int i = 0;
        while (i < data.Length && !writer.Failed)
        {
            byte c = data[i];
            if (NeedsQuoting(data, i, lineLength, quoteTabs, isText, header))
            {
                if (lineLength + 3 >= QuotedLineLimit)
                    SoftBreak(ref writer, lineEnd, ref lineLength);
                WriteQuoted(ref writer, c);
                lineLength += 3;
                i++;
            }
            else if (isText && (c == '\n' || (c == '\r' && i + 1 < data.Length && data[i + 1] == '\n')))
            {
                // A blank before the end of a line would be lost on the way.
                if (writer.Length > 0 && writer.Written[^1] is (byte)' ' or (byte)'\t')
                {
                    byte blank = writer.Written[^1];
                    writer.Advance(-1);
                    WriteQuoted(ref writer, blank);
                }
                writer.Write(lineEnd);
                lineLength = 0;
                i += c == '\r' ? 2 : 1;
            }
            else
            {
                if (i + 1 != data.Length && data[i + 1] != '\n' && lineLength + 1 >= QuotedLineLimit)
                    SoftBreak(ref writer, lineEnd, ref lineLength);
                writer.WriteByte(header && c == ' ' ? (byte)'_' : c);
                lineLength++;
                i++;
            }
        }
    }

    private static void SoftBreak(ref BytesWriter writer, ReadOnlySpan<byte> lineEnd, ref int lineLength)
    {
        writer.WriteByte((byte)'=');
        writer.Write(lineEnd);
        lineLength = 0;
    }

    private static void WriteQuoted(ref BytesWriter writer, byte c)
    {
        ReadOnlySpan<byte> digits = "0123456789ABCDEF"u8;
        writer.WriteByte((byte)'=');
        writer.WriteByte(digits[c >> 4]);
        writer.WriteByte(digits[c & 15]);
    }
}
