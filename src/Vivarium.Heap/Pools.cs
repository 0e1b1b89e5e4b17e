// Pools: 16 KiB of blocks of one size class and one domain. A pool is used (in the list of its class: some block handed out, some
// available), full (in no list) or empty (its arena's). Blocks go out last released first; pools are taken from the front of their list,
// and a full pool that gets a block back goes to the front. Blocks never handed out are chained up a memory page at a time, so that memory
// is not touched before it is needed. That a pool is full is noticed at the next request, not at the one that empties it.
// See docs/internals/heap.md.
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Vivarium.Heap;

internal static unsafe class Pools
{
    private const uint PageSize = 4096;

    public static PoolHeader* PoolOf(void* p) => (PoolHeader*)((nuint)p & HeapLayout.PoolMask);

    /// <summary>The place of a size class and domain in the tables of pools.</summary>
    public static uint ListOf(HeapDomain domain, uint szidx) => (((uint)domain - (uint)HeapDomain.Mem) * HeapLayout.SizeClasses) + szidx;

    public static HeapDomain DomainOf(PoolHeader* pool) => (HeapDomain)((pool->list / HeapLayout.SizeClasses) + (uint)HeapDomain.Mem);

    /// <summary>Lets the inline paths work, or keeps their lists empty while debug hooks or fault injection must see every call.</summary>
    public static void OpenOrClose(PyHeap* heap)
    {
        heap->closed = heap->debug | heap->injectionArmed;
        for (uint list = 0; list < 2 * HeapLayout.SizeClasses; list++)
            SetFirst(heap, list, (PoolHeader*)heap->usedPools[list]);
    }

    /// <summary>A block from the first used pool, or from a fresh one; null when there is no memory for one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* Allocate(PyHeap* heap, uint list)
    {
        PoolHeader* pool = (PoolHeader*)heap->usedPools[list];
        while (pool != null && pool->freeblock == null && !Extend(pool))
        {
            // Full: it leaves the list, and its next release brings it back.
            pool->state = PoolState.Full;
            pool->refcount = 1;
            pool = pool->nextpool;
            if (pool != null)
                pool->prevpool = null;
        }
        if (pool == null)
            pool = NewPool(heap, list);
        SetFirst(heap, list, pool);
        if (pool == null)
            return null;
        void* p = pool->freeblock;
        pool->freeblock = *(void**)p;
        pool->refcount++;
        heap->CountLive(DomainOf(pool), 1);
        return p;
    }

    /// <summary>Releases a block without the inline path.</summary>
    public static void Release(PyHeap* heap, void* p)
    {
        PoolHeader* pool = PoolOf(p);
        *(void**)p = pool->freeblock;
        pool->freeblock = p;
        heap->CountLive(DomainOf(pool), -1);
        if (--pool->refcount == 0)
            Drained(heap, pool);
    }

    /// <summary>A release has brought a pool's count to 0: a full pool is usable again, a used one is empty.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Drained(PyHeap* heap, PoolHeader* pool)
    {
        uint list = pool->list;
        if (pool->state == PoolState.Full)
        {
            pool->state = PoolState.Used;
            pool->refcount = pool->capacity - 1u;
            PoolHeader* first = (PoolHeader*)heap->usedPools[list];
            pool->prevpool = null;
            pool->nextpool = first;
            if (first != null)
                first->prevpool = pool;
            SetFirst(heap, list, pool);
            return;
        }
        Debug.Assert(pool->state == PoolState.Used);
        if (pool->prevpool != null)
            pool->prevpool->nextpool = pool->nextpool;
        else
            SetFirst(heap, list, pool->nextpool);
        if (pool->nextpool != null)
            pool->nextpool->prevpool = pool->prevpool;
        pool->state = PoolState.Empty;
        Arenas.ReturnPool(heap, pool);
    }

    /// <summary>Blocks of a pool that are handed out.</summary>
    public static uint LiveIn(PoolHeader* pool) => pool->state == PoolState.Full ? pool->capacity : pool->refcount;

    private static void SetFirst(PyHeap* heap, uint list, PoolHeader* pool)
    {
        heap->usedPools[list] = (ulong)pool;
        heap->inlinePools[list] = (ulong)(pool == null || heap->closed != 0 ? &heap->noPool : pool);
    }

    private static PoolHeader* NewPool(PyHeap* heap, uint list)
    {
        PoolHeader* pool = Arenas.TakePool(heap);
        if (pool == null)
            return null;
        pool->state = PoolState.Used;
        pool->refcount = 0;
        pool->list = (byte)list;
        pool->nextpool = null;
        pool->prevpool = null;
        uint szidx = list % HeapLayout.SizeClasses;
        if (pool->szidx != szidx)
        {
            uint size = HeapLayout.SizeOfClass(szidx);
            pool->szidx = szidx;
            pool->capacity = (ushort)HeapLayout.BlocksPerPool(szidx);
            pool->freeblock = null;
            pool->nextoffset = HeapLayout.PoolOverhead;
            pool->maxnextoffset = HeapLayout.PoolSize - size;
        }
        if (pool->freeblock == null)
            _ = Extend(pool);
        return pool;
    }

    /// <summary>Chains up the blocks that begin in the next page; false when all blocks were handed out before.</summary>
    private static bool Extend(PoolHeader* pool)
    {
        uint offset = pool->nextoffset;
        uint last = pool->maxnextoffset;
        if (offset > last)
            return false;
        uint size = HeapLayout.SizeOfClass(pool->szidx);
        uint pageEnd = (offset | (PageSize - 1)) + 1;
        byte* block = (byte*)pool + offset;
        pool->freeblock = block;
        offset += size;
        while (offset < pageEnd && offset <= last)
        {
            *(byte**)block = block + size;
            block += size;
            offset += size;
        }
        *(byte**)block = null;
        pool->nextoffset = offset;
        return true;
    }
}
