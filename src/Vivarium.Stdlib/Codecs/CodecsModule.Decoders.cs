// The decoders of _codecs. Those that take part of a stream stop before an incomplete end unless final. See docs/internals/codecs.md.
using Vivarium.Runtime.Codecs;

namespace Vivarium.Stdlib.Codecs;

internal static unsafe partial class CodecsModule
{
    /// <summary>The bytes of an object with a buffer, or the UTF-8 of a str.</summary>
    private ref struct TextOrBuffer
    {
        private BufferView _view;

        public ReadOnlySpan<byte> Span { get; private set; }

        public bool Get(ThreadState* ts, PyObject* o)
        {
            if (PyUnicode.Check(o))
            {
                nint length;
                byte* utf8 = PyUnicode.AsUtf8(ts, o, &length);
                if (utf8 == null)
                    return false;
                Span = new ReadOnlySpan<byte>(utf8, (int)length);
                return true;
            }
            if (_view.Get(ts, o) == Status.Error)
                return false;
            Span = _view.Span;
            return true;
        }

        public void Release(ThreadState* ts) => _view.Release(ts);
    }

    [PyFunction("($module, data, errors=None, final=False, /)")]
    private static PyObject* utf_8_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        bool final)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, Utf8Codec.Decode(ts, Span(data), handler, final ? null : &consumed), consumed);
    }

    [PyFunction("($module, data, errors=None, final=False, /)")]
    private static PyObject* utf_7_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        bool final)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, Utf7Codec.Decode(ts, Span(data), handler, final ? null : &consumed), consumed);
    }

    [PyFunction("($module, data, errors=None, final=False, /)")]
    private static PyObject* utf_16_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        bool final)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, WideCodecs.DecodeUtf16(ts, Span(data), handler, 0, null, final ? null : &consumed), consumed);
    }

    [PyFunction("($module, data, errors=None, final=False, /)")]
    private static PyObject* utf_16_le_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        bool final)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, WideCodecs.DecodeUtf16(ts, Span(data), handler, -1, null, final ? null : &consumed), consumed);
    }

    [PyFunction("($module, data, errors=None, final=False, /)")]
    private static PyObject* utf_16_be_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        bool final)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, WideCodecs.DecodeUtf16(ts, Span(data), handler, 1, null, final ? null : &consumed), consumed);
    }

    [PyFunction("($module, data, errors=None, final=False, /)")]
    private static PyObject* utf_32_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        bool final)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, WideCodecs.DecodeUtf32(ts, Span(data), handler, 0, null, final ? null : &consumed), consumed);
    }

    [PyFunction("($module, data, errors=None, final=False, /)")]
    private static PyObject* utf_32_le_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        bool final)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, WideCodecs.DecodeUtf32(ts, Span(data), handler, -1, null, final ? null : &consumed), consumed);
    }

    [PyFunction("($module, data, errors=None, final=False, /)")]
    private static PyObject* utf_32_be_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        bool final)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, WideCodecs.DecodeUtf32(ts, Span(data), handler, 1, null, final ? null : &consumed), consumed);
    }

    [PyFunction("($module, data, errors=None, /)")]
    private static PyObject* latin_1_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors)
    {
        if (!Name(ts, errors, out _))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, SingleByteCodecs.DecodeLatin1(ts, Span(data)), consumed);
    }

    [PyFunction("($module, data, errors=None, /)")]
    private static PyObject* ascii_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, SingleByteCodecs.DecodeAscii(ts, Span(data), handler), consumed);
    }

    [PyFunction("($module, data, errors=None, mapping=None, /)")]
    private static PyObject* charmap_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        PyObject* mapping)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        return PairSteal(ts, CharmapCodec.Decode(ts, Span(data), mapping == Py.None ? null : mapping, handler), consumed);
    }

    [PyFunction("($module, data, errors=None, byteorder=0, final=False, /)")]
    private static PyObject* utf_16_ex_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        int byteorder, bool final)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        int order = byteorder;
        using var text = Own.Of(ts, WideCodecs.DecodeUtf16(ts, Span(data), handler, byteorder, &order, final ? null : &consumed));
        using var count = Own.Of(ts, text.IsNull ? null : PyLong.FromNInt(ts, consumed));
        using var used = Own.Of(ts, count.IsNull ? null : PyLong.FromInt64(ts, order));
        return used.IsNull ? null : PyTuple.Pack(ts, text.Object, count.Object, used.Object);
    }

    [PyFunction("($module, data, errors=None, byteorder=0, final=False, /)")]
    private static PyObject* utf_32_ex_decode(ThreadState* ts, PyObject* module, Py_buffer* data, [Of(typeof(StrType))] PyObject* errors,
        int byteorder, bool final)
    {
        if (!Name(ts, errors, out string? handler))
            return null;
        nint consumed = data->len;
        int order = byteorder;
        using var text = Own.Of(ts, WideCodecs.DecodeUtf32(ts, Span(data), handler, byteorder, &order, final ? null : &consumed));
        using var count = Own.Of(ts, text.IsNull ? null : PyLong.FromNInt(ts, consumed));
        using var used = Own.Of(ts, count.IsNull ? null : PyLong.FromInt64(ts, order));
        return used.IsNull ? null : PyTuple.Pack(ts, text.Object, count.Object, used.Object);
    }

    [PyFunction("($module, data, errors=None, final=True, /)")]
    private static PyObject* unicode_escape_decode(ThreadState* ts, PyObject* module, PyObject* data,
        [Of(typeof(StrType))] PyObject* errors, bool final)
    {
        TextOrBuffer input = default;
        if (!Name(ts, errors, out string? handler) || !input.Get(ts, data))
            return null;
        nint consumed = input.Span.Length;
        PyObject* result = PairSteal(ts, EscapeCodecs.DecodeUnicodeEscape(ts, input.Span, handler, final ? null : &consumed), consumed);
        input.Release(ts);
        return result;
    }

    [PyFunction("($module, data, errors=None, final=True, /)")]
    private static PyObject* raw_unicode_escape_decode(ThreadState* ts, PyObject* module, PyObject* data,
        [Of(typeof(StrType))] PyObject* errors, bool final)
    {
        TextOrBuffer input = default;
        if (!Name(ts, errors, out string? handler) || !input.Get(ts, data))
            return null;
        nint consumed = input.Span.Length;
        PyObject* result = PairSteal(ts, EscapeCodecs.DecodeRawUnicodeEscape(ts, input.Span, handler, final ? null : &consumed), consumed);
        input.Release(ts);
        return result;
    }

    [PyFunction("($module, data, errors=None, /)")]
    private static PyObject* escape_decode(ThreadState* ts, PyObject* module, PyObject* data, [Of(typeof(StrType))] PyObject* errors)
    {
        TextOrBuffer input = default;
        if (!Name(ts, errors, out string? handler) || !input.Get(ts, data))
            return null;
        nint consumed = input.Span.Length;
        PyObject* result = PairSteal(ts, EscapeCodecs.DecodeBytesEscape(ts, input.Span, handler), consumed);
        input.Release(ts);
        return result;
    }
}
