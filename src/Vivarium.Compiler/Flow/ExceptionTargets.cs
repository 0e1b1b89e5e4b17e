// Finds for each instruction the handler that covers it, from the SETUP and POP_BLOCK pseudo instructions around it.
// Afterwards POP_BLOCKs are gone; SETUPs stay, as edges to their handlers, until the graph is written out.
using Vivarium.Bytecode;

namespace Vivarium.Compiler.Flow;

internal static class ExceptionTargets
{
    public static void MarkHandlers(ControlFlowGraph graph)
    {
        foreach (BasicBlock block in graph.Blocks)
        {
            foreach (ref CfgInstruction instruction in block.Instructions)
            {
                if (instruction.IsBlockPush)
                    instruction.Target!.IsHandler = true;
            }
        }
    }

    public static void Label(ControlFlowGraph graph)
    {
        graph.ClearVisited();
        var todo = new Stack<(BasicBlock Block, HandlerStack? Handlers)>();
        Visit(todo, graph.Entry, null);
        while (todo.TryPop(out (BasicBlock Block, HandlerStack? Handlers) next))
            LabelBlock(todo, next.Block, next.Handlers);
    }

    private static void LabelBlock(Stack<(BasicBlock, HandlerStack?)> todo, BasicBlock block, HandlerStack? handlers)
    {
        int lastYieldDepth = -1;
        foreach (ref CfgInstruction instruction in block.Instructions)
        {
            if (instruction.IsBlockPush)
            {
                instruction.Handler = null;
                Visit(todo, instruction.Target!, handlers);
                if (instruction.Opcode is Opcode.SETUP_WITH or Opcode.SETUP_CLEANUP)
                    instruction.Target!.PreserveLasti = true;
                handlers = new HandlerStack(instruction.Target!, handlers);
                continue;
            }
            if (instruction.Opcode == Opcode.POP_BLOCK)
            {
                handlers = handlers!.Outer;
                instruction.Handler = null;
                instruction.SetNop();
                continue;
            }
            instruction.Handler = handlers?.Handler;
            if (instruction.IsJump)
            {
                Visit(todo, instruction.Target!, handlers);
            }
            else if (instruction.Opcode == Opcode.YIELD_VALUE)
            {
                lastYieldDepth = handlers?.Depth ?? 0;
            }
            else if (instruction.Opcode == Opcode.RESUME && instruction.Oparg != ResumeKind.RESUME_AT_FUNC_START)
            {
                if (lastYieldDepth == 1)
                    instruction.Oparg |= ResumeKind.RESUME_OPARG_DEPTH1_MASK;
                lastYieldDepth = -1;
            }
        }
        if (block.HasFallthrough && block.Next is { } next)
            Visit(todo, next, handlers);
    }

    private static void Visit(Stack<(BasicBlock, HandlerStack?)> todo, BasicBlock block, HandlerStack? handlers)
    {
        if (block.Visited)
            return;
        block.Visited = true;
        todo.Push((block, handlers));
    }

    /// <summary>The handlers in force, innermost first.</summary>
    private sealed class HandlerStack(BasicBlock handler, HandlerStack? outer)
    {
        public BasicBlock Handler { get; } = handler;
        public HandlerStack? Outer { get; } = outer;
        public int Depth { get; } = (outer?.Depth ?? 0) + 1;
    }
}
