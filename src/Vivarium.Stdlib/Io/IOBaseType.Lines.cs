// _IOBase: lines, for streams that have no better way than read() and peek().
namespace Vivarium.Stdlib.Io;

internal static unsafe partial class IOBaseType
{
    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => CheckClosed(ts, self) == Status.Ok ? Ref.New(self) : null;

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, PyObject* self)
    {
        PyObject* line = Call.Method(ts, self, Id.readline);
        if (line == null)
            return null;
        if (Obj.Size(ts, line) > 0)
            return line;
        // The end, or an error.
        Ref.Dec(ts, line);
        return null;
    }

    [PyMethod("($self, size=-1, /)", Doc = "Read and return one line, of which at most size bytes if size is given.\n\nLines end with b'\\n' in binary files; in text files the argument newline of open\n"
        + "says which ends are known.")]
    private static PyObject* readline(ThreadState* ts, PyObject* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint size = -1)
    {
        PyObject* found;
        if (Obj.LookupAttr(ts, self, Id.peek, &found) == Lookup.Error)
            return null;
        using Owned<PyObject> peek = Own.Of(ts, found);
        BytesWriter line = new(ts);
        while (size < 0 || line.Written.Length < size)
        {
            nint wanted = 1;
            if (!peek.IsNull && !PeekForLine(ts, peek.Pointer, size < 0 ? nint.MaxValue : size - line.Written.Length, ref wanted))
            {
                line.Dispose();
                return null;
            }
            using Owned<PyObject> count = Own.Of(ts, PyLong.FromNInt(ts, wanted));
            using Owned<PyObject> piece = Own.Of(ts, count.IsNull ? null : Call.Method(ts, self, Id.read, count.Pointer));
            if (piece.IsNull)
            {
                line.Dispose();
                return null;
            }
            if (!PyBytes.Check(piece.Pointer))
            {
                line.Dispose();
                return Err.SetString(ts, Exc.OSError, $"read() should have returned a bytes object, not '{PyType.NameOf(piece.Pointer)}'");
            }
            ReadOnlySpan<byte> bytes = PyBytes.AsSpan(piece.Pointer);
            if (bytes.Length == 0)
                break;
            if (!line.Write(bytes))
            {
                line.Dispose();
                return Err.Occurred(ts) ? null : Err.NoMemory(ts);
            }
            if (bytes[^1] == '\n')
                break;
        }
        return line.Finish();
    }

    /// <summary>How much can be read without going beyond the line, from what peek(1) shows.</summary>
    private static bool PeekForLine(ThreadState* ts, PyObject* peek, nint limit, ref nint wanted)
    {
        using Owned<PyObject> ahead = Own.Of(ts, Call.OneArg(ts, peek, PyLong.SmallInt(1)));
        if (ahead.IsNull)
        {
            if (!IoErrors.ClearInterrupted(ts))
                return false;
            return PeekForLine(ts, peek, limit, ref wanted);
        }
        if (!PyBytes.Check(ahead.Pointer))
        {
            Err.SetString(ts, Exc.OSError, $"peek() should have returned a bytes object, not '{PyType.NameOf(ahead.Pointer)}'");
            return false;
        }
        ReadOnlySpan<byte> bytes = PyBytes.AsSpan(ahead.Pointer);
        if (bytes.Length == 0)
            return true;
        if (bytes.Length > limit)
            bytes = bytes[..(int)limit];
        int end = bytes.IndexOf((byte)'\n');
        wanted = end < 0 ? bytes.Length : end + 1;
        return true;
    }

    [PyMethod("($self, hint=-1, /)", Doc = "Return a list of lines.\n\nNo more are read once those read have hint bytes or characters together.")]
    private static PyObject* readlines(ThreadState* ts, PyObject* self, [Converter(nameof(IoErrors.OptionalSize), In = typeof(IoErrors))] nint hint = -1)
    {
        using Owned<PyObject> lines = Own.Of(ts, PyList.New(ts, 0));
        using Owned<PyObject> iterator = Own.Of(ts, lines.IsNull ? null : Obj.GetIter(ts, self));
        if (iterator.IsNull)
            return null;
        nint length = 0;
        PyObject* line;
        while ((line = Obj.IterNext(ts, iterator.Pointer)) != null)
        {
            nint size = hint > 0 ? Obj.Size(ts, line) : 0;
            if (size < 0)
            {
                Ref.Dec(ts, line);
                return null;
            }
            if (PyList.AppendSteal(ts, lines.Pointer, line) == Status.Error)
                return null;
            if (hint > 0 && size > hint - length)
                return lines.Release();
            length += size;
        }
        return Err.Occurred(ts) ? null : lines.Release();
    }

    [PyMethod("($self, lines, /)", Doc = "Write a list of lines.\n\nNo line ends are added: each line should have its own.")]
    private static PyObject* writelines(ThreadState* ts, PyObject* self, PyObject* lines)
    {
        if (CheckClosed(ts, self) == Status.Error)
            return null;
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, lines));
        if (iterator.IsNull)
            return null;
        PyObject* line;
        while ((line = Obj.IterNext(ts, iterator.Pointer)) != null)
        {
            Status written;
            do
                written = IoErrors.DropSteal(ts, Call.Method(ts, self, Id.write, line));
            while (written == Status.Error && IoErrors.ClearInterrupted(ts));
            Ref.Dec(ts, line);
            if (written == Status.Error)
                return null;
        }
        return Err.Occurred(ts) ? null : Py.None;
    }
}
