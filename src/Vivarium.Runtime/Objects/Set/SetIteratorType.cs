// The iterator over sets. See docs/internals/set.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct setiterobject
{
    public PyObject ob_base;
    /// <summary>Null when exhausted.</summary>
    public PySetObject* si_set;
    /// <summary>Size of the set when iteration began; -1 after a complaint, which is then repeated.</summary>
    public nint si_used;
    public nint si_pos;
    public nint len;
}

[PyType("set_iterator", Layout = typeof(setiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class SetIteratorType
{
    public static PyObject* New(ThreadState* ts, PyObject* set)
    {
        setiterobject* it = (setiterobject*)ObjectAlloc.GcNew(ts, Type);
        if (it == null)
            return null;
        it->si_set = (PySetObject*)Ref.New(set);
        it->si_used = PySet.Size(set);
        it->si_pos = 0;
        it->len = it->si_used;
        GcList.Track(ts, it);
        return (PyObject*)it;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, setiterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->si_set);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject* set = (PyObject*)((setiterobject*)self)->si_set;
        return set == null ? 0 : visit(set, arg);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, setiterobject* self)
    {
        PySetObject* set = self->si_set;
        if (set == null)
            return null;
        if (self->si_used != set->used)
        {
            self->si_used = -1;
            return Err.Runtime(ts, "Set changed size during iteration");
        }
        PyObject* key;
        nint hash;
        if (!PySet.Next((PyObject*)set, &self->si_pos, &key, &hash))
        {
            self->si_set = null;
            Ref.Dec(ts, set);
            return null;
        }
        self->len--;
        return Ref.New(key);
    }

    [PyMethod("($self, /)", Doc = "How many elements are still to come, as far as is known.")]
    private static nint __length_hint__(ThreadState* ts, setiterobject* self) =>
        self->si_set != null && self->si_used == self->si_set->used ? self->len : 0;

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, setiterobject* self)
    {
        // A copy of the iterator is consumed, not the iterator itself.
        setiterobject* copy = (setiterobject*)ObjectAlloc.GcNew(ts, Type);
        if (copy == null)
            return null;
        copy->si_set = self->si_set;
        copy->si_used = self->si_used;
        copy->si_pos = self->si_pos;
        copy->len = self->len;
        Ref.XInc((PyObject*)copy->si_set);
        GcList.Track(ts, copy);
        PyObject* list = PyList.FromSequence(ts, (PyObject*)copy);
        Ref.Dec(ts, copy);
        return ReduceHelp.CallOf(ts, ReduceHelp.Builtin(ts, Id.iter), list);
    }
}
