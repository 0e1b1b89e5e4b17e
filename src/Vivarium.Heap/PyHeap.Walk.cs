// The walk over all live blocks, for leak tests and inspection, and the check of the debug mode. They may be slow. For the holder of the
// interpreter's lock, while no other thread uses the Raw domain. See docs/internals/heap.md.
namespace Vivarium.Heap;

/// <summary>A live block as the walk sees it.</summary>
internal readonly record struct HeapBlock
{
    /// <summary>The address its owner has.</summary>
    public nuint Address { get; init; }
    /// <summary>The size asked for when it is known (large blocks, debug mode), else the size of its class.</summary>
    public nuint Size { get; init; }
    public HeapDomain Domain { get; init; }
    /// <summary>Whether the block comes from the platform's C library and not from a pool.</summary>
    public bool IsLarge { get; init; }
    /// <summary>In debug mode, the number of the allocation that made it; else 0.</summary>
    public ulong Serial { get; init; }
    /// <summary>In debug mode, the caller's tag; else 0.</summary>
    public nuint Origin { get; init; }
}

internal unsafe partial struct PyHeap
{
    /// <summary>All live blocks: those of the arenas, then the large ones of Mem and Object, then the Raw ones.</summary>
    public List<HeapBlock> Walk()
    {
        Collector collector = new() { Blocks = [], Debug = debug != 0 };
        BlockWalker.Walk(Self, ref collector);
        return collector.Blocks;
    }

    /// <summary>In debug mode, inspects every live block and all in quarantine, reports what is wrong, and returns how many are.</summary>
    public int Check() => debug != 0 ? DebugHooks.Check(Self) : 0;

    /// <summary>
    /// Gives back what is kept without need: blocks in quarantine, large blocks kept for reuse, and the empty arena kept against
    /// thrashing.
    /// </summary>
    public void Trim()
    {
        if (debug != 0)
            _ = DebugHooks.Flush(Self, HeapDomain.Object);
        _ = recycler.Flush(Self);
        _ = Arenas.Trim(Self);
    }

    private struct Collector : IBlockVisitor
    {
        public List<HeapBlock> Blocks;
        public bool Debug;

        public readonly void Visit(HeapDomain domain, void* block, nuint size, bool isLarge)
        {
            HeapBlock found = new() { Address = (nuint)block, Size = size, Domain = domain, IsLarge = isLarge };
            if (Debug)
            {
                DebugBlock* header = (DebugBlock*)block;
                if (DebugBlock.IsReleased(header->state))
                    return;
                found = found with
                {
                    Address = (nuint)DebugBlock.BytesOf(header),
                    Size = header->size,
                    Serial = header->serial,
                    Origin = header->origin,
                };
            }
            Blocks.Add(found);
        }
    }
}
