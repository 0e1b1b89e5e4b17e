// What BytesIO's methods do: growth, reading, writing, state.
namespace Vivarium.Stdlib.Io;

internal static unsafe class BytesIO
{
    public static bool IsShared(bytesio* self) => Ref.IsImmortal(self->buf) || self->buf->ob_refcnt != 1;

    public static nint Left(bytesio* self) => nint.Max(self->string_size - self->pos, 0);

    // ---- Size ----

    /// <summary>A bytes object of its own, of that size.</summary>
    private static Status Unshare(ThreadState* ts, bytesio* self, nint size)
    {
        PyObject* copy = PyBytes.New(ts, size);
        if (copy == null)
            return Status.Error;
        NativeMemory.Copy(PyBytes.Data(self->buf), PyBytes.Data(copy), (nuint)nint.Min(self->string_size, size));
        Ref.SetSteal(ts, &self->buf, copy);
        return Status.Ok;
    }

    /// <summary>Room for that many bytes: more than asked for when growing, all given back when much is left over.</summary>
    public static Status Resize(ThreadState* ts, bytesio* self, nint size)
    {
        nint room = PyBytes.Length(self->buf);
        if (size > PyBytes.MaxLength - 1)
        {
            Err.Overflow(ts, "new buffer size too large");
            return Status.Error;
        }
        if (size < room / 2)
            room = size + 1;
        else if (size < room)
            return Status.Ok;
        else if (size <= room * 1.125)
            room = size + (size >> 3) + (size < 9 ? 3 : 6);
        else
            room = size + 1;
        room = nint.Min(room, PyBytes.MaxLength);
        return IsShared(self) ? Unshare(ts, self, room) : ResizeOwn(ts, self, room);
    }

    private static Status ResizeOwn(ThreadState* ts, bytesio* self, nint room) => PyBytes.Resize(ts, &self->buf, room);

    /// <summary>The bytes object gets exactly the size of the content, to be handed out.</summary>
    public static Status FitSize(ThreadState* ts, bytesio* self) => IsShared(self) ? Unshare(ts, self, self->string_size) : ResizeOwn(ts, self, self->string_size);

    /// <summary>Before others may change the bytes in place.</summary>
    public static Status MakeOwn(ThreadState* ts, bytesio* self) => IsShared(self) ? Unshare(ts, self, self->string_size) : Status.Ok;

    // ---- Reading ----

    public static PyObject* Read(ThreadState* ts, bytesio* self, nint size)
    {
        if (!BytesIOType.CheckOpen(ts, self))
            return null;
        nint left = Left(self);
        return Take(ts, self, size < 0 || size > left ? left : size);
    }

