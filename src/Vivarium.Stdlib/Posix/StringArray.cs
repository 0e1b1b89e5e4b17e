// Arrays of zero-terminated strings, ended by a null pointer, as exec and spawn take them: arguments from a list or tuple, the environment from a mapping.
// The pointers lead into bytes objects that a Python list keeps. See docs/internals/posix.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Posix;

internal unsafe ref struct StringArray
{
    private readonly ThreadState* _ts;
    private PyObject* _kept;

    private StringArray(ThreadState* ts)
    {
        _ts = ts;
    }

    /// <summary>The array; null when making it failed, with the exception set.</summary>
    public byte** Pointer { get; private set; }

    /// <summary>Arguments of a program, which has been checked to be a list or tuple.</summary>
    public static StringArray OfArguments(ThreadState* ts, PyObject* arguments)
    {
        StringArray result = new(ts) { _kept = PyList.New(ts, 0) };
        for (nint i = 0; result._kept != null && i < Seq.Size(ts, arguments); i++)
        {
            using Owned<PyObject> item = Own.Of(ts, Seq.GetItem(ts, arguments, i));
            PyObject* bytes = item.IsNull ? null : FsPath.Encode(ts, item.Pointer);
            result.Keep(bytes);
        }
        result.Finish();
        return result;
    }

    /// <summary>A sequence of bytes objects, as they are.</summary>
    public static StringArray OfBytes(ThreadState* ts, PyObject* sequence)
    {
        StringArray result = new(ts) { _kept = PyList.New(ts, 0) };
        nint size = result._kept == null ? -1 : Seq.Size(ts, sequence);
        if (size < 0)
            result.Drop();
        for (nint i = 0; result._kept != null && i < size; i++)
            result.Keep(Bytes(ts, Seq.GetItem(ts, sequence, i)));
        result.Finish();
        return result;
    }

    private static PyObject* Bytes(ThreadState* ts, PyObject* ownedItem)
    {
        if (ownedItem == null || (PyBytes.Check(ownedItem) && !PyBytes.AsSpan(ownedItem).Contains((byte)0)))
            return ownedItem;
        if (PyBytes.Check(ownedItem))
            Err.Value(ts, "embedded null byte");
        else
            Err.Type(ts, $"expected bytes, {PyType.NameOf(ownedItem)} found");
        Ref.Dec(ts, ownedItem);
        return null;
    }

    /// <summary>"name=value" for each item of a mapping.</summary>
    public static StringArray OfEnvironment(ThreadState* ts, PyObject* mapping)
    {
        StringArray result = new(ts) { _kept = PyList.New(ts, 0) };
        using Owned<PyObject> keys = Own.Of(ts, result._kept == null ? null : Map.Keys(ts, mapping));
        using Owned<PyObject> values = Own.Of(ts, keys.IsNull ? null : Map.Values(ts, mapping));
        if (values.IsNull)
            result.Drop();
        for (nint i = 0; result._kept != null && i < PyList.Size(keys.Pointer) && i < PyList.Size(values.Pointer); i++)
            result.Keep(Assignment(ts, PyList.GetBorrowed(keys.Pointer, i), PyList.GetBorrowed(values.Pointer, i)));
        result.Finish();
        return result;
    }

    private static PyObject* Assignment(ThreadState* ts, PyObject* key, PyObject* value)
    {
        using Owned<PyObject> name = Own.Of(ts, FsPath.Encode(ts, key));
        using Owned<PyObject> text = Own.Of(ts, name.IsNull ? null : FsPath.Encode(ts, value));
        if (text.IsNull)
            return null;
        ReadOnlySpan<byte> left = PyBytes.AsSpan(name.Pointer);
        ReadOnlySpan<byte> right = PyBytes.AsSpan(text.Pointer);
        if (left.IsEmpty || left.IndexOf((byte)'=') >= 0)
            return Err.Value(ts, "illegal environment variable name");
        PyObject* bytes = PyBytes.New(ts, left.Length + 1 + right.Length);
        if (bytes == null)
            return null;
        Span<byte> to = new(PyBytes.Data(bytes), left.Length + 1 + right.Length);
        left.CopyTo(to);
        to[left.Length] = (byte)'=';
        right.CopyTo(to[(left.Length + 1)..]);
        return bytes;
    }

    private void Keep(PyObject* bytes)
    {
        if (bytes == null || PyList.AppendSteal(_ts, _kept, bytes) != Status.Ok)
            Drop();
    }

    private void Drop()
    {
        PyObject* kept = _kept;
        _kept = null;
        Ref.XDec(_ts, kept);
    }

    private void Finish()
    {
        if (_kept == null)
            return;
        nint count = PyList.Size(_kept);
        Pointer = (byte**)MemDomain.Malloc(_ts->interp->heap, (nuint)((count + 1) * sizeof(byte*)));
        if (Pointer == null)
        {
            Err.NoMemory(_ts);
            return;
        }
        for (nint i = 0; i < count; i++)
            Pointer[i] = PyBytes.Data(PyList.GetBorrowed(_kept, i));
        Pointer[count] = null;
    }

    public void Dispose()
    {
        if (Pointer != null)
            MemDomain.Free(_ts->interp->heap, Pointer);
        Pointer = null;
        Drop();
    }
}
