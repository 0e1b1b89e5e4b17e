// The functions of cmath. Formulas are W. Kahan's ("Branch cuts for complex elementary functions"), arranged as CPython does so that results agree to the last bit; arguments near the limits of double
// are scaled first. See docs/internals/math.md.
using Vivarium.Stdlib.Mathematics;
using M = System.Math;

namespace Vivarium.Stdlib.Cmath;

internal enum ComplexError
{
    None,
    Domain,
    Range,
}

internal static class ComplexMath
{
    private const double LargestQuarter = double.MaxValue / 4.0;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double Ln2 = 0.6931471805599453;
    private const double Ln10 = 2.302585092994046;
    private const int MantissaBits = 53;
    private const int ScaleUp = 53;
    private const int ScaleDown = -27;

    private static readonly double s_sqrtLarge = M.Sqrt(LargestQuarter);
    private static readonly double s_logLarge = M.Log(LargestQuarter);
    private static readonly double s_sqrtSmallest = M.Sqrt(SmallestNormal);

    private static bool IsFinite(ComplexValue z) => double.IsFinite(z.Real) && double.IsFinite(z.Imag);

    private static bool IsLarge(ComplexValue z) => M.Abs(z.Real) > LargestQuarter || M.Abs(z.Imag) > LargestQuarter;

    private static double LogOfLarge(ComplexValue z) => M.Log(NativeMath.Hypot(z.Real / 2.0, z.Imag / 2.0)) + Ln2 * 2.0;

    /// <summary>i*z and -i*z, by which the circular functions are the hyperbolic ones.</summary>
    private static ComplexValue Turned(ComplexValue z) => new(-z.Imag, z.Real);

    private static ComplexValue TurnedBack(ComplexValue z) => new(z.Imag, -z.Real);

    // ---- inverse functions --------------------------------------------------------------------------------------------------------------------

    public static ComplexValue Acos(ComplexValue z)
    {
        if (!IsFinite(z))
            return SpecialValues.Find(SpecialValues.Acos, z);
        if (IsLarge(z))
        {
            double size = LogOfLarge(z);
            return new(M.Atan2(M.Abs(z.Imag), z.Real), z.Real < 0.0 ? -M.CopySign(size, z.Imag) : M.CopySign(size, -z.Imag));
        }
        ComplexValue a = Sqrt(new(1.0 - z.Real, -z.Imag));
        ComplexValue b = Sqrt(new(1.0 + z.Real, z.Imag));
        return new(2.0 * M.Atan2(a.Real, b.Real), M.Asinh(b.Real * a.Imag - b.Imag * a.Real));
    }

    public static ComplexValue Acosh(ComplexValue z)
    {
        if (!IsFinite(z))
            return SpecialValues.Find(SpecialValues.Acosh, z);
        if (IsLarge(z))
            return new(LogOfLarge(z), M.Atan2(z.Imag, z.Real));
        ComplexValue a = Sqrt(new(z.Real - 1.0, z.Imag));
        ComplexValue b = Sqrt(new(z.Real + 1.0, z.Imag));
        return new(M.Asinh(a.Real * b.Real + a.Imag * b.Imag), 2.0 * M.Atan2(a.Imag, b.Real));
    }

    public static ComplexValue Asin(ComplexValue z) => TurnedBack(Asinh(Turned(z)));

    public static ComplexValue Asinh(ComplexValue z)
    {
        if (!IsFinite(z))
            return SpecialValues.Find(SpecialValues.Asinh, z);
        if (IsLarge(z))
        {
            double size = LogOfLarge(z);
            return new(double.IsNegative(z.Imag) ? -M.CopySign(size, -z.Real) : M.CopySign(size, z.Real), M.Atan2(z.Imag, M.Abs(z.Real)));
        }
        ComplexValue a = Sqrt(new(1.0 + z.Imag, -z.Real));
        ComplexValue b = Sqrt(new(1.0 - z.Imag, z.Real));
        return new(M.Asinh(a.Real * b.Imag - b.Real * a.Imag), M.Atan2(z.Imag, a.Real * b.Real - a.Imag * b.Imag));
    }

    public static ComplexValue Atan(ComplexValue z, ref ComplexError error) => TurnedBack(Atanh(Turned(z), ref error));

    public static ComplexValue Atanh(ComplexValue z, ref ComplexError error)
    {
        if (!IsFinite(z))
            return SpecialValues.Find(SpecialValues.Atanh, z);
        if (double.IsNegative(z.Real))
        {
            ComplexValue mirrored = Atanh(new(-z.Real, -z.Imag), ref error);
            return new(-mirrored.Real, -mirrored.Imag);
        }
        double y = M.Abs(z.Imag);
        if (z.Real > s_sqrtLarge || y > s_sqrtLarge)
        {
            double h = NativeMath.Hypot(z.Real / 2.0, z.Imag / 2.0);
            return new(z.Real / 4.0 / h / h, -M.CopySign(M.PI / 2.0, -z.Imag));
        }
        if (z.Real == 1.0 && y < s_sqrtSmallest)
        {
            if (y != 0.0)
                return new(-M.Log(M.Sqrt(y) / M.Sqrt(NativeMath.Hypot(y, 2.0))), M.CopySign(M.Atan2(2.0, -y) / 2.0, z.Imag));
            error = ComplexError.Domain;
            return new(double.PositiveInfinity, z.Imag);
        }
        double real = NativeMath.Log1p(4.0 * z.Real / ((1.0 - z.Real) * (1.0 - z.Real) + y * y)) / 4.0;
        return new(real, -M.Atan2(-2.0 * z.Imag, (1.0 - z.Real) * (1.0 + z.Real) - y * y) / 2.0);
    }

