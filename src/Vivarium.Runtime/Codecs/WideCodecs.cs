// UTF-16 and UTF-32 in both byte orders. Order 0 is the machine's (little-endian), with a byte order mark written when encoding and obeyed
// when decoding.
// See docs/internals/codecs.md.
namespace Vivarium.Runtime.Codecs;

internal static unsafe class WideCodecs
{
    public static PyObject* EncodeUtf16(ThreadState* ts, PyObject* o, string? errors, int byteOrder) =>
        Encode(ts, o, errors, byteOrder, 2, byteOrder < 0 ? "utf-16-le" : byteOrder > 0 ? "utf-16-be" : "utf-16");

    public static PyObject* EncodeUtf32(ThreadState* ts, PyObject* o, string? errors, int byteOrder) =>
        Encode(ts, o, errors, byteOrder, 4, byteOrder < 0 ? "utf-32-le" : byteOrder > 0 ? "utf-32-be" : "utf-32");

    private static PyObject* Encode(ThreadState* ts, PyObject* o, string? errors, int byteOrder, int width, string name)
    {
        bool big = byteOrder > 0;
        var writer = new BytesWriter(ts);
        int kind = PyUnicode.Kind(o);
        void* data = PyUnicode.Data(o);
        nint length = PyUnicode.Length(o);
        if (length > PyBytes.MaxLength / 4)
            return Err.NoMemory(ts);
        writer.Prepare((length + (byteOrder == 0 ? 1 : 0)) * width);
        if (byteOrder == 0)
            writer.WriteUnit(0xFEFF, width, false);
        using var handling = new EncodeErrors(ts, name, errors, o);
        for (nint i = 0; i < length && !writer.Failed;)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            if (ch - 0xD800 >= 0x800)
            {
                WriteOne(ref writer, ch, width, big);
                i++;
                continue;
            }
            PyObject* replacement = handling.Handle(i, i + 1, "surrogates not allowed", out nint next);
            if (replacement == null)
            {
                writer.Fail();
                break;
            }
            if (!WriteReplacement(ref writer, replacement, width, big))
            {
                if (!Err.Occurred(ts))
                    handling.Raise(i, i + 1, "surrogates not allowed");
                writer.Fail();
            }
            Ref.Dec(ts, replacement);
            i = next;
        }
        return writer.Finish();
    }

    private static void WriteOne(ref BytesWriter writer, uint ch, int width, bool big)
    {
        if (width == 2 && ch >= 0x10000)
        {
            writer.WriteUnit(0xD800 + (ch - 0x10000 >> 10), 2, big);
            writer.WriteUnit(0xDC00 + (ch - 0x10000 & 0x3FF), 2, big);
            return;
        }
        writer.WriteUnit(ch, width, big);
    }

    /// <summary>Whole code units as bytes, or ASCII text; false otherwise.</summary>
    private static bool WriteReplacement(ref BytesWriter writer, PyObject* replacement, int width, bool big)
    {
        if (PyBytes.Check(replacement))
            return PyBytes.Length(replacement) % width == 0 && writer.Write(PyBytes.AsSpan(replacement));
        if (!PyUnicode.IsAscii(replacement))
            return false;
        foreach (byte ch in PyUnicode.Span1(replacement))
            writer.WriteUnit(ch, width, big);
        return !writer.Failed;
    }

    /// <summary>
    /// order: -1 little, 1 big, 0 by the byte order mark (little without). usedOrder receives what was found; with consumed, an incomplete
    /// end is left.
    /// </summary>
    public static PyObject* DecodeUtf16(ThreadState* ts, ReadOnlySpan<byte> bytes, string? errors, int order, int* usedOrder,
        nint* consumed)
    {
        nint i = 0;
        if (order == 0 && bytes.Length >= 2)
        {
            int mark = bytes[0] | bytes[1] << 8;
            order = mark == 0xFEFF ? -1 : mark == 0xFFFE ? 1 : 0;
            i = order != 0 ? 2 : 0;
        }
        string name = order > 0 ? "utf-16-be" : "utf-16-le";
        bool big = order > 0;
        using var handling = new DecodeErrors(ts, name, errors, bytes);
        var writer = new UnicodeWriter(ts);
        if (bytes.Length > i)
            writer.Prepare((bytes.Length - i + 1) / 2, 0x7F);
        while (i < bytes.Length && !writer.Failed)
        {
            if (bytes.Length - i < 2)
            {
                if (consumed != null)
                    break;
                i = handling.Handle(ref writer, i, bytes.Length, "truncated data");
                bytes = handling.Bytes;
                continue;
            }
            uint ch = Unit16(bytes, i, big);
            if (ch - 0xD800 >= 0x800)
            {
                writer.WriteChar(ch);
                i += 2;
                continue;
            }
            string reason;
            nint end;
            if (ch >= 0xDC00)
            {
                (reason, end) = ("illegal encoding", i + 2);
            }
            else if (bytes.Length - i < 4)
            {
                if (consumed != null)
                    break;
                (reason, end) = ("unexpected end of data", bytes.Length);
            }
            else
            {
                uint low = Unit16(bytes, i + 2, big);
                if (low - 0xDC00 < 0x400)
                {
                    writer.WriteChar(0x10000 + ((ch - 0xD800) << 10) + (low - 0xDC00));
                    i += 4;
                    continue;
                }
                (reason, end) = ("illegal UTF-16 surrogate", i + 2);
            }
            i = handling.Handle(ref writer, i, end, reason);
            bytes = handling.Bytes;
        }
        if (usedOrder != null)
            *usedOrder = order;
        if (consumed != null)
            *consumed = i;
        return writer.Finish();
    }

    private static uint Unit16(ReadOnlySpan<byte> bytes, nint i, bool big) =>
        big ? (uint)(bytes[(int)i] << 8 | bytes[(int)i + 1]) : (uint)(bytes[(int)i] | bytes[(int)i + 1] << 8);

    public static PyObject* DecodeUtf32(ThreadState* ts, ReadOnlySpan<byte> bytes, string? errors, int order, int* usedOrder,
        nint* consumed)
    {
        nint i = 0;
        if (order == 0 && bytes.Length >= 4)
        {
            uint mark = Unit32(bytes, 0, false);
            order = mark == 0xFEFF ? -1 : mark == 0xFFFE0000 ? 1 : 0;
            i = order != 0 ? 4 : 0;
        }
        string name = order > 0 ? "utf-32-be" : "utf-32-le";
        bool big = order > 0;
        using var handling = new DecodeErrors(ts, name, errors, bytes);
        var writer = new UnicodeWriter(ts);
        while (i < bytes.Length && !writer.Failed)
        {
            string reason;
            nint end;
            if (bytes.Length - i < 4)
            {
                if (consumed != null)
                    break;
                (reason, end) = ("truncated data", bytes.Length);
            }
            else
            {
                uint ch = Unit32(bytes, i, big);
                if (ch <= PyUnicode.MaxCodePoint && ch - 0xD800 >= 0x800)
                {
                    writer.WriteChar(ch);
                    i += 4;
                    continue;
                }
                (reason, end) = (ch > PyUnicode.MaxCodePoint ? "code point not in range(0x110000)"
                    : "code point in surrogate code point range(0xd800, 0xe000)", i + 4);
            }
            i = handling.Handle(ref writer, i, end, reason);
            bytes = handling.Bytes;
        }
        if (usedOrder != null)
            *usedOrder = order;
        if (consumed != null)
            *consumed = i;
        return writer.Finish();
    }

    private static uint Unit32(ReadOnlySpan<byte> bytes, nint i, bool big)
    {
        uint value = MemoryMarshal.Read<uint>(bytes[(int)i..]);
        return big ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value) : value;
    }
}
