// _socket: hosts, services and protocols by name and number, by the C library's look-ups. See docs/internals/sockets.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Sockets;

internal static unsafe partial class SocketModule
{
    [PyFunction("($self, /)", Doc = "gethostname() -> string\n\nThe name of this machine.")]
    private static PyObject* gethostname(ThreadState* ts, PyObject* module)
    {
        if (Audit.Raise(ts, "socket.gethostname", null) != Status.Ok)
            return null;
        byte* buffer = stackalloc byte[1024];
        if (SocketCalls.gethostname(buffer, 1023) != 0)
            return OsError.RaiseLast(ts);
        buffer[1023] = 0;
        return FsPath.Decode(ts, buffer);
    }

    [PyFunction(NoKeywords = true, Doc = "sethostname(name)\n\nSet the name of this machine.")]
    private static PyObject* sethostname(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "sethostname", nargs, 1, 1))
            return null;
        using Owned<PyObject> name = Own.Of(ts, FsPath.Encode(ts, args[0]));
        if (name.IsNull || Audited(ts, "socket.sethostname", args[0]) != Status.Ok)
            return null;
        return SocketCalls.sethostname(PyBytes.Data(name.Pointer), (nuint)PyBytes.Length(name.Pointer)) != 0 ? OsError.RaiseLast(ts) : Py.None;
    }

    private static Status Audited(ThreadState* ts, string name, PyObject* argument) => Audit.RaiseOne(ts, name, argument);

    /// <summary>A host of the functions that take str, bytes or bytearray.</summary>
    private static HostName Host(ThreadState* ts, string function, PyObject* o)
    {
        if (PyUnicode.Check(o) || PyBytes.Check(o) || PyByteArray.Check(o))
            return new HostName(ts, o);
        ArgumentParsing.BadArgument(ts, function, "argument 1", "str, bytes or bytearray", o);
        return default;
    }

    [PyFunction(NoKeywords = true, Doc = "gethostbyname(host) -> address\n\nThe IPv4 address of a host, as text.")]
    private static PyObject* gethostbyname(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "gethostbyname", nargs, 1, 1))
            return null;
        using HostName host = Host(ts, "gethostbyname", args[0]);
        SockAddr address;
        if (host.Pointer == null || Audited(ts, "socket.gethostbyname", args[0]) != Status.Ok || HostName.Resolve(ts, host.Pointer, &address, SocketCalls.AF_INET) < 0)
            return null;
        return HostName.Text(ts, SocketCalls.AF_INET, &address.sin_addr);
    }

    [PyFunction(NoKeywords = true, Doc = "gethostbyname_ex(host) -> (name, aliaslist, addresslist)\n\nThe true name, other names and IPv4 addresses of a host.")]
    private static PyObject* gethostbyname_ex(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "gethostbyname_ex", nargs, 1, 1))
            return null;
        using HostName host = Host(ts, "gethostbyname_ex", args[0]);
        SockAddr address;
        if (host.Pointer == null || Audited(ts, "socket.gethostbyname", args[0]) != Status.Ok || HostName.Resolve(ts, host.Pointer, &address, SocketCalls.AF_INET) < 0)
            return null;
        return Entry(ts, host.Pointer, null);
    }

    [PyFunction(NoKeywords = true, Doc = "gethostbyaddr(host) -> (name, aliaslist, addresslist)\n\nThe true name, other names and addresses of the host with an address, or name.")]
    private static PyObject* gethostbyaddr(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "gethostbyaddr", nargs, 1, 1))
            return null;
        using HostName host = Host(ts, "gethostbyaddr", args[0]);
        SockAddr address;
        if (host.Pointer == null || Audited(ts, "socket.gethostbyaddr", args[0]) != Status.Ok || HostName.Resolve(ts, host.Pointer, &address, 0) < 0)
            return null;
        return Entry(ts, null, &address);
    }

    /// <summary>A host's entry by name, or by address.</summary>
    private static PyObject* Entry(ThreadState* ts, byte* name, SockAddr* address)
    {
        LookupBuffer buffer = new();
        hostent entry;
        hostent* found;
        int hostError;
        int error;
        do
        {
            Blocking.Begin(ts);
            error = name != null
                ? SocketCalls.gethostbyname_r(name, &entry, buffer.Pointer, buffer.Size, &found, &hostError)
                : address->sa_family == SocketCalls.AF_INET6
                    ? SocketCalls.gethostbyaddr_r(address->sin6_addr, 16, SocketCalls.AF_INET6, &entry, buffer.Pointer, buffer.Size, &found, &hostError)
                    : SocketCalls.gethostbyaddr_r(&address->sin_addr, 4, SocketCalls.AF_INET, &entry, buffer.Pointer, buffer.Size, &found, &hostError);
            Blocking.End(ts);
        }
        while (buffer.Grow(error));
        PyObject* result = found == null ? SocketErrors.Host(ts, hostError) : HostEntry(ts, found);
        buffer.Dispose();
        return result;
    }

    private static PyObject* HostEntry(ThreadState* ts, hostent* found)
    {
        using Owned<PyObject> aliases = Own.Of(ts, PyList.New(ts, 0));
        using Owned<PyObject> addresses = Own.Of(ts, aliases.IsNull ? null : PyList.New(ts, 0));
        if (addresses.IsNull)
            return null;
        for (byte** alias = found->h_aliases; alias != null && *alias != null; alias++)
        {
            PyObject* text = FsPath.Decode(ts, *alias);
            if (text == null || PyList.AppendSteal(ts, aliases.Pointer, text) != Status.Ok)
                return null;
        }
        for (byte** one = found->h_addr_list; one != null && *one != null; one++)
        {
            PyObject* text = HostName.Text(ts, found->h_addrtype, *one);
            if (text == null || PyList.AppendSteal(ts, addresses.Pointer, text) != Status.Ok)
                return null;
        }
        return Tuples.Steal(ts, FsPath.Decode(ts, found->h_name), aliases.Release(), addresses.Release());
    }

    /// <summary>The one or two arguments of the functions on services: the second is the name of a protocol.</summary>
    private static bool Protocol(ThreadState* ts, string function, PyObject** args, nint nargs, out byte* protocol)
    {
        protocol = null;
        if (!SocketArguments.Count(ts, function, nargs, 1, 2))
            return false;
        return nargs < 2 || (protocol = CText(ts, args[1], function, 2)) != null;
    }

    private static Status AuditedService(ThreadState* ts, string name, PyObject* what, byte* protocol)
    {
        if (!Audit.Wanted(ts))
            return Status.Ok;
        using Owned<PyObject> args = Own.Of(ts, PyTuple.PackStealOrNull(ts, Ref.New(what), PyUnicode.FromString(ts, protocol == null ? "" : Marshal.PtrToStringUTF8((nint)protocol) ?? "")));
        return args.IsNull ? Status.Error : Audit.Raise(ts, name, args.Pointer);
    }

    [PyFunction(NoKeywords = true, Doc = "getservbyname(servicename[, protocolname]) -> integer\n\nThe port of a service, of the protocol 'tcp' or 'udp', or of any.")]
    private static PyObject* getservbyname(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "getservbyname", nargs, 1, 2))
            return null;
        byte* name = CText(ts, args[0], "getservbyname", 1);
        if (name == null || !Protocol(ts, "getservbyname", args, nargs, out byte* protocol) || AuditedService(ts, "socket.getservbyname", args[0], protocol) != Status.Ok)
            return null;
        LookupBuffer buffer = new();
        servent entry;
        servent* found;
        int error;
        do
        {
            Blocking.Begin(ts);
            error = SocketCalls.getservbyname_r(name, protocol, &entry, buffer.Pointer, buffer.Size, &found);
            Blocking.End(ts);
        }
        while (buffer.Grow(error));
        PyObject* result = found == null
            ? Err.SetString(ts, Exc.OSError, "service/proto not found")
            : PyLong.FromInt64(ts, System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((ushort)found->s_port));
        buffer.Dispose();
        return result;
    }

    [PyFunction(NoKeywords = true, Doc = "getservbyport(port[, protocolname]) -> string\n\nThe name of the service at a port, of the protocol 'tcp' or 'udp', or of any.")]
    private static PyObject* getservbyport(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "getservbyport", nargs, 1, 2) || !SocketArguments.Int(ts, args[0], out int port)
            || !Protocol(ts, "getservbyport", args, nargs, out byte* protocol))
            return null;
        if (port is < 0 or > ushort.MaxValue)
            return Err.Overflow(ts, "getservbyport: port must be 0-65535.");
        if (AuditedService(ts, "socket.getservbyport", args[0], protocol) != Status.Ok)
            return null;
        LookupBuffer buffer = new();
        servent entry;
        servent* found;
        int error;
        do
        {
            Blocking.Begin(ts);
            error = SocketCalls.getservbyport_r(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness((ushort)port), protocol, &entry, buffer.Pointer, buffer.Size, &found);
            Blocking.End(ts);
        }
        while (buffer.Grow(error));
        PyObject* result = found == null ? Err.SetString(ts, Exc.OSError, "port/proto not found") : FsPath.Decode(ts, found->s_name);
        buffer.Dispose();
        return result;
    }

    [PyFunction(NoKeywords = true, Doc = "getprotobyname(name) -> integer\n\nThe number of a protocol.")]
    private static PyObject* getprotobyname(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "getprotobyname", nargs, 1, 1))
            return null;
        byte* name = CText(ts, args[0], "getprotobyname", 1);
        if (name == null)
            return null;
        LookupBuffer buffer = new();
        protoent entry;
        protoent* found;
        int error;
        do
        {
            Blocking.Begin(ts);
            error = SocketCalls.getprotobyname_r(name, &entry, buffer.Pointer, buffer.Size, &found);
            Blocking.End(ts);
        }
        while (buffer.Grow(error));
        PyObject* result = found == null ? Err.SetString(ts, Exc.OSError, "protocol not found") : PyLong.FromInt64(ts, found->p_proto);
        buffer.Dispose();
        return result;
    }

    // ---- getaddrinfo and getnameinfo ----

    [PyFunction("($module, host, port, family=0, type=0, proto=0, flags=0)", HideSignature = true,
        Doc = "getaddrinfo(host, port [, family, type, proto, flags])\n    -> list of (family, type, proto, canonname, sockaddr)\n\n"
            + "The addresses by which a host and port (a number or a service's name) can be reached, of certain kinds or of all.")]
    private static PyObject* getaddrinfo(ThreadState* ts, PyObject* module, PyObject* host, PyObject* port, int family = 0, int type = 0, int proto = 0, int flags = 0)
    {
        using Owned<PyObject> hostBytes = Own.Of(ts, host == Py.None ? null : PyUnicode.Check(host) ? HostName.EncodeIdna(ts, host)
            : PyBytes.Check(host) ? Ref.New(host) : Err.Type(ts, "getaddrinfo() argument 1 must be string or None"));
        if (host != Py.None && hostBytes.IsNull)
            return null;
        using Owned<PyObject> service = Own.Of(ts, port == Py.None ? null : Service(ts, port));
        if (port != Py.None && service.IsNull)
            return null;
        if (Audit.Wanted(ts))
        {
            using Owned<PyObject> args = Own.Of(ts, Tuples.Steal(ts, Ref.New(host), Ref.New(port), PyLong.FromInt64(ts, family), PyLong.FromInt64(ts, type), PyLong.FromInt64(ts, proto)));
            if (args.IsNull || Audit.Raise(ts, "socket.getaddrinfo", args.Pointer) != Status.Ok)
                return null;
        }
        addrinfo hints = new() { ai_family = family, ai_socktype = type, ai_protocol = proto, ai_flags = flags };
        addrinfo* found = null;
        Blocking.Begin(ts);
        int error = SocketCalls.getaddrinfo(hostBytes.IsNull ? null : PyBytes.Data(hostBytes.Pointer), service.IsNull ? null : PyBytes.Data(service.Pointer), &hints, &found);
        int errno = Blocking.End(ts);
        if (error != 0)
            return SocketErrors.AddressInfo(ts, error, errno);
        PyObject* list = PyList.New(ts, 0);
        for (addrinfo* one = found; list != null && one != null; one = one->ai_next)
        {
            SockAddr address = default;
            uint length = Math.Min(one->ai_addrlen, SockAddr.Size);
            new ReadOnlySpan<byte>(one->ai_addr, (int)length).CopyTo(new Span<byte>(&address, (int)SockAddr.Size));
            PyObject* item = Tuples.Steal(ts, PyLong.FromInt64(ts, one->ai_family), PyLong.FromInt64(ts, one->ai_socktype), PyLong.FromInt64(ts, one->ai_protocol),
                one->ai_canonname == null ? PyUnicode.FromString(ts, "") : FsPath.Decode(ts, one->ai_canonname), SocketAddress.Make(ts, &address, length));
            if (item == null || PyList.AppendSteal(ts, list, item) != Status.Ok)
            {
                Ref.Dec(ts, list);
                list = null;
            }
        }
        SocketCalls.freeaddrinfo(found);
        return list;
    }

    /// <summary>A port or service as bytes.</summary>
    private static PyObject* Service(ThreadState* ts, PyObject* port)
    {
        if (PyBytes.Check(port))
            return Ref.New(port);
        if (!PyUnicode.Check(port) && !PyLong.Check(port))
            return Err.SetString(ts, Exc.OSError, "Int or String expected");
        using Owned<PyObject> text = Own.Of(ts, PyLong.Check(port) ? PyLong.Format(ts, port, 10) : Ref.New(port));
        nint length = 0;
        byte* utf8 = text.IsNull ? null : PyUnicode.AsUtf8(ts, text.Pointer, &length);
        return utf8 == null ? null : PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(utf8, (int)length));
    }

    [PyFunction(NoKeywords = true, Doc = "getnameinfo(sockaddr, flags) --> (host, port)\n\nThe names of the host and the service of an address.")]
    private static PyObject* getnameinfo(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "getnameinfo", nargs, 2, 2) || !SocketArguments.Int(ts, args[1], out int flags))
            return null;
        PyObject* given = args[0];
        if (!PyTuple.Check(given))
            return Err.Type(ts, "getnameinfo() argument 1 must be a tuple");
        nint size = PyTuple.Size(given);
        if (size is < 2 or > 4 || !PyUnicode.Check(PyTuple.GetBorrowed(given, 0)))
            return Err.Type(ts, "getnameinfo(): illegal sockaddr argument");
        byte* host = CText(ts, PyTuple.GetBorrowed(given, 0), "getnameinfo", 1);
        uint flowInfo = 0, scope = 0;
        if (host == null || !SocketArguments.Int(ts, PyTuple.GetBorrowed(given, 1), out int port)
            || (size > 2 && ModuleNumbers.Bits32(ts, PyTuple.GetBorrowed(given, 2), out flowInfo) != Status.Ok)
            || (size > 3 && ModuleNumbers.Bits32(ts, PyTuple.GetBorrowed(given, 3), out scope) != Status.Ok))
            return null;
        if (flowInfo > 0xfffff)
            return Err.Overflow(ts, "getnameinfo(): flowinfo must be 0-1048575.");
        if (Audited(ts, "socket.getnameinfo", given) != Status.Ok)
            return null;
        SockAddr address = default;
        uint length = FindOne(ts, host, port, &address);
        if (length == 0)
            return null;
        if (address.sa_family == SocketCalls.AF_INET && size != 2)
            return Err.SetString(ts, Exc.OSError, "IPv4 sockaddr must be 2 tuple");
        if (address.sa_family == SocketCalls.AF_INET6)
        {
            address.sin6_flowinfo = System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(flowInfo);
            address.sin6_scope_id = scope;
        }
        byte* hostName = stackalloc byte[1025];
        byte* serviceName = stackalloc byte[32];
        Blocking.Begin(ts);
        int error = SocketCalls.getnameinfo(&address, length, hostName, 1025, serviceName, 32, flags);
        int errno = Blocking.End(ts);
        return error != 0
            ? SocketErrors.AddressInfo(ts, error, errno)
            : PyTuple.PackStealOrNull(ts, FsPath.Decode(ts, hostName), FsPath.Decode(ts, serviceName));
    }

    /// <summary>The one address that a numeric host and a port stand for.</summary>
    private static uint FindOne(ThreadState* ts, byte* host, int port, SockAddr* address)
    {
        const int numericHost = 4, datagram = 2;
        byte[] portText = System.Text.Encoding.ASCII.GetBytes($"{port}\0");
        addrinfo hints = new() { ai_socktype = datagram, ai_flags = numericHost };
        addrinfo* found = null;
        int error;
        int errno;
        fixed (byte* service = portText)
        {
            Blocking.Begin(ts);
            error = SocketCalls.getaddrinfo(host, service, &hints, &found);
            errno = Blocking.End(ts);
        }
        if (error != 0)
        {
            SocketErrors.AddressInfo(ts, error, errno);
            return 0;
        }
        uint length = Math.Min(found->ai_addrlen, SockAddr.Size);
        if (found->ai_next != null)
        {
            Err.SetString(ts, Exc.OSError, "sockaddr resolved to multiple addresses");
            length = 0;
        }
        else
        {
            new ReadOnlySpan<byte>(found->ai_addr, (int)length).CopyTo(new Span<byte>(address, (int)SockAddr.Size));
        }
        SocketCalls.freeaddrinfo(found);
        return length;
    }
}
