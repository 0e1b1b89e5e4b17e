// Tuples of new objects: null items are failures, after which the others are released. See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix;

internal static unsafe class Tuples
{
    /// <summary>Takes the references; null when one of the first count is null.</summary>
    public static PyObject* Steal(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c) => Steal(ts, 3, [(nint)a, (nint)b, (nint)c]);

    public static PyObject* Steal(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c, PyObject* d) => Steal(ts, 4, [(nint)a, (nint)b, (nint)c, (nint)d]);

    public static PyObject* Steal(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c, PyObject* d, PyObject* e) =>
        Steal(ts, 5, [(nint)a, (nint)b, (nint)c, (nint)d, (nint)e]);

    private static PyObject* Steal(ThreadState* ts, int count, ReadOnlySpan<nint> items)
    {
        PyObject* tuple = items.Contains(0) ? null : PyTuple.New(ts, count);
        for (int i = 0; i < count; i++)
        {
            if (tuple != null)
                PyTuple.SetSteal(tuple, i, (PyObject*)items[i]);
            else
                Ref.XDec(ts, (PyObject*)items[i]);
        }
        if (tuple != null)
            PyTuple.Track(ts, tuple);
        return tuple;
    }
}
