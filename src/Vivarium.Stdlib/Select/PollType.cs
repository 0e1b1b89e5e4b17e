// The object that select.poll() makes: descriptors and the events to wait for, in a dict, and from it the array that the system's poll takes. See docs/internals/select.md.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Select;

internal unsafe struct PollObject
{
    public PyObject ob_base;
    /// <summary>Descriptor → events.</summary>
    public PyObject* dict;
    /// <summary>The array agrees with the dict.</summary>
    public int ufd_uptodate;
    public int ufd_len;
    public pollfd* ufds;
    public int poll_running;
}

[PyType("select.poll", Layout = typeof(PollObject), Flags = TypeFlags.DisallowInstantiation)]
internal static unsafe partial class PollType
{
    private const ushort DefaultEvents = 1 | 2 | 4;

    public static PyObject* New(ThreadState* ts)
    {
        PollObject* self = (PollObject*)ObjectAlloc.New(ts, Type);
        if (self == null)
            return null;
        self->ufd_uptodate = self->ufd_len = self->poll_running = 0;
        self->ufds = null;
        self->dict = PyDict.New(ts);
        if (self->dict != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    /// <summary>An int of 16 bits without sign.</summary>
    private static Status EventMask(ThreadState* ts, PyObject* o, out ushort mask)
    {
        mask = 0;
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return Status.Error;
        int overflow;
        long value = PyLong.AsInt64AndOverflow(ts, number.Pointer, &overflow);
        if (overflow < 0 || (overflow == 0 && value < 0))
            return Err.ValueStatus(ts, "Cannot convert negative int");
        if (overflow > 0 || value > ushort.MaxValue)
        {
            Err.Overflow(ts, "Python int too large for C unsigned short");
            return Status.Error;
        }
        mask = (ushort)value;
        return Status.Ok;
    }

    private static Status Set(ThreadState* ts, PollObject* self, int fd, ushort events)
    {
        using Owned<PyObject> key = Own.Of(ts, PyLong.FromInt64(ts, fd));
        using Owned<PyObject> value = Own.Of(ts, key.IsNull ? null : PyLong.FromInt64(ts, events));
        if (value.IsNull || PyDict.Set(ts, self->dict, key.Pointer, value.Pointer) != Status.Ok)
            return Status.Error;
        self->ufd_uptodate = 0;
        return Status.Ok;
    }

    [PyMethod("($self, fd,\n         eventmask=select.POLLIN | select.POLLPRI | select.POLLOUT, /)", Doc = "Wait on a descriptor, or an object with fileno(), from now on.")]
    private static Status register(
        ThreadState* ts, PollObject* self, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, [Converter(nameof(EventMask))] ushort eventmask = DefaultEvents) =>
        Set(ts, self, fd, eventmask);

    [PyMethod("($self, fd, eventmask, /)", Doc = "Change the events of a registered descriptor.")]
    private static Status modify(
        ThreadState* ts, PollObject* self, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, [Converter(nameof(EventMask))] ushort eventmask)
    {
        using Owned<PyObject> key = Own.Of(ts, PyLong.FromInt64(ts, fd));
        if (key.IsNull)
            return Status.Error;
        PyObject* present = PyDict.GetBorrowed(ts, self->dict, key.Pointer);
        if (present == null)
            return Err.Occurred(ts) ? Status.Error : OsError.Check(ts, -1, OsError.ENOENT);
        return Set(ts, self, fd, eventmask);
    }

    [PyMethod("($self, fd, /)", Doc = "Wait on a descriptor no more.")]
    private static Status unregister(ThreadState* ts, PollObject* self, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd)
    {
        using Owned<PyObject> key = Own.Of(ts, PyLong.FromInt64(ts, fd));
        if (key.IsNull || PyDict.Delete(ts, self->dict, key.Pointer) != Status.Ok)
            return Status.Error;
        self->ufd_uptodate = 0;
        return Status.Ok;
    }

    private static Status UpdateArray(ThreadState* ts, PollObject* self)
    {
        nint size = PyDict.Size(self->dict);
        pollfd* array = (pollfd*)MemDomain.Realloc(ts->interp->heap, self->ufds, (nuint)(Math.Max(size, 1) * sizeof(pollfd)));
        if (array == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        self->ufds = array;
        self->ufd_len = (int)size;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        for (int i = 0; i < size && PyDict.Next(self->dict, &position, &key, &value); i++)
        {
            long fd;
            array[i] = new pollfd { fd = PyLong.TryGetInt64(key, &fd) ? (int)fd : -1, events = (short)(ushort)PyLong.CompactValue(value) };
        }
        self->ufd_uptodate = 1;
        return Status.Ok;
    }

    [PyMethod("($self, timeout=None, /)", Doc = "Wait until descriptors are ready or timeout milliseconds have passed; None is for ever.\n\nReturns a list of (descriptor, events).")]
    private static PyObject* poll(ThreadState* ts, PollObject* self, PyObject* timeout = null)
    {
        long nanos = -1;
        int milliseconds = -1;
        if (timeout != null && timeout != Py.None
            && (SelectCalls.Timeout(ts, timeout, true, "timeout must be an integer or None", out nanos) != Status.Ok
                || SelectCalls.Milliseconds(ts, nanos, false, out milliseconds) != Status.Ok))
            return null;
        if (self->poll_running != 0)
            return Err.Runtime(ts, "concurrent poll() invocation");
        if (self->ufd_uptodate == 0 && UpdateArray(ts, self) != Status.Ok)
            return null;
        if (milliseconds < 0)
            milliseconds = -1;
        Deadline deadline = new(nanos);
        int ready;
        int errno;
        self->poll_running = 1;
        while (true)
        {
            Blocking.Begin(ts);
            ready = Libc.poll(self->ufds, (ulong)self->ufd_len, milliseconds);
            errno = Blocking.End(ts);
            if (ready >= 0 || !Blocking.Retry(ts, errno))
                break;
            if (milliseconds >= 0 && deadline.Left < 0)
            {
                ready = 0;
                break;
            }
            if (milliseconds >= 0)
                milliseconds = SelectCalls.Left(deadline);
        }
        self->poll_running = 0;
        return ready < 0 ? OsError.Raise(ts, errno) : Results(ts, self, ready);
    }

    private static PyObject* Results(ThreadState* ts, PollObject* self, int ready)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        // Signal handlers that ran while it waited cannot have changed the array: only poll() does.
        for (int i = 0; !list.IsNull && ready > 0 && i < self->ufd_len; i++)
        {
            if (self->ufds[i].revents == 0)
                continue;
            ready--;
            PyObject* pair = PyTuple.PackStealOrNull(ts, PyLong.FromInt64(ts, self->ufds[i].fd), PyLong.FromInt64(ts, (ushort)self->ufds[i].revents));
            if (pair == null || PyList.AppendSteal(ts, list.Pointer, pair) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PollObject* self)
    {
        if (self->ufds != null)
            MemDomain.Free(ts->interp->heap, self->ufds);
        Ref.XDec(ts, self->dict);
        ObjectAlloc.Free(ts, self);
    }
}
