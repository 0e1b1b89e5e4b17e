// Fault injection: fails the Nth allocation counted from when it was armed, and on request every one after it. Each call of Malloc,
// Calloc, Realloc and ChargeExternal in a chosen domain counts as one. While armed, the inline free lists are kept empty, so that every
// allocation comes past here; while not, it costs nothing. See docs/internals/heap.md.
using System.Runtime.CompilerServices;

namespace Vivarium.Heap;

internal unsafe partial struct PyHeap
{
    /// <summary>
    /// Fails the <paramref name="nth"/> allocation from now (1 is the next) in the given domains, and with
    /// <paramref name="andAllAfter"/> every later one too. 0 fails none and only counts. For the holder of the interpreter's lock.
    /// </summary>
    public void FailAllocation(long nth, bool andAllAfter = false, FailureDomains domains = FailureDomains.All)
    {
        injectionNth = nth;
        injectionSticky = andAllAfter ? 1 : 0;
        injectionDomains = domains;
        injectionCounted = 0;
        injectionFailed = 0;
        injectionArmed = 1;
        Pools.OpenOrClose(Self);
    }

    /// <summary>Ends fault injection. The counts stay readable.</summary>
    public void StopFailing()
    {
        injectionArmed = 0;
        Pools.OpenOrClose(Self);
    }

    /// <summary>The allocations counted since fault injection was armed, failed ones included.</summary>
    public readonly long CountedAllocations => Volatile.Read(in injectionCounted);

    /// <summary>The allocations failed since fault injection was armed.</summary>
    public readonly long FailedAllocations => Volatile.Read(in injectionFailed);
}

internal static unsafe class Injection
{
    /// <summary>Counts an allocation and says whether it has to fail. Called only while armed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Fails(PyHeap* heap, FailureDomains domain)
    {
        if ((heap->injectionDomains & domain) == 0)
            return false;
        long count = Interlocked.Increment(ref heap->injectionCounted);
        long nth = heap->injectionNth;
        if (nth == 0 || (heap->injectionSticky != 0 ? count < nth : count != nth))
            return false;
        Interlocked.Increment(ref heap->injectionFailed);
        return true;
    }

    public static bool Fails(PyHeap* heap, HeapDomain domain) =>
        heap->injectionArmed != 0 && Fails(heap, (FailureDomains)(1u << (int)domain));
}
