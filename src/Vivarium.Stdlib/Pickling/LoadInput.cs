// Where an unpickler reads: bytes in memory, or a file with read(), readline(), and optionally readinto() and peek(). What peek() shows is read without being consumed; it is
// consumed in the file before the next call of it. Lengths in a pickle are believed only as far as there is data. See docs/internals/pickle.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Pickling;

internal static unsafe class LoadInput
{
    private const nint Prefetch = 128 * 1024;
    private const nint WholeLine = -1;
    /// <summary>The first piece of data of unknown length; each next is as long as all before.</summary>
    private const nint FirstPiece = 1024 * 1024;

    public static Status SetFile(ThreadState* ts, UnpicklerObject* self, PyObject* file)
    {
        if (TakeMethod(ts, file, Id.peek, &self->peek) != Status.Ok || TakeMethod(ts, file, Id.readinto, &self->readinto) != Status.Ok
            || TakeMethod(ts, file, Id.read, &self->read) != Status.Ok || TakeMethod(ts, file, Id.readline, &self->readline) != Status.Ok)
        {
            return Status.Error;
        }
        if (self->read != null && self->readline != null)
            return Status.Ok;
        Ref.Clear(ts, &self->read);
        Ref.Clear(ts, &self->readinto);
        Ref.Clear(ts, &self->readline);
        Ref.Clear(ts, &self->peek);
        return Err.TypeStatus(ts, "file must have 'read' and 'readline' attributes");
    }

    private static Status TakeMethod(ThreadState* ts, PyObject* file, PyObject* name, PyObject** field)
    {
        PyObject* method;
        if (Obj.LookupAttr(ts, file, name, &method) == Lookup.Error)
            return Status.Error;
        Ref.SetSteal(ts, field, method);
        return Status.Ok;
    }

    /// <summary>Makes the object's bytes those that are read next; returns how many, or -1.</summary>
    public static nint SetInput(ThreadState* ts, UnpicklerObject* self, PyObject* bytes)
    {
        // Releasing runs code: until the new bytes are there, there are none.
        self->input_buffer = null;
        self->input_len = self->next_read_idx = self->prefetched_idx = self->frame_end_idx = self->read_limit = 0;
        PyBuffer.Release(ts, &self->buffer);
        if (PyBuffer.Get(ts, bytes, &self->buffer, BufferFlags.Nd) != Status.Ok)
        {
            self->buffer.obj = null;
            return -1;
        }
        self->input_buffer = (byte*)self->buffer.buf;
        self->input_len = self->read_limit = self->buffer.len;
        self->prefetched_idx = self->input_len;
        return self->input_len;
    }

    private static Status Truncated(ThreadState* ts) => PickleState.FailLoad(ts, "pickle data was truncated");

