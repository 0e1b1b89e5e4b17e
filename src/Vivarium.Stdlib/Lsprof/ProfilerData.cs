// What the profiler counts: an entry for each function, found by the address of its code object or native method definition, with the functions it called; and the stack of calls
// that are running. All of it in the interpreter's heap. See docs/internals/lsprof.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Lsprof;

/// <summary>Times (in ticks) and counts.</summary>
internal struct ProfilerCounts
{
    public long total;
    public long inline;
    public long calls;
    public long recursive_calls;
    public long recursion_level;

    public void Finish(long total, long inline)
    {
        if (--recursion_level == 0)
            this.total += total;
        else
            recursive_calls++;
        this.inline += inline;
        calls++;
    }
}

internal unsafe struct ProfilerSubEntry
{
    public ProfilerEntry* callee;
    public ProfilerCounts counts;
    public ProfilerSubEntry* next;
}

internal unsafe struct ProfilerEntry
{
    public void* key;
    /// <summary>The code object, or a text that names a native function.</summary>
    public PyObject* function;
    public ProfilerCounts counts;
    /// <summary>Called functions, the last one used first.</summary>
    public ProfilerSubEntry* callees;
    /// <summary>Next in the bucket.</summary>
    public ProfilerEntry* chain;
    /// <summary>Next in the order of first calls.</summary>
    public ProfilerEntry* next;
}

internal unsafe struct ProfilerContext
{
    public long started;
    public long in_callees;
    public ProfilerContext* previous;
    public ProfilerEntry* entry;
}

/// <summary>The tables of one profiler; the object refers to them.</summary>
internal unsafe struct ProfilerTables
{
    private const int FirstBuckets = 64;

    public ProfilerEntry* first;
    public ProfilerEntry* last;
    private ProfilerEntry** _buckets;
    private int _bucketCount;
    private int _count;
    /// <summary>Contexts to use again.</summary>
    private ProfilerContext* _free;

    private static nuint Slot(void* key, int buckets) => ((nuint)key >> 4) & (nuint)(buckets - 1);

    public static ProfilerEntry* Find(ProfilerTables* self, void* key)
    {
        ProfilerEntry* entry = self->_bucketCount == 0 ? null : self->_buckets[Slot(key, self->_bucketCount)];
        while (entry != null && entry->key != key)
            entry = entry->chain;
        return entry;
    }

    /// <summary>A new entry, which takes over the function; null when memory is short (no exception).</summary>
    public static ProfilerEntry* Add(ThreadState* ts, ProfilerTables* self, void* key, PyObject* function)
    {
        PyHeap* heap = ts->interp->heap;
        if (self->_count >= self->_bucketCount && !Grow(heap, self))
            return null;
        ProfilerEntry* entry = (ProfilerEntry*)MemDomain.Calloc(heap, 1, (nuint)sizeof(ProfilerEntry));
        if (entry == null)
            return null;
        entry->key = key;
        entry->function = function;
        ProfilerEntry** slot = self->_buckets + Slot(key, self->_bucketCount);
        entry->chain = *slot;
        *slot = entry;
        if (self->last == null)
            self->first = entry;
        else
            self->last->next = entry;
        self->last = entry;
        self->_count++;
        return entry;
    }

    private static bool Grow(PyHeap* heap, ProfilerTables* self)
    {
        int count = Math.Max(self->_bucketCount * 2, FirstBuckets);
        ProfilerEntry** buckets = (ProfilerEntry**)MemDomain.Calloc(heap, (nuint)count, (nuint)sizeof(void*));
        if (buckets == null)
            return false;
        for (ProfilerEntry* entry = self->first; entry != null; entry = entry->next)
        {
            ProfilerEntry** slot = buckets + Slot(entry->key, count);
            entry->chain = *slot;
            *slot = entry;
        }
        MemDomain.Free(heap, self->_buckets);
        self->_buckets = buckets;
        self->_bucketCount = count;
        return true;
    }

    /// <summary>What the caller's entry says of a callee; made if wanted. Null if there is none, or memory is short.</summary>
    public static ProfilerSubEntry* Callee(ThreadState* ts, ProfilerEntry* caller, ProfilerEntry* callee, bool make)
    {
        for (ProfilerSubEntry** at = &caller->callees; *at != null; at = &(*at)->next)
        {
            ProfilerSubEntry* found = *at;
            if (found->callee != callee)
                continue;
            *at = found->next;
            found->next = caller->callees;
            return caller->callees = found;
        }
        ProfilerSubEntry* made = make ? (ProfilerSubEntry*)MemDomain.Calloc(ts->interp->heap, 1, (nuint)sizeof(ProfilerSubEntry)) : null;
        if (made == null)
            return null;
        made->callee = callee;
        made->next = caller->callees;
        return caller->callees = made;
    }

    public static ProfilerContext* TakeContext(ThreadState* ts, ProfilerTables* self)
    {
        ProfilerContext* context = self->_free;
        if (context == null)
            return (ProfilerContext*)MemDomain.Calloc(ts->interp->heap, 1, (nuint)sizeof(ProfilerContext));
        self->_free = context->previous;
        return context;
    }

    public static void GiveBack(ProfilerTables* self, ProfilerContext* context)
    {
        context->previous = self->_free;
        self->_free = context;
    }

    /// <summary>Drops all entries; no context may be running.</summary>
    public static void Clear(ThreadState* ts, ProfilerTables* self)
    {
        PyHeap* heap = ts->interp->heap;
        ProfilerEntry* entry = self->first;
        ProfilerContext* context = self->_free;
        if (self->_buckets != null)
            MemDomain.Free(heap, self->_buckets);
        *self = default;
        while (context != null)
        {
            ProfilerContext* next = context->previous;
            MemDomain.Free(heap, context);
            context = next;
        }
        while (entry != null)
        {
            ProfilerEntry* next = entry->next;
            for (ProfilerSubEntry* callee = entry->callees; callee != null;)
            {
                ProfilerSubEntry* after = callee->next;
                MemDomain.Free(heap, callee);
                callee = after;
            }
            PyObject* function = entry->function;
            MemDomain.Free(heap, entry);
            Ref.Dec(ts, function);
            entry = next;
        }
    }
}
