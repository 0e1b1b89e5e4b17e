// The limit. Three things are charged, each before the memory is taken: arenas (1 MiB each), blocks from the C library (their size and
// HeapLayout.LargeOverhead), and external charges (as told). A charge that would pass the limit is refused and changes nothing, so the
// limit is exact to the byte, whatever threads charge at once.
// What the holder of the interpreter's lock charges (arenas, Mem and Object blocks) and what any thread may charge (Raw blocks, external
// charges) are counted apart: the first count is written by one thread at a time and needs no interlocked operation, except that while
// there is a limit every charge is made under a lock. Releases need none in either case. See docs/internals/heap.md.
using System.Runtime.CompilerServices;

namespace Vivarium.Heap;

internal unsafe partial struct PyHeap
{
    /// <summary>The most bytes that may be charged; <see cref="nuint.MaxValue"/> for no limit. Lowered below what is charged already, it
    /// refuses every charge until enough has been released.</summary>
    public nuint Limit
    {
        readonly get => (nuint)Volatile.Read(in limit);
        set => Volatile.Write(ref limit, value);
    }

    /// <summary>The bytes charged now.</summary>
    public readonly nuint ChargedBytes => (nuint)(Volatile.Read(in owned) + Volatile.Read(in shared));

    /// <summary>The most bytes ever charged at once for memory that was then obtained.</summary>
    public readonly nuint PeakBytes => (nuint)Math.Max(Volatile.Read(in ownedPeak), Volatile.Read(in sharedPeak));

    /// <summary>The part of <see cref="ChargedBytes"/> that stands for managed memory.</summary>
    public readonly nuint ExternalBytes => (nuint)Volatile.Read(in external);

    /// <summary>
    /// Charges managed memory that Python code makes grow, before it grows; false when the limit or fault injection refuses. May be called by
    /// any thread.
    /// </summary>
    public bool ChargeExternal(nuint size)
    {
        if (injectionArmed != 0 && Injection.Fails(Self, FailureDomains.External))
            return false;
        if (!TryChargeShared(size))
            return false;
        Interlocked.Add(ref external, size);
        RecordSharedPeak();
        return true;
    }

    /// <summary>Takes back a charge of <see cref="ChargeExternal"/>, wholly or in part.</summary>
    public void ReleaseExternal(nuint size)
    {
        Interlocked.Add(ref external, 0 - (ulong)size);
        UnchargeShared(size);
    }

    /// <summary>A charge by the holder of the interpreter's lock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryChargeOwned(nuint size)
    {
        if (limit != ulong.MaxValue)
            return TryChargeLimited(size, ref owned);
        owned += size;
        return true;
    }

    /// <summary>Takes note of the charges, once the memory is there, by the holder of the interpreter's lock.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void RecordOwnedPeak()
    {
        ulong now = owned + Volatile.Read(ref shared);
        if (now > ownedPeak)
            ownedPeak = now;
    }

    /// <summary>The same by any thread.</summary>
    internal void RecordSharedPeak()
    {
        // The two counts as they were at one moment.
        ulong now, before;
        do
        {
            before = Volatile.Read(ref owned);
            now = before + Volatile.Read(ref shared);
        }
        while (Volatile.Read(ref owned) != before);
        ulong high = Volatile.Read(ref sharedPeak);
        while (now > high)
        {
            ulong seen = Interlocked.CompareExchange(ref sharedPeak, now, high);
            if (seen == high)
                break;
            high = seen;
        }
    }

    /// <summary>What is charged to the holder of the interpreter's lock.</summary>
    internal readonly ulong OwnedBytes => owned;

    internal void UnchargeOwned(nuint size) => owned -= size;

    /// <summary>A charge by any thread.</summary>
    internal bool TryChargeShared(nuint size) => TryChargeLimited(size, ref shared);

    internal void UnchargeShared(nuint size) => Interlocked.Add(ref shared, 0 - (ulong)size);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryChargeLimited(nuint size, ref ulong count)
    {
        SpinWait wait = default;
        while (Interlocked.CompareExchange(ref chargeLock, 1, 0) != 0)
            wait.SpinOnce();
        ulong now = Volatile.Read(ref owned) + Volatile.Read(ref shared);
        ulong most = Volatile.Read(ref limit);
        bool granted = now <= most && size <= most - now;
        if (granted)
        {
            // Interlocked, because a release takes no lock.
            Interlocked.Add(ref count, size);
        }
        Volatile.Write(ref chargeLock, 0);
        return granted;
    }
}
