// The module _posixshmem: names of shared memory, for the library's multiprocessing.shared_memory. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.PosixShmem;

internal static unsafe partial class SharedMemoryCalls
{
    [LibraryImport("libc", SetLastError = true)] public static partial int shm_open(byte* name, int flags, uint mode);
    [LibraryImport("libc", SetLastError = true)] public static partial int shm_unlink(byte* name);
}

[PyModule("_posixshmem", Doc = "Shared memory of POSIX, by name.")]
internal static unsafe partial class PosixShmemModule
{
    private static byte* Name(ThreadState* ts, PyObject* path)
    {
        nint length;
        byte* name = PyUnicode.AsUtf8(ts, path, &length);
        if (name == null || !new ReadOnlySpan<byte>(name, (int)length).Contains((byte)0))
            return name;
        Err.Value(ts, "embedded null character");
        return null;
    }

    [PyFunction("($module, /, path, flags, mode=511)", Doc = "Open shared memory, and make it if flags say so: a file descriptor.")]
    private static PyObject* shm_open(ThreadState* ts, PyObject* module, PyASCIIObject* path, int flags, int mode = 511)
    {
        byte* name = Name(ts, (PyObject*)path);
        if (name == null)
            return null;
        int fd;
        int errno;
        do
        {
            Blocking.Begin(ts);
            fd = SharedMemoryCalls.shm_open(name, flags, (uint)mode);
            errno = Blocking.End(ts);
        }
        while (fd < 0 && Blocking.Retry(ts, errno));
        return fd < 0 ? OsError.Raise(ts, errno, (PyObject*)path) : PyLong.FromInt64(ts, fd);
    }

    [PyFunction("($module, path, /)", Doc = "Remove the name of shared memory; it goes when nobody has it open any more.")]
    private static Status shm_unlink(ThreadState* ts, PyObject* module, PyASCIIObject* path)
    {
        byte* name = Name(ts, (PyObject*)path);
        if (name == null)
            return Status.Error;
        int result;
        int errno;
        do
        {
            Blocking.Begin(ts);
            result = SharedMemoryCalls.shm_unlink(name);
            errno = Blocking.End(ts);
        }
        while (result < 0 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, result, errno, (PyObject*)path);
    }
}
