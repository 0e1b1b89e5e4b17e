// What a heap keeps beyond its live blocks: released large blocks for reuse, and the second arena of a pair. All of it is given up when
// it would be what stands in the way, or on request.
using System.Runtime.InteropServices;

namespace Vivarium.Heap.Tests;

public unsafe class KeptMemoryTests
{
    [Fact]
    public void ReleasedLargeBlocksAreReusedBySizeLastReleasedFirst()
    {
        using TestHeap test = new();
        (nuint, nuint)[] pairs = [(600, 593), (2032, 2017), (2033, 2096), (8177, 8600), (32752, 32300)];
        foreach ((nuint size, nuint similar) in pairs)
        {
            void* p = MemDomain.Malloc(test.Heap, size);
            void* q = ObjectDomain.Malloc(test.Heap, size);
            MemDomain.Free(test.Heap, p);
            ObjectDomain.Free(test.Heap, q);
            Assert.Equal(0, test.Heap->LiveBlocks);
            Assert.Empty(test.Heap->Walk());
            Assert.True(MemDomain.Malloc(test.Heap, similar) == q);
            Assert.True(MemDomain.Malloc(test.Heap, size) == p);
            Assert.Equal([Math.Min(similar, size), Math.Max(similar, size)], test.Heap->Walk().Select(block => block.Size).Order());
            MemDomain.Free(test.Heap, p);
            MemDomain.Free(test.Heap, q);
        }
        Assert.Equal(0u, test.Heap->ChargedBytes);
        HeapInvariants.Verify(test.Heap);
        test.Heap->Trim();
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void BinHoldsWhatIsRoundedUpToIt()
    {
        for (nuint bytes = 513; bytes <= 128 * 1024; bytes++)
        {
            byte bin = Recycler.BinOf(bytes);
            nuint capacity = Recycler.Capacity(bin, bytes);
            if (capacity < bytes || capacity > bytes + (bytes / 16) + 1 || Recycler.BinOf(capacity) != bin)
                Assert.Fail($"{bytes} bytes: bin {bin} of {capacity}");
        }
        Assert.Equal(Recycler.NoBin, Recycler.BinOf(512));
        Assert.Equal(Recycler.NoBin, Recycler.BinOf((128 * 1024) + 1));
        Assert.Equal(0, Recycler.BinOf(513));
        Assert.Equal(127, Recycler.BinOf(128 * 1024));
    }

    [Fact]
    public void SlightlyLargerBlockServes()
    {
        using TestHeap test = new();
        void* p = MemDomain.Malloc(test.Heap, 10_000);
        MemDomain.Free(test.Heap, p);
        Assert.True(MemDomain.Malloc(test.Heap, 9000) == p);
        Assert.Equal(9000u + HeapLayout.LargeOverhead, test.Heap->ChargedBytes);
        // It keeps its place as long as it wastes little.
        Assert.True(MemDomain.Realloc(test.Heap, p, 10_000) == p);
        Assert.True(MemDomain.Realloc(test.Heap, p, 9000) == p);
        Assert.Equal(9000u + HeapLayout.LargeOverhead, test.Heap->ChargedBytes);
        MemDomain.Free(test.Heap, p);
        Assert.True(MemDomain.Malloc(test.Heap, 10_000) == p);
        p = MemDomain.Realloc(test.Heap, p, 100);
        Assert.Equal(100u + HeapLayout.LargeOverhead, test.Heap->ChargedBytes);
        Assert.Equal(Recycler.NoBin, LargeBlocks.HeaderOf(p)->bin);
        MemDomain.Free(test.Heap, p);
        Assert.Equal(0u, test.Heap->ChargedBytes);
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void RawBlocksAreNotKept()
    {
        using TestHeap test = new();
        RawDomain.Free(test.Heap, RawDomain.Malloc(test.Heap, 1000));
        test.Heap->Trim();
        for (uint i = 0; i < test.Heap->rawBlocks.Length; i++)
            Assert.True(test.Heap->rawBlocks[i] == null);
    }

    [Fact]
    public void KeptBlocksAreBounded()
    {
        using TestHeap test = new();
        Random random = new(1);
        List<nint> blocks = [];
        for (int i = 0; i < 5000; i++)
            blocks.Add((nint)MemDomain.Malloc(test.Heap, (nuint)random.Next(513, 40_000)));
        foreach (nint block in blocks)
            MemDomain.Free(test.Heap, (void*)block);
        nuint kept = 0;
        for (uint i = 0; i < test.Heap->ownedBlocks.Length; i++)
            kept += test.Heap->ownedBlocks[i] != null ? 529u : 0;
        Assert.InRange(kept, 1u, 256u * 1024);
        Assert.Equal(0, test.Heap->LiveBlocks);
        test.Heap->Trim();
        for (uint i = 0; i < test.Heap->ownedBlocks.Length; i++)
            Assert.True(test.Heap->ownedBlocks[i] == null);
    }

    [Fact]
    public void ProgramThatMovesOnToOtherSizesHasThoseKept()
    {
        using TestHeap test = new();
        Cycle(test, 3000);
        Cycle(test, 20_000);
        // After enough releases that found no room, the blocks of the old size have gone.
        List<byte> kept = [];
        for (uint i = 0; i < test.Heap->ownedBlocks.Length; i++)
        {
            if (test.Heap->ownedBlocks[i] != null)
                kept.Add(test.Heap->ownedBlocks[i]->bin);
        }
        Assert.NotEmpty(kept);
        Assert.All(kept, bin => Assert.True(Recycler.Capacity(bin, 0) > 20_000));

        static void Cycle(TestHeap test, nuint size)
        {
            nint[] blocks = new nint[2000];
            for (int i = 0; i < blocks.Length; i++)
                blocks[i] = (nint)MemDomain.Malloc(test.Heap, size + (nuint)(i % 8 * 600));
            foreach (nint block in blocks)
                MemDomain.Free(test.Heap, (void*)block);
        }
    }

    [Fact]
    public void SpareArenaIsChargedAndGivenUp()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using TestHeap test = new();
        List<nint> blocks = [];
        while (test.Heap->arenas.spare == 0)
            blocks.Add((nint)ObjectDomain.Malloc(test.Heap, 512));
        HeapStatistics statistics = HeapStatistics.Of(test.Heap);
        Assert.Equal((nuint)(statistics.ArenasCurrent + 1) * HeapLayout.ArenaSize, test.Heap->ChargedBytes);
        Assert.False(PyHeap.Owns(test.Heap, (void*)test.Heap->arenas.spare));
        Assert.True(test.Heap->arenas.spare % (2 * HeapLayout.ArenaSize) == HeapLayout.ArenaSize);
        HeapInvariants.Verify(test.Heap);

        // A limit makes it go when its bytes are wanted for something else.
        test.Heap->Limit = test.Heap->ChargedBytes;
        void* large = MemDomain.Malloc(test.Heap, HeapLayout.ArenaSize - HeapLayout.LargeOverhead);
        Assert.True(large != null);
        Assert.True(test.Heap->arenas.spare == 0);
        Assert.Equal(test.Heap->Limit, test.Heap->ChargedBytes);
        MemDomain.Free(test.Heap, large);

        // With room for one arena only, one is mapped.
        long arenas = statistics.ArenasCurrent;
        while (ObjectDomain.Malloc(test.Heap, 512) != null)
            continue;
        Assert.Equal(arenas + 1, HeapStatistics.Of(test.Heap).ArenasCurrent);
        Assert.Equal(test.Heap->Limit, test.Heap->ChargedBytes);
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void SpareArenaIsReturnedWhenTheHeapShrinks()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using TestHeap test = new();
        List<nint> blocks = [];
        while (test.Heap->arenas.spare == 0)
            blocks.Add((nint)ObjectDomain.Malloc(test.Heap, 512));
        foreach (nint block in blocks)
            ObjectDomain.Free(test.Heap, (void*)block);
        Assert.True(test.Heap->arenas.spare == 0);
        Assert.Equal((nuint)HeapLayout.ArenaSize, test.Heap->ChargedBytes);
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void EveryByteOfPairedArenasCanBeUsed()
    {
        using TestHeap test = new();
        List<nint> blocks = [];
        for (int i = 0; i < 40 * HeapLayout.PoolsPerArena * 31; i++)
        {
            void* p = ObjectDomain.Malloc(test.Heap, 512);
            NativeMemory.Fill(p, 512, (byte)i);
            blocks.Add((nint)p);
        }
        for (int i = 0; i < blocks.Count; i++)
        {
            Assert.True(new ReadOnlySpan<byte>((void*)blocks[i], 512).IndexOfAnyExcept((byte)i) < 0);
            if (i % 3 != 0)
                ObjectDomain.Free(test.Heap, (void*)blocks[i]);
        }
        HeapInvariants.Verify(test.Heap);
    }
}
