// What each domain promises for single calls: unique aligned blocks, content kept by Realloc, refusals instead of overflow.
using System.Runtime.InteropServices;

namespace Vivarium.Heap.Tests;

public unsafe class DomainTests
{
    public static TheoryData<int, bool> Modes => new()
    {
        { 0, false }, { 1, false }, { 2, false }, { 0, true }, { 1, true }, { 2, true },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public void EverySizeGivesAnAlignedBlockOfThatSize(int domainNumber, bool debug)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        using TestHeap test = new(new HeapOptions { Debug = debug });
        List<nint> blocks = [];
        for (nuint size = 0; size < 1100; size++)
        {
            void* p = test.Malloc(domain, size);
            Assert.True(p != null);
            Assert.Equal(0u, (uint)p & 15);
            NativeMemory.Fill(p, size, (byte)size);
            blocks.Add((nint)p);
        }
        Assert.Equal(1100, blocks.Distinct().Count());
        Assert.Equal(1100, test.Heap->LiveBlocksOf(domain));
        for (int size = 0; size < 1100; size++)
        {
            Assert.True(new ReadOnlySpan<byte>((void*)blocks[size], size).IndexOfAnyExcept((byte)size) < 0);
            test.Free(domain, (void*)blocks[size]);
        }
        Assert.Equal(0, test.Heap->LiveBlocks);
        Assert.Equal(0, test.Heap->Check());
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void RequestForNothingGivesABlockOfItsOwn(int domainNumber, bool debug)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        using TestHeap test = new(new HeapOptions { Debug = debug });
        void* first = test.Malloc(domain, 0);
        void* second = test.Malloc(domain, 0);
        void* third = test.Calloc(domain, 0, 8);
        void* fourth = test.Calloc(domain, 8, 0);
        void* fifth = test.Realloc(domain, null, 0);
        HashSet<nint> all = [(nint)first, (nint)second, (nint)third, (nint)fourth, (nint)fifth];
        Assert.Equal(5, all.Count);
        Assert.DoesNotContain(0, all);
        void* resized = test.Realloc(domain, first, 0);
        Assert.True(resized != null);
        Assert.Equal(5, test.Heap->LiveBlocks);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void FreeOfNullDoesNothing(int domainNumber, bool debug)
    {
        using TestHeap test = new(new HeapOptions { Debug = debug });
        test.Free((HeapDomain)domainNumber, null);
        Assert.Equal(0, test.Heap->LiveBlocks);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void HugeRequestsAreRefusedAndNeverOverflow(int domainNumber, bool debug)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        using TestHeap test = new(new HeapOptions { Debug = debug });
        void* kept = test.Malloc(domain, 100);
        NativeMemory.Fill(kept, 100, 7);
        nuint[] sizes =
        [
            nuint.MaxValue, nuint.MaxValue - 1, nuint.MaxValue - 15, nuint.MaxValue - 24, nuint.MaxValue - 100, (nuint)nint.MaxValue,
            (nuint)nint.MaxValue + 1, (nuint)nint.MaxValue - 4096, (nuint)1 << 62,
        ];
        foreach (nuint size in sizes)
        {
            Assert.True(test.Malloc(domain, size) == null);
            Assert.True(test.Calloc(domain, 1, size) == null);
            Assert.True(test.Calloc(domain, size, 1) == null);
            Assert.True(test.Calloc(domain, size, 16) == null);
            Assert.True(test.Calloc(domain, 16, size) == null);
            Assert.True(test.Realloc(domain, kept, size) == null);
            Assert.True(test.Realloc(domain, null, size) == null);
        }
        Assert.True(test.Calloc(domain, (nuint)1 << 33, (nuint)1 << 33) == null);
        Assert.True(new ReadOnlySpan<byte>(kept, 100).IndexOfAnyExcept((byte)7) < 0);
        Assert.Equal(1, test.Heap->LiveBlocks);
        Assert.True(test.Heap->PeakBytes < 10_000_000);
        test.Free(domain, kept);
        HeapInvariants.Verify(test.Heap);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void CallocClearsAlsoReusedBlocks(int domainNumber, bool debug)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        using TestHeap test = new(new HeapOptions { Debug = debug, QuarantineBytes = 1 });
        foreach (int size in (int[])[1, 16, 33, 512, 513, 5000, 40_000, 300_000])
        {
            void* dirty = test.Malloc(domain, (nuint)size);
            NativeMemory.Fill(dirty, (nuint)size, 0xAA);
            test.Free(domain, dirty);
            void* clean = test.Calloc(domain, 1, (nuint)size);
            Assert.True(new ReadOnlySpan<byte>(clean, size).IndexOfAnyExcept((byte)0) < 0);
            test.Free(domain, clean);
        }
        Assert.Equal(0, test.Heap->LiveBlocks);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void ReallocKeepsContentInEveryDirection(int domainNumber, bool debug)
    {
        HeapDomain domain = (HeapDomain)domainNumber;
        using TestHeap test = new(new HeapOptions { Debug = debug });
        int[] sizes =
        [
            0, 1, 15, 16, 17, 100, 384, 385, 500, 511, 512, 513, 600, 2032, 2033, 8176, 8177, 9000, 32752, 32753, 70_000, 140_000, 600_000,
        ];
        foreach (int from in sizes)
        {
            foreach (int to in sizes)
            {
                byte* p = (byte*)test.Malloc(domain, (nuint)from);
                for (int i = 0; i < from; i++)
                    p[i] = (byte)(i * 31);
                byte* q = (byte*)test.Realloc(domain, p, (nuint)to);
                Assert.True(q != null);
                Assert.Equal(0u, (uint)q & 15);
                for (int i = 0; i < Math.Min(from, to); i++)
                {
                    if (q[i] != (byte)(i * 31))
                        Assert.Fail($"byte {i} changed from {from} to {to}");
                }
                NativeMemory.Fill(q, (nuint)to, 0x11);
                Assert.Equal(1, test.Heap->LiveBlocks);
                test.Free(domain, q);
            }
        }
        Assert.Equal(0, test.Heap->LiveBlocks);
        Assert.Equal(0, test.Heap->Check());
        HeapInvariants.Verify(test.Heap);
    }

    [Fact]
    public void SmallReallocStaysWhereItIsUnlessItWastesMoreThanAQuarter()
    {
        using TestHeap test = new();
        void* p = ObjectDomain.Malloc(test.Heap, 64);
        Assert.True(ObjectDomain.Realloc(test.Heap, p, 49) == p);
        Assert.True(ObjectDomain.Realloc(test.Heap, p, 64) == p);
        void* q = ObjectDomain.Realloc(test.Heap, p, 48);
        Assert.True(q != p);
        Assert.True(ObjectDomain.Realloc(test.Heap, q, 49) != q);
    }

    [Fact]
    public void SmallBlocksAreInArenasAndOthersAreNot()
    {
        using TestHeap test = new();
        using TestHeap other = new();
        void* small = ObjectDomain.Malloc(test.Heap, 512);
        void* large = ObjectDomain.Malloc(test.Heap, 513);
        void* raw = RawDomain.Malloc(test.Heap, 16);
        void* foreign = MemDomain.Malloc(other.Heap, 16);
        Assert.True(PyHeap.Owns(test.Heap, small));
        Assert.True(PyHeap.Owns(test.Heap, (byte*)small + 511));
        Assert.False(PyHeap.Owns(test.Heap, large));
        Assert.False(PyHeap.Owns(test.Heap, raw));
        Assert.False(PyHeap.Owns(test.Heap, foreign));
        Assert.True(PyHeap.Owns(other.Heap, foreign));
        Assert.False(PyHeap.Owns(test.Heap, null));
        Assert.False(PyHeap.Owns(test.Heap, (void*)nuint.MaxValue));
        Assert.False(PyHeap.Owns(test.Heap, (void*)1));
        Assert.False(PyHeap.Owns(test.Heap, &small));
    }

    [Fact]
    public void DomainsKeepTheirBlocksApart()
    {
        using TestHeap test = new();
        void* mem = MemDomain.Malloc(test.Heap, 32);
        void* obj = ObjectDomain.Malloc(test.Heap, 32);
        Assert.True(Pools.PoolOf(mem) != Pools.PoolOf(obj));
        Assert.Equal(1, test.Heap->LiveBlocksOf(HeapDomain.Mem));
        Assert.Equal(1, test.Heap->LiveBlocksOf(HeapDomain.Object));
        Assert.Equal(
            [(HeapDomain.Mem, (nuint)32, false), (HeapDomain.Object, (nuint)32, false)],
            test.Heap->Walk().Select(block => (block.Domain, block.Size, block.IsLarge)));
    }
}
