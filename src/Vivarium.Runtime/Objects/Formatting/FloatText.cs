// Doubles as text in CPython's layouts: shortest repr ('r'), fixed ('f'), scientific ('e'), general ('g'). Digits come from the base library, which rounds
// correctly at any precision; what is done here is where point, zeros and exponent go. See docs/internals/formatting.md.
using System.Globalization;

namespace Vivarium.Runtime.Objects.Formatting;

[SkipLocalsInit]
internal static class FloatText
{
    /// <summary>Digits d1 d2 … with value 0.d1d2… · 10**point.</summary>
    private ref struct Decimal(Span<byte> initial)
    {
        public AsciiBuffer digits = new(initial);
        public int point;
    }

    /// <summary>repr(value): the shortest text that reads back as the same double.</summary>
    public static string Repr(double value)
    {
        var text = new AsciiBuffer(stackalloc byte[40]);
        Write(value, 'r', 0, alternate: false, addDotZero: true, ref text);
        string result = System.Text.Encoding.ASCII.GetString(text.Text);
        text.Dispose();
        return result;
    }

    /// <summary>Sign included; inf and nan too. The code may be upper case.</summary>
    public static void Write(double value, char code, int precision, bool alternate, bool addDotZero, ref AsciiBuffer text)
    {
        bool upper = code is >= 'A' and <= 'Z';
        code = char.ToLowerInvariant(code);
        if (!double.IsFinite(value))
        {
            text.Append(double.IsNaN(value) ? (upper ? "NAN"u8 : "nan"u8) : value < 0 ? (upper ? "-INF"u8 : "-inf"u8) : upper ? "INF"u8 : "inf"u8);
            return;
        }
        if (FloatBits.IsNegative(value))
            text.Append('-');
        var number = new Decimal(stackalloc byte[128]);
        if (code == 'g' && precision == 0)
            precision = 1;
        Convert(Math.Abs(value), code, precision, ref number);
        bool exponential = code switch
        {
            'e' => true,
            'f' => false,
            'r' => number.point is <= -4 or > 16,
            _ => number.point <= -4 || number.point > precision - (addDotZero ? 1 : 0),
        };
        int wanted = code switch
        {
            'e' => precision + 1,
            'f' => number.point + precision,
            'g' when alternate => precision,
            _ => number.digits.Length,
        };
        if (exponential)
            WriteExponential(number.digits.Text, number.point, wanted, alternate, upper, ref text);
        else
            WriteFixed(number.digits.Text, number.point, wanted, alternate, addDotZero, ref text);
        number.digits.Dispose();
    }

