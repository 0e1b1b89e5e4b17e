// TextIOWrapper: which codec it uses, and the short cuts for encodings that the runtime knows itself.
using Vivarium.Runtime.Codecs;

namespace Vivarium.Stdlib.Io;

internal static unsafe partial class TextIO
{
    /// <summary>The codec, which must be one of text; owned.</summary>
    private static PyObject* LookupCodec(ThreadState* ts, PyObject* encoding)
    {
        string name = PyUnicode.ToString(encoding);
        using Owned<PyObject> codec = Own.Of(ts, CodecRegistry.Lookup(ts, name));
        if (codec.IsNull || PyTuple.CheckExact(codec.Pointer))
            return codec.Release();
        PyObject* flag;
        Lookup found = Obj.LookupAttr(ts, codec.Pointer, Id._is_text_encoding, &flag);
        Truth isText = found == Lookup.Found ? IoErrors.TruthSteal(ts, flag) : found == Lookup.Missing ? Truth.True : Truth.Error;
        if (isText == Truth.False)
            Err.SetString(ts, Exc.LookupError, $"'{name}' is not a text encoding");
        return isText == Truth.True ? codec.Release() : null;
    }

    private static PyObject* MakeCoder(ThreadState* ts, PyObject* codec, PyObject* which, PyObject* errors)
    {
        using Owned<PyObject> factory = Own.Of(ts, Obj.GetAttr(ts, codec, which));
        return factory.IsNull ? null : Call.OneArg(ts, factory.Pointer, errors);
    }

    private static Status SetDecoder(ThreadState* ts, textio* self, PyObject* codec)
    {
        Truth readable = IoErrors.TruthSteal(ts, Call.Method(ts, self->buffer, Id.readable));
        if (readable == Truth.Error)
            return Status.Error;
        Ref.Clear(ts, &self->decoder);
        if (readable == Truth.False)
            return Status.Ok;
        PyObject* decoder = MakeCoder(ts, codec, Id.incrementaldecoder, self->errors);
        if (decoder == null)
            return Status.Error;
        if (self->readuniversal != 0)
        {
            PyObject* wrapped = NewlineDecoder.New(ts, decoder, self->readtranslate != 0);
            Ref.Dec(ts, decoder);
            if (wrapped == null)
                return Status.Error;
            decoder = wrapped;
        }
        Ref.SetSteal(ts, &self->decoder, decoder);
        return Status.Ok;
    }

    private static Status SetEncoder(ThreadState* ts, textio* self, PyObject* codec)
    {
        Truth writable = IoErrors.TruthSteal(ts, Call.Method(ts, self->buffer, Id.writable));
        if (writable == Truth.Error)
            return Status.Error;
        Ref.Clear(ts, &self->encoder);
        self->encodefunc = EncodeFunction.None;
        if (writable == Truth.False)
            return Status.Ok;
        PyObject* encoder = MakeCoder(ts, codec, Id.incrementalencoder, self->errors);
        if (encoder == null)
            return Status.Error;
        Ref.SetSteal(ts, &self->encoder, encoder);
        PyObject* name;
        Lookup found = Obj.LookupAttr(ts, codec, Id.name, &name);
        if (found == Lookup.Error)
            return Status.Error;
        if (found == Lookup.Found)
        {
            if (PyUnicode.Check(name))
                self->encodefunc = FunctionOf(PyUnicode.ToString(name));
            Ref.Dec(ts, name);
        }
        return Status.Ok;
    }

    private static EncodeFunction FunctionOf(string name) => name switch
    {
        "utf-8" => EncodeFunction.Utf8,
        "ascii" => EncodeFunction.Ascii,
        "iso8859-1" => EncodeFunction.Latin1,
        "utf-16" => EncodeFunction.Utf16,
        "utf-16-le" => EncodeFunction.Utf16Little,
        "utf-16-be" => EncodeFunction.Utf16Big,
        "utf-32" => EncodeFunction.Utf32,
        "utf-32-le" => EncodeFunction.Utf32Little,
        "utf-32-be" => EncodeFunction.Utf32Big,
        _ => EncodeFunction.None,
    };

    /// <summary>Whether ASCII text is encoded as itself.</summary>
    private static bool KeepsAscii(EncodeFunction function) => function is EncodeFunction.Utf8 or EncodeFunction.Ascii or EncodeFunction.Latin1;

