// bytes % arguments and bytearray % arguments (PEP 461). See docs/internals/bytes.md.
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

internal unsafe ref struct BytesFormatter
{
    private readonly ThreadState* _ts;
    private readonly ReadOnlySpan<byte> _format;
    private int _at;
    private BytesWriter _writer;

    private BytesFormatter(ThreadState* ts, ReadOnlySpan<byte> format)
    {
        _ts = ts;
        _format = format;
        _writer = new BytesWriter(ts);
    }

    /// <summary>The content of a bytearray is copied first: code that runs meanwhile may change it.</summary>
    public static PyObject* Format(ThreadState* ts, ReadOnlySpan<byte> format, PyObject* operand, bool isArray)
    {
        using var copy = Own.Of(ts, isArray ? PyBytes.FromSpan(ts, format) : null);
        if (isArray && copy.IsNull)
            return null;
        var run = new BytesFormatter(ts, isArray ? PyBytes.AsSpan(copy.Object) : format);
        var arguments = new PercentArguments(ts, operand, "bytes");
        if (!run.Run(ref arguments) || arguments.CheckAllUsed() == Status.Error)
            run._writer.Fail();
        arguments.Dispose();
        PyObject* result = run._writer.Finish();
        if (!isArray || result == null)
            return result;
        PyObject* array = PyByteArray.FromSpan(ts, PyBytes.AsSpan(result));
        Ref.Dec(ts, result);
        return array;
    }

    private bool Run(ref PercentArguments arguments)
    {
        while (_at < _format.Length)
        {
            int percent = _format[_at..].IndexOf((byte)'%');
            int end = percent < 0 ? _format.Length : _at + percent;
            if (!_writer.Write(_format[_at..end]))
                return false;
            _at = end;
            if (_at == _format.Length)
                break;
            _at++;
            if (_at < _format.Length && _format[_at] == '%')
            {
                _at++;
                _writer.WriteByte((byte)'%');
                continue;
            }
            if (!Convert(ref arguments))
                return false;
        }
        return !_writer.Failed;
    }

    private static bool Fail(Status status) => status == Status.Ok;

    private bool Convert(ref PercentArguments arguments)
    {
        var spec = new PercentSpec { width = -1, precision = -1 };
        if (_at < _format.Length && _format[_at] == '(' && !ReadKey(ref arguments))
            return false;
        while (_at < _format.Length && PercentSpec.FlagOf(_format[_at]) is var flag and not PercentFlags.None)
        {
            spec.flags |= flag;
            _at++;
        }
        nint width = -1, precision = -1;
        if (!ReadNumber(ref arguments, nint.MaxValue, "width too big", ref width))
            return false;
        if (width < -1)
        {
            spec.flags |= PercentFlags.LeftJustify;
            width = -width;
        }
        spec.width = width;
        if (_at < _format.Length && _format[_at] == '.')
        {
            _at++;
            precision = 0;
            if (!ReadNumber(ref arguments, int.MaxValue, "prec too big", ref precision))
                return false;
            spec.precision = (int)nint.Clamp(precision, 0, int.MaxValue);
        }
        if (_at < _format.Length && _format[_at] is (byte)'h' or (byte)'l' or (byte)'L')
            _at++;
        if (_at >= _format.Length)
            return Fail(Err.ValueStatus(_ts, "incomplete format"));
        spec.type = _format[_at++];
        PyObject* value = arguments.Next();
        if (value == null)
            return false;
        using var hold = Own.Of(_ts, Ref.New(value));
        return WriteValue(value, ref spec);
    }

    private bool ReadKey(ref PercentArguments arguments)
    {
        int start = ++_at, depth = 1;
        while (_at < _format.Length && depth > 0)
        {
            depth += _format[_at] == '(' ? 1 : _format[_at] == ')' ? -1 : 0;
            _at++;
        }
        if (depth > 0)
            return Fail(Err.ValueStatus(_ts, "incomplete format key"));
        PyObject* key = PyBytes.FromSpan(_ts, _format[start..(_at - 1)]);
        return key != null && Fail(arguments.UseKeySteal(key));
    }

    /// <summary>Digits, or * for an argument (whose -1 becomes 1 to the left, as -width).</summary>
    private bool ReadNumber(ref PercentArguments arguments, nint most, string tooBig, ref nint value)
    {
        if (_at < _format.Length && _format[_at] == '*')
        {
            _at++;
            PyObject* argument = arguments.Next();
            if (argument == null)
                return false;
            if (!PyLong.Check(argument))
                return Fail(Err.TypeStatus(_ts, "* wants int"));
            value = most == int.MaxValue ? PyLong.AsInt32(_ts, argument) : PyLong.AsNInt(_ts, argument);
            if (value == -1 && Err.Occurred(_ts))
                return false;
            if (value == nint.MinValue)
            {
                Err.Overflow(_ts, tooBig);
                return false;
            }
            return true;
        }
        while (_at < _format.Length && _format[_at] is >= (byte)'0' and <= (byte)'9')
        {
            nint digit = _format[_at++] - '0';
            value = nint.Max(0, value);
            if (value > (most - digit) / 10)
                return Fail(Err.ValueStatus(_ts, tooBig));
            value = value * 10 + digit;
        }
        return true;
    }

    private bool WriteValue(PyObject* value, ref PercentSpec spec)
    {
        switch (spec.type)
        {
            case 'a' or 'r':
            {
                using var text = Own.Of(_ts, Obj.Ascii(_ts, value));
                return !text.IsNull && WritePadded(PyUnicode.Span1(text.Object), spec);
            }
            case 's' or 'b':
                return WriteBytes(value, spec);
            case 'c':
                if (!SingleByte(value, out byte single))
                    return false;
                spec.precision = -1;
                return WritePadded(PyBytes.AsSpan(PyBytes.Single(single)), spec);
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o':
                return WriteNumber(PercentNumbers.Integer(_ts, value, spec), spec);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                return WriteNumber(PercentNumbers.Real(_ts, value, spec, isBytes: true), spec);
            default:
                if (spec.type > 127)
                {
                    Err.Overflow(_ts, "character argument not in range(0x110000)");
                    return false;
                }
                string hex = spec.type.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
                return Fail(Err.ValueStatus(_ts, $"unsupported format character '{(char)spec.type}' (0x{hex}) at index {_at - 1}"));
        }
    }

    private bool WriteBytes(PyObject* value, in PercentSpec spec)
    {
        if (BufferView.Supports(value) && !PyUnicode.Check(value) && (PyBytes.Check(value) || PyByteArray.Check(value)))
            return WritePadded(ByteMethods.Span(value), spec);
        PyObject* method = PyType.LookupSpecial(_ts, value, Id.__bytes__);
        if (method != null)
        {
            using var hold = Own.Of(_ts, method);
            using var result = Own.Of(_ts, Call.NoArgs(_ts, method));
            if (result.IsNull)
                return false;
            return PyBytes.Check(result.Object)
                ? WritePadded(PyBytes.AsSpan(result.Object), spec)
                : Fail(Err.TypeStatus(_ts, $"__bytes__ returned non-bytes (type {PyType.NameOf(result.Object)})"));
        }
        if (Err.Occurred(_ts))
            return false;
        if (!BufferView.Supports(value))
        {
            string message = $"%b requires a bytes-like object, or an object that implements __bytes__, not '{PyType.NameOf(value)}'";
            return Fail(Err.TypeStatus(_ts, message));
        }
        BufferView view = default;
        if (view.Get(_ts, value) == Status.Error)
            return false;
        bool ok = WritePadded(view.Span, spec);
        view.Release(_ts);
        return ok;
    }

    private readonly bool SingleByte(PyObject* value, out byte single)
    {
        single = 0;
        if (PyBytes.Check(value) || PyByteArray.Check(value))
        {
            ReadOnlySpan<byte> span = ByteMethods.Span(value);
            if (span.Length == 1)
            {
                single = span[0];
                return true;
            }
            string kind = PyBytes.Check(value) ? "bytes" : "bytearray";
            Err.Type(_ts, $"%c requires an integer in range(256) or a single byte, not a {kind} object of length {span.Length}");
            return false;
        }
        if (!Num.HasIndex(value))
        {
            Err.Type(_ts, $"%c requires an integer in range(256) or a single byte, not {PyType.FullName(value->ob_type)}");
            return false;
        }
        using var index = Own.Of(_ts, Num.Index(_ts, value));
        if (index.IsNull)
            return false;
        int overflow;
        long number = PyLong.AsInt64AndOverflow(_ts, index.Object, &overflow);
        if (overflow != 0 || number is < 0 or > 255)
        {
            Err.Overflow(_ts, "%c arg not in range(256)");
            return false;
        }
        single = (byte)number;
        return true;
    }

    private bool WritePadded(ReadOnlySpan<byte> text, in PercentSpec spec)
    {
        if (spec.precision >= 0 && text.Length > spec.precision)
            text = text[..spec.precision];
        nint padding = nint.Max(0, spec.width - text.Length);
        if (!spec.Has(PercentFlags.LeftJustify))
            _writer.WriteRepeated((byte)' ', padding);
        _writer.Write(text);
        if (spec.Has(PercentFlags.LeftJustify))
            _writer.WriteRepeated((byte)' ', padding);
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
            _writer.WriteRepeated((byte)' ', padding);
        if (extraSign)
            _writer.WriteByte((byte)(spec.Has(PercentFlags.Sign) ? '+' : ' '));
        _writer.Write(head);
        if (zeros)
            _writer.WriteRepeated((byte)'0', padding);
        _writer.Write(body);
        if (left)
            _writer.WriteRepeated((byte)' ', padding);
        Ref.Dec(_ts, text);
        return !_writer.Failed;
    }
}
