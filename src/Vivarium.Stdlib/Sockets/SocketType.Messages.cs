// Sockets: messages of several buffers with ancillary data (descriptors, credentials …). See docs/internals/sockets.md.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Sockets;

/// <summary>The layout of ancillary data: items of a header and data, aligned to words.</summary>
internal static unsafe class AncillaryData
{
    private const int Alignment = 8;
    private static readonly nint s_header = sizeof(cmsghdr);

    private static nint Align(nint n) => (n + Alignment - 1) & ~(Alignment - 1);

    /// <summary>CMSG_LEN: false when it is beyond what the system takes.</summary>
    public static bool Length(nint data, out nint length)
    {
        length = s_header + data;
        return data >= 0 && data <= int.MaxValue - s_header;
    }

    /// <summary>CMSG_SPACE.</summary>
    public static bool Space(nint data, out nint space)
    {
        space = s_header;
        if (data < 0 || data > int.MaxValue - s_header - Alignment)
            return false;
        space = s_header + Align(data);
        return true;
    }

    /// <summary>A list of (level, type, data).</summary>
    public static PyObject* ToList(ThreadState* ts, byte* control, nint length)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        nint offset = 0;
        while (!list.IsNull && offset + s_header <= length)
        {
            cmsghdr* header = (cmsghdr*)(control + offset);
            nint full = (nint)header->cmsg_len;
            if (full < s_header)
                break;
            nint size = Math.Min(full, length - offset) - s_header;
            bool truncated = full > length - offset;
            PyObject* item = Tuples.Steal(ts, PyLong.FromInt64(ts, header->cmsg_level), PyLong.FromInt64(ts, header->cmsg_type),
                PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(control + offset + s_header, (int)size)));
            if (item == null || PyList.AppendSteal(ts, list.Pointer, item) != Status.Ok)
                return null;
            if (truncated)
            {
                if (Err.Warn(ts, Exc.RuntimeWarning, "received malformed or improperly-truncated ancillary data", 1) != Status.Ok)
                    return null;
                break;
            }
            offset += Align(full);
        }
        return list.Release();
    }

    /// <summary>Closes descriptors that came with a message that cannot be given to Python.</summary>
    public static void CloseDescriptors(byte* control, nint length)
    {
        const int rights = 1;
        for (nint offset = 0; offset + s_header <= length;)
        {
            cmsghdr* header = (cmsghdr*)(control + offset);
            nint full = (nint)header->cmsg_len;
            if (full < s_header)
                return;
            nint end = Math.Min(full, length - offset);
            if (header->cmsg_level == SocketCalls.SOL_SOCKET && header->cmsg_type == rights)
            {
                for (nint i = s_header; i + sizeof(int) <= end; i += sizeof(int))
                    _ = Libc.close(*(int*)(control + offset + i));
            }
            offset += Align(full);
        }
    }

    /// <summary>The structure for a sequence of (level, type, data): memory of the heap (null for none), its length. Error with an exception.</summary>
    public static Status FromSequence(ThreadState* ts, PyObject* given, string tooMuch, out byte* control, out nint length)
    {
        control = null;
        length = 0;
        using Owned<PyObject> items = Own.Of(ts, Obj.SequenceFast(ts, given, "sendmsg() argument 2 must be an iterable"));
        if (items.IsNull)
            return Status.Error;
        for (nint i = 0; i < Seq.Size(ts, items.Pointer); i++)
        {
            using Owned<PyObject> item = Own.Of(ts, Seq.GetItem(ts, items.Pointer, i));
            if (!item.IsNull && AddItem(ts, item.Pointer, tooMuch, ref control, ref length) == Status.Ok)
                continue;
            if (control != null)
                MemDomain.Free(ts->interp->heap, control);
            control = null;
            return Status.Error;
        }
        return Status.Ok;
    }

    private static Status AddItem(ThreadState* ts, PyObject* item, string tooMuch, ref byte* control, ref nint length)
    {
        if (!PyTuple.Check(item))
            return Err.TypeStatus(ts, $"[sendmsg() ancillary data items]() argument must be 3-item tuple, not {PyType.NameOf(item)}");
        if (PyTuple.Size(item) != 3)
            return Err.TypeStatus(ts, $"[sendmsg() ancillary data items]() argument must be tuple of length 3, not {PyTuple.Size(item)}");
        if (!SocketArguments.Int(ts, PyTuple.GetBorrowed(item, 0), out int level) || !SocketArguments.Int(ts, PyTuple.GetBorrowed(item, 1), out int type))
            return Status.Error;
        Py_buffer data;
        if (ArgumentParsing.GetBuffer(ts, PyTuple.GetBorrowed(item, 2), &data) != Status.Ok)
            return Status.Error;
        Status status = Status.Error;
        if (!Space(data.len, out nint space))
        {
            Err.SetString(ts, Exc.OSError, "ancillary data item too large");
        }
        else if (length > int.MaxValue - space)
        {
            Err.SetString(ts, Exc.OSError, tooMuch);
        }
        else
        {
            byte* larger = (byte*)MemDomain.Realloc(ts->interp->heap, control, (nuint)(length + space));
            if (larger == null)
            {
                Err.NoMemory(ts);
            }
            else
            {
                control = larger;
                new Span<byte>(control + length, (int)space).Clear();
                *(cmsghdr*)(control + length) = new cmsghdr { cmsg_len = (nuint)(s_header + data.len), cmsg_level = level, cmsg_type = type };
                new ReadOnlySpan<byte>(data.buf, (int)data.len).CopyTo(new Span<byte>(control + length + s_header, (int)data.len));
                length += space;
                status = Status.Ok;
            }
        }
        ArgumentParsing.ReleaseBuffer(ts, &data);
        return status;
    }
}

