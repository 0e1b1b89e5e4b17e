// Users, groups, sessions and process groups. See docs/internals/posix.md.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    private const int NgroupsMax = 65536;

    [PyFunction("($module, /)", Doc = "The number of the user who started this process.")]
    private static PyObject* getuid(ThreadState* ts, PyObject* module) => UserIds.ToPython(ts, Libc.getuid());

    [PyFunction("($module, /)", Doc = "The number of the user whose rights this process has.")]
    private static PyObject* geteuid(ThreadState* ts, PyObject* module) => UserIds.ToPython(ts, Libc.geteuid());

    [PyFunction("($module, /)", Doc = "The number of the group of the user who started this process.")]
    private static PyObject* getgid(ThreadState* ts, PyObject* module) => UserIds.ToPython(ts, Libc.getgid());

    [PyFunction("($module, /)", Doc = "The number of the group whose rights this process has.")]
    private static PyObject* getegid(ThreadState* ts, PyObject* module) => UserIds.ToPython(ts, Libc.getegid());

    [PyFunction("($module, /)", Doc = "The real, effective and saved user.")]
    private static PyObject* getresuid(ThreadState* ts, PyObject* module)
    {
        uint* ids = stackalloc uint[3];
        return Libc.getresuid(ids, ids + 1, ids + 2) != 0 ? OsError.RaiseLast(ts) : Three(ts, ids);
    }

    [PyFunction("($module, /)", Doc = "The real, effective and saved group.")]
    private static PyObject* getresgid(ThreadState* ts, PyObject* module)
    {
        uint* ids = stackalloc uint[3];
        return Libc.getresgid(ids, ids + 1, ids + 2) != 0 ? OsError.RaiseLast(ts) : Three(ts, ids);
    }

    private static PyObject* Three(ThreadState* ts, uint* ids)
    {
        using Owned<PyObject> a = Own.Of(ts, UserIds.ToPython(ts, ids[0]));
        using Owned<PyObject> b = Own.Of(ts, UserIds.ToPython(ts, ids[1]));
        using Owned<PyObject> c = Own.Of(ts, UserIds.ToPython(ts, ids[2]));
        return a.IsNull || b.IsNull || c.IsNull ? null : PyTuple.Pack(ts, a.Pointer, b.Pointer, c.Pointer);
    }

    [PyFunction("($module, uid, /)", Doc = "Become another user.")]
    private static Status setuid(ThreadState* ts, PyObject* module, [Converter(nameof(UserIds.Uid), In = typeof(UserIds))] uint uid) => OsError.CheckLast(ts, Libc.setuid(uid));

    [PyFunction("($module, euid, /)", Doc = "Take another user's rights.")]
    private static Status seteuid(ThreadState* ts, PyObject* module, [Converter(nameof(UserIds.Uid), In = typeof(UserIds))] uint euid) => OsError.CheckLast(ts, Libc.seteuid(euid));

    [PyFunction("($module, gid, /)", Doc = "Change to another group.")]
    private static Status setgid(ThreadState* ts, PyObject* module, [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint gid) => OsError.CheckLast(ts, Libc.setgid(gid));

    [PyFunction("($module, egid, /)", Doc = "Take another group's rights.")]
    private static Status setegid(ThreadState* ts, PyObject* module, [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint egid) => OsError.CheckLast(ts, Libc.setegid(egid));

    [PyFunction("($module, ruid, euid, /)", Doc = "Set the real and the effective user.")]
    private static Status setreuid(
        ThreadState* ts, PyObject* module, [Converter(nameof(UserIds.Uid), In = typeof(UserIds))] uint ruid, [Converter(nameof(UserIds.Uid), In = typeof(UserIds))] uint euid) =>
        OsError.CheckLast(ts, Libc.setreuid(ruid, euid));

    [PyFunction("($module, rgid, egid, /)", Doc = "Set the real and the effective group.")]
    private static Status setregid(
        ThreadState* ts, PyObject* module, [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint rgid, [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint egid) =>
        OsError.CheckLast(ts, Libc.setregid(rgid, egid));

    [PyFunction("($module, ruid, euid, suid, /)", Doc = "Set the real, effective and saved user.")]
    private static Status setresuid(
        ThreadState* ts, PyObject* module, [Converter(nameof(UserIds.Uid), In = typeof(UserIds))] uint ruid, [Converter(nameof(UserIds.Uid), In = typeof(UserIds))] uint euid,
        [Converter(nameof(UserIds.Uid), In = typeof(UserIds))] uint suid) => OsError.CheckLast(ts, Libc.setresuid(ruid, euid, suid));

    [PyFunction("($module, rgid, egid, sgid, /)", Doc = "Set the real, effective and saved group.")]
    private static Status setresgid(
        ThreadState* ts, PyObject* module, [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint rgid, [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint egid,
        [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint sgid) => OsError.CheckLast(ts, Libc.setresgid(rgid, egid, sgid));

    [PyFunction("($module, /)", Doc = "The further groups of this process.")]
    private static PyObject* getgroups(ThreadState* ts, PyObject* module)
    {
        int count = Libc.getgroups(0, null);
        if (count < 0)
            return OsError.RaiseLast(ts);
        uint* groups = (uint*)MemDomain.Malloc(ts->interp->heap, (nuint)Math.Max(1, count) * sizeof(uint));
        if (groups == null)
            return Err.NoMemory(ts);
        count = Libc.getgroups(count, groups);
        PyObject* list = count < 0 ? OsError.RaiseLast(ts) : GroupList(ts, groups, count);
        MemDomain.Free(ts->interp->heap, groups);
        return list;
    }

    private static PyObject* GroupList(ThreadState* ts, uint* groups, int count)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        for (int i = 0; i < count && !list.IsNull; i++)
        {
            PyObject* id = UserIds.ToPython(ts, groups[i]);
            if (id == null || PyList.AppendSteal(ts, list.Pointer, id) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    [PyFunction("($module, groups, /)", Doc = "Set the further groups of this process.")]
    private static Status setgroups(ThreadState* ts, PyObject* module, PyObject* groups)
    {
        if (!Seq.Check(groups))
            return Err.TypeStatus(ts, "setgroups argument must be a sequence");
        nint count = Seq.Size(ts, groups);
        if (count < 0)
            return Status.Error;
        if (count > NgroupsMax)
            return Err.ValueStatus(ts, "too many groups");
        uint* ids = (uint*)MemDomain.Malloc(ts->interp->heap, (nuint)Math.Max(1, count) * sizeof(uint));
        if (ids == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        Status status = Status.Ok;
        for (nint i = 0; i < count && status == Status.Ok; i++)
        {
            using Owned<PyObject> item = Own.Of(ts, Seq.GetItem(ts, groups, i));
            status = item.IsNull ? Status.Error : PyLong.Check(item.Pointer) ? UserIds.Gid(ts, item.Pointer, out ids[i]) : Err.TypeStatus(ts, "groups must be integers");
        }
        if (status == Status.Ok)
            status = OsError.CheckLast(ts, Libc.setgroups((nuint)count, ids));
        MemDomain.Free(ts->interp->heap, ids);
        return status;
    }

    [PyFunction("($module, user, group, /)", Doc = "The groups that a user belongs to, with this one.")]
    private static PyObject* getgrouplist(ThreadState* ts, PyObject* module, PyASCIIObject* user, [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint group)
    {
        nint length;
        byte* name = PyUnicode.AsUtf8(ts, (PyObject*)user, &length);
        if (name == null)
            return null;
        if (new ReadOnlySpan<byte>(name, (int)length).Contains((byte)0))
            return Err.Value(ts, "embedded null character");
        for (int room = 64; ; room *= 2)
        {
            int count = room;
            uint* groups = (uint*)MemDomain.Malloc(ts->interp->heap, (nuint)room * sizeof(uint));
            if (groups == null)
                return Err.NoMemory(ts);
            bool fits = Libc.getgrouplist(name, group, groups, &count) >= 0;
            int errno = Libc.Errno;
            PyObject* list = fits ? GroupList(ts, groups, count) : null;
            MemDomain.Free(ts->interp->heap, groups);
            if (fits)
                return list;
            if (room > 1 << 20)
                return OsError.Raise(ts, errno);
        }
    }

    [PyFunction("($module, username, gid, /)", Doc = "Take the further groups of a user, and this one.")]
    private static Status initgroups(ThreadState* ts, PyObject* module, PyObject* username, [Converter(nameof(UserIds.Gid), In = typeof(UserIds))] uint gid)
    {
        using Owned<PyObject> name = Own.Of(ts, FsPath.Encode(ts, username));
        return name.IsNull ? Status.Error : OsError.CheckLast(ts, Libc.initgroups(PyBytes.Data(name.Pointer), gid));
    }

    [PyFunction("($module, /)", Doc = "The name under which the user of the terminal logged in.")]
    private static PyObject* getlogin(ThreadState* ts, PyObject* module)
    {
        const int Most = 256;
        byte* name = stackalloc byte[Most];
        int error = Libc.getlogin_r(name, Most);
        // The reference raises with the number's sign turned.
        return error != 0 ? OsError.Raise(ts, -error) : FsPath.Decode(ts, name);
    }

    [PyFunction("($module, /)", Doc = "The process group of this process.")]
    private static int getpgrp(ThreadState* ts, PyObject* module) => Libc.getpgrp();

    [PyFunction("($module, /, pid)", Doc = "The process group of a process.")]
    private static long getpgid(ThreadState* ts, PyObject* module, int pid) => NumberOrError(ts, Libc.getpgid(pid));

    [PyFunction("($module, pid, /)", Doc = "The session of a process.")]
    private static long getsid(ThreadState* ts, PyObject* module, int pid) => NumberOrError(ts, Libc.getsid(pid));

    private static long NumberOrError(ThreadState* ts, long result)
    {
        if (result < 0)
            OsError.RaiseLast(ts);
        return result;
    }

    [PyFunction("($module, /)", Doc = "Make this process the leader of a new session.")]
    private static Status setsid(ThreadState* ts, PyObject* module) => OsError.CheckLast(ts, Libc.setsid());

    [PyFunction("($module, pid, pgrp, /)", Doc = "Put a process into a process group.")]
    private static Status setpgid(ThreadState* ts, PyObject* module, int pid, int pgrp) => OsError.CheckLast(ts, Libc.setpgid(pid, pgrp));

    [PyFunction("($module, /)", Doc = "Make this process the leader of a process group.")]
    private static Status setpgrp(ThreadState* ts, PyObject* module) => OsError.CheckLast(ts, Libc.setpgid(0, 0));
}
