// tuple objects (docs/internals/containers.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyTuple
{
    /// <summary>Items null, not tracked by the collector until complete.</summary>
    public static PyObject* New(ThreadState* ts, nint size) => throw new NotImplementedException();

    public static PyObject* FromArray(ThreadState* ts, PyObject** items, nint count) => throw new NotImplementedException();

    public static PyObject* FromArraySteal(ThreadState* ts, PyObject** items, nint count) => throw new NotImplementedException();

    public static PyObject* Pack(ThreadState* ts, PyObject* a) => throw new NotImplementedException();

    public static PyObject* Pack(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* Pack(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c) => throw new NotImplementedException();

    public static PyObject* Empty() => throw new NotImplementedException();

    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static bool CheckExact(PyObject* o) => throw new NotImplementedException();

    public static nint Size(PyObject* o) => throw new NotImplementedException();

    public static PyObject** Items(PyObject* o) => throw new NotImplementedException();

    public static PyObject* GetBorrowed(PyObject* o, nint index) => throw new NotImplementedException();

    public static void SetSteal(PyObject* o, nint index, PyObject* value) => throw new NotImplementedException();

    public static PyObject* GetSlice(ThreadState* ts, PyObject* o, nint low, nint high) => throw new NotImplementedException();

    /// <summary>tuple(iterable)</summary>
    public static PyObject* FromSequence(ThreadState* ts, PyObject* o) => throw new NotImplementedException();
}
