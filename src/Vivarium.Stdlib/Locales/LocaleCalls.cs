// The C library's locales: .NET's cultures are others, and programs ask for these. See docs/internals/locale.md.
namespace Vivarium.Stdlib.Locales;

/// <summary>struct lconv, as far as Python shows it.</summary>
internal unsafe struct Lconv
{
    public byte* decimal_point;
    public byte* thousands_sep;
    public byte* grouping;
    public byte* int_curr_symbol;
    public byte* currency_symbol;
    public byte* mon_decimal_point;
    public byte* mon_thousands_sep;
    public byte* mon_grouping;
    public byte* positive_sign;
    public byte* negative_sign;
    public sbyte int_frac_digits;
    public sbyte frac_digits;
    public sbyte p_cs_precedes;
    public sbyte p_sep_by_space;
    public sbyte n_cs_precedes;
    public sbyte n_sep_by_space;
    public sbyte p_sign_posn;
    public sbyte n_sign_posn;
}

internal static unsafe partial class LocaleCalls
{
    [LibraryImport("libc")]
    public static partial byte* setlocale(int category, byte* locale);

    [LibraryImport("libc")]
    public static partial Lconv* localeconv();

    [LibraryImport("libc")]
    public static partial byte* nl_langinfo(int item);

    [LibraryImport("libc")]
    public static partial int wcscoll(uint* a, uint* b);

    [LibraryImport("libc", SetLastError = true)]
    public static partial nuint wcsxfrm(uint* to, uint* from, nuint count);

    [LibraryImport("libc")]
    public static partial byte* gettext(byte* message);

    [LibraryImport("libc")]
    public static partial byte* dgettext(byte* domain, byte* message);

    [LibraryImport("libc")]
    public static partial byte* dcgettext(byte* domain, byte* message, int category);

    [LibraryImport("libc", SetLastError = true)]
    public static partial byte* textdomain(byte* domain);

    [LibraryImport("libc", SetLastError = true)]
    public static partial byte* bindtextdomain(byte* domain, byte* directory);

    [LibraryImport("libc", SetLastError = true)]
    public static partial byte* bind_textdomain_codeset(byte* domain, byte* codeset);
}
