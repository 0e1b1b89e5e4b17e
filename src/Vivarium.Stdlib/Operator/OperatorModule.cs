// The module _operator: the operators as functions, and callables that fetch items, attributes or methods' results.
// See docs/internals/operator.md.
namespace Vivarium.Stdlib.Operators;

[PyModule("_operator", Doc = "Functions that do what the operators of the language do: operator.add(x, y) is x+y.",
    Types = [typeof(ItemGetterType), typeof(AttrGetterType), typeof(MethodCallerType)])]
internal static unsafe partial class OperatorModule
{
    // ---- arithmetic ----

    [PyFunction("($module, a, b, /)", Doc = "The value of a + b.")]
    private static PyObject* add(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.Add(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a - b.")]
    private static PyObject* sub(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.Subtract(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a * b.")]
    private static PyObject* mul(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.Multiply(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a @ b.")]
    private static PyObject* matmul(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.MatrixMultiply(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a // b.")]
    private static PyObject* floordiv(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.FloorDivide(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a / b.")]
    private static PyObject* truediv(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.TrueDivide(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a % b.")]
    private static PyObject* mod(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.Remainder(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a << b.")]
    private static PyObject* lshift(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.Lshift(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a >> b.")]
    private static PyObject* rshift(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.Rshift(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a & b.")]
    private static PyObject* and_(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.And(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a ^ b.")]
    private static PyObject* xor(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.Xor(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a | b.")]
    private static PyObject* or_(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.Or(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a ** b.")]
    private static PyObject* pow(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.Power(ts, a, b, Py.None);

    [PyFunction("($module, a, /)", Doc = "The value of -a.")]
    private static PyObject* neg(ThreadState* ts, PyObject* module, PyObject* a) => Num.Negative(ts, a);

    [PyFunction("($module, a, /)", Doc = "The value of +a.")]
    private static PyObject* pos(ThreadState* ts, PyObject* module, PyObject* a) => Num.Positive(ts, a);

    [PyFunction("($module, a, /)", Doc = "The value of abs(a).")]
    private static PyObject* abs(ThreadState* ts, PyObject* module, PyObject* a) => Num.Absolute(ts, a);

    [PyFunction("($module, a, /)", Doc = "The value of ~a.")]
    private static PyObject* inv(ThreadState* ts, PyObject* module, PyObject* a) => Num.Invert(ts, a);

    [PyFunction("($module, a, /)", Doc = "The value of ~a.")]
    private static PyObject* invert(ThreadState* ts, PyObject* module, PyObject* a) => Num.Invert(ts, a);

    [PyFunction("($module, a, /)", Doc = "The value of a.__index__().")]
    private static PyObject* index(ThreadState* ts, PyObject* module, PyObject* a) => Num.Index(ts, a);

    // ---- arithmetic in place ----

    [PyFunction("($module, a, b, /)", Doc = "What a is after a += b.")]
    private static PyObject* iadd(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceAdd(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a -= b.")]
    private static PyObject* isub(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceSubtract(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a *= b.")]
    private static PyObject* imul(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceMultiply(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a @= b.")]
    private static PyObject* imatmul(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceMatrixMultiply(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a //= b.")]
    private static PyObject* ifloordiv(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceFloorDivide(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a /= b.")]
    private static PyObject* itruediv(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceTrueDivide(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a %= b.")]
    private static PyObject* imod(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceRemainder(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a <<= b.")]
    private static PyObject* ilshift(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceLshift(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a >>= b.")]
    private static PyObject* irshift(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceRshift(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a &= b.")]
    private static PyObject* iand(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceAnd(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a ^= b.")]
    private static PyObject* ixor(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceXor(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a |= b.")]
    private static PyObject* ior(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlaceOr(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What a is after a **= b.")]
    private static PyObject* ipow(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Num.InPlacePower(ts, a, b, Py.None);

    // ---- comparison and truth ----

    [PyFunction("($module, a, b, /)", Doc = "The value of a < b.")]
    private static PyObject* lt(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Obj.RichCompare(ts, a, b, CompareOp.LT);

    [PyFunction("($module, a, b, /)", Doc = "The value of a <= b.")]
    private static PyObject* le(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Obj.RichCompare(ts, a, b, CompareOp.LE);

    [PyFunction("($module, a, b, /)", Doc = "The value of a == b.")]
    private static PyObject* eq(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Obj.RichCompare(ts, a, b, CompareOp.EQ);

    [PyFunction("($module, a, b, /)", Doc = "The value of a != b.")]
    private static PyObject* ne(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Obj.RichCompare(ts, a, b, CompareOp.NE);

    [PyFunction("($module, a, b, /)", Doc = "The value of a > b.")]
    private static PyObject* gt(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Obj.RichCompare(ts, a, b, CompareOp.GT);

    [PyFunction("($module, a, b, /)", Doc = "The value of a >= b.")]
    private static PyObject* ge(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Obj.RichCompare(ts, a, b, CompareOp.GE);

    [PyFunction("($module, a, b, /)", Doc = "Tell whether a is b.")]
    private static bool is_(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => a == b;

    [PyFunction("($module, a, b, /)", Doc = "Tell whether a is not b.")]
    private static bool is_not(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => a != b;

    [PyFunction("($module, a, /)", Doc = "Tell whether a is None.")]
    private static bool is_none(ThreadState* ts, PyObject* module, PyObject* a) => a == Py.None;

    [PyFunction("($module, a, /)", Doc = "Tell whether a is not None.")]
    private static bool is_not_none(ThreadState* ts, PyObject* module, PyObject* a) => a != Py.None;

    [PyFunction("($module, a, /)", Doc = "Tell whether a is true.")]
    private static Truth truth(ThreadState* ts, PyObject* module, PyObject* a) => Obj.IsTrue(ts, a);

    [PyFunction("($module, a, /)", Doc = "Tell whether a is false.")]
    private static Truth not_(ThreadState* ts, PyObject* module, PyObject* a) => Obj.IsTrue(ts, a) switch { Truth.True => Truth.False, Truth.False => Truth.True, _ => Truth.Error };

    // ---- containers ----

    [PyFunction("($module, a, b, /)", Doc = "The value of a + b for two sequences.")]
    private static PyObject* concat(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Seq.Concat(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "What the sequence a is after a += b.")]
    private static PyObject* iconcat(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Seq.InPlaceConcat(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "Tell whether b is in a.")]
    private static Truth contains(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Obj.Contains(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The index of the first item of a that is b or equal to it.")]
    private static nint indexOf(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Seq.IndexOf(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The number of items of a that are b or equal to it.")]
    private static nint countOf(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Seq.Count(ts, a, b);

    [PyFunction("($module, a, b, /)", Doc = "The value of a[b].")]
    private static PyObject* getitem(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Obj.GetItem(ts, a, b);

    [PyFunction("($module, a, b, c, /)", Doc = "Carry out a[b] = c.")]
    private static Status setitem(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b, PyObject* c) => Obj.SetItem(ts, a, b, c);

    [PyFunction("($module, a, b, /)", Doc = "Carry out del a[b].")]
    private static Status delitem(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b) => Obj.DelItem(ts, a, b);

    [PyFunction("($module, obj, default=0, /)", Doc = "An estimate of the number of items in obj: its length, what __length_hint__ says, or the default.")]
    private static nint length_hint(ThreadState* ts, PyObject* module, PyObject* obj, nint @default) => Obj.LengthHint(ts, obj, @default);

    // ---- calls and digests ----

    [PyFunction("($module, obj, /, *args, **kwargs)", Doc = "The value of obj(*args, **kwargs).")]
    private static PyObject* call(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames) =>
        nargs < 1 ? Err.Type(ts, "call expected at least 1 argument, got 0") : Call.Vectorcall(ts, args[0], args + 1, (nuint)(nargs - 1), kwnames);

    [PyFunction("($module, a, b, /)", Doc = "Tell whether a == b, in a time that does not depend on where they differ.\n\n"
        + "Both must be str of ASCII characters, or bytes-like objects. The time may depend on the lengths and the types.")]
    private static Truth _compare_digest(ThreadState* ts, PyObject* module, PyObject* a, PyObject* b)
    {
        if (PyUnicode.Check(a) && PyUnicode.Check(b))
        {
            if (PyUnicode.IsAscii(a) && PyUnicode.IsAscii(b))
                return SameBytes(PyUnicode.Span1(a), PyUnicode.Span1(b));
            Err.Type(ts, "comparing strings with non-ASCII characters is not supported");
            return Truth.Error;
        }
        if (!BufferView.Supports(a) && !BufferView.Supports(b))
        {
            Err.Type(ts, $"unsupported operand types(s) or combination of types: '{PyType.NameOf(a)}' and '{PyType.NameOf(b)}'");
            return Truth.Error;
        }
        BufferView left = default;
        BufferView right = default;
        if (left.Get(ts, a) != Status.Ok)
            return Truth.Error;
        Truth same = right.Get(ts, b) == Status.Ok ? SameBytes(left.Span, right.Span) : Truth.Error;
        right.Release(ts);
        left.Release(ts);
        return same;
    }

    private static Truth SameBytes(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b) =>
        System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(a, b) ? Truth.True : Truth.False;
}
