// dropwhile, takewhile and filterfalse: items chosen by a predicate. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Itertools;

internal static unsafe class Predicate
{
    /// <summary>Whether the function's answer for the item is true.</summary>
    public static Truth Ask(ThreadState* ts, PyObject* function, PyObject* item)
    {
        PyObject* answer = Call.OneArg(ts, function, item);
        if (answer == null)
            return Truth.Error;
        Truth truth = Obj.IsTrue(ts, answer);
        Ref.Dec(ts, answer);
        return truth;
    }
}

internal unsafe struct dropwhileobject
{
    public PyObject ob_base;
    public PyObject* func;
    public PyObject* it;
    public nint start;
}

[PyType("itertools.dropwhile", Layout = typeof(dropwhileobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "All items from the first for which the predicate is not true.")]
internal static unsafe partial class DropWhileType
{
    [Slot("(predicate, iterable, /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* predicate, PyObject* iterable)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        dropwhileobject* self = (dropwhileobject*)ObjectFields.NewAround(ts, type, iterator);
        if (self == null)
            return null;
        self->func = Ref.New(predicate);
        self->it = iterator;
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, dropwhileobject* self)
    {
        while (true)
        {
            PyObject* item = Obj.Advance(ts, self->it);
            if (item == null || self->start == 1)
                return item;
            Truth drop = Predicate.Ask(ts, self->func, item);
            if (drop == Truth.False)
            {
                self->start = 1;
                return item;
            }
            Ref.Dec(ts, item);
            if (drop == Truth.Error)
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

internal unsafe struct takewhileobject
{
    public PyObject ob_base;
    public PyObject* func;
    public PyObject* it;
    public nint stop;
}

[PyType("itertools.takewhile", Layout = typeof(takewhileobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "The items up to the first for which the predicate is not true.")]
internal static unsafe partial class TakeWhileType
{
    [Slot("(predicate, iterable, /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* predicate, PyObject* iterable)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        takewhileobject* self = (takewhileobject*)ObjectFields.NewAround(ts, type, iterator);
        if (self == null)
            return null;
        self->func = Ref.New(predicate);
        self->it = iterator;
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, takewhileobject* self)
    {
        if (self->stop == 1)
            return null;
        PyObject* item = Obj.Advance(ts, self->it);
        if (item == null)
            return null;
        Truth take = Predicate.Ask(ts, self->func, item);
        if (take == Truth.True)
            return item;
        Ref.Dec(ts, item);
        if (take == Truth.False)
            self->stop = 1;
        return null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 2);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);
}

internal unsafe struct filterfalseobject
{
    public PyObject ob_base;
    public PyObject* func;
    public PyObject* it;
}

[PyType("itertools.filterfalse", Layout = typeof(filterfalseobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, Doc = "The items for which the function does not give a true value.\n\nWith None as function: the items that are false.")]
internal static unsafe partial class FilterFalseType
{
    [Slot("(function, iterable, /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* function, PyObject* iterable)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        filterfalseobject* self = (filterfalseobject*)ObjectFields.NewAround(ts, type, iterator);
        if (self == null)
            return null;
        self->func = Ref.New(function);
        self->it = iterator;
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, filterfalseobject* self)
    {
        bool plain = self->func == Py.None || self->func == (PyObject*)BoolType.Type;
        while (true)
        {
            PyObject* item = Obj.Advance(ts, self->it);
            if (item == null)
                return null;
            Truth truth = plain ? Obj.IsTrue(ts, item) : Predicate.Ask(ts, self->func, item);
            if (truth == Truth.False)
                return item;
            Ref.Dec(ts, item);
            if (truth == Truth.Error)
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
