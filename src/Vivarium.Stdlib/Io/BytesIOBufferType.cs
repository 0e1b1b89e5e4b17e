// _BytesIOBuffer: what the memoryview of BytesIO.getbuffer() is a view of. While there are views the BytesIO keeps its size. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyType("_io._BytesIOBuffer", Layout = typeof(bytesiobuf), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class BytesIOBufferType
{
    /// <summary>A memoryview of the content; owned.</summary>
    public static PyObject* View(ThreadState* ts, bytesio* source)
    {
        bytesiobuf* buffer = (bytesiobuf*)ObjectAlloc.GcNew(ts, Type);
        if (buffer == null)
            return null;
        buffer->source = (bytesio*)Ref.New(source);
        GcList.Track(ts, buffer);
        using Owned<PyObject> hold = Own.Of(ts, (PyObject*)buffer);
        return PyMemoryView.FromObject(ts, hold.Pointer);
    }

    [Slot]
    private static Status bf_getbuffer(ThreadState* ts, PyObject* self, Py_buffer* view, int flags)
    {
        bytesio* source = ((bytesiobuf*)self)->source;
        if (source->exports == 0 && BytesIO.MakeOwn(ts, source) == Status.Error)
            return Status.Error;
        if (BufferView.Fill(ts, view, self, PyBytes.Data(source->buf), source->string_size, isReadOnly: false, flags) == Status.Error)
            return Status.Error;
        source->exports++;
        return Status.Ok;
    }

    [Slot]
    private static void bf_releasebuffer(ThreadState* ts, PyObject* self, Py_buffer* view) => ((bytesiobuf*)self)->source->exports--;

    [Slot]
    private static void tp_dealloc(ThreadState* ts, bytesiobuf* self)
    {
        GcList.UntrackIfTracked(self);
        PyObject* source = (PyObject*)self->source;
        self->source = null;
        TypeSlots.Of(self)->tp_free(ts, self);
        Ref.XDec(ts, source);
    }

    /// <summary>The source is not cleared by the collector: views could still look at it.</summary>
    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        bytesio* source = ((bytesiobuf*)self)->source;
        return source == null ? 0 : visit((PyObject*)source, arg);
    }
}
