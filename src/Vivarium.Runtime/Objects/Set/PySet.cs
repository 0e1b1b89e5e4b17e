// set and frozenset objects (docs/internals/set.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PySet
{
    public static PyObject* New(ThreadState* ts, PyObject* iterable) => throw new NotImplementedException();

    public static PyObject* NewFrozen(ThreadState* ts, PyObject* iterable) => throw new NotImplementedException();

    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static bool CheckAny(PyObject* o) => throw new NotImplementedException();

    public static nint Size(PyObject* o) => throw new NotImplementedException();

    public static Status Add(ThreadState* ts, PyObject* o, PyObject* key) => throw new NotImplementedException();

    public static Lookup Discard(ThreadState* ts, PyObject* o, PyObject* key) => throw new NotImplementedException();

    public static Lookup Contains(ThreadState* ts, PyObject* o, PyObject* key) => throw new NotImplementedException();

    public static Status Update(ThreadState* ts, PyObject* o, PyObject* iterable) => throw new NotImplementedException();

    public static PyObject* Pop(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static Status Clear(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static bool Next(PyObject* o, nint* position, PyObject** key, nint* hash) => throw new NotImplementedException();
}
