// Checks a heap's own records against each other: lists, counts, order of arenas, charges. Documents by checking.
namespace Vivarium.Heap.Tests;

internal static unsafe class HeapInvariants
{
    /// <summary>The lists and tables only.</summary>
    public static void VerifyRecords(PyHeap* heap)
    {
        VerifyArenas(heap);
        VerifyPools(heap);
    }

    public static void Verify(PyHeap* heap)
    {
        VerifyRecords(heap);
        HeapStatistics statistics = HeapStatistics.Of(heap);
        Assert.Equal(
            statistics.ArenasCurrent * HeapLayout.ArenaSize,
            statistics.AllocatedBytes + statistics.AvailableBytes + (statistics.FreePools * HeapLayout.PoolSize)
                + statistics.PoolHeaderBytes + statistics.QuantizationBytes);
        List<HeapBlock> blocks = heap->Walk();
        foreach (HeapDomain domain in Enum.GetValues<HeapDomain>())
            Assert.Equal(heap->LiveBlocksOf(domain), blocks.LongCount(block => block.Domain == domain));
        if (heap->debug == 0)
        {
            nuint large = 0;
            foreach (HeapBlock block in blocks)
                large += block.IsLarge ? block.Size + HeapLayout.LargeOverhead : 0;
            Assert.Equal(large + heap->ExternalBytes + statistics.ReservedBytes, heap->ChargedBytes);
            Assert.Equal(blocks.Where(b => !b.IsLarge).Sum(b => (long)b.Size), statistics.AllocatedBytes);
        }
        Assert.True(heap->PeakBytes >= heap->ChargedBytes);
    }

    private static void VerifyArenas(PyHeap* heap)
    {
        ArenaTable* table = &heap->arenas;
        // The usable list: ascending numbers of free pools, linked both ways, with the right fingers.
        HashSet<nint> usable = [];
        ArenaObject* previous = null;
        for (ArenaObject* arena = table->usable_arenas; arena != null; arena = arena->nextarena)
        {
            Assert.True(usable.Add((nint)arena));
            Assert.True(arena->prevarena == previous);
            Assert.True(arena->address != 0);
            Assert.InRange(arena->nfreepools, previous == null ? 1u : previous->nfreepools, arena->ntotalpools);
            bool last = arena->nextarena == null || arena->nextarena->nfreepools != arena->nfreepools;
            Assert.Equal(last, table->nfp2lasta[arena->nfreepools] == (ulong)arena);
            // Only the last of the list may be kept empty.
            Assert.True(arena->nfreepools < arena->ntotalpools || arena->nextarena == null);
            previous = arena;
        }
        for (uint free = 0; free <= HeapLayout.PoolsPerArena; free++)
        {
            ulong finger = table->nfp2lasta[free];
            Assert.True(finger == 0 || (usable.Contains((nint)finger) && ((ArenaObject*)finger)->nfreepools == free));
        }
        HashSet<nint> unused = [];
        for (ArenaObject* arena = table->unused_arena_objects; arena != null; arena = arena->nextarena)
        {
            Assert.True(unused.Add((nint)arena));
            Assert.True(arena->address == 0);
        }
        nuint current = 0;
        for (uint i = 0; i < table->maxarenas; i++)
        {
            ArenaObject* arena = &table->objects[i];
            Assert.Equal(arena->address == 0, unused.Contains((nint)arena));
            if (arena->address == 0)
                continue;
            current++;
            Assert.True((arena->address & (HeapLayout.ArenaSize - 1)) == 0);
            Assert.Equal(arena->nfreepools != 0, usable.Contains((nint)arena));
            Assert.True(PyHeap.Owns(heap, (void*)arena->address));
            Assert.True(PyHeap.Owns(heap, (byte*)arena->address + HeapLayout.ArenaSize - 1));
            uint free = (uint)(arena->address + HeapLayout.ArenaSize - (nuint)arena->pool_address) / HeapLayout.PoolSize;
            for (PoolHeader* pool = arena->freepools; pool != null; pool = pool->nextpool)
            {
                Assert.Equal(PoolState.Empty, pool->state);
                free++;
            }
            Assert.Equal(free, arena->nfreepools);
        }
        Assert.Equal(current, table->narenas_currently_allocated);
        int mapped = 0;
        for (nuint i = 0; i <= table->mapMask; i++)
            mapped += table->map[i] == 0 ? 0 : 1;
        Assert.Equal((int)current, mapped);
    }

    private static void VerifyPools(PyHeap* heap)
    {
        HashSet<nint> linked = [];
        for (uint list = 0; list < 2 * HeapLayout.SizeClasses; list++)
        {
            PoolHeader* first = (PoolHeader*)heap->usedPools[list];
            PoolHeader* expected = first == null || heap->closed != 0 ? &heap->noPool : first;
            Assert.True(heap->inlinePools[list] == (ulong)expected);
            PoolHeader* previous = null;
            for (PoolHeader* pool = first; pool != null; pool = pool->nextpool)
            {
                Assert.True(linked.Add((nint)pool));
                Assert.True(pool->prevpool == previous);
                Assert.Equal(PoolState.Used, pool->state);
                Assert.Equal(list, pool->list);
                Assert.Equal(list % HeapLayout.SizeClasses, pool->szidx);
                Assert.InRange(pool->refcount, 1u, pool->capacity);
                previous = pool;
            }
        }
        Assert.True(heap->noPool.freeblock == null);
        PoolVisitor visitor = new() { Linked = linked };
        BlockWalker.WalkPools(heap, ref visitor);
    }

    private struct PoolVisitor : IPoolVisitor
    {
        public HashSet<nint> Linked;

        public readonly void Visit(PoolHeader* pool)
        {
            Assert.Equal(pool->state == PoolState.Used, Linked.Contains((nint)pool));
            Assert.Equal(HeapLayout.BlocksPerPool(pool->szidx), pool->capacity);
            uint size = HeapLayout.SizeOfClass(pool->szidx);
            uint carved = (pool->nextoffset - HeapLayout.PoolOverhead) / size;
            uint free = 0;
            for (byte* p = (byte*)pool->freeblock; p != null; p = *(byte**)p)
            {
                Assert.True(Pools.PoolOf(p) == pool);
                Assert.Equal(0u, ((uint)(p - (byte*)pool) - HeapLayout.PoolOverhead) % size);
                Assert.True(++free <= carved);
            }
            Assert.Equal(carved, free + Pools.LiveIn(pool));
        }
    }
}
