// The type memoryview: its life, text, hash and its own buffer. Items are in MemoryViewItems.cs, methods in MemoryViewType.Methods.cs. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

[PyType("memoryview", Layout = typeof(PyMemoryViewObject), BasicSize = 144, ItemSize = 8, Flags = TypeFlags.HaveGc | TypeFlags.Sequence, WeaklistField = "weakreflist",
    TextSignature = "(object)", Doc = "A view of the memory of another object, without copying it.")]
internal static unsafe partial class MemoryViewType
{
    [Slot("(object)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* @object) => PyMemoryView.FromObject(ts, @object);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyMemoryViewObject* self)
    {
        GcList.UntrackIfTracked(self);
        PyObject* pending = Err.Fetch(ts);
        PyMemoryView.ReleaseUnused(ts, self);
        Err.Restore(ts, pending);
        Ref.XDec(ts, self->mbuf);
        self->mbuf = null;
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyMemoryViewObject* self, visitproc visit, void* arg) => self->mbuf == null ? 0 : visit((PyObject*)self->mbuf, arg);

    /// <summary>A cycle is cut by giving the buffer back; the managed buffer itself stays, as the view's methods look at it.</summary>
    [Slot]
    private static void tp_clear(ThreadState* ts, PyMemoryViewObject* self) => PyMemoryView.ReleaseUnused(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyMemoryViewObject* self) =>
        PyUnicode.FromString(ts, $"<{((self->flags & MemoryViewFlags.Released) != 0 ? "released memory" : "memory")} at 0x{(nint)self:x}>");

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyMemoryViewObject* self)
    {
        if (self->hash != -1)
            return self->hash;
        if (!PyMemoryView.CheckLive(ts, self))
            return -1;
        Py_buffer* view = &self->view;
        if (view->@readonly == 0)
        {
            Err.Value(ts, "cannot hash writable memoryview object");
            return -1;
        }
        if (BufferFormat.Native(view->format) is not ('B' or 'b' or 'c'))
        {
            Err.Value(ts, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
            return -1;
        }
        // The exporter must be hashable; its __hash__ must not release the view meanwhile.
        self->exports++;
        nint ofExporter = view->obj == null ? 0 : Obj.Hash(ts, view->obj);
        self->exports--;
        if (ofExporter == -1)
            return -1;
        if (PyMemoryView.IsCContiguous(self))
            return self->hash = SipHash.HashBytes(view->buf, view->len);
        using Owned<PyObject> bytes = Own.Of(ts, BufferCopy.ToBytes(ts, view, 'C'));
        return bytes.IsNull ? -1 : self->hash = SipHash.HashBytes(PyBytes.Data(bytes.Pointer), view->len);
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op) => BufferCompare.RichCompare(ts, (PyMemoryViewObject*)self, other, op);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyMemoryViewObject* self)
    {
        if (!PyMemoryView.CheckLive(ts, self))
            return null;
        if (self->view.ndim == 0)
            return Err.Type(ts, "invalid indexing of 0-dim memory");
        if (self->view.ndim > 1)
            return Err.SetString(ts, Exc.NotImplementedError, "multi-dimensional sub-views are not implemented");
        byte* format = BufferFormat.Supported(ts, &self->view);
        return format == null ? null : MemoryIteratorType.New(ts, self, format);
    }

    // ---- Its own buffer -------------------------------------------------------------------------------------------------------------------

    private static Status Refuse(ThreadState* ts, string why)
    {
        Err.SetString(ts, Exc.BufferError, "memoryview: " + why);
        return Status.Error;
    }

    [Slot]
    private static Status bf_getbuffer(ThreadState* ts, PyMemoryViewObject* self, Py_buffer* view, int flags)
    {
        if (!PyMemoryView.CheckUsable(ts, self))
            return Status.Error;
        bool c = PyMemoryView.IsCContiguous(self);
        bool fortran = PyMemoryView.IsFortran(self);
        *view = self->view;
        view->obj = null;
        if ((flags & BufferFlags.Writable) != 0 && view->@readonly != 0)
            return Refuse(ts, "underlying buffer is not writable");
        // Without a format the items count as unsigned bytes; itemsize stays what it was.
        if ((flags & BufferFlags.Format) == 0)
            view->format = null;
        if ((flags & BufferFlags.CContiguous) == BufferFlags.CContiguous && !c)
            return Refuse(ts, "underlying buffer is not C-contiguous");
        if ((flags & BufferFlags.FContiguous) == BufferFlags.FContiguous && !fortran)
            return Refuse(ts, "underlying buffer is not Fortran contiguous");
        if ((flags & BufferFlags.AnyContiguous) == BufferFlags.AnyContiguous && !c && !fortran)
            return Refuse(ts, "underlying buffer is not contiguous");
        if ((flags & BufferFlags.Indirect) != BufferFlags.Indirect && (self->flags & MemoryViewFlags.Pil) != 0)
            return Refuse(ts, "underlying buffer requires suboffsets");
        if ((flags & BufferFlags.Strides) != BufferFlags.Strides)
        {
            if (!c)
                return Refuse(ts, "underlying buffer is not C-contiguous");
            view->strides = null;
        }
        if ((flags & BufferFlags.Nd) != BufferFlags.Nd)
        {
            if (view->format != null)
                return Refuse(ts, "cannot cast to unsigned bytes if the format flag is present");
            view->ndim = 1;
            view->shape = null;
        }
        view->obj = Ref.New(self);
        self->exports++;
        return Status.Ok;
    }

    [Slot]
    private static void bf_releasebuffer(ThreadState* ts, PyMemoryViewObject* self, Py_buffer* view) => self->exports--;
}
