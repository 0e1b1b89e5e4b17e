// One run of the JSON scanner over a text of one kind of characters. Values nest by recursion, which is bounded by the native stack. Equal keys of one run are the same str: those met lately are found
// by their characters without making a str, the others through a dict. See docs/internals/json.md.
namespace Vivarium.Stdlib.Json;

/// <summary>Keys met lately, by a hash of their characters; borrowed from the dict of keys.</summary>
[InlineArray(Size)]
internal struct JsonKeys
{
    public const int Size = 64;

    private nint _first;
}

internal unsafe ref struct JsonScan<TChar>
    where TChar : unmanaged, IEquatable<TChar>
{
    private readonly ThreadState* _ts;
    private readonly PyScannerObject* _scanner;
    private readonly PyObject* _text;
    private readonly TChar* _data;
    private readonly nint _length;
    private PyObject* _memo;
    private JsonKeys _keys;

    public JsonScan(ThreadState* ts, PyScannerObject* scanner, PyObject* text)
    {
        _ts = ts;
        _scanner = scanner;
        _text = text;
        _data = (TChar*)PyUnicode.Data(text);
        _length = PyUnicode.Length(text);
    }

    public readonly void Dispose() => Ref.XDec(_ts, _memo);

    private readonly uint At(nint index) => JsonStrings<TChar>.At(_data, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly nint SkipSpace(nint i)
    {
        while (i < _length && At(i) is ' ' or '\t' or '\n' or '\r')
            i++;
        return i;
    }

    /// <summary>The value at the index; *next is behind it.</summary>
    public PyObject* Value(nint index, nint* next)
    {
        if (index >= _length)
            return JsonErrors.NoValue(_ts, index);
        switch (At(index))
        {
            case '"':
                return JsonStrings<TChar>.Scan(_ts, _text, _data, _length, index + 1, _scanner->strict != 0, next);
            case '{':
                return NativeStack.Enter(_ts, " while decoding a JSON object from a unicode string") ? Dict(index + 1, next) : null;
            case '[':
                return NativeStack.Enter(_ts, " while decoding a JSON array from a unicode string") ? List(index + 1, next) : null;
            case 'n' when Follows(index, "null"u8):
                *next = index + 4;
                return Py.None;
            case 't' when Follows(index, "true"u8):
                *next = index + 4;
                return Py.True;
            case 'f' when Follows(index, "false"u8):
                *next = index + 5;
                return Py.False;
            case 'N' when Follows(index, "NaN"u8):
                return Constant("NaN"u8, index, next);
            case 'I' when Follows(index, "Infinity"u8):
                return Constant("Infinity"u8, index, next);
            case '-' when Follows(index, "-Infinity"u8):
                return Constant("-Infinity"u8, index, next);
            default:
                return Number(index, next);
        }
    }

    private readonly bool Follows(nint index, ReadOnlySpan<byte> word)
    {
        if (_length - index < word.Length)
            return false;
        for (int i = 0; i < word.Length; i++)
        {
            if (At(index + i) != word[i])
                return false;
        }
        return true;
    }

    private readonly PyObject* Constant(ReadOnlySpan<byte> word, nint index, nint* next)
    {
        using Owned<PyObject> name = Own.Of(_ts, PyUnicode.FromAscii(_ts, word));
        if (name.IsNull)
            return null;
        *next = index + word.Length;
        return Call.OneArg(_ts, _scanner->parse_constant, name.Pointer);
    }

    // ---- Arrays and objects -----------------------------------------------------------------------------------------------------------------------

    private PyObject* List(nint index, nint* next)
    {
        PyObject* list = PyList.New(_ts, 0);
        if (list == null)
            return null;
        index = SkipSpace(index);
        if (index < _length && At(index) == ']')
        {
            *next = index + 1;
            return list;
        }
        while (true)
        {
            nint after;
            PyObject* value = Value(index, &after);
            if (value == null || PyList.AppendSteal(_ts, list, value) != Status.Ok)
                break;
            index = SkipSpace(after);
            if (index < _length && At(index) == ']')
            {
                *next = index + 1;
                return list;
            }
            if (index >= _length || At(index) != ',')
            {
                JsonErrors.Decode(_ts, "Expecting ',' delimiter", _text, index);
                break;
            }
            nint comma = index;
            index = SkipSpace(index + 1);
            if (index < _length && At(index) == ']')
            {
                JsonErrors.Decode(_ts, "Illegal trailing comma before end of array", _text, comma);
                break;
            }
        }
        Ref.Dec(_ts, list);
        return null;
    }

    private PyObject* Dict(nint index, nint* next)
    {
        bool pairs = _scanner->object_pairs_hook != Py.None;
        PyObject* result = pairs ? PyList.New(_ts, 0) : PyDict.New(_ts);
        if (result == null)
            return null;
        index = SkipSpace(index);
        bool first = true;
        while (index < _length && At(index) == '"')
        {
            index = Item(result, pairs, index, first);
            if (index < 0)
            {
                Ref.Dec(_ts, result);
                return null;
            }
            first = false;
            if (At(index) == '}')
                break;
            nint comma = index;
            index = SkipSpace(index + 1);
            if (index < _length && At(index) == '}')
                return Fail(result, "Illegal trailing comma before end of object", comma);
        }
        if (index >= _length || At(index) != '}')
            return Fail(result, "Expecting property name enclosed in double quotes", index);
        *next = index + 1;
        PyObject* hook = pairs ? _scanner->object_pairs_hook : _scanner->object_hook;
        if (hook == Py.None)
            return result;
        PyObject* made = Call.OneArg(_ts, hook, result);
        Ref.Dec(_ts, result);
        return made;
    }

    private readonly PyObject* Fail(PyObject* result, string message, nint place)
    {
        Ref.Dec(_ts, result);
        return JsonErrors.Decode(_ts, message, _text, place);
    }

    /// <summary>Reads a key and its value; the index of the comma or brace behind them, or -1 on error.</summary>
    private nint Item(PyObject* result, bool pairs, nint index, bool first)
    {
        nint after;
        PyObject* key = Key(index + 1, &after);
        if (key == null)
            return -1;
        index = after < _length && At(after) == ':' ? after : SkipSpace(after);
        if (index >= _length || At(index) != ':')
        {
            Ref.Dec(_ts, key);
            JsonErrors.Decode(_ts, "Expecting ':' delimiter", _text, index);
            return -1;
        }
        PyObject* value = Value(SkipSpace(index + 1), &after);
        if (value == null)
        {
            Ref.Dec(_ts, key);
            return -1;
        }
        Status status;
        if (pairs)
        {
            PyObject* pair = PyTuple.PackSteal(_ts, key, value);
            status = pair == null ? Status.Error : PyList.AppendSteal(_ts, result, pair);
        }
        else
        {
            status = PyDict.Set(_ts, result, key, value);
            Ref.Dec(_ts, key);
            Ref.Dec(_ts, value);
        }
        if (status != Status.Ok)
            return -1;
        index = SkipSpace(after);
        if (index < _length && At(index) is ',' or '}')
            return index;
        JsonErrors.Decode(_ts, "Expecting ',' delimiter", _text, index);
        return -1;
    }

    /// <summary>The key whose first character is at the index; owned.</summary>
    private PyObject* Key(nint start, nint* next)
    {
        const nint LongestRemembered = 32;
        nint end = JsonStrings<TChar>.EndOfRun(_data, start, _length);
        nint size = end - start;
        bool plain = end < _length && At(end) == '"' && size is > 1 and <= LongestRemembered;
        if (!plain)
            return Remember(JsonStrings<TChar>.Scan(_ts, _text, _data, _length, start, _scanner->strict != 0, next));
        *next = end + 1;
        uint hash = (uint)size;
        for (nint i = start; i < end; i++)
            hash = hash * 31 + At(i);
        ref nint place = ref _keys[(int)((hash ^ (hash >> 6)) & (JsonKeys.Size - 1))];
        PyObject* known = (PyObject*)place;
        if (known != null && Matches(known, start, size))
            return Ref.New(known);
        PyObject* key = Remember(JsonStrings<TChar>.Piece(_ts, _text, _data, start, end));
        if (key != null && PyUnicode.Kind(key) == sizeof(TChar))
            place = (nint)key;
        return key;
    }

    private readonly bool Matches(PyObject* key, nint start, nint size) =>
        PyUnicode.Length(key) == size && new ReadOnlySpan<TChar>(_data + start, (int)size).SequenceEqual(new ReadOnlySpan<TChar>(PyUnicode.Data(key), (int)size));

    /// <summary>Takes a key over (or null) and gives the equal one that came first.</summary>
    private PyObject* Remember(PyObject* key)
    {
        if (key == null)
            return null;
        PyObject* first = null;
        if ((_memo != null || (_memo = PyDict.New(_ts)) != null) && PyDict.SetDefault(_ts, _memo, key, key, &first) == Lookup.Error)
            first = null;
        Ref.Dec(_ts, key);
        return first;
    }

    // ---- Numbers ----------------------------------------------------------------------------------------------------------------------------------

    private readonly bool IsDigit(nint index) => index < _length && At(index) is >= '0' and <= '9';

    private readonly nint SkipDigits(nint i)
    {
        while (IsDigit(i))
            i++;
        return i;
    }

    private readonly PyObject* Number(nint start, nint* next)
    {
        const nint FewDigits = 18;
        nint i = At(start) == '-' ? start + 1 : start;
        if (!IsDigit(i))
            return JsonErrors.NoValue(_ts, start);
        nint firstDigit = i;
        i = At(i) == '0' ? i + 1 : SkipDigits(i);
        nint end = i;
        if (i < _length && At(i) == '.' && IsDigit(i + 1))
            end = SkipDigits(i + 1);
        if (end < _length && At(end) is 'e' or 'E')
        {
            nint exponent = end + 1;
            if (exponent < _length && At(exponent) is '+' or '-')
                exponent++;
            if (IsDigit(exponent))
                end = SkipDigits(exponent);
        }
        *next = end;
        bool isFloat = end != i;
        PyObject* parse = isFloat ? _scanner->parse_float : _scanner->parse_int;
        if (parse != (PyObject*)(isFloat ? FloatType.Type : IntType.Type))
            return ParseWith(parse, start, end);
        if (isFloat || end - firstDigit > FewDigits)
            return ParseText(start, end, isFloat);
        long value = 0;
        for (nint at = firstDigit; at < end; at++)
            value = value * 10 + (At(at) - '0');
        return PyLong.FromInt64(_ts, firstDigit == start ? value : -value);
    }

    private readonly PyObject* ParseWith(PyObject* parse, nint start, nint end)
    {
        using Owned<PyObject> text = Own.Of(_ts, JsonStrings<TChar>.Piece(_ts, _text, _data, start, end));
        return text.IsNull ? null : Call.OneArg(_ts, parse, text.Pointer);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly PyObject* ParseText(nint start, nint end, bool isFloat)
    {
        if (sizeof(TChar) == 1)
            return ParseAscii(new ReadOnlySpan<byte>((byte*)_data + start, (int)(end - start)), isFloat);
        // The characters are digits, whatever their width: as a str they are ASCII.
        using Owned<PyObject> text = Own.Of(_ts, JsonStrings<TChar>.Piece(_ts, _text, _data, start, end));
        return text.IsNull ? null : ParseAscii(PyUnicode.Span1(text.Pointer), isFloat);
    }

    private readonly PyObject* ParseAscii(ReadOnlySpan<byte> digits, bool isFloat)
    {
        if (!isFloat)
            return PyLong.FromBytes(_ts, digits, 10, _text);
        PyFloat.TryParse(digits, out double value);
        return PyFloat.FromDouble(_ts, value);
    }
}
