// A heap's figures at one moment, and how CPython's sys._debugmallocstats() words them. Counting pools visits every pool.
// See docs/internals/heap.md.
using System.Globalization;

namespace Vivarium.Heap;

/// <summary>The figures of one size class, over all its pools.</summary>
internal readonly record struct SizeClassStatistics(uint Size, long Pools, long LiveBlocks, long FreeBlocks);

internal sealed unsafe class HeapStatistics
{
    public nuint Limit { get; private init; }
    /// <summary>
    /// Bytes charged against the limit: <see cref="ReservedBytes"/>, <see cref="LargeBytes"/> and <see cref="ExternalBytes"/>.
    /// </summary>
    public nuint ChargedBytes { get; private init; }
    public nuint PeakBytes { get; private init; }
    public nuint ExternalBytes { get; private init; }
    /// <summary>Bytes of the arenas, and of the spare one.</summary>
    public nuint ReservedBytes { get; private init; }
    /// <summary>Bytes charged for large blocks, their overhead included.</summary>
    public nuint LargeBytes => ChargedBytes - ReservedBytes - ExternalBytes;
    /// <summary>Bytes of live blocks: their classes' sizes in pools, and <see cref="LargeBytes"/>.</summary>
    public nuint UsedBytes => (nuint)AllocatedBytes + LargeBytes;

    /// <summary>Live blocks by <see cref="HeapDomain"/>.</summary>
    public IReadOnlyList<long> LiveBlocks { get; private init; } = [];
    public IReadOnlyList<SizeClassStatistics> Classes { get; private init; } = [];

    public long ArenasAllocated { get; private init; }
    public long ArenasReclaimed => ArenasAllocated - ArenasCurrent;
    public long ArenasHighwater { get; private init; }
    public long ArenasCurrent { get; private init; }

    /// <summary>Bytes of blocks in use in pools, and of those available there.</summary>
    public long AllocatedBytes { get; private init; }
    public long AvailableBytes { get; private init; }
    public long FreePools { get; private init; }
    public long PoolHeaderBytes { get; private init; }
    public long QuantizationBytes { get; private init; }
    /// <summary>Bytes of the map that finds arenas.</summary>
    public long ArenaMapBytes { get; private init; }

    public static HeapStatistics Of(PyHeap* heap)
    {
        PoolCounter counter = new()
        {
            Pools = new long[HeapLayout.SizeClasses],
            Live = new long[HeapLayout.SizeClasses],
            Free = new long[HeapLayout.SizeClasses],
        };
        BlockWalker.WalkPools(heap, ref counter);

        SizeClassStatistics[] classes = new SizeClassStatistics[HeapLayout.SizeClasses];
        long allocated = 0, available = 0, headers = 0, quantization = 0, pools = 0;
        for (uint i = 0; i < HeapLayout.SizeClasses; i++)
        {
            uint size = HeapLayout.SizeOfClass(i);
            SizeClassStatistics of = new(size, counter.Pools[i], counter.Live[i], counter.Free[i]);
            classes[i] = of;
            allocated += of.LiveBlocks * size;
            available += of.FreeBlocks * size;
            pools += of.Pools;
            headers += of.Pools * HeapLayout.PoolOverhead;
            quantization += of.Pools * ((HeapLayout.PoolSize - HeapLayout.PoolOverhead) % size);
        }
        long arenas = (long)heap->arenas.narenas_currently_allocated;
        return new HeapStatistics
        {
            Limit = heap->Limit,
            ChargedBytes = heap->ChargedBytes,
            PeakBytes = heap->PeakBytes,
            ExternalBytes = heap->ExternalBytes,
            ReservedBytes = (nuint)((arenas + (heap->arenas.spare != 0 ? 1 : 0)) * HeapLayout.ArenaSize),
            LiveBlocks =
            [
                heap->LiveBlocksOf(HeapDomain.Raw), heap->LiveBlocksOf(HeapDomain.Mem), heap->LiveBlocksOf(HeapDomain.Object),
            ],
            Classes = classes,
            ArenasAllocated = (long)heap->arenas.ntimes_arena_allocated,
            ArenasHighwater = (long)heap->arenas.narenas_highwater,
            ArenasCurrent = arenas,
            AllocatedBytes = allocated,
            AvailableBytes = available,
            FreePools = (arenas * HeapLayout.PoolsPerArena) - pools,
            PoolHeaderBytes = headers,
            QuantizationBytes = quantization,
            ArenaMapBytes = (long)(heap->arenas.mapMask + 1) * sizeof(nuint),
        };
    }

