// The user and the groups that a new process is to have. See docs/internals/subprocess.md.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix;

namespace Vivarium.Stdlib.PosixSubprocess;

internal unsafe ref struct Identity
{
    private const int MaxGroups = 65536;
    private readonly ThreadState* _ts;
    private readonly bool _hasGid, _hasUid, _hasGroups;
    private readonly uint _gid, _uid;
    private uint* _groups;
    private int _count;

    public Identity(ThreadState* ts, PyObject* gid, PyObject* groups, PyObject* uid)
    {
        _ts = ts;
        _hasGroups = groups != Py.None;
        _hasGid = gid != Py.None;
        _hasUid = uid != Py.None;
        Failed = (_hasGroups && !ReadGroups(groups)) || (_hasGid && UserIds.Gid(ts, gid, out _gid) != Status.Ok) || (_hasUid && UserIds.Uid(ts, uid, out _uid) != Status.Ok);
    }

    /// <summary>An exception is set.</summary>
    public bool Failed { get; }

    private bool ReadGroups(PyObject* groups)
    {
        ThreadState* ts = _ts;
        if (!PyList.Check(groups))
            return Err.TypeStatus(ts, "setgroups argument must be a list") == Status.Ok;
        nint size = PyList.Size(groups);
        if (size > MaxGroups)
            return Err.ValueStatus(ts, "too many extra_groups") == Status.Ok;
        _groups = (uint*)MemDomain.Malloc(ts->interp->heap, (nuint)(Math.Max(size, 1) * sizeof(uint)));
        if (_groups == null)
        {
            Err.NoMemory(ts);
            return false;
        }
        for (; _count < size && _count < PyList.Size(groups); _count++)
        {
            PyObject* item = PyList.GetBorrowed(groups, _count);
            if (!PyLong.Check(item))
                return Err.TypeStatus(ts, "extra_groups must be integers") == Status.Ok;
            if (UserIds.Gid(ts, item, out uint group) != Status.Ok)
            {
                Err.Clear(ts);
                return Err.ValueStatus(ts, "invalid group id") == Status.Ok;
            }
            _groups[_count] = group;
        }
        return true;
    }

    public readonly void AddTo(ref ChildSteps steps)
    {
        if (_hasGroups)
            steps.Add(ChildSteps.SetGroups, _count, (nint)_groups);
        if (_hasGid)
            steps.Add(ChildSteps.SetReGid, _gid, _gid);
        if (_hasUid)
            steps.Add(ChildSteps.SetReUid, _uid, _uid);
    }

    public void Dispose()
    {
        if (_groups != null)
            MemDomain.Free(_ts->interp->heap, _groups);
        _groups = null;
    }
}
