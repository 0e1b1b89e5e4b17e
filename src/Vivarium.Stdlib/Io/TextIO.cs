// TextIOWrapper: making, ending, and what it passes on to its buffer. Encoding: TextIO.Encoding.cs; writing: TextIO.Write.cs; reading: TextIO.Read.cs and TextIO.Lines.cs;
// positions: TextIO.Seek.cs; changes: TextIO.Configure.cs. See docs/internals/io.md.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class TextIO
{
    public const nint DefaultChunkSize = 8192;

    // ---- Checks ----

    public static bool CheckAttached(ThreadState* ts, textio* self)
    {
        if (self->ok > 0 && self->detached == 0)
            return true;
        Err.Value(ts, self->ok <= 0 ? "I/O operation on uninitialized object" : "underlying buffer has been detached");
        return false;
    }

    /// <summary>Attached and open. For an exact object over a FileIO that is a look into a struct.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckOpen(ThreadState* ts, textio* self)
    {
        if (self->ok > 0 && self->detached == 0 && self->raw != null && ((PyObject*)self)->ob_type == TextIOWrapperType.Type && !FileIOType.IsClosed(self->raw))
            return true;
        return CheckOpenSlow(ts, self);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool CheckOpenSlow(ThreadState* ts, textio* self)
    {
        if (!CheckAttached(ts, self))
            return false;
        if (((PyObject*)self)->ob_type != TextIOWrapperType.Type)
            return IOBaseType.CheckClosed(ts, (PyObject*)self) == Status.Ok;
        Truth closed = self->raw != null
            ? FileIOType.IsClosed(self->raw) ? Truth.True : Truth.False
            : IoErrors.TruthSteal(ts, Obj.GetAttr(ts, self->buffer, Id.closed));
        if (closed == Truth.True)
            IoErrors.ClosedDot(ts);
        return closed == Truth.False;
    }

    public static PyObject* AskBuffer(ThreadState* ts, textio* self, PyObject* method) => CheckAttached(ts, self) ? Call.Method(ts, self->buffer, method) : null;

    public static PyObject* AttributeOfBuffer(ThreadState* ts, textio* self, PyObject* name) => CheckAttached(ts, self) ? Obj.GetAttr(ts, self->buffer, name) : null;

    // ---- Making ----

    public static Status Init(ThreadState* ts, textio* self, PyObject* buffer, PyObject* encoding, PyObject* errors, PyObject* newline, bool lineBuffering, bool writeThrough)
    {
        self->ok = 0;
        self->detached = 0;
        if (encoding == null)
        {
            if (PyInterpreter.Of(ts).Config.warn_default_encoding
                && Err.Warn(ts, Exc.EncodingWarning, "'encoding' argument not specified", 1) == Status.Error)
                return Status.Error;
        }
        else if (ContainsNul(encoding))
        {
            return Err.ValueStatus(ts, "embedded null character");
        }
        if (errors == Py.None || errors == null)
            errors = Id.strict;
        else if (!PyUnicode.Check(errors))
            return Err.TypeStatus(ts, $"TextIOWrapper() argument 'errors' must be str or None, not {PyType.NameOf(errors)}");
        if (ContainsNul(errors) || (newline != null && newline != Py.None && ContainsNul(newline)))
            return Err.ValueStatus(ts, "embedded null character");
        if (ValidateNewline(ts, newline) == Status.Error)
            return Status.Error;
        Forget(ts, self);
        self->encodefunc = EncodeFunction.None;
        self->b2cratio = 0;
        using Owned<PyObject> name = Own.Of(ts, encoding == null || PyUnicode.EqualToAscii(encoding, "locale"u8) ? LocaleEncoding.Get(ts) : Ref.New(encoding));
        using Owned<PyObject> codec = Own.Of(ts, name.IsNull ? null : LookupCodec(ts, name.Pointer));
        if (codec.IsNull)
            return Status.Error;
        Ref.SetSteal(ts, &self->encoding, Ref.New(name.Pointer));
        Ref.SetSteal(ts, &self->errors, Ref.New(errors));
        self->chunk_size = DefaultChunkSize;
        self->line_buffering = (byte)(lineBuffering ? 1 : 0);
        self->write_through = (byte)(writeThrough ? 1 : 0);
        SetNewline(ts, self, newline);
        Ref.SetSteal(ts, &self->buffer, Ref.New(buffer));
        if (SetDecoder(ts, self, codec.Pointer) == Status.Error || SetEncoder(ts, self, codec.Pointer) == Status.Error)
            return Status.Error;
        PyTypeObject* kind = buffer->ob_type;
        if (kind == BufferedReaderType.Type || kind == BufferedWriterType.Type || kind == BufferedRandomType.Type)
        {
            PyObject* raw = Buffered.PlainRawBorrowed(buffer);
            if (raw != null)
                Ref.SetSteal(ts, &self->raw, Ref.New(raw));
        }
        Truth seekable = IoErrors.TruthSteal(ts, Call.Method(ts, buffer, Id.seekable));
        Truth hasRead1 = seekable == Truth.Error ? Truth.Error : Obj.HasAttr(ts, buffer, Id.read1);
        if (hasRead1 == Truth.Error)
            return Status.Error;
        self->seekable = self->telling = (byte)(seekable == Truth.True ? 1 : 0);
        self->has_read1 = (byte)(hasRead1 == Truth.True ? 1 : 0);
        self->encoding_start_of_stream = 0;
        if (FixEncoderState(ts, self) == Status.Error)
            return Status.Error;
        self->ok = 1;
        return Status.Ok;
    }

    private static bool ContainsNul(PyObject* text) => PyUnicode.FindChar(text, 0, 0, PyUnicode.Length(text), 1) >= 0;

    /// <summary>Drops all references but the instance dict.</summary>
    private static void Forget(ThreadState* ts, textio* self)
    {
        self->ok = 0;
        self->pending_bytes_count = 0;
        self->decoded_chars_used = 0;
        self->writenl = null;
        Ref.Clear(ts, &self->buffer);
        Ref.Clear(ts, &self->encoding);
        Ref.Clear(ts, &self->encoder);
        Ref.Clear(ts, &self->decoder);
        Ref.Clear(ts, &self->readnl);
        Ref.Clear(ts, &self->errors);
        Ref.Clear(ts, &self->decoded_chars);
        Ref.Clear(ts, &self->pending_bytes);
        Ref.Clear(ts, &self->snapshot);
        Ref.Clear(ts, &self->raw);
    }

    public static void Clear(ThreadState* ts, textio* self)
    {
        Forget(ts, self);
        Ref.Clear(ts, &self->dict);
    }

    public static int Traverse(PyObject* o, visitproc visit, void* arg)
    {
        textio* self = (textio*)o;
        PyObject** fields = stackalloc PyObject*[] { self->buffer, self->encoding, self->encoder, self->decoder, self->readnl, self->errors, self->decoded_chars,
            self->pending_bytes, self->snapshot, self->raw, self->dict };
        for (int i = 0; i < 11; i++)
        {
            int r = fields[i] == null ? 0 : visit(fields[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    // ---- Ending ----

    /// <summary>Flushes and closes the buffer, whatever goes wrong; the last error keeps the first as its context.</summary>
    public static PyObject* Close(ThreadState* ts, textio* self)
    {
        if (!CheckAttached(ts, self))
            return null;
        Truth closed = IoErrors.TruthSteal(ts, Obj.GetAttr(ts, (PyObject*)self, Id.closed));
        if (closed != Truth.False)
            return closed == Truth.Error ? null : Py.None;
        if (self->finalizing != 0 && IoErrors.DropSteal(ts, Call.Method(ts, self->buffer, Id._dealloc_warn, (PyObject*)self)) == Status.Error)
            Err.Clear(ts);
        Status flushed = IoErrors.DropSteal(ts, Call.Method(ts, (PyObject*)self, Id.flush));
        PyObject* error = flushed == Status.Error ? Err.Fetch(ts) : null;
        PyObject* result = self->buffer == null ? null : Call.Method(ts, self->buffer, Id.close);
        if (error != null)
        {
            Err.ChainRestore(ts, error);
            Ref.XDec(ts, result);
            return null;
        }
        return result;
    }

    public static PyObject* Detach(ThreadState* ts, textio* self)
    {
        if (!CheckAttached(ts, self) || IoErrors.DropSteal(ts, Call.Method(ts, (PyObject*)self, Id.flush)) == Status.Error)
            return null;
        PyObject* buffer = self->buffer;
        self->buffer = null;
        self->detached = 1;
        return buffer;
    }

    public static PyObject* Repr(ThreadState* ts, PyObject* o)
    {
        textio* self = (textio*)o;
        if (self->ok <= 0)
        {
            Err.Value(ts, "I/O operation on uninitialized object");
            return null;
        }
        PyObject* name;
        if (StreamRepr.NameOf(ts, o, &name) == Status.Error)
            return null;
        using Owned<PyObject> holdName = Own.Of(ts, name);
        PyObject* mode;
        if (Obj.LookupAttr(ts, o, Id.mode, &mode) == Lookup.Error)
            return null;
        using Owned<PyObject> holdMode = Own.Of(ts, mode);
        int entered = Obj.ReprEnter(ts, o);
        if (entered != 0)
            return entered < 0 ? null : Err.Runtime(ts, $"reentrant call inside {StreamRepr.TypeName(o)}.__repr__");
        UnicodeWriter writer = new(ts);
        writer.WriteString($"<{StreamRepr.TypeName(o)}");
        if (name != null)
        {
            writer.WriteAscii(" name="u8);
            writer.WriteRepr(name);
        }
        if (mode != null)
        {
            writer.WriteAscii(" mode="u8);
            writer.WriteRepr(mode);
        }
        writer.WriteAscii(" encoding="u8);
        writer.WriteRepr(self->encoding);
        writer.WriteAscii(">"u8);
        Obj.ReprLeave(ts, o);
        return writer.Finish();
    }
}
