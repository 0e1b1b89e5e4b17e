// The type _socket.socket: a descriptor of a socket with its family, type, protocol and timeout. The library's socket.socket derives from it. See docs/internals/sockets.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;
using Vivarium.Stdlib.Select;
using Vivarium.Stdlib.Time;

namespace Vivarium.Stdlib.Sockets;

internal unsafe struct SocketObject
{
    public PyObject ob_base;
    /// <summary>-1 when it is closed.</summary>
    public int sock_fd;
    public int sock_family;
    public int sock_type;
    public int sock_proto;
    public void* errorhandler;
    /// <summary>Nanoseconds; negative for none, 0 for a socket that never waits.</summary>
    public long sock_timeout;
    public void* state;
}

[PyType("_socket.socket", Layout = typeof(SocketObject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType,
    Doc = "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\n"
        + "A socket. With fileno it is the one of that descriptor, whose family, type and protocol are found out where they are -1.\n\n"
        + "Addresses are pairs (host, port) for AF_INET, (host, port, flowinfo, scope_id) for AF_INET6, and paths for AF_UNIX.")]
[PyMember("family", nameof(SocketObject.sock_family), MemberType.Int, Doc = "the socket family")]
[PyMember("type", nameof(SocketObject.sock_type), MemberType.Int, Doc = "the socket type")]
[PyMember("proto", nameof(SocketObject.sock_proto), MemberType.Int, Doc = "the socket protocol")]
internal static unsafe partial class SocketType
{
    public const long NoTimeout = -TimeValues.PerSecond;
    private const int TypeFlagMask = ~(SocketCalls.SOCK_CLOEXEC | SocketCalls.SOCK_NONBLOCK);
    private const nuint Fionbio = 0x5421;

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        SocketObject* self = (SocketObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self != null)
            Clear(self);
        return (PyObject*)self;
    }

    private static void Clear(SocketObject* self)
    {
        self->sock_fd = -1;
        self->sock_family = self->sock_type = self->sock_proto = 0;
        self->errorhandler = self->state = null;
        self->sock_timeout = NoTimeout;
    }

    [Slot("(family=-1, type=-1, proto=-1, fileno=None)")]
    private static Status tp_init(ThreadState* ts, SocketObject* self, int family = -1, int type = -1, int proto = -1, PyObject* fileno = null)
    {
        bool given = fileno != null && fileno != Py.None;
        if (Audit.Wanted(ts))
        {
            bool defaults = !given;
            using Owned<PyObject> args = Own.Of(ts, Tuples.Steal(ts, Ref.New((PyObject*)self), PyLong.FromInt64(ts, defaults && family == -1 ? SocketCalls.AF_INET : family),
                PyLong.FromInt64(ts, defaults && type == -1 ? 1 : type), PyLong.FromInt64(ts, defaults && proto == -1 ? 0 : proto)));
            if (args.IsNull || Audit.Raise(ts, "socket.__new__", args.Pointer) != Status.Ok)
                return Status.Error;
        }
        return given ? Adopt(ts, self, fileno, family, type, proto) : Open(ts, self, family == -1 ? SocketCalls.AF_INET : family, type == -1 ? 1 : type, proto == -1 ? 0 : proto);
    }

    private static Status Open(ThreadState* ts, SocketObject* self, int family, int type, int proto)
    {
        Blocking.Begin(ts);
        int fd = SocketCalls.socket(family, type | SocketCalls.SOCK_CLOEXEC, proto);
        int errno = Blocking.End(ts);
        if (fd < 0)
            return OsError.Check(ts, -1, errno);
        if (Set(ts, self, fd, family, type, proto) == Status.Ok)
            return Status.Ok;
        self->sock_fd = -1;
        _ = Libc.close(fd);
        return Status.Error;
    }

    /// <summary>A descriptor that exists; what is -1 is asked of the system.</summary>
    private static Status Adopt(ThreadState* ts, SocketObject* self, PyObject* fileno, int family, int type, int proto)
    {
        int fd = ArgumentParsing.Int32(ts, fileno);
        if (fd == -1 && Err.Occurred(ts))
            return Status.Error;
        if (fd < 0)
            return Err.ValueStatus(ts, "negative file descriptor");
        SockAddr address = default;
        uint length = SockAddr.Size;
        if (SocketCalls.getsockname(fd, &address, &length) < 0)
        {
            if (family == -1)
                return OsError.CheckLast(ts, -1);
        }
        else if (family == -1)
        {
            family = address.sa_family;
        }
        uint size = sizeof(int);
        if (type == -1 && SocketCalls.getsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_TYPE, &type, &size) < 0)
            return OsError.CheckLast(ts, -1);
        size = sizeof(int);
        if (proto == -1 && SocketCalls.getsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_PROTOCOL, &proto, &size) < 0)
            return OsError.CheckLast(ts, -1);
        return Set(ts, self, fd, family, type, proto);
    }

    private static Status Set(ThreadState* ts, SocketObject* self, int fd, int family, int type, int proto)
    {
        self->sock_fd = fd;
        self->sock_family = family;
        self->sock_type = type & TypeFlagMask;
        self->sock_proto = proto;
        if ((type & SocketCalls.SOCK_NONBLOCK) != 0)
        {
            self->sock_timeout = 0;
            return Status.Ok;
        }
        self->sock_timeout = ts->interp->socket_default_timeout;
        return self->sock_timeout >= 0 ? SetBlocking(ts, self, false) : Status.Ok;
    }

    /// <summary>A new object for a descriptor, which is closed on failure.</summary>
    public static PyObject* New(ThreadState* ts, int fd, int family, int type, int proto)
    {
        SocketObject* self = (SocketObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
        {
            _ = Libc.close(fd);
            return null;
        }
        Clear(self);
        GcList.Track(ts, self);
        if (Set(ts, self, fd, family, type, proto) == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static int tp_traverse(SocketObject* self, visitproc visit, void* arg) => 0;

    [Slot]
    private static void tp_finalize(ThreadState* ts, SocketObject* self)
    {
        if (self->sock_fd == -1)
            return;
        PyObject* raised = Err.Fetch(ts);
        if (Err.Warn(ts, Exc.ResourceWarning, $"unclosed {Obj.ReprText(ts, (PyObject*)self)}", 1, (PyObject*)self) != Status.Ok && Err.Matches(ts, Exc.Warning))
            Err.WriteUnraisable(ts, null, (PyObject*)self);
        Err.Clear(ts);
        int fd = self->sock_fd;
        self->sock_fd = -1;
        if (fd != -1)
        {
            Blocking.Begin(ts);
            _ = Libc.close(fd);
            Blocking.End(ts);
        }
        Err.Restore(ts, raised);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, SocketObject* self)
    {
        if (Finalization.CallFromDealloc(ts, (PyObject*)self))
            return;
        GcList.UntrackIfTracked(self);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, SocketObject* self) =>
        PyUnicode.FromString(ts, $"<socket object, fd={self->sock_fd}, family={self->sock_family}, type={self->sock_type}, proto={self->sock_proto}>");

    // ---- Blocking and timeouts ----

    public static Status SetBlocking(ThreadState* ts, SocketObject* self, bool blocking)
    {
        int flag = blocking ? 0 : 1;
        Blocking.Begin(ts);
        int result = Libc.ioctl(self->sock_fd, Fionbio, &flag);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, result, errno);
    }

    /// <summary>None, or seconds that are not negative.</summary>
    public static Status ParseTimeout(ThreadState* ts, PyObject* o, out long nanos)
    {
        nanos = NoTimeout;
        if (o == Py.None)
            return Status.Ok;
        if (!TimeValues.FromSeconds(ts, o, TimeRounding.Up, out nanos))
            return Status.Error;
        if (nanos < 0)
            return Err.ValueStatus(ts, "Timeout value out of range");
        if (nanos / 1_000_000 < int.MaxValue)
            return Status.Ok;
        Err.Overflow(ts, "timeout doesn't fit into C timeval");
        return Status.Error;
    }

    [PyMethod("($self, object, /)", Doc = "setblocking(flag)\n\nSay whether calls wait: True is settimeout(None), False settimeout(0.0).")]
    private static Status setblocking(ThreadState* ts, SocketObject* self, PyObject* @object)
    {
        Truth flag = Obj.IsTrue(ts, @object);
        if (flag == Truth.Error)
            return Status.Error;
        self->sock_timeout = flag == Truth.True ? NoTimeout : 0;
        return SetBlocking(ts, self, flag == Truth.True);
    }

    [PyMethod("($self, /)", Doc = "getblocking()\n\nWhether calls wait.")]
    private static bool getblocking(ThreadState* ts, SocketObject* self) => self->sock_timeout != 0;

    [PyMethod("($self, object, /)", Doc = "settimeout(timeout)\n\nSay how many seconds calls wait, for ever with None.")]
    private static Status settimeout(ThreadState* ts, SocketObject* self, PyObject* @object)
    {
        if (ParseTimeout(ts, @object, out long nanos) != Status.Ok)
            return Status.Error;
        self->sock_timeout = nanos;
        return SetBlocking(ts, self, nanos < 0);
    }

    public static PyObject* Seconds(ThreadState* ts, long nanos) => nanos < 0 ? Py.None : PyFloat.FromDouble(ts, TimeValues.ToSeconds(nanos));

    [PyMethod("($self, /)", Doc = "gettimeout() -> timeout\n\nHow many seconds calls wait; None is for ever.")]
    private static PyObject* gettimeout(ThreadState* ts, SocketObject* self) => Seconds(ts, self->sock_timeout);

    [PyGetSet("timeout", Doc = "the socket timeout")]
    private static PyObject* GetTimeout(ThreadState* ts, SocketObject* self) => Seconds(ts, self->sock_timeout);

    // ---- Descriptor ----

    [PyMethod("($self, /)", Doc = "close()\n\nClose the socket; all operations fail from then on.")]
    private static Status close(ThreadState* ts, SocketObject* self)
    {
        const int connectionReset = 104;
        int fd = self->sock_fd;
        if (fd == -1)
            return Status.Ok;
        self->sock_fd = -1;
        Blocking.Begin(ts);
        int result = Libc.close(fd);
        int errno = Blocking.End(ts);
        return result < 0 && errno != connectionReset ? OsError.Check(ts, result, errno) : Status.Ok;
    }

    [PyMethod("($self, /)", Doc = "detach()\n\nMake the object a closed one without closing the descriptor, which is returned.")]
    private static long detach(ThreadState* ts, SocketObject* self)
    {
        int fd = self->sock_fd;
        self->sock_fd = -1;
        return fd;
    }

    [PyMethod("($self, /)", Doc = "fileno() -> integer\n\nThe descriptor.")]
    private static PyObject* fileno(ThreadState* ts, SocketObject* self) => PyLong.FromInt64(ts, self->sock_fd);

    // ---- Addresses ----

    [PyMethod("($self, /)", Doc = "getpeername() -> address info\n\nThe address of the other end.")]
    private static PyObject* getpeername(ThreadState* ts, SocketObject* self) => NameOf(ts, self, true);

    [PyMethod("($self, /)", Doc = "getsockname() -> address info\n\nThe address of this end.")]
    private static PyObject* getsockname(ThreadState* ts, SocketObject* self) => NameOf(ts, self, false);

    private static PyObject* NameOf(ThreadState* ts, SocketObject* self, bool peer)
    {
        SockAddr address = default;
        uint length = SockAddr.Size;
        Blocking.Begin(ts);
        int result = peer ? SocketCalls.getpeername(self->sock_fd, &address, &length) : SocketCalls.getsockname(self->sock_fd, &address, &length);
        int errno = Blocking.End(ts);
        return result < 0 ? OsError.Raise(ts, errno) : SocketAddress.Make(ts, &address, length);
    }

    private static Status Audited(ThreadState* ts, string name, SocketObject* self, PyObject* address)
    {
        if (!Audit.Wanted(ts))
            return Status.Ok;
        using Owned<PyObject> args = Own.Of(ts, PyTuple.Pack(ts, (PyObject*)self, address == null ? Py.None : address));
        return args.IsNull ? Status.Error : Audit.Raise(ts, name, args.Pointer);
    }

    [PyMethod("($self, object, /)", Doc = "bind(address)\n\nGive the socket an address of its own.")]
    private static Status bind(ThreadState* ts, SocketObject* self, PyObject* @object)
    {
        SockAddr address;
        uint length = SocketAddress.Parse(ts, self, @object, &address, "bind");
        if (length == 0 || Audited(ts, "socket.bind", self, @object) != Status.Ok)
            return Status.Error;
        Blocking.Begin(ts);
        int result = SocketCalls.bind(self->sock_fd, &address, length);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, result, errno);
    }

    /// <summary>0, an error number, or <see cref="SocketWait.Raised"/>; a connect that goes on is waited for.</summary>
    private static int Connect(ThreadState* ts, SocketObject* self, SockAddr* address, uint length, bool raise)
    {
        const int inProgress = 115;
        Blocking.Begin(ts);
        int result = SocketCalls.connect(self->sock_fd, address, length);
        int errno = Blocking.End(ts);
        if (result >= 0)
            return 0;
        if (errno == OsError.EINTR && Blocking.CheckSignals(ts) != Status.Ok)
            return SocketWait.Raised;
        bool waits = errno == OsError.EINTR ? self->sock_timeout != 0 : errno == inProgress && self->sock_timeout > 0;
        SocketCall call = new() { Op = SocketOp.Connected };
        if (!waits)
        {
            if (raise)
                OsError.Raise(ts, errno);
            return errno;
        }
        return !raise ? SocketWait.TryNumber(ts, self, true, ref call) : SocketWait.Run(ts, self, true, ref call) == Status.Ok ? 0 : SocketWait.Raised;
    }

    [PyMethod("($self, object, /)", Doc = "connect(address)\n\nConnect the socket with an address.")]
    private static Status connect(ThreadState* ts, SocketObject* self, PyObject* @object)
    {
        SockAddr address;
        uint length = SocketAddress.Parse(ts, self, @object, &address, "connect");
        if (length == 0 || Audited(ts, "socket.connect", self, @object) != Status.Ok)
            return Status.Error;
        return Connect(ts, self, &address, length, true) == 0 ? Status.Ok : Status.Error;
    }

    [PyMethod("($self, object, /)", Doc = "connect_ex(address) -> errno\n\nConnect as connect(), with an error of the system as a number, 0 for none.")]
    private static PyObject* connect_ex(ThreadState* ts, SocketObject* self, PyObject* @object)
    {
        SockAddr address;
        uint length = SocketAddress.Parse(ts, self, @object, &address, "connect_ex");
        if (length == 0 || Audited(ts, "socket.connect", self, @object) != Status.Ok)
            return null;
        int errno = Connect(ts, self, &address, length, false);
        return errno == SocketWait.Raised ? null : PyLong.FromInt64(ts, errno);
    }

    [PyMethod(NoKeywords = true, Doc = "listen([backlog])\n\nLet others connect; so many may wait to be accepted.")]
    private static PyObject* listen(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        int backlog = 128;
        if (!SocketArguments.Count(ts, "listen", nargs, 0, 1) || (nargs > 0 && !SocketArguments.Int(ts, args[0], out backlog)))
            return null;
        Blocking.Begin(ts);
        int result = SocketCalls.listen(((SocketObject*)self)->sock_fd, Math.Max(backlog, 0));
        int errno = Blocking.End(ts);
        return result < 0 ? OsError.Raise(ts, errno) : Py.None;
    }

    [PyMethod("($self, /)", Doc = "_accept() -> (integer, address info)\n\nWait for a connection: (its descriptor, the address of the other end).")]
    private static PyObject* _accept(ThreadState* ts, SocketObject* self)
    {
        SockAddr address = default;
        SocketCall call = new() { Op = SocketOp.Accept, Address = &address, AddressLength = SockAddr.Size };
        if (SocketWait.Run(ts, self, false, ref call) != Status.Ok)
            return null;
        int fd = (int)call.Result;
        PyObject* result = PyTuple.PackStealOrNull(ts, PyLong.FromInt64(ts, fd), SocketAddress.Make(ts, &address, call.AddressLength));
        if (result == null)
            _ = Libc.close(fd);
        return result;
    }

    [PyMethod("($self, object, /)", Doc = "shutdown(flag)\n\nEnd reading (SHUT_RD), writing (SHUT_WR) or both (SHUT_RDWR).")]
    private static Status shutdown(ThreadState* ts, SocketObject* self, PyObject* @object)
    {
        if (!SocketArguments.OnlyInt(ts, @object, out int how))
            return Status.Error;
        Blocking.Begin(ts);
        int result = SocketCalls.shutdown(self->sock_fd, how);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, result, errno);
    }
}
