// slice objects (docs/internals/containers.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PySlice
{
    public static PyObject* New(ThreadState* ts, PyObject* start, PyObject* stop, PyObject* step) => throw new NotImplementedException();

    /// <summary>BUILD_SLICE with two items: takes over both.</summary>
    public static PyObject* FromTwoSteal(ThreadState* ts, PyObject* start, PyObject* stop) => throw new NotImplementedException();

    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static Status Unpack(ThreadState* ts, PyObject* slice, nint* start, nint* stop, nint* step) => throw new NotImplementedException();

    /// <summary>Clips to the length; returns the number of items.</summary>
    public static nint AdjustIndices(nint length, nint* start, nint* stop, nint step) => throw new NotImplementedException();
}
