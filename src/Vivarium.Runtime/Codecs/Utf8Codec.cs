// UTF-8. Valid text, the usual case, is validated, measured and copied with the base library's vectorised routines; text with errors goes
// through the
// error handlers (Utf8Codec.Errors.cs). See docs/internals/codecs.md.
using System.Numerics;
using System.Text;

namespace Vivarium.Runtime.Codecs;

internal static unsafe partial class Utf8Codec
{
    /// <summary>
    /// Decodes; errors is the handler's name (null: strict). With <paramref name="consumed"/>, an incomplete sequence at the end is left.
    /// </summary>
    public static PyObject* Decode(ThreadState* ts, ReadOnlySpan<byte> bytes, string? errors, nint* consumed)
    {
        if (Ascii.IsValid(bytes))
        {
            if (consumed != null)
                *consumed = bytes.Length;
            return PyUnicode.FromAscii(ts, bytes);
        }
        if (System.Text.Unicode.Utf8.IsValid(bytes))
        {
            if (consumed != null)
                *consumed = bytes.Length;
            return DecodeTrusted(ts, bytes);
        }
        return DecodeWithErrors(ts, bytes, errors, consumed);
    }

    /// <summary>Decodes what is known to be well-formed; surrogates may be encoded as if they were characters.</summary>
    public static PyObject* DecodeTrusted(ThreadState* ts, ReadOnlySpan<byte> bytes)
    {
        nint length = Measure(bytes, out uint max);
        if (max < 0x80)
            return PyUnicode.FromAscii(ts, bytes);
        if (length == 1 && max < 0x100)
            return StaticStrings.Latin1((uint)((bytes[0] & 3) << 6 | bytes[1] & 0x3F));
        PyObject* o = PyUnicode.New(ts, length, max);
        if (o == null)
            return null;
        fixed (byte* source = bytes)
        {
            switch (PyUnicode.Kind(o))
            {
                case 1: Transcode(source, bytes.Length, (byte*)PyUnicode.Data(o)); break;
                case 2: Transcode(source, bytes.Length, (ushort*)PyUnicode.Data(o)); break;
                default: Transcode(source, bytes.Length, (uint*)PyUnicode.Data(o)); break;
            }
        }
        return o;
    }

    /// <summary>Number of characters, and the class of the widest (0x7F, 0xFF, 0xFFFF, 0x10FFFF).</summary>
    private static nint Measure(ReadOnlySpan<byte> bytes, out uint max)
    {
        nint continuation = 0;
        byte highest = 0;
        int i = 0;
        if (Vector.IsHardwareAccelerated && bytes.Length >= Vector<byte>.Count)
        {
            Vector<byte> top = default;
            Vector<sbyte> limit = new(-64);
            for (; i <= bytes.Length - Vector<byte>.Count; i += Vector<byte>.Count)
            {
                Vector<byte> block = new(bytes.Slice(i, Vector<byte>.Count));
                top = Vector.Max(top, block);
                Vector<byte> mask = Vector.AsVectorByte(Vector.LessThan(Vector.AsVectorSByte(block), limit)) & Vector<byte>.One;
                continuation += Vector.Sum(mask);
            }
            for (int k = 0; k < Vector<byte>.Count; k++)
                highest = Math.Max(highest, top[k]);
        }
        for (; i < bytes.Length; i++)
        {
            highest = Math.Max(highest, bytes[i]);
            if ((sbyte)bytes[i] < -64)
                continuation++;
        }
        max = highest < 0x80 ? 0x7Fu : highest < 0xC4 ? 0xFFu : highest < 0xF0 ? 0xFFFFu : PyUnicode.MaxCodePoint;
        return bytes.Length - continuation;
    }

    private static void Transcode<T>(byte* source, nint length, T* target)
        where T : unmanaged, IBinaryInteger<T>
    {
        byte* end = source + length;
        while (source < end)
        {
            uint lead = *source;
            if (lead < 0x80)
            {
                *target++ = T.CreateTruncating(lead);
                source++;
                continue;
            }
            if (lead < 0xE0)
            {
                *target++ = T.CreateTruncating((lead & 0x1F) << 6 | source[1] & 0x3Fu);
                source += 2;
            }
            else if (lead < 0xF0)
            {
                *target++ = T.CreateTruncating((lead & 0xF) << 12 | (source[1] & 0x3Fu) << 6 | source[2] & 0x3Fu);
                source += 3;
            }
            else
            {
                *target++ = T.CreateTruncating((lead & 7) << 18 | (source[1] & 0x3Fu) << 12 | (source[2] & 0x3Fu) << 6 | source[3] & 0x3Fu);
                source += 4;
            }
        }
    }
}
