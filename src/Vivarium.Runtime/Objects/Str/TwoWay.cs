// Two-way string matching (Crochemore and Perrin, 1991): linear time and constant extra space for any pattern. See docs/internals/str.md.
using System.Numerics;

namespace Vivarium.Runtime.Objects;

internal static class TwoWay<T>
    where T : unmanaged, IBinaryInteger<T>
{
    public static nint IndexOf(ReadOnlySpan<T> text, ReadOnlySpan<T> pattern)
    {
        int cut = Factorize(pattern, out int period);
        return pattern[..cut].SequenceEqual(pattern.Slice(period, cut))
            ? Periodic(text, pattern, cut, period)
            : Aperiodic(text, pattern, cut, Math.Max(cut, pattern.Length - cut) + 1);
    }

    /// <summary>Critical position of the pattern and the period of its right half.</summary>
    private static int Factorize(ReadOnlySpan<T> pattern, out int period)
    {
        int one = MaximalSuffix(pattern, false, out int periodOne);
        int two = MaximalSuffix(pattern, true, out int periodTwo);
        if (one > two)
        {
            period = periodOne;
            return one;
        }
        period = periodTwo;
        return two;
    }

    private static int MaximalSuffix(ReadOnlySpan<T> pattern, bool inverted, out int period)
    {
        int suffix = 0, candidate = 1, k = 0;
        period = 1;
        while (candidate + k < pattern.Length)
        {
            int order = pattern[candidate + k].CompareTo(pattern[suffix + k]);
            if (inverted)
                order = -order;
            if (order < 0)
            {
                candidate += k + 1;
                k = 0;
                period = candidate - suffix;
            }
            else if (order == 0)
            {
                if (k + 1 == period)
                {
                    candidate += period;
                    k = 0;
                }
                else
                {
                    k++;
                }
            }
            else
            {
                suffix = candidate++;
                k = 0;
                period = 1;
            }
        }
        return suffix;
    }

    private static nint Periodic(ReadOnlySpan<T> text, ReadOnlySpan<T> pattern, int cut, int period)
    {
        int at = 0, known = 0;
        while (at + pattern.Length <= text.Length)
        {
            int i = Math.Max(cut, known);
            while (i < pattern.Length && pattern[i] == text[at + i])
                i++;
            if (i < pattern.Length)
            {
                at += i - cut + 1;
                known = 0;
                continue;
            }
            i = cut - 1;
            while (i >= known && pattern[i] == text[at + i])
                i--;
            if (i < known)
                return at;
            at += period;
            known = pattern.Length - period;
        }
        return -1;
    }

    private static nint Aperiodic(ReadOnlySpan<T> text, ReadOnlySpan<T> pattern, int cut, int shift)
    {
        int at = 0;
        while (at + pattern.Length <= text.Length)
        {
            int i = cut;
            while (i < pattern.Length && pattern[i] == text[at + i])
                i++;
            if (i < pattern.Length)
            {
                at += i - cut + 1;
                continue;
            }
            i = cut - 1;
            while (i >= 0 && pattern[i] == text[at + i])
                i--;
            if (i < 0)
                return at;
            at += shift;
        }
        return -1;
    }
}
