// Iterators over deques, forward and backward. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Collections;

internal unsafe struct dequeiterobject
{
    public PyObject ob_base;
    public dequeblock* b;
    public nint index;
    public dequeobject* deque;
    /// <summary>The deque's state when iteration began.</summary>
    public nuint state;
    /// <summary>Items still to come.</summary>
    public nint counter;
}

internal static unsafe class DequeIteration
{
    public static PyObject* New(ThreadState* ts, dequeobject* deque, PyTypeObject* type)
    {
        dequeiterobject* it = (dequeiterobject*)ObjectAlloc.GcNew(ts, type);
        if (it == null)
            return null;
        bool reverse = type == DequeReverseIteratorType.Type;
        it->b = reverse ? deque->rightblock : deque->leftblock;
        it->index = reverse ? deque->rightindex : deque->leftindex;
        it->deque = (dequeobject*)Ref.New(deque);
        it->state = deque->state;
        it->counter = Deque.Size(deque);
        GcList.Track(ts, it);
        return (PyObject*)it;
    }

    /// <summary>The constructor: a deque and how many items to leave out.</summary>
    public static PyObject* FromArguments(ThreadState* ts, PyTypeObject* type, PyObject* args)
    {
        nint given = PyTuple.Size(args);
        if (given is < 1 or > 2)
            return Err.Type(ts, given < 1 ? "function takes at least 1 argument (0 given)" : $"function takes at most 2 arguments ({given} given)");
        PyObject* deque = PyTuple.GetBorrowed(args, 0);
        if (!DequeType.Check(deque))
            return Err.Type(ts, $"argument 1 must be collections.deque, not {PyType.NameOf(deque)}");
        nint skip = 0;
        if (given == 2)
        {
            PyObject* number = Num.Index(ts, PyTuple.GetBorrowed(args, 1));
            if (number == null)
                return null;
            skip = PyLong.AsNInt(ts, number);
            Ref.Dec(ts, number);
            if (skip == -1 && Err.Occurred(ts))
                return null;
        }
        dequeiterobject* it = (dequeiterobject*)New(ts, (dequeobject*)deque, type);
        for (nint i = 0; it != null && i < skip && it->counter > 0; i++)
            Ref.XDec(ts, Next(ts, it, type == DequeReverseIteratorType.Type));
        return (PyObject*)it;
    }

    public static PyObject* Next(ThreadState* ts, dequeiterobject* it, bool reverse)
    {
        if (it->deque->state != it->state)
        {
            it->counter = 0;
            return Err.Runtime(ts, "deque mutated during iteration");
        }
        if (it->counter == 0)
            return null;
        PyObject* item = Deque.Items(it->b)[it->index];
        it->index += reverse ? -1 : 1;
        it->counter--;
        if (it->counter > 0 && (nuint)it->index >= Deque.BlockLength)
        {
            it->b = reverse ? it->b->leftlink : it->b->rightlink;
            it->index = reverse ? Deque.BlockLength - 1 : 0;
        }
        return Ref.New(item);
    }

    public static void Dealloc(ThreadState* ts, dequeiterobject* it)
    {
        GcList.UntrackIfTracked(it);
        Ref.XDec(ts, it->deque);
        ObjectAlloc.GcFree(ts, it);
    }

    public static int Traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject* deque = (PyObject*)((dequeiterobject*)self)->deque;
        return deque == null ? 0 : visit(deque, arg);
    }

    public static PyObject* Reduce(ThreadState* ts, dequeiterobject* it)
    {
        PyObject* done = PyLong.FromNInt(ts, Deque.Size(it->deque) - it->counter);
        PyObject* args = done == null ? null : PyTuple.Pack(ts, (PyObject*)it->deque, done);
        Ref.XDec(ts, done);
        return args == null ? null : PyTuple.PackSteal(ts, Ref.New(((PyObject*)it)->ob_type), args);
    }
}

[PyType("collections._deque_iterator", Layout = typeof(dequeiterobject), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class DequeIteratorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => DequeIteration.FromArguments(ts, type, args);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, dequeiterobject* self) => DequeIteration.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DequeIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, dequeiterobject* self) => DequeIteration.Next(ts, self, reverse: false);

    [PyMethod("($self, /)", Doc = "How many items are still to come.")]
    private static nint __length_hint__(ThreadState* ts, dequeiterobject* self) => self->counter;

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, dequeiterobject* self) => DequeIteration.Reduce(ts, self);
}

[PyType("collections._deque_reverse_iterator", Layout = typeof(dequeiterobject), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class DequeReverseIteratorType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => DequeIteration.FromArguments(ts, type, args);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, dequeiterobject* self) => DequeIteration.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DequeIteration.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, dequeiterobject* self) => DequeIteration.Next(ts, self, reverse: true);

    [PyMethod("($self, /)", Doc = "How many items are still to come.")]
    private static nint __length_hint__(ThreadState* ts, dequeiterobject* self) => self->counter;

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, dequeiterobject* self) => DequeIteration.Reduce(ts, self);
}
