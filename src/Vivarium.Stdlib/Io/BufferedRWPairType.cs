// BufferedRWPair: a reader and a writer that look like one stream; each has a buffer of its own. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyType("_io.BufferedRWPair", Layout = typeof(rwpair), Base = typeof(BufferedIOBaseType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, DictField = "dict", WeaklistField = "weakreflist",
    TextSignature = "(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)",
    Doc = "A reader and a writer as one.\n\nThey are two raw streams, one that is read and one that is written; sockets and pipes come in\nsuch pairs. The default of buffer_size is DEFAULT_BUFFER_SIZE.")]
internal static unsafe partial class BufferedRWPairType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => TypeSlots.Of(type)->tp_alloc(ts, type, 0);

    [Slot("(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)")]
    private static Status tp_init(ThreadState* ts, rwpair* self, PyObject* reader, PyObject* writer, nint buffer_size = IoModule.DefaultBufferSize)
    {
        if (IoErrors.DropSteal(ts, IOBaseType.CheckReadable(ts, reader)) == Status.Error || IoErrors.DropSteal(ts, IOBaseType.CheckWritable(ts, writer)) == Status.Error)
            return Status.Error;
        using Owned<PyObject> size = Own.Of(ts, PyLong.FromNInt(ts, buffer_size));
        if (size.IsNull)
            return Status.Error;
        PyObject* first = Call.TwoArgs(ts, (PyObject*)BufferedReaderType.Type, reader, size.Pointer);
        if (first == null)
            return Status.Error;
        Ref.SetSteal(ts, (PyObject**)&self->reader, first);
        PyObject* second = Call.TwoArgs(ts, (PyObject*)BufferedWriterType.Type, writer, size.Pointer);
        if (second == null)
        {
            Ref.Clear(ts, (PyObject**)&self->reader);
            return Status.Error;
        }
        Ref.SetSteal(ts, (PyObject**)&self->writer, second);
        return Status.Ok;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, rwpair* self)
    {
        // Each of the two closes itself; as a whole the pair has no more to do.
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        tp_clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        rwpair* o = (rwpair*)self;
        int r = o->dict == null ? 0 : visit(o->dict, arg);
        if (r == 0 && o->reader != null)
            r = visit((PyObject*)o->reader, arg);
        return r != 0 || o->writer == null ? r : visit((PyObject*)o->writer, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, rwpair* self)
    {
        Ref.Clear(ts, (PyObject**)&self->reader);
        Ref.Clear(ts, (PyObject**)&self->writer);
        Ref.Clear(ts, &self->dict);
    }

    /// <summary>The same method of one of the two.</summary>
    private static PyObject* Forward(ThreadState* ts, void* half, PyObject* name, PyObject** args, nint nargs)
    {
        if (half == null)
            return Err.Value(ts, "I/O operation on uninitialized object");
        using Owned<PyObject> method = Own.Of(ts, Obj.GetAttr(ts, (PyObject*)half, name));
        return method.IsNull ? null : Call.Vectorcall(ts, method.Pointer, args, (nuint)nargs, null);
    }

    [PyMethod(NoKeywords = true)]
    private static PyObject* read(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => Forward(ts, ((rwpair*)self)->reader, Id.read, args, nargs);

    [PyMethod(NoKeywords = true)]
    private static PyObject* peek(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => Forward(ts, ((rwpair*)self)->reader, Id.peek, args, nargs);

    [PyMethod(NoKeywords = true)]
    private static PyObject* read1(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => Forward(ts, ((rwpair*)self)->reader, Id.read1, args, nargs);

    [PyMethod(NoKeywords = true)]
    private static PyObject* readinto(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) =>
        Forward(ts, ((rwpair*)self)->reader, Id.readinto, args, nargs);

    [PyMethod(NoKeywords = true)]
    private static PyObject* readinto1(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) =>
        Forward(ts, ((rwpair*)self)->reader, Id.readinto1, args, nargs);

    [PyMethod(NoKeywords = true)]
    private static PyObject* write(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => Forward(ts, ((rwpair*)self)->writer, Id.write, args, nargs);

    [PyMethod("($self, /)")]
    private static PyObject* flush(ThreadState* ts, rwpair* self) => Forward(ts, self->writer, Id.flush, null, 0);

    [PyMethod("($self, /)")]
    private static PyObject* readable(ThreadState* ts, rwpair* self) => Forward(ts, self->reader, Id.readable, null, 0);

    [PyMethod("($self, /)")]
    private static PyObject* writable(ThreadState* ts, rwpair* self) => Forward(ts, self->writer, Id.writable, null, 0);

    [PyMethod("($self, /)")]
    private static PyObject* close(ThreadState* ts, rwpair* self)
    {
        PyObject* error = null;
        if (IoErrors.DropSteal(ts, Forward(ts, self->writer, Id.close, null, 0)) == Status.Error)
            error = Err.Fetch(ts);
        PyObject* result = Forward(ts, self->reader, Id.close, null, 0);
        if (error == null)
            return result;
        Err.ChainRestore(ts, error);
        Ref.XDec(ts, result);
        return null;
    }

    [PyMethod("($self, /)")]
    private static PyObject* isatty(ThreadState* ts, rwpair* self)
    {
        PyObject* result = Forward(ts, self->writer, Id.isatty, null, 0);
        if (result != Py.False)
            return result;
        return Forward(ts, self->reader, Id.isatty, null, 0);
    }

    [PyGetSet("closed")]
    private static PyObject* GetClosed(ThreadState* ts, rwpair* self) => self->writer == null
        ? Err.Runtime(ts, "the BufferedRWPair object is being garbage-collected")
        : Obj.GetAttr(ts, (PyObject*)self->writer, Id.closed);
}
