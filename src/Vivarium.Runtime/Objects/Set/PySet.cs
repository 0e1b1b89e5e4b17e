// set and frozenset objects as other code uses them (docs/internals/set.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PySet
{
    /// <summary>set(iterable); null gives an empty set.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* iterable) => Make(ts, SetType.Type, iterable);

    /// <summary>A new frozenset of the iterable's elements; null gives an empty one.</summary>
    public static PyObject* NewFrozen(ThreadState* ts, PyObject* iterable) => Make(ts, FrozenSetType.Type, iterable);

    /// <summary>set or a subclass.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Check(PyObject* o) => o->ob_type == SetType.Type || PyType.IsSubtype(o->ob_type, SetType.Type);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckExact(PyObject* o) => o->ob_type == SetType.Type;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool CheckAnyExact(PyObject* o) => o->ob_type == SetType.Type || o->ob_type == FrozenSetType.Type;

    public static bool CheckFrozen(PyObject* o) => o->ob_type == FrozenSetType.Type || PyType.IsSubtype(o->ob_type, FrozenSetType.Type);

    /// <summary>set, frozenset or a subclass of either.</summary>
    public static bool CheckAny(PyObject* o) => CheckAnyExact(o)
        || PyType.IsSubtype(o->ob_type, SetType.Type) || PyType.IsSubtype(o->ob_type, FrozenSetType.Type);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Size(PyObject* o) => ((PySetObject*)o)->used;

    /// <summary>A new set of that type (set, frozenset or a subclass), filled from the iterable unless that is null.</summary>
    internal static PyObject* Make(ThreadState* ts, PyTypeObject* type, PyObject* iterable)
    {
        allocfunc alloc = TypeSlots.Of(type)->tp_alloc;
        PySetObject* set = (PySetObject*)(alloc == null || type == SetType.Type || type == FrozenSetType.Type
            ? ObjectAlloc.GcNew(ts, type) : alloc(ts, type, 0));
        if (set == null)
            return null;
        SetTable.InitEmpty(set);
        set->hash = -1;
        set->finger = 0;
        set->weakreflist = null;
        if (iterable != null && Update(ts, (PyObject*)set, iterable) == Status.Error)
        {
            Ref.Dec(ts, set);
            return null;
        }
        if (!GcList.IsTracked(set))
            GcList.Track(ts, set);
        return (PyObject*)set;
    }

    public static Status Add(ThreadState* ts, PyObject* o, PyObject* key)
    {
        nint hash = KeyHashes.OfSetElement(ts, key);
        if (hash == -1)
            return Status.Error;
        return SetTable.AddSteal(ts, (PySetObject*)o, Ref.New(key), hash) == Lookup.Error ? Status.Error : Status.Ok;
    }

    /// <summary>Takes over the reference.</summary>
    public static Status AddSteal(ThreadState* ts, PyObject* o, PyObject* key)
    {
        nint hash = KeyHashes.OfSetElement(ts, key);
        if (hash != -1)
            return SetTable.AddSteal(ts, (PySetObject*)o, key, hash) == Lookup.Error ? Status.Error : Status.Ok;
        Ref.Dec(ts, key);
        return Status.Error;
    }

    public static Lookup Discard(ThreadState* ts, PyObject* o, PyObject* key)
    {
        nint hash = KeyHashes.OfSetElement(ts, key);
        return hash == -1 ? Lookup.Error : DiscardKnownHash(ts, o, key, hash);
    }

    internal static Lookup DiscardKnownHash(ThreadState* ts, PyObject* o, PyObject* key, nint hash)
    {
        PySetObject* set = (PySetObject*)o;
        setentry* entry = SetTable.Find(ts, set, key, hash);
        if (entry == null)
            return Lookup.Error;
        if (entry->key == null)
            return Lookup.Missing;
        Ref.Dec(ts, SetTable.Take(set, entry));
        return Lookup.Found;
    }

    public static Lookup Contains(ThreadState* ts, PyObject* o, PyObject* key)
    {
        nint hash = KeyHashes.OfSetElement(ts, key);
        return hash == -1 ? Lookup.Error : ContainsKnownHash(ts, o, key, hash);
    }

    public static Lookup ContainsKnownHash(ThreadState* ts, PyObject* o, PyObject* key, nint hash)
    {
        setentry* entry = SetTable.Find(ts, (PySetObject*)o, key, hash);
        if (entry == null)
            return Lookup.Error;
        return entry->key == null ? Lookup.Missing : Lookup.Found;
    }

    public static Status Update(ThreadState* ts, PyObject* o, PyObject* iterable)
    {
        PySetObject* set = (PySetObject*)o;
        if (CheckAny(iterable))
            return SetTable.Merge(ts, set, (PySetObject*)iterable);
        if (PyDict.CheckExact(iterable))
            return UpdateFromDict(ts, set, iterable);
        PyObject* iterator = Obj.GetIter(ts, iterable);
        if (iterator == null)
            return Status.Error;
        Status status = Status.Ok;
        PyObject* key;
        while (status == Status.Ok && (key = Obj.IterNext(ts, iterator)) != null)
            status = AddSteal(ts, o, key);
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    private static Status UpdateFromDict(ThreadState* ts, PySetObject* set, PyObject* dict)
    {
        nint size = PyDict.Size(dict);
        if ((set->fill + size) * 5 >= set->mask * 3 && SetTable.Resize(ts, set, (set->used + size) * 2) == Status.Error)
            return Status.Error;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        nint hash;
        while (PyDict.Next(dict, &position, &key, &value, &hash))
        {
            if (SetTable.AddSteal(ts, set, Ref.New(key), hash) == Lookup.Error)
                return Status.Error;
        }
        return Status.Ok;
    }

    /// <summary>KeyError when empty.</summary>
    public static PyObject* Pop(ThreadState* ts, PyObject* o)
    {
        PySetObject* set = (PySetObject*)o;
        if (set->used == 0)
            return Err.SetString(ts, Exc.KeyError, "pop from an empty set");
        setentry* limit = set->table + set->mask;
        setentry* entry = set->table + (set->finger & set->mask);
        while (entry->key == null || entry->hash == -1)
        {
            entry++;
            if (entry > limit)
                entry = set->table;
        }
        PyObject* key = SetTable.Take(set, entry);
        set->finger = (nint)(entry - set->table) + 1;
        return key;
    }

    public static Status Clear(ThreadState* ts, PyObject* o)
    {
        SetTable.Clear(ts, (PySetObject*)o);
        return Status.Ok;
    }

    /// <summary>Iterates without Python code in between: borrowed element, position starts at 0; false at the end.</summary>
    public static bool Next(PyObject* o, nint* position, PyObject** key, nint* hash)
    {
        PySetObject* set = (PySetObject*)o;
        nint i = *position;
        nint mask = set->mask;
        setentry* table = set->table;
        while (i <= mask && (table[i].key == null || table[i].hash == -1))
            i++;
        *position = i + 1;
        if (i > mask)
            return false;
        *key = table[i].key;
        *hash = table[i].hash;
        return true;
    }
}
