// TextIOWrapper: reading. A chunk of bytes is decoded at a time; decoded_chars holds its text, of which decoded_chars_used characters were handed out already. While the
// stream can tell its position, snapshot keeps the decoder's state before the chunk together with the chunk's bytes.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class TextIO
{
    private static void SetDecodedSteal(ThreadState* ts, textio* self, PyObject* chars)
    {
        self->decoded_chars_used = 0;
        Ref.SetSteal(ts, &self->decoded_chars, chars);
    }

    private static nint DecodedLeft(textio* self) => self->decoded_chars == null ? 0 : PyUnicode.Length(self->decoded_chars) - self->decoded_chars_used;

    /// <summary>Up to that many characters of what is decoded, all of them for a negative number; owned.</summary>
    private static PyObject* TakeDecoded(ThreadState* ts, textio* self, nint count)
    {
        PyObject* decoded = self->decoded_chars;
        if (decoded == null)
            return StaticStrings.Empty;
        nint left = DecodedLeft(self);
        if (count < 0 || count > left)
            count = left;
        PyObject* result = count == PyUnicode.Length(decoded)
            ? Ref.New(decoded)
            : PyUnicode.Substring(ts, decoded, self->decoded_chars_used, self->decoded_chars_used + count);
        if (result != null)
            self->decoded_chars_used += count;
        return result;
    }

    /// <summary>The decoder's text for the bytes, which must be a str; owned.</summary>
    private static PyObject* Decode(ThreadState* ts, PyObject* decoder, PyObject* bytes, bool final)
    {
        if (NewlineDecoder.CheckExact(decoder))
            return NewlineDecoder.Decode(ts, decoder, bytes, final);
        PyObject* text = Call.Method(ts, decoder, Id.decode, bytes, Py.Bool(final));
        if (text == null || PyUnicode.Check(text))
            return text;
        Err.Type(ts, $"decoder should return a string result, not '{PyType.NameOf(text)}'");
        Ref.Dec(ts, text);
        return null;
    }

    /// <summary>What the decoder holds back and its flags: both borrowed from the state tuple, which the caller releases.</summary>
    private static PyObject* DecoderState(ThreadState* ts, textio* self, out PyObject* held, out PyObject* flags)
    {
        held = flags = null;
        PyObject* state = Call.Method(ts, self->decoder, Id.getstate);
        if (state == null)
            return null;
        if (!PyTuple.Check(state) || PyTuple.Size(state) != 2)
        {
            Ref.Dec(ts, state);
            return Err.Type(ts, "illegal decoder state");
        }
        held = PyTuple.GetBorrowed(state, 0);
        flags = PyTuple.GetBorrowed(state, 1);
        if (PyBytes.Check(held))
            return state;
        Err.Type(ts, $"illegal decoder state: the first item should be a bytes object, not '{PyType.NameOf(held)}'");
        Ref.Dec(ts, state);
        return null;
    }

    /// <summary>Reads and decodes the next chunk: Missing at the end of the stream.</summary>
    private static Lookup ReadChunk(ThreadState* ts, textio* self, nint sizeHint)
    {
        if (self->decoder == null)
        {
            IoErrors.Unsupported(ts, "not readable");
            return Lookup.Error;
        }
        PyObject* held = null;
        PyObject* flags = null;
        using Owned<PyObject> state = Own.Of(ts, self->telling != 0 ? DecoderState(ts, self, out held, out flags) : null);
        if (self->telling != 0 && state.IsNull)
            return Lookup.Error;
        // About as many bytes as so many characters took so far.
        if (sizeHint > 0)
            sizeHint = (nint)(double.Max(self->b2cratio, 1.0) * sizeHint);
        using Owned<PyObject> size = Own.Of(ts, PyLong.FromNInt(ts, nint.Max(self->chunk_size, sizeHint)));
        if (size.IsNull)
            return Lookup.Error;
        using Owned<PyObject> input = Own.Of(ts, ReadBytes(ts, self, size.Pointer));
        if (input.IsNull)
            return Lookup.Error;
        Py_buffer view = default;
        if (TypeSlots.Of(input.Pointer)->bf_getbuffer == null || ArgumentParsing.GetBuffer(ts, input.Pointer, &view) == Status.Error)
        {
            Err.Clear(ts);
            Err.Type(ts, $"underlying {(self->has_read1 != 0 ? "read1" : "read")}() should have returned a bytes-like object, not '{PyType.NameOf(input.Pointer)}'");
            return Lookup.Error;
        }
        nint count = view.len;
        bool eof = count == 0;
        PyObject* text = Decode(ts, self->decoder, input.Pointer, eof);
        PyObject* next = text == null || self->telling == 0 ? null : Joined(ts, held, &view);
        ArgumentParsing.ReleaseBuffer(ts, &view);
        if (text == null || (self->telling != 0 && next == null))
        {
            Ref.XDec(ts, text);
            return Lookup.Error;
        }
        SetDecodedSteal(ts, self, text);
        nint characters = PyUnicode.Length(text);
        self->b2cratio = characters > 0 ? (double)count / characters : 0.0;
        if (next != null)
        {
            PyObject* snapshot = PyTuple.PackSteal(ts, Ref.New(flags), next);
            if (snapshot == null)
                return Lookup.Error;
            Ref.SetSteal(ts, &self->snapshot, snapshot);
        }
        return eof && characters == 0 ? Lookup.Missing : Lookup.Found;
    }

    private static PyObject* ReadBytes(ThreadState* ts, textio* self, PyObject* size)
    {
        while (true)
        {
            PyObject* bytes = Call.Method(ts, self->buffer, self->has_read1 != 0 ? Id.read1 : Id.read, size);
            if (bytes != null || !IoErrors.ClearInterrupted(ts))
                return bytes;
        }
    }

    private static PyObject* Joined(ThreadState* ts, PyObject* held, Py_buffer* view)
    {
        nint first = PyBytes.Length(held);
        PyObject* result = PyBytes.New(ts, first + view->len);
        if (result == null)
            return null;
        NativeMemory.Copy(PyBytes.Data(held), PyBytes.Data(result), (nuint)first);
        NativeMemory.Copy(view->buf, PyBytes.Data(result) + first, (nuint)view->len);
        return result;
    }

    public static PyObject* Read(ThreadState* ts, textio* self, nint size)
    {
        if (!CheckAttached(ts, self) || !CheckOpen(ts, self))
            return null;
        if (self->decoder == null)
            return IoErrors.Unsupported(ts, "not readable");
        if (FlushPending(ts, self) == Status.Error)
            return null;
        return size < 0 ? ReadAll(ts, self) : ReadCount(ts, self, size);
    }

    private static PyObject* ReadAll(ThreadState* ts, textio* self)
    {
        using Owned<PyObject> bytes = Own.Of(ts, Call.Method(ts, self->buffer, Id.read));
        if (bytes.IsNull)
            return null;
        if (bytes.Pointer == Py.None)
            return Err.SetString(ts, Exc.BlockingIOError, "Read returned None.");
        using Owned<PyObject> rest = Own.Of(ts, Decode(ts, self->decoder, bytes.Pointer, final: true));
        if (rest.IsNull)
            return null;
        using Owned<PyObject> first = Own.Of(ts, TakeDecoded(ts, self, -1));
        if (first.IsNull)
            return null;
        PyObject* result = PyUnicode.Concat(ts, first.Pointer, rest.Pointer);
        if (result != null && self->snapshot != null)
        {
            SetDecodedSteal(ts, self, null);
            Ref.Clear(ts, &self->snapshot);
        }
        return result;
    }

    private static PyObject* ReadCount(ThreadState* ts, textio* self, nint size)
    {
        PyObject* result = TakeDecoded(ts, self, size);
        if (result == null || PyUnicode.Length(result) == size)
            return result;
        UnicodeWriter writer = new(ts);
        nint remaining = size - PyUnicode.Length(result);
        writer.WriteSteal(result);
        while (remaining > 0)
        {
            Lookup more = ReadChunk(ts, self, remaining);
            if (more == Lookup.Missing)
                break;
            PyObject* piece = null;
            if (more == Lookup.Error)
            {
                if (IoErrors.ClearInterrupted(ts))
                    continue;
            }
            else
            {
                piece = TakeDecoded(ts, self, remaining);
            }
            if (piece == null)
            {
                writer.Dispose();
                return null;
            }
            remaining -= PyUnicode.Length(piece);
            writer.WriteSteal(piece);
        }
        return writer.Finish();
    }
}
