// The Mem domain: buffers of objects. Used by the holder of the interpreter's lock. Null means refused (limit, fault injection, no memory).
// See docs/internals/heap.md.
namespace Vivarium.Heap;

internal static unsafe class MemDomain
{
    /// <summary>A block of at least <paramref name="size"/> bytes, or null; size 0 gives a block of its own too.</summary>
    public static void* Malloc(PyHeap* heap, nuint size) => SlowPaths.Malloc(heap, size, HeapDomain.Mem);

    /// <summary>A zeroed block for <paramref name="count"/> items, or null.</summary>
    public static void* Calloc(PyHeap* heap, nuint count, nuint size) => SlowPaths.Calloc(heap, count, size, HeapDomain.Mem);

    /// <summary>Resizes a block, which may move; null leaves it as it was. A null block is allocated.</summary>
    public static void* Realloc(PyHeap* heap, void* p, nuint size) => SlowPaths.Realloc(heap, p, size, HeapDomain.Mem);

    /// <summary>Releases a block; null is ignored.</summary>
    public static void Free(PyHeap* heap, void* p) => SlowPaths.Free(heap, p, HeapDomain.Mem);
}
