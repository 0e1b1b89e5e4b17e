// What BufferedReader, BufferedWriter and BufferedRandom share: the buffer's bookkeeping, the lock against re-entry, closing. Reading: Buffered.Read.cs; writing:
// Buffered.Write.cs; positions: Buffered.Seek.cs; the raw stream: Buffered.Raw.cs. The buffer holds bytes read ahead in [pos, read_end) and bytes to be written in
// [write_pos, write_end); raw_pos says where in it the raw stream stands. See docs/internals/io.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Io;

internal static unsafe partial class Buffered
{
    // ---- State of the buffer ----

    private static bool ValidRead(buffered* self) => self->readable != 0 && self->read_end != -1;

    private static bool ValidWrite(buffered* self) => self->writable != 0 && self->write_end != -1;

    private static nint ReadAhead(buffered* self) => ValidRead(self) ? (nint)(self->read_end - self->pos) : 0;

    /// <summary>How far the raw stream is ahead of the logical position.</summary>
    private static long RawOffset(buffered* self) => (ValidRead(self) || ValidWrite(self)) && self->raw_pos >= 0 ? self->raw_pos - self->pos : 0;

    private static void AdjustPosition(buffered* self, long position)
    {
        self->pos = position;
        if (ValidRead(self) && self->read_end < position)
            self->read_end = position;
    }

    private static nint WholeBlocks(buffered* self, nint size) => self->buffer_mask != 0 ? size & ~self->buffer_mask : size - size % self->buffer_size;

    private static void ResetRead(buffered* self) => self->read_end = -1;

    private static void ResetWrite(buffered* self)
    {
        self->write_pos = 0;
        self->write_end = -1;
    }

    // ---- Checks ----

    public static bool CheckInitialized(ThreadState* ts, buffered* self)
    {
        if (self->ok > 0)
            return true;
        Err.Value(ts, self->detached != 0 ? "raw stream has been detached" : "I/O operation on uninitialized object");
        return false;
    }

    private static Truth IsClosed(ThreadState* ts, buffered* self)
    {
        if (self->buffer == null)
            return Truth.True;
        if (self->fast_closed_checks != 0)
            return FileIOType.IsClosed(self->raw) ? Truth.True : Truth.False;
        return ClosedByRaw(ts, self);
    }

    private static Truth ClosedByRaw(ThreadState* ts, buffered* self) =>
        CheckInitialized(ts, self) ? IoErrors.TruthSteal(ts, Obj.GetAttr(ts, self->raw, Id.closed)) : Truth.Error;

    /// <summary>What was read ahead can still be had after the raw stream was closed.</summary>
    private static bool CheckOpen(ThreadState* ts, buffered* self, string message)
    {
        Truth closed = IsClosed(ts, self);
        if (closed == Truth.False || (closed == Truth.True && ReadAhead(self) != 0))
            return true;
        if (closed == Truth.True)
            Err.Value(ts, message);
        return false;
    }

    // ---- The lock ----

    /// <summary>A signal handler or a method of the raw stream must not come back to the same object.</summary>
    private static bool Enter(ThreadState* ts, buffered* self)
    {
        if (self->owner == 0)
        {
            self->owner = ts->id;
            return true;
        }
        return EnterSlow(ts, self);
    }

    /// <summary>Another thread is inside, which waits for the raw stream without the interpreter lock.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool EnterSlow(ThreadState* ts, buffered* self)
    {
        if (self->owner == ts->id)
        {
            Err.Runtime(ts, $"reentrant call inside {Obj.ReprText(ts, (PyObject*)self)}");
            return false;
        }
        HandleTable handles = PyInterpreter.Of(ts).Handles;
        if (self->@lock == 0)
            self->@lock = handles.Add(new object());
        while (self->owner != 0)
            ThreadWait.Wait(ts, handles[(int)self->@lock], -1);
        self->owner = ts->id;
        return true;
    }

    private static void Leave(ThreadState* ts, buffered* self)
    {
        self->owner = 0;
        if (self->@lock != 0)
            ThreadWait.Wake(PyInterpreter.Of(ts).Handles[(int)self->@lock]);
    }

    // ---- Making and ending ----

    /// <summary>Takes the raw stream and makes the buffer; the position is asked for, but a stream without one will do.</summary>
    public static Status Init(ThreadState* ts, buffered* self, PyObject* raw, nint bufferSize, bool readable, bool writable, PyTypeObject* exact)
    {
        Ref.SetSteal(ts, &self->raw, Ref.New(raw));
        self->buffer_size = bufferSize;
        self->readable = readable ? 1 : 0;
        self->writable = writable ? 1 : 0;
        if (bufferSize <= 0)
            return Err.ValueStatus(ts, "buffer size must be strictly positive");
        MemDomain.Free(ts->interp->heap, self->buffer);
        self->buffer = (byte*)MemDomain.Malloc(ts->interp->heap, (nuint)bufferSize);
        if (self->buffer == null)
        {
            Err.NoMemory(ts);
            return Status.Error;
        }
        self->owner = 0;
        self->buffer_mask = (bufferSize & (bufferSize - 1)) == 0 ? bufferSize - 1 : 0;
        if (RawTell(ts, self) == -1)
            Err.Clear(ts);
        ResetRead(self);
        ResetWrite(self);
        self->pos = 0;
        self->raw_pos = 0;
        self->fast_closed_checks = ((PyObject*)self)->ob_type == exact && FileIOType.CheckExact(raw) ? 1 : 0;
        self->ok = 1;
        return Status.Ok;
    }

