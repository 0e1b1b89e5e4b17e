// Builds a bytes piece by piece in heap memory; errors stick as in UnicodeWriter. See docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct BytesWriter(ThreadState* ts)
{
    private const nint MinimumGrowth = 64;

    private readonly ThreadState* _ts = ts;
    private PyObject* _buffer;
    private byte* _data;
    private nint _size;
    private nint _length;
    private bool _failed;

    public readonly nint Length => _length;
    public readonly bool Failed => _failed;

    /// <summary>Where the next byte goes; valid after <see cref="Prepare"/>.</summary>
    public readonly byte* Cursor => _data + _length;

    public readonly Span<byte> Written => new(_data, (int)_length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Prepare(nint count) => count <= _size - _length || Grow(count);

    public void Advance(nint count) => _length += count;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Grow(nint count)
    {
        if (_failed)
            return false;
        if (count == 0)
            return true;
        if (count > PyBytes.MaxLength - _length)
        {
            Err.NoMemory(_ts);
            return Fail();
        }
        nint needed = _length + count;
        nint size = _buffer == null ? needed : nint.Min(PyBytes.MaxLength, nint.Max(needed + needed / 4, MinimumGrowth));
        if (_buffer == null)
        {
            _buffer = PyBytes.New(_ts, size);
            if (_buffer == null)
                return Fail();
        }
        else
        {
            PyObject* buffer = _buffer;
            _buffer = null;
            if (PyBytes.Resize(_ts, &buffer, size) == Status.Error)
                return Fail();
            _buffer = buffer;
        }
        _data = PyBytes.Data(_buffer);
        _size = size;
        return true;
    }

    /// <summary>Makes all further writes do nothing; the thread state must hold an exception.</summary>
    public bool Fail()
    {
        _failed = true;
        _length = 0;
        _size = 0;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool WriteByte(byte value)
    {
        if (!Prepare(1))
            return false;
        _data[_length++] = value;
        return true;
    }

    public bool Write(ReadOnlySpan<byte> bytes)
    {
        if (!Prepare(bytes.Length))
            return false;
        bytes.CopyTo(new Span<byte>(_data + _length, bytes.Length));
        _length += bytes.Length;
        return true;
    }

    public bool WriteRepeated(byte value, nint count)
    {
        if (count <= 0)
            return !_failed;
        if (!Prepare(count))
            return false;
        new Span<byte>(_data + _length, (int)count).Fill(value);
        _length += count;
        return true;
    }

    /// <summary>An integer in 2 or 4 bytes of either order.</summary>
    public bool WriteUnit(uint value, int width, bool bigEndian)
    {
        if (!Prepare(width))
            return false;
        byte* to = _data + _length;
        for (int i = 0; i < width; i++)
            to[bigEndian ? width - 1 - i : i] = (byte)(value >> (8 * i));
        _length += width;
        return true;
    }

    /// <summary>The finished bytes (owned), or null when a write failed; the writer is empty afterwards.</summary>
    public PyObject* Finish()
    {
        PyObject* buffer = _buffer;
        nint length = _length;
        bool failed = _failed;
        _buffer = null;
        _size = 0;
        _length = 0;
        if (failed || buffer == null)
        {
            Ref.XDec(_ts, buffer);
            return failed ? null : PyBytes.Empty;
        }
        if (length == 1)
        {
            byte single = *PyBytes.Data(buffer);
            Ref.Dec(_ts, buffer);
            return PyBytes.Single(single);
        }
        return PyBytes.Resize(_ts, &buffer, length) == Status.Error ? null : buffer;
    }

    public void Dispose()
    {
        Ref.XDec(_ts, _buffer);
        _buffer = null;
        _size = 0;
        _length = 0;
    }
}