internal static unsafe partial class SocketType
{
    /// <summary>Views of all items of an iterable for sendmsg (to read) and recvmsg_into (to write).</summary>
    private static Status GetBuffers(ThreadState* ts, PyObject* given, string function, bool writable, out int count, out Py_buffer* views, out iovec* vectors)
    {
        count = 0;
        views = null;
        vectors = null;
        using Owned<PyObject> items = Own.Of(ts, Obj.SequenceFast(ts, given, $"{function}() argument 1 must be an iterable"));
        if (items.IsNull)
            return Status.Error;
        if (Seq.Size(ts, items.Pointer) > int.MaxValue / sizeof(Py_buffer))
        {
            Err.SetString(ts, Exc.OSError, writable ? "recvmsg_into() argument 1 is too long" : "sendmsg() argument 1 is too long");
            return Status.Error;
        }
        Status status = Buffers.GetAll(ts, items.Pointer, writable, out count, out views, out vectors);
        if (status != Status.Ok && writable && (Err.ClearIf(ts, Exc.TypeError) || Err.ClearIf(ts, Exc.BufferError)))
            Err.Type(ts, "recvmsg_into() argument 1 must be an iterable of single-segment read-write buffers");
        return status;
    }

    [PyMethod(NoKeywords = true,
        Doc = "sendmsg(buffers[, ancdata[, flags[, address]]]) -> count\n\nSend the bytes of several objects as one message, with ancillary data, tuples (level, type, data), to an address.")]
    private static PyObject* sendmsg(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        SocketObject* s = (SocketObject*)self;
        int flags = 0;
        if (!SocketArguments.Count(ts, "sendmsg", nargs, 1, 4) || (nargs > 2 && !SocketArguments.Int(ts, args[2], out flags)))
            return null;
        PyObject* to = nargs > 3 && args[3] != Py.None ? args[3] : null;
        SockAddr address;
        uint addressLength = 0;
        if (to != null && (addressLength = SocketAddress.Parse(ts, s, to, &address, "sendmsg")) == 0)
            return null;
        if (Audited(ts, "socket.sendmsg", s, to) != Status.Ok || GetBuffers(ts, args[0], "sendmsg", false, out int count, out Py_buffer* views, out iovec* vectors) != Status.Ok)
            return null;
        byte* control = null;
        nint controlLength = 0;
        PyObject* result = null;
        if (nargs < 2 || AncillaryData.FromSequence(ts, args[1], "too much ancillary data", out control, out controlLength) == Status.Ok)
        {
            msghdr message = new()
            {
                msg_name = to == null ? null : &address, msg_namelen = addressLength, msg_iov = vectors, msg_iovlen = (nuint)count, msg_control = control,
                msg_controllen = (nuint)controlLength,
            };
            SocketCall call = new() { Op = SocketOp.SendMsg, Message = &message, Flags = flags };
            if (SocketWait.Run(ts, s, true, ref call) == Status.Ok)
                result = PyLong.FromInt64(ts, call.Result);
        }
        if (control != null)
            MemDomain.Free(ts->interp->heap, control);
        Buffers.Release(ts, count, views);
        return result;
    }

