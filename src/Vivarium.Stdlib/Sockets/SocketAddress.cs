// Addresses as Python has them (tuples, text, bytes, by family) to and from the system's structures. See docs/internals/sockets.md.
using System.Buffers.Binary;
using Vivarium.Stdlib.Posix;

namespace Vivarium.Stdlib.Sockets;

internal static unsafe class SocketAddress
{
    private const int FlowInfoMax = 0xfffff, UnixPathSize = 108;

    /// <summary>Reads the address that a method of the socket was given: its length in bytes, 0 with an exception. Of the messages some begin with the method's name.</summary>
    public static uint Parse(ThreadState* ts, SocketObject* s, PyObject* args, SockAddr* address, string caller)
    {
        *address = default;
        address->sa_family = (ushort)s->sock_family;
        switch (s->sock_family)
        {
            case SocketCalls.AF_UNIX:
                return ParseUnix(ts, args, address);
            case SocketCalls.AF_INET:
                return ParseInet(ts, args, address, caller);
            case SocketCalls.AF_INET6:
                return ParseInet6(ts, args, address, caller);
            case SocketCalls.AF_NETLINK:
                return Pair(ts, args, caller, "AF_NETLINK", "AF_NETLINK address must be a pair (pid, groups)", &address->nl_pid, &address->nl_groups) ? 12u : 0;
            case SocketCalls.AF_QIPCRTR:
                return Pair(ts, args, caller, "AF_QIPCRTR", "AF_QIPCRTR address must be a pair (node, port)", &address->sq_node, &address->sq_port) ? 12u : 0;
            case SocketCalls.AF_VSOCK:
                return Pair(ts, args, caller, null, "AF_VSOCK address must be a pair (CID, port)", &address->svm_cid, &address->svm_port) ? 16u : 0;
            case SocketCalls.AF_PACKET:
                return ParsePacket(ts, args, address, caller);
            case SocketCalls.AF_CAN:
                return ParseCan(ts, s, args, address, caller);
            case SocketCalls.AF_ALG:
                return ParseAlgorithm(ts, args, address, caller);
            default:
                Err.SetString(ts, Exc.OSError, $"{caller}(): bad family");
                return 0;
        }
    }

    private static bool IsTuple(ThreadState* ts, PyObject* args, string caller, string family)
    {
        if (PyTuple.Check(args))
            return true;
        Err.Type(ts, $"{caller}(): {family} address must be tuple, not {PyType.NameOf(args)}");
        return false;
    }

    private static bool HasSize(ThreadState* ts, PyObject* args, int min, int max, string message)
    {
        if (PyTuple.Size(args) >= min && PyTuple.Size(args) <= max)
            return true;
        Err.Type(ts, message);
        return false;
    }

