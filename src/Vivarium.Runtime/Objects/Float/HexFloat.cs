// float.hex and float.fromhex: C99's hexadecimal notation. See docs/internals/float.md.
using System.Globalization;
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

internal static unsafe class HexFloat
{
    /// <summary>Of a finite value.</summary>
    public static string ToText(double value)
    {
        string sign = FloatBits.IsNegative(value) ? "-" : "";
        if (value == 0.0)
            return sign + "0x0.0p+0";
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        int field = (int)(bits >> 52) & 0x7FF;
        int exponent = Math.Max(field, 1) - 1023;
        string fraction = (bits & 0xFFFFFFFFFFFFFUL).ToString("x13", CultureInfo.InvariantCulture);
        return $"{sign}0x{(field == 0 ? 0 : 1)}.{fraction}p{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent)}";
    }

    /// <summary>Whether an infinite result was asked for by name.</summary>
    public static bool SaysInfinity(PyObject* text)
    {
        nint length = PyUnicode.Length(text);
        for (nint i = 0; i < length; i++)
        {
            if (PyUnicode.ReadChar(text, i) is 'n' or 'N')
                return true;
        }
        return false;
    }

    /// <summary>[sign] [0x] hex digits with an optional point [p [sign] digits], inf or nan; infinite when too large.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        if (PyFloat.ParsePrefix(text, out value) == text.Length && text.Length > 0 && !double.IsFinite(value) && (text[^1] | 0x20) is 'f' or 'n' or 'y')
            return true;
        value = 0.0;
        int i = 0;
        bool negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is (byte)'+' or (byte)'-')
            i++;
        if (i + 1 < text.Length && text[i] == '0' && (text[i + 1] | 0x20) == 'x')
            i += 2;
        ulong mantissa = 0;
        bool sticky = false;
        bool point = false;
        bool any = false;
        long exponent = 0;
        for (; i < text.Length; i++)
        {
            if (text[i] == '.' && !point)
            {
                point = true;
                continue;
            }
            uint digit = NumberText.DigitValue(text[i]);
            if (digit > 15)
                break;
            any = true;
            if (mantissa >> 60 == 0)
            {
                mantissa = mantissa << 4 | digit;
                exponent -= point ? 4 : 0;
            }
            else
            {
                sticky |= digit != 0;
                exponent += point ? 0 : 4;
            }
        }
        if (!any || !ReadExponent(text[i..], out long power))
            return false;
        value = mantissa == 0 ? 0.0 : FloatBits.Compose(mantissa, sticky, Math.Clamp(exponent + power, -100000, 100000));
        if (negative)
            value = -value;
        return true;
    }

    private static bool ReadExponent(ReadOnlySpan<byte> text, out long power)
    {
        power = 0;
        if (text.Length == 0)
            return true;
        if ((text[0] | 0x20) != 'p')
            return false;
        int i = 1;
        bool negative = i < text.Length && text[i] == '-';
        if (i < text.Length && text[i] is (byte)'+' or (byte)'-')
            i++;
        if (i == text.Length)
            return false;
        for (; i < text.Length; i++)
        {
            if (text[i] is < (byte)'0' or > (byte)'9')
                return false;
            power = Math.Min(power * 10 + text[i] - '0', 1L << 40);
        }
        if (negative)
            power = -power;
        return true;
    }
}
