// groupby: consecutive items with the same key. The groups share the iterator with the groupby object: moving it on ends the group before.
// See docs/internals/containers.md.
namespace Vivarium.Stdlib.Itertools;

internal unsafe struct groupbyobject
{
    public PyObject ob_base;
    public PyObject* it;
    public PyObject* keyfunc;
    public PyObject* tgtkey;
    public PyObject* currkey;
    public PyObject* currvalue;
    /// <summary>The group that may still take items; borrowed.</summary>
    public PyObject* currgrouper;
    public nint reserved;
}

[PyType("itertools.groupby", Layout = typeof(groupbyobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType,
    Doc = "Consecutive keys and groups of the iterable.\n\n  iterable\n    what is divided into groups.\n  key\n    gives the key of an item; without it,\n    the item is its own key.")]
internal static unsafe partial class GroupByType
{
    [Slot("(iterable, key=None)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable, PyObject* key)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        groupbyobject* self = (groupbyobject*)ObjectFields.NewAround(ts, type, iterator);
        if (self == null)
            return null;
        self->it = iterator;
        self->keyfunc = Ref.New(key);
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 5);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 5, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    /// <summary>Takes the next item and its key; false at the end or on error.</summary>
    internal static bool Step(ThreadState* ts, groupbyobject* self)
    {
        PyObject* value = Obj.IterNext(ts, self->it);
        if (value == null)
            return false;
        PyObject* key = self->keyfunc == Py.None ? Ref.New(value) : Call.OneArg(ts, self->keyfunc, value);
        if (key == null)
        {
            Ref.Dec(ts, value);
            return false;
        }
        Ref.SetSteal(ts, &self->currvalue, value);
        Ref.SetSteal(ts, &self->currkey, key);
        return true;
    }

    /// <summary>Compares with a reference to both keys: the comparison may move the iterator on.</summary>
    internal static Truth SameKey(ThreadState* ts, PyObject* a, PyObject* b)
    {
        Ref.Inc(a);
        Ref.Inc(b);
        Truth same = Obj.RichCompareBool(ts, a, b, 2);
        Ref.Dec(ts, a);
        Ref.Dec(ts, b);
        return same;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, groupbyobject* self)
    {
        self->currgrouper = null;
        while (true)
        {
            if (self->currkey != null)
            {
                if (self->tgtkey == null)
                    break;
                Truth same = SameKey(ts, self->tgtkey, self->currkey);
                if (same == Truth.Error)
                    return null;
                if (same == Truth.False)
                    break;
            }
            if (!Step(ts, self))
                return null;
        }
        if (self->currkey == null)
            return null;
        Ref.SetSteal(ts, &self->tgtkey, Ref.New(self->currkey));
        PyObject* grouper = GrouperType.New(ts, self, self->tgtkey);
        if (grouper == null)
            return null;
        PyObject* result = PyTuple.Pack(ts, self->currkey, grouper);
        Ref.Dec(ts, grouper);
        return result;
    }
}

internal unsafe struct _grouperobject
{
    public PyObject ob_base;
    public PyObject* parent;
    public PyObject* tgtkey;
}

[PyType("itertools._grouper", Layout = typeof(_grouperobject), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class GrouperType
{
    public static PyObject* New(ThreadState* ts, groupbyobject* parent, PyObject* key)
    {
        _grouperobject* self = (_grouperobject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->parent = Ref.New(parent);
        self->tgtkey = Ref.New(key);
        parent->currgrouper = (PyObject*)self;
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "_grouper() takes no keyword arguments");
        if (PyTuple.Size(args) != 2)
            return Err.Type(ts, $"_grouper expected 2 arguments, got {PyTuple.Size(args)}");
        PyObject* parent = PyTuple.GetBorrowed(args, 0);
        if (parent->ob_type != GroupByType.Type && !PyType.IsSubtype(parent->ob_type, GroupByType.Type))
            return Err.Type(ts, $"_grouper() argument 1 must be itertools.groupby, not {PyType.NameOf(parent)}");
        return New(ts, (groupbyobject*)parent, PyTuple.GetBorrowed(args, 1));
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => ObjectFields.Dealloc(ts, self, 2);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, _grouperobject* self)
    {
        groupbyobject* parent = (groupbyobject*)self->parent;
        if (parent->currgrouper != (PyObject*)self)
            return null;
        if (parent->currvalue == null && !GroupByType.Step(ts, parent))
            return null;
        if (parent->currkey == null)
            return null;
        if (GroupByType.SameKey(ts, self->tgtkey, parent->currkey) != Truth.True)
            return null;
        PyObject* result = parent->currvalue;
        parent->currvalue = null;
        Ref.Clear(ts, &parent->currkey);
        return result;
    }
}
