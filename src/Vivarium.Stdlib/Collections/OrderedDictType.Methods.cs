// The methods of OrderedDict. See docs/internals/dict.md.
namespace Vivarium.Stdlib.Collections;

internal static unsafe partial class OrderedDictType
{
    [PyClassMethod("($type, /, iterable, value=None)", Doc = "A new ordered dictionary with the iterable's items as keys, each with the value.")]
    private static PyObject* fromkeys(ThreadState* ts, PyTypeObject* type, PyObject* iterable, PyObject* value)
    {
        PyObject* result = Call.NoArgs(ts, (PyObject*)type);
        if (result == null || DictType.FillByItems(ts, result, iterable, value) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    [PyMethod("($self, /)")]
    private static nint __sizeof__(ThreadState* ts, PyObject* self)
    {
        PyODictObject* od = (PyODictObject*)self;
        return PyDict.SizeOf(self) + od->od_fast_nodes_size * sizeof(_ODictNode*) + (od->od_first == null ? 0 : PyDict.Size(self) * sizeof(_ODictNode));
    }

    [PyMethod("($self, /)", Doc = "State for pickling")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self)
    {
        PyObject* state = Call.Method(ts, self, Id.__getstate__);
        PyObject* items = state == null ? null : Call.Method(ts, self, Id.items);
        PyObject* iterator = items == null ? null : Obj.GetIter(ts, items);
        PyObject* result = null;
        if (iterator != null)
        {
            PyObject** parts = stackalloc PyObject*[5] { (PyObject*)self->ob_type, PyTuple.Empty(), state, Py.None, iterator };
            result = PyTuple.FromArray(ts, parts, 5);
        }
        Ref.XDec(ts, state);
        Ref.XDec(ts, items);
        Ref.XDec(ts, iterator);
        return result;
    }

    [PyMethod("($self, /, key, default=None)", Doc = "Gives key the value default unless it has one.\n\nReturns the value that key has then.")]
    private static PyObject* setdefault(ThreadState* ts, PyObject* self, PyObject* key, PyObject* @default)
    {
        if (ODict.CheckExact(self))
        {
            PyObject* value;
            Lookup found = PyDict.GetRef(ts, self, key, &value);
            if (found != Lookup.Missing)
                return value;
            return ODict.Set(ts, (PyODictObject*)self, key, @default) == Status.Ok ? Ref.New(@default) : null;
        }
        Truth present = Obj.Contains(ts, self, key);
        if (present == Truth.Error)
            return null;
        if (present == Truth.True)
            return Obj.GetItem(ts, self, key);
        return Obj.SetItem(ts, self, key, @default) == Status.Ok ? Ref.New(@default) : null;
    }

    [PyMethod("($self, /, key, default=<unrepresentable>)", Doc = "od.pop(key[,default]) -> v, removes the key and returns its value.\n\n"
        + "A missing key gives the default, or KeyError without one.")]
    private static PyObject* pop(ThreadState* ts, PyODictObject* self, PyObject* key, PyObject* @default = null)
    {
        nint hash = KeyHashes.OfDictKey(ts, key);
        return hash == -1 ? null : ODict.Pop(ts, self, key, @default, hash);
    }

    [PyMethod("($self, /, last=True)", Doc = "Removes a (key, value) pair and returns it: the last one, or the first one if last is false.")]
    private static PyObject* popitem(ThreadState* ts, PyODictObject* self, bool last)
    {
        _ODictNode* node = last ? self->od_last : self->od_first;
        if (node == null)
            return Err.SetString(ts, Exc.KeyError, "dictionary is empty");
        PyObject* key = Ref.New(node->key);
        PyObject* value = ODict.Pop(ts, self, key, null, node->hash);
        if (value != null)
            return PyTuple.PackSteal(ts, key, value);
        Ref.Dec(ts, key);
        return null;
    }

    [PyMethod("($self, /)")]
    private static PyObject* keys(ThreadState* ts, PyObject* self) => DictViews.New(ts, self, ODictKeysType.Type);

    [PyMethod("($self, /)")]
    private static PyObject* values(ThreadState* ts, PyObject* self) => DictViews.New(ts, self, ODictValuesType.Type);

    [PyMethod("($self, /)")]
    private static PyObject* items(ThreadState* ts, PyObject* self) => DictViews.New(ts, self, ODictItemsType.Type);

    [PyMethod(HideSignature = true)]
    private static PyObject* update(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs > 1)
            return Err.Type(ts, $"update() takes at most 1 positional argument ({nargs} given)");
        if (nargs == 1 && MappingUpdate.FromArgument(ts, self, args[0]) == Status.Error)
            return null;
        nint count = kwnames == null ? 0 : PyTuple.Size(kwnames);
        for (nint i = 0; i < count; i++)
        {
            if (Obj.SetItem(ts, self, PyTuple.GetBorrowed(kwnames, i), args[nargs + i]) == Status.Error)
                return null;
        }
        return Py.None;
    }

    [PyMethod("($self, /)", Doc = "Removes all items.")]
    private static void clear(ThreadState* ts, PyODictObject* self)
    {
        PyDict.Clear(ts, (PyObject*)self);
        ODict.ClearNodes(ts, self);
    }

    [PyMethod("($self, /)", Doc = "A copy that shares keys and values.")]
    private static PyObject* copy(ThreadState* ts, PyObject* self)
    {
        bool exact = ODict.CheckExact(self);
        PyObject* result = Call.NoArgs(ts, (PyObject*)self->ob_type);
        PyODictObject* od = (PyODictObject*)self;
        for (_ODictNode* node = od->od_first; result != null && node != null;)
        {
            nuint state = od->od_state;
            PyObject* key = Ref.New(node->key);
            PyObject* value = null;
            if (exact)
                PyDict.GetRefKnownHash(ts, self, key, node->hash, &value);
            else
                value = Obj.GetItem(ts, self, key);
            if (value == null && !Err.Occurred(ts))
                Err.Key(ts, key);
            Status status = value == null ? Status.Error : Obj.SetItem(ts, result, key, value);
            Ref.XDec(ts, value);
            Ref.Dec(ts, key);
            if (status == Status.Ok && od->od_state != state)
            {
                Err.Runtime(ts, "OrderedDict mutated during iteration");
                status = Status.Error;
            }
            if (status == Status.Error)
            {
                Ref.Dec(ts, result);
                return null;
            }
            node = node->next;
        }
        return result;
    }

    [PyMethod("($self, /)")]
    private static PyObject* __reversed__(ThreadState* ts, PyODictObject* self) => ODictIteration.New(ts, self, DictPart.Keys, reverse: true);

    [PyMethod("($self, /, key, last=True)", Doc = "Moves a key to the end, or to the beginning if last is false.\n\nRaises KeyError if there is no such key.")]
    private static Status move_to_end(ThreadState* ts, PyODictObject* self, PyObject* key, bool last)
    {
        _ODictNode* node = self->od_first == null ? null : last ? self->od_last : self->od_first;
        if (node != null && node->key != key)
        {
            node = ODict.Find(ts, self, key);
            if (node == null && Err.Occurred(ts))
                return Status.Error;
            if (node != null && node != (last ? self->od_last : self->od_first))
            {
                ODict.Unlink(self, node);
                if (last)
                    ODict.LinkLast(self, node);
                else
                    ODict.LinkFirst(self, node);
            }
        }
        if (node != null)
            return Status.Ok;
        Err.Key(ts, key);
        return Status.Error;
    }
}

/// <summary>update() as collections.abc.MutableMapping defines it: through __setitem__, from mappings, objects with keys() or items(), and pairs.</summary>
internal static unsafe class MappingUpdate
{
    public static Status FromArguments(ThreadState* ts, PyObject* self, PyObject* source, PyObject* kwargs)
    {
        if (source != null && FromArgument(ts, self, source) == Status.Error)
            return Status.Error;
        if (kwargs == null)
            return Status.Ok;
        PyObject* items = PyDict.Items(ts, kwargs);
        Status status = items == null ? Status.Error : FromPairs(ts, self, items);
        Ref.XDec(ts, items);
        return status;
    }

