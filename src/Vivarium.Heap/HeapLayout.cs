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
    public static uint BlocksPerPool(uint szidx) => (PoolSize - PoolOverhead) / SizeOfClass(szidx);
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
    public byte reserved;
    public ushort magic;

    public const ushort Magic = 0x4C42;
}
