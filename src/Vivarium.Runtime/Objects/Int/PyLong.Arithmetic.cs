// + - * on ints: one machine operation for compact ints, digit kernels for the rest, and BigInteger where numbers are so large that schoolbook loses.
// See docs/internals/int.md.
using System.Numerics;
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    /// <summary>From this many digits in the smaller factor on, multiplication goes through BigInteger (Karatsuba, Toom-Cook).</summary>
    private const int BigMultiplyDigits = 70;
    private const int BigSquareDigits = 100;

    // ---- compact: used by the interpreter after a BothCompact test ----------------------------------------------------------------------------

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* AddCompact(ThreadState* ts, PyObject* a, PyObject* b) => FromInt64(ts, CompactValue(a) + CompactValue(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* SubtractCompact(ThreadState* ts, PyObject* a, PyObject* b) => FromInt64(ts, CompactValue(a) - CompactValue(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* MultiplyCompact(ThreadState* ts, PyObject* a, PyObject* b) => FromInt64(ts, CompactValue(a) * CompactValue(b));

    // ---- any ints -----------------------------------------------------------------------------------------------------------------------------

    public static PyObject* Add(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (BothCompact(a, b))
            return AddCompact(ts, a, b);
        if (BothInTwoDigits(a, b))
            return FromInt64(ts, TwoDigitValue(a) + TwoDigitValue(b));
        return AddSigned(ts, a, b, IsNegative(b));
    }

    public static PyObject* Subtract(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (BothCompact(a, b))
            return SubtractCompact(ts, a, b);
        if (BothInTwoDigits(a, b))
            return FromInt64(ts, TwoDigitValue(a) - TwoDigitValue(b));
        return AddSigned(ts, a, b, !IsNegative(b));
    }

    /// <summary>Two digits at most: below 2**60.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool BothInTwoDigits(PyObject* a, PyObject* b) => (((PyLongObject*)a)->lv_tag < 3 << NonSizeBits) & (((PyLongObject*)b)->lv_tag < 3 << NonSizeBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long TwoDigitValue(PyObject* o)
    {
        uint* digits = Digits(o);
        long magnitude = ((PyLongObject*)o)->lv_tag < CompactLimit ? digits[0] : digits[0] | ((long)digits[1] << Shift);
        return (1 - (long)(((PyLongObject*)o)->lv_tag & SignMask)) * magnitude;
    }

    /// <summary>Whether an int is less than another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLess(PyObject* a, PyObject* b) => BothInTwoDigits(a, b) ? TwoDigitValue(a) < TwoDigitValue(b) : Compare(a, b) < 0;

    /// <summary>a + |b| or a - |b|.</summary>
    private static PyObject* AddSigned(ThreadState* ts, PyObject* a, PyObject* b, bool bNegative)
    {
        bool aNegative = IsNegative(a);
        return aNegative == bNegative ? AddMagnitudes(ts, a, b, aNegative) : SubtractMagnitudes(ts, a, b, aNegative);
    }

    private static PyObject* AddMagnitudes(ThreadState* ts, PyObject* a, PyObject* b, bool negative)
    {
        if (DigitCount(a) < DigitCount(b))
            {
            PyObject* t = a;
            a = b;
            b = t;
        }
        PyLongObject* result = Alloc(ts, DigitCount(a) + 1);
        if (result == null)
            return null;
        Objects.Digits.Add(&result->ob_digit, Digits(a), DigitCount(a), Digits(b), DigitCount(b));
        return Finish(ts, result, negative);
    }

    private static PyObject* SubtractMagnitudes(ThreadState* ts, PyObject* a, PyObject* b, bool negative)
    {
        int order = Objects.Digits.Compare(Digits(a), DigitCount(a), Digits(b), DigitCount(b));
        if (order == 0)
            return SmallInt(0);
        if (order < 0)
        {
            PyObject* t = a;
            a = b;
            b = t;
            negative = !negative;
        }
        PyLongObject* result = Alloc(ts, DigitCount(a));
        if (result == null)
            return null;
        Objects.Digits.Subtract(&result->ob_digit, Digits(a), DigitCount(a), Digits(b), DigitCount(b));
        return Finish(ts, result, negative);
    }

    public static PyObject* Multiply(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (BothCompact(a, b))
            return MultiplyCompact(ts, a, b);
        if (BothInTwoDigits(a, b) && Math.BigMul(TwoDigitValue(a), TwoDigitValue(b), out long product) == product >> 63)
            return FromInt64(ts, product);
        return MultiplyDigits(ts, a, b);
    }

    private static PyObject* MultiplyDigits(ThreadState* ts, PyObject* a, PyObject* b)
    {
        bool negative = Sign(a) * Sign(b) < 0;
        nint countA = DigitCount(a);
        nint countB = DigitCount(b);
        if (countA == 0 || countB == 0)
            return SmallInt(0);
        if (countA > countB)
        {
            PyObject* t = a;
            a = b;
            b = t;
            (countA, countB) = (countB, countA);
        }
        if (countA >= (a == b ? BigSquareDigits : BigMultiplyDigits))
        {
            nint left = (nint)a;
            nint right = (nint)b;
            return Guarded(ts, () => ToBigInteger((PyObject*)left) * ToBigInteger((PyObject*)right));
        }
        PyLongObject* result = Alloc(ts, countA + countB);
        if (result == null)
            return null;
        uint* digits = &result->ob_digit;
        NativeMemory.Clear(digits, (nuint)(countA + countB) * sizeof(uint));
        if (a == b)
            Objects.Digits.Square(digits, Digits(a), countA);
        else
            Objects.Digits.Multiply(digits, Digits(a), countA, Digits(b), countB);
        return Finish(ts, result, negative);
    }

    // ---- one operand ----------------------------------------------------------------------------------------------------------------------------

    public static PyObject* Negative(ThreadState* ts, PyObject* o) =>
        IsCompact(o) ? FromInt64(ts, -CompactValue(o)) : Copy(ts, o, !IsNegative(o));

    public static PyObject* Absolute(ThreadState* ts, PyObject* o)
    {
        if (!IsNegative(o))
            return Exact(ts, o);
        return Negative(ts, o);
    }

    /// <summary>~o = -(o + 1)</summary>
    public static PyObject* Invert(ThreadState* ts, PyObject* o)
    {
        if (IsCompact(o))
            return FromInt64(ts, ~CompactValue(o));
        PyObject* sum = Add(ts, o, SmallInt(1));
        if (sum == null)
            return null;
        if (IsCompact(sum))
        {
            PyObject* result = FromInt64(ts, -CompactValue(sum));
            Ref.Dec(ts, sum);
            return result;
        }
        PyLongObject* fresh = (PyLongObject*)sum;
        fresh->lv_tag ^= NegativeSign;
        return sum;
    }

    /// <summary>The int itself when its type is int, else a copy of that type.</summary>
    public static PyObject* Exact(ThreadState* ts, PyObject* o)
    {
        if (CheckExact(o))
            return Ref.New(o);
        return IsCompact(o) ? FromInt64(ts, CompactValue(o)) : Copy(ts, o, IsNegative(o));
    }

    private static PyObject* Copy(ThreadState* ts, PyObject* o, bool negative)
    {
        nint count = DigitCount(o);
        PyLongObject* result = Alloc(ts, count);
        if (result == null)
            return null;
        NativeMemory.Copy(Digits(o), &result->ob_digit, (nuint)count * sizeof(uint));
        return Finish(ts, result, negative);
    }

    /// <summary>An instance of a subclass with the value of an exact int.</summary>
    public static PyObject* CopyToSubtype(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        nint count = DigitCount(value);
        PyObject* o = TypeSlots.Of(type)->tp_alloc(ts, type, Math.Max(1, count));
        if (o == null)
            return null;
        ((PyLongObject*)o)->lv_tag = ((PyLongObject*)value)->lv_tag & ~SmallFlag;
        ((PyLongObject*)o)->ob_digit = 0;
        NativeMemory.Copy(Digits(value), Digits(o), (nuint)count * sizeof(uint));
        return o;
    }

    // ---- comparison and hash ------------------------------------------------------------------------------------------------------------------

    public static int Compare(PyObject* a, PyObject* b)
    {
        if (BothCompact(a, b))
            return CompactValue(a).CompareTo(CompactValue(b));
        int signA = Sign(a);
        int signB = Sign(b);
        if (signA != signB)
            return signA < signB ? -1 : 1;
        int order = Objects.Digits.Compare(Digits(a), DigitCount(a), Digits(b), DigitCount(b));
        return signA < 0 ? -order : order;
    }

    /// <summary>The value modulo 2**61 - 1, with the sign of the int; never -1.</summary>
    public static nint Hash(PyObject* o)
    {
        if (IsCompact(o))
        {
            nint value = CompactValue(o);
            return value == -1 ? -2 : value;
        }
        const ulong Modulus = (1UL << 61) - 1;
        ulong x = 0;
        uint* digits = Digits(o);
        for (nint i = DigitCount(o) - 1; i >= 0; i--)
        {
            x = (x << Shift & Modulus) | x >> 61 - Shift;
            x += digits[i];
            if (x >= Modulus)
                x -= Modulus;
        }
        nint hash = IsNegative(o) ? -(nint)x : (nint)x;
        return hash == -1 ? -2 : hash;
    }

    /// <summary>Bits of the absolute value.</summary>
    public static nint BitLength(PyObject* o) => Objects.Digits.BitLength(Digits(o), DigitCount(o));
}
