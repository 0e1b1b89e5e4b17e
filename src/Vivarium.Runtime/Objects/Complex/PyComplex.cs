// complex objects: creation, conversion, text, and the arithmetic on pairs of doubles, with the results for infinities that C's Annex G gives.
// See docs/internals/float.md.
using Vivarium.Heap;
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

/// <summary>Real and imaginary part.</summary>
internal record struct ComplexValue(double Real, double Imag);

internal static unsafe partial class PyComplex
{
    public static bool CheckExact(PyObject* o) => o->ob_type == ComplexType.Type;

    public static bool Check(PyObject* o) => o->ob_type == ComplexType.Type || PyType.IsSubtype(o->ob_type, ComplexType.Type);

    public static ComplexValue Value(PyObject* o) => new(((PyComplexObject*)o)->real, ((PyComplexObject*)o)->imag);

    public static PyObject* FromValue(ThreadState* ts, ComplexValue value) => FromDoubles(ts, value.Real, value.Imag);

    public static PyObject* FromDoubles(ThreadState* ts, double real, double imag)
    {
        PyComplexObject* o = (PyComplexObject*)ObjectDomain.Malloc(ts->interp->heap, (nuint)sizeof(PyComplexObject));
        if (o == null)
            return Err.NoMemory(ts);
        o->ob_base.ob_refcnt = 1;
        o->ob_base.ob_overflow = 0;
        o->ob_base.ob_flags = 0;
        o->ob_base.ob_type = ComplexType.Type;
        o->real = real;
        o->imag = imag;
        return (PyObject*)o;
    }

    public static PyObject* OfType(ThreadState* ts, PyTypeObject* type, ComplexValue value)
    {
        if (type == ComplexType.Type)
            return FromValue(ts, value);
        PyObject* o = TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (o == null)
            return null;
        ((PyComplexObject*)o)->real = value.Real;
        ((PyComplexObject*)o)->imag = value.Imag;
        return o;
    }

