// Holds code that claims to be a compiled pattern against its grammar before anything executes it: the matcher trusts jumps, sets, marks and
// the nesting of repeats. Blocks within blocks are kept on a stack in heap memory, so no nesting is too deep. See docs/internals/re.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Sre;

internal unsafe struct CodeValidator
{
    /// <summary>The words from <c>at</c> to <c>end</c> are a sequence of items; the enclosing block goes on at <c>next</c>.</summary>
    private struct Block
    {
        public nint at;
        public nint end;
        public nint next;
        /// <summary>The first part of a conditional: it may end in a jump over the second.</summary>
        public bool conditional;
    }

    private uint* _code;
    private nint _groups;
    private Block* _blocks;
    private nint _count;
    private nint _capacity;

    /// <summary>RuntimeError "invalid SRE code" unless the code is one that can be executed.</summary>
    public static Status Check(ThreadState* ts, uint* code, nint size, nint groups)
    {
        CodeValidator validator = new() { _code = code, _groups = groups };
        bool valid = groups >= 0 && groups <= SreCode.MaxGroups && size > 0 && code[size - 1] == Op.SUCCESS && validator.Open(ts, 0, size - 1, size - 1, false)
            && validator.Run(ts);
        MemDomain.Free(ts->interp->heap, validator._blocks);
        if (valid)
            return Status.Ok;
        if (!Err.Occurred(ts))
            Err.Runtime(ts, "invalid SRE code");
        return Status.Error;
    }

    private bool Open(ThreadState* ts, nint at, nint end, nint next, bool conditional)
    {
        if (_count == _capacity)
        {
            nint capacity = _capacity == 0 ? 16 : _capacity * 2;
            Block* larger = (Block*)MemDomain.Realloc(ts->interp->heap, _blocks, (nuint)(capacity * sizeof(Block)));
            if (larger == null)
            {
                Err.NoMemory(ts);
                return false;
            }
            _blocks = larger;
            _capacity = capacity;
        }
        _blocks[_count++] = new Block { at = at, end = end, next = next, conditional = conditional };
        return true;
    }

    private bool Run(ThreadState* ts)
    {
        while (_count > 0)
        {
            Block* block = &_blocks[_count - 1];
            if (block->at < block->end)
            {
                if (!Item(ts, block))
                    return false;
                continue;
            }
            if (block->at != block->end)
                return false;
            nint next = block->next;
            if (--_count == 0)
                return true;
            if (next > _blocks[_count - 1].end)
                return false;
            _blocks[_count - 1].at = next;
        }
        return true;
    }

