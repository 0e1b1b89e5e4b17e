// The reference's recorded facts about bytecode (tests/golden/bytecode, by tools/record-golden bytecode).
using Vivarium.Bytecode.Constants;
using Vivarium.Bytecode.Marshal;

namespace Vivarium.Bytecode.Tests;

internal static class Golden
{
    public static readonly string Folder = Repository.PathOf("tests/golden/bytecode");

    /// <summary>The fields of each line of a table.</summary>
    public static IEnumerable<string[]> Rows(string name) => File.ReadLines(Path.Combine(Folder, name)).Select(line => line.Split('\t'));

    public static IEnumerable<string> SampleNames =>
        Directory.EnumerateFiles(Path.Combine(Folder, "samples"), "*.code").Select(path => Path.GetFileNameWithoutExtension(path)).Order();

    public static byte[] SampleBytes(string name) => File.ReadAllBytes(Path.Combine(Folder, "samples", name + ".code"));

    public static CodeUnit Sample(string name) => ((CodeConstant)MarshalReader.Read(SampleBytes(name))).Code;

    /// <summary>A code object and all inside it, outermost first.</summary>
    public static IEnumerable<CodeUnit> WithNested(CodeUnit code) =>
        code.co_consts.OfType<CodeConstant>().SelectMany(nested => WithNested(nested.Code)).Prepend(code);
}
