// The six comparisons by number, as tp_richcompare and COMPARE_OP carry them.
namespace Vivarium.Runtime.Abstract;

internal static class CompareOp
{
    public const int LT = 0;
    public const int LE = 1;
    public const int EQ = 2;
    public const int NE = 3;
    public const int GT = 4;
    public const int GE = 5;

    private const int SwappedPacked = (GT << 0) | (GE << 4) | (EQ << 8) | (NE << 12) | (LT << 16) | (LE << 20);

    /// <summary>The operation with its operands exchanged.</summary>
    public static int Swap(int op) => (SwappedPacked >> (op * 4)) & 15;

    /// <summary>The operator as it is written.</summary>
    public static string Symbol(int op) => op switch { LT => "<", LE => "<=", EQ => "==", NE => "!=", GT => ">", _ => ">=" };

    /// <summary>Outcome for an ordering given as a sign.</summary>
    public static bool Holds(int sign, int op) => op switch
    {
        LT => sign < 0,
        LE => sign <= 0,
        EQ => sign == 0,
        NE => sign != 0,
        GT => sign > 0,
        _ => sign >= 0,
    };
}
