// Euclidean length of a vector without overflow, underflow or loss of digits: scaled by a power of two, squares and sums with the parts that rounding would lose,
// and one Newton step on the root. See docs/internals/math.md.
using M = System.Math;

namespace Vivarium.Stdlib.Mathematics;

internal static unsafe class VectorNorm
{
    /// <summary>Of absolute values; the array is scratch afterwards. Infinite coordinates win over NaNs.</summary>
    public static double Of(double* values, nint count, double max, bool foundNaN)
    {
        if (double.IsInfinity(max))
            return max;
        if (foundNaN)
            return double.NaN;
        if (max == 0.0 || count <= 1)
            return max;
        int exponent = M.ILogB(max) + 1;
        if (exponent < -1023)
        {
            const double Smallest = 2.2250738585072014e-308;
            for (nint i = 0; i < count; i++)
                values[i] /= Smallest;
            return Smallest * Of(values, count, max / Smallest, false);
        }
        double scale = M.ScaleB(1.0, -exponent);
        // The sum starts at 1, so that it is never smaller than what is added.
        double sum = 1.0;
        double squares = 0.0;
        double sums = 0.0;
        for (nint i = 0; i < count; i++)
        {
            double x = values[i] * scale;
            double high = x * x;
            Add(high, ref sum, ref sums);
            squares += M.FusedMultiplyAdd(x, x, -high);
        }
        double root = M.Sqrt(sum - 1.0 + (squares + sums));
        double product = -root * root;
        Add(product, ref sum, ref sums);
        squares += M.FusedMultiplyAdd(-root, root, -product);
        root += (sum - 1.0 + (squares + sums)) / (2.0 * root);
        return root / scale;
    }

    /// <summary>Adds to the sum, and what the addition loses to the losses; |sum| ≥ |value|.</summary>
    private static void Add(double value, ref double sum, ref double losses)
    {
        double next = sum + value;
        losses += value - (next - sum);
        sum = next;
    }
}
