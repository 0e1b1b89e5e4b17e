// Gamma and log-gamma by a Lanczos approximation of 13 terms (the well-known coefficients for double precision), so that results are the same on every platform.
// See docs/internals/math.md.
using M = System.Math;

namespace Vivarium.Stdlib.Mathematics;

internal static class GammaFunction
{
    private const double G = 6.024680040776729583740234375;
    private const double GMinusHalf = 5.524680040776729583740234375;
    private const double LogPi = 1.144729885849400174143427351353058711647;

    private static readonly double[] s_numerator =
    [
        23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
        35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
        6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
        248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
        2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
        8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
        2.5066282746310002701649081771338373386264310793408,
    ];

    private static readonly double[] s_denominator =
    [
        0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0, 1925.0, 66.0, 1.0,
    ];

    /// <summary>(n - 1)! for n from 1 to 23.</summary>
    private static readonly double[] s_factorials =
    [
        1.0, 1.0, 2.0, 6.0, 24.0, 120.0, 720.0, 5040.0, 40320.0, 362880.0, 3628800.0, 39916800.0, 479001600.0, 6227020800.0, 87178291200.0,
        1307674368000.0, 20922789888000.0, 355687428096000.0, 6402373705728000.0, 121645100408832000.0, 2432902008176640000.0,
        51090942171709440000.0, 1124000727777607680000.0,
    ];

    /// <summary>Of an x that is no pole; infinite when out of range.</summary>
    public static double Gamma(double x)
    {
        if (!double.IsFinite(x))
            return x;
        if (x == M.Floor(x) && x is > 0.0 and <= 23.0)
            return s_factorials[(int)x - 1];
        double size = M.Abs(x);
        if (size < 1e-20)
            return 1.0 / x;
        if (size > 200.0)
            return x < 0.0 ? 0.0 / SinPi(x) : double.PositiveInfinity;
        double y = size + GMinusHalf;
        // What the addition lost, scaled to correct the result.
        double lost = size > GMinusHalf ? y - size - GMinusHalf : y - GMinusHalf - size;
        double correction = lost * G / y;
        double result;
        if (x < 0.0)
        {
            result = -M.PI / SinPi(size) / size * M.Exp(y) / Lanczos(size);
            result -= correction * result;
            if (size < 140.0)
                return result / M.Pow(y, size - 0.5);
            double root = M.Pow(y, size / 2.0 - 0.25);
            return result / root / root;
        }
        result = Lanczos(size) / M.Exp(y);
        result += correction * result;
        if (size < 140.0)
            return result * M.Pow(y, size - 0.5);
        double half = M.Pow(y, size / 2.0 - 0.25);
        return result * half * half;
    }

    public static double LogGamma(double x)
    {
        if (!double.IsFinite(x))
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        if (x is 1.0 or 2.0)
            return 0.0;
        double size = M.Abs(x);
        if (size < 1e-20)
            return -M.Log(size);
        double result = M.Log(Lanczos(size)) - G;
        result += (size - 0.5) * (M.Log(size + G - 0.5) - 1.0);
        return x < 0.0 ? LogPi - M.Log(M.Abs(SinPi(size))) - M.Log(size) - result : result;
    }

    /// <summary>The rational function, in powers of x or of 1/x, whichever is small.</summary>
    private static double Lanczos(double x)
    {
        double numerator = 0.0;
        double denominator = 0.0;
        if (x < 5.0)
        {
            for (int i = s_numerator.Length - 1; i >= 0; i--)
            {
                numerator = numerator * x + s_numerator[i];
                denominator = denominator * x + s_denominator[i];
            }
        }
        else
        {
            for (int i = 0; i < s_numerator.Length; i++)
            {
                numerator = numerator / x + s_numerator[i];
                denominator = denominator / x + s_denominator[i];
            }
        }
        return numerator / denominator;
    }

    /// <summary>sin(pi x), accurate near whole numbers.</summary>
    private static double SinPi(double x)
    {
        double y = M.Abs(x) % 2.0;
        double sine = (int)M.Round(2.0 * y, MidpointRounding.AwayFromZero) switch
        {
            0 => M.Sin(M.PI * y),
            1 => M.Cos(M.PI * (y - 0.5)),
            2 => M.Sin(M.PI * (1.0 - y)),
            3 => -M.Cos(M.PI * (y - 1.5)),
            _ => M.Sin(M.PI * (y - 2.0)),
        };
        return M.CopySign(1.0, x) * sine;
    }
}
