// The sequence protocol.
namespace Vivarium.Runtime.Abstract;

internal static unsafe class Seq
{
    public static bool Check(PyObject* o) => !PyDict.Check(o) && TypeSlots.Of(o)->sq_item != null;

    public static nint Size(ThreadState* ts, PyObject* o)
    {
        TypeSlots* slots = TypeSlots.Of(o);
        if (slots->sq_length != null)
            return slots->sq_length(ts, o);
        Err.Type(ts, slots->mp_length != null ? $"{PyType.NameOf(o)} is not a sequence" : $"object of type '{PyType.NameOf(o)}' has no len()");
        return -1;
    }

    public static PyObject* Concat(ThreadState* ts, PyObject* a, PyObject* b)
    {
        binaryfunc concat = TypeSlots.Of(a)->sq_concat;
        if (concat != null)
            return concat(ts, a, b);
        return Check(a) && Check(b) ? Num.Add(ts, a, b) : Err.Type(ts, $"'{PyType.NameOf(a)}' object can't be concatenated");
    }

    public static PyObject* InPlaceConcat(ThreadState* ts, PyObject* a, PyObject* b)
    {
        binaryfunc concat = TypeSlots.Of(a)->sq_inplace_concat;
        if (concat == null)
            concat = TypeSlots.Of(a)->sq_concat;
        if (concat != null)
            return concat(ts, a, b);
        return Check(a) && Check(b) ? Num.InPlaceAdd(ts, a, b) : Err.Type(ts, $"'{PyType.NameOf(a)}' object can't be concatenated");
    }

    public static PyObject* Repeat(ThreadState* ts, PyObject* o, nint count)
    {
        ssizeargfunc repeat = TypeSlots.Of(o)->sq_repeat;
        return repeat != null ? repeat(ts, o, count) : Err.Type(ts, $"'{PyType.NameOf(o)}' object can't be repeated");
    }

    public static PyObject* InPlaceRepeat(ThreadState* ts, PyObject* o, nint count)
    {
        ssizeargfunc repeat = TypeSlots.Of(o)->sq_inplace_repeat;
        return repeat != null ? repeat(ts, o, count) : Repeat(ts, o, count);
    }

    /// <summary>Adds the length to a negative index; false on error.</summary>
    private static bool Normalize(ThreadState* ts, PyObject* o, TypeSlots* slots, ref nint index)
    {
        if (index < 0 && slots->sq_length != null)
        {
            nint length = slots->sq_length(ts, o);
            if (length < 0)
                return false;
            index += length;
        }
        return true;
    }

    public static PyObject* GetItem(ThreadState* ts, PyObject* o, nint index)
    {
        TypeSlots* slots = TypeSlots.Of(o);
        if (slots->sq_item != null)
            return Normalize(ts, o, slots, ref index) ? slots->sq_item(ts, o, index) : null;
        return slots->mp_subscript != null
            ? Err.Type(ts, $"{PyType.NameOf(o)} is not a sequence")
            : Err.Type(ts, $"'{PyType.NameOf(o)}' object does not support indexing");
    }

    public static Status SetItem(ThreadState* ts, PyObject* o, nint index, PyObject* value)
    {
        TypeSlots* slots = TypeSlots.Of(o);
        if (slots->sq_ass_item != null)
            return Normalize(ts, o, slots, ref index) ? slots->sq_ass_item(ts, o, index, value) : Status.Error;
        return Err.TypeStatus(ts, $"'{PyType.NameOf(o)}' object {(value == null ? "doesn't support item deletion" : "does not support item assignment")}");
    }

    public static Status DelItem(ThreadState* ts, PyObject* o, nint index) => SetItem(ts, o, index, null);

    public static PyObject* GetSlice(ThreadState* ts, PyObject* o, nint low, nint high)
    {
        binaryfunc subscript = TypeSlots.Of(o)->mp_subscript;
        if (subscript == null)
            return Err.Type(ts, $"'{PyType.NameOf(o)}' object is unsliceable");
        using Owned<PyObject> start = Own.Of(ts, PyLong.FromNInt(ts, low));
        using Owned<PyObject> stop = Own.Of(ts, PyLong.FromNInt(ts, high));
        if (start.IsNull || stop.IsNull)
            return null;
        using Owned<PyObject> slice = Own.Of(ts, PySlice.New(ts, start.Pointer, stop.Pointer, null));
        return slice.IsNull ? null : subscript(ts, o, slice.Pointer);
    }

    private enum Search
    {
        Count,
        Index,
    }

    private static nint IterSearch(ThreadState* ts, PyObject* o, PyObject* value, Search search)
    {
        PyObject* iterator = Obj.GetIter(ts, o);
        if (iterator == null)
        {
            if (Err.ClearIf(ts, Exc.TypeError))
                Err.Type(ts, $"argument of type '{PyType.NameOf(o)}' is not iterable");
            return -1;
        }
        nint n = 0;
        nint result = -1;
        PyObject* item;
        while ((item = Obj.IterNext(ts, iterator)) != null)
        {
            Truth equal = Obj.RichCompareBool(ts, item, value, CompareOp.EQ);
            Ref.Dec(ts, item);
            if (equal == Truth.Error)
                break;
            if (search == Search.Index)
            {
                if (equal == Truth.True)
                {
                    result = n;
                    break;
                }
                n++;
            }
            else if (equal == Truth.True)
            {
                n++;
            }
        }
        Ref.Dec(ts, iterator);
        if (Err.Occurred(ts))
            return -1;
        if (search == Search.Count)
            return n;
        if (result < 0)
            Err.Value(ts, "sequence.index(x): x not in sequence");
        return result;
    }

    public static nint Count(ThreadState* ts, PyObject* o, PyObject* value) => IterSearch(ts, o, value, Search.Count);

    public static nint IndexOf(ThreadState* ts, PyObject* o, PyObject* value) => IterSearch(ts, o, value, Search.Index);
}
