// The number protocol: binary operations with reflected fallbacks, in-place forms, conversions. See docs/internals/objects.md.
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Num
{
    /// <summary>The slot of the object's type at that offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static binaryfunc SlotAt(PyObject* o, int offset) => *(binaryfunc*)((byte*)TypeSlots.Of(o) + offset);

    /// <summary>The two operands' slots in the order of the data model; NotImplemented when neither knows.</summary>
    private static PyObject* TryBinary(ThreadState* ts, PyObject* a, PyObject* b, int offset)
    {
        binaryfunc left = SlotAt(a, offset);
        binaryfunc right = null;
        if (a->ob_type != b->ob_type)
        {
            right = SlotAt(b, offset);
            if (right == left)
                right = null;
        }
        if (left != null)
        {
            if (right != null && PyType.IsSubtype(b->ob_type, a->ob_type))
            {
                PyObject* first = right(ts, a, b);
                if (first != Py.NotImplemented)
                    return first;
                right = null;
            }
            PyObject* result = left(ts, a, b);
            if (result != Py.NotImplemented)
                return result;
        }
        return right != null ? right(ts, a, b) : Py.NotImplemented;
    }

    private static PyObject* Unsupported(ThreadState* ts, PyObject* a, PyObject* b, string op) =>
        Err.Type(ts, $"unsupported operand type(s) for {op}: '{PyType.NameOf(a)}' and '{PyType.NameOf(b)}'");

    private static PyObject* Binary(ThreadState* ts, PyObject* a, PyObject* b, int offset, string op)
    {
        PyObject* result = TryBinary(ts, a, b, offset);
        return result != Py.NotImplemented ? result : Unsupported(ts, a, b, op);
    }

    private static PyObject* InPlace(ThreadState* ts, PyObject* a, PyObject* b, int inPlaceOffset, int offset, string op)
    {
        binaryfunc own = SlotAt(a, inPlaceOffset);
        if (own != null)
        {
            PyObject* result = own(ts, a, b);
            if (result != Py.NotImplemented)
                return result;
        }
        return Binary(ts, a, b, offset, op);
    }

    private static class At
    {
        public static readonly int Add = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_add);

        public static readonly int InPlaceAdd = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_add);

        public static readonly int And = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_and);

        public static readonly int InPlaceAnd = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_and);

        public static readonly int FloorDivide = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_floor_divide);

        public static readonly int InPlaceFloorDivide = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_floor_divide);

        public static readonly int Lshift = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_lshift);

        public static readonly int InPlaceLshift = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_lshift);

        public static readonly int MatrixMultiply = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_matrix_multiply);

        public static readonly int InPlaceMatrixMultiply = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_matrix_multiply);

        public static readonly int Multiply = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_multiply);

        public static readonly int InPlaceMultiply = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_multiply);

        public static readonly int Remainder = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_remainder);

        public static readonly int InPlaceRemainder = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_remainder);

        public static readonly int Or = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_or);

        public static readonly int InPlaceOr = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_or);

        public static readonly int Rshift = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_rshift);

        public static readonly int InPlaceRshift = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_rshift);

        public static readonly int Subtract = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_subtract);

        public static readonly int InPlaceSubtract = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_subtract);

        public static readonly int TrueDivide = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_true_divide);

        public static readonly int InPlaceTrueDivide = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_true_divide);

        public static readonly int Xor = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_xor);

        public static readonly int InPlaceXor = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_inplace_xor);

        public static readonly int Divmod = TypeSlots.OffsetOf(&TypeSlots.Sample->nb_divmod);
    }

    // ---- Operators ----

    public static PyObject* Add(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyObject* result = TryBinary(ts, a, b, At.Add);
        if (result != Py.NotImplemented)
            return result;
        binaryfunc concat = TypeSlots.Of(a)->sq_concat;
        return concat != null ? concat(ts, a, b) : Unsupported(ts, a, b, "+");
    }

    public static PyObject* InPlaceAdd(ThreadState* ts, PyObject* a, PyObject* b)
    {
        binaryfunc own = TypeSlots.Of(a)->nb_inplace_add;
        PyObject* result = own != null ? own(ts, a, b) : Py.NotImplemented;
        if (result == Py.NotImplemented)
            result = TryBinary(ts, a, b, At.Add);
        if (result != Py.NotImplemented)
            return result;
        binaryfunc concat = TypeSlots.Of(a)->sq_inplace_concat;
        if (concat == null)
            concat = TypeSlots.Of(a)->sq_concat;
        return concat != null ? concat(ts, a, b) : Unsupported(ts, a, b, "+=");
    }

    public static PyObject* Multiply(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyObject* result = TryBinary(ts, a, b, At.Multiply);
        return result != Py.NotImplemented ? result : RepeatEither(ts, a, b, TypeSlots.Of(a)->sq_repeat, "*");
    }

    public static PyObject* InPlaceMultiply(ThreadState* ts, PyObject* a, PyObject* b)
    {
        binaryfunc own = TypeSlots.Of(a)->nb_inplace_multiply;
        PyObject* result = own != null ? own(ts, a, b) : Py.NotImplemented;
        if (result == Py.NotImplemented)
            result = TryBinary(ts, a, b, At.Multiply);
        if (result != Py.NotImplemented)
            return result;
        ssizeargfunc repeat = TypeSlots.Of(a)->sq_inplace_repeat;
        if (repeat == null)
            repeat = TypeSlots.Of(a)->sq_repeat;
        return RepeatEither(ts, a, b, repeat, "*=");
    }

    private static PyObject* RepeatEither(ThreadState* ts, PyObject* a, PyObject* b, ssizeargfunc repeatA, string op)
    {
        if (repeatA != null)
            return RepeatBy(ts, repeatA, a, b);
        ssizeargfunc repeatB = TypeSlots.Of(b)->sq_repeat;
        return repeatB != null ? RepeatBy(ts, repeatB, b, a) : Unsupported(ts, a, b, op);
    }

    private static PyObject* RepeatBy(ThreadState* ts, ssizeargfunc repeat, PyObject* sequence, PyObject* count)
    {
        if (!HasIndex(count))
            return Err.Type(ts, $"can't multiply sequence by non-int of type '{PyType.NameOf(count)}'");
        nint n = AsSsize(ts, count, Exc.OverflowError);
        return n == -1 && Err.Occurred(ts) ? null : repeat(ts, sequence, n);
    }

    public static PyObject* Divmod(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.Divmod, "divmod()");

    public static PyObject* And(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.And, "&");

    public static PyObject* FloorDivide(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.FloorDivide, "//");

    public static PyObject* Lshift(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.Lshift, "<<");

    public static PyObject* MatrixMultiply(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.MatrixMultiply, "@");

    public static PyObject* Remainder(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.Remainder, "%");

    public static PyObject* Or(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.Or, "|");

    public static PyObject* Rshift(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.Rshift, ">>");

    public static PyObject* Subtract(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.Subtract, "-");

    public static PyObject* TrueDivide(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.TrueDivide, "/");

    public static PyObject* Xor(ThreadState* ts, PyObject* a, PyObject* b) => Binary(ts, a, b, At.Xor, "^");

    public static PyObject* Power(ThreadState* ts, PyObject* a, PyObject* b, PyObject* mod) => Ternary(ts, a, b, mod, "** or pow()");

    public static PyObject* InPlacePower(ThreadState* ts, PyObject* a, PyObject* b, PyObject* mod)
    {
        ternaryfunc own = TypeSlots.Of(a)->nb_inplace_power;
        if (own != null)
        {
            PyObject* result = own(ts, a, b, mod);
            if (result != Py.NotImplemented)
                return result;
        }
        return Ternary(ts, a, b, mod, "**=");
    }

    private static PyObject* Ternary(ThreadState* ts, PyObject* a, PyObject* b, PyObject* mod, string op)
    {
        ternaryfunc left = TypeSlots.Of(a)->nb_power;
        ternaryfunc right = null;
        if (a->ob_type != b->ob_type)
        {
            right = TypeSlots.Of(b)->nb_power;
            if (right == left)
                right = null;
        }
        if (left != null)
        {
            if (right != null && PyType.IsSubtype(b->ob_type, a->ob_type))
            {
                PyObject* first = right(ts, a, b, mod);
                if (first != Py.NotImplemented)
                    return first;
                right = null;
            }
            PyObject* result = left(ts, a, b, mod);
            if (result != Py.NotImplemented)
                return result;
        }
        if (right != null)
        {
            PyObject* result = right(ts, a, b, mod);
            if (result != Py.NotImplemented)
                return result;
        }
        ternaryfunc third = TypeSlots.Of(mod)->nb_power;
        if (third != null && third != left && third != right && mod != Py.None)
        {
            PyObject* result = third(ts, a, b, mod);
            if (result != Py.NotImplemented)
                return result;
        }
        return mod == Py.None
            ? Unsupported(ts, a, b, op)
            : Err.Type(ts, $"unsupported operand type(s) for {op}: '{PyType.NameOf(a)}', '{PyType.NameOf(b)}', '{PyType.NameOf(mod)}'");
    }

    public static PyObject* InPlaceSubtract(ThreadState* ts, PyObject* a, PyObject* b) => InPlace(ts, a, b, At.InPlaceSubtract, At.Subtract, "-=");

    public static PyObject* InPlaceRemainder(ThreadState* ts, PyObject* a, PyObject* b) => InPlace(ts, a, b, At.InPlaceRemainder, At.Remainder, "%=");

    public static PyObject* InPlaceLshift(ThreadState* ts, PyObject* a, PyObject* b) => InPlace(ts, a, b, At.InPlaceLshift, At.Lshift, "<<=");

    public static PyObject* InPlaceRshift(ThreadState* ts, PyObject* a, PyObject* b) => InPlace(ts, a, b, At.InPlaceRshift, At.Rshift, ">>=");

    public static PyObject* InPlaceAnd(ThreadState* ts, PyObject* a, PyObject* b) => InPlace(ts, a, b, At.InPlaceAnd, At.And, "&=");

    public static PyObject* InPlaceXor(ThreadState* ts, PyObject* a, PyObject* b) => InPlace(ts, a, b, At.InPlaceXor, At.Xor, "^=");

    public static PyObject* InPlaceOr(ThreadState* ts, PyObject* a, PyObject* b) => InPlace(ts, a, b, At.InPlaceOr, At.Or, "|=");

    public static PyObject* InPlaceFloorDivide(ThreadState* ts, PyObject* a, PyObject* b) => InPlace(ts, a, b, At.InPlaceFloorDivide, At.FloorDivide, "//=");

    public static PyObject* InPlaceTrueDivide(ThreadState* ts, PyObject* a, PyObject* b) => InPlace(ts, a, b, At.InPlaceTrueDivide, At.TrueDivide, "/=");

    public static PyObject* InPlaceMatrixMultiply(ThreadState* ts, PyObject* a, PyObject* b) => InPlace(ts, a, b, At.InPlaceMatrixMultiply, At.MatrixMultiply, "@=");

    /// <summary>Any binary operation by the number BINARY_OP carries (NB_ADD …), in-place forms included.</summary>
    public static PyObject* BinaryOp(ThreadState* ts, PyObject* a, PyObject* b, int nbOp) => nbOp switch
    {
        0 => Add(ts, a, b),
        13 => InPlaceAdd(ts, a, b),
        1 => And(ts, a, b),
        14 => InPlaceAnd(ts, a, b),
        2 => FloorDivide(ts, a, b),
        15 => InPlaceFloorDivide(ts, a, b),
        3 => Lshift(ts, a, b),
        16 => InPlaceLshift(ts, a, b),
        4 => MatrixMultiply(ts, a, b),
        17 => InPlaceMatrixMultiply(ts, a, b),
        5 => Multiply(ts, a, b),
        18 => InPlaceMultiply(ts, a, b),
        6 => Remainder(ts, a, b),
        19 => InPlaceRemainder(ts, a, b),
        7 => Or(ts, a, b),
        20 => InPlaceOr(ts, a, b),
        8 => Power(ts, a, b, Py.None),
        21 => InPlacePower(ts, a, b, Py.None),
        9 => Rshift(ts, a, b),
        22 => InPlaceRshift(ts, a, b),
        10 => Subtract(ts, a, b),
        23 => InPlaceSubtract(ts, a, b),
        11 => TrueDivide(ts, a, b),
        24 => InPlaceTrueDivide(ts, a, b),
        12 => Xor(ts, a, b),
        25 => InPlaceXor(ts, a, b),
        26 => Obj.GetItem(ts, a, b),
        _ => Err.System(ts, "bad binary operation"),
    };
}
