// list[index] and list[slice]: reading, assigning, deleting. See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ListType
{
    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyObject* self, PyObject* key)
    {
        if (Num.HasIndex(key))
        {
            nint index = Num.AsSsize(ts, key, Exc.IndexError);
            if (index == -1 && Err.Occurred(ts))
                return null;
            return sq_item(ts, self, index < 0 ? index + PyList.Size(self) : index);
        }
        if (!PySlice.Check(key))
            return Err.Type(ts, $"list indices must be integers or slices, not {PyType.NameOf(key)}");
        nint start, stop, step;
        if (PySlice.Unpack(ts, key, &start, &stop, &step) == Status.Error)
            return null;
        nint count = PySlice.AdjustIndices(PyList.Size(self), &start, &stop, step);
        if (count <= 0)
            return PyList.New(ts, 0);
        if (step == 1)
            return PyList.FromArray(ts, PyList.Items(self) + start, count);
        PyObject* result = PyList.New(ts, count);
        if (result == null)
            return null;
        PyObject** from = PyList.Items(self);
        PyObject** to = PyList.Items(result);
        for (nint i = 0, at = start; i < count; i++, at += step)
            to[i] = Ref.New(from[at]);
        return result;
    }

    [PyMethod("($self, index, /)", Coexist = true, Doc = "Return self[index].")]
    private static PyObject* __getitem__(ThreadState* ts, PyObject* self, PyObject* index) => mp_subscript(ts, self, index);

    [Slot]
    private static Status mp_ass_subscript(ThreadState* ts, PyObject* self, PyObject* key, PyObject* value)
    {
        if (Num.HasIndex(key))
        {
            nint index = Num.AsSsize(ts, key, Exc.IndexError);
            if (index == -1 && Err.Occurred(ts))
                return Status.Error;
            return sq_ass_item(ts, self, index < 0 ? index + PyList.Size(self) : index, value);
        }
        if (!PySlice.Check(key))
            return Err.TypeStatus(ts, $"list indices must be integers or slices, not {PyType.NameOf(key)}");
        nint start, stop, step;
        if (PySlice.Unpack(ts, key, &start, &stop, &step) == Status.Error)
            return Status.Error;
        if (step == 1)
        {
            PySlice.AdjustIndices(PyList.Size(self), &start, &stop, step);
            return PyList.SetSlice(ts, self, start, stop, value);
        }
        return value == null ? DeleteExtended(ts, self, start, stop, step) : AssignExtended(ts, self, key, value, start, stop, step);
    }

    private static Status DeleteExtended(ThreadState* ts, PyObject* self, nint start, nint stop, nint step)
    {
        nint size = PyList.Size(self);
        nint count = PySlice.AdjustIndices(size, &start, &stop, step);
        if (count <= 0)
            return Status.Ok;
        if (step < 0)
        {
            start += step * (count - 1);
            step = -step;
        }
        PyObject** garbage = ItemArrays.Alloc(ts, count);
        if (garbage == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        PyObject** items = PyList.Items(self);
        nint to = start;
        nint next = start;
        nint taken = 0;
        for (nint from = start; from < size; from++)
        {
            if (taken < count && from == next)
            {
                garbage[taken++] = items[from];
                next += step;
            }
            else
                items[to++] = items[from];
        }
        ((PyVarObject*)self)->ob_size = size - count;
        Status status = PyList.Resize(ts, (PyListObject*)self, size - count);
        for (nint i = 0; i < count; i++)
            Ref.Dec(ts, garbage[i]);
        MemDomain.Free(ts->interp->heap, garbage);
        return status;
    }

    private static Status AssignExtended(ThreadState* ts, PyObject* self, PyObject* key, PyObject* value, nint start, nint stop, nint step)
    {
        PyObject* source = self == value
            ? PyList.GetSlice(ts, value, 0, PyList.Size(value))
            : Obj.SequenceFast(ts, value, "must assign iterable to extended slice");
        if (source == null)
            return Status.Error;
        // Making the source may have run Python code that changed the list.
        nint count = PySlice.AdjustIndices(PyList.Size(self), &start, &stop, step);
        // A slice that ends before it starts stands for the place before its start.
        nint given = PyList.Size(source);
        Status status = Status.Ok;
        if (given != count)
            status = Err.ValueStatus(ts, $"attempt to assign sequence of size {given} to extended slice of size {count}");
        else if (count > 0)
            status = Exchange(ts, self, source, start, step, count);
        Ref.Dec(ts, source);
        return status;
    }

    private static Status Exchange(ThreadState* ts, PyObject* self, PyObject* source, nint start, nint step, nint count)
    {
        PyObject** garbage = ItemArrays.Alloc(ts, count);
        if (garbage == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        PyObject** items = PyList.Items(self);
        PyObject** from = PyTuple.Check(source) ? PyTuple.Items(source) : PyList.Items(source);
        for (nint i = 0, at = start; i < count; i++, at += step)
        {
            garbage[i] = items[at];
            items[at] = Ref.New(from[i]);
        }
        for (nint i = 0; i < count; i++)
            Ref.Dec(ts, garbage[i]);
        MemDomain.Free(ts->interp->heap, garbage);
        return Status.Ok;
    }
}