    private static PyObject* CallFile(ThreadState* ts, PyObject* method, nint count)
    {
        using Owned<PyObject> held = Own.Of(ts, Ref.New(method));
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, count));
        return number.IsNull ? null : Call.OneArg(ts, held.Pointer, number.Pointer);
    }

    /// <summary>Consumes in the file what was read of a peek.</summary>
    public static Status SkipConsumed(ThreadState* ts, UnpicklerObject* self)
    {
        nint consumed = self->next_read_idx - self->prefetched_idx;
        if (consumed <= 0 || self->read == null)
            return Status.Ok;
        using Owned<PyObject> skipped = Own.Of(ts, CallFile(ts, self->read, consumed));
        if (skipped.IsNull)
            return Status.Error;
        self->prefetched_idx = self->next_read_idx;
        return Status.Ok;
    }

    /// <summary>Reads at most that many bytes, or a line, into the buffer; returns how many there are, or -1.</summary>
    private static nint ReadFile(ThreadState* ts, UnpicklerObject* self, nint count)
    {
        if (SkipConsumed(ts, self) != Status.Ok)
            return -1;
        if (count == WholeLine)
        {
            using Owned<PyObject> method = Own.Of(ts, Ref.New(self->readline));
            using Owned<PyObject> line = Own.Of(ts, Call.NoArgs(ts, method.Pointer));
            return line.IsNull ? -1 : SetInput(ts, self, line.Pointer);
        }
        if (self->peek != null && count < Prefetch)
        {
            nint seen = Peek(ts, self);
            if (seen == -1 && Err.Occurred(ts))
                return -1;
            if (count <= seen)
                return count;
        }
        using Owned<PyObject> data = Own.Of(ts, CallFile(ts, self->read, count));
        return data.IsNull ? -1 : SetInput(ts, self, data.Pointer);
    }

    /// <summary>How many bytes the file shows; -1 without an exception when it cannot show any.</summary>
    private static nint Peek(ThreadState* ts, UnpicklerObject* self)
    {
        using Owned<PyObject> data = Own.Of(ts, CallFile(ts, self->peek, Prefetch));
        if (data.IsNull)
        {
            // The attribute was there and says that it cannot.
            if (Err.ClearIf(ts, Exc.NotImplementedError))
                Ref.Clear(ts, &self->peek);
            return -1;
        }
        nint seen = SetInput(ts, self, data.Pointer);
        if (seen >= 0)
            self->prefetched_idx = 0;
        return seen;
    }

    /// <summary>That many bytes, valid until the next call; null with an exception.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Read(ThreadState* ts, UnpicklerObject* self, nint count)
    {
        if (count > self->read_limit - self->next_read_idx)
            return ReadMore(ts, self, count);
        byte* at = self->input_buffer + self->next_read_idx;
        self->next_read_idx += count;
        return at;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static byte* ReadMore(ThreadState* ts, UnpicklerObject* self, nint count)
    {
        if (LeaveFrame(ts, self) != Status.Ok)
            return null;
        if (count <= self->read_limit - self->next_read_idx)
            return Read(ts, self, count);
        if (self->next_read_idx > nint.MaxValue - count)
        {
            PickleState.FailLoad(ts, "read would overflow (invalid bytecode)");
            return null;
        }
        nint got = self->read == null ? 0 : ReadFile(ts, self, count);
        if (got == -1)
            return null;
        if (got < count)
        {
            Truncated(ts);
            return null;
        }
        self->next_read_idx = count;
        return self->input_buffer;
    }

    /// <summary>A line with its end, valid until the next call; the length, or -1 with an exception. Null data never comes with a length.</summary>
    public static nint ReadLine(ThreadState* ts, UnpicklerObject* self, byte** line)
    {
        if (self->next_read_idx == self->read_limit && LeaveFrame(ts, self) != Status.Ok)
            return -1;
        if (self->next_read_idx < self->read_limit)
        {
            byte* start = self->input_buffer + self->next_read_idx;
            int length = new ReadOnlySpan<byte>(start, (int)(self->read_limit - self->next_read_idx)).IndexOf((byte)'\n') + 1;
            if (length > 0)
            {
                self->next_read_idx += length;
                *line = start;
                return length;
            }
        }
        if (LeaveFrame(ts, self) != Status.Ok)
            return -1;
        nint got = self->read == null ? 0 : ReadFile(ts, self, WholeLine);
        if (got == -1)
            return -1;
        if (got == 0 || self->input_buffer[got - 1] != '\n')
        {
            Truncated(ts);
            return -1;
        }
        self->next_read_idx = got;
        *line = self->input_buffer;
        return got;
    }

    /// <summary>A bytes object, or a bytearray, of data that follows; owned.</summary>
    public static PyObject* ReadObject(ThreadState* ts, UnpicklerObject* self, nint count, bool mutable)
    {
        if (count > self->read_limit - self->next_read_idx && LeaveFrame(ts, self) != Status.Ok)
            return null;
        nint there = self->input_len - self->next_read_idx;
        if (count <= there || self->read == null)
        {
            byte* data = Read(ts, self, count);
            if (data == null)
                return null;
            ReadOnlySpan<byte> span = new(data, (int)count);
            return mutable ? PyByteArray.FromSpan(ts, span) : PyBytes.FromSpan(ts, span);
        }
        using Owned<PyObject> result = Own.Of(ts, PyByteArray.FromSpan(ts, default));
        if (result.IsNull || ReadInPieces(ts, self, count, (PyByteArrayObject*)result.Pointer) != Status.Ok)
            return null;
        return mutable ? result.Release() : PyBytes.FromSpan(ts, PyByteArray.AsSpan(result.Pointer));
    }

    private static Status ReadInPieces(ThreadState* ts, UnpicklerObject* self, nint count, PyByteArrayObject* result)
    {
        nint done = Math.Min(count, self->input_len - self->next_read_idx);
        if (PyByteArray.Resize(ts, result, done) != Status.Ok)
            return Status.Error;
        Buffer.MemoryCopy(self->input_buffer + self->next_read_idx, result->ob_start, done, done);
        self->next_read_idx += done;
        if (SkipConsumed(ts, self) != Status.Ok)
            return Status.Error;
        while (done < count)
        {
            nint piece = Math.Min(count - done, Math.Max(done, FirstPiece));
            nint got = self->readinto != null ? ReadInto(ts, self, piece, result, done) : ReadPiece(ts, self, piece, result, done);
            if (got < 0)
                return Status.Error;
            if (got < piece)
                return Truncated(ts);
            done += piece;
        }
        return Status.Ok;
    }

    private static nint ReadPiece(ThreadState* ts, UnpicklerObject* self, nint piece, PyByteArrayObject* result, nint done)
    {
        using Owned<PyObject> data = Own.Of(ts, CallFile(ts, self->read, piece));
        if (data.IsNull)
            return -1;
        if (!PyBytes.Check(data.Pointer))
        {
            Err.Value(ts, $"read() returned non-bytes object ({Obj.ReprText(ts, data.Pointer)})");
            return -1;
        }
        nint got = Math.Min(PyBytes.Length(data.Pointer), piece);
        if (PyByteArray.Resize(ts, result, done + got) != Status.Ok)
            return -1;
        Buffer.MemoryCopy(PyBytes.Data(data.Pointer), result->ob_start + done, got, got);
        return got;
    }

    /// <summary>Through a bytearray of its own: the file may keep what it is given.</summary>
    private static nint ReadInto(ThreadState* ts, UnpicklerObject* self, nint piece, PyByteArrayObject* result, nint done)
    {
        using Owned<PyObject> target = Own.Of(ts, PyByteArray.New(ts, piece));
        using Owned<PyObject> view = Own.Of(ts, target.IsNull ? null : PyMemoryView.FromObject(ts, target.Pointer, BufferFlags.Writable));
        if (view.IsNull)
            return -1;
        PyByteArray.AsSpan(target.Pointer).Clear();
        using Owned<PyObject> method = Own.Of(ts, Ref.New(self->readinto));
        using Owned<PyObject> answer = Own.Of(ts, Call.OneArg(ts, method.Pointer, view.Pointer));
        if (answer.IsNull)
            return -1;
        nint got = Num.AsSsize(ts, answer.Pointer, Exc.OverflowError);
        if (got < 0)
        {
            if (!Err.Occurred(ts))
                Err.Value(ts, "readinto() returned negative size");
            return -1;
        }
        got = Math.Min(got, Math.Min(piece, PyByteArray.Length(target.Pointer)));
        if (PyByteArray.Resize(ts, result, done + got) != Status.Ok)
            return -1;
        Buffer.MemoryCopy(PyByteArray.Data(target.Pointer), result->ob_start + done, got, got);
        return got;
    }

    // ---- Frames ---------------------------------------------------------------------------------------------------------------------------

    /// <summary>A frame of some bytes, all of them in the buffer, begins.</summary>
    public static Status EnterFrame(ThreadState* ts, UnpicklerObject* self, nint length)
    {
        if (self->frame_end_idx != 0 && self->next_read_idx < self->frame_end_idx)
            return PickleState.FailLoad(ts, "beginning of a new frame before end of current frame");
        self->frame_end_idx = 0;
        self->read_limit = self->input_len;
        if (Read(ts, self, length) == null)
            return Status.Error;
        if (length != 0)
            self->frame_end_idx = self->read_limit = self->next_read_idx;
        self->next_read_idx -= length;
        return Status.Ok;
    }

    /// <summary>No instruction goes beyond its frame; at the end of one, reading goes on behind it.</summary>
    private static Status LeaveFrame(ThreadState* ts, UnpicklerObject* self)
    {
        if (self->frame_end_idx == 0)
            return Status.Ok;
        if (self->next_read_idx < self->frame_end_idx)
            return PickleState.FailLoad(ts, "pickle exhausted before end of frame");
        self->frame_end_idx = 0;
        self->read_limit = self->input_len;
        return Status.Ok;
    }

    public static void Clear(ThreadState* ts, UnpicklerObject* self)
    {
        self->input_buffer = null;
        self->frame_end_idx = self->read_limit = 0;
        self->input_len = self->next_read_idx = self->prefetched_idx = 0;
        PyBuffer.Release(ts, &self->buffer);
    }

    /// <summary>A copy with a NUL at its end, in the heap; null with an exception.</summary>
    public static byte* CopyText(ThreadState* ts, PyObject* text)
    {
        nint length;
        byte* utf8 = PyUnicode.AsUtf8(ts, text, &length);
        if (utf8 == null)
            return null;
        if (new ReadOnlySpan<byte>(utf8, (int)length).Contains((byte)0))
        {
            Err.Value(ts, "embedded null character");
            return null;
        }
        byte* copy = (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)length + 1);
        if (copy == null)
            Err.NoMemory(ts);
        else
            Buffer.MemoryCopy(utf8, copy, length + 1, length + 1);
        return copy;
    }
}