    /// <summary>Writes the figures as the reference's <c>sys._debugmallocstats()</c> words them, up to its free lists.</summary>
    public void WriteTo(TextWriter output)
    {
        output.Write(Line($"Small block threshold = {HeapLayout.SmallRequestThreshold}, in {HeapLayout.SizeClasses} size classes."));
        output.Write("\nclass   size   num pools   blocks in use  avail blocks\n-----   ----   ---------   -------------  ------------\n");
        for (int i = 0; i < Classes.Count; i++)
        {
            SizeClassStatistics of = Classes[i];
            if (of.Pools != 0)
                output.Write(Line($"{i,5} {of.Size,6} {of.Pools,11} {of.LiveBlocks,15} {of.FreeBlocks,13}"));
        }
        output.Write('\n');
        WriteOne(output, "# arenas allocated total", ArenasAllocated);
        WriteOne(output, "# arenas reclaimed", ArenasReclaimed);
        WriteOne(output, "# arenas highwater mark", ArenasHighwater);
        WriteOne(output, "# arenas allocated current", ArenasCurrent);
        WriteOne(output, $"{ArenasCurrent} arenas * {HeapLayout.ArenaSize} bytes/arena", ArenasCurrent * HeapLayout.ArenaSize);
        output.Write('\n');
        long total = WriteOne(output, "# bytes in allocated blocks", AllocatedBytes);
        total += WriteOne(output, "# bytes in available blocks", AvailableBytes);
        total += WriteOne(output, $"{FreePools} unused pools * {HeapLayout.PoolSize} bytes", FreePools * HeapLayout.PoolSize);
        total += WriteOne(output, "# bytes lost to pool headers", PoolHeaderBytes);
        total += WriteOne(output, "# bytes lost to quantization", QuantizationBytes);
        total += WriteOne(output, "# bytes lost to arena alignment", 0);
        WriteOne(output, "Total", total);
        output.Write("\narena map counts\n");
        // Our map is one table: it has a root, and no nodes below.
        WriteOne(output, "# arena map mid nodes", 0);
        WriteOne(output, "# arena map bot nodes", 0);
        output.Write('\n');
        total = WriteOne(output, "# bytes lost to arena map root", ArenaMapBytes);
        total += WriteOne(output, "# bytes lost to arena map mid", 0);
        total += WriteOne(output, "# bytes lost to arena map bot", 0);
        WriteOne(output, "Total", total);
        output.Write('\n');
    }

    /// <summary>
    /// One line of the report: a message, an equals sign in column 36, and a number with thousands separated. Returns it.
    /// </summary>
    public static long WriteOne(TextWriter output, string message, long value)
    {
        output.Write(Line($"{message,-35}={value,21:N0}"));
        return value;
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture) + "\n";

    private struct PoolCounter : IPoolVisitor
    {
        public long[] Pools;
        public long[] Live;
        public long[] Free;

        public readonly void Visit(PoolHeader* pool)
        {
            if (pool->state == PoolState.Empty)
                return;
            uint live = Heap.Pools.LiveIn(pool);
            Pools[pool->szidx]++;
            Live[pool->szidx] += live;
            Free[pool->szidx] += pool->capacity - live;
        }
    }
}
