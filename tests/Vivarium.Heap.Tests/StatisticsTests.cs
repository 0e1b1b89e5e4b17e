// Figures of a heap, their wording as the reference's sys._debugmallocstats(), and sizes of the records in memory.
using System.Text.RegularExpressions;

namespace Vivarium.Heap.Tests;

public unsafe partial class StatisticsTests
{
    [Fact]
    public void RecordsInMemoryHaveTheirSizes()
    {
        Assert.Equal(HeapLayout.PoolOverhead, sizeof(PoolHeader));
        Assert.Equal(HeapLayout.LargeHeaderSize, sizeof(LargeHeader));
        Assert.Equal(DebugBlock.HeaderSize, sizeof(DebugBlock));
        Assert.Equal(48, sizeof(ArenaObject));
        Assert.Equal(32, HeapLayout.SizeClasses);
        Assert.Equal(1021u, HeapLayout.BlocksPerPool(0));
        Assert.Equal(31u, HeapLayout.BlocksPerPool(31));
        Assert.True(sizeof(PyHeap) < 8192);
        using TestHeap test = new();
        Assert.Equal(PyHeap.InlinePoolsOffset, (int)((byte*)test.Heap->inlinePools - (byte*)test.Heap));
    }

    [Fact]
    public void FiguresAddUp()
    {
        using TestHeap test = new(new HeapOptions { Limit = 50_000_000 });
        for (int i = 0; i < 5000; i++)
            _ = test.Malloc((HeapDomain)(i % 3), (nuint)(i % 1000));
        Assert.True(test.Heap->ChargeExternal(12345));
        HeapStatistics statistics = HeapStatistics.Of(test.Heap);
        Assert.Equal([1667, 1667, 1666], statistics.LiveBlocks);
        Assert.Equal(12345u, statistics.ExternalBytes);
        Assert.Equal(50_000_000u, statistics.Limit);
        Assert.Equal(test.Heap->ChargedBytes, statistics.ReservedBytes + statistics.LargeBytes + statistics.ExternalBytes);
        Assert.Equal(
            test.Heap->Walk().Count(block => !block.IsLarge),
            statistics.Classes.Sum(of => of.LiveBlocks));
        Assert.Equal(statistics.AllocatedBytes, statistics.Classes.Sum(of => of.LiveBlocks * of.Size));
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void ReportHasTheReferencesLayout()
    {
        using TestHeap test = new();
        for (int i = 0; i < 12_000; i++)
            _ = ObjectDomain.Malloc(test.Heap, (nuint)(i % 300));
        StringWriter output = new();
        HeapStatistics.Of(test.Heap).WriteTo(output);
        string golden = File.ReadAllText(Golden("debugmallocstats.txt"));
        Assert.Equal(Shape(golden), Shape(output.ToString()));
        foreach (string text in (string[])[golden, output.ToString()])
            Assert.All(ClassLine().Matches(text), line => Assert.Equal(54, line.Length));
    }

    [Fact]
    public void LinesAreFormattedAsTheReferences()
    {
        StringWriter output = new();
        _ = HeapStatistics.WriteOne(output, "# bytes in allocated blocks", 1593568);
        Assert.Equal("# bytes in allocated blocks        =            1,593,568\n", output.ToString());
    }

    [GeneratedRegex(@"^ +\d+ +\d+ +\d+ +\d+ +\d+$", RegexOptions.Multiline)]
    private static partial Regex ClassLine();

    /// <summary>The text with every number made a row of one digit, at its width, and only one line of the table of classes.</summary>
    private static string Shape(string text)
    {
        text = Regex.Replace(text, @"(?m)^( +\d+ +\d+ +\d+ +\d+ +\d+\n)+", "    0     16           1              64           957\n");
        // Numbers differ in length: pad on the left is kept by taking blank and digits together.
        text = Regex.Replace(text, @"= +[\d,]+$", m => "=" + new string('#', m.Length - 1), RegexOptions.Multiline);
        return Regex.Replace(text, @"^(\d+) (arenas|unused pools)( \* \d+ bytes(/arena)?) +=", "N $2$3 =", RegexOptions.Multiline);
    }

    private static string Golden(string name)
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder != null && !File.Exists(Path.Combine(folder.FullName, "Vivarium.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder!.FullName, "tests", "golden", "heap", name);
    }
}
