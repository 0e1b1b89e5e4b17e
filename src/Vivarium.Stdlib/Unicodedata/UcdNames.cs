// Names of characters: packed as numbers of words, found by a hash table of code points. Aliases and named sequences have entries at code points of
// a private area, where `name` never looks. See docs/internals/unicodedata.md.
using System.Numerics;

namespace Vivarium.Stdlib.Unicodedata;

internal static unsafe class UcdNames
{
    public const int MaxLength = 128;
    /// <summary>Names longer than this are refused before they are searched for.</summary>
    public const int MaxSearched = 256;
    private const uint FirstAlias = 0xF0000;
    private const uint FirstSequence = 0xF0200;
    private const int BlockShift = 5;
    private const int ShortWords = 192;
    private const int SequenceLength = 4;
    /// <summary>Marks the prefix of names that find their characters, but that these do not tell.</summary>
    private const char LookupOnly = '!';
    private const uint Empty = 0xFFFFFFFF;

    /// <summary>Writes a character's name; 0 when it has none.</summary>
    public static int Write(uint ch, bool old, Span<byte> name)
    {
        if (ch >= FirstAlias || (old && UcdTables.Record(ch, true)->category == UcdTables.Unassigned))
            return 0;
        if (Hangul.IsSyllable(ch))
            return Hangul.WriteName(ch, name);
        int range = RangeOf(ch);
        if (range >= 0 && UcdTables.RangePrefixes[range][0] == LookupOnly)
            return 0;
        return range < 0 ? Unpack(ch, name) : WriteRange(ch, range, name);
    }

    private static int RangeOf(uint ch)
    {
        uint* ranges = (uint*)UcdTables.Section(UcdSection.Ranges);
        int count = UcdTables.Size(UcdSection.Ranges) / 8;
        for (int i = 0; i < count; i++)
        {
            if (ch >= ranges[2 * i] && ch <= ranges[2 * i + 1])
                return i;
        }
        return -1;
    }

    private static int WriteRange(uint ch, int range, Span<byte> name)
    {
        string prefix = UcdTables.RangePrefixes[range];
        int at = 0;
        foreach (char c in prefix)
        {
            if (c != LookupOnly)
                name[at++] = (byte)c;
        }
        for (int shift = ch > 0xFFFF ? 16 : 12; shift >= 0; shift -= 4)
            name[at++] = (byte)"0123456789ABCDEF"[(int)(ch >> shift) & 15];
        return at;
    }

    private static int Unpack(uint ch, Span<byte> name)
    {
        var keys = new ReadOnlySpan<ushort>(UcdTables.Section(UcdSection.NameKeys), UcdTables.Size(UcdSection.NameKeys) / 2);
        int block = keys.BinarySearch((ushort)(ch >> BlockShift));
        if (block < 0)
            return 0;
        byte* data = UcdTables.Section(UcdSection.NameData) + ((uint*)UcdTables.Section(UcdSection.NameOffsets))[block];
        uint present = *(uint*)data;
        int bit = (int)(ch & 31);
        if ((present >> bit & 1) == 0)
            return 0;
        data += 4;
        for (int before = BitOperations.PopCount(present & ((1u << bit) - 1)); before > 0; before--)
        {
            for (int words = *data++; words > 0; words--)
                data += *data < ShortWords ? 1 : 2;
        }
        uint* offsets = (uint*)UcdTables.Section(UcdSection.WordOffsets);
        byte* text = UcdTables.Section(UcdSection.Words);
        int at = 0;
        for (int words = *data++; words > 0; words--)
        {
            int word = *data++;
            if (word >= ShortWords)
                word = ShortWords + ((word - ShortWords) << 8 | *data++);
            if (at > 0)
                name[at++] = (byte)' ';
            int length = (int)(offsets[word + 1] - offsets[word]);
            new ReadOnlySpan<byte>(text + offsets[word], length).CopyTo(name[at..]);
            at += length;
        }
        return at;
    }

    /// <summary>How many characters a name stands for (0: unknown); at most four, which only sequences are.</summary>
    public static int Find(ReadOnlySpan<byte> name, bool aliases, Span<uint> characters)
    {
        if (name.Length > MaxLength)
            return 0;
        Span<byte> capitals = stackalloc byte[MaxLength];
        for (int i = 0; i < name.Length; i++)
            capitals[i] = name[i] is >= (byte)'a' and <= (byte)'z' ? (byte)(name[i] - 32) : name[i];
        capitals = capitals[..name.Length];
        uint ch = FindSingle(capitals);
        if (ch == 0)
            ch = FindInTable(capitals);
        if (ch == Empty || (ch >= FirstAlias && !aliases))
            return 0;
        if (ch >= FirstSequence)
        {
            ushort* sequence = (ushort*)UcdTables.Section(UcdSection.Sequences) + (ch - FirstSequence) * SequenceLength;
            int count = 0;
            while (count < SequenceLength && sequence[count] != 0)
                characters[count] = sequence[count++];
            return count;
        }
        characters[0] = ch >= FirstAlias ? ((uint*)UcdTables.Section(UcdSection.Aliases))[ch - FirstAlias] : ch;
        return 1;
    }

    /// <summary>A character whose name follows from its code point; 0 when the name is none of these.</summary>
    private static uint FindSingle(ReadOnlySpan<byte> name)
    {
        if (name.StartsWith(Hangul.NameStart))
            return Hangul.Find(name[Hangul.NameStart.Length..]);
        int dash = name.LastIndexOf((byte)'-');
        int digits = name.Length - dash - 1;
        if (dash < 0 || digits is < 4 or > 5 || (digits == 5 && name[dash + 1] == '0'))
            return 0;
        uint ch = 0;
        for (int i = dash + 1; i < name.Length; i++)
        {
            int digit = ByteMethods.HexDigit(name[i]);
            if (digit < 0)
                return 0;
            ch = ch << 4 | (uint)digit;
        }
        int range = RangeOf(ch);
        if (range < 0)
            return 0;
        Span<byte> own = stackalloc byte[MaxLength];
        return name.SequenceEqual(own[..WriteRange(ch, range, own)]) ? ch : 0;
    }

    private static uint FindInTable(ReadOnlySpan<byte> name)
    {
        uint hash = 0x811C9DC5;
        foreach (byte b in name)
            hash = (hash ^ b) * 0x01000193;
        uint* table = (uint*)UcdTables.Section(UcdSection.NameTable);
        Span<byte> own = stackalloc byte[MaxLength];
        for (uint slot = (hash ^ hash >> 16) & 0xFFFF; table[slot] != Empty; slot = (slot + 1) & 0xFFFF)
        {
            if (name.SequenceEqual(own[..Unpack(table[slot], own)]))
                return table[slot];
        }
        return Empty;
    }
}
