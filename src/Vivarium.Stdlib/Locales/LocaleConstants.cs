// The numbers of locale categories and of the items that nl_langinfo() knows, as glibc has them.
namespace Vivarium.Stdlib.Locales;

internal static class LocaleConstants
{
    public const int CODESET = 14;
    public const int ERA = 131116;
    public const int ALT_DIGITS = 131119;

    public static readonly (string Name, int Value)[] Categories =
    [
        ("LC_CTYPE", 0), ("LC_TIME", 2), ("LC_COLLATE", 3), ("LC_MONETARY", 4), ("LC_MESSAGES", 5), ("LC_NUMERIC", 1), ("LC_ALL", 6), ("CHAR_MAX", 127),
    ];

    public static readonly (string Name, int Value)[] Items =
    [
        ("DAY_1", 131079), ("DAY_2", 131080), ("DAY_3", 131081), ("DAY_4", 131082), ("DAY_5", 131083), ("DAY_6", 131084),
        ("DAY_7", 131085), ("ABDAY_1", 131072), ("ABDAY_2", 131073), ("ABDAY_3", 131074), ("ABDAY_4", 131075), ("ABDAY_5", 131076),
        ("ABDAY_6", 131077), ("ABDAY_7", 131078), ("MON_1", 131098), ("MON_2", 131099), ("MON_3", 131100), ("MON_4", 131101),
        ("MON_5", 131102), ("MON_6", 131103), ("MON_7", 131104), ("MON_8", 131105), ("MON_9", 131106), ("MON_10", 131107),
        ("MON_11", 131108), ("MON_12", 131109), ("ABMON_1", 131086), ("ABMON_2", 131087), ("ABMON_3", 131088), ("ABMON_4", 131089),
        ("ABMON_5", 131090), ("ABMON_6", 131091), ("ABMON_7", 131092), ("ABMON_8", 131093), ("ABMON_9", 131094), ("ABMON_10", 131095),
        ("ABMON_11", 131096), ("ABMON_12", 131097), ("RADIXCHAR", 65536), ("THOUSEP", 65537), ("CRNCYSTR", 262159), ("D_T_FMT", 131112),
        ("D_FMT", 131113), ("T_FMT", 131114), ("AM_STR", 131110), ("PM_STR", 131111), ("CODESET", 14), ("T_FMT_AMPM", 131115),
        ("ERA", 131116), ("ERA_D_FMT", 131118), ("ERA_D_T_FMT", 131120), ("ERA_T_FMT", 131121), ("ALT_DIGITS", 131119),
        ("YESEXPR", 327680), ("NOEXPR", 327681), ("_DATE_FMT", 131180),
    ];
}
