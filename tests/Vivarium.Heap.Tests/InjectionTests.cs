// Fault injection: the Nth allocation fails, and only what was asked for.
namespace Vivarium.Heap.Tests;

public unsafe class InjectionTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ExactlyTheNthAllocationFails(bool debug)
    {
        using TestHeap test = new(new HeapOptions { Debug = debug });
        for (int nth = 1; nth <= 12; nth++)
        {
            test.Heap->FailAllocation(nth);
            for (int i = 1; i <= 12; i++)
            {
                bool ok = Allocate(test, i);
                Assert.Equal(i != nth, ok);
            }
            Assert.Equal(12, test.Heap->CountedAllocations);
            Assert.Equal(1, test.Heap->FailedAllocations);
        }
        test.Heap->StopFailing();
        for (int i = 1; i <= 12; i++)
            Assert.True(Allocate(test, i));
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void EveryAllocationAfterTheNthFailsOnRequest()
    {
        using TestHeap test = new();
        test.Heap->FailAllocation(3, andAllAfter: true);
        Assert.True(Allocate(test, 1));
        Assert.True(Allocate(test, 2));
        for (int i = 3; i < 20; i++)
            Assert.False(Allocate(test, i));
        Assert.Equal(17, test.Heap->FailedAllocations);
        test.Heap->StopFailing();
        Assert.True(Allocate(test, 1));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(4u)]
    [InlineData(8u)]
    [InlineData(6u)]
    [InlineData(15u)]
    public void OnlyTheChosenDomainsCountAndFail(uint domains)
    {
        using TestHeap test = new();
        test.Heap->FailAllocation(1, andAllAfter: true, (FailureDomains)domains);
        for (int round = 0; round < 2; round++)
        {
            Assert.Equal((domains & 1) == 0, RawDomain.Malloc(test.Heap, 10) != null);
            Assert.Equal((domains & 2) == 0, MemDomain.Malloc(test.Heap, 10) != null);
            Assert.Equal((domains & 4) == 0, ObjectDomain.Malloc(test.Heap, 10) != null);
            Assert.Equal((domains & 8) == 0, test.Heap->ChargeExternal(10));
        }
        Assert.Equal(2 * System.Numerics.BitOperations.PopCount(domains), test.Heap->CountedAllocations);
    }

    [Fact]
    public void CountingWithoutFailingTellsHowManyThereAre()
    {
        using TestHeap test = new();
        test.Heap->FailAllocation(0);
        for (int i = 0; i < 100; i++)
            Assert.True(Allocate(test, i));
        Assert.Equal(100, test.Heap->CountedAllocations);
        Assert.Equal(0, test.Heap->FailedAllocations);
    }

    [Fact]
    public void FailedResizeLeavesTheBlockAsItWas()
    {
        using TestHeap test = new();
        foreach (HeapDomain domain in Enum.GetValues<HeapDomain>())
        {
            foreach (nuint size in (nuint[])[40, 700])
            {
                byte* p = (byte*)test.Malloc(domain, size);
                p[39] = 77;
                foreach (nuint to in (nuint[])[1, 40, 41, 400, 800, 100_000])
                {
                    test.Heap->FailAllocation(1);
                    Assert.True(test.Realloc(domain, p, to) == null);
                    Assert.Equal(77, p[39]);
                }
                test.Heap->StopFailing();
                test.Free(domain, p);
            }
        }
        Assert.Equal(0, test.Heap->LiveBlocks);
    }

    [Fact]
    public void SweepOverAnOperationFindsEveryPointOfFailure()
    {
        // What the tests of the layers above do: repeat an operation, failing one allocation further each time, until it succeeds.
        using TestHeap test = new();
        int failures = 0;
        for (long nth = 1; ; nth++)
        {
            test.Heap->FailAllocation(nth);
            bool ok = BuildThree(test.Heap);
            test.Heap->StopFailing();
            Assert.Equal(0, test.Heap->LiveBlocks);
            if (ok)
                break;
            failures++;
        }
        Assert.Equal(3, failures);
    }

    private static bool BuildThree(PyHeap* heap)
    {
        void* a = ObjectDomain.Malloc(heap, 24);
        if (a == null)
            return false;
        void* b = MemDomain.Calloc(heap, 10, 100);
        void* c = b == null ? null : RawDomain.Realloc(heap, null, 10);
        bool ok = c != null;
        RawDomain.Free(heap, c);
        MemDomain.Free(heap, b);
        ObjectDomain.Free(heap, a);
        return ok;
    }

    /// <summary>One allocation, of another kind for each number.</summary>
    private static bool Allocate(TestHeap test, int number)
    {
        HeapDomain domain = (HeapDomain)(number % 3);
        nuint size = (nuint)(number * 97);
        return (number % 4) switch
        {
            0 => test.Calloc(domain, 2, size) != null,
            1 => test.Realloc(domain, null, size) != null,
            2 when number % 3 == 0 => test.Heap->ChargeExternal(size),
            _ => test.Malloc(domain, size) != null,
        };
    }
}
