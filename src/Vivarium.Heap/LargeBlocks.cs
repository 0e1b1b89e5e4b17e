// Blocks from the platform's C library: those above 512 bytes, and all of the Raw domain. Each is charged, carries a 16-byte header and is
// entered in a registry, so that it can be found by the walk and released with the heap. Raw blocks have a registry of their own behind a
// spin lock; the others belong to the holder of the interpreter's lock. See docs/internals/heap.md.
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Vivarium.Heap;

internal static unsafe class LargeBlocks
{
    public static LargeHeader* HeaderOf(void* p) => (LargeHeader*)((byte*)p - HeapLayout.LargeHeaderSize);
    public static void* BlockOf(LargeHeader* header) => (byte*)header + HeapLayout.LargeHeaderSize;

    /// <summary>A block of a size, or null when it is refused.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* Allocate(PyHeap* heap, nuint size, HeapDomain domain, bool zero)
    {
        if (size > HeapLayout.MaxRequest)
            return null;
        if (!heap->TryCharge(size + HeapLayout.LargeOverhead))
        {
            // The arena kept against thrashing must not be what stands in the way.
            if (domain == HeapDomain.Raw || !Arenas.Trim(heap) || !heap->TryCharge(size + HeapLayout.LargeOverhead))
                return null;
        }
        nuint bytes = size + HeapLayout.LargeHeaderSize;
        LargeHeader* header = (LargeHeader*)(zero ? PlatformMemory.Calloc(bytes) : PlatformMemory.Malloc(bytes));
        if (header != null)
        {
            header->size = size;
            header->domain = domain;
            header->magic = LargeHeader.Magic;
            if (!ArenaSpace.Contains(header) && Enter(heap, header))
                return BlockOf(header);
            PlatformMemory.Free(header, bytes);
        }
        heap->Uncharge(size + HeapLayout.LargeOverhead);
        return null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Release(PyHeap* heap, void* p)
    {
        LargeHeader* header = HeaderOf(p);
        nuint size = header->size;
        Leave(heap, header);
        header->magic = 0;
        PlatformMemory.Free(header, size + HeapLayout.LargeHeaderSize);
        heap->Uncharge(size + HeapLayout.LargeOverhead);
    }

    /// <summary>Resizes a block, wherever it then stands; null when that is refused, and the block is as it was. Shrinking never fails.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* Resize(PyHeap* heap, void* p, nuint size)
    {
        LargeHeader* header = HeaderOf(p);
        nuint old = header->size;
        if (size > HeapLayout.MaxRequest)
            return null;
        if (size > old && !heap->TryCharge(size - old))
        {
            if (header->domain == HeapDomain.Raw || !Arenas.Trim(heap) || !heap->TryCharge(size - old))
                return null;
        }
        LargeHeader* moved = (LargeHeader*)PlatformMemory.Realloc(header, size + HeapLayout.LargeHeaderSize);
        if (moved != null)
        {
            moved->size = size;
            if (moved->domain == HeapDomain.Raw)
            {
                Lock(heap);
                heap->rawBlocks.Move(moved);
                Unlock(heap);
            }
            else
            {
                heap->ownedBlocks.Move(moved);
            }
            if (size < old)
                heap->Uncharge(old - size);
            return BlockOf(moved);
        }
        if (size < old)
            return p;
        heap->Uncharge(size - old);
        return null;
    }

    /// <summary>Releases every block, without a look at what is in it.</summary>
    public static void ReleaseAll(PyHeap* heap)
    {
        ReleaseAll(ref heap->ownedBlocks);
        ReleaseAll(ref heap->rawBlocks);
    }

    private static void ReleaseAll(ref BlockRegistry registry)
    {
        for (uint i = 0; i < registry.Length; i++)
        {
            LargeHeader* header = registry[i];
            if (header != null)
                PlatformMemory.Free(header, header->size + HeapLayout.LargeHeaderSize);
        }
        registry.Release();
    }

    private static bool Enter(PyHeap* heap, LargeHeader* header)
    {
        HeapDomain domain = header->domain;
        if (domain != HeapDomain.Raw)
        {
            if (!heap->ownedBlocks.Add(header))
                return false;
            heap->liveBlocks[(int)domain]++;
            return true;
        }
        Lock(heap);
        bool entered = heap->rawBlocks.Add(header);
        if (entered)
            heap->liveBlocks[(int)HeapDomain.Raw]++;
        Unlock(heap);
        return entered;
    }

    private static void Leave(PyHeap* heap, LargeHeader* header)
    {
        Debug.Assert(header->magic == LargeHeader.Magic);
        HeapDomain domain = header->domain;
        if (domain != HeapDomain.Raw)
        {
            heap->ownedBlocks.Remove(header);
            heap->liveBlocks[(int)domain]--;
            return;
        }
        Lock(heap);
        heap->rawBlocks.Remove(header);
        heap->liveBlocks[(int)HeapDomain.Raw]--;
        Unlock(heap);
    }

    public static void Lock(PyHeap* heap)
    {
        SpinWait wait = default;
        while (Interlocked.CompareExchange(ref heap->rawLock, 1, 0) != 0)
            wait.SpinOnce();
    }

    public static void Unlock(PyHeap* heap) => Volatile.Write(ref heap->rawLock, 0);
}
