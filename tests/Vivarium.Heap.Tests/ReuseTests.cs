// In what order memory is used again: blocks of a pool, pools of a class, arenas.
namespace Vivarium.Heap.Tests;

public unsafe class ReuseTests
{
    [Fact]
    public void LastReleasedBlockIsHandedOutFirst()
    {
        using TestHeap test = new();
        void*[] blocks = new void*[10];
        for (int i = 0; i < 10; i++)
            blocks[i] = ObjectDomain.Malloc(test.Heap, 40);
        foreach (int i in (int[])[3, 7, 1, 8])
            ObjectDomain.Free(test.Heap, blocks[i]);
        foreach (int i in (int[])[8, 1, 7, 3])
            Assert.True(ObjectDomain.Malloc(test.Heap, 33) == blocks[i]);
    }

    [Fact]
    public void FreshBlocksFollowEachOther()
    {
        using TestHeap test = new();
        foreach (nuint size in (nuint[])[16, 48, 64, 112, 512])
        {
            byte* first = (byte*)ObjectDomain.Malloc(test.Heap, size);
            Assert.True(first == (byte*)Pools.PoolOf(first) + HeapLayout.PoolOverhead);
            for (uint i = 1; i < (HeapLayout.PoolSize - HeapLayout.PoolOverhead) / size; i++)
                Assert.True(ObjectDomain.Malloc(test.Heap, size) == first + (i * size));
            Assert.True(Pools.PoolOf(ObjectDomain.Malloc(test.Heap, size)) != Pools.PoolOf(first));
        }
    }

