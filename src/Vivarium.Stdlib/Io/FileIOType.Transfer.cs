// FileIO: reading, writing and positions. Calls that a signal interrupts are made again; a descriptor that would wait gives None.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Io;

internal static unsafe partial class FileIOType
{
    private const nint SmallChunk = 8192;
    private const nint LargeCutOff = 65536;

    /// <summary>read() and ReadInto() tell apart: bytes (≥ 0), an error with an exception (-1), a descriptor that would wait (-2).</summary>
    public const nint WouldBlock = -2;

    private static PyObject* NotOpenFor(ThreadState* ts, string action) => IoErrors.Unsupported(ts, $"File not open for {action}");

    // ---- Reading ----

    private static nint ReadDescriptor(ThreadState* ts, int fd, void* to, nint count)
    {
        while (true)
        {
            nint n = SystemCalls.Read(ts, fd, to, count, out int error);
            if (n >= 0)
                return n;
            if (error == SystemCalls.EAGAIN)
                return WouldBlock;
            if (error != SystemCalls.EINTR)
            {
                Err.FromErrno(ts, error, null);
                return -1;
            }
            if (Interruptions.Serve(ts) == Status.Error)
                return -1;
        }
    }

    /// <summary>One read of the descriptor: for callers that know the object to be an exact FileIO.</summary>
    public static nint ReadInto(ThreadState* ts, PyObject* o, void* to, nint count)
    {
        fileio* self = (fileio*)o;
        if (self->fd < 0)
            IoErrors.Closed(ts);
        else if (!self->readable)
            NotOpenFor(ts, "reading");
        else
            return ReadDescriptor(ts, self->fd, to, count);
        return -1;
    }

    [PyMethod("($self, buffer, /)", Doc = "Same as RawIOBase.readinto().")]
    private static PyObject* readinto(ThreadState* ts, fileio* self, PyObject* buffer)
    {
        Py_buffer view;
        if (IoErrors.GetWritable(ts, buffer, "readinto() argument 1", &view) == Status.Error)
            return null;
        nint n = ReadInto(ts, (PyObject*)self, view.buf, view.len);
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return n == WouldBlock ? Py.None : n < 0 ? null : PyLong.FromNInt(ts, n);
    }

    [PyMethod("($self, size=-1, /)", Doc = "Read at most size bytes with one call of the system.\n\nFewer may come. None means that nothing was there and the file does not wait, b'' the end.")]
    private static PyObject* read(ThreadState* ts, fileio* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint size = -1)
    {
        if (self->fd < 0)
            return IoErrors.Closed(ts);
        if (!self->readable)
            return NotOpenFor(ts, "reading");
        if (size < 0)
            return ReadAll(ts, self);
        PyObject* result = PyBytes.New(ts, size);
        if (result == null)
            return null;
        nint n = ReadDescriptor(ts, self->fd, PyBytes.Data(result), size);
        if (n < 0)
        {
            Ref.Dec(ts, result);
            return n == WouldBlock ? Py.None : null;
        }
        return n == size || PyBytes.Resize(ts, &result, n) == Status.Ok ? result : null;
    }

    [PyMethod("($self, /)", Doc = "Read everything that is left.\n\nWhat has come so far is returned when the file does not wait; None if that is nothing.")]
    private static PyObject* readall(ThreadState* ts, fileio* self)
    {
        if (self->fd < 0)
            return IoErrors.Closed(ts);
        return self->readable ? ReadAll(ts, self) : NotOpenFor(ts, "reading");
    }

    /// <summary>The size of the file, when it is known, says how much room to make; one byte more finds the end without another round.</summary>
    private static nint EstimateRest(fileio* self)
    {
        if (self->stat_atopen == null || self->stat_atopen->st_size <= 0)
            return SmallChunk;
        long size = self->stat_atopen->st_size;
        long position = size > LargeCutOff ? SystemCalls.Seek(self->fd, 0, 1) : 0;
        if (position > 0 && position <= size)
            size -= position;
        return (nint)long.Min(size, PyBytes.MaxLength - 1) + 1;
    }

    private static nint Grown(nint size) =>
        size + (size > LargeCutOff ? nint.Max(size >> 3, SmallChunk * 32) : nint.Max(256 + size, SmallChunk));

    private static PyObject* ReadAll(ThreadState* ts, fileio* self)
    {
        nint room = EstimateRest(self);
        PyObject* result = PyBytes.New(ts, room);
        if (result == null)
            return null;
        nint length = 0;
        while (true)
        {
            if (length >= room)
            {
                room = nint.Min(Grown(length), PyBytes.MaxLength);
                if (length >= room)
                {
                    Ref.Dec(ts, result);
                    return Err.Overflow(ts, "unbounded read returned more bytes than a Python bytes object can hold");
                }
                if (PyBytes.Resize(ts, &result, room) == Status.Error)
                    return null;
            }
            nint n = ReadDescriptor(ts, self->fd, PyBytes.Data(result) + length, room - length);
            if (n == 0 || (n == WouldBlock && length > 0))
                break;
            if (n < 0)
            {
                Ref.Dec(ts, result);
                return n == WouldBlock ? Py.None : null;
            }
            length += n;
        }
        // The file may have changed since: what was known about it is not used again.
        if (self->stat_atopen != null)
            self->stat_atopen->st_size = 0;
        return length == room || PyBytes.Resize(ts, &result, length) == Status.Ok ? result : null;
    }

