// int to text and back, in any base, faster than quadratic for large numbers, with the limit on decimal digits (sys.set_int_max_str_digits).
// See docs/internals/int.md.
using System.Globalization;
using System.Numerics;
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    /// <summary>Ints of at most so many decimal digits are converted whatever the limit.</summary>
    public const int StrDigitsThreshold = 640;
    public const int DefaultMaxStrDigits = 4300;

    private const int BigTextDigits = 120;
    private const int BigParseLength = 1200;

    // ---- to text ------------------------------------------------------------------------------------------------------------------------------

    /// <summary>The text of the absolute value in base 2, 8, 10 or 16, without prefix. False with an exception (too many decimal digits).</summary>
    public static bool WriteMagnitude(ThreadState* ts, PyObject* o, int @base, ref AsciiBuffer text)
    {
        switch (@base)
        {
            case 2:
                WriteBits(o, 1, ref text);
                return true;
            case 8:
                WriteBits(o, 3, ref text);
                return true;
            case 16:
                WriteBits(o, 4, ref text);
                return true;
            default:
                return WriteDecimal(ts, o, ref text);
        }
    }

    private static void WriteBits(PyObject* o, int width, ref AsciiBuffer text)
    {
        nint bits = Math.Max(1, BitLength(o));
        int length = (int)((bits + width - 1) / width);
        Span<byte> room = text.Take(length);
        uint* digits = Digits(o);
        nint count = DigitCount(o);
        ulong pending = 0;
        int have = 0;
        nint next = 0;
        for (int i = length - 1; i >= 0; i--)
        {
            if (have < width)
            {
                pending |= (ulong)(next < count ? digits[next] : 0) << have;
                next++;
                have += Shift;
            }
            uint d = (uint)pending & ((1u << width) - 1);
            room[i] = (byte)(d < 10 ? '0' + d : 'a' + d - 10);
            pending >>= width;
            have -= width;
        }
    }

    private static bool WriteDecimal(ThreadState* ts, PyObject* o, ref AsciiBuffer text)
    {
        ulong magnitude;
        if (TryMagnitude(o, &magnitude))
        {
            Span<byte> small = stackalloc byte[20];
            System.Buffers.Text.Utf8Formatter.TryFormat(magnitude, small, out int written);
            text.Append(small[..written]);
            return true;
        }
        nint count = DigitCount(o);
        int limit = ts->interp->int_max_str_digits;
        // 30 bits are a little over 9 decimal digits: a first refusal without doing the work.
        if (limit > 0 && count >= 10 * StrDigitsThreshold / (3 * Shift) + 2 && count * 9.03 > limit + 20)
            return RefuseTooLong(ts, limit);
        int start = text.Length;
        if (count >= BigTextDigits)
            text.Append(BigInteger.Abs(ToBigInteger(o)).ToString(CultureInfo.InvariantCulture));
        else
            WriteDecimalQuadratic(o, ref text);
        return limit <= 0 || text.Length - start <= Math.Max(limit, StrDigitsThreshold) || RefuseTooLong(ts, limit);
    }

    private static bool RefuseTooLong(ThreadState* ts, int limit)
    {
        Err.Value(ts, $"Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit");
        return false;
    }

    private static void WriteDecimalQuadratic(PyObject* o, ref AsciiBuffer text)
    {
        const uint Chunk = 1_000_000_000;
        uint* chunks = stackalloc uint[BigTextDigits + BigTextDigits / 60 + 2];
        int used = 0;
        for (nint i = DigitCount(o) - 1; i >= 0; i--)
        {
            ulong carry = Digits(o)[i];
            for (int j = 0; j < used; j++)
            {
                carry += (ulong)chunks[j] << Shift;
                chunks[j] = (uint)(carry % Chunk);
                carry /= Chunk;
            }
            for (; carry != 0; carry /= Chunk)
                chunks[used++] = (uint)(carry % Chunk);
        }
        Span<byte> first = stackalloc byte[10];
        System.Buffers.Text.Utf8Formatter.TryFormat(chunks[used - 1], first, out int written);
        text.Append(first[..written]);
        for (int j = used - 2; j >= 0; j--)
        {
            Span<byte> room = text.Take(9);
            uint value = chunks[j];
            for (int k = 8; k >= 0; k--, value /= 10)
                room[k] = (byte)('0' + value % 10);
        }
    }

    /// <summary>repr(o) for base 10; "0x…" with prefix for 2, 8 and 16.</summary>
    public static PyObject* Format(ThreadState* ts, PyObject* o, int @base)
    {
        if (@base == 10 && IsNonNegativeCompact(o) && CompactValue(o) < 10)
            return OneDigit(ts, (byte)('0' + CompactValue(o)));
        var text = new AsciiBuffer(stackalloc byte[128]);
        if (IsNegative(o))
            text.Append('-');
        if (@base != 10)
            text.Append(@base == 2 ? "0b"u8 : @base == 8 ? "0o"u8 : "0x"u8);
        PyObject* result = WriteMagnitude(ts, o, @base, ref text) ? PyUnicode.FromAscii(ts, text.Text) : null;
        text.Dispose();
        return result;
    }

    /// <summary>A str of its own: the text of a number is never one of the shared strings of one character, as `is` can tell.</summary>
    private static PyObject* OneDigit(ThreadState* ts, byte digit)
    {
        PyObject* text = PyUnicode.New(ts, 1, (uint)sbyte.MaxValue);
        if (text != null)
            *(byte*)PyUnicode.Data(text) = digit;
        return text;
    }

    // ---- from text ----------------------------------------------------------------------------------------------------------------------------

    /// <summary>int(text, base) for text that is a Python str.</summary>
    public static PyObject* FromUnicode(ThreadState* ts, PyObject* text, int @base)
    {
        var ascii = new AsciiBuffer(stackalloc byte[128]);
        NumberText.ToAscii(text, ref ascii);
        PyObject* result = Parse(ts, ascii.Text, @base, out bool invalid);
        ascii.Dispose();
        return invalid ? InvalidLiteral(ts, text, @base) : result;
    }

    /// <summary>int(bytes, base); the object given appears in the message.</summary>
    public static PyObject* FromBytes(ThreadState* ts, ReadOnlySpan<byte> bytes, int @base, PyObject* given)
    {
        PyObject* result = Parse(ts, bytes, @base, out bool invalid);
        return invalid ? InvalidLiteral(ts, given, @base) : result;
    }

    private static PyObject* InvalidLiteral(ThreadState* ts, PyObject* given, int @base)
    {
        PyObject* repr = Obj.Repr(ts, given);
        if (repr == null)
            return null;
        string shown = PyUnicode.ToString(repr);
        Ref.Dec(ts, repr);
        if (shown.Length > 200)
            shown = shown[..200];
        return Err.Value(ts, $"invalid literal for int() with base {@base}: {shown}");
    }

    /// <summary>A literal with optional white space, sign, prefix and underscores. Null with an exception, or invalid.</summary>
    private static PyObject* Parse(ThreadState* ts, ReadOnlySpan<byte> text, int @base, out bool invalid)
    {
        invalid = true;
        text = NumberText.Trim(text);
        bool negative = text.Length > 0 && text[0] == '-';
        if (text.Length > 0 && text[0] is (byte)'+' or (byte)'-')
            text = text[1..];
        bool zeroOnly = false;
        int prefix = PrefixBase(text);
        if (@base == 0)
        {
            @base = prefix != 0 ? prefix : 10;
            zeroOnly = prefix == 0 && text.Length > 0 && text[0] == '0';
        }
        if (prefix != 0 && prefix == @base)
        {
            text = text[2..];
            if (text.Length > 0 && text[0] == '_')
                text = text[1..];
        }
        int digits = CheckDigits(text, @base);
        if (digits == 0)
            return null;
        if (zeroOnly && text.ContainsAnyExcept((byte)'0', (byte)'_'))
            return null;
        invalid = false;
        int limit = ts->interp->int_max_str_digits;
        if (!BitOperations.IsPow2(@base) && digits > StrDigitsThreshold && limit > 0 && digits > limit)
        {
            return Err.Value(ts, $"Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; " +
                "use sys.set_int_max_str_digits() to increase the limit");
        }
        return FromDigits(ts, text, @base, digits, negative);
    }

    private static int PrefixBase(ReadOnlySpan<byte> text)
    {
        if (text.Length < 2 || text[0] != '0')
            return 0;
        return (text[1] | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
    }

    /// <summary>Number of digits, or 0 when the text is not digits of the base with single underscores between them.</summary>
    private static int CheckDigits(ReadOnlySpan<byte> text, int @base)
    {
        int digits = 0;
        bool underscore = true;
        foreach (byte c in text)
        {
            if (c == '_')
            {
                if (underscore)
                    return 0;
                underscore = true;
                continue;
            }
            if (NumberText.DigitValue(c) >= @base)
                return 0;
            underscore = false;
            digits++;
        }
        return underscore ? 0 : digits;
    }

    private static PyObject* FromDigits(ThreadState* ts, ReadOnlySpan<byte> text, int @base, int digits, bool negative)
    {
        if (digits <= 12 || (digits <= 18 && @base <= 10))
        {
            long value = 0;
            foreach (byte c in text)
            {
                if (c != '_')
                    value = value * @base + (int)NumberText.DigitValue(c);
            }
            return FromInt64(ts, negative ? -value : value);
        }
        if (BitOperations.IsPow2(@base))
            return FromBitDigits(ts, text, BitOperations.Log2((uint)@base), digits, negative);
        if (digits < BigParseLength)
            return FromDigitsQuadratic(ts, text, @base, digits, negative);
        byte[] plain = new byte[digits];
        int n = 0;
        foreach (byte c in text)
        {
            if (c != '_')
                plain[n++] = (byte)NumberText.DigitValue(c);
        }
        BigInteger big = FromDigitsDivided(plain, @base, new Dictionary<int, BigInteger>());
        return FromBigInteger(ts, negative ? -big : big);
    }

    private static PyObject* FromBitDigits(ThreadState* ts, ReadOnlySpan<byte> text, int width, int digits, bool negative)
    {
        PyLongObject* o = Alloc(ts, (nint)(((long)digits * width + Shift - 1) / Shift));
        if (o == null)
            return null;
        uint* result = &o->ob_digit;
        ulong pending = 0;
        int have = 0;
        nint at = 0;
        nint count = (nint)(o->lv_tag >> NonSizeBits);
        for (int i = text.Length - 1; i >= 0; i--)
        {
            if (text[i] == '_')
                continue;
            pending |= (ulong)NumberText.DigitValue(text[i]) << have;
            have += width;
            if (have >= Shift)
            {
                result[at++] = (uint)pending & Mask;
                pending >>= Shift;
                have -= Shift;
            }
        }
        while (at < count)
        {
            result[at++] = (uint)pending & Mask;
            pending >>= Shift;
        }
        return Finish(ts, o, negative);
    }

    private static PyObject* FromDigitsQuadratic(ThreadState* ts, ReadOnlySpan<byte> text, int @base, int digits, bool negative)
    {
        int perChunk = 0;
        for (ulong power = 1; power * (uint)@base < Base; power *= (uint)@base)
            perChunk++;
        PyLongObject* o = Alloc(ts, (nint)(digits * Math.Log2(@base) / Shift) + 2);
        if (o == null)
            return null;
        uint* result = &o->ob_digit;
        nint used = 0;
        uint chunk = 0;
        uint scale = 1;
        int inChunk = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '_')
                continue;
            if (i == text.Length || inChunk == perChunk)
            {
                uint carry = Objects.Digits.MultiplyAdd(result, used, scale, chunk);
                if (carry != 0)
                    result[used++] = carry;
                chunk = 0;
                scale = 1;
                inChunk = 0;
            }
            if (i == text.Length)
                break;
            chunk = chunk * (uint)@base + NumberText.DigitValue(text[i]);
            scale *= (uint)@base;
            inChunk++;
        }
        o->lv_tag = Tag(false, used);
        return Finish(ts, o, negative);
    }

    /// <summary>Halves the text until the pieces are small.</summary>
    private static BigInteger FromDigitsDivided(ReadOnlySpan<byte> digits, int @base, Dictionary<int, BigInteger> powers)
    {
        if (digits.Length <= 200)
        {
            BigInteger value = BigInteger.Zero;
            for (int i = 0; i < digits.Length;)
            {
                ulong chunk = 0;
                ulong scale = 1;
                for (; i < digits.Length && scale < 1UL << 58; i++)
                {
                    chunk = chunk * (uint)@base + digits[i];
                    scale *= (uint)@base;
                }
                value = value * scale + chunk;
            }
            return value;
        }
        int low = digits.Length / 2;
        if (!powers.TryGetValue(low, out BigInteger power))
            powers[low] = power = BigInteger.Pow(@base, low);
        return FromDigitsDivided(digits[..^low], @base, powers) * power + FromDigitsDivided(digits[^low..], @base, powers);
    }
}
