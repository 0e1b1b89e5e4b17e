// list objects (docs/internals/containers.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyList
{
    /// <summary>Size items, all null, tracked.</summary>
    public static PyObject* New(ThreadState* ts, nint size) => throw new NotImplementedException();

    public static PyObject* FromArraySteal(ThreadState* ts, PyObject** items, nint count) => throw new NotImplementedException();

    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static bool CheckExact(PyObject* o) => throw new NotImplementedException();

    public static nint Size(PyObject* o) => throw new NotImplementedException();

    public static PyObject** Items(PyObject* o) => throw new NotImplementedException();

    public static PyObject* GetBorrowed(PyObject* o, nint index) => throw new NotImplementedException();

    public static void SetSteal(PyObject* o, nint index, PyObject* value) => throw new NotImplementedException();

    public static Status Append(ThreadState* ts, PyObject* o, PyObject* item) => throw new NotImplementedException();

    public static Status AppendSteal(ThreadState* ts, PyObject* o, PyObject* item) => throw new NotImplementedException();

    public static Status Extend(ThreadState* ts, PyObject* o, PyObject* iterable) => throw new NotImplementedException();

    public static Status Insert(ThreadState* ts, PyObject* o, nint index, PyObject* item) => throw new NotImplementedException();

    public static Status SetSlice(ThreadState* ts, PyObject* o, nint low, nint high, PyObject* value) => throw new NotImplementedException();

    public static PyObject* GetSlice(ThreadState* ts, PyObject* o, nint low, nint high) => throw new NotImplementedException();

    public static Status Sort(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static Status Reverse(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* AsTuple(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    /// <summary>list(iterable)</summary>
    public static PyObject* FromSequence(ThreadState* ts, PyObject* o) => throw new NotImplementedException();
}
