// Concatenation, repetition and subscripts of str, bytes and tuple constants (docs/internals/flow.md).
using System.Numerics;
using Vivarium.Bytecode.Constants;

namespace Vivarium.Compiler.Flow;

internal static class SequenceFolding
{
    public static Constant? Concatenate(Constant left, Constant right)
    {
        switch (left, right)
        {
            case (StrConstant a, StrConstant b):
                var text = new PyTextBuilder();
                text.Append(a.Value);
                text.Append(b.Value);
                return new StrConstant(text.ToText());
            case (BytesConstant a, BytesConstant b):
                return new BytesConstant([.. a.Value, .. b.Value]);
            case (TupleConstant a, TupleConstant b):
                return new TupleConstant([.. a.Items, .. b.Items]);
            default:
                return null;
        }
    }

    /// <summary>The count is within the limits of folding, or the value is empty.</summary>
    public static Constant? Repeat(Constant value, BigInteger count)
    {
        int times = count.Sign <= 0 || Length(value) == 0 ? 0 : (int)count;
        switch (value)
        {
            case StrConstant s:
                var text = new PyTextBuilder();
                for (int i = 0; i < times; i++)
                    text.Append(s.Value);
                return new StrConstant(text.ToText());
            case BytesConstant b:
                return new BytesConstant([.. Enumerable.Repeat(b.Value, times).SelectMany(part => part)]);
            case TupleConstant t:
                return new TupleConstant([.. Enumerable.Repeat(t.Items, times).SelectMany(part => part)]);
            default:
                return null;
        }
    }

    public static Constant? Subscript(Constant container, Constant key)
    {
        if (container is not (StrConstant or BytesConstant or TupleConstant))
            return null;
        int length = Length(container);
        if (key is SliceConstant slice)
            return Indices(slice, length) is { } indexes ? Pick(container, indexes) : null;
        if (ConstantEval.AsInt(key) is not { } index)
            return null;
        if (index.Sign < 0)
            index += length;
        if (index.Sign < 0 || index >= length)
            return null;
        return container switch
        {
            BytesConstant b => new IntConstant(b.Value[(int)index]),
            TupleConstant t => t.Items[(int)index],
            _ => Pick(container, [(int)index]),
        };
    }

    private static int Length(Constant value) => value switch
    {
        StrConstant s => s.Value.CodePoints().Count(),
        BytesConstant b => b.Value.Length,
        TupleConstant t => t.Items.Length,
        _ => 0,
    };

    private static Constant Pick(Constant container, List<int> indexes)
    {
        switch (container)
        {
            case BytesConstant b:
                return new BytesConstant([.. indexes.Select(i => b.Value[i])]);
            case TupleConstant t:
                return new TupleConstant([.. indexes.Select(i => t.Items[i])]);
            default:
                int[] points = [.. ((StrConstant)container).Value.CodePoints()];
                var text = new PyTextBuilder();
                indexes.ForEach(i => text.Append(points[i]));
                return new StrConstant(text.ToText());
        }
    }

    /// <summary>The positions that a slice selects; null when it raises.</summary>
    private static List<int>? Indices(SliceConstant slice, int length)
    {
        BigInteger step = BigInteger.One;
        if (slice.Step is not NoneConstant)
        {
            if (ConstantEval.AsInt(slice.Step) is not { IsZero: false } given)
                return null;
            step = given;
        }
        BigInteger lowest = step.Sign < 0 ? BigInteger.MinusOne : BigInteger.Zero;
        BigInteger highest = step.Sign < 0 ? length - 1 : length;
        if (Bound(slice.Start, step.Sign < 0 ? highest : lowest) is not { } start
            || Bound(slice.Stop, step.Sign < 0 ? lowest : highest) is not { } stop)
        {
            return null;
        }
        var indexes = new List<int>();
        for (BigInteger i = start; step.Sign > 0 ? i < stop : i > stop; i += step)
            indexes.Add((int)i);
        return indexes;

        BigInteger? Bound(Constant value, BigInteger missing)
        {
            if (value is NoneConstant)
                return missing;
            if (ConstantEval.AsInt(value) is not { } bound)
                return null;
            if (bound.Sign < 0)
                bound += length;
            return BigInteger.Min(BigInteger.Max(bound, lowest), highest);
        }
    }
}
