// str % arguments. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects.Formatting;

internal unsafe ref struct StrPercent
{
    private readonly ThreadState* _ts;
    private readonly PyObject* _format;
    private readonly int _kind;
    private readonly void* _data;
    private readonly nint _length;
    private nint _at;
    private UnicodeWriter _writer;

    private StrPercent(ThreadState* ts, PyObject* format)
    {
        _ts = ts;
        _format = format;
        _kind = PyUnicode.Kind(format);
        _data = PyUnicode.Data(format);
        _length = PyUnicode.Length(format);
        _writer = new UnicodeWriter(ts);
    }

    public static PyObject* Format(ThreadState* ts, PyObject* format, PyObject* operand)
    {
        var run = new StrPercent(ts, format);
        var arguments = new PercentArguments(ts, operand, "string");
        if (!run.Run(ref arguments) || arguments.CheckAllUsed() == Status.Error)
            run._writer.Fail();
        arguments.Dispose();
        return run._writer.Finish();
    }

    private readonly uint Peek() => PyUnicode.Read(_kind, _data, _at);

    private bool Run(ref PercentArguments arguments)
    {
        while (_at < _length)
        {
            nint percent = PyUnicode.FindChar(_format, '%', _at, _length, 1);
            nint end = percent < 0 ? _length : percent;
            if (_at == 0 && end == _length)
                return _writer.WriteLast(_format);
            if (_at == 0 && end > 0)
                _writer.Prepare(_length + 10, 0x7F);
            if (!_writer.WriteSubstring(_format, _at, end))
                return false;
            _at = end;
            if (_at == _length)
                break;
            _at++;
            if (_at < _length && Peek() == '%')
            {
                _at++;
                _writer.WriteChar('%');
                continue;
            }
            if (!Convert(ref arguments))
                return false;
        }
        return !_writer.Failed;
    }

    private bool Fail(Status status) => status == Status.Ok;

    private bool Incomplete() => Fail(Err.ValueStatus(_ts, "incomplete format"));

    private bool Convert(ref PercentArguments arguments)
    {
        var spec = new PercentSpec { width = -1, precision = -1 };
        if (_at < _length && Peek() == '(' && !ReadKey(ref arguments))
            return false;
        while (_at < _length && PercentSpec.FlagOf(Peek()) is var flag and not PercentFlags.None)
        {
            spec.flags |= flag;
            _at++;
        }
        if (!ReadWidth(ref arguments, ref spec) || !ReadPrecision(ref arguments, ref spec))
            return false;
        if (_at < _length && Peek() is 'h' or 'l' or 'L')
            _at++;
        if (_at >= _length)
            return Incomplete();
        spec.type = Peek();
        _at++;
        PyObject* value = arguments.Next();
        if (value == null)
            return false;
        using var hold = Own.Of(_ts, Ref.New(value));
        return WriteValue(value, ref spec);
    }

    private bool ReadKey(ref PercentArguments arguments)
    {
        nint start = ++_at;
        int depth = 1;
        while (_at < _length && depth > 0)
        {
            uint ch = Peek();
            depth += ch == '(' ? 1 : ch == ')' ? -1 : 0;
            _at++;
        }
        if (depth > 0)
            return Fail(Err.ValueStatus(_ts, "incomplete format key"));
        PyObject* key = PyUnicode.Substring(_ts, _format, start, _at - 1);
        return key != null && Fail(arguments.UseKeySteal(key));
    }

    private bool ReadWidth(ref PercentArguments arguments, ref PercentSpec spec)
    {
        if (_at < _length && Peek() == '*')
        {
            _at++;
            PyObject* value = arguments.Next();
            if (value == null)
                return false;
            if (!PyLong.Check(value))
                return Fail(Err.TypeStatus(_ts, "* wants int"));
            spec.width = PyLong.AsNInt(_ts, value);
            if (spec.width == -1 && Err.Occurred(_ts))
                return false;
            if (spec.width == nint.MinValue)
            {
                Err.Overflow(_ts, "width too big");
                return false;
            }
            if (spec.width < 0)
            {
                spec.flags |= PercentFlags.LeftJustify;
                spec.width = -spec.width;
            }
            return true;
        }
        nint width = -1;
        if (!ReadNumber(nint.MaxValue, "width too big", ref width))
            return false;
        spec.width = width;
        return true;
    }

    private bool ReadPrecision(ref PercentArguments arguments, ref PercentSpec spec)
    {
        if (_at >= _length || Peek() != '.')
            return true;
        _at++;
        spec.precision = 0;
        if (_at < _length && Peek() == '*')
        {
            _at++;
            PyObject* value = arguments.Next();
            if (value == null)
                return false;
            if (!PyLong.Check(value))
                return Fail(Err.TypeStatus(_ts, "* wants int"));
            spec.precision = PyLong.AsInt32(_ts, value);
            if (spec.precision == -1 && Err.Occurred(_ts))
                return false;
            spec.precision = Math.Max(0, spec.precision);
            return true;
        }
        nint precision = 0;
        if (!ReadNumber(int.MaxValue, "precision too big", ref precision))
            return false;
        spec.precision = (int)precision;
        return true;
    }

    private bool ReadNumber(nint most, string tooBig, ref nint value)
    {
        while (_at < _length && Peek() - '0' < 10)
        {
            nint digit = (nint)(Peek() - '0');
            value = nint.Max(0, value);
            if (value > (most - digit) / 10)
                return Fail(Err.ValueStatus(_ts, tooBig));
            value = value * 10 + digit;
            _at++;
        }
        return true;
    }

    private bool WriteValue(PyObject* value, ref PercentSpec spec)
    {
        switch (spec.type)
        {
            case 's':
                return WriteText(PyUnicode.CheckExact(value) ? Ref.New(value) : Obj.Str(_ts, value), spec);
            case 'r':
                return WriteText(Obj.Repr(_ts, value), spec);
            case 'a':
                return WriteText(Obj.Ascii(_ts, value), spec);
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o':
                return WriteNumber(PercentNumbers.Integer(_ts, value, spec), spec);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                return WriteNumber(PercentNumbers.Real(_ts, value, spec, isBytes: false), spec);
            case 'c':
                if (!Character(value, out uint ch))
                    return false;
                spec.precision = -1;
                return WriteText(PyUnicode.FromChar(_ts, ch), spec);
            default:
                char shown = spec.type is > 31 and < 128 ? (char)spec.type : '?';
                string hex = spec.type.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
                return Fail(Err.ValueStatus(_ts, $"unsupported format character '{shown}' (0x{hex}) at index {_at - 1}"));
        }
    }

    private readonly bool Character(PyObject* value, out uint ch)
    {
        ch = 0;
        if (PyUnicode.Check(value))
        {
            if (PyUnicode.Length(value) == 1)
            {
                ch = PyUnicode.ReadChar(value, 0);
                return true;
            }
            Err.Type(_ts, $"%c requires an int or a unicode character, not a string of length {PyUnicode.Length(value)}");
            return false;
        }
        if (!Num.HasIndex(value))
        {
            Err.Type(_ts, $"%c requires an int or a unicode character, not {PyType.FullName(value->ob_type)}");
            return false;
        }
        using var index = Own.Of(_ts, Num.Index(_ts, value));
        if (index.IsNull)
            return false;
        int overflow;
        long number = PyLong.AsInt64AndOverflow(_ts, index.Object, &overflow);
        if (overflow != 0 || number < 0 || number > PyUnicode.MaxCodePoint)
        {
            Err.Overflow(_ts, "%c arg not in range(0x110000)");
            return false;
        }
        ch = (uint)number;
        return true;
    }

    private bool WriteText(PyObject* text, in PercentSpec spec)
    {
        if (text == null)
            return false;
        nint length = PyUnicode.Length(text);
        if (spec.precision >= 0 && length > spec.precision)
            length = spec.precision;
        nint padding = nint.Max(0, spec.width - length);
        if (!spec.Has(PercentFlags.LeftJustify))
            _writer.WriteRepeated(' ', padding);
        if (_at == _length && padding == 0 && length == PyUnicode.Length(text))
            _writer.WriteLast(text);
        else
            _writer.WriteSubstring(text, 0, length);
        if (spec.Has(PercentFlags.LeftJustify))
            _writer.WriteRepeated(' ', padding);
        Ref.Dec(_ts, text);
        return !_writer.Failed;
    }

    private bool WriteNumber(PyObject* text, in PercentSpec spec)
    {
        if (text == null)
            return false;
        PercentNumbers.Layout(PyUnicode.Span1(text), spec, out ReadOnlySpan<byte> head, out ReadOnlySpan<byte> body, out bool extraSign);
        nint padding = nint.Max(0, spec.width - head.Length - body.Length - (extraSign ? 1 : 0));
        bool left = spec.Has(PercentFlags.LeftJustify), zeros = spec.Has(PercentFlags.Zero) && !left;
        if (!left && !zeros)
            _writer.WriteRepeated(' ', padding);
        if (extraSign)
            _writer.WriteChar(spec.Has(PercentFlags.Sign) ? '+' : (uint)' ');
        _writer.WriteAscii(head);
        if (zeros)
            _writer.WriteRepeated('0', padding);
        _writer.WriteAscii(body);
        if (left)
            _writer.WriteRepeated(' ', padding);
        Ref.Dec(_ts, text);
        return !_writer.Failed;
    }
}
