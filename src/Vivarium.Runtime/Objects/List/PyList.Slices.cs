// Replacing and deleting runs of a list's items. The list is consistent again before anything is released. See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyList
{
    /// <summary>l[low:high] = value, both bounds clipped; a null value deletes.</summary>
    public static Status SetSlice(ThreadState* ts, PyObject* o, nint low, nint high, PyObject* value)
    {
        PyListObject* list = (PyListObject*)o;
        PyObject* source = null;
        if (value == o)
            source = GetSlice(ts, value, 0, Size(value));
        else if (value != null)
            source = Obj.SequenceFast(ts, value, "must assign iterable to extended slice");
        if (source == null && value != null)
            return Status.Error;
        Status status = ReplaceRun(ts, list, low, high, source);
        Ref.XDec(ts, source);
        return status;
    }

    private static Status ReplaceRun(ThreadState* ts, PyListObject* list, nint low, nint high, PyObject* source)
    {
        nint size = list->ob_base.ob_size;
        nint added = source == null ? 0 : Size(source);
        low = Math.Min(Math.Max(low, 0), size);
        high = Math.Min(Math.Max(high, low), size);
        nint removed = high - low;
        nint growth = added - removed;
        if (size + growth == 0)
        {
            Clear(ts, (PyObject*)list);
            return Status.Ok;
        }
        const int InPlace = 8;
        PyObject** small = stackalloc PyObject*[InPlace];
        PyObject** garbage = small;
        if (removed > InPlace && (garbage = ItemArrays.Alloc(ts, removed)) == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        PyObject** items = list->ob_item;
        for (nint i = 0; i < removed; i++)
            garbage[i] = items[low + i];
        nuint tail = (nuint)(size - high) * (nuint)sizeof(PyObject*);
        Status status = Status.Ok;
        if (growth < 0)
        {
            Buffer.MemoryCopy(items + high, items + high + growth, tail, tail);
            if (Resize(ts, list, size + growth) == Status.Error)
            {
                // The array stays as it was: put the run back.
                Buffer.MemoryCopy(items + high + growth, items + high, tail, tail);
                for (nint i = 0; i < removed; i++)
                    items[low + i] = garbage[i];
                status = Status.Error;
            }
        }
        else if (growth > 0)
        {
            status = Resize(ts, list, size + growth);
            if (status == Status.Ok)
            {
                items = list->ob_item;
                Buffer.MemoryCopy(items + high, items + high + growth, tail, tail);
            }
        }
        if (status == Status.Ok)
        {
            items = list->ob_item + low;
            PyObject** from = source == null ? null : PyTuple.Check(source) ? PyTuple.Items(source) : Items(source);
            for (nint i = 0; i < added; i++)
                items[i] = Ref.New(from[i]);
            for (nint i = removed - 1; i >= 0; i--)
                Ref.XDec(ts, garbage[i]);
        }
        if (garbage != small)
            MemDomain.Free(ts->interp->heap, garbage);
        return status;
    }
}
