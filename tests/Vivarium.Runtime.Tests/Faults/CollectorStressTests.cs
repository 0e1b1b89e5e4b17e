// The same programs, and those of tests/programs/native, give the same values when a full collection runs at every allocation of a container, or at every tenth. See docs/internals/gc.md.
using System.Text.RegularExpressions;
using Vivarium.Runtime.State;
using Vivarium.Runtime.Tests.Modules;

namespace Vivarium.Runtime.Tests.Faults;

public partial class CollectorStressTests
{
    [GeneratedRegex(" at 0x[0-9a-f]+")]
    private static partial Regex Address();

    private static RuntimeConfig Stressed(int interval) => new() { use_hash_seed = true, heap_debug = true, gc_stress = interval };

    public static TheoryData<string, int> Programs()
    {
        TheoryData<string, int> data = [];
        foreach (string file in Directory.EnumerateFiles(Repository.PathOf("tests/Vivarium.Runtime.Tests/Faults/Programs"), "*.py").Order(StringComparer.Ordinal))
        {
            data.Add(Path.GetFileNameWithoutExtension(file), 1);
            data.Add(Path.GetFileNameWithoutExtension(file), 10);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void ProgramGivesTheSameValue(string name, int interval)
    {
        string source = File.ReadAllText(Repository.PathOf($"tests/Vivarium.Runtime.Tests/Faults/Programs/{name}.py"));
        // A collection may come before the program's own, and find the cycle.
        source = source.Replace("gc.collect()", "gc.collect() >= 0", StringComparison.Ordinal);
        Assert.Equal(PythonRun.Result(source), PythonRun.Result(source, Stressed(interval)));
    }

    [Theory]
    [InlineData("functools_calls")]
    [InlineData("lru_cache")]
    [InlineData("memoryview")]
    [InlineData("weakref_types_typing")]
    public void NativeProgramPrintsTheSame(string name)
    {
        string source = NativeProgramTests.SourceOf(name);
        Assert.Equal(Address().Replace(PythonRun.Result(source), ""), Address().Replace(PythonRun.Result(source, Stressed(1)), ""));
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(10, 10)]
    public void ACollectionRunsAtEveryNthAllocation(int interval, int expected)
    {
        string result = PythonRun.Result("import gc\nn = gc.get_stats()[2]['collections']\nx = None\nfor i in range(100): x = [x]\nresult = gc.get_stats()[2]['collections'] - n", Stressed(interval));
        Assert.InRange(int.Parse(result), expected, expected + (20 / interval) + 1);
    }
}
