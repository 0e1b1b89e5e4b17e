// os.fspath and what file-name arguments share: __fspath__, encoding of names, bytes for the system and names from it. See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix;

internal static unsafe class FsPath
{
    /// <summary>What __fspath__ gives, a str or bytes; null with an exception, or when the type has no such method (absent).</summary>
    public static PyObject* CallProtocol(ThreadState* ts, PyObject* o, out bool absent)
    {
        using Owned<PyObject> method = Own.Of(ts, PyType.LookupSpecial(ts, o, Id.__fspath__));
        absent = method.IsNull && !Err.Occurred(ts);
        if (method.IsNull)
            return null;
        if (method.Pointer == Py.None)
        {
            absent = true;
            return null;
        }
        PyObject* path = Call.NoArgs(ts, method.Pointer);
        if (path == null || PyUnicode.Check(path) || PyBytes.Check(path))
            return path;
        Err.Type(ts, $"expected {PyType.NameOf(o)}.__fspath__() to return str or bytes, not {PyType.NameOf(path)}");
        Ref.Dec(ts, path);
        return null;
    }

    /// <summary>os.fspath: str and bytes as they are.</summary>
    public static PyObject* Of(ThreadState* ts, PyObject* o)
    {
        if (PyUnicode.Check(o) || PyBytes.Check(o))
            return Ref.New(o);
        PyObject* path = CallProtocol(ts, o, out bool absent);
        return absent ? Err.Type(ts, $"expected str, bytes or os.PathLike object, not {PyType.NameOf(o)}") : path;
    }

    /// <summary>os.fsencode, without zeros inside: bytes for the system.</summary>
    public static PyObject* Encode(ThreadState* ts, PyObject* o)
    {
        using Owned<PyObject> path = Own.Of(ts, Of(ts, o));
        if (path.IsNull)
            return null;
        PyObject* bytes = PyBytes.Check(path.Pointer) ? Ref.New(path.Pointer) : PyUnicode.EncodeFSDefault(ts, path.Pointer);
        if (bytes == null || !PyBytes.AsSpan(bytes).Contains((byte)0))
            return bytes;
        Ref.Dec(ts, bytes);
        return Err.Value(ts, "embedded null byte");
    }

    public static PyObject* Decode(ThreadState* ts, ReadOnlySpan<byte> name) => PyUnicode.DecodeFSDefault(ts, name);

    public static PyObject* Decode(ThreadState* ts, byte* name) => Decode(ts, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));

    /// <summary>A name from the system in the form of the argument it belongs to.</summary>
    public static PyObject* Name(ThreadState* ts, ReadOnlySpan<byte> name, bool asBytes) => asBytes ? PyBytes.FromSpan(ts, name) : Decode(ts, name);
}
