// The debug mode: patterns in memory, and every kind of corruption found and described.
using System.Runtime.InteropServices;

namespace Vivarium.Heap.Tests;

public unsafe class DebugTests
{
    public static TheoryData<int, int> DomainsAndSizes
    {
        get
        {
            TheoryData<int, int> data = [];
            foreach (int domain in (int[])[0, 1, 2])
            {
                foreach (int size in (int[])[0, 1, 24, 472, 473, 2000, 50_000])
                    data.Add(domain, size);
            }
            return data;
        }
    }

    private static TestHeap Make(List<HeapCorruption> reports, nuint quarantine = 0) =>
        new(new HeapOptions { Debug = true, OnCorruption = reports.Add, QuarantineBytes = quarantine });

    [Theory]
    [MemberData(nameof(DomainsAndSizes))]
    public void BlocksCarryPatternsAndGuards(int domainNumber, int size)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        using TestHeap test = Make([]);
        test.Heap->Origin = 0x1234;
        byte* p = (byte*)test.Malloc(domain, (nuint)size);
        Assert.True(new ReadOnlySpan<byte>(p, size).IndexOfAnyExcept((byte)0xCD) < 0);
        Assert.True(new ReadOnlySpan<byte>(p + size, 8).IndexOfAnyExcept((byte)0xFD) < 0);
        Assert.True(new ReadOnlySpan<byte>(p - 7, 7).IndexOfAnyExcept((byte)0xFD) < 0);
        Assert.Equal("rmo"[domainNumber], (char)p[-8]);
        HeapBlock block = Assert.Single(test.Heap->Walk());
        Assert.Equal(((nuint)p, (nuint)size, domain), (block.Address, block.Size, block.Domain));
        Assert.Equal((1ul, (nuint)0x1234), (block.Serial, block.Origin));
        test.Free(domain, p);
        Assert.True(new ReadOnlySpan<byte>(p, size).IndexOfAnyExcept((byte)0xDD) < 0);
        Assert.Empty(test.Heap->Walk());
        Assert.Equal(0, test.Heap->LiveBlocks);
    }

    [Theory]
    [MemberData(nameof(DomainsAndSizes))]
    public void OverrunIsReported(int domainNumber, int size)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        for (int offset = size; offset < size + 8; offset++)
        {
            List<HeapCorruption> reports = [];
            using TestHeap test = Make(reports);
            test.Heap->Origin = 0xBEEF;
            _ = test.Malloc(domain, 5);
            byte* p = (byte*)test.Malloc(domain, (nuint)size);
            p[offset] = 0x41;
            Assert.Equal(1, test.Heap->Check());
            test.Free(domain, p);
            Assert.Equal(2, reports.Count);
            HeapCorruption report = reports[1];
            Assert.Equal(reports[0], report);
            Assert.Equal(HeapCorruptionKind.Overrun, report.Kind);
            Assert.Equal((nuint)p, report.Address);
            Assert.Equal((nuint)size, report.Size);
            Assert.Equal(2ul, report.Serial);
            Assert.Equal(0xBEEFu, report.Origin);
            Assert.Equal(domain, report.Domain);
            Assert.Equal((offset, 0x41, 0xFD), ((int)report.Offset, report.Found, report.Expected));
        }
    }

    [Theory]
    [MemberData(nameof(DomainsAndSizes))]
    public void UnderrunIsReported(int domainNumber, int size)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        for (int offset = -8; offset < 0; offset++)
        {
            List<HeapCorruption> reports = [];
            using TestHeap test = Make(reports);
            byte* p = (byte*)test.Malloc(domain, (nuint)size);
            p[offset] = 0x41;
            test.Free(domain, p);
            HeapCorruption report = Assert.Single(reports);
            Assert.Equal(HeapCorruptionKind.Underrun, report.Kind);
            Assert.Equal((nuint)p, report.Address);
            Assert.Equal((nuint)size, report.Size);
            Assert.Equal((offset, 0x41), ((int)report.Offset, report.Found));
            Assert.Equal(0, test.Heap->LiveBlocks);
        }
    }

    [Theory]
    [MemberData(nameof(DomainsAndSizes))]
    public void DestroyedSizeIsReportedAndTheBlockLeftAlone(int domainNumber, int size)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        List<HeapCorruption> reports = [];
        using TestHeap test = Make(reports);
        byte* p = (byte*)test.Malloc(domain, (nuint)size);
        NativeMemory.Fill(p - 16, 16, 0x42);
        test.Free(domain, p);
        Assert.Equal(HeapCorruptionKind.BadPointer, Assert.Single(reports).Kind);
        Assert.Equal((nuint)p, reports[0].Address);
        Assert.Equal(1, test.Heap->LiveBlocks);
    }

    [Theory]
    [MemberData(nameof(DomainsAndSizes))]
    public void DoubleFreeIsReported(int domainNumber, int size)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        List<HeapCorruption> reports = [];
        using TestHeap test = Make(reports);
        test.Heap->Origin = 0x10;
        byte* p = (byte*)test.Malloc(domain, (nuint)size);
        test.Heap->Origin = 0x20;
        test.Free(domain, p);
        test.Heap->Origin = 0x30;
        test.Free(domain, p);
        HeapCorruption report = Assert.Single(reports);
        Assert.Equal(HeapCorruptionKind.DoubleFree, report.Kind);
        Assert.Equal(((nuint)p, (nuint)size, 1ul), (report.Address, report.Size, report.Serial));
        Assert.Equal((0x10u, 0x20u), ((uint)report.Origin, (uint)report.FreedOrigin));
        Assert.Equal(0, test.Heap->LiveBlocks);
        Assert.True(test.Realloc(domain, p, 10) == null);
        Assert.Equal(2, reports.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void DoubleFreeIsReportedAfterTheQuarantineToo(int domainNumber)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        List<HeapCorruption> reports = [];
        using TestHeap test = Make(reports, quarantine: 1);
        _ = test.Malloc(domain, 24);
        void* p = test.Malloc(domain, 24);
        test.Free(domain, p);
        test.Free(domain, p);
        HeapCorruption report = Assert.Single(reports);
        Assert.Equal(HeapCorruptionKind.DoubleFree, report.Kind);
        Assert.Equal((24u, 2ul), ((uint)report.Size, report.Serial));
        HeapInvariants.Verify(test.Heap);
    }

    [Theory]
    [MemberData(nameof(DomainsAndSizes))]
    public void WrongDomainIsReportedAndTheBlockReleased(int domainNumber, int size)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        foreach (HeapDomain other in Enum.GetValues<HeapDomain>())
        {
            if (other == domain)
                continue;
            List<HeapCorruption> reports = [];
            using TestHeap test = Make(reports);
            void* p = test.Malloc(domain, (nuint)size);
            p = test.Realloc(other, p, (nuint)size + 1);
            Assert.Equal(HeapCorruptionKind.WrongDomain, Assert.Single(reports).Kind);
            Assert.Equal((domain, other), (reports[0].Domain, reports[0].UsedDomain));
            Assert.Equal(1, test.Heap->LiveBlocks);
            test.Free(domain, p);
            Assert.Equal(2, reports.Count);
            Assert.Equal(0, test.Heap->LiveBlocks);
            HeapInvariants.Verify(test.Heap);
        }
    }

    [Theory]
    [MemberData(nameof(DomainsAndSizes))]
    public void WriteAfterFreeIsReportedByCheckAndOnReuse(int domainNumber, int size)
    {
        if (size == 0)
            return;
        HeapDomain domain = (HeapDomain)domainNumber;
        List<HeapCorruption> reports = [];
        using TestHeap test = Make(reports, quarantine: 100_000);
        test.Heap->Origin = 0x10;
        byte* p = (byte*)test.Malloc(domain, (nuint)size);
        test.Heap->Origin = 0x20;
        test.Free(domain, p);
        p[size - 1] = 3;
        Assert.Equal(1, test.Heap->Check());
        for (int i = 0; i < 100; i++)
            test.Free(domain, test.Malloc(domain, 2000));
        Assert.Equal(2, reports.Count);
        Assert.Equal(reports[0], reports[1]);
        Assert.Equal(HeapCorruptionKind.UseAfterFree, reports[0].Kind);
        Assert.Equal(((nuint)p, (nuint)size, 1ul), (reports[0].Address, reports[0].Size, reports[0].Serial));
        Assert.Equal((size - 1, 3, 0xDD), ((int)reports[0].Offset, reports[0].Found, reports[0].Expected));
        Assert.Equal((0x10u, 0x20u), ((uint)reports[0].Origin, (uint)reports[0].FreedOrigin));
        Assert.Equal(0, test.Heap->LiveBlocks);
    }

    [Fact]
    public void AddressesThatAreNoBlocksAreReported()
    {
        List<HeapCorruption> reports = [];
        using TestHeap test = Make(reports);
        byte* p = (byte*)ObjectDomain.Malloc(test.Heap, 100);
        byte* large = (byte*)MemDomain.Malloc(test.Heap, 5000);
        nint[] addresses =
        [
            8, 4096, (nint)p + 1, (nint)p + 16, (nint)p - 16, (nint)large + 16, (nint)Pools.PoolOf(p), (nint)(p + HeapLayout.PoolSize),
            (nint)(p + HeapLayout.ArenaSize),
        ];
        foreach (nint address in addresses)
        {
            reports.Clear();
            ObjectDomain.Free(test.Heap, (void*)address);
            Assert.Equal((HeapCorruptionKind.BadPointer, (nuint)address), (Assert.Single(reports).Kind, reports[0].Address));
        }
        Assert.Equal(2, test.Heap->LiveBlocks);
        Assert.Equal(0, test.Heap->Check());
    }

    [Fact]
    public void WithoutAHandlerAReadableExceptionIsThrown()
    {
        using TestHeap test = new(new HeapOptions { Debug = true });
        test.Heap->Origin = 0xABC;
        byte* p = (byte*)ObjectDomain.Malloc(test.Heap, 10);
        p[10] = 0;
        HeapCorruption corruption = default;
        try
        {
            ObjectDomain.Free(test.Heap, p);
            Assert.Fail("no exception");
        }
        catch (HeapCorruptionException e)
        {
            corruption = e.Corruption;
            Assert.Equal(
                $"heap corruption: bytes after the block were overwritten: block at 0x{(nuint)p:x}, 10 bytes, Object domain, serial 1, "
                    + "origin 0xabc; at offset 10: 0x00 instead of 0xfd",
                e.Message);
        }
        Assert.Equal(HeapCorruptionKind.Overrun, corruption.Kind);
        Assert.Equal(0, test.Heap->LiveBlocks);
    }

    [Fact]
    public void ResizeAlwaysMovesSoThatOldPointersAreFound()
    {
        List<HeapCorruption> reports = [];
        using TestHeap test = Make(reports);
        byte* p = (byte*)MemDomain.Malloc(test.Heap, 100);
        byte* q = (byte*)MemDomain.Realloc(test.Heap, p, 99);
        Assert.True(p != q);
        p[3] = 1;
        Assert.Equal(1, test.Heap->Check());
        Assert.Equal(HeapCorruptionKind.UseAfterFree, reports[0].Kind);
    }

    [Fact]
    public void ShrinkingWithoutMemoryHappensInPlace()
    {
        List<HeapCorruption> reports = [];
        using TestHeap test = Make(reports);
        byte* p = (byte*)MemDomain.Malloc(test.Heap, 10_000);
        test.Heap->Limit = 0;
        Assert.True(MemDomain.Realloc(test.Heap, p, 10_001) == null);
        Assert.True(MemDomain.Realloc(test.Heap, p, 5000) == p);
        Assert.Equal(0, test.Heap->Check());
        p[5000] = 0;
        Assert.Equal(1, test.Heap->Check());
        Assert.Equal(5000u, reports[0].Size);
    }

    [Fact]
    public void QuarantineIsGivenUpBeforeAnAllocationIsRefused()
    {
        foreach (HeapDomain domain in Enum.GetValues<HeapDomain>())
        {
            using TestHeap test = new(new HeapOptions { Debug = true, Limit = 3_000_000, QuarantineBytes = 10_000_000 });
            for (int i = 0; i < 50; i++)
            {
                void* p = test.Malloc(domain, 500_000);
                Assert.True(p != null);
                test.Free(domain, p);
            }
            Assert.Equal(0, test.Heap->LiveBlocks);
        }
    }

    [Fact]
    public void QuarantineKeepsReleasedBlocksFromReuse()
    {
        using TestHeap test = new(new HeapOptions { Debug = true, QuarantineBytes = 10_000 });
        void* p = ObjectDomain.Malloc(test.Heap, 60);
        ObjectDomain.Free(test.Heap, p);
        int until = 0;
        for (; until < 1000; until++)
        {
            void* q = ObjectDomain.Malloc(test.Heap, 60);
            ObjectDomain.Free(test.Heap, q);
            if (q == p)
                break;
        }
        Assert.InRange(until, 95, 105);
        test.Heap->Trim();
        Assert.Equal(0u, test.Heap->ChargedBytes);
    }
}
