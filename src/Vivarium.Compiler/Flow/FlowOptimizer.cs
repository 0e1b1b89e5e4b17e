// The passes of the back end in their order (docs/internals/flow.md).
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

internal static class FlowOptimizer
{
    /// <summary>Optimises; the answer is the final list of constants.</summary>
    public static Constant[] Optimize(ControlFlowGraph graph, ConstantPool consts, int localCount, int parameterCount)
    {
        ExceptionTargets.MarkHandlers(graph);
        ExceptionTargets.Label(graph);

        Layout.InlineSmallOrLinelessBlocks(graph);
        Layout.RemoveUnreachable(graph);
        LineNumbers.Resolve(graph);
        foreach (BasicBlock block in graph.Blocks)
            Peephole.OptimizeConstantLoads(block, consts);
        foreach (BasicBlock block in graph.Blocks)
            Peephole.Optimize(block, consts);
        Layout.RemoveRedundantNopsAndPairs(graph);
        Layout.RemoveUnreachable(graph);
        Layout.RemoveRedundantNopsAndJumps(graph);

        Constant[] kept = consts.Finish(graph);
        UnboundLocals.AddChecks(graph, localCount, parameterCount);
        SuperInstructions.Insert(graph);
        Layout.PushColdBlocksToEnd(graph);
        LineNumbers.Resolve(graph);
        return kept;
    }

    /// <summary>Replaces pseudo instructions other than jumps by what they stand for.</summary>
    public static void ReplacePseudoInstructions(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (ref CfgInstruction instruction in block.Instructions)
            {
                if (instruction.IsBlockPush)
                {
                    instruction.SetNop();
                    instruction.Target = null;
                }
                else if (instruction.Opcode == Opcode.LOAD_CLOSURE)
                {
                    instruction.Opcode = Opcode.LOAD_FAST;
                }
                else if (instruction.Opcode == Opcode.STORE_FAST_MAYBE_NULL)
                {
                    instruction.Opcode = Opcode.STORE_FAST;
                }
            }
        }
        Layout.RemoveRedundantNops(graph);
    }

    /// <summary>A jump that keeps what it tests becomes a copy, its truth, and a jump that pops.</summary>
    public static void ExpandConditionalJumps(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block.IsEmpty || block.Last.Opcode is not (Opcode.JUMP_IF_FALSE or Opcode.JUMP_IF_TRUE))
                continue;
            CfgInstruction jump = block.Last;
            block.Last.Opcode = jump.Opcode == Opcode.JUMP_IF_FALSE ? Opcode.POP_JUMP_IF_FALSE : Opcode.POP_JUMP_IF_TRUE;
            int at = block.Count - 1;
            block.Insert(at, jump with { Opcode = Opcode.COPY, Oparg = 1, Target = null });
            block.Insert(at + 1, jump with { Opcode = Opcode.TO_BOOL, Oparg = 0, Target = null });
        }
    }
}
