// The module _socket: sockets and what is known of hosts, services and interfaces. See docs/internals/sockets.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Sockets;

[PyModule("_socket", Doc = "Sockets of the system.\n\nThe module socket has them with files, context managers and more.", Types = [typeof(SocketType)])]
internal static unsafe partial class SocketModule
{
    /// <summary>What _ssl of native code would find: the type and two exceptions.</summary>
    private static readonly void** s_capsule = MakeCapsule();

    private static void** MakeCapsule()
    {
        void** table = (void**)ImmortalRegion.Allocate((nuint)(3 * sizeof(void*)));
        table[0] = SocketType.Type;
        table[1] = Exc.OSError;
        table[2] = Exc.TimeoutError;
        return table;
    }

    private static readonly byte* s_capsuleName = Text("_socket.CAPI\0"u8);

    private static byte* Text(ReadOnlySpan<byte> text)
    {
        byte* copy = (byte*)ImmortalRegion.Allocate((nuint)text.Length);
        text.CopyTo(new Span<byte>(copy, text.Length));
        return copy;
    }

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        ts->interp->socket_default_timeout = SocketType.NoTimeout;
        bool good = Modules.AddObject(ts, module, "SocketType", (PyObject*)SocketType.Type) == Status.Ok
            && Modules.AddObject(ts, module, "error", (PyObject*)Exc.OSError) == Status.Ok
            && Modules.AddObject(ts, module, "timeout", (PyObject*)Exc.TimeoutError) == Status.Ok
            && Modules.AddObjectSteal(ts, module, "herror", ModuleNumbers.NewException(ts, "socket", "herror", Exc.OSError)) == Status.Ok
            && Modules.AddObjectSteal(ts, module, "gaierror", ModuleNumbers.NewException(ts, "socket", "gaierror", Exc.OSError)) == Status.Ok
            && Modules.AddObject(ts, module, "has_ipv6", Py.True) == Status.Ok
            && Modules.AddObjectSteal(ts, module, "CAPI", CapsuleType.New(ts, s_capsule, s_capsuleName, null)) == Status.Ok
            && Modules.AddStringConstant(ts, module, "BDADDR_ANY", "00:00:00:00:00:00") == Status.Ok
            && Modules.AddStringConstant(ts, module, "BDADDR_LOCAL", "00:00:00:FF:FF:FF") == Status.Ok
            && ModuleNumbers.Add(ts, module, SocketConstants.Numbers) == Status.Ok;
        return good ? Status.Ok : Status.Error;
    }

    [PyFunction("($self, object, /)", Doc = "close(integer) -> None\n\nClose the descriptor of a socket.")]
    private static Status close(ThreadState* ts, PyObject* module, PyObject* @object)
    {
        const int connectionReset = 104;
        if (!SocketArguments.OnlyInt(ts, @object, out int fd))
            return Status.Error;
        Blocking.Begin(ts);
        int result = Libc.close(fd);
        int errno = Blocking.End(ts);
        return result < 0 && errno != connectionReset ? OsError.Check(ts, result, errno) : Status.Ok;
    }

    [PyFunction("($self, object, /)", Doc = "dup(integer) -> integer\n\nA copy of the descriptor of a socket, which programs started later do not inherit.")]
    private static PyObject* dup(ThreadState* ts, PyObject* module, PyObject* @object)
    {
        if (!SocketArguments.OnlyInt(ts, @object, out int fd))
            return null;
        int copy = Libc.fcntl(fd, DescriptorFlags.DupFdCloexec, 0);
        return copy < 0 ? OsError.RaiseLast(ts) : PyLong.FromInt64(ts, copy);
    }

    [PyFunction(NoKeywords = true, Doc = "socketpair([family[, type [, proto]]]) -> (socket object, socket object)\n\nTwo sockets connected with each other.")]
    private static PyObject* socketpair(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        int* values = stackalloc int[3] { SocketCalls.AF_UNIX, 1, 0 };
        if (!SocketArguments.Count(ts, "socketpair", nargs, 0, 3))
            return null;
        for (int i = 0; i < nargs; i++)
        {
            if (!SocketArguments.Int(ts, args[i], out values[i]))
                return null;
        }
        int* fds = stackalloc int[2];
        Blocking.Begin(ts);
        int result = SocketCalls.socketpair(values[0], values[1] | SocketCalls.SOCK_CLOEXEC, values[2], fds);
        int errno = Blocking.End(ts);
        if (result < 0)
            return OsError.Raise(ts, errno);
        PyObject* first = SocketType.New(ts, fds[0], values[0], values[1], values[2]);
        PyObject* second = first == null ? null : SocketType.New(ts, fds[1], values[0], values[1], values[2]);
        if (first == null)
            _ = Libc.close(fds[1]);
        return PyTuple.PackStealOrNull(ts, first, second);
    }

    [PyFunction("($self, /)", Doc = "getdefaulttimeout() -> timeout\n\nThe timeout of new sockets, in seconds; None for none.")]
    private static PyObject* getdefaulttimeout(ThreadState* ts, PyObject* module) => SocketType.Seconds(ts, ts->interp->socket_default_timeout);

    [PyFunction("($self, object, /)", Doc = "setdefaulttimeout(timeout)\n\nSet the timeout of new sockets, in seconds; None for none.")]
    private static Status setdefaulttimeout(ThreadState* ts, PyObject* module, PyObject* @object)
    {
        if (SocketType.ParseTimeout(ts, @object, out long nanos) != Status.Ok)
            return Status.Error;
        ts->interp->socket_default_timeout = nanos;
        return Status.Ok;
    }

    [PyFunction(NoKeywords = true, Doc = "CMSG_LEN(length) -> control message length\n\nThe length of an item of ancillary data with so many bytes of data, without padding.")]
    private static PyObject* CMSG_LEN(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "CMSG_LEN", nargs, 1, 1) || !SocketArguments.Size(ts, args[0], out nint size))
            return null;
        return AncillaryData.Length(size, out nint length) ? PyLong.FromInt64(ts, length) : Err.Overflow(ts, "CMSG_LEN() argument out of range");
    }

    [PyFunction(NoKeywords = true, Doc = "CMSG_SPACE(length) -> buffer size\n\nThe room that recvmsg() needs for an item of ancillary data with so many bytes of data.")]
    private static PyObject* CMSG_SPACE(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "CMSG_SPACE", nargs, 1, 1) || !SocketArguments.Size(ts, args[0], out nint size))
            return null;
        return AncillaryData.Space(size, out nint space) ? PyLong.FromInt64(ts, space) : Err.Overflow(ts, "CMSG_SPACE() argument out of range");
    }
}