    /// <summary>Receives into the places given: (result, ancillary data, flags, address), where the result is the owned data cut to its size, or a number.</summary>
    private static PyObject* Receive(ThreadState* ts, SocketObject* s, iovec* vectors, int count, int flags, nint controlSize, PyObject* dataSteal)
    {
        SockAddr address = default;
        if (controlSize is < 0 or > int.MaxValue)
        {
            Ref.XDec(ts, dataSteal);
            return Err.Value(ts, "invalid ancillary data buffer length");
        }
        byte* control = controlSize == 0 ? null : (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)controlSize);
        if (controlSize > 0 && control == null)
        {
            Ref.XDec(ts, dataSteal);
            return Err.NoMemory(ts);
        }
        msghdr message = new()
        {
            msg_name = &address, msg_namelen = SockAddr.Size, msg_iov = vectors, msg_iovlen = (nuint)count, msg_control = control, msg_controllen = (nuint)controlSize,
        };
        SocketCall call = new() { Op = SocketOp.RecvMsg, Message = &message, Flags = flags };
        PyObject* result = null;
        if (SocketWait.Run(ts, s, false, ref call) != Status.Ok)
        {
            Ref.XDec(ts, dataSteal);
        }
        else
        {
            PyObject* first = dataSteal;
            if (first == null)
                first = PyLong.FromInt64(ts, call.Result);
            else if (call.Result != PyBytes.Length(first))
                _ = PyBytes.Resize(ts, &first, call.Result);
            result = Tuples.Steal(ts, first, first == null ? null : AncillaryData.ToList(ts, control, (nint)message.msg_controllen), PyLong.FromInt64(ts, message.msg_flags),
                SocketAddress.Make(ts, &address, Math.Min(message.msg_namelen, SockAddr.Size)));
            if (result == null)
                AncillaryData.CloseDescriptors(control, (nint)message.msg_controllen);
        }
        if (control != null)
            MemDomain.Free(ts->interp->heap, control);
        return result;
    }

    [PyMethod(NoKeywords = true,
        Doc = "recvmsg(bufsize[, ancbufsize[, flags]]) -> (data, ancdata, msg_flags, address)\n\n"
            + "Receive a message of at most bufsize bytes, with at most ancbufsize bytes of ancillary data (see CMSG_SPACE), which comes\nas tuples (level, type, data).")]
    private static PyObject* recvmsg(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        nint controlSize = 0;
        int flags = 0;
        if (!SocketArguments.Count(ts, "recvmsg", nargs, 1, 3) || !SocketArguments.Size(ts, args[0], out nint size)
            || (nargs > 1 && !SocketArguments.Size(ts, args[1], out controlSize)) || (nargs > 2 && !SocketArguments.Int(ts, args[2], out flags)))
            return null;
        if (size < 0)
            return Err.Value(ts, "negative buffer size in recvmsg()");
        PyObject* data = PyBytes.New(ts, size);
        if (data == null)
            return null;
        iovec vector = new() { iov_base = PyBytes.Data(data), iov_len = (nuint)size };
        return Receive(ts, (SocketObject*)self, &vector, 1, flags, controlSize, data);
    }

    [PyMethod(NoKeywords = true,
        Doc = "recvmsg_into(buffers[, ancbufsize[, flags]]) -> (nbytes, ancdata, msg_flags, address)\n\nReceive a message as recvmsg() does, into writable bytes-like objects one after the other.")]
    private static PyObject* recvmsg_into(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        nint controlSize = 0;
        int flags = 0;
        if (!SocketArguments.Count(ts, "recvmsg_into", nargs, 1, 3)
            || (nargs > 1 && !SocketArguments.Size(ts, args[1], out controlSize)) || (nargs > 2 && !SocketArguments.Int(ts, args[2], out flags)))
            return null;
        if (GetBuffers(ts, args[0], "recvmsg_into", true, out int count, out Py_buffer* views, out iovec* vectors) != Status.Ok)
            return null;
        PyObject* result = Receive(ts, (SocketObject*)self, vectors, count, flags, controlSize, null);
        Buffers.Release(ts, count, views);
        return result;
    }

    [PyMethod("($self, msg=(), *, op=-1, iv=None, assoclen=-1, flags=0)", HideSignature = true,
        Doc = "sendmsg_afalg([msg], *, op[, iv[, assoclen[, flags=MSG_MORE]]])\n\nSend to the system's cryptography: the operation, an initialisation vector and the length of associated data.")]
    private static PyObject* sendmsg_afalg(ThreadState* ts, SocketObject* self, PyObject* msg, int op = -1, PyObject* iv = null, PyObject* assoclen = null, int flags = 0)
    {
        const int setIv = 2, setOperation = 3, setAssocLength = 4, level = 279;
        if (self->sock_family != SocketCalls.AF_ALG)
            return Err.SetString(ts, Exc.OSError, "algset is only supported for AF_ALG");
        if (op < 0)
            return Err.Type(ts, "Invalid or missing argument 'op'");
        using Owned<PyObject> ancillary = Own.Of(ts, PyList.New(ts, 0));
        if (ancillary.IsNull || !AddAlgorithmItem(ts, ancillary.Pointer, level, setOperation, PyBytes.FromSpan(ts, BitConverter.GetBytes(op))))
            return null;
        if (iv != null && iv != Py.None)
        {
            Py_buffer vector;
            if (ArgumentParsing.GetBuffer(ts, iv, &vector) != Status.Ok)
                return null;
            PyObject* data = PyBytes.New(ts, vector.len + sizeof(int));
            if (data != null)
            {
                *(int*)PyBytes.Data(data) = (int)vector.len;
                new ReadOnlySpan<byte>(vector.buf, (int)vector.len).CopyTo(new Span<byte>(PyBytes.Data(data) + sizeof(int), (int)vector.len));
            }
            ArgumentParsing.ReleaseBuffer(ts, &vector);
            if (!AddAlgorithmItem(ts, ancillary.Pointer, level, setIv, data))
                return null;
        }
        if (assoclen != null)
        {
            int length = ArgumentParsing.Int32(ts, assoclen);
            if (length < 0)
                return Err.Occurred(ts) ? null : Err.Type(ts, "assoclen must be positive");
            if (!AddAlgorithmItem(ts, ancillary.Pointer, level, setAssocLength, PyBytes.FromSpan(ts, BitConverter.GetBytes(length))))
                return null;
        }
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, flags));
        if (number.IsNull)
            return null;
        PyObject** args = stackalloc PyObject*[] { msg, ancillary.Pointer, number.Pointer };
        return sendmsg(ts, (PyObject*)self, args, 3, null);
    }

    private static bool AddAlgorithmItem(ThreadState* ts, PyObject* list, int level, int type, PyObject* dataSteal)
    {
        PyObject* item = Tuples.Steal(ts, PyLong.FromInt64(ts, level), PyLong.FromInt64(ts, type), dataSteal);
        return item != null && PyList.AppendSteal(ts, list, item) == Status.Ok;
    }
}
