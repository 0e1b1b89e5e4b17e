// split, splitlines, partition and join of bytes and bytearray. See docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ByteMethods
{
    public static PyObject* Split(ThreadState* ts, PyObject* self, PyObject* sep, nint most, bool fromEnd)
    {
        most = most < 0 ? nint.MaxValue : most;
        if (sep == Py.None)
            return fromEnd ? RsplitSpace(ts, self, most) : SplitSpace(ts, self, most);
        BufferView view = default;
        if (view.Get(ts, sep) == Status.Error)
            return null;
        PyObject* result = view.Length == 0 ? Err.Value(ts, "empty separator")
            : fromEnd ? Rsplit(ts, self, view.Span, most)
            : SplitAt(ts, self, view.Span, most);
        view.Release(ts);
        return result;
    }

    /// <summary>Appends a piece to an owned list; a failure releases the list and gives null. A whole exact bytes is itself.</summary>
    private static PyObject* AddPiece(ThreadState* ts, PyObject* list, PyObject* self, nint start, nint end)
    {
        PyObject* piece = start == 0 && end == Length(self) ? Unchanged(ts, self) : Like(ts, self, Span(self)[(int)start..(int)end]);
        if (piece != null && PyList.AppendSteal(ts, list, piece) == Status.Ok)
            return list;
        Ref.Dec(ts, list);
        return null;
    }

    private static PyObject* SplitAt(ThreadState* ts, PyObject* self, ReadOnlySpan<byte> sep, nint most)
    {
        PyObject* list = PyList.New(ts, 0);
        nint start = 0, length = Length(self);
        while (list != null && most-- > 0)
        {
            nint at = CharSearch.IndexOf(Span(self)[(int)start..], sep);
            if (at < 0)
                break;
            list = AddPiece(ts, list, self, start, start + at);
            start += at + sep.Length;
        }
        return list == null ? null : AddPiece(ts, list, self, start, length);
    }

    private static PyObject* Rsplit(ThreadState* ts, PyObject* self, ReadOnlySpan<byte> sep, nint most)
    {
        PyObject* list = PyList.New(ts, 0);
        nint end = Length(self);
        while (list != null && most-- > 0)
        {
            nint at = CharSearch.LastIndexOf(Span(self)[..(int)end], sep);
            if (at < 0)
                break;
            list = AddPiece(ts, list, self, at + sep.Length, end);
            end = at;
        }
        return list == null ? null : Reversed(ts, AddPiece(ts, list, self, 0, end));
    }

    private static PyObject* Reversed(ThreadState* ts, PyObject* list)
    {
        if (list != null && PyList.Reverse(ts, list) == Status.Error)
        {
            Ref.Dec(ts, list);
            return null;
        }
        return list;
    }

    private static PyObject* SplitSpace(ThreadState* ts, PyObject* self, nint most)
    {
        PyObject* list = PyList.New(ts, 0);
        int i = 0;
        ReadOnlySpan<byte> text = Span(self);
        while (list != null)
        {
            while (i < text.Length && IsSpace(text[i]))
                i++;
            if (i == text.Length)
                return list;
            if (most-- <= 0)
                return AddPiece(ts, list, self, i, text.Length);
            int start = i;
            while (i < text.Length && !IsSpace(text[i]))
                i++;
            list = AddPiece(ts, list, self, start, i);
        }
        return null;
    }

    private static PyObject* RsplitSpace(ThreadState* ts, PyObject* self, nint most)
    {
        PyObject* list = PyList.New(ts, 0);
        ReadOnlySpan<byte> text = Span(self);
        int end = text.Length;
        while (list != null)
        {
            while (end > 0 && IsSpace(text[end - 1]))
                end--;
            if (end == 0)
                return Reversed(ts, list);
            if (most-- <= 0)
                return Reversed(ts, AddPiece(ts, list, self, 0, end));
            int i = end;
            while (i > 0 && !IsSpace(text[i - 1]))
                i--;
            list = AddPiece(ts, list, self, i, end);
            end = i;
        }
        return null;
    }

    public static PyObject* SplitLines(ThreadState* ts, PyObject* self, bool keepEnds)
    {
        PyObject* list = PyList.New(ts, 0);
        ReadOnlySpan<byte> text = Span(self);
        for (int i = 0; list != null && i < text.Length;)
        {
            int start = i;
            int length = text[i..].IndexOfAny((byte)'\n', (byte)'\r');
            int end = length < 0 ? text.Length : i + length;
            i = end;
            if (i < text.Length)
            {
                i += text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n' ? 2 : 1;
                if (keepEnds)
                    end = i;
            }
            list = AddPiece(ts, list, self, start, end);
        }
        return list;
    }

    public static PyObject* Partition(ThreadState* ts, PyObject* self, PyObject* sep, bool fromEnd)
    {
        // bytearray gives a new separator of its own kind, bytes the object that was passed.
        BufferView view = default;
        if (view.Get(ts, sep) == Status.Error)
            return null;
        PyObject* result = null;
        if (view.Length == 0)
            Err.Value(ts, "empty separator");
        else
            result = PartitionAt(ts, self, sep, view.Span, fromEnd);
        view.Release(ts);
        return result;
    }

    private static PyObject* PartitionAt(ThreadState* ts, PyObject* self, PyObject* sep, ReadOnlySpan<byte> wanted, bool fromEnd)
    {
        ReadOnlySpan<byte> text = Span(self);
        nint at = fromEnd ? CharSearch.LastIndexOf(text, wanted) : CharSearch.IndexOf(text, wanted);
        if (at < 0)
        {
            using var whole = Own.Of(ts, Unchanged(ts, self));
            using var none = Own.Of(ts, whole.IsNull ? null : Like(ts, self, default));
            using var other = Own.Of(ts, none.IsNull ? null : Like(ts, self, default));
            if (other.IsNull)
                return null;
            return fromEnd ? PyTuple.Pack(ts, none.Object, other.Object, whole.Object) : PyTuple.Pack(ts, whole.Object, none.Object,
                other.Object);
        }
        using var before = Own.Of(ts, Like(ts, self, text[..(int)at]));
        using var middle = Own.Of(ts, before.IsNull ? null : PyBytes.Check(self) ? Ref.New(sep) : Like(ts, self, wanted));
        using var after = Own.Of(ts, middle.IsNull ? null : Like(ts, self, text[(int)(at + wanted.Length)..]));
        return after.IsNull ? null : PyTuple.Pack(ts, before.Object, middle.Object, after.Object);
    }

    public static PyObject* Join(ThreadState* ts, PyObject* self, PyObject* iterable)
    {
        using var fast = Own.Of(ts, Obj.SequenceFast(ts, iterable, "can only join an iterable"));
        if (fast.IsNull)
            return null;
        PyObject* list = fast.Object;
        bool isList = PyList.Check(list);
        nint count = isList ? PyList.Size(list) : PyTuple.Size(list);
        if (count == 1 && PyBytes.CheckExact(self))
        {
            PyObject* only = isList ? PyList.GetBorrowed(list, 0) : PyTuple.GetBorrowed(list, 0);
            if (PyBytes.CheckExact(only))
                return Ref.New(only);
        }
        if (!PyByteArray.Check(self))
            return JoinItems(ts, self, list, isList, count);
        // Code that gives items' bytes must not change the separator.
        ((PyByteArrayObject*)self)->ob_exports++;
        using var joined = Own.Of(ts, JoinItems(ts, self, list, isList, count));
        ((PyByteArrayObject*)self)->ob_exports--;
        return joined.IsNull ? null : PyByteArray.FromSpan(ts, PyBytes.AsSpan(joined.Object));
    }

    /// <summary>Always bytes. An item's __buffer__ may change the list, which is noticed when its length differs.</summary>
    private static PyObject* JoinItems(ThreadState* ts, PyObject* self, PyObject* list, bool isList, nint count)
    {
        var writer = new BytesWriter(ts);
        for (nint i = 0; i < count && !writer.Failed; i++)
        {
            PyObject* item = isList ? PyList.GetBorrowed(list, i) : PyTuple.GetBorrowed(list, i);
            using var hold = Own.Of(ts, Ref.New(item));
            BufferView view = default;
            if (!BufferView.Supports(item))
            {
                Err.Type(ts, $"sequence item {i}: expected a bytes-like object, {PyType.NameOf(item)} found");
                writer.Fail();
                break;
            }
            if (view.Get(ts, item) == Status.Error)
            {
                writer.Fail();
                break;
            }
            if (i != 0)
                writer.Write(Span(self));
            writer.Write(view.Span);
            view.Release(ts);
            if (isList && PyList.Size(list) != count)
            {
                Err.Runtime(ts, "sequence changed size during iteration");
                writer.Fail();
            }
        }
        return writer.Finish();
    }
}
