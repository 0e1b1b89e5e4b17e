// format() of int, float and complex by a specification. See docs/internals/formatting.md.
namespace Vivarium.Runtime.Objects.Formatting;

internal static unsafe class NumberFormat
{


    public static PyObject* FormatInt(ThreadState* ts, PyObject* o, PyObject* text)
    {
        if (PyUnicode.Length(text) == 0)
            return PyLong.CheckExact(o) ? PyLong.Format(ts, o, 10) : Obj.Str(ts, o);
        if (FormatSpec.Parse(ts, text, 'd', '>', o, out FormatSpec spec) < 0)
            return null;
        switch (spec.type)
        {
            case 'b' or 'c' or 'd' or 'o' or 'x' or 'X' or 'n':
                return Integer(ts, o, spec);
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%':
                double value = PyLong.AsDouble(ts, o);
                return value == -1.0 && Err.Occurred(ts) ? null : Real(ts, value, spec);
            default:
                return FormatSpec.UnknownType(ts, spec.type, o);
        }
    }

    private static PyObject* Integer(ThreadState* ts, PyObject* o, FormatSpec spec)
    {
        if (spec.precision != -1)
            return Err.Value(ts, "Precision not allowed in integer format specifier");
        if (spec.no_neg_zero)
            return Err.Value(ts, "Negative zero coercion (z) not allowed in integer format specifier");
        if (spec.type == 'c')
            return Character(ts, o, spec);
        int radix = spec.type switch { 'b' => 2, 'o' => 8, 'x' or 'X' => 16, _ => 10 };
        var digits = new AsciiBuffer(stackalloc byte[128]);
        PyObject* result = null;
        if (PyLong.WriteMagnitude(ts, o, radix, ref digits))
        {
            if (spec.type == 'X')
                ToUpper(ref digits);
            ReadOnlySpan<byte> prefix = !spec.alternate || radix == 10 ? default : spec.type switch { 'b' => "0b"u8, 'o' => "0o"u8, 'x' => "0x"u8, _ => "0X"u8 };
            var writer = new UnicodeWriter(ts);
            NumberLayout.Write(ref writer, spec, PyLong.IsNegative(o), prefix, digits.Text);
            result = writer.Finish();
        }
        digits.Dispose();
        return result;
    }

    private static void ToUpper(ref AsciiBuffer text)
    {
        int length = text.Length;
        text.Truncate(0);
        Span<byte> all = text.Take(length);
        for (int i = 0; i < length; i++)
        {
            if (all[i] >= 'a')
                all[i] -= 32;
        }
    }

    private static PyObject* Character(ThreadState* ts, PyObject* o, in FormatSpec spec)
    {
        if (spec.sign != 0)
            return Err.Value(ts, "Sign not allowed with integer format specifier 'c'");
        if (spec.alternate)
            return Err.Value(ts, "Alternate form (#) not allowed with integer format specifier 'c'");
        long value = PyLong.AsInt64(ts, o);
        if (value == -1 && Err.Occurred(ts))
            return null;
        if (value is < 0 or > 0x10FFFF)
            return Err.Overflow(ts, "%c arg not in range(0x110000)");
        nint padding = Math.Max(0, spec.width - 1);
        nint left = spec.align == '<' ? 0 : spec.align == '^' ? padding / 2 : padding;
        var writer = new UnicodeWriter(ts);
        writer.WriteRepeated(spec.fill, left);
        writer.WriteChar((uint)value);
        writer.WriteRepeated(spec.fill, padding - left);
        return writer.Finish();
    }

    public static PyObject* FormatFloat(ThreadState* ts, PyObject* o, PyObject* text)
    {
        if (PyUnicode.Length(text) == 0)
            return PyFloat.CheckExact(o) ? PyFloat.ReprObject(ts, o) : Obj.Str(ts, o);
        if (FormatSpec.Parse(ts, text, '\0', '>', o, out FormatSpec spec) < 0)
            return null;
        return spec.type is 0 or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%'
            ? Real(ts, PyFloat.Value(o), spec)
            : FormatSpec.UnknownType(ts, spec.type, o);
    }

    private static PyObject* Real(ThreadState* ts, double value, in FormatSpec spec)
    {
        if (spec.precision > int.MaxValue)
            return Err.Value(ts, "precision too big");
        var digits = new AsciiBuffer(stackalloc byte[128]);
        PyObject* result = null;
        if (WriteReal(ts, value, spec, spec.type == 0, ref digits) == Status.Ok)
        {
            var writer = new UnicodeWriter(ts);
            WriteField(ref writer, spec, digits.Text);
            result = writer.Finish();
        }
        digits.Dispose();
        return result;
    }

