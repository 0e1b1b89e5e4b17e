// The matcher: executes a validated pattern at one place of a text whose characters are T (byte, ushort or uint; also bytes). All that may
// have to be taken back is an entry of a stack in the interpreter's memory (BacktrackEntry.cs): neither the depth of a pattern nor the length
// of a text uses native stack. Nothing here makes a CLR object. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

internal static unsafe partial class Matcher<T>
    where T : unmanaged
{
    /// <summary>Says that there is no record, or no group that is matched on its own.</summary>
    private const nint None = -1;

    /// <summary>A new entry; null when its memory is refused (an exception is set).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static BacktrackEntry* Push(ThreadState* ts, SreState* state, Entry kind)
    {
        nint offset = state->top;
        if (offset + sizeof(BacktrackEntry) > state->stack_size && state->GrowStack(ts) != Status.Ok)
            return null;
        state->top = offset + sizeof(BacktrackEntry);
        BacktrackEntry* entry = (BacktrackEntry*)(state->stack + offset);
        entry->kind = kind;
        return entry;
    }

    /// <summary>Drops all entries from an offset on, but keeps what undoes marks: the group matched, and is not entered again.</summary>
    private static void Cut(SreState* state, nint from)
    {
        // Without an entry below nothing can fail back into here, and an attempt that fails forgets all marks.
        nint to = from;
        for (nint at = from; from != 0 && at < state->top; at += sizeof(BacktrackEntry))
        {
            BacktrackEntry* entry = (BacktrackEntry*)(state->stack + at);
            if (entry->kind != Entry.Mark)
                continue;
            *(BacktrackEntry*)(state->stack + to) = *entry;
            to += sizeof(BacktrackEntry);
        }
        state->top = to;
    }

    /// <summary>Undoes the marks that were set from an offset on.</summary>
    private static void UndoMarks(SreState* state, nint from)
    {
        for (nint at = state->top - sizeof(BacktrackEntry); at >= from; at -= sizeof(BacktrackEntry))
        {
            BacktrackEntry* entry = (BacktrackEntry*)(state->stack + at);
            if (entry->kind == Entry.Mark)
                UndoMark(state, entry);
        }
    }

    private static void UndoMark(SreState* state, BacktrackEntry* entry)
    {
        state->mark[entry->a] = entry->b;
        state->lastmark = entry->c;
        state->lastindex = entry->d;
    }

    private static void SetMark(SreState* state, nint index, T* p)
    {
        if ((index & 1) != 0)
            state->lastindex = index / 2 + 1;
        if (index > state->lastmark)
        {
            for (nint i = state->lastmark + 1; i < index; i++)
                state->mark[i] = 0;
            state->lastmark = index;
        }
        state->mark[index] = (nint)p;
    }

    /// <summary>Whether an alternative can begin here, as far as its first character tells.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CanBegin(uint* pc, T* p, T* end) => pc[0] switch
    {
        Op.LITERAL => p < end && At(p) == pc[1],
        Op.IN => p < end && CharTests.InSet(pc + 2, At(p)),
        _ => true,
    };

    /// <summary>The end of the text that equals a group's text from here on, or null.</summary>
    private static T* MatchGroup(SreState* state, uint op, nint index, T* p, T* end)
    {
        if (index >= state->lastmark)
            return null;
        T* from = (T*)state->mark[index];
        T* to = (T*)state->mark[index + 1];
        if (from == null || to == null || to < from)
            return null;
        for (; from < to; from++, p++)
        {
            if (p >= end || !SameCharacter(op, At(p), At(from)))
                return null;
        }
        return p;
    }

    private static bool SameCharacter(uint op, uint a, uint b) => a == b || op switch
    {
        Op.GROUPREF_IGNORE => CharTests.LowerAscii(a) == CharTests.LowerAscii(b),
        Op.GROUPREF_UNI_IGNORE => CharTests.LowerUnicode(a) == CharTests.LowerUnicode(b),
        Op.GROUPREF_LOC_IGNORE => CharTests.LowerLocale(a) == CharTests.LowerLocale(b),
        _ => false,
    };

    /// <summary>Whether one character matches a one-character item.</summary>
    private static bool IsOne(uint* pc, T* p, T* end)
    {
        if (p >= end)
            return false;
        uint ch = At(p);
        return pc[0] switch
        {
            Op.ANY => ch != '\n',
            Op.ANY_ALL => true,
            Op.LITERAL => ch == pc[1],
            Op.NOT_LITERAL => ch != pc[1],
            Op.IN => CharTests.InSet(pc + 2, ch),
            Op.IN_IGNORE => CharTests.InSet(pc + 2, CharTests.LowerAscii(ch)),
            Op.IN_UNI_IGNORE => CharTests.InSet(pc + 2, CharTests.LowerUnicode(ch)),
            Op.IN_LOC_IGNORE => CharTests.InSetOfLocale(pc + 2, ch),
            Op.LITERAL_IGNORE => CharTests.LowerAscii(ch) == pc[1],
            Op.NOT_LITERAL_IGNORE => CharTests.LowerAscii(ch) != pc[1],
            Op.LITERAL_UNI_IGNORE => CharTests.LowerUnicode(ch) == pc[1],
            Op.NOT_LITERAL_UNI_IGNORE => CharTests.LowerUnicode(ch) != pc[1],
            Op.LITERAL_LOC_IGNORE => CharTests.EqualsInLocale(pc[1], ch),
            Op.NOT_LITERAL_LOC_IGNORE => !CharTests.EqualsInLocale(pc[1], ch),
            _ => false,
        };
    }

    /// <summary>Where a run of at most <paramref name="most"/> characters ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T* RunEnd(uint* pc, uint most, T* p, T* end)
    {
        if (most != SreCode.MaxRepeat && (nuint)(end - p) > most)
            end = p + most;
        return RunEnd(pc, p, end);
    }
}
