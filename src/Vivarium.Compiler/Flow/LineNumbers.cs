// Gives every instruction that can have one a source line: exits without a line are copied for each jump to them, and lines
// flow to instructions and blocks that have none and only one way to be reached. See docs/internals/flow.md.
namespace Vivarium.Compiler.Flow;

internal static class LineNumbers
{
    public static void Resolve(ControlFlowGraph graph)
    {
        DuplicateLinelessExits(graph);
        Propagate(graph);
    }

    private static void DuplicateLinelessExits(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block.IsEmpty || !block.Last.IsJump)
                continue;
            BasicBlock target = BasicBlock.NonEmpty(block.Last.Target)!;
            if (!IsLinelessExit(target) || target.Predecessors <= 1)
                continue;
            var copy = new BasicBlock { IsLabeled = true, Predecessors = 1, Next = target.Next };
            copy.Append(target);
            copy[0].Location = block.Last.Location;
            block.Last.Target = copy;
            target.Predecessors--;
            target.Next = copy;
        }

        // What is left can only be fallen into.
        foreach (BasicBlock block in graph.Blocks)
        {
            if (!block.IsEmpty && block.HasFallthrough && block.Next is { IsEmpty: false } next && IsLinelessExit(next))
                next[0].Location = block.Last.Location;
        }
    }

    private static bool IsLinelessExit(BasicBlock block) => (block.ExitsScope || block.HasEvalBreak) && block.HasNoLine;

    private static void Propagate(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            if (block.IsEmpty)
                continue;
            Location previous = Location.None;
            foreach (ref CfgInstruction instruction in block.Instructions)
            {
                if (instruction.Location.Line == Location.None.Line)
                    instruction.Location = previous;
                else
                    previous = instruction.Location;
            }
            if (block.HasFallthrough && block.Next is { Predecessors: 1 } next)
                SetFirst(next, previous);
            if (block.Last.IsJump && block.Last.Target is { Predecessors: 1 } target)
                SetFirst(target, previous);
        }
    }

    private static void SetFirst(BasicBlock block, Location location)
    {
        if (!block.IsEmpty && block[0].Location.Line == Location.None.Line)
            block[0].Location = location;
    }
}
