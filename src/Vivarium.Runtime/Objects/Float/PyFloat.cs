// float objects: creation with a free list, conversion, comparison, hash and the arithmetic whose results Python defines itself. See docs/internals/float.md.
using Vivarium.Heap;
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyFloat
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => o->ob_type == FloatType.Type || PyType.IsSubtype(o->ob_type, FloatType.Type);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckExact(PyObject* o) => o->ob_type == FloatType.Type;

    /// <summary>Of a float or an instance of a subclass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Value(PyObject* o) => ((PyFloatObject*)o)->ob_fval;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* FromDouble(ThreadState* ts, double value)
    {
        PyFloatObject* o = (PyFloatObject*)FreeList.Pop(&ts->interp->free_lists.floats);
        if (o == null)
            return FromDoubleSlow(ts, value);
        SetHeader(&o->ob_base);
        o->ob_fval = value;
        return (PyObject*)o;
    }

    /// <summary>Makes a block from the free list a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Init(PyObject* o, double value)
    {
        *(ulong*)o = 1;
        o->ob_type = FloatType.Type;
        ((PyFloatObject*)o)->ob_fval = value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetHeader(PyObject* o)
    {
        o->ob_refcnt = 1;
        o->ob_overflow = 0;
        o->ob_flags = 0;
        o->ob_type = FloatType.Type;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PyObject* FromDoubleSlow(ThreadState* ts, double value)
    {
        PyFloatObject* o = (PyFloatObject*)ObjectDomain.Malloc(ts->interp->heap, (nuint)sizeof(PyFloatObject));
        if (o == null)
            return Err.NoMemory(ts);
        SetHeader(&o->ob_base);
        o->ob_fval = value;
        return (PyObject*)o;
    }

    public static void Dealloc(ThreadState* ts, PyObject* o)
    {
        if (o->ob_type != FloatType.Type)
            TypeSlots.Of(o->ob_type)->tp_free(ts, o);
        else if (!FreeList.Push(&ts->interp->free_lists.floats, o, FreeLists.FloatsMax))
            ObjectDomain.Free(ts->interp->heap, o);
    }

    /// <summary>The value of a float, or of __float__ or __index__; -1 with an exception.</summary>
    public static double AsDouble(ThreadState* ts, PyObject* o) => Check(o) ? Value(o) : Convert(ts, o);

    /// <summary>The same, but float subclasses' own __float__ is asked too.</summary>
    public static double Convert(ThreadState* ts, PyObject* o)
    {
        unaryfunc convert = TypeSlots.Of(o)->nb_float;
        if (convert == null)
        {
            if (TypeSlots.Of(o)->nb_index != null)
                return FromIndex(ts, o);
            Err.Type(ts, $"must be real number, not {DeclaredText.ToString(o->ob_type->tp_name)}");
            return -1.0;
        }
        if (PyLong.CheckExact(o))
            return PyLong.AsDouble(ts, o);
        PyObject* result = convert(ts, o);
        if (result == null)
            return -1.0;
        if (!CheckExact(result) && AcceptSubclass(ts, o, result) < 0)
        {
            Ref.Dec(ts, result);
            return -1.0;
        }
        double value = Value(result);
        Ref.Dec(ts, result);
        return value;
    }

    private static double FromIndex(ThreadState* ts, PyObject* o)
    {
        PyObject* index = Num.Index(ts, o);
        if (index == null)
            return -1.0;
        double value = PyLong.AsDouble(ts, index);
        Ref.Dec(ts, index);
        return value;
    }

    /// <summary>__float__ gave no exact float: an instance of a subclass is deprecated, anything else an error.</summary>
    private static Status AcceptSubclass(ThreadState* ts, PyObject* o, PyObject* result)
    {
        string from = DeclaredText.ToString(o->ob_type->tp_name);
        string to = DeclaredText.ToString(result->ob_type->tp_name);
        if (!Check(result))
            return Err.TypeStatus(ts, $"{from}.__float__ returned non-float (type {to})");
        return Err.Warn(ts, Exc.DeprecationWarning, $"{from}.__float__ returned non-float (type {to}).  The ability to return an instance of a strict subclass of float " +
            "is deprecated, and may be removed in a future version of Python.", 1);
    }

    public static string Repr(double value) => FloatText.Repr(value);

    public static PyObject* ReprObject(ThreadState* ts, PyObject* o)
    {
        var text = new AsciiBuffer(stackalloc byte[40]);
        FloatText.Write(Value(o), 'r', 0, alternate: false, addDotZero: true, ref text);
        PyObject* result = PyUnicode.FromAscii(ts, text.Text);
        text.Dispose();
        return result;
    }

    // ---- hash and comparison ------------------------------------------------------------------------------------------------------------------

    /// <summary>Equal numbers of all types have equal hashes: the value modulo 2**61 - 1. NaNs hash by identity.</summary>
    public static nint Hash(PyObject* o, double value)
    {
        if (double.IsNaN(value))
            return HashPointer(o);
        return Hash(value);
    }

    /// <summary>Hash by address, as objects without a hash of their own have it.</summary>
    public static nint HashPointer(PyObject* o)
    {
        nuint y = (nuint)o;
        nint hash = (nint)(y >> 4 | y << 60);
        return hash == -1 ? -2 : hash;
    }

    public static nint Hash(double value)
    {
        if (double.IsInfinity(value))
            return value > 0 ? 314159 : -314159;
        if (value == 0.0)
            return 0;
        const int Bits = 61;
        const ulong Modulus = (1UL << Bits) - 1;
        FloatBits.Split(value, out ulong mantissa, out int exponent);
        int shift = exponent % Bits;
        if (shift < 0)
            shift += Bits;
        ulong x = mantissa % Modulus;
        x = (x << shift & Modulus) | x >> Bits - shift;
        if (x == Modulus)
            x = 0;
        nint hash = value < 0 ? -(nint)x : (nint)x;
        return hash == -1 ? -2 : hash;
    }

    /// <summary>Compares a float with a float or int exactly; NotImplemented for other types.</summary>
    public static PyObject* RichCompare(PyObject* a, PyObject* b, int op)
    {
        double x = Value(a);
        if (Check(b))
            return Py.Bool(Holds(x, Value(b), op));
        if (!PyLong.Check(b))
            return Py.NotImplemented;
        if (PyLong.IsCompact(b) || !double.IsFinite(x))
            return Py.Bool(Holds(x, PyLong.IsCompact(b) ? PyLong.CompactValue(b) : 0.0, op));
        return Py.Bool(Holds(CompareWithInt(x, b), 0, op));
    }

    private static bool Holds(double x, double y, int op) => op switch
    {
        0 => x < y,
        1 => x <= y,
        2 => x == y,
        3 => x != y,
        4 => x > y,
        _ => x >= y,
    };

    /// <summary>Order of a finite double and an int of more than one digit.</summary>
    private static int CompareWithInt(double x, PyObject* o)
    {
        int sign = PyLong.Sign(o);
        if (x == 0.0 || x < 0 != sign < 0)
            return x < 0 ? -1 : x > 0 ? 1 : -sign;
        nint bits = PyLong.BitLength(o);
        int exponent = Math.ILogB(x) + 1;
        if (bits != exponent)
            return exponent > bits ? sign : -sign;
        // Same magnitude: the int has at most 1024 bits; compare exactly.
        return new System.Numerics.BigInteger(Math.Truncate(x)).CompareTo(PyLong.ToBigInteger(o)) is int order and not 0
            ? order
            : x.CompareTo(Math.Truncate(x));
    }

    // ---- arithmetic ---------------------------------------------------------------------------------------------------------------------------

    /// <summary>Quotient rounded down and remainder with the sign of the divisor, which is not zero.</summary>
    public static void Divmod(double x, double y, out double quotient, out double remainder)
    {
        double mod = x % y;
        double div = (x - mod) / y;
        if (mod != 0)
        {
            if (y < 0 != mod < 0)
            {
                mod += y;
                div -= 1.0;
            }
        }
        else
        {
            mod = Math.CopySign(0.0, y);
        }
        if (div != 0)
        {
            quotient = Math.Floor(div);
            if (div - quotient > 0.5)
                quotient += 1.0;
        }
        else
        {
            quotient = Math.CopySign(0.0, x / y);
        }
        remainder = mod;
    }

    public static double Remainder(double x, double y)
    {
        double mod = x % y;
        if (mod == 0)
            return Math.CopySign(0.0, y);
        return y < 0 != mod < 0 ? mod + y : mod;
    }

    /// <summary>x ** y, a complex when x is negative and y no whole number.</summary>
    public static PyObject* PowerObject(ThreadState* ts, double x, double y)
    {
        if (x == 0.0 && y < 0.0 && double.IsFinite(y))
            return Err.ZeroDivision(ts, "zero to a negative power");
        if (x == 0.0 && double.IsNegativeInfinity(y))
            return FromDouble(ts, double.PositiveInfinity);
        if (double.IsFinite(x) && double.IsFinite(y) && x < 0 && y != Math.Floor(y))
            return PyComplex.PowerObject(ts, x, 0.0, y, 0.0);
        double result = Math.Pow(x, y);
        if (double.IsInfinity(result) && double.IsFinite(x) && double.IsFinite(y))
            return PyComplex.RangeError(ts);
        return FromDouble(ts, result);
    }
}
