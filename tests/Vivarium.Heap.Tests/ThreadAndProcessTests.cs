// The Raw domain from many threads, many heaps in one process, repeatable addresses, whole-heap release, the memory an object costs.
using System.Runtime.InteropServices;

namespace Vivarium.Heap.Tests;

public unsafe class ThreadAndProcessTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RawDomainServesManyThreads(bool debug)
    {
        using TestHeap test = new(new HeapOptions { Debug = debug, QuarantineBytes = 20_000 });
        nint heap = (nint)test.Heap;
        Exception? failure = null;
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.Length; t++)
        {
            int number = t;
            threads[t] = new Thread(() =>
            {
                try
                {
                    Work((PyHeap*)heap, number);
                }
                catch (Exception e)
                {
                    failure = e;
                }
            });
        }
        foreach (Thread thread in threads)
            thread.Start();
        // The holder of the interpreter's lock goes on meanwhile.
        Random random = new(77);
        List<(nint Address, HeapDomain Domain)> own = [];
        for (int i = 0; i < 30_000; i++)
        {
            if (own.Count == 0 || random.Next(100) < 55)
            {
                HeapDomain domain = random.Next(2) == 0 ? HeapDomain.Mem : HeapDomain.Object;
                own.Add(((nint)test.Malloc(domain, (nuint)random.Next(900)), domain));
                continue;
            }
            int at = random.Next(own.Count);
            test.Free(own[at].Domain, (void*)own[at].Address);
            own[at] = own[^1];
            own.RemoveAt(own.Count - 1);
        }
        foreach (Thread thread in threads)
            thread.Join();
        Assert.Null(failure);
        foreach ((nint address, HeapDomain domain) in own)
            test.Free(domain, (void*)address);
        Assert.Equal(0, test.Heap->LiveBlocks);
        HeapInvariants.Verify(test.Heap);
        test.Heap->Trim();
        Assert.Equal(0u, test.Heap->ChargedBytes);

        static void Work(PyHeap* heap, int seed)
        {
            Random random = new(seed);
            List<(nint Address, int Size)> held = [];
            for (int i = 0; i < 15_000; i++)
            {
                int dice = random.Next(100);
                if (dice < 50 || held.Count == 0)
                {
                    int size = random.Next(0, 2000);
                    byte* p = (byte*)RawDomain.Malloc(heap, (nuint)size);
                    NativeMemory.Fill(p, (nuint)size, (byte)(seed + 1));
                    held.Add(((nint)p, size));
                    continue;
                }
                int at = random.Next(held.Count);
                (nint address, int old) = held[at];
                Assert.True(new ReadOnlySpan<byte>((void*)address, old).IndexOfAnyExcept((byte)(seed + 1)) < 0);
                if (dice < 90)
                {
                    RawDomain.Free(heap, (void*)address);
                    held[at] = held[^1];
                    held.RemoveAt(held.Count - 1);
                    continue;
                }
                int next = random.Next(0, 4000);
                byte* q = (byte*)RawDomain.Realloc(heap, (void*)address, (nuint)next);
                NativeMemory.Fill(q, (nuint)next, (byte)(seed + 1));
                held[at] = ((nint)q, next);
            }
            foreach ((nint address, _) in held)
                RawDomain.Free(heap, (void*)address);
        }
    }

    [Fact]
    public void ThousandsOfHeapsLiveInOneProcess()
    {
        const int Count = 3000;
        nint[] heaps = new nint[Count];
        nint[] blocks = new nint[Count];
        for (int i = 0; i < Count; i++)
        {
            PyHeap* heap = PyHeap.Create(new HeapOptions { Limit = 2_000_000 });
            heaps[i] = (nint)heap;
            blocks[i] = (nint)ObjectDomain.Malloc(heap, 40);
            *(int*)blocks[i] = i;
            _ = MemDomain.Malloc(heap, 1000);
        }
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(i, *(int*)blocks[i]);
            Assert.True(PyHeap.Owns((PyHeap*)heaps[i], (void*)blocks[i]));
            Assert.False(PyHeap.Owns((PyHeap*)heaps[(i + 1) % Count], (void*)blocks[i]));
        }
        foreach (nint heap in heaps)
            PyHeap.Destroy((PyHeap*)heap);
    }

    [Fact]
    public void HeapsOnThreadsOfTheirOwnShareNothing()
    {
        Exception? failure = null;
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.Length; t++)
        {
            int seed = t + 100;
            threads[t] = new Thread(() =>
            {
                try
                {
                    using TestHeap test = new();
                    ShadowModel model = new(test, seed);
                    for (int step = 0; step < 20_000; step++)
                        model.Step(3000);
                    model.Verify(false);
                    model.FreeAll();
                    Assert.Equal(0, test.Heap->LiveBlocks);
                }
                catch (Exception e)
                {
                    failure = e;
                }
            });
        }
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        Assert.Null(failure);
    }

    [Fact]
    public void EqualSeedsGiveEqualAddressesWhereTheyAreFree()
    {
        HeapOptions options = new() { PlacementSeed = 424242 };
        nint[] runs = new nint[2];
        for (int run = 0; run < 2; run++)
        {
            using TestHeap test = new(options);
            for (int i = 0; i < 100_000; i++)
                runs[run] = (nint)ObjectDomain.Malloc(test.Heap, 64);
        }
        Assert.Equal(runs[0], runs[1]);

        // Taken places are no hindrance.
        using TestHeap first = new(options);
        using TestHeap second = new(options);
        void* p = ObjectDomain.Malloc(first.Heap, 16);
        void* q = ObjectDomain.Malloc(second.Heap, 16);
        Assert.True(p != null && q != null && p != q);
        Assert.True(PyHeap.Owns(second.Heap, q) && !PyHeap.Owns(first.Heap, q));
    }

    [Fact]
    public void DestroyReturnsEverythingThatIsAlive()
    {
        if (!OperatingSystem.IsLinux())
            return;
        long before = ResidentBytes();
        for (int round = 0; round < 8; round++)
        {
            PyHeap* heap = PyHeap.Create(new HeapOptions { Debug = round % 2 == 1 });
            for (int i = 0; i < 200_000; i++)
                *(long*)ObjectDomain.Malloc(heap, 64) = i;
            for (int i = 0; i < 1000; i++)
            {
                NativeMemory.Fill(MemDomain.Malloc(heap, 20_000), 20_000, 1);
                NativeMemory.Fill(RawDomain.Malloc(heap, 500), 500, 1);
            }
            PyHeap.Destroy(heap);
        }
        // One round holds more than 32 MB.
        Assert.InRange(ResidentBytes() - before, long.MinValue, 40_000_000);
    }

    [Fact]
    public void AMillionSmallBlocksCostLittleMoreThanTheirSize()
    {
        using TestHeap test = new();
        for (int i = 0; i < 1_000_000; i++)
            *(long*)ObjectDomain.Malloc(test.Heap, 32) = i;
        double each = test.Heap->ChargedBytes / 1e6;
        Assert.InRange(each, 32.0, 34.0);
    }

    private static long ResidentBytes()
    {
        string[] fields = File.ReadAllText("/proc/self/statm").Split(' ');
        return long.Parse(fields[1], System.Globalization.CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }
}
