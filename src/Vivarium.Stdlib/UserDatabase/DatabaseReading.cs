// What pwd and grp share: entries of the system's databases are read into a buffer of the heap that grows until the entry fits.
using Vivarium.Heap;
using Vivarium.Stdlib.Posix;

namespace Vivarium.Stdlib.UserDatabase;

internal static unsafe class DatabaseReading
{
    private const int FirstSize = 1024, MostSize = 1 << 20;

    /// <summary>One of the functions getXXX_r: gives an error number, and the entry in *found, null when there is none.</summary>
    private delegate int Reader<T>(T* entry, byte* buffer, nuint size, T** found) where T : unmanaged;

    public delegate int NameReader<T>(byte* name, T* entry, byte* buffer, nuint size, T** found) where T : unmanaged;

    public delegate int NumberReader<T>(uint number, T* entry, byte* buffer, nuint size, T** found) where T : unmanaged;

    /// <summary>What is made of the entry; null with KeyError when there is none.</summary>
    public delegate PyObject* Maker<T>(T* entry) where T : unmanaged;

    /// <summary>Other threads may run while the system looks; what it wrote lies in the buffer that <paramref name="make"/> reads from.</summary>
    private static PyObject* Find<T>(ThreadState* ts, Reader<T> read, Maker<T> make, string missing) where T : unmanaged
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

    /// <summary>Looks a name up; <paramref name="function"/> is what the message of KeyError names.</summary>
    public static PyObject* ByName<T>(ThreadState* ts, PyASCIIObject* name, string function, NameReader<T> read, Maker<T> make) where T : unmanaged
    {
        using Owned<PyObject> bytes = Own.Of(ts, FsPath.Encode(ts, (PyObject*)name));
        using Owned<PyObject> shown = Own.Of(ts, bytes.IsNull ? null : Obj.Repr(ts, (PyObject*)name));
        if (shown.IsNull)
            return null;
        byte* text = PyBytes.Data(bytes.Pointer);
        return Find(ts, (entry, buffer, size, found) => read(text, entry, buffer, size, found), make, $"{function}(): name not found: {PyUnicode.ToString(shown.Pointer)}");
    }

    /// <summary>Looks a number up, <paramref name="what"/> being uid or gid; one that the system cannot hold is not found.</summary>
    public static PyObject* ByNumber<T>(ThreadState* ts, PyObject* number, string function, string what, NumberReader<T> read, Maker<T> make) where T : unmanaged
    {
        Status status = what == "uid" ? UserIds.Uid(ts, number, out uint id) : UserIds.Gid(ts, number, out id);
        if (status != Status.Ok)
            return Err.ClearIf(ts, Exc.OverflowError) ? Missing(ts, $"{function}(): {what} not found") : null;
        using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, number));
        return text.IsNull
            ? null
            : Find(ts, (entry, buffer, size, found) => read(id, entry, buffer, size, found), make, $"{function}(): {what} not found: {PyUnicode.ToString(text.Pointer)}");
    }

    /// <summary>A list of what is made of every entry; the walk through the database is ended in any case.</summary>
    public static PyObject* All<T>(ThreadState* ts, delegate*<void> begin, delegate*<T*> next, delegate*<void> end, Maker<T> make) where T : unmanaged
    {
        using Owned<PyObject> all = Own.Of(ts, PyList.New(ts, 0));
        if (all.IsNull)
            return null;
        begin();
        T* entry;
        bool good = true;
        while (good && (entry = next()) != null)
        {
            PyObject* made = make(entry);
            good = made != null && PyList.AppendSteal(ts, all.Pointer, made) == Status.Ok;
        }
        end();
        return good ? all.Release() : null;
    }

    private static PyObject* Missing(ThreadState* ts, string message)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, message));
        return text.IsNull ? null : Err.Key(ts, text.Pointer);
    }

    /// <summary>Text of the databases, decoded as file names are; None for none.</summary>
    public static PyObject* Text(ThreadState* ts, byte* text) => text == null ? Py.None : FsPath.Decode(ts, text);
}
