// The constants a code object can carry, as plain managed values: the front end knows no heap (see docs/internals/bytecode.md).
// Equality is that of CPython's constant table: values are equal only when their types, signs of zero and items' types are.
using System.Numerics;

namespace Vivarium.Bytecode.Constants;

/// <summary>A value that may stand in <c>co_consts</c> or in an <c>ast.Constant</c>.</summary>
internal abstract class Constant : IEquatable<Constant>
{
    public static readonly Constant None = new NoneConstant();
    public static readonly Constant Ellipsis = new EllipsisConstant();
    public static readonly Constant True = new BoolConstant(true);
    public static readonly Constant False = new BoolConstant(false);

    public static Constant Of(bool value) => value ? True : False;
    public static Constant Of(BigInteger value) => new IntConstant(value);
    public static Constant Of(double value) => new FloatConstant(value);
    public static Constant Of(string value) => new StrConstant(PyText.FromString(value));

    public abstract bool Equals(Constant? other);
    public sealed override bool Equals(object? obj) => Equals(obj as Constant);
    public abstract override int GetHashCode();

    internal static bool SequenceEqual(Constant[] left, Constant[] right) => left.AsSpan().SequenceEqual(right);

    internal static int SequenceHash(int seed, Constant[] items)
    {
        HashCode hash = default;
        hash.Add(seed);
        foreach (Constant item in items)
            hash.Add(item.GetHashCode());
        return hash.ToHashCode();
    }
}

internal sealed class NoneConstant : Constant
{
    public override bool Equals(Constant? other) => other is NoneConstant;
    public override int GetHashCode() => 1;
}

internal sealed class EllipsisConstant : Constant
{
    public override bool Equals(Constant? other) => other is EllipsisConstant;
    public override int GetHashCode() => 2;
}

internal sealed class BoolConstant(bool value) : Constant
{
    public bool Value { get; } = value;
    public override bool Equals(Constant? other) => other is BoolConstant b && b.Value == Value;
    public override int GetHashCode() => Value ? 3 : 4;
}

internal sealed class IntConstant(BigInteger value) : Constant
{
    public BigInteger Value { get; } = value;
    public override bool Equals(Constant? other) => other is IntConstant i && i.Value == Value;
    public override int GetHashCode() => HashCode.Combine(5, Value);
}

internal sealed class FloatConstant(double value) : Constant
{
    public double Value { get; } = value;

    /// <summary>A NaN equals only itself, as the compiler never shares two of them.</summary>
    public override bool Equals(Constant? other) =>
        ReferenceEquals(this, other)
        || (other is FloatConstant f && !double.IsNaN(Value)
            && BitConverter.DoubleToInt64Bits(f.Value) == BitConverter.DoubleToInt64Bits(Value));

    public override int GetHashCode() => HashCode.Combine(6, BitConverter.DoubleToInt64Bits(Value));
}

internal sealed class ComplexConstant(double real, double imag) : Constant
{
    public double Real { get; } = real;
    public double Imag { get; } = imag;
    public override bool Equals(Constant? other) =>
        other is ComplexConstant c
        && BitConverter.DoubleToInt64Bits(c.Real) == BitConverter.DoubleToInt64Bits(Real)
        && BitConverter.DoubleToInt64Bits(c.Imag) == BitConverter.DoubleToInt64Bits(Imag);
    public override int GetHashCode() => HashCode.Combine(7, Real, Imag);
}

internal sealed class StrConstant(PyText value) : Constant
{
    public PyText Value { get; } = value;
    public override bool Equals(Constant? other) => other is StrConstant s && s.Value.Equals(Value);
    public override int GetHashCode() => HashCode.Combine(8, Value);
}

internal sealed class BytesConstant(byte[] value) : Constant
{
    public byte[] Value { get; } = value;
    public override bool Equals(Constant? other) => other is BytesConstant b && b.Value.AsSpan().SequenceEqual(Value);
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(Value);
        return hash.ToHashCode();
    }
}

internal sealed class TupleConstant(Constant[] items) : Constant
{
    public Constant[] Items { get; } = items;
    public override bool Equals(Constant? other) => other is TupleConstant t && SequenceEqual(t.Items, Items);
    public override int GetHashCode() => SequenceHash(10, Items);
}

/// <summary>The items are distinct; their order means nothing.</summary>
internal sealed class FrozenSetConstant(Constant[] items) : Constant
{
    public Constant[] Items { get; } = items;

    public override bool Equals(Constant? other) =>
        other is FrozenSetConstant set
        && (ReferenceEquals(this, other) || (set.Items.Length == Items.Length && new HashSet<Constant>(Items).SetEquals(set.Items)));

    public override int GetHashCode()
    {
        int hash = 11;
        foreach (Constant item in Items)
            hash += item.GetHashCode();
        return hash;
    }
}

internal sealed class SliceConstant(Constant start, Constant stop, Constant step) : Constant
{
    public Constant Start { get; } = start;
    public Constant Stop { get; } = stop;
    public Constant Step { get; } = step;
    public override bool Equals(Constant? other) =>
        other is SliceConstant s && s.Start.Equals(Start) && s.Stop.Equals(Stop) && s.Step.Equals(Step);
    public override int GetHashCode() => HashCode.Combine(12, Start, Stop, Step);
}
