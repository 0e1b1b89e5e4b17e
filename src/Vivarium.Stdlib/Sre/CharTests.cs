// What one character is to a pattern: its categories, its other cases, and whether a set holds it. All sets have been validated
// (CodeValidator.cs), so they end. See docs/internals/re.md.
namespace Vivarium.Stdlib.Sre;

internal static unsafe partial class CharTests
{
    private const ulong WordLow = 0x03FF_0000_0000_0000, WordHigh = 0x07FF_FFFE_87FF_FFFE;

    [LibraryImport("libc"), SuppressGCTransition]
    private static partial int tolower(int ch);

    [LibraryImport("libc"), SuppressGCTransition]
    private static partial int toupper(int ch);

    [LibraryImport("libc"), SuppressGCTransition]
    private static partial int isalnum(int ch);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsSevenBitWord(uint ch) => (((ch < 64 ? WordLow : WordHigh) >> (int)(ch & 63)) & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAsciiWord(uint ch) => ch < 128 && IsSevenBitWord(ch);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUnicodeWord(uint ch) => ch < 128 ? IsSevenBitWord(ch) : UnicodeData.IsAlnum(ch);

    public static bool IsLocaleWord(uint ch) => ch == '_' || (ch < 256 && isalnum((int)ch) != 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsAsciiSpace(uint ch) => ch == ' ' || ch - 9 < 5;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LowerAscii(uint ch) => ch - 'A' < 26 ? ch + 32 : ch;

    /// <summary>The first character of a character's lower case; only that of U+0130 has two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint LowerUnicode(uint ch) => ch < 128 ? LowerAscii(ch) : ch == 0x130 ? 'i' : UnicodeData.SimpleLower(ch);

    /// <summary>The first character of a character's upper case.</summary>
    public static uint UpperUnicode(uint ch)
    {
        if (ch > PyUnicode.MaxCodePoint)
            return ch;
        Span<uint> upper = stackalloc uint[3];
        UnicodeData.ToUpper(ch, upper);
        return upper[0];
    }

    public static uint LowerLocale(uint ch) => ch < 256 ? (uint)tolower((int)ch) : ch;

    public static uint UpperLocale(uint ch) => ch < 256 ? (uint)toupper((int)ch) : ch;

    /// <summary>Whether a character is the literal, or its lower or upper case is, by the locale.</summary>
    public static bool EqualsInLocale(uint literal, uint ch) => ch == literal || LowerLocale(ch) == literal || UpperLocale(ch) == literal;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(uint category, uint ch) => category switch
    {
        Category.DIGIT => ch - '0' < 10,
        Category.NOT_DIGIT => ch - '0' >= 10,
        Category.SPACE => IsAsciiSpace(ch),
        Category.NOT_SPACE => !IsAsciiSpace(ch),
        Category.WORD => IsAsciiWord(ch),
        Category.NOT_WORD => !IsAsciiWord(ch),
        Category.LINEBREAK => ch == '\n',
        Category.NOT_LINEBREAK => ch != '\n',
        Category.LOC_WORD => IsLocaleWord(ch),
        Category.LOC_NOT_WORD => !IsLocaleWord(ch),
        Category.UNI_DIGIT => UnicodeData.IsDecimal(ch),
        Category.UNI_NOT_DIGIT => !UnicodeData.IsDecimal(ch),
        Category.UNI_SPACE => UnicodeData.IsSpace(ch),
        Category.UNI_NOT_SPACE => !UnicodeData.IsSpace(ch),
        Category.UNI_WORD => IsUnicodeWord(ch),
        Category.UNI_NOT_WORD => !IsUnicodeWord(ch),
        Category.UNI_LINEBREAK => UnicodeData.IsLineBreak(ch),
        Category.UNI_NOT_LINEBREAK => !UnicodeData.IsLineBreak(ch),
        _ => false,
    };

    /// <summary>Whether the set that begins at a word of code holds a character: the first item that does decides.</summary>
    public static bool InSet(uint* set, uint ch)
    {
        bool ok = true;
        while (true)
        {
            switch (*set++)
            {
                case Op.LITERAL:
                    if (ch == set[0])
                        return ok;
                    set++;
                    break;
                case Op.RANGE:
                    if (set[0] <= ch && ch <= set[1])
                        return ok;
                    set += 2;
                    break;
                case Op.CATEGORY:
                    if (Is(set[0], ch))
                        return ok;
                    set++;
                    break;
                case Op.CHARSET:
                    if (ch < 256 && HasBit(set, ch))
                        return ok;
                    set += 8;
                    break;
                case Op.NEGATE:
                    ok = !ok;
                    break;
                case Op.RANGE_UNI_IGNORE:
                    if (set[0] <= ch && ch <= set[1])
                        return ok;
                    uint upper = UpperUnicode(ch);
                    if (set[0] <= upper && upper <= set[1])
                        return ok;
                    set += 2;
                    break;
                case Op.BIGCHARSET:
                {
                    uint count = *set++;
                    byte* chunks = (byte*)set;
                    set += 64;
                    if (ch < 65536 && HasBit(set + (chunks[ch >> 8] * 8), ch & 255))
                        return ok;
                    set += count * 8;
                    break;
                }
                default:
                    return !ok;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasBit(uint* bits, uint index) => (bits[index >> 5] & (1u << (int)(index & 31))) != 0;

    /// <summary>Whether the set holds a character in any case of the locale; a negated set holds it when the set itself does in none.</summary>
    public static bool InSetOfLocale(uint* set, uint ch)
    {
        bool ok = true;
        for (; *set == Op.NEGATE; set++)
            ok = !ok;
        uint lower = LowerLocale(ch);
        if (InSet(set, lower))
            return ok;
        uint upper = UpperLocale(ch);
        return (upper != lower && InSet(set, upper)) == ok;
    }
}
