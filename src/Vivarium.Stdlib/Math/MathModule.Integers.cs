// math on whole numbers: rounding to ints, logarithms of ints of any size, factorials, combinations, divisors. See docs/internals/math.md.
using System.Numerics;
using M = System.Math;

namespace Vivarium.Stdlib.Mathematics;

internal static unsafe partial class MathModule
{
    // ---- rounding -----------------------------------------------------------------------------------------------------------------------------

    /// <summary>The special method's result, or null: with missing set when the type has none.</summary>
    private static PyObject* Special(ThreadState* ts, PyObject* x, PyObject* name, out bool missing)
    {
        PyObject* method = PyType.LookupSpecial(ts, x, name);
        missing = method == null && !Err.Occurred(ts);
        if (method == null)
            return null;
        PyObject* result = Call.NoArgs(ts, method);
        Ref.Dec(ts, method);
        return result;
    }

    [PyFunction("($module, x, /)", Doc = "The smallest whole number that is not less than x.")]
    private static PyObject* ceil(ThreadState* ts, PyObject* module, PyObject* x)
    {
        if (PyFloat.CheckExact(x))
            return PyLong.FromDouble(ts, M.Ceiling(PyFloat.Value(x)));
        if (PyLong.CheckExact(x))
            return Ref.New(x);
        PyObject* result = Special(ts, x, Id.__ceil__, out bool missing);
        if (!missing)
            return result;
        double value = PyFloat.AsDouble(ts, x);
        return value == -1.0 && Err.Occurred(ts) ? null : PyLong.FromDouble(ts, M.Ceiling(value));
    }

    [PyFunction("($module, x, /)", Doc = "The largest whole number that is not greater than x.")]
    private static PyObject* floor(ThreadState* ts, PyObject* module, PyObject* x)
    {
        if (PyFloat.CheckExact(x))
            return PyLong.FromDouble(ts, M.Floor(PyFloat.Value(x)));
        if (PyLong.CheckExact(x))
            return Ref.New(x);
        PyObject* result = Special(ts, x, Id.__floor__, out bool missing);
        if (!missing)
            return result;
        double value = PyFloat.AsDouble(ts, x);
        return value == -1.0 && Err.Occurred(ts) ? null : PyLong.FromDouble(ts, M.Floor(value));
    }

    [PyFunction("($module, x, /)", Doc = "The whole number next to x on the side of zero, by x.__trunc__().")]
    private static PyObject* trunc(ThreadState* ts, PyObject* module, PyObject* x)
    {
        if (PyFloat.CheckExact(x))
            return PyLong.FromDouble(ts, PyFloat.Value(x));
        if (PyLong.CheckExact(x))
            return Ref.New(x);
        PyObject* result = Special(ts, x, Id.__trunc__, out bool missing);
        return missing ? Err.Type(ts, $"type {DeclaredText.ToString(x->ob_type->tp_name)} doesn't define __trunc__ method") : result;
    }

    // ---- logarithms ---------------------------------------------------------------------------------------------------------------------------

    private const string Positive = "expected a positive input";

    private static double Logarithm(int kind, double x) => kind == 2 ? M.Log2(x) : kind == 10 ? M.Log10(x) : M.Log(x);

    /// <summary>Logarithm to base e (0), 2 or 10 of a float or an int of any size.</summary>
    private static double LogarithmOf(ThreadState* ts, PyObject* o, int kind)
    {
        double x;
        if (PyLong.Check(o))
        {
            if (PyLong.Sign(o) <= 0)
            {
                Err.Value(ts, Positive);
                return -1.0;
            }
            x = PyLong.Nearest(o);
            if (!double.IsInfinity(x))
                return Logarithm(kind, x);
            nint exponent;
            x = PyLong.Frexp(o, &exponent);
            return Logarithm(kind, x) + Logarithm(kind, 2.0) * exponent;
        }
        x = PyFloat.AsDouble(ts, o);
        if (x == -1.0 && Err.Occurred(ts))
            return -1.0;
        return x <= 0.0 ? Domain(ts, Positive, x) : Logarithm(kind, x);
    }