    /// <summary>Lays out text that may begin with a minus sign.</summary>
    private static void WriteField(ref UnicodeWriter writer, in FormatSpec spec, ReadOnlySpan<byte> text)
    {
        bool negative = text[0] == '-';
        if (negative)
            text = text[1..];
        if (negative && spec.no_neg_zero && IsZero(text))
            negative = false;
        NumberLayout.Write(ref writer, spec, negative, default, text);
    }

    private static bool IsZero(ReadOnlySpan<byte> text)
    {
        foreach (byte c in text)
        {
            if (c is (byte)'e' or (byte)'E')
                break;
            if (c is (>= (byte)'1' and <= (byte)'9') or >= (byte)'a' or (byte)'I' or (byte)'N')
                return false;
        }
        return true;
    }

    private static Status WriteReal(ThreadState* ts, double value, in FormatSpec spec, bool dotZero, ref AsciiBuffer text)
    {
        char code = spec.type == 0 ? 'r' : (char)spec.type;
        int precision = (int)spec.precision;
        if (code == 'n')
            code = 'g';
        bool percent = code == '%';
        if (percent)
        {
            code = 'f';
            value *= 100;
        }
        if (precision < 0)
            precision = code == 'r' ? 0 : 6;
        else if (code == 'r')
            code = 'g';
        try
        {
            FloatText.Write(value, code, precision, spec.alternate, dotZero, ref text);
        }
        catch (Exception e) when (e is OutOfMemoryException or FormatException or ArgumentException or OverflowException)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        if (percent)
            text.Append('%');
        return Status.Ok;
    }

    public static PyObject* FormatComplex(ThreadState* ts, PyObject* o, PyObject* text)
    {
        if (PyUnicode.Length(text) == 0)
            return Obj.Str(ts, o);
        if (FormatSpec.Parse(ts, text, '\0', '>', o, out FormatSpec spec) < 0)
            return null;
        if (spec.type is not (0 or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n'))
            return FormatSpec.UnknownType(ts, spec.type, o);
        if (spec.precision > int.MaxValue)
            return Err.Value(ts, "precision too big");
        if (spec.fill == '0')
            return Err.Value(ts, "Zero padding is not allowed in complex format specifier");
        if (spec.align == '=')
            return Err.Value(ts, "'=' alignment flag is not allowed in complex format specifier");
        return Pair(ts, ((PyComplexObject*)o)->real, ((PyComplexObject*)o)->imag, spec);
    }

    private static PyObject* Pair(ThreadState* ts, double real, double imag, in FormatSpec spec)
    {
        bool plain = spec.type == 0;
        bool skipReal = plain && real == 0.0 && !FloatBits.IsNegative(real);
        var re = new AsciiBuffer(stackalloc byte[128]);
        var im = new AsciiBuffer(stackalloc byte[128]);
        PyObject* result = null;
        if (WriteReal(ts, real, spec, false, ref re) == Status.Ok && WriteReal(ts, imag, spec, false, ref im) == Status.Ok)
        {
            FormatSpec part = spec;
            part.width = -1;
            part.align = '<';
            var inner = new UnicodeWriter(ts);
            if (plain && !skipReal)
                inner.WriteChar('(');
            if (!skipReal)
            {
                WriteField(ref inner, part, re.Text);
                part.sign = '+';
            }
            WriteField(ref inner, part, im.Text);
            inner.WriteChar('j');
            if (plain && !skipReal)
                inner.WriteChar(')');
            result = Padded(ts, inner.Finish(), spec);
        }
        re.Dispose();
        im.Dispose();
        return result;
    }

    /// <summary>Takes over the text.</summary>
    private static PyObject* Padded(ThreadState* ts, PyObject* text, in FormatSpec spec)
    {
        if (text == null)
            return null;
        nint padding = spec.width - PyUnicode.Length(text);
        if (padding <= 0)
            return text;
        nint left = spec.align == '<' ? 0 : spec.align == '^' ? padding / 2 : padding;
        var writer = new UnicodeWriter(ts);
        writer.WriteRepeated(spec.fill, left);
        writer.WriteSteal(text);
        writer.WriteRepeated(spec.fill, padding - left);
        return writer.Finish();
    }
}
