// Calls on sockets that may wait: with a timeout the socket does not block and poll does the waiting; without one the call itself blocks. Signals interrupt both, and both go on
// with what is left of the time. See docs/internals/sockets.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;
using Vivarium.Stdlib.Select;

namespace Vivarium.Stdlib.Sockets;

internal enum SocketOp
{
    Accept,
    /// <summary>After a connect that goes on: whether it has succeeded.</summary>
    Connected,
    Recv,
    RecvFrom,
    RecvMsg,
    Send,
    SendTo,
    SendMsg,
}

/// <summary>One call, its arguments and its result.</summary>
internal unsafe ref struct SocketCall
{
    public SocketOp Op;
    public void* Buffer;
    public nuint Length;
    public int Flags;
    public SockAddr* Address;
    public uint AddressLength;
    public msghdr* Message;
    public nint Result;

    /// <summary>Makes the call. False with errno when it failed.</summary>
    public bool Make(int fd, ref int errno)
    {
        uint length = AddressLength;
        int error = 0;
        uint errorSize = sizeof(int);
        Result = Op switch
        {
            SocketOp.Accept => SocketCalls.accept4(fd, Address, &length, SocketCalls.SOCK_CLOEXEC),
            SocketOp.Connected => SocketCalls.getsockopt(fd, SocketCalls.SOL_SOCKET, SocketCalls.SO_ERROR, &error, &errorSize),
            SocketOp.Recv => SocketCalls.recv(fd, Buffer, Length, Flags),
            SocketOp.RecvFrom => SocketCalls.recvfrom(fd, Buffer, Length, Flags, Address, &length),
            SocketOp.RecvMsg => SocketCalls.recvmsg(fd, Message, Flags),
            SocketOp.Send => SocketCalls.send(fd, Buffer, Length, Flags),
            SocketOp.SendTo => SocketCalls.sendto(fd, Buffer, Length, Flags, Address, length),
            _ => SocketCalls.sendmsg(fd, Message, Flags),
        };
        errno = Libc.Errno;
        if (Result >= 0 && Op is SocketOp.Accept or SocketOp.RecvFrom)
            AddressLength = length;
        const int isConnected = 106;
        if (Result < 0 || Op != SocketOp.Connected || error is 0 or isConnected)
            return Result >= 0;
        errno = error;
        return false;
    }
}

internal static unsafe class SocketWait
{
    private const short PollIn = 1, PollOut = 4, PollErr = 8;
    /// <summary>What <see cref="Try"/> gives instead of an error number when an exception is set.</summary>
    public const int Raised = -1;

    /// <summary>Makes the call with the socket's timeout; the exception is set when it fails.</summary>
    public static Status Run(ThreadState* ts, SocketObject* s, bool writing, ref SocketCall call) => Run(ts, s, writing, ref call, s->sock_timeout);

    public static Status Run(ThreadState* ts, SocketObject* s, bool writing, ref SocketCall call, long timeout)
    {
        int errno = Try(ts, s, writing, ref call, timeout);
        if (errno == 0)
            return Status.Ok;
        if (errno == TimedOut)
            Err.SetString(ts, Exc.TimeoutError, "timed out");
        else if (errno != Raised)
            OsError.Raise(ts, errno);
        return Status.Error;
    }

    /// <summary>EWOULDBLOCK, as connect_ex tells of the end of the time; the system's own is <see cref="OsError.EAGAIN"/>, too.</summary>
    private const int TimedOut = -2;

    /// <summary>As connect_ex has it: an error number, <see cref="Raised"/>, or 0.</summary>
    public static int TryNumber(ThreadState* ts, SocketObject* s, bool writing, ref SocketCall call)
    {
        int errno = Try(ts, s, writing, ref call, s->sock_timeout);
        return errno == TimedOut ? OsError.EAGAIN : errno;
    }

    private static int Try(ThreadState* ts, SocketObject* s, bool writing, ref SocketCall call, long timeout)
    {
        bool connecting = call.Op == SocketOp.Connected;
        Deadline deadline = new(timeout);
        long left = timeout;
        while (true)
        {
            if (timeout > 0 || connecting)
            {
                int waited = left >= 0 || timeout < 0 ? Poll(ts, s, writing, connecting, left) : TimedOut;
                left = deadline.Left;
                if (waited == OsError.EINTR && Blocking.CheckSignals(ts) == Status.Ok)
                    continue;
                if (waited != 0)
                    return waited == OsError.EINTR ? Raised : waited;
            }
            int errno = 0;
            bool done;
            while (true)
            {
                Blocking.Begin(ts);
                done = call.Make(s->sock_fd, ref errno);
                Blocking.End(ts);
                if (done || errno != OsError.EINTR)
                    break;
                if (Blocking.CheckSignals(ts) != Status.Ok)
                    return Raised;
            }
            if (done)
                return 0;
            if (s->sock_timeout > 0 && errno == OsError.EAGAIN)
            {
                left = deadline.Left;
                continue;
            }
            return errno;
        }
    }

    /// <summary>0 when the socket is ready (or has no timeout, or is closed), TimedOut, or an error number.</summary>
    private static int Poll(ThreadState* ts, SocketObject* s, bool writing, bool connecting, long nanos)
    {
        if (s->sock_timeout == 0 || s->sock_fd < 0)
            return 0;
        pollfd fd = new() { fd = s->sock_fd, events = connecting ? (short)(PollOut | PollErr) : writing ? PollOut : PollIn };
        int milliseconds = nanos < 0 ? -1 : (int)Math.Min((nanos + 999_999) / 1_000_000, int.MaxValue);
        Blocking.Begin(ts);
        int ready = Libc.poll(&fd, 1, milliseconds);
        int errno = Blocking.End(ts);
        return ready < 0 ? errno : ready == 0 ? TimedOut : 0;
    }
}
