// Lines as arrays of code points, for arithmetic with columns. Lone surrogates stay. See docs/internals/reports.md.
using System.Text;

namespace Vivarium.Runtime.Errors.Reports;

internal static class CodePoints
{
    public static int[] Of(string text)
    {
        var result = new int[TextLines.Length(text)];
        for (int i = 0, at = 0; i < result.Length; i++)
        {
            bool pair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            result[i] = pair ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
            at += pair ? 2 : 1;
        }
        return result;
    }

    public static void Append(StringBuilder to, ReadOnlySpan<int> text)
    {
        foreach (int ch in text)
        {
            if (ch < 0x10000)
                to.Append((char)ch);
            else
                to.Append(char.ConvertFromUtf32(ch));
        }
    }

    public static string ToText(ReadOnlySpan<int> text)
    {
        var builder = new StringBuilder(text.Length);
        Append(builder, text);
        return builder.ToString();
    }

    /// <summary>The lines with newlines between them.</summary>
    public static string Join(IReadOnlyList<int[]> lines) => string.Join('\n', lines.Select(line => ToText(line)));

    /// <summary>The number of characters that the first bytes of the line's UTF-8 hold; one that is cut counts.</summary>
    public static int FromByteOffset(ReadOnlySpan<int> line, int bytes)
    {
        int count = 0;
        foreach (int ch in line)
        {
            if (bytes <= 0)
                break;
            bytes -= ch < 0x80 ? 1 : ch < 0x800 ? 2 : ch < 0x10000 ? 3 : 4;
            count++;
        }
        return count;
    }
}
