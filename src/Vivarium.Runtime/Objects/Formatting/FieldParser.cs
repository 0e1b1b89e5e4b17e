// Cuts a format string into literal text and replacement fields: literal, {name[!conversion][:spec]}. Also behind _string.formatter_parser.
// See docs/internals/str.md.
namespace Vivarium.Runtime.Objects.Formatting;

/// <summary>One step: literal text (start to end), then perhaps a field; all as indices into the format string.</summary>
internal struct FormatPiece
{
    public nint literalStart;
    public nint literalEnd;
    public bool hasField;
    public nint nameStart;
    public nint nameEnd;
    /// <summary>0 without one.</summary>
    public uint conversion;
    public nint specStart;
    public nint specEnd;
    /// <summary>The specification has replacement fields itself.</summary>
    public bool specIsNested;
}

internal unsafe struct FieldParser(PyObject* text, nint start, nint end)
{
    private readonly PyObject* _text = text;
    private readonly nint _end = end;
    private nint _at = start;

    private readonly uint Read(nint index) => PyUnicode.ReadChar(_text, index);

    public readonly bool AtEnd => _at >= _end;

    /// <summary>The next piece; Missing at the end, Error with ValueError.</summary>
    public Lookup Next(ThreadState* ts, out FormatPiece piece)
    {
        piece = default;
        if (_at >= _end)
            return Lookup.Missing;
        piece.literalStart = _at;
        uint ch = 0;
        bool isMarkup = false;
        while (_at < _end)
        {
            ch = Read(_at++);
            if (ch is '{' or '}')
            {
                isMarkup = true;
                break;
            }
        }
        if (!isMarkup)
        {
            piece.literalEnd = _at;
            return Lookup.Found;
        }
        bool atEnd = _at >= _end;
        if (ch == '}' && (atEnd || Read(_at) != ch))
            return Fail(ts, "Single '}' encountered in format string");
        if (atEnd)
            return Fail(ts, "Single '{' encountered in format string");
        if (Read(_at) == ch)
        {
            piece.literalEnd = _at++;
            return Lookup.Found;
        }
        piece.literalEnd = _at - 1;
        piece.hasField = true;
        return ReadField(ts, ref piece);
    }

    private static Lookup Fail(ThreadState* ts, string message)
    {
        Err.Value(ts, message);
        return Lookup.Error;
    }

    private Lookup ReadField(ThreadState* ts, ref FormatPiece piece)
    {
        piece.nameStart = _at;
        uint ch = 0;
        bool closed = false;
        while (_at < _end && !closed)
        {
            ch = Read(_at++);
            if (ch == '{')
                return Fail(ts, "unexpected '{' in field name");
            if (ch == '[')
            {
                while (_at < _end && Read(_at) != ']')
                    _at++;
            }
            closed = ch is '}' or ':' or '!';
        }
        if (!closed)
            return Fail(ts, "expected '}' before end of string");
        piece.nameEnd = _at - 1;
        piece.specStart = piece.specEnd = _at;
        if (ch == '}')
            return Lookup.Found;
        if (ch == '!')
        {
            if (_at >= _end)
                return Fail(ts, "end of string while looking for conversion specifier");
            piece.conversion = Read(_at++);
            if (_at >= _end)
                return Fail(ts, "unmatched '{' in format spec");
            ch = Read(_at++);
            if (ch == '}')
                return Lookup.Found;
            if (ch != ':')
                return Fail(ts, "expected ':' after conversion specifier");
        }
        piece.specStart = _at;
        for (int depth = 1; _at < _end;)
        {
            ch = Read(_at++);
            if (ch == '{')
            {
                piece.specIsNested = true;
                depth++;
            }
            else if (ch == '}' && --depth == 0)
            {
                piece.specEnd = _at - 1;
                return Lookup.Found;
            }
        }
        return Fail(ts, "unmatched '{' in format spec");
    }
}

/// <summary>
/// What follows the first part of a field's name: .attribute and [item], one by one. Also behind _string.formatter_field_name_split.
/// </summary>
internal unsafe struct FieldNameParser(PyObject* text, nint start, nint end)
{
    private readonly PyObject* _text = text;
    private readonly nint _end = end;
    private nint _at = start;

    /// <summary>The first part ends before the first '.' or '['.</summary>
    public static nint FirstEnd(PyObject* text, nint start, nint end)
    {
        while (start < end && PyUnicode.ReadChar(text, start) is not ('.' or '['))
            start++;
        return start;
    }

    /// <summary>The part as an index: -1 when it is no number, -2 with ValueError when too large.</summary>
    public static nint Number(ThreadState* ts, PyObject* text, nint start, nint end)
    {
        if (start >= end)
            return -1;
        nint value = 0;
        for (; start < end; start++)
        {
            int digit = UnicodeData.Decimal(PyUnicode.ReadChar(text, start));
            if (digit < 0)
                return -1;
            if (value > (nint.MaxValue - digit) / 10)
            {
                Err.Value(ts, "Too many decimal digits in format string");
                return -2;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /// <summary>The next part: an attribute's name, or an item's index (-1: the name is a key); Missing at the end.</summary>
    public Lookup Next(ThreadState* ts, out bool isAttribute, out nint nameStart, out nint nameEnd, out nint index)
    {
        isAttribute = false;
        nameStart = nameEnd = 0;
        index = -1;
        if (_at >= _end)
            return Lookup.Missing;
        uint ch = PyUnicode.ReadChar(_text, _at++);
        nameStart = _at;
        if (ch == '.')
        {
            isAttribute = true;
            nameEnd = _at = FirstEnd(_text, _at, _end);
        }
        else if (ch == '[')
        {
            while (_at < _end && PyUnicode.ReadChar(_text, _at) != ']')
                _at++;
            if (_at >= _end)
                return Fail(ts, "Missing ']' in format string");
            nameEnd = _at++;
            index = Number(ts, _text, nameStart, nameEnd);
            if (index == -2)
                return Lookup.Error;
        }
        else
        {
            return Fail(ts, "Only '.' or '[' may follow ']' in format field specifier");
        }
        return nameStart == nameEnd ? Fail(ts, "Empty attribute in format string") : Lookup.Found;
    }

    private static Lookup Fail(ThreadState* ts, string message)
    {
        Err.Value(ts, message);
        return Lookup.Error;
    }
}
