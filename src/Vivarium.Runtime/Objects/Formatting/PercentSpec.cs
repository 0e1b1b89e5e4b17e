// One conversion of %-formatting taken apart: %[(key)][flags][width][.precision][h|l|L]type. Shared by str and bytes. See
// docs/internals/str.md.
namespace Vivarium.Runtime.Objects.Formatting;

[Flags]
internal enum PercentFlags
{
    None = 0,
    LeftJustify = 1,
    Sign = 2,
    Blank = 4,
    Alternate = 8,
    Zero = 16,
}

internal struct PercentSpec
{
    public PercentFlags flags;
    /// <summary>-1 when not given.</summary>
    public nint width;
    public int precision;
    public uint type;

    public readonly bool Has(PercentFlags flag) => (flags & flag) != 0;

    public static PercentFlags FlagOf(uint ch) => ch switch
    {
        '-' => PercentFlags.LeftJustify,
        '+' => PercentFlags.Sign,
        ' ' => PercentFlags.Blank,
        '#' => PercentFlags.Alternate,
        '0' => PercentFlags.Zero,
        _ => PercentFlags.None,
    };
}
