// Priorities, scheduling policies and processors. See docs/internals/posix.md.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    [PyFunction("($module, increment, /)", Doc = "Add to the niceness of this process; returns the new one.")]
    private static long nice(ThreadState* ts, PyObject* module, int increment) => NumberUnlessErrno(ts, Libc.nice(increment));

    /// <summary>For calls that may rightly return -1: errno says whether they failed (it is zero before the call).</summary>
    private static long NumberUnlessErrno(ThreadState* ts, long result)
    {
        if (result == -1 && Libc.Errno != 0)
            OsError.RaiseLast(ts);
        return result;
    }

    [PyFunction("($module, /, which, who)", Doc = "The niceness of a process, process group or user.")]
    private static long getpriority(ThreadState* ts, PyObject* module, int which, int who) => NumberUnlessErrno(ts, Libc.getpriority(which, (uint)who));

    [PyFunction("($module, /, which, who, priority)", Doc = "Set the niceness of a process, process group or user.")]
    private static Status setpriority(ThreadState* ts, PyObject* module, int which, int who, int priority) => OsError.CheckLast(ts, Libc.setpriority(which, (uint)who, priority));

    [PyFunction("($module, /, policy)", Doc = "The highest priority of a scheduling policy.")]
    private static long sched_get_priority_max(ThreadState* ts, PyObject* module, int policy) => NumberOrError(ts, Libc.sched_get_priority_max(policy));

    [PyFunction("($module, /, policy)", Doc = "The lowest priority of a scheduling policy.")]
    private static long sched_get_priority_min(ThreadState* ts, PyObject* module, int policy) => NumberOrError(ts, Libc.sched_get_priority_min(policy));

    [PyFunction("($module, pid, /)", Doc = "The scheduling policy of a process; 0 is this one.")]
    private static long sched_getscheduler(ThreadState* ts, PyObject* module, int pid) => NumberOrError(ts, Libc.sched_getscheduler(pid));

    [PyFunction("($module, pid, policy, param, /)", Doc = "Set the scheduling policy of a process; 0 is this one.")]
    private static Status sched_setscheduler(
        ThreadState* ts, PyObject* module, int pid, int policy, [Converter(nameof(SchedParam.Convert), In = typeof(SchedParam))] sched_param_t param) =>
        OsError.CheckLast(ts, Libc.sched_setscheduler(pid, policy, &param));

    [PyFunction("($module, pid, /)", Doc = "The scheduling parameters of a process; 0 is this one.")]
    private static PyObject* sched_getparam(ThreadState* ts, PyObject* module, int pid)
    {
        sched_param_t param;
        return Libc.sched_getparam(pid, &param) != 0 ? OsError.RaiseLast(ts) : SchedParam.New(ts, param);
    }

    [PyFunction("($module, pid, param, /)", Doc = "Set the scheduling parameters of a process; 0 is this one.")]
    private static Status sched_setparam(ThreadState* ts, PyObject* module, int pid, [Converter(nameof(SchedParam.Convert), In = typeof(SchedParam))] sched_param_t param) =>
        OsError.CheckLast(ts, Libc.sched_setparam(pid, &param));

    [PyFunction("($module, pid, /)", Doc = "The time slice of a process under round-robin scheduling, in seconds.")]
    private static double sched_rr_get_interval(ThreadState* ts, PyObject* module, int pid)
    {
        timespec interval;
        if (OsError.CheckLast(ts, Libc.sched_rr_get_interval(pid, &interval)) != Status.Ok)
            return -1.0;
        return interval.tv_sec + 1e-9 * interval.tv_nsec;
    }

    [PyFunction("($module, /)", Doc = "Let other processes run.")]
    private static Status sched_yield(ThreadState* ts, PyObject* module)
    {
        Blocking.Begin(ts);
        int failed = Libc.sched_yield();
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno);
    }

    /// <summary>Bits of a set of processors that is first tried.</summary>
    private const int FewCpus = 1024;

    [PyFunction("($module, pid, mask, /)", Doc = "Have a process run on these processors only; 0 is this one.")]
    private static Status sched_setaffinity(ThreadState* ts, PyObject* module, int pid, PyObject* mask)
    {
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, mask));
        if (iterator.IsNull)
            return Status.Error;
        PyHeap* heap = ts->interp->heap;
        int bits = FewCpus;
        ulong* set = (ulong*)MemDomain.Calloc(heap, (nuint)bits / 64, sizeof(ulong));
        Status status = set == null ? NoMemory(ts) : Status.Ok;
        while (status == Status.Ok)
        {
            using Owned<PyObject> item = Own.Of(ts, Obj.IterNext(ts, iterator.Pointer));
            if (item.IsNull)
            {
                status = Err.Occurred(ts) ? Status.Error : OsError.CheckLast(ts, Libc.sched_setaffinity(pid, (nuint)bits / 8, set));
                break;
            }
            status = CpuNumber(ts, item.Pointer, out int cpu);
            if (status == Status.Ok && cpu >= bits)
                status = Grow(ts, &set, &bits, cpu);
            if (status == Status.Ok)
                set[cpu / 64] |= 1UL << (cpu % 64);
        }
        MemDomain.Free(heap, set);
        return status;
    }

    private static Status NoMemory(ThreadState* ts)
    {
        Err.NoMemory(ts);
        return Status.Error;
    }

    private static Status CpuNumber(ThreadState* ts, PyObject* o, out int cpu)
    {
        cpu = -1;
        if (!PyLong.Check(o))
            return Err.TypeStatus(ts, $"expected an iterator of ints, but iterator yielded {Obj.ReprText(ts, (PyObject*)o->ob_type)}");
        long value = PyLong.AsInt64(ts, o);
        if (value == -1 && Err.Occurred(ts))
            return Status.Error;
        if (value < 0)
            return Err.ValueStatus(ts, "negative CPU number");
        if (value > int.MaxValue - 1)
        {
            Err.Overflow(ts, "CPU number too large");
            return Status.Error;
        }
        cpu = (int)value;
        return Status.Ok;
    }

    private static Status Grow(ThreadState* ts, ulong** set, int* bits, int cpu)
    {
        long wanted = *bits;
        while (cpu >= wanted)
            wanted = wanted > int.MaxValue / 2 ? (long)cpu + 64 : wanted * 2;
        wanted = (wanted + 63) / 64 * 64;
        ulong* larger = (ulong*)MemDomain.Realloc(ts->interp->heap, *set, (nuint)(wanted / 8));
        if (larger == null)
            return NoMemory(ts);
        NativeMemory.Clear((byte*)larger + *bits / 8, (nuint)((wanted - *bits) / 8));
        *set = larger;
        *bits = (int)Math.Min(wanted, int.MaxValue & ~63);
        return Status.Ok;
    }

    [PyFunction("($module, pid, /)", Doc = "The set of processors that a process may run on; 0 is this one.")]
    private static PyObject* sched_getaffinity(ThreadState* ts, PyObject* module, int pid)
    {
        for (int bits = FewCpus; ; bits *= 2)
        {
            ulong* set = (ulong*)MemDomain.Calloc(ts->interp->heap, (nuint)bits / 64, sizeof(ulong));
            if (set == null)
                return Err.NoMemory(ts);
            bool worked = Libc.sched_getaffinity(pid, (nuint)bits / 8, set) >= 0;
            int errno = Libc.Errno;
            PyObject* result = worked ? CpuSet(ts, set, bits) : null;
            MemDomain.Free(ts->interp->heap, set);
            if (worked)
                return result;
            if (errno != OsError.EINVAL || bits > int.MaxValue / 4)
                return OsError.Raise(ts, errno);
        }
    }

    private static PyObject* CpuSet(ThreadState* ts, ulong* set, int bits)
    {
        using Owned<PyObject> result = Own.Of(ts, PySet.New(ts, null));
        for (int cpu = 0; cpu < bits && !result.IsNull; cpu++)
        {
            if ((set[cpu / 64] & (1UL << (cpu % 64))) == 0)
                continue;
            using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, cpu));
            if (number.IsNull || PySet.Add(ts, result.Pointer, number.Pointer) != Status.Ok)
                return null;
        }
        return result.Release();
    }

    [PyFunction("($module, /, flags)", Doc = "Leave namespaces that are shared with other processes.")]
    private static Status unshare(ThreadState* ts, PyObject* module, int flags)
    {
        Blocking.Begin(ts);
        int failed = Libc.unshare(flags);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno);
    }

    [PyFunction("($module, /, fd, nstype=0)", Doc = "Enter a namespace that a descriptor stands for.")]
    private static Status setns(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, int nstype)
    {
        Blocking.Begin(ts);
        int failed = Libc.setns(fd, nstype);
        int errno = Blocking.End(ts);
        return OsError.Check(ts, failed, errno);
    }
}
