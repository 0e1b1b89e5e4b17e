// Which characters make identifiers (XID_Start, XID_Continue under NFKC) and which are printable, as Python defines them.
// See docs/internals/parser.md.
using System.Globalization;
using System.Text;

namespace Vivarium.Compiler.Text;

internal static class Identifiers
{
    /// <summary>The index of the first byte that spoils an identifier, or -1.</summary>
    public static int FirstInvalid(ReadOnlySpan<byte> utf8)
    {
        bool first = true;
        for (int i = 0; i < utf8.Length;)
        {
            Rune.DecodeFromUtf8(utf8[i..], out Rune rune, out int length);
            if (!(first ? IsStart(rune) : IsContinue(rune)))
                return i;
            first = false;
            i += length;
        }
        return -1;
    }

    public static bool IsStart(Rune rune) =>
        rune.IsAscii ? rune.Value == '_' || char.IsAsciiLetter((char)rune.Value) : XidRanges.Contains(XidRanges.Start, rune.Value);

    public static bool IsContinue(Rune rune) =>
        rune.IsAscii
            ? rune.Value == '_' || char.IsAsciiLetterOrDigit((char)rune.Value)
            : XidRanges.Contains(XidRanges.Start, rune.Value) || XidRanges.Contains(XidRanges.ContinueOnly, rune.Value);

    /// <summary>Everything but separators other than the space, controls, surrogates, private use and unassigned code points.</summary>
    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator => false,
        _ => true,
    };

    /// <summary>An identifier's name: NFKC if it is not plain ASCII.</summary>
    public static string Normalize(ReadOnlySpan<byte> utf8) => UnicodeDatabase.ToNfkc(Encoding.UTF8.GetString(utf8));
}
