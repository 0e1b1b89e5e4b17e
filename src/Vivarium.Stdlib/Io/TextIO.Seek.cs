// TextIOWrapper: positions. tell() gives a number from which seek() can restore the decoder: a byte position from which decoding can start, the decoder's flags there, and
// how many bytes to feed and characters to skip to come to the logical position. Where decoding may start right at the position, the number is that position.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class TextIO
{
    private const int CookieSize = 21;

    private struct Cookie
    {
        public long StartPosition;
        public int DecoderFlags;
        public int BytesToFeed;
        public int CharactersToSkip;
        public bool NeedEof;
    }

    private static PyObject* CookieObject(ThreadState* ts, in Cookie cookie)
    {
        Span<byte> bytes = stackalloc byte[CookieSize];
        MemoryMarshal.Write(bytes, cookie.StartPosition);
        MemoryMarshal.Write(bytes[8..], cookie.DecoderFlags);
        MemoryMarshal.Write(bytes[12..], cookie.BytesToFeed);
        MemoryMarshal.Write(bytes[16..], cookie.CharactersToSkip);
        bytes[20] = (byte)(cookie.NeedEof ? 1 : 0);
        return PyLong.FromByteArray(ts, bytes, little: true, signed: false);
    }

    private static bool ParseCookie(ThreadState* ts, PyObject* o, out Cookie cookie)
    {
        cookie = default;
        using Owned<PyObject> number = Own.Of(ts, Num.Int(ts, o));
        if (number.IsNull)
            return false;
        Span<byte> bytes = stackalloc byte[CookieSize];
        if (PyLong.ToByteArray(ts, number.Pointer, bytes, little: true, signed: false) == Status.Error)
            return false;
        cookie.StartPosition = MemoryMarshal.Read<long>(bytes);
        cookie.DecoderFlags = MemoryMarshal.Read<int>(bytes[8..]);
        cookie.BytesToFeed = MemoryMarshal.Read<int>(bytes[12..]);
        cookie.CharactersToSkip = MemoryMarshal.Read<int>(bytes[16..]);
        cookie.NeedEof = bytes[20] != 0;
        return true;
    }

    // ---- Coders ----

    /// <summary>At the very start reset() is said, because decoders may know that state only by it.</summary>
    private static Status SetDecoderState(ThreadState* ts, textio* self, in Cookie cookie) => cookie.StartPosition == 0 && cookie.DecoderFlags == 0
        ? IoErrors.DropSteal(ts, Call.Method(ts, self->decoder, Id.reset))
        : SetDecoderFlags(ts, self, cookie.DecoderFlags);

    private static Status SetDecoderFlags(ThreadState* ts, textio* self, int flags)
    {
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, flags));
        using Owned<PyObject> state = Own.Of(ts, number.IsNull ? null : PyTuple.Pack(ts, PyBytes.Empty, number.Pointer));
        return state.IsNull ? Status.Error : IoErrors.DropSteal(ts, Call.Method(ts, self->decoder, Id.setstate, state.Pointer));
    }

    private static Status ResetEncoder(ThreadState* ts, textio* self, bool atStart)
    {
        self->encoding_start_of_stream = (byte)(atStart ? 1 : 0);
        return IoErrors.DropSteal(ts, atStart ? Call.Method(ts, self->encoder, Id.reset) : Call.Method(ts, self->encoder, Id.setstate, PyLong.SmallInt(0)));
    }

    // ---- seek ----

    public static PyObject* Seek(ThreadState* ts, textio* self, PyObject* cookieObject, int whence)
    {
        if (!CheckAttached(ts, self) || !CheckOpen(ts, self))
            return null;
        if (self->seekable == 0)
            return IoErrors.Unsupported(ts, "underlying stream is not seekable");
        if (whence is < 0 or > 2)
            return Err.Value(ts, $"invalid whence ({whence}, should be 0, 1 or 2)");
        using Owned<PyObject> hold = Own.Of(ts, Ref.New(cookieObject));
        if (whence == 0)
            return SeekTo(ts, self, cookieObject);
        Truth zero = Obj.RichCompareBool(ts, cookieObject, PyLong.SmallInt(0), CompareOp.EQ);
        if (zero != Truth.True)
            return zero == Truth.Error ? null : IoErrors.Unsupported(ts, $"can't do nonzero {(whence == 1 ? "cur" : "end")}-relative seeks");
        if (whence == 2)
            return SeekEnd(ts, self);
        // The stream moves to where it logically is: the decoder comes into step with the buffer.
        using Owned<PyObject> here = Own.Of(ts, Call.Method(ts, (PyObject*)self, Id.tell));
        return here.IsNull ? null : SeekTo(ts, self, here.Pointer);
    }

    private static PyObject* SeekEnd(ThreadState* ts, textio* self)
    {
        if (IoErrors.DropSteal(ts, Call.Method(ts, (PyObject*)self, Id.flush)) == Status.Error)
            return null;
        SetDecodedSteal(ts, self, null);
        Ref.Clear(ts, &self->snapshot);
        if (self->decoder != null && IoErrors.DropSteal(ts, Call.Method(ts, self->decoder, Id.reset)) == Status.Error)
            return null;
        using Owned<PyObject> position = Own.Of(ts, Call.Method(ts, self->buffer, Id.seek, PyLong.SmallInt(0), PyLong.SmallInt(2)));
        if (position.IsNull || self->encoder == null)
            return position.Release();
        Truth empty = Obj.RichCompareBool(ts, position.Pointer, PyLong.SmallInt(0), CompareOp.EQ);
        return empty == Truth.Error || ResetEncoder(ts, self, empty == Truth.True) == Status.Error ? null : position.Release();
    }

    private static PyObject* SeekTo(ThreadState* ts, textio* self, PyObject* cookieObject)
    {
        Truth negative = Obj.RichCompareBool(ts, cookieObject, PyLong.SmallInt(0), CompareOp.LT);
        if (negative == Truth.Error)
            return null;
        if (negative == Truth.True)
            return Err.Value(ts, $"negative seek position {Obj.ReprText(ts, cookieObject)}");
        if (IoErrors.DropSteal(ts, Call.Method(ts, (PyObject*)self, Id.flush)) == Status.Error || !ParseCookie(ts, cookieObject, out Cookie cookie))
            return null;
        using (Owned<PyObject> position = Own.Of(ts, PyLong.FromInt64(ts, cookie.StartPosition)))
        {
            if (position.IsNull || IoErrors.DropSteal(ts, Call.Method(ts, self->buffer, Id.seek, position.Pointer)) == Status.Error)
                return null;
        }
        SetDecodedSteal(ts, self, null);
        Ref.Clear(ts, &self->snapshot);
        if (self->decoder != null && (SetDecoderState(ts, self, cookie) == Status.Error || !RestoreCharacters(ts, self, cookie)))
            return null;
        if (self->encoder != null && ResetEncoder(ts, self, cookie.StartPosition == 0 && cookie.DecoderFlags == 0) == Status.Error)
            return null;
        return Ref.New(cookieObject);
    }

    /// <summary>Feeds the decoder what it needs to get to the character, and skips those before it.</summary>
    private static bool RestoreCharacters(ThreadState* ts, textio* self, in Cookie cookie)
    {
        using Owned<PyObject> flags = Own.Of(ts, PyLong.FromInt64(ts, cookie.DecoderFlags));
        if (flags.IsNull)
            return false;
        if (cookie.CharactersToSkip == 0)
        {
            PyObject* empty = PyTuple.Pack(ts, flags.Pointer, PyBytes.Empty);
            Ref.SetSteal(ts, &self->snapshot, empty);
            return empty != null;
        }
        using Owned<PyObject> count = Own.Of(ts, PyLong.FromInt64(ts, cookie.BytesToFeed));
        using Owned<PyObject> input = Own.Of(ts, count.IsNull ? null : Call.Method(ts, self->buffer, Id.read, count.Pointer));
        if (input.IsNull)
            return false;
        if (!PyBytes.Check(input.Pointer))
        {
            Err.Type(ts, $"underlying read() should have returned a bytes object, not '{PyType.NameOf(input.Pointer)}'");
            return false;
        }
        PyObject* snapshot = PyTuple.Pack(ts, flags.Pointer, input.Pointer);
        if (snapshot == null)
            return false;
        Ref.SetSteal(ts, &self->snapshot, snapshot);
        PyObject* text = Decode(ts, self->decoder, input.Pointer, cookie.NeedEof);
        if (text == null)
            return false;
        SetDecodedSteal(ts, self, text);
        if (PyUnicode.Length(text) < cookie.CharactersToSkip)
        {
            Err.SetString(ts, Exc.OSError, "can't restore logical file position");
            return false;
        }
        self->decoded_chars_used = cookie.CharactersToSkip;
        return true;
    }

    // ---- tell ----

    public static PyObject* Tell(ThreadState* ts, textio* self)
    {
        if (!CheckAttached(ts, self) || !CheckOpen(ts, self))
            return null;
        if (self->seekable == 0)
            return IoErrors.Unsupported(ts, "underlying stream is not seekable");
        if (self->telling == 0)
            return Err.SetString(ts, Exc.OSError, "telling position disabled by next() call");
        if (FlushPending(ts, self) == Status.Error || IoErrors.DropSteal(ts, Call.Method(ts, (PyObject*)self, Id.flush)) == Status.Error)
            return null;
        using Owned<PyObject> position = Own.Of(ts, Call.Method(ts, self->buffer, Id.tell));
        if (position.IsNull || self->decoder == null || self->snapshot == null)
            return position.Release();
        Cookie cookie = default;
        cookie.StartPosition = ArgumentParsing.Int64(ts, position.Pointer);
        if (cookie.StartPosition == -1 && Err.Occurred(ts))
            return null;
        PyObject* snapshot = self->snapshot;
        if (!PyTuple.Check(snapshot) || PyTuple.Size(snapshot) != 2 || !PyBytes.Check(PyTuple.GetBorrowed(snapshot, 1)))
            return Err.Type(ts, "illegal decoder state");
        using Owned<PyObject> input = Own.Of(ts, Ref.New(PyTuple.GetBorrowed(snapshot, 1)));
        cookie.DecoderFlags = ArgumentParsing.Int32(ts, PyTuple.GetBorrowed(snapshot, 0));
        if (cookie.DecoderFlags == -1 && Err.Occurred(ts))
            return null;
        cookie.StartPosition -= PyBytes.Length(input.Pointer);
        if (self->decoded_chars == null || self->decoded_chars_used == 0)
            return CookieObject(ts, cookie);
        using Owned<PyObject> saved = Own.Of(ts, Call.Method(ts, self->decoder, Id.getstate));
        if (saved.IsNull)
            return null;
        bool found = FindStart(ts, self, input.Pointer, ref cookie);
        PyObject* error = found ? null : Err.Fetch(ts);
        Status restored = IoErrors.DropSteal(ts, Call.Method(ts, self->decoder, Id.setstate, saved.Pointer));
        Err.ChainRestore(ts, error);
        return found && restored == Status.Ok ? CookieObject(ts, cookie) : null;
    }

    /// <summary>
    /// Decodes the last chunk again up to the logical position: first in one go to near it, guessing by the ratio of bytes to characters, then byte by byte, noting every
    /// place where the decoder holds nothing back.
    /// </summary>
    private static bool FindStart(ThreadState* ts, textio* self, PyObject* input, ref Cookie cookie)
    {
        nint skip = self->decoded_chars_used;
        nint length = PyBytes.Length(input);
        nint fed = 0;
        nint guess = nint.Min((nint)(self->b2cratio * skip), length);
        nint back = 1;
        Cookie start = cookie;
        while (guess > 0)
        {
            if (SetDecoderState(ts, self, start) == Status.Error)
                return false;
            nint characters = DecodePart(ts, self, PyBytes.Data(input), guess);
            if (characters < 0)
                return false;
            if (characters <= skip)
            {
                if (!Held(ts, self, out nint held, out int flags))
                    return false;
                if (held == 0)
                {
                    cookie.DecoderFlags = flags;
                    skip -= characters;
                    fed = guess;
                    break;
                }
                // The decoder is in the middle of something: begin before it.
                guess -= held;
                back = 1;
            }
            else
            {
                guess -= back;
                back *= 2;
            }
        }
        if (guess <= 0 && SetDecoderState(ts, self, start) == Status.Error)
            return false;
        cookie.StartPosition += fed;
        cookie.CharactersToSkip = (int)skip;
        return skip == 0 || StepToPosition(ts, self, input, fed, ref cookie);
    }

    private static bool StepToPosition(ThreadState* ts, textio* self, PyObject* input, nint from, ref Cookie cookie)
    {
        nint decoded = 0;
        nint skip = cookie.CharactersToSkip;
        nint length = PyBytes.Length(input);
        for (nint i = from; i < length; i++)
        {
            nint characters = DecodePart(ts, self, PyBytes.Data(input) + i, 1);
            if (characters < 0)
                return false;
            decoded += characters;
            cookie.BytesToFeed++;
            if (!Held(ts, self, out nint held, out int flags))
                return false;
            if (held == 0 && decoded <= skip)
            {
                // Decoding can start here.
                cookie.StartPosition += cookie.BytesToFeed;
                skip -= decoded;
                cookie.DecoderFlags = flags;
                cookie.BytesToFeed = 0;
                decoded = 0;
            }
            if (decoded >= skip)
            {
                cookie.CharactersToSkip = (int)skip;
                return true;
            }
        }
        // Only the end of the input brings the rest out of the decoder.
        nint last = DecodePart(ts, self, null, 0, final: true);
        if (last < 0)
            return false;
        cookie.NeedEof = true;
        cookie.CharactersToSkip = (int)skip;
        if (decoded + last >= skip)
            return true;
        Err.SetString(ts, Exc.OSError, "can't reconstruct logical file position");
        return false;
    }

    /// <summary>How many characters the decoder makes of some bytes; -1 with an exception.</summary>
    private static nint DecodePart(ThreadState* ts, textio* self, byte* bytes, nint count, bool final = false)
    {
        using Owned<PyObject> input = Own.Of(ts, PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(bytes, (int)count)));
        using Owned<PyObject> text = Own.Of(ts, input.IsNull ? null : Decode(ts, self->decoder, input.Pointer, final));
        return text.IsNull ? -1 : PyUnicode.Length(text.Pointer);
    }

    private static bool Held(ThreadState* ts, textio* self, out nint held, out int flags)
    {
        held = 0;
        flags = 0;
        using Owned<PyObject> state = Own.Of(ts, DecoderState(ts, self, out PyObject* bytes, out PyObject* number));
        if (state.IsNull)
            return false;
        held = PyBytes.Length(bytes);
        flags = ArgumentParsing.Int32(ts, number);
        return !Err.Occurred(ts);
    }

    public static PyObject* Truncate(ThreadState* ts, textio* self, PyObject* position)
    {
        if (!CheckAttached(ts, self) || IoErrors.DropSteal(ts, Call.Method(ts, (PyObject*)self, Id.flush)) == Status.Error)
            return null;
        return position == Py.None ? Call.Method(ts, self->buffer, Id.truncate) : Call.Method(ts, self->buffer, Id.truncate, position);
    }
}
