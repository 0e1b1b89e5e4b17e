// The process's environment, which the C library holds: environ is a copy, putenv and unsetenv change the original. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe class PosixEnvironment
{
    /// <summary>The C library's variable environ, read anew each time: setenv moves the array.</summary>
    public static byte** Current
    {
        get
        {
            nint libc = NativeLibrary.Load("libc.so.6");
            byte** result = *(byte***)NativeLibrary.GetExport(libc, "environ");
            NativeLibrary.Free(libc);
            return result;
        }
    }

    /// <summary>A dict of names and values, both bytes. Of equal names the first counts.</summary>
    public static PyObject* Snapshot(ThreadState* ts)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (dict.IsNull)
            return null;
        byte** entries = Current;
        for (; entries != null && *entries != null; entries++)
        {
            ReadOnlySpan<byte> entry = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(*entries);
            int equals = entry.IndexOf((byte)'=');
            if (equals < 0)
                continue;
            using Owned<PyObject> name = Own.Of(ts, PyBytes.FromSpan(ts, entry[..equals]));
            using Owned<PyObject> value = Own.Of(ts, name.IsNull ? null : PyBytes.FromSpan(ts, entry[(equals + 1)..]));
            PyObject* there = null;
            if (value.IsNull || PyDict.SetDefault(ts, dict.Pointer, name.Pointer, value.Pointer, &there) == Lookup.Error)
                return null;
            Ref.XDec(ts, there);
        }
        return dict.Release();
    }
}

internal static unsafe partial class PosixModule
{
    [PyFunction("($module, /)", Doc = "A dict of the environment as it is now, names and values as bytes.")]
    private static PyObject* _create_environ(ThreadState* ts, PyObject* module) => PosixEnvironment.Snapshot(ts);

    [PyFunction("($module, name, value, /)", Doc = "Set or change a variable of the environment.")]
    private static Status putenv(ThreadState* ts, PyObject* module, PyObject* name, PyObject* value)
    {
        using Owned<PyObject> key = Own.Of(ts, FsPath.Encode(ts, name));
        using Owned<PyObject> text = Own.Of(ts, key.IsNull ? null : FsPath.Encode(ts, value));
        if (text.IsNull)
            return Status.Error;
        if (PyBytes.AsSpan(key.Pointer).Contains((byte)'='))
            return Err.ValueStatus(ts, "illegal environment variable name");
        return OsError.CheckLast(ts, Libc.setenv(PyBytes.Data(key.Pointer), PyBytes.Data(text.Pointer), 1));
    }

    [PyFunction("($module, name, /)", Doc = "Remove a variable of the environment.")]
    private static Status unsetenv(ThreadState* ts, PyObject* module, PyObject* name)
    {
        using Owned<PyObject> key = Own.Of(ts, FsPath.Encode(ts, name));
        return key.IsNull ? Status.Error : OsError.CheckLast(ts, Libc.unsetenv(PyBytes.Data(key.Pointer)));
    }
}
