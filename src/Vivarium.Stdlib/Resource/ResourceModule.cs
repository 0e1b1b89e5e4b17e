// The module resource: limits of processes, and what they have used. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Resource;

[PyModule("resource")]
internal static unsafe partial class ResourceModule
{
    private const int LimitCount = 16;

    private static readonly (string Name, long Value)[] s_numbers =
    [
        ("RLIMIT_CPU", 0), ("RLIMIT_FSIZE", 1), ("RLIMIT_DATA", 2), ("RLIMIT_STACK", 3), ("RLIMIT_CORE", 4), ("RLIMIT_NOFILE", 7),
        ("RLIMIT_OFILE", 7), ("RLIMIT_AS", 9), ("RLIMIT_RSS", 5), ("RLIMIT_NPROC", 6), ("RLIMIT_MEMLOCK", 8), ("RLIMIT_MSGQUEUE", 12),
        ("RLIMIT_NICE", 13), ("RLIMIT_RTPRIO", 14), ("RLIMIT_RTTIME", 15), ("RLIMIT_SIGPENDING", 11), ("RUSAGE_SELF", 0),
        ("RUSAGE_CHILDREN", -1), ("RUSAGE_THREAD", 1), ("RLIM_INFINITY", -1),
    ];

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (Modules.AddObject(ts, module, "error", (PyObject*)Exc.OSError) != Status.Ok || Modules.AddType(ts, module, ResourceUsage.Type) != Status.Ok)
            return Status.Error;
        return ModuleNumbers.Add(ts, module, s_numbers);
    }

    [PyFunction("($module, who, /)", Doc = "What this process (RUSAGE_SELF), this thread or the children that were waited for have used.")]
    private static PyObject* getrusage(ThreadState* ts, PyObject* module, int who)
    {
        rusage usage;
        if (Libc.getrusage(who, &usage) == 0)
            return ResourceUsage.New(ts, &usage);
        return Libc.Errno == OsError.EINVAL ? Err.Value(ts, "invalid who parameter") : OsError.RaiseLast(ts);
    }

    [PyFunction("($module, resource, /)", Doc = "The soft and the hard limit of a resource of this process.")]
    private static PyObject* getrlimit(ThreadState* ts, PyObject* module, int resource)
    {
        rlimit_t limit;
        if (!IsKnown(ts, resource))
            return null;
        return Libc.getrlimit(resource, &limit) < 0 ? OsError.RaiseLast(ts) : Pair(ts, &limit);
    }

    [PyFunction("($module, resource, limits, /)", Doc = "Set the soft and the hard limit of a resource of this process: a pair of ints.")]
    private static PyObject* setrlimit(ThreadState* ts, PyObject* module, int resource, PyObject* limits)
    {
        if (!IsKnown(ts, resource) || Audit.RaiseNumbers(ts, "resource.setrlimit", [resource], limits) != Status.Ok)
            return null;
        rlimit_t limit;
        if (!Read(ts, limits, &limit))
            return null;
        return Libc.setrlimit(resource, &limit) < 0 ? Refuse(ts) : Py.None;
    }

    [PyFunction("($module, pid, resource, limits=None, /)", Doc = "The limits of a resource of another process, which limits replaces unless it is None.")]
    private static PyObject* prlimit(ThreadState* ts, PyObject* module, int pid, int resource, PyObject* limits)
    {
        if (!IsKnown(ts, resource) || Audit.RaiseNumbers(ts, "resource.prlimit", [pid, resource], limits) != Status.Ok)
            return null;
        rlimit_t before, after;
        if (limits != Py.None && !Read(ts, limits, &after))
            return null;
        return Libc.prlimit(pid, resource, limits == Py.None ? null : &after, &before) < 0 ? Refuse(ts) : Pair(ts, &before);
    }

    [PyFunction("($module, /)", Doc = "The size of a page of memory, in bytes.")]
    private static int getpagesize(ThreadState* ts, PyObject* module) => Environment.SystemPageSize;

    private static bool IsKnown(ThreadState* ts, int resource)
    {
        if (resource is >= 0 and < LimitCount)
            return true;
        Err.Value(ts, "invalid resource specified");
        return false;
    }

    private static PyObject* Refuse(ThreadState* ts) => Libc.Errno switch
    {
        OsError.EINVAL => Err.Value(ts, "current limit exceeds maximum limit"),
        OsError.EPERM => Err.Value(ts, "not allowed to raise maximum limit"),
        _ => OsError.RaiseLast(ts),
    };

    private static bool Read(ThreadState* ts, PyObject* limits, rlimit_t* limit)
    {
        using Owned<PyObject> pair = Own.Of(ts, PyTuple.FromSequence(ts, limits));
        if (pair.IsNull)
            return false;
        if (PyTuple.Size(pair.Pointer) != 2)
        {
            Err.Value(ts, "expected a tuple of 2 integers");
            return false;
        }
        return One(ts, PyTuple.GetBorrowed(pair.Pointer, 0), &limit->rlim_cur) && One(ts, PyTuple.GetBorrowed(pair.Pointer, 1), &limit->rlim_max);
    }

    /// <summary>-1 is no limit.</summary>
    private static bool One(ThreadState* ts, PyObject* o, ulong* value)
    {
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return false;
        int overflow;
        long signed = PyLong.AsInt64AndOverflow(ts, number.Pointer, &overflow);
        if (overflow < 0 || (overflow == 0 && signed < -1))
        {
            Err.Value(ts, "Cannot convert negative int");
            return false;
        }
        if (overflow == 0)
        {
            *value = (ulong)signed;
            return true;
        }
        *value = PyLong.AsUInt64(ts, number.Pointer);
        if (!Err.Occurred(ts))
            return true;
        Err.Clear(ts);
        Err.Overflow(ts, "Python int too large to convert to C rlim_t");
        return false;
    }

    private static PyObject* Number(ThreadState* ts, ulong limit) => limit == ulong.MaxValue ? PyLong.SmallInt(-1) : PyLong.FromUInt64(ts, limit);

    private static PyObject* Pair(ThreadState* ts, rlimit_t* limit)
    {
        using Owned<PyObject> soft = Own.Of(ts, Number(ts, limit->rlim_cur));
        using Owned<PyObject> hard = Own.Of(ts, soft.IsNull ? null : Number(ts, limit->rlim_max));
        return hard.IsNull ? null : PyTuple.Pack(ts, soft.Pointer, hard.Pointer);
    }
}
