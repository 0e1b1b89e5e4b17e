// The Mem domain: buffers of objects (item arrays, hash tables). Used by the holder of the interpreter's lock. Null means refused (limit,
// fault injection, no memory). Malloc and Free of small blocks are inlined into their callers: they pop from and push onto the free list of one pool, and
// leave everything else to SlowPaths. See docs/internals/heap.md.
using System.Runtime.CompilerServices;

namespace Vivarium.Heap;

internal static unsafe class MemDomain
{
    /// <summary>Where this domain's part of <see cref="PyHeap.inlinePools"/> is: written out, because the compiler checks the heap for null
    /// once more where an inline array is indexed.</summary>
    private const int InlinePools =
        PyHeap.InlinePoolsOffset + (((int)HeapDomain.Mem - (int)HeapDomain.Mem) * HeapLayout.SizeClasses * sizeof(ulong));

    /// <summary>A block of at least <paramref name="size"/> bytes, or null; size 0 gives a block of its own too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* Malloc(PyHeap* heap, nuint size)
    {
        nuint index = size - 1;
        if (index < HeapLayout.SmallRequestThreshold)
        {
            PoolHeader* pool = ((PoolHeader**)((byte*)heap + InlinePools))[index >> HeapLayout.AlignmentShift];
            void* p = pool->freeblock;
            if (p != null)
            {
                pool->freeblock = *(void**)p;
                pool->refcount++;
                heap->liveMem++;
                return p;
            }
        }
        return SlowPaths.MemMalloc(heap, size);
    }

    /// <summary>A zeroed block for <paramref name="count"/> items, or null.</summary>
    public static void* Calloc(PyHeap* heap, nuint count, nuint size) => SlowPaths.Calloc(heap, count, size, HeapDomain.Mem);

    /// <summary>Resizes a block, which may move; null leaves it as it was. A null block is allocated.</summary>
    public static void* Realloc(PyHeap* heap, void* p, nuint size) => SlowPaths.Realloc(heap, p, size, HeapDomain.Mem);

    /// <summary>Releases a block; null is ignored.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Free(PyHeap* heap, void* p)
    {
        if ((nuint)p - heap->inlineLow < heap->inlineSpan)
        {
            PoolHeader* pool = (PoolHeader*)((nuint)p & HeapLayout.PoolMask);
            *(void**)p = pool->freeblock;
            pool->freeblock = p;
            heap->liveMem--;
            if (--pool->refcount == 0)
                Pools.Drained(heap, pool);
            return;
        }
        SlowPaths.MemFree(heap, p);
    }
}
