// accumulate, starmap, compress: what becomes of items one by one. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Itertools;

internal unsafe struct accumulateobject
{
    public PyObject ob_base;
    public PyObject* total;
    public PyObject* it;
    public PyObject* binop;
    public PyObject* initial;
    public nint reserved;
}

[PyType("itertools.accumulate", Layout = typeof(accumulateobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "Running totals: each result is func(result before, item), the sum without a func.\n\nWith initial, that is the first result.")]
internal static unsafe partial class AccumulateType
{
    [Slot("(iterable, func=None, *, initial=None)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable, PyObject* func, PyObject* initial)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        accumulateobject* self = (accumulateobject*)ObjectFields.NewAround(ts, type, iterator);
        if (self == null)
            return null;
        self->it = iterator;
        self->binop = Ref.New(func);
        self->initial = Ref.New(initial);
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, accumulateobject* self)
    {
        if (self->initial != Py.None)
        {
            self->total = self->initial;
            self->initial = Py.None;
            return Ref.New(self->total);
        }
        PyObject* item = Obj.Advance(ts, self->it);
        if (item == null)
            return null;
        if (self->total == null)
        {
            self->total = Ref.New(item);
            return item;
        }
        PyObject* total = self->binop == Py.None ? Num.Add(ts, self->total, item) : Call.TwoArgs(ts, self->binop, self->total, item);
        Ref.Dec(ts, item);
        if (total == null)
            return null;
        Ref.Inc(total);
        Ref.SetSteal(ts, &self->total, total);
        return total;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 4);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 4, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);
}

internal unsafe struct starmapobject
{
    public PyObject ob_base;
    public PyObject* func;
    public PyObject* it;
}

[PyType("itertools.starmap", Layout = typeof(starmapobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "What a function gives for each item of the iterable, which holds its arguments.")]
internal static unsafe partial class StarMapType
{
    [Slot("(function, iterable, /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* function, PyObject* iterable)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        starmapobject* self = (starmapobject*)ObjectFields.NewAround(ts, type, iterator);
        if (self == null)
            return null;
        self->func = Ref.New(function);
        self->it = iterator;
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, starmapobject* self)
    {
        PyObject* item = Obj.Advance(ts, self->it);
        if (item == null)
            return null;
        PyObject* args = item;
        if (!PyTuple.CheckExact(item))
        {
            args = PyTuple.FromSequence(ts, item);
            Ref.Dec(ts, item);
            if (args == null)
                return null;
        }
        PyObject* result = Call.Object(ts, self->func, args, null);
        Ref.Dec(ts, args);
        return result;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 2);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);
}

internal unsafe struct compressobject
{
    public PyObject ob_base;
    public PyObject* data;
    public PyObject* selectors;
}

[PyType("itertools.compress", Layout = typeof(compressobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "The data items whose selector is true.\n\nIt ends with the shorter of the two.")]
internal static unsafe partial class CompressType
{
    [Slot("(data, selectors)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* data, PyObject* selectors)
    {
        PyObject* items = Obj.GetIter(ts, data);
        PyObject* choices = items == null ? null : Obj.GetIter(ts, selectors);
        if (choices == null)
        {
            Ref.XDec(ts, items);
            return null;
        }
        compressobject* self = (compressobject*)ObjectFields.NewAround(ts, type, choices);
        if (self == null)
        {
            Ref.Dec(ts, items);
            return null;
        }
        self->data = items;
        self->selectors = choices;
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, compressobject* self)
    {
        while (true)
        {
            PyObject* item = Obj.Advance(ts, self->data);
            if (item == null)
                return null;
            PyObject* selector = Obj.Advance(ts, self->selectors);
            Truth chosen = selector == null ? Truth.Error : Obj.IsTrue(ts, selector);
            Ref.XDec(ts, selector);
            if (chosen == Truth.True)
                return item;
            Ref.Dec(ts, item);
            if (chosen == Truth.Error)
                return null;
        }
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 2);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);
}
