// A growing byte array with the variable-length integers of the location and exception tables (docs/internals/bytecode.md).
namespace Vivarium.Bytecode.Tables;

/// <summary>Collects bytes.</summary>
internal sealed class ByteBuffer(int capacity = 64)
{
    private byte[] _bytes = new byte[capacity];

    public int Length { get; private set; }

    public void Add(byte value)
    {
        if (Length == _bytes.Length)
            Array.Resize(ref _bytes, Length * 2);
        _bytes[Length++] = value;
    }

    public void Add(ReadOnlySpan<byte> values)
    {
        if (Length + values.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + values.Length));
        values.CopyTo(_bytes.AsSpan(Length));
        Length += values.Length;
    }

    /// <summary>Six bits a byte, least significant first, bit 6 set on all but the last: the location table's form.</summary>
    public void AddVarint(uint value)
    {
        while (value >= 64)
        {
            Add((byte)(64 | (value & 63)));
            value >>= 6;
        }
        Add((byte)value);
    }

    /// <summary>The sign in the lowest bit.</summary>
    public void AddSignedVarint(int value) => AddVarint(value < 0 ? ((0u - (uint)value) << 1) | 1 : (uint)value << 1);

    /// <summary>Six bits a byte, most significant first, the first with <paramref name="mark"/>: the exception table's form.</summary>
    public void AddBigEndianVarint(int value, byte mark)
    {
        for (int shift = 24; shift > 0; shift -= 6)
        {
            if (value >= 1 << shift)
            {
                Add((byte)((value >> shift & 63) | 64 | mark));
                mark = 0;
            }
        }
        Add((byte)((value & 63) | mark));
    }

    public byte[] ToArray() => _bytes.AsSpan(0, Length).ToArray();
}
