// The text of -c: what all its lines are indented by is taken away, so that a command can be written inside an indented script. See docs/internals/startup.md.
namespace Vivarium.Stdlib.Start;

internal static class CommandText
{
    /// <summary>Takes away the longest run of spaces and tabs that every line with anything on it begins with; lines of blanks only become empty.</summary>
    public static string Dedent(string text)
    {
        string[] lines = text.Split('\n');
        string? margin = null;
        foreach (string line in lines)
        {
            int indent = line.AsSpan().IndexOfAnyExcept(' ', '\t');
            if (indent < 0)
                continue;
            string own = line[..indent];
            margin = margin is null ? own : margin[..margin.AsSpan().CommonPrefixLength(own)];
        }
        if (string.IsNullOrEmpty(margin))
            return text;
        for (int i = 0; i < lines.Length; i++)
            lines[i] = lines[i].AsSpan().IndexOfAnyExcept(' ', '\t') < 0 ? "" : lines[i][margin.Length..];
        return string.Join('\n', lines);
    }
}
