// _IOBase: what every stream has: the closed state, lines, and closing when it is finalized. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

[PyType("_io._IOBase", Layout = typeof(iobase), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, DictField = "dict", WeaklistField = "weakreflist",
    Doc = "The root of the stream classes.\n\nIts methods are those that a stream may leave out: reading and writing are absent, what a stream\ncannot do raises UnsupportedOperation. "
        + "Streams are iterators of their lines and can stand in a\nwith statement, which closes them:\n\nwith open('spam.txt', 'r') as fp:\n    fp.write('Spam and eggs!')\n")]
internal static unsafe partial class IOBaseType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => TypeSlots.Of(type)->tp_alloc(ts, type, 0);

    /// <summary>
    /// Streams close themselves when they die. `_finalizing` tells close() of a FileIO that it should warn; errors of close() are reported, not raised.
    /// </summary>
    [Slot]
    private static void tp_finalize(ThreadState* ts, PyObject* self)
    {
        PyObject* pending = Err.Fetch(ts);
        PyObject* attribute;
        Lookup found = Obj.LookupAttr(ts, self, Id.closed, &attribute);
        // Without a usable `closed` the object is in no state to be closed.
        Truth closed = found == Lookup.Found ? IoErrors.TruthSteal(ts, attribute) : Truth.Error;
        Err.Clear(ts);
        if (closed == Truth.False)
        {
            if (Obj.SetAttr(ts, self, Id._finalizing, Py.True) == Status.Error)
                Err.Clear(ts);
            if (IoErrors.DropSteal(ts, Call.Method(ts, self, Id.close)) == Status.Error)
                Err.WriteUnraisable(ts, "Exception ignored while finalizing file", self);
        }
        Err.Restore(ts, pending);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, iobase* self)
    {
        if (Finalization.CallFromDealloc(ts, (PyObject*)self))
            return;
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.Clear(ts, &self->dict);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ((iobase*)self)->dict == null ? 0 : visit(((iobase*)self)->dict, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, iobase* self) => Ref.Clear(ts, &self->dict);

    // ---- Position ----

    [PyMethod("($self, offset, whence=os.SEEK_SET, /)", Doc = "Move to a byte offset.\n\n  offset\n    Where to, counted from the place that whence names.\n  whence\n    os.SEEK_SET or 0: the start; "
        + "os.SEEK_CUR or 1: the present position;\n    os.SEEK_END or 2: the end.\n\nReturn the new absolute position.")]
    private static PyObject* seek(ThreadState* ts, PyObject* self, PyObject* offset, PyObject* whence = null) => IoErrors.Unsupported(ts, "seek");

    [PyMethod("($self, /)", Doc = "Return the present position.")]
    private static PyObject* tell(ThreadState* ts, PyObject* self) => Call.Method(ts, self, Id.seek, PyLong.SmallInt(0), PyLong.SmallInt(1));

    [PyMethod("($self, size=None, /)", Doc = "Cut the file to size bytes, by default to the present position, which does not change.\n\nReturn the new size.")]
    private static PyObject* truncate(ThreadState* ts, PyObject* self, PyObject* size) => IoErrors.Unsupported(ts, "truncate");

    // ---- The closed state ----

    /// <summary>close() has run to its end: it leaves a mark in the instance.</summary>
    private static Truth IsMarkedClosed(ThreadState* ts, PyObject* self) => Obj.HasAttr(ts, self, Id.__IOBase_closed);

    [PyMethod("($self, /)", Doc = "Write out what is buffered, where anything is.\n\nDoes nothing for streams that are only read or never wait.")]
    private static PyObject* flush(ThreadState* ts, PyObject* self)
    {
        Truth closed = IsMarkedClosed(ts, self);
        return closed == Truth.False ? Py.None : closed == Truth.True ? IoErrors.ClosedDot(ts) : null;
    }

    [PyMethod("($self, /)", Doc = "Flush and close the stream.\n\nDoes nothing when it is closed already.")]
    private static PyObject* close(ThreadState* ts, PyObject* self)
    {
        Truth closed = IsMarkedClosed(ts, self);
        if (closed != Truth.False)
            return closed == Truth.Error ? null : Py.None;
        Status flushed = IoErrors.DropSteal(ts, Call.Method(ts, self, Id.flush));
        PyObject* error = Err.Fetch(ts);
        Status marked = Obj.SetAttr(ts, self, Id.__IOBase_closed, Py.True);
        Err.ChainRestore(ts, error);
        return flushed == Status.Ok && marked == Status.Ok ? Py.None : null;
    }

    [PyGetSet("closed")]
    private static PyObject* GetClosed(ThreadState* ts, PyObject* self)
    {
        Truth closed = IsMarkedClosed(ts, self);
        return closed == Truth.Error ? null : Py.Bool(closed == Truth.True);
    }

    [PyGetSet("__dict__", Setter = nameof(SetDict))]
    private static PyObject* GetDict(ThreadState* ts, PyObject* self) => GenericAttr.GetDict(ts, self);

    private static Status SetDict(ThreadState* ts, PyObject* self, PyObject* value) => GenericAttr.SetDict(ts, self, value);

    /// <summary>Asks the attribute `closed`, which subclasses define; ValueError when it is true.</summary>
    public static Status CheckClosed(ThreadState* ts, PyObject* self)
    {
        PyObject* closed;
        Lookup found = Obj.LookupAttr(ts, self, Id.closed, &closed);
        if (found != Lookup.Found)
            return found == Lookup.Error ? Status.Error : Status.Ok;
        Truth truth = IoErrors.TruthSteal(ts, closed);
        if (truth == Truth.True)
            IoErrors.ClosedDot(ts);
        return truth == Truth.False ? Status.Ok : Status.Error;
    }

    /// <summary>The method must return True itself.</summary>
    private static PyObject* CheckAbility(ThreadState* ts, PyObject* self, PyObject* method, string what)
    {
        PyObject* able = Call.Method(ts, self, method);
        if (able == null || able == Py.True)
            return able;
        Ref.Dec(ts, able);
        return IoErrors.Unsupported(ts, $"File or stream is not {what}.");
    }

    public static PyObject* CheckSeekable(ThreadState* ts, PyObject* self) => CheckAbility(ts, self, Id.seekable, "seekable");
    public static PyObject* CheckReadable(ThreadState* ts, PyObject* self) => CheckAbility(ts, self, Id.readable, "readable");
    public static PyObject* CheckWritable(ThreadState* ts, PyObject* self) => CheckAbility(ts, self, Id.writable, "writable");

    [PyMethod("($self, /)")]
    private static Status _checkClosed(ThreadState* ts, PyObject* self) => CheckClosed(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* _checkSeekable(ThreadState* ts, PyObject* self) => CheckSeekable(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* _checkReadable(ThreadState* ts, PyObject* self) => CheckReadable(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* _checkWritable(ThreadState* ts, PyObject* self) => CheckWritable(ts, self);

    // ---- Abilities ----

    [PyMethod("($self, /)", Doc = "Tell whether seek(), tell() and truncate() work.\n\nThey raise OSError otherwise.")]
    private static bool seekable(ThreadState* ts, PyObject* self) => false;

    [PyMethod("($self, /)", Doc = "Tell whether the stream was opened for reading.\n\nread() raises OSError otherwise.")]
    private static bool readable(ThreadState* ts, PyObject* self) => false;

    [PyMethod("($self, /)", Doc = "Tell whether the stream was opened for writing.\n\nwrite() raises OSError otherwise.")]
    private static bool writable(ThreadState* ts, PyObject* self) => false;

    [PyMethod("($self, /)", Doc = "Return the file descriptor, if the stream has one.\n\nOSError is raised otherwise.")]
    private static PyObject* fileno(ThreadState* ts, PyObject* self) => IoErrors.Unsupported(ts, "fileno");

    [PyMethod("($self, /)", Doc = "Tell whether the stream is interactive: a terminal.\n\nFalse when that is not known.")]
    private static PyObject* isatty(ThreadState* ts, PyObject* self) => CheckClosed(ts, self) == Status.Ok ? Py.False : null;

    // ---- with ----

    [PyMethod("($self, /)")]
    private static PyObject* __enter__(ThreadState* ts, PyObject* self) => CheckClosed(ts, self) == Status.Ok ? Ref.New(self) : null;

    [PyMethod(NoKeywords = true)]
    private static PyObject* __exit__(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) => Call.Method(ts, self, Id.close);
}
