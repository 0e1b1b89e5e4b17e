// The private heap: one unmanaged record at a fixed address that holds all state of the allocator, so that allocating and releasing a
// small block touches nothing but this record and the block's pool. The Mem and Object domains are used by one thread at a time (the
// holder of the interpreter's lock); the Raw domain, charges and the limit by any. See docs/internals/heap.md.
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Vivarium.Heap;

[StructLayout(LayoutKind.Sequential)]
internal unsafe partial struct PyHeap
{
    /// <summary>Blocks alive, by domain; Raw is changed by interlocked operations.</summary>
    internal fixed long liveBlocks[3];

    internal BlockRegistry ownedBlocks;
    internal BlockRegistry rawBlocks;
    internal int rawLock;
    internal nint corruptionHandler;

    // The limit; see PyHeap.Accounting.cs.
    private ulong limit;
    private ulong charged;
    private ulong peak;
    private ulong external;

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
        heap->ownedBlocks = BlockRegistry.Empty;
        heap->rawBlocks = BlockRegistry.Empty;
        heap->limit = options.Limit == 0 ? nuint.MaxValue : options.Limit;
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
        if (heap->corruptionHandler != 0)
            GCHandle.FromIntPtr(heap->corruptionHandler).Free();
        NativeMemory.AlignedFree(heap);
    }

    /// <summary>Blocks alive in all domains.</summary>
    public readonly long LiveBlocks => LiveBlocksOf(HeapDomain.Raw) + LiveBlocksOf(HeapDomain.Mem) + LiveBlocksOf(HeapDomain.Object);

    /// <summary>Blocks alive in a domain: exact, and read in constant time.</summary>
    public readonly long LiveBlocksOf(HeapDomain domain) => Volatile.Read(in liveBlocks[(int)domain]);

    /// <summary>The caller's tag (the location of the code that runs, for example) that the debug hooks store in blocks.</summary>
    public nuint Origin { get; set; }

    /// <summary>The heap's own address: a heap never moves.</summary>
    private PyHeap* Self => (PyHeap*)Unsafe.AsPointer(ref this);
}
