// The algorithms behind math that are ours (gamma, lgamma, hypot, fsum) against the reference's results, bit for bit where the C library takes no part.
using Vivarium.Stdlib.Mathematics;

namespace Vivarium.Runtime.Tests.Numbers;

public unsafe class MathTests
{
    private static double Double(string hex) => BitConverter.Int64BitsToDouble(Convert.ToInt64(hex, 16));

    [Fact]
    public void Results_are_the_references()
    {
        foreach (string line in File.ReadLines(Repository.PathOf("tests/golden/numbers/math.txt")).Where(l => l[0] != '#'))
        {
            string[] parts = line.Split('\t');
            double[] arguments = [.. parts[1].Split(' ').Select(Double)];
            double expected = Double(parts[2]);
            double result = parts[0] switch
            {
                "gamma" => GammaFunction.Gamma(arguments[0]),
                "lgamma" => GammaFunction.LogGamma(arguments[0]),
                "hypot" => Hypot(arguments),
                _ => Sum(arguments),
            };
            Assert.True(BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(result), $"{parts[0]}({arguments[0]:R} …) is {expected:R}, not {result:R}");
        }
    }

    private static double Hypot(double[] values)
    {
        double[] sizes = [.. values.Select(Math.Abs)];
        fixed (double* p = sizes)
            return VectorNorm.Of(p, sizes.Length, sizes.Max(), false);
    }

    private static double Sum(double[] values)
    {
        var sum = new ExactSum();
        foreach (double value in values)
            Assert.True(sum.Add(value));
        Assert.True(sum.TryFinish(out double result));
        return result;
    }
}
