// Pipes and copies of descriptors, their properties, and transfers between them. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    [PyFunction("($module, /)", Doc = "Make a pipe: (descriptor to read from, descriptor to write to).")]
    private static PyObject* pipe(ThreadState* ts, PyObject* module) => pipe2(ts, module, OCloexec);

    [PyFunction("($module, flags, /)", Doc = "Make a pipe with flags such as O_NONBLOCK and O_CLOEXEC.")]
    private static PyObject* pipe2(ThreadState* ts, PyObject* module, int flags)
    {
        int* fds = stackalloc int[2];
        return Libc.pipe2(fds, flags) != 0 ? OsError.RaiseLast(ts) : Pair(ts, fds[0], fds[1]);
    }

    private static PyObject* Pair(ThreadState* ts, long a, long b) => PyTuple.PackStealOrNull(ts, PyLong.FromInt64(ts, a), PyLong.FromInt64(ts, b));

    [PyFunction("($module, fd, /)", Doc = "A copy of a descriptor, which programs started later do not inherit.")]
    private static PyObject* dup(ThreadState* ts, PyObject* module, int fd)
    {
        Blocking.Begin(ts);
        int copy = Libc.fcntl(fd, DescriptorFlags.DupFdCloexec, 0);
        int errno = Blocking.End(ts);
        return copy < 0 ? OsError.Raise(ts, errno) : PyLong.FromInt64(ts, copy);
    }

    [PyFunction("($module, /, fd, fd2, inheritable=True)", Doc = "Make fd2 a copy of fd, closing what it was.")]
    private static PyObject* dup2(ThreadState* ts, PyObject* module, int fd, int fd2, bool inheritable)
    {
        if (fd < 0 || fd2 < 0)
            return OsError.Raise(ts, OsError.EBADF);
        Blocking.Begin(ts);
        int copy = inheritable ? Libc.dup2(fd, fd2) : Libc.dup3(fd, fd2, OCloexec);
        int errno = Blocking.End(ts);
        return copy < 0 ? OsError.Raise(ts, errno) : PyLong.FromInt64(ts, copy);
    }

    [PyFunction("($module, fd, /)", Doc = "Whether programs started later inherit the descriptor.")]
    private static Truth get_inheritable(ThreadState* ts, PyObject* module, int fd)
    {
        int result = DescriptorFlags.GetInheritable(fd);
        return OsError.CheckLast(ts, result) == Status.Ok ? (Truth)result : Truth.Error;
    }

    [PyFunction("($module, fd, inheritable, /)", Doc = "Say whether programs started later inherit the descriptor.")]
    private static Status set_inheritable(ThreadState* ts, PyObject* module, int fd, int inheritable) =>
        OsError.CheckLast(ts, DescriptorFlags.SetInheritable(fd, inheritable != 0));

    [PyFunction("($module, fd, /)", Doc = "Whether reading and writing wait.")]
    private static Truth get_blocking(ThreadState* ts, PyObject* module, int fd)
    {
        Blocking.Begin(ts);
        int result = DescriptorFlags.GetBlocking(fd);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, result, errno) == Status.Ok ? (Truth)result : Truth.Error;
    }

    [PyFunction("($module, fd, blocking, /)", Doc = "Say whether reading and writing wait.")]
    private static Status set_blocking(ThreadState* ts, PyObject* module, int fd, bool blocking)
    {
        Blocking.Begin(ts);
        int result = DescriptorFlags.SetBlocking(fd, blocking);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, result, errno);
    }

    [PyFunction("($module, fd, buffers, /)", Doc = "Read into several writable bytes-like objects, one after the other; returns how many bytes came.")]
    private static long readv(ThreadState* ts, PyObject* module, int fd, PyObject* buffers) => Vectored(ts, fd, buffers, "readv", VectorCall.Read, 0, 0);

    [PyFunction("($module, fd, buffers, /)", Doc = "Write several bytes-like objects, one after the other; returns how many bytes went.")]
    private static long writev(ThreadState* ts, PyObject* module, int fd, PyObject* buffers) => Vectored(ts, fd, buffers, "writev", VectorCall.Write, 0, 0);

    [PyFunction("($module, fd, buffers, offset, flags=0, /)", Doc = "Read from a place in a file into several objects; flags are RWF_HIPRI and RWF_NOWAIT.")]
    private static long preadv(ThreadState* ts, PyObject* module, int fd, PyObject* buffers, long offset, int flags) =>
        Vectored(ts, fd, buffers, "preadv2", VectorCall.ReadAt, offset, flags);

    [PyFunction("($module, fd, buffers, offset, flags=0, /)", Doc = "Write several objects at a place in a file; flags are RWF_DSYNC, RWF_SYNC and RWF_APPEND.")]
    private static long pwritev(ThreadState* ts, PyObject* module, int fd, PyObject* buffers, long offset, int flags) =>
        Vectored(ts, fd, buffers, "pwritev", VectorCall.WriteAt, offset, flags);

    private enum VectorCall
    {
        Read,
        ReadAt,
        Write,
        WriteAt,
    }

    private static long Vectored(ThreadState* ts, int fd, PyObject* buffers, string function, VectorCall call, long offset, int flags)
    {
        if (!Seq.Check(buffers))
        {
            Err.Type(ts, $"{function}() arg 2 must be a sequence");
            return -1;
        }
        if (Buffers.GetAll(ts, buffers, call is VectorCall.Read or VectorCall.ReadAt, out int count, out Py_buffer* views, out iovec* vectors) != Status.Ok)
            return -1;
        nint n;
        int errno;
        do
        {
            Blocking.Begin(ts);
            n = call switch
            {
                VectorCall.Read => Libc.readv(fd, vectors, count),
                VectorCall.Write => Libc.writev(fd, vectors, count),
                VectorCall.ReadAt => Libc.preadv2(fd, vectors, count, offset, flags),
                _ => Libc.pwritev2(fd, vectors, count, offset, flags),
            };
            errno = Blocking.End(ts);
        }
        while (n < 0 && Blocking.Retry(ts, errno));
        Buffers.Release(ts, count, views);
        return Transferred(ts, n, errno);
    }

    /// <summary>None, or a place in a file.</summary>
    private static Status OptionalOffset(ThreadState* ts, PyObject* o, out long? offset)
    {
        offset = null;
        if (o == Py.None)
            return Status.Ok;
        long value = ArgumentParsing.Int64(ts, o);
        if (value == -1 && Err.Occurred(ts))
            return Status.Error;
        offset = value;
        return Status.Ok;
    }

    [PyFunction("($module, /, out_fd, in_fd, offset, count)", Doc = "Copy bytes from a file to another descriptor, inside the system. offset None goes on where in_fd stands.")]
    private static long sendfile(ThreadState* ts, PyObject* module, int out_fd, int in_fd, [Converter(nameof(OptionalOffset))] long? offset, nint count)
    {
        long place = offset ?? 0;
        nint n;
        int errno;
        do
        {
            Blocking.Begin(ts);
            n = Libc.sendfile(out_fd, in_fd, offset is null ? null : &place, (nuint)count);
            errno = Blocking.End(ts);
        }
        while (n < 0 && Blocking.Retry(ts, errno));
        return Transferred(ts, n, errno);
    }

    [PyFunction("($module, /, src, dst, count, offset_src=None,\n                offset_dst=None)", Doc = "Copy bytes from one file to another, inside the system. Offsets of None go on where the descriptors stand.")]
    private static long copy_file_range(
        ThreadState* ts, PyObject* module, int src, int dst, nint count, [Converter(nameof(OptionalOffset))] long? offset_src = null,
        [Converter(nameof(OptionalOffset))] long? offset_dst = null) => Between(ts, src, dst, count, offset_src, offset_dst, false, 0);

    [PyFunction("($module, /, src, dst, count, offset_src=None, offset_dst=None,\n       flags=0)", Doc = "Move bytes between two descriptors, one of which is a pipe, inside the system.")]
    private static long splice(
        ThreadState* ts, PyObject* module, int src, int dst, nint count, [Converter(nameof(OptionalOffset))] long? offset_src = null,
        [Converter(nameof(OptionalOffset))] long? offset_dst = null, [Converter(nameof(ModuleNumbers.Bits32), In = typeof(ModuleNumbers))] uint flags = 0) =>
        Between(ts, src, dst, count, offset_src, offset_dst, true, flags);

    private static long Between(ThreadState* ts, int src, int dst, nint count, long? offsetSrc, long? offsetDst, bool isSplice, uint flags)
    {
        if (count < 0)
        {
            Err.Value(ts, "negative value for 'count' not allowed");
            return -1;
        }
        long fromPlace = offsetSrc ?? 0;
        long toPlace = offsetDst ?? 0;
        long* from = offsetSrc is null ? null : &fromPlace;
        long* to = offsetDst is null ? null : &toPlace;
        nint n;
        int errno;
        do
        {
            Blocking.Begin(ts);
            n = isSplice ? Libc.splice(src, from, dst, to, (nuint)count, flags) : Libc.copy_file_range(src, from, dst, to, (nuint)count, 0);
            errno = Blocking.End(ts);
        }
        while (n < 0 && Blocking.Retry(ts, errno));
        return Transferred(ts, n, errno);
    }
}
