// The type bytearray: construction, protocol slots and changing methods. See docs/internals/bytes.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

[PyType("bytearray", Layout = typeof(PyByteArrayObject), Flags = TypeFlags.BaseType | TypeFlags.MatchSelf, TextSignature = "",
    None = "tp_hash",
    Doc = "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n"
        + "bytearray(int) -> bytearray of that size filled with zeros\nbytearray() -> empty bytearray\n\n"
        + "A mutable sequence of bytes, made from integers in range(256), from text with\nan encoding, from an object with a buffer, or of a given size.")]
internal static unsafe partial class ByteArrayType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyByteArrayObject* self)
    {
        MemDomain.Free(ts->interp->heap, self->ob_bytes);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => PyType.GenericNew(ts, type,
        args, kwargs);

    [Slot("(source=b'', encoding='utf-8', errors='strict')")]
    private static Status tp_init(ThreadState* ts, PyByteArrayObject* self, PyObject* source = null,
        [Of(typeof(StrType))] PyObject* encoding = null,
        [Of(typeof(StrType))] PyObject* errors = null)
    {
        if (self->ob_base.ob_size != 0 && PyByteArray.Resize(ts, self, 0) == Status.Error)
            return Status.Error;
        if (source == null)
        {
            return encoding == null && errors == null ? Status.Ok
                : Err.TypeStatus(ts, encoding != null ? "encoding without a string argument" : "errors without a string argument");
        }
        if (PyUnicode.Check(source))
        {
            if (encoding == null)
                return Err.TypeStatus(ts, "string argument without an encoding");
            using var encoded = Own.Of(ts, BytesType.Encoded(ts, source, encoding, errors));
            return encoded.IsNull ? Status.Error : InPlaceConcat(ts, self, encoded.Object);
        }
        if (encoding != null || errors != null)
            return Err.TypeStatus(ts, encoding != null ? "encoding without a string argument" : "errors without a string argument");
        if (Num.HasIndex(source))
        {
            nint count = Num.AsSsize(ts, source, Exc.OverflowError);
            if (count != -1 || !Err.Occurred(ts))
                return Zeros(ts, self, count);
            if (!Err.ClearIf(ts, Exc.TypeError))
                return Status.Error;
        }
        Status filled = Fill(ts, self, source);
        // Nothing is left of an attempt that failed.
        if (filled == Status.Error && self->ob_exports == 0 && self->ob_base.ob_size != 0)
        {
            self->ob_base.ob_size = 0;
            self->ob_start[0] = 0;
        }
        return filled;
    }

    private static Status Zeros(ThreadState* ts, PyByteArrayObject* self, nint count)
    {
        if (count < 0)
            return Err.ValueStatus(ts, "negative count");
        if (count == 0)
            return Status.Ok;
        if (PyByteArray.Resize(ts, self, count) == Status.Error)
            return Status.Error;
        new Span<byte>(self->ob_start, (int)count).Clear();
        return Status.Ok;
    }

    private static Status Fill(ThreadState* ts, PyByteArrayObject* self, PyObject* source)
    {
        if (BufferView.Supports(source))
        {
            Py_buffer view;
            if (PyBuffer.Get(ts, source, &view, BufferFlags.FullReadOnly) == Status.Error)
                return Status.Error;
            Status status = PyByteArray.Resize(ts, self, view.len);
            if (status == Status.Ok)
                BufferCopy.AnyToContiguous(self->ob_start, &view, 'C');
            PyBuffer.Release(ts, &view);
            return status;
        }
        if (PyList.CheckExact(source) || PyTuple.CheckExact(source))
        {
            nint count = PyList.CheckExact(source) ? PyList.Size(source) : PyTuple.Size(source);
            if (PyByteArray.Resize(ts, self, count) == Status.Error || PyByteArray.Resize(ts, self, count) == Status.Error)
                return Status.Error;
            new Span<byte>(self->ob_start, (int)count).Clear();
            return FillFromSequence(ts, self, source);
        }
        PyObject* iterator = Obj.GetIter(ts, source);
        if (iterator == null)
            return Err.ClearIf(ts, Exc.TypeError) ? Err.TypeStatus(ts, $"cannot convert '{PyType.NameOf(source)}' object to bytearray")
                : Status.Error;
        using var hold = Own.Of(ts, iterator);
        while (true)
        {
            PyObject* item = Obj.IterNext(ts, iterator);
            if (item == null)
                return Err.Occurred(ts) ? Status.Error : Status.Ok;
            Status status = ByteMethods.ByteOf(ts, item, out byte value);
            Ref.Dec(ts, item);
            if (status == Status.Error || AppendByte(ts, self, value) == Status.Error)
                return Status.Error;
        }
    }

    private static Status FillFromSequence(ThreadState* ts, PyByteArrayObject* self, PyObject* source)
    {
        bool isList = PyList.CheckExact(source);
        for (nint i = 0; i < (isList ? PyList.Size(source) : PyTuple.Size(source)); i++)
        {
            using var item = Own.Of(ts, Ref.New(isList ? PyList.GetBorrowed(source, i) : PyTuple.GetBorrowed(source, i)));
            if (ByteMethods.ByteOf(ts, item.Object, out byte value) == Status.Error)
                return Status.Error;
            if (i < self->ob_base.ob_size)
                self->ob_start[i] = value;
            else if (AppendByte(ts, self, value) == Status.Error)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static Status AppendByte(ThreadState* ts, PyByteArrayObject* self, byte value)
    {
        nint size = self->ob_base.ob_size;
        if (PyByteArray.Resize(ts, self, size + 1) == Status.Error)
            return Status.Error;
        self->ob_start[size] = value;
        return Status.Ok;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self)
    {
        var writer = new UnicodeWriter(ts);
        writer.WriteString(PyType.NameOf(self));
        writer.WriteChar('(');
        ReadOnlySpan<byte> content = PyByteArray.AsSpan(self);
        ByteMethods.WriteRepr(ref writer, content, preferDouble: true, escapeSingle: true);
        writer.WriteChar(')');
        return writer.Finish();
    }

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyObject* self) =>
        PyBytes.WarnImplicitString(ts, "str() on a bytearray instance") == Status.Error ? null : tp_repr(ts, self);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (op is 2 or 3 && PyUnicode.Check(other) && PyBytes.WarnComparison(ts, other, "bytearray") == Status.Error)
            return null;
        return ByteMethods.RichCompare(ts, self, other, op);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => IndexIterator.New(ts, ByteArrayIteratorType.Type, self);

    [Slot]
    private static PyObject* nb_remainder(ThreadState* ts, PyObject* left, PyObject* right) =>
        PyByteArray.Check(left) ? Formatted(ts, (PyByteArrayObject*)left, right) : Py.NotImplemented;

    /// <summary>Code that runs meanwhile must not change the format.</summary>
    private static PyObject* Formatted(ThreadState* ts, PyByteArrayObject* format, PyObject* operand)
    {
        format->ob_exports++;
        PyObject* result = BytesFormatter.Format(ts, PyByteArray.AsSpan((PyObject*)format), operand, isArray: true);
        format->ob_exports--;
        return result;
    }

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => PyByteArray.Length(self);

    [Slot]
    private static nint mp_length(ThreadState* ts, PyObject* self) => PyByteArray.Length(self);

    [Slot]
    private static PyObject* sq_concat(ThreadState* ts, PyObject* self, PyObject* other) => ByteMethods.Concat(ts, self, other);

    [Slot]
    private static PyObject* sq_repeat(ThreadState* ts, PyObject* self, nint count) => ByteMethods.Repeat(ts, self, count);

    [Slot]
    private static PyObject* sq_item(ThreadState* ts, PyObject* self, nint index) => ByteMethods.Item(ts, self, index);

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* item) => ByteMethods.Contains(ts, self, item);

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyObject* self, PyObject* item) => ByteMethods.Subscript(ts, self, item);

    [Slot]
    private static Status bf_getbuffer(ThreadState* ts, PyByteArrayObject* self, Py_buffer* view, int flags)
    {
        void* data = self->ob_base.ob_size == 0 ? BufferFlags.ByteFormat + 1 : self->ob_start;
        if (BufferView.Fill(ts, view, (PyObject*)self, data, self->ob_base.ob_size, isReadOnly: false, flags) == Status.Error)
            return Status.Error;
        self->ob_exports++;
        return Status.Ok;
    }

    [Slot]
    private static void bf_releasebuffer(ThreadState* ts, PyByteArrayObject* self, Py_buffer* view) => self->ob_exports--;
}
