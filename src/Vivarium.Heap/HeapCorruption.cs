// What the debug hooks report: kind of corruption, the block's address, size, serial number and origin, as far as they are still legible.
// See docs/internals/heap.md.
using System.Globalization;

namespace Vivarium.Heap;

/// <summary>What is wrong with a block.</summary>
internal enum HeapCorruptionKind
{
    /// <summary>The bytes before the block were written.</summary>
    Underrun,
    /// <summary>The bytes after the block were written.</summary>
    Overrun,
    /// <summary>The block was released twice.</summary>
    DoubleFree,
    /// <summary>The block was released or resized through another domain than its own.</summary>
    WrongDomain,
    /// <summary>The block was written after its release.</summary>
    UseAfterFree,
    /// <summary>The address is none that this heap ever handed out, or its header is destroyed.</summary>
    BadPointer,
}

/// <summary>One corruption, described.</summary>
internal readonly record struct HeapCorruption
{
    public HeapCorruptionKind Kind { get; init; }
    /// <summary>The block's address, as its owner knows it.</summary>
    public nuint Address { get; init; }
    /// <summary>The size its owner asked for.</summary>
    public nuint Size { get; init; }
    /// <summary>The number of the allocation that made the block, counted from 1.</summary>
    public ulong Serial { get; init; }
    /// <summary>The caller's tag at the allocation.</summary>
    public nuint Origin { get; init; }
    /// <summary>The caller's tag at the release, for a released block.</summary>
    public nuint FreedOrigin { get; init; }
    /// <summary>The domain that allocated the block.</summary>
    public HeapDomain Domain { get; init; }
    /// <summary>The domain through which it was used now.</summary>
    public HeapDomain UsedDomain { get; init; }
    /// <summary>Where the first wrong byte is, relative to the address.</summary>
    public nint Offset { get; init; }
    /// <summary>The wrong byte found there.</summary>
    public byte Found { get; init; }
    /// <summary>The byte expected there.</summary>
    public byte Expected { get; init; }

    public override string ToString()
    {
        string what = Kind switch
        {
            HeapCorruptionKind.Underrun => "bytes before the block were overwritten",
            HeapCorruptionKind.Overrun => "bytes after the block were overwritten",
            HeapCorruptionKind.DoubleFree => "block released twice",
            HeapCorruptionKind.WrongDomain => $"block of the {Domain} domain used through the {UsedDomain} domain",
            HeapCorruptionKind.UseAfterFree => "block written after its release",
            _ => "not a block of this heap, or its header is destroyed",
        };
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"heap corruption: {what}: block at 0x{Address:x}, {Size} bytes, {Domain} domain, serial {Serial}, origin 0x{Origin:x}");
        if (FreedOrigin != 0)
            text += string.Create(CultureInfo.InvariantCulture, $", released at origin 0x{FreedOrigin:x}");
        if (Found != Expected)
            text += string.Create(CultureInfo.InvariantCulture, $"; at offset {Offset}: 0x{Found:x2} instead of 0x{Expected:x2}");
        return text;
    }
}

/// <summary>Thrown when a corruption is found and the heap has no handler of its own.</summary>
internal sealed class HeapCorruptionException(HeapCorruption corruption) : Exception(corruption.ToString())
{
    public HeapCorruption Corruption { get; } = corruption;
}
