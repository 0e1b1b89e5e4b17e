// Division of ints: floor quotient and remainder with the divisor's sign, true division correctly rounded. See docs/internals/int.md.
using System.Numerics;
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    /// <summary>From here on both for divisor and quotient, division goes through BigInteger, which is faster than quadratic.</summary>
    private const int BigDivideDigits = 150;

    public static PyObject* FloorDivide(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (BothCompact(a, b) && !IsZero(b))
        {
            // One digit: 32-bit division is a good deal faster.
            int x = (int)CompactValue(a);
            int y = (int)CompactValue(b);
            int q = x / y;
            return FromInt64(ts, (x % y != 0 && (x ^ y) < 0) ? q - 1 : q);
        }
        if (BothInTwoDigits(a, b) && !IsZero(b))
        {
            (long q, long r) = Math.DivRem(TwoDigitValue(a), TwoDigitValue(b));
            return FromInt64(ts, r != 0 && (r < 0) != IsNegative(b) ? q - 1 : q);
        }
        return FloorDivideDigits(ts, a, b);
    }

    public static PyObject* Remainder(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (BothCompact(a, b) && !IsZero(b))
        {
            int y = (int)CompactValue(b);
            int r = (int)CompactValue(a) % y;
            return FromInt64(ts, r != 0 && (r ^ y) < 0 ? r + y : r);
        }
        if (BothInTwoDigits(a, b) && !IsZero(b))
        {
            long y = TwoDigitValue(b);
            long r = TwoDigitValue(a) % y;
            return FromInt64(ts, r != 0 && (r ^ y) < 0 ? r + y : r);
        }
        return RemainderDigits(ts, a, b);
    }

    // These have locals whose address is taken, which would cost the methods above registers.

    private static PyObject* FloorDivideDigits(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyObject* quotient;
        return DivideFloor(ts, a, b, &quotient, null) < 0 ? null : quotient;
    }

    private static PyObject* RemainderDigits(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyObject* remainder;
        return DivideFloor(ts, a, b, null, &remainder) < 0 ? null : remainder;
    }

    public static PyObject* Divmod(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyObject* quotient;
        PyObject* remainder;
        return DivideFloor(ts, a, b, &quotient, &remainder) < 0 ? null : PackSteal(ts, quotient, remainder);
    }

    private static PyObject* PackSteal(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyObject* pair = a == null || b == null ? null : PyTuple.Pack(ts, a, b);
        Ref.XDec(ts, a);
        Ref.XDec(ts, b);
        return pair;
    }

    /// <summary>Floor quotient and remainder; either pointer may be null.</summary>
    public static Status DivideFloor(ThreadState* ts, PyObject* a, PyObject* b, PyObject** quotient, PyObject** remainder)
    {
        PyObject* q;
        PyObject* r;
        if (DivideTruncated(ts, a, b, &q, &r) < 0)
            return Status.Error;
        if (!IsZero(r) && IsNegative(r) != IsNegative(b))
        {
            PyObject* adjusted = Add(ts, r, b);
            Ref.Dec(ts, r);
            r = adjusted;
            if (quotient != null && r != null)
            {
                adjusted = Subtract(ts, q, SmallInt(1));
                Ref.Dec(ts, q);
                q = adjusted;
            }
        }
        bool failed = q == null || r == null;
        if (failed || quotient == null)
            Ref.XDec(ts, q);
        else
            *quotient = q;
        if (failed || remainder == null)
            Ref.XDec(ts, r);
        else
            *remainder = r;
        return failed ? Status.Error : Status.Ok;
    }

    /// <summary>Quotient rounded towards zero, and the remainder with the sign of a.</summary>
    private static Status DivideTruncated(ThreadState* ts, PyObject* a, PyObject* b, PyObject** quotient, PyObject** remainder)
    {
        *quotient = null;
        *remainder = null;
        nint countA = DigitCount(a);
        nint countB = DigitCount(b);
        if (countB == 0)
        {
            Err.ZeroDivision(ts, "division by zero");
            return Status.Error;
        }
        if (Objects.Digits.Compare(Digits(a), countA, Digits(b), countB) < 0)
        {
            *remainder = Exact(ts, a);
            *quotient = SmallInt(0);
        }
        else if (countB == 1)
        {
            DivideByDigit(ts, a, b, quotient, remainder);
        }
        else if (countB >= BigDivideDigits && countA - countB >= BigDivideDigits)
        {
            BigInteger q = BigInteger.DivRem(ToBigInteger(a), ToBigInteger(b), out BigInteger r);
            *quotient = FromBigInteger(ts, q);
            *remainder = *quotient == null ? null : FromBigInteger(ts, r);
        }
        else
        {
            DivideLong(ts, a, b, quotient, remainder);
        }
        if (*remainder != null)
            return Status.Ok;
        Ref.Clear(ts, quotient);
        return Status.Error;
    }

    private static void DivideByDigit(ThreadState* ts, PyObject* a, PyObject* b, PyObject** quotient, PyObject** remainder)
    {
        PyLongObject* q = Alloc(ts, DigitCount(a));
        if (q == null)
            return;
        uint r = Objects.Digits.DivideSmall(&q->ob_digit, Digits(a), DigitCount(a), *Digits(b));
        *quotient = Finish(ts, q, IsNegative(a) != IsNegative(b));
        *remainder = FromInt64(ts, IsNegative(a) ? -(long)r : r);
    }

    private static void DivideLong(ThreadState* ts, PyObject* a, PyObject* b, PyObject** quotient, PyObject** remainder)
    {
        nint countA = DigitCount(a);
        nint countB = DigitCount(b);
        PyLongObject* q = Alloc(ts, countA - countB + 1);
        PyLongObject* r = q == null ? null : Alloc(ts, countA + 1);
        PyLongObject* divisor = r == null ? null : Alloc(ts, countB);
        if (divisor != null)
        {
            int shift = BitOperations.LeadingZeroCount(Digits(b)[countB - 1]) - (32 - Shift);
            Objects.Digits.ShiftLeft(&divisor->ob_digit, Digits(b), countB, shift);
            (&r->ob_digit)[countA] = Objects.Digits.ShiftLeft(&r->ob_digit, Digits(a), countA, shift);
            Objects.Digits.Divide(&q->ob_digit, &r->ob_digit, countA, &divisor->ob_digit, countB);
            Objects.Digits.ShiftRight(&r->ob_digit, &r->ob_digit, countB, shift);
            Dealloc(ts, (PyObject*)divisor);
            r->lv_tag = Tag(false, countB);
            *quotient = Finish(ts, q, IsNegative(a) != IsNegative(b));
            *remainder = Finish(ts, r, IsNegative(a));
            return;
        }
        if (r != null)
            Dealloc(ts, (PyObject*)r);
        if (q != null)
            Dealloc(ts, (PyObject*)q);
    }

    /// <summary>a / b as the nearest float.</summary>
    public static PyObject* TrueDivide(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (IsZero(b))
            return Err.ZeroDivision(ts, "division by zero");
        if (BothCompact(a, b))
            return PyFloat.FromDouble(ts, (double)CompactValue(a) / CompactValue(b));
        if (IsZero(a))
            return PyFloat.FromDouble(ts, IsNegative(b) ? -0.0 : 0.0);
        bool negative = IsNegative(a) != IsNegative(b);
        nint difference = BitLength(a) - BitLength(b);
        if (difference > 1025)
            return Err.Overflow(ts, "integer division result too large for a float");
        if (difference < -1100)
            return PyFloat.FromDouble(ts, negative ? -0.0 : 0.0);
        double result;
        if (BitLength(a) <= 53 && BitLength(b) <= 53)
        {
            ulong x;
            ulong y;
            TryMagnitude(a, &x);
            TryMagnitude(b, &y);
            result = (double)x / y;
        }
        else
        {
            int shift = (int)(63 - difference);
            BigInteger x = BigInteger.Abs(ToBigInteger(a));
            BigInteger y = BigInteger.Abs(ToBigInteger(b));
            if (shift >= 0)
                x <<= shift;
            else
                y <<= -shift;
            BigInteger q = BigInteger.DivRem(x, y, out BigInteger r);
            result = FloatBits.Compose((ulong)q, !r.IsZero, -shift);
        }
        if (double.IsInfinity(result))
            return Err.Overflow(ts, "integer division result too large for a float");
        return PyFloat.FromDouble(ts, negative ? -result : result);
    }

    /// <summary>The nearest double; OverflowError "int too large to convert to float".</summary>
    public static double AsDouble(ThreadState* ts, PyObject* o)
    {
        if (!Check(o))
        {
            Err.Type(ts, "an integer is required");
            return -1.0;
        }
        if (IsCompact(o))
            return CompactValue(o);
        double result = Nearest(o);
        if (!double.IsInfinity(result))
            return result;
        Err.Overflow(ts, "int too large to convert to float");
        return -1.0;
    }

    /// <summary>The nearest double, infinite when there is none.</summary>
    public static double Nearest(PyObject* o)
    {
        if (IsCompact(o))
            return CompactValue(o);
        nint bits = BitLength(o);
        if (bits > 1024)
            return IsNegative(o) ? double.NegativeInfinity : double.PositiveInfinity;
        bool sticky;
        ulong top = TopBits(o, bits, &sticky);
        double result = FloatBits.Compose(top, sticky, (int)(bits - 64));
        return IsNegative(o) ? -result : result;
    }

    /// <summary>The highest 64 bits of the absolute value (shifted left when it has fewer), and whether any lower bit is set.</summary>
    private static ulong TopBits(PyObject* o, nint bits, bool* sticky)
    {
        uint* digits = Digits(o);
        nint low = bits - 64;
        ulong top = 0;
        *sticky = false;
        for (nint i = DigitCount(o) - 1; i >= 0; i--)
        {
            nint place = i * Shift - low;
            if (place >= 0)
                top |= (ulong)digits[i] << (int)place;
            else if (place > -Shift)
            {
                top |= digits[i] >> (int)-place;
                *sticky |= (digits[i] & ((1u << (int)-place) - 1)) != 0;
            }
            else if (digits[i] != 0)
            {
                *sticky = true;
                break;
            }
        }
        return top;
    }

    /// <summary>Mantissa in [0.5, 1) rounded to 53 bits and the exponent of two, for numbers beyond the range of floats.</summary>
    public static double Frexp(PyObject* o, nint* exponent)
    {
        nint bits = BitLength(o);
        *exponent = bits;
        if (bits == 0)
            return 0.0;
        bool sticky;
        double mantissa = FloatBits.Compose(TopBits(o, bits, &sticky), sticky, -64);
        if (mantissa == 1.0)
        {
            mantissa = 0.5;
            ++*exponent;
        }
        return IsNegative(o) ? -mantissa : mantissa;
    }
}
