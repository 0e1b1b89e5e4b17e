// Iterators over anything that has __getitem__ with ints, and over calls until a sentinel comes: iter(o) and iter(callable, sentinel).
// See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct seqiterobject
{
    public PyObject ob_base;
    public nint it_index;
    /// <summary>Null when exhausted.</summary>
    public PyObject* it_seq;
}

internal unsafe struct calliterobject
{
    public PyObject ob_base;
    /// <summary>Null when exhausted.</summary>
    public PyObject* it_callable;
    public PyObject* it_sentinel;
}

internal static unsafe partial class PyIter
{
    public static PyObject* SeqIter(ThreadState* ts, PyObject* sequence)
    {
        seqiterobject* it = (seqiterobject*)ObjectAlloc.GcNew(ts, SeqIteratorType.Type);
        if (it == null)
            return null;
        it->it_index = 0;
        it->it_seq = Ref.New(sequence);
        GcList.Track(ts, it);
        return (PyObject*)it;
    }

    public static PyObject* CallIter(ThreadState* ts, PyObject* callable, PyObject* sentinel)
    {
        calliterobject* it = (calliterobject*)ObjectAlloc.GcNew(ts, CallIteratorType.Type);
        if (it == null)
            return null;
        it->it_callable = Ref.New(callable);
        it->it_sentinel = Ref.New(sentinel);
        GcList.Track(ts, it);
        return (PyObject*)it;
    }
}

[PyType("iterator", Layout = typeof(seqiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class SeqIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, seqiterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->it_seq);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject* sequence = ((seqiterobject*)self)->it_seq;
        return sequence == null ? 0 : visit(sequence, arg);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, seqiterobject* self)
    {
        PyObject* sequence = self->it_seq;
        if (sequence == null)
            return null;
        if (self->it_index == nint.MaxValue)
            return Err.Overflow(ts, "iter index too large");
        PyObject* item = Seq.GetItem(ts, sequence, self->it_index);
        if (item != null)
        {
            self->it_index++;
            return item;
        }
        if (Err.ClearIf(ts, Exc.IndexError) || Err.ClearIf(ts, Exc.StopIteration))
            Ref.Clear(ts, &self->it_seq);
        return null;
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static PyObject* __length_hint__(ThreadState* ts, seqiterobject* self)
    {
        if (self->it_seq == null)
            return PyLong.FromInt64(ts, 0);
        TypeSlots* slots = TypeSlots.Of(self->it_seq);
        if (slots->sq_length == null && slots->mp_length == null)
            return Py.NotImplemented;
        nint size = Obj.Size(ts, self->it_seq);
        return size < 0 ? null : PyLong.FromNInt(ts, Math.Max(0, size - self->it_index));
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, seqiterobject* self)
    {
        PyObject* iter = ReduceHelp.Builtin(ts, Id.iter);
        return self->it_seq == null ? ReduceHelp.CallOf(ts, iter, PyTuple.Empty()) : ReduceHelp.CallWithState(ts, iter, Ref.New(self->it_seq), self->it_index);
    }

    [PyMethod("($self, object, /)", Doc = "Sets state for unpickling.")]
    private static Status __setstate__(ThreadState* ts, seqiterobject* self, PyObject* @object)
    {
        nint index = PyLong.AsNInt(ts, @object);
        if (index == -1 && Err.Occurred(ts))
            return Status.Error;
        if (self->it_seq != null)
            self->it_index = Math.Max(index, 0);
        return Status.Ok;
    }
}

[PyType("callable_iterator", Layout = typeof(calliterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class CallIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, calliterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->it_callable);
        Ref.XDec(ts, self->it_sentinel);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        calliterobject* it = (calliterobject*)self;
        int r = it->it_callable == null ? 0 : visit(it->it_callable, arg);
        if (r != 0)
            return r;
        return it->it_sentinel == null ? 0 : visit(it->it_sentinel, arg);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, calliterobject* self)
    {
        if (self->it_callable == null)
            return null;
        PyObject* callable = Ref.New(self->it_callable);
        PyObject* result = Call.NoArgs(ts, callable);
        Ref.Dec(ts, callable);
        if (result == null)
        {
            if (Err.ClearIf(ts, Exc.StopIteration))
                End(ts, self);
            return null;
        }
        if (self->it_sentinel == null)
        {
            // The call ran the iterator to its end.
            Ref.Dec(ts, result);
            return null;
        }
        PyObject* sentinel = Ref.New(self->it_sentinel);
        Truth equal = Obj.RichCompareBool(ts, sentinel, result, 2);
        Ref.Dec(ts, sentinel);
        if (equal == Truth.False)
            return result;
        if (equal == Truth.True)
            End(ts, self);
        Ref.Dec(ts, result);
        return null;
    }

    private static void End(ThreadState* ts, calliterobject* self)
    {
        Ref.Clear(ts, &self->it_callable);
        Ref.Clear(ts, &self->it_sentinel);
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, calliterobject* self)
    {
        PyObject* iter = ReduceHelp.Builtin(ts, Id.iter);
        if (self->it_callable == null || self->it_sentinel == null)
            return ReduceHelp.CallOf(ts, iter, PyTuple.Empty());
        PyObject* args = iter == null ? null : PyTuple.Pack(ts, self->it_callable, self->it_sentinel);
        return PyTuple.PackStealOrNull(ts, iter, args);
    }
}
