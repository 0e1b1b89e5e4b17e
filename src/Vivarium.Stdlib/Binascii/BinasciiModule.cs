// The module binascii: bytes as text (hexadecimal, base64, uuencoding, quoted-printable) and back, and two checksums. What reads text takes ASCII str
// as well as bytes-like objects. See docs/internals/codecs.md.
using System.Runtime.InteropServices;

namespace Vivarium.Stdlib.Binascii;

[PyType("binascii.Error", Layout = typeof(PyBaseExceptionObject), Base = typeof(ValueErrorType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc)]
internal static unsafe partial class BinasciiErrorType
{
    public static PyObject* Raise(ThreadState* ts, string message) => Err.SetString(ts, Type, message);
}

[PyType("binascii.Incomplete", Layout = typeof(PyBaseExceptionObject), Base = typeof(ExceptionType), Flags = TypeFlags.BaseType | TypeFlags.HaveGc)]
internal static unsafe partial class BinasciiIncompleteType;

[PyModule("binascii", Types = [typeof(BinasciiErrorType), typeof(BinasciiIncompleteType)], Doc = "Binary data as ASCII text, and back.")]
internal static unsafe partial class BinasciiModule
{
    // ---- Arguments ----

    /// <summary>The bytes of an ASCII str or of a bytes-like object; to be released.</summary>
    internal ref struct AsciiArgument
    {
        private BufferView _view;

        public ReadOnlySpan<byte> Bytes { get; private set; }

        public bool Get(ThreadState* ts, PyObject* o)
        {
            if (PyUnicode.Check(o))
            {
                if (!PyUnicode.IsAscii(o))
                {
                    Err.Value(ts, "string argument should contain only ASCII characters");
                    return false;
                }
                Bytes = PyUnicode.Span1(o);
                return true;
            }
            if (_view.Get(ts, o) != Status.Ok)
            {
                if (Err.Matches(ts, Exc.MemoryError))
                    return false;
                Err.Clear(ts);
                Err.Type(ts, $"argument should be bytes, buffer or ASCII string, not '{PyType.NameOf(o)}'");
                return false;
            }
            Bytes = _view.Span;
            return true;
        }

        public void Release(ThreadState* ts) => _view.Release(ts);
    }

    // ---- Hexadecimal ----

    [PyFunction("($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)", Doc = "The hexadecimal digits of binary data, as bytes.\n\n"
        + "  sep\n    One character to stand between the bytes.\n  bytes_per_sep\n    How many bytes stand between separators, counted from the right;\n    from the left if negative.")]
    private static PyObject* b2a_hex(ThreadState* ts, PyObject* module, Py_buffer* data, PyObject* sep = null, int bytes_per_sep = 1) => ToHex(ts, data, sep, bytes_per_sep);

    [PyFunction("($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)", Doc = "The hexadecimal digits of binary data, as bytes.\n\n"
        + "  sep\n    One character to stand between the bytes.\n  bytes_per_sep\n    How many bytes stand between separators, counted from the right;\n    from the left if negative.")]
    private static PyObject* hexlify(ThreadState* ts, PyObject* module, Py_buffer* data, PyObject* sep = null, int bytes_per_sep = 1) => ToHex(ts, data, sep, bytes_per_sep);

    private static PyObject* ToHex(ThreadState* ts, Py_buffer* data, PyObject* sep, int group)
    {
        if (data->len > PyBytes.MaxLength / 2)
            return Err.NoMemory(ts);
        using Owned<PyObject> text = Own.Of(ts, ByteMethods.Hex(ts, new ReadOnlySpan<byte>(data->buf, (int)data->len), sep, group));
        return text.IsNull ? null : PyBytes.FromSpan(ts, PyUnicode.Span1(text.Pointer));
    }

    [PyFunction("($module, hexstr, /)", Doc = "The bytes that hexadecimal digits stand for.\n\nThere must be an even number of digits.")]
    private static PyObject* a2b_hex(ThreadState* ts, PyObject* module, PyObject* hexstr) => FromHex(ts, hexstr);

    [PyFunction("($module, hexstr, /)", Doc = "The bytes that hexadecimal digits stand for.\n\nThere must be an even number of digits.")]
    private static PyObject* unhexlify(ThreadState* ts, PyObject* module, PyObject* hexstr) => FromHex(ts, hexstr);

    private static PyObject* FromHex(ThreadState* ts, PyObject* o)
    {
        AsciiArgument argument = default;
        if (!argument.Get(ts, o))
            return null;
        PyObject* result = DecodeHex(ts, argument.Bytes);
        argument.Release(ts);
        return result;
    }

    private static PyObject* DecodeHex(ThreadState* ts, ReadOnlySpan<byte> digits)
    {
        if (digits.Length % 2 != 0)
            return BinasciiErrorType.Raise(ts, "Odd-length string");
        BytesWriter writer = new(ts);
        if (!writer.Prepare(digits.Length / 2))
            return writer.Finish();
        for (int i = 0; i < digits.Length; i += 2)
        {
            int value = ByteMethods.HexDigit(digits[i]) << 4 | ByteMethods.HexDigit(digits[i + 1]);
            if (value < 0)
            {
                writer.Dispose();
                return BinasciiErrorType.Raise(ts, "Non-hexadecimal digit found");
            }
            writer.WriteByte((byte)value);
        }
        return writer.Finish();
    }

    // ---- Checksums ----

    [LibraryImport("libSystem.IO.Compression.Native", EntryPoint = "CompressionNative_Crc32")]
    [SuppressGCTransition]
    private static partial uint Crc32Piece(uint crc, byte* data, int length);

    /// <summary>The CRC-32 of zlib and gzip, continued from that of the data before; by the compression library that comes with .NET.</summary>
    internal static uint Crc32(uint crc, byte* data, nint length)
    {
        const int Piece = 1 << 16;
        while (length > 0)
        {
            int count = (int)nint.Min(length, Piece);
            crc = Crc32Piece(crc, data, count);
            data += count;
            length -= count;
        }
        return crc;
    }

    [PyFunction("($module, data, crc=0, /)", Doc = "The CRC-32 of the data, continued from that of the data before.")]
    private static PyObject* crc32(ThreadState* ts, PyObject* module, Py_buffer* data, [Converter(nameof(Posix.ModuleNumbers.Bits32), In = typeof(Posix.ModuleNumbers))] uint crc = 0) =>
        PyLong.FromInt64(ts, Crc32(crc, (byte*)data->buf, data->len));

    [PyFunction("($module, data, crc, /)", Doc = "The CRC-CCITT that BinHex 4 uses, continued from that of the data before.")]
    private static PyObject* crc_hqx(ThreadState* ts, PyObject* module, Py_buffer* data, [Converter(nameof(Posix.ModuleNumbers.Bits32), In = typeof(Posix.ModuleNumbers))] uint crc)
    {
        crc &= 0xFFFF;
        byte* bytes = (byte*)data->buf;
        for (nint i = 0; i < data->len; i++)
        {
            uint mixed = (crc >> 8) ^ bytes[i];
            mixed ^= mixed >> 4;
            crc = ((crc << 8) ^ (mixed << 12) ^ (mixed << 5) ^ mixed) & 0xFFFF;
        }
        return PyLong.FromInt64(ts, crc);
    }
}
