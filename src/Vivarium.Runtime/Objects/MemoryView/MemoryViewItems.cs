// Items and slices of a memoryview: reading, writing, length. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class MemoryViewType
{
    private static PyObject* NotImplemented(ThreadState* ts, string what) => Err.SetString(ts, Exc.NotImplementedError, what);

    private static Status NotImplementedStatus(ThreadState* ts, string what)
    {
        NotImplemented(ts, what);
        return Status.Error;
    }

    private static bool IsTupleOfIndices(PyObject* key)
    {
        if (!PyTuple.Check(key))
            return false;
        for (nint i = 0; i < PyTuple.Size(key); i++)
        {
            if (!Num.HasIndex(PyTuple.GetBorrowed(key, i)))
                return false;
        }
        return true;
    }

    private static bool IsTupleOfSlices(PyObject* key)
    {
        if (!PyTuple.Check(key) || PyTuple.Size(key) == 0)
            return false;
        for (nint i = 0; i < PyTuple.Size(key); i++)
        {
            if (!PySlice.Check(PyTuple.GetBorrowed(key, i)))
                return false;
        }
        return true;
    }

    private static bool IsEmptyTuple(PyObject* key) => PyTuple.Check(key) && PyTuple.Size(key) == 0;

    [Slot]
    private static nint mp_length(ThreadState* ts, PyMemoryViewObject* self)
    {
        if (!PyMemoryView.CheckLive(ts, self))
            return -1;
        if (self->view.ndim != 0)
            return self->view.shape[0];
        Err.Type(ts, "0-dim memory has no length");
        return -1;
    }

    [Slot]
    private static nint sq_length(ThreadState* ts, PyMemoryViewObject* self) => mp_length(ts, self);

    // ---- Reading --------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static PyObject* sq_item(ThreadState* ts, PyMemoryViewObject* self, nint index)
    {
        if (!PyMemoryView.CheckLive(ts, self))
            return null;
        byte* format = BufferFormat.Supported(ts, &self->view);
        if (format == null)
            return null;
        if (self->view.ndim == 0)
            return Err.Type(ts, "invalid indexing of 0-dim memory");
        if (self->view.ndim > 1)
            return NotImplemented(ts, "multi-dimensional sub-views are not implemented");
        byte* item = BufferItems.AtIndex(ts, &self->view, index);
        return item == null ? null : BufferFormat.Unpack(ts, item, format);
    }

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyMemoryViewObject* self, PyObject* key)
    {
        if (!PyMemoryView.CheckLive(ts, self))
            return null;
        if (self->view.ndim == 0)
            return Scalar(ts, self, key);
        if (Num.HasIndex(key))
        {
            nint index = Num.AsSsize(ts, key, Exc.IndexError);
            return index == -1 && Err.Occurred(ts) ? null : sq_item(ts, self, index);
        }
        if (PySlice.Check(key))
            return Slice(ts, self, key);
        if (IsTupleOfIndices(key))
            return ItemOfTuple(ts, self, key);
        return IsTupleOfSlices(key) ? NotImplemented(ts, "multi-dimensional slicing is not implemented") : Err.Type(ts, "memoryview: invalid slice key");
    }

    private static PyObject* Scalar(ThreadState* ts, PyMemoryViewObject* self, PyObject* key)
    {
        if (key == Py.Ellipsis)
            return Ref.New(self);
        if (!IsEmptyTuple(key))
            return Err.Type(ts, "invalid indexing of 0-dim memory");
        byte* format = BufferFormat.Supported(ts, &self->view);
        return format == null ? null : BufferFormat.Unpack(ts, (byte*)self->view.buf, format);
    }

    private static PyObject* ItemOfTuple(ThreadState* ts, PyMemoryViewObject* self, PyObject* key)
    {
        byte* format = BufferFormat.Supported(ts, &self->view);
        if (format == null)
            return null;
        if (PyTuple.Size(key) < self->view.ndim)
            return NotImplemented(ts, "sub-views are not implemented");
        byte* item = BufferItems.AtIndices(ts, self, key);
        return item == null ? null : BufferFormat.Unpack(ts, item, format);
    }

    private static PyObject* Slice(ThreadState* ts, PyMemoryViewObject* self, PyObject* key)
    {
        if (!PyMemoryView.CheckUsable(ts, self))
            return null;
        // Registered before the slice's indices run code: that may release this view, and the memory stays.
        PyMemoryViewObject* sliced = (PyMemoryViewObject*)PyMemoryView.AddView(ts, self->mbuf, &self->view);
        if (sliced == null)
            return null;
        nint start;
        nint stop;
        nint step;
        if (PySlice.Unpack(ts, key, &start, &stop, &step) != Status.Ok)
        {
            Ref.Dec(ts, sliced);
            return null;
        }
        nint length = PySlice.AdjustIndices(sliced->view.shape[0], &start, &stop, step);
        BufferItems.Narrow(&sliced->view, start, step, length);
        PyMemoryView.SetLength(&sliced->view);
        PyMemoryView.SetFlags(sliced);
        return (PyObject*)sliced;
    }

    // ---- Writing --------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static Status mp_ass_subscript(ThreadState* ts, PyMemoryViewObject* self, PyObject* key, PyObject* value)
    {
        if (!PyMemoryView.CheckLive(ts, self))
            return Status.Error;
        Py_buffer* view = &self->view;
        byte* format = BufferFormat.Supported(ts, view);
        if (format == null)
            return Status.Error;
        if (view->@readonly != 0)
            return Err.TypeStatus(ts, "cannot modify read-only memory");
        if (value == null)
            return Err.TypeStatus(ts, "cannot delete memory");
        if (view->ndim == 0)
        {
            return key == Py.Ellipsis || IsEmptyTuple(key)
                ? BufferFormat.Pack(ts, self, (byte*)view->buf, value, format)
                : Err.TypeStatus(ts, "invalid indexing of 0-dim memory");
        }
        if (Num.HasIndex(key))
            return SetItem(ts, self, key, value, format);
        if (PySlice.Check(key) && view->ndim == 1)
            return SetSlice(ts, self, key, value);
        if (IsTupleOfIndices(key))
        {
            if (PyTuple.Size(key) < view->ndim)
                return NotImplementedStatus(ts, "sub-views are not implemented");
            byte* item = BufferItems.AtIndices(ts, self, key);
            return item == null ? Status.Error : BufferFormat.Pack(ts, self, item, value, format);
        }
        if (PySlice.Check(key) || IsTupleOfSlices(key))
            return NotImplementedStatus(ts, "memoryview slice assignments are currently restricted to ndim = 1");
        return Err.TypeStatus(ts, "memoryview: invalid slice key");
    }

    private static Status SetItem(ThreadState* ts, PyMemoryViewObject* self, PyObject* key, PyObject* value, byte* format)
    {
        if (self->view.ndim > 1)
            return NotImplementedStatus(ts, "sub-views are not implemented");
        nint index = Num.AsSsize(ts, key, Exc.IndexError);
        if (index == -1 && Err.Occurred(ts))
            return Status.Error;
        byte* item = BufferItems.AtIndex(ts, &self->view, index);
        return item == null ? Status.Error : BufferFormat.Pack(ts, self, item, value, format);
    }

    private static Status SetSlice(ThreadState* ts, PyMemoryViewObject* self, PyObject* key, PyObject* value)
    {
        Py_buffer from;
        if (PyBuffer.Get(ts, value, &from, BufferFlags.FullReadOnly) != Status.Ok)
            return Status.Error;
        Status status = SetSliceFrom(ts, self, key, &from);
        PyBuffer.Release(ts, &from);
        return status;
    }

    private static Status SetSliceFrom(ThreadState* ts, PyMemoryViewObject* self, PyObject* key, Py_buffer* from)
    {
        nint start;
        nint stop;
        nint step;
        if (PySlice.Unpack(ts, key, &start, &stop, &step) != Status.Ok || !PyMemoryView.CheckLive(ts, self))
            return Status.Error;
        nint* arrays = stackalloc nint[3];
        Py_buffer to = self->view;
        to.shape = arrays;
        to.strides = arrays + 1;
        arrays[0] = self->view.shape[0];
        arrays[1] = self->view.strides[0];
        if (to.suboffsets != null)
        {
            arrays[2] = to.suboffsets[0];
            to.suboffsets = arrays + 2;
        }
        nint length = PySlice.AdjustIndices(to.shape[0], &start, &stop, step);
        BufferItems.Narrow(&to, start, step, length);
        PyMemoryView.SetLength(&to);
        return BufferCopy.Copy1(ts, &to, from);
    }
}
