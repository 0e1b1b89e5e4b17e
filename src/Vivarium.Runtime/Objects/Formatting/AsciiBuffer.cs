// A growing buffer of ASCII for text that numbers are turned into: starts on the caller's stack, goes on in rented arrays. See docs/internals/formatting.md.
using System.Buffers;

namespace Vivarium.Runtime.Objects.Formatting;

internal ref struct AsciiBuffer(Span<byte> initial)
{
    private Span<byte> _bytes = initial;
    private byte[]? _rented;

    public int Length { get; private set; }

    public readonly ReadOnlySpan<byte> Text => _bytes[..Length];

    public readonly byte this[int index] => _bytes[index];

    public void Append(byte value)
    {
        if (Length == _bytes.Length)
            Grow(1);
        _bytes[Length++] = value;
    }

    public void Append(char value) => Append((byte)value);

    public void Append(scoped ReadOnlySpan<byte> text) => text.CopyTo(Take(text.Length));

    public void Append(string text)
    {
        Span<byte> room = Take(text.Length);
        for (int i = 0; i < text.Length; i++)
            room[i] = (byte)text[i];
    }

    public void AppendRepeated(byte value, int count)
    {
        if (count > 0)
            Take(count).Fill(value);
    }

    /// <summary>Room for so many more characters, which count as written.</summary>
    public Span<byte> Take(int count)
    {
        if (count > _bytes.Length - Length)
            Grow(count);
        Span<byte> room = _bytes.Slice(Length, count);
        Length += count;
        return room;
    }

    public void Truncate(int length) => Length = length;

    private void Grow(int more)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(Length + more, Length * 2));
        _bytes[..Length].CopyTo(larger);
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        _rented = larger;
        _bytes = larger;
    }

    public void Dispose()
    {
        if (_rented is not null)
            ArrayPool<byte>.Shared.Return(_rented);
        _rented = null;
    }
}
