// functools.Placeholder: in the arguments of partial, a place that the call's own positional arguments fill. See docs/internals/functools.md.
namespace Vivarium.Stdlib.Functools;

internal static unsafe class Placeholder
{
    public static readonly PyObject* Value = ImmortalRegion.AllocateObject(PlaceholderType.Type, (nuint)sizeof(PyObject));
}

[PyType("functools._PlaceholderType", Layout = typeof(PyObject), Doc = "The type of Placeholder, which keeps a place free among the arguments of partial.")]
internal static unsafe partial class PlaceholderType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) =>
        PyTuple.Size(args) != 0 || (kwargs != null && PyDict.Size(kwargs) != 0) ? Err.Type(ts, "PlaceholderType takes no arguments") : Placeholder.Value;

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => PyUnicode.FromString(ts, "Placeholder");

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => PyUnicode.FromString(ts, "Placeholder");
}
