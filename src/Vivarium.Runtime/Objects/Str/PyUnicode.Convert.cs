// From str to bytes and back: the cached UTF-8 form, encodings by name, the file system's encoding. See docs/internals/str.md,
// docs/internals/codecs.md.
using Vivarium.Heap;
using Vivarium.Runtime.Codecs;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyUnicode
{
    /// <summary>
    /// UTF-8 bytes of a str without lone surrogates (UnicodeEncodeError otherwise); valid as long as the str, which caches them.
    /// </summary>
    public static byte* AsUtf8(ThreadState* ts, PyObject* o, nint* length)
    {
        if (IsCompactAscii(o))
        {
            if (length != null)
                *length = Length(o);
            return (byte*)Data(o);
        }
        PyCompactUnicodeObject* compact = (PyCompactUnicodeObject*)o;
        if (compact->utf8 == null && !CacheUtf8(ts, o))
            return null;
        if (length != null)
            *length = compact->utf8_length;
        return compact->utf8;
    }

    private static bool CacheUtf8(ThreadState* ts, PyObject* o)
    {
        PyObject* bytes = Utf8Codec.Encode(ts, o, null);
        if (bytes == null)
            return false;
        nint length = PyBytes.Length(bytes);
        byte* cache = (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)(length + 1));
        if (cache == null)
        {
            Ref.Dec(ts, bytes);
            Err.NoMemory(ts);
            return false;
        }
        Buffer.MemoryCopy(PyBytes.Data(bytes), cache, length + 1, length + 1);
        Ref.Dec(ts, bytes);
        PyCompactUnicodeObject* compact = (PyCompactUnicodeObject*)o;
        compact->utf8 = cache;
        compact->utf8_length = length;
        return true;
    }

    /// <summary>The fs encoding (utf-8, surrogateescape).</summary>
    public static PyObject* EncodeFSDefault(ThreadState* ts, PyObject* o) => Utf8Codec.Encode(ts, o, "surrogateescape");

    public static PyObject* DecodeFSDefault(ThreadState* ts, ReadOnlySpan<byte> bytes) => Utf8Codec.Decode(ts, bytes, "surrogateescape",
        null);

    /// <summary>Decodes with the codec of that name (null: utf-8) and error handler (null: strict); the result is a str.</summary>
    public static PyObject* Decode(ThreadState* ts, ReadOnlySpan<byte> bytes, string? encoding, string? errors)
    {
        if ((encoding != null || errors != null) && !CodecRegistry.KnowsNames(ts, encoding, errors))
            return null;
        switch (BuiltinCodecs.Find(encoding))
        {
            case BuiltinCodec.Utf8: return Utf8Codec.Decode(ts, bytes, errors, null);
            case BuiltinCodec.Latin1: return SingleByteCodecs.DecodeLatin1(ts, bytes);
            case BuiltinCodec.Ascii: return SingleByteCodecs.DecodeAscii(ts, bytes, errors);
            case BuiltinCodec.Utf16: return WideCodecs.DecodeUtf16(ts, bytes, errors, 0, null, null);
            case BuiltinCodec.Utf32: return WideCodecs.DecodeUtf32(ts, bytes, errors, 0, null, null);
        }
        using var input = Own.Of(ts, PyBytes.FromSpan(ts, bytes));
        return input.IsNull ? null : CodecRegistry.DecodeText(ts, input.Object, encoding!, errors);
    }

    /// <summary>Encodes with the codec of that name (null: utf-8) and error handler (null: strict); the result is bytes.</summary>
    public static PyObject* AsEncodedString(ThreadState* ts, PyObject* o, string? encoding, string? errors)
    {
        if ((encoding != null || errors != null) && !CodecRegistry.KnowsNames(ts, encoding, errors))
            return null;
        switch (BuiltinCodecs.Find(encoding))
        {
            case BuiltinCodec.Utf8: return Utf8Codec.Encode(ts, o, errors);
            case BuiltinCodec.Latin1: return SingleByteCodecs.Encode(ts, o, errors, 256);
            case BuiltinCodec.Ascii: return SingleByteCodecs.Encode(ts, o, errors, 128);
            case BuiltinCodec.Utf16: return WideCodecs.EncodeUtf16(ts, o, errors, 0);
            case BuiltinCodec.Utf32: return WideCodecs.EncodeUtf32(ts, o, errors, 0);
        }
        return CodecRegistry.EncodeText(ts, o, encoding!, errors);
    }

    public static bool IsIdentifier(PyObject* o)
    {
        nint length = Length(o);
        int kind = Kind(o);
        void* data = Data(o);
        if (length == 0 || !UnicodeData.IsXidStart(Read(kind, data, 0)))
            return false;
        for (nint i = 1; i < length; i++)
        {
            if (!UnicodeData.IsXidContinue(Read(kind, data, i)))
                return false;
        }
        return true;
    }
}
