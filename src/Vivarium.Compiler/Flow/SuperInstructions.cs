// Joins neighbouring loads and stores of the first sixteen locals into one instruction (docs/internals/flow.md).
using Vivarium.Bytecode;

namespace Vivarium.Compiler.Flow;

internal static class SuperInstructions
{
    public static void Insert(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            for (int i = 0; i + 1 < block.Count; i++)
            {
                Opcode joined = (block[i].Opcode, block[i + 1].Opcode) switch
                {
                    (Opcode.LOAD_FAST, Opcode.LOAD_FAST) => Opcode.LOAD_FAST_LOAD_FAST,
                    (Opcode.STORE_FAST, Opcode.LOAD_FAST) => Opcode.STORE_FAST_LOAD_FAST,
                    (Opcode.STORE_FAST, Opcode.STORE_FAST) => Opcode.STORE_FAST_STORE_FAST,
                    _ => Opcode.NOP,
                };
                if (joined != Opcode.NOP)
                    Join(ref block[i], ref block[i + 1], joined);
            }
        }
        Layout.RemoveRedundantNops(graph);
    }

    private static void Join(ref CfgInstruction first, ref CfgInstruction second, Opcode joined)
    {
        const int OneNibble = 16;
        int line1 = first.Location.Line;
        int line2 = second.Location.Line;
        if ((line1 >= 0 && line2 >= 0 && line1 != line2) || first.Oparg >= OneNibble || second.Oparg >= OneNibble)
            return;
        first.Set(joined, first.Oparg << 4 | second.Oparg);
        second.SetNop();
    }
}