    /// <summary>The handler's name as the codecs take it: null for strict, constants for the common ones.</summary>
    private static string? HandlerName(PyObject* errors)
    {
        if (errors == Id.strict || PyUnicode.EqualToAscii(errors, "strict"u8))
            return null;
        return PyUnicode.EqualToAscii(errors, "surrogateescape"u8) ? "surrogateescape" : PyUnicode.ToString(errors);
    }

    /// <summary>Encodes through the runtime's own codec or the encoder; owned bytes.</summary>
    private static PyObject* Encode(ThreadState* ts, textio* self, PyObject* text)
    {
        if (self->encodefunc == EncodeFunction.None)
            return EncodeByEncoder(ts, self, text);
        string? errors = HandlerName(self->errors);
        bool start = self->encoding_start_of_stream != 0;
        // A byte order mark stands only at the very start.
        int native = start ? 0 : -1;
        self->encoding_start_of_stream = 0;
        return self->encodefunc switch
        {
            EncodeFunction.Utf8 => Utf8Codec.Encode(ts, text, errors),
            EncodeFunction.Ascii => SingleByteCodecs.Encode(ts, text, errors, 0x80),
            EncodeFunction.Latin1 => SingleByteCodecs.Encode(ts, text, errors, 0x100),
            EncodeFunction.Utf16 => WideCodecs.EncodeUtf16(ts, text, errors, native),
            EncodeFunction.Utf16Little => WideCodecs.EncodeUtf16(ts, text, errors, -1),
            EncodeFunction.Utf16Big => WideCodecs.EncodeUtf16(ts, text, errors, 1),
            EncodeFunction.Utf32 => WideCodecs.EncodeUtf32(ts, text, errors, native),
            EncodeFunction.Utf32Little => WideCodecs.EncodeUtf32(ts, text, errors, -1),
            _ => WideCodecs.EncodeUtf32(ts, text, errors, 1),
        };
    }

    private static PyObject* EncodeByEncoder(ThreadState* ts, textio* self, PyObject* text)
    {
        PyObject* bytes = Call.Method(ts, self->encoder, Id.encode, text);
        if (bytes == null || PyBytes.Check(bytes))
            return bytes;
        Err.Type(ts, $"encoder should return a bytes object, not '{PyType.NameOf(bytes)}'");
        Ref.Dec(ts, bytes);
        return null;
    }

    /// <summary>A stream that does not stand at its start gets no byte order mark.</summary>
    private static Status FixEncoderState(ThreadState* ts, textio* self)
    {
        if (self->seekable == 0 || self->encoder == null)
            return Status.Ok;
        self->encoding_start_of_stream = 1;
        using Owned<PyObject> position = Own.Of(ts, Call.Method(ts, self->buffer, Id.tell));
        if (position.IsNull)
            return Status.Error;
        Truth atStart = Obj.RichCompareBool(ts, position.Pointer, PyLong.SmallInt(0), CompareOp.EQ);
        if (atStart != Truth.False)
            return atStart == Truth.True ? Status.Ok : Status.Error;
        self->encoding_start_of_stream = 0;
        return IoErrors.DropSteal(ts, Call.Method(ts, self->encoder, Id.setstate, PyLong.SmallInt(0)));
    }

    // ---- newline ----

    /// <summary>None, "", "\n", "\r" and "\r\n" are the values that newline may have.</summary>
    private static Status ValidateNewline(ThreadState* ts, PyObject* newline)
    {
        if (newline == null || newline == Py.None || PyUnicode.Length(newline) == 0 || PyUnicode.EqualToAscii(newline, "\n"u8)
            || PyUnicode.EqualToAscii(newline, "\r"u8) || PyUnicode.EqualToAscii(newline, "\r\n"u8))
            return Status.Ok;
        return Err.ValueStatus(ts, $"illegal newline value: {PyUnicode.ToString(newline)}");
    }

    private static void SetNewline(ThreadState* ts, textio* self, PyObject* newline)
    {
        bool none = newline == null || newline == Py.None;
        bool empty = !none && PyUnicode.Length(newline) == 0;
        Ref.SetSteal(ts, &self->readnl, none ? null : Ref.New(newline));
        self->readuniversal = (byte)(none || empty ? 1 : 0);
        self->readtranslate = (byte)(none ? 1 : 0);
        self->writetranslate = (byte)(none || !empty ? 1 : 0);
        self->writenl = none || empty || PyUnicode.ReadChar(newline, 0) == '\n' ? null : (byte*)PyUnicode.Data(self->readnl);
    }
}
