// File names as the system takes them: str, bytes or objects with __fspath__, encoded with surrogateescape. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

internal static unsafe class FilePaths
{
    /// <summary>os.fspath: str and bytes as they are, others through __fspath__; owned.</summary>
    public static PyObject* Path(ThreadState* ts, PyObject* o)
    {
        if (PyUnicode.Check(o) || PyBytes.Check(o))
            return Ref.New(o);
        PyObject* method = PyType.LookupSpecial(ts, o, Id.__fspath__);
        if (method == null)
            return Err.Occurred(ts) ? null : Err.Type(ts, $"expected str, bytes or os.PathLike object, not {PyType.NameOf(o)}");
        using Owned<PyObject> hold = Own.Of(ts, method);
        using Owned<PyObject> path = Own.Of(ts, Call.NoArgs(ts, method));
        if (path.IsNull || PyUnicode.Check(path.Pointer) || PyBytes.Check(path.Pointer))
            return path.Release();
        return Err.Type(ts, $"expected {PyType.NameOf(o)}.__fspath__() to return str or bytes, not {PyType.NameOf(path.Pointer)}");
    }

    /// <summary>The name as bytes without a NUL in it; owned.</summary>
    public static PyObject* Encode(ThreadState* ts, PyObject* o)
    {
        using Owned<PyObject> path = Own.Of(ts, Path(ts, o));
        if (path.IsNull)
            return null;
        using Owned<PyObject> bytes = Own.Of(ts, PyBytes.Check(path.Pointer) ? Ref.New(path.Pointer) : PyUnicode.EncodeFSDefault(ts, path.Pointer));
        if (bytes.IsNull)
            return null;
        return PyBytes.AsSpan(bytes.Pointer).Contains((byte)0) ? Err.Value(ts, "embedded null byte") : bytes.Release();
    }
}
