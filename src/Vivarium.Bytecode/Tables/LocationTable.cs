// The location table (co_linetable, PEP 626 and 657): for each run of code units its lines and columns.
// The reader accepts any bytes: what is cut off or malformed ends the table. See docs/internals/bytecode.md.
namespace Vivarium.Bytecode.Tables;

/// <summary>A run of code, in bytes, and where it comes from; -1 for what is unknown.</summary>
internal readonly record struct LocationEntry(int Start, int End, int Line, int EndLine, int Col, int EndCol)
{
    public bool HasLine => Line >= 0;
}

/// <summary>A place between two entries of a table: its byte, the code's byte, and the line so far.</summary>
internal readonly record struct LocationMark(int Position, int Address, int Line);

/// <summary>The forms of an entry, in bits 3 to 6 of its first byte.</summary>
internal static class LocationForm
{
    /// <summary>0 to 9: same line, columns in one more byte.</summary>
    public const int ShortMax = 9;

    /// <summary>10 to 12: that many minus ten lines further, columns in two bytes.</summary>
    public const int OneLine0 = 10;
    public const int OneLineMax = 12;
    public const int NoColumns = 13;
    public const int Long = 14;
    public const int None = 15;
}

/// <summary>Writes a location table, one run at a time.</summary>
internal sealed class LocationTableWriter(int firstLine)
{
    private const int MaxUnitsPerEntry = 8;
    private readonly ByteBuffer _out = new();
    private int _line = firstLine;

    /// <summary>Adds a run of code units.</summary>
    public void Add(int units, int line, int endLine, int col, int endCol)
    {
        for (; units > MaxUnitsPerEntry; units -= MaxUnitsPerEntry)
            AddEntry(MaxUnitsPerEntry, line, endLine, col, endCol);
        if (units > 0)
            AddEntry(units, line, endLine, col, endCol);
    }

    public byte[] ToArray() => _out.ToArray();

    private void AddEntry(int units, int line, int endLine, int col, int endCol)
    {
        if (line == -1)
        {
            First(LocationForm.None, units);
            return;
        }
        int delta = line - _line;
        if (col < 0 || endCol < 0)
        {
            if (endLine == line || endLine < 0)
            {
                First(LocationForm.NoColumns, units);
                _out.AddSignedVarint(delta);
                _line = line;
                return;
            }
        }
        else if (endLine == line)
        {
            if (delta == 0 && col < 80 && endCol - col < 16 && endCol >= col)
            {
                First(col >> 3, units);
                _out.Add((byte)((col & 7) << 4 | (endCol - col)));
                return;
            }
            if (delta is >= 0 and < 3 && col < 128 && endCol < 128)
            {
                First(LocationForm.OneLine0 + delta, units);
                _out.Add((byte)col);
                _out.Add((byte)endCol);
                _line = line;
                return;
            }
        }
        First(LocationForm.Long, units);
        _out.AddSignedVarint(delta);
        _out.AddVarint((uint)(endLine - line));
        _out.AddVarint((uint)(col + 1));
        _out.AddVarint((uint)(endCol + 1));
        _line = line;
    }

    private void First(int form, int units) => _out.Add((byte)(0x80 | form << 3 | (units - 1)));
}

/// <summary>Walks a location table from its beginning.</summary>
internal ref struct LocationTableReader(ReadOnlySpan<byte> table, int firstLine)
{
    private readonly ReadOnlySpan<byte> _table = table;
    private int _position;
    private int _line = firstLine;
    private int _address;

    public LocationEntry Current { get; private set; }

    /// <summary>Where the reader stands: what a later reader may go on from.</summary>
    public readonly LocationMark Mark => new(_position, _address, _line);

    /// <summary>A reader that goes on from a mark.</summary>
    public static LocationTableReader From(ReadOnlySpan<byte> table, LocationMark mark) =>
        new(table, mark.Line) { _position = mark.Position, _address = mark.Address };

    /// <summary>The bytes were not a well-formed table.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Steps to the next entry; false at the end.</summary>
    public bool MoveNext()
    {
        if (_position >= _table.Length || IsMalformed)
            return false;
        byte first = _table[_position++];
        if ((first & 0x80) == 0)
            return Malformed();
        int form = first >> 3 & 15;
        int end = _address + ((first & 7) + 1) * OpcodeInfo.CodeUnitSize;
        if (!ReadForm(form, end, out LocationEntry entry))
            return Malformed();
        Current = entry;
        _address = end;
        return true;
    }

    private bool ReadForm(int form, int end, out LocationEntry entry)
    {
        entry = new LocationEntry(_address, end, -1, -1, -1, -1);
        switch (form)
        {
            case LocationForm.None:
                return true;
            case LocationForm.NoColumns:
                if (!ReadSigned(out int delta))
                    return false;
                _line += delta;
                entry = entry with { Line = _line, EndLine = _line };
                return true;
            case LocationForm.Long:
                return ReadLong(ref entry);
            case >= LocationForm.OneLine0 and <= LocationForm.OneLineMax:
                if (_position + 2 > _table.Length)
                    return false;
                _line += form - LocationForm.OneLine0;
                entry = entry with { Line = _line, EndLine = _line, Col = _table[_position], EndCol = _table[_position + 1] };
                _position += 2;
                return true;
            default:
                if (_position >= _table.Length)
                    return false;
                byte second = _table[_position++];
                int col = form << 3 | second >> 4;
                entry = entry with { Line = _line, EndLine = _line, Col = col, EndCol = col + (second & 15) };
                return true;
        }
    }

    private bool ReadLong(ref LocationEntry entry)
    {
        if (!ReadSigned(out int delta) || !ReadVarint(out uint lines) || !ReadVarint(out uint col) || !ReadVarint(out uint endCol))
            return false;
        _line += delta;
        entry = entry with { Line = _line, EndLine = _line + (int)lines, Col = (int)col - 1, EndCol = (int)endCol - 1 };
        return true;
    }

    private bool ReadSigned(out int value)
    {
        bool ok = ReadVarint(out uint raw);
        value = (raw & 1) != 0 ? -(int)(raw >> 1) : (int)(raw >> 1);
        return ok;
    }

    private bool ReadVarint(out uint value)
    {
        value = 0;
        for (int shift = 0; _position < _table.Length && shift < 36; shift += 6)
        {
            byte next = _table[_position++];
            value |= (uint)(next & 63) << shift;
            if ((next & 64) == 0)
                return true;
        }
        return false;
    }

    private bool Malformed()
    {
        IsMalformed = true;
        return false;
    }
}
