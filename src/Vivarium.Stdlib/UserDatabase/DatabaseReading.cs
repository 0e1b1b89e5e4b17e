// What pwd and grp share: entries of the system's databases are read into a buffer of the heap that grows until the entry fits.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix;

namespace Vivarium.Stdlib.UserDatabase;

internal static unsafe class DatabaseReading
{
    private const int FirstSize = 1024, MostSize = 1 << 20;

    /// <summary>One of the functions getXXX_r: gives an error number, and the entry in *found, null when there is none.</summary>
    public delegate int Reader<T>(T* entry, byte* buffer, nuint size, T** found) where T : unmanaged;

    /// <summary>What is made of the entry; null with KeyError when there is none.</summary>
    public delegate PyObject* Maker<T>(T* entry) where T : unmanaged;

    /// <summary>Other threads may run while the system looks; what it wrote lies in the buffer that <paramref name="make"/> reads from.</summary>
    public static PyObject* Find<T>(ThreadState* ts, Reader<T> read, Maker<T> make, string missing) where T : unmanaged
    {
        for (nuint size = FirstSize; ; size *= 2)
        {
            byte* buffer = (byte*)MemDomain.Malloc(ts->interp->heap, size);
            if (buffer == null)
                return Err.NoMemory(ts);
            T entry;
            T* found;
            Blocking.Begin(ts);
            int error = read(&entry, buffer, size, &found);
            Blocking.End(ts);
            PyObject* result = error == 0 && found != null ? make(found) : null;
            MemDomain.Free(ts->interp->heap, buffer);
            if (error == OsError.ERANGE && size < MostSize)
                continue;
            if (error == 0 && found != null)
                return result;
            // Databases that know of no such entry may say so by one of these numbers.
            return error is 0 or OsError.ENOENT or OsError.ESRCH or OsError.EBADF or OsError.EPERM ? Missing(ts, missing) : OsError.Raise(ts, error);
        }
    }

    public static PyObject* Missing(ThreadState* ts, string message)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, message));
        return text.IsNull ? null : Err.Key(ts, text.Pointer);
    }

    /// <summary>Text of the databases, decoded as file names are; None for none.</summary>
    public static PyObject* Text(ThreadState* ts, byte* text) => text == null ? Py.None : FsPath.Decode(ts, text);

    /// <summary>The number of a user or group as messages show it: those too large for the system have none.</summary>
    public static PyObject* MissingNumber(ThreadState* ts, string function, string what, PyObject* number) =>
        Missing(ts, number == null ? $"{function}(): {what} not found" : $"{function}(): {what} not found: {PyUnicode.ToString(number)}");
}