    [Fact]
    public void FullPoolThatGetsABlockBackIsUsedNext()
    {
        using TestHeap test = new();
        uint perPool = HeapLayout.BlocksPerPool(HeapLayout.ClassOf(256));
        nint[] blocks = new nint[perPool * 5 / 2];
        for (int i = 0; i < blocks.Length; i++)
            blocks[i] = (nint)ObjectDomain.Malloc(test.Heap, 256);
        // The third pool is partly used; a block of the first comes back, then one of the second.
        ObjectDomain.Free(test.Heap, (void*)blocks[5]);
        ObjectDomain.Free(test.Heap, (void*)blocks[perPool + 5]);
        Assert.Equal(blocks[perPool + 5], (nint)ObjectDomain.Malloc(test.Heap, 256));
        Assert.Equal(blocks[5], (nint)ObjectDomain.Malloc(test.Heap, 256));
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void EmptyPoolServesAnotherClass()
    {
        using TestHeap test = new();
        void* first = ObjectDomain.Malloc(test.Heap, 32);
        ObjectDomain.Free(test.Heap, first);
        void* other = MemDomain.Malloc(test.Heap, 400);
        Assert.True(Pools.PoolOf(first) == Pools.PoolOf(other));
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void EmptyPoolTakenByItsOwnClassKeepsItsFreeList()
    {
        using TestHeap test = new();
        void* first = ObjectDomain.Malloc(test.Heap, 32);
        void* second = ObjectDomain.Malloc(test.Heap, 32);
        ObjectDomain.Free(test.Heap, first);
        ObjectDomain.Free(test.Heap, second);
        Assert.Equal(0, test.Heap->LiveBlocks);
        Assert.True(ObjectDomain.Malloc(test.Heap, 32) == second);
        Assert.True(ObjectDomain.Malloc(test.Heap, 32) == first);
    }

    [Fact]
    public void PoolsComeFromTheFullestArena()
    {
        using TestHeap test = new();
        List<nint>[] pools = FillArenas(test, 3);
        // Free 20 pools of the first arena, 5 of the second, 10 of the third: then pools are taken from the second until it is full.
        ReleasePools(test, pools[0], 20);
        ReleasePools(test, pools[1], 5);
        ReleasePools(test, pools[2], 10);
        HeapInvariants.Verify(test.Heap);
        int[] order = [.. Enumerable.Range(0, 35).Select(_ => ArenaOf(pools, TakePool(test)))];
        Assert.Equal(Enumerable.Repeat(1, 5).Concat(Enumerable.Repeat(2, 10)).Concat(Enumerable.Repeat(0, 20)), order);
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void EmptyArenaIsReturnedUnlessItIsTheLastUsable()
    {
        using TestHeap test = new();
        List<nint>[] pools = FillArenas(test, 3);
        Assert.Equal(3 * (nuint)HeapLayout.ArenaSize, test.Heap->ChargedBytes);

        // The first to become empty is alone in the list: it is kept.
        void* inFirst = (void*)pools[0][0];
        ReleasePools(test, pools[0], HeapLayout.PoolsPerArena);
        Assert.Equal(3, HeapStatistics.Of(test.Heap).ArenasCurrent);
        Assert.True(PyHeap.Owns(test.Heap, inFirst));

        // The next has the empty one behind it in the list: it is returned.
        void* inSecond = (void*)pools[1][0];
        ReleasePools(test, pools[1], HeapLayout.PoolsPerArena);
        HeapStatistics statistics = HeapStatistics.Of(test.Heap);
        Assert.Equal(2, statistics.ArenasCurrent);
        Assert.Equal(1, statistics.ArenasReclaimed);
        Assert.Equal(3, statistics.ArenasHighwater);
        Assert.Equal(2 * (nuint)HeapLayout.ArenaSize, test.Heap->ChargedBytes);
        Assert.False(PyHeap.Owns(test.Heap, inSecond));
        Assert.False(IsMapped(inSecond));
        HeapInvariants.Verify(test.Heap);

        test.Heap->Trim();
        Assert.Equal(1, HeapStatistics.Of(test.Heap).ArenasCurrent);
        Assert.False(IsMapped(inFirst));
        ReleasePools(test, pools[2], HeapLayout.PoolsPerArena);
        test.Heap->Trim();
        Assert.Equal(0u, test.Heap->ChargedBytes);
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void OnePoolTakenAndDroppedAgainAndAgainMapsNoArena()
    {
        using TestHeap test = new();
        FillArenas(test, 1);
        for (int i = 0; i < 100; i++)
            ObjectDomain.Free(test.Heap, ObjectDomain.Malloc(test.Heap, 32));
        Assert.Equal(2, HeapStatistics.Of(test.Heap).ArenasAllocated);
    }

    [Fact]
    public void ManyArenasComeAndGo()
    {
        using TestHeap test = new();
        Random random = new(5);
        List<nint> blocks = [];
        for (int round = 0; round < 6; round++)
        {
            while (blocks.Count < 100 * HeapLayout.PoolsPerArena * 31)
                blocks.Add((nint)ObjectDomain.Malloc(test.Heap, 512));
            Assert.InRange(HeapStatistics.Of(test.Heap).ArenasCurrent, 100, 101);
            HeapInvariants.VerifyRecords(test.Heap);
            // In order of address on even rounds, so that whole arenas empty; else in random order, down to a few blocks.
            if (round % 2 == 1)
                random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(blocks));
            while (blocks.Count > 40)
            {
                ObjectDomain.Free(test.Heap, (void*)blocks[^1]);
                blocks.RemoveAt(blocks.Count - 1);
            }
            HeapInvariants.Verify(test.Heap);
            Assert.InRange(HeapStatistics.Of(test.Heap).ArenasCurrent, 1, 41);
        }
    }

    /// <summary>Fills whole arenas with blocks of 512 bytes; gives the address of each pool, by arena.</summary>
    private static List<nint>[] FillArenas(TestHeap test, int count)
    {
        List<nint>[] arenas = [.. Enumerable.Range(0, count).Select(_ => new List<nint>())];
        foreach (List<nint> arena in arenas)
        {
            while (arena.Count < HeapLayout.PoolsPerArena)
                arena.Add(TakePool(test));
        }
        Assert.Equal(count, HeapStatistics.Of(test.Heap).ArenasCurrent);
        return arenas;
    }

    private static nint TakePool(TestHeap test)
    {
        nint pool = 0;
        for (int i = 0; i < 31; i++)
        {
            nint at = (nint)Pools.PoolOf(ObjectDomain.Malloc(test.Heap, 512));
            Assert.True(pool == 0 || pool == at);
            pool = at;
        }
        return pool;
    }

    private static void ReleasePools(TestHeap test, List<nint> pools, int count)
    {
        for (int i = 0; i < count; i++)
        {
            for (int block = 0; block < 31; block++)
                ObjectDomain.Free(test.Heap, (byte*)pools[i] + HeapLayout.PoolOverhead + (block * 512));
        }
    }

    private static int ArenaOf(List<nint>[] arenas, nint pool) =>
        Array.FindIndex(arenas, arena => arena[0] >> HeapLayout.ArenaShift == pool >> HeapLayout.ArenaShift);

    /// <summary>Whether there is memory at an address: an arena's place can be taken by another heap of a test that runs meanwhile, but
    /// heaps start far apart.</summary>
    private static bool IsMapped(void* p)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        foreach (string line in File.ReadLines("/proc/self/maps"))
        {
            string[] range = line.Split(' ')[0].Split('-');
            if (Convert.ToUInt64(range[0], 16) <= (ulong)p && (ulong)p < Convert.ToUInt64(range[1], 16))
                return true;
        }
        return false;
    }
}
