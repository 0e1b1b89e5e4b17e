// How far a repeat of one character reaches: a loop of its own for each kind of character test. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

internal static unsafe partial class Matcher<T>
    where T : unmanaged
{
    /// <summary>A character as a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint At(T* p) => sizeof(T) == 1 ? *(byte*)p : sizeof(T) == 2 ? *(ushort*)p : *(uint*)p;

    /// <summary>The first place of a character, or the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* Find(T* p, T* end, uint ch)
    {
        if (sizeof(T) < 4 && ch >> (8 * sizeof(T)) != 0)
            return end;
        nint length = (nint)(end - p);
        int found = sizeof(T) == 1 ? new ReadOnlySpan<byte>(p, (int)length).IndexOf((byte)ch)
            : sizeof(T) == 2 ? new ReadOnlySpan<ushort>(p, (int)length).IndexOf((ushort)ch) : new ReadOnlySpan<uint>(p, (int)length).IndexOf(ch);
        return found < 0 ? end : p + found;
    }

    /// <summary>The first place of another character, or the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* FindOther(T* p, T* end, uint ch)
    {
        while (p < end && At(p) == ch)
            p++;
        return p;
    }

    /// <summary>Where a run of characters that match the one-character item at <paramref name="pc"/> ends.</summary>
    private static T* RunEnd(uint* pc, T* p, T* end)
    {
        uint ch = pc[1];
        switch (pc[0])
        {
            case Op.ANY_ALL:
                return end;
            case Op.ANY:
                return Find(p, end, '\n');
            case Op.LITERAL:
                return FindOther(p, end, ch);
            case Op.NOT_LITERAL:
                return Find(p, end, ch);
            case Op.IN:
                return SetRunEnd(pc + 2, p, end);
            case Op.IN_IGNORE:
                while (p < end && CharTests.InSet(pc + 2, CharTests.LowerAscii(At(p))))
                    p++;
                return p;
            case Op.IN_UNI_IGNORE:
                while (p < end && CharTests.InSet(pc + 2, CharTests.LowerUnicode(At(p))))
                    p++;
                return p;
            case Op.IN_LOC_IGNORE:
                while (p < end && CharTests.InSetOfLocale(pc + 2, At(p)))
                    p++;
                return p;
            case Op.LITERAL_IGNORE:
                while (p < end && CharTests.LowerAscii(At(p)) == ch)
                    p++;
                return p;
            case Op.NOT_LITERAL_IGNORE:
                while (p < end && CharTests.LowerAscii(At(p)) != ch)
                    p++;
                return p;
            case Op.LITERAL_UNI_IGNORE:
                while (p < end && CharTests.LowerUnicode(At(p)) == ch)
                    p++;
                return p;
            case Op.NOT_LITERAL_UNI_IGNORE:
                while (p < end && CharTests.LowerUnicode(At(p)) != ch)
                    p++;
                return p;
            case Op.LITERAL_LOC_IGNORE:
                while (p < end && CharTests.EqualsInLocale(ch, At(p)))
                    p++;
                return p;
            case Op.NOT_LITERAL_LOC_IGNORE:
                while (p < end && !CharTests.EqualsInLocale(ch, At(p)))
                    p++;
                return p;
            default:
                return p;
        }
    }

    /// <summary>The commonest sets have loops of their own: one category, or its opposite, one range, one bitmap, all but one literal.</summary>
    private static T* SetRunEnd(uint* set, T* p, T* end)
    {
        switch (set[0])
        {
            case Op.CATEGORY when set[2] == Op.FAILURE:
                return CategoryRunEnd(set[1], p, end);
            case Op.RANGE when set[3] == Op.FAILURE:
            {
                uint low = set[1], width = set[2] - low;
                if (low > set[2])
                    return p;
                while (p < end && At(p) - low <= width)
                    p++;
                return p;
            }
            case Op.CHARSET when set[9] == Op.FAILURE:
                while (p < end && (sizeof(T) == 1 || At(p) < 256) && CharTests.HasBit(set + 1, At(p)))
                    p++;
                return p;
            case Op.NEGATE when set[1] == Op.LITERAL && set[3] == Op.FAILURE:
                return Find(p, end, set[2]);
            case Op.NEGATE when set[1] == Op.CHARSET && set[10] == Op.FAILURE:
                while (p < end && !((sizeof(T) == 1 || At(p) < 256) && CharTests.HasBit(set + 2, At(p))))
                    p++;
                return p;
        }
        while (p < end && CharTests.InSet(set, At(p)))
            p++;
        return p;
    }

    private static T* CategoryRunEnd(uint category, T* p, T* end)
    {
        switch (category)
        {
            case Category.UNI_WORD:
                while (p < end && CharTests.IsUnicodeWord(At(p)))
                    p++;
                return p;
            case Category.UNI_NOT_WORD:
                while (p < end && !CharTests.IsUnicodeWord(At(p)))
                    p++;
                return p;
            case Category.UNI_SPACE:
                while (p < end && UnicodeData.IsSpace(At(p)))
                    p++;
                return p;
            case Category.UNI_NOT_SPACE:
                while (p < end && !UnicodeData.IsSpace(At(p)))
                    p++;
                return p;
            case Category.DIGIT:
                while (p < end && At(p) - '0' < 10)
                    p++;
                return p;
            case Category.WORD:
                while (p < end && CharTests.IsAsciiWord(At(p)))
                    p++;
                return p;
        }
        while (p < end && CharTests.Is(category, At(p)))
            p++;
        return p;
    }

    /// <summary>Whether the text is at a place of the kind <paramref name="place"/>.</summary>
    private static bool IsAt(SreState* state, T* p, uint place)
    {
        T* beginning = (T*)state->beginning;
        T* end = (T*)state->end;
        return place switch
        {
            Sre.At.BEGINNING or Sre.At.BEGINNING_STRING => p == beginning,
            Sre.At.BEGINNING_LINE => p == beginning || At(p - 1) == '\n',
            Sre.At.END => p == end || (end - p == 1 && At(p) == '\n'),
            Sre.At.END_LINE => p >= end ? p == end : At(p) == '\n',
            Sre.At.END_STRING => p == end,
            Sre.At.BOUNDARY => WordBefore(p, beginning, Category.WORD) != WordAfter(p, end, Category.WORD),
            Sre.At.NON_BOUNDARY => WordBefore(p, beginning, Category.WORD) == WordAfter(p, end, Category.WORD),
            Sre.At.LOC_BOUNDARY => WordBefore(p, beginning, Category.LOC_WORD) != WordAfter(p, end, Category.LOC_WORD),
            Sre.At.LOC_NON_BOUNDARY => WordBefore(p, beginning, Category.LOC_WORD) == WordAfter(p, end, Category.LOC_WORD),
            Sre.At.UNI_BOUNDARY => WordBefore(p, beginning, Category.UNI_WORD) != WordAfter(p, end, Category.UNI_WORD),
            Sre.At.UNI_NON_BOUNDARY => WordBefore(p, beginning, Category.UNI_WORD) == WordAfter(p, end, Category.UNI_WORD),
            _ => false,
        };
    }

    private static bool WordBefore(T* p, T* beginning, uint category) => p > beginning && CharTests.Is(category, At(p - 1));

    private static bool WordAfter(T* p, T* end, uint category) => p < end && CharTests.Is(category, At(p));
}
