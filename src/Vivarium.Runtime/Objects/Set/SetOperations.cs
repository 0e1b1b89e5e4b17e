// What set, frozenset and dict views compute: union, intersection, difference, symmetric difference, subset tests. The result's table is built in CPython's order
// of operations, because its layout decides the order of iteration. See docs/internals/set.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class SetOperations
{
    /// <summary>set for sets, frozenset for frozensets: subclasses give the plain type.</summary>
    public static PyTypeObject* BaseType(PyObject* o) =>
        o->ob_type != SetType.Type && PySet.CheckFrozen(o) ? FrozenSetType.Type : SetType.Type;

    public static PyObject* CopyAsBase(ThreadState* ts, PyObject* self) => PySet.Make(ts, BaseType(self), self);

    public static Truth Contains(ThreadState* ts, PyObject* self, PyObject* key)
    {
        nint hash = KeyHashes.Of(ts, key);
        if (hash != -1)
            return (Truth)PySet.ContainsKnownHash(ts, self, key, hash);
        PyObject* frozen = FrozenTwin(ts, key);
        if (frozen == null)
            return Truth.Error;
        Truth found = (Truth)PySet.Contains(ts, self, frozen);
        Ref.Dec(ts, frozen);
        return found;
    }

    /// <summary>After a failed hash: a frozenset equal to the set that is looked for; null with the (worded) exception for anything else.</summary>
    public static PyObject* FrozenTwin(ThreadState* ts, PyObject* key)
    {
        if (PySet.Check(key) && Err.Matches(ts, Exc.TypeError))
        {
            Err.Clear(ts);
            return PySet.NewFrozen(ts, key);
        }
        KeyHashes.NameUnhashable(ts, key, "set element");
        return null;
    }

    /// <summary>Calls back with each element and hash of any iterable; elements are borrowed and alive during the call.</summary>
    public static Status ForEach(ThreadState* ts, PyObject* iterable, delegate*<ThreadState*, PyObject*, nint, void*, Status> action, void* arg)
    {
        nint position = 0;
        PyObject* key;
        nint hash;
        Status status = Status.Ok;
        if (PySet.CheckAny(iterable))
        {
            while (status == Status.Ok && PySet.Next(iterable, &position, &key, &hash))
            {
                Ref.Inc(key);
                status = action(ts, key, hash, arg);
                Ref.Dec(ts, key);
            }
            return status;
        }
        PyObject* iterator = Obj.GetIter(ts, iterable);
        if (iterator == null)
            return Status.Error;
        while (status == Status.Ok && (key = Obj.IterNext(ts, iterator)) != null)
        {
            hash = KeyHashes.Of(ts, key);
            status = hash == -1 ? Status.Error : action(ts, key, hash, arg);
            Ref.Dec(ts, key);
        }
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    public static PyObject* Intersection(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (self == other)
            return CopyAsBase(ts, self);
        PyObject* result = PySet.Make(ts, BaseType(self), null);
        if (result == null || IntersectInto(ts, self, other, result) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    /// <summary>Adds to an empty set what a set and any iterable have in common.</summary>
    internal static Status IntersectInto(ThreadState* ts, PyObject* self, PyObject* other, PyObject* result)
    {
        // The elements come from the smaller one.
        bool fromSelf = PySet.CheckAny(other) && PySet.Size(other) > PySet.Size(self);
        Pair pair = new() { test = fromSelf ? other : self, result = result };
        return ForEach(ts, fromSelf ? self : other, &AddIfInTest, &pair);
    }

    private struct Pair
    {
        public PyObject* test;
        public PyObject* result;
    }

    private static Status AddIfInTest(ThreadState* ts, PyObject* key, nint hash, void* arg)
    {
        Pair* pair = (Pair*)arg;
        Lookup found = PySet.ContainsKnownHash(ts, pair->test, key, hash);
        if (found == Lookup.Found)
            found = SetTable.AddSteal(ts, (PySetObject*)pair->result, Ref.New(key), hash);
        return found == Lookup.Error ? Status.Error : Status.Ok;
    }

    private static Status AddIfNotInTest(ThreadState* ts, PyObject* key, nint hash, void* arg)
    {
        Pair* pair = (Pair*)arg;
        Lookup found = PySet.ContainsKnownHash(ts, pair->test, key, hash);
        if (found == Lookup.Missing)
            found = SetTable.AddSteal(ts, (PySetObject*)pair->result, Ref.New(key), hash);
        return found == Lookup.Error ? Status.Error : Status.Ok;
    }

    /// <summary>1 when an element is in both.</summary>
    public static Truth Overlaps(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (self == other)
            return PySet.Size(self) == 0 ? Truth.False : Truth.True;
        if (PySet.CheckAny(other) && PySet.Size(other) > PySet.Size(self))
        {
            PyObject* swap = self;
            self = other;
            other = swap;
        }
        Pair pair = new() { test = self, result = null };
        if (ForEach(ts, other, &StopIfInTest, &pair) == Status.Ok)
            return Truth.False;
        return pair.result != null ? Truth.True : Truth.Error;
    }

    private static Status StopIfInTest(ThreadState* ts, PyObject* key, nint hash, void* arg)
    {
        Pair* pair = (Pair*)arg;
        Lookup found = PySet.ContainsKnownHash(ts, pair->test, key, hash);
        if (found == Lookup.Found)
            pair->result = pair->test;
        return found == Lookup.Missing ? Status.Ok : Status.Error;
    }

    public static Status DifferenceUpdate(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (self == other)
            return PySet.Clear(ts, self);
        Status status;
        if (PySet.CheckAny(other))
        {
            PyObject* smaller = other;
            // When the other set is much bigger, it is cheaper to look only at what both have.
            if (PySet.Size(other) >> 3 > PySet.Size(self))
            {
                smaller = Intersection(ts, self, other);
                if (smaller == null)
                    return Status.Error;
            }
            else
                Ref.Inc(smaller);
            status = ForEach(ts, smaller, &DiscardKnown, self);
            Ref.Dec(ts, smaller);
        }
        else
            status = DiscardAll(ts, self, other);
        if (status == Status.Error)
            return Status.Error;
        PySetObject* set = (PySetObject*)self;
        // More than a quarter of dummies is too many.
        return (nuint)(set->fill - set->used) <= (nuint)set->mask / 4
            ? Status.Ok : SetTable.Resize(ts, set, set->used > 50000 ? set->used * 2 : set->used * 4);
    }

    private static Status DiscardKnown(ThreadState* ts, PyObject* key, nint hash, void* self) =>
        PySet.DiscardKnownHash(ts, (PyObject*)self, key, hash) == Lookup.Error ? Status.Error : Status.Ok;

    private static Status DiscardAll(ThreadState* ts, PyObject* self, PyObject* other)
    {
        PyObject* iterator = Obj.GetIter(ts, other);
        if (iterator == null)
            return Status.Error;
        Status status = Status.Ok;
        PyObject* key;
        while (status == Status.Ok && (key = Obj.IterNext(ts, iterator)) != null)
        {
            status = PySet.Discard(ts, self, key) == Lookup.Error ? Status.Error : Status.Ok;
            Ref.Dec(ts, key);
        }
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    public static PyObject* Difference(ThreadState* ts, PyObject* self, PyObject* other)
    {
        nint otherSize;
        if (PySet.CheckAny(other))
            otherSize = PySet.Size(other);
        else if (PyDict.CheckExact(other))
            otherSize = PyDict.Size(other);
        else
            return CopyAndRemove(ts, self, other);
        // Copying and removing is cheaper when little is removed.
        if (PySet.Size(self) >> 2 > otherSize)
            return CopyAndRemove(ts, self, other);
        PyObject* result = PySet.Make(ts, BaseType(self), null);
        if (result == null)
            return null;
        Pair pair = new() { test = other, result = result };
        Status status = PyDict.CheckExact(other) ? ForEach(ts, self, &AddIfNotInDict, &pair) : ForEach(ts, self, &AddIfNotInTest, &pair);
        if (status == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    private static Status AddIfNotInDict(ThreadState* ts, PyObject* key, nint hash, void* arg)
    {
        Pair* pair = (Pair*)arg;
        Lookup found = PyDict.ContainsKnownHash(ts, pair->test, key, hash);
        if (found == Lookup.Missing)
            found = SetTable.AddSteal(ts, (PySetObject*)pair->result, Ref.New(key), hash);
        return found == Lookup.Error ? Status.Error : Status.Ok;
    }

    private static PyObject* CopyAndRemove(ThreadState* ts, PyObject* self, PyObject* other)
    {
        PyObject* result = CopyAsBase(ts, self);
        if (result == null || DifferenceUpdate(ts, result, other) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    public static Status SymmetricDifferenceUpdate(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (self == other)
            return PySet.Clear(ts, self);
        if (PyDict.CheckExact(other))
            return ToggleDict(ts, self, other);
        if (PySet.CheckAny(other))
            return ForEach(ts, other, &Toggle, self);
        PyObject* set = PySet.Make(ts, BaseType(self), other);
        if (set == null)
            return Status.Error;
        Status status = ForEach(ts, set, &Toggle, self);
        Ref.Dec(ts, set);
        return status;
    }

    private static Status ToggleDict(ThreadState* ts, PyObject* self, PyObject* dict)
    {
        nint position = 0;
        PyObject* key;
        PyObject* value;
        nint hash;
        while (PyDict.Next(dict, &position, &key, &value, &hash))
        {
            Ref.Inc(key);
            Status status = Toggle(ts, key, hash, self);
            Ref.Dec(ts, key);
            if (status == Status.Error)
                return status;
        }
        return Status.Ok;
    }

    private static Status Toggle(ThreadState* ts, PyObject* key, nint hash, void* self)
    {
        Lookup found = PySet.DiscardKnownHash(ts, (PyObject*)self, key, hash);
        if (found == Lookup.Missing)
            found = SetTable.AddSteal(ts, (PySetObject*)self, Ref.New(key), hash);
        return found == Lookup.Error ? Status.Error : Status.Ok;
    }

    public static Truth IsSubset(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (PySet.CheckAny(other))
        {
            if (PySet.Size(self) > PySet.Size(other))
                return Truth.False;
            Pair pair = new() { test = other, result = null };
            if (ForEach(ts, self, &StopIfNotInTest, &pair) == Status.Ok)
                return Truth.True;
            return pair.result != null ? Truth.False : Truth.Error;
        }
        PyObject* common = Intersection(ts, self, other);
        if (common == null)
            return Truth.Error;
        Truth result = PySet.Size(common) == PySet.Size(self) ? Truth.True : Truth.False;
        Ref.Dec(ts, common);
        return result;
    }

    private static Status StopIfNotInTest(ThreadState* ts, PyObject* key, nint hash, void* arg)
    {
        Pair* pair = (Pair*)arg;
        Lookup found = PySet.ContainsKnownHash(ts, pair->test, key, hash);
        if (found == Lookup.Missing)
            pair->result = pair->test;
        return found == Lookup.Found ? Status.Ok : Status.Error;
    }

    public static Truth IsSuperset(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (PySet.CheckAny(other))
            return IsSubset(ts, other, self);
        PyObject* iterator = Obj.GetIter(ts, other);
        if (iterator == null)
            return Truth.Error;
        Lookup found = Lookup.Found;
        PyObject* key;
        while (found == Lookup.Found && (key = Obj.IterNext(ts, iterator)) != null)
        {
            found = PySet.Contains(ts, self, key);
            Ref.Dec(ts, key);
        }
        Ref.Dec(ts, iterator);
        return Err.Occurred(ts) ? Truth.Error : (Truth)found;
    }

    public static PyObject* Compare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (!PySet.CheckAny(other))
            return Py.NotImplemented;
        nint size = PySet.Size(self);
        nint otherSize = PySet.Size(other);
        Truth result;
        switch (op)
        {
            case 2:
            case 3:
                nint hash = ((PySetObject*)self)->hash;
                nint otherHash = ((PySetObject*)other)->hash;
                result = size != otherSize || (hash != -1 && otherHash != -1 && hash != otherHash) ? Truth.False : IsSubset(ts, self, other);
                if (result != Truth.Error && op == 3)
                    result = result == Truth.True ? Truth.False : Truth.True;
                break;
            case 0:
                result = size >= otherSize ? Truth.False : IsSubset(ts, self, other);
                break;
            case 1:
                result = IsSubset(ts, self, other);
                break;
            case 4:
                result = size <= otherSize ? Truth.False : IsSubset(ts, other, self);
                break;
            default:
                result = IsSubset(ts, other, self);
                break;
        }
        return result == Truth.Error ? null : Py.Bool(result == Truth.True);
    }
}
