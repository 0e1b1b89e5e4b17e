// Declaration of the type int: slots and construction. The arithmetic is in PyLong. See docs/internals/int.md.
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

[PyType("int", Layout = typeof(PyLongObject), BasicSize = PyLong.HeaderSize, ItemSize = sizeof(uint),
    Flags = TypeFlags.BaseType | TypeFlags.LongSubclass | TypeFlags.MatchSelf, TextSignature = "",
    Doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nMake an integer of a number or of text; 0 without arguments.\nA number is converted by x.__int__(), which for floats drops the fraction.\n\n" +
        "Text (a string, bytes or bytearray) is an integer literal in the given base, from 2 to 36,\nwith an optional sign, white space around it and single underscores between digits.\n" +
        "Base 0 takes the base from the literal's prefix, as in Python source.\n>>> int('0b100', base=0)\n4")]
internal static unsafe partial class IntType
{
    private static bool Both(PyObject* a, PyObject* b) => PyLong.Check(a) && PyLong.Check(b);

    [Slot] private static void tp_dealloc(ThreadState* ts, PyObject* self) => PyLong.Dealloc(ts, self);

    [Slot] private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => PyLong.Format(ts, self, 10);

    [Slot] private static nint tp_hash(ThreadState* ts, PyObject* self) => PyLong.Hash(self);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* a, PyObject* b, int op)
    {
        if (!Both(a, b))
            return Py.NotImplemented;
        int order = a == b ? 0 : PyLong.Compare(a, b);
        return Py.Bool(op switch
        {
            0 => order < 0,
            1 => order <= 0,
            2 => order == 0,
            3 => order != 0,
            4 => order > 0,
            _ => order >= 0,
        });
    }

    // ---- construction -------------------------------------------------------------------------------------------------------------------------

    [Slot("(x=<unrepresentable>, /, base=<unrepresentable>)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* x, PyObject* @base)
    {
        PyObject* value = Make(ts, x, @base);
        if (value == null || type == Type)
            return value;
        PyObject* result = PyLong.CopyToSubtype(ts, type, value);
        Ref.Dec(ts, value);
        return result;
    }

    /// <summary>int(…) without keywords, the usual call.</summary>
    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint nargs = (nint)(nargsf & ~((nuint)1 << 63));
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
        {
            PyObject** values = stackalloc PyObject*[2];
            return ArgumentParsing.UnpackKeywords(ts, s_spec_tp_new, args, nargs, kwnames, values, null, null) ? Make(ts, values[0], values[1]) : null;
        }
        if (nargs > 2)
        {
            ArgumentParsing.CheckPositional(ts, "int", nargs, 0, 2);
            return null;
        }
        return Make(ts, nargs > 0 ? args[0] : null, nargs > 1 ? args[1] : null);
    }

    private static PyObject* Make(ThreadState* ts, PyObject* x, PyObject* @base)
    {
        if (@base == null)
            return x == null ? PyLong.SmallInt(0) : PyLong.CheckExact(x) ? Ref.New(x) : Num.Int(ts, x);
        if (x == null)
            return Err.Type(ts, "int() missing string argument");
        nint radix = Num.AsSsize(ts, @base, null);
        if (radix == -1 && Err.Occurred(ts))
            return null;
        if (radix != 0 && radix is < 2 or > 36)
            return Err.Value(ts, "int() base must be >= 2 and <= 36, or 0");
        if (PyUnicode.Check(x))
            return PyLong.FromUnicode(ts, x, (int)radix);
        if (PyBytes.Check(x))
            return PyLong.FromBytes(ts, PyBytes.AsSpan(x), (int)radix, x);
        if (!ArgumentParsing.IsInstance(x, ByteArrayType.Type))
            return Err.Type(ts, "int() can't convert non-string with explicit base");
        Py_buffer view = default;
        if (ArgumentParsing.GetBuffer(ts, x, &view) < 0)
            return null;
        PyObject* result = PyLong.FromBytes(ts, new ReadOnlySpan<byte>(view.buf, (int)view.len), (int)radix, x);
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return result;
    }

    // ---- numbers ------------------------------------------------------------------------------------------------------------------------------

    [Slot] private static PyObject* nb_add(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.Add(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_subtract(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.Subtract(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_multiply(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.Multiply(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_remainder(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.Remainder(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_divmod(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.Divmod(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_floor_divide(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.FloorDivide(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_true_divide(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.TrueDivide(ts, a, b) : Py.NotImplemented;

    [Slot]
    private static PyObject* nb_power(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c) =>
        Both(a, b) && (c == Py.None || PyLong.Check(c)) ? PyLong.Power(ts, a, b, c) : Py.NotImplemented;

    [Slot] private static PyObject* nb_lshift(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.Lshift(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_rshift(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.Rshift(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_and(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.And(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_xor(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.Xor(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => Both(a, b) ? PyLong.Or(ts, a, b) : Py.NotImplemented;

    [Slot] private static PyObject* nb_negative(ThreadState* ts, PyObject* self) => PyLong.Negative(ts, self);

    [Slot] private static PyObject* nb_positive(ThreadState* ts, PyObject* self) => PyLong.Exact(ts, self);

    [Slot] private static PyObject* nb_absolute(ThreadState* ts, PyObject* self) => PyLong.Absolute(ts, self);

    [Slot] private static PyObject* nb_invert(ThreadState* ts, PyObject* self) => PyLong.Invert(ts, self);

    [Slot] private static Truth nb_bool(ThreadState* ts, PyObject* self) => PyLong.IsZero(self) ? Truth.False : Truth.True;

    [Slot] private static PyObject* nb_int(ThreadState* ts, PyObject* self) => PyLong.Exact(ts, self);

    [Slot] private static PyObject* nb_index(ThreadState* ts, PyObject* self) => PyLong.Exact(ts, self);

    [Slot]
    private static PyObject* nb_float(ThreadState* ts, PyObject* self)
    {
        double value = PyLong.AsDouble(ts, self);
        return value == -1.0 && Err.Occurred(ts) ? null : PyFloat.FromDouble(ts, value);
    }
}
