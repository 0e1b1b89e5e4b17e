// base64 and uuencoding of binascii. See docs/internals/codecs.md.
namespace Vivarium.Stdlib.Binascii;

internal static unsafe partial class BinasciiModule
{
    private const int UuLineLimit = 45;

    private static int Base64Value(byte c) => c switch
    {
        >= (byte)'A' and <= (byte)'Z' => c - 'A',
        >= (byte)'a' and <= (byte)'z' => c - 'a' + 26,
        >= (byte)'0' and <= (byte)'9' => c - '0' + 52,
        (byte)'+' => 62,
        (byte)'/' => 63,
        _ => -1,
    };

    [PyFunction("($module, data, /, *, newline=True)", Doc = "The data in base64, as one line.")]
    private static PyObject* b2a_base64(ThreadState* ts, PyObject* module, Py_buffer* data, bool newline = true)
    {
        nint length = data->len;
        if (length > PyBytes.MaxLength / 4 * 3 - 8)
            return Err.NoMemory(ts);
        PyObject* result = PyBytes.New(ts, (length + 2) / 3 * 4 + (newline ? 1 : 0));
        if (result == null)
            return null;
        byte* to = PyBytes.Data(result);
        System.Buffers.Text.Base64.EncodeToUtf8(
            new ReadOnlySpan<byte>(data->buf, (int)length), new Span<byte>(to, (int)PyBytes.Length(result)), out _, out int written);
        if (newline)
            to[written] = (byte)'\n';
        return result;
    }

    [PyFunction("($module, data, /, *, strict_mode=False)", Doc = "The bytes that a line of base64 stands for.\n\n"
        + "  strict_mode\n    Characters that are not base64, and padding where it does not belong,\n    are errors; otherwise they are passed over.")]
    private static PyObject* a2b_base64(ThreadState* ts, PyObject* module, PyObject* data, bool strict_mode = false)
    {
        AsciiArgument argument = default;
        if (!argument.Get(ts, data))
            return null;
        PyObject* result = DecodeBase64(ts, argument.Bytes, strict_mode);
        argument.Release(ts);
        return result;
    }

    private static PyObject* DecodeBase64(ThreadState* ts, ReadOnlySpan<byte> text, bool strict)
    {
        BytesWriter writer = new(ts);
        if (!writer.Prepare((nint)(text.Length + 3L) / 4 * 3))
            return writer.Finish();
        string? problem = null;
        int quad = 0;
        int bits = 0;
        int pads = 0;
        bool padded = false;
        for (int i = 0; i < text.Length && problem == null; i++)
        {
            byte c = text[i];
            if (c == '=')
            {
                padded = true;
                if (quad >= 2)
                    pads++;
                if (!strict)
                    continue;
                if (quad == 1)
                    break;
                if (quad == 0 || quad + pads > 4)
                    problem = i == 0 ? "Leading padding not allowed" : "Excess padding not allowed";
                continue;
            }
            int value = Base64Value(c);
            if (value < 0)
            {
                if (strict)
                    problem = "Only base64 data is allowed";
                continue;
            }
            if (strict && padded)
            {
                problem = quad + pads >= 4 ? "Excess data after padding" : "Discontinuous padding not allowed";
                continue;
            }
            pads = 0;
            bits = bits << 6 | value;
            if (quad > 0)
                writer.WriteByte((byte)(bits >> (6 - 2 * quad)));
            quad = (quad + 1) & 3;
        }
        if (problem == null && quad == 1)
        {
            problem = $"Invalid base64-encoded string: number of data characters ({writer.Length / 3 * 4 + 1}) cannot be 1 more than a multiple of 4";
        }
        else if (problem == null && quad != 0 && quad + pads < 4)
        {
            problem = "Incorrect padding";
        }
        if (problem == null)
            return writer.Finish();
        writer.Dispose();
        return BinasciiErrorType.Raise(ts, problem);
    }

    // ---- Uuencoding ----

    [PyFunction("($module, data, /, *, backtick=False)", Doc = "One line of uuencoded data: at most 45 bytes.\n\n  backtick\n    Zeros become backticks instead of spaces.")]
    private static PyObject* b2a_uu(ThreadState* ts, PyObject* module, Py_buffer* data, bool backtick = false)
    {
        int length = (int)nint.Min(data->len, UuLineLimit + 1);
        if (length > UuLineLimit)
            return BinasciiErrorType.Raise(ts, "At most 45 bytes at once");
        byte zero = (byte)(backtick ? '`' : ' ');
        byte* from = (byte*)data->buf;
        BytesWriter writer = new(ts);
        writer.Prepare(2 + (length + 2) / 3 * 4);
        writer.WriteByte(length == 0 ? zero : (byte)(' ' + length));
        for (int i = 0; i < length; i += 3)
        {
            int group = from[i] << 16 | (i + 1 < length ? from[i + 1] << 8 : 0) | (i + 2 < length ? from[i + 2] : 0);
            for (int shift = 18; shift >= 0; shift -= 6)
            {
                int six = (group >> shift) & 63;
                writer.WriteByte(six == 0 ? zero : (byte)(' ' + six));
            }
        }
        writer.WriteByte((byte)'\n');
        return writer.Finish();
    }

    [PyFunction("($module, data, /)", Doc = "The bytes of one line of uuencoded data.")]
    private static PyObject* a2b_uu(ThreadState* ts, PyObject* module, PyObject* data)
    {
        AsciiArgument argument = default;
        if (!argument.Get(ts, data))
            return null;
        PyObject* result = DecodeUu(ts, argument.Bytes);
        argument.Release(ts);
        return result;
    }

    private static PyObject* DecodeUu(ThreadState* ts, ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
            return BinasciiErrorType.Raise(ts, "Missing length byte");
        int length = (line[0] - ' ') & 63;
        int at = 1;
        int bits = 0;
        int held = 0;
        BytesWriter writer = new(ts);
        writer.Prepare(length);
        while (writer.Length < length && !writer.Failed)
        {
            // A line whose spaces at the end were cut off reads as if they were there.
            int c = at < line.Length ? line[at] : '\n';
            if (c is '\n' or '\r')
                c = 0;
            else if (c is < ' ' or > ' ' + 64)
                return Fail(ts, ref writer, "Illegal char");
            else
                c = (c - ' ') & 63;
            at++;
            bits = bits << 6 | c;
            held += 6;
            if (held >= 8)
            {
                held -= 8;
                writer.WriteByte((byte)(bits >> held));
            }
        }
        for (; at < line.Length; at++)
        {
            if (line[at] is not ((byte)' ' or (byte)'`' or (byte)'\n' or (byte)'\r'))
                return Fail(ts, ref writer, "Trailing garbage");
        }
        return writer.Finish();
    }

    private static PyObject* Fail(ThreadState* ts, ref BytesWriter writer, string message)
    {
        writer.Dispose();
        return BinasciiErrorType.Raise(ts, message);
    }
}
