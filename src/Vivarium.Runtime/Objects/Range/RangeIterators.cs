// Iterators over ranges: on machine words while all numbers fit, on Python ints otherwise. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal struct _PyRangeIterObject
{
    public PyObject ob_base;
    /// <summary>The next number.</summary>
    public long start;
    public long step;
    public long len;
}

internal unsafe struct longrangeiterobject
{
    public PyObject ob_base;
    public PyObject* start;
    public PyObject* step;
    public PyObject* len;
}

internal static unsafe class RangeIteration
{
    public static PyObject* Forward(ThreadState* ts, PyRangeObject* range)
    {
        long start, stop, step;
        if (PyLong.TryGetInt64(range->start, &start) && PyLong.TryGetInt64(range->stop, &stop) && PyLong.TryGetInt64(range->step, &step)
            && FitsFast(start, stop, step))
            return New(ts, start, step, (long)PyRange.Length(start, stop, step));
        return NewLong(ts, Ref.New(range->start), Ref.New(range->step), Ref.New(range->length));
    }

    /// <summary>Neither the length nor the number behind the last one may overflow.</summary>
    private static bool FitsFast(long start, long stop, long step)
    {
        ulong length = PyRange.Length(start, stop, step);
        if (length > long.MaxValue)
            return false;
        return step > 0 ? stop <= long.MaxValue - (step - 1) : stop >= long.MinValue - (step + 1);
    }

    public static PyObject* New(ThreadState* ts, long start, long step, long length)
    {
        _PyRangeIterObject* it = (_PyRangeIterObject*)FreeList.Pop(&ts->interp->free_lists.range_iters);
        if (it != null)
            *(ulong*)it = 1;
        else
        {
            it = (_PyRangeIterObject*)ObjectAlloc.New(ts, RangeIteratorType.Type);
            if (it == null)
                return null;
        }
        it->start = start;
        it->step = step;
        it->len = length;
        return (PyObject*)it;
    }

    /// <summary>Takes over the three ints.</summary>
    public static PyObject* NewLong(ThreadState* ts, PyObject* start, PyObject* step, PyObject* length)
    {
        longrangeiterobject* it = (longrangeiterobject*)ObjectAlloc.New(ts, LongRangeIteratorType.Type);
        if (it == null)
        {
            Ref.Dec(ts, start);
            Ref.Dec(ts, step);
            Ref.Dec(ts, length);
            return null;
        }
        it->start = start;
        it->step = step;
        it->len = length;
        return (PyObject*)it;
    }

    public static PyObject* Backward(ThreadState* ts, PyRangeObject* range)
    {
        long start, stop, step;
        if (PyLong.TryGetInt64(range->start, &start) && PyLong.TryGetInt64(range->stop, &stop) && PyLong.TryGetInt64(range->step, &step)
            && step != long.MinValue)
        {
            ulong length = PyRange.Length(start, stop, step);
            // The number behind the last, start - step, has to fit too.
            bool fits = step > 0 ? start >= long.MinValue + step : start <= long.MaxValue + step;
            if (length <= long.MaxValue && fits)
                return New(ts, unchecked(start + (long)(length - 1) * step), -step, (long)length);
        }
        return BackwardLong(ts, range);
    }

    private static PyObject* BackwardLong(ThreadState* ts, PyRangeObject* range)
    {
        PyObject* one = PyLong.FromInt64(ts, 1);
        PyObject* index = one == null ? null : Num.Subtract(ts, range->length, one);
        Ref.XDec(ts, one);
        PyObject* last = index == null ? null : PyRange.ItemAt(ts, range, index);
        Ref.XDec(ts, index);
        PyObject* step = last == null ? null : Num.Negative(ts, range->step);
        if (step != null)
            return NewLong(ts, last, step, Ref.New(range->length));
        Ref.XDec(ts, last);
        return null;
    }

    /// <summary>(iter, (range(start, start + len * step, step),), None): what is left, as a range. Takes over start and step, which may be null after an error.</summary>
    public static PyObject* Reduce(ThreadState* ts, PyObject* start, PyObject* step, PyObject* length)
    {
        PyObject* range = null;
        if (start != null && step != null && length != null)
        {
            PyObject* span = Num.Multiply(ts, length, step);
            PyObject* stop = span == null ? null : Num.Add(ts, start, span);
            Ref.XDec(ts, span);
            if (stop != null)
            {
                range = PyRange.MakeSteal(ts, start, stop, step);
                start = step = null;
            }
        }
        Ref.XDec(ts, start);
        Ref.XDec(ts, step);
        PyObject* args = range == null ? null : PyTuple.Pack(ts, range);
        Ref.XDec(ts, range);
        PyObject* iter = args == null ? null : ReduceHelp.Builtin(ts, Id.iter);
        PyObject* result = iter == null ? null : PyTuple.Pack(ts, iter, args, Py.None);
        Ref.XDec(ts, iter);
        Ref.XDec(ts, args);
        return result;
    }
}

