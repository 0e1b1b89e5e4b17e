// Names the first respect in which two code units differ, in the order in which one difference causes others.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Tables;

namespace Vivarium.CompareBytecode;

internal static class CodeComparison
{
    /// <summary>A short cause and what it looks like; null when the units are identical, nested code aside.</summary>
    public static (string Cause, string Detail)? FirstDifference(CodeUnit ours, CodeUnit theirs)
    {
        if (!ours.co_code.AsSpan().SequenceEqual(theirs.co_code))
            return CodeDifference(ours, theirs);
        if (Differ(ours.co_consts, theirs.co_consts) is { } consts)
            return ("consts", consts);
        if (Differ(ours.co_names, theirs.co_names) is { } names)
            return ("names", names);
        if (Differ(ours.co_localsplusnames, theirs.co_localsplusnames) is { } locals)
            return ("locals", locals);
        if (Differ(ours.co_localspluskinds, theirs.co_localspluskinds) is { } kinds)
            return ("local kinds", kinds);
        if (ours.co_flags != theirs.co_flags)
            return ("flags", $"0x{(int)ours.co_flags:x} for 0x{(int)theirs.co_flags:x}");
        if (ours.co_stacksize != theirs.co_stacksize)
            return ("stack size", $"{ours.co_stacksize} for {theirs.co_stacksize}");
        if (!ours.co_exceptiontable.AsSpan().SequenceEqual(theirs.co_exceptiontable))
            return ("exception table", Entries(ours) + "\n  for\n" + Entries(theirs));
        if (!ours.co_linetable.AsSpan().SequenceEqual(theirs.co_linetable))
            return ("locations", LocationDifference(ours, theirs));
        if (!ours.co_name.Equals(theirs.co_name) || !ours.co_qualname.Equals(theirs.co_qualname))
            return ("name", $"{ours.co_qualname} for {theirs.co_qualname}");
        if ((ours.co_firstlineno, ours.co_argcount, ours.co_posonlyargcount, ours.co_kwonlyargcount)
            != (theirs.co_firstlineno, theirs.co_argcount, theirs.co_posonlyargcount, theirs.co_kwonlyargcount))
        {
            return ("first line or argument counts", $"{ours.co_firstlineno} for {theirs.co_firstlineno}");
        }
        return null;
    }

    private static (string, string) CodeDifference(CodeUnit ours, CodeUnit theirs)
    {
        List<CodeInstruction> a = Disassembler.Decode(ours.co_code);
        List<CodeInstruction> b = Disassembler.Decode(theirs.co_code);
        int i = 0;
        while (i < a.Count && i < b.Count && a[i] == b[i])
            i++;
        string cause = i < a.Count && i < b.Count
            ? a[i].Opcode == b[i].Opcode
                ? "argument of " + OpcodeInfo.Name(a[i].Opcode)
                : $"{OpcodeInfo.Name(a[i].Opcode)} for {OpcodeInfo.Name(b[i].Opcode)}"
            : "length";
        return (cause, Around(ours, a, i) + "  for\n" + Around(theirs, b, i));
    }

    private static string Around(CodeUnit code, List<CodeInstruction> instructions, int index)
    {
        string[] lines = Disassembler.Disassemble(code).Split('\n');
        int first = Array.FindIndex(lines, line => line.Contains('@', StringComparison.Ordinal));
        int from = Math.Max(0, index - 6);
        return string.Concat(lines.Skip(first + from).Take(Math.Min(instructions.Count - from, 14)).Select(line => "  " + line + "\n"));
    }

    private static string Entries(CodeUnit code)
    {
        ExceptionTableReader.TryRead(code.co_exceptiontable, out List<ExceptionTableEntry> entries);
        return string.Join("\n", entries.Select(entry => "  " + entry));
    }

    private static string LocationDifference(CodeUnit ours, CodeUnit theirs)
    {
        var a = new LocationTableReader(ours.co_linetable, ours.co_firstlineno);
        var b = new LocationTableReader(theirs.co_linetable, theirs.co_firstlineno);
        while (true)
        {
            bool moreA = a.MoveNext();
            bool moreB = b.MoveNext();
            if (!moreA || !moreB || a.Current != b.Current)
                return $"{a.Current}\n  for\n  {b.Current}";
        }
    }

    private static string? Differ<T>(T[] ours, T[] theirs)
    {
        for (int i = 0; i < Math.Max(ours.Length, theirs.Length); i++)
        {
            string a = i < ours.Length ? Text(ours[i]) : "nothing";
            string b = i < theirs.Length ? Text(theirs[i]) : "nothing";
            if (a != b)
                return $"[{i}] {a} for {b}";
        }
        return null;
    }

    private static string Text<T>(T item) => item is Constant constant ? ConstantText.Of(constant) : item?.ToString() ?? "";
}
