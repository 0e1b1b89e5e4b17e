// Writes code units as text in the manner of `dis`, for test dumps and comparisons; not the dis module's exact layout.
// See docs/internals/bytecode.md.
using System.Globalization;
using System.Text;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Tables;

namespace Vivarium.Bytecode;

/// <summary>One instruction of finished bytecode, prefixes included.</summary>
internal readonly record struct CodeInstruction(int Offset, int Size, Opcode Opcode, int Oparg)
{
    /// <summary>Where a jump goes, in bytes; -1 for other instructions.</summary>
    public int JumpTarget
    {
        get
        {
            if (!OpcodeInfo.HasJump(Opcode) || Opcode == Opcode.END_ASYNC_FOR)
                return -1;
            int next = Offset + Size;
            return OpcodeInfo.IsBackwardJump(Opcode) ? next - Oparg * OpcodeInfo.CodeUnitSize : next + Oparg * OpcodeInfo.CodeUnitSize;
        }
    }
}

internal static class Disassembler
{
    /// <summary>The instructions in order; <c>Offset</c> is that of the first prefix, <c>Size</c> includes prefixes and caches.</summary>
    public static List<CodeInstruction> Decode(ReadOnlySpan<byte> code)
    {
        var instructions = new List<CodeInstruction>(code.Length / 4);
        int start = 0;
        int extended = 0;
        for (int at = 0; at + 1 < code.Length;)
        {
            var opcode = (Opcode)code[at];
            int oparg = extended << 8 | code[at + 1];
            if (opcode == Opcode.EXTENDED_ARG)
            {
                extended = oparg;
                at += OpcodeInfo.CodeUnitSize;
                continue;
            }
            int end = at + OpcodeInfo.CodeUnitSize * (1 + OpcodeInfo.Caches(opcode));
            instructions.Add(new CodeInstruction(start, end - start, opcode, oparg));
            (start, at, extended) = (end, end, 0);
        }
        return instructions;
    }

    /// <summary>The code and, after it, the code objects among its constants.</summary>
    public static string Disassemble(CodeUnit code)
    {
        var text = new StringBuilder();
        Write(text, code);
        return text.ToString();
    }

    private static void Write(StringBuilder text, CodeUnit code)
    {
        text.Append(CultureInfo.InvariantCulture, $"{code.co_qualname}: line {code.co_firstlineno}, args {code.co_argcount}");
        text.Append(CultureInfo.InvariantCulture, $"/{code.co_posonlyargcount}/{code.co_kwonlyargcount}, stack {code.co_stacksize}, ");
        text.Append(CultureInfo.InvariantCulture, $"flags 0x{(int)code.co_flags:x}\n");
        if (code.co_localsplusnames.Length > 0)
        {
            text.Append("  locals");
            for (int i = 0; i < code.co_localsplusnames.Length; i++)
                text.Append(CultureInfo.InvariantCulture, $" {code.co_localsplusnames[i]}:{(int)code.co_localspluskinds[i]:x2}");
            text.Append('\n');
        }
        WriteInstructions(text, code);
        if (ExceptionTableReader.TryRead(code.co_exceptiontable, out List<ExceptionTableEntry> entries) && entries.Count > 0)
        {
            text.Append("  exceptions:\n");
            foreach (ExceptionTableEntry entry in entries)
            {
                string lasti = entry.Lasti ? " lasti" : "";
                text.Append(CultureInfo.InvariantCulture, $"    {entry.Start} to {entry.End} -> {entry.Target} [{entry.Depth}]{lasti}\n");
            }
        }
        foreach (Constant constant in code.co_consts)
        {
            if (constant is CodeConstant nested)
            {
                text.Append('\n');
                Write(text, nested.Code);
            }
        }
    }

    private static void WriteInstructions(StringBuilder text, CodeUnit code)
    {
        var locations = new LocationTableReader(code.co_linetable, code.co_firstlineno);
        bool more = locations.MoveNext();
        int lastLine = -1;
        foreach (CodeInstruction instruction in Decode(code.co_code))
        {
            while (more && locations.Current.End <= instruction.Offset)
                more = locations.MoveNext();
            LocationEntry location = more ? locations.Current : new LocationEntry(0, 0, -1, -1, -1, -1);
            string line = location.Line == lastLine ? "" : location.Line < 0 ? "--" : location.Line.ToString(CultureInfo.InvariantCulture);
            lastLine = location.Line;
            string argument = Argument(code, instruction);
            string name = OpcodeInfo.Name(instruction.Opcode);
            text.Append(CultureInfo.InvariantCulture, $"{line,6} {instruction.Offset,6} {name,-28} {argument}");
            text.Append(CultureInfo.InvariantCulture, $"  @{location.Line}:{location.Col}-{location.EndLine}:{location.EndCol}\n");
        }
    }

    private static string Argument(CodeUnit code, CodeInstruction instruction)
    {
        (Opcode opcode, int oparg) = (instruction.Opcode, instruction.Oparg);
        if (!OpcodeInfo.HasArg(opcode))
            return "";
        string? meaning = null;
        if (instruction.JumpTarget >= 0)
            meaning = "to " + instruction.JumpTarget.ToString(CultureInfo.InvariantCulture);
        else if (OpcodeInfo.HasConst(opcode))
            meaning = At(code.co_consts, oparg) is { } constant ? ConstantText.Of(constant) : null;
        else if (OpcodeInfo.HasName(opcode))
            meaning = At(code.co_names, oparg >> NameShift(opcode))?.ToString();
        else if (IsPair(opcode))
            meaning = $"{At(code.co_localsplusnames, oparg >> 4)}, {At(code.co_localsplusnames, oparg & 15)}";
        else if (OpcodeInfo.HasLocal(opcode) || OpcodeInfo.HasFree(opcode))
            meaning = At(code.co_localsplusnames, oparg)?.ToString();
        else if (opcode == Opcode.BINARY_OP)
            meaning = At(OperandNames.BinaryOps, oparg);
        else if (opcode == Opcode.COMPARE_OP)
            meaning = At(OperandNames.Comparisons, oparg >> 5);
        return meaning is null ? oparg.ToString(CultureInfo.InvariantCulture) : $"{oparg} ({meaning})";
    }

    /// <summary>The bits below the index of the name.</summary>
    public static int NameShift(Opcode opcode) => OpcodeInfo.Base(opcode) switch
    {
        Opcode.LOAD_ATTR or Opcode.LOAD_GLOBAL => 1,
        Opcode.LOAD_SUPER_ATTR => 2,
        _ => 0,
    };

    /// <summary>The argument names two locals, four bits each.</summary>
    public static bool IsPair(Opcode opcode) =>
        opcode is Opcode.LOAD_FAST_LOAD_FAST or Opcode.LOAD_FAST_BORROW_LOAD_FAST_BORROW or Opcode.STORE_FAST_LOAD_FAST
            or Opcode.STORE_FAST_STORE_FAST;

    private static T? At<T>(T[] items, int index)
        where T : class => index >= 0 && index < items.Length ? items[index] : null;
}
