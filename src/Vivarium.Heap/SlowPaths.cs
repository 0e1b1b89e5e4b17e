// What the domains do when the inline free lists do not serve: fault injection and debug hooks first, then pools or large blocks.
// See docs/internals/heap.md.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vivarium.Heap;

internal static unsafe class SlowPaths
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* ObjectMalloc(PyHeap* heap, nuint size) => Malloc(heap, size, HeapDomain.Object);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* MemMalloc(PyHeap* heap, nuint size) => Malloc(heap, size, HeapDomain.Mem);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* Malloc(PyHeap* heap, nuint size, HeapDomain domain)
    {
        if (heap->closed != 0)
        {
            if (Injection.Fails(heap, domain))
                return null;
            if (heap->debug != 0)
                return DebugHooks.Allocate(heap, size, domain, zero: false);
        }
        return Allocate(heap, size, domain, zero: false);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* Calloc(PyHeap* heap, nuint count, nuint size, HeapDomain domain)
    {
        if (size != 0 && count > HeapLayout.MaxRequest / size)
            return null;
        nuint bytes = count * size;
        if (heap->closed != 0)
        {
            if (Injection.Fails(heap, domain))
                return null;
            if (heap->debug != 0)
                return DebugHooks.Allocate(heap, bytes, domain, zero: true);
        }
        return Allocate(heap, bytes, domain, zero: true);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* Realloc(PyHeap* heap, void* p, nuint size, HeapDomain domain)
    {
        if (p == null)
            return Malloc(heap, size, domain);
        if (heap->closed != 0)
        {
            if (Injection.Fails(heap, domain))
                return null;
            if (heap->debug != 0)
                return DebugHooks.Reallocate(heap, p, size, domain);
        }
        if (!heap->InArenaSpace(p))
            return LargeBlocks.Resize(heap, p, Math.Max(size, 1));

        // A small block stays where it is unless it is too small, or wastes more than a quarter of its class.
        nuint old = HeapLayout.SizeOfClass(Pools.PoolOf(p)->szidx);
        if (size <= old && 4 * size > 3 * old)
            return p;
        void* moved = Allocate(heap, size, domain, zero: false);
        if (moved == null)
            return size <= old ? p : null;
        NativeMemory.Copy(p, moved, Math.Min(size, old));
        Pools.Release(heap, p);
        return moved;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ObjectFree(PyHeap* heap, void* p) => Free(heap, p, HeapDomain.Object);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void MemFree(PyHeap* heap, void* p) => Free(heap, p, HeapDomain.Mem);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Free(PyHeap* heap, void* p, HeapDomain domain)
    {
        if (p == null)
            return;
        if (heap->debug != 0)
            DebugHooks.Free(heap, p, domain);
        else
            Release(heap, p);
    }

    /// <summary>A block without injection or debug hooks. A request for nothing gets the smallest block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* Allocate(PyHeap* heap, nuint size, HeapDomain domain, bool zero)
    {
        if (size == 0)
            size = 1;
        if (domain == HeapDomain.Raw || size > HeapLayout.SmallRequestThreshold)
            return LargeBlocks.Allocate(heap, size, domain, zero);
        void* p = Pools.Allocate(heap, Pools.ListOf(domain, HeapLayout.ClassOf(size)));
        if (p != null && zero)
            NativeMemory.Clear(p, size);
        return p;
    }

    /// <summary>Releases a block without debug hooks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Release(PyHeap* heap, void* p)
    {
        if (heap->InArenaSpace(p))
            Pools.Release(heap, p);
        else
            LargeBlocks.Release(heap, p);
    }

    /// <summary>The domain a block was allocated in.</summary>
    public static HeapDomain DomainOf(PyHeap* heap, void* p) =>
        heap->InArenaSpace(p) ? Pools.DomainOf(Pools.PoolOf(p)) : LargeBlocks.HeaderOf(p)->domain;
}
