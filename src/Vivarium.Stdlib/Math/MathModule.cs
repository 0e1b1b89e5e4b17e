// The module math: functions of floats, each with CPython's rules for what is a domain error and what a range error. See docs/internals/math.md.
using Vivarium.Runtime.Objects.Formatting;
using M = System.Math;

namespace Vivarium.Stdlib.Mathematics;

[PyModule("math", Doc = "Mathematical functions, as the C standard defines them.")]
internal static unsafe partial class MathModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        bool worked = Constant(ts, module, "pi", M.PI) && Constant(ts, module, "e", M.E) && Constant(ts, module, "tau", M.Tau)
            && Constant(ts, module, "inf", double.PositiveInfinity) && Constant(ts, module, "nan", NaN);
        return worked ? Status.Ok : Status.Error;
    }

    /// <summary>The positive quiet NaN (.NET's has the sign bit set).</summary>
    private static double NaN => BitConverter.Int64BitsToDouble(0x7FF8000000000000);

    private static bool Constant(ThreadState* ts, PyObject* module, string name, double value)
    {
        PyObject* o = PyFloat.FromDouble(ts, value);
        if (o == null)
            return false;
        Status status = PyDict.SetString(ts, ((PyModuleObject*)module)->md_dict, name, o);
        Ref.Dec(ts, o);
        return status == Status.Ok;
    }

    // ---- errors -------------------------------------------------------------------------------------------------------------------------------

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double Domain(ThreadState* ts, string expected, double given)
    {
        Err.Value(ts, $"{expected}, got {FloatText.Repr(given)}");
        return -1.0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double DomainError(ThreadState* ts)
    {
        Err.Value(ts, "math domain error");
        return -1.0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double RangeError(ThreadState* ts)
    {
        Err.Overflow(ts, "math range error");
        return -1.0;
    }

    /// <summary>A result that may only be NaN or infinite when the argument is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Checked(ThreadState* ts, double x, double result, string expected) =>
        double.IsFinite(result) || !double.IsFinite(x) && !(double.IsNaN(result) && !double.IsNaN(x)) ? result : Domain(ts, expected, x);

    /// <summary>A result that is infinite for a finite argument when it is too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Ranged(ThreadState* ts, double x, double result) =>
        double.IsInfinity(result) && double.IsFinite(x) ? RangeError(ts) : result;

    private const string Unit = "expected a number in range from -1 up to 1";
    private const string OpenUnit = "expected a number between -1 and 1";
    private const string Finite = "expected a finite input";

    // ---- trigonometric and hyperbolic ---------------------------------------------------------------------------------------------------------

    [PyFunction("($module, x, /)", Doc = "Arc cosine of x, in radians between 0 and pi.")]
    private static double acos(ThreadState* ts, PyObject* module, double x) => Checked(ts, x, M.Acos(x), Unit);

    [PyFunction("($module, x, /)", Doc = "Inverse hyperbolic cosine of x.")]
    private static double acosh(ThreadState* ts, PyObject* module, double x) => Checked(ts, x, M.Acosh(x), "expected argument value not less than 1");

    [PyFunction("($module, x, /)", Doc = "Arc sine of x, in radians between -pi/2 and pi/2.")]
    private static double asin(ThreadState* ts, PyObject* module, double x) => Checked(ts, x, M.Asin(x), Unit);

    [PyFunction("($module, x, /)", Doc = "Inverse hyperbolic sine of x.")]
    private static double asinh(ThreadState* ts, PyObject* module, double x) => M.Asinh(x);

    [PyFunction("($module, x, /)", Doc = "Arc tangent of x, in radians between -pi/2 and pi/2.")]
    private static double atan(ThreadState* ts, PyObject* module, double x) => M.Atan(x);

    [PyFunction("($module, y, x, /)", Doc = "Arc tangent of y/x in radians, in the quadrant that the signs of both say.")]
    private static double atan2(ThreadState* ts, PyObject* module, double y, double x) => M.Atan2(y, x);

    [PyFunction("($module, x, /)", Doc = "Inverse hyperbolic tangent of x.")]
    private static double atanh(ThreadState* ts, PyObject* module, double x) => Checked(ts, x, M.Atanh(x), OpenUnit);

    [PyFunction("($module, x, /)", Doc = "Cosine of x radians.")]
    private static double cos(ThreadState* ts, PyObject* module, double x) => Checked(ts, x, M.Cos(x), Finite);

    [PyFunction("($module, x, /)", Doc = "Hyperbolic cosine of x.")]
    private static double cosh(ThreadState* ts, PyObject* module, double x) => Ranged(ts, x, M.Cosh(x));

    [PyFunction("($module, x, /)", Doc = "Sine of x radians.")]
    private static double sin(ThreadState* ts, PyObject* module, double x) => Checked(ts, x, M.Sin(x), Finite);

    [PyFunction("($module, x, /)", Doc = "Hyperbolic sine of x.")]
    private static double sinh(ThreadState* ts, PyObject* module, double x) => Ranged(ts, x, M.Sinh(x));

    [PyFunction("($module, x, /)", Doc = "Tangent of x radians.")]
    private static double tan(ThreadState* ts, PyObject* module, double x) => Checked(ts, x, M.Tan(x), Finite);

    [PyFunction("($module, x, /)", Doc = "Hyperbolic tangent of x.")]
    private static double tanh(ThreadState* ts, PyObject* module, double x) => M.Tanh(x);

    [PyFunction("($module, x, /)", Doc = "The angle x of radians in degrees.")]
    private static double degrees(ThreadState* ts, PyObject* module, double x) => x * (180.0 / M.PI);

    [PyFunction("($module, x, /)", Doc = "The angle x of degrees in radians.")]
    private static double radians(ThreadState* ts, PyObject* module, double x) => x * (M.PI / 180.0);

    // ---- powers, exponentials, roots ----------------------------------------------------------------------------------------------------------

    [PyFunction("($module, x, /)", Doc = "Cube root of x.")]
    private static double cbrt(ThreadState* ts, PyObject* module, double x) => M.Cbrt(x);

    [PyFunction("($module, x, /)", Doc = "e to the power of x.")]
    private static double exp(ThreadState* ts, PyObject* module, double x) => Ranged(ts, x, M.Exp(x));

    [PyFunction("($module, x, /)", Doc = "2 to the power of x.")]
    private static double exp2(ThreadState* ts, PyObject* module, double x) => Ranged(ts, x, NativeMath.Exp2(x));

    [PyFunction("($module, x, /)", Doc = "exp(x) - 1, without the loss of digits for small x.")]
    private static double expm1(ThreadState* ts, PyObject* module, double x) => Ranged(ts, x, NativeMath.Expm1(x));

    [PyFunction("($module, x, y, /)", Doc = "x to the power of y.")]
    private static double pow(ThreadState* ts, PyObject* module, double x, double y)
    {
        double result = M.Pow(x, y);
        if (double.IsFinite(result) || !double.IsFinite(x) || !double.IsFinite(y))
            return result;
        return double.IsNaN(result) || x == 0.0 ? DomainError(ts) : RangeError(ts);
    }

    [PyFunction("($module, x, /)", Doc = "Square root of x.")]
    private static double sqrt(ThreadState* ts, PyObject* module, double x) => Checked(ts, x, M.Sqrt(x), "expected a nonnegative input");

    // ---- special functions --------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, x, /)", Doc = "Error function at x.")]
    private static double erf(ThreadState* ts, PyObject* module, double x) => NativeMath.Erf(x);

    [PyFunction("($module, x, /)", Doc = "1 - erf(x), without the loss of digits for large x.")]
    private static double erfc(ThreadState* ts, PyObject* module, double x) => NativeMath.Erfc(x);

    private const string NoPole = "expected a noninteger or positive integer";

    [PyFunction("($module, x, /)", Doc = "Gamma function at x.")]
    private static double gamma(ThreadState* ts, PyObject* module, double x)
    {
        if (double.IsNegativeInfinity(x) || (x <= 0.0 && x == M.Floor(x)))
            return Domain(ts, NoPole, x);
        return Ranged(ts, x, GammaFunction.Gamma(x));
    }

    [PyFunction("($module, x, /)", Doc = "Natural logarithm of the absolute value of the gamma function at x.")]
    private static double lgamma(ThreadState* ts, PyObject* module, double x)
    {
        if (x <= 0.0 && x == M.Floor(x) && double.IsFinite(x))
            return Domain(ts, NoPole, x);
        return Ranged(ts, x, GammaFunction.LogGamma(x));
    }

    // ---- parts and neighbours of floats -------------------------------------------------------------------------------------------------------

    [PyFunction("($module, x, y, /)", Doc = "The absolute value of x with the sign of y, that of zeros included.")]
    private static double copysign(ThreadState* ts, PyObject* module, double x, double y) => M.CopySign(x, y);

    [PyFunction("($module, x, /)", Doc = "Absolute value of x, as a float.")]
    private static double fabs(ThreadState* ts, PyObject* module, double x) => M.Abs(x);

    [PyFunction("($module, x, y, z, /)", Doc = "x * y + z with a single rounding.")]
    private static double fma(ThreadState* ts, PyObject* module, double x, double y, double z)
    {
        double result = M.FusedMultiplyAdd(x, y, z);
        if (double.IsFinite(result))
            return result;
        if (double.IsNaN(result))
        {
            if (!double.IsNaN(x) && !double.IsNaN(y) && !double.IsNaN(z))
                Err.Value(ts, "invalid operation in fma");
        }
        else if (double.IsFinite(x) && double.IsFinite(y) && double.IsFinite(z))
        {
            Err.Overflow(ts, "overflow in fma");
        }
        return result;
    }

    [PyFunction("($module, x, y, /)", Doc = "Remainder of x / y with the sign of x, exactly.")]
    private static double fmod(ThreadState* ts, PyObject* module, double x, double y)
    {
        double result = x % y;
        return double.IsNaN(result) && !double.IsNaN(x) && !double.IsNaN(y) ? DomainError(ts) : result;
    }

    [PyFunction("($module, x, y, /)", Doc = "x minus the multiple of y that is nearest to it; of two, the even one.")]
    private static double remainder(ThreadState* ts, PyObject* module, double x, double y)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y))
        {
            if (double.IsNaN(x) || double.IsNaN(y))
                return double.IsNaN(x) ? x : y;
            return double.IsInfinity(x) ? DomainError(ts) : x;
        }
        if (y == 0.0)
            return DomainError(ts);
        double divisor = M.Abs(y);
        double low = M.Abs(x) % divisor;
        double high = divisor - low;
        double result = low < high ? low : low > high ? -high : low - 2.0 * (0.5 * (M.Abs(x) - low) % divisor);
        return M.CopySign(1.0, x) * result;
    }

    [PyFunction("($module, x, /)", Doc = "The pair (m, e) with x == m * 2**e and 0.5 <= abs(m) < 1, or (0.0, 0).")]
    private static PyObject* frexp(ThreadState* ts, PyObject* module, double x)
    {
        int exponent = 0;
        if (x != 0.0 && double.IsFinite(x))
        {
            exponent = M.ILogB(x) + 1;
            x = M.ScaleB(x, -exponent);
        }
        return Pair(ts, PyFloat.FromDouble(ts, x), PyLong.FromInt64(ts, exponent));
    }

    /// <summary>Takes over both.</summary>
    private static PyObject* Pair(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyObject* pair = a == null || b == null ? null : PyTuple.Pack(ts, a, b);
        Ref.XDec(ts, a);
        Ref.XDec(ts, b);
        return pair;
    }

    [PyFunction("($module, x, i, /)", Doc = "x * 2**i; undoes frexp().")]
    private static double ldexp(ThreadState* ts, PyObject* module, double x, PyObject* i)
    {
        if (!PyLong.Check(i))
        {
            Err.Type(ts, "Expected an int as second argument to ldexp.");
            return -1.0;
        }
        if (x == 0.0 || !double.IsFinite(x))
            return x;
        long exponent;
        if (!PyLong.TryGetInt64(i, &exponent))
            exponent = PyLong.IsNegative(i) ? long.MinValue : long.MaxValue;
        double result = M.ScaleB(x, (int)M.Clamp(exponent, -100000, 100000));
        return double.IsInfinity(result) ? RangeError(ts) : result;
    }

    [PyFunction("($module, x, /)", Doc = "Fraction and whole part of x, both floats with the sign of x.")]
    private static PyObject* modf(ThreadState* ts, PyObject* module, double x)
    {
        double whole = double.IsNaN(x) ? x : M.Truncate(x);
        double fraction = double.IsNaN(x) ? x : M.CopySign(double.IsInfinity(x) ? 0.0 : x - whole, x);
        return Pair(ts, PyFloat.FromDouble(ts, fraction), PyFloat.FromDouble(ts, whole));
    }

    [PyFunction("($module, x, y, /, *, steps=None)", Doc = "The float so many steps (one by default) after x on the way to y.")]
    private static double nextafter(ThreadState* ts, PyObject* module, double x, double y, PyObject* steps)
    {
        ulong count = 1;
        if (steps != Py.None)
        {
            using Owned<PyObject> index = Own.Of(ts, Num.Index(ts, steps));
            if (index.IsNull)
                return -1.0;
            if (PyLong.IsNegative(index.Pointer))
            {
                Err.Value(ts, "steps must be a non-negative integer");
                return -1.0;
            }
            if (!PyLong.TryGetUInt64(index.Pointer, &count))
                count = ulong.MaxValue;
        }
        if (double.IsNaN(x) || count == 0)
            return x;
        if (double.IsNaN(y))
            return y;
        return x == y ? y : Walk(x, y, count);
    }

    private static double Walk(double from, double to, ulong count)
    {
        const ulong SignBit = 1UL << 63;
        ulong x = BitConverter.DoubleToUInt64Bits(from);
        ulong y = BitConverter.DoubleToUInt64Bits(to);
        ulong sizeX = x & ~SignBit;
        ulong sizeY = y & ~SignBit;
        if ((x & SignBit) != (y & SignBit))
        {
            // Through zero.
            if (sizeX + sizeY <= count)
                return to;
            return BitConverter.UInt64BitsToDouble(sizeX < count ? (y & SignBit) | count - sizeX : x - count);
        }
        ulong distance = sizeX > sizeY ? sizeX - sizeY : sizeY - sizeX;
        if (distance <= count)
            return to;
        return BitConverter.UInt64BitsToDouble(sizeX > sizeY ? x - count : x + count);
    }

    [PyFunction("($module, x, /)", Doc = "Value of the least significant bit of x.")]
    private static double ulp(ThreadState* ts, PyObject* module, double x)
    {
        x = M.Abs(x);
        if (!double.IsFinite(x))
            return x;
        double next = double.BitIncrement(x);
        return double.IsInfinity(next) ? x - double.BitDecrement(x) : next - x;
    }

    [PyFunction("($module, x, /)", Doc = "Whether x is neither infinite nor a NaN.")]
    private static bool isfinite(ThreadState* ts, PyObject* module, double x) => double.IsFinite(x);

    [PyFunction("($module, x, /)", Doc = "Whether x is infinite, with either sign.")]
    private static bool isinf(ThreadState* ts, PyObject* module, double x) => double.IsInfinity(x);

    [PyFunction("($module, x, /)", Doc = "Whether x is a NaN.")]
    private static bool isnan(ThreadState* ts, PyObject* module, double x) => double.IsNaN(x);

    [PyFunction("($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        Doc = "Whether two floats are close.\n\n  rel_tol\n    Largest difference, relative to the larger of both absolute values.\n  abs_tol\n    Largest difference, for values near zero.\n\n" +
            "NaN is close to nothing; an infinity only to itself.")]
    private static Truth isclose(ThreadState* ts, PyObject* module, double a, double b, double rel_tol, double abs_tol)
    {
        if (rel_tol < 0.0 || abs_tol < 0.0)
        {
            Err.Value(ts, "tolerances must be non-negative");
            return Truth.Error;
        }
        if (a == b)
            return Truth.True;
        if (double.IsInfinity(a) || double.IsInfinity(b))
            return Truth.False;
        double difference = M.Abs(b - a);
        bool close = difference <= M.Abs(rel_tol * b) || difference <= M.Abs(rel_tol * a) || difference <= abs_tol;
        return close ? Truth.True : Truth.False;
    }
}
