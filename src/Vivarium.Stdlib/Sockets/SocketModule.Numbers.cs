// _socket: byte order, texts of addresses, interfaces. See docs/internals/sockets.md.
using System.Buffers.Binary;
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Sockets;

internal static unsafe partial class SocketModule
{
    private static bool Unsigned(ThreadState* ts, PyObject* o, ulong max, string type, out ulong value)
    {
        value = 0;
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return false;
        if (PyLong.IsNegative(number.Pointer))
        {
            Err.Value(ts, "Cannot convert negative int");
            return false;
        }
        ulong wide;
        if (PyLong.TryGetUInt64(number.Pointer, &wide) && wide <= max)
        {
            value = wide;
            return true;
        }
        Err.Overflow(ts, $"Python int too large for C {type}");
        return false;
    }

    private static PyObject* Swap16(ThreadState* ts, PyObject* o) =>
        Unsigned(ts, o, ushort.MaxValue, "uint16_t", out ulong value) ? PyLong.FromInt64(ts, BinaryPrimitives.ReverseEndianness((ushort)value)) : null;

    private static PyObject* Swap32(ThreadState* ts, PyObject* o) =>
        Unsigned(ts, o, uint.MaxValue, "uint32_t", out ulong value) ? PyLong.FromInt64(ts, BinaryPrimitives.ReverseEndianness((uint)value)) : null;

    [PyFunction("($module, integer, /)", Doc = "16 bits from the network's to this machine's order of bytes.")]
    private static PyObject* ntohs(ThreadState* ts, PyObject* module, PyObject* integer) => Swap16(ts, integer);

    [PyFunction("($module, integer, /)", Doc = "32 bits from the network's to this machine's order of bytes.")]
    private static PyObject* ntohl(ThreadState* ts, PyObject* module, PyObject* integer) => Swap32(ts, integer);

    [PyFunction("($module, integer, /)", Doc = "16 bits from this machine's to the network's order of bytes.")]
    private static PyObject* htons(ThreadState* ts, PyObject* module, PyObject* integer) => Swap16(ts, integer);

    [PyFunction("($module, integer, /)", Doc = "32 bits from this machine's to the network's order of bytes.")]
    private static PyObject* htonl(ThreadState* ts, PyObject* module, PyObject* integer) => Swap32(ts, integer);

    /// <summary>A str without zeros, as UTF-8; null with an exception.</summary>
    private static byte* CText(ThreadState* ts, PyObject* o, string function, int position)
    {
        if (!PyUnicode.Check(o))
        {
            ArgumentParsing.BadArgument(ts, function, $"argument {position}", "str", o);
            return null;
        }
        nint length;
        byte* text = PyUnicode.AsUtf8(ts, o, &length);
        if (text == null || !new ReadOnlySpan<byte>(text, (int)length).Contains((byte)0))
            return text;
        Err.Value(ts, "embedded null character");
        return null;
    }

