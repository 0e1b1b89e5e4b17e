// Copying characters between the three widths. Narrowing trusts the caller that the characters fit. See docs/internals/str.md.
using System.Text;

namespace Vivarium.Runtime.Objects;

internal static unsafe class CharCopy
{
    public static void Convert(int fromKind, void* from, int toKind, void* to, nint length)
    {
        if (fromKind == toKind)
        {
            Buffer.MemoryCopy(from, to, length * toKind, length * toKind);
            return;
        }
        switch (fromKind << 4 | toKind)
        {
            case 0x12: Widen((byte*)from, (ushort*)to, length); break;
            case 0x14: Widen((byte*)from, (uint*)to, length); break;
            case 0x24: Widen((ushort*)from, (uint*)to, length); break;
            case 0x21: Narrow((ushort*)from, (byte*)to, length); break;
            case 0x41: Narrow((uint*)from, (byte*)to, length); break;
            case 0x42: Narrow((uint*)from, (ushort*)to, length); break;
        }
    }

    /// <summary>Characters of a str into a buffer of at least its width, from an index on.</summary>
    public static void CopyTo(PyObject* source, nint start, int toKind, void* to, nint toIndex, nint length)
    {
        int kind = PyUnicode.Kind(source);
        Convert(kind, (byte*)PyUnicode.Data(source) + start * kind, toKind, (byte*)to + toIndex * toKind, length);
    }

    public static void Fill(int kind, void* to, nint start, nint length, uint ch)
    {
        if (length <= 0)
            return;
        if (kind == 1)
            new Span<byte>((byte*)to + start, (int)length).Fill((byte)ch);
        else if (kind == 2)
            new Span<ushort>((ushort*)to + start, (int)length).Fill((ushort)ch);
        else
            new Span<uint>((uint*)to + start, (int)length).Fill(ch);
    }

    private static void Widen(byte* from, ushort* to, nint length) =>
        Encoding.Latin1.GetChars(new ReadOnlySpan<byte>(from, (int)length), new Span<char>(to, (int)length));

    private static void Widen(byte* from, uint* to, nint length)
    {
        for (nint i = 0; i < length; i++)
            to[i] = from[i];
    }

    private static void Widen(ushort* from, uint* to, nint length)
    {
        for (nint i = 0; i < length; i++)
            to[i] = from[i];
    }

    private static void Narrow(ushort* from, byte* to, nint length) =>
        Encoding.Latin1.GetBytes(new ReadOnlySpan<char>(from, (int)length), new Span<byte>(to, (int)length));

    private static void Narrow(uint* from, byte* to, nint length)
    {
        for (nint i = 0; i < length; i++)
            to[i] = (byte)from[i];
    }

    private static void Narrow(uint* from, ushort* to, nint length)
    {
        for (nint i = 0; i < length; i++)
            to[i] = (ushort)from[i];
    }
}
