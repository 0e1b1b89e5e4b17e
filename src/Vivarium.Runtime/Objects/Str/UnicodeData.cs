// What Unicode 16.0 says about characters: categories, digits, printability, case. See docs/internals/str.md.
using System.Globalization;

namespace Vivarium.Runtime.Objects;

internal static partial class UnicodeData
{
    public static bool IsPrintable(uint ch)
    {
        if (ch < 0x7F)
            return ch >= 0x20;
        return CharUnicodeInfo.GetUnicodeCategory((int)ch) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator => false,
            _ => true,
        };
    }
}
