// builtins: numbers and characters.
namespace Vivarium.Stdlib.Builtins;

internal static unsafe partial class BuiltinsModule
{
    [PyFunction("($module, x, /)", Doc = "Return the absolute value of a number.")]
    private static PyObject* abs(ThreadState* ts, PyObject* module, PyObject* number) => Num.Absolute(ts, number);

    [PyFunction("($module, number, /)", Doc = "Return a whole number in binary, like '0b101'.")]
    private static PyObject* bin(ThreadState* ts, PyObject* module, PyObject* number) => Num.ToBase(ts, number, 2);

    [PyFunction("($module, number, /)", Doc = "Return a whole number in octal, like '0o17'.")]
    private static PyObject* oct(ThreadState* ts, PyObject* module, PyObject* number) => Num.ToBase(ts, number, 8);

    [PyFunction("($module, number, /)", Doc = "Return a whole number in hexadecimal, like '0xff'.")]
    private static PyObject* hex(ThreadState* ts, PyObject* module, PyObject* number) => Num.ToBase(ts, number, 16);

    [PyFunction("($module, x, y, /)", Doc = "Return the pair (x // y, x % y).")]
    private static PyObject* divmod(ThreadState* ts, PyObject* module, PyObject* x, PyObject* y) => Num.Divmod(ts, x, y);

    [PyFunction("($module, /, base, exp, mod=None)", Doc = "Return base to the power exp, modulo mod if given.")]
    private static PyObject* pow(ThreadState* ts, PyObject* module, PyObject* @base, PyObject* exp, PyObject* mod) => Num.Power(ts, @base, exp, mod);

    [PyFunction("($module, /, number, ndigits=None)", Doc = "Round a number to that many digits behind the point, to a whole number by default.")]
    private static PyObject* round(ThreadState* ts, PyObject* module, PyObject* number, PyObject* ndigits)
    {
        PyObject* method = PyType.LookupSpecial(ts, number, Id.__round__);
        if (method == null)
            return Err.Occurred(ts) ? null : Err.Type(ts, $"type {PyType.NameOf(number)} doesn't define __round__ method");
        PyObject* result = ndigits == Py.None ? Call.NoArgs(ts, method) : Call.OneArg(ts, method, ndigits);
        Ref.Dec(ts, method);
        return result;
    }

    [PyFunction("($module, i, /)", Doc = "Return the character with a code point.")]
    private static PyObject* chr(ThreadState* ts, PyObject* module, PyObject* i)
    {
        using Owned<PyObject> index = Own.Of(ts, Num.Index(ts, i));
        if (index.IsNull)
            return null;
        int overflow;
        long point = PyLong.AsInt64AndOverflow(ts, index.Pointer, &overflow);
        return overflow != 0 || point is < 0 or > 0x10FFFF ? Err.Value(ts, "chr() arg not in range(0x110000)") : PyUnicode.FromOrdinal(ts, (int)point);
    }

    [PyFunction("($module, character, /)", Doc = "Return the code point of a character.")]
    private static PyObject* ord(ThreadState* ts, PyObject* module, PyObject* c)
    {
        nint size;
        if (PyBytes.Check(c))
        {
            size = PyBytes.Length(c);
            if (size == 1)
                return PyLong.FromInt64(ts, PyBytes.Data(c)[0]);
        }
        else if (PyUnicode.Check(c))
        {
            size = PyUnicode.Length(c);
            if (size == 1)
                return PyLong.FromInt64(ts, PyUnicode.ReadChar(c, 0));
        }
        else if (PyByteArray.Check(c))
        {
            size = PyByteArray.Length(c);
            if (size == 1)
                return PyLong.FromInt64(ts, PyByteArray.Data(c)[0]);
        }
        else
        {
            return Err.Type(ts, $"ord() expected string of length 1, but {PyType.NameOf(c)} found");
        }
        return Err.Type(ts, $"ord() expected a character, but string of length {size} found");
    }

    // ---- sum, min, max ----

    [PyFunction("($module, iterable, /, start=0)", Doc = "Return the start value plus all items.")]
    private static PyObject* sum(ThreadState* ts, PyObject* module, PyObject* iterable, PyObject* start = null)
    {
        if (start != null)
        {
            if (PyUnicode.Check(start))
                return Err.Type(ts, "sum() can't sum strings [use ''.join(seq) instead]");
            if (PyBytes.Check(start))
                return Err.Type(ts, "sum() can't sum bytes [use b''.join(seq) instead]");
            if (PyByteArray.Check(start))
                return Err.Type(ts, "sum() can't sum bytearray [use b''.join(seq) instead]");
        }
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, iterable));
        return iterator.IsNull ? null : Summation.Run(ts, iterator.Pointer, start == null ? PyLong.SmallInt(0) : Ref.New(start));
    }

    [PyFunction(Doc = "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nReturn the smallest item.")]
    private static PyObject* min(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) => Extremum.Find(ts, args, nargs, kwnames, "min", CompareOp.LT);

    [PyFunction(Doc = "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nReturn the largest item.")]
    private static PyObject* max(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) => Extremum.Find(ts, args, nargs, kwnames, "max", CompareOp.GT);
}
