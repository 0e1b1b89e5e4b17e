// Sequence iterators and calling iterators (docs/internals/containers.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyIter
{
    public static PyObject* SeqIter(ThreadState* ts, PyObject* sequence) => throw new NotImplementedException();

    public static PyObject* CallIter(ThreadState* ts, PyObject* callable, PyObject* sentinel) => throw new NotImplementedException();
}
