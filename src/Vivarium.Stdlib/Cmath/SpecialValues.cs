// What the functions of cmath give when a part of the argument is no finite number: the values of C's Annex G, where CPython goes by it. Rows are kinds of the real part, columns those of the
// imaginary one: -inf, negative, -0, 0, positive, inf, NaN. What is computed (both parts finite) or an error stands as NaN. See docs/internals/math.md.
using M = System.Math;

namespace Vivarium.Stdlib.Cmath;

internal static class SpecialValues
{
    private const double Inf = double.PositiveInfinity;
    private const double Pi = M.PI;
    private const double Half = M.PI / 2;
    private const double Quarter = M.PI / 4;
    private const double Most = 3 * M.PI / 4;

    /// <summary>Turned into the positive NaN when it is looked up.</summary>
    private const double NaN = double.NaN;

    private const int Kinds = 7;

    private static int Kind(double x)
    {
        if (double.IsNaN(x))
            return 6;
        if (x == 0.0)
            return double.IsNegative(x) ? 2 : 3;
        return x < 0.0 ? double.IsFinite(x) ? 1 : 0 : double.IsFinite(x) ? 4 : 5;
    }

    public static ComplexValue Find(ReadOnlySpan<double> table, ComplexValue z)
    {
        int place = 2 * (Kind(z.Real) * Kinds + Kind(z.Imag));
        return new ComplexValue(Positive(table[place]), Positive(table[place + 1]));
    }

    private static double Positive(double x) => double.IsNaN(x) ? M.Abs(x) : x;

    public static ReadOnlySpan<double> Acos =>
    [
        Most, Inf, Pi, Inf, Pi, Inf, Pi, -Inf, Pi, -Inf, Most, -Inf, NaN, Inf,
        Half, Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Half, -Inf, NaN, NaN,
        Half, Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Half, -Inf, Half, NaN,
        Half, Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Half, -Inf, Half, NaN,
        Half, Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Half, -Inf, NaN, NaN,
        Quarter, Inf, 0.0, Inf, 0.0, Inf, 0.0, -Inf, 0.0, -Inf, Quarter, -Inf, NaN, Inf,
        NaN, Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, -Inf, NaN, NaN,
    ];

    public static ReadOnlySpan<double> Acosh =>
    [
        Inf, -Most, Inf, -Pi, Inf, -Pi, Inf, Pi, Inf, Pi, Inf, Most, Inf, NaN,
        Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Half, NaN, NaN,
        Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Half, NaN, Half,
        Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Half, NaN, Half,
        Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Half, NaN, NaN,
        Inf, -Quarter, Inf, -0.0, Inf, -0.0, Inf, 0.0, Inf, 0.0, Inf, Quarter, Inf, NaN,
        Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, NaN, NaN, NaN,
    ];

    public static ReadOnlySpan<double> Asinh =>
    [
        -Inf, -Quarter, -Inf, -0.0, -Inf, -0.0, -Inf, 0.0, -Inf, 0.0, -Inf, Quarter, -Inf, NaN,
        -Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, -Inf, Half, NaN, NaN,
        -Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, -Inf, Half, NaN, NaN,
        Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Half, NaN, NaN,
        Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Half, NaN, NaN,
        Inf, -Quarter, Inf, -0.0, Inf, -0.0, Inf, 0.0, Inf, 0.0, Inf, Quarter, Inf, NaN,
        Inf, NaN, NaN, NaN, NaN, -0.0, NaN, 0.0, NaN, NaN, Inf, NaN, NaN, NaN,
    ];

    public static ReadOnlySpan<double> Atanh =>
    [
        -0.0, -Half, -0.0, -Half, -0.0, -Half, -0.0, Half, -0.0, Half, -0.0, Half, -0.0, NaN,
        -0.0, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, -0.0, Half, NaN, NaN,
        -0.0, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, -0.0, Half, -0.0, NaN,
        0.0, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0.0, Half, 0.0, NaN,
        0.0, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0.0, Half, NaN, NaN,
        0.0, -Half, 0.0, -Half, 0.0, -Half, 0.0, Half, 0.0, Half, 0.0, Half, 0.0, NaN,
        0.0, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0.0, Half, NaN, NaN,
    ];

