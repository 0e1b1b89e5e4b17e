// Objects kept for reuse instead of being freed, with CPython's limits (internal/pycore_freelist_state.h). Entries are linked through their first word.
// They count as live blocks of the heap until the interpreter (or gc.collect) empties the lists.
namespace Vivarium.Runtime.State;

internal unsafe struct FreeList
{
    public void* head;
    public nint size;

    /// <summary>Takes an entry, or null. The first word is whatever the link left in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* Pop(FreeList* list)
    {
        void* entry = list->head;
        if (entry != null)
        {
            list->head = *(void**)entry;
            list->size--;
        }
        return entry;
    }

    /// <summary>Keeps the entry unless the list holds <paramref name="limit"/> already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Push(FreeList* list, void* entry, nint limit)
    {
        if (list->size >= limit)
            return false;
        *(void**)entry = list->head;
        list->head = entry;
        list->size++;
        return true;
    }
}

[InlineArray(FreeLists.TupleMaxSaveSize)]
internal struct TupleFreeLists
{
    private FreeList _first;
}

internal struct FreeLists
{
    public const int TupleMaxSaveSize = 20;
    public const int TuplesMax = 2000;
    public const int ListsMax = 80;
    public const int ListItersMax = 10;
    public const int TupleItersMax = 10;
    public const int DictsMax = 80;
    public const int DictKeysMax = 80;
    public const int FloatsMax = 100;
    public const int IntsMax = 100;
    public const int SlicesMax = 1;
    public const int RangesMax = 6;
    public const int RangeItersMax = 6;
    public const int ContextsMax = 255;
    public const int CFunctionsMax = 16;
    public const int MethodsMax = 20;

    public FreeList floats;
    public FreeList ints;
    /// <summary>Entry n holds tuples of n + 1 items.</summary>
    public TupleFreeLists tuples;
    public FreeList lists;
    public FreeList list_iters;
    public FreeList tuple_iters;
    public FreeList dicts;
    public FreeList dictkeys;
    public FreeList slices;
    public FreeList ranges;
    public FreeList range_iters;
    public FreeList contexts;
    public FreeList pycfunctionobject;
    public FreeList pycmethodobject;
    public FreeList pymethodobjects;
}
