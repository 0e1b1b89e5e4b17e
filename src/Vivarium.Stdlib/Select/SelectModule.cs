// The module select: waiting on many descriptors at once. See docs/internals/select.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;
using Vivarium.Stdlib.Time;

namespace Vivarium.Stdlib.Select;

[PyModule("select", Doc = "Waiting until some of many descriptors can be read or written.\n\nselect, poll and epoll of the system; the module selectors has them in one form.",
    Types = [typeof(EpollType)])]
internal static unsafe partial class SelectModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) =>
        Modules.AddObject(ts, module, "error", (PyObject*)Exc.OSError) == Status.Ok ? ModuleNumbers.Add(ts, module, SelectConstants.Numbers) : Status.Error;

    [PyFunction("($module, /)", Doc = "A new object that waits on the descriptors registered with it by the system's poll.")]
    private static PyObject* poll(ThreadState* ts, PyObject* module) => PollType.New(ts);

    /// <summary>One of select's three lists: the objects (owned, a list or tuple), their descriptors, and the set of these.</summary>
    private ref struct Watched
    {
        public PyObject* Objects;
        public fd_set Set;
        public bool Failed;
        public int Highest;

        public Watched(ThreadState* ts, PyObject* sequence, int* fds)
        {
            Highest = -1;
            Objects = Obj.SequenceFast(ts, sequence, "arguments 1-3 must be sequences");
            Failed = Objects == null || Fill(ts, fds) != Status.Ok;
        }

        private Status Fill(ThreadState* ts, int* fds)
        {
            for (nint i = 0; i < Seq.Size(ts, Objects); i++)
            {
                using Owned<PyObject> item = Own.Of(ts, Seq.GetItem(ts, Objects, i));
                if (item.IsNull || Fds.FileNo(ts, item.Pointer, out int fd) != Status.Ok)
                    return Status.Error;
                if (fd >= fd_set.Size)
                    return Err.ValueStatus(ts, "filedescriptor out of range in select()");
                if (i >= fd_set.Size)
                    return Err.ValueStatus(ts, "too many file descriptors in select()");
                Set.bits[fd / 64] |= 1UL << (fd % 64);
                Highest = Math.Max(Highest, fd);
                fds[i] = fd;
            }
            return Status.Ok;
        }

        /// <summary>A list of the objects whose descriptors are in the set now.</summary>
        public readonly PyObject* Ready(ThreadState* ts, int* fds)
        {
            using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
            for (nint i = 0; !list.IsNull && i < Seq.Size(ts, Objects) && i < fd_set.Size; i++)
            {
                if ((Set.bits[fds[i] / 64] & (1UL << (fds[i] % 64))) == 0)
                    continue;
                PyObject* item = Seq.GetItem(ts, Objects, i);
                if (item == null || PyList.AppendSteal(ts, list.Pointer, item) != Status.Ok)
                    return null;
            }
            return list.Release();
        }
    }

    [PyFunction("($module, rlist, wlist, xlist, timeout=None, /)",
        Doc = "Wait until descriptors can be read, can be written, or have something exceptional, or until timeout seconds have passed.\n\n"
            + "The lists hold descriptors or objects with fileno(). Returns three lists of those that are ready.")]
    private static PyObject* select(ThreadState* ts, PyObject* module, PyObject* rlist, PyObject* wlist, PyObject* xlist, PyObject* timeout = null)
    {
        long nanos = -1;
        if (timeout != null && timeout != Py.None)
        {
            if (SelectCalls.Timeout(ts, timeout, false, "timeout must be a float or None", out nanos) != Status.Ok)
                return null;
            if (nanos < 0)
                return Err.Value(ts, "timeout must be non-negative");
        }
        int* fds = stackalloc int[3 * fd_set.Size];
        Watched read = new(ts, rlist, fds);
        Watched write = read.Failed ? default : new(ts, wlist, fds + fd_set.Size);
        Watched except = read.Failed || write.Failed ? default : new(ts, xlist, fds + 2 * fd_set.Size);
        PyObject* result = null;
        if (!read.Failed && !write.Failed && !except.Failed)
            result = Wait(ts, &read, &write, &except, fds, nanos);
        Ref.XDec(ts, read.Objects);
        Ref.XDec(ts, write.Objects);
        Ref.XDec(ts, except.Objects);
        return result;
    }

    private static PyObject* Wait(ThreadState* ts, Watched* read, Watched* write, Watched* except, int* fds, long nanos)
    {
        int count = Math.Max(read->Highest, Math.Max(write->Highest, except->Highest)) + 1;
        fd_set wantRead = read->Set, wantWrite = write->Set, wantExcept = except->Set;
        Deadline deadline = new(nanos);
        long left = nanos;
        int result;
        int errno;
        bool again;
        do
        {
            timeval time = new() { tv_sec = left / TimeValues.PerSecond, tv_usec = (left % TimeValues.PerSecond + 999) / 1000 };
            if (time.tv_usec == 1_000_000)
                time = new() { tv_sec = time.tv_sec + 1 };
            Blocking.Begin(ts);
            result = SelectCalls.select(count, &read->Set, &write->Set, &except->Set, nanos < 0 ? null : &time);
            errno = Blocking.End(ts);
            again = result < 0 && Blocking.Retry(ts, errno);
            if (again && nanos >= 0 && (left = deadline.Left) < 0)
            {
                // The time is over: nothing is ready.
                read->Set = write->Set = except->Set = default;
                result = 0;
                break;
            }
            if (again)
                (read->Set, write->Set, except->Set) = (wantRead, wantWrite, wantExcept);
        }
        while (again);
        if (result < 0)
            return OsError.Raise(ts, errno);
        return Tuples.Steal(ts, read->Ready(ts, fds), write->Ready(ts, fds + fd_set.Size), except->Ready(ts, fds + 2 * fd_set.Size));
    }
}