    private static uint ParseUnix(ThreadState* ts, PyObject* args, SockAddr* address)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.Check(args) ? PyUnicode.EncodeFSDefault(ts, args) : Ref.New(args));
        Py_buffer path;
        if (text.IsNull || ArgumentParsing.GetBuffer(ts, text.Pointer, &path) != Status.Ok)
            return 0;
        ReadOnlySpan<byte> bytes = new(path.buf, (int)Math.Min(path.len, int.MaxValue));
        uint result = 0;
        // A path has a zero after it; a name that begins with one is not of the file system, and may fill the field.
        if (bytes.Length > UnixPathSize || (bytes.Length == UnixPathSize && bytes[0] != 0))
            Err.SetString(ts, Exc.OSError, "AF_UNIX path too long");
        else
        {
            bytes.CopyTo(new Span<byte>(address->sun_path, UnixPathSize));
            result = (uint)bytes.Length + 2;
        }
        ArgumentParsing.ReleaseBuffer(ts, &path);
        return result;
    }

    /// <summary>A port, which is checked after the host has been looked up.</summary>
    private static bool PortNumber(ThreadState* ts, PyObject* o, string caller, out int port)
    {
        port = ArgumentParsing.Int32(ts, o);
        if (port != -1 || !Err.Occurred(ts))
            return true;
        if (Err.ClearIf(ts, Exc.OverflowError))
            Err.Overflow(ts, $"{caller}(): port must be 0-65535.");
        return false;
    }

    private static bool SetPort(ThreadState* ts, SockAddr* address, int port, string caller)
    {
        if (port is < 0 or > ushort.MaxValue)
        {
            Err.Overflow(ts, $"{caller}(): port must be 0-65535.");
            return false;
        }
        address->sin_port = BinaryPrimitives.ReverseEndianness((ushort)port);
        return true;
    }

    private static uint ParseInet(ThreadState* ts, PyObject* args, SockAddr* address, string caller)
    {
        if (!IsTuple(ts, args, caller, "AF_INET") || !HasSize(ts, args, 2, 2, "AF_INET address must be a pair (host, port)"))
            return 0;
        using HostName host = new(ts, PyTuple.GetBorrowed(args, 0));
        if (host.Pointer == null || !PortNumber(ts, PyTuple.GetBorrowed(args, 1), caller, out int port))
            return 0;
        if (HostName.Resolve(ts, host.Pointer, address, SocketCalls.AF_INET) < 0 || !SetPort(ts, address, port, caller))
            return 0;
        return 16;
    }

    private static uint ParseInet6(ThreadState* ts, PyObject* args, SockAddr* address, string caller)
    {
        if (!IsTuple(ts, args, caller, "AF_INET6") || !HasSize(ts, args, 2, 4, "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])"))
            return 0;
        using HostName host = new(ts, PyTuple.GetBorrowed(args, 0));
        if (host.Pointer == null || !PortNumber(ts, PyTuple.GetBorrowed(args, 1), caller, out int port))
            return 0;
        uint flowInfo = 0, scope = 0;
        if ((PyTuple.Size(args) > 2 && ModuleNumbers.Bits32(ts, PyTuple.GetBorrowed(args, 2), out flowInfo) != Status.Ok)
            || (PyTuple.Size(args) > 3 && ModuleNumbers.Bits32(ts, PyTuple.GetBorrowed(args, 3), out scope) != Status.Ok))
            return 0;
        if (HostName.Resolve(ts, host.Pointer, address, SocketCalls.AF_INET6) < 0 || !SetPort(ts, address, port, caller))
            return 0;
        if (flowInfo > FlowInfoMax)
        {
            Err.Overflow(ts, $"{caller}(): flowinfo must be 0-1048575.");
            return 0;
        }
        address->sin6_flowinfo = BinaryPrimitives.ReverseEndianness(flowInfo);
        if (PyTuple.Size(args) > 3)
            address->sin6_scope_id = scope;
        return 28;
    }

    private static bool Pair(ThreadState* ts, PyObject* args, string caller, string? family, string message, uint* a, uint* b)
    {
        if (family is null && !PyTuple.Check(args))
        {
            Err.Type(ts, $"getsockaddrarg: AF_VSOCK address must be tuple, not {PyType.NameOf(args)}");
            return false;
        }
        return (family is null || IsTuple(ts, args, caller, family)) && HasSize(ts, args, 2, 2, message)
            && ModuleNumbers.Bits32(ts, PyTuple.GetBorrowed(args, 0), out *a) == Status.Ok && ModuleNumbers.Bits32(ts, PyTuple.GetBorrowed(args, 1), out *b) == Status.Ok;
    }

    private static uint ParsePacket(ThreadState* ts, PyObject* args, SockAddr* address, string caller)
    {
        if (!IsTuple(ts, args, caller, "AF_PACKET")
            || !HasSize(ts, args, 2, 5, "AF_PACKET address must be a tuple of two to five elements"))
            return 0;
        if (!InterfaceIndex(ts, PyTuple.GetBorrowed(args, 0), out address->sll_ifindex))
            return 0;
        int* numbers = stackalloc int[3];
        numbers[1] = numbers[2] = 0;
        for (int i = 0; i < 3 && i + 1 < PyTuple.Size(args); i++)
        {
            numbers[i] = ArgumentParsing.Int32(ts, PyTuple.GetBorrowed(args, i + 1));
            if (numbers[i] == -1 && Err.Occurred(ts))
                return 0;
        }
        if (numbers[0] is < 0 or > ushort.MaxValue)
        {
            Err.Overflow(ts, $"{caller}(): proto must be 0-65535.");
            return 0;
        }
        if (PyTuple.Size(args) > 4)
        {
            Py_buffer hardware;
            if (ArgumentParsing.GetBuffer(ts, PyTuple.GetBorrowed(args, 4), &hardware) != Status.Ok)
                return 0;
            bool fits = hardware.len <= 8;
            if (fits)
                new ReadOnlySpan<byte>(hardware.buf, (int)hardware.len).CopyTo(new Span<byte>(address->sll_addr, 8));
            address->sll_halen = (byte)hardware.len;
            ArgumentParsing.ReleaseBuffer(ts, &hardware);
            if (!fits)
            {
                Err.Value(ts, "hardware address must be 8 bytes or less");
                return 0;
            }
        }
        address->sll_protocol = BinaryPrimitives.ReverseEndianness((ushort)numbers[0]);
        address->sll_pkttype = (byte)numbers[1];
        address->sll_hatype = (ushort)numbers[2];
        return 20;
    }

    private static bool InterfaceIndex(ThreadState* ts, PyObject* o, out int index)
    {
        index = 0;
        using Owned<PyObject> name = Own.Of(ts, FsPath.Encode(ts, o));
        if (name.IsNull)
            return false;
        if (PyBytes.Length(name.Pointer) == 0)
            return true;
        index = (int)SocketCalls.if_nametoindex(PyBytes.Data(name.Pointer));
        if (index != 0)
            return true;
        const int noDevice = 19;
        OsError.Raise(ts, noDevice);
        return false;
    }

    private static uint ParseCan(ThreadState* ts, SocketObject* s, PyObject* args, SockAddr* address, string caller)
    {
        const int isoTp = 6, raw = 1, broadcast = 2;
        if (s->sock_proto is not (isoTp or raw or broadcast))
        {
            Err.SetString(ts, Exc.OSError, $"{caller}(): unsupported CAN protocol");
            return 0;
        }
        bool addressed = s->sock_proto == isoTp;
        if (!IsTuple(ts, args, caller, "AF_CAN")
            || !HasSize(ts, args, addressed ? 3 : 1, addressed ? 3 : 1, addressed ? "AF_CAN address must be a tuple (interface, rx_addr, tx_addr)" : "AF_CAN address must be a tuple (interface, )"))
            return 0;
        if (!InterfaceIndex(ts, PyTuple.GetBorrowed(args, 0), out address->can_ifindex))
            return 0;
        if (addressed && (ModuleNumbers.Bits32(ts, PyTuple.GetBorrowed(args, 1), out address->can_rx) != Status.Ok
            || ModuleNumbers.Bits32(ts, PyTuple.GetBorrowed(args, 2), out address->can_tx) != Status.Ok))
            return 0;
        return 24;
    }

    /// <summary>(type, name[, features[, mask]]): struct sockaddr_alg.</summary>
    private static uint ParseAlgorithm(ThreadState* ts, PyObject* args, SockAddr* address, string caller)
    {
        const int typeOffset = 2, typeSize = 14, featuresOffset = 16, maskOffset = 20, nameOffset = 24, nameSize = 64;
        if (!IsTuple(ts, args, caller, "AF_ALG") || !HasSize(ts, args, 2, 4, "AF_ALG address must be a tuple (type, name[, feat[, mask]])"))
            return 0;
        for (int i = 0; i < 2; i++)
        {
            PyObject* text = PyTuple.GetBorrowed(args, i);
            nint length;
            if (!PyUnicode.Check(text))
            {
                Err.Type(ts, "AF_ALG address must be a tuple (type, name[, feat[, mask]])");
                return 0;
            }
            byte* utf8 = PyUnicode.AsUtf8(ts, text, &length);
            if (utf8 == null)
                return 0;
            int room = i == 0 ? typeSize : nameSize;
            if (length >= room)
            {
                Err.Value(ts, i == 0 ? "AF_ALG type too long." : "AF_ALG name too long.");
                return 0;
            }
            new ReadOnlySpan<byte>(utf8, (int)length).CopyTo(new Span<byte>(address->bytes + (i == 0 ? typeOffset : nameOffset), room));
        }
        for (int i = 2; i < PyTuple.Size(args); i++)
        {
            if (ModuleNumbers.Bits32(ts, PyTuple.GetBorrowed(args, i), out uint bits) != Status.Ok)
                return 0;
            *(uint*)(address->bytes + (i == 2 ? featuresOffset : maskOffset)) = bits;
        }
        return nameOffset + nameSize;
    }

    /// <summary>The Python object for an address that the system gave, of so many bytes; None for none.</summary>
    public static PyObject* Make(ThreadState* ts, SockAddr* address, uint length)
    {
        if (length == 0)
            return Py.None;
        switch (address->sa_family)
        {
            case SocketCalls.AF_INET:
                return PyTuple.PackStealOrNull(ts, HostName.Text(ts, SocketCalls.AF_INET, &address->sin_addr), Number(ts, BinaryPrimitives.ReverseEndianness(address->sin_port)));
            case SocketCalls.AF_INET6:
                return Tuples.Steal(ts, HostName.Text(ts, SocketCalls.AF_INET6, address->sin6_addr), Number(ts, BinaryPrimitives.ReverseEndianness(address->sin_port)),
                    Number(ts, BinaryPrimitives.ReverseEndianness(address->sin6_flowinfo)), Number(ts, address->sin6_scope_id));
            case SocketCalls.AF_UNIX:
                return MakeUnix(ts, address, length);
            case SocketCalls.AF_NETLINK:
                return PyTuple.PackStealOrNull(ts, Number(ts, address->nl_pid), Number(ts, address->nl_groups));
            case SocketCalls.AF_QIPCRTR:
                return PyTuple.PackStealOrNull(ts, Number(ts, address->sq_node), Number(ts, address->sq_port));
            case SocketCalls.AF_VSOCK:
                return PyTuple.PackStealOrNull(ts, Number(ts, address->svm_cid), Number(ts, address->svm_port));
            case SocketCalls.AF_PACKET:
                return Tuples.Steal(ts, InterfaceName(ts, (uint)address->sll_ifindex), Number(ts, BinaryPrimitives.ReverseEndianness(address->sll_protocol)),
                    Number(ts, address->sll_pkttype), Number(ts, address->sll_hatype),
                    PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(address->sll_addr, Math.Min((int)address->sll_halen, 8))));
            case SocketCalls.AF_CAN:
                using (Owned<PyObject> name = Own.Of(ts, InterfaceName(ts, (uint)address->can_ifindex)))
                    return name.IsNull ? null : PyTuple.Pack(ts, name.Pointer);
            default:
                return PyTuple.PackStealOrNull(ts, Number(ts, address->sa_family), PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(address->bytes + 2, 14)));
        }
    }

    private static PyObject* Number(ThreadState* ts, long value) => PyLong.FromInt64(ts, value);

    private static PyObject* InterfaceName(ThreadState* ts, uint index)
    {
        byte* buffer = stackalloc byte[16];
        byte* name = index == 0 ? null : SocketCalls.if_indextoname(index, buffer);
        return name == null ? PyUnicode.FromString(ts, "") : FsPath.Decode(ts, name);
    }

    private static PyObject* MakeUnix(ThreadState* ts, SockAddr* address, uint length)
    {
        ReadOnlySpan<byte> path = new(address->sun_path, (int)Math.Clamp(length, 2, UnixPathSize + 2) - 2);
        if (!path.IsEmpty && path[0] == 0)
            return PyBytes.FromSpan(ts, path);
        int end = path.IndexOf((byte)0);
        return FsPath.Decode(ts, end < 0 ? path : path[..end]);
    }
}