    /// <summary>The next item of a block; opens the blocks within it. The block may move.</summary>
    private bool Item(ThreadState* ts, Block* block)
    {
        nint at = block->at, end = block->end;
        nint left = end - at;
        uint* pc = _code + at;
        switch (pc[0])
        {
            case Op.FAILURE:
            case Op.SUCCESS:
            case Op.ANY:
            case Op.ANY_ALL:
                block->at += 1;
                return true;

            case Op.LITERAL:
            case Op.NOT_LITERAL:
            case Op.LITERAL_IGNORE:
            case Op.NOT_LITERAL_IGNORE:
            case Op.LITERAL_UNI_IGNORE:
            case Op.NOT_LITERAL_UNI_IGNORE:
            case Op.LITERAL_LOC_IGNORE:
            case Op.NOT_LITERAL_LOC_IGNORE:
                block->at += 2;
                return left >= 2;

            case Op.MARK:
                block->at += 2;
                return left >= 2 && pc[1] < 2 * _groups;

            case Op.AT:
                block->at += 2;
                return left >= 2 && pc[1] < Sre.At.Count;

            case Op.GROUPREF:
            case Op.GROUPREF_IGNORE:
            case Op.GROUPREF_UNI_IGNORE:
            case Op.GROUPREF_LOC_IGNORE:
                block->at += 2;
                return left >= 2 && pc[1] < _groups;

            case Op.IN:
            case Op.IN_IGNORE:
            case Op.IN_UNI_IGNORE:
            case Op.IN_LOC_IGNORE:
                if (left < 2 || pc[1] < 2 || pc[1] > left - 1)
                    return false;
                block->at += 1 + (nint)pc[1];
                return IsSet(pc + 2, pc + 1 + pc[1]);

            case Op.INFO:
                if (left < 5 || pc[1] < 4 || pc[1] > left - 1)
                    return false;
                block->at += 1 + (nint)pc[1];
                return IsInfo(pc, end - at);

            case Op.BRANCH:
                return Branch(ts, at, end);

            case Op.REPEAT_ONE:
            case Op.MIN_REPEAT_ONE:
            case Op.POSSESSIVE_REPEAT_ONE:
                if (left < 6 || pc[1] < 5 || pc[1] > left - 1 || pc[2] > pc[3])
                    return false;
                block->at += 1 + (nint)pc[1];
                return IsOneCharacter(pc + 4, pc + 1 + pc[1]);

            case Op.REPEAT:
            {
                if (left < 5 || pc[1] < 3 || pc[1] > left - 2 || pc[2] > pc[3])
                    return false;
                nint until = at + 1 + (nint)pc[1];
                return _code[until] is Op.MAX_UNTIL or Op.MIN_UNTIL && Open(ts, at + 4, until, until + 1, false);
            }

            case Op.POSSESSIVE_REPEAT:
            {
                if (left < 5 || pc[1] < 3 || pc[1] > left - 2 || pc[2] > pc[3])
                    return false;
                nint success = at + 1 + (nint)pc[1];
                return _code[success] == Op.SUCCESS && Open(ts, at + 4, success, success + 1, false);
            }

            case Op.ATOMIC_GROUP:
                if (left < 3 || pc[1] < 2 || pc[1] > left - 1)
                    return false;
                return pc[pc[1]] == Op.SUCCESS && Open(ts, at + 2, at + (nint)pc[1], at + 1 + (nint)pc[1], false);

            case Op.ASSERT:
            case Op.ASSERT_NOT:
                if (left < 4 || pc[1] < 3 || pc[1] > left - 1)
                    return false;
                return pc[pc[1]] == Op.SUCCESS && Open(ts, at + 3, at + (nint)pc[1], at + 1 + (nint)pc[1], false);

            case Op.GROUPREF_EXISTS:
                if (left < 3 || pc[1] >= _groups || pc[2] < 2 || pc[2] > left - 1)
                    return false;
                return Open(ts, at + 3, at + 1 + (nint)pc[2], at + 1 + (nint)pc[2], true);

            case Op.JUMP:
                return Jump(block, pc, left);

            default:
                return false;
        }
    }

    /// <summary>The jump that ends the first part of a conditional: what it skips, the second part, is a block in its stead.</summary>
    private bool Jump(Block* block, uint* pc, nint left)
    {
        if (!block->conditional || left != 2 || _count < 2)
            return false;
        nint target = block->at + 1 + (nint)pc[1];
        if (target < block->end || target > _blocks[_count - 2].end)
            return false;
        block->at = block->end;
        block->end = target;
        block->next = target;
        block->conditional = false;
        return true;
    }

    /// <summary>Alternatives, each ended by a jump behind the whole; they are opened all at once, as blocks that end where the branch does.</summary>
    private bool Branch(ThreadState* ts, nint at, nint end)
    {
        nint first = at + 1, skip = first;
        while (true)
        {
            if (skip >= end)
                return false;
            nint length = (nint)_code[skip];
            if (length == 0)
                break;
            if (length < 3 || length >= end - skip || _code[skip + length - 2] != Op.JUMP)
                return false;
            skip += length;
        }
        nint after = skip + 1;
        if (skip == first)
            return false;
        // The branch itself goes on behind its last alternative; an alternative's block goes on at the next one.
        _blocks[_count - 1].at = after;
        nint alternatives = _count;
        for (nint s = first; s != skip; s += (nint)_code[s])
        {
            nint jump = s + (nint)_code[s] - 2;
            if (jump + 1 + (nint)_code[jump + 1] != after || !Open(ts, s + 1, jump, after, false))
                return false;
        }
        // They are taken from the top: each one's next must be where the block below it begins.
        for (nint i = alternatives + 1; i < _count; i++)
            _blocks[i].next = _blocks[i - 1].at;
        return true;
    }

