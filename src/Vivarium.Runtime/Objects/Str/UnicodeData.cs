// What Unicode 16.0 says about characters, as Python's str methods ask it: .NET's character categories (the same version of Unicode, which
// a test holds)
// with the tables of UnicodeTables.cs for what they do not tell. Nothing here depends on the host's culture or ICU. See
// docs/internals/str.md.
using System.Globalization;
using Vivarium.Compiler.Text;

namespace Vivarium.Runtime.Objects;

internal static class UnicodeData
{
    public static UnicodeCategory Category(uint ch) => CharUnicodeInfo.GetUnicodeCategory((int)ch);

    public static bool IsPrintable(uint ch)
    {
        if (ch < 0x7F)
            return ch >= 0x20;
        return Category(ch) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator => false,
            _ => true,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsSpace(uint ch) => ch < 0x80 ? ch is 32 or (>= 9 and <= 13) or (>= 28 and <= 31) : IsWideSpace(ch);

    private static bool IsWideSpace(uint ch) =>
        ch is 0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsLineBreak(uint ch) => ch is (>= 10 and <= 13) or (>= 28 and <= 30) or 0x85 or 0x2028 or 0x2029;

    public static bool IsAlpha(uint ch) => ch < 0x80 ? char.IsAsciiLetter((char)ch) : Category(ch) <= UnicodeCategory.OtherLetter;

    public static bool IsLower(uint ch) =>
        ch < 0x80 ? char.IsAsciiLetterLower((char)ch) : Category(ch) == UnicodeCategory.LowercaseLetter
            || InRanges(UnicodeTables.OtherLowercase, ch);

    public static bool IsUpper(uint ch) =>
        ch < 0x80 ? char.IsAsciiLetterUpper((char)ch) : Category(ch) == UnicodeCategory.UppercaseLetter
            || InRanges(UnicodeTables.OtherUppercase, ch);

    public static bool IsTitle(uint ch) => ch >= 0x80 && Category(ch) == UnicodeCategory.TitlecaseLetter;

    public static bool IsCased(uint ch) => ch < 0x80 ? char.IsAsciiLetter((char)ch) : IsLower(ch) || IsUpper(ch) || IsTitle(ch);

    public static bool IsCaseIgnorable(uint ch) => Category(ch) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.ModifierLetter
            or UnicodeCategory.ModifierSymbol => true,
        _ => InRanges(UnicodeTables.OtherCaseIgnorable, ch),
    };

    /// <summary>0 to 9, or -1.</summary>
    public static int Decimal(uint ch)
    {
        if (ch < 0x80)
            return ch - '0' < 10 ? (int)(ch - '0') : -1;
        if (Category(ch) != UnicodeCategory.DecimalDigitNumber)
            return -1;
        return (int)CharUnicodeInfo.GetNumericValue(AsString(ch), 0);
    }

    public static bool IsDecimal(uint ch) => ch < 0x80 ? ch - '0' < 10 : Category(ch) == UnicodeCategory.DecimalDigitNumber;

    /// <summary>Digits of any kind, superscripts and circled ones included: 0 to 9, or -1.</summary>
    public static int Digit(uint ch)
    {
        if (ch < 0x80)
            return ch - '0' < 10 ? (int)(ch - '0') : -1;
        return Category(ch) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber
            ? CharUnicodeInfo.GetDigitValue(AsString(ch), 0) : -1;
    }

    public static bool IsDigit(uint ch) => Digit(ch) >= 0;

    /// <summary>The numeric value; false when there is none.</summary>
    public static bool TryNumeric(uint ch, out double value)
    {
        UnicodeCategory category = Category(ch);
        if (category is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber)
        {
            value = CharUnicodeInfo.GetNumericValue(AsString(ch), 0);
            return true;
        }
        ReadOnlySpan<long> table = UnicodeTables.IdeographNumeric;
        int low = 0, high = table.Length / 2 - 1;
        while (category == UnicodeCategory.OtherLetter && low <= high)
        {
            int middle = (low + high) / 2;
            long at = table[middle * 2];
            if (at == ch)
            {
                value = table[middle * 2 + 1];
                return true;
            }
            if (at < ch)
                low = middle + 1;
            else
                high = middle - 1;
        }
        value = -1;
        return false;
    }

