// Finds loads of locals that may be unbound, which must check: every other load may trust its local (docs/internals/flow.md).
using Vivarium.Bytecode;

namespace Vivarium.Compiler.Flow;

internal static class UnboundLocals
{
    /// <summary>Locals beyond these are followed inside one block at a time, so that long functions stay cheap.</summary>
    private const int Tracked = 64;

    public static void AddChecks(ControlFlowGraph graph, int localCount, int parameterCount)
    {
        if (localCount == 0)
            return;
        if (localCount > Tracked)
        {
            CheckUntracked(graph, localCount);
            localCount = Tracked;
        }
        foreach (BasicBlock block in graph.Blocks)
        {
            block.UnsafeLocals = 0;
            block.Visited = false;
        }
        ulong unbound = 0;
        for (int i = parameterCount; i < localCount; i++)
            unbound |= 1ul << i;
        var todo = new Stack<BasicBlock>();
        Flow(todo, graph.Entry, unbound);
        foreach (BasicBlock block in graph.Blocks)
            Scan(todo, block);
        while (todo.TryPop(out BasicBlock? block))
        {
            block.Visited = false;
            Scan(todo, block);
        }
    }

    private static void Scan(Stack<BasicBlock> todo, BasicBlock block)
    {
        ulong unbound = block.UnsafeLocals;
        foreach (ref CfgInstruction instruction in block.Instructions)
        {
            if (instruction.Handler is { } handler)
                Flow(todo, handler, unbound);
            if (instruction.Oparg >= Tracked)
                continue;
            ulong bit = 1ul << instruction.Oparg;
            switch (instruction.Opcode)
            {
                case Opcode.DELETE_FAST or Opcode.LOAD_FAST_AND_CLEAR or Opcode.STORE_FAST_MAYBE_NULL:
                    unbound |= bit;
                    break;
                case Opcode.STORE_FAST or Opcode.LOAD_FAST_CHECK:
                    unbound &= ~bit;
                    break;
                case Opcode.LOAD_FAST:
                    if ((unbound & bit) != 0)
                        instruction.Opcode = Opcode.LOAD_FAST_CHECK;
                    unbound &= ~bit;
                    break;
            }
        }
        if (block.Next is { } next && block.HasFallthrough)
            Flow(todo, next, unbound);
        if (!block.IsEmpty && block.Last.IsJump)
            Flow(todo, block.Last.Target!, unbound);
    }

    private static void Flow(Stack<BasicBlock> todo, BasicBlock block, ulong unbound)
    {
        ulong both = block.UnsafeLocals | unbound;
        if (both == block.UnsafeLocals)
            return;
        block.UnsafeLocals = both;
        if (!block.Visited)
        {
            block.Visited = true;
            todo.Push(block);
        }
    }

    private static void CheckUntracked(ControlFlowGraph graph, int localCount)
    {
        // A local is known to be bound if this holds the current block's number.
        var boundIn = new int[localCount - Tracked];
        int number = 0;
        foreach (BasicBlock block in graph.Blocks)
        {
            number++;
            foreach (ref CfgInstruction instruction in block.Instructions)
            {
                int local = instruction.Oparg - Tracked;
                if (local < 0)
                    continue;
                switch (instruction.Opcode)
                {
                    case Opcode.DELETE_FAST or Opcode.LOAD_FAST_AND_CLEAR or Opcode.STORE_FAST_MAYBE_NULL:
                        boundIn[local] = number - 1;
                        break;
                    case Opcode.STORE_FAST:
                        boundIn[local] = number;
                        break;
                    case Opcode.LOAD_FAST:
                        if (boundIn[local] != number)
                            instruction.Opcode = Opcode.LOAD_FAST_CHECK;
                        boundIn[local] = number;
                        break;
                }
            }
        }
    }
}
