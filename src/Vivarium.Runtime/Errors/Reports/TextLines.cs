// Lines and columns of source text as Python's str methods see them: line ends of str.splitlines, white space of str.isspace, columns in characters (code points).
// See docs/internals/reports.md.
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

    /// <summary>textwrap.dedent of text that was split at newlines: removes the blanks and tabs that all lines begin with; lines of white space alone become empty.</summary>
    public static string[] Dedent(IReadOnlyList<string> lines)
    {
        string? margin = null;
        foreach (string line in lines)
        {
            int indent = line.AsSpan().IndexOfAnyExcept(' ', '\t');
            if (LeadingSpaces(line) == line.Length)
                continue;
            margin = margin == null ? line[..indent] : margin[..margin.AsSpan().CommonPrefixLength(line.AsSpan(0, indent))];
        }
        int width = margin?.Length ?? 0;
        var result = new string[lines.Count];
        for (int i = 0; i < result.Length; i++)
            result[i] = LeadingSpaces(lines[i]) == lines[i].Length ? "" : lines[i][width..];
        return result;
    }

    /// <summary>textwrap.indent with a predicate that is always true: the prefix before every line (as str.splitlines cuts them).</summary>
    public static string Indent(string text, string prefix)
    {
        if (prefix.Length == 0)
            return text;
        var result = new System.Text.StringBuilder();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (!IsLineEnd(text[i]))
                continue;
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            result.Append(prefix).Append(text, start, i + 1 - start);
            start = i + 1;
        }
        if (start < text.Length)
            result.Append(prefix).Append(text, start, text.Length - start);
        return result.ToString();
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
}
