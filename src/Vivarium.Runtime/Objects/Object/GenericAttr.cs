// The default attribute access of objects: data descriptors, instance dict, other descriptors (docs/internals/objects.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class GenericAttr
{
    public static PyObject* Get(ThreadState* ts, PyObject* o, PyObject* name) => throw new NotImplementedException();

    public static Status Set(ThreadState* ts, PyObject* o, PyObject* name, PyObject* value) => throw new NotImplementedException();

    /// <summary>Like Get, but a missing attribute is null without an exception.</summary>
    public static PyObject* GetOrNull(ThreadState* ts, PyObject* o, PyObject* name) => throw new NotImplementedException();
}
