// Stripping, padding, replacing, translating and hexadecimal forms of bytes and bytearray. See docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ByteMethods
{
    public static PyObject* Strip(ThreadState* ts, PyObject* self, PyObject* chars, bool left, bool right)
    {
        BufferView view = default;
        bool whitespace = chars == Py.None;
        if (!whitespace && view.Get(ts, chars) == Status.Error)
            return null;
        ReadOnlySpan<byte> text = Span(self), set = view.Span;
        int start = 0, end = text.Length;
        while (left && start < end && (whitespace ? IsSpace(text[start]) : set.Contains(text[start])))
            start++;
        while (right && end > start && (whitespace ? IsSpace(text[end - 1]) : set.Contains(text[end - 1])))
            end--;
        PyObject* result = end - start == text.Length ? Unchanged(ts, self) : Like(ts, self, text[start..end]);
        view.Release(ts);
        return result;
    }

    /// <summary>The fill byte of center, ljust and rjust: a bytes or bytearray of length 1.</summary>
    public static Status FillByte(ThreadState* ts, PyObject* o, string function, out byte value)
    {
        value = (byte)' ';
        if (o == null)
            return Status.Ok;
        bool isArray = PyByteArray.Check(o);
        if (!isArray && !PyBytes.Check(o))
            return Err.TypeStatus(ts, $"{function}() argument 2 must be a byte string of length 1, not {PyType.NameOf(o)}");
        ReadOnlySpan<byte> span = Span(o);
        if (span.Length != 1)
            return Err.TypeStatus(ts,
                $"{function}(): argument 2 must be a byte string of length 1, not a {(isArray ? "bytearray" : "bytes")} object of length {span.Length}");
        value = span[0];
        return Status.Ok;
    }

    public static PyObject* Center(ThreadState* ts, PyObject* self, nint width, PyObject* fill)
    {
        if (FillByte(ts, fill, "center", out byte value) == Status.Error)
            return null;
        nint margin = width - Length(self);
        nint left = margin / 2 + (margin & width & 1);
        return margin <= 0 ? Unchanged(ts, self) : Pad(ts, self, left, margin - left, value);
    }

    public static PyObject* Justify(ThreadState* ts, PyObject* self, nint width, PyObject* fill, bool toLeft)
    {
        if (FillByte(ts, fill, toLeft ? "ljust" : "rjust", out byte value) == Status.Error)
            return null;
        nint margin = width - Length(self);
        return toLeft ? Pad(ts, self, 0, margin, value) : Pad(ts, self, margin, 0, value);
    }

    private static PyObject* Pad(ThreadState* ts, PyObject* self, nint left, nint right, byte fill)
    {
        left = nint.Max(left, 0);
        right = nint.Max(right, 0);
        if (left == 0 && right == 0)
            return Unchanged(ts, self);
        ReadOnlySpan<byte> text = Span(self);
        if (left > PyBytes.MaxLength - text.Length || right > PyBytes.MaxLength - text.Length - left)
            return Err.NoMemory(ts);
        PyObject* result = text.Length + left + right == 1 ? Like(ts, self, [fill]) : NewLike(ts, self, text.Length + left + right);
        if (result == null || Length(result) == 1)
            return result;
        byte* to = Data(result);
        new Span<byte>(to, (int)left).Fill(fill);
        text.CopyTo(new Span<byte>(to + left, text.Length));
        new Span<byte>(to + left + text.Length, (int)right).Fill(fill);
        return result;
    }

    public static PyObject* ZFill(ThreadState* ts, PyObject* self, nint width)
    {
        nint fill = width - Length(self);
        PyObject* result = Pad(ts, self, fill, 0, (byte)'0');
        if (result == null || fill <= 0 || Length(self) == 0)
            return result;
        byte* to = Data(result);
        if (to[fill] is (byte)'+' or (byte)'-')
        {
            to[0] = to[fill];
            to[fill] = (byte)'0';
        }
        return result;
    }

    public static PyObject* ExpandTabs(ThreadState* ts, PyObject* self, int tabSize)
    {
        ReadOnlySpan<byte> text = Span(self);
        var writer = new BytesWriter(ts);
        nint column = 0;
        for (int i = 0; i < text.Length && !writer.Failed; i++)
        {
            byte b = text[i];
            if (b != '\t')
            {
                writer.WriteByte(b);
                column = b is (byte)'\n' or (byte)'\r' ? 0 : column + 1;
            }
            else if (tabSize > 0)
            {
                nint spaces = tabSize - column % tabSize;
                writer.WriteRepeated((byte)' ', spaces);
                column += spaces;
            }
        }
        return FinishLike(ts, self, ref writer);
    }

    private static PyObject* FinishLike(ThreadState* ts, PyObject* self, ref BytesWriter writer)
    {
        if (PyBytes.Check(self) || writer.Failed)
            return writer.Finish();
        PyObject* result = PyByteArray.FromSpan(ts, writer.Written);
        writer.Dispose();
        return result;
    }

    public static PyObject* Replace(ThreadState* ts, PyObject* self, PyObject* old, PyObject* replacement, nint most)
    {
        BufferView from = default, to = default;
        if (from.Get(ts, old) == Status.Error)
            return null;
        PyObject* result = null;
        if (to.Get(ts, replacement) == Status.Ok)
            result = Replace(ts, self, from.Span, to.Span, most < 0 ? nint.MaxValue : most);
        from.Release(ts);
        to.Release(ts);
        return result;
    }

    private static PyObject* Replace(ThreadState* ts, PyObject* self, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, nint most)
    {
        ReadOnlySpan<byte> text = Span(self);
        if (most == 0 || from.Length > text.Length || (from.Length == 0 && to.Length == 0))
            return Unchanged(ts, self);
        nint times = CharSearch.Count(text, from, (int)nint.Min(most, int.MaxValue));
        if (times == 0)
            return Unchanged(ts, self);
        if (to.Length > from.Length && to.Length - from.Length > (nint.MaxValue - text.Length) / times)
            return Err.Overflow(ts, "replace bytes is too long");
        var writer = new BytesWriter(ts);
        writer.Prepare(text.Length + times * (to.Length - from.Length));
        while (times-- > 0 && !writer.Failed)
        {
            if (from.Length == 0)
            {
                writer.Write(to);
                if (text.Length == 0)
                    break;
                writer.WriteByte(text[0]);
                text = text[1..];
                continue;
            }
            int at = (int)CharSearch.IndexOf(text, from);
            writer.Write(text[..at]);
            writer.Write(to);
            text = text[(at + from.Length)..];
        }
        writer.Write(text);
        return FinishLike(ts, self, ref writer);
    }

    public static PyObject* Translate(ThreadState* ts, PyObject* self, PyObject* table, PyObject* delete)
    {
        BufferView map = default, dropped = default;
        if (table != Py.None && map.Get(ts, table) == Status.Error)
            return null;
        if (table != Py.None && map.Length != 256)
        {
            map.Release(ts);
            return Err.Value(ts, "translation table must be 256 characters long");
        }
        if (delete != null && dropped.Get(ts, delete) == Status.Error)
        {
            map.Release(ts);
            return null;
        }
        Span<bool> drop = stackalloc bool[256];
        drop.Clear();
        foreach (byte b in dropped.Span)
            drop[b] = true;
        ReadOnlySpan<byte> text = Span(self), mapping = map.Span;
        bool changed = false;
        var writer = new BytesWriter(ts);
        writer.Prepare(text.Length);
        foreach (byte b in text)
        {
            if (drop[b])
            {
                changed = true;
                continue;
            }
            byte mapped = mapping.Length == 0 ? b : mapping[b];
            changed |= mapped != b;
            writer.WriteByte(mapped);
        }
        map.Release(ts);
        dropped.Release(ts);
        if (changed || writer.Failed)
            return FinishLike(ts, self, ref writer);
        writer.Dispose();
        return Unchanged(ts, self);
    }

    public static PyObject* MakeTrans(ThreadState* ts, PyObject* from, PyObject* to)
    {
        BufferView old = default, @new = default;
        if (old.Get(ts, from) == Status.Error)
            return null;
        PyObject* table = null;
        if (@new.Get(ts, to) == Status.Ok)
        {
            if (old.Length != @new.Length)
            {
                Err.Value(ts, "maketrans arguments must have same length");
            }
            else if ((table = PyBytes.New(ts, 256)) != null)
            {
                byte* map = PyBytes.Data(table);
                for (int i = 0; i < 256; i++)
                    map[i] = (byte)i;
                for (nint i = 0; i < old.Length; i++)
                    map[old.Data[i]] = @new.Data[i];
            }
        }
        old.Release(ts);
        @new.Release(ts);
        return table;
    }
}
