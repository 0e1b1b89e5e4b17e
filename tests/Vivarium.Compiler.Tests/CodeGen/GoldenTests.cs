// The programs and snippets of tests/golden/codegen against what the reference made of them. `tools/record-golden codegen` records them anew.
// See docs/internals/codegen.md.
using Vivarium.Bytecode;
using Vivarium.Compiler.Syntax;

namespace Vivarium.Compiler.Tests.CodeGen;

public class GoldenTests
{
    private static string Folder => Repository.PathOf("tests/golden/codegen");

    public static TheoryData<string> Programs => Names("*.py");

    public static TheoryData<string> Snippets => Names("*.txt");

    [Theory]
    [MemberData(nameof(Programs))]
    public void CodeEqualsTheReferences(string name)
    {
        string source = File.ReadAllText(Path.Combine(Folder, name));
        var lines = new List<string>();
        foreach (int level in (int[])[0, 2])
        {
            lines.Add($"# optimize={level}");
            CodeUnit code = PythonCompiler.Compile(source, name, new CompileOptions { Optimize = level });
            GoldenText.Describe(code, lines);
        }
        AssertRecorded(name, ".code", lines);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void SymbolTablesEqualTheReferences(string name)
    {
        string source = File.ReadAllText(Path.Combine(Folder, name));
        var lines = new List<string>();
        GoldenText.Symbols(PythonCompiler.Symbols(Parser.Parse(source, name), name).Top, 0, lines);
        AssertRecorded(name, ".symbols", lines);
    }

    [Theory]
    [MemberData(nameof(Snippets))]
    public void ErrorsAndWarningsEqualTheReferences(string name)
    {
        var lines = new List<string>();
        foreach (string source in File.ReadAllText(Path.Combine(Folder, name)).Split("====\n"))
        {
            var options = new CompileOptions();
            try
            {
                PythonCompiler.Compile(source, "<golden>", options);
                lines.Add("ok");
            }
            catch (SyntaxException error)
            {
                lines.Add($"{error.ErrorKind} {error.Lineno}:{error.Offset}-{error.EndLineno}:{error.EndOffset} {error.Message}");
            }
            foreach (SyntaxWarning warning in options.Warnings)
                lines.Add($"  {warning.Lineno} {warning.Message}");
        }
        AssertRecorded(name, ".expected", lines);
    }

    private static TheoryData<string> Names(string pattern)
    {
        var names = new TheoryData<string>();
        foreach (string path in Directory.GetFiles(Folder, pattern).Order(StringComparer.Ordinal))
            names.Add(Path.GetFileName(path));
        return names;
    }

    /// <summary>Compares line by line, so that a failure shows the first line that differs.</summary>
    private static void AssertRecorded(string name, string ending, List<string> lines)
    {
        string[] recorded = File.ReadAllLines(Path.Combine(Folder, Path.ChangeExtension(name, ending)));
        for (int i = 0; i < Math.Min(recorded.Length, lines.Count); i++)
        {
            if (recorded[i] != lines[i])
                Assert.Fail($"{name}{ending} line {i + 1}:\nreference {recorded[i]}\nours      {lines[i]}");
        }
        Assert.Equal(recorded.Length, lines.Count);
    }
}
