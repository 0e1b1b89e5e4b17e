// Iterators over lists, forward and backward. Items appended during a forward iteration are seen. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

/// <summary>Iterators over list, tuple and, backward, list: an index and the sequence, null when exhausted.</summary>
internal unsafe struct _PySequenceIterObject
{
    public PyObject ob_base;
    public nint it_index;
    public PyObject* it_seq;
}

internal static unsafe class SequenceIteration
{
    public static PyObject* New(ThreadState* ts, PyTypeObject* type, PyObject* sequence, nint index, FreeList* freeList)
    {
        _PySequenceIterObject* it = freeList == null ? null : (_PySequenceIterObject*)FreeList.Pop(freeList);
        if (it != null)
            *(ulong*)it = 1;
        else
        {
            it = (_PySequenceIterObject*)ObjectAlloc.GcNew(ts, type);
            if (it == null)
                return null;
        }
        it->it_index = index;
        it->it_seq = Ref.New(sequence);
        GcList.Track(ts, it);
        return (PyObject*)it;
    }

    public static void Dealloc(ThreadState* ts, _PySequenceIterObject* it, FreeList* freeList, nint limit)
    {
        GcList.UntrackIfTracked(it);
        Ref.XDec(ts, it->it_seq);
        if (freeList == null || !FreeList.Push(freeList, it, limit))
            ObjectAlloc.GcFree(ts, it);
    }

    public static int Traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject* sequence = ((_PySequenceIterObject*)self)->it_seq;
        return sequence == null ? 0 : visit(sequence, arg);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* End(ThreadState* ts, _PySequenceIterObject* it)
    {
        PyObject* sequence = it->it_seq;
        it->it_seq = null;
        Ref.Dec(ts, sequence);
        return null;
    }
}

[PyType("list_iterator", Layout = typeof(_PySequenceIterObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class ListIteratorType
{
    public static PyObject* New(ThreadState* ts, PyObject* list) => SequenceIteration.New(ts, Type, list, 0, &ts->interp->free_lists.list_iters);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, _PySequenceIterObject* self) =>
        SequenceIteration.Dealloc(ts, self, &ts->interp->free_lists.list_iters, FreeLists.ListItersMax);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => SequenceIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, _PySequenceIterObject* self)
    {
        PyObject* list = self->it_seq;
        if (list == null)
            return null;
        nint index = self->it_index;
        if (index >= PyList.Size(list))
            return SequenceIteration.End(ts, self);
        self->it_index = index + 1;
        return Ref.New(PyList.GetBorrowed(list, index));
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static nint __length_hint__(ThreadState* ts, _PySequenceIterObject* self) =>
        self->it_seq == null ? 0 : Math.Max(0, PyList.Size(self->it_seq) - self->it_index);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, _PySequenceIterObject* self)
    {
        PyObject* iter = ReduceHelp.Builtin(ts, Id.iter);
        return self->it_seq == null ? ReduceHelp.CallOf(ts, iter, PyList.New(ts, 0)) : ReduceHelp.CallWithState(ts, iter, Ref.New(self->it_seq), self->it_index);
    }

    [PyMethod("($self, object, /)", Doc = "Sets state for unpickling.")]
    private static Status __setstate__(ThreadState* ts, _PySequenceIterObject* self, PyObject* @object)
    {
        nint index = PyLong.AsNInt(ts, @object);
        if (index == -1 && Err.Occurred(ts))
            return Status.Error;
        if (self->it_seq != null)
            self->it_index = Math.Min(Math.Max(index, 0), PyList.Size(self->it_seq));
        return Status.Ok;
    }
}

[PyType("list_reverseiterator", Layout = typeof(_PySequenceIterObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class ListReverseIteratorType
{
    public static PyObject* New(ThreadState* ts, PyObject* list) => SequenceIteration.New(ts, Type, list, PyList.Size(list) - 1, null);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, _PySequenceIterObject* self) => SequenceIteration.Dealloc(ts, self, null, 0);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => SequenceIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, _PySequenceIterObject* self)
    {
        nint index = self->it_index;
        PyObject* list = self->it_seq;
        if (index < 0)
            return null;
        if (index < PyList.Size(list))
        {
            self->it_index = index - 1;
            return Ref.New(PyList.GetBorrowed(list, index));
        }
        self->it_index = -1;
        return SequenceIteration.End(ts, self);
    }

    [PyMethod("($self, /)", Doc = "How many items are still to come, as far as is known.")]
    private static nint __length_hint__(ThreadState* ts, _PySequenceIterObject* self)
    {
        nint left = self->it_index + 1;
        return self->it_seq == null || PyList.Size(self->it_seq) < left ? 0 : left;
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, _PySequenceIterObject* self)
    {
        PyObject* reversed = ReduceHelp.Builtin(ts, Id.reversed);
        return self->it_index >= 0 ? ReduceHelp.CallWithState(ts, reversed, Ref.New(self->it_seq), self->it_index) : ReduceHelp.CallOf(ts, reversed, PyList.New(ts, 0));
    }

    [PyMethod("($self, object, /)", Doc = "Sets state for unpickling.")]
    private static Status __setstate__(ThreadState* ts, _PySequenceIterObject* self, PyObject* @object)
    {
        nint index = PyLong.AsNInt(ts, @object);
        if (index == -1 && Err.Occurred(ts))
            return Status.Error;
        if (self->it_seq != null)
            self->it_index = Math.Min(Math.Max(index, -1), PyList.Size(self->it_seq) - 1);
        return Status.Ok;
    }
}
