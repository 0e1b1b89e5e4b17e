// Lines and columns of source text as Python's str methods see them: line ends of str.splitlines, white space of str.isspace, columns in characters (code points).
// See docs/internals/reports.md.
using System.Text;

namespace Vivarium.Runtime.Errors.Reports;

internal static class TextLines
{
    /// <summary>str.splitlines(): without line ends; a final line end starts no new line.</summary>
    public static List<string> Split(string text)
    {
        var lines = new List<string>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsLineEnd(text[i]))
                continue;
            lines.Add(text[start..i]);
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            start = i + 1;
        }
        if (start < text.Length)
            lines.Add(text[start..]);
        return lines;
    }

    /// <summary>Whether str.splitlines ends a line here.</summary>
    public static bool IsLineEnd(char ch) => ch is '\n' or '\r' or '\v' or '\f' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029';

    public static bool IsSpace(char ch) => UnicodeData.IsSpace(ch);

    /// <summary>str.rstrip()</summary>
    public static string TrimEnd(string text)
    {
        int end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
            end--;
        return text[..end];
    }

    /// <summary>str.lstrip()</summary>
    public static string TrimStart(string text) => text[LeadingSpaces(text)..];

    /// <summary>str.strip()</summary>
    public static string Trim(string text) => TrimStart(TrimEnd(text));

    public static int LeadingSpaces(string text)
    {
        int start = 0;
        while (start < text.Length && IsSpace(text[start]))
            start++;
        return start;
    }

    /// <summary>textwrap.dedent: removes the white space that all lines begin with; lines of white space alone become empty.</summary>
    public static string[] Dedent(IReadOnlyList<string> lines)
    {
        string? margin = null;
        foreach (string line in lines)
        {
            int indent = LeadingSpaces(line);
            if (indent == line.Length)
                continue;
            margin = margin == null ? line[..indent] : margin[..margin.AsSpan().CommonPrefixLength(line.AsSpan(0, indent))];
        }
        int width = margin?.Length ?? 0;
        var result = new string[lines.Count];
        for (int i = 0; i < result.Length; i++)
            result[i] = LeadingSpaces(lines[i]) == lines[i].Length ? "" : lines[i][width..];
        return result;
    }

    /// <summary>The number of characters.</summary>
    public static int Length(string text)
    {
        int length = text.Length;
        for (int i = 0; i + 1 < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && char.IsLowSurrogate(text[i + 1]))
                length--;
        }
        return length;
    }

    /// <summary>The index in UTF-16 at which the given number of characters has passed; the end when there are not so many.</summary>
    public static int IndexOf(string text, int characters)
    {
        int i = 0;
        for (; characters > 0 && i < text.Length; characters--)
            i += char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
        return i;
    }

    /// <summary>text[:characters]</summary>
    public static string Head(string text, int characters) => text[..IndexOf(text, characters)];

    /// <summary>text[characters:]</summary>
    public static string Tail(string text, int characters) => text[IndexOf(text, characters)..];

    /// <summary>How many characters the first bytes of the text in UTF-8 are; one that is cut counts.</summary>
    public static int CharactersInBytes(string text, int bytes)
    {
        int count = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (bytes <= 0)
                return count;
            bytes -= rune.Utf8SequenceLength;
            count++;
        }
        return count;
    }
}
