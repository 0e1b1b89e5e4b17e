// The iterator that scandir returns: an open directory, closed at its end, by close(), by a with statement, or with a warning when it is dropped before.
// See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal unsafe struct ScandirIteratorObject
{
    public PyObject ob_base;
    /// <summary>The path given, after __fspath__; null for None.</summary>
    public PyObject* path;
    public void* dirp;
    public int fd;
}

[PyType("posix.ScandirIterator", Layout = typeof(ScandirIteratorObject), BasicSize = 128, Flags = TypeFlags.DisallowInstantiation)]
internal static unsafe partial class ScandirIteratorType
{
    public static PyObject* New(ThreadState* ts, PyObject* path)
    {
        using PathArg file = new(ts, path, "scandir", PathKinds.Fd | PathKinds.None);
        if (file.Failed)
            return null;
        ScandirIteratorObject* self = (ScandirIteratorObject*)ObjectAlloc.New(ts, Type);
        if (self == null)
            return null;
        self->path = Ref.XNew(file.Object);
        self->fd = file.Fd;
        self->dirp = DirectoryStream.Open(ts, in file, out _);
        if (self->dirp != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    private static void Close(ThreadState* ts, ScandirIteratorObject* self)
    {
        void* dir = self->dirp;
        if (dir == null)
            return;
        self->dirp = null;
        DirectoryStream.Close(ts, dir, self->fd != -1);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, ScandirIteratorObject* self)
    {
        if (self->dirp == null)
            return null;
        dirent* found = DirectoryStream.Next(ts, self->dirp, out int errno);
        if (found != null)
        {
            PyObject* entry = DirEntryType.New(ts, self->path, self->fd, found);
            if (entry != null)
                return entry;
        }
        else if (errno != 0)
        {
            OsError.Raise(ts, errno, self->path);
        }
        Close(ts, self);
        return null;
    }

    [PyMethod("($self, /)", Doc = "Close the directory; nothing more comes.")]
    private static void close(ThreadState* ts, ScandirIteratorObject* self) => Close(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* __enter__(ThreadState* ts, PyObject* self) => Ref.New(self);

    [PyMethod]
    private static PyObject* __exit__(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        Close(ts, (ScandirIteratorObject*)self);
        return Py.None;
    }

    [Slot]
    private static void tp_finalize(ThreadState* ts, ScandirIteratorObject* self)
    {
        if (self->dirp == null)
            return;
        PyObject* raised = Err.Fetch(ts);
        if (Err.Warn(ts, Exc.ResourceWarning, $"unclosed scandir iterator {Obj.ReprText(ts, (PyObject*)self)}", 1, (PyObject*)self) != Status.Ok && Err.Matches(ts, Exc.Warning))
            Err.WriteUnraisable(ts, "Exception ignored while finalizing scandir iterator", (PyObject*)self);
        Err.Clear(ts);
        Close(ts, self);
        Err.Restore(ts, raised);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, ScandirIteratorObject* self)
    {
        if (self->dirp != null && Finalization.CallFromDealloc(ts, (PyObject*)self))
            return;
        Ref.XDec(ts, self->path);
        ObjectAlloc.Free(ts, self);
    }
}
