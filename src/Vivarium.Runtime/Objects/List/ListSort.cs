// list.sort: a stable merge sort that finds runs in the data and merges them in powersort's order, asking for the same comparisons in the same order as CPython.
// While it runs the list is empty, so that code called by comparisons cannot disturb it (and is told so afterwards). See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

/// <summary>A run waiting to be merged: where it begins, its length, and the power of the boundary after it.</summary>
internal struct SortRun
{
    public nint start;
    public nint length;
    public int power;
}

[InlineArray(SortState.MaxPending)]
internal struct SortRuns
{
    private SortRun _first;
}

/// <summary>One sort at work. With a key function, <c>keys</c> is what is compared and <c>values</c> the items moved along; otherwise values is null.</summary>
internal unsafe struct SortState
{
    public const int MaxPending = 85;
    public const int SmallTemp = 256;

    public PyObject** keys;
    public PyObject** values;
    public nint length;
    public nint minGallop;
    public int pendingCount;
    public SortRuns pending;
    /// <summary>Room for one of the two runs being merged (its keys, then its values).</summary>
    public PyObject** temp;
    public PyObject** tempValues;
    public nint tempSize;
    /// <summary>tp_richcompare of the one type all keys have.</summary>
    public richcmpfunc richCompare;
    /// <summary>Compares the first items of tuples.</summary>
    public delegate*<ThreadState*, SortState*, PyObject*, PyObject*, int> firstItemLess;
    public fixed long smallTemp[SmallTemp];
}

internal static unsafe class ListSort
{
    public static Status Sort(ThreadState* ts, PyObject* o, PyObject* keyFunction, bool reverse)
    {
        PyListObject* list = (PyListObject*)o;
        PyObject** items = list->ob_item;
        nint size = list->ob_base.ob_size;
        nint allocated = list->allocated;
        list->ob_item = null;
        list->ob_base.ob_size = 0;
        list->allocated = -1;

        Status status = SortArray(ts, items, size, keyFunction, reverse);

        if (list->allocated != -1 && status == Status.Ok)
            status = Err.ValueStatus(ts, "list modified during sort");
        PyObject** intruders = list->ob_item;
        nint count = list->ob_base.ob_size;
        list->ob_item = items;
        list->ob_base.ob_size = size;
        list->allocated = allocated;
        if (intruders != null)
        {
            while (--count >= 0)
                Ref.XDec(ts, intruders[count]);
            MemDomain.Free(ts->interp->heap, intruders);
        }
        return status;
    }

    private static Status SortArray(ThreadState* ts, PyObject** items, nint size, PyObject* keyFunction, bool reverse)
    {
        if (keyFunction == null)
            return size < 2 ? Status.Ok : SortKeys(ts, items, null, size, reverse);
        if (size == 0)
            return Status.Ok;
        PyObject** keys = ItemArrays.Alloc(ts, size);
        if (keys == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        nint made = 0;
        while (made < size && (keys[made] = Call.OneArg(ts, keyFunction, items[made])) != null)
            made++;
        Status status = made < size ? Status.Error : size < 2 ? Status.Ok : SortKeys(ts, keys, items, size, reverse);
        for (nint i = 0; i < made; i++)
            Ref.Dec(ts, keys[i]);
        MemDomain.Free(ts->interp->heap, keys);
        return status;
    }

    private static Status SortKeys(ThreadState* ts, PyObject** keys, PyObject** values, nint size, bool reverse)
    {
        SortState state;
        Unsafe.SkipInit(out state);
        SortState* s = &state;
        s->keys = keys;
        s->values = values;
        s->length = size;
        s->minGallop = Timsort.MinGallop;
        s->pendingCount = 0;
        s->tempSize = values == null ? SortState.SmallTemp : SortState.SmallTemp / 2;
        s->temp = (PyObject**)s->smallTemp;
        s->tempValues = values == null ? null : s->temp + s->tempSize;

        // Reversing before and after a stable ascending sort gives a stable descending one.
        if (reverse)
            ReverseBoth(keys, values, size);
        Status status = SortOrders.Choose(s, keys, size) switch
        {
            SortOrder.Latin => Timsort.Run<LatinOrder>(ts, s),
            SortOrder.SmallInt => Timsort.Run<SmallIntOrder>(ts, s),
            SortOrder.Float => Timsort.Run<FloatOrder>(ts, s),
            SortOrder.Int => Timsort.Run<IntOrder>(ts, s),
            SortOrder.OneType => Timsort.Run<OneTypeOrder>(ts, s),
            SortOrder.Tuple => Timsort.Run<TupleOrder>(ts, s),
            _ => Timsort.Run<AnyOrder>(ts, s),
        };
        if (reverse)
            ItemArrays.Reverse(values == null ? keys : values, size);
        if (s->temp != (PyObject**)s->smallTemp)
            MemDomain.Free(ts->interp->heap, s->temp);
        return status;
    }

    private static void ReverseBoth(PyObject** keys, PyObject** values, nint size)
    {
        ItemArrays.Reverse(keys, size);
        if (values != null)
            ItemArrays.Reverse(values, size);
    }
}
