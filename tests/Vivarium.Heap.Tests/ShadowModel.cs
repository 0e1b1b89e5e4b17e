// A second, simple account of what a heap should hold: each block's address, size and content. Random traces are run on both.
using System.Runtime.InteropServices;

namespace Vivarium.Heap.Tests;

internal sealed unsafe class ShadowModel(TestHeap test, int seed)
{
    private sealed class Block
    {
        public nuint Address;
        public nuint Size;
        public HeapDomain Domain;
        public byte Pattern;
    }

    private readonly Random random = new(seed);
    private readonly List<Block> blocks = [];
    private readonly SortedDictionary<nuint, Block> byAddress = [];

    public int Count => blocks.Count;
    public int Refused { get; private set; }

    /// <summary>Whether Realloc may refuse to shrink: only fault injection makes it.</summary>
    public bool MayRefuseToShrink { get; init; }

    /// <summary>One random operation; the mix leans towards growing to about the target, then towards shrinking.</summary>
    public void Step(int target)
    {
        int dice = random.Next(100);
        if (blocks.Count == 0 || dice < (blocks.Count < target ? 55 : 30))
            Allocate();
        else if (dice < 80)
            Free(random.Next(4) == 0 ? random.Next(blocks.Count) : blocks.Count - 1 - random.Next(Math.Min(8, blocks.Count)));
        else
            Resize(random.Next(blocks.Count));
    }

    public void FreeAll()
    {
        while (blocks.Count > 0)
            Free(random.Next(blocks.Count));
    }

    /// <summary>The heap's walk finds exactly the model's blocks, and every block has its content.</summary>
    public void Verify(bool sizesKnown)
    {
        foreach (Block block in blocks)
            CheckContent(block, block.Size);
        List<HeapBlock> walked = test.Heap->Walk();
        Assert.Equal(blocks.Count, walked.Count);
        Assert.Equal(blocks.Count, test.Heap->LiveBlocks);
        foreach (HeapBlock found in walked)
        {
            Assert.True(byAddress.TryGetValue(found.Address, out Block? block));
            Assert.Equal(block.Domain, found.Domain);
            if (found.IsLarge || sizesKnown)
                Assert.Equal(Math.Max(block.Size, sizesKnown ? 0u : 1u), found.Size);
            else
                Assert.InRange(block.Size, 0u, found.Size);
        }
    }

    private nuint RandomSize()
    {
        int dice = random.Next(1000);
        return (nuint)(dice switch
        {
            < 20 => 0,
            < 700 => random.Next(1, 129),
            < 940 => random.Next(1, 513),
            < 990 => random.Next(505, 5000),
            < 999 => random.Next(1, 100_000),
            _ => random.Next(100_000, 2_000_000),
        });
    }

    private void Allocate()
    {
        Block block = new()
        {
            Size = RandomSize(),
            Domain = (HeapDomain)(random.Next(10) switch { 0 => 0, < 4 => 1, _ => 2 }),
            Pattern = (byte)random.Next(1, 256),
        };
        void* p;
        if (random.Next(5) == 0)
        {
            nuint count = (nuint)random.Next(1, 9);
            block.Size = block.Size / count * count;
            p = test.Calloc(block.Domain, count, block.Size / count);
            if (p != null)
                Assert.True(new ReadOnlySpan<byte>(p, (int)block.Size).IndexOfAnyExcept((byte)0) < 0);
        }
        else
        {
            p = test.Malloc(block.Domain, block.Size);
        }
        if (p == null)
        {
            Refused++;
            return;
        }
        Enter(block, p);
        blocks.Add(block);
    }

    private void Free(int index)
    {
        Block block = blocks[index];
        CheckContent(block, block.Size);
        byAddress.Remove(block.Address);
        blocks[index] = blocks[^1];
        blocks.RemoveAt(blocks.Count - 1);
        test.Free(block.Domain, (void*)block.Address);
    }

    private void Resize(int index)
    {
        Block block = blocks[index];
        nuint size = random.Next(3) switch
        {
            0 => RandomSize(),
            1 => block.Size + (nuint)random.Next(64),
            _ => block.Size - (nuint)random.Next((int)Math.Min(64, block.Size + 1)),
        };
        void* p = test.Realloc(block.Domain, (void*)block.Address, size);
        if (p == null)
        {
            Refused++;
            Assert.True(size > block.Size || MayRefuseToShrink);
            CheckContent(block, block.Size);
            return;
        }
        byAddress.Remove(block.Address);
        block.Address = (nuint)p;
        CheckContent(block, Math.Min(block.Size, size));
        block.Size = size;
        Enter(block, p);
    }

    private void Enter(Block block, void* p)
    {
        block.Address = (nuint)p;
        Assert.Equal(0u, (uint)(block.Address & (HeapLayout.Alignment - 1)));
        nuint length = Math.Max(block.Size, 1);
        foreach ((nuint address, Block other) in Neighbours(block.Address))
            Assert.True(address + Math.Max(other.Size, 1) <= block.Address || block.Address + length <= address, "blocks overlap");
        NativeMemory.Fill(p, block.Size, block.Pattern);
        byAddress.Add(block.Address, block);
    }

    /// <summary>Some blocks near an address (a full check would be quadratic; content checks find the rest).</summary>
    private IEnumerable<KeyValuePair<nuint, Block>> Neighbours(nuint address)
    {
        for (nuint at = address >= 512 ? address - 512 : 0; at < address + 512; at += HeapLayout.Alignment)
        {
            if (byAddress.TryGetValue(at, out Block? block))
                yield return new KeyValuePair<nuint, Block>(at, block);
        }
    }

    private static void CheckContent(Block block, nuint length) =>
        Assert.True(new ReadOnlySpan<byte>((void*)block.Address, (int)length).IndexOfAnyExcept(block.Pattern) < 0, "content changed");
}
