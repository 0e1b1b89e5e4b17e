// Feeds recorded output of the reference's code generator to our back end and compares the code objects that come out.
// A recording is a marshalled list, one tuple for each code object: what UnitMetadata holds, the instructions, the result.
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Marshal;
using Vivarium.Compiler.Flow;

namespace Vivarium.CompareBytecode;

internal static class FlowCheck
{
    private const int FieldsPerInstruction = 6;

    public static int Run(string directory, int shown)
    {
        var tally = new Tally(shown);
        foreach (string path in Directory.EnumerateFiles(directory, "*.rec").Order(StringComparer.Ordinal))
        {
            var recording = (ListValue)MarshalReader.Read(File.ReadAllBytes(path));
            foreach (Constant item in recording.Items)
                Check(((TupleConstant)item).Items, tally);
        }
        return tally.Report("code objects assembled identically");
    }

    private static void Check(Constant[] record, Tally tally)
    {
        CodeUnit theirs = ((CodeConstant)record[15]).Code;
        string where = $"{theirs.co_filename}:{theirs.co_firstlineno} {theirs.co_qualname}";
        UnitMetadata unit = Unit(record);
        if (unit.Consts.Count != ((TupleConstant)record[13]).Items.Length)
            return; // a constant was guessed wrongly by the recorder
        try
        {
            CodeUnit ours = Assembler.Assemble(unit, Sequence(record), (CodeFlags)Int(record[7]), ((StrConstant)record[2]).Value);
            tally.Add(where, CodeComparison.FirstDifference(ours, theirs));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            tally.Add(where, (e.GetType().Name, e.ToString()));
        }
    }

    internal static UnitMetadata Unit(Constant[] record)
    {
        string[] cells = Names(record[10]);
        var unit = new UnitMetadata
        {
            Name = Text(record[0]),
            Qualname = Text(record[1]),
            FirstLineNo = Int(record[3]),
            ArgCount = Int(record[4]),
            PosOnlyArgCount = Int(record[5]),
            KwOnlyArgCount = Int(record[6]),
            FreeVars = new NameTable(cells.Length),
        };
        Fill(unit.Names, Names(record[8]));
        Fill(unit.VarNames, Names(record[9]));
        Fill(unit.CellVars, cells);
        Fill(unit.FreeVars, Names(record[11]));
        foreach (string name in Names(record[12]))
            unit.FastHidden[name] = false;
        foreach (Constant constant in ((TupleConstant)record[13]).Items)
            unit.Consts.Add(constant);
        return unit;
    }

    internal static InstructionSequence Sequence(Constant[] record)
    {
        int[] numbers = Array.ConvertAll(((TupleConstant)record[14]).Items, Int);
        int count = numbers.Length / FieldsPerInstruction;
        var sequence = new InstructionSequence();
        Label[] labels = [.. Enumerable.Range(0, count).Select(_ => sequence.NewLabel())];
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<int> fields = numbers.AsSpan(i * FieldsPerInstruction, FieldsPerInstruction);
            sequence.UseLabel(labels[i]);
            sequence.AddOp((Opcode)fields[0], fields[1], new Location(fields[2], fields[3], fields[4], fields[5]));
        }
        return sequence;
    }

    private static void Fill(NameTable table, string[] names)
    {
        foreach (string name in names)
            table.Add(name);
    }

    private static string Text(Constant value) => ((StrConstant)value).Value.ToString();
    private static int Int(Constant value) => (int)((IntConstant)value).Value;
    private static string[] Names(Constant value) => Array.ConvertAll(((TupleConstant)value).Items, Text);
}
