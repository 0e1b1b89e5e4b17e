// The exception table (co_exceptiontable): ranges of code and the handlers that cover them, ordered by range.
// Offsets here are in bytes; the table itself counts code units. See docs/internals/bytecode.md.
namespace Vivarium.Bytecode.Tables;

/// <summary>Code from Start to before End is covered by the handler at Target.</summary>
/// <param name="Depth">Stack depth to unwind to before the exception is pushed.</param>
/// <param name="Lasti">The raising instruction's position is pushed below the exception.</param>
internal readonly record struct ExceptionTableEntry(int Start, int End, int Target, int Depth, bool Lasti);

/// <summary>Writes an exception table.</summary>
internal sealed class ExceptionTableWriter
{
    private const byte EntryMark = 0x80;
    private readonly ByteBuffer _out = new(16);

    /// <summary>Adds an entry; offsets in bytes.</summary>
    public void Add(in ExceptionTableEntry entry)
    {
        _out.AddBigEndianVarint(entry.Start / OpcodeInfo.CodeUnitSize, EntryMark);
        _out.AddBigEndianVarint((entry.End - entry.Start) / OpcodeInfo.CodeUnitSize, 0);
        _out.AddBigEndianVarint(entry.Target / OpcodeInfo.CodeUnitSize, 0);
        _out.AddBigEndianVarint(entry.Depth << 1 | (entry.Lasti ? 1 : 0), 0);
    }

    public byte[] ToArray() => _out.ToArray();
}

/// <summary>Reads exception tables.</summary>
internal static class ExceptionTableReader
{
    /// <summary>All entries, or false when the bytes are not a well-formed table.</summary>
    public static bool TryRead(ReadOnlySpan<byte> table, out List<ExceptionTableEntry> entries)
    {
        entries = [];
        int position = 0;
        while (position < table.Length)
        {
            if ((table[position] & 0x80) == 0
                || !ReadVarint(table, ref position, out int start)
                || !ReadVarint(table, ref position, out int size)
                || !ReadVarint(table, ref position, out int target)
                || !ReadVarint(table, ref position, out int depthLasti))
            {
                return false;
            }
            entries.Add(new ExceptionTableEntry(
                start * OpcodeInfo.CodeUnitSize, (start + size) * OpcodeInfo.CodeUnitSize, target * OpcodeInfo.CodeUnitSize,
                depthLasti >> 1, (depthLasti & 1) != 0));
        }
        return true;
    }

    private static bool ReadVarint(ReadOnlySpan<byte> table, ref int position, out int value)
    {
        long sum = 0;
        value = 0;
        bool more = true;
        while (more)
        {
            if (position >= table.Length || sum > int.MaxValue >> 8)
                return false;
            byte next = table[position++];
            sum = sum << 6 | (uint)(next & 63);
            more = (next & 64) != 0;
        }
        value = (int)sum;
        return true;
    }
}
