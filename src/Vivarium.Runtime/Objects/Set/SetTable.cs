// The hash table of sets: open addressing with short linear runs (nine probes beyond the first) before the next jump, at most three fifths full. Order of iteration
// follows from it, so the figures are CPython's. Removed elements leave a dummy (hash -1) behind. See docs/internals/set.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe class SetTable
{
    public const int MinSize = 8;
    private const nuint LinearProbes = 9;
    private const int PerturbShift = 5;

    /// <summary>Stands in for a removed element.</summary>
    public static readonly PyObject* Dummy = ImmortalRegion.AllocateObject(NoneType.Type, (nuint)sizeof(PyObject));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static setentry* Small(PySetObject* set) => (setentry*)&set->smalltable;

    /// <summary>An empty table of eight slots inside the object.</summary>
    public static void InitEmpty(PySetObject* set)
    {
        NativeMemory.Clear(&set->smalltable, MinSize * (nuint)sizeof(setentry));
        set->fill = 0;
        set->used = 0;
        set->mask = MinSize - 1;
        set->table = Small(set);
    }

    /// <summary>The element's slot, the unused slot where the search ended, or null on error.</summary>
    public static setentry* Find(ThreadState* ts, PySetObject* set, PyObject* key, nint hash)
    {
        setentry* table = set->table;
        nuint mask = (nuint)set->mask;
        nuint perturb = (nuint)hash;
        nuint i = perturb & mask;
        while (true)
        {
            setentry* entry = table + i;
            setentry* last = i + LinearProbes <= mask ? entry + LinearProbes : entry;
            do
            {
                PyObject* candidate = entry->key;
                if (candidate == key || candidate == null)
                    return entry;
                if (entry->hash == hash)
                {
                    Truth equal = PyDict.EqualInPlace(candidate, key);
                    if (equal == Truth.True)
                        return entry;
                    if (equal == Truth.Error)
                        return FindComparing(ts, set, key, hash);
                }
                entry++;
            }
            while (entry <= last);
            perturb >>= PerturbShift;
            i = (i * 5 + 1 + perturb) & mask;
        }
    }

    /// <summary>The same where elements must be compared by calling their types.</summary>
    private static setentry* FindComparing(ThreadState* ts, PySetObject* set, PyObject* key, nint hash)
    {
        setentry* dummy;
        return Find(ts, set, key, hash, &dummy);
    }

    /// <summary>The same; *dummy is the last removed element's slot that the search came by, or null.</summary>
    private static setentry* Find(ThreadState* ts, PySetObject* set, PyObject* key, nint hash, setentry** dummy)
    {
        while (true)
        {
            *dummy = null;
            setentry* table = set->table;
            nuint mask = (nuint)set->mask;
            nuint perturb = (nuint)hash;
            nuint i = perturb & mask;
            bool changed = false;
            while (!changed)
            {
                setentry* entry = table + i;
                nuint probes = i + LinearProbes <= mask ? LinearProbes : 0;
                do
                {
                    if (entry->hash == 0 && entry->key == null)
                        return entry;
                    if (entry->hash == hash)
                    {
                        PyObject* candidate = entry->key;
                        if (candidate == key)
                            return entry;
                        Truth equal = PyDict.EqualInPlace(candidate, key);
                        if (equal == Truth.Error)
                        {
                            Ref.Inc(candidate);
                            equal = Obj.RichCompareBool(ts, candidate, key, 2);
                            Ref.Dec(ts, candidate);
                            if (equal == Truth.Error)
                                return null;
                            // The comparison may have put another element where this search would put its own.
                            if (table != set->table || entry->key != candidate || (*dummy != null && (*dummy)->hash != -1))
                            {
                                changed = true;
                                break;
                            }
                            mask = (nuint)set->mask;
                        }
                        if (equal == Truth.True)
                            return entry;
                    }
                    else if (entry->hash == -1)
                        *dummy = entry;
                    entry++;
                }
                while (probes-- != 0);
                perturb >>= PerturbShift;
                i = (i * 5 + 1 + perturb) & mask;
            }
        }
    }

    /// <summary>Adds an element unless it is there (Found); takes over the reference in any case.</summary>
    public static Lookup AddSteal(ThreadState* ts, PySetObject* set, PyObject* key, nint hash)
    {
        setentry* dummy;
        setentry* entry = Find(ts, set, key, hash, &dummy);
        if (entry == null || entry->key != null)
        {
            Ref.Dec(ts, key);
            return entry == null ? Lookup.Error : Lookup.Found;
        }
        if (dummy != null)
        {
            set->used++;
            dummy->key = key;
            dummy->hash = hash;
            return Lookup.Missing;
        }
        set->fill++;
        set->used++;
        entry->key = key;
        entry->hash = hash;
        if (set->fill * 5 < set->mask * 3)
            return Lookup.Missing;
        return Resize(ts, set, set->used > 50000 ? set->used * 2 : set->used * 4) == Status.Ok ? Lookup.Missing : Lookup.Error;
    }

    /// <summary>Puts an element into a table that has neither it nor dummies.</summary>
    public static void InsertClean(setentry* table, nuint mask, PyObject* key, nint hash)
    {
        nuint perturb = (nuint)hash;
        nuint i = perturb & mask;
        while (true)
        {
            setentry* entry = table + i;
            nuint probes = i + LinearProbes <= mask ? LinearProbes : 0;
            do
            {
                if (entry->key == null)
                {
                    entry->key = key;
                    entry->hash = hash;
                    return;
                }
                entry++;
            }
            while (probes-- != 0);
            perturb >>= PerturbShift;
            i = (i * 5 + 1 + perturb) & mask;
        }
    }

    /// <summary>Rebuilds the table with more slots than the number given, and without dummies. On error nothing has changed.</summary>
    public static Status Resize(ThreadState* ts, PySetObject* set, nint minimum)
    {
        nuint size = MinSize;
        while (size <= (nuint)minimum)
            size <<= 1;
        setentry* old = set->table;
        nuint oldMask = (nuint)set->mask;
        bool oldIsSmall = old == Small(set);
        setentry* copy = stackalloc setentry[MinSize];
        setentry* table;
        setentry* from = old;
        if (size == MinSize)
        {
            table = Small(set);
            if (oldIsSmall)
            {
                if (set->fill == set->used)
                    return Status.Ok;
                NativeMemory.Copy(old, copy, MinSize * (nuint)sizeof(setentry));
                from = copy;
            }
            NativeMemory.Clear(table, MinSize * (nuint)sizeof(setentry));
        }
        else
        {
            table = (setentry*)MemDomain.Calloc(ts->interp->heap, size, (nuint)sizeof(setentry));
            if (table == null)
            {
                Err.NoMemory(ts);
                return Status.Error;
            }
        }
        set->mask = (nint)size - 1;
        set->table = table;
        for (nuint i = 0; i <= oldMask; i++)
        {
            if (from[i].key != null && from[i].hash != -1)
                InsertClean(table, size - 1, from[i].key, from[i].hash);
        }
        set->fill = set->used;
        if (!oldIsSmall)
            MemDomain.Free(ts->interp->heap, old);
        return Status.Ok;
    }

    /// <summary>Replaces a present element by a dummy; the reference passes to the caller.</summary>
    public static PyObject* Take(PySetObject* set, setentry* entry)
    {
        PyObject* key = entry->key;
        entry->key = Dummy;
        entry->hash = -1;
        set->used--;
        return key;
    }

    /// <summary>Adds all elements of another set, copying its table when that is possible.</summary>
    public static Status Merge(ThreadState* ts, PySetObject* set, PySetObject* other)
    {
        if (other == set || other->used == 0)
            return Status.Ok;
        if ((set->fill + other->used) * 5 >= set->mask * 3 && Resize(ts, set, (set->used + other->used) * 2) == Status.Error)
            return Status.Error;
        if (set->fill == 0)
        {
            CopyIntoEmpty(set, other);
            return Status.Ok;
        }
        // Comparisons may change the other set meanwhile, so it is asked for its table and mask each time.
        for (nint i = 0; i <= other->mask; i++)
        {
            PyObject* key = other->table[i].key;
            if (key != null && other->table[i].hash != -1 && AddSteal(ts, set, Ref.New(key), other->table[i].hash) == Lookup.Error)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static void CopyIntoEmpty(PySetObject* set, PySetObject* other)
    {
        bool sameShape = set->mask == other->mask && other->fill == other->used;
        for (nint i = 0; i <= other->mask; i++)
        {
            setentry entry = other->table[i];
            if (entry.key == null || entry.hash == -1)
                continue;
            Ref.Inc(entry.key);
            if (sameShape)
                set->table[i] = entry;
            else
                InsertClean(set->table, (nuint)set->mask, entry.key, entry.hash);
        }
        set->fill = other->used;
        set->used = other->used;
    }

    /// <summary>Empties the set before the first element is released.</summary>
    public static void Clear(ThreadState* ts, PySetObject* set)
    {
        setentry* table = set->table;
        nint mask = set->mask;
        bool small = table == Small(set);
        if (small && set->fill == 0)
            return;
        setentry* copy = stackalloc setentry[MinSize];
        if (small)
        {
            NativeMemory.Copy(table, copy, MinSize * (nuint)sizeof(setentry));
            table = copy;
        }
        nint used = set->used;
        InitEmpty(set);
        for (nint i = 0; used > 0 && i <= mask; i++)
        {
            if (table[i].key != null && table[i].hash != -1)
            {
                used--;
                Ref.Dec(ts, table[i].key);
            }
        }
        if (!small)
            MemDomain.Free(ts->interp->heap, table);
    }

    /// <summary>Exchanges the contents of two sets.</summary>
    public static void Swap(PySetObject* a, PySetObject* b)
    {
        bool smallA = a->table == Small(a);
        bool smallB = b->table == Small(b);
        (a->fill, b->fill) = (b->fill, a->fill);
        (a->used, b->used) = (b->used, a->used);
        (a->mask, b->mask) = (b->mask, a->mask);
        setentry* table = a->table;
        a->table = smallB ? Small(a) : b->table;
        b->table = smallA ? Small(b) : table;
        if (smallA || smallB)
            (a->smalltable, b->smalltable) = (b->smalltable, a->smalltable);
    }
}
