// list.sort (docs/internals/containers.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyList
{
    public static Status Sort(ThreadState* ts, PyObject* o) => throw new NotImplementedException();
}
