// memoryview.cast: the same memory with another native format, or another shape. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class MemoryViewType
{
    [PyMethod("($self, /, format, shape=<unrepresentable>)", Doc = "A view of the same memory with items of another format or in another shape.")]
    private static PyObject* cast(ThreadState* ts, PyMemoryViewObject* self, PyASCIIObject* format, PyObject* shape = null)
    {
        if (!PyMemoryView.CheckUsable(ts, self))
            return null;
        if (!PyMemoryView.IsCContiguous(self))
            return Err.Type(ts, "memoryview: casts are restricted to C-contiguous views");
        if ((shape != null || self->view.ndim != 1) && HasZero(&self->view))
            return Err.Type(ts, "memoryview: cannot cast view with zeros in shape or strides");
        int ndim = 1;
        if (shape != null)
        {
            if (!PyList.Check(shape) && !PyTuple.Check(shape))
                return Err.Type(ts, "shape must be a list or a tuple");
            nint count = ((PyVarObject*)shape)->ob_size;
            if (count > PyBuffer.MaxDimensions)
                return Err.Value(ts, "memoryview: number of dimensions must not exceed 64");
            ndim = (int)count;
            if (self->view.ndim != 1 && ndim != 1)
                return Err.Type(ts, "memoryview: cast must be 1D -> ND or ND -> 1D");
        }
        PyMemoryViewObject* result = PyMemoryView.AddIncomplete(ts, self->mbuf, &self->view, ndim == 0 ? 1 : ndim);
        if (result == null)
            return null;
        if (CastItems(ts, result, (PyObject*)format) == Status.Ok && (shape == null || CastShape(ts, result, shape, ndim) == Status.Ok))
            return (PyObject*)result;
        Ref.Dec(ts, result);
        return null;
    }

    private static bool HasZero(Py_buffer* view)
    {
        for (int i = 0; i < view->ndim; i++)
        {
            if (view->shape[i] == 0)
                return true;
        }
        return false;
    }

    /// <summary>One dimension of items of the format.</summary>
    private static Status CastItems(ThreadState* ts, PyMemoryViewObject* result, PyObject* format)
    {
        Py_buffer* view = &result->view;
        // What is not ASCII is an encoding error.
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.AsEncodedString(ts, format, "ascii", null));
        if (text.IsNull)
            return Status.Error;
        byte* given = PyBytes.Data(text.Pointer);
        char to = BufferFormat.Native(given);
        if (to == '\0')
            return Err.ValueStatus(ts, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
        if (!BufferFormat.IsByte(BufferFormat.Native(view->format)) && !BufferFormat.IsByte(to))
            return Err.TypeStatus(ts, "memoryview: cannot cast between two non-byte formats");
        nint itemSize = BufferFormat.Size(to);
        if (view->len % itemSize != 0)
            return Err.TypeStatus(ts, "memoryview: length is not a multiple of itemsize");
        view->format = BufferFormat.Lasting(to, *given == '@');
        view->itemsize = itemSize;
        view->ndim = 1;
        view->shape[0] = view->len / itemSize;
        view->strides[0] = itemSize;
        view->suboffsets = null;
        PyMemoryView.SetFlags(result);
        return Status.Ok;
    }

    private static Status CastShape(ThreadState* ts, PyMemoryViewObject* result, PyObject* shape, int ndim)
    {
        Py_buffer* view = &result->view;
        nint length = view->itemsize;
        view->ndim = ndim;
        if (ndim == 0)
        {
            view->shape = null;
            view->strides = null;
        }
        else
        {
            length = CopyShape(ts, view->shape, shape, ndim, view->itemsize);
            if (length < 0)
                return Status.Error;
            PyBuffer.FillContiguousStrides(ndim, view->shape, view->strides, view->itemsize, 'C');
        }
        if (view->len != length)
            return Err.TypeStatus(ts, "memoryview: product(shape) * itemsize != buffer size");
        PyMemoryView.SetFlags(result);
        return Status.Ok;
    }

    /// <summary>Fills the shape from ints; the number of bytes, or -1.</summary>
    private static nint CopyShape(ThreadState* ts, nint* to, PyObject* shape, int ndim, nint itemSize)
    {
        Int128 length = itemSize;
        for (int i = 0; i < ndim; i++)
        {
            PyObject* size = PyList.Check(shape) ? PyList.GetBorrowed(shape, i) : PyTuple.GetBorrowed(shape, i);
            if (!PyLong.Check(size))
            {
                Err.Type(ts, "memoryview.cast(): elements of shape must be integers");
                return -1;
            }
            nint x = PyLong.AsNInt(ts, size);
            if (x == -1 && Err.Occurred(ts))
                return -1;
            if (x <= 0)
            {
                Err.Value(ts, "memoryview.cast(): elements of shape must be integers > 0");
                return -1;
            }
            length *= x;
            if (length > nint.MaxValue)
            {
                Err.Value(ts, "memoryview.cast(): product(shape) > SSIZE_MAX");
                return -1;
            }
            to[i] = x;
        }
        return (nint)length;
    }
}
