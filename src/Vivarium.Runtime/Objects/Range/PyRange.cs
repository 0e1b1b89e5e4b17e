// range objects (docs/internals/containers.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyRange
{
    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static PyObject* New(ThreadState* ts, PyObject* start, PyObject* stop, PyObject* step) => throw new NotImplementedException();
}
