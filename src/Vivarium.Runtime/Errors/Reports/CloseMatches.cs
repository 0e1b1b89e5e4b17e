// difflib.get_close_matches for short words: the best matches by the ratio of characters that longest common blocks cover. See docs/internals/reports.md.
namespace Vivarium.Runtime.Errors.Reports;

internal static class CloseMatches
{
    /// <summary>At most that many of the words, the best first; among equals the greater word.</summary>
    public static List<string> Find(string word, IEnumerable<string> words, int count, double cutoff)
    {
        var found = new List<(double Ratio, string Word)>();
        foreach (string candidate in words)
        {
            double ratio = candidate.Length + word.Length == 0 ? 1.0 : 2.0 * Matches(candidate, word) / (candidate.Length + word.Length);
            if (ratio >= cutoff)
                found.Add((ratio, candidate));
        }
        found.Sort(static (a, b) => a.Ratio != b.Ratio ? b.Ratio.CompareTo(a.Ratio) : string.CompareOrdinal(b.Word, a.Word));
        return found.Take(count).Select(static match => match.Word).ToList();
    }

    /// <summary>The sum of the sizes of the matching blocks: the longest one, and those before and behind it.</summary>
    private static int Matches(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.IsEmpty || b.IsEmpty)
            return 0;
        int size = 0;
        int startA = 0;
        int startB = 0;
        Span<int> previous = new int[b.Length + 1];
        for (int i = 0; i < a.Length; i++)
        {
            Span<int> row = new int[b.Length + 1];
            for (int j = 0; j < b.Length; j++)
            {
                if (a[i] != b[j])
                    continue;
                int length = row[j + 1] = previous[j] + 1;
                if (length > size)
                    (size, startA, startB) = (length, i - length + 1, j - length + 1);
            }
            previous = row;
        }
        return size == 0 ? 0 : size + Matches(a[..startA], b[..startB]) + Matches(a[(startA + size)..], b[(startB + size)..]);
    }
}