    public static bool IsNumeric(uint ch) => ch < 0x80 ? ch - '0' < 10 : TryNumeric(ch, out _);

    public static bool IsAlnum(uint ch) => IsAlpha(ch) || IsDecimal(ch) || IsDigit(ch) || IsNumeric(ch);

    public static bool IsXidStart(uint ch) =>
        ch < 0x80 ? ch == '_' || char.IsAsciiLetter((char)ch) : XidRanges.Contains(XidRanges.Start, (int)ch);

    public static bool IsXidContinue(uint ch) =>
        ch < 0x80 ? ch == '_' || char.IsAsciiLetterOrDigit((char)ch)
        : XidRanges.Contains(XidRanges.Start, (int)ch) || XidRanges.Contains(XidRanges.ContinueOnly, (int)ch);

    /// <summary>Full uppercase: up to three characters; returns how many.</summary>
    public static int ToUpper(uint ch, Span<uint> result)
    {
        if (ch < 0x80)
        {
            result[0] = char.IsAsciiLetterLower((char)ch) ? ch - 32 : ch;
            return 1;
        }
        int special = Special(UnicodeTables.UpperSpecial, ch, result);
        if (special != 0)
            return special;
        result[0] = Simple(UnicodeTables.Upper, ch);
        return 1;
    }

    /// <summary>Full lowercase, without the final-sigma rule.</summary>
    public static int ToLower(uint ch, Span<uint> result)
    {
        if (ch == 0x130)
        {
            result[0] = 'i';
            result[1] = 0x307;
            return 2;
        }
        result[0] = ch < 0x80 ? (char.IsAsciiLetterUpper((char)ch) ? ch + 32 : ch) : Simple(UnicodeTables.Lower, ch);
        return 1;
    }

    public static int ToTitle(uint ch, Span<uint> result)
    {
        if (ch >= 0x80)
        {
            int special = Special(UnicodeTables.Title, ch, result);
            if (special != 0)
                return special;
        }
        return ToUpper(ch, result);
    }

    public static int ToFolded(uint ch, Span<uint> result)
    {
        if (ch >= 0x80)
        {
            int special = Special(UnicodeTables.Fold, ch, result);
            if (special != 0)
                return special;
        }
        return ToLower(ch, result);
    }

    /// <summary>One lowercase character (for hashing of names and the like).</summary>
    public static uint SimpleLower(uint ch) => ch < 0x80 ? (char.IsAsciiLetterUpper((char)ch) ? ch + 32 : ch) : Simple(UnicodeTables.Lower,
        ch);

    /// <summary>One uppercase character.</summary>
    public static uint SimpleUpper(uint ch) => ch < 0x80 ? (char.IsAsciiLetterLower((char)ch) ? ch - 32 : ch) : Simple(UnicodeTables.Upper,
        ch);

    private static string AsString(uint ch) => ch < 0x10000 ? ((char)ch).ToString() : char.ConvertFromUtf32((int)ch);

    private static bool InRanges(ReadOnlySpan<int> pairs, uint ch)
    {
        int low = 0, high = pairs.Length / 2 - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (ch < pairs[middle * 2])
                high = middle - 1;
            else if (ch > pairs[middle * 2 + 1])
                low = middle + 1;
            else
                return true;
        }
        return false;
    }

    private static uint Simple(ReadOnlySpan<int> rows, uint ch)
    {
        int low = 0, high = rows.Length / 4 - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            ReadOnlySpan<int> row = rows.Slice(middle * 4, 4);
            if (ch < row[0])
                high = middle - 1;
            else if (ch > row[1])
                low = middle + 1;
            else
                return ((int)ch - row[0]) % row[2] == 0 ? (uint)((int)ch + row[3]) : ch;
        }
        return ch;
    }

    private static int Special(ReadOnlySpan<int> rows, uint ch, Span<uint> result)
    {
        int low = 0, high = rows.Length / 4 - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            ReadOnlySpan<int> row = rows.Slice(middle * 4, 4);
            if (ch < row[0])
            {
                high = middle - 1;
            }
            else if (ch > row[0])
            {
                low = middle + 1;
            }
            else
            {
                int count = 0;
                while (count < 3 && row[count + 1] != 0)
                {
                    result[count] = (uint)row[count + 1];
                    count++;
                }
                return count;
            }
        }
        return 0;
    }
}
