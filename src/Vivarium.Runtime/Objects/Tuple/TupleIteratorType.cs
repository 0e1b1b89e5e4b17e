// Iterators over tuples. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

[PyType("tuple_iterator", Layout = typeof(_PySequenceIterObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class TupleIteratorType
{
    public static PyObject* New(ThreadState* ts, PyObject* tuple) => SequenceIteration.New(ts, Type, tuple, 0, &ts->interp->free_lists.tuple_iters);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, _PySequenceIterObject* self) =>
        SequenceIteration.Dealloc(ts, self, &ts->interp->free_lists.tuple_iters, FreeLists.TupleItersMax);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => SequenceIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, _PySequenceIterObject* self)
    {
        PyObject* tuple = self->it_seq;
        if (tuple == null)
            return null;
        nint index = self->it_index;
        if (index >= PyTuple.Size(tuple))
            return SequenceIteration.End(ts, self);
        self->it_index = index + 1;
        return Ref.New(PyTuple.GetBorrowed(tuple, index));
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static nint __length_hint__(ThreadState* ts, _PySequenceIterObject* self) =>
        self->it_seq == null ? 0 : PyTuple.Size(self->it_seq) - self->it_index;

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, _PySequenceIterObject* self)
    {
        PyObject* iter = ReduceHelp.Builtin(ts, Id.iter);
        return self->it_seq == null ? ReduceHelp.CallOf(ts, iter, PyTuple.Empty()) : ReduceHelp.CallWithState(ts, iter, Ref.New(self->it_seq), self->it_index);
    }

    [PyMethod("($self, object, /)", Doc = "Sets state for unpickling.")]
    private static Status __setstate__(ThreadState* ts, _PySequenceIterObject* self, PyObject* @object)
    {
        nint index = PyLong.AsNInt(ts, @object);
        if (index == -1 && Err.Occurred(ts))
            return Status.Error;
        if (self->it_seq != null)
            self->it_index = Math.Min(Math.Max(index, 0), PyTuple.Size(self->it_seq));
        return Status.Ok;
    }
}
