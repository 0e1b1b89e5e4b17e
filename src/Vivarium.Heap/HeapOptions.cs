// What a heap is created with. A default value describes an unlimited heap without debug hooks.
// See docs/internals/heap.md.
namespace Vivarium.Heap;

/// <summary>Receives a corruption the debug hooks found. It may throw; when it returns, the heap goes on as well as it can.</summary>
internal delegate void HeapCorruptionHandler(HeapCorruption corruption);

/// <summary>Settings of one heap.</summary>
internal readonly struct HeapOptions
{
    /// <summary>The most bytes the heap may hold (see <see cref="PyHeap.ChargedBytes"/>); 0 for no limit.</summary>
    public nuint Limit { get; init; }

    /// <summary>Whether every block carries guard bytes, fill patterns, serial number and origin.</summary>
    public bool Debug { get; init; }

    /// <summary>In debug mode, the bytes of freed blocks kept back to detect writes after free; 0 for the default (1 MiB).</summary>
    public nuint QuarantineBytes { get; init; }

    /// <summary>Told of each corruption; null throws <see cref="HeapCorruptionException"/>.</summary>
    public HeapCorruptionHandler? OnCorruption { get; init; }

    /// <summary>
    /// Chooses the addresses of arenas: heaps created with the same seed use the same addresses where these are free, so that a run can
    /// be repeated address for address. 0 takes a random place.
    /// </summary>
    public ulong PlacementSeed { get; init; }
}
