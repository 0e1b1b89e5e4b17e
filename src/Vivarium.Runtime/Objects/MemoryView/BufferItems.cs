// Where an item of a view lies: strides from dimension to dimension, and pointers to follow where there are suboffsets. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class BufferItems
{
    /// <summary>One step along a dimension; negative indices count from the end. Null with IndexError.</summary>
    private static byte* Step(ThreadState* ts, Py_buffer* view, byte* at, int dimension, nint index)
    {
        nint size = view->shape[dimension];
        if (index < 0)
            index += size;
        if (index < 0 || index >= size)
        {
            Err.Index(ts, $"index out of bounds on dimension {dimension + 1}");
            return null;
        }
        return Follow(view->suboffsets, dimension, at + (view->strides[dimension] * index));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte* Follow(nint* suboffsets, int dimension, byte* at) =>
        suboffsets != null && suboffsets[dimension] >= 0 ? *(byte**)at + suboffsets[dimension] : at;

    /// <summary>The item of a view of one dimension.</summary>
    public static byte* AtIndex(ThreadState* ts, Py_buffer* view, nint index) => Step(ts, view, (byte*)view->buf, 0, index);

    /// <summary>The item at a tuple of as many indices as there are dimensions.</summary>
    public static byte* AtIndices(ThreadState* ts, PyMemoryViewObject* self, PyObject* indices)
    {
        nint count = PyTuple.Size(indices);
        if (count > self->view.ndim)
        {
            Err.Type(ts, $"cannot index {self->view.ndim}-dimension view with {count}-element tuple");
            return null;
        }
        byte* at = (byte*)self->view.buf;
        for (int i = 0; i < count; i++)
        {
            nint index = Num.AsSsize(ts, PyTuple.GetBorrowed(indices, i), Exc.IndexError);
            if (index == -1 && Err.Occurred(ts))
                return null;
            // __index__ may have released the view.
            if (!PyMemoryView.CheckLive(ts, self))
                return null;
            at = Step(ts, &self->view, at, i, index);
            if (at == null)
                return null;
        }
        return at;
    }

    /// <summary>Narrows the first dimension of a view, whose arrays are its own, to a slice.</summary>
    public static void Narrow(Py_buffer* view, nint start, nint step, nint length)
    {
        view->buf = (byte*)view->buf + (view->strides[0] * start);
        view->shape[0] = length;
        view->strides[0] *= step;
    }
}
