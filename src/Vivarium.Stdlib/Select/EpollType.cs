// select.epoll: a descriptor of the system that many descriptors are registered with. See docs/internals/select.md.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Select;

internal struct EpollObject
{
    public PyObject ob_base;
    /// <summary>-1 when it is closed.</summary>
    public int epfd;
}

[PyType("select.epoll", Layout = typeof(EpollObject),
    Doc = "select.epoll(sizehint=-1, flags=0)\n\nWaiting on many descriptors by the system's epoll.\n\nsizehint has no use any more; flags may be EPOLL_CLOEXEC, which is set in any case.")]
internal static unsafe partial class EpollType
{
    private const int Cloexec = 0x80000, Add = 1, Delete = 2, Modify = 3, DefaultCount = 1023;
    private const uint DefaultEvents = 1 | 2 | 4;

    [Slot("(sizehint=-1, flags=0)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, int sizehint = -1, int flags = 0)
    {
        if (sizehint is <= 0 and not -1)
            return Err.Value(ts, "negative sizehint");
        if (flags is not (0 or Cloexec))
            return Err.SetString(ts, Exc.OSError, "invalid flags");
        return New(ts, type, -1);
    }

    private static PyObject* New(ThreadState* ts, PyTypeObject* type, int fd)
    {
        EpollObject* self = (EpollObject*)ObjectAlloc.New(ts, type);
        if (self == null)
            return null;
        self->epfd = fd;
        if (fd == -1)
        {
            Blocking.Begin(ts);
            self->epfd = SelectCalls.epoll_create1(Cloexec);
            int errno = Blocking.End(ts);
            if (self->epfd < 0)
            {
                Ref.Dec(ts, self);
                return OsError.Raise(ts, errno);
            }
        }
        return (PyObject*)self;
    }

    [PyClassMethod("($type, fd, /)", Doc = "An epoll object for a descriptor of that kind.")]
    private static PyObject* fromfd(ThreadState* ts, PyTypeObject* type, int fd) => New(ts, type, fd);

    private static int CloseFd(ThreadState* ts, EpollObject* self)
    {
        if (self->epfd < 0)
            return 0;
        int fd = self->epfd;
        self->epfd = -1;
        Blocking.Begin(ts);
        int result = Libc.close(fd);
        int errno = Blocking.End(ts);
        return result < 0 ? errno : 0;
    }

    private static PyObject* Closed(ThreadState* ts) => Err.Value(ts, "I/O operation on closed epoll object");

    [PyMethod("($self, /)", Doc = "Close the descriptor; other operations fail from then on.")]
    private static Status close(ThreadState* ts, EpollObject* self)
    {
        int errno = CloseFd(ts, self);
        return errno == 0 ? Status.Ok : OsError.Check(ts, -1, errno);
    }

    [PyGetSet("closed", Doc = "Whether it is closed.")]
    private static PyObject* GetClosed(ThreadState* ts, EpollObject* self) => self->epfd < 0 ? Py.True : Py.False;

    [PyMethod("($self, /)", Doc = "The descriptor.")]
    private static PyObject* fileno(ThreadState* ts, EpollObject* self) => self->epfd < 0 ? Closed(ts) : PyLong.FromInt64(ts, self->epfd);

    private static PyObject* Control(ThreadState* ts, EpollObject* self, int operation, int fd, uint events)
    {
        if (self->epfd < 0)
            return Closed(ts);
        epoll_event change = new() { events = events, data = fd };
        Blocking.Begin(ts);
        int result = SelectCalls.epoll_ctl(self->epfd, operation, fd, &change);
        int errno = Blocking.End(ts);
        return result < 0 ? OsError.Raise(ts, errno) : Py.None;
    }

    [PyMethod("($self, /, fd, eventmask)", Doc = "Change the events of a registered descriptor.")]
    private static PyObject* modify(
        ThreadState* ts, EpollObject* self, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd,
        [Converter(nameof(ModuleNumbers.Bits32), In = typeof(ModuleNumbers))] uint eventmask) => Control(ts, self, Modify, fd, eventmask);

    [PyMethod("($self, /, fd,\n         eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)", Doc = "Wait on a descriptor, or an object with fileno(); OSError if it is registered.")]
    private static PyObject* register(
        ThreadState* ts, EpollObject* self, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd,
        [Converter(nameof(ModuleNumbers.Bits32), In = typeof(ModuleNumbers))] uint eventmask = DefaultEvents) => Control(ts, self, Add, fd, eventmask);

    [PyMethod("($self, /, fd)", Doc = "Wait on a descriptor no more.")]
    private static PyObject* unregister(ThreadState* ts, EpollObject* self, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd) =>
        Control(ts, self, Delete, fd, 0);

    [PyMethod("($self, /, timeout=None, maxevents=-1)",
        Doc = "Wait until descriptors are ready or timeout seconds have passed; None or a negative number is for ever.\n\nReturns a list of at most maxevents (descriptor, events).")]
    private static PyObject* poll(ThreadState* ts, EpollObject* self, PyObject* timeout = null, int maxevents = -1)
    {
        if (self->epfd < 0)
            return Closed(ts);
        long nanos = -1;
        int milliseconds = -1;
        if (timeout != null && timeout != Py.None
            && (SelectCalls.Timeout(ts, timeout, false, "timeout must be an integer or None", out nanos) != Status.Ok
                || SelectCalls.Milliseconds(ts, nanos, true, out milliseconds) != Status.Ok))
            return null;
        if (nanos < 0)
            milliseconds = -1;
        if (maxevents == -1)
            maxevents = DefaultCount;
        else if (maxevents < 1)
            return Err.Value(ts, $"maxevents must be greater than 0, got {maxevents}");
        epoll_event* events = (epoll_event*)MemDomain.Malloc(ts->interp->heap, (nuint)((long)maxevents * sizeof(epoll_event)));
        if (events == null)
            return Err.NoMemory(ts);
        int count = Wait(ts, self, events, maxevents, milliseconds, new Deadline(nanos), out int errno);
        PyObject* result = count < 0 ? OsError.Raise(ts, errno) : Results(ts, events, count);
        MemDomain.Free(ts->interp->heap, events);
        return result;
    }

    private static int Wait(ThreadState* ts, EpollObject* self, epoll_event* events, int maxevents, int milliseconds, Deadline deadline, out int errno)
    {
        while (true)
        {
            Blocking.Begin(ts);
            int count = SelectCalls.epoll_wait(self->epfd, events, maxevents, milliseconds);
            errno = Blocking.End(ts);
            if (count >= 0 || !Blocking.Retry(ts, errno))
                return count;
            if (milliseconds < 0)
                continue;
            if (deadline.Left < 0)
                return 0;
            milliseconds = SelectCalls.Left(deadline);
        }
    }

    private static PyObject* Results(ThreadState* ts, epoll_event* events, int count)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        for (int i = 0; !list.IsNull && i < count; i++)
        {
            PyObject* pair = PyTuple.PackStealOrNull(ts, PyLong.FromInt64(ts, (int)events[i].data), PyLong.FromInt64(ts, events[i].events));
            if (pair == null || PyList.AppendSteal(ts, list.Pointer, pair) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    [PyMethod("($self, /)")]
    private static PyObject* __enter__(ThreadState* ts, EpollObject* self) => self->epfd < 0 ? Closed(ts) : Ref.New((PyObject*)self);

    [PyMethod("($self, exc_type=None, exc_value=None, exc_tb=None, /)")]
    private static PyObject* __exit__(ThreadState* ts, PyObject* self, PyObject* exc_type = null, PyObject* exc_value = null, PyObject* exc_tb = null) =>
        Call.Method(ts, self, Id.close);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, EpollObject* self)
    {
        _ = CloseFd(ts, self);
        ObjectAlloc.Free(ts, self);
    }
}
