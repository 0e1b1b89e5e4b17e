// Layouts of memoryview and of the buffer it shares with other views (cpython/memoryobject.h).
namespace Vivarium.Runtime.Layout;

[Flags]
internal enum ManagedBufferFlags
{
    None = 0,
    Released = 1,
    FreeFormat = 2,
}

[Flags]
internal enum MemoryViewFlags
{
    None = 0,
    Released = 1,
    CContiguous = 2,
    Fortran = 4,
    Scalar = 8,
    /// <summary>There are suboffsets.</summary>
    Pil = 16,
    /// <summary>No new reference to the memory may be taken.</summary>
    Restricted = 32,
}

/// <summary>One buffer of an exporter, shared by all views made from the first.</summary>
internal struct _PyManagedBufferObject
{
    public PyObject ob_base;
    public ManagedBufferFlags flags;
    /// <summary>Views that are not released.</summary>
    public nint exports;
    public Py_buffer master;
}

internal unsafe struct PyMemoryViewObject
{
    public PyVarObject ob_base;
    public _PyManagedBufferObject* mbuf;
    /// <summary>-1 until computed.</summary>
    public nint hash;
    public MemoryViewFlags flags;
    /// <summary>Buffers that consumers got of this view.</summary>
    public nint exports;
    /// <summary>Its obj is borrowed from the managed buffer; its arrays are those below.</summary>
    public Py_buffer view;
    public PyObject* weakreflist;
    /// <summary>First of shape, strides and suboffsets: three for each dimension.</summary>
    public nint ob_array;
}
