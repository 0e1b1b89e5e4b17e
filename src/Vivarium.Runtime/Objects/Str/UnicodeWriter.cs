// Builds a str piece by piece in heap memory. It grows by a quarter beyond what is asked, widens when a wider character comes, and gives up
// the excess at the end.
// Errors stick: after a failed write all others do nothing and Finish returns null, so callers need not check each write. Dispose drops an
// unfinished string.
// See docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct UnicodeWriter
{
    private const nint MinimumGrowth = 100;

    private readonly ThreadState* _ts;
    private PyObject* _buffer;
    private byte* _data;
    private int _kind;
    private uint _maxChar;
    private nint _size;
    private nint _position;
    private bool _failed;
    private readonly bool _exact;

    /// <summary>Reserves nothing yet; with <paramref name="exact"/> it grows by just what is asked.</summary>
    public UnicodeWriter(ThreadState* ts, bool exact = false)
    {
        _ts = ts;
        _kind = 1;
        _exact = exact;
    }

    /// <summary>Characters written so far.</summary>
    public readonly nint Length => _position;

    /// <summary>A write failed: the thread state holds an exception.</summary>
    public readonly bool Failed => _failed;

    /// <summary>Bytes per character of the buffer.</summary>
    public readonly int Kind => _kind;

    /// <summary>Where the next character goes; valid after <see cref="Prepare"/>.</summary>
    public readonly void* Cursor => _data + _position * _kind;

    /// <summary>The start of the buffer.</summary>
    public readonly void* Data => _data;

    /// <summary>Makes room for characters up to a maximum; false on error.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Prepare(nint length, uint maxChar) => (maxChar <= _maxChar && length <= _size - _position) || PrepareSlow(length, maxChar);

    /// <summary>Characters were written at the cursor.</summary>
    public void Advance(nint length) => _position += length;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool PrepareSlow(nint length, uint maxChar)
    {
        if (_failed)
            return false;
        if (length == 0)
            return true;
        if (length > PyUnicode.MaxLength - _position)
        {
            Err.NoMemory(_ts);
            return Fail();
        }
        nint needed = _position + length;
        nint size = _size;
        if (needed > size)
            size = _exact ? needed : nint.Min(PyUnicode.MaxLength / 4, nint.Max(needed + needed / 4, MinimumGrowth));
        size = nint.Max(size, needed);
        maxChar = maxChar < 0x80 ? 0x7Fu : maxChar < 0x100 ? 0xFFu : maxChar < 0x10000 ? 0xFFFFu : PyUnicode.MaxCodePoint;
        if (_buffer != null && maxChar <= _maxChar)
        {
            PyObject* resized = PyUnicode.ResizeInPlace(_ts, _buffer, size);
            if (resized == null)
            {
                Err.NoMemory(_ts);
                return Fail();
            }
            return Use(resized, size, _maxChar);
        }
        maxChar = Math.Max(maxChar, _maxChar);
        PyObject* made = PyUnicode.New(_ts, size, maxChar);
        if (made == null)
            return Fail();
        if (_buffer != null)
        {
            CharCopy.CopyTo(_buffer, 0, PyUnicode.Kind(made), PyUnicode.Data(made), 0, _position);
            Ref.Dec(_ts, _buffer);
        }
        return Use(made, size, maxChar);
    }

    private bool Use(PyObject* buffer, nint size, uint maxChar)
    {
        _buffer = buffer;
        _size = size;
        _maxChar = maxChar;
        _kind = PyUnicode.Kind(buffer);
        _data = (byte*)PyUnicode.Data(buffer);
        return true;
    }

    /// <summary>Makes all further writes do nothing; the thread state must hold an exception.</summary>
    public bool Fail()
    {
        _failed = true;
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool WriteChar(uint ch)
    {
        if (!Prepare(1, ch))
            return false;
        PyUnicode.Write(_kind, _data, _position++, ch);
        return true;
    }

    /// <summary>The same character again and again.</summary>
    public bool WriteRepeated(uint ch, nint count)
    {
        if (count <= 0)
            return !_failed;
        if (!Prepare(count, ch))
            return false;
        CharCopy.Fill(_kind, _data, _position, count, ch);
        _position += count;
        return true;
    }

    public bool WriteStr(PyObject* s) => WriteSubstring(s, 0, PyUnicode.Length(s));

    /// <summary>Writes an owned str (or nothing when it is null, which fails the writer) and releases it.</summary>
    public bool WriteSteal(PyObject* s)
    {
        if (s == null)
            return Fail();
        bool ok = WriteStr(s);
        Ref.Dec(_ts, s);
        return ok;
    }

    public bool WriteSubstring(PyObject* s, nint start, nint end)
    {
        nint length = end - start;
        if (length <= 0)
            return !_failed;
        uint max = PyUnicode.MaxCharValue(s);
        if (max > _maxChar && length != PyUnicode.Length(s))
            max = MaxCharIn(s, start, length);
        if (!Prepare(length, max))
            return false;
        CopyCharacters(s, start, length);
        return true;
    }

    /// <summary>Characters from start to end of a str, which are known to be ASCII.</summary>
    public bool WriteAsciiOf(PyObject* s, nint start, nint end)
    {
        if (!Prepare(end - start, 0x7F))
            return false;
        CopyCharacters(s, start, end - start);
        return true;
    }

    private void CopyCharacters(PyObject* s, nint start, nint length)
    {
        CharCopy.CopyTo(s, start, _kind, _data, _position, length);
        _position += length;
    }

    private static uint MaxCharIn(PyObject* s, nint start, nint length) => PyUnicode.Kind(s) switch
    {
        1 => CharSearch.MaxChar((byte*)PyUnicode.Data(s) + start, length),
        2 => CharSearch.MaxChar((ushort*)PyUnicode.Data(s) + start, length),
        _ => CharSearch.MaxChar((uint*)PyUnicode.Data(s) + start, length),
    };

    /// <summary>ASCII bytes ("…"u8).</summary>
    public bool WriteAscii(ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length == 0)
            return !_failed;
        if (!Prepare(ascii.Length, 0x7F))
            return false;
        if (_kind == 1)
        {
            ascii.CopyTo(new Span<byte>(_data + _position, ascii.Length));
        }
        else
        {
            for (int i = 0; i < ascii.Length; i++)
                PyUnicode.Write(_kind, _data, _position + i, ascii[i]);
        }
        _position += ascii.Length;
        return true;
    }

    /// <summary>Latin-1 bytes.</summary>
    public bool WriteLatin1(ReadOnlySpan<byte> bytes)
    {
        if (System.Text.Ascii.IsValid(bytes))
            return WriteAscii(bytes);
        if (!Prepare(bytes.Length, 0xFF))
            return false;
        fixed (byte* p = bytes)
            CharCopy.Convert(1, p, _kind, _data + _position * _kind, bytes.Length);
        _position += bytes.Length;
        return true;
    }

    /// <summary>A .NET string; pairs of surrogates become one character.</summary>
    public bool WriteString(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            uint ch = text[i];
            if (char.IsHighSurrogate((char)ch) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                ch = (uint)char.ConvertToUtf32((char)ch, text[++i]);
            if (!WriteChar(ch))
                return false;
        }
        return !_failed;
    }

    /// <summary>repr(o).</summary>
    public bool WriteRepr(PyObject* o) => !_failed && WriteSteal(Obj.Repr(_ts, o));

    /// <summary>str(o).</summary>
    public bool WriteObject(PyObject* o) => !_failed && WriteSteal(Obj.Str(_ts, o));

    /// <summary>Writes the last piece: when it is the only one, it becomes the result itself.</summary>
    public bool WriteLast(PyObject* s)
    {
        if (_failed || _buffer != null || PyUnicode.Length(s) == 0)
            return WriteStr(s);
        _buffer = Ref.New(s);
        _size = _position = PyUnicode.Length(s);
        _kind = PyUnicode.Kind(s);
        _data = (byte*)PyUnicode.Data(s);
        return true;
    }

    /// <summary>Drops characters from the end.</summary>
    public void Truncate(nint length) => _position = nint.Min(_position, length);

    /// <summary>The finished str (owned), or null when a write failed; the writer is empty afterwards.</summary>
    public PyObject* Finish()
    {
        PyObject* buffer = _buffer;
        if (_failed || buffer == null || _position == 0)
        {
            bool failed = _failed;
            Dispose();
            return failed ? null : StaticStrings.Empty;
        }
        _buffer = null;
        nint length = _position;
        if (length == 1 && _kind == 1)
        {
            uint ch = _data[0];
            Ref.Dec(_ts, buffer);
            return StaticStrings.Latin1(ch);
        }
        if (_maxChar > 0x7F && MaxCharIn(buffer, 0, length) is var max && (max < 0x80 ? 0x7Fu : max < 0x100 ? 0xFFu : max < 0x10000
            ? 0xFFFFu : PyUnicode.MaxCodePoint) < _maxChar)
        {
            PyObject* narrow = PyUnicode.FromKindAndData(_ts, _kind, _data, length);
            Ref.Dec(_ts, buffer);
            return narrow;
        }
        if (length != _size)
        {
            PyObject* fitted = PyUnicode.ResizeInPlace(_ts, buffer, length);
            if (fitted == null)
            {
                Ref.Dec(_ts, buffer);
                return Err.NoMemory(_ts);
            }
            buffer = fitted;
        }
        return buffer;
    }

    /// <summary>Drops what was written.</summary>
    public void Dispose()
    {
        PyObject* buffer = _buffer;
        _buffer = null;
        _data = null;
        _size = 0;
        _position = 0;
        _maxChar = 0;
        _kind = 1;
        if (buffer != null)
            Ref.Dec(_ts, buffer);
    }
}
