// The storage of StringIO: characters as wide as the widest that was written, with room to grow. Line ends are translated when they are written.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Io;

internal static unsafe class StringIO
{
    private const nint SmallestRoom = 32;

    // ---- Checks ----

    public static bool CheckInitialized(ThreadState* ts, stringio* self)
    {
        if (self->ok > 0)
            return true;
        Err.Value(ts, "I/O operation on uninitialized object");
        return false;
    }

    public static bool CheckOpen(ThreadState* ts, stringio* self)
    {
        if (!CheckInitialized(ts, self))
            return false;
        if (self->closed == 0)
            return true;
        IoErrors.Closed(ts);
        return false;
    }

    // ---- Making ----

    /// <summary>newline is None or str; the value is null, None or str.</summary>
    public static Status Init(ThreadState* ts, stringio* self, PyObject* value, PyObject* newline)
    {
        if (!CheckArguments(ts, value, newline))
            return Status.Error;
        self->ok = 0;
        ForgetNewline(ts, self);
        FreeBuffer(ts, self);
        bool none = newline == Py.None;
        bool empty = !none && PyUnicode.Length(newline) == 0;
        self->readuniversal = (byte)(none || empty ? 1 : 0);
        self->readtranslate = (byte)(none ? 1 : 0);
        if (!none)
            self->readnl = Ref.New(newline);
        // Only ends that begin with "\r" are another text than "\n".
        if (!none && !empty && PyUnicode.ReadChar(newline, 0) == '\r')
            self->writenl = Ref.New(newline);
        if (self->readuniversal != 0)
        {
            self->decoder = NewlineDecoder.New(ts, Py.None, none);
            if (self->decoder == null)
                return Status.Error;
        }
        self->closed = 0;
        if (value != null && value != Py.None && PyUnicode.Length(value) > 0 && Write(ts, self, value) == Status.Error)
            return Status.Error;
        self->pos = 0;
        self->ok = 1;
        return Status.Ok;
    }

    private static bool CheckArguments(ThreadState* ts, PyObject* value, PyObject* newline)
    {
        if (newline != Py.None)
        {
            if (!PyUnicode.Check(newline))
            {
                Err.Type(ts, $"newline must be str or None, not {PyType.NameOf(newline)}");
                return false;
            }
            if (PyUnicode.Length(newline) != 0 && !PyUnicode.EqualToAscii(newline, "\n"u8) && !PyUnicode.EqualToAscii(newline, "\r"u8)
                && !PyUnicode.EqualToAscii(newline, "\r\n"u8))
            {
                Err.Value(ts, $"illegal newline value: {Obj.ReprText(ts, newline)}");
                return false;
            }
        }
        if (value == null || value == Py.None || PyUnicode.Check(value))
            return true;
        Err.Type(ts, $"initial_value must be str or None, not {PyType.NameOf(value)}");
        return false;
    }

    public static void ForgetNewline(ThreadState* ts, stringio* self)
    {
        Ref.Clear(ts, &self->readnl);
        Ref.Clear(ts, &self->writenl);
        Ref.Clear(ts, &self->decoder);
    }

    public static void FreeBuffer(ThreadState* ts, stringio* self)
    {
        void* buffer = self->buf;
        self->buf = null;
        self->buf_size = 0;
        self->string_size = 0;
        self->pos = 0;
        self->state = 1;
        MemDomain.Free(ts->interp->heap, buffer);
    }

    // ---- Room ----

    /// <summary>Makes room for so many characters of that kind, widening those that are there.</summary>
    private static Status Prepare(ThreadState* ts, stringio* self, nint size, int kind)
    {
        if (kind <= self->state && (nuint)size <= self->buf_size)
            return Status.Ok;
        if (size > PyBytes.MaxLength / 4)
        {
            Err.Overflow(ts, "new buffer size too large");
            return Status.Error;
        }
        nint room = (nuint)size <= self->buf_size ? (nint)self->buf_size : nint.Max(size + (size >> 2), SmallestRoom);
        if (kind <= self->state)
        {
            void* bigger = MemDomain.Realloc(ts->interp->heap, self->buf, (nuint)(room * self->state));
            if (bigger == null)
                return NoMemory(ts);
            self->buf = bigger;
        }
        else
        {
            void* wider = MemDomain.Malloc(ts->interp->heap, (nuint)(room * kind));
            if (wider == null)
                return NoMemory(ts);
            CharCopy.Convert(self->state, self->buf, kind, wider, self->string_size);
            MemDomain.Free(ts->interp->heap, self->buf);
            self->buf = wider;
            self->state = kind;
        }
        self->buf_size = (nuint)room;
        return Status.Ok;
    }

    private static Status NoMemory(ThreadState* ts)
    {
        Err.NoMemory(ts);
        return Status.Error;
    }

    public static void Shorten(ThreadState* ts, stringio* self, nint size)
    {
        if (size >= self->string_size)
            return;
        self->string_size = size;
        nint room = nint.Max(size + 1, SmallestRoom);
        if ((nuint)room >= self->buf_size / 2)
            return;
        void* smaller = MemDomain.Realloc(ts->interp->heap, self->buf, (nuint)(room * self->state));
        if (smaller == null)
            return;
        self->buf = smaller;
        self->buf_size = (nuint)room;
    }

