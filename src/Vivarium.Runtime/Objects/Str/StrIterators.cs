// The iterators of str: one for any string and one for ASCII strings, whose characters need no test of the kind. See docs/internals/str.md.
namespace Vivarium.Runtime.Objects;

/// <summary>Layout of the index iterators of str, bytes and bytearray; the sequence is null when exhausted.</summary>
internal unsafe struct IndexIteratorObject
{
    public PyObject ob_base;
    public nint it_index;
    public PyObject* it_seq;
}

internal static unsafe class IndexIterator
{
    public static PyObject* New(ThreadState* ts, PyTypeObject* type, PyObject* sequence)
    {
        IndexIteratorObject* it = (IndexIteratorObject*)ObjectAlloc.GcNew(ts, type);
        if (it == null)
            return null;
        it->it_index = 0;
        it->it_seq = Ref.New(sequence);
        GcList.Track(ts, it);
        return (PyObject*)it;
    }

    public static void Dealloc(ThreadState* ts, IndexIteratorObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->it_seq);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    public static int Traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject* sequence = ((IndexIteratorObject*)self)->it_seq;
        return sequence == null ? 0 : visit(sequence, arg);
    }

    public static void Exhaust(ThreadState* ts, IndexIteratorObject* self)
    {
        PyObject* sequence = self->it_seq;
        self->it_seq = null;
        Ref.Dec(ts, sequence);
    }

    /// <summary>iter(sequence) with its index, or iter of something empty.</summary>
    public static PyObject* Reduce(ThreadState* ts, IndexIteratorObject* self, PyObject* empty)
    {
        PyObject* iter = Obj.GetAttr(ts, ts->interp->builtins_module, Id.iter);
        if (iter == null)
        {
            Ref.XDec(ts, empty);
            return null;
        }
        using var function = Own.Of(ts, iter);
        using var nothing = Own.Of(ts, empty);
        if (self->it_seq == null)
        {
            using var noArguments = Own.Of(ts, empty == null ? null : PyTuple.Pack(ts, empty));
            return noArguments.IsNull ? null : PyTuple.Pack(ts, function.Object, noArguments.Object);
        }
        using var arguments = Own.Of(ts, PyTuple.Pack(ts, self->it_seq));
        using var index = Own.Of(ts, arguments.IsNull ? null : PyLong.FromNInt(ts, self->it_index));
        return index.IsNull ? null : PyTuple.Pack(ts, function.Object, arguments.Object, index.Object);
    }

    public static nint LengthHint(IndexIteratorObject* self, nint length) => self->it_seq == null ? 0 : nint.Max(0,
        length - self->it_index);

    public static Status SetState(ThreadState* ts, IndexIteratorObject* self, PyObject* state, nint length)
    {
        nint index = PyLong.AsNInt(ts, state);
        if (index == -1 && Err.Occurred(ts))
            return Status.Error;
        if (self->it_seq != null)
            self->it_index = nint.Clamp(index, 0, length);
        return Status.Ok;
    }
}

[PyType("str_iterator", Layout = typeof(IndexIteratorObject), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class StrIteratorType
{
    /// <summary>iter(s)</summary>
    public static PyObject* New(ThreadState* ts, PyObject* s) => IndexIterator.New(ts, PyUnicode.IsCompactAscii(s)
        ? StrAsciiIteratorType.Type : Type, s);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, IndexIteratorObject* self) => IndexIterator.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => IndexIterator.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, IndexIteratorObject* self)
    {
        PyObject* s = self->it_seq;
        if (s == null)
            return null;
        if (self->it_index < PyUnicode.Length(s))
            return PyUnicode.FromChar(ts, PyUnicode.ReadChar(s, self->it_index++));
        IndexIterator.Exhaust(ts, self);
        return null;
    }

    [PyMethod("($self, /)", HideSignature = true, Doc = "Private method returning an estimate of len(list(it)).")]
    private static nint __length_hint__(ThreadState* ts, IndexIteratorObject* self) =>
        IndexIterator.LengthHint(self, self->it_seq == null ? 0 : PyUnicode.Length(self->it_seq));

    [PyMethod("($self, /)", HideSignature = true, Doc = "Return state information for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, IndexIteratorObject* self) => IndexIterator.Reduce(ts, self, StaticStrings.Empty);

    [PyMethod("($self, state, /)", HideSignature = true, Doc = "Set state information for unpickling.")]
    private static Status __setstate__(ThreadState* ts, IndexIteratorObject* self, PyObject* state) =>
        IndexIterator.SetState(ts, self, state, self->it_seq == null ? 0 : PyUnicode.Length(self->it_seq));
}

[PyType("str_ascii_iterator", Layout = typeof(IndexIteratorObject), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class StrAsciiIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, IndexIteratorObject* self) => IndexIterator.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => IndexIterator.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, IndexIteratorObject* self)
    {
        PyObject* s = self->it_seq;
        if (s == null)
            return null;
        if (self->it_index < PyUnicode.Length(s))
            return StaticStrings.Latin1(((byte*)((PyASCIIObject*)s + 1))[self->it_index++]);
        IndexIterator.Exhaust(ts, self);
        return null;
    }

    [PyMethod("($self, /)", HideSignature = true, Doc = "Private method returning an estimate of len(list(it)).")]
    private static nint __length_hint__(ThreadState* ts, IndexIteratorObject* self) =>
        IndexIterator.LengthHint(self, self->it_seq == null ? 0 : PyUnicode.Length(self->it_seq));

    [PyMethod("($self, /)", HideSignature = true, Doc = "Return state information for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, IndexIteratorObject* self) => IndexIterator.Reduce(ts, self, StaticStrings.Empty);

    [PyMethod("($self, state, /)", HideSignature = true, Doc = "Set state information for unpickling.")]
    private static Status __setstate__(ThreadState* ts, IndexIteratorObject* self, PyObject* state) =>
        IndexIterator.SetState(ts, self, state, self->it_seq == null ? 0 : PyUnicode.Length(self->it_seq));
}
