// Evaluates operators on constants at compile time, within the limits that keep a code object from growing beyond reason.
// A null result means: leave it to run time, where it raises or is too large to fold. See docs/internals/flow.md.
using System.Numerics;
using Vivarium.Bytecode;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

internal static class ConstantEval
{
    // Limits on folded results: bits of an int, items of a tuple, length of a str or bytes, items counted through nesting.
    private const int MaxIntBits = 128;
    private const int MaxCollectionSize = 256;
    private const int MaxStrSize = 4096;
    private const int MaxTotalItems = 1024;

    public static bool IsTrue(Constant value) => value switch
    {
        NoneConstant => false,
        BoolConstant b => b.Value,
        IntConstant i => !i.Value.IsZero,
        FloatConstant f => f.Value != 0,
        ComplexConstant c => c.Real != 0 || c.Imag != 0,
        StrConstant s => !s.Value.Utf8.IsEmpty,
        BytesConstant b => b.Value.Length > 0,
        TupleConstant t => t.Items.Length > 0,
        FrozenSetConstant f => f.Items.Length > 0,
        _ => true,
    };

    public static Constant? Unary(Opcode opcode, Constant operand)
    {
        switch (opcode)
        {
            case Opcode.UNARY_NOT:
                return Constant.Of(!IsTrue(operand));
            case Opcode.UNARY_INVERT:
                // ~bool is deprecated: left to run time, where it warns.
                return operand is IntConstant i ? new IntConstant(-i.Value - 1) : null;
            case Opcode.UNARY_NEGATIVE:
                return operand switch
                {
                    FloatConstant f => new FloatConstant(-f.Value),
                    ComplexConstant c => new ComplexConstant(-c.Real, -c.Imag),
                    _ => AsInt(operand) is { } n ? new IntConstant(-n) : null,
                };
            default:
                return operand is FloatConstant or ComplexConstant ? operand : AsInt(operand) is { } value ? new IntConstant(value) : null;
        }
    }

    public static Constant? Binary(BinaryOpKind kind, Constant left, Constant right)
    {
        switch (kind)
        {
            case BinaryOpKind.NB_SUBSCR:
                return SequenceFolding.Subscript(left, right);
            case BinaryOpKind.NB_MULTIPLY when !IsMultiplySafe(left, right):
            case BinaryOpKind.NB_REMAINDER when left is StrConstant or BytesConstant:
            case BinaryOpKind.NB_POWER when !IsPowerSafe(left, right):
            case BinaryOpKind.NB_LSHIFT when !IsShiftSafe(left, right):
                return null;
        }
        if (left is BoolConstant a && right is BoolConstant b)
        {
            switch (kind)
            {
                case BinaryOpKind.NB_AND: return Constant.Of(a.Value & b.Value);
                case BinaryOpKind.NB_OR: return Constant.Of(a.Value | b.Value);
                case BinaryOpKind.NB_XOR: return Constant.Of(a.Value ^ b.Value);
            }
        }
        if (IsNumber(left) && IsNumber(right))
            return NumberFolding.Binary(kind, left, right);
        return kind switch
        {
            BinaryOpKind.NB_ADD => SequenceFolding.Concatenate(left, right),
            BinaryOpKind.NB_MULTIPLY when AsInt(right) is { } count => SequenceFolding.Repeat(left, count),
            BinaryOpKind.NB_MULTIPLY when AsInt(left) is { } count => SequenceFolding.Repeat(right, count),
            _ => null,
        };
    }

    /// <summary>An int or bool as a number.</summary>
    public static BigInteger? AsInt(Constant value) => value switch
    {
        IntConstant i => i.Value,
        BoolConstant b => b.Value ? BigInteger.One : BigInteger.Zero,
        _ => null,
    };

    /// <summary>The values without those that compare equal to an earlier one.</summary>
    public static Constant[] Distinct(Constant[] values)
    {
        var seen = new HashSet<Constant>();
        return [.. values.Where(value => seen.Add(EqualityKey(value)))];
    }

    private static Constant EqualityKey(Constant value) => value switch
    {
        BoolConstant b => new IntConstant(b.Value ? 1 : 0),
        FloatConstant f when double.IsFinite(f.Value) && f.Value == Math.Floor(f.Value) => new IntConstant(new BigInteger(f.Value)),
        ComplexConstant { Imag: 0 } c => EqualityKey(new FloatConstant(c.Real)),
        TupleConstant t => new TupleConstant(Array.ConvertAll(t.Items, EqualityKey)),
        FrozenSetConstant f => new FrozenSetConstant(Array.ConvertAll(f.Items, EqualityKey)),
        _ => value,
    };

    private static bool IsNumber(Constant value) => value is IntConstant or BoolConstant or FloatConstant or ComplexConstant;

    private static bool IsMultiplySafe(Constant left, Constant right)
    {
        if (AsInt(left) is not { } n)
            return AsInt(right) is null || left is not (TupleConstant or FrozenSetConstant or StrConstant or BytesConstant)
                || IsMultiplySafe(right, left);
        if (AsInt(right) is { } m)
            return n.IsZero || m.IsZero || Bits(n) + Bits(m) <= MaxIntBits;
        int size;
        int limit;
        switch (right)
        {
            case TupleConstant t:
                (size, limit) = (t.Items.Length, MaxCollectionSize);
                break;
            case FrozenSetConstant f:
                (size, limit) = (f.Items.Length, MaxCollectionSize);
                break;
            case StrConstant s:
                (size, limit) = (s.Value.CodePoints().Count(), MaxStrSize);
                break;
            case BytesConstant b:
                (size, limit) = (b.Value.Length, MaxStrSize);
                break;
            default:
                return true;
        }
        if (size == 0)
            return true;
        if (n.Sign < 0 || n > limit / size)
            return false;
        return n.IsZero || limit == MaxStrSize || RemainingItems(right, MaxTotalItems / (int)n) >= 0;
    }

    private static int RemainingItems(Constant value, int limit)
    {
        Constant[] items = value is TupleConstant t ? t.Items : value is FrozenSetConstant f ? f.Items : [];
        limit -= items.Length;
        for (int i = 0; limit >= 0 && i < items.Length; i++)
            limit = RemainingItems(items[i], limit);
        return limit;
    }

    private static bool IsPowerSafe(Constant left, Constant right) =>
        AsInt(left) is not { } n || AsInt(right) is not { } power || n.IsZero || power.Sign <= 0
        || (power <= MaxIntBits && Bits(n) <= MaxIntBits / (int)power);

    private static bool IsShiftSafe(Constant left, Constant right) =>
        AsInt(left) is not { } n || AsInt(right) is not { } shift || n.IsZero || shift.IsZero
        || (shift.Sign > 0 && shift <= MaxIntBits && Bits(n) <= MaxIntBits - (int)shift);

    private static long Bits(BigInteger value) => (long)BigInteger.Abs(value).GetBitLength();
}