    [PyFunction(NoKeywords = true, Doc = "log(x, [base=math.e])\nThe logarithm of x to the given base; the natural logarithm without one.")]
    private static PyObject* log(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (!ArgumentParsing.CheckPositional(ts, "log", nargs, 1, 2))
            return null;
        double x = LogarithmOf(ts, args[0], 0);
        if (x == -1.0 && Err.Occurred(ts))
            return null;
        if (nargs == 1)
            return PyFloat.FromDouble(ts, x);
        double b = LogarithmOf(ts, args[1], 0);
        if (b == -1.0 && Err.Occurred(ts))
            return null;
        return b == 0.0 ? Err.ZeroDivision(ts, "division by zero") : PyFloat.FromDouble(ts, x / b);
    }

    [PyFunction("($module, x, /)", Doc = "Logarithm of x to base 10.")]
    private static double log10(ThreadState* ts, PyObject* module, PyObject* x) => LogarithmOf(ts, x, 10);

    [PyFunction("($module, x, /)", Doc = "Logarithm of x to base 2.")]
    private static double log2(ThreadState* ts, PyObject* module, PyObject* x) => LogarithmOf(ts, x, 2);

    [PyFunction("($module, x, /)", Doc = "Natural logarithm of 1 + x, without the loss of digits for small x.")]
    private static double log1p(ThreadState* ts, PyObject* module, double x) => Checked(ts, x, NativeMath.Log1p(x), "expected argument value > -1");

    // ---- divisors and roots -------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, /, *integers)", NoKeywords = true, Doc = "Greatest common divisor.")]
    private static PyObject* gcd(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) => Fold(ts, args, nargs, 0, &PyLong.Gcd);

    [PyFunction("($module, /, *integers)", NoKeywords = true, Doc = "Least common multiple.")]
    private static PyObject* lcm(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) => Fold(ts, args, nargs, 1, &LcmOf);

    private static PyObject* Fold(ThreadState* ts, PyObject** args, nint nargs, int start, delegate*<ThreadState*, PyObject*, PyObject*, PyObject*> combine)
    {
        PyObject* result = PyLong.SmallInt(start);
        for (nint i = 0; i < nargs && result != null; i++)
        {
            PyObject* item = Num.Index(ts, args[i]);
            PyObject* next = item == null ? null : combine(ts, result, item);
            Ref.XDec(ts, item);
            Ref.Dec(ts, result);
            result = next;
        }
        return result;
    }

    private static PyObject* LcmOf(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (PyLong.IsZero(a) || PyLong.IsZero(b))
            return PyLong.SmallInt(0);
        using Owned<PyObject> divisor = Own.Of(ts, PyLong.Gcd(ts, a, b));
        using Owned<PyObject> part = Own.Of(ts, divisor.IsNull ? null : PyLong.FloorDivide(ts, a, divisor.Pointer));
        using Owned<PyObject> product = Own.Of(ts, part.IsNull ? null : PyLong.Multiply(ts, part.Pointer, b));
        return product.IsNull ? null : PyLong.Absolute(ts, product.Pointer);
    }

    [PyFunction("($module, n, /)", Doc = "The largest whole number whose square is not greater than n.")]
    private static PyObject* isqrt(ThreadState* ts, PyObject* module, PyObject* n)
    {
        using Owned<PyObject> index = Own.Of(ts, Num.Index(ts, n));
        if (index.IsNull)
            return null;
        return PyLong.IsNegative(index.Pointer) ? Err.Value(ts, "isqrt() argument must be nonnegative") : PyLong.SquareRoot(ts, index.Pointer);
    }

    // ---- counting -----------------------------------------------------------------------------------------------------------------------------

