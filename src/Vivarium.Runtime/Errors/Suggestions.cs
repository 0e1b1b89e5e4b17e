// "Did you mean …?": the nearest of some names by an edit distance in which a changed case costs less than a changed letter.
// Limits and costs are CPython's, so that the same mistakes get the same suggestions. See docs/internals/errors.md.
namespace Vivarium.Runtime.Errors;

internal static class Suggestions
{
    private const int MaxCandidates = 750;
    private const int MaxLength = 40;
    private const int MoveCost = 2;
    private const int CaseCost = 1;

    /// <summary>The best candidate that is near enough, or null.</summary>
    public static string? Find(string wrong, IReadOnlyList<string> candidates)
    {
        if (candidates.Count >= MaxCandidates)
            return null;
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in candidates)
        {
            if (candidate == wrong)
                continue;
            int limit = Math.Min((wrong.Length + candidate.Length + 3) * MoveCost / 6, bestDistance - 1);
            int distance = Distance(wrong, candidate, limit);
            if (distance > limit)
                continue;
            best = candidate;
            bestDistance = distance;
        }
        return best;
    }

    /// <summary>The distance, or something greater than the limit when it is beyond.</summary>
    public static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        int prefix = a.CommonPrefixLength(b);
        a = a[prefix..];
        b = b[prefix..];
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }
        if (a.Length == 0 || b.Length == 0)
            return (a.Length + b.Length) * MoveCost;
        if (a.Length > MaxLength || b.Length > MaxLength)
            return limit + 1;
        if (b.Length < a.Length)
        {
            ReadOnlySpan<char> longer = a;
            a = b;
            b = longer;
        }
        if ((b.Length - a.Length) * MoveCost > limit)
            return limit + 1;
        return Fill(a, b, limit);
    }

    private static int Fill(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        Span<int> row = stackalloc int[MaxLength];
        for (int i = 0; i < a.Length; i++)
            row[i] = (i + 1) * MoveCost;
        int result = 0;
        for (int j = 0; j < b.Length; j++)
        {
            int diagonal = result = j * MoveCost;
            int least = int.MaxValue;
            for (int i = 0; i < a.Length; i++)
            {
                int substitute = diagonal + Substitution(b[j], a[i]);
                diagonal = row[i];
                int move = Math.Min(result, diagonal) + MoveCost;
                result = Math.Min(substitute, move);
                row[i] = result;
                least = Math.Min(least, result);
            }
            if (least > limit)
                return limit + 1;
        }
        return result;
    }

    private static int Substitution(char x, char y) =>
        x == y ? 0 : char.IsAsciiLetter(x) && (x ^ y) == 0x20 ? CaseCost : MoveCost;
}
