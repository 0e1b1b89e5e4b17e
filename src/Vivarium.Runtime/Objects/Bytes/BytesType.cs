// The type bytes: construction, protocol slots, and the methods about the object as a whole. See docs/internals/bytes.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

[PyType("bytes", Layout = typeof(PyBytesObject), BasicSize = 33, ItemSize = 1,
    Flags = TypeFlags.BaseType | TypeFlags.BytesSubclass | TypeFlags.MatchSelf, TextSignature = "",
    Doc = "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\nbytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n"
        + "bytes(int) -> bytes object of that size filled with zeros\nbytes() -> empty bytes object\n\n"
        + "An immutable sequence of bytes, made from integers in range(256), from text with\nan encoding, from an object with a buffer, or of a given size.")]
internal static unsafe partial class BytesType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => TypeSlots.Of(self->ob_type)->tp_free(ts, self);

    [Slot("(source=b'', encoding='utf-8', errors='strict')")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* source = null,
        [Of(typeof(StrType))] PyObject* encoding = null,
        [Of(typeof(StrType))] PyObject* errors = null)
    {
        PyObject* value = Construct(ts, source, encoding, errors);
        if (value == null || type == Type)
            return value;
        using var hold = Own.Of(ts, value);
        nint length = PyBytes.Length(value);
        PyObject* instance = TypeSlots.Of(type)->tp_alloc(ts, type, length);
        if (instance == null)
            return null;
        ((PyBytesObject*)instance)->ob_shash = -1;
        Buffer.MemoryCopy(PyBytes.Data(value), PyBytes.Data(instance), length + 1, length + 1);
        return instance;
    }

    private static PyObject* Construct(ThreadState* ts, PyObject* source, PyObject* encoding, PyObject* errors)
    {
        if (source == null)
        {
            return encoding != null || errors != null
                ? Err.Type(ts, encoding != null ? "encoding without a string argument" : "errors without a string argument")
                : PyBytes.Empty;
        }
        if (encoding != null)
            return PyUnicode.Check(source) ? Encoded(ts, source, encoding, errors) : Err.Type(ts, "encoding without a string argument");
        if (errors != null)
            return Err.Type(ts, PyUnicode.Check(source) ? "string argument without an encoding" : "errors without a string argument");
        PyObject* method = PyType.LookupSpecial(ts, source, Id.__bytes__);
        if (method != null)
            return FromSpecialMethod(ts, method);
        if (Err.Occurred(ts))
            return null;
        if (PyUnicode.Check(source))
            return Err.Type(ts, "string argument without an encoding");
        if (!Num.HasIndex(source))
            return PyBytes.FromObject(ts, source);
        nint size = Num.AsSsize(ts, source, Exc.OverflowError);
        if (size == -1 && Err.Occurred(ts))
            return Err.ClearIf(ts, Exc.TypeError) ? PyBytes.FromObject(ts, source) : null;
        if (size < 0)
            return Err.Value(ts, "negative count");
        PyObject* zeros = PyBytes.New(ts, size);
        if (zeros != null && size != 0)
            new Span<byte>(PyBytes.Data(zeros), (int)size).Clear();
        return zeros;
    }

    /// <summary>str.encode for the constructors of bytes and bytearray.</summary>
    internal static PyObject* Encoded(ThreadState* ts, PyObject* source, PyObject* encoding, PyObject* errors)
    {
        string? encodingName = encoding == null ? null : StrType.CodecName(ts, encoding), errorsName = errors == null ? null
            : StrType.CodecName(ts, errors);
        return Err.Occurred(ts) ? null : PyUnicode.AsEncodedString(ts, source, encodingName, errorsName);
    }

    private static PyObject* FromSpecialMethod(ThreadState* ts, PyObject* method)
    {
        PyObject* result = Call.NoArgs(ts, method);
        Ref.Dec(ts, method);
        if (result == null || PyBytes.Check(result))
            return result;
        using var hold = Own.Of(ts, result);
        return Err.Type(ts, $"__bytes__ returned non-bytes (type {PyType.NameOf(result)})");
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => ByteMethods.Repr(ts, PyBytes.AsSpan(self));

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyObject* self) =>
        PyBytes.WarnImplicitString(ts, "str() on a bytes instance") == Status.Error ? null : tp_repr(ts, self);

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyObject* self) => PyBytes.Hash(self);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (!PyBytes.Check(other) && op is 2 or 3 && PyBytes.WarnComparison(ts, other, "bytes") == Status.Error)
            return null;
        return self == other && op is 1 or 2 or 5 ? Py.True : ByteMethods.RichCompare(ts, self, other, op);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => IndexIterator.New(ts, BytesIteratorType.Type, self);

    [Slot]
    private static PyObject* nb_remainder(ThreadState* ts, PyObject* left, PyObject* right) =>
        PyBytes.Check(left) ? BytesFormatter.Format(ts, PyBytes.AsSpan(left), right, isArray: false) : Py.NotImplemented;

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => PyBytes.Length(self);

    [Slot]
    private static nint mp_length(ThreadState* ts, PyObject* self) => PyBytes.Length(self);

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
    private static Status bf_getbuffer(ThreadState* ts, PyObject* self, Py_buffer* view, int flags) =>
        BufferView.Fill(ts, view, self, PyBytes.Data(self), PyBytes.Length(self), isReadOnly: true, flags);

    [PyMethod("($self, /)", Doc = "Return this object as exact bytes.")]
    private static PyObject* __bytes__(ThreadState* ts, PyObject* self) =>
        PyBytes.CheckExact(self) ? Ref.New(self) : PyBytes.FromSpan(ts, PyBytes.AsSpan(self));

    [PyMethod("($self, /)", Doc = "Return the arguments from which copy and pickle make the object anew.")]
    private static PyObject* __getnewargs__(ThreadState* ts, PyObject* self)
    {
        using var copy = Own.Of(ts, PyBytes.FromSpan(ts, PyBytes.AsSpan(self)));
        return copy.IsNull ? null : PyTuple.Pack(ts, copy.Object);
    }

    [PyClassMethod("($type, string, /)", Doc = "Make bytes from pairs of hexadecimal digits, with or without whitespace between them.")]
    private static PyObject* fromhex(ThreadState* ts, PyTypeObject* type, PyObject* @string)
    {
        PyObject* value = ByteMethods.FromHex(ts, @string);
        if (value == null || type == Type)
            return value;
        using var hold = Own.Of(ts, value);
        return Call.OneArg(ts, (PyObject*)type, value);
    }

    [PyStaticMethod("(frm, to, /)", Doc = "Return a table for translate that maps each byte of frm to the byte of to at the same index.")]
    private static PyObject* maketrans(ThreadState* ts, PyObject* frm, PyObject* to) => ByteMethods.MakeTrans(ts, frm, to);
}
