// Random traces against the shadow model, with the heap's invariants verified on the way.
namespace Vivarium.Heap.Tests;

public unsafe class ModelTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public void RandomTraceAgreesWithModel(int seed, bool debug)
    {
        using TestHeap test = new(new HeapOptions { Debug = debug, QuarantineBytes = 100_000 });
        ShadowModel model = new(test, seed);
        int steps = debug ? 20_000 : 60_000;
        for (int step = 0; step < steps; step++)
        {
            // Grow to many blocks, shrink to few, and so on, so that pools and arenas come and go.
            model.Step(step / (steps / 6) % 2 == 0 ? 8000 : 100);
            if (step % (steps / 30) == 0)
            {
                model.Verify(debug);
                HeapInvariants.Verify(test.Heap);
                Assert.Equal(0, test.Heap->Check());
            }
        }
        model.FreeAll();
        Assert.Equal(0, test.Heap->LiveBlocks);
        Assert.Empty(test.Heap->Walk());
        HeapInvariants.Verify(test.Heap);
        test.Heap->Trim();
        Assert.Equal(0u, test.Heap->ChargedBytes);
    }

    [Theory]
    [InlineData(11, 3_000_000, false)]
    [InlineData(12, 6_000_000, true)]
    public void RandomTraceUnderLimitAgreesWithModel(int seed, int limit, bool debug)
    {
        using TestHeap test = new(new HeapOptions { Limit = (nuint)limit, Debug = debug });
        ShadowModel model = new(test, seed);
        for (int step = 0; step < 30_000; step++)
        {
            model.Step(100_000);
            Assert.True(test.Heap->ChargedBytes <= (nuint)limit);
            if (step % 3000 == 0)
            {
                model.Verify(debug);
                HeapInvariants.Verify(test.Heap);
            }
        }
        Assert.NotEqual(0, model.Refused);
        Assert.True(test.Heap->PeakBytes <= (nuint)limit);
        model.FreeAll();
        Assert.Equal(0, test.Heap->LiveBlocks);
    }

    [Fact]
    public void RandomTraceWithInjectionSwitchedOnAndOff()
    {
        using TestHeap test = new();
        ShadowModel model = new(test, 21) { MayRefuseToShrink = true };
        for (int step = 0; step < 30_000; step++)
        {
            if (step % 500 == 0)
                test.Heap->FailAllocation(step % 7, step % 3 == 0, (FailureDomains)(step / 500 % 8));
            if (step % 500 == 100)
                test.Heap->StopFailing();
            model.Step(3000);
            if (step % 1500 == 0)
            {
                model.Verify(false);
                HeapInvariants.Verify(test.Heap);
            }
        }
        test.Heap->StopFailing();
        Assert.NotEqual(0, model.Refused);
        model.FreeAll();
        Assert.Equal(0, test.Heap->LiveBlocks);
    }
}