    [PyFunction("($module, n, /)", Doc = "n!, the product of the whole numbers from 1 to n.")]
    private static PyObject* factorial(ThreadState* ts, PyObject* module, PyObject* n)
    {
        using Owned<PyObject> index = Own.Of(ts, Num.Index(ts, n));
        if (index.IsNull)
            return null;
        if (PyLong.IsNegative(index.Pointer))
            return Err.Value(ts, "factorial() not defined for negative values");
        long value;
        if (!PyLong.TryGetInt64(index.Pointer, &value))
            return Err.Overflow(ts, $"factorial() argument should not exceed {long.MaxValue}");
        long last = value;
        return Large(ts, () => Product(1, last));
    }

    private static PyObject* Large(ThreadState* ts, Func<BigInteger> work)
    {
        BigInteger value;
        try
        {
            value = work();
        }
        catch (Exception e) when (e is OutOfMemoryException or OverflowException)
        {
            return Err.NoMemory(ts);
        }
        return PyLong.FromBigInteger(ts, value);
    }

    /// <summary>first · (first + 1) · … so many factors, multiplied in halves so that both factors of each product have about the same size.</summary>
    private static BigInteger Product(BigInteger first, long count)
    {
        if (count <= 0)
            return BigInteger.One;
        if (count <= 16)
        {
            BigInteger result = first;
            for (long i = 1; i < count; i++)
                result *= first + i;
            return result;
        }
        long half = count / 2;
        return Product(first, half) * Product(first + half, count - half);
    }

    [PyFunction("($module, n, k=None, /)", Doc = "Ways to choose k of n things in order, without repetition: n! / (n - k)!, or n! when k is None.")]
    private static PyObject* perm(ThreadState* ts, PyObject* module, PyObject* n, PyObject* k)
    {
        if (k == Py.None)
            return factorial(ts, module, n);
        if (!Arguments(ts, n, k, out BigInteger count, out BigInteger chosen))
            return null;
        if (chosen > count)
            return PyLong.SmallInt(0);
        if (chosen > long.MaxValue)
            return Err.Overflow(ts, $"k must not exceed {long.MaxValue}");
        return Large(ts, () => Product(count - chosen + 1, (long)chosen));
    }

    [PyFunction("($module, n, k, /)", Doc = "Ways to choose k of n things without order or repetition: n! / (k! * (n - k)!), 0 when k is greater than n.")]
    private static PyObject* comb(ThreadState* ts, PyObject* module, PyObject* n, PyObject* k)
    {
        if (!Arguments(ts, n, k, out BigInteger count, out BigInteger chosen))
            return null;
        if (chosen > count)
            return PyLong.SmallInt(0);
        BigInteger fewer = BigInteger.Min(chosen, count - chosen);
        if (fewer > long.MaxValue)
            return Err.Overflow(ts, $"min(n - k, k) must not exceed {long.MaxValue}");
        if (count <= 62)
            return PyLong.FromUInt64(ts, SmallCombinations((ulong)count, (ulong)fewer));
        return Large(ts, () => Product(count - fewer + 1, (long)fewer) / Product(1, (long)fewer));
    }

    private static ulong SmallCombinations(ulong n, ulong k)
    {
        UInt128 result = 1;
        for (ulong i = 0; i < k; i++)
            result = result * (n - i) / (i + 1);
        return (ulong)result;
    }

    private static bool Arguments(ThreadState* ts, PyObject* n, PyObject* k, out BigInteger count, out BigInteger chosen)
    {
        count = default;
        chosen = default;
        using Owned<PyObject> first = Own.Of(ts, Num.Index(ts, n));
        using Owned<PyObject> second = Own.Of(ts, first.IsNull ? null : Num.Index(ts, k));
        if (second.IsNull)
            return false;
        if (PyLong.IsNegative(first.Pointer) || PyLong.IsNegative(second.Pointer))
        {
            Err.Value(ts, PyLong.IsNegative(first.Pointer) ? "n must be a non-negative integer" : "k must be a non-negative integer");
            return false;
        }
        count = PyLong.ToBigInteger(first.Pointer);
        chosen = PyLong.ToBigInteger(second.Pointer);
        return true;
    }
}
