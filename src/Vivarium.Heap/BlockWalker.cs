// Finds every block that is handed out, as the allocator below the debug hooks sees it. In a pool those are all blocks that were ever
// handed out, less those in its free list. See docs/internals/heap.md.
namespace Vivarium.Heap;

/// <summary>Is shown each block: its address and size below the debug hooks.</summary>
internal unsafe interface IBlockVisitor
{
    void Visit(HeapDomain domain, void* block, nuint size, bool isLarge);
}

/// <summary>Is shown each pool that is or was used.</summary>
internal unsafe interface IPoolVisitor
{
    void Visit(PoolHeader* pool);
}

internal static unsafe class BlockWalker
{
    private const int BitWords = HeapLayout.PoolSize / HeapLayout.Alignment / 64;

    public static void Walk<T>(PyHeap* heap, ref T visitor)
        where T : struct, IBlockVisitor, allows ref struct
    {
        ArenaTable* table = &heap->arenas;
        for (uint i = 0; i < table->maxarenas; i++)
        {
            ArenaObject* arena = &table->objects[i];
            if (arena->address == 0)
                continue;
            for (byte* pool = (byte*)arena->address; pool < arena->pool_address; pool += HeapLayout.PoolSize)
                WalkPool((PoolHeader*)pool, ref visitor);
        }
        WalkRegistry(in heap->ownedBlocks, ref visitor);
        LargeBlocks.Lock(heap);
        try
        {
            WalkRegistry(in heap->rawBlocks, ref visitor);
        }
        finally
        {
            LargeBlocks.Unlock(heap);
        }
    }

    public static void WalkPools<T>(PyHeap* heap, ref T visitor)
        where T : struct, IPoolVisitor, allows ref struct
    {
        ArenaTable* table = &heap->arenas;
        for (uint i = 0; i < table->maxarenas; i++)
        {
            ArenaObject* arena = &table->objects[i];
            if (arena->address == 0)
                continue;
            for (byte* pool = (byte*)arena->address; pool < arena->pool_address; pool += HeapLayout.PoolSize)
                visitor.Visit((PoolHeader*)pool);
        }
    }

    /// <summary>
    /// Whether an address is one that the allocator below the debug hooks handed out, or would; and the size of what is there.
    /// </summary>
    public static bool IsBlock(PyHeap* heap, void* p, out nuint size)
    {
        size = 0;
        if (((nuint)p & (HeapLayout.Alignment - 1)) != 0 || (nuint)p < HeapLayout.PoolSize)
            return false;
        if (heap->InArenaSpace(p))
        {
            if (!PyHeap.Owns(heap, p))
                return false;
            PoolHeader* pool = Pools.PoolOf(p);
            ArenaObject* arena = &heap->arenas.objects[pool->arenaindex];
            if ((byte*)pool >= arena->pool_address || pool->state == PoolState.Empty)
                return false;
            uint offset = (uint)((byte*)p - (byte*)pool);
            size = HeapLayout.SizeOfClass(pool->szidx);
            return offset >= HeapLayout.PoolOverhead && offset < pool->nextoffset && (offset - HeapLayout.PoolOverhead) % size == 0;
        }
        LargeHeader* header = LargeBlocks.HeaderOf(p);
        if (header->magic != LargeHeader.Magic || header->domain > HeapDomain.Object)
            return false;
        size = header->size;
        if (header->domain != HeapDomain.Raw)
            return heap->ownedBlocks.Holds(header);
        LargeBlocks.Lock(heap);
        bool holds = heap->rawBlocks.Holds(header);
        LargeBlocks.Unlock(heap);
        return holds;
    }

    private static void WalkRegistry<T>(in BlockRegistry registry, ref T visitor)
        where T : struct, IBlockVisitor, allows ref struct
    {
        for (uint i = 0; i < registry.Length; i++)
        {
            LargeHeader* header = registry[i];
            if (header != null && header->magic != LargeHeader.Kept)
                visitor.Visit(header->domain, LargeBlocks.BlockOf(header), header->size, isLarge: true);
        }
    }

    private static void WalkPool<T>(PoolHeader* pool, ref T visitor)
        where T : struct, IBlockVisitor, allows ref struct
    {
        if (pool->state == PoolState.Empty)
            return;
        ulong* free = stackalloc ulong[BitWords];
        new Span<ulong>(free, BitWords).Clear();
        // A program that writes to released blocks may have destroyed the chain; then the rest of it counts as handed out.
        byte* lowest = (byte*)pool + HeapLayout.PoolOverhead;
        for (byte* p = (byte*)pool->freeblock; p >= lowest && Pools.PoolOf(p) == pool; p = *(byte**)p)
        {
            uint slot = (uint)(p - (byte*)pool) >> HeapLayout.AlignmentShift;
            if ((free[slot >> 6] & (1ul << (int)slot)) != 0)
                break;
            free[slot >> 6] |= 1ul << (int)slot;
        }
        uint size = HeapLayout.SizeOfClass(pool->szidx);
        HeapDomain domain = Pools.DomainOf(pool);
        for (uint offset = HeapLayout.PoolOverhead; offset < pool->nextoffset; offset += size)
        {
            uint slot = offset >> HeapLayout.AlignmentShift;
            if ((free[slot >> 6] & (1ul << (int)slot)) == 0)
                visitor.Visit(domain, (byte*)pool + offset, size, isLarge: false);
        }
    }
}
