// Declaration of the type float: slots and construction. See docs/internals/float.md.
namespace Vivarium.Runtime.Objects;

[PyType("float", Layout = typeof(PyFloatObject), Flags = TypeFlags.BaseType | TypeFlags.MatchSelf,
    Doc = "A floating-point number made of a number or of text.")]
internal static unsafe partial class FloatType
{
    /// <summary>The operand as a double; otherwise false, and what the slot returns (NotImplemented, or null with an exception).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Operand(ThreadState* ts, PyObject* o, out double value, out PyObject* other)
    {
        other = null;
        if (o->ob_type == Type)
        {
            value = PyFloat.Value(o);
            return true;
        }
        return OperandSlow(ts, o, out value, out other);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool OperandSlow(ThreadState* ts, PyObject* o, out double value, out PyObject* other)
    {
        other = null;
        value = 0.0;
        if (PyFloat.Check(o))
        {
            value = PyFloat.Value(o);
            return true;
        }
        if (!PyLong.Check(o))
        {
            other = Py.NotImplemented;
            return false;
        }
        value = PyLong.AsDouble(ts, o);
        return value != -1.0 || !Err.Occurred(ts);
    }

    private static PyObject* DivisionByZero(ThreadState* ts) => Err.ZeroDivision(ts, "division by zero");

    [Slot] private static void tp_dealloc(ThreadState* ts, PyObject* self) => PyFloat.Dealloc(ts, self);

    [Slot] private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => PyFloat.ReprObject(ts, self);

    [Slot] private static nint tp_hash(ThreadState* ts, PyObject* self) => PyFloat.Hash(self, PyFloat.Value(self));

    [Slot] private static PyObject* tp_richcompare(ThreadState* ts, PyObject* a, PyObject* b, int op) => PyFloat.RichCompare(a, b, op);

    [Slot("(x=0, /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* x)
    {
        PyObject* value = Make(ts, x);
        if (value == null || type == Type)
            return value;
        PyObject* result = TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (result != null)
            ((PyFloatObject*)result)->ob_fval = PyFloat.Value(value);
        Ref.Dec(ts, value);
        return result;
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint nargs = (nint)(nargsf & ~((nuint)1 << 63));
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "float() takes no keyword arguments");
        if (nargs > 1)
        {
            ArgumentParsing.CheckPositional(ts, "float", nargs, 0, 1);
            return null;
        }
        return nargs == 0 ? PyFloat.FromDouble(ts, 0.0) : Make(ts, args[0]);
    }

    private static PyObject* Make(ThreadState* ts, PyObject* x) => PyUnicode.CheckExact(x) ? PyFloat.FromString(ts, x) : Num.Float(ts, x);

    // ---- numbers ------------------------------------------------------------------------------------------------------------------------------

    [Slot]
    private static PyObject* nb_add(ThreadState* ts, PyObject* a, PyObject* b) =>
        !Operand(ts, a, out double x, out PyObject* other) || !Operand(ts, b, out double y, out other) ? other : PyFloat.FromDouble(ts, x + y);

    [Slot]
    private static PyObject* nb_subtract(ThreadState* ts, PyObject* a, PyObject* b) =>
        !Operand(ts, a, out double x, out PyObject* other) || !Operand(ts, b, out double y, out other) ? other : PyFloat.FromDouble(ts, x - y);

    [Slot]
    private static PyObject* nb_multiply(ThreadState* ts, PyObject* a, PyObject* b) =>
        !Operand(ts, a, out double x, out PyObject* other) || !Operand(ts, b, out double y, out other) ? other : PyFloat.FromDouble(ts, x * y);

    [Slot]
    private static PyObject* nb_true_divide(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (!Operand(ts, a, out double x, out PyObject* other) || !Operand(ts, b, out double y, out other))
            return other;
        return y == 0.0 ? DivisionByZero(ts) : PyFloat.FromDouble(ts, x / y);
    }

    [Slot]
    private static PyObject* nb_remainder(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (!Operand(ts, a, out double x, out PyObject* other) || !Operand(ts, b, out double y, out other))
            return other;
        return y == 0.0 ? DivisionByZero(ts) : PyFloat.FromDouble(ts, PyFloat.Remainder(x, y));
    }

    [Slot]
    private static PyObject* nb_floor_divide(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (!Operand(ts, a, out double x, out PyObject* other) || !Operand(ts, b, out double y, out other))
            return other;
        if (y == 0.0)
            return DivisionByZero(ts);
        PyFloat.Divmod(x, y, out double quotient, out _);
        return PyFloat.FromDouble(ts, quotient);
    }

    [Slot]
    private static PyObject* nb_divmod(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (!Operand(ts, a, out double x, out PyObject* other) || !Operand(ts, b, out double y, out other))
            return other;
        if (y == 0.0)
            return DivisionByZero(ts);
        PyFloat.Divmod(x, y, out double quotient, out double remainder);
        using Owned<PyObject> q = Own.Of(ts, PyFloat.FromDouble(ts, quotient));
        using Owned<PyObject> r = Own.Of(ts, q.IsNull ? null : PyFloat.FromDouble(ts, remainder));
        return r.IsNull ? null : PyTuple.Pack(ts, q.Pointer, r.Pointer);
    }

    [Slot]
    private static PyObject* nb_power(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c)
    {
        if (c != Py.None)
            return Err.Type(ts, "pow() 3rd argument not allowed unless all arguments are integers");
        if (!Operand(ts, a, out double x, out PyObject* other) || !Operand(ts, b, out double y, out other))
            return other;
        return PyFloat.PowerObject(ts, x, y);
    }

    [Slot] private static PyObject* nb_negative(ThreadState* ts, PyObject* self) => PyFloat.FromDouble(ts, -PyFloat.Value(self));

    [Slot] private static PyObject* nb_positive(ThreadState* ts, PyObject* self) => PyFloat.Exact(ts, self);

    [Slot] private static PyObject* nb_absolute(ThreadState* ts, PyObject* self) => PyFloat.FromDouble(ts, Math.Abs(PyFloat.Value(self)));

    [Slot] private static Truth nb_bool(ThreadState* ts, PyObject* self) => PyFloat.Value(self) != 0.0 ? Truth.True : Truth.False;

    [Slot] private static PyObject* nb_int(ThreadState* ts, PyObject* self) => PyLong.FromDouble(ts, PyFloat.Value(self));

    [Slot] private static PyObject* nb_float(ThreadState* ts, PyObject* self) => PyFloat.Exact(ts, self);
}
