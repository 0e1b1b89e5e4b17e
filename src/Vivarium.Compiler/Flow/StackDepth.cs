// Computes the stack depth at the start of each block and the greatest depth anywhere (docs/internals/flow.md).
using Vivarium.Bytecode;

namespace Vivarium.Compiler.Flow;

internal static class StackDepth
{
    /// <summary>The greatest depth; sets each reachable block's <see cref="BasicBlock.StartDepth"/>.</summary>
    public static int Calculate(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            block.StartDepth = int.MinValue;
            block.Visited = false;
        }
        int greatest = 0;
        var todo = new Stack<BasicBlock>();
        Reach(todo, graph.Entry, 0);
        while (todo.TryPop(out BasicBlock? block))
        {
            int depth = block.StartDepth;
            BasicBlock? next = block.Next;
            foreach (ref CfgInstruction instruction in block.Instructions)
            {
                Opcode opcode = instruction.Opcode;
                int after = depth + OpcodeInfo.StackEffect(opcode, instruction.Oparg, jump: false);
                if (after < 0)
                    throw new InvalidOperationException($"{OpcodeInfo.Name(opcode)} pops from an empty stack");
                greatest = Math.Max(greatest, after);
                if (OpcodeInfo.HasTarget(opcode) && opcode != Opcode.END_ASYNC_FOR)
                {
                    int taken = depth + OpcodeInfo.StackEffect(opcode, instruction.Oparg, jump: true);
                    greatest = Math.Max(greatest, taken);
                    Reach(todo, instruction.Target!, taken);
                }
                depth = after;
                if (OpcodeInfo.IsScopeExit(opcode) || OpcodeInfo.IsUnconditionalJump(opcode))
                {
                    next = null;
                    break;
                }
            }
            if (next is not null)
                Reach(todo, next, depth);
        }
        return greatest;
    }

    private static void Reach(Stack<BasicBlock> todo, BasicBlock block, int depth)
    {
        if (block.StartDepth >= 0 && block.StartDepth != depth)
            throw new InvalidOperationException($"stack depth {depth} where it was {block.StartDepth}");
        if (block.StartDepth < depth)
        {
            block.StartDepth = depth;
            todo.Push(block);
        }
    }
}
