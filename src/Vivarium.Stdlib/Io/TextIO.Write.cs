// TextIOWrapper: writing. Encoded text gathers in pending_bytes, a bytes object used as a buffer, of which pending_bytes_count are filled; nobody else
// ever sees that object. An exact BufferedWriter below gets it without a look-up or an object for it.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class TextIO
{
    private static bool IsPlainWriter(PyObject* buffer) =>
        buffer->ob_type == BufferedWriterType.Type && ((buffered*)buffer)->dict == null && ((buffered*)buffer)->ok > 0;

    /// <summary>An exact TextIOWrapper whose instance has no write() of its own: print() calls Write directly.</summary>
    public static bool IsPlain(PyObject* o)
    {
        if (o->ob_type != TextIOWrapperType.Type)
            return false;
        PyObject* dict = ((textio*)o)->dict;
        return dict == null || PyDict.LookupUnicode(dict, Id.write) == null;
    }

    public static PyObject* WriteMethod(ThreadState* ts, textio* self, PyObject* text) =>
        Write(ts, self, text) == Status.Ok ? PyLong.FromNInt(ts, PyUnicode.Length(text)) : null;

    public static Status Write(ThreadState* ts, textio* self, PyObject* text)
    {
        if (!CheckOpen(ts, self))
            return Status.Error;
        if (self->encoder == null)
            return IoErrors.UnsupportedStatus(ts, "not writable");
        bool hasNewline = (self->writetranslate != 0 && self->writenl != null) || self->line_buffering != 0
            ? PyUnicode.FindChar(text, '\n', 0, PyUnicode.Length(text), 1) >= 0
            : false;
        if (hasNewline && self->writetranslate != 0 && self->writenl != null)
            return WriteTranslated(ts, self, text);
        return WritePiece(ts, self, text, hasNewline);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status WriteTranslated(ThreadState* ts, textio* self, PyObject* text)
    {
        using Owned<PyObject> replaced = Own.Of(ts, StrType.Replace(ts, text, PyUnicode.Latin1Char('\n'), self->readnl, nint.MaxValue));
        return replaced.IsNull ? Status.Error : WritePiece(ts, self, replaced.Pointer, true);
    }

    private static Status WritePiece(ThreadState* ts, textio* self, PyObject* text, bool hasNewline)
    {
        nint length = PyUnicode.Length(text);
        bool flushBuffer = self->line_buffering != 0 && (hasNewline || PyUnicode.FindChar(text, '\r', 0, length, 1) >= 0);
        if (PyUnicode.IsAscii(text) && KeepsAscii(self->encodefunc))
        {
            self->encoding_start_of_stream = 0;
            if (Append(ts, self, (byte*)PyUnicode.Data(text), length, text) == Status.Error)
                return Status.Error;
        }
        else
        {
            PyObject* bytes = Encode(ts, self, text);
            if (bytes == null)
                return Status.Error;
            Status appended = Append(ts, self, PyBytes.Data(bytes), PyBytes.Length(bytes), bytes);
            Ref.Dec(ts, bytes);
            if (appended == Status.Error)
                return Status.Error;
        }
        if ((self->write_through != 0 || flushBuffer) && FlushPending(ts, self) == Status.Error)
            return Status.Error;
        if (flushBuffer && FlushBuffer(ts, self) == Status.Error)
            return Status.Error;
        return self->snapshot == null && self->decoder == null ? Status.Ok : ForgetReading(ts, self);
    }

    /// <summary>What was read ahead is no longer what follows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Status ForgetReading(ThreadState* ts, textio* self)
    {
        if (self->snapshot != null)
        {
            SetDecodedSteal(ts, self, null);
            Ref.Clear(ts, &self->snapshot);
        }
        return self->decoder == null ? Status.Ok : IoErrors.DropSteal(ts, Call.Method(ts, self->decoder, Id.reset));
    }

    /// <summary>
    /// Adds bytes to those pending, which go on together once they are a chunk or more; what is a chunk or more itself goes by itself. The owner of the bytes is bytes
    /// or an ASCII str.
    /// </summary>
    private static Status Append(ThreadState* ts, textio* self, byte* from, nint size, PyObject* owner)
    {
        if (size >= self->chunk_size)
        {
            return self->pending_bytes_count > 0 && FlushPending(ts, self) == Status.Error
                ? Status.Error : WriteToBuffer(ts, self, from, size, PyBytes.CheckExact(owner) ? owner : null);
        }
        PyObject* pending = self->pending_bytes;
        if (pending == null || PyBytes.Length(pending) < self->pending_bytes_count + size)
        {
            if (!GrowPending(ts, self, self->pending_bytes_count + size))
                return Status.Error;
            pending = self->pending_bytes;
        }
        NativeMemory.Copy(from, PyBytes.Data(pending) + self->pending_bytes_count, (nuint)size);
        self->pending_bytes_count += size;
        return self->pending_bytes_count >= self->chunk_size ? FlushPending(ts, self) : Status.Ok;
    }

    /// <summary>Room for a chunk and for the last piece, which mostly exceeds it a little.</summary>
    private static bool GrowPending(ThreadState* ts, textio* self, nint needed)
    {
        PyObject* bigger = PyBytes.New(ts, nint.Max(needed, self->chunk_size + (self->chunk_size >> 3)));
        if (bigger == null)
            return false;
        if (self->pending_bytes_count > 0)
            NativeMemory.Copy(PyBytes.Data(self->pending_bytes), PyBytes.Data(bigger), (nuint)self->pending_bytes_count);
        Ref.SetSteal(ts, &self->pending_bytes, bigger);
        return true;
    }

    /// <summary>Hands the pending bytes to the buffer. They are gone even if that fails, and a write made meanwhile finds none.</summary>
    public static Status FlushPending(ThreadState* ts, textio* self)
    {
        nint count = self->pending_bytes_count;
        if (count == 0)
            return Status.Ok;
        PyObject* pending = self->pending_bytes;
        self->pending_bytes = null;
        self->pending_bytes_count = 0;
        Status status = WriteToBuffer(ts, self, PyBytes.Data(pending), count, null);
        if (self->pending_bytes == null && self->ok > 0)
            self->pending_bytes = pending;
        else
            Ref.Dec(ts, pending);
        return status;
    }

    private static Status WriteToBuffer(ThreadState* ts, textio* self, byte* from, nint size, PyObject* bytes)
    {
        if (IsPlainWriter(self->buffer))
        {
            using Owned<PyObject> hold = Own.Of(ts, Ref.New(self->buffer));
            return Buffered.Write(ts, (buffered*)hold.Pointer, from, size) < 0 ? Status.Error : Status.Ok;
        }
        using Owned<PyObject> data = Own.Of(ts, bytes != null ? Ref.New(bytes) : PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(from, (int)size)));
        if (data.IsNull)
            return Status.Error;
        Status status;
        do
            status = IoErrors.DropSteal(ts, Call.Method(ts, self->buffer, Id.write, data.Pointer));
        while (status == Status.Error && IoErrors.ClearInterrupted(ts));
        return status;
    }

    private static Status FlushBuffer(ThreadState* ts, textio* self)
    {
        using Owned<PyObject> buffer = Own.Of(ts, Ref.New(self->buffer));
        return IoErrors.DropSteal(ts, IsPlainWriter(buffer.Pointer) ? Buffered.FlushMethod(ts, (buffered*)buffer.Pointer) : Call.Method(ts, buffer.Pointer, Id.flush));
    }

    public static PyObject* Flush(ThreadState* ts, textio* self)
    {
        if (!CheckOpen(ts, self))
            return null;
        self->telling = self->seekable;
        return FlushPending(ts, self) == Status.Ok && FlushBuffer(ts, self) == Status.Ok ? Py.None : null;
    }
}
