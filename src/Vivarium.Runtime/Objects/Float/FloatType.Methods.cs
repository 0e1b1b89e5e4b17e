// Methods and attributes of float. See docs/internals/float.md.
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class FloatType
{
    [PyClassMethod("($type, number, /)", Doc = "A float of a real number; unlike float(), text is refused.")]
    private static PyObject* from_number(ThreadState* ts, PyTypeObject* type, PyObject* number)
    {
        if (type == Type && PyFloat.CheckExact(number))
            return Ref.New(number);
        double value = PyFloat.AsDouble(ts, number);
        return value == -1.0 && Err.Occurred(ts) ? null : OfType(ts, type, PyFloat.FromDouble(ts, value));
    }

    /// <summary>The value as an instance of the type, which is float or a subclass; takes over the value.</summary>
    private static PyObject* OfType(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        if (value == null || type == Type)
            return value;
        PyObject* result = Call.OneArg(ts, (PyObject*)type, value);
        Ref.Dec(ts, value);
        return result;
    }

    [PyMethod("($self, /)", Doc = "The float itself: floats are their own conjugates.")]
    private static PyObject* conjugate(ThreadState* ts, PyObject* self) => PyFloat.Exact(ts, self);

    [PyMethod("($self, /)", Doc = "The whole number next to the float on the side of zero.")]
    private static PyObject* __trunc__(ThreadState* ts, PyObject* self) => PyLong.FromDouble(ts, PyFloat.Value(self));

    [PyMethod("($self, /)", Doc = "The largest whole number that is not greater.")]
    private static PyObject* __floor__(ThreadState* ts, PyObject* self) => PyLong.FromDouble(ts, Math.Floor(PyFloat.Value(self)));

    [PyMethod("($self, /)", Doc = "The smallest whole number that is not less.")]
    private static PyObject* __ceil__(ThreadState* ts, PyObject* self) => PyLong.FromDouble(ts, Math.Ceiling(PyFloat.Value(self)));

    [PyMethod("($self, ndigits=None, /)", Doc = "The nearest whole number, the even one of two; with ndigits, the nearest float with so many decimals.")]
    private static PyObject* __round__(ThreadState* ts, PyObject* self, PyObject* ndigits)
    {
        double value = PyFloat.Value(self);
        if (ndigits == Py.None)
            return PyLong.FromDouble(ts, Math.Round(value, MidpointRounding.ToEven));
        nint places = Num.AsSsize(ts, ndigits, null);
        if (places == -1 && Err.Occurred(ts))
            return null;
        if (!double.IsFinite(value) || places > 323)
            return PyFloat.FromDouble(ts, value);
        if (places < -308)
            return PyFloat.FromDouble(ts, 0.0 * value);
        double rounded = PyFloat.Round(value, (int)places);
        return double.IsInfinity(rounded) ? Err.Overflow(ts, "rounded value too large to represent") : PyFloat.FromDouble(ts, rounded);
    }

    [PyMethod("($self, /)", Doc = "Two whole numbers whose ratio is exactly the float, in lowest terms, the second positive.\n\nOverflowError for infinities, ValueError for NaNs.\n\n>>> (10.0).as_integer_ratio()\n(10, 1)\n>>> (-.25).as_integer_ratio()\n(-1, 4)")]
    private static PyObject* as_integer_ratio(ThreadState* ts, PyObject* self)
    {
        double value = PyFloat.Value(self);
        if (double.IsInfinity(value))
            return Err.Overflow(ts, "cannot convert Infinity to integer ratio");
        if (double.IsNaN(value))
            return Err.Value(ts, "cannot convert NaN to integer ratio");
        FloatBits.Split(value, out ulong mantissa, out int exponent);
        while (mantissa != 0 && (mantissa & 1) == 0)
        {
            mantissa >>= 1;
            exponent++;
        }
        if (mantissa == 0)
            exponent = 0;
        using Owned<PyObject> odd = Own.Of(ts, PyLong.FromInt64(ts, value < 0 ? -(long)mantissa : (long)mantissa));
        if (odd.IsNull)
            return null;
        using Owned<PyObject> numerator = Own.Of(ts, PyLong.ShiftedLeft(ts, odd.Pointer, Math.Max(0, exponent)));
        using Owned<PyObject> denominator = Own.Of(ts, numerator.IsNull ? null : PyLong.ShiftedLeft(ts, PyLong.SmallInt(1), Math.Max(0, -exponent)));
        return denominator.IsNull ? null : PyTuple.PackUntracked(ts, numerator.Pointer, denominator.Pointer);
    }

    [PyClassMethod("($type, string, /)", Doc = "The float that a hexadecimal text stands for.\n\n>>> float.fromhex('0x1.ffffp10')\n2047.984375\n>>> float.fromhex('-0x1p-1074')\n-5e-324")]
    private static PyObject* fromhex(ThreadState* ts, PyTypeObject* type, PyObject* text)
    {
        if (!PyUnicode.Check(text))
            return Err.Type(ts, "bad argument type for built-in operation");
        // Digits and spaces of other scripts do not count here, unlike in float().
        nint length;
        byte* bytes = PyUnicode.AsUtf8(ts, text, &length);
        if (bytes == null)
            return null;
        if (!HexFloat.TryParse(NumberText.Trim(new ReadOnlySpan<byte>(bytes, (int)length)), out double value))
            return Err.Value(ts, "invalid hexadecimal floating-point string");
        if (double.IsInfinity(value) && !HexFloat.SaysInfinity(text))
            return Err.Overflow(ts, "hexadecimal value too large to represent as a float");
        return OfType(ts, type, PyFloat.FromDouble(ts, value));
    }

    [PyMethod("($self, /)", Doc = "The float as hexadecimal text.\n\n>>> (-0.1).hex()\n'-0x1.999999999999ap-4'\n>>> 3.14159.hex()\n'0x1.921f9f01b866ep+1'")]
    private static PyObject* hex(ThreadState* ts, PyObject* self)
    {
        double value = PyFloat.Value(self);
        return double.IsFinite(value) ? PyUnicode.FromString(ts, HexFloat.ToText(value)) : PyFloat.ReprObject(ts, self);
    }

    [PyMethod("($self, /)", Doc = "Whether the float is a whole number.")]
    private static bool is_integer(ThreadState* ts, PyObject* self) =>
        double.IsFinite(PyFloat.Value(self)) && Math.Floor(PyFloat.Value(self)) == PyFloat.Value(self);

    [PyMethod("($self, /)")]
    private static PyObject* __getnewargs__(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> value = Own.Of(ts, PyFloat.FromDouble(ts, PyFloat.Value(self)));
        return value.IsNull ? null : PyTuple.Pack(ts, value.Pointer);
    }

    [PyClassMethod("($type, typestr, /)", Doc = "How C's 'double' or 'float' (the argument) are stored: 'IEEE, little-endian' here.")]
    private static PyObject* __getformat__(ThreadState* ts, PyTypeObject* type, PyASCIIObject* typestr)
    {
        bool known = PyUnicode.EqualToString((PyObject*)typestr, "double") || PyUnicode.EqualToString((PyObject*)typestr, "float");
        return known ? PyUnicode.FromString(ts, "IEEE, little-endian") : Err.Value(ts, "__getformat__() argument 1 must be 'double' or 'float'");
    }

    [PyMethod("($self, format_spec, /)", Doc = "The float as text, laid out by a format specification.")]
    private static PyObject* __format__(ThreadState* ts, PyObject* self, PyASCIIObject* format_spec) => NumberFormat.FormatFloat(ts, self, (PyObject*)format_spec);

    [PyGetSet("real", Doc = "The float itself, as a complex number's real part.")]
    private static PyObject* Real(ThreadState* ts, PyObject* self) => PyFloat.Exact(ts, self);

    [PyGetSet("imag", Doc = "0.0, as a complex number's imaginary part.")]
    private static PyObject* Imag(ThreadState* ts, PyObject* self) => PyFloat.FromDouble(ts, 0.0);
}
