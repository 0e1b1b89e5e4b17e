// Copying between views of the same shape, and into contiguous memory. See docs/internals/buffers.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe class BufferCopy
{
    /// <summary>Where the items of one side lie.</summary>
    private struct Side
    {
        public byte* Start;
        public nint* Strides;
        public nint* Suboffsets;

        public readonly Side Below(byte* at) => new() { Start = at, Strides = Strides + 1, Suboffsets = Suboffsets == null ? null : Suboffsets + 1 };

        public readonly byte* At(nint index) => BufferItems.Follow(Suboffsets, 0, Start + (Strides[0] * index));

        public readonly bool IsDense(nint itemSize) => Strides[0] == itemSize && (Suboffsets == null || Suboffsets[0] < 0);
    }

    private static void CopyItems(int ndim, nint* shape, nint itemSize, Side to, Side from)
    {
        if (ndim == 1)
        {
            if (to.IsDense(itemSize) && from.IsDense(itemSize))
            {
                Buffer.MemoryCopy(from.Start, to.Start, shape[0] * itemSize, shape[0] * itemSize);
                return;
            }
            for (nint i = 0; i < shape[0]; i++)
                Buffer.MemoryCopy(from.At(i), to.At(i), itemSize, itemSize);
            return;
        }
        for (nint i = 0; i < shape[0]; i++)
            CopyItems(ndim - 1, shape + 1, itemSize, to.Below(to.At(i)), from.Below(from.At(i)));
    }

    // ---- Into contiguous memory -----------------------------------------------------------------------------------------------------------

    /// <summary>All items in C order, Fortran order, or as they lie ('A') when they lie together. The view's arrays must be there (as those of a memoryview are).</summary>
    public static void ToContiguous(byte* memory, Py_buffer* view, char order)
    {
        if (view->len == 0)
            return;
        if (view->ndim == 0 || PyBuffer.IsContiguous(view, order))
        {
            Buffer.MemoryCopy(view->buf, memory, view->len, view->len);
            return;
        }
        nint* strides = stackalloc nint[PyBuffer.MaxDimensions];
        PyBuffer.FillContiguousStrides(view->ndim, view->shape, strides, view->itemsize, order == 'F' ? 'F' : 'C');
        CopyItems(view->ndim, view->shape, view->itemsize, new Side { Start = memory, Strides = strides }, SideOf(view));
    }

    /// <summary>The same for the view of any exporter, which may have left out arrays that say nothing new.</summary>
    public static void AnyToContiguous(byte* memory, Py_buffer* view, char order)
    {
        nint* arrays = stackalloc nint[2 * PyBuffer.MaxDimensions];
        Py_buffer full = *view;
        if (full.ndim == 1 && full.shape == null)
        {
            arrays[0] = full.len / full.itemsize;
            full.shape = arrays;
        }
        if (full.ndim > 0 && full.strides == null)
        {
            full.strides = arrays + PyBuffer.MaxDimensions;
            PyBuffer.FillContiguousStrides(full.ndim, full.shape, full.strides, full.itemsize, 'C');
        }
        ToContiguous(memory, &full, order);
    }

    public static PyObject* ToBytes(ThreadState* ts, Py_buffer* view, char order)
    {
        PyObject* bytes = PyBytes.New(ts, view->len);
        if (bytes != null)
            ToContiguous(PyBytes.Data(bytes), view, order);
        return bytes;
    }

    private static Side SideOf(Py_buffer* view) => new() { Start = (byte*)view->buf, Strides = view->strides, Suboffsets = view->suboffsets };

    // ---- From view to view ----------------------------------------------------------------------------------------------------------------

    private static bool SameFormat(Py_buffer* a, Py_buffer* b)
    {
        byte* x = a->format == null ? BufferFlags.ByteFormat : a->format;
        byte* y = b->format == null ? BufferFlags.ByteFormat : b->format;
        x += *x == '@' ? 1 : 0;
        y += *y == '@' ? 1 : 0;
        while (*x != 0 && *x == *y)
        {
            x++;
            y++;
        }
        return *x == *y && a->itemsize == b->itemsize;
    }

    /// <summary>Whether the shapes are the same as far as items lie in them.</summary>
    public static bool SameShape(Py_buffer* a, Py_buffer* b)
    {
        if (a->ndim != b->ndim)
            return false;
        for (int i = 0; i < a->ndim; i++)
        {
            if (a->shape[i] != b->shape[i])
                return false;
            if (a->shape[i] == 0)
                break;
        }
        return true;
    }

    /// <summary>Copies a view of one dimension onto another, which may lie over it.</summary>
    public static Status Copy1(ThreadState* ts, Py_buffer* to, Py_buffer* from)
    {
        if (!SameFormat(to, from) || !SameShape(to, from))
            return Err.ValueStatus(ts, "memoryview assignment: lvalue and rvalue have different structures");
        nint count = to->shape[0];
        nint itemSize = to->itemsize;
        Side target = SideOf(to);
        Side source = SideOf(from);
        if ((target.IsDense(itemSize) && source.IsDense(itemSize)) || count == 0)
        {
            CopyItems(1, to->shape, itemSize, target, source);
            return Status.Ok;
        }
        byte* between = (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)(count * itemSize));
        if (between == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        Side middle = new() { Start = between, Strides = &itemSize };
        CopyItems(1, to->shape, itemSize, middle, source);
        CopyItems(1, to->shape, itemSize, target, middle);
        MemDomain.Free(ts->interp->heap, between);
        return Status.Ok;
    }
}
