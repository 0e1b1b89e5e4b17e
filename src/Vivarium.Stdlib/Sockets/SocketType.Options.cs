// Sockets: options. See docs/internals/sockets.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Sockets;

internal static unsafe partial class SocketType
{
    private const int MaxOptionSize = 1024;

    [PyMethod(NoKeywords = true,
        Doc = "getsockopt(level, option[, buffersize]) -> value\n\nAn option of the socket: an int, or bytes of at most buffersize if that is given and not 0.")]
    private static PyObject* getsockopt(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        int size = 0;
        if (!SocketArguments.Count(ts, "getsockopt", nargs, 2, 3) || !SocketArguments.Int(ts, args[0], out int level) || !SocketArguments.Int(ts, args[1], out int option)
            || (nargs > 2 && !SocketArguments.Int(ts, args[2], out size)))
            return null;
        int fd = ((SocketObject*)self)->sock_fd;
        if (size == 0)
        {
            int flag = 0;
            uint flagSize = sizeof(int);
            return SocketCalls.getsockopt(fd, level, option, &flag, &flagSize) < 0 ? OsError.RaiseLast(ts) : PyLong.FromInt64(ts, flag);
        }
        if (size is < 0 or > MaxOptionSize)
            return Err.SetString(ts, Exc.OSError, "getsockopt buflen out of range");
        byte* buffer = stackalloc byte[MaxOptionSize];
        uint length = (uint)size;
        return SocketCalls.getsockopt(fd, level, option, buffer, &length) < 0 ? OsError.RaiseLast(ts) : PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(buffer, (int)length));
    }

    [PyMethod(NoKeywords = true,
        Doc = "setsockopt(level, option, value: int)\nsetsockopt(level, option, value: buffer)\nsetsockopt(level, option, None, optlen: int)\n\n"
            + "Set an option of the socket: an int, bytes in the form that the system has, or no value but a length.")]
    private static PyObject* setsockopt(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        bool withoutValue = nargs == 4 && args[2] == Py.None;
        if (!withoutValue && !SocketArguments.Count(ts, "setsockopt", nargs, 3, 3))
            return null;
        if (!SocketArguments.Int(ts, args[0], out int level) || !SocketArguments.Int(ts, args[1], out int option))
            return null;
        int fd = ((SocketObject*)self)->sock_fd;
        int result;
        if (withoutValue)
        {
            uint length = ArgumentParsing.UInt32(ts, args[3]);
            if (Err.Occurred(ts))
                return null;
            result = SocketCalls.setsockopt(fd, level, option, null, length);
            return result < 0 ? OsError.RaiseLast(ts) : Py.None;
        }
        if (Num.HasIndex(args[2]))
        {
            int flag = ArgumentParsing.Int32(ts, args[2]);
            if (flag != -1 || !Err.Occurred(ts))
                return SocketCalls.setsockopt(fd, level, option, &flag, sizeof(int)) < 0 ? OsError.RaiseLast(ts) : Py.None;
            // As in the reference, an int that is too large is then taken for what should be bytes.
            Err.Clear(ts);
        }
        Py_buffer view;
        if (ArgumentParsing.GetBuffer(ts, args[2], &view) != Status.Ok)
            return null;
        result = SocketCalls.setsockopt(fd, level, option, view.buf, (uint)view.len);
        int errno = Libc.Errno;
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return result < 0 ? OsError.Raise(ts, errno) : Py.None;
    }
}
