// ASCII and Latin-1. See docs/internals/codecs.md.
using System.Text;

namespace Vivarium.Runtime.Codecs;

internal static unsafe class SingleByteCodecs
{
    public static PyObject* DecodeLatin1(ThreadState* ts, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* p = bytes)
            return PyUnicode.FromUcs1(ts, p, bytes.Length);
    }

    public static PyObject* DecodeAscii(ThreadState* ts, ReadOnlySpan<byte> bytes, string? errors)
    {
        if (Ascii.IsValid(bytes))
            return PyUnicode.FromAscii(ts, bytes);
        using var handling = new DecodeErrors(ts, "ascii", errors, bytes);
        var writer = new UnicodeWriter(ts);
        for (nint i = 0; i < bytes.Length && !writer.Failed;)
        {
            ReadOnlySpan<byte> rest = bytes[(int)i..];
            int plain = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            if (plain != 0)
            {
                plain = plain < 0 ? rest.Length : plain;
                writer.WriteAscii(rest[..plain]);
                i += plain;
                continue;
            }
            i = handling.Handle(ref writer, i, i + 1, "ordinal not in range(128)");
            bytes = handling.Bytes;
        }
        return writer.Finish();
    }

    /// <summary>Encodes characters below a limit: 128 (ascii) or 256 (latin-1).</summary>
    public static PyObject* Encode(ThreadState* ts, PyObject* o, string? errors, uint limit)
    {
        if (PyUnicode.IsAscii(o) || (limit == 256 && PyUnicode.Kind(o) == 1))
            return PyBytes.FromSpan(ts, PyUnicode.Span1(o));
        string reason = limit == 128 ? "ordinal not in range(128)" : "ordinal not in range(256)";
        using var handling = new EncodeErrors(ts, limit == 128 ? "ascii" : "latin-1", errors, o);
        var writer = new BytesWriter(ts);
        int kind = PyUnicode.Kind(o);
        void* data = PyUnicode.Data(o);
        nint length = PyUnicode.Length(o);
        for (nint i = 0; i < length && !writer.Failed;)
        {
            uint ch = PyUnicode.Read(kind, data, i);
            if (ch < limit)
            {
                writer.WriteByte((byte)ch);
                i++;
                continue;
            }
            nint end = i + 1;
            while (end < length && PyUnicode.Read(kind, data, end) >= limit)
                end++;
            PyObject* replacement = handling.Handle(i, end, reason, out nint next);
            if (replacement == null || !WriteReplacement(ref writer, replacement, limit))
            {
                if (replacement != null && !Err.Occurred(ts))
                    handling.Raise(i, end, reason);
                writer.Fail();
            }
            Ref.XDec(ts, replacement);
            i = next;
        }
        return writer.Finish();
    }

    /// <summary>False when a str has a character that cannot be encoded either.</summary>
    private static bool WriteReplacement(ref BytesWriter writer, PyObject* replacement, uint limit)
    {
        if (PyBytes.Check(replacement))
            return writer.Write(PyBytes.AsSpan(replacement));
        if (PyUnicode.IsAscii(replacement) || (limit == 256 && PyUnicode.Kind(replacement) == 1))
            return writer.Write(PyUnicode.Span1(replacement));
        return false;
    }
}
