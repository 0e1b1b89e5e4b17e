// Unary operators and conversions to int, float and index.
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Num
{
    private static PyObject* Unary(ThreadState* ts, PyObject* o, unaryfunc function, string op) =>
        function != null ? function(ts, o) : Err.Type(ts, $"bad operand type for {op}: '{PyType.NameOf(o)}'");

    public static PyObject* Negative(ThreadState* ts, PyObject* o) => Unary(ts, o, TypeSlots.Of(o)->nb_negative, "unary -");

    public static PyObject* Positive(ThreadState* ts, PyObject* o) => Unary(ts, o, TypeSlots.Of(o)->nb_positive, "unary +");

    public static PyObject* Absolute(ThreadState* ts, PyObject* o) => Unary(ts, o, TypeSlots.Of(o)->nb_absolute, "abs()");

    public static PyObject* Invert(ThreadState* ts, PyObject* o) => Unary(ts, o, TypeSlots.Of(o)->nb_invert, "unary ~");

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasIndex(PyObject* o) => TypeSlots.Of(o)->nb_index != null;

    /// <summary>int, or a subclass's instance.</summary>
    private static PyObject* IndexOrSubclass(ThreadState* ts, PyObject* o)
    {
        if (PyLong.Check(o))
            return Ref.New(o);
        unaryfunc index = TypeSlots.Of(o)->nb_index;
        if (index == null)
            return Err.Type(ts, $"'{PyType.NameOf(o)}' object cannot be interpreted as an integer");
        PyObject* result = index(ts, o);
        if (result == null || PyLong.CheckExact(result))
            return result;
        if (!PyLong.Check(result))
        {
            Err.Type(ts, $"__index__ returned non-int (type {PyType.NameOf(result)})");
            Ref.Dec(ts, result);
            return null;
        }
        if (Err.Warn(ts, Exc.DeprecationWarning,
            $"__index__ returned non-int (type {PyType.NameOf(result)}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.", 1) != Status.Ok)
        {
            Ref.Dec(ts, result);
            return null;
        }
        return result;
    }

    /// <summary>int, or a subclass's instance as exact int.</summary>
    public static PyObject* Index(ThreadState* ts, PyObject* o)
    {
        if (PyLong.CheckExact(o))
            return Ref.New(o);
        PyObject* result = IndexOrSubclass(ts, o);
        if (result == null || PyLong.CheckExact(result))
            return result;
        PyObject* exact = PyLong.Exact(ts, result);
        Ref.Dec(ts, result);
        return exact;
    }

    /// <summary>__index__ as Py_ssize_t; overflow raises the given exception type, or clips when it is null. -1 and an exception on error.</summary>
    public static nint AsSsize(ThreadState* ts, PyObject* o, PyTypeObject* overflowError)
    {
        PyObject* value = IndexOrSubclass(ts, o);
        if (value == null)
            return -1;
        int overflow;
        long result = PyLong.AsInt64AndOverflow(ts, value, &overflow);
        Ref.Dec(ts, value);
        if (overflow == 0)
            return (nint)result;
        if (overflowError == null)
            return overflow > 0 ? nint.MaxValue : nint.MinValue;
        Err.SetString(ts, overflowError, $"cannot fit '{PyType.NameOf(o)}' into an index-sized integer");
        return -1;
    }

    /// <summary>Slice index: None is Missing; clips.</summary>
    public static Lookup SliceIndex(ThreadState* ts, PyObject* o, nint* value)
    {
        if (o == Py.None)
            return Lookup.Missing;
        if (!HasIndex(o))
        {
            Err.Type(ts, "slice indices must be integers or None or have an __index__ method");
            return Lookup.Error;
        }
        nint result = AsSsize(ts, o, null);
        if (result == -1 && Err.Occurred(ts))
            return Lookup.Error;
        *value = result;
        return Lookup.Found;
    }

    private static PyObject* IntOfBuffer(ThreadState* ts, PyObject* o)
    {
        BufferView view = default;
        if (view.Get(ts, o) != Status.Ok)
            return null;
        PyObject* result = PyLong.FromBytes(ts, view.Span, 10, o);
        view.Release(ts);
        return result;
    }

    /// <summary>int(o) without a base.</summary>
    public static PyObject* Int(ThreadState* ts, PyObject* o)
    {
        if (PyLong.CheckExact(o))
            return Ref.New(o);
        unaryfunc toInt = TypeSlots.Of(o)->nb_int;
        if (toInt != null)
            return ExactInt(ts, toInt(ts, o));
        if (HasIndex(o))
            return Index(ts, o);
        if (PyUnicode.Check(o))
            return PyLong.FromUnicode(ts, o, 10);
        if (PyBytes.Check(o))
            return PyLong.FromBytes(ts, PyBytes.AsSpan(o), 10, o);
        if (BufferView.Supports(o))
            return IntOfBuffer(ts, o);
        return Err.Type(ts, $"int() argument must be a string, a bytes-like object or a real number, not '{PyType.NameOf(o)}'");
    }

    /// <summary>What __int__ gave must be an int; an instance of a subclass is copied, with a warning.</summary>
    private static PyObject* ExactInt(ThreadState* ts, PyObject* result)
    {
        if (result == null || PyLong.CheckExact(result))
            return result;
        using Owned<PyObject> owned = Own.Of(ts, result);
        if (!PyLong.Check(result))
            return Err.Type(ts, $"__int__ returned non-int (type {PyType.NameOf(result)})");
        return Err.Warn(ts, Exc.DeprecationWarning,
            $"__int__ returned non-int (type {PyType.NameOf(result)}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.", 1) == Status.Ok
            ? PyLong.Exact(ts, result)
            : null;
    }

    /// <summary>float(o)</summary>
    public static PyObject* Float(ThreadState* ts, PyObject* o)
    {
        if (PyFloat.CheckExact(o))
            return Ref.New(o);
        if (TypeSlots.Of(o)->nb_float != null || HasIndex(o) || PyFloat.Check(o))
        {
            double value = PyFloat.Convert(ts, o);
            return value == -1 && Err.Occurred(ts) ? null : PyFloat.FromDouble(ts, value);
        }
        return PyFloat.FromString(ts, o);
    }

    public static PyObject* ToBase(ThreadState* ts, PyObject* o, int @base)
    {
        PyObject* index = Index(ts, o);
        if (index == null)
            return null;
        PyObject* result = PyLong.Format(ts, index, @base);
        Ref.Dec(ts, index);
        return result;
    }
}
