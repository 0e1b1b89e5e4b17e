// islice and zip_longest. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Itertools;

internal unsafe struct isliceobject
{
    public PyObject ob_base;
    public PyObject* it;
    public nint next;
    public nint stop;
    public nint step;
    public nint cnt;
}

[PyType("itertools.islice", Layout = typeof(isliceobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType,
    Doc = "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\n"
        + "The items that a slice would select: those before start are skipped, and every step-th is given until stop.")]
internal static unsafe partial class IsliceType
{
    private const string BadStop = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0 && type == Type)
            return Err.Type(ts, "islice() takes no keyword arguments");
        nint given = PyTuple.Size(args);
        if (given < 2)
            return Err.Type(ts, $"islice expected at least 2 arguments, got {given}");
        if (given > 4)
            return Err.Type(ts, $"islice expected at most 4 arguments, got {given}");
        PyObject** items = PyTuple.Items(args);
        nint start = given == 2 ? 0 : Number(ts, items[1], 0);
        PyObject* last = items[given == 2 ? 1 : 2];
        nint stop = Number(ts, last, -1);
        if (stop == -1 && last != Py.None)
            return Err.Value(ts, BadStop);
        if (start < 0 || stop < -1)
            return Err.Value(ts, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.");
        nint step = given == 4 ? Number(ts, items[3], 1) : 1;
        if (step < 1)
            return Err.Value(ts, "Step for islice() must be a positive integer or None.");
        PyObject* iterator = Obj.GetIter(ts, items[0]);
        isliceobject* self = (isliceobject*)ObjectFields.NewAround(ts, type, iterator);
        if (self == null)
            return null;
        self->it = iterator;
        self->next = start;
        self->stop = stop;
        self->step = step;
        return (PyObject*)self;
    }

    /// <summary>-1, without an exception, for what is no index.</summary>
    private static nint Number(ThreadState* ts, PyObject* o, nint none)
    {
        if (o == Py.None)
            return none;
        nint value = Num.AsSsize(ts, o, Exc.OverflowError);
        if (value == -1 && Err.Occurred(ts))
            Err.Clear(ts);
        return value;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 1);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 1, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, isliceobject* self)
    {
        PyObject* iterator = self->it;
        if (iterator == null)
            return null;
        nint stop = self->stop;
        unaryfunc next = TypeSlots.Of(iterator)->tp_iternext;
        while (self->cnt < self->next)
        {
            PyObject* skipped = next(ts, iterator);
            if (skipped == null)
                return End(ts, self);
            Ref.Dec(ts, skipped);
            self->cnt++;
        }
        if (stop != -1 && self->cnt >= stop)
            return End(ts, self);
        PyObject* item = next(ts, iterator);
        if (item == null)
            return End(ts, self);
        self->cnt++;
        nint before = self->next;
        self->next = unchecked(before + self->step);
        if (self->next < before || (stop != -1 && self->next > stop))
            self->next = stop;
        return item;
    }

    private static PyObject* End(ThreadState* ts, isliceobject* self)
    {
        Ref.Clear(ts, &self->it);
        return null;
    }
}

internal unsafe struct ziplongestobject
{
    public PyObject ob_base;
    /// <summary>Iterators; null where one is at its end.</summary>
    public PyObject* ittuple;
    public PyObject* result;
    public PyObject* fillvalue;
    public nint tuplesize;
    public nint numactive;
}

[PyType("itertools.zip_longest", Layout = typeof(ziplongestobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, TextSignature = "(*iterables, fillvalue=None)",
    Doc = "Tuples of one item from each of the iterables, until the longest is at its end.\n\nShorter ones are filled up with fillvalue.")]
internal static unsafe partial class ZipLongestType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        PyObject* fill = Py.None;
        if (kwargs != null && PyDict.Size(kwargs) > 0)
        {
            fill = PyDict.Size(kwargs) == 1 ? PyDict.GetBorrowed(ts, kwargs, Id.fillvalue) : null;
            if (fill == null)
                return Err.Occurred(ts) ? null : Err.Type(ts, "zip_longest() got an unexpected keyword argument");
        }
        nint count = PyTuple.Size(args);
        PyObject* iterators = IteratorTuples.Of(ts, PyTuple.Items(args), count);
        PyObject* result = iterators == null ? null : PyTuple.New(ts, count);
        if (result == null)
        {
            Ref.XDec(ts, iterators);
            return null;
        }
        for (nint i = 0; i < count; i++)
            PyTuple.SetSteal(result, i, Py.None);
        PyTuple.Track(ts, result);
        ziplongestobject* self = (ziplongestobject*)ObjectFields.NewAround(ts, type, iterators);
        if (self == null)
        {
            Ref.Dec(ts, result);
            return null;
        }
        self->ittuple = iterators;
        self->tuplesize = count;
        self->numactive = count;
        self->result = result;
        self->fillvalue = Ref.New(fill);
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 3);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 3, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, ziplongestobject* self)
    {
        nint count = self->tuplesize;
        if (count == 0 || self->numactive == 0)
            return null;
        bool reuse = self->result->ob_refcnt == 1;
        PyObject* result = reuse ? Ref.New(self->result) : PyTuple.New(ts, count);
        if (result == null)
            return null;
        for (nint i = 0; i < count; i++)
        {
            PyObject* item = Item(ts, self, i);
            if (item == null)
            {
                Ref.Dec(ts, result);
                return null;
            }
            PyObject* old = PyTuple.GetBorrowed(result, i);
            PyTuple.SetSteal(result, i, item);
            Ref.XDec(ts, old);
        }
        PyTuple.Recycle(ts, result);
        return result;
    }

    private static PyObject* Item(ThreadState* ts, ziplongestobject* self, nint i)
    {
        PyObject* iterator = PyTuple.GetBorrowed(self->ittuple, i);
        if (iterator == null)
            return Ref.New(self->fillvalue);
        PyObject* item = Obj.Advance(ts, iterator);
        if (item != null)
            return item;
        self->numactive--;
        if (self->numactive == 0 || Err.Occurred(ts))
        {
            self->numactive = 0;
            return null;
        }
        PyTuple.SetSteal(self->ittuple, i, null);
        Ref.Dec(ts, iterator);
        return Ref.New(self->fillvalue);
    }
}
