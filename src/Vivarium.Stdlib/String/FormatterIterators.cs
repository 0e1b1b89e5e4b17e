// The iterators that _string gives. See docs/internals/str.md.
using Vivarium.Heap;
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Stdlib.String;

internal unsafe struct FormatterIteratorObject
{
    public PyObject ob_base;
    public PyObject* str;
    public FieldParser parser;
}

[PyType("formatteriterator", Layout = typeof(FormatterIteratorObject), Flags = TypeFlags.DisallowInstantiation)]
internal static unsafe partial class FormatterIteratorType
{
    public static PyObject* New(ThreadState* ts, PyObject* s)
    {
        FormatterIteratorObject* it = (FormatterIteratorObject*)ObjectAlloc.New(ts, Type);
        if (it == null)
            return null;
        it->str = Ref.New(s);
        it->parser = new FieldParser(s, 0, PyUnicode.Length(s));
        return (PyObject*)it;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, FormatterIteratorObject* self)
    {
        Ref.Dec(ts, self->str);
        ObjectDomain.Free(ts->interp->heap, self);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, FormatterIteratorObject* self)
    {
        if (self->parser.Next(ts, out FormatPiece piece) != Lookup.Found)
            return null;
        using var literal = Own.Of(ts, PyUnicode.Substring(ts, self->str, piece.literalStart, piece.literalEnd));
        if (literal.IsNull)
            return null;
        PyObject** items = stackalloc PyObject*[4] { literal.Object, Py.None, Py.None, Py.None };
        if (!piece.hasField)
            return PyTuple.FromArray(ts, items, 4);
        using var name = Own.Of(ts, PyUnicode.Substring(ts, self->str, piece.nameStart, piece.nameEnd));
        using var spec = Own.Of(ts, name.IsNull ? null : PyUnicode.Substring(ts, self->str, piece.specStart, piece.specEnd));
        using var conversion = Own.Of(ts, spec.IsNull ? null : piece.conversion == 0 ? Py.None : PyUnicode.FromChar(ts, piece.conversion));
        if (conversion.IsNull)
            return null;
        items[1] = name.Object;
        items[2] = spec.Object;
        items[3] = conversion.Object;
        return PyTuple.FromArray(ts, items, 4);
    }
}

internal unsafe struct FieldNameIteratorObject
{
    public PyObject ob_base;
    public PyObject* str;
    public FieldNameParser parser;
}

[PyType("fieldnameiterator", Layout = typeof(FieldNameIteratorObject), Flags = TypeFlags.DisallowInstantiation)]
internal static unsafe partial class FieldNameIteratorType
{
    public static PyObject* New(ThreadState* ts, PyObject* s, nint start)
    {
        FieldNameIteratorObject* it = (FieldNameIteratorObject*)ObjectAlloc.New(ts, Type);
        if (it == null)
            return null;
        it->str = Ref.New(s);
        it->parser = new FieldNameParser(s, start, PyUnicode.Length(s));
        return (PyObject*)it;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, FieldNameIteratorObject* self)
    {
        Ref.Dec(ts, self->str);
        ObjectDomain.Free(ts->interp->heap, self);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, FieldNameIteratorObject* self)
    {
        if (self->parser.Next(ts, out bool isAttribute, out nint start, out nint end, out nint index) != Lookup.Found)
            return null;
        using var name = Own.Of(ts, index >= 0 ? PyLong.FromNInt(ts, index) : PyUnicode.Substring(ts, self->str, start, end));
        return name.IsNull ? null : PyTuple.Pack(ts, Py.Bool(isAttribute), name.Object);
    }
}
