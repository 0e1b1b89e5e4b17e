// What changes a bytearray, and what only bytearray has. See docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ByteArrayType
{
    [Slot]
    private static Status sq_ass_item(ThreadState* ts, PyByteArrayObject* self, nint index, PyObject* value)
    {
        if ((nuint)index >= (nuint)self->ob_base.ob_size)
        {
            Err.Index(ts, "bytearray index out of range");
            return Status.Error;
        }
        if (value == null)
            return PyByteArray.SetSlice(ts, self, index, index + 1, default);
        if (ByteMethods.ByteOf(ts, value, out byte b) == Status.Error)
            return Status.Error;
        if (index >= self->ob_base.ob_size)
        {
            Err.Index(ts, "bytearray index out of range");
            return Status.Error;
        }
        self->ob_start[index] = b;
        return Status.Ok;
    }

    [Slot]
    private static Status mp_ass_subscript(ThreadState* ts, PyByteArrayObject* self, PyObject* item, PyObject* value)
    {
        if (PySlice.Check(item))
            return AssignSlice(ts, self, item, value);
        if (!Num.HasIndex(item))
            return Err.TypeStatus(ts, $"bytearray indices must be integers or slices, not {PyType.NameOf(item)}");
        nint index = Num.AsSsize(ts, item, Exc.IndexError);
        if (index == -1 && Err.Occurred(ts))
            return Status.Error;
        return sq_ass_item(ts, self, index < 0 ? index + self->ob_base.ob_size : index, value);
    }

    private static Status AssignSlice(ThreadState* ts, PyByteArrayObject* self, PyObject* slice, PyObject* value)
    {
        if (value == null)
            return AssignSlice(ts, self, slice, ReadOnlySpan<byte>.Empty, isDelete: true);
        if (value == (PyObject*)self || !PyByteArray.Check(value))
        {
            if (Num.HasIndex(value) || PyUnicode.Check(value))
                return Err.TypeStatus(ts, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
            PyObject* copy = value == (PyObject*)self ? PyBytes.FromSpan(ts, PyByteArray.AsSpan(value)) : Call.OneArg(ts, (PyObject*)Type,
                value);
            if (copy == null)
                return Status.Error;
            using var hold = Own.Of(ts, copy);
            return AssignSlice(ts, self, slice, ByteMethods.Span(copy), isDelete: false);
        }
        return AssignSlice(ts, self, slice, PyByteArray.AsSpan(value), isDelete: false);
    }

    private static Status AssignSlice(ThreadState* ts, PyByteArrayObject* self, PyObject* slice, ReadOnlySpan<byte> content, bool isDelete)
    {
        nint start, stop, step;
        if (PySlice.Unpack(ts, slice, &start, &stop, &step) == Status.Error)
            return Status.Error;
        nint count = PySlice.AdjustIndices(self->ob_base.ob_size, &start, &stop, step);
        if ((step < 0 && start < stop) || (step > 0 && start > stop))
            stop = start;
        if (step == 1)
            return PyByteArray.SetSlice(ts, self, start, stop, content);
        if (isDelete)
            return DeleteSteps(ts, self, start, step, count);
        if (content.Length != count)
            return Err.ValueStatus(ts, $"attempt to assign bytes of size {content.Length} to extended slice of size {count}");
        for (nint i = 0, at = start; i < count; i++, at += step)
            self->ob_start[at] = content[(int)i];
        return Status.Ok;
    }

    private static Status DeleteSteps(ThreadState* ts, PyByteArrayObject* self, nint start, nint step, nint count)
    {
        if (!PyByteArray.CanResize(ts, self))
            return Status.Error;
        if (count == 0)
            return Status.Ok;
        if (step < 0)
        {
            start += step * (count - 1);
            step = -step;
        }
        byte* bytes = self->ob_start;
        nint size = self->ob_base.ob_size, to = start;
        for (nint from = start; from < size; from++)
        {
            if ((from - start) % step != 0 || (from - start) / step >= count)
                bytes[to++] = bytes[from];
        }
        return PyByteArray.Resize(ts, self, size - count);
    }

    private static Status InPlaceConcat(ThreadState* ts, PyByteArrayObject* self, PyObject* other)
    {
        if (!BufferView.Supports(other))
            return Err.TypeStatus(ts, $"can't concat {PyType.NameOf(other)} to {PyType.NameOf((PyObject*)self)}");
        if (other == (PyObject*)self)
        {
            using var copy = Own.Of(ts, PyBytes.FromSpan(ts, PyByteArray.AsSpan(other)));
            return copy.IsNull ? Status.Error : InPlaceConcat(ts, self, copy.Object);
        }
        BufferView view = default;
        if (view.Get(ts, other) == Status.Error)
            return Status.Error;
        nint size = self->ob_base.ob_size;
        Status status = view.Length > PyBytes.MaxLength - size ? Status.Error : PyByteArray.Resize(ts, self, size + view.Length);
        if (status == Status.Ok)
            view.Span.CopyTo(new Span<byte>(self->ob_start + size, (int)view.Length));
        else if (!Err.Occurred(ts))
            Err.NoMemory(ts);
        view.Release(ts);
        return status;
    }

    [Slot]
    private static PyObject* sq_inplace_concat(ThreadState* ts, PyObject* self, PyObject* other) =>
        InPlaceConcat(ts, (PyByteArrayObject*)self, other) == Status.Error ? null : Ref.New(self);

    [Slot]
    private static PyObject* sq_inplace_repeat(ThreadState* ts, PyObject* self, nint count)
    {
        count = nint.Max(count, 0);
        nint size = PyByteArray.Length(self);
        if (count != 0 && size > nint.MaxValue / count)
            return Err.NoMemory(ts);
        if (PyByteArray.Resize(ts, (PyByteArrayObject*)self, size * count) == Status.Error)
            return null;
        byte* bytes = PyByteArray.Data(self);
        for (nint done = size, total = size * count; done < total && size != 0;)
        {
            nint step = nint.Min(done, total - done);
            Buffer.MemoryCopy(bytes, bytes + done, step, step);
            done += step;
        }
        return Ref.New(self);
    }

    [PyMethod("($self, item, /)", Doc = "Append a byte, given as an int, to the end.")]
    private static Status append(ThreadState* ts, PyByteArrayObject* self, PyObject* item) =>
        ByteMethods.ByteOf(ts, item, out byte value) == Status.Error ? Status.Error : AppendByte(ts, self, value);

    [PyMethod("($self, iterable_of_ints, /)", Doc = "Append all bytes of a buffer or of an iterable of ints to the end.")]
    private static Status extend(ThreadState* ts, PyByteArrayObject* self, PyObject* iterable_of_ints)
    {
        if (BufferView.Supports(iterable_of_ints))
            return ExtendFromBuffer(ts, self, iterable_of_ints);
        PyObject* iterator = Obj.GetIter(ts, iterable_of_ints);
        if (iterator == null)
        {
            return Err.ClearIf(ts, Exc.TypeError)
                ? Err.TypeStatus(ts, $"can't extend bytearray with {PyType.NameOf(iterable_of_ints)}")
                : Status.Error;
        }
        using var hold = Own.Of(ts, iterator);
        if (Obj.LengthHint(ts, iterable_of_ints, 32) < 0)
            return Status.Error;
        var writer = new BytesWriter(ts);
        while (!writer.Failed)
        {
            PyObject* item = Obj.IterNext(ts, iterator);
            if (item == null)
            {
                if (Err.Occurred(ts))
                    writer.Fail();
                break;
            }
            if (ByteMethods.ByteOf(ts, item, out byte value) == Status.Ok)
            {
                writer.WriteByte(value);
            }
            else
            {
                if (PyUnicode.Check(item) && Err.ClearIf(ts, Exc.TypeError))
                    Err.Type(ts, $"expected iterable of integers; got: '{PyType.NameOf(iterable_of_ints)}'");
                writer.Fail();
            }
            Ref.Dec(ts, item);
        }
        bool failed = writer.Failed;
        Status status = failed ? Status.Error : PyByteArray.SetSlice(ts, self, self->ob_base.ob_size, self->ob_base.ob_size,
            writer.Written);
        writer.Dispose();
        return status;
    }

    private static Status ExtendFromBuffer(ThreadState* ts, PyByteArrayObject* self, PyObject* source)
    {
        nint size = self->ob_base.ob_size;
        if (source == (PyObject*)self)
        {
            using var copy = Own.Of(ts, PyBytes.FromSpan(ts, PyByteArray.AsSpan(source)));
            return copy.IsNull ? Status.Error : PyByteArray.SetSlice(ts, self, size, size, PyBytes.AsSpan(copy.Object));
        }
        BufferView view = default;
        if (view.Get(ts, source) == Status.Error)
            return Status.Error;
        Status status = PyByteArray.SetSlice(ts, self, size, size, view.Span);
        view.Release(ts);
        return status;
    }

    [PyMethod("($self, index, item, /)", Doc = "Insert a byte, given as an int, before the index.")]
    private static Status insert(ThreadState* ts, PyByteArrayObject* self, nint index, PyObject* item)
    {
        if (ByteMethods.ByteOf(ts, item, out byte value) == Status.Error)
            return Status.Error;
        nint size = self->ob_base.ob_size;
        if (index < 0)
            index = nint.Max(index + size, 0);
        index = nint.Min(index, size);
        if (PyByteArray.Resize(ts, self, size + 1) == Status.Error)
            return Status.Error;
        byte* start = self->ob_start;
        Buffer.MemoryCopy(start + index, start + index + 1, size - index, size - index);
        start[index] = value;
        return Status.Ok;
    }

    [PyMethod("($self, index=-1, /)", Doc = "Remove the byte at the index, the last by default, and return it as an int.")]
    private static PyObject* pop(ThreadState* ts, PyByteArrayObject* self, nint index)
    {
        nint size = self->ob_base.ob_size;
        if (size == 0)
            return Err.Index(ts, "pop from empty bytearray");
        if (index < 0)
            index += size;
        if (index < 0 || index >= size)
            return Err.Index(ts, "pop index out of range");
        if (!PyByteArray.CanResize(ts, self))
            return null;
        byte* start = self->ob_start;
        byte value = start[index];
        Buffer.MemoryCopy(start + index + 1, start + index, size - index, size - index - 1);
        return PyByteArray.Resize(ts, self, size - 1) == Status.Error ? null : PyLong.FromInt64(ts, value);
    }

    [PyMethod("($self, value, /)", Doc = "Remove the first occurrence of a byte, given as an int; ValueError if there is none.")]
    private static Status remove(ThreadState* ts, PyByteArrayObject* self, PyObject* value)
    {
        if (ByteMethods.ByteOf(ts, value, out byte b) == Status.Error)
            return Status.Error;
        nint at = PyByteArray.AsSpan((PyObject*)self).IndexOf(b);
        if (at < 0)
            return Err.ValueStatus(ts, "value not found in bytearray");
        if (!PyByteArray.CanResize(ts, self))
            return Status.Error;
        nint size = self->ob_base.ob_size;
        Buffer.MemoryCopy(self->ob_start + at + 1, self->ob_start + at, size - at, size - at - 1);
        return PyByteArray.Resize(ts, self, size - 1);
    }

    [PyMethod("($self, /)", Doc = "Reverse the order of the bytes in place.")]
    private static void reverse(ThreadState* ts, PyByteArrayObject* self) => PyByteArray.AsSpan((PyObject*)self).Reverse();

    [PyMethod("($self, /)", Doc = "Remove all bytes.")]
    private static Status clear(ThreadState* ts, PyByteArrayObject* self) => PyByteArray.Resize(ts, self, 0);

    [PyMethod("($self, /)", Doc = "Return a copy.")]
    private static PyObject* copy(ThreadState* ts, PyObject* self) => PyByteArray.FromSpan(ts, PyByteArray.AsSpan(self));

    [PyMethod("($self, size, /)", Doc = "Change the length; new bytes are zero.")]
    private static Status resize(ThreadState* ts, PyByteArrayObject* self, nint size)
    {
        nint old = self->ob_base.ob_size;
        if (size < 0)
            return Err.ValueStatus(ts, $"Can only resize to positive sizes, got {size}");
        if (PyByteArray.Resize(ts, self, size) == Status.Error)
            return Status.Error;
        if (size > old)
            new Span<byte>(self->ob_start + old, (int)(size - old)).Clear();
        return Status.Ok;
    }

    [PyMethod("($self, /)", HideSignature = false, Doc = "Return how many bytes are allocated for the content.")]
    private static nint __alloc__(ThreadState* ts, PyByteArrayObject* self) => self->ob_alloc;

    [PyMethod("($self, /)", Doc = "Return the size of the object in memory, in bytes.")]
    private static nint __sizeof__(ThreadState* ts, PyByteArrayObject* self) =>
        self->ob_base.ob_base.ob_type->tp_basicsize + self->ob_alloc;

    [PyMethod("($self, /)", Doc = "Return what pickle needs to make the object anew.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => Reduce(ts, self, 2);

    [PyMethod("($self, proto=0, /)", Doc = "Return what pickle needs to make the object anew.")]
    private static PyObject* __reduce_ex__(ThreadState* ts, PyObject* self, int proto) => Reduce(ts, self, proto);

    private static PyObject* Reduce(ThreadState* ts, PyObject* self, int protocol)
    {
        using var state = Own.Of(ts, State(ts, self));
        if (state.IsNull)
            return null;
        PyObject* arguments;
        if (protocol >= 3)
        {
            using var content = Own.Of(ts, PyBytes.FromSpan(ts, PyByteArray.AsSpan(self)));
            arguments = content.IsNull ? null : PyTuple.Pack(ts, content.Object);
        }
        else
        {
            using var content = Own.Of(ts, Codecs.SingleByteCodecs.DecodeLatin1(ts, PyByteArray.AsSpan(self)));
            using var encoding = Own.Of(ts, content.IsNull ? null : PyUnicode.FromString(ts, "latin-1"));
            arguments = encoding.IsNull ? null : PyTuple.Pack(ts, content.Object, encoding.Object);
        }
        using var hold = Own.Of(ts, arguments);
        return hold.IsNull ? null : PyTuple.Pack(ts, (PyObject*)self->ob_type, arguments, state.Object);
    }

    /// <summary>object.__getstate__(self): None for instances without a dict and slots.</summary>
    private static PyObject* State(ThreadState* ts, PyObject* self) =>
        PyByteArray.CheckExact(self) ? Py.None : Call.Method(ts, self, Id.__getstate__);

    [PyClassMethod("($type, string, /)",
        Doc = "Make a bytearray from pairs of hexadecimal digits, with or without whitespace between them.")]
    private static PyObject* fromhex(ThreadState* ts, PyTypeObject* type, PyObject* @string)
    {
        using var value = Own.Of(ts, ByteMethods.FromHex(ts, @string));
        if (value.IsNull)
            return null;
        return type == Type ? PyByteArray.FromSpan(ts, PyBytes.AsSpan(value.Object)) : Call.OneArg(ts, (PyObject*)type, value.Object);
    }

    [PyStaticMethod("(frm, to, /)", Doc = "Return a table for translate that maps each byte of frm to the byte of to at the same index.")]
    private static PyObject* maketrans(ThreadState* ts, PyObject* frm, PyObject* to) => ByteMethods.MakeTrans(ts, frm, to);
}
