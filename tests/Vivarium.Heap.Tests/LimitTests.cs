// The limit is exact to the byte, refusals change nothing, and what is charged comes back.
namespace Vivarium.Heap.Tests;

public unsafe class LimitTests
{
    private const nuint Overhead = HeapLayout.LargeOverhead;

    [Theory]
    [InlineData(HeapDomainNumber.Raw, 1)]
    [InlineData(HeapDomainNumber.Raw, 5000)]
    [InlineData(HeapDomainNumber.Mem, 513)]
    [InlineData(HeapDomainNumber.Mem, 100_000)]
    [InlineData(HeapDomainNumber.Object, 513)]
    [InlineData(HeapDomainNumber.Object, 1_000_000)]
    public void LargeBlockPassesAtTheLimitAndNotOneByteAbove(HeapDomainNumber domainNumber, int size)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        using TestHeap test = new(new HeapOptions { Limit = (nuint)size + Overhead });
        Assert.True(test.Malloc(domain, (nuint)size + 1) == null);
        Assert.True(test.Calloc(domain, 1, (nuint)size + 1) == null);
        Assert.Equal(0u, test.Heap->ChargedBytes);
        void* p = test.Malloc(domain, (nuint)size);
        Assert.True(p != null);
        Assert.Equal(test.Heap->Limit, test.Heap->ChargedBytes);
        Assert.True(test.Malloc(domain, 1) == null);
        Assert.True(test.Realloc(domain, p, (nuint)size + 1) == null);
        Assert.False(test.Heap->ChargeExternal(1));
        Assert.True(test.Heap->ChargeExternal(0));
        test.Free(domain, p);
        Assert.Equal(0u, test.Heap->ChargedBytes);
        Assert.Equal(test.Heap->Limit, test.Heap->PeakBytes);
        Assert.True(test.Calloc(domain, 1, (nuint)size) != null);
    }

    /// <summary>HeapDomain for attributes of public tests.</summary>
    public enum HeapDomainNumber
    {
        Raw,
        Mem,
        Object,
    }

    [Fact]
    public void ArenaIsRefusedOneByteBelowItsSize()
    {
        using TestHeap test = new(new HeapOptions { Limit = HeapLayout.ArenaSize - 1 });
        Assert.True(ObjectDomain.Malloc(test.Heap, 16) == null);
        Assert.True(MemDomain.Calloc(test.Heap, 4, 4) == null);
        Assert.Equal(0u, test.Heap->ChargedBytes);
        Assert.Equal(0, test.Heap->LiveBlocks);
        test.Heap->Limit = HeapLayout.ArenaSize;
        Assert.True(ObjectDomain.Malloc(test.Heap, 16) != null);
        Assert.Equal((nuint)HeapLayout.ArenaSize, test.Heap->ChargedBytes);
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void SmallBlocksFillTheLastArenaBeforeTheyAreRefused()
    {
        using TestHeap test = new(new HeapOptions { Limit = 2 * HeapLayout.ArenaSize });
        long count = 0;
        while (ObjectDomain.Malloc(test.Heap, 64) != null)
            count++;
        Assert.Equal(2 * HeapLayout.PoolsPerArena * HeapLayout.BlocksPerPool(HeapLayout.ClassOf(64)), (ulong)count);
        Assert.Equal(count, test.Heap->LiveBlocks);
        // Other sizes are refused too, and what is released can be had again.
        Assert.True(ObjectDomain.Malloc(test.Heap, 16) == null);
        void* any = (void*)test.Heap->Walk()[1234].Address;
        ObjectDomain.Free(test.Heap, any);
        Assert.True(ObjectDomain.Malloc(test.Heap, 64) == any);
        Assert.True(ObjectDomain.Malloc(test.Heap, 64) == null);
    }

    [Fact]
    public void LimitCanBeLoweredBelowWhatIsHeldAndRaisedAgain()
    {
        using TestHeap test = new();
        void* p = RawDomain.Malloc(test.Heap, 1000);
        void* q = ObjectDomain.Malloc(test.Heap, 32);
        test.Heap->Limit = 10;
        Assert.True(RawDomain.Malloc(test.Heap, 1) == null);
        Assert.False(test.Heap->ChargeExternal(1));
        Assert.True(RawDomain.Realloc(test.Heap, p, 1001) == null);
        Assert.True(RawDomain.Realloc(test.Heap, p, 900) != null);
        // The pool has blocks: no memory is taken for another one.
        Assert.True(ObjectDomain.Malloc(test.Heap, 32) != null);
        test.Heap->Limit = nuint.MaxValue;
        Assert.True(RawDomain.Malloc(test.Heap, 1) != null);
        ObjectDomain.Free(test.Heap, q);
    }

    [Fact]
    public void KeptArenaAndKeptBlocksDoNotStandInTheWay()
    {
        using TestHeap test = new(new HeapOptions { Limit = HeapLayout.ArenaSize + 1000 });
        ObjectDomain.Free(test.Heap, ObjectDomain.Malloc(test.Heap, 16));
        Assert.Equal((nuint)HeapLayout.ArenaSize, test.Heap->ChargedBytes);
        void* p = MemDomain.Malloc(test.Heap, HeapLayout.ArenaSize);
        Assert.True(p != null);
        MemDomain.Free(test.Heap, p);
        // A block kept by the recycler is not charged.
        MemDomain.Free(test.Heap, MemDomain.Malloc(test.Heap, 2000));
        Assert.Equal(0u, test.Heap->ChargedBytes);
        Assert.True(MemDomain.Malloc(test.Heap, HeapLayout.ArenaSize + 1000 - Overhead) != null);
    }

    [Fact]
    public void ExternalChargesCountAndComeBack()
    {
        using TestHeap test = new(new HeapOptions { Limit = 1_000_000 });
        Assert.True(test.Heap->ChargeExternal(600_000));
        Assert.False(test.Heap->ChargeExternal(400_001));
        Assert.False(test.Heap->ChargeExternal(nuint.MaxValue));
        Assert.True(test.Heap->ChargeExternal(400_000));
        Assert.Equal(1_000_000u, test.Heap->ExternalBytes);
        Assert.True(RawDomain.Malloc(test.Heap, 1) == null);
        test.Heap->ReleaseExternal(100);
        Assert.True(RawDomain.Malloc(test.Heap, 100 - Overhead) != null);
        Assert.Equal(test.Heap->Limit, test.Heap->ChargedBytes);
        test.Heap->ReleaseExternal(999_900);
        Assert.Equal(100u, test.Heap->ChargedBytes);
        Assert.Equal(0u, test.Heap->ExternalBytes);
    }

    [Fact]
    public void ReallocIsChargedByItsDifference()
    {
        using TestHeap test = new(new HeapOptions { Limit = 10_000 + Overhead });
        void* p = MemDomain.Malloc(test.Heap, 6000);
        p = MemDomain.Realloc(test.Heap, p, 10_000);
        Assert.True(p != null);
        Assert.Equal(10_000 + Overhead, test.Heap->ChargedBytes);
        Assert.True(MemDomain.Realloc(test.Heap, p, 10_001) == null);
        p = MemDomain.Realloc(test.Heap, p, 100);
        Assert.Equal(100 + Overhead, test.Heap->ChargedBytes);
        MemDomain.Free(test.Heap, p);
        Assert.Equal(0u, test.Heap->ChargedBytes);
    }

    [Fact]
    public void ThreadsTogetherNeverPassTheLimit()
    {
        const int Limit = 400_000;
        using TestHeap test = new(new HeapOptions { Limit = Limit });
        nint heap = (nint)test.Heap;
        long refused = 0;
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.Length; t++)
        {
            int number = t;
            threads[t] = new Thread(() =>
            {
                PyHeap* own = (PyHeap*)heap;
                Random random = new(number);
                List<(nint Block, int Size)> held = [];
                for (int i = 0; i < 20_000; i++)
                {
                    int size = random.Next(1, 3000);
                    if (held.Count > 0 && random.Next(100) < 47)
                    {
                        (nint block, int old) = held[^1];
                        held.RemoveAt(held.Count - 1);
                        if (block == 0)
                            own->ReleaseExternal((nuint)old);
                        else if (number == 0)
                            MemDomain.Free(own, (void*)block);
                        else
                            RawDomain.Free(own, (void*)block);
                        continue;
                    }
                    if (number == 1)
                    {
                        if (own->ChargeExternal((nuint)size))
                            held.Add((0, size));
                        else
                            Interlocked.Increment(ref refused);
                        continue;
                    }
                    // Thread 0 is the holder of the interpreter's lock.
                    void* p = number == 0 ? MemDomain.Malloc(own, (nuint)size + 512) : RawDomain.Malloc(own, (nuint)size);
                    if (p == null)
                        Interlocked.Increment(ref refused);
                    else
                        held.Add(((nint)p, size));
                }
                foreach ((nint block, int old) in held)
                {
                    if (block == 0)
                        own->ReleaseExternal((nuint)old);
                    else if (number == 0)
                        MemDomain.Free(own, (void*)block);
                    else
                        RawDomain.Free(own, (void*)block);
                }
            });
        }
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.True(test.Heap->PeakBytes <= Limit);
        Assert.Equal(0, test.Heap->LiveBlocks);
        Assert.Equal(0u, test.Heap->ChargedBytes);
        Assert.NotEqual(0, refused);
    }
}
