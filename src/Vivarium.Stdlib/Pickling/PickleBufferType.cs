// pickle.PickleBuffer: a wrapper that says of an object's buffer that it may travel beside the pickle. It holds the buffer until it is released, and hands out the wrapped
// object's own buffers. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal unsafe struct PyPickleBufferObject
{
    public PyObject ob_base;
    /// <summary>Its obj is null once released.</summary>
    public Py_buffer view;
    public PyObject* weakreflist;
}

[PyType("pickle.PickleBuffer", Layout = typeof(PyPickleBufferObject), Flags = TypeFlags.HaveGc, WeaklistField = "weakreflist",
    Doc = "PickleBuffer(object)\n\nWraps a buffer that a pickle may hold in itself or leave beside it")]
internal static unsafe partial class PickleBufferType
{
    /// <summary>The buffer that is wrapped; null with ValueError once it is released.</summary>
    public static Py_buffer* View(ThreadState* ts, PyObject* o)
    {
        PyPickleBufferObject* self = (PyPickleBufferObject*)o;
        if (self->view.obj != null)
            return &self->view;
        Err.Value(ts, "operation forbidden on released PickleBuffer object");
        return null;
    }

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "PickleBuffer() takes no keyword arguments");
        if (PyTuple.Size(args) != 1)
            return Err.Type(ts, $"PickleBuffer() takes exactly 1 argument ({PyTuple.Size(args)} given)");
        PyPickleBufferObject* self = (PyPickleBufferObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->view = default;
        self->weakreflist = null;
        if (PyBuffer.Get(ts, PyTuple.GetBorrowed(args, 0), &self->view, BufferFlags.FullReadOnly) == Status.Ok)
            return (PyObject*)self;
        self->view.obj = null;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static int tp_traverse(PyPickleBufferObject* self, visitproc visit, void* arg) => self->view.obj == null ? 0 : visit(self->view.obj, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, PyPickleBufferObject* self) => PyBuffer.Release(ts, &self->view);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyPickleBufferObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        PyBuffer.Release(ts, &self->view);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static Status bf_getbuffer(ThreadState* ts, PyObject* self, Py_buffer* view, int flags)
    {
        Py_buffer* wrapped = View(ts, self);
        return wrapped == null ? Status.Error : PyBuffer.Get(ts, wrapped->obj, view, flags);
    }

    /// <summary>Never called, since the buffers handed out are the wrapped object's; it tells that releasing them matters.</summary>
    [Slot]
    private static void bf_releasebuffer(ThreadState* ts, PyObject* self, Py_buffer* view)
    {
    }

    [PyMethod("($self, /)", Doc = "A memoryview of the buffer's memory as plain bytes.\n\nBufferError if the memory is not contiguous.")]
    private static PyObject* raw(ThreadState* ts, PyObject* self)
    {
        Py_buffer* view = View(ts, self);
        if (view == null)
            return null;
        if (view->suboffsets != null || !PyBuffer.IsContiguous(view, 'A'))
            return Err.SetString(ts, Exc.BufferError, "cannot extract raw buffer from non-contiguous buffer");
        using Owned<PyMemoryViewObject> whole = Own.Of(ts, (PyMemoryViewObject*)PyMemoryView.FromObject(ts, self));
        if (whole.IsNull)
            return null;
        Py_buffer flat = whole.Pointer->view;
        flat.ndim = 1;
        flat.itemsize = 1;
        flat.format = BufferFlags.ByteFormat;
        flat.shape = flat.strides = flat.suboffsets = null;
        return PyMemoryView.AddView(ts, whole.Pointer->mbuf, &flat);
    }

    [PyMethod("($self, /)", Doc = "Gives the buffer back; the wrapper cannot be used after that.")]
    private static void release(ThreadState* ts, PyPickleBufferObject* self) => PyBuffer.Release(ts, &self->view);
}
