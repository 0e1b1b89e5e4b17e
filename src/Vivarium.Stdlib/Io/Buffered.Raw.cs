// Buffered streams: calls of the raw stream. An exact FileIO is called directly, others by their methods.
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class Buffered
{
    private const nint WouldBlock = FileIOType.WouldBlock;

    /// <summary>The raw stream's position, remembered in abs_pos; -1 with an exception.</summary>
    private static long RawTell(ThreadState* ts, buffered* self) => RawPosition(ts, self, null, 0);

    private static long RawSeek(ThreadState* ts, buffered* self, long target, int whence)
    {
        if (FileIOType.IsPlain(self->raw))
        {
            long position = FileIOType.Seek(ts, self->raw, target, whence);
            if (position >= 0)
                self->abs_pos = position;
            return position;
        }
        using Owned<PyObject> offset = Own.Of(ts, PyLong.FromInt64(ts, target));
        return offset.IsNull ? -1 : RawPosition(ts, self, offset.Pointer, whence);
    }

    /// <summary>raw.seek(target, whence), or raw.tell() when the target is null.</summary>
    private static long RawPosition(ThreadState* ts, buffered* self, PyObject* target, int whence)
    {
        if (target == null && FileIOType.IsPlain(self->raw))
        {
            self->abs_pos = FileIOType.Seek(ts, self->raw, 0, 1);
            return self->abs_pos;
        }
        using Owned<PyObject> mode = Own.Of(ts, PyLong.FromInt64(ts, whence));
        if (mode.IsNull)
            return -1;
        using Owned<PyObject> result = Own.Of(ts, target == null ? Call.Method(ts, self->raw, Id.tell) : Call.Method(ts, self->raw, Id.seek, target, mode.Pointer));
        if (result.IsNull)
            return -1;
        long position = IoErrors.AsOffset(ts, result.Pointer);
        if (position < 0)
        {
            if (!Err.Occurred(ts))
                Err.SetString(ts, Exc.OSError, $"Raw stream returned invalid position {position}");
            return -1;
        }
        self->abs_pos = position;
        return position;
    }

    /// <summary>Reads once: the number of bytes, 0 at the end, WouldBlock, or -1 with an exception.</summary>
    private static nint RawRead(ThreadState* ts, buffered* self, byte* to, nint count)
    {
        nint n = FileIOType.IsPlain(self->raw) ? FileIOType.ReadInto(ts, self->raw, to, count) : RawReadByMethod(ts, self, to, count);
        if (n > 0 && self->abs_pos != -1)
            self->abs_pos += n;
        return n;
    }

    private static nint RawReadByMethod(ThreadState* ts, buffered* self, byte* to, nint count)
    {
        using Owned<PyObject> memory = Own.Of(ts, PyMemoryView.FromMemory(ts, to, count, isReadOnly: false));
        if (memory.IsNull)
            return -1;
        PyObject* result;
        do
            result = Call.Method(ts, self->raw, Id.readinto, memory.Pointer);
        while (result == null && IoErrors.ClearInterrupted(ts));
        // Who keeps the view must not reach the buffer any more.
        PyMemoryView.ReleaseUnused(ts, (PyMemoryViewObject*)memory.Pointer);
        return result == null ? -1 : TransferredSteal(ts, result, count, "readinto");
    }

    /// <summary>Writes once: the number of bytes that went, WouldBlock, or -1 with an exception.</summary>
    private static nint RawWrite(ThreadState* ts, buffered* self, byte* from, nint count)
    {
        nint n = FileIOType.IsPlain(self->raw) ? FileIOType.Write(ts, self->raw, from, count) : RawWriteByMethod(ts, self, from, count);
        if (n > 0 && self->abs_pos != -1)
            self->abs_pos += n;
        return n;
    }

    private static nint RawWriteByMethod(ThreadState* ts, buffered* self, byte* from, nint count)
    {
        using Owned<PyObject> memory = Own.Of(ts, PyMemoryView.FromMemory(ts, from, count, isReadOnly: true));
        if (memory.IsNull)
            return -1;
        PyObject* result;
        do
            result = Call.Method(ts, self->raw, Id.write, memory.Pointer);
        while (result == null && IoErrors.ClearInterrupted(ts));
        PyMemoryView.ReleaseUnused(ts, (PyMemoryViewObject*)memory.Pointer);
        return result == null ? -1 : TransferredSteal(ts, result, count, "write");
    }

    /// <summary>What raw.readinto() or raw.write() returned, which must be None or a count within the request.</summary>
    private static nint TransferredSteal(ThreadState* ts, PyObject* result, nint count, string method)
    {
        using Owned<PyObject> hold = Own.Of(ts, result);
        if (result == Py.None)
            return WouldBlock;
        nint n = Num.AsSsize(ts, result, Exc.ValueError);
        if (n == -1 && Err.Occurred(ts) && method == "readinto")
        {
            PyObject* cause = Err.Fetch(ts);
            Err.SetString(ts, Exc.OSError, "raw readinto() failed");
            PyBaseExceptionObject* error = (PyBaseExceptionObject*)ts->current_exception;
            Ref.SetSteal(ts, &error->cause, Ref.New(cause));
            Ref.SetSteal(ts, &error->context, cause);
            error->suppress_context = 1;
            return -1;
        }
        if (n >= 0 && n <= count)
            return n;
        Err.SetString(ts, Exc.OSError, $"raw {method}() returned invalid length {n} (should have been between 0 and {count})");
        return -1;
    }
}
