// _codecs: the codec registry and the built-in codecs as functions, for the library's codecs and encodings. What they do is in
// Vivarium.Runtime/Codecs.
// Decoders return (text, bytes consumed), encoders (bytes, characters encoded). See docs/internals/codecs.md.
using Vivarium.Runtime.Codecs;

namespace Vivarium.Stdlib.Codecs;

[PyModule("_codecs")]
internal static unsafe partial class CodecsModule
{
    /// <summary>(result, count), taking over the result, which may be null after an error.</summary>
    private static PyObject* PairSteal(ThreadState* ts, PyObject* result, nint count)
    {
        using var first = Own.Of(ts, result);
        using var second = Own.Of(ts, first.IsNull ? null : PyLong.FromNInt(ts, count));
        return second.IsNull ? null : PyTuple.Pack(ts, first.Object, second.Object);
    }

    private static ReadOnlySpan<byte> Span(Py_buffer* data) => new(data->buf, (int)data->len);

    /// <summary>A str as a name (null: absent); false with ValueError when it holds a NUL.</summary>
    private static bool Name(ThreadState* ts, PyObject* o, out string? name)
    {
        name = null;
        return o == null || (name = StrType.CodecName(ts, o)) != null;
    }

    [PyFunction("($module, search_function, /)", Doc = "Register a codec search function.\n\n"
        + "It takes the name of an encoding in lower case and returns a tuple (encoder, decoder, stream_reader, stream_writer)\n"
        + "or a CodecInfo, or None for an unknown name.")]
    private static Status register(ThreadState* ts, PyObject* module, PyObject* search_function) => CodecRegistry.Register(ts,
        search_function);

    [PyFunction("($module, search_function, /)",
        Doc = "Unregister a codec search function and forget the codecs found so far.\n\nNothing happens if it is not registered.")]
    private static Status unregister(ThreadState* ts, PyObject* module, PyObject* search_function) => CodecRegistry.Unregister(ts,
        search_function);

    [PyFunction("($module, encoding, /)", Doc = "Return the codec of an encoding as a tuple or CodecInfo.")]
    private static PyObject* lookup(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* encoding) =>
        Name(ts, encoding, out string? name) ? CodecRegistry.Lookup(ts, name!) : null;

    [PyFunction("($module, /, obj, encoding='utf-8', errors='strict')", Doc = "Encode an object with the codec of an encoding.\n\n"
        + "errors names the error handler; 'strict' raises a ValueError (UnicodeEncodeError for text).")]
    private static PyObject* encode(ThreadState* ts, PyObject* module, PyObject* obj, [Of(typeof(StrType))] PyObject* encoding = null,
        [Of(typeof(StrType))] PyObject* errors = null) =>
        Name(ts, encoding, out string? name) && Name(ts, errors, out string? handler) ? CodecRegistry.Encode(ts, obj, name ?? "utf-8",
            handler) : null;

    [PyFunction("($module, /, obj, encoding='utf-8', errors='strict')", Doc = "Decode an object with the codec of an encoding.\n\n"
        + "errors names the error handler; 'strict' raises a ValueError (UnicodeDecodeError for text).")]
    private static PyObject* decode(ThreadState* ts, PyObject* module, PyObject* obj, [Of(typeof(StrType))] PyObject* encoding = null,
        [Of(typeof(StrType))] PyObject* errors = null) =>
        Name(ts, encoding, out string? name) && Name(ts, errors, out string? handler) ? CodecRegistry.Decode(ts, obj, name ?? "utf-8",
            handler) : null;

    [PyFunction("($module, errors, handler, /)", Doc = "Register an error handler under a name.\n\n"
        + "It is called with the UnicodeError and raises it, or returns a tuple of a replacement and the position to go on from.")]
    private static Status register_error(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* errors, PyObject* handler) =>
        Name(ts, errors, out _) ? CodecRegistry.RegisterError(ts, errors, handler) : Status.Error;

    [PyFunction("($module, errors, /)",
        Doc = "Unregister an error handler; return whether it was there. Built-in handlers stay: ValueError.")]
    private static Truth _unregister_error(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* errors) =>
        Name(ts, errors, out _) ? CodecRegistry.UnregisterError(ts, errors) : Truth.Error;

    [PyFunction("($module, name, /)", Doc = "Return the error handler of that name; LookupError if there is none.")]
    private static PyObject* lookup_error(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* name) =>
        Name(ts, name, out string? text) ? CodecRegistry.LookupError(ts, text) : null;

    [PyFunction("($module, map, /)", Doc = "Return an encoding map for a table of the characters of an 8-bit encoding.")]
    private static PyObject* charmap_build(ThreadState* ts, PyObject* module, [Of(typeof(StrType))] PyObject* map) =>
        CharmapCodec.Build(ts, map);
}
