// Buffered streams: positions. Moves within what was read ahead cost no call of the raw stream.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class Buffered
{
    public static PyObject* Tell(ThreadState* ts, buffered* self)
    {
        if (!CheckInitialized(ts, self))
            return null;
        long position = RawTell(ts, self);
        if (position == -1)
            return null;
        // Files that change below can make the difference negative.
        return PyLong.FromInt64(ts, long.Max(position - RawOffset(self), 0));
    }

    public static PyObject* Seek(ThreadState* ts, buffered* self, PyObject* targetObject, int whence)
    {
        if (!CheckInitialized(ts, self))
            return null;
        // 3 and 4 are SEEK_DATA and SEEK_HOLE.
        if (whence is < 0 or > 4)
            return Err.Value(ts, $"whence value {whence} unsupported");
        if (!CheckOpen(ts, self, "seek of closed file"))
            return null;
        PyObject* able = IOBaseType.CheckSeekable(ts, self->raw);
        if (able == null)
            return null;
        Ref.Dec(ts, able);
        long target = IoErrors.AsOffset(ts, targetObject);
        if (target == -1 && Err.Occurred(ts))
            return null;
        if (whence is 0 or 1 && self->readable != 0)
        {
            long current = self->abs_pos != -1 ? self->abs_pos : RawTell(ts, self);
            if (current == -1)
                return null;
            nint ahead = ReadAhead(self);
            if (ahead > 0)
            {
                long logical = current - RawOffset(self);
                long offset = whence == 0 ? target - logical : target;
                if (offset >= -self->pos && offset <= ahead)
                {
                    self->pos += offset;
                    return PyLong.FromInt64(ts, logical + offset);
                }
            }
        }
        if (!Enter(ts, self))
            return null;
        long result = SeekRaw(ts, self, target, whence);
        Leave(ts, self);
        return result < 0 ? null : PyLong.FromInt64(ts, result);
    }

    private static long SeekRaw(ThreadState* ts, buffered* self, long target, int whence)
    {
        if (self->writable != 0 && Flush(ts, self) == Status.Error)
            return -1;
        if (whence == 1)
            target -= RawOffset(self);
        long position = RawSeek(ts, self, target, whence);
        if (position == -1)
            return -1;
        self->raw_pos = -1;
        if (self->readable != 0)
            ResetRead(self);
        return position;
    }

    public static PyObject* Truncate(ThreadState* ts, buffered* self, PyObject* position)
    {
        if (!CheckInitialized(ts, self) || !CheckOpen(ts, self, "truncate of closed file"))
            return null;
        if (self->writable == 0)
            return IoErrors.Unsupported(ts, "truncate");
        if (!Enter(ts, self))
            return null;
        PyObject* result = null;
        if (FlushAndRewind(ts, self) == Status.Ok)
        {
            result = position == Py.None ? Call.Method(ts, self->raw, Id.truncate) : Call.Method(ts, self->raw, Id.truncate, position);
            // The position may have changed with the size.
            if (result != null && RawTell(ts, self) == -1)
                Err.Clear(ts);
        }
        Leave(ts, self);
        return result;
    }
}