    // ---- circular and hyperbolic functions ----------------------------------------------------------------------------------------------------

    public static ComplexValue Cos(ComplexValue z, ref ComplexError error) => Cosh(Turned(z), ref error);

    public static ComplexValue Cosh(ComplexValue z, ref ComplexError error)
    {
        if (!IsFinite(z))
        {
            if (double.IsInfinity(z.Imag) && !double.IsNaN(z.Real))
                error = ComplexError.Domain;
            return SpinsInfinity(z)
                ? new(M.CopySign(double.PositiveInfinity, M.Cos(z.Imag)), M.CopySign(double.PositiveInfinity, M.Sin(z.Imag)) * M.Sign(z.Real))
                : SpecialValues.Find(SpecialValues.Cosh, z);
        }
        if (M.Abs(z.Real) <= s_logLarge)
            return Ranged(new(M.Cos(z.Imag) * M.Cosh(z.Real), M.Sin(z.Imag) * M.Sinh(z.Real)), ref error);
        double nearer = z.Real - M.CopySign(1.0, z.Real);
        return Ranged(new(M.Cos(z.Imag) * M.Cosh(nearer) * M.E, M.Sin(z.Imag) * M.Sinh(nearer) * M.E), ref error);
    }

    public static ComplexValue Sin(ComplexValue z, ref ComplexError error) => TurnedBack(Sinh(Turned(z), ref error));

    public static ComplexValue Sinh(ComplexValue z, ref ComplexError error)
    {
        if (!IsFinite(z))
        {
            if (double.IsInfinity(z.Imag) && !double.IsNaN(z.Real))
                error = ComplexError.Domain;
            return SpinsInfinity(z)
                ? new(M.CopySign(double.PositiveInfinity, M.Cos(z.Imag)) * M.Sign(z.Real), M.CopySign(double.PositiveInfinity, M.Sin(z.Imag)))
                : SpecialValues.Find(SpecialValues.Sinh, z);
        }
        if (M.Abs(z.Real) <= s_logLarge)
            return Ranged(new(M.Cos(z.Imag) * M.Sinh(z.Real), M.Sin(z.Imag) * M.Cosh(z.Real)), ref error);
        double nearer = z.Real - M.CopySign(1.0, z.Real);
        return Ranged(new(M.Cos(z.Imag) * M.Sinh(nearer) * M.E, M.Sin(z.Imag) * M.Cosh(nearer) * M.E), ref error);
    }

    public static ComplexValue Tan(ComplexValue z, ref ComplexError error) => TurnedBack(Tanh(Turned(z), ref error));

    public static ComplexValue Tanh(ComplexValue z, ref ComplexError error)
    {
        if (!IsFinite(z))
        {
            if (double.IsInfinity(z.Imag) && double.IsFinite(z.Real))
                error = ComplexError.Domain;
            return SpinsInfinity(z)
                ? new(M.CopySign(1.0, z.Real), M.CopySign(0.0, 2.0 * M.Sin(z.Imag) * M.Cos(z.Imag)))
                : SpecialValues.Find(SpecialValues.Tanh, z);
        }
        if (M.Abs(z.Real) > s_logLarge)
            return new(M.CopySign(1.0, z.Real), 4.0 * M.Sin(z.Imag) * M.Cos(z.Imag) * M.Exp(-2.0 * M.Abs(z.Real)));
        double tx = M.Tanh(z.Real);
        double ty = M.Tan(z.Imag);
        double reciprocal = 1.0 / M.Cosh(z.Real);
        double product = tx * ty;
        double denominator = 1.0 + product * product;
        return new(tx * (1.0 + ty * ty) / denominator, ty / denominator * reciprocal * reciprocal);
    }

    /// <summary>An infinite real part with an angle that is neither zero nor infinite: the angle decides the signs.</summary>
    private static bool SpinsInfinity(ComplexValue z) => double.IsInfinity(z.Real) && double.IsFinite(z.Imag) && z.Imag != 0.0;

    private static ComplexValue Ranged(ComplexValue result, ref ComplexError error)
    {
        if (double.IsInfinity(result.Real) || double.IsInfinity(result.Imag))
            error = ComplexError.Range;
        return result;
    }

    // ---- exponentials, logarithms, roots ------------------------------------------------------------------------------------------------------

