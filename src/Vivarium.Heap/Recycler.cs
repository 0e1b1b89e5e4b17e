// Keeps some released large blocks of the Mem and Object domains for the next request of their size, which spares the way through the C
// library: tables of dicts and item arrays come in few sizes, again and again. A block of at most 32 KiB with its header is rounded up to
// its bin's size (16 bytes, above 2 KiB 64, above 8 KiB 512), so that any block of a bin serves any request of it. Kept blocks are not
// charged, like what the C library itself keeps; they stay in the registry, marked. See docs/internals/heap.md.
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Vivarium.Heap;

internal unsafe struct Recycler
{
    private const int FineLimit = 2048, FineShift = 4;
    private const int MiddleLimit = 8192, MiddleShift = 6;
    private const int Limit = 32768, CoarseShift = 9;
    private const int FineBins = FineLimit >> FineShift;
    private const int MiddleBins = (MiddleLimit - FineLimit) >> MiddleShift;
    private const int Bins = FineBins + MiddleBins + 1 + ((Limit - MiddleLimit) >> CoarseShift);

    /// <summary>At most this many blocks of a size are kept, and this many bytes in all.</summary>
    private const int MaxDepth = 16;
    private const nuint MaxBytes = 256 * 1024;

    private fixed ulong bins[Bins];
    private nuint bytes;

    /// <summary>Blocks turned away since one was last taken. Many: the program has moved on to other sizes.</summary>
    private uint turnedAway;
    private const uint MaxTurnedAway = 512;

    /// <summary>The bytes to ask the C library for, for a block of so many bytes with its header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Capacity(nuint bytes)
    {
        if (bytes <= FineLimit)
            return RoundUp(bytes, FineShift);
        if (bytes <= MiddleLimit)
            return RoundUp(bytes, MiddleShift);
        return bytes <= Limit ? RoundUp(bytes, CoarseShift) : bytes;
    }

    /// <summary>A kept block for so many bytes with its header, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LargeHeader* Take(nuint capacity)
    {
        if (capacity > Limit)
            return null;
        uint bin = BinOf(capacity);
        LargeHeader* block = (LargeHeader*)bins[bin];
        if (block != null)
        {
            Debug.Assert(block->magic == LargeHeader.Kept);
            bins[bin] = *NextOf(block);
            bytes -= capacity;
            turnedAway = 0;
        }
        return block;
    }

    /// <summary>Keeps a block, if there is room; its header's size becomes the number of blocks kept below it and itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Keep(PyHeap* heap, LargeHeader* block, nuint capacity)
    {
        return capacity <= Limit && TryKeep(heap, block, capacity);
    }

    private bool TryKeep(PyHeap* heap, LargeHeader* block, nuint capacity)
    {
        if (bytes + capacity > MaxBytes && (++turnedAway < MaxTurnedAway || !Flush(heap)))
            return false;
        uint bin = BinOf(capacity);
        LargeHeader* top = (LargeHeader*)bins[bin];
        nuint depth = top == null ? 1 : top->size + 1;
        if (depth > MaxDepth)
            return false;
        block->size = depth;
        block->magic = LargeHeader.Kept;
        *NextOf(block) = (ulong)top;
        bins[bin] = (ulong)block;
        bytes += capacity;
        return true;
    }

    /// <summary>Gives the kept blocks back to the C library; false when there was none.</summary>
    public bool Flush(PyHeap* heap)
    {
        if (bytes == 0)
            return false;
        for (int bin = 0; bin < Bins; bin++)
        {
            for (LargeHeader* block = (LargeHeader*)bins[bin]; block != null;)
            {
                LargeHeader* next = (LargeHeader*)*NextOf(block);
                heap->ownedBlocks.Remove(block);
                heap->libc.Free(block, Limit);
                block = next;
            }
            bins[bin] = 0;
        }
        bytes = 0;
        turnedAway = 0;
        return true;
    }

    private static nuint RoundUp(nuint bytes, int shift) => (bytes + (((nuint)1 << shift) - 1)) & ~(((nuint)1 << shift) - 1);

    private static uint BinOf(nuint capacity)
    {
        if (capacity <= FineLimit)
            return (uint)capacity >> FineShift;
        return capacity <= MiddleLimit
            ? FineBins + ((uint)(capacity - FineLimit) >> MiddleShift)
            : FineBins + MiddleBins + ((uint)(capacity - MiddleLimit) >> CoarseShift);
    }

    private static ulong* NextOf(LargeHeader* block) => (ulong*)LargeBlocks.BlockOf(block);
}
