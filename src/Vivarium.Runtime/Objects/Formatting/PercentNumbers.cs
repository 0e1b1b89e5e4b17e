// Numbers in %-formatting, as str objects that still have their sign and prefix. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects.Formatting;

internal static unsafe class PercentNumbers
{
    /// <summary>%d %i %u %x %X %o: an ASCII str, owned, with '-' and, with the alternate form, 0x, 0X or 0o.</summary>
    public static PyObject* Integer(ThreadState* ts, PyObject* value, in PercentSpec spec)
    {
        bool needsIndex = spec.type is 'x' or 'X' or 'o';
        PyObject* number;
        if (PyLong.Check(value))
        {
            number = Ref.New(value);
        }
        else
        {
            number = IsNumber(value) ? (needsIndex ? Num.Index(ts, value) : Num.Int(ts, value)) : null;
            if (number == null)
            {
                if (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.TypeError))
                    return null;
                return Err.Type(ts,
                    $"%{(char)spec.type} format: {(needsIndex ? "an integer" : "a real number")} is required, not {PyType.NameOf(value)}");
            }
        }
        using var hold = Own.Of(ts, number);
        using var text = Own.Of(ts, PyLong.Format(ts, number, spec.type is 'x' or 'X' ? 16 : spec.type == 'o' ? 8 : 10));
        return text.IsNull ? null : Shape(ts, PyUnicode.Span1(text.Object), spec);
    }

    /// <summary>Sign, prefix if wanted, zeros up to the precision, digits.</summary>
    private static PyObject* Shape(ThreadState* ts, ReadOnlySpan<byte> text, in PercentSpec spec)
    {
        bool negative = text.Length > 0 && text[0] == '-';
        if (negative)
            text = text[1..];
        bool prefixed = spec.type is 'x' or 'X' or 'o' && text.Length > 2 && text[1] is (byte)'x' or (byte)'o';
        ReadOnlySpan<byte> digits = prefixed ? text[2..] : text;
        var writer = new UnicodeWriter(ts, exact: true);
        writer.Prepare(digits.Length + 3 + Math.Max(0, spec.precision - digits.Length), 0x7F);
        if (negative)
            writer.WriteChar('-');
        if (spec.Has(PercentFlags.Alternate) && spec.type is 'x' or 'X' or 'o')
        {
            writer.WriteChar('0');
            writer.WriteChar(spec.type);
        }
        writer.WriteRepeated('0', spec.precision - digits.Length);
        foreach (byte digit in digits)
            writer.WriteChar(spec.type == 'X' ? UnicodeData.SimpleUpper(digit) : digit);
        return writer.Finish();
    }

    private static bool IsNumber(PyObject* o)
    {
        TypeSlots* slots = TypeSlots.Of(o);
        return slots->nb_index != null || slots->nb_int != null || slots->nb_float != null;
    }

    /// <summary>%e %f %g in either case: an ASCII str, owned.</summary>
    public static PyObject* Real(ThreadState* ts, PyObject* value, in PercentSpec spec, bool isBytes)
    {
        double number = PyFloat.AsDouble(ts, value);
        if (number == -1 && Err.Occurred(ts))
        {
            if (isBytes && Err.ClearIf(ts, Exc.TypeError))
                Err.Type(ts, $"float argument required, not {PyType.NameOf(value)}");
            return null;
        }
        int precision = spec.precision < 0 ? 6 : spec.precision;
        Span<byte> start = stackalloc byte[128];
        var text = new AsciiBuffer(start);
        FloatText.Write(number, (char)spec.type, precision, spec.Has(PercentFlags.Alternate), false, ref text);
        PyObject* result = PyUnicode.FromAscii(ts, text.Text);
        text.Dispose();
        return result;
    }

    /// <summary>
    /// A number's text into its field: padding between sign (and prefix) and digits with zeros, before the sign with blanks.
    /// </summary>
    public static void Layout(ReadOnlySpan<byte> text, in PercentSpec spec, out ReadOnlySpan<byte> head, out ReadOnlySpan<byte> body,
        out bool extraSign)
    {
        int start = 0;
        extraSign = false;
        if (text.Length > 0 && text[0] is (byte)'-' or (byte)'+')
            start = 1;
        else if (spec.Has(PercentFlags.Sign) || spec.Has(PercentFlags.Blank))
            extraSign = true;
        if (spec.Has(PercentFlags.Alternate) && spec.type is 'x' or 'X' or 'o')
            start += 2;
        head = text[..start];
        body = text[start..];
    }
}
