// array[index] and array[slice]: reading, assigning, deleting. See docs/internals/array.md.
namespace Vivarium.Stdlib.Arrays;

internal static unsafe partial class ArrayType
{
    [Slot]
    private static PyObject* sq_item(ThreadState* ts, arrayobject* self, nint index) =>
        (nuint)index < (nuint)PyArray.Size(self) ? PyArray.Item(ts, self, index) : Err.Index(ts, "array index out of range");

    [Slot]
    private static Status sq_ass_item(ThreadState* ts, arrayobject* self, nint index, PyObject* value)
    {
        if ((nuint)index >= (nuint)PyArray.Size(self))
        {
            Err.Index(ts, "array assignment index out of range");
            return Status.Error;
        }
        return value == null ? PyArray.Delete(ts, self, index, index + 1) : PyArray.SetItem(ts, self, index, value);
    }

    [Slot]
    private static nint mp_length(ThreadState* ts, arrayobject* self) => PyArray.Size(self);

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, arrayobject* self, PyObject* key)
    {
        if (Num.HasIndex(key))
        {
            nint index = Num.AsSsize(ts, key, Exc.IndexError);
            if (index == -1 && Err.Occurred(ts))
                return null;
            return sq_item(ts, self, index < 0 ? index + PyArray.Size(self) : index);
        }
        if (!PySlice.Check(key))
            return Err.Type(ts, "array indices must be integers");
        nint start, stop, step;
        if (PySlice.Unpack(ts, key, &start, &stop, &step) != Status.Ok)
            return null;
        nint count = PySlice.AdjustIndices(PyArray.Size(self), &start, &stop, step);
        if (step == 1 && count > 0)
            return PyArray.Slice(ts, self, start, start + count);
        arrayobject* result = PyArray.New(ts, Type, Math.Max(count, 0), self->ob_descr);
        nint itemSize = self->ob_descr->itemsize;
        for (nint i = 0; result != null && i < count; i++, start += step)
            PyArray.Copy(PyArray.At(self, start), result->ob_item + i * itemSize, itemSize);
        return (PyObject*)result;
    }

    [Slot]
    private static Status mp_ass_subscript(ThreadState* ts, arrayobject* self, PyObject* key, PyObject* value)
    {
        if (Num.HasIndex(key))
        {
            nint index = Num.AsSsize(ts, key, Exc.IndexError);
            if (index == -1 && Err.Occurred(ts))
                return Status.Error;
            return sq_ass_item(ts, self, index < 0 ? index + PyArray.Size(self) : index, value);
        }
        if (!PySlice.Check(key))
            return Err.TypeStatus(ts, "array indices must be integers");
        nint start, stop, step;
        if (PySlice.Unpack(ts, key, &start, &stop, &step) != Status.Ok)
            return Status.Error;
        nint count = PySlice.AdjustIndices(PyArray.Size(self), &start, &stop, step);
        if (value == null)
            return ReplaceSlice(ts, self, start, stop, step, count, null);
        if (!PyArray.Check(value))
            return Err.TypeStatus(ts, $"can only assign array (not \"{PyType.NameOf(value)}\") to array slice");
        arrayobject* items = (arrayobject*)value;
        if (items->ob_descr != self->ob_descr)
            return Err.TypeStatus(ts, "bad argument type for built-in operation");
        using Owned<PyObject> copy = Own.Of(ts, items == self ? PyArray.Slice(ts, self, 0, PyArray.Size(self)) : Ref.New(value));
        return copy.IsNull ? Status.Error : ReplaceSlice(ts, self, start, stop, step, count, (arrayobject*)copy.Pointer);
    }

    /// <summary>Null deletes.</summary>
    private static Status ReplaceSlice(ThreadState* ts, arrayobject* self, nint start, nint stop, nint step, nint count, arrayobject* items)
    {
        nint needed = items == null ? 0 : PyArray.Size(items);
        nint itemSize = self->ob_descr->itemsize;
        if ((step > 0 && stop < start) || (step < 0 && stop > start))
            stop = start;
        // A buffer that someone holds must neither move nor lose items.
        if ((needed == 0 || step == 1) && self->ob_exports > 0 && needed != count)
            return PyArray.Resize(ts, self, PyArray.Size(self) + needed - count);
        if (step == 1)
        {
            nint tail = PyArray.Size(self) - stop;
            nint change = needed - count;
            if (change < 0)
                PyArray.Copy(PyArray.At(self, stop), PyArray.At(self, stop + change), tail * itemSize);
            if (change != 0 && PyArray.Resize(ts, self, PyArray.Size(self) + change) != Status.Ok)
                return Status.Error;
            if (change > 0)
                PyArray.Copy(PyArray.At(self, stop), PyArray.At(self, stop + change), tail * itemSize);
            if (needed > 0)
                PyArray.Copy(items->ob_item, PyArray.At(self, start), needed * itemSize);
            return Status.Ok;
        }
        if (needed == 0)
            return DeleteSteps(ts, self, start, step, count);
        if (needed != count)
            return Err.ValueStatus(ts, $"attempt to assign array of size {needed} to extended slice of size {count}");
        for (nint i = 0; i < count; i++, start += step)
            PyArray.Copy(PyArray.At(items, i), PyArray.At(self, start), itemSize);
        return Status.Ok;
    }

    private static Status DeleteSteps(ThreadState* ts, arrayobject* self, nint start, nint step, nint count)
    {
        if (count <= 0)
            return Status.Ok;
        if (step < 0)
        {
            start += step * (count - 1);
            step = -step;
        }
        nint size = PyArray.Size(self);
        nint itemSize = self->ob_descr->itemsize;
        nint to = start;
        for (nint i = 0; i < count; i++)
        {
            nint from = start + i * step + 1;
            nint run = (i + 1 < count ? from + step - 1 : size) - from;
            PyArray.Copy(PyArray.At(self, from), PyArray.At(self, to), run * itemSize);
            to += run;
        }
        return PyArray.Resize(ts, self, size - count);
    }
}
