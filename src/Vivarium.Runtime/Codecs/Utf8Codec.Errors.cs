// UTF-8 with errors, and encoding. What is wrong is the longest prefix of a sequence that could have become valid, as Unicode recommends.
// See docs/internals/codecs.md.
using System.Buffers;
using System.Text;

namespace Vivarium.Runtime.Codecs;

internal static unsafe partial class Utf8Codec
{
    private static PyObject* DecodeWithErrors(ThreadState* ts, ReadOnlySpan<byte> bytes, string? errors, nint* consumed)
    {
        using var handling = new DecodeErrors(ts, "utf-8", errors, bytes);
        var writer = new UnicodeWriter(ts);
        nint i = 0;
        while (!writer.Failed && i < bytes.Length)
        {
            ReadOnlySpan<byte> rest = bytes[(int)i..];
            int plain = AsciiRun(rest);
            if (plain > 0)
            {
                writer.WriteAscii(rest[..plain]);
                i += plain;
                continue;
            }
            OperationStatus status = Rune.DecodeFromUtf8(rest, out Rune rune, out int length);
            if (status == OperationStatus.Done)
            {
                writer.WriteChar((uint)rune.Value);
                i += length;
                continue;
            }
            if (status == OperationStatus.NeedMoreData && consumed != null)
                break;
            string reason = status == OperationStatus.NeedMoreData ? "unexpected end of data"
                : rest[0] is < 0xC2 or > 0xF4 ? "invalid start byte" : "invalid continuation byte";
            i = handling.Handle(ref writer, i, i + length, reason);
            bytes = handling.Bytes;
        }
        if (consumed != null)
            *consumed = i;
        return writer.Finish();
    }

    private static int AsciiRun(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        return end < 0 ? bytes.Length : end;
    }

    /// <summary>UTF-8 of a str as bytes.</summary>
    public static PyObject* Encode(ThreadState* ts, PyObject* o, string? errors)
    {
        if (PyUnicode.IsAscii(o))
            return PyBytes.FromSpan(ts, PyUnicode.Span1(o));
        PyCompactUnicodeObject* compact = (PyCompactUnicodeObject*)o;
        if (compact->utf8 != null)
            return PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(compact->utf8, (int)compact->utf8_length));
        nint size = EncodedSize(o, out bool hasSurrogates);
        if (hasSurrogates)
            return EncodeWithErrors(ts, o, errors);
        PyObject* bytes = PyBytes.New(ts, size);
        if (bytes == null)
            return null;
        int kind = PyUnicode.Kind(o);
        void* data = PyUnicode.Data(o);
        byte* to = PyBytes.Data(bytes);
        for (nint i = 0, n = PyUnicode.Length(o); i < n; i++)
            to = EncodeOne(to, PyUnicode.Read(kind, data, i));
        return bytes;
    }

    private static nint EncodedSize(PyObject* o, out bool hasSurrogates)
    {
        int kind = PyUnicode.Kind(o);
        void* data = PyUnicode.Data(o);
        nint size = 0;
        bool surrogates = false;
        for (nint i = 0, n = PyUnicode.Length(o); i < n; i++)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            size += ch < 0x80 ? 1 : ch < 0x800 ? 2 : ch < 0x10000 ? 3 : 4;
            surrogates |= ch - 0xD800 < 0x800;
        }
        hasSurrogates = surrogates;
        return size;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte* EncodeOne(byte* to, uint ch)
    {
        if (ch < 0x80)
        {
            *to++ = (byte)ch;
        }
        else if (ch < 0x800)
        {
            *to++ = (byte)(0xC0 | ch >> 6);
            *to++ = (byte)(0x80 | ch & 0x3F);
        }
        else if (ch < 0x10000)
        {
            *to++ = (byte)(0xE0 | ch >> 12);
            *to++ = (byte)(0x80 | ch >> 6 & 0x3F);
            *to++ = (byte)(0x80 | ch & 0x3F);
        }
        else
        {
            *to++ = (byte)(0xF0 | ch >> 18);
            *to++ = (byte)(0x80 | ch >> 12 & 0x3F);
            *to++ = (byte)(0x80 | ch >> 6 & 0x3F);
            *to++ = (byte)(0x80 | ch & 0x3F);
        }
        return to;
    }

    private static PyObject* EncodeWithErrors(ThreadState* ts, PyObject* o, string? errors)
    {
        const string Reason = "surrogates not allowed";
        using var handling = new EncodeErrors(ts, "utf-8", errors, o);
        var writer = new BytesWriter(ts);
        int kind = PyUnicode.Kind(o);
        void* data = PyUnicode.Data(o);
        nint length = PyUnicode.Length(o);
        for (nint i = 0; i < length && !writer.Failed;)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            if (ch - 0xD800 >= 0x800)
            {
                if (writer.Prepare(4))
                    writer.Advance((nint)(EncodeOne(writer.Cursor, ch) - writer.Cursor));
                i++;
                continue;
            }
            nint end = i + 1;
            while (end < length && PyUnicode.Read(kind, data, end) - 0xD800 < 0x800)
                end++;
            PyObject* replacement = handling.Handle(i, end, Reason, out nint next);
            if (replacement == null)
            {
                writer.Fail();
                break;
            }
            if (PyBytes.Check(replacement))
            {
                writer.Write(PyBytes.AsSpan(replacement));
            }
            else if (PyUnicode.IsAscii(replacement))
            {
                writer.Write(PyUnicode.Span1(replacement));
            }
            else
            {
                handling.Raise(i, end, Reason);
                writer.Fail();
            }
            Ref.Dec(ts, replacement);
            i = next;
        }
        return writer.Finish();
    }
}
