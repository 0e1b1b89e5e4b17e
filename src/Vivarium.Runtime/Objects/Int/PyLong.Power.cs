// pow() of ints, with and without a modulus, and the greatest common divisor. See docs/internals/int.md.
using System.Numerics;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    /// <summary>a ** b, or pow(a, b, c) when c is not None; a and b ints.</summary>
    public static PyObject* Power(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c)
    {
        if (c != Py.None)
            return PowerModulo(ts, a, b, c);
        if (IsNegative(b))
            return FloatPower(ts, a, b);
        if (!IsCompact(b))
            return LargePower(ts, a, b);
        nint exponent = CompactValue(b);
        if (exponent == 0)
            return SmallInt(1);
        if (exponent == 2)
            return Multiply(ts, a, a);
        if (IsCompact(a))
        {
            long small;
            if (TrySmallPower(CompactValue(a), exponent, &small))
                return FromInt64(ts, small);
            nint value = Math.Abs(CompactValue(a));
            if (BitOperations.IsPow2(value))
            {
                PyObject* power = ShiftedLeft(ts, SmallInt(1), exponent * BitOperations.Log2((nuint)value));
                return CompactValue(a) < 0 && (exponent & 1) != 0 ? NegateSteal(ts, power) : power;
            }
        }
        return SquareAndMultiply(ts, a, exponent);
    }

    private static PyObject* NegateSteal(ThreadState* ts, PyObject* o)
    {
        if (o == null)
            return null;
        PyObject* result = Negative(ts, o);
        Ref.Dec(ts, o);
        return result;
    }

    private static bool TrySmallPower(long x, nint exponent, long* result)
    {
        long value = 1;
        *result = 0;
        if (x is 0 or 1 or -1)
        {
            *result = exponent == 0 ? 1 : x == -1 ? ((exponent & 1) != 0 ? -1 : 1) : x;
            return true;
        }
        if (exponent > 63)
            return false;
        for (; exponent > 0; exponent--)
        {
            Int128 next = (Int128)value * x;
            if (next > long.MaxValue || next < -long.MaxValue)
                return false;
            value = (long)next;
        }
        *result = value;
        return true;
    }

    private static PyObject* SquareAndMultiply(ThreadState* ts, PyObject* a, nint exponent)
    {
        PyObject* result = Exact(ts, a);
        for (int bit = BitOperations.Log2((nuint)exponent) - 1; bit >= 0 && result != null; bit--)
        {
            ReplaceSteal(ts, &result, Multiply(ts, result, result));
            if (result != null && (exponent >> bit & 1) != 0)
                ReplaceSteal(ts, &result, Multiply(ts, result, a));
        }
        return result;
    }

    private static void ReplaceSteal(ThreadState* ts, PyObject** field, PyObject* value) => Ref.SetSteal(ts, field, value);

    /// <summary>Exponent of more than one digit: only 0, 1 and -1 have such powers in memory.</summary>
    private static PyObject* LargePower(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (IsCompact(a) && CompactValue(a) is 0 or 1 or -1)
        {
            nint value = CompactValue(a);
            return SmallInt(value == -1 && (*Digits(b) & 1) == 0 ? 1 : value);
        }
        return Err.NoMemory(ts);
    }

    /// <summary>A negative exponent makes the result a float.</summary>
    private static PyObject* FloatPower(ThreadState* ts, PyObject* a, PyObject* b)
    {
        double x = AsDouble(ts, a);
        if (x == -1.0 && Err.Occurred(ts))
            return null;
        double y = AsDouble(ts, b);
        if (y == -1.0 && Err.Occurred(ts))
            return null;
        return PyFloat.PowerObject(ts, x, y);
    }

    private static PyObject* PowerModulo(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c)
    {
        if (IsZero(c))
            return Err.Value(ts, "pow() 3rd argument cannot be 0");
        if (IsCompact(c) && Math.Abs(CompactValue(c)) == 1)
            return SmallInt(0);
        long x;
        long m;
        long e;
        if (!IsNegative(b) && TryGetInt64(c, &m) && m != long.MinValue && TryGetInt64(b, &e))
        {
            PyObject* reduced = Remainder(ts, a, c);
            if (reduced == null)
                return null;
            TryGetInt64(reduced, &x);
            Ref.Dec(ts, reduced);
            long magnitude = Math.Abs(m);
            long r = (long)SmallPowerModulo((ulong)(x < 0 ? x + magnitude : x), (ulong)e, (ulong)magnitude);
            return FromInt64(ts, m < 0 && r != 0 ? r + m : r);
        }
        BigInteger modulus = BigInteger.Abs(ToBigInteger(c));
        BigInteger value = BigInteger.Remainder(ToBigInteger(a), modulus);
        if (value.Sign < 0)
            value += modulus;
        if (IsNegative(b) && !TryInvert(ref value, modulus))
            return Err.Value(ts, "base is not invertible for the given modulus");
        BigInteger power = BigInteger.ModPow(value, BigInteger.Abs(ToBigInteger(b)), modulus);
        if (IsNegative(c) && !power.IsZero)
            power -= modulus;
        return FromBigInteger(ts, power);
    }

    private static ulong SmallPowerModulo(ulong x, ulong exponent, ulong modulus)
    {
        ulong result = 1;
        if (modulus <= uint.MaxValue)
        {
            for (; exponent != 0; exponent >>= 1)
            {
                if ((exponent & 1) != 0)
                    result = result * x % modulus;
                x = x * x % modulus;
            }
            return result;
        }
        for (; exponent != 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0)
                result = (ulong)((UInt128)result * x % modulus);
            x = (ulong)((UInt128)x * x % modulus);
        }
        return result;
    }

    /// <summary>Extended Euclid.</summary>
    private static bool TryInvert(ref BigInteger value, BigInteger modulus)
    {
        BigInteger r0 = modulus;
        BigInteger r1 = value;
        BigInteger t0 = BigInteger.Zero;
        BigInteger t1 = BigInteger.One;
        while (!r1.IsZero)
        {
            BigInteger q = BigInteger.DivRem(r0, r1, out BigInteger r2);
            (r0, r1) = (r1, r2);
            (t0, t1) = (t1, t0 - q * t1);
        }
        value = t0.Sign < 0 ? t0 + modulus : t0;
        return r0.IsOne;
    }

    /// <summary>Greatest common divisor, never negative.</summary>
    public static PyObject* Gcd(ThreadState* ts, PyObject* a, PyObject* b)
    {
        ulong x;
        ulong y;
        if (!TryMagnitude(a, &x) || !TryMagnitude(b, &y))
            return FromBigInteger(ts, BigInteger.GreatestCommonDivisor(ToBigInteger(a), ToBigInteger(b)));
        while (y != 0)
            (x, y) = (y, x % y);
        return FromUInt64(ts, x);
    }

    /// <summary>Largest int whose square is not larger than the non-negative argument.</summary>
    public static PyObject* SquareRoot(ThreadState* ts, PyObject* o)
    {
        ulong small;
        if (TryMagnitude(o, &small))
        {
            ulong root = (ulong)Math.Sqrt(small);
            while (root > uint.MaxValue || root * root > small)
                root--;
            while (root < uint.MaxValue && (root + 1) * (root + 1) <= small)
                root++;
            return FromUInt64(ts, root);
        }
        BigInteger n = ToBigInteger(o);
        return FromBigInteger(ts, SquareRoot(n));
    }

    /// <summary>Doubles the precision in every step, so that the cost is that of one division of full size.</summary>
    public static BigInteger SquareRoot(BigInteger n)
    {
        if (n.IsZero)
            return n;
        int c = (int)((n.GetBitLength() - 1) / 2);
        BigInteger a = BigInteger.One;
        int d = 0;
        for (int s = c == 0 ? -1 : BitOperations.Log2((uint)c); s >= 0; s--)
        {
            int e = d;
            d = c >> s;
            a = (a << d - e - 1) + (n >> 2 * c - e - d + 1) / a;
        }
        return a * a > n ? a - 1 : a;
    }
}
