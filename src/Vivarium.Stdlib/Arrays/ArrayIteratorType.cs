// Iterators over arrays. See docs/internals/array.md.
namespace Vivarium.Stdlib.Arrays;

internal unsafe struct arrayiterobject
{
    public PyObject ob_base;
    public nint index;
    /// <summary>Null when exhausted.</summary>
    public arrayobject* ao;
    public void* getitem;
}

[PyType("array.arrayiterator", Layout = typeof(arrayiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class ArrayIteratorType
{
    public static PyObject* New(ThreadState* ts, arrayobject* array)
    {
        arrayiterobject* it = (arrayiterobject*)ObjectAlloc.GcNew(ts, Type);
        if (it == null)
            return null;
        it->index = 0;
        it->ao = (arrayobject*)Ref.New(array);
        it->getitem = null;
        GcList.Track(ts, it);
        return (PyObject*)it;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, arrayiterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->ao);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(arrayiterobject* self, visitproc visit, void* arg) => self->ao == null ? 0 : visit((PyObject*)self->ao, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, arrayiterobject* self)
    {
        arrayobject* array = self->ao;
        if (array == null)
            return null;
        if (self->index < PyArray.Size(array))
            return PyArray.Item(ts, array, self->index++);
        self->ao = null;
        Ref.Dec(ts, array);
        return null;
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, arrayiterobject* self) => self->ao == null
        ? ReduceHelp.CallOf(ts, Id.iter, PyTuple.Empty())
        : ReduceHelp.CallWithState(ts, Id.iter, Ref.New(self->ao), self->index);

    [PyMethod("($self, state, /)", Doc = "Sets state for unpickling.")]
    private static Status __setstate__(ThreadState* ts, arrayiterobject* self, PyObject* state)
    {
        if (!PyLong.Check(state))
            return Err.TypeStatus(ts, "an integer is required");
        nint index = PyLong.AsNInt(ts, state);
        if (index == -1 && Err.Occurred(ts))
            return Status.Error;
        if (self->ao != null)
            self->index = Math.Clamp(index, 0, PyArray.Size(self->ao));
        return Status.Ok;
    }
}
