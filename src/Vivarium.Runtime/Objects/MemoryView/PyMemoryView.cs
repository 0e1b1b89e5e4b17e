// Making memoryviews, for C# code and for the type itself; layout of a view's arrays and flags. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class PyMemoryView
{
    public static bool Check(PyObject* o) => o->ob_type == MemoryViewType.Type;

    public static Py_buffer* ViewOf(PyObject* o) => &((PyMemoryViewObject*)o)->view;

    // ---- Making one -----------------------------------------------------------------------------------------------------------------------

    /// <summary>A view of an object's memory.</summary>
    public static PyObject* FromObject(ThreadState* ts, PyObject* o) => FromObject(ts, o, BufferFlags.FullReadOnly);

    /// <summary>A view with given flags; of another memoryview, a view of the same buffer.</summary>
    public static PyObject* FromObject(ThreadState* ts, PyObject* o, int flags)
    {
        if (Check(o))
            return Again(ts, (PyMemoryViewObject*)o);
        getbufferproc get = TypeSlots.Of(o)->bf_getbuffer;
        return get != null ? FromBufferProc(ts, o, flags, get) : Err.Type(ts, $"memoryview: a bytes-like object is required, not '{PyType.NameOf(o)}'");
    }

    /// <summary>Another view of the same buffer, as this one sees it.</summary>
    public static PyObject* Again(ThreadState* ts, PyMemoryViewObject* self)
    {
        if (!CheckUsable(ts, self))
            return null;
        return AddView(ts, self->mbuf, &self->view);
    }

    public static PyObject* FromBufferProc(ThreadState* ts, PyObject* o, int flags, getbufferproc get)
    {
        _PyManagedBufferObject* buffer = ManagedBufferType.FromObject(ts, o, flags, get);
        if (buffer == null)
            return null;
        PyObject* result = AddView(ts, buffer, null);
        Ref.Dec(ts, buffer);
        return result;
    }

    /// <summary>A view of memory that a filled Py_buffer describes; its obj is not taken over, and the memory must outlive the view or be cut off with Release.</summary>
    public static PyObject* FromBuffer(ThreadState* ts, Py_buffer* info)
    {
        if (info->buf == null)
            return Err.Value(ts, "PyMemoryView_FromBuffer(): info->buf must not be NULL");
        _PyManagedBufferObject* buffer = ManagedBufferType.Alloc(ts);
        if (buffer == null)
            return null;
        buffer->master = *info;
        buffer->master.obj = null;
        if (info->shape == &info->len)
            buffer->master.shape = &buffer->master.len;
        if (info->strides == &info->itemsize)
            buffer->master.strides = &buffer->master.itemsize;
        PyObject* result = AddView(ts, buffer, null);
        Ref.Dec(ts, buffer);
        return result;
    }

    /// <summary>A view of plain bytes in memory that outlives the view, or until Release.</summary>
    public static PyObject* FromMemory(ThreadState* ts, void* memory, nint length, bool isReadOnly)
    {
        Py_buffer info = default;
        info.buf = memory;
        info.len = length;
        info.itemsize = 1;
        info.@readonly = isReadOnly ? 1 : 0;
        info.ndim = 1;
        info.format = BufferFlags.ByteFormat;
        return FromBuffer(ts, &info);
    }

    // ---- Releasing ------------------------------------------------------------------------------------------------------------------------

    /// <summary>memoryview.release(): BufferError while consumers use the view.</summary>
    public static Status Release(ThreadState* ts, PyMemoryViewObject* self)
    {
        if (self->exports > 0)
        {
            Err.SetString(ts, Exc.BufferError, $"memoryview has {self->exports} exported buffer{(self->exports == 1 ? "" : "s")}");
            return Status.Error;
        }
        ReleaseUnused(ts, self);
        return Status.Ok;
    }

    /// <summary>Cuts a view off its memory when no consumer uses it; the managed buffer goes with its last view.</summary>
    internal static void ReleaseUnused(ThreadState* ts, PyMemoryViewObject* self)
    {
        if ((self->flags & MemoryViewFlags.Released) != 0 || self->exports > 0)
            return;
        self->flags |= MemoryViewFlags.Released;
        if (self->mbuf != null && --self->mbuf->exports == 0)
            ManagedBufferType.Release(ts, self->mbuf);
    }

    internal static bool IsReleased(PyMemoryViewObject* self) =>
        (self->flags & MemoryViewFlags.Released) != 0 || (self->mbuf->flags & ManagedBufferFlags.Released) != 0;

    /// <summary>False, with ValueError, once the view is released.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool CheckLive(ThreadState* ts, PyMemoryViewObject* self)
    {
        if (!IsReleased(self))
            return true;
        Err.Value(ts, "operation forbidden on released memoryview object");
        return false;
    }

    /// <summary>Also false when nobody may take a reference to the memory any more.</summary>
    internal static bool CheckUsable(ThreadState* ts, PyMemoryViewObject* self)
    {
        if (!CheckLive(ts, self))
            return false;
        if ((self->flags & MemoryViewFlags.Restricted) == 0)
            return true;
        Err.Value(ts, "cannot create new view on restricted memoryview");
        return false;
    }

    // ---- Layout ---------------------------------------------------------------------------------------------------------------------------

    /// <summary>A registered view with its own copy of shape, strides and suboffsets; null for the source means the exporter's.</summary>
    internal static PyObject* AddView(ThreadState* ts, _PyManagedBufferObject* buffer, Py_buffer* source)
    {
        if (source == null)
            source = &buffer->master;
        if (source->ndim > PyBuffer.MaxDimensions)
            return Err.Value(ts, "memoryview: number of dimensions must not exceed 64");
        PyMemoryViewObject* self = AddIncomplete(ts, buffer, source, source->ndim);
        if (self == null)
            return null;
        CopyArrays(&self->view, source);
        SetFlags(self);
        return (PyObject*)self;
    }

    /// <summary>The same without arrays filled.</summary>
    internal static PyMemoryViewObject* AddIncomplete(ThreadState* ts, _PyManagedBufferObject* buffer, Py_buffer* source, int ndim)
    {
        PyMemoryViewObject* self = (PyMemoryViewObject*)ObjectAlloc.GcNewVar(ts, MemoryViewType.Type, 3 * (nint)ndim);
        if (self == null)
            return null;
        self->mbuf = buffer;
        Ref.Inc(buffer);
        buffer->exports++;
        self->hash = -1;
        self->flags = MemoryViewFlags.None;
        self->exports = 0;
        self->weakreflist = null;
        self->view = *source;
        if (self->view.format == null)
            self->view.format = BufferFlags.ByteFormat;
        self->view.ndim = ndim;
        nint* array = &self->ob_array;
        self->view.shape = array;
        self->view.strides = array + ndim;
        self->view.suboffsets = array + (2 * ndim);
        GcList.Track(ts, self);
        return self;
    }

    private static void CopyArrays(Py_buffer* to, Py_buffer* from)
    {
        int n = from->ndim;
        if (n == 0)
        {
            to->shape = null;
            to->strides = null;
            to->suboffsets = null;
            return;
        }
        if (n == 1)
        {
            to->shape[0] = from->shape != null ? from->shape[0] : from->len / from->itemsize;
            to->strides[0] = from->strides != null ? from->strides[0] : from->itemsize;
        }
        else
        {
            for (int i = 0; i < n; i++)
                to->shape[i] = from->shape[i];
            if (from->strides == null)
                PyBuffer.FillContiguousStrides(n, to->shape, to->strides, from->itemsize, 'C');
            for (int i = 0; i < n && from->strides != null; i++)
                to->strides[i] = from->strides[i];
        }
        if (from->suboffsets == null)
        {
            to->suboffsets = null;
            return;
        }
        for (int i = 0; i < n; i++)
            to->suboffsets[i] = from->suboffsets[i];
    }

    /// <summary>Sets the flags that tell how the items lie, from the arrays.</summary>
    internal static void SetFlags(PyMemoryViewObject* self)
    {
        const MemoryViewFlags Layout = MemoryViewFlags.CContiguous | MemoryViewFlags.Fortran | MemoryViewFlags.Scalar | MemoryViewFlags.Pil;
        Py_buffer* view = &self->view;
        MemoryViewFlags flags = MemoryViewFlags.None;
        if (view->ndim == 0)
            flags = MemoryViewFlags.Scalar | MemoryViewFlags.CContiguous | MemoryViewFlags.Fortran;
        else if (view->ndim == 1)
            flags = view->shape[0] == 1 || view->strides[0] == view->itemsize ? MemoryViewFlags.CContiguous | MemoryViewFlags.Fortran : MemoryViewFlags.None;
        else
            flags = (PyBuffer.IsContiguous(view, 'C') ? MemoryViewFlags.CContiguous : 0) | (PyBuffer.IsContiguous(view, 'F') ? MemoryViewFlags.Fortran : 0);
        if (view->suboffsets != null)
            flags = (flags | MemoryViewFlags.Pil) & ~(MemoryViewFlags.CContiguous | MemoryViewFlags.Fortran);
        self->flags = (self->flags & ~Layout) | flags;
    }

    /// <summary>Number of bytes of the items, from the shape.</summary>
    internal static void SetLength(Py_buffer* view)
    {
        nint length = 1;
        for (int i = 0; i < view->ndim; i++)
            length *= view->shape[i];
        view->len = length * view->itemsize;
    }

    internal static bool IsCContiguous(PyMemoryViewObject* self) => (self->flags & (MemoryViewFlags.Scalar | MemoryViewFlags.CContiguous)) != 0;

    internal static bool IsFortran(PyMemoryViewObject* self) => (self->flags & (MemoryViewFlags.Scalar | MemoryViewFlags.Fortran)) != 0;
}
