// Open, close, read, write and what else works on descriptors one at a time. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    private const int OCloexec = 0x80000;
    /// <summary>Linux moves at most this many bytes at once; more is asked for in vain.</summary>
    private const nint MostAtOnce = 0x7ffff000;

    [PyFunction("($module, /, path, flags, mode=511, *, dir_fd=None)",
        Doc = "Open a file and return its descriptor, which programs started later do not inherit.")]
    private static PyObject* open(ThreadState* ts, PyObject* module, PyObject* path, int flags, int mode, [Converter(nameof(Fds.DirFd), In = typeof(Fds))] int dir_fd = Fds.Cwd)
    {
        using PathArg file = new(ts, path, "open");
        if (file.Failed)
            return null;
        int fd;
        int errno;
        do
        {
            Blocking.Begin(ts);
            fd = Libc.openat(dir_fd, file.Narrow, flags | OCloexec, (uint)mode);
            errno = Blocking.End(ts);
        }
        while (fd < 0 && Blocking.Retry(ts, errno));
        return fd < 0 ? OsError.Raise(ts, errno, file.Object) : PyLong.FromInt64(ts, fd);
    }

    [PyFunction("($module, /, fd)", Doc = "Close a descriptor.")]
    private static Status close(ThreadState* ts, PyObject* module, int fd)
    {
        Blocking.Begin(ts);
        int failed = Libc.close(fd);
        int errno = Blocking.End(ts);
        // The descriptor is gone even when a signal came: closing again might close another's.
        return failed != 0 && errno == OsError.EINTR ? Status.Ok : OsError.Check(ts, failed, errno);
    }

    [PyFunction("($module, fd_low, fd_high, /)", Doc = "Close all descriptors from fd_low to before fd_high; errors are passed over.")]
    private static void closerange(ThreadState* ts, PyObject* module, int fd_low, int fd_high)
    {
        int first = Math.Max(fd_low, 0);
        if (fd_high <= first)
            return;
        Blocking.Begin(ts);
        if (Libc.close_range((uint)first, (uint)fd_high - 1, 0) != 0)
        {
            for (int fd = first; fd < fd_high; fd++)
                _ = Libc.close(fd);
        }
        Blocking.End(ts);
    }

    [PyFunction("($module, fd, length, /)", Doc = "Read at most so many bytes from a descriptor; b'' at the end.")]
    private static PyObject* read(ThreadState* ts, PyObject* module, int fd, nint length) => ReadBytes(ts, fd, length, -1);

    [PyFunction("($module, fd, length, offset, /)", Doc = "Read at most so many bytes from a place in a file; the descriptor's own place stays.")]
    private static PyObject* pread(ThreadState* ts, PyObject* module, int fd, nint length, long offset) =>
        length < 0 ? OsError.Raise(ts, OsError.EINVAL) : ReadBytes(ts, fd, length, offset, true);

    private static PyObject* ReadBytes(ThreadState* ts, int fd, nint length, long offset, bool positioned = false)
    {
        if (length < 0)
            return OsError.Raise(ts, OsError.EINVAL);
        length = nint.Min(length, MostAtOnce);
        PyObject* bytes = PyBytes.New(ts, length);
        if (bytes == null)
            return null;
        nint n;
        int errno;
        do
        {
            Blocking.Begin(ts);
            n = positioned ? Libc.pread(fd, PyBytes.Data(bytes), (nuint)length, offset) : Libc.read(fd, PyBytes.Data(bytes), (nuint)length);
            errno = Blocking.End(ts);
        }
        while (n < 0 && Blocking.Retry(ts, errno));
        if (n < 0)
        {
            Ref.Dec(ts, bytes);
            return OsError.Raise(ts, errno);
        }
        return n == length || PyBytes.Resize(ts, &bytes, n) == Status.Ok ? bytes : null;
    }

    [PyFunction("($module, fd, buffer, /)", Doc = "Read into a writable bytes-like object; returns how many bytes came.")]
    private static nint readinto(ThreadState* ts, PyObject* module, int fd, PyObject* buffer)
    {
        Py_buffer view;
        if (Buffers.GetWritable(ts, buffer, "readinto", 2, &view) != Status.Ok)
            return -1;
        nint n;
        int errno;
        do
        {
            Blocking.Begin(ts);
            n = Libc.read(fd, view.buf, (nuint)nint.Min(view.len, MostAtOnce));
            errno = Blocking.End(ts);
        }
        while (n < 0 && Blocking.Retry(ts, errno));
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return (nint)Transferred(ts, n, errno);
    }

    /// <summary>The count, or -1 with the error raised.</summary>
    private static long Transferred(ThreadState* ts, long n, int errno)
    {
        if (n < 0)
            OsError.Raise(ts, errno);
        return n;
    }

    [PyFunction("($module, fd, data, /)", Doc = "Write a bytes-like object to a descriptor; returns how many bytes went.")]
    private static nint write(ThreadState* ts, PyObject* module, int fd, Py_buffer* data)
    {
        nint n;
        int errno;
        do
        {
            Blocking.Begin(ts);
            n = Libc.write(fd, data->buf, (nuint)nint.Min(data->len, MostAtOnce));
            errno = Blocking.End(ts);
        }
        while (n < 0 && Blocking.Retry(ts, errno));
        return (nint)Transferred(ts, n, errno);
    }

    [PyFunction("($module, fd, buffer, offset, /)", Doc = "Write a bytes-like object at a place in a file; the descriptor's own place stays.")]
    private static nint pwrite(ThreadState* ts, PyObject* module, int fd, Py_buffer* buffer, long offset)
    {
        nint n;
        int errno;
        do
        {
            Blocking.Begin(ts);
            n = Libc.pwrite(fd, buffer->buf, (nuint)nint.Min(buffer->len, MostAtOnce), offset);
            errno = Blocking.End(ts);
        }
        while (n < 0 && Blocking.Retry(ts, errno));
        return (nint)Transferred(ts, n, errno);
    }

    [PyFunction("($module, fd, position, whence, /)", Doc = "Move a descriptor's place in its file; returns the new one, from the beginning.")]
    private static long lseek(ThreadState* ts, PyObject* module, int fd, long position, int whence)
    {
        Blocking.Begin(ts);
        long result = Libc.lseek(fd, position, whence);
        int errno = Blocking.End(ts);
        return Transferred(ts, result, errno);
    }

    [PyFunction("($module, fd, /)", Doc = "Whether the descriptor is a terminal.")]
    private static bool isatty(ThreadState* ts, PyObject* module, int fd)
    {
        Blocking.Begin(ts);
        int result = Libc.isatty(fd);
        Blocking.End(ts);
        return result != 0;
    }

    [PyFunction("($module, /, fd)", Doc = "Have the system write a file's changes to the disk.")]
    private static Status fsync(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd) => OnDescriptor(ts, fd, &Libc.fsync);

    [PyFunction("($module, /, fd)", Doc = "Have the system write a file's contents to the disk, but not all of its attributes.")]
    private static Status fdatasync(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd) => OnDescriptor(ts, fd, &Libc.fdatasync);

    [PyFunction("($module, /, fd)", Doc = "Make an open directory the current one.")]
    private static Status fchdir(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd) => OnDescriptor(ts, fd, &Libc.fchdir);

    private static Status OnDescriptor(ThreadState* ts, int fd, delegate*<int, int> call)
    {
        int failed;
        int errno;
        do
        {
            Blocking.Begin(ts);
            failed = call(fd);
            errno = Blocking.End(ts);
        }
        while (failed != 0 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, failed, errno);
    }

    [PyFunction("($module, /)", Doc = "Have the system write all changes to the disks.")]
    private static void sync(ThreadState* ts, PyObject* module)
    {
        Blocking.Begin(ts);
        Libc.sync();
        Blocking.End(ts);
    }

    [PyFunction("($module, fd, length, /)", Doc = "Cut an open file off at, or extend it to, a length.")]
    private static Status ftruncate(ThreadState* ts, PyObject* module, int fd, long length)
    {
        int failed;
        int errno;
        do
        {
            Blocking.Begin(ts);
            failed = Libc.ftruncate(fd, length);
            errno = Blocking.End(ts);
        }
        while (failed != 0 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, failed, errno);
    }

    [PyFunction("($module, /, path, length)", Doc = "Cut a file off at, or extend it to, a length. The path may be an open descriptor.")]
    private static Status truncate(ThreadState* ts, PyObject* module, PyObject* path, long length)
    {
        using PathArg file = new(ts, path, "truncate", PathKinds.Fd);
        if (file.Failed)
            return Status.Error;
        if (file.Fd != -1)
            return ftruncate(ts, module, file.Fd, length);
        Blocking.Begin(ts);
        int failed = Libc.truncate(file.Narrow, length);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno, file.Object);
    }

    [PyFunction("($module, fd, command, length, /)", Doc = "Lock, test or unlock a section of an open file, from its current place on.")]
    private static Status lockf(ThreadState* ts, PyObject* module, int fd, int command, long length)
    {
        int failed;
        int errno;
        do
        {
            Blocking.Begin(ts);
            failed = Libc.lockf(fd, command, length);
            errno = Blocking.End(ts);
        }
        while (failed != 0 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, failed, errno);
    }

    [PyFunction("($module, fd, offset, length, /)", Doc = "See to it that the disk has room for a section of a file.")]
    private static Status posix_fallocate(ThreadState* ts, PyObject* module, int fd, long offset, long length)
    {
        int errno;
        do
        {
            Blocking.Begin(ts);
            errno = Libc.posix_fallocate(fd, offset, length);
            Blocking.End(ts);
        }
        while (errno != 0 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, -errno, errno);
    }

    [PyFunction("($module, fd, offset, length, advice, /)", Doc = "Tell the system how a section of a file is going to be used.")]
    private static Status posix_fadvise(ThreadState* ts, PyObject* module, int fd, long offset, long length, int advice)
    {
        int errno;
        do
        {
            Blocking.Begin(ts);
            errno = Libc.posix_fadvise(fd, offset, length, advice);
            Blocking.End(ts);
        }
        while (errno != 0 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, -errno, errno);
    }
}
