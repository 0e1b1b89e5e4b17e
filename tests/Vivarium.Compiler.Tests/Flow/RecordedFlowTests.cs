// The back end against the reference: its code generator's instructions, recorded, must assemble to its code objects; and the
// whole compiler must turn the samples into the very bytes that the reference marshals (tests/golden/bytecode).
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Marshal;
using Vivarium.Compiler.Flow;
using ParseMode = Vivarium.Compiler.Syntax.ParseMode;

namespace Vivarium.Compiler.Tests.Flow;

public class RecordedFlowTests
{
    private static readonly string s_folder = Repository.PathOf("tests/golden/bytecode");

    [Fact]
    public void Recorded_instructions_assemble_to_the_reference_s_code()
    {
        int count = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(s_folder, "flow"), "*.rec"))
        {
            foreach (Constant item in ((ListValue)MarshalReader.Read(File.ReadAllBytes(path))).Items)
            {
                Constant[] record = ((TupleConstant)item).Items;
                CodeUnit expected = ((CodeConstant)record[^1]).Code;
                CodeUnit actual = Assembler.Assemble(Unit(record), Sequence(record), expected.co_flags, expected.co_filename);
                AssertSame(expected, actual);
                count++;
            }
        }
        Assert.InRange(count, 20, int.MaxValue);
    }

    [Fact]
    public void Samples_compile_to_the_reference_s_bytes()
    {
        foreach (string path in Directory.EnumerateFiles(Path.Combine(s_folder, "samples"), "*.py"))
        {
            CodeUnit code = PythonCompiler.Compile(File.ReadAllBytes(path), Path.GetFileName(path));
            byte[] expected = File.ReadAllBytes(Path.ChangeExtension(path, ".code"));
            byte[] actual = MarshalWriter.Write(new CodeConstant(code));
            if (!actual.AsSpan().SequenceEqual(expected))
                AssertSameDeep(((CodeConstant)MarshalReader.Read(expected)).Code, code);
            Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(actual));
        }
    }

    [Fact]
    public void Constant_expressions_fold_as_in_the_reference()
    {
        foreach (string line in File.ReadLines(Path.Combine(s_folder, "folding.tsv")))
        {
            string[] fields = line.Split('\t');
            CodeUnit code = PythonCompiler.Compile(fields[0], "folding", new CompileOptions { Mode = ParseMode.Eval });
            byte[] expected = Convert.FromHexString(fields[1]);
            CodeUnit reference = ((CodeConstant)MarshalReader.Read(expected)).Code;
            if (!MarshalWriter.Write(new CodeConstant(code)).AsSpan().SequenceEqual(expected))
                Assert.Equal(fields[0] + "\n" + Text(reference), fields[0] + "\n" + Text(code));
        }
    }

    private static void AssertSameDeep(CodeUnit expected, CodeUnit actual)
    {
        AssertSame(expected, actual);
        CodeUnit[] a = [.. expected.co_consts.OfType<CodeConstant>().Select(c => c.Code)];
        CodeUnit[] b = [.. actual.co_consts.OfType<CodeConstant>().Select(c => c.Code)];
        for (int i = 0; i < Math.Min(a.Length, b.Length); i++)
            AssertSameDeep(a[i], b[i]);
    }

    private static void AssertSame(CodeUnit expected, CodeUnit actual)
    {
        Assert.Equal(Text(expected), Text(actual));
        Assert.Equal(expected.co_linetable, actual.co_linetable);
        Assert.Equal(expected.co_exceptiontable, actual.co_exceptiontable);
        Assert.Equal(expected.co_localspluskinds, actual.co_localspluskinds);
        Assert.Equal(expected.co_names, actual.co_names);
    }

    /// <summary>The code as text, with its constants, so that a failure can be read.</summary>
    private static string Text(CodeUnit code) =>
        string.Join(", ", code.co_consts.Select(ConstantText.Of)) + "\n" + Disassembler.Disassemble(code).Split("\n\n")[0];

    private static UnitMetadata Unit(Constant[] record)
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

    private static InstructionSequence Sequence(Constant[] record)
    {
        const int FieldsPerInstruction = 6;
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