    public static Status FromArgument(ThreadState* ts, PyObject* self, PyObject* source)
    {
        PyObject* pairs;
        if (PyDict.CheckExact(source))
            pairs = PyDict.Items(ts, source);
        else
        {
            PyObject* method;
            Lookup found = Obj.LookupAttr(ts, source, Id.keys, &method);
            if (found == Lookup.Found)
            {
                Status done = FromKeys(ts, self, source, Call.NoArgs(ts, method));
                Ref.Dec(ts, method);
                return done;
            }
            if (found == Lookup.Missing)
                found = Obj.LookupAttr(ts, source, Id.items, &method);
            if (found == Lookup.Error)
                return Status.Error;
            pairs = found == Lookup.Found ? Call.NoArgs(ts, method) : Ref.New(source);
            if (found == Lookup.Found)
                Ref.Dec(ts, method);
        }
        if (pairs == null)
            return Status.Error;
        Status status = FromPairs(ts, self, pairs);
        Ref.Dec(ts, pairs);
        return status;
    }

    /// <summary>Takes over the keys, which are null after an error.</summary>
    private static Status FromKeys(ThreadState* ts, PyObject* self, PyObject* source, PyObject* keys)
    {
        PyObject* iterator = keys == null ? null : Obj.GetIter(ts, keys);
        Ref.XDec(ts, keys);
        if (iterator == null)
            return Status.Error;
        Status status = Status.Ok;
        PyObject* key;
        while (status == Status.Ok && (key = Obj.IterNext(ts, iterator)) != null)
        {
            PyObject* value = Obj.GetItem(ts, source, key);
            status = value == null ? Status.Error : Obj.SetItem(ts, self, key, value);
            Ref.XDec(ts, value);
            Ref.Dec(ts, key);
        }
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    private static Status FromPairs(ThreadState* ts, PyObject* self, PyObject* pairs)
    {
        PyObject* iterator = Obj.GetIter(ts, pairs);
        if (iterator == null)
            return Status.Error;
        Status status = Status.Ok;
        PyObject* pair;
        while (status == Status.Ok && (pair = Obj.IterNext(ts, iterator)) != null)
        {
            status = SetPair(ts, self, pair);
            Ref.Dec(ts, pair);
        }
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    private static Status SetPair(ThreadState* ts, PyObject* self, PyObject* pair)
    {
        PyObject* iterator = Obj.GetIter(ts, pair);
        if (iterator == null)
            return Status.Error;
        PyObject* key = Obj.IterNext(ts, iterator);
        PyObject* value = key == null ? null : Obj.IterNext(ts, iterator);
        PyObject* surplus = value == null ? null : Obj.IterNext(ts, iterator);
        Status status = Status.Error;
        if (!Err.Occurred(ts))
        {
            if (value == null)
                Err.Value(ts, key == null ? "need more than 0 values to unpack" : "need more than 1 value to unpack");
            else if (surplus != null)
                Err.Value(ts, "too many values to unpack (expected 2)");
            else
                status = Obj.SetItem(ts, self, key, value);
        }
        Ref.XDec(ts, key);
        Ref.XDec(ts, value);
        Ref.XDec(ts, surplus);
        Ref.Dec(ts, iterator);
        return status;
    }
}
