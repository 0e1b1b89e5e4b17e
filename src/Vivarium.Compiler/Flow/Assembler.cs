// From instructions to code object: flow graph, optimisation, jump offsets, bytecode and tables (docs/internals/flow.md).
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Tables;

namespace Vivarium.Compiler.Flow;

/// <summary>The entry to the back end of the compiler.</summary>
internal static class Assembler
{
    /// <summary>END_ASYNC_FOR names the END_SEND of its loop, which is this far behind the SEND that its label marks.</summary>
    private const int EndSendOffset = 5;

    /// <summary>
    /// Optimises and assembles the instructions of one scope. <paramref name="flags"/> are the finished <c>co_flags</c>;
    /// the sequence must end in a return. Consumes the sequence.
    /// </summary>
    public static CodeUnit Assemble(UnitMetadata unit, InstructionSequence instructions, CodeFlags flags, PyText filename)
    {
        ControlFlowGraph graph = ControlFlowGraph.FromSequence(instructions);
        Constant[] consts = Optimize(unit, graph, flags);
        return Finish(unit, graph, consts, flags, filename);
    }

    /// <summary>The same without optimisation: for instructions that are meant as they are.</summary>
    public static CodeUnit AssembleAsIs(UnitMetadata unit, InstructionSequence instructions, CodeFlags flags, PyText filename)
    {
        ControlFlowGraph graph = ControlFlowGraph.FromSequence(instructions);
        ExceptionTargets.MarkHandlers(graph);
        ExceptionTargets.Label(graph);
        return Finish(unit, graph, [.. unit.Consts.Items], flags, filename);
    }

    /// <summary>The instructions optimised, and the constants that are left; jumps are not normalised and no locals laid out.</summary>
    public static InstructionSequence OptimizedSequence(UnitMetadata unit, InstructionSequence instructions, CodeFlags flags, out Constant[] consts)
    {
        ControlFlowGraph graph = ControlFlowGraph.FromSequence(instructions);
        consts = Optimize(unit, graph, flags);
        StackDepth.Calculate(graph);
        BorrowedLoads.Optimize(graph);
        return graph.ToSequence();
    }

    private static Constant[] Optimize(UnitMetadata unit, ControlFlowGraph graph, CodeFlags flags)
    {
        int parameters = unit.ArgCount + unit.KwOnlyArgCount
            + ((flags & CodeFlags.CO_VARARGS) != 0 ? 1 : 0) + ((flags & CodeFlags.CO_VARKEYWORDS) != 0 ? 1 : 0);
        return FlowOptimizer.Optimize(graph, new ConstantPool(unit.Consts.Items), unit.VarNames.Count, parameters);
    }

    private static InstructionSequence LayOut(UnitMetadata unit, ControlFlowGraph graph, CodeFlags flags, out int stackSize, out LocalsLayout locals)
    {
        FlowOptimizer.ExpandConditionalJumps(graph);
        stackSize = Math.Max(StackDepth.Calculate(graph), 1);
        locals = LocalsLayout.Prepare(unit, graph, flags);
        FlowOptimizer.ReplacePseudoInstructions(graph);
        Layout.NormalizeJumps(graph);
        BorrowedLoads.Optimize(graph);
        return graph.ToSequence();
    }

    private static CodeUnit Finish(UnitMetadata unit, ControlFlowGraph graph, Constant[] consts, CodeFlags flags, PyText filename)
    {
        InstructionSequence laidOut = LayOut(unit, graph, flags, out int stackSize, out LocalsLayout locals);
        int[] offsets = ResolveJumps(laidOut);
        return new CodeUnit
        {
            co_name = PyText.FromString(unit.Name),
            co_qualname = PyText.FromString(unit.Qualname),
            co_filename = filename,
            co_firstlineno = unit.FirstLineNo,
            co_argcount = unit.ArgCount,
            co_posonlyargcount = unit.PosOnlyArgCount,
            co_kwonlyargcount = unit.KwOnlyArgCount,
            co_flags = flags,
            co_stacksize = stackSize,
            co_consts = consts,
            co_names = [.. unit.Names.Names.Select(PyText.FromString)],
            co_localsplusnames = locals.Names,
            co_localspluskinds = locals.Kinds,
            co_code = EmitCode(laidOut),
            co_linetable = EmitLocations(laidOut, unit.FirstLineNo),
            co_exceptiontable = EmitExceptionTable(laidOut, offsets),
        };
    }

    /// <summary>The code units that an instruction takes, prefixes and cache included.</summary>
    private static int SizeOf(Opcode opcode, int oparg) =>
        1 + (oparg > 0xFF ? 1 : 0) + (oparg > 0xFFFF ? 1 : 0) + (oparg > 0xFFFFFF ? 1 : 0) + OpcodeInfo.Caches(opcode);

