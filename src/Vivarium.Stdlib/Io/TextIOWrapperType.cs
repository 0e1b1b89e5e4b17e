// TextIOWrapper: text over a buffered binary stream. What its methods do is in the files TextIO.*.cs. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyType("_io.TextIOWrapper", Layout = typeof(textio), Base = typeof(TextIOBaseType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, DictField = "dict", WeaklistField = "weakreflist",
    TextSignature = "(buffer, encoding=None, errors=None, newline=None,\n              line_buffering=False, write_through=False)",
    Doc = "Text, in lines or characters, over a buffered binary stream.\n\nencoding names the codec, by default that of the locale.\n\n"
        + "errors says what becomes of text and bytes that it can not convert; see help(codecs.Codec).\nThe default is \\\"strict\\\".\n\n"
        + "newline governs line ends: None, '', '\\n', '\\r' or '\\r\\n'.\n\n* Reading: with None, lines may end in '\\n', '\\r' or '\\r\\n', and all become '\\n'. With '' they\n"
        + "  may too, but stay as they are. With another value only that ends lines, and stays.\n\n* Writing: with None, '\\n' becomes os.linesep. With '' or '\\n' it stays. With another value it\n"
        + "  becomes that.\n\nWith line_buffering true, writing a line end flushes.")]
[PyMember("encoding", "encoding", MemberType.Object)]
[PyMember("line_buffering", "line_buffering", MemberType.Bool)]
[PyMember("write_through", "write_through", MemberType.Bool)]
[PyMember("_finalizing", "finalizing", MemberType.Bool, ReadOnly = false)]
internal static unsafe partial class TextIOWrapperType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => TypeSlots.Of(type)->tp_alloc(ts, type, 0);

    [Slot("(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)")]
    private static Status tp_init(ThreadState* ts, textio* self, PyObject* buffer, PyASCIIObject* encoding, PyObject* errors, PyASCIIObject* newline,
        bool line_buffering = false, bool write_through = false) =>
        TextIO.Init(ts, self, buffer, (PyObject*)encoding, errors, (PyObject*)newline, line_buffering, write_through);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, textio* self)
    {
        self->finalizing = 1;
        if (Finalization.CallFromDealloc(ts, (PyObject*)self))
            return;
        GcList.UntrackIfTracked(self);
        self->ok = 0;
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        TextIO.Clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => TextIO.Traverse(self, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, textio* self) => TextIO.Clear(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => TextIO.Repr(ts, self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, PyObject* self) => TextIO.NextLine(ts, (textio*)self);

    [PyMethod("($self, /)")]
    private static PyObject* detach(ThreadState* ts, textio* self) => TextIO.Detach(ts, self);

    [PyMethod("($self, text, /)")]
    private static PyObject* write(ThreadState* ts, textio* self, [Of(typeof(StrType))] PyObject* text) => TextIO.WriteMethod(ts, self, text);

    [PyMethod("($self, size=-1, /)")]
    private static PyObject* read(ThreadState* ts, textio* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint size = -1) => TextIO.Read(ts, self, size);

    [PyMethod("($self, size=-1, /)")]
    private static PyObject* readline(ThreadState* ts, textio* self, nint size = -1) => TextIO.CheckAttached(ts, self) ? TextIO.ReadLine(ts, self, size) : null;

    [PyMethod("($self, /)")]
    private static PyObject* flush(ThreadState* ts, textio* self) => TextIO.Flush(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* close(ThreadState* ts, textio* self) => TextIO.Close(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* fileno(ThreadState* ts, textio* self) => TextIO.AskBuffer(ts, self, Id.fileno);

    [PyMethod("($self, /)")]
    private static PyObject* seekable(ThreadState* ts, textio* self) => TextIO.AskBuffer(ts, self, Id.seekable);

    [PyMethod("($self, /)")]
    private static PyObject* readable(ThreadState* ts, textio* self) => TextIO.AskBuffer(ts, self, Id.readable);

    [PyMethod("($self, /)")]
    private static PyObject* writable(ThreadState* ts, textio* self) => TextIO.AskBuffer(ts, self, Id.writable);

    [PyMethod("($self, /)")]
    private static PyObject* isatty(ThreadState* ts, textio* self) => TextIO.AskBuffer(ts, self, Id.isatty);

    [PyMethod("($self, cookie, whence=os.SEEK_SET, /)", Doc = "Move to a position.\n\n  cookie\n    Zero, or a number that tell() returned.\n  whence\n"
        + "    os.SEEK_SET or 0: to the position that the cookie stands for;\n    os.SEEK_CUR or 1: nowhere, the cookie must be zero;\n    os.SEEK_END or 2: to the end, the cookie must be zero.\n\n"
        + "Return the new position.")]
    private static PyObject* seek(ThreadState* ts, textio* self, PyObject* cookie, int whence = 0) => TextIO.Seek(ts, self, cookie, whence);

    [PyMethod("($self, /)", Doc = "Return a number that seek() can return to.\n\nIt is not, or not only, a count of bytes or characters.")]
    private static PyObject* tell(ThreadState* ts, textio* self) => TextIO.Tell(ts, self);

    [PyMethod("($self, pos=None, /)")]
    private static PyObject* truncate(ThreadState* ts, textio* self, PyObject* pos) => TextIO.Truncate(ts, self, pos);

    [PyMethod("($self, /, *, encoding=None, errors=None, newline=<unrepresentable>, line_buffering=None, write_through=None)",
        Doc = "Change settings of the stream, after a flush.\n\nencoding, errors and newline can not be changed any more once something was read.")]
    private static PyObject* reconfigure(ThreadState* ts, textio* self, PyASCIIObject* encoding, PyASCIIObject* errors, PyObject* newline = null,
        PyObject* line_buffering = null, PyObject* write_through = null) =>
        TextIO.Reconfigure(ts, self, OrNone(encoding), OrNone(errors), newline, OrNone(line_buffering), OrNone(write_through));

    private static PyObject* OrNone(void* o) => o == null ? Py.None : (PyObject*)o;

    [PyMethod("($self, /)")]
    private static PyObject* __getstate__(ThreadState* ts, PyObject* self) => IoErrors.CannotPickle(ts, self);

    [PyGetSet("name")]
    private static PyObject* GetName(ThreadState* ts, textio* self) => TextIO.AttributeOfBuffer(ts, self, Id.name);

    [PyGetSet("closed")]
    private static PyObject* GetClosed(ThreadState* ts, textio* self) =>
        self->ok <= 0 && self->detached == 0 ? Py.True : TextIO.AttributeOfBuffer(ts, self, Id.closed);

    [PyGetSet("buffer")]
    private static PyObject* GetBuffer(ThreadState* ts, textio* self) => TextIO.CheckAttached(ts, self) ? Ref.New(self->buffer) : null;

    [PyGetSet("errors")]
    private static PyObject* GetErrors(ThreadState* ts, textio* self) =>
        self->ok > 0 ? Ref.New(self->errors) : Err.Value(ts, "I/O operation on uninitialized object");

    [PyGetSet("newlines")]
    private static PyObject* GetNewlines(ThreadState* ts, textio* self)
    {
        if (!TextIO.CheckAttached(ts, self))
            return null;
        PyObject* newlines;
        if (self->decoder == null)
            return Py.None;
        Lookup found = Obj.LookupAttr(ts, self->decoder, Id.newlines, &newlines);
        return found == Lookup.Found ? newlines : found == Lookup.Missing ? Py.None : null;
    }

    [PyGetSet("_CHUNK_SIZE", Setter = nameof(SetChunkSize))]
    private static PyObject* GetChunkSize(ThreadState* ts, textio* self) => TextIO.CheckAttached(ts, self) ? PyLong.FromNInt(ts, self->chunk_size) : null;

    private static Status SetChunkSize(ThreadState* ts, textio* self, PyObject* value)
    {
        if (!TextIO.CheckAttached(ts, self))
            return Status.Error;
        if (value == null)
        {
            Err.Attribute(ts, $"attribute '_CHUNK_SIZE' of '{PyType.TpName(TextIOWrapperType.Type)}' objects cannot be deleted");
            return Status.Error;
        }
        nint size = Num.AsSsize(ts, value, Exc.ValueError);
        if (size == -1 && Err.Occurred(ts))
            return Status.Error;
        if (size <= 0)
            return Err.ValueStatus(ts, "a strictly positive integer is required");
        self->chunk_size = size;
        return Status.Ok;
    }
}
