// Instances' attributes: inline values, the managed dict pointer in the pre-header, and the change between them (docs/internals/dict.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class InstanceDict
{
    /// <summary>Bytes of inline values that instances of the type carry behind their basic size.</summary>
    public static nuint InlineValuesSize(PyTypeObject* type) => throw new NotImplementedException();

    /// <summary>Called on a fresh instance of a type with InlineValues.</summary>
    public static void InitInlineValues(ThreadState* ts, PyObject* o, PyTypeObject* type) => throw new NotImplementedException();

    /// <summary>The inline values, which exist in types with the flag (they may be invalid: see valid).</summary>
    public static PyDictValues* InlineValues(PyObject* o) => throw new NotImplementedException();

    /// <summary>The word in the pre-header that holds the managed dict, or null.</summary>
    public static PyDictObject** ManagedDict(PyObject* o) => throw new NotImplementedException();

    /// <summary>__dict__ made on demand; borrowed.</summary>
    public static PyObject* GetOrMakeBorrowed(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    /// <summary>Attribute from inline values or the managed dict; *value is owned.</summary>
    public static Lookup TryGet(ThreadState* ts, PyObject* o, PyObject* name, PyObject** value) => throw new NotImplementedException();

    /// <summary>Stores (null deletes); Error without an exception is impossible; Missing (delete of an absent name) returns Missing.</summary>
    public static Lookup Store(ThreadState* ts, PyObject* o, PyObject* name, PyObject* value) => throw new NotImplementedException();

    /// <summary>__dict__ = value (null deletes).</summary>
    public static Status SetDict(ThreadState* ts, PyObject* o, PyObject* value) => throw new NotImplementedException();

    public static void Clear(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static int Visit(PyObject* o, visitproc visit, void* arg) => throw new NotImplementedException();

    public static bool IsEmpty(PyObject* o) => throw new NotImplementedException();
}
