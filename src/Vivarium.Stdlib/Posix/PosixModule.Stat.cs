// stat and its kin. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    private const int AtSymlinkNofollow = 0x100, AtEaccess = 0x200, AtRemovedir = 0x200, AtSymlinkFollow = 0x400;

    [PyFunction("($module, /, path, *, dir_fd=None, follow_symlinks=True)",
        Doc = "What the system knows of a file.\n\nThe path may be an open descriptor. A relative path starts at the directory dir_fd, if given; a link that is the last\npart of the path is followed unless follow_symlinks is false.")]
    private static PyObject* stat(ThreadState* ts, PyObject* module, PyObject* path, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd, bool follow_symlinks = true) =>
        StatOf(ts, path, PathKinds.Fd, "stat", dir_fd, follow_symlinks);

    [PyFunction("($module, /, path, *, dir_fd=None)", Doc = "What the system knows of a file; of a symbolic link, of the link itself.")]
    private static PyObject* lstat(ThreadState* ts, PyObject* module, PyObject* path, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd) =>
        StatOf(ts, path, PathKinds.Path, "lstat", dir_fd, false);

    internal static PyObject* StatOf(ThreadState* ts, PyObject* path, PathKinds kinds, string function, int dirFd, bool follow)
    {
        using PathArg file = new(ts, path, function, kinds);
        if (file.Failed || !CheckCombination(ts, function, file.Narrow == null, dirFd, follow))
            return null;
        stat_t result;
        Blocking.Begin(ts);
        int failed = file.Fd != -1 ? Libc.fstat(file.Fd, &result) : Libc.fstatat(dirFd, file.Narrow, &result, follow ? 0 : AtSymlinkNofollow);
        int errno = Blocking.End(ts);
        return failed != 0 ? OsError.Raise(ts, errno, file.Object) : StatResults.New(ts, &result);
    }

    /// <summary>A descriptor in place of a path admits neither dir_fd nor follow_symlinks=False.</summary>
    private static bool CheckCombination(ThreadState* ts, string function, bool noPath, int dirFd, bool follow)
    {
        if (!noPath)
            return true;
        if (dirFd != Fds.Cwd)
            Err.Value(ts, $"{function}: can't specify dir_fd without matching path");
        else if (!follow)
            Err.Value(ts, $"{function}: cannot use fd and follow_symlinks together");
        else
            return true;
        return false;
    }

    [PyFunction("($module, /, fd)", Doc = "What the system knows of an open file.")]
    private static PyObject* fstat(ThreadState* ts, PyObject* module, int fd)
    {
        stat_t result;
        int failed;
        int errno;
        do
        {
            Blocking.Begin(ts);
            failed = Libc.fstat(fd, &result);
            errno = Blocking.End(ts);
        }
        while (failed != 0 && Blocking.Retry(ts, errno));
        return failed != 0 ? OsError.Raise(ts, errno) : StatResults.New(ts, &result);
    }

    [PyFunction("($module, /, path)", Doc = "What the system knows of the file system that holds a file. The path may be an open descriptor.")]
    private static PyObject* statvfs(ThreadState* ts, PyObject* module, PyObject* path)
    {
        using PathArg file = new(ts, path, "statvfs", PathKinds.Fd);
        if (file.Failed)
            return null;
        statvfs_t result;
        Blocking.Begin(ts);
        int failed = file.Fd != -1 ? Libc.fstatvfs(file.Fd, &result) : Libc.statvfs(file.Narrow, &result);
        int errno = Blocking.End(ts);
        return failed != 0 ? OsError.Raise(ts, errno, file.Object) : StatResults.NewStatvfs(ts, &result);
    }

    [PyFunction("($module, fd, /)", Doc = "What the system knows of the file system that holds an open file.")]
    private static PyObject* fstatvfs(ThreadState* ts, PyObject* module, int fd)
    {
        statvfs_t result;
        int failed;
        int errno;
        do
        {
            Blocking.Begin(ts);
            failed = Libc.fstatvfs(fd, &result);
            errno = Blocking.End(ts);
        }
        while (failed != 0 && Blocking.Retry(ts, errno));
        return failed != 0 ? OsError.Raise(ts, errno) : StatResults.NewStatvfs(ts, &result);
    }

    [PyFunction("($module, /, path, mode, *, dir_fd=None, effective_ids=False,\n       follow_symlinks=True)",
        Doc = "Whether the process may access a file: mode is F_OK for \"exists\", or R_OK, W_OK and X_OK added up.\n\nThe real user counts, or with effective_ids the effective one.")]
    private static PyObject* access(
        ThreadState* ts, PyObject* module, PyObject* path, int mode, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd, bool effective_ids = false,
        bool follow_symlinks = true)
    {
        using PathArg file = new(ts, path, "access");
        if (file.Failed)
            return null;
        Blocking.Begin(ts);
        int failed = Libc.faccessat(dir_fd, file.Narrow, mode, (follow_symlinks ? 0 : AtSymlinkNofollow) | (effective_ids ? AtEaccess : 0));
        Blocking.End(ts);
        return Py.Bool(failed == 0);
    }
}