    public static ComplexValue Exp(ComplexValue z, ref ComplexError error)
    {
        if (!IsFinite(z))
        {
            if (double.IsInfinity(z.Imag) && (double.IsFinite(z.Real) || z.Real > 0.0))
                error = ComplexError.Domain;
            double size = z.Real > 0.0 ? double.PositiveInfinity : 0.0;
            return SpinsInfinity(z) ? new(M.CopySign(size, M.Cos(z.Imag)), M.CopySign(size, M.Sin(z.Imag))) : SpecialValues.Find(SpecialValues.Exp, z);
        }
        bool large = z.Real > s_logLarge;
        double length = M.Exp(large ? z.Real - 1.0 : z.Real);
        return Ranged(large
            ? new(length * M.Cos(z.Imag) * M.E, length * M.Sin(z.Imag) * M.E)
            : new(length * M.Cos(z.Imag), length * M.Sin(z.Imag)), ref error);
    }

    public static ComplexValue Log(ComplexValue z, ref ComplexError error)
    {
        if (!IsFinite(z))
            return SpecialValues.Find(SpecialValues.Log, z);
        double x = M.Abs(z.Real);
        double y = M.Abs(z.Imag);
        double real;
        if (x > LargestQuarter || y > LargestQuarter)
        {
            real = M.Log(NativeMath.Hypot(x / 2.0, y / 2.0)) + Ln2;
        }
        else if (x < SmallestNormal && y < SmallestNormal)
        {
            if (x == 0.0 && y == 0.0)
            {
                error = ComplexError.Domain;
                real = double.NegativeInfinity;
            }
            else
            {
                real = M.Log(NativeMath.Hypot(M.ScaleB(x, MantissaBits), M.ScaleB(y, MantissaBits))) - MantissaBits * Ln2;
            }
        }
        else
        {
            // Near the unit circle log() alone would lose most digits.
            const double UnitFrom = 0.71;
            const double UnitTo = 1.73;
            double h = NativeMath.Hypot(x, y);
            double larger = M.Max(x, y);
            double smaller = M.Min(x, y);
            real = h is >= UnitFrom and <= UnitTo ? NativeMath.Log1p((larger - 1.0) * (larger + 1.0) + smaller * smaller) / 2.0 : M.Log(h);
        }
        return new(real, M.Atan2(z.Imag, z.Real));
    }

    public static ComplexValue Log10(ComplexValue z, ref ComplexError error)
    {
        ComplexValue log = Log(z, ref error);
        return new(log.Real / Ln10, log.Imag / Ln10);
    }

    public static ComplexValue Sqrt(ComplexValue z)
    {
        if (!IsFinite(z))
            return SpecialValues.Find(SpecialValues.Sqrt, z);
        if (z.Real == 0.0 && z.Imag == 0.0)
            return new(0.0, z.Imag);
        double x = M.Abs(z.Real);
        double y = M.Abs(z.Imag);
        double size;
        if (x < SmallestNormal && y < SmallestNormal)
        {
            x = M.ScaleB(x, ScaleUp);
            size = M.ScaleB(M.Sqrt(x + NativeMath.Hypot(x, M.ScaleB(y, ScaleUp))), ScaleDown);
        }
        else
        {
            x /= 8.0;
            size = 2.0 * M.Sqrt(x + NativeMath.Hypot(x, y / 8.0));
        }
        double other = y / (2.0 * size);
        return z.Real >= 0.0 ? new(size, M.CopySign(other, z.Imag)) : new(other, M.CopySign(size, z.Imag));
    }

    // ---- polar coordinates --------------------------------------------------------------------------------------------------------------------

    public static ComplexValue FromPolar(double r, double phi, ref ComplexError error)
    {
        if (!double.IsFinite(r) || !double.IsFinite(phi))
        {
            if (r != 0.0 && !double.IsNaN(r) && double.IsInfinity(phi))
                error = ComplexError.Domain;
            return double.IsInfinity(r) && double.IsFinite(phi) && phi != 0.0
                ? new(M.CopySign(double.PositiveInfinity, M.Cos(phi)) * M.Sign(r), M.CopySign(double.PositiveInfinity, M.Sin(phi)) * M.Sign(r))
                : SpecialValues.Find(SpecialValues.Rect, new(r, phi));
        }
        return phi == 0.0 ? new(r, r * phi) : new(r * M.Cos(phi), r * M.Sin(phi));
    }

    /// <summary>The distance from zero, for which an infinite part counts more than a NaN.</summary>
    public static double Modulus(ComplexValue z, ref ComplexError error)
    {
        if (!IsFinite(z))
            return double.IsInfinity(z.Real) || double.IsInfinity(z.Imag) ? double.PositiveInfinity : BitConverter.Int64BitsToDouble(0x7FF8000000000000);
        double result = NativeMath.Hypot(z.Real, z.Imag);
        if (!double.IsFinite(result))
            error = ComplexError.Range;
        return result;
    }
}
