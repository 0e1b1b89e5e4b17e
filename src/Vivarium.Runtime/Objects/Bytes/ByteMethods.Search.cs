// find, index, count, contains, startswith and their relatives of bytes and bytearray. A pattern is a bytes-like object or, where one byte
// makes sense, an int.
// See docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ByteMethods
{
    /// <summary>A pattern: a buffer or a single byte.</summary>
    private ref struct Pattern
    {
        private BufferView _view;
        private byte _byte;
        private bool _isByte;

        public readonly ReadOnlySpan<byte> Span => _isByte ? MemoryMarshal.CreateReadOnlySpan(in Unsafe.AsRef(in _byte), 1) : _view.Span;

        public Status Get(ThreadState* ts, PyObject* o)
        {
            if (BufferView.Supports(o))
                return _view.Get(ts, o);
            if (!Num.HasIndex(o))
                return Err.TypeStatus(ts, $"argument should be integer or bytes-like object, not '{PyType.NameOf(o)}'");
            _isByte = true;
            return ByteOf(ts, o, out _byte);
        }

        public void Release(ThreadState* ts) => _view.Release(ts);
    }

    /// <summary>An int from 0 to 255 (ValueError "byte must be in range(0, 256)").</summary>
    public static Status ByteOf(ThreadState* ts, PyObject* o, out byte value)
    {
        value = 0;
        PyObject* index = Num.Index(ts, o);
        if (index == null)
            return Status.Error;
        int overflow;
        long number = PyLong.AsInt64AndOverflow(ts, index, &overflow);
        Ref.Dec(ts, index);
        if (overflow != 0 || number < 0 || number > 255)
            return Err.ValueStatus(ts, "byte must be in range(0, 256)");
        value = (byte)number;
        return Status.Ok;
    }

    /// <summary>-1: missing; -2: error.</summary>
    public static nint Find(ThreadState* ts, PyObject* self, PyObject* sub, nint start, nint end, int direction)
    {
        Pattern pattern = default;
        if (pattern.Get(ts, sub) == Status.Error)
            return -2;
        ReadOnlySpan<byte> text = Span(self), wanted = pattern.Span;
        PyUnicode.AdjustIndices(&start, &end, text.Length);
        nint found = -1;
        if (end - start >= wanted.Length)
        {
            text = text.Slice((int)start, (int)(end - start));
            found = direction > 0 ? CharSearch.IndexOf(text, wanted) : CharSearch.LastIndexOf(text, wanted);
            if (found >= 0)
                found += start;
        }
        pattern.Release(ts);
        return found;
    }

    /// <summary>find and rfind: -1 when missing (or, with an exception, on error).</summary>
    public static nint FindOrMissing(ThreadState* ts, PyObject* self, PyObject* sub, nint start, nint end, int direction) =>
        nint.Max(-1, Find(ts, self, sub, start, end, direction));

    /// <summary>index and rindex.</summary>
    public static nint Index(ThreadState* ts, PyObject* self, PyObject* sub, nint start, nint end, int direction)
    {
        nint found = Find(ts, self, sub, start, end, direction);
        if (found == -1)
            Err.Value(ts, "subsection not found");
        return nint.Max(-1, found);
    }

    public static nint Count(ThreadState* ts, PyObject* self, PyObject* sub, nint start, nint end)
    {
        Pattern pattern = default;
        if (pattern.Get(ts, sub) == Status.Error)
            return -1;
        ReadOnlySpan<byte> text = Span(self), wanted = pattern.Span;
        PyUnicode.AdjustIndices(&start, &end, text.Length);
        nint count = end - start < wanted.Length ? 0 : CharSearch.Count(text.Slice((int)start, (int)(end - start)), wanted);
        pattern.Release(ts);
        return count;
    }

    public static Truth Contains(ThreadState* ts, PyObject* self, PyObject* item)
    {
        if (!BufferView.Supports(item) && !Num.HasIndex(item))
        {
            Err.Type(ts, $"a bytes-like object is required, not '{PyType.NameOf(item)}'");
            return Truth.Error;
        }
        nint found = Find(ts, self, item, 0, nint.MaxValue, 1);
        return found == -2 ? Truth.Error : found >= 0 ? Truth.True : Truth.False;
    }

    public static Truth TailMatch(ThreadState* ts, PyObject* self, PyObject* affix, nint start, nint end, int direction)
    {
        if (PyTuple.Check(affix))
        {
            for (nint i = 0; i < PyTuple.Size(affix); i++)
            {
                Truth matches = TailMatchOne(ts, self, PyTuple.GetBorrowed(affix, i), start, end, direction);
                if (matches != Truth.False)
                    return matches;
            }
            return Truth.False;
        }
        if (!BufferView.Supports(affix))
        {
            Err.Type(ts,
                $"{(direction < 0 ? "startswith" : "endswith")} first arg must be bytes or a tuple of bytes, not {PyType.NameOf(affix)}");
            return Truth.Error;
        }
        return TailMatchOne(ts, self, affix, start, end, direction);
    }

    private static Truth TailMatchOne(ThreadState* ts, PyObject* self, PyObject* affix, nint start, nint end, int direction)
    {
        BufferView view = default;
        if (view.Get(ts, affix) == Status.Error)
            return Truth.Error;
        ReadOnlySpan<byte> text = Span(self);
        PyUnicode.AdjustIndices(&start, &end, text.Length);
        bool matches = false;
        if (end - start >= view.Length && start <= text.Length)
        {
            nint at = direction < 0 ? start : end - view.Length;
            matches = text.Slice((int)at, (int)view.Length).SequenceEqual(view.Span);
        }
        view.Release(ts);
        return matches ? Truth.True : Truth.False;
    }

    public static PyObject* RemoveAffix(ThreadState* ts, PyObject* self, PyObject* affix, bool prefix)
    {
        BufferView view = default;
        if (view.Get(ts, affix) == Status.Error)
            return null;
        ReadOnlySpan<byte> text = Span(self);
        PyObject* result = view.Length == 0 ? Unchanged(ts, self)
            : prefix && text.StartsWith(view.Span) ? Like(ts, self, text[(int)view.Length..])
            : !prefix && text.EndsWith(view.Span) ? Like(ts, self, text[..^(int)view.Length])
            : Unchanged(ts, self);
        view.Release(ts);
        return result;
    }
}