    /// <summary>Gives jumps their direction and distance; the answer is each instruction's offset in code units.</summary>
    private static int[] ResolveJumps(InstructionSequence sequence)
    {
        Span<SequenceInstruction> instructions = sequence.Instructions;
        var targets = new int[instructions.Length];
        for (int i = 0; i < instructions.Length; i++)
        {
            ref SequenceInstruction instruction = ref instructions[i];
            if (!OpcodeInfo.HasJump(instruction.Opcode))
                continue;
            targets[i] = instruction.Oparg;
            bool forward = instruction.Oparg > i;
            if (instruction.Opcode == Opcode.JUMP)
                instruction.Opcode = forward ? Opcode.JUMP_FORWARD : Opcode.JUMP_BACKWARD;
            else if (instruction.Opcode == Opcode.JUMP_NO_INTERRUPT)
                instruction.Opcode = forward ? Opcode.JUMP_FORWARD : Opcode.JUMP_BACKWARD_NO_INTERRUPT;
        }

        // A longer jump may need a prefix, which makes others longer: repeat until nothing changes.
        var offsets = new int[instructions.Length];
        bool changed;
        do
        {
            changed = false;
            int total = 0;
            for (int i = 0; i < instructions.Length; i++)
            {
                offsets[i] = total;
                total += SizeOf(instructions[i].Opcode, instructions[i].Oparg);
            }
            int offset = 0;
            for (int i = 0; i < instructions.Length; i++)
            {
                ref SequenceInstruction instruction = ref instructions[i];
                int size = SizeOf(instruction.Opcode, instruction.Oparg);
                offset += size;
                if (!OpcodeInfo.HasJump(instruction.Opcode))
                    continue;
                int target = offsets[targets[i]];
                instruction.Oparg = instruction.Opcode == Opcode.END_ASYNC_FOR
                    ? offset - target - EndSendOffset
                    : Math.Abs(target - offset);
                changed |= SizeOf(instruction.Opcode, instruction.Oparg) != size;
            }
        }
        while (changed);
        return offsets;
    }

    private static byte[] EmitCode(InstructionSequence sequence)
    {
        var code = new ByteBuffer(sequence.Count * 4);
        foreach (ref SequenceInstruction instruction in sequence.Instructions)
        {
            int oparg = instruction.Oparg;
            for (int shift = 24; shift > 0; shift -= 8)
            {
                if (oparg >> shift != 0)
                {
                    code.Add((byte)Opcode.EXTENDED_ARG);
                    code.Add((byte)(oparg >> shift));
                }
            }
            code.Add((byte)instruction.Opcode);
            code.Add((byte)oparg);
            for (int caches = OpcodeInfo.Caches(instruction.Opcode); caches > 0; caches--)
            {
                code.Add(0);
                code.Add(0);
            }
        }
        return code.ToArray();
    }

    private static byte[] EmitLocations(InstructionSequence sequence, int firstLine)
    {
        Span<SequenceInstruction> instructions = sequence.Instructions;
        for (int i = instructions.Length - 1; i >= 0; i--)
        {
            if (instructions[i].Location == Location.Next)
            {
                instructions[i].Location = OpcodeInfo.IsTerminator(instructions[i].Opcode) || i + 1 == instructions.Length
                    ? Location.None
                    : instructions[i + 1].Location;
            }
        }

        var writer = new LocationTableWriter(firstLine);
        Location run = Location.None;
        int units = 0;
        foreach (ref SequenceInstruction instruction in instructions)
        {
            if (instruction.Location != run)
            {
                writer.Add(units, run.Line, run.EndLine, run.Col, run.EndCol);
                run = instruction.Location;
                units = 0;
            }
            units += SizeOf(instruction.Opcode, instruction.Oparg);
        }
        writer.Add(units, run.Line, run.EndLine, run.Col, run.EndCol);
        return writer.ToArray();
    }

    private static byte[] EmitExceptionTable(InstructionSequence sequence, int[] offsets)
    {
        var writer = new ExceptionTableWriter();
        HandlerInfo current = HandlerInfo.None;
        int start = -1;
        int offset = 0;
        foreach (ref SequenceInstruction instruction in sequence.Instructions)
        {
            if (instruction.Handler.Label != current.Label)
            {
                Add(offset);
                start = offset;
                current = instruction.Handler;
            }
            offset += SizeOf(instruction.Opcode, instruction.Oparg);
        }
        Add(offset);
        return writer.ToArray();

        void Add(int end)
        {
            if (current.Label < 0)
                return;
            // Between the depth to unwind to and the handler's are the exception and, if kept, the position.
            int depth = current.StartDepth - (current.PreserveLasti ? 2 : 1);
            const int Unit = OpcodeInfo.CodeUnitSize;
            writer.Add(new ExceptionTableEntry(start * Unit, end * Unit, offsets[current.Label] * Unit, depth, current.PreserveLasti));
        }
    }
}
