// Layouts of the value types: int, float, complex, str, bytes, tuple, list, set, range, slice (3.14's headers).
namespace Vivarium.Runtime.Layout;

/// <summary>int: sign, flags and digit count in <c>lv_tag</c> (count &lt;&lt; 3 | flags &lt;&lt; 2 | sign: 0 positive, 1 zero, 2 negative), then 30-bit digits.</summary>
internal unsafe struct PyLongObject
{
    public PyObject ob_base;
    public nuint lv_tag;
    /// <summary>First of the digits, least significant first.</summary>
    public uint ob_digit;
}

internal struct PyFloatObject
{
    public PyObject ob_base;
    public double ob_fval;
}

internal struct PyComplexObject
{
    public PyObject ob_base;
    public double real;
    public double imag;
}

/// <summary>Header of every str; pure ASCII text follows directly (PEP 393).</summary>
internal struct PyASCIIObject
{
    public PyObject ob_base;
    public nint length;
    /// <summary>-1 until computed.</summary>
    public nint hash;
    /// <summary>interned: 2 bits (0 no, 1 yes, 2 immortal, 3 static), kind: 3, compact: 1, ascii: 1, statically_allocated: 1.</summary>
    public uint state;
}

/// <summary>Header of a compact non-ASCII str; its 1, 2 or 4 byte characters follow.</summary>
internal unsafe struct PyCompactUnicodeObject
{
    public PyASCIIObject _base;
    public nint utf8_length;
    public byte* utf8;
}

/// <summary>An instance of a subclass of str: its characters are a block of their own.</summary>
internal unsafe struct PyUnicodeObject
{
    public PyCompactUnicodeObject _base;
    public void* data;
}

internal struct PyBytesObject
{
    public PyVarObject ob_base;
    public nint ob_shash;
    /// <summary>First byte; one NUL follows the last.</summary>
    public byte ob_sval;
}

internal unsafe struct PyTupleObject
{
    public PyVarObject ob_base;
    /// <summary>Cached hash, -1 until computed (new in 3.14).</summary>
    public nint ob_hash;
    /// <summary>First of the items.</summary>
    public PyObject* ob_item;
}

internal unsafe struct PyListObject
{
    public PyVarObject ob_base;
    public PyObject** ob_item;
    public nint allocated;
}

internal unsafe struct setentry
{
    public PyObject* key;
    public nint hash;
}

[InlineArray(8)]
internal struct SetSmallTable
{
    private setentry _first;
}

internal unsafe struct PySetObject
{
    public PyObject ob_base;
    public nint fill;
    public nint used;
    public nint mask;
    public setentry* table;
    public nint hash;
    public nint finger;
    public SetSmallTable smalltable;
    public PyObject* weakreflist;
}

internal unsafe struct PyRangeObject
{
    public PyObject ob_base;
    public PyObject* start;
    public PyObject* stop;
    public PyObject* step;
    public PyObject* length;
}

internal unsafe struct PySliceObject
{
    public PyObject ob_base;
    public PyObject* start;
    public PyObject* stop;
    public PyObject* step;
}