    // ---- Writing ----

    /// <summary>Writes at the position, with NULs before it where it lies beyond the end.</summary>
    public static Status Write(ThreadState* ts, stringio* self, PyObject* text)
    {
        using Owned<PyObject> decoded = Own.Of(ts, self->decoder == null ? Ref.New(text) : NewlineDecoder.Decode(ts, self->decoder, text, final: true));
        if (decoded.IsNull)
            return Status.Error;
        if (self->writenl == null)
            return WritePlain(ts, self, decoded.Pointer);
        using Owned<PyObject> translated = Own.Of(ts, StrType.Replace(ts, decoded.Pointer, PyUnicode.Latin1Char('\n'), self->writenl, nint.MaxValue));
        return translated.IsNull ? Status.Error : WritePlain(ts, self, translated.Pointer);
    }

    private static Status WritePlain(ThreadState* ts, stringio* self, PyObject* text)
    {
        nint length = PyUnicode.Length(text);
        if (self->pos > nint.MaxValue - length)
        {
            Err.Overflow(ts, "new position too large");
            return Status.Error;
        }
        nint end = self->pos + length;
        if (Prepare(ts, self, end, PyUnicode.Kind(text)) == Status.Error)
            return Status.Error;
        if (self->pos > self->string_size)
            CharCopy.Fill(self->state, self->buf, self->string_size, self->pos - self->string_size, 0);
        CharCopy.CopyTo(text, 0, self->state, self->buf, self->pos, length);
        self->pos = end;
        self->string_size = nint.Max(self->string_size, end);
        return Status.Ok;
    }

    // ---- Reading ----

    public static PyObject* Value(ThreadState* ts, stringio* self) => Part(ts, self, 0, self->string_size);

    private static PyObject* Part(ThreadState* ts, stringio* self, nint start, nint length) => length <= 0
        ? StaticStrings.Empty
        : PyUnicode.FromKindAndData(ts, self->state, (byte*)self->buf + start * self->state, length);

    /// <summary>That many characters from the position on; all that are left for a negative number.</summary>
    public static PyObject* Take(ThreadState* ts, stringio* self, nint count)
    {
        nint left = nint.Max(self->string_size - self->pos, 0);
        if (count < 0 || count > left)
            count = left;
        PyObject* result = Part(ts, self, self->pos, count);
        if (result != null)
            self->pos += count;
        return result;
    }

    public static PyObject* ReadLine(ThreadState* ts, stringio* self, nint limit)
    {
        nint left = self->string_size - self->pos;
        if (left <= 0)
            return StaticStrings.Empty;
        if (limit < 0 || limit > left)
            limit = left;
        nint keep;
        byte* start = (byte*)self->buf + self->pos * self->state;
        nint end = TextIO.FindLineEnd(self->readtranslate != 0, self->readuniversal != 0, self->readnl, self->state, start, limit, &keep);
        return Take(ts, self, end < 0 ? limit : end);
    }

    // ---- State, for copies and pickles ----

    public static PyObject* GetState(ThreadState* ts, stringio* self)
    {
        using Owned<PyObject> value = Own.Of(ts, Call.Method(ts, (PyObject*)self, Id.getvalue));
        if (value.IsNull)
            return null;
        using Owned<PyObject> dict = Own.Of(ts, self->dict == null ? Py.None : PyDict.Copy(ts, self->dict));
        using Owned<PyObject> position = Own.Of(ts, PyLong.FromNInt(ts, self->pos));
        if (dict.IsNull || position.IsNull)
            return null;
        PyObject** items = stackalloc PyObject*[] { value.Pointer, self->readnl == null ? Py.None : self->readnl, position.Pointer, dict.Pointer };
        return PyTuple.FromArray(ts, items, 4);
    }

    public static PyObject* SetState(ThreadState* ts, stringio* self, PyObject* state)
    {
        if (!PyTuple.Check(state) || PyTuple.Size(state) < 4)
            return Err.Type(ts, $"{PyType.TpName(((PyObject*)self)->ob_type)}.__setstate__ argument should be 4-tuple, got {PyType.NameOf(state)}");
        PyObject* value = PyTuple.GetBorrowed(state, 0);
        // The line ends were translated before: the text is taken as it is.
        if (!CheckArguments(ts, value, PyTuple.GetBorrowed(state, 1)) || Init(ts, self, null, PyTuple.GetBorrowed(state, 1)) == Status.Error)
            return null;
        if (value != Py.None && PyUnicode.Length(value) > 0 && WritePlain(ts, self, value) == Status.Error)
            return null;
        self->pos = 0;
        PyObject* position = PyTuple.GetBorrowed(state, 2);
        if (!PyLong.Check(position))
            return Err.Type(ts, $"third item of state must be an integer, got {PyType.NameOf(position)}");
        nint pos = PyLong.AsNInt(ts, position);
        if (pos == -1 && Err.Occurred(ts))
            return null;
        if (pos < 0)
            return Err.Value(ts, "position value cannot be negative");
        self->pos = pos;
        return StreamState.RestoreDict(ts, &self->dict, PyTuple.GetBorrowed(state, 3), "fourth") == Status.Ok ? Py.None : null;
    }
}
