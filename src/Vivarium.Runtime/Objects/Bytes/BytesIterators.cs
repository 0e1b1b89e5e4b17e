// The iterators of bytes and bytearray. See docs/internals/bytes.md.
namespace Vivarium.Runtime.Objects;

[PyType("bytes_iterator", Layout = typeof(IndexIteratorObject), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class BytesIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, IndexIteratorObject* self) => IndexIterator.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => IndexIterator.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, IndexIteratorObject* self) => ByteIterator.Next(ts, self);

    [PyMethod("($self, /)", HideSignature = true, Doc = "Private method returning an estimate of len(list(it)).")]
    private static nint __length_hint__(ThreadState* ts, IndexIteratorObject* self) => ByteIterator.LengthHint(self);

    [PyMethod("($self, /)", HideSignature = true, Doc = "Return state information for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, IndexIteratorObject* self) => IndexIterator.Reduce(ts, self, PyTuple.Empty());

    [PyMethod("($self, state, /)", HideSignature = true, Doc = "Set state information for unpickling.")]
    private static Status __setstate__(ThreadState* ts, IndexIteratorObject* self, PyObject* state) => ByteIterator.SetState(ts, self,
        state);
}

[PyType("bytearray_iterator", Layout = typeof(IndexIteratorObject), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class ByteArrayIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, IndexIteratorObject* self) => IndexIterator.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => IndexIterator.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, IndexIteratorObject* self) => ByteIterator.Next(ts, self);

    [PyMethod("($self, /)", HideSignature = true, Doc = "Private method returning an estimate of len(list(it)).")]
    private static nint __length_hint__(ThreadState* ts, IndexIteratorObject* self) => ByteIterator.LengthHint(self);

    [PyMethod("($self, /)", HideSignature = true, Doc = "Return state information for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, IndexIteratorObject* self) => IndexIterator.Reduce(ts, self, PyTuple.Empty());

    [PyMethod("($self, state, /)", HideSignature = true, Doc = "Set state information for unpickling.")]
    private static Status __setstate__(ThreadState* ts, IndexIteratorObject* self, PyObject* state) => ByteIterator.SetState(ts, self,
        state);
}

internal static unsafe class ByteIterator
{
    public static PyObject* Next(ThreadState* ts, IndexIteratorObject* self)
    {
        PyObject* sequence = self->it_seq;
        if (sequence == null)
            return null;
        if (self->it_index < ((PyVarObject*)sequence)->ob_size)
            return PyLong.FromInt64(ts, ByteMethods.Span(sequence)[(int)self->it_index++]);
        IndexIterator.Exhaust(ts, self);
        return null;
    }

    public static nint LengthHint(IndexIteratorObject* self) => IndexIterator.LengthHint(self, Length(self));

    public static Status SetState(ThreadState* ts, IndexIteratorObject* self, PyObject* state) => IndexIterator.SetState(ts, self, state,
        Length(self));

    private static nint Length(IndexIteratorObject* self) => self->it_seq == null ? 0 : ((PyVarObject*)self->it_seq)->ob_size;
}
