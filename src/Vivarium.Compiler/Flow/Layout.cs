// Passes over the shape of the graph: unreachable code, inlining of small blocks, redundant NOPs and jumps, cold blocks,
// and the form jumps have in bytecode. See docs/internals/flow.md.
using Vivarium.Bytecode;

namespace Vivarium.Compiler.Flow;

internal static class Layout
{
    /// <summary>An exit block this small is copied rather than jumped to.</summary>
    private const int MaxCopySize = 4;

    /// <summary>Counts predecessors and empties blocks that have none.</summary>
    public static void RemoveUnreachable(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            block.Visited = false;
            block.Predecessors = 0;
        }
        var todo = new Stack<BasicBlock>();
        graph.Entry.Predecessors = 1;
        graph.Entry.Visited = true;
        todo.Push(graph.Entry);
        while (todo.TryPop(out BasicBlock? block))
        {
            if (block.Next is { } next && block.HasFallthrough)
                Reach(todo, next);
            foreach (ref CfgInstruction instruction in block.Instructions)
            {
                if (instruction.IsJump || instruction.IsBlockPush)
                    Reach(todo, instruction.Target!);
            }
        }
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block.Predecessors == 0)
            {
                block.Truncate(0);
                block.IsHandler = false;
            }
        }
    }

    private static void Reach(Stack<BasicBlock> todo, BasicBlock block)
    {
        if (!block.Visited)
        {
            block.Visited = true;
            todo.Push(block);
        }
        block.Predecessors++;
    }

    /// <summary>Replaces jumps to small exit blocks, and to blocks without a line of their own, by those blocks' instructions.</summary>
    public static void InlineSmallOrLinelessBlocks(ControlFlowGraph graph)
    {
        bool changed;
        do
        {
            changed = false;
            foreach (BasicBlock block in graph.Blocks)
                changed |= InlineAtEnd(block);
        }
        while (changed);
    }

    private static bool InlineAtEnd(BasicBlock block)
    {
        if (block.IsEmpty || !OpcodeInfo.IsUnconditionalJump(block.Last.Opcode))
            return false;
        BasicBlock target = block.Last.Target!;
        bool smallExit = target.ExitsScope && target.Count <= MaxCopySize;
        bool lineless = target.HasNoLine && !target.HasFallthrough;
        if ((!smallExit && !lineless) || target == block)
            return false;
        Opcode removed = block.Last.Opcode;
        block.Last.SetNop();
        block.Last.Target = null;
        block.Append(target);
        if (lineless && OpcodeInfo.IsUnconditionalJump(block.Last.Opcode) && removed == Opcode.JUMP)
            block.Last.Opcode = Opcode.JUMP;
        target.Predecessors--;
        return true;
    }

    public static void RemoveRedundantNopsAndJumps(ControlFlowGraph graph)
    {
        while (RemoveRedundantNops(graph) + RemoveRedundantJumps(graph) > 0)
        {
        }
    }

    public static int RemoveRedundantNops(ControlFlowGraph graph)
    {
        int removed = 0;
        for (BasicBlock? block = graph.Entry; block is not null; block = block.Next)
            removed += RemoveRedundantNops(block);
        return removed;
    }

    /// <summary>Removes NOPs that no line needs.</summary>
    public static int RemoveRedundantNops(BasicBlock block)
    {
        int kept = 0;
        int previousLine = -1;
        Span<CfgInstruction> instructions = block.Instructions;
        for (int i = 0; i < instructions.Length; i++)
        {
            int line = instructions[i].Location.Line;
            if (instructions[i].Opcode == Opcode.NOP && IsRedundantNop(block, i, line, previousLine))
                continue;
            if (kept != i)
                instructions[kept] = instructions[i];
            kept++;
            previousLine = line;
        }
        block.Truncate(kept);
        return instructions.Length - kept;
    }

    private static bool IsRedundantNop(BasicBlock block, int index, int line, int previousLine)
    {
        if (line == Location.None.Line || line == previousLine)
            return true;
        if (index < block.Count - 1)
        {
            ref CfgInstruction next = ref block[index + 1];
            if (next.Location.Line == line)
                return true;
            if (next.Location.Line != Location.None.Line)
                return false;
            next.Location = block[index].Location;
            return true;
        }
        if (BasicBlock.NonEmpty(block.Next) is not { } following)
            return false;
        foreach (ref CfgInstruction next in following.Instructions)
        {
            // NOPs without a line will be gone.
            if (next.Opcode != Opcode.NOP || next.Location.Line != Location.None.Line)
                return next.Location.Line == line;
        }
        return false;
    }

    private static int RemoveRedundantJumps(ControlFlowGraph graph)
    {
        int removed = 0;
        for (BasicBlock? block = graph.Entry; block is not null; block = block.Next)
        {
            if (block.IsEmpty || !OpcodeInfo.IsUnconditionalJump(block.Last.Opcode))
                continue;
            if (BasicBlock.NonEmpty(block.Last.Target) == BasicBlock.NonEmpty(block.Next))
            {
                block.Last.SetNop();
                block.Last.Target = null;
                removed++;
            }
        }
        return removed;
    }

    /// <summary>Removes NOPs, and pairs that push a value only to drop it.</summary>
    public static void RemoveRedundantNopsAndPairs(ControlFlowGraph graph)
    {
        bool changed;
        do
        {
            changed = false;
            BasicBlock? lastBlock = null;
            int lastIndex = -1;
            foreach (BasicBlock block in graph.Blocks)
            {
                RemoveRedundantNops(block);
                if (block.IsLabeled)
                    lastBlock = null;
                for (int i = 0; i < block.Count; i++)
                {
                    if (lastBlock is not null && block[i].Opcode == Opcode.POP_TOP && IsPlainPush(lastBlock[lastIndex]))
                    {
                        lastBlock[lastIndex].SetNop();
                        block[i].SetNop();
                        changed = true;
                    }
                    (lastBlock, lastIndex) = (block, i);
                }
                if ((lastBlock is not null && lastBlock[lastIndex].IsJump) || !block.HasFallthrough)
                    lastBlock = null;
            }
        }
        while (changed);
    }

    private static bool IsPlainPush(in CfgInstruction instruction) =>
        instruction.LoadsConstant || (instruction.Opcode == Opcode.COPY && instruction.Oparg == 1);

    /// <summary>Moves blocks that only exceptions reach behind all others.</summary>
    public static void PushColdBlocksToEnd(ControlFlowGraph graph)
    {
        if (graph.Entry.Next is null)
            return;
        MarkWarm(graph);
        MarkCold(graph);
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block.IsCold && block.HasFallthrough && block.Next is { IsWarm: true } next)
            {
                next.IsLabeled = true;
                var jump = new BasicBlock { IsCold = true, Next = next, Predecessors = 1 };
                jump.Add(new CfgInstruction { Opcode = Opcode.JUMP_NO_INTERRUPT, Target = next, Location = Location.None });
                block.Next = jump;
            }
        }

        BasicBlock? cold = null;
        BasicBlock? coldTail = null;
        BasicBlock warmTail = graph.Entry;
        while (warmTail.Next is { } next)
        {
            if (!next.IsCold)
            {
                warmTail = next;
                continue;
            }
            BasicBlock end = next;
            while (end.Next is { IsCold: true } following)
                end = following;
            if (coldTail is null)
                cold = next;
            else
                coldTail.Next = next;
            coldTail = end;
            warmTail.Next = end.Next;
            end.Next = null;
        }
        warmTail.Next = cold;
        if (cold is not null)
            RemoveRedundantNopsAndJumps(graph);
    }

    private static void MarkWarm(ControlFlowGraph graph)
    {
        graph.ClearVisited();
        var todo = new Stack<BasicBlock>();
        graph.Entry.Visited = true;
        todo.Push(graph.Entry);
        while (todo.TryPop(out BasicBlock? block))
        {
            block.IsWarm = true;
            Follow(todo, block, warmToo: true);
        }
    }

    private static void MarkCold(ControlFlowGraph graph)
    {
        graph.ClearVisited();
        var todo = new Stack<BasicBlock>();
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block.IsHandler)
            {
                block.Visited = true;
                todo.Push(block);
            }
        }
        while (todo.TryPop(out BasicBlock? block))
        {
            block.IsCold = true;
            Follow(todo, block, warmToo: false);
        }
    }

    private static void Follow(Stack<BasicBlock> todo, BasicBlock block, bool warmToo)
    {
        if (block.HasFallthrough && block.Next is { Visited: false } next && (warmToo || !next.IsWarm))
        {
            next.Visited = true;
            todo.Push(next);
        }
        foreach (ref CfgInstruction instruction in block.Instructions)
        {
            if (instruction.IsJump && instruction.Target is { Visited: false } target && (warmToo || !target.IsWarm))
            {
                target.Visited = true;
                todo.Push(target);
            }
        }
    }

    /// <summary>Conditional jumps go forward only: one that would go back is inverted around an unconditional jump.</summary>
    public static void NormalizeJumps(ControlFlowGraph graph)
    {
        graph.ClearVisited();
        foreach (BasicBlock block in graph.Blocks)
        {
            block.Visited = true;
            if (block.IsEmpty || !OpcodeInfo.IsConditionalJump(block.Last.Opcode))
                continue;
            CfgInstruction last = block.Last;
            if (!last.Target!.Visited)
            {
                block.Add(Opcode.NOT_TAKEN, 0, last.Location);
                continue;
            }
            var back = new BasicBlock
            {
                StartDepth = last.Target.StartDepth, IsCold = block.IsCold, Next = block.Next, Visited = true,
            };
            back.Add(Opcode.NOT_TAKEN, 0, last.Location);
            back.Add(Opcode.JUMP, 0, last.Location, last.Target);
            block.Last.Opcode = Inverse(last.Opcode);
            block.Last.Target = block.Next;
            block.Next = back;
        }
    }

    private static Opcode Inverse(Opcode jump) => jump switch
    {
        Opcode.POP_JUMP_IF_NOT_NONE => Opcode.POP_JUMP_IF_NONE,
        Opcode.POP_JUMP_IF_NONE => Opcode.POP_JUMP_IF_NOT_NONE,
        Opcode.POP_JUMP_IF_FALSE => Opcode.POP_JUMP_IF_TRUE,
        _ => Opcode.POP_JUMP_IF_FALSE,
    };
}
