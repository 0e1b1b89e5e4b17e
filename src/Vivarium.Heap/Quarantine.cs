// Blocks released under the debug hooks, kept back for a while in the order of their release, so that a write to one of them is found when
// it leaves. A ring of addresses. See docs/internals/heap.md.
namespace Vivarium.Heap;

internal unsafe struct Quarantine
{
    public const nuint DefaultBytes = 1 << 20;

    /// <summary>The bytes it may keep.</summary>
    public nuint limit;
    private nuint bytes;
    private Entry* ring;
    private uint capacity;
    private uint first;
    private uint count;

    public readonly uint Count => count;

    /// <summary>Whether it keeps more than it may.</summary>
    public readonly bool IsOver => bytes > limit;

    /// <summary>Takes a block in; false when there is no memory for that.</summary>
    public bool Add(void* block, nuint size)
    {
        if (count == capacity && !Grow())
            return false;
        ring[(first + count++) % capacity] = new Entry { Block = block, Size = size };
        bytes += size;
        return true;
    }

    /// <summary>The block that is in longest, or null.</summary>
    public readonly void* Oldest => count == 0 ? null : ring[first].Block;

    public void RemoveOldest()
    {
        bytes -= ring[first].Size;
        first = (first + 1) % capacity;
        count--;
    }

    /// <summary>Releases the ring, not the blocks.</summary>
    public void Release()
    {
        PlatformMemory.Shared.Free(ring, capacity * (nuint)sizeof(Entry));
        ring = null;
        capacity = first = count = 0;
        bytes = 0;
    }

    private bool Grow()
    {
        uint length = capacity == 0 ? 64 : capacity * 2;
        Entry* grown = (Entry*)PlatformMemory.Shared.Malloc(length * (nuint)sizeof(Entry));
        if (grown == null)
            return false;
        for (uint i = 0; i < count; i++)
            grown[i] = ring[(first + i) % capacity];
        PlatformMemory.Shared.Free(ring, capacity * (nuint)sizeof(Entry));
        ring = grown;
        capacity = length;
        first = 0;
        return true;
    }

    /// <summary>The size is kept beside the block: what stands in the block may be destroyed.</summary>
    private struct Entry
    {
        public void* Block;
        public nuint Size;
    }
}
