// The encoders of _codecs. See docs/internals/codecs.md.
using Vivarium.Runtime.Codecs;

namespace Vivarium.Stdlib.Codecs;

internal static unsafe partial class CodecsModule
{
    [PyFunction("($module, str, errors=None, /)")]
    private static PyObject* utf_8_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out string? handler) ? PairSteal(ts, Utf8Codec.Encode(ts, str, handler), PyUnicode.Length(str)) : null;

    [PyFunction("($module, str, errors=None, /)")]
    private static PyObject* utf_7_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out _) ? PairSteal(ts, Utf7Codec.Encode(ts, str), PyUnicode.Length(str)) : null;

    [PyFunction("($module, str, errors=None, byteorder=0, /)")]
    private static PyObject* utf_16_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors, int byteorder) =>
        Name(ts, errors, out string? handler) ? PairSteal(ts, WideCodecs.EncodeUtf16(ts, str, handler, byteorder), PyUnicode.Length(str))
            : null;

    [PyFunction("($module, str, errors=None, /)")]
    private static PyObject* utf_16_le_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out string? handler) ? PairSteal(ts, WideCodecs.EncodeUtf16(ts, str, handler, -1), PyUnicode.Length(str)) : null;

    [PyFunction("($module, str, errors=None, /)")]
    private static PyObject* utf_16_be_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out string? handler) ? PairSteal(ts, WideCodecs.EncodeUtf16(ts, str, handler, 1), PyUnicode.Length(str)) : null;

    [PyFunction("($module, str, errors=None, byteorder=0, /)")]
    private static PyObject* utf_32_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors, int byteorder) =>
        Name(ts, errors, out string? handler) ? PairSteal(ts, WideCodecs.EncodeUtf32(ts, str, handler, byteorder), PyUnicode.Length(str))
            : null;

    [PyFunction("($module, str, errors=None, /)")]
    private static PyObject* utf_32_le_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out string? handler) ? PairSteal(ts, WideCodecs.EncodeUtf32(ts, str, handler, -1), PyUnicode.Length(str)) : null;

    [PyFunction("($module, str, errors=None, /)")]
    private static PyObject* utf_32_be_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out string? handler) ? PairSteal(ts, WideCodecs.EncodeUtf32(ts, str, handler, 1), PyUnicode.Length(str)) : null;

    [PyFunction("($module, str, errors=None, /)")]
    private static PyObject* unicode_escape_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out _) ? PairSteal(ts, EscapeCodecs.EncodeUnicodeEscape(ts, str), PyUnicode.Length(str)) : null;

    [PyFunction("($module, str, errors=None, /)")]
    private static PyObject* raw_unicode_escape_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out _) ? PairSteal(ts, EscapeCodecs.EncodeRawUnicodeEscape(ts, str), PyUnicode.Length(str)) : null;

    [PyFunction("($module, str, errors=None, /)")]
    private static PyObject* latin_1_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out string? handler) ? PairSteal(ts, SingleByteCodecs.Encode(ts, str, handler, 256), PyUnicode.Length(str)) : null;

    [PyFunction("($module, str, errors=None, /)")]
    private static PyObject* ascii_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out string? handler) ? PairSteal(ts, SingleByteCodecs.Encode(ts, str, handler, 128), PyUnicode.Length(str)) : null;

    [PyFunction("($module, str, errors=None, mapping=None, /)")]
    private static PyObject* charmap_encode(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* str,
        [Of(typeof(StrType))] PyObject* errors, PyObject* mapping) =>
        Name(ts, errors, out string? handler) ? PairSteal(ts, CharmapCodec.Encode(ts, str, mapping == Py.None ? null : mapping, handler),
            PyUnicode.Length(str)) : null;

    [PyFunction("($module, data, errors=None, /)")]
    private static PyObject* escape_encode(ThreadState* ts, PyObject* module, [Of(typeof(BytesType))] PyObject* data,
        [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out _) ? PairSteal(ts, EscapeCodecs.EncodeBytesEscape(ts, PyBytes.AsSpan(data)), PyBytes.Length(data)) : null;

    [PyFunction("($module, data, errors=None, /)")]
    private static PyObject* readbuffer_encode(ThreadState* ts, PyObject* module, PyObject* data, [Of(typeof(StrType))] PyObject* errors)
    {
        TextOrBuffer input = default;
        if (!Name(ts, errors, out _) || !input.Get(ts, data))
            return null;
        PyObject* result = PairSteal(ts, PyBytes.FromSpan(ts, input.Span), input.Span.Length);
        input.Release(ts);
        return result;
    }
}
