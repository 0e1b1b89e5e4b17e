// The type OrderedDict. See docs/internals/dict.md.
namespace Vivarium.Stdlib.Collections;

[PyType("collections.OrderedDict", Layout = typeof(PyODictObject), Base = typeof(DictType), Flags = TypeFlags.HaveGc | TypeFlags.BaseType | TypeFlags.Mapping | TypeFlags.MatchSelf,
    DictField = "od_inst_dict", WeaklistField = "od_weakreflist", None = "tp_hash", Doc = "A dict that remembers the order of its keys")]
internal static unsafe partial class OrderedDictType
{
    [Slot]
    private static Status tp_init(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs)
    {
        nint given = PyTuple.Size(args);
        if (given > 1)
            return Err.TypeStatus(ts, $"expected at most 1 argument, got {given}");
        return MappingUpdate.FromArguments(ts, self, given == 0 ? null : PyTuple.GetBorrowed(args, 0), kwargs);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyODictObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Clear(ts, &self->od_inst_dict);
        if (self->od_weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        ODict.ClearNodes(ts, self);
        TypeSlots.Of(DictType.Type)->tp_dealloc(ts, (PyObject*)self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyODictObject* od = (PyODictObject*)self;
        int r = od->od_inst_dict == null ? 0 : visit(od->od_inst_dict, arg);
        for (_ODictNode* node = od->od_first; r == 0 && node != null; node = node->next)
            r = visit(node->key, arg);
        return r != 0 ? r : TypeSlots.Of(DictType.Type)->tp_traverse(self, visit, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyODictObject* self)
    {
        Ref.Clear(ts, &self->od_inst_dict);
        PyDict.Clear(ts, (PyObject*)self);
        ODict.ClearNodes(ts, self);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self)
    {
        if (PyDict.Size(self) == 0)
            return PyUnicode.FromString(ts, PyType.Name(((PyObject*)self)->ob_type) + "()");
        int entered = Obj.ReprEnter(ts, self);
        if (entered != 0)
            return entered > 0 ? PyUnicode.FromString(ts, "...") : null;
        PyObject* result = null;
        PyObject* plain = PlainCopy(ts, self);
        if (plain != null)
        {
            UnicodeWriter writer = new(ts);
            writer.WriteString(PyType.Name(((PyObject*)self)->ob_type) + "(");
            writer.WriteRepr(plain);
            writer.WriteAscii(")"u8);
            Ref.Dec(ts, plain);
            result = writer.Finish();
        }
        Obj.ReprLeave(ts, self);
        return result;
    }

    /// <summary>A dict with the same items in the same order.</summary>
    private static PyObject* PlainCopy(ThreadState* ts, PyObject* self)
    {
        PyObject* plain = PyDict.New(ts);
        PyObject* items = plain == null ? null : Call.Method(ts, self, Id.items);
        Status status = items == null ? Status.Error : PyDict.MergeFromPairs(ts, plain, items, 1);
        Ref.XDec(ts, items);
        if (status == Status.Ok)
            return plain;
        Ref.XDec(ts, plain);
        return null;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => ODictIteration.New(ts, (PyODictObject*)self, DictPart.Keys, reverse: false);

    [Slot]
    private static Status mp_ass_subscript(ThreadState* ts, PyODictObject* self, PyObject* key, PyObject* value) =>
        value == null ? ODict.Delete(ts, self, key) : ODict.Set(ts, self, key, value);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (!PyDict.Check(other) || op is not (2 or 3))
            return Py.NotImplemented;
        PyObject* equal = TypeSlots.Of(DictType.Type)->tp_richcompare(ts, self, other, 2);
        if (equal == null)
            return null;
        bool same = equal == Py.True;
        if (same && ODict.Check(other))
        {
            Truth order = SameOrder(ts, (PyODictObject*)self, (PyODictObject*)other);
            if (order == Truth.Error)
                return null;
            same = order == Truth.True;
        }
        return Py.Bool(same == (op == 2));
    }

    private static Truth SameOrder(ThreadState* ts, PyODictObject* a, PyODictObject* b)
    {
        nuint stateA = a->od_state;
        nuint stateB = b->od_state;
        _ODictNode* x = a->od_first;
        _ODictNode* y = b->od_first;
        while (x != null && y != null)
        {
            PyObject* left = Ref.New(x->key);
            PyObject* right = Ref.New(y->key);
            Truth equal = Obj.RichCompareBool(ts, left, right, 2);
            Ref.Dec(ts, left);
            Ref.Dec(ts, right);
            if (equal != Truth.True)
                return equal;
            if (a->od_state != stateA || b->od_state != stateB)
            {
                Err.Runtime(ts, "OrderedDict mutated during iteration");
                return Truth.Error;
            }
            x = x->next;
            y = y->next;
        }
        return x == null && y == null ? Truth.True : Truth.False;
    }

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* left, PyObject* right)
    {
        PyObject* self = ODict.Check(left) ? left : right;
        if (!PyDict.Check(self == left ? right : left))
            return Py.NotImplemented;
        PyObject* result = Call.OneArg(ts, (PyObject*)self->ob_type, left);
        if (result == null || MappingUpdate.FromArgument(ts, result, right) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    [Slot]
    private static PyObject* nb_inplace_or(ThreadState* ts, PyObject* self, PyObject* other) =>
        MappingUpdate.FromArgument(ts, self, other) == Status.Ok ? Ref.New(self) : null;

    [PyGetSet("__dict__", Setter = nameof(SetDict))]
    private static PyObject* GetDict(ThreadState* ts, PyODictObject* self)
    {
        if (self->od_inst_dict == null)
            self->od_inst_dict = InstanceDict.NewForType(ts, ((PyObject*)self)->ob_type);
        return Ref.XNew(self->od_inst_dict);
    }

    private static Status SetDict(ThreadState* ts, PyODictObject* self, PyObject* value)
    {
        if (value == null)
            return Err.TypeStatus(ts, "cannot delete __dict__");
        if (!PyDict.Check(value))
            return Err.TypeStatus(ts, $"__dict__ must be set to a dictionary, not a '{PyType.NameOf(value)}'");
        Ref.SetSteal(ts, &self->od_inst_dict, Ref.New(value));
        return Status.Ok;
    }
}
