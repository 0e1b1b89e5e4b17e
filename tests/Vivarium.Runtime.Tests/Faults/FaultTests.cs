// Programs of all kinds with one allocation failing, and under a collector that runs all the time. By default a selection of the allocations fails, the same in each run;
// tests/fault-injection takes every one (VIVARIUM_FAULT_STEP=1). See docs/internals/testing.md.
using System.Text.RegularExpressions;

namespace Vivarium.Runtime.Tests.Faults;

public partial class FaultTests
{
    private const int DefaultStep = 23;

    private static readonly int s_step = int.TryParse(Environment.GetEnvironmentVariable("VIVARIUM_FAULT_STEP"), out int step) ? Math.Max(1, step) : DefaultStep;

    [GeneratedRegex(@"^\s*(?:import|from)[ ]+([\w, ]+?)(?:[ ]+import.*)?$", RegexOptions.Multiline)]
    private static partial Regex Imports();

    public static TheoryData<string> Programs() => [.. Files("tests/Vivarium.Runtime.Tests/Faults/Programs")];

    private static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Repository.PathOf(folder), "*.py").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    private static string Source(string name) => File.ReadAllText(Repository.PathOf($"tests/Vivarium.Runtime.Tests/Faults/Programs/{name}.py"));

    private static List<string> ModulesOf(string source) =>
        [.. Imports().Matches(source).SelectMany(match => match.Groups[1].Value.Split(',')).Select(name => name.Trim()).Distinct()];

    private static void EveryFailureLeavesAnEmptyHeap(string source, bool sticky, bool fromStart)
    {
        List<string> modules = ModulesOf(source);
        FaultOutcome whole = FaultRun.Run(source, modules, 0, fromStart: fromStart);
        Assert.Equal("", whole.Fault);
        int step = s_step;
        List<string> faults = [];
        for (long nth = 1 + (whole.Allocations % step); nth <= whole.Allocations; nth += step)
        {
            FaultOutcome outcome = FaultRun.Run(source, modules, nth, sticky, fromStart);
            if (outcome.Fault != "")
                faults.Add($"allocation {nth}: {outcome.Fault}");
        }
        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void OneFailingAllocationEndsInMemoryErrorOrSuccess(string name) => EveryFailureLeavesAnEmptyHeap(Source(name), sticky: false, fromStart: false);

    [Theory]
    [MemberData(nameof(Programs))]
    public void AllLaterAllocationsMayFailToo(string name) => EveryFailureLeavesAnEmptyHeap(Source(name), sticky: true, fromStart: false);

    [Fact]
    public void MakingBuiltinsAndModulesMayFail() => EveryFailureLeavesAnEmptyHeap(Source("native_modules"), sticky: false, fromStart: true);

    [Fact]
    public void FailuresEndInMemoryErrorWhereNothingCatchesThem() => Assert.StartsWith("MemoryError", FaultRun.Run("result = [[] for i in range(100)]", [], 20).Text, StringComparison.Ordinal);
}
