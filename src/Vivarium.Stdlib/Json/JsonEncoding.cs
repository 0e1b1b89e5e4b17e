// One run of the JSON encoder. Values nest by recursion, which is bounded by the native stack. Items are held while they are written: functions of the program (default, encoder) run in between and
// may change the containers. See docs/internals/json.md.
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Stdlib.Json;

internal unsafe ref struct JsonEncoding
{
    private readonly ThreadState* _ts;
    private readonly PyEncoderObject* _encoder;
    private UnicodeWriter _writer;
    private nint _level;

    public JsonEncoding(ThreadState* ts, PyEncoderObject* encoder, nint level)
    {
        _ts = ts;
        _encoder = encoder;
        _writer = new UnicodeWriter(ts);
        _level = level;
    }

    /// <summary>The whole text, or null.</summary>
    public PyObject* Encode(PyObject* o)
    {
        if (_encoder->indent != Py.None && !PyUnicode.Check(_encoder->indent))
        {
            // As adding a line's end and the indent would fail.
            if (PyList.Check(o) || PyTuple.Check(o) || PyDict.Check(o))
                return Err.Type(_ts, $"can only concatenate str (not \"{PyType.NameOf(_encoder->indent)}\") to str");
        }
        if (Value(o))
            return _writer.Finish();
        _writer.Dispose();
        return null;
    }

    private bool Value(PyObject* o)
    {
        if (PyUnicode.Check(o))
            return String(o);
        if (o == Py.None)
            return _writer.WriteAscii("null"u8);
        if (o == Py.True)
            return _writer.WriteAscii("true"u8);
        if (o == Py.False)
            return _writer.WriteAscii("false"u8);
        if (PyLong.Check(o))
            return Integer(o);
        if (PyFloat.Check(o))
            return Float(o);
        if (!NativeStack.Enter(_ts, " while encoding a JSON object"))
            return false;
        if (PyList.Check(o) || PyTuple.Check(o))
            return List(o);
        return PyDict.Check(o) ? Dict(o) : Other(o);
    }

    // ---- Plain values -----------------------------------------------------------------------------------------------------------------------------

    private bool String(PyObject* o)
    {
        if (_encoder->fast_encode != FastEncode.None)
            return JsonQuoting.Write(ref _writer, o, _encoder->fast_encode == FastEncode.Ascii);
        using Owned<PyObject> text = Own.Of(_ts, Call.OneArg(_ts, _encoder->encoder, o));
        if (text.IsNull)
            return false;
        if (PyUnicode.Check(text.Pointer))
            return _writer.WriteStr(text.Pointer);
        Err.Type(_ts, $"encoder() must return a string, not {PyType.NameOf(text.Pointer)}");
        return false;
    }

    private bool Integer(PyObject* o)
    {
        const int MostDigits = 20;
        if (!PyLong.IsCompact(o))
            return _writer.WriteSteal(PyLong.Format(_ts, o, 10));
        if (!_writer.Prepare(MostDigits, 0x7F))
            return false;
        byte* digits = stackalloc byte[MostDigits];
        byte* end = digits + MostDigits;
        byte* at = end;
        nint value = PyLong.CompactValue(o);
        nuint rest = (nuint)nint.Abs(value);
        do
        {
            (rest, nuint digit) = nuint.DivRem(rest, 10);
            *--at = (byte)('0' + digit);
        }
        while (rest != 0);
        if (value < 0)
            *--at = (byte)'-';
        return _writer.WriteAscii(new ReadOnlySpan<byte>(at, (int)(end - at)));
    }

    private bool Float(PyObject* o)
    {
        double value = PyFloat.Value(o);
        if (!double.IsFinite(value))
        {
            if (_encoder->allow_nan != 0)
                return _writer.WriteAscii(double.IsNaN(value) ? "NaN"u8 : value > 0.0 ? "Infinity"u8 : "-Infinity"u8);
            Err.Value(_ts, $"Out of range float values are not JSON compliant: {Obj.ReprText(_ts, o)}");
            return false;
        }
        var text = new AsciiBuffer(stackalloc byte[40]);
        FloatText.Write(value, 'r', 0, alternate: false, addDotZero: true, ref text);
        bool ok = _writer.WriteAscii(text.Text);
        text.Dispose();
        return ok;
    }

    // ---- Containers -------------------------------------------------------------------------------------------------------------------------------

    /// <summary>Marks the container as being written; an owned int that names it, or null without marks. False when it is marked already.</summary>
    private readonly bool Mark(PyObject* o, out PyObject* mark)
    {
        mark = null;
        PyObject* markers = _encoder->markers;
        if (markers == Py.None)
            return true;
        PyObject* id = PyLong.FromUInt64(_ts, (ulong)o);
        if (id == null)
            return false;
        Lookup found = PyDict.Contains(_ts, markers, id);
        if (found == Lookup.Found)
            Err.Value(_ts, "Circular reference detected");
        if (found == Lookup.Missing && PyDict.Set(_ts, markers, id, o) == Status.Ok)
        {
            mark = id;
            return true;
        }
        Ref.Dec(_ts, id);
        return false;
    }

    /// <summary>Ends the mark. After an error it stays, as it does in the reference.</summary>
    private readonly bool Unmark(PyObject* mark, bool ok)
    {
        if (mark == null)
            return ok;
        if (ok)
            ok = PyDict.Delete(_ts, _encoder->markers, mark) == Status.Ok;
        Ref.Dec(_ts, mark);
        return ok;
    }

    private bool NewLine()
    {
        PyObject* indent = _encoder->indent;
        if (indent == Py.None)
            return true;
        bool ok = _writer.WriteChar('\n');
        for (nint i = 0; ok && i < _level && PyUnicode.Length(indent) > 0; i++)
            ok = _writer.WriteStr(indent);
        return ok;
    }

    private bool Open(uint bracket)
    {
        _level++;
        return _writer.WriteChar(bracket) && NewLine();
    }

    private bool Close(uint bracket)
    {
        _level--;
        return NewLine() && _writer.WriteChar(bracket);
    }

    private bool Separator() => _writer.WriteStr(_encoder->item_separator) && NewLine();

    private bool List(PyObject* o)
    {
        bool isList = PyList.Check(o);
        if ((isList ? PyList.Size(o) : PyTuple.Size(o)) == 0)
            return _writer.WriteAscii("[]"u8);
        if (!Mark(o, out PyObject* mark))
            return false;
        bool ok = Open('[');
        for (nint i = 0; ok && i < (isList ? PyList.Size(o) : PyTuple.Size(o)); i++)
        {
            PyObject* item = Ref.New(isList ? PyList.GetBorrowed(o, i) : PyTuple.GetBorrowed(o, i));
            ok = (i == 0 || Separator()) && Value(item);
            Ref.Dec(_ts, item);
            if (!ok)
                Err.AddNote(_ts, $"when serializing {PyType.FullName(o->ob_type)} item {i}");
        }
        return Unmark(mark, ok && Close(']'));
    }

    private bool Dict(PyObject* o)
    {
        if (PyDict.Size(o) == 0)
            return _writer.WriteAscii("{}"u8);
        if (!Mark(o, out PyObject* mark))
            return false;
        bool ok = Open('{') && (_encoder->sort_keys != 0 || !PyDict.CheckExact(o) ? ItemsOfMapping(o) : ItemsOfDict(o));
        return Unmark(mark, ok && Close('}'));
    }

    private bool ItemsOfDict(PyObject* o)
    {
        bool first = true;
        bool ok = true;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (ok && PyDict.Next(o, &position, &key, &value))
        {
            Ref.Inc(key);
            Ref.Inc(value);
            ok = Item(o, key, value, ref first);
            Ref.Dec(_ts, key);
            Ref.Dec(_ts, value);
        }
        return ok;
    }

    private bool ItemsOfMapping(PyObject* o)
    {
        using Owned<PyObject> items = Own.Of(_ts, Map.Items(_ts, o));
        if (items.IsNull || (_encoder->sort_keys != 0 && PyList.Sort(_ts, items.Pointer) != Status.Ok))
            return false;
        bool first = true;
        bool ok = true;
        for (nint i = 0; ok && i < PyList.Size(items.Pointer); i++)
        {
            PyObject* item = Ref.New(PyList.GetBorrowed(items.Pointer, i));
            if (PyTuple.Check(item) && PyTuple.Size(item) == 2)
            {
                ok = Item(o, PyTuple.GetBorrowed(item, 0), PyTuple.GetBorrowed(item, 1), ref first);
            }
            else
            {
                Err.Value(_ts, "items must return 2-tuples");
                ok = false;
            }
            Ref.Dec(_ts, item);
        }
        return ok;
    }

    private bool Item(PyObject* dict, PyObject* key, PyObject* value, ref bool first)
    {
        bool isString = PyUnicode.Check(key);
        bool isPlain = isString || key == Py.None || PyLong.Check(key) || PyFloat.Check(key);
        if (!isPlain)
        {
            if (_encoder->skipkeys != 0)
                return true;
            Err.Type(_ts, $"keys must be str, int, float, bool or None, not {PyType.NameOf(key)}");
            return false;
        }
        if (!first && !Separator())
            return false;
        first = false;
        if (!(isString ? String(key) : KeyOfNumber(key)) || !_writer.WriteStr(_encoder->key_separator))
            return false;
        if (Value(value))
            return true;
        PyObject* error = Err.Fetch(_ts);
        using Owned<PyObject> repr = Own.Of(_ts, Obj.Repr(_ts, key));
        string shown = repr.IsNull ? "" : PyUnicode.ToString(repr.Pointer);
        if (repr.IsNull)
        {
            Ref.XDec(_ts, error);
            return false;
        }
        Err.Restore(_ts, error);
        Err.AddNote(_ts, $"when serializing {PyType.FullName(dict->ob_type)} item {shown}");
        return false;
    }

    /// <summary>A key that is no str: its text as a string.</summary>
    private bool KeyOfNumber(PyObject* key)
    {
        if (_encoder->fast_encode != FastEncode.None)
            return _writer.WriteChar('"') && Value(key) && _writer.WriteChar('"');
        var plain = new JsonEncoding(_ts, _encoder, 0);
        using Owned<PyObject> text = Own.Of(_ts, plain.Encode(key));
        return !text.IsNull && String(text.Pointer);
    }

    /// <summary>What default(o) gives, in place of an object that JSON does not know.</summary>
    private bool Other(PyObject* o)
    {
        if (!Mark(o, out PyObject* mark))
            return false;
        PyObject* replacement = Call.OneArg(_ts, _encoder->defaultfn, o);
        bool ok = replacement != null && Value(replacement);
        if (replacement != null && !ok)
            Err.AddNote(_ts, $"when serializing {PyType.FullName(o->ob_type)} object");
        Ref.XDec(_ts, replacement);
        return Unmark(mark, ok);
    }
}
