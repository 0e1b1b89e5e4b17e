// The iterator of memoryviews of one dimension. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct memoryiterobject
{
    public PyObject ob_base;
    public nint it_index;
    /// <summary>The view; null once exhausted.</summary>
    public PyObject* it_seq;
    public nint it_length;
    public byte* it_fmt;
}

[PyType("memory_iterator", Layout = typeof(memoryiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class MemoryIteratorType
{
    public static PyObject* New(ThreadState* ts, PyMemoryViewObject* view, byte* format)
    {
        memoryiterobject* self = (memoryiterobject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->it_index = 0;
        self->it_seq = Ref.New(view);
        self->it_length = view->view.shape[0];
        self->it_fmt = format;
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, memoryiterobject* self)
    {
        PyMemoryViewObject* view = (PyMemoryViewObject*)self->it_seq;
        if (view == null)
            return null;
        if (self->it_index < self->it_length)
        {
            if (!PyMemoryView.CheckLive(ts, view))
                return null;
            byte* item = BufferItems.AtIndex(ts, &view->view, self->it_index++);
            return item == null ? null : BufferFormat.Unpack(ts, item, self->it_fmt);
        }
        Ref.Clear(ts, &self->it_seq);
        return null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, memoryiterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->it_seq);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(memoryiterobject* self, visitproc visit, void* arg) => self->it_seq == null ? 0 : visit(self->it_seq, arg);
}
