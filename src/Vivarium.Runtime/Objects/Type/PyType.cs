// Type objects: lookup along the MRO, readiness, subclass tests (docs/internals/types.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyType
{
    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static bool IsSubtype(PyTypeObject* a, PyTypeObject* b) => throw new NotImplementedException();

    /// <summary>Along the MRO, without binding; borrowed, null when missing; never raises.</summary>
    public static PyObject* LookupBorrowed(ThreadState* ts, PyTypeObject* type, PyObject* name) => throw new NotImplementedException();

    /// <summary>Special-method lookup on the type of o, bound; owned, null when missing (no exception) or on error.</summary>
    public static PyObject* LookupSpecial(ThreadState* ts, PyObject* o, PyObject* name) => throw new NotImplementedException();

    /// <summary>The type's name without its module, for messages.</summary>
    public static string Name(PyTypeObject* type) => throw new NotImplementedException();

    /// <summary>Name of the object's type, for messages.</summary>
    public static string NameOf(PyObject* o) => throw new NotImplementedException();

    /// <summary>Module-qualified name as CPython's %T and %N print it.</summary>
    public static string FullName(PyTypeObject* type) => throw new NotImplementedException();

    public static void Modified(ThreadState* ts, PyTypeObject* type) => throw new NotImplementedException();

    public static PyObject* GenericAlloc(ThreadState* ts, PyTypeObject* type, nint items) => throw new NotImplementedException();

    public static PyObject* GenericNew(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => throw new NotImplementedException();

    public static PyObject* GetDict(PyTypeObject* type) => throw new NotImplementedException();
}
