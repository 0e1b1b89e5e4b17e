// bytes objects (docs/internals/bytes.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyBytes
{
    public static PyObject* FromSpan(ThreadState* ts, ReadOnlySpan<byte> bytes) => throw new NotImplementedException();

    /// <summary>Uninitialised, to be filled by the caller.</summary>
    public static PyObject* New(ThreadState* ts, nint length) => throw new NotImplementedException();

    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static bool CheckExact(PyObject* o) => throw new NotImplementedException();

    public static byte* Data(PyObject* o) => throw new NotImplementedException();

    public static nint Length(PyObject* o) => throw new NotImplementedException();

    public static ReadOnlySpan<byte> AsSpan(PyObject* o) => throw new NotImplementedException();

    public static PyObject* FromObject(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static Status Resize(ThreadState* ts, PyObject** bytes, nint length) => throw new NotImplementedException();
}
