// StringIO: text in memory. Its storage: StringIO.cs. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyType("_io.StringIO", Layout = typeof(stringio), Base = typeof(TextIOBaseType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, DictField = "dict", WeaklistField = "weakreflist",
    TextSignature = "(initial_value='', newline='\\n')",
    Doc = "Text in memory, read and written like a file.\n\ninitial_value is what it holds at first; newline is that of TextIOWrapper, but None\nwrites '\\n' as '\\n' everywhere.")]
internal static unsafe partial class StringIOType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        stringio* self = (stringio*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self != null)
            self->state = 1;
        return (PyObject*)self;
    }

    [Slot("(initial_value='', newline='\\n')")]
    private static Status tp_init(ThreadState* ts, stringio* self, PyObject* initial_value = null, PyObject* newline = null) =>
        StringIO.Init(ts, self, initial_value, newline == null ? PyUnicode.Latin1Char('\n') : newline);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, stringio* self)
    {
        if (Finalization.CallFromDealloc(ts, (PyObject*)self))
            return;
        GcList.UntrackIfTracked(self);
        self->ok = 0;
        StringIO.FreeBuffer(ts, self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        StringIO.ForgetNewline(ts, self);
        Ref.Clear(ts, &self->dict);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        stringio* o = (stringio*)self;
        PyObject** fields = stackalloc PyObject*[] { o->dict, o->decoder, o->readnl, o->writenl };
        for (int i = 0; i < 4; i++)
        {
            int r = fields[i] == null ? 0 : visit(fields[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, stringio* self) => Ref.Clear(ts, &self->dict);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, PyObject* self)
    {
        stringio* o = (stringio*)self;
        if (!StringIO.CheckOpen(ts, o))
            return null;
        PyObject* line;
        if (self->ob_type == Type)
        {
            line = StringIO.ReadLine(ts, o, -1);
        }
        else
        {
            // The subclass may have another readline().
            line = Call.Method(ts, self, Id.readline);
            if (line != null && !PyUnicode.Check(line))
            {
                Err.SetString(ts, Exc.OSError, $"readline() should have returned a str object, not '{PyType.NameOf(line)}'");
                Ref.Dec(ts, line);
                return null;
            }
        }
        if (line == null || PyUnicode.Length(line) > 0)
            return line;
        Ref.Dec(ts, line);
        return null;
    }

    // ---- Reading and writing ----

    [PyMethod("($self, size=-1, /)", Doc = "Read at most size characters; all that are left without a size or with a negative one.")]
    private static PyObject* read(ThreadState* ts, stringio* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint size = -1) =>
        StringIO.CheckOpen(ts, self) ? StringIO.Take(ts, self, size) : null;

    [PyMethod("($self, size=-1, /)", Doc = "Read up to the end of the line.\n\nReturn an empty str at the end.")]
    private static PyObject* readline(ThreadState* ts, stringio* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint size = -1) =>
        StringIO.CheckOpen(ts, self) ? StringIO.ReadLine(ts, self, size) : null;

    [PyMethod("($self, s, /)", Doc = "Write the text and return its length in characters.")]
    private static PyObject* write(ThreadState* ts, stringio* self, PyObject* s)
    {
        if (!StringIO.CheckInitialized(ts, self))
            return null;
        if (!PyUnicode.Check(s))
            return Err.Type(ts, $"string argument expected, got '{PyType.NameOf(s)}'");
        if (!StringIO.CheckOpen(ts, self))
            return null;
        nint length = PyUnicode.Length(s);
        return length > 0 && StringIO.Write(ts, self, s) == Status.Error ? null : PyLong.FromNInt(ts, length);
    }

    [PyMethod("($self, /)", Doc = "Return the whole text.")]
    private static PyObject* getvalue(ThreadState* ts, stringio* self) => StringIO.CheckOpen(ts, self) ? StringIO.Value(ts, self) : null;

    // ---- Positions ----

    [PyMethod("($self, /)", Doc = "Return the present position.")]
    private static PyObject* tell(ThreadState* ts, stringio* self) => StringIO.CheckOpen(ts, self) ? PyLong.FromNInt(ts, self->pos) : null;

    [PyMethod("($self, pos, whence=0, /)", Doc = "Move and return the new position.\n\nIt counts from the start (whence 0); from the present position (1) and from the end (2) only pos 0 is allowed.")]
    private static PyObject* seek(ThreadState* ts, stringio* self, nint pos, int whence = 0)
    {
        if (!StringIO.CheckOpen(ts, self))
            return null;
        if (whence is < 0 or > 2)
            return Err.Value(ts, $"Invalid whence ({whence}, should be 0, 1 or 2)");
        if (pos < 0 && whence == 0)
            return Err.Value(ts, $"Negative seek position {pos}");
        if (whence != 0 && pos != 0)
            return Err.SetString(ts, Exc.OSError, "Can't do nonzero cur-relative seeks");
        self->pos = whence == 1 ? self->pos : whence == 2 ? self->string_size : pos;
        return PyLong.FromNInt(ts, self->pos);
    }

    [PyMethod("($self, pos=None, /)", Doc = "Cut the text to at most pos characters, by default to the present position.\n\nThe position does not change. Return the size.")]
    private static PyObject* truncate(ThreadState* ts, stringio* self, [Converter(nameof(IoErrors.OptionalPosition), In = typeof(IoErrors))] nint pos = IoErrors.PresentPosition)
    {
        if (!StringIO.CheckOpen(ts, self))
            return null;
        nint size = pos == IoErrors.PresentPosition ? self->pos : pos;
        if (size < 0)
            return Err.Value(ts, $"Negative size value {size}");
        StringIO.Shorten(ts, self, size);
        return PyLong.FromNInt(ts, size);
    }

    // ---- What it is ----

    [PyMethod("($self, /)", Doc = "Let go of the text.\n\nOperations raise ValueError afterwards. close() may be called again.")]
    private static PyObject* close(ThreadState* ts, stringio* self)
    {
        self->closed = 1;
        StringIO.FreeBuffer(ts, self);
        return Py.None;
    }

    private static PyObject* TrueIfOpen(ThreadState* ts, stringio* self) => StringIO.CheckOpen(ts, self) ? Py.True : null;

    [PyMethod("($self, /)", Doc = "Tell that it can be read.")]
    private static PyObject* readable(ThreadState* ts, stringio* self) => TrueIfOpen(ts, self);

    [PyMethod("($self, /)", Doc = "Tell that it can be written.")]
    private static PyObject* writable(ThreadState* ts, stringio* self) => TrueIfOpen(ts, self);

    [PyMethod("($self, /)", Doc = "Tell that it has positions.")]
    private static PyObject* seekable(ThreadState* ts, stringio* self) => TrueIfOpen(ts, self);

    [PyGetSet("closed")]
    private static PyObject* GetClosed(ThreadState* ts, stringio* self) => StringIO.CheckInitialized(ts, self) ? Py.Bool(self->closed != 0) : null;

    [PyGetSet("line_buffering")]
    private static PyObject* GetLineBuffering(ThreadState* ts, stringio* self) => StringIO.CheckOpen(ts, self) ? Py.False : null;

    [PyGetSet("newlines")]
    private static PyObject* GetNewlines(ThreadState* ts, stringio* self)
    {
        if (!StringIO.CheckOpen(ts, self))
            return null;
        return self->decoder == null ? Py.None : Obj.GetAttr(ts, self->decoder, Id.newlines);
    }

    [PyMethod("($self, /)")]
    private static PyObject* __getstate__(ThreadState* ts, stringio* self) => StringIO.GetState(ts, self);

    [PyMethod("($self, state, /)")]
    private static PyObject* __setstate__(ThreadState* ts, stringio* self, PyObject* state) => StringIO.SetState(ts, self, state);
}
