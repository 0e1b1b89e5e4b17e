// One buffer of an exporter, which several memoryviews share: it is released with the last of them. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

[PyType("managedbuffer", Layout = typeof(_PyManagedBufferObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class ManagedBufferType
{
    /// <summary>An untracked one without a buffer.</summary>
    public static _PyManagedBufferObject* Alloc(ThreadState* ts)
    {
        _PyManagedBufferObject* self = (_PyManagedBufferObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->flags = ManagedBufferFlags.None;
        self->exports = 0;
        self->master = default;
        GcList.Track(ts, self);
        return self;
    }

    /// <summary>Takes the object's buffer.</summary>
    public static _PyManagedBufferObject* FromObject(ThreadState* ts, PyObject* o, int flags, getbufferproc get)
    {
        _PyManagedBufferObject* self = Alloc(ts);
        if (self == null)
            return null;
        if (get(ts, o, &self->master, flags) == Status.Ok)
            return self;
        // Nothing was got: there is nothing to give back.
        self->master.obj = null;
        Ref.Dec(ts, self);
        return null;
    }

    /// <summary>Gives the buffer back to the exporter, once.</summary>
    public static void Release(ThreadState* ts, _PyManagedBufferObject* self)
    {
        if ((self->flags & ManagedBufferFlags.Released) != 0)
            return;
        self->flags |= ManagedBufferFlags.Released;
        GcList.UntrackIfTracked(self);
        PyBuffer.Release(ts, &self->master);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, _PyManagedBufferObject* self)
    {
        PyObject* pending = Err.Fetch(ts);
        Release(ts, self);
        Err.Restore(ts, pending);
        if ((self->flags & ManagedBufferFlags.FreeFormat) != 0)
            Vivarium.Heap.MemDomain.Free(ts->interp->heap, self->master.format);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(_PyManagedBufferObject* self, visitproc visit, void* arg) => self->master.obj == null ? 0 : visit(self->master.obj, arg);

    /// <summary>Views that are in use keep the buffer: they die by themselves first.</summary>
    [Slot]
    private static void tp_clear(ThreadState* ts, _PyManagedBufferObject* self)
    {
        if (self->exports == 0)
            Release(ts, self);
    }
}
