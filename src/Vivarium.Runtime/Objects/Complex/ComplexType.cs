// Declaration of the type complex. Mixed operations with real numbers leave the missing imaginary part out, so that signs of zero and infinities survive.
// See docs/internals/float.md.
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

[PyType("complex", Layout = typeof(PyComplexObject), Flags = TypeFlags.BaseType, TextSignature = "(real=0, imag=0)",
    Doc = "A complex number made of text or of numbers.\n\nOne string gives the number it spells. Otherwise the result is real + imag*1j.")]
[PyMember("real", "real", MemberType.Double, Doc = "The real part.")]
[PyMember("imag", "imag", MemberType.Double, Doc = "The imaginary part.")]
internal static unsafe partial class ComplexType
{
    // ---- construction -------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        nint nargs = PyTuple.Size(args);
        if (nargs == 1 && (kwargs == null || PyDict.Size(kwargs) == 0))
            return FromOne(ts, type, PyTuple.GetBorrowed(args, 0));
        PyObject** values = stackalloc PyObject*[2];
        return ArgumentParsing.UnpackKeywordDict(ts, Spec, PyTuple.Items(args), nargs, kwargs, values, null, null)
            ? FromParts(ts, type, values[0], values[1])
            : null;
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint nargs = (nint)(nargsf & ~((nuint)1 << 63));
        if (nargs == 1 && (kwnames == null || PyTuple.Size(kwnames) == 0))
            return FromOne(ts, Type, args[0]);
        PyObject** values = stackalloc PyObject*[2];
        return ArgumentParsing.UnpackKeywords(ts, Spec, args, nargs, kwnames, values, null, null) ? FromParts(ts, Type, values[0], values[1]) : null;
    }

    private static ArgumentSpec* Spec => SpecHolder.Value;

    private static class SpecHolder
    {
        internal static readonly ArgumentSpec* Value = ArgumentSpec.Make(DeclaredText.Pointer("complex\0"u8), 2, 0, 0, 2, 0, false, "real\0imag\0"u8);
    }

    private static PyObject* FromOne(ThreadState* ts, PyTypeObject* type, PyObject* o)
    {
        if (type == Type && PyComplex.CheckExact(o))
            return Ref.New(o);
        if (PyUnicode.Check(o))
            return PyComplex.FromString(ts, type, o);
        Lookup special = PyComplex.TrySpecial(ts, o, out ComplexValue value);
        if (special == Lookup.Error)
            return null;
        if (special == Lookup.Missing)
        {
            if (PyComplex.Check(o))
                value = PyComplex.Value(o);
            else if (!IsReal(o))
                return Err.Type(ts, $"complex() argument must be a string or a number, not {PyType.FullName(o->ob_type)}");
            else
            {
                value = new ComplexValue(PyFloat.AsDouble(ts, o), 0.0);
                if (value.Real == -1.0 && Err.Occurred(ts))
                    return null;
            }
        }
        return PyComplex.OfType(ts, type, value);
    }

    private static bool IsReal(PyObject* o) => TypeSlots.Of(o)->nb_float != null || TypeSlots.Of(o)->nb_index != null;

    private static Status RealPart(ThreadState* ts, PyObject* o, out ComplexValue value)
    {
        double real = PyFloat.Convert(ts, o);
        value = new ComplexValue(real, 0.0);
        return real == -1.0 && Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    private static PyObject* FromParts(ThreadState* ts, PyTypeObject* type, PyObject* real, PyObject* imag)
    {
        if (Part(ts, real, "real", out ComplexValue r, out bool realIsComplex) < 0 || Part(ts, imag, "imag", out ComplexValue i, out _) < 0)
            return null;
        return PyComplex.OfType(ts, type, new ComplexValue(r.Real - i.Imag, realIsComplex && imag != null ? i.Real + r.Imag : imag == null ? r.Imag : i.Real));
    }

    /// <summary>One of two arguments; complex ones are deprecated.</summary>
    private static Status Part(ThreadState* ts, PyObject* o, string name, out ComplexValue value, out bool isComplex)
    {
        value = default;
        isComplex = false;
        if (o == null)
            return Status.Ok;
        string message = $"complex() argument '{name}' must be a real number, not {PyType.FullName(o->ob_type)}";
        Lookup special = name == "real" ? PyComplex.TrySpecial(ts, o, out value) : Lookup.Missing;
        if (special == Lookup.Error)
            return Status.Error;
        isComplex = special == Lookup.Found || PyComplex.Check(o);
        if (isComplex)
        {
            if (special == Lookup.Missing)
                value = PyComplex.Value(o);
            return name == "real" && IsReal(o) ? Status.Ok : Err.Warn(ts, Exc.DeprecationWarning, message, 1);
        }
        return IsReal(o) ? RealPart(ts, o, out value) : Err.TypeStatus(ts, message);
    }

    // ---- basic slots --------------------------------------------------------------------------------------------------------------------------

    [Slot] private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => PyComplex.Repr(ts, self);

    [Slot] private static nint tp_hash(ThreadState* ts, PyObject* self) => PyComplex.Hash(self);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* a, PyObject* b, int op)
    {
        if (op is not (2 or 3))
            return Py.NotImplemented;
        ComplexValue x = PyComplex.Value(a);
        bool equal;
        if (PyComplex.Check(b))
        {
            ComplexValue y = PyComplex.Value(b);
            equal = x.Real == y.Real && x.Imag == y.Imag;
        }
        else if (PyFloat.Check(b))
        {
            equal = x.Real == PyFloat.Value(b) && x.Imag == 0.0;
        }
        else if (PyLong.Check(b))
        {
            if (x.Imag != 0.0)
                return Py.Bool(op == 3);
            using Owned<PyObject> real = Own.Of(ts, PyFloat.FromDouble(ts, x.Real));
            return real.IsNull ? null : PyFloat.RichCompare(real.Pointer, b, op);
        }
        else
        {
            return Py.NotImplemented;
        }
        return Py.Bool(equal == (op == 2));
    }

    // ---- numbers ------------------------------------------------------------------------------------------------------------------------------

    private enum Kind
    {
        Other,
        Real,
        Complex,
        Error,
    }

    private static Kind Operand(ThreadState* ts, PyObject* o, out ComplexValue value)
    {
        value = default;
        if (PyComplex.Check(o))
        {
            value = PyComplex.Value(o);
            return Kind.Complex;
        }
        if (!PyFloat.Check(o) && !PyLong.Check(o))
            return Kind.Other;
        return RealPart(ts, o, out value) < 0 ? Kind.Error : Kind.Real;
    }

    /// <summary>Both operands; false with what the slot returns.</summary>
    private static bool Operands(ThreadState* ts, PyObject* a, PyObject* b, out ComplexValue x, out ComplexValue y, out Kind left, out Kind right, out PyObject* other)
    {
        y = default;
        right = Kind.Other;
        other = Py.NotImplemented;
        left = Operand(ts, a, out x);
        if (left is Kind.Real or Kind.Complex)
            right = Operand(ts, b, out y);
        if (left == Kind.Error || right == Kind.Error)
            other = null;
        return right is Kind.Real or Kind.Complex;
    }

    [Slot]
    private static PyObject* nb_add(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (!Operands(ts, a, b, out ComplexValue x, out ComplexValue y, out Kind left, out Kind right, out PyObject* other))
            return other;
        double imag = right == Kind.Real ? x.Imag : left == Kind.Real ? y.Imag : x.Imag + y.Imag;
        return PyComplex.FromDoubles(ts, x.Real + y.Real, imag);
    }

    [Slot]
    private static PyObject* nb_subtract(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (!Operands(ts, a, b, out ComplexValue x, out ComplexValue y, out Kind left, out Kind right, out PyObject* other))
            return other;
        double imag = right == Kind.Real ? x.Imag : left == Kind.Real ? -y.Imag : x.Imag - y.Imag;
        return PyComplex.FromDoubles(ts, x.Real - y.Real, imag);
    }

    [Slot]
    private static PyObject* nb_multiply(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (!Operands(ts, a, b, out ComplexValue x, out ComplexValue y, out Kind left, out Kind right, out PyObject* other))
            return other;
        if (right == Kind.Real)
            return PyComplex.FromDoubles(ts, x.Real * y.Real, x.Imag * y.Real);
        return left == Kind.Real ? PyComplex.FromDoubles(ts, x.Real * y.Real, x.Real * y.Imag) : PyComplex.FromValue(ts, PyComplex.Multiply(x, y));
    }

    [Slot]
    private static PyObject* nb_true_divide(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (!Operands(ts, a, b, out ComplexValue x, out ComplexValue y, out Kind left, out Kind right, out PyObject* other))
            return other;
        ComplexValue result;
        bool worked;
        if (right == Kind.Real)
        {
            worked = y.Real != 0.0;
            result = new ComplexValue(x.Real / y.Real, x.Imag / y.Real);
        }
        else
        {
            worked = left == Kind.Real ? PyComplex.TryDivideReal(x.Real, y, out result) : PyComplex.TryDivide(x, y, out result);
        }
        return worked ? PyComplex.FromValue(ts, result) : Err.ZeroDivision(ts, "division by zero");
    }

    [Slot]
    private static PyObject* nb_power(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c)
    {
        if (!Operands(ts, a, b, out ComplexValue x, out ComplexValue y, out _, out _, out PyObject* other))
            return other;
        return c != Py.None ? Err.Value(ts, "complex modulo") : PyComplex.PowerObject(ts, x.Real, x.Imag, y.Real, y.Imag);
    }

    [Slot]
    private static PyObject* nb_negative(ThreadState* ts, PyObject* self)
    {
        ComplexValue z = PyComplex.Value(self);
        return PyComplex.FromDoubles(ts, -z.Real, -z.Imag);
    }

    [Slot] private static PyObject* nb_positive(ThreadState* ts, PyObject* self) => Exact(ts, self);

    private static PyObject* Exact(ThreadState* ts, PyObject* self) => PyComplex.CheckExact(self) ? Ref.New(self) : PyComplex.FromValue(ts, PyComplex.Value(self));

    [Slot]
    private static PyObject* nb_absolute(ThreadState* ts, PyObject* self)
    {
        ComplexValue z = PyComplex.Value(self);
        double result = PyComplex.Hypotenuse(z.Real, z.Imag);
        bool overflow = double.IsInfinity(result) && double.IsFinite(z.Real) && double.IsFinite(z.Imag);
        return overflow ? Err.Overflow(ts, "absolute value too large") : PyFloat.FromDouble(ts, result);
    }

    [Slot]
    private static Truth nb_bool(ThreadState* ts, PyObject* self)
    {
        ComplexValue z = PyComplex.Value(self);
        return z.Real != 0.0 || z.Imag != 0.0 ? Truth.True : Truth.False;
    }

    // ---- methods ------------------------------------------------------------------------------------------------------------------------------

    [PyMethod("($self, /)", Doc = "The number mirrored at the real axis. (3-4j).conjugate() == 3+4j.")]
    private static PyObject* conjugate(ThreadState* ts, PyObject* self)
    {
        ComplexValue z = PyComplex.Value(self);
        return PyComplex.FromDoubles(ts, z.Real, -z.Imag);
    }

    [PyMethod("($self, /)", Doc = "The number as a plain complex.")]
    private static PyObject* __complex__(ThreadState* ts, PyObject* self) => Exact(ts, self);

    [PyClassMethod("($type, number, /)", Doc = "A complex of a number; unlike complex(), text is refused.")]
    private static PyObject* from_number(ThreadState* ts, PyTypeObject* type, PyObject* number)
    {
        if (type == Type && PyComplex.CheckExact(number))
            return Ref.New(number);
        return PyComplex.AsValue(ts, number, out ComplexValue value) < 0 ? null : PyComplex.OfType(ts, type, value);
    }

    [PyMethod("($self, /)")]
    private static PyObject* __getnewargs__(ThreadState* ts, PyObject* self)
    {
        ComplexValue z = PyComplex.Value(self);
        using Owned<PyObject> real = Own.Of(ts, PyFloat.FromDouble(ts, z.Real));
        using Owned<PyObject> imag = Own.Of(ts, real.IsNull ? null : PyFloat.FromDouble(ts, z.Imag));
        return imag.IsNull ? null : PyTuple.Pack(ts, real.Pointer, imag.Pointer);
    }

    [PyMethod("($self, format_spec, /)", Doc = "The number as text, laid out by a format specification.")]
    private static PyObject* __format__(ThreadState* ts, PyObject* self, PyASCIIObject* format_spec) => NumberFormat.FormatComplex(ts, self, (PyObject*)format_spec);
}
