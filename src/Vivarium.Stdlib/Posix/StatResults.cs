// os.stat_result and os.statvfs_result: their types, and instances from the system's structures. See docs/internals/posix.md.
using System.Numerics;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe class StatResults
{
    private const int FirstWholeTime = 7, FirstFloatTime = 10;

    public static readonly PyTypeObject* StatResult = StructSequence.Declare(
        "os.stat_result",
        "What stat, fstat or lstat found out about a file.\n\nAs a tuple it is (mode, ino, dev, nlink, uid, gid, size, atime, mtime, ctime); the attributes st_mode, st_ino\n"
            + "and so on have these and more: the times as floats and in nanoseconds, st_blksize, st_blocks and st_rdev.",
        10,
        [
            new("st_mode", "protection bits"),
            new("st_ino", "inode"),
            new("st_dev", "device"),
            new("st_nlink", "number of hard links"),
            new("st_uid", "user ID of owner"),
            new("st_gid", "group ID of owner"),
            new("st_size", "total size, in bytes"),
            new(null, "integer time of last access"),
            new(null, "integer time of last modification"),
            new(null, "integer time of last change"),
            new("st_atime", "time of last access"),
            new("st_mtime", "time of last modification"),
            new("st_ctime", "time of last change"),
            new("st_atime_ns", "time of last access in nanoseconds"),
            new("st_mtime_ns", "time of last modification in nanoseconds"),
            new("st_ctime_ns", "time of last change in nanoseconds"),
            new("st_blksize", "blocksize for filesystem I/O"),
            new("st_blocks", "number of blocks allocated"),
            new("st_rdev", "device type (if inode device)"),
        ],
        construct: &Construct);

    public static readonly PyTypeObject* StatvfsResult = StructSequence.Declare(
        "os.statvfs_result",
        "What statvfs or fstatvfs found out about a file system.\n\nAs a tuple it is (bsize, frsize, blocks, bfree, bavail, files, ffree, favail, flag, namemax); the attributes\n"
            + "f_bsize, f_frsize and so on have these and f_fsid.",
        10,
        [
            new("f_bsize"), new("f_frsize"), new("f_blocks"), new("f_bfree"), new("f_bavail"), new("f_files"), new("f_ffree"), new("f_favail"),
            new("f_flag"), new("f_namemax"), new("f_fsid"),
        ]);

    /// <summary>A constructor that takes the float times, when they are not given, from the whole ones.</summary>
    private static PyObject* Construct(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        PyObject* result = StructSequence.FromArguments(ts, type, args, kwargs);
        for (nint i = FirstFloatTime; result != null && i < FirstFloatTime + 3; i++)
        {
            if (PyTuple.GetBorrowed(result, i) == Py.None)
                PyTuple.SetSteal(result, i, Ref.New(PyTuple.GetBorrowed(result, i - FirstFloatTime + FirstWholeTime)));
        }
        return result;
    }

    public static PyObject* New(ThreadState* ts, stat_t* s)
    {
        StructSequenceBuilder result = new(ts, StatResult);
        result.AddInt(s->st_mode);
        result.AddSteal(PyLong.FromUInt64(ts, s->st_ino));
        result.AddSteal(DeviceNumbers.ToPython(ts, s->st_dev));
        result.AddInt((long)s->st_nlink);
        result.AddSteal(UserIds.ToPython(ts, s->st_uid));
        result.AddSteal(UserIds.ToPython(ts, s->st_gid));
        result.AddInt(s->st_size);
        timespec* times = &s->st_atim;
        for (int i = 0; i < 3; i++)
            result.AddInt(times[i].tv_sec);
        for (int i = 0; i < 3; i++)
            result.AddDouble(times[i].tv_sec + 1e-9 * times[i].tv_nsec);
        for (int i = 0; i < 3; i++)
            result.AddSteal(result.Good ? Times.Nanoseconds(ts, times[i].tv_sec, times[i].tv_nsec) : null);
        result.AddInt(s->st_blksize);
        result.AddInt(s->st_blocks);
        result.AddSteal(result.Good ? DeviceNumbers.ToPython(ts, s->st_rdev) : null);
        return result.Finish();
    }

    public static PyObject* NewStatvfs(ThreadState* ts, statvfs_t* s)
    {
        StructSequenceBuilder result = new(ts, StatvfsResult);
        result.AddInt((long)s->f_bsize);
        result.AddInt((long)s->f_frsize);
        result.AddInt((long)s->f_blocks);
        result.AddInt((long)s->f_bfree);
        result.AddInt((long)s->f_bavail);
        result.AddInt((long)s->f_files);
        result.AddInt((long)s->f_ffree);
        result.AddInt((long)s->f_favail);
        result.AddInt((long)s->f_flag);
        result.AddInt((long)s->f_namemax);
        result.AddSteal(result.Good ? PyLong.FromUInt64(ts, s->f_fsid) : null);
        return result.Finish();
    }
}
