// float() of text, and rounding to decimals, both correctly rounded. See docs/internals/float.md.
using System.Globalization;
using System.Numerics;
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyFloat
{
    /// <summary>The object itself when it is a float, a plain float with the value of a subclass's instance.</summary>
    public static PyObject* Exact(ThreadState* ts, PyObject* o) => CheckExact(o) ? Ref.New(o) : FromDouble(ts, Value(o));

    /// <summary>float(o) for a str, bytes, or object with a buffer; TypeError for anything else.</summary>
    public static PyObject* FromString(ThreadState* ts, PyObject* o)
    {
        double value;
        bool valid;
        if (PyUnicode.Check(o))
        {
            var ascii = new AsciiBuffer(stackalloc byte[64]);
            NumberText.ToAscii(o, ref ascii);
            valid = TryParseWithUnderscores(NumberText.Trim(ascii.Text), out value);
            ascii.Dispose();
        }
        else
        {
            if (TypeSlots.Of(o)->bf_getbuffer == null)
                return Err.Type(ts, $"float() argument must be a string or a real number, not '{DeclaredText.ToString(o->ob_type->tp_name)}'");
            Py_buffer view = default;
            if (ArgumentParsing.GetBuffer(ts, o, &view) < 0)
                return null;
            valid = TryParseWithUnderscores(NumberText.Trim(new ReadOnlySpan<byte>(view.buf, (int)view.len)), out value);
            ArgumentParsing.ReleaseBuffer(ts, &view);
        }
        if (valid)
            return FromDouble(ts, value);
        PyObject* repr = Obj.Repr(ts, o);
        if (repr == null)
            return null;
        string shown = PyUnicode.ToString(repr);
        Ref.Dec(ts, repr);
        return Err.Value(ts, $"could not convert string to float: {shown}");
    }

    /// <summary>A literal in which single underscores may stand between digits.</summary>
    public static bool TryParseWithUnderscores(ReadOnlySpan<byte> text, out double value)
    {
        if (!text.Contains((byte)'_'))
            return TryParse(text, out value);
        var plain = new AsciiBuffer(stackalloc byte[64]);
        bool valid = true;
        for (int i = 0; valid && i < text.Length; i++)
        {
            if (text[i] == '_')
                valid = i > 0 && i + 1 < text.Length && char.IsAsciiDigit((char)text[i - 1]) && char.IsAsciiDigit((char)text[i + 1]);
            else
                plain.Append(text[i]);
        }
        valid &= TryParse(plain.Text, out value);
        plain.Dispose();
        return valid;
    }

    /// <summary>The whole text as a float: [sign] digits [. digits] [e [sign] digits], inf, infinity or nan.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        int length = ParsePrefix(text, out value);
        return length > 0 && length == text.Length;
    }

    /// <summary>Reads as much of the text as is a float; returns its length, 0 when there is none.</summary>
    public static int ParsePrefix(ReadOnlySpan<byte> text, out double value)
    {
        value = 0.0;
        int i = text.Length > 0 && text[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        bool negative = i == 1 && text[0] == '-';
        int named = NamedLength(text[i..], out value);
        if (named > 0)
        {
            if (negative)
                value = -value;
            return i + named;
        }
        int start = i;
        i = SkipDigits(text, i);
        int digits = i - start;
        if (i < text.Length && text[i] == '.')
        {
            int fraction = SkipDigits(text, i + 1);
            digits += fraction - i - 1;
            i = fraction;
        }
        if (digits == 0)
            return 0;
        if (i < text.Length && (text[i] | 0x20) == 'e')
        {
            int exponent = i + 1;
            if (exponent < text.Length && text[exponent] is (byte)'+' or (byte)'-')
                exponent++;
            int end = SkipDigits(text, exponent);
            if (end > exponent)
                i = end;
        }
        value = double.Parse(text[..i], NumberStyles.Float, CultureInfo.InvariantCulture);
        return i;
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int i)
    {
        while (i < text.Length && text[i] is >= (byte)'0' and <= (byte)'9')
            i++;
        return i;
    }

    private static int NamedLength(ReadOnlySpan<byte> text, out double value)
    {
        value = double.NaN;
        if (StartsWith(text, "nan"u8))
        {
            // The positive quiet NaN; .NET's constant has the sign bit set.
            value = BitConverter.Int64BitsToDouble(0x7FF8000000000000);
            return 3;
        }
        value = double.PositiveInfinity;
        return StartsWith(text, "infinity"u8) ? 8 : StartsWith(text, "inf"u8) ? 3 : 0;
    }

    private static bool StartsWith(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
    {
        if (text.Length < lower.Length)
            return false;
        for (int i = 0; i < lower.Length; i++)
        {
            if ((text[i] | 0x20) != lower[i])
                return false;
        }
        return true;
    }

    /// <summary>The double nearest to the value rounded to so many decimals (negative: to a power of ten), ties by the exact value to even.</summary>
    public static double Round(double value, int places)
    {
        if (places >= 0)
        {
            Span<byte> room = stackalloc byte[700];
            value.TryFormat(room, out int written, "F" + places.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            return Math.CopySign(double.Parse(room[..written], NumberStyles.Float, CultureInfo.InvariantCulture), value);
        }
        double whole = Math.Truncate(Math.Abs(value));
        BigInteger unit = BigInteger.Pow(10, -places);
        var quotient = BigInteger.DivRem(new BigInteger(whole), unit, out BigInteger rest);
        int half = (rest * 2).CompareTo(unit);
        if (half > 0 || (half == 0 && (whole != Math.Abs(value) || !quotient.IsEven)))
            quotient += 1;
        return Math.CopySign(FromBigInteger(quotient * unit), value);
    }

    /// <summary>The nearest double of a number that is not negative, infinite when there is none.</summary>
    public static double FromBigInteger(BigInteger value)
    {
        long bits = value.GetBitLength();
        if (bits <= 64)
            return FloatBits.Compose((ulong)value, false, 0);
        if (bits > 1024)
            return double.PositiveInfinity;
        int shift = (int)bits - 64;
        BigInteger top = value >> shift;
        return FloatBits.Compose((ulong)top, top << shift != value, shift);
    }
}
