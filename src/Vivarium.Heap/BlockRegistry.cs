// The list of all blocks that came from the platform's C library, so that a heap can walk and release them. A block knows its own index,
// hence adding and removing touch one word and no neighbour. Free places are chained through the table: a place holds either a block's
// header address (even) or the next free place, doubled plus one (odd). See docs/internals/heap.md.
using System.Runtime.CompilerServices;

namespace Vivarium.Heap;

internal unsafe struct BlockRegistry
{
    private const int ChunkShift = 9;
    private const uint ChunkLength = 1u << ChunkShift;
    private const uint None = uint.MaxValue >> 1;

    private nuint** chunks;
    private uint chunkCapacity;
    private uint used;
    private uint free;

    public static BlockRegistry Empty => new() { free = None };

    /// <summary>One more than the highest index ever given out.</summary>
    public readonly uint Length => used;

    /// <summary>Enters a block, storing its index in the header; false when there is no memory for a longer table.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Add(LargeHeader* block)
    {
        uint index = free;
        if (index != None)
        {
            nuint* place = Place(index);
            free = (uint)(*place >> 1);
            *place = (nuint)block;
            block->index = index;
            return true;
        }
        return Append(block);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Append(LargeHeader* block)
    {
        uint index = used;
        if ((index & (ChunkLength - 1)) == 0 && !AddChunk(index >> ChunkShift))
            return false;
        used = index + 1;
        *Place(index) = (nuint)block;
        block->index = index;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Remove(LargeHeader* block)
    {
        *Place(block->index) = ((nuint)free << 1) | 1;
        free = block->index;
    }

    /// <summary>Tells that a block now stands at another address; its header has moved with it.</summary>
    public readonly void Move(LargeHeader* block) => *Place(block->index) = (nuint)block;

    /// <summary>The block at a place, or null when the place is free.</summary>
    public readonly LargeHeader* this[uint index]
    {
        get
        {
            nuint entry = *Place(index);
            return (entry & 1) == 0 ? (LargeHeader*)entry : null;
        }
    }

    /// <summary>Whether a block is in the table, judged by the index it claims.</summary>
    public readonly bool Holds(LargeHeader* block) => block->index < used && *Place(block->index) == (nuint)block;

    /// <summary>Releases the table, not the blocks.</summary>
    public void Release()
    {
        for (uint i = 0; i < (used + ChunkLength - 1) >> ChunkShift; i++)
            PlatformMemory.Shared.Free(chunks[i], ChunkLength * (nuint)sizeof(nuint));
        PlatformMemory.Shared.Free(chunks, chunkCapacity * (nuint)sizeof(nuint));
        this = Empty;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly nuint* Place(uint index) => &chunks[index >> ChunkShift][index & (ChunkLength - 1)];

    private bool AddChunk(uint chunk)
    {
        if (chunk >= None >> ChunkShift)
            return false;
        if (chunk == chunkCapacity)
        {
            uint capacity = chunkCapacity == 0 ? 8 : chunkCapacity * 2;
            void* moved = PlatformMemory.Shared.Realloc(chunks, capacity * (nuint)sizeof(nuint));
            if (moved == null)
                return false;
            chunks = (nuint**)moved;
            chunkCapacity = capacity;
        }
        chunks[chunk] = (nuint*)PlatformMemory.Shared.Malloc(ChunkLength * (nuint)sizeof(nuint));
        return chunks[chunk] != null;
    }
}