[PyType("range_iterator", Layout = typeof(_PyRangeIterObject), Flags = TypeFlags.DisallowInstantiation)]
internal static unsafe partial class RangeIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, _PyRangeIterObject* self)
    {
        if (!FreeList.Push(&ts->interp->free_lists.range_iters, self, FreeLists.RangeItersMax))
            ObjectAlloc.Free(ts, self);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, _PyRangeIterObject* self)
    {
        if (self->len <= 0)
            return null;
        long result = self->start;
        self->start = unchecked(result + self->step);
        self->len--;
        return PyLong.FromInt64(ts, result);
    }

    [PyMethod("($self, /)", Doc = "How many numbers are still to come.")]
    private static long __length_hint__(ThreadState* ts, _PyRangeIterObject* self) => self->len;

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, _PyRangeIterObject* self)
    {
        PyObject* length = PyLong.FromInt64(ts, self->len);
        PyObject* result = RangeIteration.Reduce(ts, PyLong.FromInt64(ts, self->start), PyLong.FromInt64(ts, self->step), length);
        Ref.XDec(ts, length);
        return result;
    }

    [PyMethod("($self, object, /)", Doc = "Sets state for unpickling.")]
    private static Status __setstate__(ThreadState* ts, _PyRangeIterObject* self, PyObject* @object)
    {
        long index = PyLong.AsInt64(ts, @object);
        if (index == -1 && Err.Occurred(ts))
            return Status.Error;
        index = Math.Min(Math.Max(index, 0), self->len);
        self->start = unchecked(self->start + index * self->step);
        self->len -= index;
        return Status.Ok;
    }
}

[PyType("longrange_iterator", Layout = typeof(longrangeiterobject), Flags = TypeFlags.DisallowInstantiation)]
internal static unsafe partial class LongRangeIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, longrangeiterobject* self)
    {
        Ref.Dec(ts, self->start);
        Ref.Dec(ts, self->step);
        Ref.Dec(ts, self->len);
        ObjectAlloc.Free(ts, self);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, longrangeiterobject* self)
    {
        if (PyLong.Sign(self->len) <= 0)
            return null;
        PyObject* one = PyLong.SmallInt(1);
        PyObject* next = Num.Add(ts, self->start, self->step);
        PyObject* left = next == null ? null : Num.Subtract(ts, self->len, one);
        if (left == null)
        {
            Ref.XDec(ts, next);
            return null;
        }
        PyObject* result = self->start;
        self->start = next;
        Ref.SetSteal(ts, &self->len, left);
        return result;
    }

    [PyMethod("($self, /)", Doc = "How many numbers are still to come.")]
    private static PyObject* __length_hint__(ThreadState* ts, longrangeiterobject* self) => Ref.New(self->len);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, longrangeiterobject* self) =>
        RangeIteration.Reduce(ts, Ref.New(self->start), Ref.New(self->step), self->len);

    [PyMethod("($self, object, /)", Doc = "Sets state for unpickling.")]
    private static Status __setstate__(ThreadState* ts, longrangeiterobject* self, PyObject* @object)
    {
        if (!PyLong.CheckExact(@object))
            return Err.TypeStatus(ts, $"state must be an int, not {PyType.NameOf(@object)}");
        PyObject* index = PyLong.Sign(@object) < 0 ? PyLong.SmallInt(0) : @object;
        Truth beyond = Obj.RichCompareBool(ts, index, self->len, 4);
        if (beyond == Truth.Error)
            return Status.Error;
        if (beyond == Truth.True)
            index = self->len;
        PyObject* distance = Num.Multiply(ts, index, self->step);
        PyObject* start = distance == null ? null : Num.Add(ts, self->start, distance);
        PyObject* left = start == null ? null : Num.Subtract(ts, self->len, index);
        Ref.XDec(ts, distance);
        if (left == null)
        {
            Ref.XDec(ts, start);
            return Status.Error;
        }
        Ref.SetSteal(ts, &self->start, start);
        Ref.SetSteal(ts, &self->len, left);
        return Status.Ok;
    }
}
