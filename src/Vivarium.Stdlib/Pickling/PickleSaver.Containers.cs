// Writing tuples, lists, dicts and sets. Items go in batches between a mark and one instruction. Each item is held while it is written, since writing runs code that may
// change the container. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal static unsafe partial class PickleSaver
{
    private const int FastNestingLimit = 50;

    /// <summary>Without a memo cycles would never end: deep down, the containers being written are looked for.</summary>
    private static bool EnterFast(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        if (self->fast == 0 || ++self->fast_nesting < FastNestingLimit)
            return true;
        if (self->fast_memo == null && (self->fast_memo = PyDict.New(ts)) == null)
            return false;
        using Owned<PyObject> key = Own.Of(ts, PyLong.FromInt64(ts, (nint)o));
        if (key.IsNull)
            return false;
        Lookup known = PyDict.Contains(ts, self->fast_memo, key.Pointer);
        if (known == Lookup.Missing && PyDict.Set(ts, self->fast_memo, key.Pointer, Py.None) == Status.Ok)
            return true;
        if (known == Lookup.Found)
            Err.Value(ts, $"fast mode: can't pickle cyclic objects including object type {PyType.NameOf(o)} at 0x{(nint)o:x}");
        self->fast_nesting = -1;
        return false;
    }

    private static Status LeaveFast(ThreadState* ts, PicklerObject* self, PyObject* o, Status status)
    {
        if (self->fast == 0 || self->fast_nesting-- < FastNestingLimit)
            return status;
        PyObject* pending = Err.Fetch(ts);
        using Owned<PyObject> key = Own.Of(ts, PyLong.FromInt64(ts, (nint)o));
        bool deleted = !key.IsNull && self->fast_memo != null && PyDict.Delete(ts, self->fast_memo, key.Pointer) == Status.Ok;
        if (pending != null)
        {
            Err.Clear(ts);
            Err.Restore(ts, pending);
            return Status.Error;
        }
        return deleted || !Err.Occurred(ts) ? status : Status.Error;
    }

    private static Status Fast(ThreadState* ts, PicklerObject* self, PyObject* o, delegate*<ThreadState*, PicklerObject*, PyObject*, Status> body) =>
        EnterFast(ts, self, o) ? LeaveFast(ts, self, o, body(ts, self, o)) : Status.Error;

    // ---- Tuples ---------------------------------------------------------------------------------------------------------------------------

    private static Status SaveTuple(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        nint length = PyTuple.Size(o);
        if (length == 0)
            return self->bin != 0 ? PickleOutput.Write(ts, self, PickleOpcode.EMPTY_TUPLE) : PickleOutput.Write(ts, self, "(t"u8);
        bool small = length <= 3 && self->proto >= 2;
        if (!small && PickleOutput.Write(ts, self, PickleOpcode.MARK) != Status.Ok)
            return Status.Error;
        for (nint i = 0; i < length; i++)
        {
            if (Save(ts, self, PyTuple.GetBorrowed(o, i)) != Status.Ok)
                return PickleNotes.AddItem(ts, o, i);
        }
        // If it is in the memo now, it is part of itself and already made: what is on the stack goes away.
        if (IsWritten(self, o))
        {
            if (!small && self->bin != 0)
                return PickleOutput.Write(ts, self, PickleOpcode.POP_MARK) == Status.Ok ? WriteGet(ts, self, o) : Status.Error;
            for (nint i = small ? 0 : -1; i < length; i++)
            {
                if (PickleOutput.Write(ts, self, PickleOpcode.POP) != Status.Ok)
                    return Status.Error;
            }
            return WriteGet(ts, self, o);
        }
        byte opcode = small ? (byte)(PickleOpcode.TUPLE1 + length - 1) : PickleOpcode.TUPLE;
        return PickleOutput.Write(ts, self, opcode) == Status.Ok ? Memoize(ts, self, o) : Status.Error;
    }

    // ---- Lists ----------------------------------------------------------------------------------------------------------------------------

    private static Status SaveList(ThreadState* ts, PicklerObject* self, PyObject* o) => Fast(ts, self, o, &SaveListItems);

    private static Status SaveListItems(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        Status status = self->bin != 0 ? PickleOutput.Write(ts, self, PickleOpcode.EMPTY_LIST) : PickleOutput.Write(ts, self, "(l"u8);
        if (status != Status.Ok || Memoize(ts, self, o) != Status.Ok)
            return Status.Error;
        if (PyList.Size(o) == 0)
            return Status.Ok;
        if (self->proto > 0)
            return BatchList(ts, self, o);
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, o));
        return iterator.IsNull ? Status.Error : BatchItems(ts, self, iterator.Pointer, o);
    }

    private static Status SaveItem(ThreadState* ts, PicklerObject* self, PyObject* list, nint index)
    {
        PyObject* item = Ref.New(PyList.GetBorrowed(list, index));
        Status status = Save(ts, self, item);
        Ref.Dec(ts, item);
        return status == Status.Ok ? status : PickleNotes.AddItem(ts, list, index);
    }

    private static Status BatchList(ThreadState* ts, PicklerObject* self, PyObject* list)
    {
        if (PyList.Size(list) == 1)
            return SaveItem(ts, self, list, 0) == Status.Ok ? PickleOutput.Write(ts, self, PickleOpcode.APPEND) : Status.Error;
        nint total = 0;
        do
        {
            if (PickleOutput.Write(ts, self, PickleOpcode.MARK) != Status.Ok)
                return Status.Error;
            for (int n = 0; n < PickleOpcode.BatchSize && total < PyList.Size(list); n++, total++)
            {
                if (SaveItem(ts, self, list, total) != Status.Ok)
                    return Status.Error;
            }
            if (PickleOutput.Write(ts, self, PickleOpcode.APPENDS) != Status.Ok)
                return Status.Error;
        }
        while (total < PyList.Size(list));
        return Status.Ok;
    }

    /// <summary>The next item, owned; null at the end and on error.</summary>
    private static PyObject* Next(ThreadState* ts, PyObject* iterator) => Obj.IterNext(ts, iterator);

    /// <summary>The items of an iterator, to be appended to the object on the stack.</summary>
    private static Status BatchItems(ThreadState* ts, PicklerObject* self, PyObject* iterator, PyObject* origin)
    {
        nint total = 0;
        while (true)
        {
            using Owned<PyObject> first = Own.Of(ts, Next(ts, iterator));
            if (first.IsNull)
                return Err.Occurred(ts) ? Status.Error : Status.Ok;
            using Owned<PyObject> second = Own.Of(ts, self->proto == 0 ? null : Next(ts, iterator));
            if (second.IsNull)
            {
                if (self->proto != 0 && Err.Occurred(ts))
                    return Status.Error;
                if (Save(ts, self, first.Pointer) != Status.Ok)
                    return PickleNotes.AddItem(ts, origin, total);
                if (PickleOutput.Write(ts, self, PickleOpcode.APPEND) != Status.Ok)
                    return Status.Error;
                total++;
                if (self->proto == 0)
                    continue;
                return Status.Ok;
            }
            if (PickleOutput.Write(ts, self, PickleOpcode.MARK) != Status.Ok)
                return Status.Error;
            if (Save(ts, self, first.Pointer) != Status.Ok)
                return PickleNotes.AddItem(ts, origin, total);
            total++;
            PyObject* item = second.Release();
            int n = 1;
            while (item != null)
            {
                Status status = Save(ts, self, item);
                Ref.Dec(ts, item);
                if (status != Status.Ok)
                    return PickleNotes.AddItem(ts, origin, total);
                total++;
                if (++n == PickleOpcode.BatchSize)
                    break;
                item = Next(ts, iterator);
                if (item == null && Err.Occurred(ts))
                    return Status.Error;
            }
            if (PickleOutput.Write(ts, self, PickleOpcode.APPENDS) != Status.Ok)
                return Status.Error;
            if (n < PickleOpcode.BatchSize)
                return Status.Ok;
        }
    }

    // ---- Dicts ----------------------------------------------------------------------------------------------------------------------------

    private static Status SaveDict(ThreadState* ts, PicklerObject* self, PyObject* o) => Fast(ts, self, o, &SaveDictItems);

    private static Status SaveDictItems(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        Status status = self->bin != 0 ? PickleOutput.Write(ts, self, PickleOpcode.EMPTY_DICT) : PickleOutput.Write(ts, self, "(d"u8);
        if (status != Status.Ok || Memoize(ts, self, o) != Status.Ok)
            return Status.Error;
        if (PyDict.Size(o) == 0)
            return Status.Ok;
        if (self->proto > 0)
            return BatchDict(ts, self, o);
        using Owned<PyObject> items = Own.Of(ts, Call.Method(ts, o, Id.items));
        using Owned<PyObject> iterator = Own.Of(ts, items.IsNull ? null : Obj.GetIter(ts, items.Pointer));
        return iterator.IsNull ? Status.Error : BatchPairs(ts, self, iterator.Pointer, o);
    }

    private static Status SavePair(ThreadState* ts, PicklerObject* self, PyObject* key, PyObject* value, PyObject* origin)
    {
        Ref.Inc(key);
        Ref.Inc(value);
        Status status = Save(ts, self, key);
        if (status == Status.Ok)
        {
            status = Save(ts, self, value);
            if (status != Status.Ok)
                PickleNotes.AddKey(ts, origin, key);
        }
        Ref.Dec(ts, key);
        Ref.Dec(ts, value);
        return status;
    }

    private static Status BatchDict(ThreadState* ts, PicklerObject* self, PyObject* dict)
    {
        nint position = 0;
        PyObject* key;
        PyObject* value;
        nint size = PyDict.Size(dict);
        if (size == 1)
        {
            PyDict.Next(dict, &position, &key, &value);
            return SavePair(ts, self, key, value, dict) == Status.Ok ? PickleOutput.Write(ts, self, PickleOpcode.SETITEM) : Status.Error;
        }
        int n;
        do
        {
            n = 0;
            if (PickleOutput.Write(ts, self, PickleOpcode.MARK) != Status.Ok)
                return Status.Error;
            while (PyDict.Next(dict, &position, &key, &value))
            {
                if (SavePair(ts, self, key, value, dict) != Status.Ok)
                    return Status.Error;
                if (++n == PickleOpcode.BatchSize)
                    break;
            }
            if (PickleOutput.Write(ts, self, PickleOpcode.SETITEMS) != Status.Ok)
                return Status.Error;
            if (PyDict.Size(dict) != size)
            {
                Err.Runtime(ts, "dictionary changed size during iteration");
                return Status.Error;
            }
        }
        while (n == PickleOpcode.BatchSize);
        return Status.Ok;
    }

    /// <summary>The next item, which must be a pair; null at the end and on error.</summary>
    private static PyObject* NextPair(ThreadState* ts, PyObject* iterator)
    {
        PyObject* pair = Next(ts, iterator);
        if (pair == null || (PyTuple.Check(pair) && PyTuple.Size(pair) == 2))
            return pair;
        Ref.Dec(ts, pair);
        return Err.Type(ts, "dict items iterator must return 2-tuples");
    }

    private static Status SavePairOf(ThreadState* ts, PicklerObject* self, PyObject* pair, PyObject* origin) =>
        SavePair(ts, self, PyTuple.GetBorrowed(pair, 0), PyTuple.GetBorrowed(pair, 1), origin);

    /// <summary>The pairs of an iterator, to be set in the object on the stack.</summary>
    private static Status BatchPairs(ThreadState* ts, PicklerObject* self, PyObject* iterator, PyObject* origin)
    {
        while (true)
        {
            using Owned<PyObject> first = Own.Of(ts, NextPair(ts, iterator));
            if (first.IsNull)
                return Err.Occurred(ts) ? Status.Error : Status.Ok;
            using Owned<PyObject> second = Own.Of(ts, self->proto == 0 ? null : NextPair(ts, iterator));
            if (second.IsNull)
            {
                if ((self->proto != 0 && Err.Occurred(ts)) || SavePairOf(ts, self, first.Pointer, origin) != Status.Ok
                    || PickleOutput.Write(ts, self, PickleOpcode.SETITEM) != Status.Ok)
                {
                    return Status.Error;
                }
                if (self->proto == 0)
                    continue;
                return Status.Ok;
            }
            if (PickleOutput.Write(ts, self, PickleOpcode.MARK) != Status.Ok || SavePairOf(ts, self, first.Pointer, origin) != Status.Ok)
                return Status.Error;
            PyObject* pair = second.Release();
            int n = 1;
            while (pair != null)
            {
                Status status = SavePairOf(ts, self, pair, origin);
                Ref.Dec(ts, pair);
                if (status != Status.Ok)
                    return status;
                if (++n == PickleOpcode.BatchSize)
                    break;
                pair = NextPair(ts, iterator);
                if (pair == null && Err.Occurred(ts))
                    return Status.Error;
            }
            if (PickleOutput.Write(ts, self, PickleOpcode.SETITEMS) != Status.Ok)
                return Status.Error;
            if (n < PickleOpcode.BatchSize)
                return Status.Ok;
        }
    }

    // ---- Sets -----------------------------------------------------------------------------------------------------------------------------

    /// <summary>Before protocol 4 sets are made of lists.</summary>
    private static Status SaveSetAsList(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        using Owned<PyObject> items = Own.Of(ts, PyList.FromSequence(ts, o));
        return items.IsNull ? Status.Error : SaveMade(ts, self, (PyObject*)o->ob_type, items.Pointer, null, o);
    }

    private static Status SaveSet(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        if (self->proto < 4)
            return SaveSetAsList(ts, self, o);
        if (PickleOutput.Write(ts, self, PickleOpcode.EMPTY_SET) != Status.Ok || Memoize(ts, self, o) != Status.Ok)
            return Status.Error;
        nint size = PySet.Size(o);
        if (size == 0)
            return Status.Ok;
        nint position = 0;
        int n;
        do
        {
            n = 0;
            if (PickleOutput.Write(ts, self, PickleOpcode.MARK) != Status.Ok)
                return Status.Error;
            PyObject* item;
            nint hash;
            while (PySet.Next(o, &position, &item, &hash))
            {
                Ref.Inc(item);
                Status status = Save(ts, self, item);
                Ref.Dec(ts, item);
                if (status != Status.Ok)
                    return PickleNotes.Add(ts, o, "element");
                if (++n == PickleOpcode.BatchSize)
                    break;
            }
            if (PickleOutput.Write(ts, self, PickleOpcode.ADDITEMS) != Status.Ok)
                return Status.Error;
            if (PySet.Size(o) != size)
            {
                Err.Runtime(ts, "set changed size during iteration");
                return Status.Error;
            }
        }
        while (n == PickleOpcode.BatchSize);
        return Status.Ok;
    }

    private static Status SaveFrozenSet(ThreadState* ts, PicklerObject* self, PyObject* o)
    {
        if (self->proto < 4)
            return SaveSetAsList(ts, self, o);
        if (PickleOutput.Write(ts, self, PickleOpcode.MARK) != Status.Ok)
            return Status.Error;
        nint position = 0;
        PyObject* item;
        nint hash;
        while (PySet.Next(o, &position, &item, &hash))
        {
            Ref.Inc(item);
            Status status = Save(ts, self, item);
            Ref.Dec(ts, item);
            if (status != Status.Ok)
                return PickleNotes.Add(ts, o, "element");
        }
        // As with tuples: part of itself, and already made.
        if (IsWritten(self, o))
            return PickleOutput.Write(ts, self, PickleOpcode.POP_MARK) == Status.Ok ? WriteGet(ts, self, o) : Status.Error;
        return PickleOutput.Write(ts, self, PickleOpcode.FROZENSET) == Status.Ok ? Memoize(ts, self, o) : Status.Error;
    }
}
