// What the domains do when the inline free lists do not serve. See docs/internals/heap.md.
using System.Runtime.CompilerServices;

namespace Vivarium.Heap;

internal static unsafe class SlowPaths
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* Malloc(PyHeap* heap, nuint size, HeapDomain domain) =>
        Injection.Fails(heap, domain) ? null : LargeBlocks.Allocate(heap, size, domain, zero: false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* Calloc(PyHeap* heap, nuint count, nuint size, HeapDomain domain)
    {
        if (size != 0 && count > HeapLayout.MaxRequest / size)
            return null;
        return Injection.Fails(heap, domain) ? null : LargeBlocks.Allocate(heap, count * size, domain, zero: true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* Realloc(PyHeap* heap, void* p, nuint size, HeapDomain domain)
    {
        if (Injection.Fails(heap, domain))
            return null;
        return p == null ? LargeBlocks.Allocate(heap, size, domain, zero: false) : LargeBlocks.Resize(heap, p, size);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Free(PyHeap* heap, void* p, HeapDomain domain)
    {
        if (p != null)
            LargeBlocks.Release(heap, p);
    }
}
