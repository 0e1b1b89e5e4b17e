// BufferedReader: a buffer before a raw stream that is read. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyType("_io.BufferedReader", Layout = typeof(buffered), Base = typeof(BufferedIOBaseType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, DictField = "dict", WeaklistField = "weakreflist",
    TextSignature = "(raw, buffer_size=DEFAULT_BUFFER_SIZE)", Doc = "A buffer before a raw stream that is read.")]
[PyMember("raw", "raw", MemberType.Object)]
[PyMember("_finalizing", "finalizing", MemberType.Bool, ReadOnly = false)]
internal static unsafe partial class BufferedReaderType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => TypeSlots.Of(type)->tp_alloc(ts, type, 0);

    [Slot("(raw, buffer_size=DEFAULT_BUFFER_SIZE)")]
    private static Status tp_init(ThreadState* ts, buffered* self, PyObject* raw, nint buffer_size = IoModule.DefaultBufferSize)
    {
        self->ok = 0;
        self->detached = 0;
        if (IoErrors.DropSteal(ts, IOBaseType.CheckReadable(ts, raw)) == Status.Error)
            return Status.Error;
        return Buffered.Init(ts, self, raw, buffer_size, readable: true, writable: false, Type);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, buffered* self) => Buffered.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => Buffered.Traverse(self, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, buffered* self) => Buffered.Clear(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => Buffered.Repr(ts, self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, PyObject* self) => Buffered.NextLine(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* detach(ThreadState* ts, buffered* self) => Buffered.Detach(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* flush(ThreadState* ts, buffered* self) => Buffered.AskRaw(ts, self, Id.flush);

    [PyMethod("($self, /)")]
    private static PyObject* close(ThreadState* ts, buffered* self) => Buffered.Close(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* seekable(ThreadState* ts, buffered* self) => Buffered.AskRaw(ts, self, Id.seekable);

    [PyMethod("($self, /)")]
    private static PyObject* readable(ThreadState* ts, buffered* self) => Buffered.AskRaw(ts, self, Id.readable);

    [PyMethod("($self, /)")]
    private static PyObject* fileno(ThreadState* ts, buffered* self) => Buffered.AskRaw(ts, self, Id.fileno);

    [PyMethod("($self, /)")]
    private static PyObject* isatty(ThreadState* ts, buffered* self) => Buffered.AskRaw(ts, self, Id.isatty);

    [PyMethod("($self, source, /)")]
    private static PyObject* _dealloc_warn(ThreadState* ts, buffered* self, PyObject* source)
    {
        Buffered.DeallocWarn(ts, self, source);
        return Py.None;
    }

    [PyMethod("($self, size=-1, /)")]
    private static PyObject* read(ThreadState* ts, buffered* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint size = -1) => Buffered.Read(ts, self, size);

    [PyMethod("($self, size=0, /)")]
    private static PyObject* peek(ThreadState* ts, buffered* self, nint size = 0) => Buffered.Peek(ts, self);

    [PyMethod("($self, size=-1, /)")]
    private static PyObject* read1(ThreadState* ts, buffered* self, nint size = -1) => Buffered.Read1(ts, self, size);

    [PyMethod("($self, buffer, /)")]
    private static PyObject* readinto(ThreadState* ts, buffered* self, PyObject* buffer) => Buffered.ReadInto(ts, self, buffer, once: false);

    [PyMethod("($self, buffer, /)")]
    private static PyObject* readinto1(ThreadState* ts, buffered* self, PyObject* buffer) => Buffered.ReadInto(ts, self, buffer, once: true);

    [PyMethod("($self, size=-1, /)")]
    private static PyObject* readline(ThreadState* ts, buffered* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint size = -1) => Buffered.ReadLine(ts, self, size);

    [PyMethod("($self, target, whence=0, /)")]
    private static PyObject* seek(ThreadState* ts, buffered* self, PyObject* target, int whence = 0) => Buffered.Seek(ts, self, target, whence);

    [PyMethod("($self, /)")]
    private static PyObject* tell(ThreadState* ts, buffered* self) => Buffered.Tell(ts, self);

    [PyMethod("($self, pos=None, /)")]
    private static PyObject* truncate(ThreadState* ts, buffered* self, PyObject* pos) => Buffered.Truncate(ts, self, pos);

    [PyMethod("($self, /)")]
    private static nint __sizeof__(ThreadState* ts, buffered* self) => Buffered.SizeOf(self);

    [PyMethod("($self, /)")]
    private static PyObject* __getstate__(ThreadState* ts, PyObject* self) => IoErrors.CannotPickle(ts, self);

    [PyGetSet("closed")]
    private static PyObject* GetClosed(ThreadState* ts, buffered* self) => Buffered.AttributeOfRaw(ts, self, Id.closed);

    [PyGetSet("name")]
    private static PyObject* GetName(ThreadState* ts, buffered* self) => Buffered.AttributeOfRaw(ts, self, Id.name);

    [PyGetSet("mode")]
    private static PyObject* GetMode(ThreadState* ts, buffered* self) => Buffered.AttributeOfRaw(ts, self, Id.mode);
}
