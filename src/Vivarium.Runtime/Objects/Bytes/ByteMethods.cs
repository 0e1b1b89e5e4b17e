// The methods that bytes and bytearray share, over the bytes of either; results are of the kind of the receiver: bytes for bytes and its
// subclasses, bytearray
// otherwise. See docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ByteMethods
{
    /// <summary>The content of a bytes or bytearray. Any Python code may change a bytearray: read it again afterwards.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Span(PyObject* self) => PyBytes.Check(self) ? PyBytes.AsSpan(self) : PyByteArray.AsSpan(self);

    private static nint Length(PyObject* self) => ((PyVarObject*)self)->ob_size;

    /// <summary>A new object of the receiver's kind.</summary>
    private static PyObject* Like(ThreadState* ts, PyObject* self, ReadOnlySpan<byte> content) =>
        PyBytes.Check(self) ? PyBytes.FromSpan(ts, content) : PyByteArray.FromSpan(ts, content);

    /// <summary>A new object of the receiver's kind to be filled; length 0 may be shared.</summary>
    private static PyObject* NewLike(ThreadState* ts, PyObject* self, nint length) =>
        PyBytes.Check(self) ? PyBytes.New(ts, length) : PyByteArray.New(ts, length);

    /// <summary>The memory of an object that <see cref="NewLike"/> made.</summary>
    private static byte* Data(PyObject* o) => PyBytes.Check(o) ? PyBytes.Data(o) : PyByteArray.Data(o);

    /// <summary>The receiver itself when it is exact bytes, else a copy.</summary>
    private static PyObject* Unchanged(ThreadState* ts, PyObject* self) =>
        PyBytes.CheckExact(self) ? Ref.New(self) : Like(ts, self, Span(self));

    private static string KindName(PyObject* self) => PyBytes.Check(self) ? "bytes" : "bytearray";

    /// <summary>left + right, of the left's kind.</summary>
    public static PyObject* Concat(ThreadState* ts, PyObject* self, PyObject* other)
    {
        BufferView view = default;
        if (!BufferView.Supports(other))
            return Err.Type(ts, $"can't concat {PyType.NameOf(other)} to {PyType.NameOf(self)}");
        if (PyBytes.CheckExact(self) && Length(self) == 0 && PyBytes.CheckExact(other))
            return Ref.New(other);
        if (PyBytes.CheckExact(self) && PyBytes.CheckExact(other) && Length(other) == 0)
            return Ref.New(self);
        if (view.Get(ts, other) == Status.Error)
            return null;
        ReadOnlySpan<byte> left = Span(self);
        PyObject* result = NewLike(ts, self, (nint)left.Length + view.Length);
        if (result != null && Length(result) != 0)
        {
            byte* to = Data(result);
            left.CopyTo(new Span<byte>(to, left.Length));
            view.Span.CopyTo(new Span<byte>(to + left.Length, (int)view.Length));
        }
        view.Release(ts);
        return result;
    }

    public static PyObject* Repeat(ThreadState* ts, PyObject* self, nint count)
    {
        nint length = Length(self);
        count = nint.Max(count, 0);
        if (count != 0 && length > nint.MaxValue / count)
            return PyBytes.Check(self) ? Err.Overflow(ts, "repeated bytes are too long") : Err.NoMemory(ts);
        if (count == 1 && PyBytes.CheckExact(self))
            return Ref.New(self);
        if (length * count == 1)
            return Like(ts, self, Span(self));
        PyObject* result = NewLike(ts, self, length * count);
        if (result == null || length * count == 0)
            return result;
        fixed (byte* unit = Span(self))
            PyUnicode.FillRepeated(Data(result), unit, length, length * count);
        return result;
    }

    public static PyObject* Item(ThreadState* ts, PyObject* self, nint index)
    {
        if ((nuint)index >= (nuint)Length(self))
            return Err.Index(ts, PyBytes.Check(self) ? "index out of range" : "bytearray index out of range");
        return PyLong.FromInt64(ts, Span(self)[(int)index]);
    }

    public static PyObject* Subscript(ThreadState* ts, PyObject* self, PyObject* item)
    {
        if (PySlice.Check(item))
            return Slice(ts, self, item);
        if (!Num.HasIndex(item))
            return Err.Type(ts,
                $"{(PyBytes.Check(self) ? "byte" : "bytearray")} indices must be integers or slices, not {PyType.NameOf(item)}");
        nint index = Num.AsSsize(ts, item, Exc.IndexError);
        if (index == -1 && Err.Occurred(ts))
            return null;
        return Item(ts, self, index < 0 ? index + Length(self) : index);
    }

    private static PyObject* Slice(ThreadState* ts, PyObject* self, PyObject* slice)
    {
        nint start, stop, step;
        if (PySlice.Unpack(ts, slice, &start, &stop, &step) == Status.Error)
            return null;
        nint count = PySlice.AdjustIndices(Length(self), &start, &stop, step);
        if (count <= 0)
            return Like(ts, self, default);
        if (step == 1)
            return count == Length(self) ? Unchanged(ts, self) : Like(ts, self, Span(self).Slice((int)start, (int)count));
        if (count == 1)
            return Like(ts, self, Span(self).Slice((int)start, 1));
        PyObject* result = NewLike(ts, self, count);
        if (result == null)
            return null;
        ReadOnlySpan<byte> from = Span(self);
        byte* to = Data(result);
        for (nint i = 0, at = start; i < count; i++, at += step)
            to[i] = from[(int)at];
        return result;
    }

    /// <summary>Comparison with any object that has a buffer; with str and int a BytesWarning may come first.</summary>
    public static PyObject* RichCompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (PyBytes.Check(self) ? !PyBytes.Check(other) : PyUnicode.Check(other) || !BufferView.Supports(other))
            return Py.NotImplemented;
        BufferView view = default;
        if (view.Get(ts, other) == Status.Error)
            return null;
        ReadOnlySpan<byte> left = Span(self), right = view.Span;
        bool result = op is 2 or 3 ? left.SequenceEqual(right) == (op == 2) : PyUnicode.Matches(left.SequenceCompareTo(right), op);
        view.Release(ts);
        return Py.Bool(result);
    }

    /// <summary>repr: b'…' with \t \n \r \\ and \xNN, in the quotes that need fewer escapes.</summary>
    public static PyObject* Repr(ThreadState* ts, ReadOnlySpan<byte> bytes, bool preferDouble = true)
    {
        var writer = new UnicodeWriter(ts);
        WriteRepr(ref writer, bytes, preferDouble);
        return writer.Finish();
    }

    public static void WriteRepr(ref UnicodeWriter writer, ReadOnlySpan<byte> bytes, bool preferDouble, bool escapeSingle = false)
    {
        uint quote = preferDouble && bytes.Contains((byte)'\'') && !bytes.Contains((byte)'"') ? '"' : (uint)'\'';
        writer.Prepare(bytes.Length + 3, 0x7F);
        writer.WriteChar('b');
        writer.WriteChar(quote);
        foreach (byte b in bytes)
        {
            if (b == quote || b == '\\' || (escapeSingle && b == '\''))
            {
                writer.WriteChar('\\');
                writer.WriteChar(b);
            }
            else if (b is >= 0x20 and < 0x7F)
            {
                writer.WriteChar(b);
            }
            else
            {
                PyUnicode.WriteEscaped(ref writer, b);
            }
        }
        writer.WriteChar(quote);
    }

    /// <summary>bytes.decode and bytearray.decode.</summary>
    public static PyObject* Decode(ThreadState* ts, PyObject* self, PyObject* encoding, PyObject* errors)
    {
        string? encodingName = null, errorsName = null;
        if (encoding != null && (encodingName = StrType.CodecName(ts, encoding)) == null)
            return null;
        if (errors != null && (errorsName = StrType.CodecName(ts, errors)) == null)
            return null;
        // Nothing is decoded without looking for the codec.
        if (Span(self).IsEmpty)
            return Codecs.CodecRegistry.KnowsNames(ts, encodingName, errorsName) ? StaticStrings.Empty : null;
        return PyUnicode.Decode(ts, Span(self), encodingName, errorsName);
    }
}