    public static void Dealloc(ThreadState* ts, buffered* self)
    {
        self->finalizing = 1;
        if (Finalization.CallFromDealloc(ts, (PyObject*)self))
            return;
        GcList.UntrackIfTracked(self);
        self->ok = 0;
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        FreeBuffer(ts, self);
        if (self->@lock != 0)
            PyInterpreter.Of(ts).Handles.Remove((int)self->@lock);
        Clear(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    private static void FreeBuffer(ThreadState* ts, buffered* self)
    {
        byte* buffer = self->buffer;
        self->buffer = null;
        MemDomain.Free(ts->interp->heap, buffer);
    }

    public static int Traverse(PyObject* self, visitproc visit, void* arg)
    {
        buffered* o = (buffered*)self;
        int r = o->raw == null ? 0 : visit(o->raw, arg);
        return r != 0 || o->dict == null ? r : visit(o->dict, arg);
    }

    public static void Clear(ThreadState* ts, buffered* self)
    {
        self->ok = 0;
        Ref.Clear(ts, &self->raw);
        Ref.Clear(ts, &self->dict);
    }

    /// <summary>Flushes and closes the raw stream, whatever goes wrong, and frees the buffer; the last error keeps the first as its context.</summary>
    public static PyObject* Close(ThreadState* ts, buffered* self)
    {
        if (!CheckInitialized(ts, self) || !Enter(ts, self))
            return null;
        Truth closed = IsClosed(ts, self);
        if (closed != Truth.False)
        {
            Leave(ts, self);
            return closed == Truth.Error ? null : Py.None;
        }
        if (self->finalizing != 0 && self->raw != null)
            DeallocWarn(ts, self, (PyObject*)self);
        // flush() is a method that subclasses override and takes the lock itself.
        Leave(ts, self);
        Status flushed = IoErrors.DropSteal(ts, Call.Method(ts, (PyObject*)self, Id.flush));
        PyObject* error = flushed == Status.Error ? Err.Fetch(ts) : null;
        if (!Enter(ts, self))
        {
            Err.ChainRestore(ts, error);
            return null;
        }
        PyObject* result = self->raw == null ? DetachedError(ts) : Call.Method(ts, self->raw, Id.close);
        FreeBuffer(ts, self);
        if (error != null)
        {
            Err.ChainRestore(ts, error);
            Ref.XDec(ts, result);
            result = null;
        }
        self->read_end = 0;
        self->pos = 0;
        Leave(ts, self);
        return result;
    }

    private static PyObject* DetachedError(ThreadState* ts) => Err.Value(ts, "raw stream has been detached");

    public static PyObject* Detach(ThreadState* ts, buffered* self)
    {
        if (!CheckInitialized(ts, self))
            return null;
        if (IoErrors.DropSteal(ts, Call.Method(ts, (PyObject*)self, Id.flush)) == Status.Error)
            return null;
        PyObject* raw = self->raw;
        self->raw = null;
        self->detached = 1;
        self->ok = 0;
        return raw;
    }

    /// <summary>A stream that dies unclosed lets its FileIO warn, with itself as the source.</summary>
    public static void DeallocWarn(ThreadState* ts, buffered* self, PyObject* source)
    {
        if (self->ok == 0 || self->raw == null)
            return;
        if (FileIOType.CheckExact(self->raw))
        {
            FileIOType.DeallocWarn(ts, self->raw, source);
            return;
        }
        if (IoErrors.DropSteal(ts, Call.Method(ts, self->raw, Id._dealloc_warn, source)) == Status.Error)
            Err.Clear(ts);
    }

    // ---- What the raw stream says ----

    public static PyObject* AskRaw(ThreadState* ts, buffered* self, PyObject* method) =>
        CheckInitialized(ts, self) ? Call.Method(ts, self->raw, method) : null;

    public static PyObject* AttributeOfRaw(ThreadState* ts, buffered* self, PyObject* name) =>
        CheckInitialized(ts, self) ? Obj.GetAttr(ts, self->raw, name) : null;

    /// <summary>Whether a stream with an exact FileIO below is open, for those above it that would ask often; otherwise unknown.</summary>
    public static PyObject* PlainRawBorrowed(PyObject* o) => ((buffered*)o)->ok != 0 && ((buffered*)o)->fast_closed_checks != 0 ? ((buffered*)o)->raw : null;

    public static nint SizeOf(buffered* self) => ((PyObject*)self)->ob_type->tp_basicsize + (self->buffer == null ? 0 : self->buffer_size);

    public static PyObject* Repr(ThreadState* ts, PyObject* self)
    {
        PyObject* name;
        if (StreamRepr.NameOf(ts, self, &name) == Status.Error)
            return null;
        if (name == null)
            return PyUnicode.FromString(ts, $"<{StreamRepr.TypeName(self)}>");
        using Owned<PyObject> hold = Own.Of(ts, name);
        return StreamRepr.WithName(ts, self, name, ">");
    }
}