    public static PyObject* Take(ThreadState* ts, bytesio* self, nint count)
    {
        // The whole content needs no copy.
        if (count > 1 && self->pos == 0 && count == PyBytes.Length(self->buf) && self->exports == 0)
        {
            self->pos = count;
            return Ref.New(self->buf);
        }
        PyObject* result = PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(PyBytes.Data(self->buf) + self->pos, (int)count));
        if (result != null)
            self->pos += count;
        return result;
    }

    public static nint LineLength(bytesio* self, nint limit)
    {
        nint left = Left(self);
        if (left == 0)
            return 0;
        int end = new ReadOnlySpan<byte>(PyBytes.Data(self->buf) + self->pos, (int)left).IndexOf((byte)'\n');
        nint n = end < 0 ? left : end + 1;
        return limit >= 0 && n > limit ? limit : n;
    }

    public static PyObject* ReadLines(ThreadState* ts, bytesio* self, PyObject* size)
    {
        if (!BytesIOType.CheckOpen(ts, self))
            return null;
        nint most = 0;
        if (size != Py.None)
        {
            if (!PyLong.Check(size))
                return Err.Type(ts, $"integer argument expected, got '{PyType.NameOf(size)}'");
            most = PyLong.AsNInt(ts, size);
            if (most == -1 && Err.Occurred(ts))
                return null;
        }
        using Owned<PyObject> lines = Own.Of(ts, PyList.New(ts, 0));
        if (lines.IsNull)
            return null;
        nint total = 0;
        nint n;
        while ((n = LineLength(self, -1)) != 0)
        {
            PyObject* line = Take(ts, self, n);
            if (line == null || PyList.AppendSteal(ts, lines.Pointer, line) == Status.Error)
                return null;
            total += n;
            if (most > 0 && total >= most)
                break;
        }
        return lines.Release();
    }

    // ---- Writing ----

    /// <summary>Writes at the position, with zeros before it where it lies beyond the end; the number of bytes, or -1.</summary>
    public static nint Write(ThreadState* ts, bytesio* self, PyObject* data)
    {
        Py_buffer view;
        if (ArgumentParsing.GetBuffer(ts, data, &view) == Status.Error)
            return -1;
        nint n = BytesIOType.CheckOpen(ts, self) && BytesIOType.CheckExports(ts, self) ? view.len : -1;
        if (n > 0 && WriteBytes(ts, self, (byte*)view.buf, n) == Status.Error)
            n = -1;
        ArgumentParsing.ReleaseBuffer(ts, &view);
        return n;
    }

    private static Status WriteBytes(ThreadState* ts, bytesio* self, byte* from, nint count)
    {
        if (self->pos > PyBytes.MaxLength - count)
        {
            Err.Overflow(ts, "new buffer size too large");
            return Status.Error;
        }
        nint end = self->pos + count;
        if (end > PyBytes.Length(self->buf))
        {
            if (Resize(ts, self, end) == Status.Error)
                return Status.Error;
        }
        else if (IsShared(self) && Unshare(ts, self, nint.Max(end, self->string_size)) == Status.Error)
        {
            return Status.Error;
        }
        byte* to = PyBytes.Data(self->buf);
        if (self->pos > self->string_size)
            NativeMemory.Clear(to + self->string_size, (nuint)(self->pos - self->string_size));
        Buffer.MemoryCopy(from, to + self->pos, count, count);
        self->pos = end;
        self->string_size = nint.Max(self->string_size, end);
        return Status.Ok;
    }

    // ---- State, for copies and pickles ----

    public static PyObject* GetState(ThreadState* ts, bytesio* self)
    {
        using Owned<PyObject> value = Own.Of(ts, Call.Method(ts, (PyObject*)self, Id.getvalue));
        if (value.IsNull)
            return null;
        using Owned<PyObject> dict = Own.Of(ts, self->dict == null ? Py.None : PyDict.Copy(ts, self->dict));
        using Owned<PyObject> position = Own.Of(ts, PyLong.FromNInt(ts, self->pos));
        return dict.IsNull || position.IsNull ? null : PyTuple.Pack(ts, value.Pointer, position.Pointer, dict.Pointer);
    }

    public static PyObject* SetState(ThreadState* ts, bytesio* self, PyObject* state)
    {
        if (!PyTuple.Check(state) || PyTuple.Size(state) < 3)
            return Err.Type(ts, $"{PyType.TpName(((PyObject*)self)->ob_type)}.__setstate__ argument should be 3-tuple, got {PyType.NameOf(state)}");
        if (!BytesIOType.CheckExports(ts, self))
            return null;
        // As if made anew with the first item.
        self->string_size = 0;
        self->pos = 0;
        if (self->buf == null)
            self->buf = PyBytes.Empty;
        if (Write(ts, self, PyTuple.GetBorrowed(state, 0)) < 0)
            return null;
        PyObject* position = PyTuple.GetBorrowed(state, 1);
        if (!PyLong.Check(position))
            return Err.Type(ts, $"second item of state must be an integer, not {PyType.NameOf(position)}");
        nint pos = PyLong.AsNInt(ts, position);
        if (pos == -1 && Err.Occurred(ts))
            return null;
        if (pos < 0)
            return Err.Value(ts, "position value cannot be negative");
        self->pos = pos;
        return StreamState.RestoreDict(ts, &self->dict, PyTuple.GetBorrowed(state, 2), "third") == Status.Ok ? Py.None : null;
    }
}

/// <summary>The instance dict as part of the state of BytesIO and StringIO.</summary>
internal static unsafe class StreamState
{
    public static Status RestoreDict(ThreadState* ts, PyObject** field, PyObject* dict, string which)
    {
        if (dict == Py.None)
            return Status.Ok;
        if (!PyDict.Check(dict))
            return Err.TypeStatus(ts, $"{which} item of state should be a dict, got a {PyType.NameOf(dict)}");
        if (*field != null)
            return PyDict.Update(ts, *field, dict);
        *field = Ref.New(dict);
        return Status.Ok;
    }
}
