// Permissions, owners, times and extended attributes of files. See docs/internals/posix.md.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    private const int XattrSizeMax = 65536;

    [PyFunction("($module, /, path, mode, *, dir_fd=None,\n      follow_symlinks=(os.name != 'nt'))",
        Doc = "Change a file's permissions. The path may be an open descriptor.\n\nA relative path starts at the directory dir_fd, if given; links are followed unless follow_symlinks is false.")]
    private static PyObject* chmod(
        ThreadState* ts, PyObject* module, PyObject* path, int mode, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd, bool follow_symlinks = true)
    {
        using PathArg file = new(ts, path, "chmod", PathKinds.Fd);
        if (file.Failed)
            return null;
        Blocking.Begin(ts);
        int failed = file.Fd != -1 ? Libc.fchmod(file.Fd, (uint)mode) : Libc.fchmodat(dir_fd, file.Narrow, (uint)mode, follow_symlinks ? 0 : AtSymlinkNofollow);
        int errno = Blocking.End(ts);
        if (failed == 0)
            return Py.None;
        if (file.Fd != -1 || follow_symlinks || errno != OsError.ENOTSUP)
            return OsError.Raise(ts, errno, file.Object);
        return dir_fd != Fds.Cwd
            ? Err.Value(ts, "chmod: cannot use dir_fd and follow_symlinks together")
            : Err.SetString(ts, Exc.NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
    }

    [PyFunction("($module, /, fd, mode)", Doc = "Change an open file's permissions.")]
    private static Status fchmod(ThreadState* ts, PyObject* module, int fd, int mode)
    {
        int failed;
        int errno;
        do
        {
            Blocking.Begin(ts);
            failed = Libc.fchmod(fd, (uint)mode);
            errno = Blocking.End(ts);
        }
        while (failed != 0 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, failed, errno);
    }

    [PyFunction("($module, /, path, uid, gid, *, dir_fd=None, follow_symlinks=True)", Doc = "Change a file's user and group; -1 leaves one as it is. The path may be an open descriptor.")]
    private static Status chown(
        ThreadState* ts, PyObject* module, PyObject* path, [Converter(nameof(UserIds.Uid), In = typeof(UserIds))] uint uid,
        [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint gid, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd, bool follow_symlinks = true)
    {
        using PathArg file = new(ts, path, "chown", PathKinds.Fd);
        if (file.Failed)
            return Status.Error;
        if (file.Fd != -1 && dir_fd != Fds.Cwd)
            return Err.ValueStatus(ts, "chown: can't specify both dir_fd and fd");
        if (file.Fd != -1 && !follow_symlinks)
            return Err.ValueStatus(ts, "chown: cannot use fd and follow_symlinks together");
        Blocking.Begin(ts);
        int failed = file.Fd != -1 ? Libc.fchown(file.Fd, uid, gid) : Libc.fchownat(dir_fd, file.Narrow, uid, gid, follow_symlinks ? 0 : AtSymlinkNofollow);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, file.Object);
    }

    [PyFunction("($module, /, fd, uid, gid)", Doc = "Change an open file's user and group; -1 leaves one as it is.")]
    private static Status fchown(
        ThreadState* ts, PyObject* module, int fd, [Converter(nameof(UserIds.Uid), In = typeof(UserIds))] uint uid, [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint gid)
    {
        int failed;
        int errno;
        do
        {
            Blocking.Begin(ts);
            failed = Libc.fchown(fd, uid, gid);
            errno = Blocking.End(ts);
        }
        while (failed != 0 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, failed, errno);
    }

    [PyFunction("($module, /, path, uid, gid)", Doc = "Change a file's user and group; of a symbolic link, the link's own.")]
    private static Status lchown(
        ThreadState* ts, PyObject* module, PyObject* path, [Converter(nameof(UserIds.Uid), In = typeof(UserIds))] uint uid,
        [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint gid)
    {
        using PathArg file = new(ts, path, "lchown");
        if (file.Failed)
            return Status.Error;
        Blocking.Begin(ts);
        int failed = Libc.fchownat(Fds.Cwd, file.Narrow, uid, gid, AtSymlinkNofollow);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, file.Object);
    }

    [PyFunction("($module, /, path, times=None, *, ns=<unrepresentable>,\n      dir_fd=None, follow_symlinks=True)",
        Doc = "Set a file's times of last access and modification: times in seconds or ns in nanoseconds, now without either.\n\nThe path may be an open descriptor.")]
    private static Status utime(
        ThreadState* ts, PyObject* module, PyObject* path, PyObject* times, PyObject* ns = null, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd,
        bool follow_symlinks = true)
    {
        using PathArg file = new(ts, path, "utime", PathKinds.Fd);
        if (file.Failed)
            return Status.Error;
        timespec* values = stackalloc timespec[2];
        if (times != Py.None && ns != null)
            return Err.ValueStatus(ts, "utime: you may specify either 'times' or 'ns' but not both");
        if (times != Py.None && !(PyTuple.Check(times) && PyTuple.Size(times) == 2))
            return Err.TypeStatus(ts, "utime: 'times' must be either a tuple of two ints or None");
        if (ns != null && !(PyTuple.Check(ns) && PyTuple.Size(ns) == 2))
            return Err.TypeStatus(ts, "utime: 'ns' must be a tuple of two ints");
        bool now = times == Py.None && ns == null;
        for (int i = 0; i < 2 && !now; i++)
        {
            Status status = ns != null ? Times.FromNanoseconds(ts, PyTuple.GetBorrowed(ns, i), values + i) : Times.FromSeconds(ts, PyTuple.GetBorrowed(times, i), values + i);
            if (status != Status.Ok)
                return Status.Error;
        }
        if (!CheckCombination(ts, "utime", file.Narrow == null, dir_fd, follow_symlinks))
            return Status.Error;
        Blocking.Begin(ts);
        timespec* given = now ? null : values;
        int failed = file.Fd != -1 ? Libc.futimens(file.Fd, given) : Libc.utimensat(dir_fd, file.Narrow, given, follow_symlinks ? 0 : AtSymlinkNofollow);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, file.Object);
    }

    // ---- Extended attributes ----

    private static bool CheckFollow(ThreadState* ts, string function, in PathArg file, bool follow)
    {
        if (file.Fd == -1 || follow)
            return true;
        Err.Value(ts, $"{function}: cannot use fd and follow_symlinks together");
        return false;
    }

    [PyFunction("($module, /, path, attribute, *, follow_symlinks=True)", Doc = "The value of a file's extended attribute.")]
    private static PyObject* getxattr(ThreadState* ts, PyObject* module, PyObject* path, PyObject* attribute, bool follow_symlinks)
    {
        using PathArg file = new(ts, path, "getxattr", PathKinds.Fd);
        if (file.Failed)
            return null;
        using PathArg name = new(ts, attribute, "getxattr", PathKinds.Path, "attribute");
        if (name.Failed || !CheckFollow(ts, "getxattr", in file, follow_symlinks))
            return null;
        for (int size = 128; ; size = XattrSizeMax)
        {
            PyObject* value = PyBytes.New(ts, size);
            if (value == null)
                return null;
            byte* to = PyBytes.Data(value);
            Blocking.Begin(ts);
            nint n = file.Fd != -1 ? Libc.fgetxattr(file.Fd, name.Narrow, to, (nuint)size)
                : follow_symlinks ? Libc.getxattr(file.Narrow, name.Narrow, to, (nuint)size)
                : Libc.lgetxattr(file.Narrow, name.Narrow, to, (nuint)size);
            int errno = Blocking.End(ts);
            if (n >= 0)
                return n == size || PyBytes.Resize(ts, &value, n) == Status.Ok ? value : null;
            Ref.Dec(ts, value);
            if (errno != OsError.ERANGE || size == XattrSizeMax)
                return OsError.Raise(ts, errno, file.Object);
        }
    }

    [PyFunction("($module, /, path, attribute, value, flags=0, *,\n         follow_symlinks=True)", Doc = "Set a file's extended attribute.")]
    private static Status setxattr(ThreadState* ts, PyObject* module, PyObject* path, PyObject* attribute, Py_buffer* value, int flags, bool follow_symlinks)
    {
        using PathArg file = new(ts, path, "setxattr", PathKinds.Fd);
        if (file.Failed)
            return Status.Error;
        using PathArg name = new(ts, attribute, "setxattr", PathKinds.Path, "attribute");
        if (name.Failed || !CheckFollow(ts, "setxattr", in file, follow_symlinks))
            return Status.Error;
        Blocking.Begin(ts);
        int failed = file.Fd != -1 ? Libc.fsetxattr(file.Fd, name.Narrow, value->buf, (nuint)value->len, flags)
            : follow_symlinks ? Libc.setxattr(file.Narrow, name.Narrow, value->buf, (nuint)value->len, flags)
            : Libc.lsetxattr(file.Narrow, name.Narrow, value->buf, (nuint)value->len, flags);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, file.Object);
    }

    [PyFunction("($module, /, path, attribute, *, follow_symlinks=True)", Doc = "Remove a file's extended attribute.")]
    private static Status removexattr(ThreadState* ts, PyObject* module, PyObject* path, PyObject* attribute, bool follow_symlinks)
    {
        using PathArg file = new(ts, path, "removexattr", PathKinds.Fd);
        if (file.Failed)
            return Status.Error;
        using PathArg name = new(ts, attribute, "removexattr", PathKinds.Path, "attribute");
        if (name.Failed || !CheckFollow(ts, "removexattr", in file, follow_symlinks))
            return Status.Error;
        Blocking.Begin(ts);
        int failed = file.Fd != -1 ? Libc.fremovexattr(file.Fd, name.Narrow)
            : follow_symlinks ? Libc.removexattr(file.Narrow, name.Narrow)
            : Libc.lremovexattr(file.Narrow, name.Narrow);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, file.Object);
    }

    [PyFunction("($module, /, path=None, *, follow_symlinks=True)", Doc = "The names of a file's extended attributes. None is the current directory.")]
    private static PyObject* listxattr(ThreadState* ts, PyObject* module, PyObject* path, bool follow_symlinks)
    {
        using PathArg file = new(ts, path, "listxattr", PathKinds.Fd | PathKinds.None);
        if (file.Failed || !CheckFollow(ts, "listxattr", in file, follow_symlinks))
            return null;
        byte* dot = stackalloc byte[2] { (byte)'.', 0 };
        byte* name = file.Narrow == null ? dot : file.Narrow;
        for (int size = 256; ; size = XattrSizeMax)
        {
            byte* buffer = (byte*)RawDomain.Malloc(ts->interp->heap, (nuint)size);
            if (buffer == null)
                return Err.NoMemory(ts);
            Blocking.Begin(ts);
            nint n = file.Fd != -1 ? Libc.flistxattr(file.Fd, buffer, (nuint)size)
                : follow_symlinks ? Libc.listxattr(name, buffer, (nuint)size)
                : Libc.llistxattr(name, buffer, (nuint)size);
            int errno = Blocking.End(ts);
            PyObject* list = n < 0 ? null : Names(ts, new ReadOnlySpan<byte>(buffer, (int)n));
            RawDomain.Free(ts->interp->heap, buffer);
            if (n >= 0)
                return list;
            if (errno != OsError.ERANGE || size == XattrSizeMax)
                return OsError.Raise(ts, errno, file.Object);
        }
    }

    /// <summary>A list of the names, each of which ends with a zero.</summary>
    private static PyObject* Names(ThreadState* ts, ReadOnlySpan<byte> text)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        if (list.IsNull)
            return null;
        int end;
        while ((end = text.IndexOf((byte)0)) >= 0)
        {
            PyObject* name = FsPath.Decode(ts, text[..end]);
            if (name == null || PyList.AppendSteal(ts, list.Pointer, name) != Status.Ok)
                return null;
            text = text[(end + 1)..];
        }
        return list.Release();
    }
}
