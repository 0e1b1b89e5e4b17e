// Bytecode cut into instructions, with everything checked that needs no knowledge of the stack: opcodes, arguments, caches, jump
// targets, the instructions at the start, and the exception table. See docs/internals/bytecode.md.
using Vivarium.Bytecode.Tables;

namespace Vivarium.Bytecode.Validation;

internal sealed class CodeShape
{
    private readonly int[] _indexAt;

    public CodeShape(CodeUnit code)
    {
        Code = code;
        byte[] bytes = code.co_code;
        if (bytes.Length == 0 || bytes.Length % OpcodeInfo.CodeUnitSize != 0)
            throw new BytecodeException("code is empty or of odd length");
        CheckUnits(bytes);
        Instructions = [.. Disassembler.Decode(bytes)];
        _indexAt = new int[bytes.Length + 1];
        Array.Fill(_indexAt, -1);
        for (int i = 0; i < Instructions.Length; i++)
            _indexAt[Instructions[i].Offset] = i;
        IsGenerator = (code.co_flags & (CodeFlags.CO_GENERATOR | CodeFlags.CO_COROUTINE | CodeFlags.CO_ASYNC_GENERATOR)) != 0;
        PrefixLength = CheckPrefix();
        for (int i = 0; i < Instructions.Length; i++)
            CheckInstruction(i, Instructions[i]);
        Handlers = ReadHandlers();
    }

    public CodeUnit Code { get; }
    public CodeInstruction[] Instructions { get; }

    /// <summary>The handler of each instruction, an index into <see cref="Entries"/>; -1 for none.</summary>
    public int[] Handlers { get; }
    public List<ExceptionTableEntry> Entries { get; private set; } = [];
    public bool IsGenerator { get; }

    /// <summary>The instructions at the start that set up the frame and run once.</summary>
    public int PrefixLength { get; }

    /// <summary>The instruction at a byte offset; refuses offsets inside instructions, and the frame's set-up.</summary>
    public int TargetAt(int offset)
    {
        if (offset < 0 || offset >= Code.co_code.Length || _indexAt[offset] < 0)
            throw new BytecodeException($"jump to {offset}, where no instruction begins");
        if (_indexAt[offset] < PrefixLength)
            throw new BytecodeException($"jump to {offset}, into the set-up of the frame");
        return _indexAt[offset];
    }

    public LocalKind KindOf(int slot) => Code.co_localspluskinds[slot];

    /// <summary>Opcodes, prefixes and caches, unit by unit.</summary>
    private static void CheckUnits(byte[] bytes)
    {
        const int MaxPrefixes = 3;
        int prefixes = 0;
        for (int at = 0; at < bytes.Length;)
        {
            var opcode = (Opcode)bytes[at];
            if (OpcodeInfo.Kind(opcode) != OpcodeKind.Base
                || opcode is Opcode.CACHE or Opcode.RESERVED or Opcode.INTERPRETER_EXIT or Opcode.EXIT_INIT_CHECK)
            {
                throw new BytecodeException($"opcode {OpcodeInfo.Name(opcode)} at {at}");
            }
            at += OpcodeInfo.CodeUnitSize;
            if (opcode == Opcode.EXTENDED_ARG)
            {
                if (++prefixes > MaxPrefixes || at >= bytes.Length)
                    throw new BytecodeException($"EXTENDED_ARG before {at} without an instruction");
                continue;
            }
            prefixes = 0;
            int end = at + OpcodeInfo.Caches(opcode) * OpcodeInfo.CodeUnitSize;
            if (end > bytes.Length || bytes.AsSpan(at, end - at).ContainsAnyExcept((byte)0))
                throw new BytecodeException($"inline cache before {end} is cut off or in use");
            at = end;
        }
    }

    /// <summary>Free variables are copied first, every cell is made, and a generator leaves its frame before anything else runs.</summary>
    private int CheckPrefix()
    {
        int at = 0;
        int free = Code.co_nfreevars;
        if (free > 0)
        {
            if (Instructions[0].Opcode != Opcode.COPY_FREE_VARS || Instructions[0].Oparg != free)
                throw new BytecodeException("free variables are not copied at the start");
            at++;
        }
        var made = new HashSet<int>();
        for (; at < Instructions.Length && Instructions[at].Opcode == Opcode.MAKE_CELL; at++)
            made.Add(Instructions[at].Oparg);
        for (int slot = 0; slot < Code.co_localspluskinds.Length; slot++)
        {
            if ((KindOf(slot) & LocalKind.CO_FAST_CELL) != 0 && !made.Contains(slot))
                throw new BytecodeException($"cell {slot} is not made at the start");
        }
        if (IsGenerator)
        {
            if (at >= Instructions.Length || Instructions[at].Opcode != Opcode.RETURN_GENERATOR)
                throw new BytecodeException("generator does not begin with RETURN_GENERATOR");
            at++;
        }
        return at;
    }

    private void CheckInstruction(int index, CodeInstruction instruction)
    {
        (Opcode opcode, int oparg) = (instruction.Opcode, instruction.Oparg);
        if (oparg < 0 || !OperandRanges.IsValid(Code, opcode, oparg))
            throw new BytecodeException($"argument {oparg} of {OpcodeInfo.Name(opcode)} at {instruction.Offset}");
        if (instruction.JumpTarget >= 0 || OpcodeInfo.IsBackwardJump(opcode))
            TargetAt(instruction.JumpTarget);
        bool inPrefix = index < PrefixLength;
        switch (opcode)
        {
            case Opcode.COPY_FREE_VARS or Opcode.RETURN_GENERATOR when !inPrefix:
                throw new BytecodeException($"{OpcodeInfo.Name(opcode)} at {instruction.Offset}, not at the start");
            case Opcode.YIELD_VALUE when !IsGenerator:
                throw new BytecodeException($"YIELD_VALUE at {instruction.Offset} outside a generator");
        }
    }

    private int[] ReadHandlers()
    {
        if (!ExceptionTableReader.TryRead(Code.co_exceptiontable, out List<ExceptionTableEntry> entries))
            throw new BytecodeException("exception table is malformed");
        Entries = entries;
        var handlers = new int[Instructions.Length];
        Array.Fill(handlers, -1);
        int covered = 0;
        for (int i = 0; i < entries.Count; i++)
        {
            ExceptionTableEntry entry = entries[i];
            bool endFits = entry.End == Code.co_code.Length
                || (entry.End >= 0 && entry.End < Code.co_code.Length && _indexAt[entry.End] >= 0);
            if (entry.Start < covered || entry.End <= entry.Start || !endFits || _indexAt[entry.Start] < 0)
                throw new BytecodeException($"exception table entry {i} covers no proper range");
            if (entry.Depth + (entry.Lasti ? 1 : 0) + 1 > Code.co_stacksize)
                throw new BytecodeException($"exception table entry {i} exceeds the stack");
            TargetAt(entry.Target);
            covered = entry.End;
            for (int k = _indexAt[entry.Start]; k < Instructions.Length && Instructions[k].Offset < entry.End; k++)
                handlers[k] = i;
        }
        return handlers;
    }
}
