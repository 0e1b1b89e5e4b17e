// slice objects as other code uses them: making them and turning them into indices. One freed slice is kept for reuse.
// See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PySlice
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => o->ob_type == SliceType.Type;

    /// <summary>Null stands for None.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* start, PyObject* stop, PyObject* step) =>
        Build(ts, Ref.New(start == null ? Py.None : start), Ref.New(stop == null ? Py.None : stop), Ref.New(step == null ? Py.None : step));

    /// <summary>BUILD_SLICE with two items: takes over both.</summary>
    public static PyObject* FromTwoSteal(ThreadState* ts, PyObject* start, PyObject* stop) => Build(ts, start, stop, Py.None);

    public static PyObject* FromIndices(ThreadState* ts, nint start, nint stop)
    {
        PyObject* first = PyLong.FromNInt(ts, start);
        if (first == null)
            return null;
        PyObject* last = PyLong.FromNInt(ts, stop);
        if (last == null)
        {
            Ref.Dec(ts, first);
            return null;
        }
        return FromTwoSteal(ts, first, last);
    }

    private static PyObject* Build(ThreadState* ts, PyObject* start, PyObject* stop, PyObject* step)
    {
        PySliceObject* slice = (PySliceObject*)FreeList.Pop(&ts->interp->free_lists.slices);
        if (slice != null)
            *(ulong*)slice = 1;
        else
        {
            slice = (PySliceObject*)ObjectAlloc.GcNew(ts, SliceType.Type);
            if (slice == null)
            {
                Ref.Dec(ts, start);
                Ref.Dec(ts, stop);
                Ref.Dec(ts, step);
                return null;
            }
        }
        slice->start = start;
        slice->stop = stop;
        slice->step = step;
        GcList.Track(ts, slice);
        return (PyObject*)slice;
    }

    /// <summary>The three numbers of a slice, None replaced and big ones clipped; not yet adjusted to a length.</summary>
    public static Status Unpack(ThreadState* ts, PyObject* slice, nint* start, nint* stop, nint* step)
    {
        PySliceObject* s = (PySliceObject*)slice;
        *step = 1;
        if (s->step != Py.None)
        {
            if (Num.SliceIndex(ts, s->step, step) == Lookup.Error)
                return Status.Error;
            if (*step == 0)
                return Err.ValueStatus(ts, "slice step cannot be zero");
            // Its negation has to be representable.
            if (*step < -nint.MaxValue)
                *step = -nint.MaxValue;
        }
        *start = *step < 0 ? nint.MaxValue : 0;
        if (s->start != Py.None && Num.SliceIndex(ts, s->start, start) == Lookup.Error)
            return Status.Error;
        *stop = *step < 0 ? nint.MinValue : nint.MaxValue;
        if (s->stop != Py.None && Num.SliceIndex(ts, s->stop, stop) == Lookup.Error)
            return Status.Error;
        return Status.Ok;
    }

    /// <summary>Clips to the length; returns the number of items.</summary>
    public static nint AdjustIndices(nint length, nint* start, nint* stop, nint step)
    {
        nint low = step < 0 ? -1 : 0;
        nint high = step < 0 ? length - 1 : length;
        *start = Clip(*start, length, low, high);
        *stop = Clip(*stop, length, low, high);
        if (step < 0)
            return *stop < *start ? (*start - *stop - 1) / -step + 1 : 0;
        return *start < *stop ? (*stop - *start - 1) / step + 1 : 0;
    }

    private static nint Clip(nint index, nint length, nint low, nint high)
    {
        if (index < 0)
            return Math.Max(index + length, low);
        return index >= length ? high : index;
    }
}
