// The walk over all live blocks, for leak tests and inspection. It may be slow. Call it while nothing else uses the heap.
// See docs/internals/heap.md.
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
    /// <summary>All live blocks.</summary>
    public List<HeapBlock> Walk()
    {
        List<HeapBlock> blocks = [];
        WalkLarge(in ownedBlocks, blocks);
        LargeBlocks.Lock(Self);
        WalkLarge(in rawBlocks, blocks);
        LargeBlocks.Unlock(Self);
        return blocks;
    }

    private static void WalkLarge(in BlockRegistry registry, List<HeapBlock> blocks)
    {
        for (uint i = 0; i < registry.Length; i++)
        {
            LargeHeader* header = registry[i];
            if (header != null)
                blocks.Add(new HeapBlock
                {
                    Address = (nuint)LargeBlocks.BlockOf(header),
                    Size = header->size,
                    Domain = header->domain,
                    IsLarge = true,
                });
        }
    }
}
