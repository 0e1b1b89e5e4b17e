// Making and freeing objects: header, GC head, pre-header, inline values (docs/internals/objects.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ObjectAlloc
{
    /// <summary>An object of a type without a GC head; only its header is initialised. Null with MemoryError.</summary>
    public static PyObject* New(ThreadState* ts, PyTypeObject* type) => throw new NotImplementedException();

    public static PyObject* NewVar(ThreadState* ts, PyTypeObject* type, nint items) => throw new NotImplementedException();

    /// <summary>An untracked container; only its header is initialised. GcList.Track once it is complete.</summary>
    public static PyObject* GcNew(ThreadState* ts, PyTypeObject* type) => throw new NotImplementedException();

    public static PyObject* GcNewVar(ThreadState* ts, PyTypeObject* type, nint items) => throw new NotImplementedException();

    /// <summary>Block of a given size with header, no GC head (for objects whose size is not by items).</summary>
    public static PyObject* NewSized(ThreadState* ts, PyTypeObject* type, nuint size) => throw new NotImplementedException();

    public static PyObject* GcNewSized(ThreadState* ts, PyTypeObject* type, nuint size) => throw new NotImplementedException();

    /// <summary>Grows or shrinks an untracked container with items at its end; *o is null afterwards on error.</summary>
    public static Status GcResize(ThreadState* ts, PyObject** o, nint items) => throw new NotImplementedException();

    /// <summary>Frees the memory (tp_free of types without GC).</summary>
    public static void Free(ThreadState* ts, void* o) => throw new NotImplementedException();

    /// <summary>Frees the memory of an untracked container (tp_free of types with GC).</summary>
    public static void GcFree(ThreadState* ts, void* o) => throw new NotImplementedException();

    /// <summary>Sets the header: count 1, type (which gains a reference when it is a heap type).</summary>
    public static void InitHeader(PyObject* o, PyTypeObject* type) => throw new NotImplementedException();
}