    /// <summary>A complex, what __complex__ gives, or a real number; TypeError otherwise.</summary>
    public static Status AsValue(ThreadState* ts, PyObject* o, out ComplexValue value)
    {
        value = default;
        if (Check(o))
        {
            value = Value(o);
            return Status.Ok;
        }
        Lookup special = TrySpecial(ts, o, out value);
        if (special != Lookup.Missing)
            return special == Lookup.Found ? Status.Ok : Status.Error;
        double real = PyFloat.AsDouble(ts, o);
        value = new ComplexValue(real, 0.0);
        return real == -1.0 && Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    /// <summary>What __complex__ of the object's type gives; exact complexes are taken as they are.</summary>
    public static Lookup TrySpecial(ThreadState* ts, PyObject* o, out ComplexValue value)
    {
        value = default;
        if (CheckExact(o))
        {
            value = Value(o);
            return Lookup.Found;
        }
        PyObject* method = PyType.LookupSpecial(ts, o, Id.__complex__);
        if (method == null)
            return Err.Occurred(ts) ? Lookup.Error : Lookup.Missing;
        PyObject* result = Call.NoArgs(ts, method);
        Ref.Dec(ts, method);
        if (result == null)
            return Lookup.Error;
        using Owned<PyObject> owner = Own.Of(ts, result);
        string name = DeclaredText.ToString(result->ob_type->tp_name);
        if (!Check(result))
        {
            Err.Type(ts, $"__complex__ returned non-complex (type {name})");
            return Lookup.Error;
        }
        if (!CheckExact(result) && Err.Warn(ts, Exc.DeprecationWarning, $"__complex__ returned non-complex (type {name}).  The ability to return an instance of a strict " +
            "subclass of complex is deprecated, and may be removed in a future version of Python.", 1) < 0)
            return Lookup.Error;
        value = Value(result);
        return Lookup.Found;
    }

    /// <summary>OverflowError with the error number of C's math functions.</summary>
    public static PyObject* RangeError(ThreadState* ts)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, "Numerical result out of range"));
        using Owned<PyObject> args = Own.Of(ts, text.IsNull ? null : PyTuple.Pack(ts, PyLong.SmallInt(34), text.Pointer));
        return args.IsNull ? null : Err.SetObject(ts, Exc.OverflowError, args.Pointer);
    }

    // ---- text ---------------------------------------------------------------------------------------------------------------------------------

    public static PyObject* Repr(ThreadState* ts, PyObject* o)
    {
        ComplexValue value = Value(o);
        var text = new AsciiBuffer(stackalloc byte[80]);
        bool imaginary = value.Real == 0.0 && !FloatBits.IsNegative(value.Real);
        if (!imaginary)
        {
            text.Append('(');
            FloatText.Write(value.Real, 'r', 0, false, false, ref text);
            if (!FloatBits.IsNegative(value.Imag) || double.IsNaN(value.Imag))
                text.Append('+');
        }
        FloatText.Write(value.Imag, 'r', 0, false, false, ref text);
        text.Append(imaginary ? "j"u8 : "j)"u8);
        PyObject* result = PyUnicode.FromAscii(ts, text.Text);
        text.Dispose();
        return result;
    }

    /// <summary>complex(text) for a str.</summary>
    public static PyObject* FromString(ThreadState* ts, PyTypeObject* type, PyObject* o)
    {
        var ascii = new AsciiBuffer(stackalloc byte[64]);
        NumberText.ToAscii(o, ref ascii);
        bool valid = TryParseWithUnderscores(NumberText.Trim(ascii.Text), out ComplexValue value);
        ascii.Dispose();
        return valid ? OfType(ts, type, value) : Err.Value(ts, "complex() arg is a malformed string");
    }

    private static bool TryParseWithUnderscores(ReadOnlySpan<byte> text, out ComplexValue value)
    {
        if (!text.Contains((byte)'_'))
            return TryParse(text, out value);
        var plain = new AsciiBuffer(stackalloc byte[64]);
        bool valid = true;
        for (int i = 0; valid && i < text.Length; i++)
        {
            if (text[i] == '_')
                valid = i > 0 && i + 1 < text.Length && char.IsAsciiDigit((char)text[i - 1]) && char.IsAsciiDigit((char)text[i + 1]);
            else
                plain.Append(text[i]);
        }
        valid &= TryParse(plain.Text, out value);
        plain.Dispose();
        return valid;
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out ComplexValue value)
    {
        value = default;
        if (text.Length > 1 && text[0] == '(' && text[^1] == ')')
            text = NumberText.Trim(text[1..^1]);
        if (text.Length == 0)
            return false;
        bool imaginary = (text[^1] | 0x20) == 'j';
        if (!imaginary)
        {
            bool real = PyFloat.TryParse(text, out double alone);
            value = new ComplexValue(alone, 0.0);
            return real;
        }
        text = text[..^1];
        // The first number, if it is not the imaginary part itself.
        int length = PyFloat.ParsePrefix(text, out double first);
        if (length == text.Length && length > 0)
        {
            value = new ComplexValue(0.0, first);
            return true;
        }
        ReadOnlySpan<byte> rest = text[length..];
        double second;
        if (rest.Length == 0 || (rest.Length == 1 && rest[0] is (byte)'+' or (byte)'-'))
            second = rest.Length == 1 && rest[0] == '-' ? -1.0 : 1.0;
        else if (rest[0] is not ((byte)'+' or (byte)'-') || !PyFloat.TryParse(rest, out second))
            return false;
        value = new ComplexValue(length == 0 ? 0.0 : first, second);
        return length > 0 || rest.Length <= 1;
    }

    // ---- arithmetic ---------------------------------------------------------------------------------------------------------------------------

    public static ComplexValue Multiply(ComplexValue a, ComplexValue b)
    {
        double real = a.Real * b.Real - a.Imag * b.Imag;
        double imag = a.Real * b.Imag + a.Imag * b.Real;
        return double.IsNaN(real) && double.IsNaN(imag) ? MultiplyInfinite(a, b, real, imag) : new ComplexValue(real, imag);
    }

    private static double Unit(double x) => Math.CopySign(double.IsInfinity(x) ? 1.0 : 0.0, x);

    private static double NoNaN(double x) => double.IsNaN(x) ? Math.CopySign(0.0, x) : x;

    private static bool IsInfinite(ComplexValue z) => double.IsInfinity(z.Real) || double.IsInfinity(z.Imag);

    private static bool IsFinite(ComplexValue z) => double.IsFinite(z.Real) && double.IsFinite(z.Imag);

    /// <summary>Both parts came out as NaN: with an infinite factor, or an infinite partial product, the product is infinite.</summary>
    private static ComplexValue MultiplyInfinite(ComplexValue a, ComplexValue b, double real, double imag)
    {
        bool infinite = false;
        if (IsInfinite(a))
        {
            a = new ComplexValue(Unit(a.Real), Unit(a.Imag));
            b = new ComplexValue(NoNaN(b.Real), NoNaN(b.Imag));
            infinite = true;
        }
        if (IsInfinite(b))
        {
            b = new ComplexValue(Unit(b.Real), Unit(b.Imag));
            a = new ComplexValue(NoNaN(a.Real), NoNaN(a.Imag));
            infinite = true;
        }
        if (!infinite && (double.IsInfinity(a.Real * b.Real) || double.IsInfinity(a.Imag * b.Imag) || double.IsInfinity(a.Real * b.Imag) || double.IsInfinity(a.Imag * b.Real)))
        {
            a = new ComplexValue(NoNaN(a.Real), NoNaN(a.Imag));
            b = new ComplexValue(NoNaN(b.Real), NoNaN(b.Imag));
            infinite = true;
        }
        return !infinite
            ? new ComplexValue(real, imag)
            : new ComplexValue(double.PositiveInfinity * (a.Real * b.Real - a.Imag * b.Imag), double.PositiveInfinity * (a.Real * b.Imag + a.Imag * b.Real));
    }

    /// <summary>Quotient by scaling with the larger part of the divisor; false for division by zero.</summary>
    public static bool TryDivide(ComplexValue a, ComplexValue b, out ComplexValue result)
    {
        result = new ComplexValue(double.NaN, double.NaN);
        if (b is { Real: 0.0, Imag: 0.0 })
            return false;
        double absReal = Math.Abs(b.Real);
        double absImag = Math.Abs(b.Imag);
        if (absReal >= absImag)
        {
            double ratio = b.Imag / b.Real;
            double denominator = b.Real + b.Imag * ratio;
            result = new ComplexValue((a.Real + a.Imag * ratio) / denominator, (a.Imag - a.Real * ratio) / denominator);
        }
        else if (absImag >= absReal)
        {
            double ratio = b.Real / b.Imag;
            double denominator = b.Real * ratio + b.Imag;
            result = new ComplexValue((a.Real * ratio + a.Imag) / denominator, (a.Imag * ratio - a.Real) / denominator);
        }
        if (!double.IsNaN(result.Real) || !double.IsNaN(result.Imag))
            return true;
        if (IsInfinite(a) && IsFinite(b))
        {
            double x = Unit(a.Real);
            double y = Unit(a.Imag);
            result = new ComplexValue(double.PositiveInfinity * (x * b.Real + y * b.Imag), double.PositiveInfinity * (y * b.Real - x * b.Imag));
        }
        else if (IsInfinite(b) && IsFinite(a))
        {
            double x = Unit(b.Real);
            double y = Unit(b.Imag);
            result = new ComplexValue(0.0 * (a.Real * x + a.Imag * y), 0.0 * (a.Imag * x - a.Real * y));
        }
        return true;
    }

    public static bool TryDivideReal(double a, ComplexValue b, out ComplexValue result)
    {
        result = new ComplexValue(double.NaN, double.NaN);
        if (b is { Real: 0.0, Imag: 0.0 })
            return false;
        double absReal = Math.Abs(b.Real);
        double absImag = Math.Abs(b.Imag);
        if (absReal >= absImag)
        {
            double ratio = b.Imag / b.Real;
            double denominator = b.Real + b.Imag * ratio;
            result = new ComplexValue(a / denominator, -a * ratio / denominator);
        }
        else if (absImag >= absReal)
        {
            double ratio = b.Real / b.Imag;
            double denominator = b.Real * ratio + b.Imag;
            result = new ComplexValue(a * ratio / denominator, -a / denominator);
        }
        if (double.IsNaN(result.Real) && double.IsNaN(result.Imag) && double.IsFinite(a) && IsInfinite(b))
            result = new ComplexValue(0.0 * (a * Unit(b.Real)), 0.0 * (-a * Unit(b.Imag)));
        return true;
    }

    public static PyObject* PowerObject(ThreadState* ts, double aReal, double aImag, double bReal, double bImag)
    {
        var a = new ComplexValue(aReal, aImag);
        ComplexValue result;
        if (bImag == 0.0 && bReal == Math.Floor(bReal) && Math.Abs(bReal) <= 100.0)
        {
            result = PositivePower(a, (int)Math.Abs(bReal));
            if (bReal < 0 && !TryDivide(new ComplexValue(1.0, 0.0), result, out result))
                return Err.ZeroDivision(ts, "zero to a negative or complex power");
        }
        else if (a is { Real: 0.0, Imag: 0.0 })
        {
            if (bImag != 0.0 || bReal < 0.0)
                return Err.ZeroDivision(ts, "zero to a negative or complex power");
            result = default;
        }
        else
        {
            double modulus = Hypotenuse(aReal, aImag);
            double length = Math.Pow(modulus, bReal);
            double angle = Math.Atan2(aImag, aReal);
            double phase = angle * bReal;
            if (bImag != 0.0)
            {
                length *= Math.Exp(-angle * bImag);
                phase += bImag * Math.Log(modulus);
            }
            result = new ComplexValue(length * Math.Cos(phase), length * Math.Sin(phase));
        }
        return IsInfinite(result) ? Err.Overflow(ts, "complex exponentiation") : FromValue(ts, result);
    }

    private static ComplexValue PositivePower(ComplexValue x, int n)
    {
        var result = new ComplexValue(1.0, 0.0);
        for (; n > 0; n >>= 1)
        {
            if ((n & 1) != 0)
                result = Multiply(result, x);
            x = Multiply(x, x);
        }
        return result;
    }

    public static double Hypotenuse(double x, double y) => double.Hypot(x, y);

    public static nint Hash(PyObject* o)
    {
        PyComplexObject* z = (PyComplexObject*)o;
        nuint hash = (nuint)PyFloat.Hash(o, z->real) + 1000003 * (nuint)PyFloat.Hash(o, z->imag);
        return hash == nuint.MaxValue ? -2 : (nint)hash;
    }
}
