// Syllables of Hangul: their parts and names follow from their code points. See docs/internals/unicodedata.md.
namespace Vivarium.Stdlib.Unicodedata;

internal static class Hangul
{
    public const uint First = 0xAC00;
    public const uint LeadFirst = 0x1100;
    public const uint VowelFirst = 0x1161;
    public const uint TrailFirst = 0x11A7;
    public const uint LeadCount = 19;
    public const uint VowelCount = 21;
    public const uint TrailCount = 28;
    public const uint Count = LeadCount * VowelCount * TrailCount;

    public static ReadOnlySpan<byte> NameStart => "HANGUL SYLLABLE "u8;

    private static readonly string[] LeadNames = ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];

    private static readonly string[] VowelNames =
        ["A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"];

    private static readonly string[] TrailNames =
    [
        "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H",
    ];

    public static bool IsSyllable(uint ch) => ch - First < Count;

    /// <summary>Two or three characters.</summary>
    public static int Decompose(uint syllable, Span<uint> parts)
    {
        uint index = syllable - First;
        parts[0] = LeadFirst + index / (VowelCount * TrailCount);
        parts[1] = VowelFirst + index / TrailCount % VowelCount;
        uint trail = index % TrailCount;
        parts[2] = TrailFirst + trail;
        return trail == 0 ? 2 : 3;
    }

    /// <summary>A lead and a vowel, or a syllable without a trail and a trail, as one syllable; 0 for other pairs.</summary>
    public static uint Compose(uint first, uint second)
    {
        if (first - LeadFirst < LeadCount && second - VowelFirst < VowelCount)
            return First + ((first - LeadFirst) * VowelCount + (second - VowelFirst)) * TrailCount;
        if (IsSyllable(first) && (first - First) % TrailCount == 0 && second - TrailFirst - 1 < TrailCount - 1)
            return first + (second - TrailFirst);
        return 0;
    }

    public static int WriteName(uint syllable, Span<byte> name)
    {
        uint index = syllable - First;
        NameStart.CopyTo(name);
        int at = NameStart.Length;
        at = Append(name, at, LeadNames[index / (VowelCount * TrailCount)]);
        at = Append(name, at, VowelNames[index / TrailCount % VowelCount]);
        return Append(name, at, TrailNames[index % TrailCount]);
    }

    private static int Append(Span<byte> name, int at, string text)
    {
        foreach (char c in text)
            name[at++] = (byte)c;
        return at;
    }

    /// <summary>The syllable of a name in capitals without its start; 0 when there is none. The longest parts that fit are the ones meant.</summary>
    public static uint Find(ReadOnlySpan<byte> name)
    {
        uint lead = Longest(ref name, LeadNames);
        uint vowel = Longest(ref name, VowelNames);
        uint trail = Longest(ref name, TrailNames);
        return lead < LeadCount && vowel < VowelCount && trail < TrailCount && name.IsEmpty ? First + (lead * VowelCount + vowel) * TrailCount + trail : 0;
    }

    private static uint Longest(ref ReadOnlySpan<byte> name, string[] parts)
    {
        int best = -1;
        int found = -1;
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length > best && StartsWith(name, parts[i]))
            {
                best = parts[i].Length;
                found = i;
            }
        }
        if (found >= 0)
            name = name[best..];
        return (uint)found;
    }

    private static bool StartsWith(ReadOnlySpan<byte> name, string part)
    {
        if (part.Length > name.Length)
            return false;
        for (int i = 0; i < part.Length; i++)
        {
            if (name[i] != part[i])
                return false;
        }
        return true;
    }
}
