// Shifts and bitwise operations of ints, which act on the infinite two's complement. See docs/internals/int.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    private enum BitOp
    {
        And,
        Or,
        Xor,
    }

    public static PyObject* And(ThreadState* ts, PyObject* a, PyObject* b) =>
        BothCompact(a, b) ? FromInt64(ts, CompactValue(a) & CompactValue(b)) : Bitwise(ts, a, b, BitOp.And);

    public static PyObject* Or(ThreadState* ts, PyObject* a, PyObject* b) =>
        BothCompact(a, b) ? FromInt64(ts, CompactValue(a) | CompactValue(b)) : Bitwise(ts, a, b, BitOp.Or);

    public static PyObject* Xor(ThreadState* ts, PyObject* a, PyObject* b) =>
        BothCompact(a, b) ? FromInt64(ts, CompactValue(a) ^ CompactValue(b)) : Bitwise(ts, a, b, BitOp.Xor);

    private static PyObject* Bitwise(ThreadState* ts, PyObject* a, PyObject* b, BitOp op)
    {
        if (BothInTwoDigits(a, b))
        {
            long x = TwoDigitValue(a), y = TwoDigitValue(b);
            return FromInt64(ts, op switch { BitOp.And => x & y, BitOp.Or => x | y, _ => x ^ y });
        }
        return BitwiseDigits(ts, a, b, op);
    }

    private static PyObject* BitwiseDigits(ThreadState* ts, PyObject* a, PyObject* b, BitOp op)
    {
        if (DigitCount(a) < DigitCount(b))
        {
            PyObject* t = a;
            a = b;
            b = t;
        }
        uint signA = IsNegative(a) ? Mask : 0;
        uint signB = IsNegative(b) ? Mask : 0;
        uint sign = op switch { BitOp.And => signA & signB, BitOp.Or => signA | signB, _ => signA ^ signB };
        nint countA = DigitCount(a);
        nint countB = DigitCount(b);
        // What the digits of a beyond those of b become: for & with a non-negative b, nothing.
        nint count = op == BitOp.And && signB == 0 ? countB : countA;
        PyLongObject* result = Alloc(ts, count + 1);
        if (result == null)
            return null;
        uint* digits = &result->ob_digit;
        uint carryA = signA & 1;
        uint carryB = signB & 1;
        uint carry = sign & 1;
        for (nint i = 0; i <= count; i++)
        {
            uint x = ((i < countA ? Digits(a)[i] : 0) ^ signA) + carryA;
            carryA = x >> Shift;
            uint y = ((i < countB ? Digits(b)[i] : 0) ^ signB) + carryB;
            carryB = y >> Shift;
            uint z = op switch { BitOp.And => x & y, BitOp.Or => x | y, _ => x ^ y } & Mask;
            z = (z ^ sign) + carry;
            carry = z >> Shift;
            digits[i] = z & Mask;
        }
        return Finish(ts, result, sign != 0);
    }

    public static PyObject* Lshift(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (IsNegative(b))
            return Err.Value(ts, "negative shift count");
        if (IsZero(a))
            return SmallInt(0);
        long bits;
        if (!TryGetInt64(b, &bits) || bits / Shift > nint.MaxValue / sizeof(uint) - DigitCount(a) - 16)
            return Err.Overflow(ts, "too many digits in integer");
        return ShiftedLeft(ts, a, (nint)bits);
    }

    public static PyObject* ShiftedLeft(ThreadState* ts, PyObject* a, nint bits)
    {
        if (bits < 32 && IsCompact(a))
            return FromInt64(ts, CompactValue(a) * (1L << (int)bits));
        nint words = bits / Shift;
        nint count = DigitCount(a);
        PyLongObject* result = Alloc(ts, words + count + 1);
        if (result == null)
            return null;
        uint* digits = &result->ob_digit;
        NativeMemory.Clear(digits, (nuint)words * sizeof(uint));
        digits[words + count] = Objects.Digits.ShiftLeft(digits + words, Digits(a), count, (int)(bits % Shift));
        return Finish(ts, result, IsNegative(a));
    }

    public static PyObject* Rshift(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (IsNegative(b))
            return Err.Value(ts, "negative shift count");
        long bits;
        if (!TryGetInt64(b, &bits))
            return SmallInt(IsNegative(a) ? -1 : 0);
        return ShiftedRight(ts, a, (nint)bits);
    }

    /// <summary>Rounds towards minus infinity.</summary>
    public static PyObject* ShiftedRight(ThreadState* ts, PyObject* a, nint bits)
    {
        if (IsCompact(a))
            return FromInt64(ts, CompactValue(a) >> (int)Math.Min(bits, 63));
        nint words = bits / Shift;
        nint count = DigitCount(a) - words;
        if (count <= 0)
            return SmallInt(IsNegative(a) ? -1 : 0);
        PyLongObject* result = Alloc(ts, count + 1);
        if (result == null)
            return null;
        uint* digits = &result->ob_digit;
        digits[count] = 0;
        uint lost = Objects.Digits.ShiftRight(digits, Digits(a) + words, count, (int)(bits % Shift));
        if (IsNegative(a))
        {
            for (nint i = 0; lost == 0 && i < words; i++)
                lost = Digits(a)[i];
            if (lost != 0)
            {
                uint one = 1;
                Objects.Digits.Add(digits, digits, count, &one, 1);
            }
        }
        return Finish(ts, result, IsNegative(a));
    }

    /// <summary>Ones in the absolute value.</summary>
    public static nint BitCount(PyObject* o)
    {
        nint total = 0;
        uint* digits = Digits(o);
        for (nint i = DigitCount(o) - 1; i >= 0; i--)
            total += System.Numerics.BitOperations.PopCount(digits[i]);
        return total;
    }
}
