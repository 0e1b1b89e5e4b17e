// list.sort for other C# code (docs/internals/containers.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyList
{
    public static Status Sort(ThreadState* ts, PyObject* o) => ListSort.Sort(ts, o, null, reverse: false);
}
