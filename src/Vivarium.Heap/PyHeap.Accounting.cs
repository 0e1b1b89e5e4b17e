// The limit. Three things are charged, each before the memory is taken: arenas (1 MiB each), blocks from the C library (their size and
// HeapLayout.LargeOverhead), and external charges (as told). A charge that would pass the limit is refused and changes nothing, so the
// limit is exact to the byte. All of it is safe from any thread. See docs/internals/heap.md.
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
    public readonly nuint ChargedBytes => (nuint)Volatile.Read(in charged);

    /// <summary>The most bytes ever charged at once.</summary>
    public readonly nuint PeakBytes => (nuint)Volatile.Read(in peak);

    /// <summary>The part of <see cref="ChargedBytes"/> that stands for managed memory.</summary>
    public readonly nuint ExternalBytes => (nuint)Volatile.Read(in external);

    /// <summary>Charges managed memory that Python code makes grow, before it grows; false when the limit or fault injection refuses.</summary>
    public bool ChargeExternal(nuint size)
    {
        if (injectionArmed != 0 && Injection.Fails(Self, FailureDomains.External))
            return false;
        if (!TryCharge(size))
            return false;
        Interlocked.Add(ref external, size);
        return true;
    }

    /// <summary>Takes back a charge of <see cref="ChargeExternal"/>, wholly or in part.</summary>
    public void ReleaseExternal(nuint size)
    {
        Interlocked.Add(ref external, 0 - (ulong)size);
        Uncharge(size);
    }

    internal bool TryCharge(nuint size)
    {
        ulong now = Volatile.Read(ref charged);
        while (true)
        {
            ulong most = Volatile.Read(ref limit);
            if (now > most || size > most - now)
                return false;
            ulong seen = Interlocked.CompareExchange(ref charged, now + size, now);
            if (seen == now)
                break;
            now = seen;
        }
        now += size;
        ulong high = Volatile.Read(ref peak);
        while (now > high)
        {
            ulong seen = Interlocked.CompareExchange(ref peak, now, high);
            if (seen == high)
                break;
            high = seen;
        }
        return true;
    }

    internal void Uncharge(nuint size) => Interlocked.Add(ref charged, 0 - (ulong)size);
}
