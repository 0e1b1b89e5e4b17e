// BytesIO: bytes in memory. They lie in a bytes object that is shared with getvalue() and with the initial value until something is written, and that has room at its end
// while it grows. string_size counts the bytes that are there. The buffer of getbuffer(): BytesIOBufferType. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyType("_io.BytesIO", Layout = typeof(bytesio), Base = typeof(BufferedIOBaseType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, DictField = "dict", WeaklistField = "weakreflist",
    TextSignature = "(initial_bytes=b'')", Doc = "Bytes in memory, read and written like a file.")]
internal static unsafe partial class BytesIOType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        bytesio* self = (bytesio*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self != null)
            self->buf = PyBytes.Empty;
        return (PyObject*)self;
    }

    [Slot("(initial_bytes=b'')")]
    private static Status tp_init(ThreadState* ts, bytesio* self, PyObject* initial_bytes = null)
    {
        if (!CheckExports(ts, self))
            return Status.Error;
        self->string_size = 0;
        self->pos = 0;
        if (initial_bytes == null || initial_bytes == Py.None)
            return Status.Ok;
        if (PyBytes.CheckExact(initial_bytes))
        {
            Ref.SetSteal(ts, &self->buf, Ref.New(initial_bytes));
            self->string_size = PyBytes.Length(initial_bytes);
            return Status.Ok;
        }
        if (BytesIO.Write(ts, self, initial_bytes) < 0)
            return Status.Error;
        self->pos = 0;
        return Status.Ok;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, bytesio* self)
    {
        if (Finalization.CallFromDealloc(ts, (PyObject*)self))
            return;
        GcList.UntrackIfTracked(self);
        if (self->exports > 0)
        {
            Err.System(ts, "deallocated BytesIO object has exported buffers");
            Err.WriteUnraisable(ts, "Exception ignored while deallocating BytesIO", null);
        }
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.Clear(ts, &self->buf);
        Ref.Clear(ts, &self->dict);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        bytesio* o = (bytesio*)self;
        int r = o->dict == null ? 0 : visit(o->dict, arg);
        return r != 0 || o->buf == null ? r : visit(o->buf, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, bytesio* self)
    {
        Ref.Clear(ts, &self->dict);
        // Views of the buffer need it to the end.
        if (self->exports == 0)
            Ref.Clear(ts, &self->buf);
    }

    // ---- Checks ----

    internal static bool CheckOpen(ThreadState* ts, bytesio* self)
    {
        if (self->buf != null)
            return true;
        IoErrors.ClosedDot(ts);
        return false;
    }

    internal static bool CheckExports(ThreadState* ts, bytesio* self)
    {
        if (self->exports == 0)
            return true;
        Err.SetString(ts, Exc.BufferError, "Existing exports of data: object cannot be re-sized");
        return false;
    }

    private static PyObject* TrueIfOpen(ThreadState* ts, bytesio* self, bool value) => CheckOpen(ts, self) ? Py.Bool(value) : null;

    [PyMethod("($self, /)", Doc = "Tell that it can be read.")]
    private static PyObject* readable(ThreadState* ts, bytesio* self) => TrueIfOpen(ts, self, true);

    [PyMethod("($self, /)", Doc = "Tell that it has positions.")]
    private static PyObject* seekable(ThreadState* ts, bytesio* self) => TrueIfOpen(ts, self, true);

    [PyMethod("($self, /)", Doc = "Tell that it can be written.")]
    private static PyObject* writable(ThreadState* ts, bytesio* self) => TrueIfOpen(ts, self, true);

    [PyMethod("($self, /)", Doc = "Tell that it is no terminal.")]
    private static PyObject* isatty(ThreadState* ts, bytesio* self) => TrueIfOpen(ts, self, false);

    [PyMethod("($self, /)", Doc = "Do nothing.")]
    private static PyObject* flush(ThreadState* ts, bytesio* self) => CheckOpen(ts, self) ? Py.None : null;

    [PyGetSet("closed", Doc = "Whether it is closed.")]
    private static PyObject* GetClosed(ThreadState* ts, bytesio* self) => Py.Bool(self->buf == null);

    [PyMethod("($self, /)", Doc = "Let go of the bytes.")]
    private static PyObject* close(ThreadState* ts, bytesio* self)
    {
        if (!CheckExports(ts, self))
            return null;
        Ref.Clear(ts, &self->buf);
        return Py.None;
    }

    // ---- Reading ----

    [PyMethod("($self, size=-1, /)", Doc = "Read at most size bytes; all that are left without a size or with a negative one.\n\nReturn b'' at the end.")]
    private static PyObject* read(ThreadState* ts, bytesio* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint size = -1) => BytesIO.Read(ts, self, size);

    [PyMethod("($self, size=-1, /)", Doc = "Read at most size bytes; all that are left without a size or with a negative one.\n\nReturn b'' at the end.")]
    private static PyObject* read1(ThreadState* ts, bytesio* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint size = -1) => BytesIO.Read(ts, self, size);

    [PyMethod("($self, size=-1, /)", Doc = "Read one line, with its end, of which at most size bytes if size is not negative.\n\nReturn b'' at the end.")]
    private static PyObject* readline(ThreadState* ts, bytesio* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint size = -1) =>
        CheckOpen(ts, self) ? BytesIO.Take(ts, self, BytesIO.LineLength(self, size)) : null;

    [PyMethod("($self, size=None, /)", Doc = "Return a list of the lines that are left.\n\nWith a size, no more are read once those read have about so many bytes.")]
    private static PyObject* readlines(ThreadState* ts, bytesio* self, PyObject* size) => BytesIO.ReadLines(ts, self, size);

    [PyMethod("($self, buffer, /)", Doc = "Read bytes into the buffer and return how many.\n\nThat is 0 at the end.")]
    private static PyObject* readinto(ThreadState* ts, bytesio* self, PyObject* buffer)
    {
        Py_buffer view;
        if (IoErrors.GetWritable(ts, buffer, "readinto() argument", &view) == Status.Error)
            return null;
        nint n = CheckOpen(ts, self) ? nint.Min(view.len, BytesIO.Left(self)) : -1;
        if (n > 0)
        {
            NativeMemory.Copy(PyBytes.Data(self->buf) + self->pos, view.buf, (nuint)n);
            self->pos += n;
        }
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return n < 0 ? null : PyLong.FromNInt(ts, n);
    }

    /// <summary>An iterator of a closed one can be had; it fails at the first line.</summary>
    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, bytesio* self)
    {
        if (!CheckOpen(ts, self))
            return null;
        nint n = BytesIO.LineLength(self, -1);
        return n == 0 ? null : BytesIO.Take(ts, self, n);
    }

    // ---- Writing ----

    [PyMethod("($self, b, /)", Doc = "Write the bytes and return how many there were.")]
    private static PyObject* write(ThreadState* ts, bytesio* self, PyObject* b)
    {
        nint n = BytesIO.Write(ts, self, b);
        return n < 0 ? null : PyLong.FromNInt(ts, n);
    }

    [PyMethod("($self, lines, /)", Doc = "Write all the bytes-like objects that the iterable gives.\n\nNothing is put between them.")]
    private static PyObject* writelines(ThreadState* ts, bytesio* self, PyObject* lines)
    {
        if (!CheckOpen(ts, self))
            return null;
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, lines));
        if (iterator.IsNull)
            return null;
        PyObject* item;
        while ((item = Obj.IterNext(ts, iterator.Pointer)) != null)
        {
            nint n = BytesIO.Write(ts, self, item);
            Ref.Dec(ts, item);
            if (n < 0)
                return null;
        }
        return Err.Occurred(ts) ? null : Py.None;
    }

    // ---- Positions ----

    [PyMethod("($self, /)", Doc = "Return the present position.")]
    private static PyObject* tell(ThreadState* ts, bytesio* self) => CheckOpen(ts, self) ? PyLong.FromNInt(ts, self->pos) : null;

    [PyMethod("($self, pos, whence=0, /)", Doc = "Move to a byte offset and return the new position.\n\nIt counts from the start (whence 0), from the present position (1) or from the end (2).")]
    private static PyObject* seek(ThreadState* ts, bytesio* self, nint pos, int whence = 0)
    {
        if (!CheckOpen(ts, self))
            return null;
        if (pos < 0 && whence == 0)
            return Err.Value(ts, $"negative seek value {pos}");
        if (whence is < 0 or > 2)
            return Err.Value(ts, $"invalid whence ({whence}, should be 0, 1 or 2)");
        nint origin = whence == 1 ? self->pos : whence == 2 ? self->string_size : 0;
        if (pos > nint.MaxValue - origin)
            return Err.Overflow(ts, "new position too large");
        self->pos = nint.Max(pos + origin, 0);
        return PyLong.FromNInt(ts, self->pos);
    }

    [PyMethod("($self, size=None, /)", Doc = "Cut the content to at most size bytes, by default to the present position.\n\nThe position does not change. Return the size.")]
    private static PyObject* truncate(ThreadState* ts, bytesio* self, PyObject* size)
    {
        if (!CheckOpen(ts, self) || !CheckExports(ts, self))
            return null;
        nint length = self->pos;
        if (size != Py.None)
        {
            length = (nint)ArgumentParsing.Int64(ts, size);
            if (length == -1 && Err.Occurred(ts))
                return null;
        }
        if (length < 0)
            return Err.Value(ts, $"negative size value {length}");
        if (length < self->string_size)
        {
            self->string_size = length;
            if (BytesIO.Resize(ts, self, length) == Status.Error)
                return null;
        }
        return PyLong.FromNInt(ts, length);
    }

    // ---- The whole ----

    [PyMethod("($self, /)", Doc = "Return all the bytes.")]
    private static PyObject* getvalue(ThreadState* ts, bytesio* self)
    {
        if (!CheckOpen(ts, self))
            return null;
        if (self->string_size != PyBytes.Length(self->buf) && self->exports == 0 && BytesIO.FitSize(ts, self) == Status.Error)
            return null;
        // Views may hold the object at a larger size.
        return self->string_size == PyBytes.Length(self->buf) ? Ref.New(self->buf) : PyBytes.FromSpan(ts, PyBytes.AsSpan(self->buf)[..(int)self->string_size]);
    }

    [PyMethod("($self, /)", Doc = "Return a view of the bytes through which they can be changed.")]
    private static PyObject* getbuffer(ThreadState* ts, bytesio* self) => CheckOpen(ts, self) ? BytesIOBufferType.View(ts, self) : null;

    [PyMethod("($self, /)")]
    private static PyObject* __getstate__(ThreadState* ts, bytesio* self) => BytesIO.GetState(ts, self);

    [PyMethod("($self, object, /)")]
    private static PyObject* __setstate__(ThreadState* ts, bytesio* self, PyObject* state) => BytesIO.SetState(ts, self, state);

    [PyMethod("($self, /)")]
    private static PyObject* __sizeof__(ThreadState* ts, bytesio* self)
    {
        nint size = ((PyObject*)self)->ob_type->tp_basicsize;
        // Bytes that others hold too are theirs.
        if (self->buf != null && !BytesIO.IsShared(self))
            size += PyBytes.HeaderSize + PyBytes.Length(self->buf) + 1;
        return PyLong.FromNInt(ts, size);
    }
}
