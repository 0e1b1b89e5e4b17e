// slice.indices for lengths of any size: all arithmetic is on Python ints. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class SliceIndices
{
    /// <summary>The three indices (owned) for a sequence of that length, an int that is not negative.</summary>
    public static Status Compute(ThreadState* ts, PySliceObject* slice, PyObject* length, PyObject** start, PyObject** stop, PyObject** step)
    {
        *start = *stop = *step = null;
        *step = slice->step == Py.None ? PyLong.FromInt64(ts, 1) : Evaluate(ts, slice->step);
        if (*step == null)
            return Status.Error;
        int direction = PyLong.Sign(*step);
        if (direction == 0)
        {
            Ref.Dec(ts, *step);
            return Err.ValueStatus(ts, "slice step cannot be zero");
        }
        PyObject* one = PyLong.FromInt64(ts, 1);
        PyObject* lower = direction < 0 ? PyLong.FromInt64(ts, -1) : PyLong.FromInt64(ts, 0);
        PyObject* upper = one == null ? null : direction < 0 ? Num.Subtract(ts, length, one) : Ref.New(length);
        if (lower != null && upper != null)
        {
            *start = slice->start == Py.None ? Ref.New(direction < 0 ? upper : lower) : Clip(ts, slice->start, length, lower, upper);
            if (*start != null)
                *stop = slice->stop == Py.None ? Ref.New(direction < 0 ? lower : upper) : Clip(ts, slice->stop, length, lower, upper);
        }
        Ref.XDec(ts, one);
        Ref.XDec(ts, lower);
        Ref.XDec(ts, upper);
        if (*stop != null)
            return Status.Ok;
        Ref.XDec(ts, *start);
        Ref.Dec(ts, *step);
        return Status.Error;
    }

    private static PyObject* Evaluate(ThreadState* ts, PyObject* o) => Num.HasIndex(o)
        ? Num.Index(ts, o)
        : Err.Type(ts, "slice indices must be integers or None or have an __index__ method");

    private static PyObject* Clip(ThreadState* ts, PyObject* o, PyObject* length, PyObject* lower, PyObject* upper)
    {
        PyObject* index = Evaluate(ts, o);
        if (index == null)
            return null;
        bool negative = PyLong.Sign(index) < 0;
        if (negative)
        {
            PyObject* sum = Num.Add(ts, index, length);
            Ref.Dec(ts, index);
            index = sum;
            if (index == null)
                return null;
        }
        PyObject* bound = negative ? lower : upper;
        Truth beyond = Obj.RichCompareBool(ts, index, bound, negative ? 0 : 4);
        if (beyond == Truth.False)
            return index;
        Ref.Dec(ts, index);
        return beyond == Truth.Error ? null : Ref.New(bound);
    }
}
