// Building doubles from integers with one rounding, and taking them apart. See docs/internals/float.md.
using System.Numerics;

namespace Vivarium.Runtime.Objects;

internal static class FloatBits
{
    /// <summary>The double nearest to (mantissa + something below 1 if sticky) · 2**exponent, ties to even; infinity when out of range.</summary>
    public static double Compose(ulong mantissa, bool sticky, long exponent)
    {
        if (mantissa == 0)
            return 0.0;
        int bits = 64 - BitOperations.LeadingZeroCount(mantissa);
        long top = exponent + bits;
        if (top > 1024)
            return double.PositiveInfinity;
        // Number of mantissa bits the result can keep: 53, fewer for subnormals.
        long keep = Math.Min(53, top + 1074);
        if (keep < 0)
            return 0.0;
        int drop = (int)(bits - keep);
        if (drop > 0)
        {
            ulong rest = drop == 64 ? mantissa : mantissa & ((1UL << drop) - 1);
            ulong half = 1UL << drop - 1;
            mantissa = drop == 64 ? 0 : mantissa >> drop;
            if (rest > half || (rest == half && (sticky || (mantissa & 1) != 0)))
                mantissa++;
            exponent += drop;
        }
        return Math.ScaleB(mantissa, (int)exponent);
    }

    /// <summary>value = mantissa · 2**exponent with an odd or full mantissa; the value is finite.</summary>
    public static void Split(double value, out ulong mantissa, out int exponent)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        mantissa = bits & 0xFFFFFFFFFFFFFUL;
        int field = (int)(bits >> 52) & 0x7FF;
        if (field != 0)
            mantissa |= 1UL << 52;
        exponent = Math.Max(field, 1) - 1075;
    }

    public static bool IsNegative(double value) => BitConverter.DoubleToInt64Bits(value) < 0;
}
