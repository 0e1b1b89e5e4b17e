// The module cmath: functions of complex numbers. See docs/internals/math.md.
using Vivarium.Stdlib.Mathematics;
using M = System.Math;

namespace Vivarium.Stdlib.Cmath;

[PyModule("cmath", Doc = "Mathematical functions of complex numbers.")]
internal static unsafe partial class CmathModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        double nan = BitConverter.Int64BitsToDouble(0x7FF8000000000000);
        bool worked = Add(ts, module, "pi", PyFloat.FromDouble(ts, M.PI)) && Add(ts, module, "e", PyFloat.FromDouble(ts, M.E))
            && Add(ts, module, "tau", PyFloat.FromDouble(ts, M.Tau)) && Add(ts, module, "inf", PyFloat.FromDouble(ts, double.PositiveInfinity))
            && Add(ts, module, "infj", PyComplex.FromDoubles(ts, 0.0, double.PositiveInfinity)) && Add(ts, module, "nan", PyFloat.FromDouble(ts, nan))
            && Add(ts, module, "nanj", PyComplex.FromDoubles(ts, 0.0, nan));
        return worked ? Status.Ok : Status.Error;
    }

    private static bool Add(ThreadState* ts, PyObject* module, string name, PyObject* value) => Modules.AddObjectSteal(ts, module, name, value) == Status.Ok;

    private static PyObject* Result(ThreadState* ts, ComplexValue value, ComplexError error = ComplexError.None) => error switch
    {
        ComplexError.None => PyComplex.FromValue(ts, value),
        ComplexError.Domain => Err.Value(ts, "math domain error"),
        _ => Err.Overflow(ts, "math range error"),
    };

    [PyFunction("($module, z, /)", Doc = "Arc cosine of z.")]
    private static PyObject* acos(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z) => Result(ts, ComplexMath.Acos(z));

    [PyFunction("($module, z, /)", Doc = "Inverse hyperbolic cosine of z.")]
    private static PyObject* acosh(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z) => Result(ts, ComplexMath.Acosh(z));

    [PyFunction("($module, z, /)", Doc = "Arc sine of z.")]
    private static PyObject* asin(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z) => Result(ts, ComplexMath.Asin(z));

    [PyFunction("($module, z, /)", Doc = "Inverse hyperbolic sine of z.")]
    private static PyObject* asinh(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z) => Result(ts, ComplexMath.Asinh(z));

    [PyFunction("($module, z, /)", Doc = "Arc tangent of z.")]
    private static PyObject* atan(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Atan(z, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "Inverse hyperbolic tangent of z.")]
    private static PyObject* atanh(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Atanh(z, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "Cosine of z.")]
    private static PyObject* cos(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Cos(z, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "Hyperbolic cosine of z.")]
    private static PyObject* cosh(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Cosh(z, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "Sine of z.")]
    private static PyObject* sin(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Sin(z, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "Hyperbolic sine of z.")]
    private static PyObject* sinh(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Sinh(z, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "Tangent of z.")]
    private static PyObject* tan(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Tan(z, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "Hyperbolic tangent of z.")]
    private static PyObject* tanh(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Tanh(z, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "e to the power of z.")]
    private static PyObject* exp(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Exp(z, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "Logarithm of z to the base 10.")]
    private static PyObject* log10(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Log10(z, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "Square root of z.")]
    private static PyObject* sqrt(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z) => Result(ts, ComplexMath.Sqrt(z));

    [PyFunction("($module, z, base=<unrepresentable>, /)", Doc = "Logarithm of z to a base, which is e unless given.")]
    private static PyObject* log(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z, PyObject* @base = null)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.Log(z, ref error);
        if (@base != null)
        {
            if (PyComplex.AsValue(ts, @base, out ComplexValue b) != Status.Ok)
                return null;
            error = ComplexError.None;
            if (!PyComplex.TryDivide(result, ComplexMath.Log(b, ref error), out result))
                error = ComplexError.Domain;
        }
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "The angle of z in polar coordinates: its argument, from -pi to pi.")]
    private static double phase(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z) => M.Atan2(z.Imag, z.Real);

    [PyFunction("($module, z, /)", Doc = "z in polar coordinates, as a pair: the distance from zero and the angle.")]
    private static PyObject* polar(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z)
    {
        ComplexError error = ComplexError.None;
        double r = ComplexMath.Modulus(z, ref error);
        if (error != ComplexError.None)
            return Result(ts, default, error);
        PyObject* length = PyFloat.FromDouble(ts, r);
        return PyTuple.PackStealOrNull(ts, length, length == null ? null : PyFloat.FromDouble(ts, M.Atan2(z.Imag, z.Real)));
    }

    [PyFunction("($module, r, phi, /)", Doc = "The complex number with these polar coordinates.")]
    private static PyObject* rect(ThreadState* ts, PyObject* module, double r, double phi)
    {
        ComplexError error = ComplexError.None;
        ComplexValue result = ComplexMath.FromPolar(r, phi, ref error);
        return Result(ts, result, error);
    }

    [PyFunction("($module, z, /)", Doc = "Whether both parts of z are finite.")]
    private static bool isfinite(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z) => double.IsFinite(z.Real) && double.IsFinite(z.Imag);

    [PyFunction("($module, z, /)", Doc = "Whether a part of z is infinite.")]
    private static bool isinf(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z) => double.IsInfinity(z.Real) || double.IsInfinity(z.Imag);

    [PyFunction("($module, z, /)", Doc = "Whether a part of z is a NaN.")]
    private static bool isnan(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue z) => double.IsNaN(z.Real) || double.IsNaN(z.Imag);

    [PyFunction("($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)",
        Doc = "Whether two complex numbers are close.\n\n  rel_tol\n    Largest distance, relative to the larger of both absolute values.\n  abs_tol\n    Largest distance, for values near zero.\n\n"
            + "NaN is close to nothing; an infinity only to itself.")]
    private static Truth isclose(ThreadState* ts, PyObject* module, [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue a,
        [Converter(nameof(PyComplex.AsValue), In = typeof(PyComplex))] ComplexValue b, double rel_tol, double abs_tol)
    {
        if (rel_tol < 0.0 || abs_tol < 0.0)
        {
            Err.Value(ts, "tolerances must be non-negative");
            return Truth.Error;
        }
        if (a.Real == b.Real && a.Imag == b.Imag)
            return Truth.True;
        if (double.IsInfinity(a.Real) || double.IsInfinity(a.Imag) || double.IsInfinity(b.Real) || double.IsInfinity(b.Imag))
            return Truth.False;
        ComplexError ignored = ComplexError.None;
        double distance = ComplexMath.Modulus(new ComplexValue(a.Real - b.Real, a.Imag - b.Imag), ref ignored);
        bool close = distance <= rel_tol * ComplexMath.Modulus(b, ref ignored) || distance <= rel_tol * ComplexMath.Modulus(a, ref ignored) || distance <= abs_tol;
        return close ? Truth.True : Truth.False;
    }
}
