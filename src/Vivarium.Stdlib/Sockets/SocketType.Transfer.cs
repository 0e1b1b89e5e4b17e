// Sockets: receiving and sending bytes. See docs/internals/sockets.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Select;

namespace Vivarium.Stdlib.Sockets;

internal static unsafe partial class SocketType
{
    /// <summary>(data[, flags]) and (size[, flags]).</summary>
    private static bool SizeAndFlags(ThreadState* ts, string function, PyObject** args, nint nargs, out nint size, out int flags)
    {
        size = 0;
        flags = 0;
        if (!SocketArguments.Count(ts, function, nargs, 1, 2) || !SocketArguments.Size(ts, args[0], out size) || (nargs > 1 && !SocketArguments.Int(ts, args[1], out flags)))
            return false;
        if (size >= 0)
            return true;
        Err.Value(ts, $"negative buffersize in {function}");
        return false;
    }

    [PyMethod(NoKeywords = true, Doc = "recv(buffersize[, flags]) -> data\n\nReceive at most so many bytes; b'' when the other end has ended.")]
    private static PyObject* recv(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SizeAndFlags(ts, "recv", args, nargs, out nint size, out int flags))
            return null;
        PyObject* data = PyBytes.New(ts, size);
        if (data == null || size == 0)
            return data;
        SocketCall call = new() { Op = SocketOp.Recv, Buffer = PyBytes.Data(data), Length = (nuint)size, Flags = flags };
        if (SocketWait.Run(ts, (SocketObject*)self, false, ref call) != Status.Ok)
        {
            Ref.Dec(ts, data);
            return null;
        }
        return call.Result == size || PyBytes.Resize(ts, &data, call.Result) == Status.Ok ? data : null;
    }

    [PyMethod(NoKeywords = true, Doc = "recvfrom(buffersize[, flags]) -> (data, address info)\n\nReceive as recv() does, and the address they come from.")]
    private static PyObject* recvfrom(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!SizeAndFlags(ts, "recvfrom", args, nargs, out nint size, out int flags))
            return null;
        PyObject* data = PyBytes.New(ts, size);
        if (data == null)
            return null;
        SockAddr address = default;
        SocketCall call = new()
        {
            Op = SocketOp.RecvFrom, Buffer = PyBytes.Data(data), Length = (nuint)size, Flags = flags, Address = &address, AddressLength = SockAddr.Size,
        };
        if (SocketWait.Run(ts, (SocketObject*)self, false, ref call) != Status.Ok)
        {
            Ref.Dec(ts, data);
            return null;
        }
        if (call.Result != size && PyBytes.Resize(ts, &data, call.Result) != Status.Ok)
            return null;
        return PyTuple.PackStealOrNull(ts, data, SocketAddress.Make(ts, &address, call.AddressLength));
    }

    /// <summary>The size of a call that fills a buffer: all of it, or what was asked for if it fits.</summary>
    private static bool IntoSize(ThreadState* ts, Py_buffer* view, string function, string tooLarge, ref nint size)
    {
        if (size < 0)
            Err.Value(ts, $"negative buffersize in {function}");
        else if (size > view->len)
            Err.Value(ts, tooLarge);
        else
        {
            if (size == 0)
                size = view->len;
            return true;
        }
        return false;
    }

    [PyMethod("($self, buffer, nbytes=0, flags=0)", HideSignature = true,
        Doc = "recv_into(buffer, [nbytes[, flags]]) -> nbytes_read\n\nReceive into a writable bytes-like object: at most nbytes, or as many as it has room for.")]
    private static PyObject* recv_into(ThreadState* ts, SocketObject* self, PyObject* buffer, nint nbytes = 0, int flags = 0)
    {
        Py_buffer view;
        if (Buffers.GetWritable(ts, buffer, "recv_into", 1, &view) != Status.Ok)
            return null;
        PyObject* result = null;
        if (IntoSize(ts, &view, "recv_into", "buffer too small for requested bytes", ref nbytes))
        {
            SocketCall call = new() { Op = SocketOp.Recv, Buffer = view.buf, Length = (nuint)nbytes, Flags = flags };
            if (nbytes == 0 || SocketWait.Run(ts, self, false, ref call) == Status.Ok)
                result = PyLong.FromInt64(ts, call.Result);
        }
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return result;
    }

    [PyMethod("($self, buffer, nbytes=0, flags=0)", HideSignature = true,
        Doc = "recvfrom_into(buffer[, nbytes[, flags]]) -> (nbytes, address info)\n\nReceive as recv_into() does, and the address they come from.")]
    private static PyObject* recvfrom_into(ThreadState* ts, SocketObject* self, PyObject* buffer, nint nbytes = 0, int flags = 0)
    {
        Py_buffer view;
        if (Buffers.GetWritable(ts, buffer, "recvfrom_into", 1, &view) != Status.Ok)
            return null;
        PyObject* result = null;
        if (IntoSize(ts, &view, "recvfrom_into", "nbytes is greater than the length of the buffer", ref nbytes))
        {
            SockAddr address = default;
            SocketCall call = new()
            {
                Op = SocketOp.RecvFrom, Buffer = view.buf, Length = (nuint)nbytes, Flags = flags, Address = &address, AddressLength = SockAddr.Size,
            };
            if (SocketWait.Run(ts, self, false, ref call) == Status.Ok)
                result = PyTuple.PackStealOrNull(ts, PyLong.FromInt64(ts, call.Result), SocketAddress.Make(ts, &address, call.AddressLength));
        }
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return result;
    }

    /// <summary>The bytes and the flags of send and sendall.</summary>
    private static bool DataAndFlags(ThreadState* ts, string function, PyObject** args, nint nargs, Py_buffer* view, out int flags)
    {
        flags = 0;
        if (!SocketArguments.Count(ts, function, nargs, 1, 2) || ArgumentParsing.GetBuffer(ts, args[0], view) != Status.Ok)
            return false;
        if (nargs < 2 || SocketArguments.Int(ts, args[1], out flags))
            return true;
        ArgumentParsing.ReleaseBuffer(ts, view);
        return false;
    }

    [PyMethod(NoKeywords = true, Doc = "send(data[, flags]) -> count\n\nSend bytes; returns how many went, which may be fewer.")]
    private static PyObject* send(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        Py_buffer view;
        if (!DataAndFlags(ts, "send", args, nargs, &view, out int flags))
            return null;
        SocketCall call = new() { Op = SocketOp.Send, Buffer = view.buf, Length = (nuint)view.len, Flags = flags };
        Status status = SocketWait.Run(ts, (SocketObject*)self, true, ref call);
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return status == Status.Ok ? PyLong.FromInt64(ts, call.Result) : null;
    }

    [PyMethod(NoKeywords = true, Doc = "sendall(data[, flags])\n\nSend all the bytes. The timeout is for all of them; after an error it is not known how many went.")]
    private static PyObject* sendall(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        Py_buffer view;
        if (!DataAndFlags(ts, "sendall", args, nargs, &view, out int flags))
            return null;
        SocketObject* s = (SocketObject*)self;
        long timeout = s->sock_timeout;
        Deadline deadline = new(timeout);
        byte* data = (byte*)view.buf;
        nint left = view.len;
        Status status = Status.Ok;
        while (left > 0 && status == Status.Ok)
        {
            long remains = timeout > 0 ? deadline.Left : timeout;
            if (timeout > 0 && remains <= 0)
            {
                Err.SetString(ts, Exc.TimeoutError, "timed out");
                status = Status.Error;
                break;
            }
            SocketCall call = new() { Op = SocketOp.Send, Buffer = data, Length = (nuint)left, Flags = flags };
            status = SocketWait.Run(ts, s, true, ref call, remains);
            if (status == Status.Ok)
            {
                data += call.Result;
                left -= call.Result;
                status = Blocking.CheckSignals(ts);
            }
        }
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return status == Status.Ok ? Py.None : null;
    }

    [PyMethod(NoKeywords = true, Doc = "sendto(data[, flags], address) -> count\n\nSend bytes to an address.")]
    private static PyObject* sendto(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs is < 2 or > 3)
            return Err.Type(ts, $"sendto() takes 2 or 3 arguments ({nargs} given)");
        Py_buffer view;
        if (ArgumentParsing.GetBuffer(ts, args[0], &view) != Status.Ok)
            return null;
        SocketObject* s = (SocketObject*)self;
        PyObject* result = null;
        int flags = 0;
        SockAddr address;
        uint length = nargs == 3 && !SocketArguments.Int(ts, args[1], out flags) ? 0 : SocketAddress.Parse(ts, s, args[nargs - 1], &address, "sendto");
        if (length != 0 && Audited(ts, "socket.sendto", s, args[nargs - 1]) == Status.Ok)
        {
            SocketCall call = new() { Op = SocketOp.SendTo, Buffer = view.buf, Length = (nuint)view.len, Flags = flags, Address = &address, AddressLength = length };
            if (SocketWait.Run(ts, s, true, ref call) == Status.Ok)
                result = PyLong.FromInt64(ts, call.Result);
        }
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return result;
    }
}
