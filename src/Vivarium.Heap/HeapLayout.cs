// The allocator's sizes and its in-memory records. Sizes are CPython's: 16-byte classes up to 512, 16 KiB pools with a 48-byte header,
// 1 MiB arenas. PoolHeader and LargeHeader stand in front of memory handed out, so their size is part of every object's cost.
// See docs/internals/heap.md.
using System.Runtime.InteropServices;

namespace Vivarium.Heap;

internal static class HeapLayout
{
    public const int Alignment = 16;
    public const int AlignmentShift = 4;
    public const int SmallRequestThreshold = 512;
    public const int SizeClasses = SmallRequestThreshold / Alignment;
    public const int PoolSize = 16 * 1024;
    public const int PoolOverhead = 48;
    public const int ArenaShift = 20;
    public const int ArenaSize = 1 << ArenaShift;
    public const int PoolsPerArena = ArenaSize / PoolSize;

    /// <summary>Bytes in front of a large block.</summary>
    public const int LargeHeaderSize = 16;

    /// <summary>What a large block is charged beyond its size: its header and its place in the registry.</summary>
    public const int LargeOverhead = LargeHeaderSize + 8;

    /// <summary>Requests beyond this are refused unseen, so that no size computation can overflow.</summary>
    public static nuint MaxRequest => (nuint)nint.MaxValue - 4096;

    public static uint SizeOfClass(uint szidx) => (szidx + 1) << AlignmentShift;
    public static nuint PoolMask => ~(nuint)(PoolSize - 1);

    /// <summary>The size class of a request from 1 to 512 bytes.</summary>
    public static uint ClassOf(nuint size) => (uint)(size - 1) >> AlignmentShift;

    public static uint BlocksPerPool(uint szidx) => (PoolSize - PoolOverhead) / SizeOfClass(szidx);
}

/// <summary>What a pool is.</summary>
internal enum PoolState : byte
{
    /// <summary>All blocks free; the pool is in its arena's list.</summary>
    Empty = 0,
    /// <summary>In the list of used pools of its class and domain.</summary>
    Used = 1,
    /// <summary>All blocks handed out; in no list.</summary>
    Full = 2,
}

/// <summary>Stands at the start of every pool.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct PoolHeader
{
    /// <summary>
    /// How many releases bring the pool to a change of state: the number of blocks handed out while it is used, 1 while it is full. So one
    /// decrement and one test serve both changes.
    /// </summary>
    public uint refcount;
    public PoolState state;
    /// <summary>The pool's place in the table of used pools: size class, and the domain above it.</summary>
    public byte list;
    /// <summary>Blocks the pool has room for.</summary>
    public ushort capacity;
    /// <summary>
    /// The free blocks, last released first, each pointing to the next. Null also while blocks were never handed out yet.
    /// </summary>
    public void* freeblock;
    public PoolHeader* nextpool;
    public PoolHeader* prevpool;
    /// <summary>The arena's place in the heap's table.</summary>
    public uint arenaindex;
    public uint szidx;
    /// <summary>Offset of the first block that was never handed out.</summary>
    public uint nextoffset;
    /// <summary>The largest offset a block can have.</summary>
    public uint maxnextoffset;
}

/// <summary>Describes one arena.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ArenaObject
{
    /// <summary>Where the arena is; 0 while this describes none.</summary>
    public nuint address;
    /// <summary>The next pool never used yet; while this describes no arena, the address of the one it described last.</summary>
    public byte* pool_address;
    /// <summary>Pools available, used before or not.</summary>
    public uint nfreepools;
    public uint ntotalpools;
    /// <summary>Pools used before and empty now, last emptied first.</summary>
    public PoolHeader* freepools;
    public ArenaObject* nextarena;
    public ArenaObject* prevarena;
}

/// <summary>Stands in front of a block that comes from the platform's C library.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LargeHeader
{
    /// <summary>The size asked for.</summary>
    public nuint size;
    /// <summary>The block's place in the registry of its domain.</summary>
    public uint index;
    public HeapDomain domain;
    /// <summary>What bin of the <see cref="Recycler"/> the block has the size of.</summary>
    public byte bin;
    public ushort magic;

    /// <summary>What <see cref="magic"/> is while the block is handed out, and while the recycler keeps it.</summary>
    public const ushort Magic = 0x4C42;
    public const ushort Kept = 0x6B42;
}