    public static ReadOnlySpan<double> Cosh =>
    [
        NaN, NaN, -Inf, Inf, Inf, 0.0, Inf, -0.0, -Inf, -Inf, NaN, NaN, Inf, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0.0,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0.0,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        NaN, NaN, -Inf, -Inf, Inf, -0.0, Inf, 0.0, -Inf, Inf, NaN, NaN, Inf, NaN,
        NaN, NaN, NaN, NaN, NaN, 0.0, NaN, 0.0, NaN, NaN, NaN, NaN, NaN, NaN,
    ];

    public static ReadOnlySpan<double> Exp =>
    [
        0.0, 0.0, -0.0, -0.0, 0.0, -0.0, 0.0, 0.0, -0.0, 0.0, 0.0, 0.0, 0.0, 0.0,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        NaN, NaN, -Inf, -Inf, Inf, -0.0, Inf, 0.0, -Inf, Inf, NaN, NaN, Inf, NaN,
        NaN, NaN, NaN, NaN, NaN, -0.0, NaN, 0.0, NaN, NaN, NaN, NaN, NaN, NaN,
    ];

    public static ReadOnlySpan<double> Log =>
    [
        Inf, -Most, Inf, -Pi, Inf, -Pi, Inf, Pi, Inf, Pi, Inf, Most, Inf, NaN,
        Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Half, NaN, NaN,
        Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Half, NaN, NaN,
        Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Half, NaN, NaN,
        Inf, -Half, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Half, NaN, NaN,
        Inf, -Quarter, Inf, -0.0, Inf, -0.0, Inf, 0.0, Inf, 0.0, Inf, Quarter, Inf, NaN,
        Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, NaN, NaN, NaN,
    ];

    public static ReadOnlySpan<double> Sinh =>
    [
        NaN, NaN, Inf, -Inf, -Inf, -0.0, -Inf, 0.0, Inf, Inf, NaN, NaN, Inf, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0.0, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0.0, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        NaN, NaN, -Inf, -Inf, Inf, -0.0, Inf, 0.0, -Inf, Inf, NaN, NaN, Inf, NaN,
        NaN, NaN, NaN, NaN, NaN, -0.0, NaN, 0.0, NaN, NaN, NaN, NaN, NaN, NaN,
    ];

    public static ReadOnlySpan<double> Sqrt =>
    [
        Inf, -Inf, 0.0, -Inf, 0.0, -Inf, 0.0, Inf, 0.0, Inf, Inf, Inf, NaN, Inf,
        Inf, -Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Inf, NaN, NaN,
        Inf, -Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Inf, NaN, NaN,
        Inf, -Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Inf, NaN, NaN,
        Inf, -Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Inf, NaN, NaN,
        Inf, -Inf, Inf, -0.0, Inf, -0.0, Inf, 0.0, Inf, 0.0, Inf, Inf, Inf, NaN,
        Inf, -Inf, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, Inf, Inf, NaN, NaN,
    ];

    public static ReadOnlySpan<double> Tanh =>
    [
        -1.0, 0.0, -1.0, 0.0, -1.0, -0.0, -1.0, 0.0, -1.0, -0.0, -1.0, 0.0, -1.0, 0.0,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, -0.0, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0.0, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        1.0, 0.0, 1.0, 0.0, 1.0, -0.0, 1.0, 0.0, 1.0, -0.0, 1.0, 0.0, 1.0, 0.0,
        NaN, NaN, NaN, NaN, NaN, -0.0, NaN, 0.0, NaN, NaN, NaN, NaN, NaN, NaN,
    ];

    public static ReadOnlySpan<double> Rect =>
    [
        NaN, NaN, Inf, Inf, -Inf, 0.0, -Inf, -0.0, Inf, -Inf, NaN, NaN, Inf, NaN,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        0.0, 0.0, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0.0, 0.0, 0.0, 0.0,
        0.0, 0.0, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, 0.0, 0.0, 0.0, 0.0,
        NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN, NaN,
        NaN, NaN, -Inf, -Inf, Inf, -0.0, Inf, 0.0, -Inf, Inf, NaN, NaN, Inf, NaN,
        NaN, NaN, NaN, NaN, NaN, 0.0, NaN, 0.0, NaN, NaN, NaN, NaN, NaN, NaN,
    ];
}
