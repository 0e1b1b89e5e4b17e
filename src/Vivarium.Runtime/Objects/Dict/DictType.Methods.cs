// The methods of dict. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class DictType
{
    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);

    [PyMethod("($self, key, /)", Coexist = true, Doc = "Return self[key].")]
    private static PyObject* __getitem__(ThreadState* ts, PyObject* self, PyObject* key) => mp_subscript(ts, self, key);

    [PyMethod("($self, key, /)", Coexist = true, Doc = "Whether the dict has the key.")]
    private static Truth __contains__(ThreadState* ts, PyObject* self, PyObject* key) => (Truth)PyDict.Contains(ts, self, key);

    [PyMethod("($self, /)", Doc = "Bytes of memory the dict takes, without keys and values.")]
    private static nint __sizeof__(ThreadState* ts, PyObject* self) => PyDict.SizeOf(self);

    [PyMethod("($self, key, default=None, /)", Doc = "The value of key, or default if there is none.")]
    private static PyObject* get(ThreadState* ts, PyObject* self, PyObject* key, PyObject* @default)
    {
        PyObject* value;
        Lookup found = PyDict.GetRef(ts, self, key, &value);
        if (found == Lookup.Missing)
            return Ref.New(@default);
        return value;
    }

    [PyMethod("($self, key, default=None, /)", Doc = "Gives key the value default unless it has one.\n\nReturns the value that key has then.")]
    private static PyObject* setdefault(ThreadState* ts, PyObject* self, PyObject* key, PyObject* @default)
    {
        PyObject* value;
        PyDict.SetDefault(ts, self, key, @default, &value);
        return value;
    }

    [PyMethod("($self, key, default=<unrepresentable>, /)", Doc = "D.pop(k[,d]) -> v, removes the key and returns its value.\n\n"
        + "A missing key gives the default, or KeyError without one.")]
    private static PyObject* pop(ThreadState* ts, PyObject* self, PyObject* key, PyObject* @default = null)
    {
        PyObject* value;
        if (PyDict.Pop(ts, self, key, &value) != Lookup.Missing)
            return value;
        return @default != null ? Ref.New(@default) : Err.Key(ts, key);
    }

    [PyMethod("($self, /)", Doc = "Removes the newest item and returns it as a (key, value) pair.\n\nRaises KeyError if the dict is empty.")]
    private static PyObject* popitem(ThreadState* ts, PyDictObject* self)
    {
        // The pair is allocated first: that may run Python code, which must not see a dict half changed.
        PyObject* pair = PyTuple.New(ts, 2);
        if (pair == null)
            return null;
        PyObject* key;
        PyObject* value;
        Lookup found = PyDict.PopLast(ts, self, &key, &value);
        if (found != Lookup.Found)
        {
            Ref.Dec(ts, pair);
            return found == Lookup.Error ? null : Err.SetString(ts, Exc.KeyError, "popitem(): dictionary is empty");
        }
        PyTuple.SetSteal(pair, 0, key);
        PyTuple.SetSteal(pair, 1, value);
        GcList.Track(ts, pair);
        return pair;
    }

    [PyMethod("($self, /)", Doc = "A view of the keys that is like a set.")]
    private static PyObject* keys(ThreadState* ts, PyObject* self) => DictViews.New(ts, self, DictKeysType.Type);

    [PyMethod("($self, /)", Doc = "A view of the (key, value) pairs that is like a set.")]
    private static PyObject* items(ThreadState* ts, PyObject* self) => DictViews.New(ts, self, DictItemsType.Type);

    [PyMethod("($self, /)", Doc = "A view of the values.")]
    private static PyObject* values(ThreadState* ts, PyObject* self) => DictViews.New(ts, self, DictValuesType.Type);

    [PyMethod(HideSignature = true, Doc = "D.update([E, ]**F) -> None.  Sets items from a mapping or iterable E and from F.\n"
        + "With keys() in E:     for k in E.keys(): D[k] = E[k]\nOtherwise:            for k, v in E: D[k] = v\nIn either case then:  for k in F: D[k] = F[k]")]
    private static PyObject* update(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs > 1)
            return Err.Type(ts, $"update expected at most 1 argument, got {nargs}");
        if (nargs == 1 && PyDict.Update(ts, self, args[0]) == Status.Error)
            return null;
        nint count = kwnames == null ? 0 : PyTuple.Size(kwnames);
        for (nint i = 0; i < count; i++)
        {
            if (PyDict.Set(ts, self, PyTuple.GetBorrowed(kwnames, i), args[nargs + i]) == Status.Error)
                return null;
        }
        return Py.None;
    }

    [PyClassMethod("($type, iterable, value=None, /)", Doc = "A new dictionary with the iterable's items as keys, each with the value.")]
    private static PyObject* fromkeys(ThreadState* ts, PyTypeObject* type, PyObject* iterable, PyObject* value)
    {
        PyObject* dict = Call.NoArgs(ts, (PyObject*)type);
        if (dict == null)
            return null;
        Status status = PyDict.CheckExact(dict) ? FillExact(ts, dict, iterable, value) : FillByItems(ts, dict, iterable, value);
        if (status == Status.Ok)
            return dict;
        Ref.Dec(ts, dict);
        return null;
    }

    private static Status FillExact(ThreadState* ts, PyObject* dict, PyObject* iterable, PyObject* value)
    {
        PyDictObject* d = (PyDictObject*)dict;
        nint position = 0;
        PyObject* key;
        PyObject* ignored;
        nint hash;
        Status status = Status.Ok;
        if (d->ma_used == 0 && PyDict.CheckExact(iterable))
        {
            status = PyDict.ResizeTable(ts, d, DictKeys.Log2ForEntries(PyDict.Size(iterable)), DictKeys.IsUnicode(((PyDictObject*)iterable)->ma_keys));
            while (status == Status.Ok && PyDict.Next(iterable, &position, &key, &ignored, &hash))
                status = PyDict.Insert(ts, d, Ref.New(key), hash, Ref.New(value));
            return status;
        }
        if (d->ma_used == 0 && PySet.CheckAnyExact(iterable))
        {
            status = PyDict.ResizeTable(ts, d, DictKeys.Log2ForEntries(PySet.Size(iterable)), unicode: false);
            while (status == Status.Ok && PySet.Next(iterable, &position, &key, &hash))
                status = PyDict.Insert(ts, d, Ref.New(key), hash, Ref.New(value));
            return status;
        }
        PyObject* iterator = Obj.GetIter(ts, iterable);
        if (iterator == null)
            return Status.Error;
        while (status == Status.Ok && (key = Obj.IterNext(ts, iterator)) != null)
            status = PyDict.SetStealBoth(ts, dict, key, Ref.New(value));
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    /// <summary>mapping[key] = value for all keys of the iterable.</summary>
    internal static Status FillByItems(ThreadState* ts, PyObject* mapping, PyObject* iterable, PyObject* value)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        if (iterator == null)
            return Status.Error;
        Status status = Status.Ok;
        PyObject* key;
        while (status == Status.Ok && (key = Obj.IterNext(ts, iterator)) != null)
        {
            status = Obj.SetItem(ts, mapping, key, value);
            Ref.Dec(ts, key);
        }
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    [PyMethod("($self, /)", Doc = "Removes all items.")]
    private static void clear(ThreadState* ts, PyObject* self) => PyDict.Clear(ts, self);

    [PyMethod("($self, /)", Doc = "A new dict with the same items.")]
    private static PyObject* copy(ThreadState* ts, PyObject* self) => PyDict.Copy(ts, self);

    [PyMethod("($self, /)", Doc = "An iterator over the keys from the newest to the oldest.")]
    private static PyObject* __reversed__(ThreadState* ts, PyObject* self) => DictIteration.New(ts, self, DictReverseKeyIteratorType.Type, reverse: true);
}
