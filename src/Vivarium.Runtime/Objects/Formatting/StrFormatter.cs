// str.format and str.format_map. See docs/internals/str.md.
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

internal unsafe ref struct StrFormatter
{
    private const int MaxNesting = 2;

    private enum Numbering
    {
        Undecided,
        Automatic,
        Manual,
    }

    private readonly ThreadState* _ts;
    private readonly PyObject* _args;
    private readonly PyObject* _kwargs;
    private Numbering _numbering;
    private nint _nextNumber;

    private StrFormatter(ThreadState* ts, PyObject* args, PyObject* kwargs)
    {
        _ts = ts;
        _args = args;
        _kwargs = kwargs;
    }

    /// <summary>args is a tuple, or null for format_map; kwargs a dict or, for format_map, any mapping; null when there are none.</summary>
    public static PyObject* Format(ThreadState* ts, PyObject* text, PyObject* args, PyObject* kwargs)
    {
        var formatter = new StrFormatter(ts, args, kwargs);
        return formatter.Build(text, 0, PyUnicode.Length(text), MaxNesting);
    }

    private PyObject* Build(PyObject* text, nint start, nint end, int depth)
    {
        if (depth == 0)
            return Err.Value(_ts, "Max string recursion exceeded");
        var writer = new UnicodeWriter(_ts);
        var parser = new FieldParser(text, start, end);
        while (!writer.Failed)
        {
            Lookup found = parser.Next(_ts, out FormatPiece piece);
            if (found == Lookup.Missing)
                break;
            if (found == Lookup.Found && piece.literalStart == 0 && piece.literalEnd == PyUnicode.Length(text))
            {
                writer.WriteLast(text);
                break;
            }
            if (found == Lookup.Error || !writer.WriteSubstring(text, piece.literalStart, piece.literalEnd))
            {
                writer.Fail();
                break;
            }
            if (piece.hasField)
                WriteFieldSteal(ref writer, RenderField(text, piece, depth), parser.AtEnd);
        }
        return writer.Finish();
    }

    private readonly void WriteFieldSteal(ref UnicodeWriter writer, PyObject* field, bool isLast)
    {
        if (field == null)
        {
            writer.Fail();
            return;
        }
        if (isLast)
            writer.WriteLast(field);
        else
            writer.WriteStr(field);
        Ref.Dec(_ts, field);
    }

    private PyObject* RenderField(PyObject* text, in FormatPiece piece, int depth)
    {
        PyObject* value = GetField(text, piece.nameStart, piece.nameEnd);
        if (value == null)
            return null;
        using var hold = Own.Of(_ts, value);
        using var converted = Own.Of(_ts, piece.conversion == 0 ? Ref.New(value) : Convert(value, piece.conversion));
        if (converted.IsNull)
            return null;
        using var spec = Own.Of(_ts, piece.specIsNested
            ? Build(text, piece.specStart, piece.specEnd, depth - 1)
            : PyUnicode.Substring(_ts, text, piece.specStart, piece.specEnd));
        if (spec.IsNull)
            return null;
        if (PyUnicode.Length(spec.Object) == 0 && PyUnicode.CheckExact(converted.Object))
            return Ref.New(converted.Object);
        return Obj.Format(_ts, converted.Object, spec.Object);
    }

    private readonly PyObject* Convert(PyObject* value, uint conversion)
    {
        switch (conversion)
        {
            case 'r': return Obj.Repr(_ts, value);
            case 's': return Obj.Str(_ts, value);
            case 'a': return Obj.Ascii(_ts, value);
        }
        string shown = conversion is > 32 and < 127 ? ((char)conversion).ToString() : "\\x" + conversion.ToString("x",
            System.Globalization.CultureInfo.InvariantCulture);
        return Err.Value(_ts, $"Unknown conversion specifier {shown}");
    }

    private PyObject* GetField(PyObject* text, nint start, nint end)
    {
        nint firstEnd = FieldNameParser.FirstEnd(text, start, end);
        nint index = FieldNameParser.Number(_ts, text, start, firstEnd);
        if (index == -2 || !CheckNumbering(start == firstEnd, ref index))
            return null;
        PyObject* value = index >= 0 ? Positional(index) : Keyword(text, start, firstEnd);
        var parts = new FieldNameParser(text, firstEnd, end);
        while (value != null)
        {
            Lookup found = parts.Next(_ts, out bool isAttribute, out nint nameStart, out nint nameEnd, out nint item);
            if (found == Lookup.Missing)
                return value;
            PyObject* next = found == Lookup.Error ? null : Step(value, text, isAttribute, nameStart, nameEnd, item);
            Ref.Dec(_ts, value);
            value = next;
        }
        return null;
    }

    /// <summary>Fields are numbered by themselves or by the format string, not both.</summary>
    private bool CheckNumbering(bool isEmpty, ref nint index)
    {
        if (!isEmpty && index < 0)
            return true;
        Numbering wanted = isEmpty ? Numbering.Automatic : Numbering.Manual;
        if (_numbering == Numbering.Undecided)
            _numbering = wanted;
        if (_numbering != wanted)
        {
            Err.Value(_ts, wanted == Numbering.Automatic
                ? "cannot switch from manual field specification to automatic field numbering"
                : "cannot switch from automatic field numbering to manual field specification");
            return false;
        }
        if (isEmpty)
            index = _nextNumber++;
        return true;
    }

    private readonly PyObject* Positional(nint index)
    {
        if (_args == null)
            return Err.Value(_ts, "Format string contains positional fields");
        if (index >= PyTuple.Size(_args))
            return Err.Index(_ts, $"Replacement index {index} out of range for positional args tuple");
        return Ref.New(PyTuple.GetBorrowed(_args, index));
    }

    private readonly PyObject* Keyword(PyObject* text, nint start, nint end)
    {
        using var key = Own.Of(_ts, PyUnicode.Substring(_ts, text, start, end));
        if (key.IsNull)
            return null;
        return _kwargs == null ? Err.Key(_ts, key.Object) : Obj.GetItem(_ts, _kwargs, key.Object);
    }

    private readonly PyObject* Step(PyObject* value, PyObject* text, bool isAttribute, nint nameStart, nint nameEnd, nint item)
    {
        using var key = Own.Of(_ts, item >= 0 ? PyLong.FromNInt(_ts, item) : PyUnicode.Substring(_ts, text, nameStart, nameEnd));
        if (key.IsNull)
            return null;
        return isAttribute ? Obj.GetAttr(_ts, value, key.Object) : Obj.GetItem(_ts, value, key.Object);
    }
}
