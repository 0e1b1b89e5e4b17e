// Directories: making, removing, listing, and the current one. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    [PyFunction("($module, /, path, mode=511, *, dir_fd=None)", Doc = "Make a directory. A relative path starts at the directory dir_fd, if given.")]
    private static Status mkdir(ThreadState* ts, PyObject* module, PyObject* path, int mode, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd)
    {
        using PathArg file = new(ts, path, "mkdir");
        if (file.Failed)
            return Status.Error;
        Blocking.Begin(ts);
        int failed = Libc.mkdirat(dir_fd, file.Narrow, (uint)mode);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, file.Object);
    }

    [PyFunction("($module, /, path, *, dir_fd=None)", Doc = "Remove an empty directory.")]
    private static Status rmdir(ThreadState* ts, PyObject* module, PyObject* path, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd) =>
        Remove(ts, path, "rmdir", dir_fd, AtRemovedir);

    private static Status Remove(ThreadState* ts, PyObject* path, string function, int dirFd, int flags)
    {
        using PathArg file = new(ts, path, function);
        if (file.Failed)
            return Status.Error;
        Blocking.Begin(ts);
        int failed = Libc.unlinkat(dirFd, file.Narrow, flags);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, file.Object);
    }

    [PyFunction("($module, /, path)", Doc = "Make a directory the current one. The path may be an open descriptor.")]
    private static Status chdir(ThreadState* ts, PyObject* module, PyObject* path)
    {
        using PathArg file = new(ts, path, "chdir", PathKinds.Fd);
        if (file.Failed)
            return Status.Error;
        Blocking.Begin(ts);
        int failed = file.Fd != -1 ? Libc.fchdir(file.Fd) : Libc.chdir(file.Narrow);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, file.Object);
    }

    [PyFunction("($module, /, path)", Doc = "Make a directory the root of the process.")]
    private static Status chroot(ThreadState* ts, PyObject* module, PyObject* path)
    {
        using PathArg file = new(ts, path, "chroot");
        if (file.Failed)
            return Status.Error;
        Blocking.Begin(ts);
        int failed = Libc.chroot(file.Narrow);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, file.Object);
    }

    [PyFunction("($module, /)", Doc = "The current directory, as str.")]
    private static PyObject* getcwd(ThreadState* ts, PyObject* module) => CurrentDirectory(ts, false);

    [PyFunction("($module, /)", Doc = "The current directory, as bytes.")]
    private static PyObject* getcwdb(ThreadState* ts, PyObject* module) => CurrentDirectory(ts, true);

    private static PyObject* CurrentDirectory(ThreadState* ts, bool asBytes)
    {
        nuint size = 1024;
        while (true)
        {
            byte* buffer = (byte*)Vivarium.Heap.RawDomain.Malloc(ts->interp->heap, size);
            if (buffer == null)
                return Err.NoMemory(ts);
            Blocking.Begin(ts);
            bool worked = Libc.getcwd(buffer, size) != null;
            int errno = Blocking.End(ts);
            PyObject* result = worked ? FsPath.Name(ts, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(buffer), asBytes) : null;
            Vivarium.Heap.RawDomain.Free(ts->interp->heap, buffer);
            if (worked || errno != OsError.ERANGE)
                return worked ? result : OsError.Raise(ts, errno);
            size *= 2;
        }
    }

    [PyFunction("($module, /, path=None)",
        Doc = "The names in a directory, in no order and without '.' and '..'.\n\nThe path may be None for the current directory, or an open descriptor; names are bytes if the path is.")]
    private static PyObject* listdir(ThreadState* ts, PyObject* module, PyObject* path)
    {
        using PathArg file = new(ts, path, "listdir", PathKinds.Fd | PathKinds.None);
        if (file.Failed)
            return null;
        void* dir = DirectoryStream.Open(ts, in file, out bool fromFd);
        if (dir == null)
            return null;
        PyObject* list = PyList.New(ts, 0);
        if (list != null && Fill(ts, dir, list, in file) != Status.Ok)
            Ref.Clear(ts, &list);
        DirectoryStream.Close(ts, dir, fromFd);
        return list;
    }

    private static Status Fill(ThreadState* ts, void* dir, PyObject* list, in PathArg file)
    {
        while (true)
        {
            dirent* entry = DirectoryStream.Next(ts, dir, out int errno);
            if (entry == null)
                return OsError.Check(ts, -errno, errno, file.Object);
            PyObject* name = FsPath.Name(ts, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry->d_name), file.IsBytes);
            if (name == null || PyList.AppendSteal(ts, list, name) != Status.Ok)
                return Status.Error;
        }
    }

    [PyFunction("($module, /, path=None)",
        Doc = "An iterator over the entries of a directory, which know more than their names. The path may be None or a descriptor.")]
    private static PyObject* scandir(ThreadState* ts, PyObject* module, PyObject* path) => ScandirIteratorType.New(ts, path);

    [PyFunction("($module, mask, /)", Doc = "Set the permissions that new files do not get; returns the mask before.")]
    private static int umask(ThreadState* ts, PyObject* module, int mask) => (int)Libc.umask((uint)mask);
}
