// Names of files: links, renaming, removing; special files. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    [PyFunction("($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None,\n     follow_symlinks=(os.name != 'nt'))",
        Doc = "Give a file another name (a hard link).\n\nRelative paths start at the directory descriptors, if given.")]
    private static Status link(
        ThreadState* ts, PyObject* module, PyObject* src, PyObject* dst, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int src_dir_fd = Fds.Cwd,
        [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dst_dir_fd = Fds.Cwd, [Converter(nameof(OptionalFlag))] int follow_symlinks = -1)
    {
        using PathArg from = new(ts, src, "link", PathKinds.Path, "src");
        if (from.Failed)
            return Status.Error;
        using PathArg to = new(ts, dst, "link", PathKinds.Path, "dst");
        if (to.Failed)
            return Status.Error;
        Blocking.Begin(ts);
        // Without the argument the system's link() decides, which on Linux does not follow.
        int failed = Libc.linkat(src_dir_fd, from.Narrow, dst_dir_fd, to.Narrow, follow_symlinks == 1 ? AtSymlinkFollow : 0);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, from.Object, to.Object);
    }

    /// <summary>A truth value that can be told from an absent argument.</summary>
    private static Status OptionalFlag(ThreadState* ts, PyObject* o, out int value)
    {
        Truth truth = Obj.IsTrue(ts, o);
        value = (int)truth;
        return truth == Truth.Error ? Status.Error : Status.Ok;
    }

    [PyFunction("($module, /, src, dst, target_is_directory=False, *, dir_fd=None)", Doc = "Make dst a symbolic link to src. target_is_directory has no meaning here.")]
    private static Status symlink(
        ThreadState* ts, PyObject* module, PyObject* src, PyObject* dst, bool target_is_directory, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd)
    {
        _ = target_is_directory;
        using PathArg target = new(ts, src, "symlink", PathKinds.Path, "src");
        if (target.Failed)
            return Status.Error;
        using PathArg path = new(ts, dst, "symlink", PathKinds.Path, "dst");
        if (path.Failed)
            return Status.Error;
        Blocking.Begin(ts);
        int failed = Libc.symlinkat(target.Narrow, dir_fd, path.Narrow);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, target.Object, path.Object);
    }

    [PyFunction("($module, /, path, *, dir_fd=None)", Doc = "Where a symbolic link points, in the form of the path given.")]
    private static PyObject* readlink(ThreadState* ts, PyObject* module, PyObject* path, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd)
    {
        const int Most = 4096;
        using PathArg file = new(ts, path, "readlink");
        if (file.Failed)
            return null;
        byte* buffer = stackalloc byte[Most];
        Blocking.Begin(ts);
        nint length = Libc.readlinkat(dir_fd, file.Narrow, buffer, Most);
        int errno = Blocking.End(ts);
        return length < 0 ? OsError.Raise(ts, errno, file.Object) : FsPath.Name(ts, new ReadOnlySpan<byte>(buffer, (int)length), file.IsBytes);
    }

    [PyFunction("($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)", Doc = "Rename a file or directory. An existing file dst is replaced.")]
    private static Status rename(
        ThreadState* ts, PyObject* module, PyObject* src, PyObject* dst, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int src_dir_fd = Fds.Cwd,
        [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dst_dir_fd = Fds.Cwd) => Rename(ts, "rename", src, dst, src_dir_fd, dst_dir_fd);

    [PyFunction("($module, /, src, dst, *, src_dir_fd=None, dst_dir_fd=None)", Doc = "Rename a file or directory, replacing what is at dst.")]
    private static Status replace(
        ThreadState* ts, PyObject* module, PyObject* src, PyObject* dst, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int src_dir_fd = Fds.Cwd,
        [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dst_dir_fd = Fds.Cwd) => Rename(ts, "replace", src, dst, src_dir_fd, dst_dir_fd);

    private static Status Rename(ThreadState* ts, string function, PyObject* src, PyObject* dst, int srcDir, int dstDir)
    {
        using PathArg from = new(ts, src, function, PathKinds.Path, "src");
        if (from.Failed)
            return Status.Error;
        using PathArg to = new(ts, dst, function, PathKinds.Path, "dst");
        if (to.Failed)
            return Status.Error;
        Blocking.Begin(ts);
        int failed = Libc.renameat(srcDir, from.Narrow, dstDir, to.Narrow);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, from.Object, to.Object);
    }

    [PyFunction("($module, /, path, *, dir_fd=None)", Doc = "Remove a file's name, as remove().")]
    private static Status unlink(ThreadState* ts, PyObject* module, PyObject* path, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd) =>
        Remove(ts, path, "unlink", dir_fd, 0);

    [PyFunction("($module, /, path, *, dir_fd=None)", Doc = "Remove a file's name, as unlink().")]
    private static Status remove(ThreadState* ts, PyObject* module, PyObject* path, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd) =>
        Remove(ts, path, "remove", dir_fd, 0);

    [PyFunction("($module, /, path, mode=438, *, dir_fd=None)", Doc = "Make a named pipe.")]
    private static Status mkfifo(ThreadState* ts, PyObject* module, PyObject* path, int mode, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd)
    {
        using PathArg file = new(ts, path, "mkfifo");
        if (file.Failed)
            return Status.Error;
        int failed;
        int errno;
        do
        {
            Blocking.Begin(ts);
            failed = Libc.mkfifoat(dir_fd, file.Narrow, (uint)mode);
            errno = Blocking.End(ts);
        }
        while (failed != 0 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, failed, errno);
    }

    [PyFunction("($module, /, path, mode=384, device=0, *, dir_fd=None)", Doc = "Make a file, device or named pipe, as the type bits of the mode say.")]
    private static Status mknod(
        ThreadState* ts, PyObject* module, PyObject* path, int mode, [Converter(nameof(DeviceNumbers.Convert), In = typeof(DeviceNumbers))] ulong device,
        [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd)
    {
        using PathArg file = new(ts, path, "mknod");
        if (file.Failed)
            return Status.Error;
        int failed;
        int errno;
        do
        {
            Blocking.Begin(ts);
            failed = Libc.mknodat(dir_fd, file.Narrow, (uint)mode, device);
            errno = Blocking.End(ts);
        }
        while (failed != 0 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, failed, errno);
    }
}
