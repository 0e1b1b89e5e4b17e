// Making str objects from code points, UTF-8, .NET strings and the front end's text. One-character Latin-1 results and the empty string are
// always the
// immortal ones; the stored kind is always the narrowest. See docs/internals/str.md.
using Vivarium.Bytecode.Constants;
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    /// <summary>An uninitialised string to be filled by the caller (the final NUL is set); the empty string for length 0.</summary>
    public static PyObject* New(ThreadState* ts, nint length, uint maxChar)
    {
        if (length == 0)
            return StaticStrings.Empty;
        int kind = KindOfMaxChar(maxChar);
        if (length < 0)
            return Err.System(ts, "Negative size passed to PyUnicode_New");
        if (length > MaxLength / kind)
            return Err.NoMemory(ts);
        bool ascii = maxChar < 0x80;
        nint header = ascii ? sizeof(PyASCIIObject) : sizeof(PyCompactUnicodeObject);
        PyASCIIObject* o = (PyASCIIObject*)ObjectDomain.Malloc(ts->interp->heap, (nuint)(header + (length + 1) * kind));
        if (o == null)
            return Err.NoMemory(ts);
        o->ob_base.ob_refcnt = 1;
        o->ob_base.ob_overflow = 0;
        o->ob_base.ob_flags = 0;
        o->ob_base.ob_type = StrType.Type;
        o->length = length;
        o->hash = -1;
        o->state = (uint)kind << KindShift | CompactBit | (ascii ? AsciiBit : 0);
        if (!ascii)
        {
            ((PyCompactUnicodeObject*)o)->utf8 = null;
            ((PyCompactUnicodeObject*)o)->utf8_length = 0;
        }
        Write(kind, (byte*)o + header, length, 0);
        return (PyObject*)o;
    }

    /// <summary>The empty str (immortal).</summary>
    public static PyObject* Empty => StaticStrings.Empty;

    /// <summary>The immortal str of a Latin-1 character.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* Latin1Char(uint ch) => StaticStrings.Latin1(ch);

    /// <summary>One character; the code point must be in range.</summary>
    public static PyObject* FromChar(ThreadState* ts, uint ch)
    {
        if (ch < 256)
            return StaticStrings.Latin1(ch);
        PyObject* o = New(ts, 1, ch);
        if (o != null)
            Write(Kind(o), Data(o), 0, ch);
        return o;
    }

    /// <summary>chr(): ValueError outside range(0x110000).</summary>
    public static PyObject* FromOrdinal(ThreadState* ts, int codePoint)
    {
        if ((uint)codePoint > MaxCodePoint)
            return Err.Value(ts, "chr() arg not in range(0x110000)");
        return FromChar(ts, (uint)codePoint);
    }

    public static PyObject* FromString(ThreadState* ts, string text) => FromUtf16(ts, text, false);

    /// <summary>Pairs of surrogates become one character; unpaired ones stay, and so do pairs when <paramref name="keepPairs"/>.</summary>
    public static PyObject* FromUtf16(ThreadState* ts, ReadOnlySpan<char> text, bool keepPairs)
    {
        if (text.Length == 0)
            return StaticStrings.Empty;
        if (System.Text.Ascii.IsValid(text))
            return FromAsciiChars(ts, text);
        uint max = 0;
        nint length = text.Length;
        for (int i = 0; i < text.Length; i++)
        {
            uint ch = text[i];
            if (!keepPairs && char.IsHighSurrogate((char)ch) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                ch = 0x10000;
                length--;
                i++;
            }
            if (ch > max)
                max = ch;
        }
        if (length == 1 && max < 256)
            return StaticStrings.Latin1(max);
        PyObject* o = New(ts, length, max);
        if (o == null)
            return null;
        int kind = Kind(o);
        void* data = Data(o);
        if (kind == 2)
        {
            text.CopyTo(new Span<char>(data, (int)length));
            return o;
        }
        nint at = 0;
        for (int i = 0; i < text.Length; i++)
        {
            uint ch = text[i];
            if (!keepPairs && char.IsHighSurrogate((char)ch) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                ch = (uint)char.ConvertToUtf32((char)ch, text[++i]);
            Write(kind, data, at++, ch);
        }
        return o;
    }

    private static PyObject* FromAsciiChars(ThreadState* ts, ReadOnlySpan<char> text)
    {
        if (text.Length == 1)
            return StaticStrings.Latin1(text[0]);
        PyObject* o = New(ts, text.Length, 0x7F);
        if (o != null)
            System.Text.Ascii.FromUtf16(text, new Span<byte>(Data(o), text.Length), out _);
        return o;
    }

    /// <summary>ASCII bytes, not checked.</summary>
    public static PyObject* FromAscii(ThreadState* ts, ReadOnlySpan<byte> ascii)
    {
        if (ascii.Length == 1)
            return StaticStrings.Latin1(ascii[0]);
        PyObject* o = New(ts, ascii.Length, 0x7F);
        if (o != null)
            ascii.CopyTo(new Span<byte>(Data(o), ascii.Length));
        return o;
    }

    public static PyObject* FromUtf8(ThreadState* ts, ReadOnlySpan<byte> utf8) => Codecs.Utf8Codec.Decode(ts, utf8, null, null);

    /// <summary>UTF-8 with surrogates encoded as code points, as the front end holds text.</summary>
    public static PyObject* FromText(ThreadState* ts, PyText text) => Codecs.Utf8Codec.DecodeTrusted(ts, text.Utf8);

    /// <summary>The str as the front end holds text.</summary>
    public static PyText ToText(PyObject* o)
    {
        var builder = new PyTextBuilder();
        int kind = Kind(o);
        void* data = Data(o);
        for (nint i = 0, n = Length(o); i < n; i++)
            builder.Append((int)Read(kind, data, i));
        return builder.ToText();
    }

    public static PyObject* FromKindAndData(ThreadState* ts, int kind, void* data, nint length)
    {
        if (length < 0)
            return Err.Value(ts, "size must be positive");
        return kind switch
        {
            1 => FromUcs1(ts, (byte*)data, length),
            2 => FromUcs2(ts, (ushort*)data, length),
            4 => FromUcs4(ts, (uint*)data, length),
            _ => Err.System(ts, "invalid kind"),
        };
    }

    public static PyObject* FromUcs1(ThreadState* ts, byte* data, nint length)
    {
        if (length == 1)
            return StaticStrings.Latin1(data[0]);
        PyObject* o = New(ts, length, CharSearch.MaxChar(data, length));
        if (o != null)
            Buffer.MemoryCopy(data, Data(o), length, length);
        return o;
    }

    public static PyObject* FromUcs2(ThreadState* ts, ushort* data, nint length)
    {
        uint max = CharSearch.MaxChar(data, length);
        if (length == 1 && max < 256)
            return StaticStrings.Latin1(max);
        PyObject* o = New(ts, length, max);
        if (o != null && length != 0)
            CharCopy.Convert(2, data, Kind(o), Data(o), length);
        return o;
    }

    public static PyObject* FromUcs4(ThreadState* ts, uint* data, nint length)
    {
        uint max = CharSearch.MaxChar(data, length);
        if (length == 1 && max < 256)
            return StaticStrings.Latin1(max);
        if (max > MaxCodePoint)
            return Err.Value(ts, "character U+" + max.ToString("x",
                System.Globalization.CultureInfo.InvariantCulture) + " is not in range [U+0000; U+10ffff]");
        PyObject* o = New(ts, length, max);
        if (o != null && length != 0)
            CharCopy.Convert(4, data, Kind(o), Data(o), length);
        return o;
    }

    /// <summary>For messages and the border to .NET; lone surrogates stay as they are.</summary>
    public static string ToString(PyObject* o)
    {
        int length = (int)Length(o);
        void* data = Data(o);
        switch (Kind(o))
        {
            case 1:
                return string.Create(length, (nint)data, static (span, source) => CharCopy.Convert(1, (void*)source, 2,
                    Unsafe.AsPointer(ref MemoryMarshal.GetReference(span)), span.Length));
            case 2:
                return new string((char*)data, 0, length);
            default:
                var text = new System.Text.StringBuilder(length + 8);
                for (int i = 0; i < length; i++)
                {
                    uint ch = ((uint*)data)[i];
                    if (ch >= 0x10000)
                        text.Append(char.ConvertFromUtf32((int)ch));
                    else
                        text.Append((char)ch);
                }
                return text.ToString();
        }
    }

    /// <summary>An exact str with the same characters, owned: the object itself when it is one.</summary>
    public static PyObject* ToExact(ThreadState* ts, PyObject* o) =>
        CheckExact(o) ? Ref.New(o) : Copy(ts, o);

    /// <summary>A new exact str (immortal ones stand for themselves).</summary>
    public static PyObject* Copy(ThreadState* ts, PyObject* o)
    {
        nint length = Length(o);
        if (length == 0)
            return StaticStrings.Empty;
        int kind = Kind(o);
        void* data = Data(o);
        if (length == 1 && kind == 1)
            return StaticStrings.Latin1(*(byte*)data);
        PyObject* copy = New(ts, length, MaxCharValue(o));
        if (copy != null)
            Buffer.MemoryCopy(data, Data(copy), length * kind, length * kind);
        return copy;
    }
}
