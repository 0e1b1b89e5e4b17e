// Methods and attributes of int. See docs/internals/int.md.
using Vivarium.Runtime.Objects.Formatting;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class IntType
{
    [PyMethod("($self, /)", Doc = "The int itself: ints are their own conjugates.")]
    private static PyObject* conjugate(ThreadState* ts, PyObject* self) => PyLong.Exact(ts, self);

    [PyMethod("($self, /)", Doc = "Bits needed for the absolute value.\n\n>>> (37).bit_length()\n6")]
    private static nint bit_length(ThreadState* ts, PyObject* self) => PyLong.BitLength(self);

    [PyMethod("($self, /)", Doc = "Ones among the bits of the absolute value.\n\n>>> (13).bit_count()\n3")]
    private static nint bit_count(ThreadState* ts, PyObject* self) => PyLong.BitCount(self);

    [PyMethod("($self, /, length=1, byteorder='big', *, signed=False)",
        Doc = "The int as bytes.\n\n  length\n    Number of bytes; OverflowError when the int does not fit.\n  byteorder\n    'big' (most significant byte first) or 'little'.\n" +
            "  signed\n    Whether two's complement is used; without it a negative int raises OverflowError.")]
    private static PyObject* to_bytes(ThreadState* ts, PyObject* self, nint length, PyASCIIObject* byteorder = null, bool signed = false)
    {
        if (length < 0)
            return Err.Value(ts, "length argument must be non-negative");
        if (IsLittle(ts, byteorder, out bool little) < 0)
            return null;
        PyObject* bytes = PyBytes.New(ts, length);
        if (bytes == null)
            return null;
        if (PyLong.ToByteArray(ts, self, new Span<byte>(PyBytes.Data(bytes), (int)length), little, signed) == Status.Ok)
            return bytes;
        Ref.Dec(ts, bytes);
        return null;
    }

    [PyClassMethod("($type, /, bytes, byteorder='big', *, signed=False)",
        Doc = "The int that an array of bytes stands for.\n\n  bytes\n    An object with the buffer protocol, or an iterable of ints.\n  byteorder\n    'big' (most significant byte first) or 'little'.\n" +
            "  signed\n    Whether two's complement is meant.")]
    private static PyObject* from_bytes(ThreadState* ts, PyTypeObject* type, PyObject* bytes, PyASCIIObject* byteorder = null, bool signed = false)
    {
        if (IsLittle(ts, byteorder, out bool little) < 0)
            return null;
        PyObject* data = Obj.Bytes(ts, bytes);
        if (data == null)
            return null;
        PyObject* value = PyLong.FromByteArray(ts, PyBytes.AsSpan(data), little, signed);
        Ref.Dec(ts, data);
        if (value == null || type == Type)
            return value;
        PyObject* result = Call.OneArg(ts, (PyObject*)type, value);
        Ref.Dec(ts, value);
        return result;
    }

    private static Status IsLittle(ThreadState* ts, PyASCIIObject* byteorder, out bool little)
    {
        little = byteorder != null && PyUnicode.EqualToString((PyObject*)byteorder, "little");
        if (little || byteorder == null || PyUnicode.EqualToString((PyObject*)byteorder, "big"))
            return Status.Ok;
        return Err.ValueStatus(ts, "byteorder must be either 'little' or 'big'");
    }

    [PyMethod("($self, /)", Doc = "The pair (self, 1).\n\n>>> (10).as_integer_ratio()\n(10, 1)")]
    private static PyObject* as_integer_ratio(ThreadState* ts, PyObject* self)
    {
        PyObject* value = PyLong.Exact(ts, self);
        if (value == null)
            return null;
        PyObject* pair = PyTuple.PackUntracked(ts, value, PyLong.SmallInt(1));
        Ref.Dec(ts, value);
        return pair;
    }

    [PyMethod("($self, /)", Doc = "True: ints are whole numbers. Exists because float.is_integer does.")]
    private static bool is_integer(ThreadState* ts, PyObject* self) => true;

    [PyMethod("($self, /)", Doc = "The int itself.")]
    private static PyObject* __trunc__(ThreadState* ts, PyObject* self) => PyLong.Exact(ts, self);

    [PyMethod("($self, /)", Doc = "The int itself.")]
    private static PyObject* __floor__(ThreadState* ts, PyObject* self) => PyLong.Exact(ts, self);

    [PyMethod("($self, /)", Doc = "The int itself.")]
    private static PyObject* __ceil__(ThreadState* ts, PyObject* self) => PyLong.Exact(ts, self);

    [PyMethod("($self, ndigits=None, /)", Doc = "The int itself; with negative ndigits, the nearest multiple of that power of ten, the even one of two.")]
    private static PyObject* __round__(ThreadState* ts, PyObject* self, PyObject* ndigits)
    {
        if (ndigits == Py.None)
            return PyLong.Exact(ts, self);
        PyObject* places = Num.Index(ts, ndigits);
        if (places == null)
            return null;
        if (!PyLong.IsNegative(places))
        {
            Ref.Dec(ts, places);
            return PyLong.Exact(ts, self);
        }
        long n;
        // Beyond the number of its decimal digits every int rounds to zero.
        bool zero = !PyLong.TryGetInt64(places, &n) || -n > PyLong.BitLength(self) / 3 + 2;
        Ref.Dec(ts, places);
        if (zero)
            return PyLong.SmallInt(0);
        var unit = System.Numerics.BigInteger.Pow(10, (int)-n);
        System.Numerics.BigInteger value = PyLong.ToBigInteger(self);
        var quotient = System.Numerics.BigInteger.DivRem(value, unit, out System.Numerics.BigInteger rest);
        int half = (System.Numerics.BigInteger.Abs(rest) * 2).CompareTo(unit);
        if (half > 0 || (half == 0 && !quotient.IsEven))
            quotient += value.Sign;
        return PyLong.FromBigInteger(ts, quotient * unit);
    }

    [PyMethod("($self, /)")]
    private static PyObject* __getnewargs__(ThreadState* ts, PyObject* self)
    {
        PyObject* value = PyLong.Exact(ts, self);
        if (value == null)
            return null;
        PyObject* result = PyTuple.Pack(ts, value);
        Ref.Dec(ts, value);
        return result;
    }

    [PyMethod("($self, format_spec, /)", Doc = "The int as text, laid out by a format specification.")]
    private static PyObject* __format__(ThreadState* ts, PyObject* self, PyASCIIObject* format_spec) => NumberFormat.FormatInt(ts, self, (PyObject*)format_spec);

    [PyMethod("($self, /)", Doc = "Bytes of memory.")]
    private static nint __sizeof__(ThreadState* ts, PyObject* self) => self->ob_type->tp_basicsize + Math.Max(1, PyLong.DigitCount(self)) * sizeof(uint);

    [PyGetSet("real", Doc = "The int itself, as a complex number's real part.")]
    private static PyObject* Real(ThreadState* ts, PyObject* self) => PyLong.Exact(ts, self);

    [PyGetSet("imag", Doc = "0, as a complex number's imaginary part.")]
    private static PyObject* Imag(ThreadState* ts, PyObject* self) => PyLong.SmallInt(0);

    [PyGetSet("numerator", Doc = "The int itself, as a fraction's numerator.")]
    private static PyObject* Numerator(ThreadState* ts, PyObject* self) => PyLong.Exact(ts, self);

    [PyGetSet("denominator", Doc = "1, as a fraction's denominator.")]
    private static PyObject* Denominator(ThreadState* ts, PyObject* self) => PyLong.SmallInt(1);
}
