// hex() and fromhex() of bytes and bytearray. See docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ByteMethods
{
    /// <summary>
    /// Two digits for each byte; with a separator, one every |group| bytes, counted from the right, or from the left when negative. sep may
    /// be null.
    /// </summary>
    public static PyObject* Hex(ThreadState* ts, ReadOnlySpan<byte> bytes, PyObject* sep, int group)
    {
        uint separator = 0;
        if (sep != null && Separator(ts, sep, out separator) == Status.Error)
            return null;
        nint every = sep == null ? 0 : Math.Abs((long)group) > bytes.Length ? 0 : (nint)Math.Abs((long)group);
        if (bytes.Length == 0)
            return StaticStrings.Empty;
        const string Digits = "0123456789abcdef";
        var writer = new UnicodeWriter(ts, exact: true);
        writer.Prepare((nint)bytes.Length * 2 + (every == 0 ? 0 : (bytes.Length - 1) / every), 0x7F);
        for (int i = 0; i < bytes.Length && !writer.Failed; i++)
        {
            if (i != 0 && every != 0 && (group > 0 ? (bytes.Length - i) % every : i % every) == 0)
                writer.WriteChar(separator);
            writer.WriteChar(Digits[bytes[i] >> 4]);
            writer.WriteChar(Digits[bytes[i] & 15]);
        }
        return writer.Finish();
    }

    private static Status Separator(ThreadState* ts, PyObject* sep, out uint ch)
    {
        ch = 0;
        nint length = Obj.Size(ts, sep);
        if (length < 0)
            return Status.Error;
        if (length != 1)
            return Err.ValueStatus(ts, "sep must be length 1.");
        if (PyUnicode.Check(sep))
            ch = PyUnicode.ReadChar(sep, 0);
        else if (PyBytes.Check(sep))
            ch = PyBytes.Data(sep)[0];
        else
            return Err.TypeStatus(ts, "sep must be str or bytes.");
        return ch > 127 ? Err.ValueStatus(ts, "sep must be ASCII.") : Status.Ok;
    }

    /// <summary>bytes (owned) from hexadecimal digits in a str or bytes-like object, with ASCII whitespace between bytes.</summary>
    public static PyObject* FromHex(ThreadState* ts, PyObject* o)
    {
        BufferView view = default;
        ReadOnlySpan<byte> digits;
        if (PyUnicode.Check(o))
        {
            if (!PyUnicode.IsAscii(o))
            {
                nint at = 0;
                while (PyUnicode.ReadChar(o, at) < 128)
                    at++;
                return Err.Value(ts, $"non-hexadecimal number found in fromhex() arg at position {at}");
            }
            digits = PyUnicode.Span1(o);
        }
        else if (BufferView.Supports(o))
        {
            if (view.Get(ts, o) == Status.Error)
                return null;
            digits = view.Span;
        }
        else
        {
            return Err.Type(ts, $"fromhex() argument must be str or bytes-like, not {PyType.NameOf(o)}");
        }
        PyObject* result = FromHexDigits(ts, digits);
        view.Release(ts);
        return result;
    }

    private static PyObject* FromHexDigits(ThreadState* ts, ReadOnlySpan<byte> digits)
    {
        var writer = new BytesWriter(ts);
        writer.Prepare(digits.Length / 2);
        int i = 0;
        while (true)
        {
            while (i < digits.Length && IsSpace(digits[i]))
                i++;
            if (i >= digits.Length)
                return writer.Finish();
            int high = HexDigit(digits[i]);
            if (high >= 0 && i + 1 >= digits.Length)
            {
                writer.Dispose();
                return Err.Value(ts, "fromhex() arg must contain an even number of hexadecimal digits");
            }
            int low = high < 0 ? -1 : HexDigit(digits[i + 1]);
            if (low < 0)
            {
                int position = high < 0 ? i : i + 1;
                writer.Dispose();
                return Err.Value(ts, $"non-hexadecimal number found in fromhex() arg at position {position}");
            }
            writer.WriteByte((byte)(high << 4 | low));
            i += 2;
        }
    }

    public static int HexDigit(uint ch) => ch switch
    {
        >= '0' and <= '9' => (int)ch - '0',
        >= 'a' and <= 'f' => (int)ch - 'a' + 10,
        >= 'A' and <= 'F' => (int)ch - 'A' + 10,
        _ => -1,
    };
}
