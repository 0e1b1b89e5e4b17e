// The pickler's memo: from an object's address to its number, in open addressing. The objects are held, so that no address comes back while it is in use; the numbers count
// up from 0. See docs/internals/pickle.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Pickling;

internal unsafe struct MemoEntry
{
    /// <summary>Owned; null where the slot is free.</summary>
    public PyObject* key;
    public nint value;
}

internal unsafe struct MemoTable
{
    public nint mask;
    public nint used;
    public nint allocated;
    public MemoEntry* table;

    private const int MinSize = 8;
    private const int FastGrowth = 50_000;

    /// <summary>A block of the heap; null with MemoryError.</summary>
    public static MemoTable* New(ThreadState* ts) => WithRoom(ts, MinSize);

    private static MemoTable* WithRoom(ThreadState* ts, nint size)
    {
        PyHeap* heap = ts->interp->heap;
        MemoTable* memo = (MemoTable*)MemDomain.Malloc(heap, (nuint)sizeof(MemoTable));
        if (memo != null)
        {
            memo->used = 0;
            memo->allocated = size;
            memo->mask = size - 1;
            memo->table = (MemoEntry*)MemDomain.Calloc(heap, (nuint)size, (nuint)sizeof(MemoEntry));
            if (memo->table != null)
                return memo;
            MemDomain.Free(heap, memo);
        }
        Err.NoMemory(ts);
        return null;
    }

    public static MemoTable* Copy(ThreadState* ts, MemoTable* memo)
    {
        MemoTable* copy = WithRoom(ts, memo->allocated);
        if (copy == null)
            return null;
        copy->used = memo->used;
        for (nint i = 0; i < memo->allocated; i++)
        {
            copy->table[i] = memo->table[i];
            Ref.XInc(copy->table[i].key);
        }
        return copy;
    }

    /// <summary>Empties the memo; its room stays.</summary>
    public static void Clear(ThreadState* ts, MemoTable* memo)
    {
        // Releasing an object can run code that looks at the memo: it sees an empty one.
        MemoEntry* old = memo->table;
        nint count = memo->allocated;
        MemoEntry* fresh = memo->used == 0 ? null : (MemoEntry*)MemDomain.Calloc(ts->interp->heap, MinSize, (nuint)sizeof(MemoEntry));
        if (fresh == null)
        {
            // Nothing to clear, or no room for a new table: release in place, which is safe as each slot is emptied before its object goes.
            memo->used = 0;
            for (nint i = 0; i < memo->allocated; i++)
                Ref.Clear(ts, &memo->table[i].key);
            return;
        }
        memo->table = fresh;
        memo->used = 0;
        memo->allocated = MinSize;
        memo->mask = MinSize - 1;
        for (nint i = 0; i < count; i++)
            Ref.XDec(ts, old[i].key);
        MemDomain.Free(ts->interp->heap, old);
    }

    public static void Free(ThreadState* ts, MemoTable* memo)
    {
        for (nint i = 0; i < memo->allocated; i++)
            Ref.Clear(ts, &memo->table[i].key);
        MemDomain.Free(ts->interp->heap, memo->table);
        MemDomain.Free(ts->interp->heap, memo);
    }

    public static int Traverse(MemoTable* memo, visitproc visit, void* arg)
    {
        for (nint i = 0; i < memo->allocated; i++)
        {
            PyObject* key = memo->table[i].key;
            int r = key == null ? 0 : visit(key, arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    public static nint SizeOf(MemoTable* memo) => sizeof(MemoTable) + (memo->allocated * sizeof(MemoEntry));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static MemoEntry* Slot(MemoTable* memo, PyObject* key)
    {
        nuint hash = (nuint)key;
        // Addresses differ in their middle bits.
        nint i = (nint)((hash >> 4) ^ (hash >> 14)) & memo->mask;
        MemoEntry* table = memo->table;
        while (table[i].key != key && table[i].key != null)
            i = (i + 1) & memo->mask;
        return table + i;
    }

    /// <summary>The object's number, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Get(MemoTable* memo, PyObject* key)
    {
        MemoEntry* entry = Slot(memo, key);
        return entry->key == null ? -1 : entry->value;
    }

    public static Status Set(ThreadState* ts, MemoTable* memo, PyObject* key, nint value)
    {
        MemoEntry* entry = Slot(memo, key);
        if (entry->key != null)
        {
            entry->value = value;
            return Status.Ok;
        }
        entry->key = Ref.New(key);
        entry->value = value;
        memo->used++;
        return memo->used * 3 < memo->allocated * 2 ? Status.Ok : Grow(ts, memo);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Grow(ThreadState* ts, MemoTable* memo)
    {
        nint wanted = memo->used * (memo->used > FastGrowth ? 2 : 4);
        nint size = MinSize;
        while (size < wanted)
            size <<= 1;
        MemoEntry* table = (MemoEntry*)MemDomain.Calloc(ts->interp->heap, (nuint)size, (nuint)sizeof(MemoEntry));
        if (table == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        MemoEntry* old = memo->table;
        nint count = memo->allocated;
        memo->table = table;
        memo->allocated = size;
        memo->mask = size - 1;
        for (nint i = 0; i < count; i++)
        {
            if (old[i].key != null)
                *Slot(memo, old[i].key) = old[i];
        }
        MemDomain.Free(ts->interp->heap, old);
        return Status.Ok;
    }
}
