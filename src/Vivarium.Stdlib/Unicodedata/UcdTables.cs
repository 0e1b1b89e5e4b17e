// The Unicode character database as a file of sections that is read where the assembly lies in memory: nothing is unpacked or copied. tools/record-unicodedata
// writes it, from the answers of the reference; the order of the sections is told there. See docs/internals/unicodedata.md.
using System.IO;
using System.Text;

namespace Vivarium.Stdlib.Unicodedata;

/// <summary>Properties that many characters share.</summary>
internal struct UcdRecord
{
    public byte category;
    public byte bidirectional;
    public byte combining;
    /// <summary>1: mirrored, 2: has a decomposition in the table.</summary>
    public byte flags;
    public byte width;
    /// <summary>Two bits for each of NFD, NFKD, NFC, NFKC: 0 may stand in text of the form, 1 perhaps, 2 not.</summary>
    public byte quick;
    public ushort unused;
}

/// <summary>The numbers a character stands for; -1 and NaN where it stands for none.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct UcdNumber
{
    public uint character;
    public sbyte @decimal;
    public sbyte digit;
    public short unused;
    public double numeric;
}

internal enum UcdSection
{
    Versions, Categories, Directions, Widths, Records, Blocks, OldBlocks, RecordIds, Numbers, OldNumbers, Prefixes, Decompositions, DecompositionData,
    Pairs, Corrections, Ranges, RangePrefixes, WordOffsets, Words, NameKeys, NameOffsets, NameData, NameTable, Aliases, Sequences,
}

internal static unsafe class UcdTables
{
    public const uint MaxCharacter = 0x10FFFF;
    private const int BlockShift = 7;
    private const int BlockMask = 127;

    private static readonly byte* s_data = Load();
    private static readonly UcdRecord* s_records = (UcdRecord*)Section(UcdSection.Records);
    private static readonly ushort* s_blocks = (ushort*)Section(UcdSection.Blocks);
    private static readonly ushort* s_oldBlocks = (ushort*)Section(UcdSection.OldBlocks);
    private static readonly ushort* s_recordIds = (ushort*)Section(UcdSection.RecordIds);

    public static readonly string[] Versions = Lines(UcdSection.Versions);
    public static readonly string[] Categories = Lines(UcdSection.Categories);
    public static readonly string[] Directions = Lines(UcdSection.Directions);
    public static readonly string[] Widths = Lines(UcdSection.Widths);
    public static readonly string[] Prefixes = Lines(UcdSection.Prefixes);
    public static readonly string[] RangePrefixes = Lines(UcdSection.RangePrefixes);
    public static readonly int Unassigned = Array.IndexOf(Categories, "Cn");

    private static byte* Load()
    {
        Stream stream = typeof(UcdTables).Assembly.GetManifestResourceStream("Unicodedata.bin")!;
        if (stream is UnmanagedMemoryStream inPlace)
            return inPlace.PositionPointer;
        byte* copy = (byte*)NativeMemory.Alloc((nuint)stream.Length);
        stream.ReadExactly(new Span<byte>(copy, (int)stream.Length));
        return copy;
    }

    public static byte* Section(UcdSection section) => s_data + ((uint*)s_data)[2 * (int)section];

    public static int Size(UcdSection section) => (int)((uint*)s_data)[2 * (int)section + 1];

    private static string[] Lines(UcdSection section) => Encoding.ASCII.GetString(Section(section), Size(section)).Split('\n');

    public static UcdRecord* Record(uint ch, bool old) =>
        &s_records[s_recordIds[((old ? s_oldBlocks : s_blocks)[ch >> BlockShift] << BlockShift) + (int)(ch & BlockMask)]];

    /// <summary>The number of a character, or null when it stands for none.</summary>
    public static UcdNumber* Number(uint ch, bool old)
    {
        UcdNumber* number = old ? FindNumber(ch, UcdSection.OldNumbers) : null;
        return number != null ? number : FindNumber(ch, UcdSection.Numbers);
    }

    private static UcdNumber* FindNumber(uint ch, UcdSection section)
    {
        UcdNumber* rows = (UcdNumber*)Section(section);
        int low = 0;
        int high = Size(section) / sizeof(UcdNumber) - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            if (rows[middle].character == ch)
                return &rows[middle];
            if (rows[middle].character < ch)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    /// <summary>The row of a table of rows of `width` numbers, sorted by the first one or two; null when it is not there.</summary>
    public static uint* FindRow(UcdSection section, int width, uint first, uint second = 0, bool two = false)
    {
        uint* rows = (uint*)Section(section);
        int low = 0;
        int high = Size(section) / (4 * width) - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            uint* row = rows + middle * width;
            int order = row[0] != first ? row[0].CompareTo(first) : two ? row[1].CompareTo(second) : 0;
            if (order == 0)
                return row;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }
        return null;
    }

    /// <summary>The characters of the table's decomposition of a character; prefix 0 when it is canonical. Nothing for syllables of Hangul.</summary>
    public static uint* Decomposition(uint ch, bool old, out int count, out int prefix)
    {
        count = prefix = 0;
        if ((Record(ch, old)->flags & 2) == 0)
            return null;
        uint* row = FindRow(UcdSection.Decompositions, 2, ch);
        if (row == null)
            return null;
        uint* data = (uint*)Section(UcdSection.DecompositionData) + row[1];
        count = (int)(data[0] & 0xFF);
        prefix = (int)(data[0] >> 8);
        return data + 1;
    }
}
