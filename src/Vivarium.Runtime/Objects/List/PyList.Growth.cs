// How a list's item array grows and shrinks: CPython's over-allocation by an eighth, in steps of four items. See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyList
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status AppendGrow(ThreadState* ts, PyListObject* list, PyObject* item)
    {
        nint size = list->ob_base.ob_size;
        if (Resize(ts, list, size + 1) == Status.Error)
        {
            Ref.Dec(ts, item);
            return Status.Error;
        }
        list->ob_item[size] = item;
        return Status.Ok;
    }

    /// <summary>An array of so many items is not made smaller.</summary>
    private const nint LargestKept = 32;

    /// <summary>
    /// Sets the size, moving the array when it does not fit or would be large and more than half empty. New items are uninitialised.
    /// On error nothing has changed and MemoryError is set.
    /// </summary>
    public static Status Resize(ThreadState* ts, PyListObject* list, nint size)
    {
        nint allocated = list->allocated;
        if (allocated >= size && (size >= (allocated >> 1) || (allocated <= LargestKept && size > 0)))
        {
            list->ob_base.ob_size = size;
            return Status.Ok;
        }
        return Reallocate(ts, list, size);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status Reallocate(ThreadState* ts, PyListObject* list, nint size)
    {
        nuint wanted = (nuint)size;
        // An eighth more, rounded to four items; unless one big step is bigger than what that would leave spare.
        nuint capacity = (wanted + (wanted >> 3) + 6) & ~(nuint)3;
        if (size - list->ob_base.ob_size > (nint)(capacity - wanted))
            capacity = (wanted + 3) & ~(nuint)3;
        if (size == 0)
            capacity = 0;
        if (capacity == 0)
        {
            MemDomain.Free(ts->interp->heap, list->ob_item);
            list->ob_item = null;
        }
        else
        {
            PyObject** items = ItemArrays.Realloc(ts, list->ob_item, capacity);
            if (items == null)
            {
                Err.NoMemory(ts);
                return Status.Error;
            }
            list->ob_item = items;
        }
        list->ob_base.ob_size = size;
        list->allocated = (nint)capacity;
        return Status.Ok;
    }

    /// <summary>Gives an empty list without an array room for that many items, rounded up to an even number.</summary>
    internal static Status Preallocate(ThreadState* ts, PyListObject* list, nint size)
    {
        if (size == nint.MaxValue)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        size = (size + 1) & ~(nint)1;
        PyObject** items = ItemArrays.Alloc(ts, size);
        if (items == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        list->ob_item = items;
        list->allocated = size;
        return Status.Ok;
    }

    /// <summary>Empties the list: it has no items and no array any more before the first item is released.</summary>
    public static void Clear(ThreadState* ts, PyObject* o)
    {
        PyListObject* list = (PyListObject*)o;
        PyObject** items = list->ob_item;
        if (items == null)
            return;
        nint i = list->ob_base.ob_size;
        list->ob_base.ob_size = 0;
        list->ob_item = null;
        list->allocated = 0;
        while (--i >= 0)
            Ref.XDec(ts, items[i]);
        MemDomain.Free(ts->interp->heap, items);
    }
}
