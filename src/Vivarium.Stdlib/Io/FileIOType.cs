// FileIO: a raw stream over a file descriptor. Opening: FileIOType.Open.cs; reading and writing: FileIOType.Transfer.cs. See docs/internals/io.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Io;

[PyType("_io.FileIO", Layout = typeof(fileio), Base = typeof(RawIOBaseType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, DictField = "dict", WeaklistField = "weakreflist",
    TextSignature = "(file, mode='r', closefd=True, opener=None)",
    Doc = "A file without buffering.\n\nThe mode is 'r' (the default), 'w', 'x' or 'a', for reading, writing, creating or appending, and may\n"
        + "be followed by '+' for both directions. 'w' and 'a' make a file that is not there, 'w' empties one\nthat is, 'x' refuses it. "
        + "With an opener the descriptor is what opener(file, flags) returns.")]
[PyMember("_finalizing", "finalizing", MemberType.Bool, ReadOnly = false)]
internal static unsafe partial class FileIOType
{
    public static bool CheckExact(PyObject* o) => o->ob_type == Type;

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        fileio* self = (fileio*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->fd = -1;
        self->seekable = -1;
        self->closefd = true;
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, fileio* self)
    {
        self->finalizing = 1;
        if (Finalization.CallFromDealloc(ts, (PyObject*)self))
            return;
        GcList.UntrackIfTracked(self);
        MemDomain.Free(ts->interp->heap, self->stat_atopen);
        self->stat_atopen = null;
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.Clear(ts, &self->dict);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ((fileio*)self)->dict == null ? 0 : visit(((fileio*)self)->dict, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, fileio* self) => Ref.Clear(ts, &self->dict);

    // ---- Closing ----

    /// <summary>Closes the descriptor, without an exception when it is not ours. EINTR is no error: the descriptor is gone then.</summary>
    private static Status CloseDescriptor(ThreadState* ts, fileio* self)
    {
        int fd = self->fd;
        if (fd < 0)
            return Status.Ok;
        self->fd = -1;
        int error = SystemCalls.Close(ts, fd);
        if (error is 0 or SystemCalls.EINTR)
            return Status.Ok;
        Err.FromErrno(ts, error, null);
        return Status.Error;
    }

    [PyMethod("($self, /)", Doc = "Close the file.\n\nMost methods raise ValueError afterwards. close() may be called again.")]
    private static PyObject* close(ThreadState* ts, fileio* self)
    {
        PyObject* o = (PyObject*)self;
        // The base class flushes, which a subclass may have given a meaning.
        PyObject* result = Call.OneArg(ts, BaseClose(ts), o);
        if (!self->closefd)
        {
            self->fd = -1;
            return result;
        }
        PyObject* error = result == null ? Err.Fetch(ts) : null;
        if (self->finalizing != 0)
            WarnUnclosed(ts, self, o);
        Status closed = CloseDescriptor(ts, self);
        Err.ChainRestore(ts, error);
        if (closed == Status.Ok)
            return result;
        Ref.XDec(ts, result);
        return null;
    }

    private static PyObject* BaseClose(ThreadState* ts) => PyType.LookupBorrowed(ts, RawIOBaseType.Type, Id.close);

    private static void WarnUnclosed(ThreadState* ts, fileio* self, PyObject* source)
    {
        if (self->fd < 0 || !self->closefd)
            return;
        PyObject* pending = Err.Fetch(ts);
        if (Err.Warn(ts, Exc.ResourceWarning, $"unclosed file {Obj.ReprText(ts, source)}", 1, source) == Status.Error)
        {
            // A warning that became an error cannot be raised from here.
            if (Err.Matches(ts, Exc.Warning))
                Err.WriteUnraisable(ts, "Exception ignored while finalizing file", source);
        }
        Err.Restore(ts, pending);
    }

    [PyMethod("($self, object, /)")]
    private static PyObject* _dealloc_warn(ThreadState* ts, fileio* self, PyObject* source)
    {
        WarnUnclosed(ts, self, source);
        return Py.None;
    }

    public static void DeallocWarn(ThreadState* ts, PyObject* self, PyObject* source) => WarnUnclosed(ts, (fileio*)self, source);

    // ---- What it is ----

    /// <summary>An exact FileIO with no attributes but its name: its methods are known to be its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsPlain(PyObject* o) => o->ob_type == Type && (((fileio*)o)->dict == null || PyDict.Size(((fileio*)o)->dict) <= 1);

    public static bool IsClosed(PyObject* o) => ((fileio*)o)->fd < 0;

    [PyGetSet("closed", Doc = "Whether the file is closed.")]
    private static PyObject* GetClosed(ThreadState* ts, fileio* self) => Py.Bool(self->fd < 0);

    [PyGetSet("closefd", Doc = "Whether close() closes the descriptor.")]
    private static PyObject* GetCloseFd(ThreadState* ts, fileio* self) => Py.Bool(self->closefd);

    private static string ModeText(fileio* self)
    {
        if (self->created)
            return self->readable ? "xb+" : "xb";
        if (self->appending)
            return self->readable ? "ab+" : "ab";
        if (self->readable)
            return self->writable ? "rb+" : "rb";
        return "wb";
    }

    [PyGetSet("mode", Doc = "The mode the file was opened in.")]
    private static PyObject* GetMode(ThreadState* ts, fileio* self) => PyUnicode.FromString(ts, ModeText(self));

    [PyGetSet("_blksize", Doc = "The size of a buffer that suits the device.")]
    private static PyObject* GetBlockSize(ThreadState* ts, fileio* self) => PyLong.FromNInt(ts, BlockSize(self));

    /// <summary>What the system says, but never less than the default and never beyond 8 MiB.</summary>
    public static nint BlockSize(fileio* self)
    {
        if (self->stat_atopen == null || self->stat_atopen->st_blksize <= 1)
            return IoModule.DefaultBufferSize;
        return (nint)long.Max(long.Min(self->stat_atopen->st_blksize, 8192 * 1024), IoModule.DefaultBufferSize);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, fileio* self)
    {
        string type = StreamRepr.TypeName((PyObject*)self);
        if (self->fd < 0)
            return PyUnicode.FromString(ts, $"<{type} [closed]>");
        PyObject* name;
        if (Obj.LookupAttr(ts, (PyObject*)self, Id.name, &name) == Lookup.Error)
            return null;
        string tail = $"mode='{ModeText(self)}' closefd={(self->closefd ? "True" : "False")}>";
        if (name == null)
            return PyUnicode.FromString(ts, $"<{type} fd={self->fd} {tail}");
        using Owned<PyObject> hold = Own.Of(ts, name);
        return StreamRepr.WithName(ts, (PyObject*)self, name, $" {tail}");
    }

    [PyMethod("($self, /)")]
    private static PyObject* __getstate__(ThreadState* ts, PyObject* self) => IoErrors.CannotPickle(ts, self);

    [PyMethod("($self, /)", Doc = "Return the file descriptor.")]
    private static PyObject* fileno(ThreadState* ts, fileio* self) => self->fd < 0 ? IoErrors.Closed(ts) : PyLong.FromInt64(ts, self->fd);

    [PyMethod("($self, /)", Doc = "Tell whether the file was opened for reading.")]
    private static PyObject* readable(ThreadState* ts, fileio* self) => self->fd < 0 ? IoErrors.Closed(ts) : Py.Bool(self->readable);

    [PyMethod("($self, /)", Doc = "Tell whether the file was opened for writing.")]
    private static PyObject* writable(ThreadState* ts, fileio* self) => self->fd < 0 ? IoErrors.Closed(ts) : Py.Bool(self->writable);

    [PyMethod("($self, /)", Doc = "Tell whether the file has positions to move to.")]
    private static PyObject* seekable(ThreadState* ts, fileio* self)
    {
        if (self->fd < 0)
            return IoErrors.Closed(ts);
        if (self->seekable < 0 && SeekTo(ts, self, 0, 1, suppressPipeError: false) < 0)
            Err.Clear(ts);
        return Py.Bool(self->seekable > 0);
    }

    [PyMethod("($self, /)", Doc = "Tell whether the file is a terminal.")]
    private static PyObject* isatty(ThreadState* ts, fileio* self) => self->fd < 0 ? IoErrors.Closed(ts) : Py.Bool(SystemCalls.IsATerminal(self->fd));

    /// <summary>Spares the question for what was no character device when it was opened.</summary>
    [PyMethod("($self, /)", Doc = "Tell whether the file was a terminal when it was opened.\n\nOnly files that can be terminals are asked.")]
    private static PyObject* _isatty_open_only(ThreadState* ts, fileio* self) =>
        self->stat_atopen != null && !SystemCalls.IsCharacterDevice(self->stat_atopen->st_mode) ? Py.False : isatty(ts, self);
}
