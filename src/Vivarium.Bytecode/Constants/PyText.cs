// A Python str as the front end holds it: UTF-8 in which lone surrogates are encoded like any other code point ("surrogatepass"),
// the form marshal writes. A .NET string could not tell '\ud83d\ude00' (two code points) from '\U0001f600' (one).
using System.Text;

namespace Vivarium.Bytecode.Constants;

/// <summary>An immutable sequence of code points, lone surrogates included.</summary>
internal sealed class PyText : IEquatable<PyText>
{
    private readonly byte[] _utf8;
    private string? _string;

    private PyText(byte[] utf8) => _utf8 = utf8;

    public static PyText Empty { get; } = new([]);

    /// <summary>UTF-8 with surrogates encoded as three bytes each.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8;

    /// <summary>Takes over <paramref name="utf8"/>, which must be well-formed but for encoded surrogates.</summary>
    public static PyText FromUtf8(byte[] utf8) => new(utf8);

    /// <summary>Pairs of surrogates become one code point, unpaired ones stay.</summary>
    public static PyText FromString(string text)
    {
        var builder = new PyTextBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                builder.Append(char.ConvertToUtf32(text[i], text[++i]));
            else
                builder.Append(text[i]);
        }
        PyText result = builder.ToText();
        result._string = text;
        return result;
    }

    public bool Equals(PyText? other) => other is not null && other._utf8.AsSpan().SequenceEqual(_utf8);
    public override bool Equals(object? obj) => Equals(obj as PyText);

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_utf8);
        return hash.ToHashCode();
    }

    /// <summary>UTF-16; adjacent lone surrogates merge, so use it for identifiers and messages only.</summary>
    public override string ToString() => _string ??= Decode();

    /// <summary>The code points in order.</summary>
    public IEnumerable<int> CodePoints()
    {
        for (int i = 0; i < _utf8.Length;)
        {
            int lead = _utf8[i];
            int length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            int value = length == 1 ? lead : lead & (0x7F >> length);
            for (int k = 1; k < length; k++)
                value = (value << 6) | (_utf8[i + k] & 0x3F);
            yield return value;
            i += length;
        }
    }

    private string Decode()
    {
        var text = new StringBuilder(_utf8.Length);
        foreach (int point in CodePoints())
        {
            if (point >= 0x10000)
                text.Append(char.ConvertFromUtf32(point));
            else
                text.Append((char)point);
        }
        return text.ToString();
    }
}

/// <summary>Collects code points into a <see cref="PyText"/>.</summary>
internal sealed class PyTextBuilder
{
    private byte[] _bytes = new byte[32];
    private int _length;

    public bool IsEmpty => _length == 0;

    public void Append(int codePoint)
    {
        if (_length + 4 > _bytes.Length)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        if (codePoint < 0x80)
        {
            _bytes[_length++] = (byte)codePoint;
        }
        else if (codePoint < 0x800)
        {
            _bytes[_length++] = (byte)(0xC0 | (codePoint >> 6));
            _bytes[_length++] = (byte)(0x80 | (codePoint & 0x3F));
        }
        else if (codePoint < 0x10000)
        {
            _bytes[_length++] = (byte)(0xE0 | (codePoint >> 12));
            _bytes[_length++] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
            _bytes[_length++] = (byte)(0x80 | (codePoint & 0x3F));
        }
        else
        {
            _bytes[_length++] = (byte)(0xF0 | (codePoint >> 18));
            _bytes[_length++] = (byte)(0x80 | ((codePoint >> 12) & 0x3F));
            _bytes[_length++] = (byte)(0x80 | ((codePoint >> 6) & 0x3F));
            _bytes[_length++] = (byte)(0x80 | (codePoint & 0x3F));
        }
    }

    public void Append(PyText text)
    {
        ReadOnlySpan<byte> utf8 = text.Utf8;
        if (_length + utf8.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + utf8.Length));
        utf8.CopyTo(_bytes.AsSpan(_length));
        _length += utf8.Length;
    }

    public PyText ToText() => PyText.FromUtf8(_bytes.AsSpan(0, _length).ToArray());
}
