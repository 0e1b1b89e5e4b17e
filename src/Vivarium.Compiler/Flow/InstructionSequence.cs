// What the code generator emits: instructions in order, jump arguments being labels, pseudo instructions allowed.
// Invariant: every label used as an argument has been given a place by UseLabel before the sequence is assembled.
// See docs/internals/flow.md.
using Vivarium.Bytecode;

namespace Vivarium.Compiler.Flow;

/// <summary>The handler that covers an instruction, filled in by the flow graph for the exception table.</summary>
internal struct HandlerInfo
{
    /// <summary>Label, later offset, of the handler; -1 for none.</summary>
    public int Label;

    /// <summary>Stack depth at which the handler starts.</summary>
    public int StartDepth;

    /// <summary>The position of the raising instruction is pushed below the exception.</summary>
    public bool PreserveLasti;

    public static HandlerInfo None => new() { Label = -1, StartDepth = -1 };

    public readonly bool SameAs(in HandlerInfo other) =>
        Label == other.Label && StartDepth == other.StartDepth && PreserveLasti == other.PreserveLasti;
}

/// <summary>One instruction before assembly.</summary>
internal struct SequenceInstruction
{
    public Opcode Opcode;

    /// <summary>For jumps and SETUPs a label's id, then (labels applied) an index into the sequence.</summary>
    public int Oparg;
    public Location Location;
    public HandlerInfo Handler;
}

/// <summary>A growing list of instructions with labels.</summary>
internal sealed class InstructionSequence
{
    private readonly List<int> _labelPlaces = [];
    private SequenceInstruction[] _instructions = new SequenceInstruction[16];
    private bool _labelsApplied;

    public int Count { get; private set; }

    /// <summary>Code that makes a module's or class's annotate function, put where ANNOTATIONS_PLACEHOLDER stands.</summary>
    public InstructionSequence? AnnotationsCode { get; set; }

    public Span<SequenceInstruction> Instructions => _instructions.AsSpan(0, Count);

    public int LabelCount => _labelPlaces.Count;

    /// <summary>A sequence of its own with the same instructions and labels.</summary>
    public InstructionSequence Copy()
    {
        var copy = new InstructionSequence { _instructions = [.. _instructions], _labelsApplied = _labelsApplied, Count = Count, AnnotationsCode = AnnotationsCode };
        copy._labelPlaces.AddRange(_labelPlaces);
        return copy;
    }

    public Label NewLabel()
    {
        _labelPlaces.Add(-1);
        return new Label(_labelPlaces.Count - 1);
    }

    /// <summary>Gives a label its place: the next instruction added.</summary>
    public void UseLabel(Label label) => _labelPlaces[label.Id] = Count;

    /// <summary>Adds an instruction without argument.</summary>
    public void AddOp(Opcode opcode, Location location) => AddOp(opcode, 0, location);

    public void AddOp(Opcode opcode, int oparg, Location location)
    {
        if (Count == _instructions.Length)
            Array.Resize(ref _instructions, Count * 2);
        _instructions[Count++] =
            new SequenceInstruction { Opcode = opcode, Oparg = oparg, Location = location, Handler = HandlerInfo.None };
    }

    /// <summary>Adds a jump, or a SETUP that names its handler.</summary>
    public void AddJump(Opcode opcode, Label target, Location location) => AddOp(opcode, target.Id, location);

    /// <summary>Puts an instruction before the one at <paramref name="position"/>; labels at or after it move along.</summary>
    public void Insert(int position, Opcode opcode, int oparg, Location location)
    {
        AddOp(opcode, oparg, location);
        SequenceInstruction added = _instructions[Count - 1];
        Array.Copy(_instructions, position, _instructions, position + 1, Count - 1 - position);
        _instructions[position] = added;
        for (int i = 0; i < _labelPlaces.Count; i++)
        {
            if (_labelPlaces[i] >= position)
                _labelPlaces[i]++;
        }
    }

    /// <summary>Replaces label ids in arguments by indexes into the sequence; done once, when it is complete.</summary>
    public void ApplyLabels()
    {
        if (_labelsApplied)
            return;
        _labelsApplied = true;
        // Without labels arguments are indexes already.
        if (_labelPlaces.Count == 0)
            return;
        foreach (ref SequenceInstruction instruction in Instructions)
        {
            if (OpcodeInfo.HasTarget(instruction.Opcode))
                instruction.Oparg = Place(instruction.Oparg);
            if (instruction.Handler.Label >= 0)
                instruction.Handler.Label = Place(instruction.Handler.Label);
        }
    }

    private int Place(int label) =>
        _labelPlaces[label] is int place and >= 0 ? place : throw new InvalidOperationException($"label {label} has no place");
}
