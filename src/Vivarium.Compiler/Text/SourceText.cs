// A source as the tokenizer reads it: UTF-8 with '\n' line ends, no null byte, one zero byte behind the end as a sentinel.
// See docs/internals/parser.md.
using System.Text;

namespace Vivarium.Compiler.Text;

internal sealed class SourceText
{
    private SourceText(byte[] bytes, int length, string fileName)
    {
        Bytes = bytes;
        Length = length;
        FileName = fileName;
    }

    /// <summary>At least <see cref="Length"/> + 1 bytes; the byte at <see cref="Length"/> is zero.</summary>
    public byte[] Bytes { get; }

    public int Length { get; }

    public string FileName { get; }

    /// <summary>Was the final newline missing, and made up?</summary>
    public bool ImplicitNewline { get; private init; }

    public ReadOnlySpan<byte> Span => Bytes.AsSpan(0, Length);

    /// <summary>Copies valid UTF-8, turning "\r\n" and "\r" into "\n" and ending the last line if asked to.</summary>
    public static SourceText FromUtf8(ReadOnlySpan<byte> utf8, string fileName, bool endLastLine)
    {
        byte[] bytes = new byte[utf8.Length + 2];
        int length = 0;
        while (!utf8.IsEmpty)
        {
            int carriageReturn = utf8.IndexOf((byte)'\r');
            int run = carriageReturn < 0 ? utf8.Length : carriageReturn;
            utf8[..run].CopyTo(bytes.AsSpan(length));
            length += run;
            if (carriageReturn < 0)
                break;
            bytes[length++] = (byte)'\n';
            utf8 = utf8[(run + 1 < utf8.Length && utf8[run + 1] == '\n' ? run + 2 : run + 1)..];
        }
        bool implicitNewline = endLastLine && length > 0 && bytes[length - 1] != '\n';
        if (implicitNewline)
            bytes[length++] = (byte)'\n';
        bytes.AsSpan(length).Clear();
        return new SourceText(bytes, length, fileName) { ImplicitNewline = implicitNewline };
    }

    public string Text(int start, int end) => Encoding.UTF8.GetString(Bytes, start, end - start);

    /// <summary>The offset at which a line (from 1) starts; the end of the source if there is no such line.</summary>
    public int LineStart(int lineno)
    {
        int start = 0;
        for (int line = 1; line < lineno; line++)
        {
            int newline = Bytes.AsSpan(start, Length - start).IndexOf((byte)'\n');
            if (newline < 0)
                return Length;
            start += newline + 1;
        }
        return start;
    }

    /// <summary>The offset behind the line that starts at <paramref name="start"/>, its newline excluded.</summary>
    public int LineEnd(int start)
    {
        int newline = Bytes.AsSpan(start, Length - start).IndexOf((byte)'\n');
        return newline < 0 ? Length : start + newline;
    }

    /// <summary>How many characters (code points) lie between two offsets.</summary>
    public int CountCharacters(int start, int end)
    {
        int count = 0;
        foreach (byte unit in Bytes.AsSpan(start, end - start))
            count += (unit & 0xC0) != 0x80 ? 1 : 0;
        return count;
    }

    /// <summary>Is there nothing but white space and comments behind an offset?</summary>
    public bool IsBlankFrom(int at)
    {
        while (at < Length)
        {
            byte unit = Bytes[at];
            if (unit == '#')
                at = LineEnd(at);
            else if (unit is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f')
                at++;
            else
                return false;
        }
        return true;
    }
}
