// The iterator of Struct.iter_unpack: it holds the buffer until it is exhausted. See docs/internals/buffers.md.
namespace Vivarium.Stdlib.Structs;

internal unsafe struct unpackiterobject
{
    public PyObject ob_base;
    /// <summary>Null once exhausted.</summary>
    public PyStructObject* so;
    public Py_buffer buf;
    public nint index;
}

[PyType("_struct.unpack_iterator", Layout = typeof(unpackiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class StructIteratorType
{
    public static PyObject* New(ThreadState* ts, PyStructObject* format, PyObject* buffer)
    {
        if (format->s_size == 0)
            return StructErrorType.Raise(ts, "cannot iteratively unpack with a struct of length 0");
        unpackiterobject* self = (unpackiterobject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->so = null;
        self->buf = default;
        self->index = 0;
        GcList.Track(ts, self);
        if (PyBuffer.Get(ts, buffer, &self->buf, BufferFlags.Simple) != Status.Ok)
        {
            self->buf.obj = null;
        }
        else if (self->buf.len % format->s_size != 0)
        {
            StructErrorType.Raise(ts, $"iterative unpacking requires a buffer of a multiple of {format->s_size} bytes");
        }
        else
        {
            self->so = (PyStructObject*)Ref.New(format);
            return (PyObject*)self;
        }
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, unpackiterobject* self)
    {
        if (self->so == null)
            return null;
        if (self->index >= self->buf.len)
        {
            Ref.Clear(ts, (PyObject**)&self->so);
            PyBuffer.Release(ts, &self->buf);
            return null;
        }
        PyObject* result = StructType.UnpackAt(ts, self->so, (byte*)self->buf.buf + self->index);
        self->index += self->so->s_size;
        return result;
    }

    [PyMethod("($self, /)", HideSignature = true)]
    private static nint __length_hint__(ThreadState* ts, unpackiterobject* self) => self->so == null ? 0 : (self->buf.len - self->index) / self->so->s_size;

    [Slot]
    private static void tp_dealloc(ThreadState* ts, unpackiterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->so);
        PyBuffer.Release(ts, &self->buf);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(unpackiterobject* self, visitproc visit, void* arg)
    {
        int r = self->so == null ? 0 : visit((PyObject*)self->so, arg);
        return r != 0 || self->buf.obj == null ? r : visit(self->buf.obj, arg);
    }
}
