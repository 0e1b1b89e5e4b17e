// operator.itemgetter: a callable that fetches one item, or a tuple of several, from its argument. See docs/internals/operator.md.
namespace Vivarium.Stdlib.Operators;

internal unsafe struct itemgetterobject
{
    public PyObject ob_base;
    public nint nitems;
    /// <summary>The only item, or the tuple of all.</summary>
    public PyObject* item;
    /// <summary>The only item as an index of tuples; negative when it is none.</summary>
    public nint index;
    public vectorcallfunc vectorcall;
}

[PyType("operator.itemgetter", Layout = typeof(itemgetterobject), Flags = TypeFlags.HaveGc, VectorcallField = "vectorcall", TextSignature = "(item, /, *items)",
    Doc = "A callable that fetches items of its argument.\n\nAfter f = itemgetter(2), f(r) is r[2].\nAfter g = itemgetter(2, 5, 3), g(r) is (r[2], r[5], r[3]).")]
internal static unsafe partial class ItemGetterType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "itemgetter() takes no keyword arguments");
        nint n = PyTuple.Size(args);
        if (n == 0)
            return Err.Type(ts, "itemgetter expected 1 argument, got 0");
        itemgetterobject* self = (itemgetterobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        PyObject* item = n == 1 ? PyTuple.GetBorrowed(args, 0) : args;
        self->nitems = n;
        self->item = Ref.New(item);
        self->index = n == 1 && PyLong.CheckExact(item) && PyLong.IsNonNegativeCompact(item) ? PyLong.CompactValue(item) : -1;
        self->vectorcall = &Vectorcall;
        return (PyObject*)self;
    }

    private static PyObject* Vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "itemgetter() takes no keyword arguments");
        nint n = Call.ArgumentCount(nargsf);
        if (n != 1)
            return Err.Type(ts, $"itemgetter expected 1 argument, got {n}");
        itemgetterobject* self = (itemgetterobject*)callable;
        PyObject* o = args[0];
        if (self->nitems == 1)
        {
            if (self->index >= 0 && PyTuple.CheckExact(o) && self->index < PyTuple.Size(o))
                return Ref.New(PyTuple.GetBorrowed(o, self->index));
            return Obj.GetItem(ts, o, self->item);
        }
        PyObject* result = PyTuple.New(ts, self->nitems);
        if (result == null)
            return null;
        for (nint i = 0; i < self->nitems; i++)
        {
            PyObject* value = Obj.GetItem(ts, o, PyTuple.GetBorrowed(self->item, i));
            if (value == null)
            {
                Ref.Dec(ts, result);
                return null;
            }
            PyTuple.SetSteal(result, i, value);
        }
        PyTuple.Track(ts, result);
        return result;
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => Call.VectorcallFromTuple(ts, self, args, kwargs);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, itemgetterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->item);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(itemgetterobject* self, visitproc visit, void* arg) => self->item == null ? 0 : visit(self->item, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, itemgetterobject* self)
    {
        PyObject* args = Arguments(ts, self);
        PyObject* text = args == null ? null : GetterText.Repr(ts, (PyObject*)self, args, null);
        Ref.XDec(ts, args);
        return text;
    }

    private static PyObject* Arguments(ThreadState* ts, itemgetterobject* self) => self->nitems == 1 ? PyTuple.Pack(ts, self->item) : Ref.New(self->item);

    [PyMethod("($self, /)", Doc = "What pickle keeps.", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, itemgetterobject* self) =>
        PyTuple.PackStealOrNull(ts, Ref.New(((PyObject*)self)->ob_type), Arguments(ts, self));
}
