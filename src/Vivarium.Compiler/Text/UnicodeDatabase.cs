// The part of the Unicode character database the front end needs: names for \N{…} and NFKC for identifiers (.NET's own normalisation does
// nothing in the invariant mode we run in). Loaded from Unicode.bin, which tools/record-unicode writes, when a source first asks for it.
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Vivarium.Compiler.Text;

internal static class UnicodeDatabase
{
    private static readonly Lazy<Data> Loaded = new(Data.Load);

    private const int HangulFirst = 0xAC00;
    private const int LeadFirst = 0x1100;
    private const int VowelFirst = 0x1161;
    private const int TrailFirst = 0x11A7;
    private const int LeadCount = 19;
    private const int VowelCount = 21;
    private const int TrailCount = 28;

    private static readonly string[] LeadNames =
        ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];

    private static readonly string[] VowelNames =
    [
        "A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I",
    ];

    private static readonly string[] TrailNames =
    [
        "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C",
        "K", "T", "P", "H",
    ];

    /// <summary>The Unicode version of the data.</summary>
    public static string Version => Loaded.Value.Version;

    /// <summary>The character of a name or alias, whatever its case; -1 if there is none.</summary>
    public static int FindCharacter(string name)
    {
        string upper = name.ToUpperInvariant();
        if (Loaded.Value.Names.TryGetValue(upper, out int character))
            return character;
        const string syllable = "HANGUL SYLLABLE ";
        if (upper.StartsWith(syllable, StringComparison.Ordinal))
            return FindSyllable(upper.AsSpan(syllable.Length));
        int dash = upper.LastIndexOf('-');
        if (dash < 0 || !int.TryParse(upper.AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
            || !upper.AsSpan(dash + 1).SequenceEqual(code.ToString("X4", CultureInfo.InvariantCulture)))
            return -1;
        foreach ((int first, int last, string prefix) in Loaded.Value.NameRanges)
        {
            if (code >= first && code <= last && upper.AsSpan(0, dash + 1).SequenceEqual(prefix))
                return code;
        }
        return -1;
    }

    private static int FindSyllable(ReadOnlySpan<char> name)
    {
        for (int lead = 0; lead < LeadCount; lead++)
        {
            if (!name.StartsWith(LeadNames[lead]))
                continue;
            ReadOnlySpan<char> rest = name[LeadNames[lead].Length..];
            for (int vowel = 0; vowel < VowelCount; vowel++)
            {
                if (!rest.StartsWith(VowelNames[vowel]))
                    continue;
                int trail = Array.IndexOf(TrailNames, rest[VowelNames[vowel].Length..].ToString());
                if (trail >= 0)
                    return HangulFirst + (lead * VowelCount + vowel) * TrailCount + trail;
            }
        }
        return -1;
    }

    /// <summary>Normalisation form KC.</summary>
    public static string ToNfkc(string text)
    {
        var points = new List<int>(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            Decompose(rune.Value, points);
        SortMarks(points);
        Compose(points);
        var result = new StringBuilder(points.Count);
        foreach (int point in points)
            result.Append(char.ConvertFromUtf32(point));
        return result.ToString();
    }

    private static void Decompose(int point, List<int> into)
    {
        int syllable = point - HangulFirst;
        if ((uint)syllable < LeadCount * VowelCount * TrailCount)
        {
            into.Add(LeadFirst + syllable / (VowelCount * TrailCount));
            into.Add(VowelFirst + syllable % (VowelCount * TrailCount) / TrailCount);
            if (syllable % TrailCount != 0)
                into.Add(TrailFirst + syllable % TrailCount);
        }
        else if (Loaded.Value.Decompositions.TryGetValue(point, out int[]? parts))
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(point);
        }
    }

    private static int ClassOf(int point) => Loaded.Value.Classes.GetValueOrDefault(point);

    /// <summary>Puts runs of marks in the order of their classes, which insertion keeps stable.</summary>
    private static void SortMarks(List<int> points)
    {
        for (int i = 1; i < points.Count; i++)
        {
            int mark = points[i], order = ClassOf(mark), to = i;
            if (order == 0)
                continue;
            while (to > 0 && ClassOf(points[to - 1]) > order)
            {
                points[to] = points[to - 1];
                to--;
            }
            points[to] = mark;
        }
    }

    private static void Compose(List<int> points)
    {
        int kept = 0, starter = -1, lastClass = 0;
        for (int i = 0; i < points.Count; i++)
        {
            int point = points[i], order = ClassOf(point);
            bool blocked = starter >= 0 && kept - 1 > starter && lastClass >= order;
            if (starter >= 0 && !blocked && Pair(points[starter], point) is int composed and > 0)
            {
                points[starter] = composed;
                continue;
            }
            if (order == 0)
                starter = kept;
            lastClass = order;
            points[kept++] = point;
        }
        points.RemoveRange(kept, points.Count - kept);
    }

    private static int Pair(int first, int second)
    {
        int lead = first - LeadFirst, vowel = second - VowelFirst;
        if ((uint)lead < LeadCount && (uint)vowel < VowelCount)
            return HangulFirst + (lead * VowelCount + vowel) * TrailCount;
        int syllable = first - HangulFirst, trail = second - TrailFirst;
        if ((uint)syllable < LeadCount * VowelCount * TrailCount && syllable % TrailCount == 0 && trail is > 0 and < TrailCount)
            return first + trail;
        return Loaded.Value.Compositions.GetValueOrDefault((first, second), -1);
    }

    private sealed class Data
    {
        public string Version { get; private set; } = "";
        public Dictionary<int, int[]> Decompositions { get; } = [];
        public Dictionary<int, int> Classes { get; } = [];
        public Dictionary<(int First, int Second), int> Compositions { get; } = [];
        public Dictionary<string, int> Names { get; } = new(40000, StringComparer.Ordinal);
        public List<(int First, int Last, string Prefix)> NameRanges { get; } = [];

        public static Data Load()
        {
            var data = new Data();
            using Stream resource = typeof(UnicodeDatabase).Assembly.GetManifestResourceStream("Unicode.bin")!;
            using var reader = new StreamReader(new ZLibStream(resource, CompressionMode.Decompress), Encoding.ASCII);
            data.Version = reader.ReadLine()!;
            string section = "";
            while (reader.ReadLine() is string line)
            {
                if (line.StartsWith('['))
                    section = line;
                else
                    data.Add(section, line);
            }
            return data;
        }

        private void Add(string section, string line)
        {
            int split = line.IndexOf(section == "[names]" ? ';' : '=', StringComparison.Ordinal);
            ReadOnlySpan<char> left = line.AsSpan(0, split);
            string right = line[(split + 1)..];
            switch (section)
            {
                case "[decompositions]":
                    Decompositions[Hex(left)] = [.. right.Split(' ').Select(part => Hex(part))];
                    break;
                case "[classes]":
                    Classes[Hex(left)] = int.Parse(right, CultureInfo.InvariantCulture);
                    break;
                case "[compositions]":
                    int space = left.IndexOf(' ');
                    Compositions[(Hex(left[..space]), Hex(left[(space + 1)..]))] = Hex(right);
                    break;
                default:
                    int dash = left.IndexOf('-');
                    if (dash < 0)
                        Names[right] = Hex(left);
                    else
                        NameRanges.Add((Hex(left[..dash]), Hex(left[(dash + 1)..]), right));
                    break;
            }
        }

        private static int Hex(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
    }
}
