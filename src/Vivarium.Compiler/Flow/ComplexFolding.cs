// Arithmetic on complex constants; a real operand keeps the other's imaginary part as it is (docs/internals/flow.md).
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

internal static class ComplexFolding
{
    private readonly record struct Number(double Re, double Im, bool IsReal);

    public static Constant? Binary(BinaryOpKind kind, Constant left, Constant right)
    {
        if (ToNumber(left) is not { } a || ToNumber(right) is not { } b)
            return null;
        switch (kind)
        {
            case BinaryOpKind.NB_ADD: return Make(a.Re + b.Re, a.IsReal ? b.Im : b.IsReal ? a.Im : a.Im + b.Im);
            case BinaryOpKind.NB_SUBTRACT: return Make(a.Re - b.Re, a.IsReal ? -b.Im : b.IsReal ? a.Im : a.Im - b.Im);
            case BinaryOpKind.NB_MULTIPLY:
                if (a.IsReal)
                    return Make(a.Re * b.Re, a.Re * b.Im);
                return b.IsReal ? Make(a.Re * b.Re, a.Im * b.Re) : Make(Multiply((a.Re, a.Im), (b.Re, b.Im)));
            case BinaryOpKind.NB_TRUE_DIVIDE:
                if (b.Re == 0 && b.Im == 0)
                    return null;
                return b.IsReal ? Make(a.Re / b.Re, a.Im / b.Re) : Make(Divide((a.Re, a.Im), (b.Re, b.Im)));
            case BinaryOpKind.NB_POWER: return Power((a.Re, a.Im), (b.Re, b.Im));
            default: return null;
        }
    }

    private static Number? ToNumber(Constant value)
    {
        if (value is ComplexConstant c)
            return new Number(c.Real, c.Imag, false);
        return NumberFolding.ToDouble(value) is { } real ? new Number(real, 0, true) : null;
    }

    private static ComplexConstant Make(double re, double im) => new(re, im);
    private static ComplexConstant Make((double Re, double Im) value) => new(value.Re, value.Im);

    private static (double Re, double Im) Multiply((double Re, double Im) a, (double Re, double Im) b) =>
        (a.Re * b.Re - a.Im * b.Im, a.Re * b.Im + a.Im * b.Re);

    /// <summary>By the larger part of the divisor, against overflow.</summary>
    private static (double Re, double Im) Divide((double Re, double Im) a, (double Re, double Im) b)
    {
        if (Math.Abs(b.Re) >= Math.Abs(b.Im))
        {
            double ratio = b.Im / b.Re;
            double denominator = b.Re + b.Im * ratio;
            return ((a.Re + a.Im * ratio) / denominator, (a.Im - a.Re * ratio) / denominator);
        }
        else
        {
            double ratio = b.Re / b.Im;
            double denominator = b.Re * ratio + b.Im;
            return ((a.Re * ratio + a.Im) / denominator, (a.Im * ratio - a.Re) / denominator);
        }
    }

    private static ComplexConstant? Power((double Re, double Im) a, (double Re, double Im) b)
    {
        const double MaxExactPower = 100;
        (double Re, double Im) result;
        if (b.Im == 0 && b.Re == Math.Floor(b.Re) && Math.Abs(b.Re) <= MaxExactPower)
        {
            if (b.Re < 0 && a.Re == 0 && a.Im == 0)
                return null;
            result = IntegerPower(a, (int)Math.Abs(b.Re));
            if (b.Re < 0)
                result = Divide((1, 0), result);
        }
        else if (a.Re == 0 && a.Im == 0)
        {
            if (b.Im != 0 || b.Re < 0)
                return null;
            result = (0, 0);
        }
        else
        {
            double modulus = double.Hypot(a.Re, a.Im);
            double angle = Math.Atan2(a.Im, a.Re);
            double length = Math.Pow(modulus, b.Re);
            double phase = angle * b.Re;
            if (b.Im != 0)
            {
                length *= Math.Exp(-angle * b.Im);
                phase += b.Im * Math.Log(modulus);
            }
            result = (length * Math.Cos(phase), length * Math.Sin(phase));
        }
        return double.IsFinite(result.Re) && double.IsFinite(result.Im) ? Make(result) : null;
    }

    private static (double Re, double Im) IntegerPower((double Re, double Im) value, int power)
    {
        (double Re, double Im) result = (1, 0);
        for (; power > 0; power >>= 1)
        {
            if ((power & 1) != 0)
                result = Multiply(result, value);
            value = Multiply(value, value);
        }
        return result;
    }
}