    /// <summary>Below a power of two doubles lie closer than above, which the base library's shortest text does not look at: where it reads back as a neighbour, all 17 digits are needed.</summary>
    private static string ShortestFormat(double value)
    {
        const long Mantissa = (1L << 52) - 1;
        if ((BitConverter.DoubleToInt64Bits(value) & Mantissa) != 0)
            return "R";
        Span<char> text = stackalloc char[32];
        return value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture) && double.Parse(text[..length], CultureInfo.InvariantCulture) != value ? "E16" : "R";
    }

    private static void Convert(double value, char code, int precision, ref Decimal number)
    {
        if (code != 'f' || !TryFixed(value, precision, ref number))
            ConvertAny(value, code, precision, ref number);
    }

    private static ReadOnlySpan<ulong> PowersOfTen =>
    [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000, 100_000_000_000, 1_000_000_000_000,
        10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
    ];

    /// <summary>
    /// Few digits behind the point, by integers of 128 bits: the mantissa times the power of ten, and the bits below the point rounded half to even. False where that
    /// does not fit.
    /// </summary>
    private static bool TryFixed(double value, int precision, ref Decimal number)
    {
        const int MantissaBits = 52;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int shift = 1075 - (int)(bits >> MantissaBits);
        if (precision >= PowersOfTen.Length || shift is <= 0 or >= 128 || bits >> MantissaBits == 0)
            return false;
        ulong high = Math.BigMul((ulong)(bits & ((1L << MantissaBits) - 1)) | (1UL << MantissaBits), PowersOfTen[precision], out ulong low);
        ulong quotient, restHigh, restLow;
        if (shift < 64)
        {
            if (high >> shift != 0)
                return false;
            quotient = (high << (64 - shift)) | (low >> shift);
            (restHigh, restLow) = (low << (64 - shift), 0);
        }
        else
        {
            int beyond = shift - 64;
            quotient = high >> beyond;
            (restHigh, restLow) = beyond == 0 ? (low, 0) : ((high << (64 - beyond)) | (low >> beyond), low << (64 - beyond));
        }
        // The rest as a fraction of 2^128, compared with one half.
        const ulong Half = 1UL << 63;
        if (restHigh > Half || (restHigh == Half && (restLow != 0 || (quotient & 1) != 0)))
            quotient++;
        Span<byte> room = stackalloc byte[20];
        _ = quotient.TryFormat(room, out int written, default, CultureInfo.InvariantCulture);
        number.digits.Append(room[..written]);
        number.point = quotient == 0 ? 1 : written - precision;
        return true;
    }

    private static void ConvertAny(double value, char code, int precision, ref Decimal number)
    {
        Span<byte> fixedRoom = stackalloc byte[400];
        string format = code switch
        {
            'r' => ShortestFormat(value),
            'e' => "E" + precision.ToString(CultureInfo.InvariantCulture),
            'f' => "F" + precision.ToString(CultureInfo.InvariantCulture),
            _ => "E" + (precision - 1).ToString(CultureInfo.InvariantCulture),
        };
        if (value.TryFormat(fixedRoom, out int written, format, CultureInfo.InvariantCulture))
            Read(fixedRoom[..written], ref number);
        else
            Read(System.Text.Encoding.ASCII.GetBytes(value.ToString(format, CultureInfo.InvariantCulture)), ref number);
        if (code is 'r' or 'g')
            StripZeros(ref number);
    }

    /// <summary>Reads "ddd.ddd" or "d.dddE+xx".</summary>
    private static void Read(scoped ReadOnlySpan<byte> text, ref Decimal number)
    {
        int exponentAt = text.IndexOf((byte)'E');
        int exponent = exponentAt < 0 ? 0 : int.Parse(text[(exponentAt + 1)..], CultureInfo.InvariantCulture);
        ReadOnlySpan<byte> mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int point = mantissa.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? mantissa : mantissa[..point];
        ReadOnlySpan<byte> fraction = point < 0 ? default : mantissa[(point + 1)..];
        int zeros = 0;
        while (zeros < whole.Length && whole[zeros] == '0')
            zeros++;
        number.digits.Append(whole[zeros..]);
        number.point = whole.Length - zeros + exponent;
        if (number.digits.Length == 0)
        {
            zeros = 0;
            while (zeros < fraction.Length && fraction[zeros] == '0')
                zeros++;
            if (zeros == fraction.Length)
            {
                // Zero: one digit before the point.
                number.digits.Append('0');
                number.point = 1;
                return;
            }
            number.point -= zeros;
            fraction = fraction[zeros..];
        }
        number.digits.Append(fraction);
    }

    private static void StripZeros(ref Decimal number)
    {
        int length = number.digits.Length;
        while (length > 1 && number.digits[length - 1] == '0')
            length--;
        number.digits.Truncate(length);
    }

    private static void WriteExponential(scoped ReadOnlySpan<byte> digits, int point, int wanted, bool alternate, bool upper, ref AsciiBuffer text)
    {
        text.Append(digits[0]);
        if (wanted > 1 || alternate)
            text.Append('.');
        text.Append(digits[1..]);
        text.AppendRepeated((byte)'0', wanted - digits.Length);
        int exponent = point - 1;
        text.Append(upper ? 'E' : 'e');
        text.Append(exponent < 0 ? '-' : '+');
        exponent = Math.Abs(exponent);
        if (exponent < 10)
            text.Append('0');
        Span<byte> room = stackalloc byte[8];
        exponent.TryFormat(room, out int written, default, CultureInfo.InvariantCulture);
        text.Append(room[..written]);
    }

    private static void WriteFixed(scoped ReadOnlySpan<byte> digits, int point, int wanted, bool alternate, bool addDotZero, ref AsciiBuffer text)
    {
        if (point <= 0)
        {
            text.Append('0');
        }
        else
        {
            text.Append(digits[..Math.Min(point, digits.Length)]);
            text.AppendRepeated((byte)'0', point - digits.Length);
        }
        int fraction = wanted - point;
        if (fraction <= 0 && !addDotZero && !alternate)
            return;
        text.Append('.');
        if (fraction <= 0)
        {
            if (addDotZero)
                text.Append('0');
            return;
        }
        int lead = Math.Min(Math.Max(0, -point), fraction);
        text.AppendRepeated((byte)'0', lead);
        ReadOnlySpan<byte> rest = point <= 0 ? digits : digits.Length > point ? digits[point..] : default;
        if (rest.Length > fraction - lead)
            rest = rest[..(fraction - lead)];
        text.Append(rest);
        text.AppendRepeated((byte)'0', fraction - lead - rest.Length);
    }
}
