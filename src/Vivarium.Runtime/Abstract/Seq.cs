// The sequence protocol (PySequence_… in CPython).
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Seq
{
    public static PyObject* Concat(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* Repeat(ThreadState* ts, PyObject* o, nint count) => throw new NotImplementedException();

    public static PyObject* InPlaceConcat(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* InPlaceRepeat(ThreadState* ts, PyObject* o, nint count) => throw new NotImplementedException();

    public static nint Size(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* GetItem(ThreadState* ts, PyObject* o, nint index) => throw new NotImplementedException();

    public static Status SetItem(ThreadState* ts, PyObject* o, nint index, PyObject* value) => throw new NotImplementedException();

    public static Status DelItem(ThreadState* ts, PyObject* o, nint index) => throw new NotImplementedException();

    public static PyObject* GetSlice(ThreadState* ts, PyObject* o, nint low, nint high) => throw new NotImplementedException();

    public static nint Count(ThreadState* ts, PyObject* o, PyObject* value) => throw new NotImplementedException();

    public static nint IndexOf(ThreadState* ts, PyObject* o, PyObject* value) => throw new NotImplementedException();

    public static bool Check(PyObject* o) => throw new NotImplementedException();
}
