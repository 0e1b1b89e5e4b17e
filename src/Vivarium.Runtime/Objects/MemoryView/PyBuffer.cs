// The buffer protocol for C# code: getting and releasing a view of an object's memory, and what can be said of a view. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class PyBuffer
{
    public const int MaxDimensions = 64;

    /// <summary>TypeError when the object offers no buffer. The view is to be released, and must stay at its address until then: its arrays may be its own fields.</summary>
    public static Status Get(ThreadState* ts, PyObject* o, Py_buffer* view, int flags)
    {
        getbufferproc get = TypeSlots.Of(o)->bf_getbuffer;
        if (get == null)
            return Err.TypeStatus(ts, $"a bytes-like object is required, not '{PyType.NameOf(o)}'");
        *view = default;
        return get(ts, o, view, flags);
    }

    public static void Release(ThreadState* ts, Py_buffer* view)
    {
        PyObject* o = view->obj;
        if (o == null)
            return;
        releasebufferproc release = TypeSlots.Of(o)->bf_releasebuffer;
        if (release != null)
            release(ts, o, view);
        view->obj = null;
        Ref.Dec(ts, o);
    }

    // ---- Contiguity -----------------------------------------------------------------------------------------------------------------------

    /// <summary>order: 'C', 'F', or 'A' for either.</summary>
    public static bool IsContiguous(Py_buffer* view, char order)
    {
        if (view->suboffsets != null)
            return false;
        return order switch
        {
            'C' => IsCContiguous(view),
            'F' => IsFortran(view),
            _ => IsCContiguous(view) || IsFortran(view),
        };
    }

    private static bool IsCContiguous(Py_buffer* view)
    {
        if (view->len == 0 || view->strides == null)
            return true;
        nint expected = view->itemsize;
        for (int i = view->ndim - 1; i >= 0; i--)
        {
            nint size = view->shape[i];
            if (size > 1 && view->strides[i] != expected)
                return false;
            expected *= size;
        }
        return true;
    }

    private static bool IsFortran(Py_buffer* view)
    {
        if (view->len == 0)
            return true;
        if (view->strides == null)
        {
            // C-contiguous: the same as Fortran-contiguous when at most one dimension has more than one item.
            if (view->ndim <= 1)
                return true;
            int large = 0;
            for (int i = 0; i < view->ndim; i++)
                large += view->shape[i] > 1 ? 1 : 0;
            return large <= 1;
        }
        nint expected = view->itemsize;
        for (int i = 0; i < view->ndim; i++)
        {
            nint size = view->shape[i];
            if (size > 1 && view->strides[i] != expected)
                return false;
            expected *= size;
        }
        return true;
    }

    /// <summary>Strides of a contiguous array: with the last dimension varying fastest, or the first ('F').</summary>
    public static void FillContiguousStrides(int ndim, nint* shape, nint* strides, nint itemsize, char order)
    {
        nint stride = itemsize;
        for (int k = 0; k < ndim; k++)
        {
            int i = order == 'F' ? k : ndim - 1 - k;
            strides[i] = stride;
            stride *= shape[i];
        }
    }
}
