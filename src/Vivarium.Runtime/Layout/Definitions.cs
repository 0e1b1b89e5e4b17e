// The records behind built-in methods, members and properties, filled by the generator from attributed C# methods (docs/internals/declarations.md).
// They live in the immortal region; their functions are managed.
namespace Vivarium.Runtime.Layout;

/// <summary>How a built-in function takes its arguments (CPython's METH_ flags).</summary>
[Flags]
internal enum MethodFlags
{
    Varargs = 0x0001,
    Keywords = 0x0002,
    NoArgs = 0x0004,
    O = 0x0008,
    Class = 0x0010,
    Static = 0x0020,
    Coexist = 0x0040,
    FastCall = 0x0080,
    Method = 0x0200,
}

/// <summary>A built-in function or method.</summary>
internal unsafe struct PyMethodDef
{
    /// <summary>UTF-8, NUL-terminated.</summary>
    public byte* ml_name;
    /// <summary>
    /// By <see cref="ml_flags"/>: NoArgs: <c>unaryfunc</c> (ts, self); O: <c>binaryfunc</c> (ts, self, arg);
    /// FastCall, with or without Keywords: <c>delegate*&lt;ThreadState*, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames, PyObject*&gt;</c>
    /// (kwnames is null without Keywords).
    /// </summary>
    public void* ml_meth;
    public MethodFlags ml_flags;
    /// <summary>UTF-8: "name(signature)\n--\n\ndoc" as CPython keeps it; null without a docstring.</summary>
    public byte* ml_doc;
}

/// <summary>The C types a member may have (Py_T_ constants).</summary>
internal enum MemberType
{
    Short = 0, Int = 1, Long = 2, Float = 3, Double = 4, String = 5, Object = 6, Char = 7, Byte = 8, UByte = 9, UShort = 10,
    UInt = 11, ULong = 12, StringInPlace = 13, Bool = 14, ObjectEx = 16, LongLong = 17, ULongLong = 18, SSize = 19, None = 20,
}

/// <summary>A field of the object's struct shown as an attribute.</summary>
internal unsafe struct PyMemberDef
{
    public byte* name;
    public MemberType type;
    public nint offset;
    /// <summary>1: read-only; 8: offset is relative to the end of the base.</summary>
    public int flags;
    public byte* doc;
}

/// <summary>A computed attribute.</summary>
internal unsafe struct PyGetSetDef
{
    public byte* name;
    public getter get;
    public setter set;
    public byte* doc;
    public void* closure;
}

/// <summary>PEP 3118: a view of an object's memory.</summary>
internal unsafe struct Py_buffer
{
    public void* buf;
    public PyObject* obj;
    public nint len;
    public nint itemsize;
    public int @readonly;
    public int ndim;
    public byte* format;
    public nint* shape;
    public nint* strides;
    public nint* suboffsets;
    public void* @internal;
}