    private static bool IsOneCharacter(uint* pc, uint* end)
    {
        nint length = (nint)(end - pc);
        switch (pc[0])
        {
            case Op.ANY:
            case Op.ANY_ALL:
            case Op.FAILURE:
                return length == 2 && pc[1] == Op.SUCCESS;
            case Op.LITERAL:
            case Op.NOT_LITERAL:
            case Op.LITERAL_IGNORE:
            case Op.NOT_LITERAL_IGNORE:
            case Op.LITERAL_UNI_IGNORE:
            case Op.NOT_LITERAL_UNI_IGNORE:
            case Op.LITERAL_LOC_IGNORE:
            case Op.NOT_LITERAL_LOC_IGNORE:
                return length == 3 && pc[2] == Op.SUCCESS;
            case Op.IN:
            case Op.IN_IGNORE:
            case Op.IN_UNI_IGNORE:
            case Op.IN_LOC_IGNORE:
                return length >= 4 && pc[1] >= 2 && pc[1] == length - 2 && end[-1] == Op.SUCCESS && IsSet(pc + 2, end - 1);
            default:
                return false;
        }
    }

    /// <summary>Items of a set, with FAILURE as the last word.</summary>
    private static bool IsSet(uint* set, uint* end)
    {
        while (set < end)
        {
            nint left = (nint)(end - set);
            switch (*set)
            {
                case Op.FAILURE:
                    return left == 1;
                case Op.NEGATE:
                    set++;
                    break;
                case Op.LITERAL:
                    set += 2;
                    break;
                case Op.CATEGORY:
                    if (left < 2 || set[1] >= Category.Count)
                        return false;
                    set += 2;
                    break;
                case Op.RANGE:
                case Op.RANGE_UNI_IGNORE:
                    set += 3;
                    break;
                case Op.CHARSET:
                    set += 9;
                    break;
                case Op.BIGCHARSET:
                {
                    if (left < 66 || set[1] > 256 || left < 66 + (nint)set[1] * 8)
                        return false;
                    byte* chunks = (byte*)(set + 2);
                    for (int i = 0; i < 256; i++)
                    {
                        if (chunks[i] >= set[1])
                            return false;
                    }
                    set += 66 + set[1] * 8;
                    break;
                }
                default:
                    return false;
            }
        }
        return false;
    }

    /// <summary>The block that tells a search what to look for; a prefix must be what the pattern itself begins with, because the search skips it there.</summary>
    private static bool IsInfo(uint* pc, nint left)
    {
        uint flags = pc[2];
        uint* at = pc + 5;
        uint* end = pc + 1 + pc[1];
        if ((flags & ~(SreCode.InfoPrefix | SreCode.InfoLiteral | SreCode.InfoCharset)) != 0)
            return false;
        if ((flags & SreCode.InfoPrefix) == 0)
        {
            if ((flags & SreCode.InfoLiteral) != 0)
                return false;
            return (flags & SreCode.InfoCharset) != 0 ? IsSet(at, end) : at == end;
        }
        if ((flags & SreCode.InfoCharset) != 0 || end - at < 2)
            return false;
        nint length = (nint)at[0], skip = (nint)at[1];
        if (length == 0 || skip > length || end - at != 2 + 2 * length || left - (nint)(end - pc) < 2 * skip)
            return false;
        uint* prefix = at + 2;
        for (nint i = 0; i < length; i++)
        {
            if (prefix[length + i] > i)
                return false;
        }
        for (nint i = 0; i < skip; i++)
        {
            if (end[2 * i] != Op.LITERAL || end[2 * i + 1] != prefix[i])
                return false;
        }
        return true;
    }
}
