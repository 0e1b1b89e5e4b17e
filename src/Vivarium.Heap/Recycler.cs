// Keeps some released large blocks of the Mem and Object domains for later requests, which spares the way through the C library. A block of
// at most 128 KiB with its header is rounded up to its bin's size (16 bins for each doubling, so by 6 % at most); its header names the bin
// whose size it has. A request takes a block of its own bin or of one of the next few. Kept blocks are not charged, like what the C library
// itself keeps; they stay in the registry, marked. See docs/internals/heap.md.
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Vivarium.Heap;

internal unsafe struct Recycler
{
    private const int StepsShift = 4, Steps = 1 << StepsShift;

    /// <summary>The smallest step is that of the bins from 512 bytes on: with its header, only a block that shrank is smaller.</summary>
    private const int FirstShift = 5;
    private const int Bins = 128;
    private const nuint Limit = 128 * 1024;

    /// <summary>The bin of blocks that are never kept; they have the size that was asked for.</summary>
    public const byte NoBin = byte.MaxValue;

    /// <summary>A block of so many bins above a request's may serve it, and may stay where it is when it shrinks.</summary>
    private const uint MaxSlack = 3;

    /// <summary>At most this many blocks of a size are kept; and this many bytes in all, with an eighth of what the heap has besides.</summary>
    private const int MaxDepth = 16;
    private const nuint MinBytes = 256 * 1024, MaxBytes = 4 * 1024 * 1024;

    private fixed ulong bins[Bins];

    /// <summary>A bit for each bin that has a block.</summary>
    private fixed ulong filled[Bins / 64];
    private nuint bytes;

    /// <summary>Blocks turned away since one was last taken. Many: the program has moved on to other sizes.</summary>
    private uint turnedAway;
    private const uint MaxTurnedAway = 512;

    /// <summary>The bin for so many bytes, with the header.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte BinOf(nuint bytes)
    {
        if (bytes - ((Steps << FirstShift) + 1) >= Limit - (Steps << FirstShift))
            return NoBin;
        uint last = (uint)bytes - 1;
        int shift = BitOperations.Log2(last) - StepsShift;
        return (byte)(((shift - FirstShift) << StepsShift) + (int)(last >> shift) - Steps);
    }

    /// <summary>The size of a bin's blocks, with their headers; <paramref name="bytes"/> for those in none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nuint Capacity(byte bin, nuint bytes) =>
        bin == NoBin ? bytes : (nuint)(Steps + (bin & (Steps - 1)) + 1) << (FirstShift + (bin >> StepsShift));

    /// <summary>Whether a block of a bin may serve a request for another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Suits(byte bin, byte wanted) => bin != NoBin && (uint)(bin - wanted) <= MaxSlack;

    /// <summary>A kept block for a bin, or null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LargeHeader* Take(byte bin)
    {
        if (bin == NoBin)
            return null;
        ulong near = (filled[bin >> 6] >> (bin & 63)) & ((2ul << (int)MaxSlack) - 1);
        return near == 0 ? null : Pop((uint)bin + (uint)BitOperations.TrailingZeroCount(near));
    }

    /// <summary>Keeps a block, if there is room; its header's size becomes the number of blocks kept below it and itself.</summary>
    public bool Keep(PyHeap* heap, LargeHeader* block)
    {
        byte bin = block->bin;
        if (bin == NoBin)
            return false;
        nuint capacity = Capacity(bin, 0);
        if (bytes + capacity > MinBytes && !HasRoom(heap, capacity))
            return false;
        LargeHeader* top = (LargeHeader*)bins[bin];
        nuint depth = top == null ? 1 : top->size + 1;
        if (depth > MaxDepth)
            return false;
        block->size = depth;
        block->magic = LargeHeader.Kept;
        *NextOf(block) = (ulong)top;
        bins[bin] = (ulong)block;
        filled[bin >> 6] |= 1ul << (bin & 63);
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
                heap->libc.Free(block, Capacity((byte)bin, 0));
                block = next;
            }
            bins[bin] = 0;
        }
        for (int word = 0; word < Bins / 64; word++)
            filled[word] = 0;
        bytes = 0;
        turnedAway = 0;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private LargeHeader* Pop(uint bin)
    {
        LargeHeader* block = (LargeHeader*)bins[bin];
        Debug.Assert(block->magic == LargeHeader.Kept && block->bin == bin);
        ulong next = *NextOf(block);
        bins[bin] = next;
        if (next == 0)
            filled[bin >> 6] &= ~(1ul << (int)(bin & 63));
        bytes -= Capacity((byte)bin, 0);
        turnedAway = 0;
        return block;
    }

    /// <summary>Whether a block may be kept beyond the least that is kept of any heap.</summary>
    private bool HasRoom(PyHeap* heap, nuint capacity) =>
        bytes + capacity <= Math.Min(MinBytes + (heap->OwnedBytes >> 3), MaxBytes) || (++turnedAway >= MaxTurnedAway && Flush(heap));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong* NextOf(LargeHeader* block) => (ulong*)LargeBlocks.BlockOf(block);
}
