// Arithmetic on int, float and complex constants with Python's results to the last bit (docs/internals/flow.md).
// A null result means that the operation raises, or is not defined.
using System.Numerics;
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

internal static class NumberFolding
{
    public static Constant? Binary(BinaryOpKind kind, Constant left, Constant right)
    {
        if (left is ComplexConstant || right is ComplexConstant)
            return ComplexFolding.Binary(kind, left, right);
        if (ConstantEval.AsInt(left) is { } n && ConstantEval.AsInt(right) is { } m)
            return Ints(kind, n, m);
        return ToDouble(left) is { } x && ToDouble(right) is { } y ? Floats(kind, x, y) : null;
    }

    /// <summary>The nearest double; null for an int too large.</summary>
    public static double? ToDouble(Constant value)
    {
        if (value is FloatConstant f)
            return f.Value;
        return ConstantEval.AsInt(value) is { } n && Quotient(n, BigInteger.One) is { } d ? d : null;
    }

    private static Constant? Ints(BinaryOpKind kind, BigInteger n, BigInteger m)
    {
        switch (kind)
        {
            case BinaryOpKind.NB_ADD: return new IntConstant(n + m);
            case BinaryOpKind.NB_SUBTRACT: return new IntConstant(n - m);
            case BinaryOpKind.NB_MULTIPLY: return new IntConstant(n * m);
            case BinaryOpKind.NB_AND: return new IntConstant(n & m);
            case BinaryOpKind.NB_OR: return new IntConstant(n | m);
            case BinaryOpKind.NB_XOR: return new IntConstant(n ^ m);
            case BinaryOpKind.NB_LSHIFT: return m.Sign < 0 ? null : new IntConstant(n.IsZero ? n : n << (int)m);
            case BinaryOpKind.NB_RSHIFT:
                if (m.Sign < 0)
                    return null;
                return new IntConstant(m > int.MaxValue ? (n.Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero) : n >> (int)m);
            case BinaryOpKind.NB_FLOOR_DIVIDE: return m.IsZero ? null : new IntConstant(FloorDivide(n, m, out _));
            case BinaryOpKind.NB_REMAINDER:
                if (m.IsZero)
                    return null;
                FloorDivide(n, m, out BigInteger remainder);
                return new IntConstant(remainder);
            case BinaryOpKind.NB_TRUE_DIVIDE: return !m.IsZero && Quotient(n, m) is { } quotient ? new FloatConstant(quotient) : null;
            case BinaryOpKind.NB_POWER:
                if (m.Sign >= 0)
                    return m <= int.MaxValue ? new IntConstant(BigInteger.Pow(n, (int)m)) : null;
                return Quotient(n, BigInteger.One) is { } x && Quotient(m, BigInteger.One) is { } y ? Power(x, y) : null;
            default: return null;
        }
    }

    private static BigInteger FloorDivide(BigInteger n, BigInteger m, out BigInteger remainder)
    {
        BigInteger quotient = BigInteger.DivRem(n, m, out remainder);
        if (!remainder.IsZero && remainder.Sign != m.Sign)
        {
            quotient -= 1;
            remainder += m;
        }
        return quotient;
    }

    /// <summary>The double nearest to n / m, ties to even; null when it overflows.</summary>
    private static double? Quotient(BigInteger n, BigInteger m)
    {
        const int Precision = 53;
        const int MinExponent = -1074;
        if (n.IsZero)
            return m.Sign < 0 ? -0.0 : 0.0;
        bool negative = n.Sign != m.Sign;
        n = BigInteger.Abs(n);
        m = BigInteger.Abs(m);
        // Scale so that the integer quotient has at least two bits more than a double keeps; what is cut off counts as one.
        long exponent = Math.Max((long)n.GetBitLength() - (long)m.GetBitLength() - (Precision + 2), MinExponent - 2);
        if (exponent > 1024)
            return null;
        if (exponent > 0)
            m <<= (int)exponent;
        else
            n <<= (int)-exponent;
        BigInteger quotient = BigInteger.DivRem(n, m, out BigInteger remainder);
        int extra = (int)Math.Max((long)quotient.GetBitLength() - Precision, MinExponent - exponent);
        BigInteger half = BigInteger.One << (extra - 1);
        BigInteger low = quotient & ((half << 1) - 1);
        quotient >>= extra;
        if (low > half || (low == half && (!remainder.IsZero || !quotient.IsEven)))
            quotient += 1;
        double result = Math.ScaleB((double)(ulong)quotient, (int)(exponent + extra));
        return double.IsInfinity(result) ? null : negative ? -result : result;
    }

    private static Constant? Floats(BinaryOpKind kind, double x, double y)
    {
        switch (kind)
        {
            case BinaryOpKind.NB_ADD: return new FloatConstant(x + y);
            case BinaryOpKind.NB_SUBTRACT: return new FloatConstant(x - y);
            case BinaryOpKind.NB_MULTIPLY: return new FloatConstant(x * y);
            case BinaryOpKind.NB_TRUE_DIVIDE: return y == 0 ? null : new FloatConstant(x / y);
            case BinaryOpKind.NB_FLOOR_DIVIDE: return y == 0 ? null : new FloatConstant(DivMod(x, y).Floor);
            case BinaryOpKind.NB_REMAINDER: return y == 0 ? null : new FloatConstant(DivMod(x, y).Remainder);
            case BinaryOpKind.NB_POWER: return Power(x, y);
            default: return null;
        }
    }

    private static (double Floor, double Remainder) DivMod(double x, double y)
    {
        double remainder = x % y;
        double quotient = (x - remainder) / y;
        if (remainder != 0)
        {
            if (y < 0 != remainder < 0)
            {
                remainder += y;
                quotient -= 1;
            }
        }
        else
        {
            remainder = Math.CopySign(0.0, y);
        }
        double floor = Math.CopySign(0.0, x / y);
        if (quotient != 0)
        {
            floor = Math.Floor(quotient);
            if (quotient - floor > 0.5)
                floor += 1;
        }
        return (floor, remainder);
    }

    private static Constant? Power(double x, double y)
    {
        if (x == 0 && y < 0)
            return null;
        if (x < 0 && double.IsFinite(x) && double.IsFinite(y) && y != Math.Floor(y))
            return ComplexFolding.Binary(BinaryOpKind.NB_POWER, new ComplexConstant(x, 0), new ComplexConstant(y, 0));
        double result = Math.Pow(x, y);
        return double.IsInfinity(result) && double.IsFinite(x) && double.IsFinite(y) ? null : new FloatConstant(result);
    }
}
