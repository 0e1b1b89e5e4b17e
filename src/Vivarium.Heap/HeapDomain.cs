// The three allocation domains of the Python memory interface, and the sets of them that fault injection selects.
// A block is released through the domain that allocated it. See docs/internals/heap.md.
namespace Vivarium.Heap;

/// <summary>Who a block belongs to. The numbers index the heap's tables.</summary>
internal enum HeapDomain : byte
{
    /// <summary>Thread-safe memory, usable without the interpreter's lock; always from the platform's C library.</summary>
    Raw = 0,
    /// <summary>Buffers of objects (item arrays, hash tables); small ones come from pools.</summary>
    Mem = 1,
    /// <summary>Objects; small ones come from pools.</summary>
    Object = 2,
}

/// <summary>Which allocations fault injection counts and fails.</summary>
[Flags]
internal enum FailureDomains : uint
{
    None = 0,
    Raw = 1,
    Mem = 2,
    Object = 4,
    /// <summary>Charges for managed memory (<see cref="PyHeap.ChargeExternal"/>).</summary>
    External = 8,
    Blocks = Raw | Mem | Object,
    All = Blocks | External,
}
