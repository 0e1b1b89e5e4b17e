// Copying and merging dicts. A dict that fills its table well is copied by copying the table, so order, gaps and size carry over.
// See docs/internals/dict.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyDict
{
    /// <summary>A plain dict with the same items.</summary>
    public static PyObject* Copy(ThreadState* ts, PyObject* dict)
    {
        PyDictObject* d = (PyDictObject*)dict;
        if (d->ma_used == 0)
            return New(ts);
        if (d->ma_values != null)
            return CopySplit(ts, d);
        PyDictKeysObject* keys = d->ma_keys;
        if (IteratesAsDict(dict) && d->ma_used >= keys->dk_nentries * 2 / 3)
        {
            PyDictKeysObject* clone = CloneKeys(ts, keys);
            return clone == null ? null : Make(ts, clone, null, d->ma_used);
        }
        PyObject* copy = New(ts);
        if (copy == null)
            return null;
        if (Merge(ts, copy, dict, 1) == Status.Ok)
            return copy;
        Ref.Dec(ts, copy);
        return null;
    }

    private static PyObject* CopySplit(ThreadState* ts, PyDictObject* dict)
    {
        PyDictValues* values = DictValues.Copy(ts, dict->ma_values);
        if (values == null)
            return Err.NoMemory(ts);
        DictKeys.IncRef(dict->ma_keys);
        PyObject** items = DictValues.Items(values);
        for (nint i = 0; i < values->capacity; i++)
            Ref.XInc(items[i]);
        nint used = dict->ma_used;
        PyObject* copy = Make(ts, dict->ma_keys, null, 0);
        if (copy == null)
        {
            ReleaseValues(ts, values);
            DictValues.Free(ts, values);
            return null;
        }
        ((PyDictObject*)copy)->ma_values = values;
        ((PyDictObject*)copy)->ma_used = used;
        return copy;
    }

    /// <summary>A combined table's copy with references of its own.</summary>
    private static PyDictKeysObject* CloneKeys(ThreadState* ts, PyDictKeysObject* keys)
    {
        nuint size = DictKeys.ByteSize(keys);
        PyDictKeysObject* clone = null;
        if (keys->dk_log2_size == DictKeys.MinLog2 && keys->dk_kind == DictKeysKind.Unicode)
            clone = (PyDictKeysObject*)FreeList.Pop(&ts->interp->free_lists.dictkeys);
        if (clone == null)
            clone = (PyDictKeysObject*)MemDomain.Malloc(ts->interp->heap, size);
        if (clone == null)
            return (PyDictKeysObject*)Err.NoMemory(ts);
        NativeMemory.Copy(keys, clone, size);
        clone->dk_refcnt = 1;
        clone->dk_version = 0;
        nint count = keys->dk_nentries;
        for (nint i = 0; i < count; i++)
        {
            if (DictKeys.IsUnicode(clone))
            {
                Ref.XInc(DictKeys.UnicodeEntries(clone)[i].me_key);
                Ref.XInc(DictKeys.UnicodeEntries(clone)[i].me_value);
            }
            else
            {
                Ref.XInc(DictKeys.GeneralEntries(clone)[i].me_key);
                Ref.XInc(DictKeys.GeneralEntries(clone)[i].me_value);
            }
        }
        return clone;
    }

    /// <summary>A dict whose iteration has not been overridden, so that reading its table is the same as iterating it.</summary>
    internal static bool IteratesAsDict(PyObject* o) =>
        CheckExact(o) || (Check(o) && (void*)TypeSlots.Of(o)->tp_iter == (void*)TypeSlots.Of(DictType.Type)->tp_iter);

    public static Status Update(ThreadState* ts, PyObject* dict, PyObject* mappingOrIterable)
    {
        if (CheckExact(mappingOrIterable))
            return Merge(ts, dict, mappingOrIterable, 1);
        PyObject* keys;
        Lookup hasKeys = Obj.LookupAttr(ts, mappingOrIterable, Id.keys, &keys);
        if (hasKeys == Lookup.Error)
            return Status.Error;
        if (hasKeys == Lookup.Missing)
            return MergeFromPairs(ts, dict, mappingOrIterable, 1);
        Ref.Dec(ts, keys);
        return Merge(ts, dict, mappingOrIterable, 1);
    }

    /// <summary>Override 0 keeps what is there, 1 replaces, 2 raises KeyError on a duplicate.</summary>
    public static Status Merge(ThreadState* ts, PyObject* dict, PyObject* mapping, int overrideMode) =>
        IteratesAsDict(mapping)
            ? MergeDict(ts, (PyDictObject*)dict, (PyDictObject*)mapping, overrideMode)
            : MergeMapping(ts, dict, mapping, overrideMode);

    private static Status MergeDict(ThreadState* ts, PyDictObject* dict, PyDictObject* other, int overrideMode)
    {
        if (dict == other || other->ma_used == 0)
            return Status.Ok;
        PyDictKeysObject* otherKeys = other->ma_keys;
        if (dict->ma_used == 0)
        {
            overrideMode = 1;
            // A full table, not bigger than these entries need, is taken over as it is.
            if (dict->ma_values == null && other->ma_values == null && other->ma_used == otherKeys->dk_nentries
                && (otherKeys->dk_log2_size == DictKeys.MinLog2 || DictKeys.UsableFraction(DictKeys.SlotCount(otherKeys) / 2) < other->ma_used))
            {
                PyDictKeysObject* clone = CloneKeys(ts, otherKeys);
                if (clone == null)
                    return Status.Error;
                PyDictKeysObject* old = dict->ma_keys;
                dict->ma_keys = clone;
                dict->ma_used = other->ma_used;
                DictKeys.DecRef(ts, old);
                return Status.Ok;
            }
        }
        // Room for all of them at once, in the expectation that most keys are new.
        if (DictKeys.UsableFraction(DictKeys.SlotCount(dict->ma_keys)) < other->ma_used
            && ResizeTable(ts, dict, DictKeys.Log2ForEntries(dict->ma_used + other->ma_used), DictKeys.IsUnicode(otherKeys)) == Status.Error)
            return Status.Error;
        nint expected = EntryCount(other);
        nint position = 0;
        PyObject* key;
        PyObject* value;
        nint hash;
        while (Next((PyObject*)other, &position, &key, &value, &hash))
        {
            Ref.Inc(key);
            Ref.Inc(value);
            Status status = MergeOne(ts, dict, key, hash, value, overrideMode);
            Ref.Dec(ts, value);
            Ref.Dec(ts, key);
            if (status == Status.Error)
                return Status.Error;
            if (expected != EntryCount(other))
            {
                Err.Runtime(ts, "dict mutated during update");
                return Status.Error;
            }
        }
        return Status.Ok;
    }

    /// <summary>Shared keys may get more entries while this dict stays as it is.</summary>
    private static nint EntryCount(PyDictObject* dict) => dict->ma_values != null ? dict->ma_used : dict->ma_keys->dk_nentries;

    private static Status MergeOne(ThreadState* ts, PyDictObject* dict, PyObject* key, nint hash, PyObject* value, int overrideMode)
    {
        if (overrideMode == 1)
            return Insert(ts, dict, Ref.New(key), hash, Ref.New(value));
        Lookup present = ContainsKnownHash(ts, (PyObject*)dict, key, hash);
        if (present == Lookup.Missing)
            return Insert(ts, dict, Ref.New(key), hash, Ref.New(value));
        if (present == Lookup.Found && overrideMode == 2)
            Err.Key(ts, key);
        return present == Lookup.Error || overrideMode == 2 ? Status.Error : Status.Ok;
    }

    /// <summary>Anything with keys() and subscription.</summary>
    private static Status MergeMapping(ThreadState* ts, PyObject* dict, PyObject* mapping, int overrideMode)
    {
        PyObject* keys = Map.Keys(ts, mapping);
        if (keys == null)
            return Status.Error;
        PyObject* iterator = Obj.GetIter(ts, keys);
        Ref.Dec(ts, keys);
        if (iterator == null)
            return Status.Error;
        Status status = Status.Ok;
        PyObject* key;
        while (status == Status.Ok && (key = Obj.IterNext(ts, iterator)) != null)
        {
            status = MergeKey(ts, dict, mapping, key, overrideMode);
            Ref.Dec(ts, key);
        }
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    private static Status MergeKey(ThreadState* ts, PyObject* dict, PyObject* mapping, PyObject* key, int overrideMode)
    {
        if (overrideMode != 1)
        {
            Lookup present = Contains(ts, dict, key);
            if (present == Lookup.Error)
                return Status.Error;
            if (present == Lookup.Found)
            {
                if (overrideMode == 0)
                    return Status.Ok;
                Err.Key(ts, key);
                return Status.Error;
            }
        }
        PyObject* value = Obj.GetItem(ts, mapping, key);
        return value == null ? Status.Error : SetStealBoth(ts, dict, Ref.New(key), value);
    }

    /// <summary>An iterable of pairs, as dict(iterable) takes it.</summary>
    public static Status MergeFromPairs(ThreadState* ts, PyObject* dict, PyObject* pairs, int overrideMode)
    {
        PyObject* iterator = Obj.GetIter(ts, pairs);
        if (iterator == null)
            return Status.Error;
        Status status = Status.Ok;
        PyObject* item;
        for (nint i = 0; status == Status.Ok && (item = Obj.IterNext(ts, iterator)) != null; i++)
        {
            status = MergePair(ts, dict, item, i, overrideMode);
            Ref.Dec(ts, item);
        }
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    private static Status MergePair(ThreadState* ts, PyObject* dict, PyObject* item, nint position, int overrideMode)
    {
        PyObject* pair = Obj.SequenceFast(ts, item, "object is not iterable");
        if (pair == null)
        {
            DictPairErrors.NoteNotIterable(ts, position);
            return Status.Error;
        }
        Status status = Status.Error;
        nint length = PyList.Check(pair) ? PyList.Size(pair) : PyTuple.Size(pair);
        if (length != 2)
            Err.Value(ts, $"dictionary update sequence element #{position} has length {length}; 2 is required");
        else
        {
            PyObject** items = PyList.Check(pair) ? PyList.Items(pair) : PyTuple.Items(pair);
            PyObject* key = Ref.New(items[0]);
            PyObject* value = Ref.New(items[1]);
            if (overrideMode == 1)
                status = Set(ts, dict, key, value);
            else
                status = SetDefault(ts, dict, key, value, null) == Lookup.Error ? Status.Error : Status.Ok;
            Ref.Dec(ts, key);
            Ref.Dec(ts, value);
        }
        Ref.Dec(ts, pair);
        return status;
    }
}
