// The iterator and the views of OrderedDict. See docs/internals/dict.md.
namespace Vivarium.Stdlib.Collections;

internal unsafe struct odictiterobject
{
    public PyObject ob_base;
    /// <summary>DictPart, plus 4 for reverse.</summary>
    public int kind;
    /// <summary>Null when exhausted.</summary>
    public PyODictObject* di_odict;
    public nint di_size;
    public nuint di_state;
    /// <summary>For items: a pair that is used again when nobody else holds it.</summary>
    public PyObject* di_result;
    /// <summary>The next key; null at the end.</summary>
    public PyObject* di_current;
}

internal static unsafe class ODictIteration
{
    private const int Reverse = 4;

    public static PyObject* New(ThreadState* ts, PyODictObject* od, DictPart part, bool reverse)
    {
        odictiterobject* it = (odictiterobject*)ObjectAlloc.GcNew(ts, ODictIteratorType.Type);
        if (it == null)
            return null;
        _ODictNode* node = reverse ? od->od_last : od->od_first;
        it->kind = (int)part | (reverse ? Reverse : 0);
        it->di_current = node == null ? null : Ref.New(node->key);
        it->di_size = PyDict.Size((PyObject*)od);
        it->di_state = od->od_state;
        it->di_odict = (PyODictObject*)Ref.New(od);
        it->di_result = null;
        if (part == DictPart.Items && (it->di_result = PyTuple.Pack(ts, Py.None, Py.None)) == null)
        {
            Ref.Dec(ts, it);
            return null;
        }
        GcList.Track(ts, it);
        return (PyObject*)it;
    }

    /// <summary>The next key (owned), or null.</summary>
    private static PyObject* NextKey(ThreadState* ts, odictiterobject* it)
    {
        PyODictObject* od = it->di_odict;
        if (od == null || it->di_current == null)
            return End(ts, it);
        if (od->od_state != it->di_state)
        {
            Err.Runtime(ts, "OrderedDict mutated during iteration");
            return End(ts, it);
        }
        if (PyDict.Size((PyObject*)od) != it->di_size)
        {
            it->di_size = -1;
            Err.Runtime(ts, "OrderedDict changed size during iteration");
            return End(ts, it);
        }
        _ODictNode* node = ODict.Find(ts, od, it->di_current);
        if (node == null)
        {
            if (!Err.Occurred(ts))
                Err.Key(ts, it->di_current);
            Ref.Clear(ts, &it->di_current);
            return End(ts, it);
        }
        PyObject* key = it->di_current;
        node = (it->kind & Reverse) != 0 ? node->prev : node->next;
        it->di_current = node == null ? null : Ref.New(node->key);
        return key;
    }

    private static PyObject* End(ThreadState* ts, odictiterobject* it)
    {
        PyObject* od = (PyObject*)it->di_odict;
        it->di_odict = null;
        Ref.XDec(ts, od);
        return null;
    }

    public static PyObject* Next(ThreadState* ts, odictiterobject* it)
    {
        PyObject* od = Ref.XNew((PyObject*)it->di_odict);
        PyObject* key = NextKey(ts, it);
        PyObject* result = key;
        DictPart part = (DictPart)(it->kind & ~Reverse);
        if (key != null && part != DictPart.Keys)
        {
            PyObject* value;
            Lookup found = PyDict.GetRef(ts, od, key, &value);
            if (found == Lookup.Missing)
                Err.Key(ts, key);
            if (found != Lookup.Found || part == DictPart.Values)
            {
                Ref.Dec(ts, key);
                result = value;
                if (found != Lookup.Found)
                    End(ts, it);
            }
            else
                result = ReusedPair.Fill(ts, it->di_result, key, value);
        }
        Ref.XDec(ts, od);
        return result;
    }
}

[PyType("odict_iterator", Layout = typeof(odictiterobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class ODictIteratorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, odictiterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->di_odict);
        Ref.XDec(ts, self->di_current);
        Ref.XDec(ts, self->di_result);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        odictiterobject* it = (odictiterobject*)self;
        int r = it->di_odict == null ? 0 : visit((PyObject*)it->di_odict, arg);
        if (r == 0 && it->di_current != null)
            r = visit(it->di_current, arg);
        return r == 0 && it->di_result != null ? visit(it->di_result, arg) : r;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, odictiterobject* self) => ODictIteration.Next(ts, self);

    [PyMethod("($self, /)", Doc = "State for pickling")]
    private static PyObject* __reduce__(ThreadState* ts, odictiterobject* self)
    {
        // A copy of the iterator is consumed, not the iterator itself.
        odictiterobject* copy = (odictiterobject*)ObjectAlloc.GcNew(ts, Type);
        if (copy == null)
            return null;
        PyObject header = copy->ob_base;
        *copy = *self;
        copy->ob_base = header;
        Ref.XInc((PyObject*)copy->di_odict);
        Ref.XInc(copy->di_current);
        Ref.XInc(copy->di_result);
        GcList.Track(ts, copy);
        PyObject* list = PyList.FromSequence(ts, (PyObject*)copy);
        Ref.Dec(ts, copy);
        return ReduceHelp.CallOf(ts, ReduceHelp.Builtin(ts, Id.iter), list);
    }
}

[PyType("odict_keys", Layout = typeof(_PyDictViewObject), Base = typeof(DictKeysType), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class ODictKeysType
{
    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) =>
        ODictIteration.New(ts, (PyODictObject*)((_PyDictViewObject*)self)->dv_dict, DictPart.Keys, reverse: false);

    [PyMethod("($self, /)")]
    private static PyObject* __reversed__(ThreadState* ts, _PyDictViewObject* self) =>
        ODictIteration.New(ts, (PyODictObject*)self->dv_dict, DictPart.Keys, reverse: true);
}

[PyType("odict_items", Layout = typeof(_PyDictViewObject), Base = typeof(DictItemsType), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class ODictItemsType
{
    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) =>
        ODictIteration.New(ts, (PyODictObject*)((_PyDictViewObject*)self)->dv_dict, DictPart.Items, reverse: false);

    [PyMethod("($self, /)")]
    private static PyObject* __reversed__(ThreadState* ts, _PyDictViewObject* self) =>
        ODictIteration.New(ts, (PyODictObject*)self->dv_dict, DictPart.Items, reverse: true);
}

[PyType("odict_values", Layout = typeof(_PyDictViewObject), Base = typeof(DictValuesType), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class ODictValuesType
{
    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) =>
        ODictIteration.New(ts, (PyODictObject*)((_PyDictViewObject*)self)->dv_dict, DictPart.Values, reverse: false);

    [PyMethod("($self, /)")]
    private static PyObject* __reversed__(ThreadState* ts, _PyDictViewObject* self) =>
        ODictIteration.New(ts, (PyODictObject*)self->dv_dict, DictPart.Values, reverse: true);
}
