// Buffered streams: writing and flushing.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class Buffered
{
    /// <summary>The number of the error is that of the system where the system was asked, else 0.</summary>
    private static void RaiseBlocked(ThreadState* ts, buffered* self, nint written) =>
        IoErrors.WouldBlock(ts, PyType.IsInstance(self->raw, FileIOType.Type) ? SystemCalls.EAGAIN : 0, "write could not complete without blocking", written);

    /// <summary>Writes what is pending to the raw stream, which is moved back first to where it belongs.</summary>
    private static Status Flush(ThreadState* ts, buffered* self)
    {
        if (ValidWrite(self) && self->write_pos != self->write_end)
        {
            long rewind = RawOffset(self) + (self->pos - self->write_pos);
            if (rewind != 0)
            {
                if (RawSeek(ts, self, -rewind, 1) < 0)
                    return Status.Error;
                self->raw_pos -= rewind;
            }
            while (self->write_pos < self->write_end)
            {
                nint n = RawWrite(ts, self, self->buffer + self->write_pos, (nint)(self->write_end - self->write_pos));
                if (n < 0)
                {
                    if (n == WouldBlock)
                        RaiseBlocked(ts, self, 0);
                    return Status.Error;
                }
                AdvanceWritten(self, n);
                if (n < self->write_end - self->write_pos && Interruptions.Serve(ts) == Status.Error)
                    return Status.Error;
            }
        }
        // What was written into the buffer is also what was read, unless it is dropped here.
        ResetWrite(self);
        return Status.Ok;
    }

    private static void AdvanceWritten(buffered* self, nint count)
    {
        self->write_pos += count;
        self->raw_pos = self->write_pos;
    }

    /// <summary>After a flush a stream that reads forgets what it read ahead, and the raw stream goes back to the logical position.</summary>
    private static Status FlushAndRewind(ThreadState* ts, buffered* self)
    {
        if (Flush(ts, self) == Status.Error)
            return Status.Error;
        if (self->readable == 0)
            return Status.Ok;
        long n = RawSeek(ts, self, -RawOffset(self), 1);
        ResetRead(self);
        return n == -1 ? Status.Error : Status.Ok;
    }

    public static PyObject* FlushMethod(ThreadState* ts, buffered* self)
    {
        if (!CheckInitialized(ts, self))
            return null;
        Truth closed = IsClosed(ts, self);
        if (closed != Truth.False)
            return closed == Truth.Error ? null : Err.Value(ts, "flush of closed file");
        if (!Enter(ts, self))
            return null;
        Status status = FlushAndRewind(ts, self);
        Leave(ts, self);
        return status == Status.Ok ? Py.None : null;
    }

    public static PyObject* WriteMethod(ThreadState* ts, buffered* self, PyObject* data)
    {
        if (!CheckInitialized(ts, self))
            return null;
        Py_buffer view = default;
        if (ArgumentParsing.GetBuffer(ts, data, &view) == Status.Error)
            return null;
        nint n = Write(ts, self, (byte*)view.buf, view.len);
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return n < 0 ? null : PyLong.FromNInt(ts, n);
    }

    /// <summary>Takes all the bytes; -1 with an exception: BlockingIOError says how many were taken.</summary>
    public static nint Write(ThreadState* ts, buffered* self, byte* from, nint size)
    {
        if (!Enter(ts, self))
            return -1;
        nint written = -1;
        Truth closed = IsClosed(ts, self);
        if (closed == Truth.True)
            Err.Value(ts, "write to closed file");
        else if (closed == Truth.False)
            written = WriteOpen(ts, self, from, size);
        Leave(ts, self);
        return written;
    }

    private static nint WriteOpen(ThreadState* ts, buffered* self, byte* from, nint size)
    {
        if (!ValidRead(self) && !ValidWrite(self))
            self->pos = self->raw_pos = 0;
        nint available = self->buffer_size - (nint)self->pos;
        if (size <= available && size < self->buffer_size)
        {
            NativeMemory.Copy(from, self->buffer + self->pos, (nuint)size);
            if (!ValidWrite(self) || self->write_pos > self->pos)
                self->write_pos = self->pos;
            AdjustPosition(self, self->pos + size);
            if (self->write_end < self->pos)
                self->write_end = self->pos;
            return size;
        }
        if (Flush(ts, self) == Status.Error)
            return Err.Matches(ts, Exc.BlockingIOError) ? WriteWhileBlocked(ts, self, from, size) : -1;
        return WriteThrough(ts, self, from, size);
    }

    /// <summary>The raw stream would wait: the buffer takes what it still can.</summary>
    private static nint WriteWhileBlocked(ThreadState* ts, buffered* self, byte* from, nint size)
    {
        PyObject* error = Err.Fetch(ts);
        if (self->readable != 0)
            ResetRead(self);
        nint pending = (nint)(self->write_end - self->write_pos);
        Buffer.MemoryCopy(self->buffer + self->write_pos, self->buffer, self->buffer_size, pending);
        self->raw_pos -= self->write_pos;
        self->pos -= self->write_pos;
        self->write_end = pending;
        self->write_pos = 0;
        nint taken = nint.Min(self->buffer_size - pending, size);
        NativeMemory.Copy(from, self->buffer + self->write_end, (nuint)taken);
        self->write_end += taken;
        self->pos += taken;
        Ref.XDec(ts, error);
        if (taken == size)
            return size;
        RaiseBlocked(ts, self, taken);
        return -1;
    }

    /// <summary>More than fits: all but the last part goes to the raw stream at once.</summary>
    private static nint WriteThrough(ThreadState* ts, buffered* self, byte* from, nint size)
    {
        long offset = RawOffset(self);
        if (offset != 0)
        {
            if (RawSeek(ts, self, -offset, 1) < 0)
                return -1;
            self->raw_pos -= offset;
        }
        nint written = 0;
        while (size - written > self->buffer_size)
        {
            nint n = RawWrite(ts, self, from + written, size - written);
            if (n == -1)
                return -1;
            if (n == WouldBlock)
            {
                // The buffer is empty and takes as much as it can.
                NativeMemory.Copy(from + written, self->buffer, (nuint)self->buffer_size);
                self->raw_pos = 0;
                AdjustPosition(self, self->buffer_size);
                self->write_end = self->buffer_size;
                written += self->buffer_size;
                RaiseBlocked(ts, self, written);
                return -1;
            }
            written += n;
            // A partial write may mean that a signal came.
            if (size - written > self->buffer_size && Interruptions.Serve(ts) == Status.Error)
                return -1;
        }
        if (self->readable != 0)
            ResetRead(self);
        nint rest = size - written;
        if (rest > 0)
        {
            NativeMemory.Copy(from + written, self->buffer, (nuint)rest);
            self->write_pos = 0;
            self->write_end = rest;
            AdjustPosition(self, rest);
            self->raw_pos = 0;
        }
        else
        {
            self->pos = self->raw_pos = 0;
        }
        return size;
    }
}
