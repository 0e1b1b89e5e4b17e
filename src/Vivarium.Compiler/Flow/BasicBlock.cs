// The control-flow graph: basic blocks in the order in which they will be laid out, linked by Next.
// Invariants: a jump or scope exit is the last instruction of its block; Target is set for every jump and SETUP.
// See docs/internals/flow.md.
using Vivarium.Bytecode;

namespace Vivarium.Compiler.Flow;

/// <summary>An instruction of the graph; its target is a block, not a number.</summary>
internal struct CfgInstruction
{
    public Opcode Opcode;
    public int Oparg;
    public Location Location;
    public BasicBlock? Target;

    /// <summary>The handler that covers the instruction.</summary>
    public BasicBlock? Handler;

    public readonly bool IsJump => OpcodeInfo.HasJump(Opcode);
    public readonly bool IsBlockPush => OpcodeInfo.IsBlockPush(Opcode);

    /// <summary>Loads a constant whose value the compiler knows.</summary>
    public readonly bool LoadsConstant => Opcode is Opcode.LOAD_CONST or Opcode.LOAD_SMALL_INT;

    public void Set(Opcode opcode, int oparg = 0)
    {
        Opcode = opcode;
        Oparg = oparg;
    }

    public void SetNop() => Set(Opcode.NOP);
}

/// <summary>Instructions that run one after the other.</summary>
internal sealed class BasicBlock
{
    private CfgInstruction[] _instructions = new CfgInstruction[8];

    public BasicBlock? Next { get; set; }

    /// <summary>Some instruction names this block.</summary>
    public bool IsLabeled { get; set; }
    public int Count { get; private set; }
    public Span<CfgInstruction> Instructions => _instructions.AsSpan(0, Count);
    public ref CfgInstruction this[int index] => ref _instructions[index];

    /// <summary>Jumps, SETUPs and falls into this block.</summary>
    public int Predecessors { get; set; }

    /// <summary>Stack depth at the block's start, or <see cref="int.MinValue"/> while unknown.</summary>
    public int StartDepth { get; set; } = int.MinValue;

    public bool IsHandler { get; set; }

    /// <summary>As a handler: the raising instruction's position is pushed below the exception.</summary>
    public bool PreserveLasti { get; set; }

    /// <summary>Reached only by exceptions.</summary>
    public bool IsCold { get; set; }
    public bool IsWarm { get; set; }

    /// <summary>Scratch mark of whatever pass is walking.</summary>
    public bool Visited { get; set; }

    /// <summary>Locals, by bit, that may be unbound at the block's start.</summary>
    public ulong UnsafeLocals { get; set; }

    /// <summary>Number of the block when the graph is written out.</summary>
    public int Number { get; set; }

    public bool IsEmpty => Count == 0;
    public ref CfgInstruction Last => ref _instructions[Count - 1];

    /// <summary>Control may pass on to <see cref="Next"/>.</summary>
    public bool HasFallthrough =>
        Count == 0 || !(OpcodeInfo.IsScopeExit(Last.Opcode) || OpcodeInfo.IsUnconditionalJump(Last.Opcode));

    public bool ExitsScope => Count > 0 && OpcodeInfo.IsScopeExit(Last.Opcode);

    public bool HasNoLine
    {
        get
        {
            foreach (ref CfgInstruction instruction in Instructions)
            {
                if (instruction.Location.Line >= 0)
                    return false;
            }
            return true;
        }
    }

    public bool HasEvalBreak
    {
        get
        {
            foreach (ref CfgInstruction instruction in Instructions)
            {
                if ((OpcodeInfo.Flags(instruction.Opcode) & OpcodeFlags.HAS_EVAL_BREAK) != 0)
                    return true;
            }
            return false;
        }
    }

    public void Add(in CfgInstruction instruction)
    {
        Reserve();
        _instructions[Count++] = instruction;
    }

    /// <summary>
    /// Adds an instruction, covered by whatever handler covered the one that was last in its place: where one has been removed
    /// before, the new one inherits, elsewhere it is not covered. That is the reference's behaviour, visible in exception tables.
    /// </summary>
    public void Add(Opcode opcode, int oparg, Location location, BasicBlock? target = null)
    {
        Reserve();
        ref CfgInstruction added = ref _instructions[Count++];
        added.Set(opcode, oparg);
        added.Location = location;
        added.Target = target;
    }

    private void Reserve()
    {
        if (Count == _instructions.Length)
            Array.Resize(ref _instructions, Count * 2);
    }

    public void Insert(int position, in CfgInstruction instruction)
    {
        CfgInstruction added = instruction;
        Add(added);
        Array.Copy(_instructions, position, _instructions, position + 1, Count - 1 - position);
        _instructions[position] = added;
    }

    public void Append(BasicBlock other)
    {
        for (int i = 0; i < other.Count; i++)
            Add(other._instructions[i]);
    }

    /// <summary>What is cut off stays in memory, for <see cref="Add(Opcode, int, Location, BasicBlock?)"/> to inherit from.</summary>
    public void Truncate(int count) => Count = count;

    /// <summary>This block, or the first after it that has instructions.</summary>
    public static BasicBlock? NonEmpty(BasicBlock? block)
    {
        while (block is not null && block.IsEmpty)
            block = block.Next;
        return block;
    }
}
