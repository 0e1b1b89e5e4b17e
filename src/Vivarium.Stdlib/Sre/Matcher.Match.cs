// The loop of the matcher: one case for each opcode, and one for each entry that a failure comes back to. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

internal static unsafe partial class Matcher<T>
    where T : unmanaged
{
    /// <summary>Matches at <c>state->ptr</c>; on success that is the end of the match.</summary>
    [SkipLocalsInit]
    public static Found Match(ThreadState* ts, SreState* state, uint* pc)
    {
        T* p = (T*)state->ptr;
        T* end = (T*)state->end;
        // The repeat being iterated, and the group being matched on its own, as offsets of their entries.
        nint repeat = None, frame = None;
        BacktrackEntry* entry;

        // p may lie behind the end, when a match is asked for there: there is nothing to read then, but an empty match is one.
        state->top = 0;
        while (true)
        {
            switch (*pc++)
            {
                case Op.LITERAL:
                    if (p >= end || At(p) != *pc)
                        goto Fail;
                    pc++;
                    p++;
                    continue;

                case Op.NOT_LITERAL:
                    if (p >= end || At(p) == *pc)
                        goto Fail;
                    pc++;
                    p++;
                    continue;

                case Op.ANY:
                    if (p >= end || At(p) == '\n')
                        goto Fail;
                    p++;
                    continue;

                case Op.ANY_ALL:
                    if (p >= end)
                        goto Fail;
                    p++;
                    continue;

                case Op.IN:
                    if (p >= end || !CharTests.InSet(pc + 1, At(p)))
                        goto Fail;
                    pc += *pc;
                    p++;
                    continue;

                case Op.IN_IGNORE:
                case Op.IN_UNI_IGNORE:
                case Op.IN_LOC_IGNORE:
                    if (!IsOne(pc - 1, p, end))
                        goto Fail;
                    pc += *pc;
                    p++;
                    continue;

                case Op.LITERAL_IGNORE:
                case Op.NOT_LITERAL_IGNORE:
                case Op.LITERAL_UNI_IGNORE:
                case Op.NOT_LITERAL_UNI_IGNORE:
                case Op.LITERAL_LOC_IGNORE:
                case Op.NOT_LITERAL_LOC_IGNORE:
                    if (!IsOne(pc - 1, p, end))
                        goto Fail;
                    pc++;
                    p++;
                    continue;

                case Op.MARK:
                    // With an empty stack nothing comes back here: the whole attempt fails, and forgets all marks.
                    if (state->top != 0)
                    {
                        entry = Push(ts, state, Entry.Mark);
                        if (entry == null)
                            return Found.Error;
                        entry->a = (nint)(*pc);
                        entry->b = (nint)(*pc) <= state->lastmark ? state->mark[*pc] : 0;
                        entry->c = state->lastmark;
                        entry->d = state->lastindex;
                    }
                    SetMark(state, (nint)(*pc), p);
                    pc++;
                    continue;

                case Op.AT:
                    if (!IsAt(state, p, *pc))
                        goto Fail;
                    pc++;
                    continue;

                case Op.JUMP:
                case Op.INFO:
                    pc += *pc;
                    continue;

                case Op.GROUPREF:
                case Op.GROUPREF_IGNORE:
                case Op.GROUPREF_UNI_IGNORE:
                case Op.GROUPREF_LOC_IGNORE:
                    p = MatchGroup(state, pc[-1], 2 * (nint)(*pc), p, end);
                    if (p == null)
                        goto Fail;
                    pc++;
                    continue;

                case Op.GROUPREF_EXISTS:
                {
                    nint index = 2 * (nint)(*pc);
                    pc += index < state->lastmark && state->mark[index] != 0 && state->mark[index] <= state->mark[index + 1] ? 2 : pc[1];
                    continue;
                }

                case Op.BRANCH:
                    goto NextAlternative;

                case Op.REPEAT_ONE:
                {
                    if ((nint)(end - p) < (nint)pc[1])
                        goto Fail;
                    T* least = p + pc[1];
                    p = RunEnd(pc + 3, pc[2], p, end);
                    if (p < least)
                        goto Fail;
                    uint* tail = pc + *pc;
                    // What ends the match or a group takes all there is: to give back would not help it.
                    if (tail[0] != Op.SUCCESS && p > least)
                    {
                        if (tail[0] == Op.LITERAL)
                        {
                            while (p > least && (p >= end || At(p) != tail[1]))
                                p--;
                        }
                        if (p > least)
                        {
                            entry = Push(ts, state, Entry.GreedyOne);
                            if (entry == null)
                                return Found.Error;
                            entry->a = (nint)pc;
                            entry->b = (nint)p;
                            entry->c = (nint)least;
                        }
                    }
                    pc = tail;
                    continue;
                }

                case Op.MIN_REPEAT_ONE:
                {
                    if ((nint)(end - p) < (nint)pc[1])
                        goto Fail;
                    T* least = p + pc[1];
                    if (pc[1] != 0)
                    {
                        p = RunEnd(pc + 3, pc[1], p, end);
                        if (p < least)
                            goto Fail;
                    }
                    entry = Push(ts, state, Entry.LazyOne);
                    if (entry == null)
                        return Found.Error;
                    entry->a = (nint)pc;
                    entry->b = (nint)p;
                    entry->c = (nint)pc[1];
                    pc += *pc;
                    continue;
                }

                case Op.POSSESSIVE_REPEAT_ONE:
                {
                    if ((nint)(end - p) < (nint)pc[1])
                        goto Fail;
                    T* least = p + pc[1];
                    p = RunEnd(pc + 3, pc[2], p, end);
                    if (p < least)
                        goto Fail;
                    pc += *pc;
                    continue;
                }

                case Op.REPEAT:
                {
                    nint record = state->top;
                    entry = Push(ts, state, Entry.Repeat);
                    if (entry == null)
                        return Found.Error;
                    entry->a = (nint)pc;
                    entry->b = repeat;
                    entry->c = -1;
                    entry->d = 0;
                    repeat = record;
                    pc += *pc;
                    continue;
                }

                case Op.MAX_UNTIL:
                case Op.MIN_UNTIL:
                {
                    if (--state->budget <= 0 && Matching.CheckPoint(ts, state) != Status.Ok)
                        return Found.Error;
                    BacktrackEntry* record = (BacktrackEntry*)(state->stack + repeat);
                    uint* operands = (uint*)record->a;
                    nint count = record->c + 1;
                    if (count < (nint)operands[1])
                        goto Iterate;
                    if (pc[-1] == Op.MIN_UNTIL)
                    {
                        entry = Push(ts, state, Entry.IterateLazy);
                        if (entry == null)
                            return Found.Error;
                        entry->a = repeat;
                        entry->b = (nint)p;
                        repeat = ((BacktrackEntry*)(state->stack + repeat))->b;
                        continue;
                    }
                    bool again = (count < (nint)operands[2] || operands[2] == SreCode.MaxRepeat) && (nint)p != record->d;
                    entry = Push(ts, state, again ? Entry.LeaveGreedy : Entry.Left);
                    if (entry == null)
                        return Found.Error;
                    record = (BacktrackEntry*)(state->stack + repeat);
                    entry->a = repeat;
                    if (!again)
                    {
                        repeat = record->b;
                        continue;
                    }
                    entry->b = record->c;
                    entry->c = record->d;
                    entry->d = (nint)p;
                    record->c = count;
                    record->d = (nint)p;
                    pc = operands + 3;
                    continue;
                }

                case Op.ASSERT:
                    if ((nuint)(p - (T*)state->beginning) < pc[1])
                        goto Fail;
                    entry = PushFrame(ts, state, Entry.Assert, pc, p, frame, repeat);
                    if (entry == null)
                        return Found.Error;
                    frame = state->top - sizeof(BacktrackEntry);
                    p -= pc[1];
                    pc += 2;
                    continue;

                case Op.ASSERT_NOT:
                    if ((nuint)(p - (T*)state->beginning) < pc[1])
                    {
                        pc += *pc;
                        continue;
                    }
                    entry = PushFrame(ts, state, Entry.AssertNot, pc, p, frame, repeat);
                    if (entry == null)
                        return Found.Error;
                    frame = state->top - sizeof(BacktrackEntry);
                    p -= pc[1];
                    pc += 2;
                    continue;

                case Op.ATOMIC_GROUP:
                    entry = PushFrame(ts, state, Entry.Atomic, pc, p, frame, repeat);
                    if (entry == null)
                        return Found.Error;
                    frame = state->top - sizeof(BacktrackEntry);
                    pc++;
                    continue;

                case Op.POSSESSIVE_REPEAT:
                    if (pc[2] == 0)
                    {
                        pc += *pc + 1;
                        continue;
                    }
                    entry = PushFrame(ts, state, Entry.Possessive, pc, p, frame, repeat);
                    if (entry == null)
                        return Found.Error;
                    frame = state->top - sizeof(BacktrackEntry);
                    pc += 3;
                    continue;

                case Op.SUCCESS:
                    if (frame == None)
                    {
                        if ((state->match_all && (byte*)p != state->end) || (byte*)p == state->must_advance)
                            goto Fail;
                        state->ptr = (byte*)p;
                        return Found.Yes;
                    }
                    goto Inside;

                default:
                    goto Fail;
            }

        Iterate:
            {
                BacktrackEntry* record = (BacktrackEntry*)(state->stack + repeat);
                nint count = record->c, last = record->d;
                uint* operands = (uint*)record->a;
                entry = Push(ts, state, Entry.Iteration);
                if (entry == null)
                    return Found.Error;
                entry->a = repeat;
                entry->b = count;
                entry->c = last;
                ((BacktrackEntry*)(state->stack + repeat))->c = count + 1;
                pc = operands + 3;
                continue;
            }

        NextAlternative:
            // pc is at the skip word of the next alternative; the last one has none after it.
            while (true)
            {
                uint skip = *pc;
                if (skip == 0)
                    goto Fail;
                uint* next = pc + skip;
                if (!CanBegin(pc + 1, p, end))
                {
                    pc = next;
                    continue;
                }
                if (*next != 0)
                {
                    entry = Push(ts, state, Entry.Branch);
                    if (entry == null)
                        return Found.Error;
                    entry->a = (nint)next;
                    entry->b = (nint)p;
                }
                pc++;
                break;
            }
            continue;

        Inside:
            {
                // The inside of an assertion, an atomic group or an iteration matched: nothing in it is tried again.
                nint at = frame;
                BacktrackEntry done = *(BacktrackEntry*)(state->stack + at);
                frame = done.c;
                repeat = done.d;
                pc = (uint*)done.a;
                if (done.kind == Entry.AssertNot)
                {
                    UndoMarks(state, at);
                    state->top = at;
                    goto Fail;
                }
                Cut(state, at);
                if (done.kind == Entry.Possessive)
                {
                    if (--state->budget <= 0 && Matching.CheckPoint(ts, state) != Status.Ok)
                        return Found.Error;
                    uint count = done.count + 1;
                    if (count < pc[1] || ((count < pc[2] || pc[2] == SreCode.MaxRepeat) && (nint)p != done.b))
                    {
                        entry = PushFrame(ts, state, Entry.Possessive, pc, p, frame, repeat);
                        if (entry == null)
                            return Found.Error;
                        frame = state->top - sizeof(BacktrackEntry);
                        entry->count = count == SreCode.MaxRepeat ? count - 1 : count;
                        pc += 3;
                        continue;
                    }
                    pc += *pc + 1;
                    continue;
                }
                if (done.kind == Entry.Assert)
                    p = (T*)done.b;
                pc += *pc;
                continue;
            }

        Fail:
            if (--state->budget <= 0 && Matching.CheckPoint(ts, state) != Status.Ok)
                return Found.Error;
            while (true)
            {
                if (state->top == 0)
                    return Found.No;
                entry = (BacktrackEntry*)(state->stack + state->top) - 1;
                switch (entry->kind)
                {
                    case Entry.Mark:
                        UndoMark(state, entry);
                        break;

                    case Entry.Branch:
                        pc = (uint*)entry->a;
                        p = (T*)entry->b;
                        state->top -= sizeof(BacktrackEntry);
                        goto NextAlternative;

                    case Entry.GreedyOne:
                    {
                        pc = (uint*)entry->a;
                        uint* tail = pc + *pc;
                        T* least = (T*)entry->c;
                        p = (T*)entry->b - 1;
                        if (tail[0] == Op.LITERAL)
                        {
                            uint ch = tail[1];
                            while (p > least && At(p) != ch)
                                p--;
                        }
                        entry->b = (nint)p;
                        if (p <= least)
                            state->top -= sizeof(BacktrackEntry);
                        pc = tail;
                        goto Next;
                    }

                    case Entry.LazyOne:
                    {
                        pc = (uint*)entry->a;
                        uint* tail = pc + *pc;
                        p = (T*)entry->b;
                        nint count = entry->c;
                        bool more;
                        // One more character, and on while the next item cannot begin after it.
                        do
                        {
                            more = (count < (nint)pc[2] || pc[2] == SreCode.MaxRepeat) && IsOne(pc + 3, p, end);
                            if (!more)
                                break;
                            p++;
                            count++;
                        }
                        while (tail[0] == Op.LITERAL && (p >= end || At(p) != tail[1]));
                        if (!more)
                            break;
                        entry->b = (nint)p;
                        entry->c = count;
                        pc = tail;
                        goto Next;
                    }

                    case Entry.Repeat:
                        repeat = entry->b;
                        break;

                    case Entry.Iteration:
                        ((BacktrackEntry*)(state->stack + entry->a))->c = entry->b;
                        ((BacktrackEntry*)(state->stack + entry->a))->d = entry->c;
                        break;

                    case Entry.LeaveGreedy:
                    {
                        BacktrackEntry* record = (BacktrackEntry*)(state->stack + entry->a);
                        record->c = entry->b;
                        record->d = entry->c;
                        p = (T*)entry->d;
                        entry->kind = Entry.Left;
                        pc = (uint*)record->a;
                        pc += *pc + 1;
                        repeat = record->b;
                        goto Next;
                    }

                    case Entry.IterateLazy:
                    {
                        repeat = entry->a;
                        BacktrackEntry* record = (BacktrackEntry*)(state->stack + repeat);
                        uint* operands = (uint*)record->a;
                        p = (T*)entry->b;
                        if ((record->c + 1 >= (nint)operands[2] && operands[2] != SreCode.MaxRepeat) || (nint)p == record->d)
                            break;
                        entry->kind = Entry.Iteration;
                        entry->b = record->c;
                        entry->c = record->d;
                        record->c++;
                        record->d = (nint)p;
                        pc = operands + 3;
                        goto Next;
                    }

                    case Entry.Left:
                        repeat = entry->a;
                        break;

                    case Entry.AssertNot:
                        frame = entry->c;
                        pc = (uint*)entry->a;
                        p = (T*)entry->b;
                        pc += *pc;
                        state->top -= sizeof(BacktrackEntry);
                        goto Next;

                    case Entry.Possessive:
                        frame = entry->c;
                        pc = (uint*)entry->a;
                        if (entry->count < pc[1])
                            break;
                        p = (T*)entry->b;
                        pc += *pc + 1;
                        state->top -= sizeof(BacktrackEntry);
                        goto Next;

                    default:
                        frame = entry->c;
                        break;
                }
                state->top -= sizeof(BacktrackEntry);
            }

        Next:
            continue;
        }
    }

    private static BacktrackEntry* PushFrame(ThreadState* ts, SreState* state, Entry kind, uint* pc, T* p, nint frame, nint repeat)
    {
        BacktrackEntry* entry = Push(ts, state, kind);
        if (entry == null)
            return null;
        entry->count = 0;
        entry->a = (nint)pc;
        entry->b = (nint)p;
        entry->c = frame;
        entry->d = repeat;
        return entry;
    }
}
