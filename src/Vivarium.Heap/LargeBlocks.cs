// Blocks from the platform's C library: those above 512 bytes, and all of the Raw domain. Each is charged, carries a 16-byte header and is
// entered in a registry, so that it can be found by the walk and released with the heap. Raw blocks have a registry of their own behind a
// spin lock; the others belong to the holder of the interpreter's lock, and pass through the recycler. See docs/internals/heap.md.
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        if (domain == HeapDomain.Raw)
            return AllocateRaw(heap, size, zero);
        if (!TryChargeOwned(heap, size + HeapLayout.LargeOverhead))
            return null;
        byte bin = Recycler.BinOf(size + HeapLayout.LargeHeaderSize);
        LargeHeader* header = heap->recycler.Take(bin);
        if (header == null)
        {
            nuint capacity = Recycler.Capacity(bin, size + HeapLayout.LargeHeaderSize);
            header = Obtain(heap, capacity, zero);
            if (header == null || !heap->ownedBlocks.Add(header))
            {
                header = TryAgain(heap, header, capacity, zero);
                if (header == null)
                {
                    heap->UnchargeOwned(size + HeapLayout.LargeOverhead);
                    return null;
                }
            }
            header->bin = bin;
        }
        else if (zero)
        {
            NativeMemory.Clear(BlockOf(header), size);
        }
        header->size = size;
        header->domain = domain;
        header->magic = LargeHeader.Magic;
        heap->CountLive(domain, 1);
        heap->RecordOwnedPeak();
        return BlockOf(header);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Release(PyHeap* heap, void* p)
    {
        LargeHeader* header = HeaderOf(p);
        Debug.Assert(header->magic == LargeHeader.Magic);
        if (header->domain == HeapDomain.Raw)
        {
            ReleaseRaw(heap, header);
            return;
        }
        nuint size = header->size;
        heap->CountLive(header->domain, -1);
        heap->UnchargeOwned(size + HeapLayout.LargeOverhead);
        if (heap->recycler.Keep(heap, header))
            return;
        heap->ownedBlocks.Remove(header);
        header->magic = 0;
        heap->libc.Free(header, CapacityOf(header, size));
    }

    /// <summary>
    /// Resizes a block, wherever it then stands; null when that is refused, and the block is as it was. Shrinking never fails.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void* Resize(PyHeap* heap, void* p, nuint size)
    {
        if (size > HeapLayout.MaxRequest)
            return null;
        LargeHeader* header = HeaderOf(p);
        bool raw = header->domain == HeapDomain.Raw;
        nuint old = header->size;
        if (size > old && !(raw ? heap->TryChargeShared(size - old) : TryChargeOwned(heap, size - old)))
            return null;
        byte bin = raw ? Recycler.NoBin : Recycler.BinOf(size + HeapLayout.LargeHeaderSize);
        if (!Recycler.Suits(header->bin, bin))
        {
            LargeHeader* moved = (LargeHeader*)heap->libc.Realloc(header, Recycler.Capacity(bin, size + HeapLayout.LargeHeaderSize));
            if (moved != null)
            {
                header = moved;
                header->bin = bin;
                Move(heap, header, raw);
            }
            else if (size > old)
            {
                if (raw)
                    heap->UnchargeShared(size - old);
                else
                    heap->UnchargeOwned(size - old);
                return null;
            }
            else
            {
                // The C library would not even shrink it: it keeps its size, and its charge.
                return p;
            }
        }
        header->size = size;
        if (raw)
        {
            if (size < old)
                heap->UnchargeShared(old - size);
            heap->RecordSharedPeak();
        }
        else
        {
            if (size < old)
                heap->UnchargeOwned(old - size);
            heap->RecordOwnedPeak();
        }
        return BlockOf(header);
    }

    /// <summary>Releases every block, without a look at what is in it.</summary>
    public static void ReleaseAll(PyHeap* heap)
    {
        ReleaseAll(heap, ref heap->ownedBlocks);
        ReleaseAll(heap, ref heap->rawBlocks);
    }

    public static void Lock(PyHeap* heap)
    {
        SpinWait wait = default;
        while (Interlocked.CompareExchange(ref heap->rawLock, 1, 0) != 0)
            wait.SpinOnce();
    }

    public static void Unlock(PyHeap* heap) => Volatile.Write(ref heap->rawLock, 0);

    private static void* AllocateRaw(PyHeap* heap, nuint size, bool zero)
    {
        if (!heap->TryChargeShared(size + HeapLayout.LargeOverhead))
            return null;
        nuint capacity = size + HeapLayout.LargeHeaderSize;
        LargeHeader* header = Obtain(heap, capacity, zero);
        if (header != null)
        {
            header->size = size;
            header->bin = Recycler.NoBin;
            header->domain = HeapDomain.Raw;
            header->magic = LargeHeader.Magic;
            Lock(heap);
            bool entered = heap->rawBlocks.Add(header);
            if (entered)
                heap->CountLive(HeapDomain.Raw, 1);
            Unlock(heap);
            if (entered)
            {
                heap->RecordSharedPeak();
                return BlockOf(header);
            }
            heap->libc.Free(header, capacity);
        }
        heap->UnchargeShared(size + HeapLayout.LargeOverhead);
        return null;
    }

    private static void ReleaseRaw(PyHeap* heap, LargeHeader* header)
    {
        nuint size = header->size;
        Lock(heap);
        heap->rawBlocks.Remove(header);
        heap->CountLive(HeapDomain.Raw, -1);
        Unlock(heap);
        header->magic = 0;
        heap->libc.Free(header, CapacityOf(header, size));
        heap->UnchargeShared(size + HeapLayout.LargeOverhead);
    }

    /// <summary>What a block of a size takes of the C library.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nuint CapacityOf(LargeHeader* header, nuint size) => Recycler.Capacity(header->bin, size + HeapLayout.LargeHeaderSize);

    /// <summary>
    /// A second attempt when the C library had no memory, or none for the registry: with what the recycler keeps given back.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LargeHeader* TryAgain(PyHeap* heap, LargeHeader* header, nuint capacity, bool zero)
    {
        heap->libc.Free(header, capacity);
        if (!heap->recycler.Flush(heap))
            return null;
        header = Obtain(heap, capacity, zero);
        if (header == null || heap->ownedBlocks.Add(header))
            return header;
        heap->libc.Free(header, capacity);
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LargeHeader* Obtain(PyHeap* heap, nuint capacity, bool zero)
    {
        void* p = zero ? heap->libc.Calloc(capacity) : heap->libc.Malloc(capacity);
        if (!heap->InArenaSpace(p))
            return (LargeHeader*)p;
        return Refuse(heap, p, capacity);
    }

    /// <summary>The C library has come to where arenas are: such a block could not be told from a small one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LargeHeader* Refuse(PyHeap* heap, void* p, nuint capacity)
    {
        heap->libc.Free(p, capacity);
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryChargeOwned(PyHeap* heap, nuint size) =>
        // The arena kept against thrashing must not be what stands in the way.
        heap->TryChargeOwned(size) || (Arenas.Trim(heap) && heap->TryChargeOwned(size));

    private static void Move(PyHeap* heap, LargeHeader* header, bool raw)
    {
        if (raw)
        {
            Lock(heap);
            heap->rawBlocks.Move(header);
            Unlock(heap);
        }
        else
        {
            heap->ownedBlocks.Move(header);
        }
    }

    private static void ReleaseAll(PyHeap* heap, ref BlockRegistry registry)
    {
        for (uint i = 0; i < registry.Length; i++)
        {
            LargeHeader* header = registry[i];
            if (header != null)
                heap->libc.Free(header, header->magic == LargeHeader.Kept ? 0 : header->size);
        }
        registry.Release();
    }
}
