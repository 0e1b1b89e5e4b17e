// chain, batched and pairwise: items joined and grouped by position. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Itertools;

internal unsafe struct chainobject
{
    public PyObject ob_base;
    public PyObject* source;
    public PyObject* active;
}

[PyType("itertools.chain", Layout = typeof(chainobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "The items of the first iterable, then those of the next, until all iterables are used up.")]
internal static unsafe partial class ChainType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0 && type == Type)
            return Err.Type(ts, "chain() takes no keyword arguments");
        return Around(ts, type, Obj.GetIter(ts, args));
    }

    private static PyObject* Around(ThreadState* ts, PyTypeObject* type, PyObject* source)
    {
        chainobject* self = (chainobject*)ObjectFields.NewAround(ts, type, source);
        if (self != null)
            self->source = source;
        return (PyObject*)self;
    }

    [PyClassMethod("($type, iterable, /)", Doc = "A chain of the iterables that one iterable gives, each asked for when it is its turn.")]
    private static PyObject* from_iterable(ThreadState* ts, PyTypeObject* type, PyObject* iterable) => Around(ts, type, Obj.GetIter(ts, iterable));

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, chainobject* self)
    {
        while (self->source != null)
        {
            if (self->active == null)
            {
                PyObject* iterable = Obj.IterNext(ts, self->source);
                PyObject* iterator = iterable == null ? null : Obj.GetIter(ts, iterable);
                Ref.XDec(ts, iterable);
                if (iterator == null)
                {
                    Ref.Clear(ts, &self->source);
                    return null;
                }
                self->active = iterator;
            }
            PyObject* item = Obj.Advance(ts, self->active);
            if (item != null)
                return item;
            if (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration))
                return null;
            Ref.Clear(ts, &self->active);
        }
        return null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 2);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);
}

internal unsafe struct batchedobject
{
    public PyObject ob_base;
    public PyObject* it;
    public nint batch_size;
    public byte strict;
}

[PyType("itertools.batched", Layout = typeof(batchedobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "Tuples of n items each; the last may be shorter.\n\nWith strict=True a shorter last one raises ValueError.")]
internal static unsafe partial class BatchedType
{
    [Slot("(iterable, n, *, strict=False)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable, nint n, bool strict)
    {
        if (n < 1)
            return Err.Value(ts, "n must be at least one");
        PyObject* iterator = Obj.GetIter(ts, iterable);
        batchedobject* self = (batchedobject*)ObjectFields.NewAround(ts, type, iterator);
        if (self == null)
            return null;
        self->it = iterator;
        self->batch_size = n;
        self->strict = strict ? (byte)1 : (byte)0;
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, batchedobject* self)
    {
        PyObject* iterator = self->it;
        if (iterator == null)
            return null;
        PyObject* result = PyTuple.New(ts, self->batch_size);
        if (result == null)
            return null;
        Ref.Inc(iterator);
        nint count = 0;
        while (count < self->batch_size)
        {
            PyObject* item = Obj.Advance(ts, iterator);
            if (item == null)
                break;
            PyTuple.SetSteal(result, count++, item);
        }
        Ref.Dec(ts, iterator);
        if (count == self->batch_size)
        {
            PyTuple.Track(ts, result);
            return result;
        }
        bool failed = Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration);
        if (failed || count == 0 || self->strict != 0)
        {
            Ref.Clear(ts, &self->it);
            Ref.Dec(ts, result);
            return failed || count == 0 ? null : Err.Value(ts, "batched(): incomplete batch");
        }
        if (PyTuple.Resize(ts, &result, count) == Status.Error)
            return null;
        PyTuple.Track(ts, result);
        return result;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 1);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 1, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);
}

internal unsafe struct pairwiseobject
{
    public PyObject ob_base;
    public PyObject* it;
    public PyObject* old;
    public PyObject* result;
}

[PyType("itertools.pairwise", Layout = typeof(pairwiseobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "Overlapping pairs: s -> (s0,s1), (s1,s2), (s2, s3), ...")]
internal static unsafe partial class PairwiseType
{
    [Slot("(iterable, /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        pairwiseobject* self = (pairwiseobject*)ObjectFields.NewAround(ts, type, iterator);
        if (self == null)
            return null;
        self->it = iterator;
        self->result = PyTuple.Pack(ts, Py.None, Py.None);
        if (self->result != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, pairwiseobject* self)
    {
        if (self->it == null)
            return null;
        PyObject* iterator = Ref.New(self->it);
        PyObject* pair = Next(ts, self, iterator);
        Ref.Dec(ts, iterator);
        return pair;
    }

    /// <summary>The iterator may come back here while it makes an item.</summary>
    private static PyObject* Next(ThreadState* ts, pairwiseobject* self, PyObject* iterator)
    {
        if (self->old == null)
        {
            PyObject* first = Obj.Advance(ts, iterator);
            Ref.SetSteal(ts, &self->old, first);
            if (first == null)
            {
                Ref.Clear(ts, &self->it);
                return null;
            }
            if (self->it == null)
            {
                Ref.Clear(ts, &self->old);
                return null;
            }
        }
        PyObject* old = Ref.XNew(self->old);
        PyObject* next = Obj.Advance(ts, iterator);
        if (next == null || old == null)
        {
            Ref.Clear(ts, &self->it);
            Ref.Clear(ts, &self->old);
            Ref.XDec(ts, old);
            Ref.XDec(ts, next);
            return null;
        }
        Ref.Inc(next);
        Ref.SetSteal(ts, &self->old, next);
        return ReusedPair.Fill(ts, self->result, old, next);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 3);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 3, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);
}
