// Names of hosts: from str (by IDNA where it is not ASCII), bytes or bytearray, and to addresses. See docs/internals/sockets.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Sockets;

/// <summary>A host name as zero-terminated bytes, borrowed from the object or owned.</summary>
internal unsafe ref struct HostName
{
    private readonly ThreadState* _ts;
    private PyObject* _owned;

    public HostName(ThreadState* ts, PyObject* o)
    {
        _ts = ts;
        if (PyUnicode.Check(o))
            _owned = Encode(ts, o);
        else if (PyBytes.Check(o))
            _owned = Ref.New(o);
        else if (PyByteArray.Check(o))
            _owned = PyBytes.FromObject(ts, o);
        else
            Err.Type(ts, $"str, bytes or bytearray expected, not {PyType.NameOf(o)}");
        if (_owned == null || !PyBytes.AsSpan(_owned).Contains((byte)0))
            return;
        Ref.Dec(ts, _owned);
        _owned = null;
        Err.Type(ts, "host name must not contain null character");
    }

    /// <summary>str in IDNA's form, for errors of which there is one message.</summary>
    private static PyObject* Encode(ThreadState* ts, PyObject* text)
    {
        PyObject* bytes = EncodeIdna(ts, text);
        if (bytes == null)
        {
            Err.Clear(ts);
            Err.Type(ts, "encoding of hostname failed");
        }
        return bytes;
    }

    public static PyObject* EncodeIdna(ThreadState* ts, PyObject* text)
    {
        if (PyUnicode.IsCompactAscii(text))
            return PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(PyUnicode.Data(text), (int)PyUnicode.Length(text)));
        using Owned<PyObject> name = Own.Of(ts, PyUnicode.FromString(ts, "encode"));
        using Owned<PyObject> encoding = Own.Of(ts, name.IsNull ? null : PyUnicode.FromString(ts, "idna"));
        return encoding.IsNull ? null : Call.Method(ts, text, name.Pointer, encoding.Pointer);
    }

    /// <summary>Null when the conversion failed, with the exception set.</summary>
    public readonly byte* Pointer => _owned == null ? null : PyBytes.Data(_owned);

    public void Dispose()
    {
        PyObject* owned = _owned;
        _owned = null;
        Ref.XDec(_ts, owned);
    }

    /// <summary>The address of a host, of the family (0 for any): its length in bytes, or -1.</summary>
    public static int Resolve(ThreadState* ts, byte* name, SockAddr* address, int family)
    {
        *address = default;
        ReadOnlySpan<byte> text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        if (text.IsEmpty)
        {
            address->sa_family = (ushort)(family == 0 ? SocketCalls.AF_INET : family);
            return family == SocketCalls.AF_INET6 ? 28 : 16;
        }
        if (text.SequenceEqual("<broadcast>"u8) || text.SequenceEqual("255.255.255.255"u8))
        {
            if (family is not (SocketCalls.AF_INET or 0))
                return Fail(ts, "address family mismatched");
            address->sa_family = SocketCalls.AF_INET;
            address->sin_addr = uint.MaxValue;
            return 16;
        }
        if (family != SocketCalls.AF_INET6 && SocketCalls.inet_pton(SocketCalls.AF_INET, name, &address->sin_addr) > 0)
        {
            address->sa_family = SocketCalls.AF_INET;
            return 16;
        }
        if (family != SocketCalls.AF_INET && !text.Contains((byte)'%') && SocketCalls.inet_pton(SocketCalls.AF_INET6, name, address->sin6_addr) > 0)
        {
            address->sa_family = SocketCalls.AF_INET6;
            return 28;
        }
        return LookUp(ts, name, address, family);
    }

    private static int LookUp(ThreadState* ts, byte* name, SockAddr* address, int family)
    {
        addrinfo hints = new() { ai_family = family };
        addrinfo* found = null;
        Blocking.Begin(ts);
        int error = SocketCalls.getaddrinfo(name, null, &hints, &found);
        int errno = Blocking.End(ts);
        if (error != 0)
        {
            SocketErrors.AddressInfo(ts, error, errno);
            return -1;
        }
        uint length = Math.Min(found->ai_addrlen, SockAddr.Size);
        new ReadOnlySpan<byte>(found->ai_addr, (int)length).CopyTo(new Span<byte>(address, (int)SockAddr.Size));
        SocketCalls.freeaddrinfo(found);
        return (int)length;
    }

    private static int Fail(ThreadState* ts, string message)
    {
        Err.SetString(ts, Exc.OSError, message);
        return -1;
    }

    /// <summary>The text of an internet address.</summary>
    public static PyObject* Text(ThreadState* ts, int family, void* address)
    {
        byte* buffer = stackalloc byte[64];
        byte* text = SocketCalls.inet_ntop(family, address, buffer, 64);
        return text == null ? OsError.Raise(ts, Libc.Errno) : PyUnicode.FromUtf8(ts, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
    }
}

/// <summary>The exceptions of look-ups, whose classes the module has.</summary>
internal static unsafe class SocketErrors
{
    private const int EaiSystem = -11;

    public static PyObject* AddressInfo(ThreadState* ts, int error, int errno) =>
        error == EaiSystem ? OsError.Raise(ts, errno) : Raise(ts, "gaierror", error, SocketCalls.gai_strerror(error));

    public static PyObject* Host(ThreadState* ts, int error) => Raise(ts, "herror", error, SocketCalls.hstrerror(error));

    private static PyObject* Raise(ThreadState* ts, string name, int error, byte* text)
    {
        using Owned<PyObject> args = Own.Of(ts, PyTuple.PackStealOrNull(ts, PyLong.FromInt64(ts, error), FsPath.Decode(ts, text)));
        if (args.IsNull)
            return null;
        PyObject* modules = ts->interp->modules;
        PyObject* module = modules != null && PyDict.Check(modules) ? PyDict.GetStringBorrowed(ts, modules, "_socket") : null;
        using Owned<PyObject> type = Own.Of(ts, module == null ? Ref.New((PyObject*)Exc.OSError) : Obj.GetAttr(ts, module, name));
        return type.IsNull ? null : Err.SetObject(ts, (PyTypeObject*)type.Pointer, args.Pointer);
    }
}