    // ---- Writing ----

    /// <summary>One write to the descriptor: for callers that know the object to be an exact FileIO.</summary>
    public static nint Write(ThreadState* ts, PyObject* o, void* from, nint count)
    {
        fileio* self = (fileio*)o;
        if (self->fd < 0)
        {
            IoErrors.Closed(ts);
            return -1;
        }
        if (!self->writable)
        {
            NotOpenFor(ts, "writing");
            return -1;
        }
        while (true)
        {
            nint n = SystemCalls.Write(ts, self->fd, from, count, out int error);
            if (n >= 0)
                return n;
            if (error == SystemCalls.EAGAIN)
                return WouldBlock;
            if (error != SystemCalls.EINTR)
            {
                Err.FromErrno(ts, error, null);
                return -1;
            }
            if (Interruptions.Serve(ts) == Status.Error)
                return -1;
        }
    }

    [PyMethod("($self, b, /)", Doc = "Write the bytes with one call of the system and return how many went.\n\nThat may be fewer; None means that the file would have to wait.")]
    private static PyObject* write(ThreadState* ts, fileio* self, Py_buffer* b)
    {
        nint n = Write(ts, (PyObject*)self, b->buf, b->len);
        return n == WouldBlock ? Py.None : n < 0 ? null : PyLong.FromNInt(ts, n);
    }

    // ---- Positions ----

    /// <summary>Moves, and learns on the way whether the file can; -1 with an exception (without one for pipes that are forgiven).</summary>
    private static long SeekTo(ThreadState* ts, fileio* self, long offset, int whence, bool suppressPipeError)
    {
        long position = SystemCalls.Seek(self->fd, offset, whence);
        int error = position < 0 ? SystemCalls.LastError : 0;
        if (self->seekable < 0)
            self->seekable = (sbyte)(position >= 0 ? 1 : 0);
        if (position < 0 && !(suppressPipeError && error == SystemCalls.ESPIPE))
            Err.FromErrno(ts, error, null);
        return position;
    }

    public static long Seek(ThreadState* ts, PyObject* o, long offset, int whence)
    {
        fileio* self = (fileio*)o;
        if (self->fd >= 0)
            return SeekTo(ts, self, offset, whence, suppressPipeError: false);
        IoErrors.Closed(ts);
        return -1;
    }

    [PyMethod("($self, pos, whence=0, /)", Doc = "Move to a byte offset and return the new position.\n\nThe offset counts from the start (whence 0, the default), from the present position (1) or from\n"
        + "the end (2). Not every file has positions.")]
    private static PyObject* seek(ThreadState* ts, fileio* self, PyObject* pos, int whence = 0)
    {
        if (self->fd < 0)
            return IoErrors.Closed(ts);
        long offset = ArgumentParsing.Int64(ts, pos);
        if (offset == -1 && Err.Occurred(ts))
            return null;
        long position = SeekTo(ts, self, offset, whence, suppressPipeError: false);
        return position < 0 ? null : PyLong.FromInt64(ts, position);
    }

    [PyMethod("($self, /)", Doc = "Return the present position.\n\nOSError is raised for files that have none.")]
    private static PyObject* tell(ThreadState* ts, fileio* self)
    {
        if (self->fd < 0)
            return IoErrors.Closed(ts);
        long position = SeekTo(ts, self, 0, 1, suppressPipeError: false);
        return position < 0 ? null : PyLong.FromInt64(ts, position);
    }

    [PyMethod("($self, size=None, /)", Doc = "Cut the file to at most size bytes, by default to the present position.\n\nThe position does not change. Return the size.")]
    private static PyObject* truncate(ThreadState* ts, fileio* self, PyObject* size)
    {
        if (self->fd < 0)
            return IoErrors.Closed(ts);
        if (!self->writable)
            return NotOpenFor(ts, "writing");
        using Owned<PyObject> wanted = Own.Of(ts, size == Py.None ? tell(ts, self) : Ref.New(size));
        if (wanted.IsNull)
            return null;
        long length = ArgumentParsing.Int64(ts, wanted.Pointer);
        if (length == -1 && Err.Occurred(ts))
            return null;
        int error;
        while ((error = SystemCalls.Truncate(ts, self->fd, length)) != 0)
        {
            if (error != SystemCalls.EINTR)
                return Err.FromErrno(ts, error, null);
            if (Interruptions.Serve(ts) == Status.Error)
                return null;
        }
        if (self->stat_atopen != null)
            self->stat_atopen->st_size = 0;
        return wanted.Release();
    }
}
