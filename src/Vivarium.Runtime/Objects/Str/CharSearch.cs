// Searching in characters of one width; the one core under str, bytes and bytearray. Single characters and short patterns go through the
// base library's
// vectorised searches; long patterns in long texts through a two-way search, which stays linear whatever the text. See
// docs/internals/str.md.
using System.Numerics;
using System.Text;

namespace Vivarium.Runtime.Objects;

internal static unsafe class CharSearch
{
    /// <summary>Pattern length from which an adversarial text could make the vectorised search slow.</summary>
    private const int TwoWayPattern = 64;
    private const int TwoWayText = 2048;

    /// <summary>0x7F when all are ASCII, else 0xFF.</summary>
    public static uint MaxChar(byte* data, nint length) => Ascii.IsValid(new ReadOnlySpan<byte>(data, (int)length)) ? 0x7Fu : 0xFFu;

    /// <summary>An upper bound in the same class (0x7F, 0xFF, 0xFFFF), exact below 256 for single characters.</summary>
    public static uint MaxChar(ushort* data, nint length)
    {
        uint all = 0;
        nint i = 0;
        if (Vector.IsHardwareAccelerated && length >= Vector<ushort>.Count)
        {
            Vector<ushort> bits = default;
            for (; i <= length - Vector<ushort>.Count; i += Vector<ushort>.Count)
                bits |= Unsafe.ReadUnaligned<Vector<ushort>>(data + i);
            for (int k = 0; k < Vector<ushort>.Count; k++)
                all |= bits[k];
        }
        for (; i < length; i++)
            all |= data[i];
        return all;
    }

    /// <summary>An upper bound in the same class; exact when one character is out of range.</summary>
    public static uint MaxChar(uint* data, nint length)
    {
        uint all = 0;
        for (nint i = 0; i < length; i++)
            all |= data[i];
        if (all <= 0xFFFF)
            return all;
        uint max = 0;
        for (nint i = 0; i < length; i++)
            max = Math.Max(max, data[i]);
        return max;
    }

    public static nint IndexOf<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> pattern)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (pattern.Length > text.Length)
            return -1;
        if (pattern.Length == 0)
            return 0;
        if (pattern.Length == 1)
            return text.IndexOf(pattern[0]);
        if (pattern.Length >= TwoWayPattern && text.Length >= TwoWayText)
            return TwoWay<T>.IndexOf(text, pattern);
        return text.IndexOf(pattern);
    }

    public static nint LastIndexOf<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> pattern)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (pattern.Length > text.Length)
            return -1;
        if (pattern.Length == 0)
            return text.Length;
        if (pattern.Length == 1)
            return text.LastIndexOf(pattern[0]);
        return text.LastIndexOf(pattern);
    }

    /// <summary>Non-overlapping occurrences, at most <paramref name="most"/>; the empty pattern occurs between all characters.</summary>
    public static nint Count<T>(ReadOnlySpan<T> text, ReadOnlySpan<T> pattern, nint most = int.MaxValue)
        where T : unmanaged, IBinaryInteger<T>
    {
        if (most <= 0)
            return 0;
        if (pattern.Length == 0)
            return Math.Min(text.Length + 1, most);
        if (pattern.Length == 1)
            return Math.Min(text.Count(pattern[0]), most);
        nint count = 0;
        while (count < most)
        {
            nint at = IndexOf(text, pattern);
            if (at < 0)
                break;
            count++;
            text = text[(int)(at + pattern.Length)..];
        }
        return count;
    }
}
