// The private heap: one unmanaged record at a fixed address that holds all state of the allocator, so that allocating and releasing a
// small block touches nothing but this record and the block's pool. The Mem and Object domains are used by one thread at a time (the
// holder of the interpreter's lock); the Raw domain, charges and the limit by any. See docs/internals/heap.md.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vivarium.Heap;

[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct PyHeap
{
    /// <summary>The offset of <see cref="inlinePools"/>.</summary>
    internal const int InlinePoolsOffset = 40;

    // What the inline paths touch.

    /// <summary>Where arenas lie, as the inline Free sees it: with a span of 0 (debug hooks on) it finds no address there.</summary>
    internal nuint inlineLow;
    internal nuint inlineSpan;

    /// <summary>Blocks alive, by domain; Raw is changed under its lock.</summary>
    internal long liveRaw;
    internal long liveMem;
    internal long liveObject;

    /// <summary>
    /// The pool the inline Malloc pops from, by size class, for Mem and then for Object: the first used pool, or <see cref="noPool"/> when
    /// there is none or the inline paths are closed.
    /// </summary>
    /// <remarks>It stands at <see cref="InlinePoolsOffset"/>.</remarks>
    internal fixed ulong inlinePools[2 * HeapLayout.SizeClasses];

    // Pools and arenas; see Pools.cs and Arenas.cs.

    /// <summary>The first pool with a block available, by size class and domain as above; null for none.</summary>
    internal fixed ulong usedPools[2 * HeapLayout.SizeClasses];

    /// <summary>A pool that never has a block.</summary>
    internal PoolHeader noPool;

    /// <summary>The addresses an arena can have; see ArenaSpace.cs.</summary>
    internal nuint spaceLow;
    internal nuint spaceSpan;

    /// <summary>Not 0 while every allocation must take the slow path (debug hooks, fault injection).</summary>
    internal int closed;
    internal int debug;
    internal ArenaTable arenas;
    /// <summary>The map of arenas while there is none.</summary>
    internal nuint noArena;

    // Blocks from the C library; see LargeBlocks.cs.
    internal PlatformMemory libc;
    internal Recycler recycler;
    internal BlockRegistry ownedBlocks;
    internal BlockRegistry rawBlocks;
    internal int rawLock;

    // Debug hooks; see DebugHooks.cs.
    internal Quarantine ownedQuarantine;
    internal Quarantine rawQuarantine;
    internal long serial;
    internal nint corruptionHandler;

    // The limit; see PyHeap.Accounting.cs.
    private ulong limit;
    private ulong owned;
    private ulong ownedPeak;
    private ulong shared;
    private ulong sharedPeak;
    private ulong external;
    private int chargeLock;

    // Fault injection; see Injection.cs.
    internal int injectionArmed;
    internal FailureDomains injectionDomains;
    internal int injectionSticky;
    internal long injectionNth;
    internal long injectionCounted;
    internal long injectionFailed;

    /// <summary>Makes an empty heap. It takes its first arena when the first small block is asked for.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory for the heap's own record.</exception>
    public static PyHeap* Create(in HeapOptions options)
    {
        PyHeap* heap = (PyHeap*)NativeMemory.AlignedAlloc((nuint)sizeof(PyHeap), 64);
        NativeMemory.Clear(heap, (nuint)sizeof(PyHeap));
        heap->spaceLow = heap->inlineLow = ArenaSpace.Low;
        heap->spaceSpan = ArenaSpace.Span;
        heap->inlineSpan = options.Debug ? 0 : ArenaSpace.Span;
        heap->libc = PlatformMemory.Shared;
        heap->debug = options.Debug ? 1 : 0;
        Pools.OpenOrClose(heap);
        Arenas.Initialize(heap, options.PlacementSeed);
        heap->ownedBlocks = BlockRegistry.Empty;
        heap->rawBlocks = BlockRegistry.Empty;
        heap->limit = options.Limit == 0 ? nuint.MaxValue : options.Limit;
        nuint quarantine = options.QuarantineBytes == 0 ? Quarantine.DefaultBytes : options.QuarantineBytes;
        heap->ownedQuarantine = new Quarantine { limit = quarantine };
        heap->rawQuarantine = new Quarantine { limit = quarantine };
        if (options.OnCorruption != null)
            heap->corruptionHandler = GCHandle.ToIntPtr(GCHandle.Alloc(options.OnCorruption));
        return heap;
    }

    /// <summary>Returns all memory of the heap to the system, whatever is still alive in it, and the heap's own record.</summary>
    public static void Destroy(PyHeap* heap)
    {
        if (heap == null)
            return;
        LargeBlocks.ReleaseAll(heap);
        Arenas.ReleaseAll(heap);
        heap->ownedQuarantine.Release();
        heap->rawQuarantine.Release();
        if (heap->corruptionHandler != 0)
            GCHandle.FromIntPtr(heap->corruptionHandler).Free();
        NativeMemory.AlignedFree(heap);
    }

    /// <summary>Blocks alive in all domains.</summary>
    public readonly long LiveBlocks => Volatile.Read(in liveRaw) + liveMem + liveObject;

    /// <summary>Blocks alive in a domain: exact, and read in constant time.</summary>
    public readonly long LiveBlocksOf(HeapDomain domain) => domain switch
    {
        HeapDomain.Raw => Volatile.Read(in liveRaw),
        HeapDomain.Mem => liveMem,
        _ => liveObject,
    };

    /// <summary>Counts a block in or out; for Raw, under its lock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CountLive(HeapDomain domain, int change)
    {
        if (domain == HeapDomain.Object)
            liveObject += change;
        else if (domain == HeapDomain.Mem)
            liveMem += change;
        else
            liveRaw += change;
    }

    /// <summary>The caller's tag (the location of the code that runs, for example) that the debug hooks store in blocks.</summary>
    public nuint Origin { get; set; }

    /// <summary>
    /// Whether an address lies in an arena of this heap, that is, in memory small blocks come from. Any address may be asked about; none is
    /// read.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Owns(PyHeap* heap, void* p)
    {
        // Arenas of a heap mostly follow each other, so the low bits of their number are a perfect hash: the first probe nearly always
        // decides. See ArenaTable.
        nuint number = (nuint)p >> HeapLayout.ArenaShift;
        nuint mask = heap->arenas.mapMask;
        nuint* map = heap->arenas.map;
        nuint at = number & mask;
        nuint entry = map[at];
        while (entry != number)
        {
            if (entry == 0)
                return false;
            at = (at + 1) & mask;
            entry = map[at];
        }
        return number != 0;
    }

    /// <summary>Whether an address is one that arenas have, of this heap or another; no large block is there.</summary>
    internal readonly bool InArenaSpace(void* p) => (nuint)p - spaceLow < spaceSpan;

    /// <summary>The heap's own address: a heap never moves.</summary>
    private PyHeap* Self => (PyHeap*)Unsafe.AsPointer(ref this);
}
