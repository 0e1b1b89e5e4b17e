// Equality of views: the same shape and equal items. Items of native formats are compared in place, others are unpacked by the library's module struct. See docs/internals/buffers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class BufferCompare
{
    /// <summary>How one side's items become values.</summary>
    private ref struct Unpacker
    {
        /// <summary>Native character, or '\0' with a struct.Struct.</summary>
        public char Native;
        public byte* Bare;
        public PyObject* Struct;
        public nint ItemSize;
    }

    public static PyObject* RichCompare(ThreadState* ts, PyMemoryViewObject* self, PyObject* other, int op)
    {
        if (op != CompareOp.EQ && op != CompareOp.NE)
            return Py.NotImplemented;
        if (PyMemoryView.IsReleased(self))
            return Py.Bool(((PyObject*)self == other) == (op == CompareOp.EQ));
        Py_buffer given = default;
        Py_buffer* right;
        if (PyMemoryView.Check(other))
        {
            if (PyMemoryView.IsReleased((PyMemoryViewObject*)other))
                return Py.Bool(op == CompareOp.NE);
            right = PyMemoryView.ViewOf(other);
        }
        else
        {
            if (TypeSlots.Of(other)->bf_getbuffer == null)
                return Py.NotImplemented;
            if (PyBuffer.Get(ts, other, &given, BufferFlags.FullReadOnly) != Status.Ok)
            {
                Err.Clear(ts);
                return Py.NotImplemented;
            }
            right = &given;
        }
        // Comparing items may run code that releases a view.
        self->exports++;
        if (right != &given)
            ((PyMemoryViewObject*)other)->exports++;
        Truth equal = Equal(ts, &self->view, right);
        self->exports--;
        if (right != &given)
            ((PyMemoryViewObject*)other)->exports--;
        else
            PyBuffer.Release(ts, &given);
        return equal == Truth.Error ? null : Py.Bool((equal == Truth.True) == (op == CompareOp.EQ));
    }

    private static Truth Equal(ThreadState* ts, Py_buffer* a, Py_buffer* b)
    {
        nint* missing = stackalloc nint[2];
        Py_buffer full = *b;
        if (full.format == null)
            full.format = BufferFlags.ByteFormat;
        if (full.ndim == 1 && full.shape == null)
        {
            missing[0] = full.len / full.itemsize;
            full.shape = missing;
        }
        if (full.ndim == 1 && full.strides == null)
        {
            missing[1] = full.itemsize;
            full.strides = missing + 1;
        }
        if (!BufferCopy.SameShape(a, &full))
            return Truth.False;
        Unpacker left = default;
        Unpacker right = default;
        Status status = Prepare(ts, a, ref left);
        if (status == Status.Ok)
            status = Prepare(ts, &full, ref right);
        Truth equal = status == Status.Ok ? EqualFrom(ts, a, &full, (byte*)a->buf, (byte*)full.buf, 0, ref left, ref right) : Unknown(ts);
        Ref.XDec(ts, left.Struct);
        Ref.XDec(ts, right.Struct);
        return equal;
    }

    /// <summary>What struct does not understand is equal to nothing; only a lack of memory or of the module itself is an error.</summary>
    private static Truth Unknown(ThreadState* ts)
    {
        if (Err.Matches(ts, Exc.ImportError) || Err.Matches(ts, Exc.MemoryError))
            return Truth.Error;
        Err.Clear(ts);
        return Truth.False;
    }

    private static Status Prepare(ThreadState* ts, Py_buffer* view, ref Unpacker unpacker)
    {
        unpacker.Native = BufferFormat.Native(view->format);
        unpacker.Bare = *view->format == '@' ? view->format + 1 : view->format;
        unpacker.ItemSize = view->itemsize;
        if (unpacker.Native != '\0')
            return Status.Ok;
        using Owned<PyObject> module = Own.Of(ts, Imports.ImportModule(ts, "struct"));
        using Owned<PyObject> type = Own.Of(ts, module.IsNull ? null : Obj.GetAttr(ts, module.Pointer, "Struct"));
        using Owned<PyObject> format = Own.Of(ts, type.IsNull ? null : PyUnicode.FromUtf8(ts, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(view->format)));
        unpacker.Struct = format.IsNull ? null : Call.OneArg(ts, type.Pointer, format.Pointer);
        return unpacker.Struct == null ? Status.Error : Status.Ok;
    }

    private static Truth EqualFrom(ThreadState* ts, Py_buffer* a, Py_buffer* b, byte* atA, byte* atB, int dimension, ref Unpacker left, ref Unpacker right)
    {
        if (dimension == a->ndim)
            return ItemsEqual(ts, atA, atB, ref left, ref right);
        nint size = a->shape[dimension];
        bool dense = dimension == a->ndim - 1 && a->strides[dimension] == a->itemsize && b->strides[dimension] == b->itemsize && a->suboffsets == null && b->suboffsets == null;
        if (dense && left.Native == right.Native && IsBitwise(left.Native))
        {
            nuint bytes = (nuint)(size * a->itemsize);
            return EqualBytes(atA, atB, bytes) ? Truth.True : Truth.False;
        }
        for (nint i = 0; i < size; i++)
        {
            byte* p = BufferItems.Follow(a->suboffsets, dimension, atA + (a->strides[dimension] * i));
            byte* q = BufferItems.Follow(b->suboffsets, dimension, atB + (b->strides[dimension] * i));
            Truth equal = EqualFrom(ts, a, b, p, q, dimension + 1, ref left, ref right);
            if (equal != Truth.True)
                return equal;
        }
        return Truth.True;
    }

    private static bool IsBitwise(char native) => native is not ('\0' or 'f' or 'd' or 'e' or '?');

    private static bool EqualBytes(byte* a, byte* b, nuint length)
    {
        while (length > int.MaxValue)
        {
            if (!new ReadOnlySpan<byte>(a, int.MaxValue).SequenceEqual(new ReadOnlySpan<byte>(b, int.MaxValue)))
                return false;
            a += int.MaxValue;
            b += int.MaxValue;
            length -= int.MaxValue;
        }
        return new ReadOnlySpan<byte>(a, (int)length).SequenceEqual(new ReadOnlySpan<byte>(b, (int)length));
    }

    private static Truth ItemsEqual(ThreadState* ts, byte* p, byte* q, ref Unpacker left, ref Unpacker right)
    {
        if (left.Native == right.Native && left.Native != '\0')
        {
            bool equal = left.Native switch
            {
                'f' => Unsafe.ReadUnaligned<float>(p) == Unsafe.ReadUnaligned<float>(q),
                'd' => Unsafe.ReadUnaligned<double>(p) == Unsafe.ReadUnaligned<double>(q),
                'e' => Unsafe.ReadUnaligned<Half>(p) == Unsafe.ReadUnaligned<Half>(q),
                '?' => (*p != 0) == (*q != 0),
                _ => EqualBytes(p, q, (nuint)left.ItemSize),
            };
            return equal ? Truth.True : Truth.False;
        }
        using Owned<PyObject> x = Own.Of(ts, Value(ts, p, ref left));
        using Owned<PyObject> y = Own.Of(ts, x.IsNull ? null : Value(ts, q, ref right));
        return y.IsNull ? Unknown(ts) : Obj.RichCompareBool(ts, x.Pointer, y.Pointer, CompareOp.EQ);
    }

    private static PyObject* Value(ThreadState* ts, byte* item, ref Unpacker unpacker)
    {
        if (unpacker.Native != '\0')
            return BufferFormat.Unpack(ts, item, unpacker.Bare);
        using Owned<PyObject> bytes = Own.Of(ts, PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(item, (int)unpacker.ItemSize)));
        using Owned<PyObject> name = Own.Of(ts, bytes.IsNull ? null : PyUnicode.InternFromString(ts, "unpack"));
        PyObject* values = name.IsNull ? null : Call.Method(ts, unpacker.Struct, name.Pointer, bytes.Pointer);
        if (values == null || PyTuple.Size(values) != 1)
            return values;
        PyObject* value = Ref.New(PyTuple.GetBorrowed(values, 0));
        Ref.Dec(ts, values);
        return value;
    }
}
