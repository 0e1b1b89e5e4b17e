// Builds the graph from the code generator's sequence and writes it back as one (docs/internals/flow.md).
using Vivarium.Bytecode;

namespace Vivarium.Compiler.Flow;

/// <summary>The blocks of one scope.</summary>
internal sealed class ControlFlowGraph
{
    private ControlFlowGraph(BasicBlock entry) => Entry = entry;

    public BasicBlock Entry { get; }

    /// <summary>The blocks in order; the walk follows links made while it goes.</summary>
    public IEnumerable<BasicBlock> Blocks
    {
        get
        {
            for (BasicBlock? block = Entry; block is not null; block = block.Next)
                yield return block;
        }
    }

    public static ControlFlowGraph FromSequence(InstructionSequence sequence)
    {
        sequence.ApplyLabels();
        Span<SequenceInstruction> instructions = sequence.Instructions;
        var targets = new BasicBlock?[instructions.Length + 1];
        foreach (ref SequenceInstruction instruction in instructions)
        {
            if (OpcodeInfo.HasTarget(instruction.Opcode))
                targets[instruction.Oparg] ??= new BasicBlock { IsLabeled = true };
        }

        var builder = new Builder();
        for (int i = 0; i < instructions.Length; i++)
        {
            ref SequenceInstruction instruction = ref instructions[i];
            if (instruction.Opcode == Opcode.ANNOTATIONS_PLACEHOLDER)
            {
                // What makes the annotate function has no jumps.
                if (sequence.AnnotationsCode is { } annotations)
                {
                    foreach (ref SequenceInstruction added in annotations.Instructions)
                        builder.Add(added, null);
                }
                continue;
            }
            if (targets[i] is { } labeled)
                builder.Use(labeled);
            builder.Add(instruction, OpcodeInfo.HasTarget(instruction.Opcode) ? targets[instruction.Oparg] : null);
        }
        return new ControlFlowGraph(builder.Entry);
    }

    /// <summary>Instructions in layout order, block numbers as labels.</summary>
    public InstructionSequence ToSequence()
    {
        var sequence = new InstructionSequence();
        foreach (BasicBlock block in Blocks)
            block.Number = sequence.NewLabel().Id;
        foreach (BasicBlock block in Blocks)
        {
            sequence.UseLabel(new Label(block.Number));
            foreach (ref CfgInstruction instruction in block.Instructions)
            {
                bool hasTarget = OpcodeInfo.HasTarget(instruction.Opcode);
                sequence.AddOp(instruction.Opcode, hasTarget ? instruction.Target!.Number : instruction.Oparg, instruction.Location);
                if (instruction.Handler is { } handler)
                {
                    sequence.Instructions[^1].Handler = new HandlerInfo
                    {
                        Label = handler.Number,
                        StartDepth = handler.StartDepth,
                        PreserveLasti = handler.PreserveLasti,
                    };
                }
            }
        }
        sequence.ApplyLabels();
        return sequence;
    }

    public void ClearVisited()
    {
        for (BasicBlock? block = Entry; block is not null; block = block.Next)
            block.Visited = false;
    }

    /// <summary>Cuts the sequence into blocks: at labels, and after jumps and scope exits.</summary>
    private sealed class Builder
    {
        private BasicBlock _current;

        public Builder()
        {
            Entry = new BasicBlock();
            _current = Entry;
        }

        public BasicBlock Entry { get; }

        public void Use(BasicBlock labeled) => Continue(labeled);

        public void Add(in SequenceInstruction instruction, BasicBlock? target)
        {
            if (!_current.IsEmpty && OpcodeInfo.IsTerminator(_current.Last.Opcode))
                Continue(new BasicBlock());
            _current.Add(new CfgInstruction
            {
                Opcode = instruction.Opcode,
                Oparg = target is null ? instruction.Oparg : 0,
                Location = instruction.Location,
                Target = target,
            });
        }

        private void Continue(BasicBlock next)
        {
            _current.Next = next;
            _current = next;
        }
    }
}
