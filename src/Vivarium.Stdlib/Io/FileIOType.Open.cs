// FileIO: opening, by name, by an opener, or over a descriptor that is open already.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Io;

internal static unsafe partial class FileIOType
{
    private const int NewFileMode = 0b110_110_110;
    private const string ModeRule = "Must have exactly one of create/read/write/append mode and at most one plus";

    [Slot("(file, mode='r', closefd=True, opener=None)")]
    private static Status tp_init(ThreadState* ts, fileio* self, PyObject* file, PyASCIIObject* mode = null, bool closefd = true, PyObject* opener = null)
    {
        if (self->fd >= 0)
        {
            if (!self->closefd)
                self->fd = -1;
            else if (CloseDescriptor(ts, self) == Status.Error)
                return Status.Error;
        }
        string modeText = mode == null ? "r" : PyUnicode.ToString((PyObject*)mode);
        if (modeText.Contains('\0', StringComparison.Ordinal))
            return Err.ValueStatus(ts, "embedded null character");
        if (!TakeDescriptor(ts, file, out int fd))
            return Status.Error;
        using Owned<PyObject> path = Own.Of(ts, fd >= 0 ? null : FilePaths.Encode(ts, file));
        if (fd < 0 && path.IsNull)
            return Status.Error;
        self->created = self->readable = self->writable = self->appending = false;
        self->seekable = -1;
        self->closefd = closefd;
        if (!ReadMode(ts, self, modeText, out int flags))
            return Status.Error;
        bool ours = false;
        if (fd >= 0)
        {
            self->fd = fd;
        }
        else
        {
            if (!closefd)
                return Err.ValueStatus(ts, "Cannot use closefd=False with file name");
            ours = true;
            self->fd = opener == null || opener == Py.None ? OpenPath(ts, path.Pointer, flags, file) : CallOpener(ts, opener, file, flags);
            if (self->fd < 0)
                return Status.Error;
        }
        if (Prepare(ts, self, file) == Status.Ok)
            return Status.Ok;
        if (!ours)
        {
            self->fd = -1;
            return Status.Error;
        }
        PyObject* error = Err.Fetch(ts);
        if (CloseDescriptor(ts, self) == Status.Error)
            Err.Clear(ts);
        Err.Restore(ts, error);
        return Status.Error;
    }

    /// <summary>A descriptor when the file is an int that fits; -1 for names.</summary>
    private static bool TakeDescriptor(ThreadState* ts, PyObject* file, out int fd)
    {
        fd = -1;
        if (!PyLong.Check(file))
            return true;
        if (file->ob_type == BoolType.Type && Err.Warn(ts, Exc.RuntimeWarning, "bool is used as a file descriptor", 1) == Status.Error)
            return false;
        int overflow;
        long value = PyLong.AsInt64AndOverflow(ts, file, &overflow);
        if (overflow != 0 || value is > int.MaxValue or < int.MinValue)
            return true;
        if (value < 0)
        {
            Err.Value(ts, "negative file descriptor");
            return false;
        }
        fd = (int)value;
        return true;
    }

    private static bool ReadMode(ThreadState* ts, fileio* self, string mode, out int flags)
    {
        flags = 0;
        bool kind = false;
        bool plus = false;
        foreach (char c in mode)
        {
            switch (c)
            {
                case 'x' or 'r' or 'w' or 'a' when !kind:
                    kind = true;
                    self->readable = c == 'r';
                    self->writable = c != 'r';
                    self->created = c == 'x';
                    self->appending = c == 'a';
                    flags |= c switch
                    {
                        'x' => SystemCalls.O_EXCL | SystemCalls.O_CREAT,
                        'w' => SystemCalls.O_CREAT | SystemCalls.O_TRUNC,
                        'a' => SystemCalls.O_APPEND | SystemCalls.O_CREAT,
                        _ => 0,
                    };
                    break;
                case '+' when !plus:
                    plus = true;
                    break;
                case 'b':
                    break;
                case 'x' or 'r' or 'w' or 'a' or '+':
                    Err.Value(ts, ModeRule);
                    return false;
                default:
                    Err.Value(ts, $"invalid mode: {mode}");
                    return false;
            }
        }
        if (!kind)
        {
            Err.Value(ts, ModeRule);
            return false;
        }
        if (plus)
            self->readable = self->writable = true;
        flags |= self->readable && self->writable ? SystemCalls.O_RDWR : self->readable ? SystemCalls.O_RDONLY : SystemCalls.O_WRONLY;
        flags |= SystemCalls.O_CLOEXEC;
        return true;
    }

    private static int OpenPath(ThreadState* ts, PyObject* path, int flags, PyObject* name)
    {
        while (true)
        {
            int fd = SystemCalls.Open(ts, PyBytes.Data(path), flags, NewFileMode, out int error);
            if (fd >= 0)
                return fd;
            if (error != SystemCalls.EINTR)
            {
                Err.FromErrno(ts, error, name);
                return -1;
            }
            if (Interruptions.Serve(ts) == Status.Error)
                return -1;
        }
    }

    private static int CallOpener(ThreadState* ts, PyObject* opener, PyObject* file, int flags)
    {
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, flags));
        using Owned<PyObject> result = Own.Of(ts, number.IsNull ? null : Call.TwoArgs(ts, opener, file, number.Pointer));
        if (result.IsNull)
            return -1;
        if (!PyLong.Check(result.Pointer))
        {
            Err.Type(ts, "expected integer from opener");
            return -1;
        }
        int fd = ArgumentParsing.Int32(ts, result.Pointer);
        if (fd == -1 && Err.Occurred(ts))
            return -1;
        if (fd < 0)
        {
            Err.Value(ts, $"opener returned {fd}");
            return -1;
        }
        if (SystemCalls.SetNotInherited(fd) == 0)
            return fd;
        Err.FromErrno(ts, SystemCalls.LastError, null);
        return -1;
    }

    /// <summary>What is done once the descriptor is there: directories are refused, the name is kept, appending starts at the end.</summary>
    private static Status Prepare(ThreadState* ts, fileio* self, PyObject* name)
    {
        MemDomain.Free(ts->interp->heap, self->stat_atopen);
        self->stat_atopen = null;
        if (SystemCalls.Stat(self->fd, out StatAtOpen stat))
        {
            if (SystemCalls.IsDirectory(stat.st_mode))
            {
                Err.FromErrno(ts, SystemCalls.EISDIR, name);
                return Status.Error;
            }
            self->stat_atopen = (StatAtOpen*)MemDomain.Malloc(ts->interp->heap, (nuint)sizeof(StatAtOpen));
            if (self->stat_atopen == null)
            {
                Err.NoMemory(ts);
                return Status.Error;
            }
            *self->stat_atopen = stat;
        }
        else if (SystemCalls.LastError == SystemCalls.EBADF)
        {
            Err.FromErrno(ts, SystemCalls.EBADF, null);
            return Status.Error;
        }
        if (Obj.SetAttr(ts, (PyObject*)self, Id.name, name) == Status.Error)
            return Status.Error;
        return self->appending && SeekTo(ts, self, 0, 2, suppressPipeError: true) < 0 && Err.Occurred(ts) ? Status.Error : Status.Ok;
    }
}
