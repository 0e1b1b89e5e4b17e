// range objects: four exact ints. Arithmetic is on machine words when start, stop and step fit, on Python ints otherwise. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyRange
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => o->ob_type == RangeType.Type;

    /// <summary>From any objects with __index__; a null step stands for 1.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* start, PyObject* stop, PyObject* step)
    {
        PyObject* first = Num.Index(ts, start);
        PyObject* last = first == null ? null : Num.Index(ts, stop);
        PyObject* stride = last == null ? null : step == null ? PyLong.FromInt64(ts, 1) : Num.Index(ts, step);
        if (stride != null && PyLong.Sign(stride) == 0)
        {
            Err.Value(ts, "range() arg 3 must not be zero");
            Ref.Dec(ts, stride);
            stride = null;
        }
        if (stride != null)
            return MakeSteal(ts, first, last, stride);
        Ref.XDec(ts, first);
        Ref.XDec(ts, last);
        return null;
    }

    /// <summary>Takes over three exact ints.</summary>
    public static PyObject* MakeSteal(ThreadState* ts, PyObject* start, PyObject* stop, PyObject* step)
    {
        PyObject* length = LengthOf(ts, start, stop, step);
        PyRangeObject* range = length == null ? null : Alloc(ts);
        if (range == null)
        {
            Ref.XDec(ts, length);
            Ref.Dec(ts, start);
            Ref.Dec(ts, stop);
            Ref.Dec(ts, step);
            return null;
        }
        range->start = start;
        range->stop = stop;
        range->step = step;
        range->length = length;
        return (PyObject*)range;
    }

    private static PyRangeObject* Alloc(ThreadState* ts)
    {
        PyRangeObject* range = (PyRangeObject*)FreeList.Pop(&ts->interp->free_lists.ranges);
        if (range == null)
            return (PyRangeObject*)ObjectAlloc.New(ts, RangeType.Type);
        *(ulong*)range = 1;
        return range;
    }

    /// <summary>How many numbers lie in it, as an int.</summary>
    private static PyObject* LengthOf(ThreadState* ts, PyObject* start, PyObject* stop, PyObject* step)
    {
        long low, high, stride;
        if (PyLong.TryGetInt64(start, &low) && PyLong.TryGetInt64(stop, &high) && PyLong.TryGetInt64(step, &stride))
        {
            ulong count = Length(low, high, stride);
            return PyLong.FromUInt64(ts, count);
        }
        return BigLength(ts, start, stop, step);
    }

    /// <summary>Exact for all arguments, whose difference may exceed a long.</summary>
    public static ulong Length(long start, long stop, long step)
    {
        if (step > 0)
            return start < stop ? ((ulong)stop - (ulong)start - 1) / (ulong)step + 1 : 0;
        return start > stop ? ((ulong)start - (ulong)stop - 1) / (0 - (ulong)step) + 1 : 0;
    }

    private static PyObject* BigLength(ThreadState* ts, PyObject* start, PyObject* stop, PyObject* step)
    {
        bool up = PyLong.Sign(step) > 0;
        Truth empty = Obj.RichCompareBool(ts, start, stop, up ? 5 : 1);
        if (empty != Truth.False)
            return empty == Truth.Error ? null : PyLong.FromInt64(ts, 0);
        // (high - low - 1) // |step| + 1
        PyObject* span = up ? Num.Subtract(ts, stop, start) : Num.Subtract(ts, start, stop);
        PyObject* one = PyLong.FromInt64(ts, 1);
        PyObject* last = span == null ? null : Num.Subtract(ts, span, one);
        PyObject* stride = last == null ? null : up ? Ref.New(step) : Num.Negative(ts, step);
        PyObject* quotient = stride == null ? null : Num.FloorDivide(ts, last, stride);
        PyObject* result = quotient == null ? null : Num.Add(ts, quotient, one);
        Ref.XDec(ts, span);
        Ref.XDec(ts, one);
        Ref.XDec(ts, last);
        Ref.XDec(ts, stride);
        Ref.XDec(ts, quotient);
        return result;
    }

    /// <summary>start + index * step, without looking at the length (index is an int).</summary>
    public static PyObject* ItemAt(ThreadState* ts, PyRangeObject* range, PyObject* index)
    {
        PyObject* distance = Num.Multiply(ts, index, range->step);
        if (distance == null)
            return null;
        PyObject* result = Num.Add(ts, range->start, distance);
        Ref.Dec(ts, distance);
        return result;
    }
}