    [PyFunction("($module, ip_addr, /)", Doc = "The four bytes of an IPv4 address like '123.45.67.89'.")]
    private static PyObject* inet_aton(ThreadState* ts, PyObject* module, PyObject* ip_addr)
    {
        if (!PyUnicode.Check(ip_addr))
            return ArgumentParsing.BadArgument(ts, "inet_aton", "argument", "str", ip_addr);
        byte* text = CText(ts, ip_addr, "inet_aton", 1);
        if (text == null)
            return null;
        uint address;
        return SocketCalls.inet_aton(text, &address) != 0
            ? PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(&address, sizeof(uint)))
            : Err.SetString(ts, Exc.OSError, "illegal IP address string passed to inet_aton");
    }

    [PyFunction("($module, packed_ip, /)", Doc = "The text of an IPv4 address of four bytes.")]
    private static PyObject* inet_ntoa(ThreadState* ts, PyObject* module, PyObject* packed_ip)
    {
        Py_buffer view;
        if (ArgumentParsing.GetBuffer(ts, packed_ip, &view) != Status.Ok)
            return null;
        uint address = view.len == sizeof(uint) ? *(uint*)view.buf : 0;
        bool good = view.len == sizeof(uint);
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return good ? HostName.Text(ts, SocketCalls.AF_INET, &address) : Err.SetString(ts, Exc.OSError, "packed IP wrong length for inet_ntoa");
    }

    [PyFunction(NoKeywords = true, Doc = "inet_pton(af, ip) -> packed IP address string\n\nThe bytes of the text of an address.")]
    private static PyObject* inet_pton(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "inet_pton", nargs, 2, 2) || !SocketArguments.Int(ts, args[0], out int family))
            return null;
        byte* text = CText(ts, args[1], "inet_pton", 2);
        if (text == null)
            return null;
        byte* packed = stackalloc byte[16];
        int result = SocketCalls.inet_pton(family, text, packed);
        if (result < 0)
            return OsError.RaiseLast(ts);
        if (result == 0)
            return Err.SetString(ts, Exc.OSError, "illegal IP address string passed to inet_pton");
        return PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(packed, family == SocketCalls.AF_INET ? 4 : 16));
    }

    [PyFunction(NoKeywords = true, Doc = "inet_ntop(af, packed_ip) -> string formatted IP address\n\nThe text of the bytes of an address.")]
    private static PyObject* inet_ntop(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SocketArguments.Count(ts, "inet_ntop", nargs, 2, 2) || !SocketArguments.Int(ts, args[0], out int family))
            return null;
        Py_buffer view;
        if (ArgumentParsing.GetBuffer(ts, args[1], &view) != Status.Ok)
            return null;
        PyObject* result;
        if (family is not (SocketCalls.AF_INET or SocketCalls.AF_INET6))
            result = Err.Value(ts, $"unknown address family {family}");
        else if (view.len != (family == SocketCalls.AF_INET ? 4 : 16))
            result = Err.Value(ts, "invalid length of packed IP address string");
        else
            result = HostName.Text(ts, family, view.buf);
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return result;
    }

    [PyFunction("($self, /)", Doc = "if_nameindex()\n\nThe interfaces to networks, a list of (index, name).")]
    private static PyObject* if_nameindex(ThreadState* ts, PyObject* module)
    {
        if_nameindex_t* all = SocketCalls.if_nameindex();
        if (all == null)
            return OsError.RaiseLast(ts);
        PyObject* list = PyList.New(ts, 0);
        for (if_nameindex_t* one = all; list != null && one->if_index != 0 && one->if_name != null; one++)
        {
            PyObject* pair = PyTuple.PackStealOrNull(ts, PyLong.FromInt64(ts, one->if_index), FsPath.Decode(ts, one->if_name));
            if (pair == null || PyList.AppendSteal(ts, list, pair) != Status.Ok)
            {
                Ref.Dec(ts, list);
                list = null;
            }
        }
        SocketCalls.if_freenameindex(all);
        return list;
    }

    private const int NoDevice = 19, NoSuchAddress = 6;

    [PyFunction("($module, oname, /)", Doc = "The index of an interface.")]
    private static PyObject* if_nametoindex(ThreadState* ts, PyObject* module, PyObject* oname)
    {
        using Owned<PyObject> name = Own.Of(ts, FsPath.Encode(ts, oname));
        if (name.IsNull)
            return null;
        uint index = SocketCalls.if_nametoindex(PyBytes.Data(name.Pointer));
        return index == 0 ? OsError.Raise(ts, NoDevice) : PyLong.FromInt64(ts, index);
    }

    [PyFunction("($module, if_index, /)", Doc = "The name of an interface.")]
    private static PyObject* if_indextoname(ThreadState* ts, PyObject* module, PyObject* if_index)
    {
        if (!Unsigned(ts, if_index, uint.MaxValue, "unsigned int", out ulong index))
            return null;
        byte* buffer = stackalloc byte[16];
        byte* name = SocketCalls.if_indextoname((uint)index, buffer);
        return name == null ? OsError.Raise(ts, NoSuchAddress) : FsPath.Decode(ts, name);
    }
}
