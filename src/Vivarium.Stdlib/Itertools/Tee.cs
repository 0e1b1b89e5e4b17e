// tee: several iterators over one, which keep in common what some have seen and others not, in linked blocks of 57 items. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Itertools;

[InlineArray(TeeDataType.LinkCells)]
internal struct TeeCells
{
    private nint _first;
}

internal unsafe struct teedataobject
{
    public PyObject ob_base;
    public PyObject* it;
    public int numread;
    public int running;
    public PyObject* nextlink;
    public TeeCells values;
}

[PyType("itertools._tee_dataobject", Layout = typeof(teedataobject), Flags = TypeFlags.HaveGc, Doc = "Items that tee objects share.")]
internal static unsafe partial class TeeDataType
{
    public const int LinkCells = 57;

    private static PyObject** Values(teedataobject* data) => (PyObject**)&data->values;

    public static PyObject* New(ThreadState* ts, PyObject* iterator)
    {
        teedataobject* data = (teedataobject*)ObjectAlloc.GcNew(ts, Type);
        if (data == null)
            return null;
        data->running = 0;
        data->numread = 0;
        data->nextlink = null;
        data->it = Ref.New(iterator);
        GcList.Track(ts, data);
        return (PyObject*)data;
    }

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "teedataobject() takes no keyword arguments");
        if (PyTuple.Size(args) != 3)
            return Err.Type(ts, $"teedataobject expected 3 arguments, got {PyTuple.Size(args)}");
        PyObject* values = PyTuple.GetBorrowed(args, 1);
        PyObject* next = PyTuple.GetBorrowed(args, 2);
        if (!PyList.Check(values))
            return Err.Type(ts, $"teedataobject() argument 2 must be list, not {PyType.NameOf(values)}");
        teedataobject* data = (teedataobject*)New(ts, PyTuple.GetBorrowed(args, 0));
        if (data == null)
            return null;
        nint count = PyList.Size(values);
        bool full = count == LinkCells;
        if (count > LinkCells || (full ? next != Py.None && next->ob_type != Type : next != Py.None))
        {
            Ref.Dec(ts, data);
            return Err.Value(ts, "Invalid arguments");
        }
        for (nint i = 0; i < count; i++)
            Values(data)[i] = Ref.New(PyList.GetBorrowed(values, i));
        data->numread = (int)count;
        if (full && next != Py.None)
            data->nextlink = Ref.New(next);
        return (PyObject*)data;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, teedataobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->it);
        for (int i = 0; i < self->numread; i++)
            Ref.Dec(ts, Values(self)[i]);
        ReleaseChain(ts, self->nextlink);
        ObjectAlloc.GcFree(ts, self);
    }

    /// <summary>Releases one link after the other: a chain may be longer than the native stack is deep.</summary>
    private static void ReleaseChain(ThreadState* ts, PyObject* link)
    {
        while (link != null && link->ob_type == Type && link->ob_refcnt == 1)
        {
            PyObject* next = ((teedataobject*)link)->nextlink;
            ((teedataobject*)link)->nextlink = null;
            Ref.Dec(ts, link);
            link = next;
        }
        Ref.XDec(ts, link);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        teedataobject* data = (teedataobject*)self;
        int r = data->it == null ? 0 : visit(data->it, arg);
        for (int i = 0; r == 0 && i < data->numread; i++)
            r = visit(Values(data)[i], arg);
        return r == 0 && data->nextlink != null ? visit(data->nextlink, arg) : r;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, teedataobject* self)
    {
        Ref.Clear(ts, &self->it);
        int count = self->numread;
        self->numread = 0;
        for (int i = 0; i < count; i++)
            Ref.Clear(ts, Values(self) + i);
        PyObject* link = self->nextlink;
        self->nextlink = null;
        ReleaseChain(ts, link);
    }

    /// <summary>The block behind this one (owned), made on demand.</summary>
    public static PyObject* NextLink(ThreadState* ts, teedataobject* data)
    {
        if (data->nextlink == null)
            data->nextlink = New(ts, data->it);
        return Ref.XNew(data->nextlink);
    }

    public static PyObject* Item(ThreadState* ts, teedataobject* data, int index)
    {
        if (index < data->numread)
            return Ref.New(Values(data)[index]);
        if (data->running != 0)
            return Err.Runtime(ts, "cannot re-enter the tee iterator");
        data->running = 1;
        PyObject* item = Obj.IterNext(ts, data->it);
        data->running = 0;
        if (item == null)
            return null;
        Values(data)[data->numread++] = item;
        return Ref.New(item);
    }
}

internal unsafe struct teeobject
{
    public PyObject ob_base;
    public teedataobject* dataobj;
    public nint index;
    public PyObject* weakreflist;
    public nint reserved;
}

[PyType("itertools._tee", Layout = typeof(teeobject), Flags = TypeFlags.HaveGc, WeaklistField = "weakreflist", Doc = "An iterator that can be copied.")]
internal static unsafe partial class TeeType
{
    public static bool Check(PyObject* o) => o->ob_type == Type;

    [Slot("(iterable, /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable) => FromIterable(ts, iterable);

    public static PyObject* FromIterable(ThreadState* ts, PyObject* iterable)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        if (iterator == null)
            return null;
        PyObject* result = null;
        if (Check(iterator))
            result = Copy(ts, (teeobject*)iterator);
        else
        {
            PyObject* data = TeeDataType.New(ts, iterator);
            if (data != null)
                result = NewSteal(ts, (teedataobject*)data, 0);
        }
        Ref.Dec(ts, iterator);
        return result;
    }

    private static PyObject* NewSteal(ThreadState* ts, teedataobject* data, nint index)
    {
        teeobject* tee = (teeobject*)ObjectAlloc.GcNew(ts, Type);
        if (tee == null)
        {
            Ref.Dec(ts, data);
            return null;
        }
        tee->dataobj = data;
        tee->index = index;
        tee->weakreflist = null;
        GcList.Track(ts, tee);
        return (PyObject*)tee;
    }

    public static PyObject* Copy(ThreadState* ts, teeobject* tee) => NewSteal(ts, (teedataobject*)Ref.New((PyObject*)tee->dataobj), tee->index);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, teeobject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.XDec(ts, self->dataobj);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject* data = (PyObject*)((teeobject*)self)->dataobj;
        return data == null ? 0 : visit(data, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, teeobject* self)
    {
        PyObject* data = (PyObject*)self->dataobj;
        self->dataobj = null;
        Ref.XDec(ts, data);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, teeobject* self)
    {
        if (self->index >= TeeDataType.LinkCells)
        {
            PyObject* link = TeeDataType.NextLink(ts, self->dataobj);
            if (link == null)
                return null;
            PyObject* old = (PyObject*)self->dataobj;
            self->dataobj = (teedataobject*)link;
            self->index = 0;
            Ref.Dec(ts, old);
        }
        PyObject* data = Ref.New((PyObject*)self->dataobj);
        PyObject* item = TeeDataType.Item(ts, (teedataobject*)data, (int)self->index);
        Ref.Dec(ts, data);
        if (item != null)
            self->index++;
        return item;
    }

    [PyMethod("($self, /)", Doc = "An independent iterator that goes on from the same place.")]
    private static PyObject* __copy__(ThreadState* ts, teeobject* self) => Copy(ts, self);
}
