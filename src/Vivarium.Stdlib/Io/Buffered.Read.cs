// Buffered streams: reading. Methods look into the buffer first, without taking the lock.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class Buffered
{
    private static ReadOnlySpan<byte> Ahead(buffered* self) => new(self->buffer + self->pos, (int)ReadAhead(self));

    /// <summary>Reads once behind what was read before, up to the buffer's end.</summary>
    private static nint FillBuffer(ThreadState* ts, buffered* self)
    {
        nint start = ValidRead(self) ? (nint)self->read_end : 0;
        nint n = RawRead(ts, self, self->buffer + start, self->buffer_size - start);
        if (n > 0)
            self->read_end = self->raw_pos = start + n;
        return n;
    }

    /// <summary>Takes bytes that are in the buffer.</summary>
    private static PyObject* TakeAhead(ThreadState* ts, buffered* self, nint count)
    {
        PyObject* result = PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(self->buffer + self->pos, (int)count));
        if (result != null)
            self->pos += count;
        return result;
    }

    // ---- read ----

    public static PyObject* Read(ThreadState* ts, buffered* self, nint size)
    {
        if (!CheckInitialized(ts, self))
            return null;
        if (size < -1)
            return Err.Value(ts, "read length must be non-negative or -1");
        if (!CheckOpen(ts, self, "read of closed file"))
            return null;
        if (size >= 0 && size <= ReadAhead(self))
            return TakeAhead(ts, self, size);
        if (!Enter(ts, self))
            return null;
        PyObject* result = size < 0 ? ReadAll(ts, self) : ReadMore(ts, self, size);
        Leave(ts, self);
        return result;
    }

    /// <summary>More than the buffer has: whole blocks go straight into the result, the rest through the buffer.</summary>
    private static PyObject* ReadMore(ThreadState* ts, buffered* self, nint size)
    {
        PyObject* result = PyBytes.New(ts, size);
        if (result == null)
            return null;
        byte* to = PyBytes.Data(result);
        nint written = ReadAhead(self);
        if (written > 0)
        {
            NativeMemory.Copy(self->buffer + self->pos, to, (nuint)written);
            self->pos += written;
        }
        nint n = 0;
        if (self->writable != 0 && FlushAndRewind(ts, self) == Status.Error)
            n = -1;
        if (n == 0)
        {
            ResetRead(self);
            n = 1;
            while (n > 0 && written < size)
            {
                nint blocks = WholeBlocks(self, size - written);
                if (blocks == 0)
                    break;
                n = RawRead(ts, self, to + written, blocks);
                written += nint.Max(n, 0);
            }
        }
        if (n > 0)
        {
            self->pos = self->raw_pos = self->read_end = 0;
            while (n > 0 && written < size && self->read_end < self->buffer_size)
            {
                n = FillBuffer(ts, self);
                nint part = nint.Min(nint.Max(n, 0), size - written);
                NativeMemory.Copy(self->buffer + self->pos, to + written, (nuint)part);
                self->pos += part;
                written += part;
            }
        }
        if (n == -1 || (n == WouldBlock && written == 0))
        {
            Ref.Dec(ts, result);
            return n == -1 ? null : Py.None;
        }
        return written == size || PyBytes.Resize(ts, &result, written) == Status.Ok ? result : null;
    }

    private static PyObject* ReadAll(ThreadState* ts, buffered* self)
    {
        nint ahead = ReadAhead(self);
        using Owned<PyObject> first = Own.Of(ts, ahead == 0 ? null : TakeAhead(ts, self, ahead));
        if (ahead != 0 && first.IsNull)
            return null;
        if (self->writable != 0 && FlushAndRewind(ts, self) == Status.Error)
            return null;
        ResetRead(self);
        PyObject* readall;
        Lookup found = Obj.LookupAttr(ts, self->raw, Id.readall, &readall);
        if (found == Lookup.Error)
            return null;
        if (found == Lookup.Missing)
            return ReadAllPieces(ts, self, first.Pointer);
        using Owned<PyObject> hold = Own.Of(ts, readall);
        using Owned<PyObject> rest = Own.Of(ts, Call.NoArgs(ts, readall));
        if (rest.IsNull)
            return null;
        if (rest.Pointer != Py.None && !PyBytes.Check(rest.Pointer))
            return Err.Type(ts, "readall() should return bytes");
        if (first.IsNull)
            return rest.Release();
        return rest.Pointer == Py.None ? Ref.New(first.Pointer) : ByteMethods.Concat(ts, first.Pointer, rest.Pointer);
    }

    /// <summary>For raw streams without readall(): read() until it has nothing more.</summary>
    private static PyObject* ReadAllPieces(ThreadState* ts, buffered* self, PyObject* first)
    {
        BytesWriter all = new(ts);
        if (first != null)
            all.Write(PyBytes.AsSpan(first));
        while (!all.Failed)
        {
            using Owned<PyObject> piece = Own.Of(ts, Call.Method(ts, self->raw, Id.read));
            if (piece.IsNull || (piece.Pointer != Py.None && !PyBytes.Check(piece.Pointer)))
            {
                all.Dispose();
                return piece.IsNull ? null : Err.Type(ts, "read() should return bytes");
            }
            if (piece.Pointer == Py.None && all.Length == 0)
            {
                all.Dispose();
                return Py.None;
            }
            if (piece.Pointer == Py.None || PyBytes.Length(piece.Pointer) == 0)
                break;
            all.Write(PyBytes.AsSpan(piece.Pointer));
            if (self->abs_pos != -1)
                self->abs_pos += PyBytes.Length(piece.Pointer);
        }
        return all.Finish();
    }

    /// <summary>What is in the buffer, or else one read of the raw stream.</summary>
    public static PyObject* Read1(ThreadState* ts, buffered* self, nint size)
    {
        if (!CheckInitialized(ts, self))
            return null;
        if (size < 0)
            size = self->buffer_size;
        if (!CheckOpen(ts, self, "read of closed file"))
            return null;
        if (size == 0)
            return PyBytes.Empty;
        nint ahead = ReadAhead(self);
        if (ahead > 0)
            return TakeAhead(ts, self, nint.Min(ahead, size));
        PyObject* result = PyBytes.New(ts, size);
        if (result == null)
            return null;
        if (!Enter(ts, self))
        {
            Ref.Dec(ts, result);
            return null;
        }
        nint n = self->writable != 0 && FlushAndRewind(ts, self) == Status.Error ? -1 : 0;
        if (n == 0)
        {
            ResetRead(self);
            n = RawRead(ts, self, PyBytes.Data(result), size);
        }
        Leave(ts, self);
        if (n == -1)
        {
            Ref.Dec(ts, result);
            return null;
        }
        n = nint.Max(n, 0);
        return n == size || PyBytes.Resize(ts, &result, n) == Status.Ok ? result : null;
    }

    // ---- readinto ----

    public static PyObject* ReadInto(ThreadState* ts, buffered* self, PyObject* target, bool once)
    {
        Py_buffer view;
        if (IoErrors.GetWritable(ts, target, once ? "readinto1() argument" : "readinto() argument", &view) == Status.Error)
            return null;
        PyObject* result = null;
        if (CheckInitialized(ts, self) && CheckOpen(ts, self, "readinto of closed file"))
            result = Fill(ts, self, (byte*)view.buf, view.len, once);
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return result;
    }

    private static PyObject* Fill(ThreadState* ts, buffered* self, byte* to, nint size, bool once)
    {
        nint written = nint.Min(ReadAhead(self), size);
        if (written > 0)
        {
            NativeMemory.Copy(self->buffer + self->pos, to, (nuint)written);
            self->pos += written;
            if (written == size)
                return PyLong.FromNInt(ts, written);
        }
        if (!Enter(ts, self))
            return null;
        nint n = self->writable != 0 && FlushAndRewind(ts, self) == Status.Error ? -1 : 1;
        if (n > 0)
        {
            ResetRead(self);
            self->pos = 0;
        }
        bool asked = false;
        while (n > 0 && written < size && !(once && asked))
        {
            nint remaining = size - written;
            asked = true;
            if (remaining > self->buffer_size)
            {
                n = RawRead(ts, self, to + written, remaining);
            }
            else
            {
                // What is wanted once is there already: the buffer is not filled for more.
                if (once && written > 0)
                    break;
                n = FillBuffer(ts, self);
                if (n > 0)
                {
                    n = nint.Min(n, remaining);
                    NativeMemory.Copy(self->buffer + self->pos, to + written, (nuint)n);
                    self->pos += n;
                }
            }
            written += nint.Max(n, 0);
        }
        Leave(ts, self);
        if (n == -1)
            return null;
        return n == WouldBlock && written == 0 ? Py.None : PyLong.FromNInt(ts, written);
    }

    // ---- peek ----

    /// <summary>What is in the buffer; when that is nothing, one read fills it.</summary>
    public static PyObject* Peek(ThreadState* ts, buffered* self)
    {
        if (!CheckInitialized(ts, self) || !CheckOpen(ts, self, "peek of closed file") || !Enter(ts, self))
            return null;
        PyObject* result = null;
        if (self->writable == 0 || FlushAndRewind(ts, self) == Status.Ok)
            result = PeekInside(ts, self);
        Leave(ts, self);
        return result;
    }

    private static PyObject* PeekInside(ThreadState* ts, buffered* self)
    {
        if (ReadAhead(self) > 0)
            return PyBytes.FromSpan(ts, Ahead(self));
        ResetRead(self);
        nint n = FillBuffer(ts, self);
        if (n == -1)
            return null;
        self->pos = 0;
        return PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(self->buffer, (int)nint.Max(n, 0)));
    }

    // ---- Lines ----

    public static PyObject* ReadLine(ThreadState* ts, buffered* self, nint limit)
    {
        if (!CheckInitialized(ts, self))
            return null;
        return CheckOpen(ts, self, "readline of closed file") ? ReadLineOpen(ts, self, limit) : null;
    }

    private static PyObject* ReadLineOpen(ThreadState* ts, buffered* self, nint limit)
    {
        ReadOnlySpan<byte> ahead = Ahead(self);
        if (limit >= 0 && ahead.Length > limit)
            ahead = ahead[..(int)limit];
        int end = ahead.IndexOf((byte)'\n');
        if (end >= 0)
            return TakeAhead(ts, self, end + 1);
        if (ahead.Length == limit)
            return TakeAhead(ts, self, limit);
        if (!Enter(ts, self))
            return null;
        PyObject* result = ReadLongLine(ts, self, limit);
        Leave(ts, self);
        return result;
    }

    private static PyObject* ReadLongLine(ThreadState* ts, buffered* self, nint limit)
    {
        BytesWriter line = new(ts);
        ReadOnlySpan<byte> piece = Ahead(self);
        line.Write(piece);
        self->pos += piece.Length;
        if (self->writable != 0 && FlushAndRewind(ts, self) == Status.Error)
        {
            line.Dispose();
            return null;
        }
        bool ended = false;
        while (!line.Failed && !ended && (limit < 0 || line.Length < limit))
        {
            ResetRead(self);
            nint n = FillBuffer(ts, self);
            if (n == -1)
            {
                line.Dispose();
                return null;
            }
            if (n <= 0)
                break;
            if (limit >= 0)
                n = nint.Min(n, limit - line.Length);
            piece = new ReadOnlySpan<byte>(self->buffer, (int)n);
            int end = piece.IndexOf((byte)'\n');
            ended = end >= 0;
            if (ended)
                piece = piece[..(end + 1)];
            line.Write(piece);
            self->pos = piece.Length;
        }
        return line.Finish();
    }

    /// <summary>tp_iternext: lines by the object's own readline() unless it is exactly one of these types.</summary>
    public static PyObject* NextLine(ThreadState* ts, PyObject* self)
    {
        if (!CheckInitialized(ts, (buffered*)self))
            return null;
        PyObject* line;
        if (self->ob_type == BufferedReaderType.Type || self->ob_type == BufferedRandomType.Type)
        {
            // What lies in the buffer can be had whether the file is open or not.
            bool ahead = ((buffered*)self)->fast_closed_checks != 0 && ((buffered*)self)->buffer != null && ReadAhead((buffered*)self) > 0;
            line = ahead ? ReadLineOpen(ts, (buffered*)self, -1) : ReadLine(ts, (buffered*)self, -1);
        }
        else
        {
            line = Call.Method(ts, self, Id.readline);
            if (line != null && !PyBytes.Check(line))
            {
                Err.SetString(ts, Exc.OSError, $"readline() should have returned a bytes object, not '{PyType.NameOf(line)}'");
                Ref.Dec(ts, line);
                return null;
            }
        }
        if (line == null || PyBytes.Length(line) > 0)
            return line;
        Ref.Dec(ts, line);
        return null;
    }
}
