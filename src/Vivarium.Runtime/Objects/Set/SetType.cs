// The types set and frozenset; what they share is in SetSlots. See docs/internals/set.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

/// <summary>Slots with the same meaning for both types.</summary>
internal static unsafe class SetSlots
{
    public static void Dealloc(ThreadState* ts, PySetObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        nint used = self->used;
        setentry* table = self->table;
        for (setentry* entry = table; used > 0; entry++)
        {
            if (entry->key != null && entry->hash != -1)
            {
                used--;
                Ref.Dec(ts, entry->key);
            }
        }
        if (table != SetTable.Small(self))
            MemDomain.Free(ts->interp->heap, table);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    public static int Traverse(PyObject* self, visitproc visit, void* arg)
    {
        nint position = 0;
        PyObject* key;
        nint hash;
        while (PySet.Next(self, &position, &key, &hash))
        {
            int r = visit(key, arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    public static PyObject* Repr(ThreadState* ts, PyObject* self)
    {
        int entered = Obj.ReprEnter(ts, self);
        if (entered < 0)
            return null;
        string name = PyType.NameOf(self);
        if (entered > 0)
            return PyUnicode.FromString(ts, $"{name}(...)");
        PyObject* result = PySet.Size(self) == 0 ? PyUnicode.FromString(ts, $"{name}()") : ReprOfElements(ts, self, name);
        Obj.ReprLeave(ts, self);
        return result;
    }

    private static PyObject* ReprOfElements(ThreadState* ts, PyObject* self, string name)
    {
        PyObject* elements = PyList.FromSequence(ts, self);
        if (elements == null)
            return null;
        bool plain = PySet.CheckExact(self);
        UnicodeWriter writer = new(ts);
        if (!plain)
            writer.WriteString(name + "(");
        writer.WriteAscii("{"u8);
        for (nint i = 0; i < PyList.Size(elements) && !writer.Failed; i++)
        {
            if (i > 0)
                writer.WriteAscii(", "u8);
            writer.WriteRepr(PyList.GetBorrowed(elements, i));
        }
        writer.WriteAscii(plain ? "}"u8 : "})"u8);
        Ref.Dec(ts, elements);
        return writer.Finish();
    }

    public static nint SizeOf(PyObject* self)
    {
        PySetObject* set = (PySetObject*)self;
        nint size = self->ob_type->tp_basicsize;
        return set->table == SetTable.Small(set) ? size : size + (set->mask + 1) * sizeof(setentry);
    }

    /// <summary>(type, ([elements],), state)</summary>
    public static PyObject* Reduce(ThreadState* ts, PyObject* self)
    {
        PyObject* elements = PyList.FromSequence(ts, self);
        PyObject* args = elements == null ? null : PyTuple.Pack(ts, elements);
        Ref.XDec(ts, elements);
        PyObject* state = args == null ? null : Call.Method(ts, self, Id.__getstate__);
        PyObject* result = state == null ? null : PyTuple.Pack(ts, (PyObject*)self->ob_type, args, state);
        Ref.XDec(ts, args);
        Ref.XDec(ts, state);
        return result;
    }

    public static bool BothSets(PyObject* a, PyObject* b) => PySet.CheckAny(a) && PySet.CheckAny(b);

    public static PyObject* And(ThreadState* ts, PyObject* a, PyObject* b) =>
        BothSets(a, b) ? SetOperations.Intersection(ts, a, b) : Py.NotImplemented;

    public static PyObject* Subtract(ThreadState* ts, PyObject* a, PyObject* b) =>
        BothSets(a, b) ? SetOperations.Difference(ts, a, b) : Py.NotImplemented;

    public static PyObject* Xor(ThreadState* ts, PyObject* a, PyObject* b) =>
        BothSets(a, b) ? SymmetricDifference(ts, a, b) : Py.NotImplemented;

    public static PyObject* Or(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (!BothSets(a, b))
            return Py.NotImplemented;
        PyObject* result = SetOperations.CopyAsBase(ts, a);
        if (result == null || a == b || PySet.Update(ts, result, b) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    public static PyObject* SymmetricDifference(ThreadState* ts, PyObject* self, PyObject* other)
    {
        PyObject* result = PySet.Make(ts, SetOperations.BaseType(self), other);
        if (result == null || SetOperations.SymmetricDifferenceUpdate(ts, result, self) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    public static PyObject* Union(ThreadState* ts, PyObject* self, PyObject* others)
    {
        PyObject* result = SetOperations.CopyAsBase(ts, self);
        for (nint i = 0; result != null && i < PyTuple.Size(others); i++)
        {
            PyObject* other = PyTuple.GetBorrowed(others, i);
            if (other != self && PySet.Update(ts, result, other) == Status.Error)
            {
                Ref.Dec(ts, result);
                return null;
            }
        }
        return result;
    }

    public static PyObject* IntersectionOfAll(ThreadState* ts, PyObject* self, PyObject* others)
    {
        if (PyTuple.Size(others) == 0)
            return SetOperations.CopyAsBase(ts, self);
        PyObject* result = Ref.New(self);
        for (nint i = 0; result != null && i < PyTuple.Size(others); i++)
        {
            PyObject* next = SetOperations.Intersection(ts, result, PyTuple.GetBorrowed(others, i));
            Ref.Dec(ts, result);
            result = next;
        }
        return result;
    }

    public static PyObject* DifferenceOfAll(ThreadState* ts, PyObject* self, PyObject* others)
    {
        if (PyTuple.Size(others) == 0)
            return SetOperations.CopyAsBase(ts, self);
        PyObject* result = SetOperations.Difference(ts, self, PyTuple.GetBorrowed(others, 0));
        for (nint i = 1; result != null && i < PyTuple.Size(others); i++)
        {
            if (SetOperations.DifferenceUpdate(ts, result, PyTuple.GetBorrowed(others, i)) == Status.Error)
            {
                Ref.Dec(ts, result);
                return null;
            }
        }
        return result;
    }

    public static Truth IsDisjoint(ThreadState* ts, PyObject* self, PyObject* other)
    {
        Truth overlaps = SetOperations.Overlaps(ts, self, other);
        return overlaps == Truth.Error ? Truth.Error : overlaps == Truth.True ? Truth.False : Truth.True;
    }
}

[PyType("set", Layout = typeof(PySetObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc | TypeFlags.MatchSelf, WeaklistField = "weakreflist",
    None = "tp_hash", TextSignature = "(iterable=(), /)", Doc = "An unordered collection of different objects that can be changed in place.")]
internal static unsafe partial class SetType
{
    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => PySet.Make(ts, type, null);

    [Slot]
    private static Status tp_init(ThreadState* ts, PyObject* o, PyObject* args, PyObject* kwargs)
    {
        PySetObject* self = (PySetObject*)o;
        if (!ArgumentParsing.NoKeywords(ts, "set", kwargs) || !ArgumentParsing.CheckPositional(ts, PyType.NameOf(o), PyTuple.Size(args), 0, 1))
            return Status.Error;
        PyObject* iterable = PyTuple.Size(args) == 0 ? null : PyTuple.GetBorrowed(args, 0);
        SetTable.Clear(ts, self);
        self->hash = -1;
        return iterable == null ? Status.Ok : PySet.Update(ts, (PyObject*)self, iterable);
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* type, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "set() takes no keyword arguments");
        nint given = VectorArguments.Count(nargsf);
        if (given > 1)
            return Err.Type(ts, $"set expected at most 1 argument, got {given}");
        return PySet.Make(ts, (PyTypeObject*)type, given == 0 ? null : args[0]);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PySetObject* self) => SetSlots.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => SetSlots.Traverse(self, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, PySetObject* self) => SetTable.Clear(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => SetSlots.Repr(ts, self);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op) => SetOperations.Compare(ts, self, other, op);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => SetIteratorType.New(ts, self);

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => PySet.Size(self);

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* key) => SetOperations.Contains(ts, self, key);

    [Slot]
    private static PyObject* nb_subtract(ThreadState* ts, PyObject* a, PyObject* b) => SetSlots.Subtract(ts, a, b);

    [Slot]
    private static PyObject* nb_and(ThreadState* ts, PyObject* a, PyObject* b) => SetSlots.And(ts, a, b);

    [Slot]
    private static PyObject* nb_xor(ThreadState* ts, PyObject* a, PyObject* b) => SetSlots.Xor(ts, a, b);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => SetSlots.Or(ts, a, b);

    [PyMethod("($self, object, /)", Coexist = true, Doc = "x.__contains__(y) <==> y in x.")]
    private static Truth __contains__(ThreadState* ts, PyObject* self, PyObject* @object) => SetOperations.Contains(ts, self, @object);

    [Slot]
    private static PyObject* nb_inplace_subtract(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (!PySet.CheckAny(other))
            return Py.NotImplemented;
        return SetOperations.DifferenceUpdate(ts, self, other) == Status.Ok ? Ref.New(self) : null;
    }

    [Slot]
    private static PyObject* nb_inplace_and(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (!PySet.CheckAny(other))
            return Py.NotImplemented;
        return IntersectWith(ts, self, other) == Status.Ok ? Ref.New(self) : null;
    }

    [Slot]
    private static PyObject* nb_inplace_xor(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (!PySet.CheckAny(other))
            return Py.NotImplemented;
        return SetOperations.SymmetricDifferenceUpdate(ts, self, other) == Status.Ok ? Ref.New(self) : null;
    }

    [Slot]
    private static PyObject* nb_inplace_or(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (!PySet.CheckAny(other))
            return Py.NotImplemented;
        return PySet.Update(ts, self, other) == Status.Ok ? Ref.New(self) : null;
    }

    private static Status IntersectWith(ThreadState* ts, PyObject* self, PyObject* other) => TakeOver(ts, self, SetOperations.Intersection(ts, self, other));

    /// <summary>Gives the set the contents of another that nobody else knows, and releases that with the old contents; null after an error.</summary>
    private static Status TakeOver(ThreadState* ts, PyObject* self, PyObject* made)
    {
        if (made == null)
            return Status.Error;
        SetTable.Swap((PySetObject*)self, (PySetObject*)made);
        Ref.Dec(ts, made);
        return Status.Ok;
    }

    [PyMethod("($self, object, /)", Doc = "Adds an element.\n\nNothing happens if it is there already.")]
    private static Status add(ThreadState* ts, PyObject* self, PyObject* @object) => PySet.Add(ts, self, @object);

    [PyMethod("($self, /)", Doc = "Removes all elements.")]
    private static void clear(ThreadState* ts, PySetObject* self) => SetTable.Clear(ts, self);

    [PyMethod("($self, /)", Doc = "A new set of the same elements.")]
    private static PyObject* copy(ThreadState* ts, PyObject* self) => SetOperations.CopyAsBase(ts, self);

    [PyMethod("($self, object, /)", Doc = "Removes an element if it is there.\n\nUnlike remove(), discard() does not complain if it is not.")]
    private static Status discard(ThreadState* ts, PyObject* self, PyObject* @object) =>
        Remove(ts, self, @object) == Lookup.Error ? Status.Error : Status.Ok;

    [PyMethod("($self, object, /)", Doc = "Removes an element.\n\nRaises KeyError if it is not there.")]
    private static Status remove(ThreadState* ts, PyObject* self, PyObject* @object)
    {
        Lookup found = Remove(ts, self, @object);
        if (found == Lookup.Missing)
            Err.Key(ts, @object);
        return found == Lookup.Found ? Status.Ok : Status.Error;
    }

    private static Lookup Remove(ThreadState* ts, PyObject* self, PyObject* key)
    {
        nint hash = KeyHashes.Of(ts, key);
        if (hash != -1)
            return PySet.DiscardKnownHash(ts, self, key, hash);
        PyObject* frozen = SetOperations.FrozenTwin(ts, key);
        if (frozen == null)
            return Lookup.Error;
        Lookup found = PySet.Discard(ts, self, frozen);
        Ref.Dec(ts, frozen);
        return found;
    }

    [PyMethod("($self, /)", Doc = "Removes some element and returns it.\n\nRaises KeyError if the set is empty.")]
    private static PyObject* pop(ThreadState* ts, PyObject* self) => PySet.Pop(ts, self);

    [PyMethod("($self, /, *others)", Doc = "Removes the elements that are in any of the others.")]
    private static Status difference_update(ThreadState* ts, PyObject* self, PyObject* others)
    {
        for (nint i = 0; i < PyTuple.Size(others); i++)
        {
            if (SetOperations.DifferenceUpdate(ts, self, PyTuple.GetBorrowed(others, i)) == Status.Error)
                return Status.Error;
        }
        return Status.Ok;
    }

    [PyMethod("($self, /, *others)", Doc = "Keeps only the elements that all of the others have too.")]
    private static Status intersection_update(ThreadState* ts, PyObject* self, PyObject* others) =>
        TakeOver(ts, self, SetSlots.IntersectionOfAll(ts, self, others));

    [PyMethod("($self, other, /)", Doc = "Keeps the elements that are in exactly one of the two.")]
    private static Status symmetric_difference_update(ThreadState* ts, PyObject* self, PyObject* other) =>
        SetOperations.SymmetricDifferenceUpdate(ts, self, other);

    [PyMethod("($self, /, *others)", Doc = "Adds the elements of all others.")]
    private static Status update(ThreadState* ts, PyObject* self, PyObject* others)
    {
        for (nint i = 0; i < PyTuple.Size(others); i++)
        {
            if (PySet.Update(ts, self, PyTuple.GetBorrowed(others, i)) == Status.Error)
                return Status.Error;
        }
        return Status.Ok;
    }

    [PyMethod("($self, /, *others)", Doc = "A new set of the elements that none of the others has.")]
    private static PyObject* difference(ThreadState* ts, PyObject* self, PyObject* others) => SetSlots.DifferenceOfAll(ts, self, others);

    [PyMethod("($self, /, *others)", Doc = "A new set of the elements that all of the others have too.")]
    private static PyObject* intersection(ThreadState* ts, PyObject* self, PyObject* others) => SetSlots.IntersectionOfAll(ts, self, others);

    [PyMethod("($self, other, /)", Doc = "Whether the two have no element in common.")]
    private static Truth isdisjoint(ThreadState* ts, PyObject* self, PyObject* other) => SetSlots.IsDisjoint(ts, self, other);

    [PyMethod("($self, other, /)", Doc = "Whether the other has all elements of this set.")]
    private static Truth issubset(ThreadState* ts, PyObject* self, PyObject* other) => SetOperations.IsSubset(ts, self, other);

    [PyMethod("($self, other, /)", Doc = "Whether this set has all elements of the other.")]
    private static Truth issuperset(ThreadState* ts, PyObject* self, PyObject* other) => SetOperations.IsSuperset(ts, self, other);

    [PyMethod("($self, other, /)", Doc = "A new set of the elements that are in exactly one of the two.")]
    private static PyObject* symmetric_difference(ThreadState* ts, PyObject* self, PyObject* other) => SetSlots.SymmetricDifference(ts, self, other);

    [PyMethod("($self, /, *others)", Doc = "A new set of the elements of this set and all others.")]
    private static PyObject* union(ThreadState* ts, PyObject* self, PyObject* others) => SetSlots.Union(ts, self, others);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => SetSlots.Reduce(ts, self);

    [PyMethod("($self, /)", Doc = "S.__sizeof__() -> bytes of memory the set takes, without its elements.")]
    private static nint __sizeof__(ThreadState* ts, PyObject* self) => SetSlots.SizeOf(self);
}

[PyType("frozenset", Layout = typeof(PySetObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc | TypeFlags.MatchSelf, WeaklistField = "weakreflist",
    TextSignature = "(iterable=(), /)", Doc = "An unordered collection of different objects that cannot be changed.")]
internal static unsafe partial class FrozenSetType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        bool takesAll = type != Type && TypeSlots.Of(type)->tp_init != TypeSlots.Of(Type)->tp_init;
        if ((!takesAll && !ArgumentParsing.NoKeywords(ts, "frozenset", kwargs)) || !ArgumentParsing.CheckPositional(ts, PyType.TpName(type), PyTuple.Size(args), 0, 1))
            return null;
        return New(ts, type, PyTuple.Size(args) == 0 ? null : PyTuple.GetBorrowed(args, 0));
    }

    private static PyObject* New(ThreadState* ts, PyTypeObject* type, PyObject* iterable)
    {
        if (type != Type)
            return PySet.Make(ts, type, iterable);
        return iterable != null && iterable->ob_type == Type ? Ref.New(iterable) : PySet.Make(ts, type, iterable);
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* type, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "frozenset() takes no keyword arguments");
        nint given = VectorArguments.Count(nargsf);
        if (given > 1)
            return Err.Type(ts, $"frozenset expected at most 1 argument, got {given}");
        return New(ts, (PyTypeObject*)type, given == 0 ? null : args[0]);
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, PySetObject* self)
    {
        if (self->hash != -1)
            return self->hash;
        ulong hash = 0;
        for (nint i = 0; i <= self->mask; i++)
            hash ^= Shuffle((ulong)self->table[i].hash);
        // Unused slots and dummies are of no account: an odd number of them has left its mark.
        if (((self->mask + 1 - self->fill) & 1) != 0)
            hash ^= Shuffle(0);
        if (((self->fill - self->used) & 1) != 0)
            hash ^= Shuffle(ulong.MaxValue);
        hash ^= ((ulong)self->used + 1) * 1927868237;
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash * 69069 + 907133923;
        if (hash == ulong.MaxValue)
            hash = 590923713;
        self->hash = (nint)hash;
        return (nint)hash;
    }

    private static ulong Shuffle(ulong h) => ((h ^ 89869747) ^ (h << 16)) * 3644798167;

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PySetObject* self) => SetSlots.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => SetSlots.Traverse(self, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, PySetObject* self) => SetTable.Clear(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => SetSlots.Repr(ts, self);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op) => SetOperations.Compare(ts, self, other, op);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => SetIteratorType.New(ts, self);

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => PySet.Size(self);

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* key) => SetOperations.Contains(ts, self, key);

    [Slot]
    private static PyObject* nb_subtract(ThreadState* ts, PyObject* a, PyObject* b) => SetSlots.Subtract(ts, a, b);

    [Slot]
    private static PyObject* nb_and(ThreadState* ts, PyObject* a, PyObject* b) => SetSlots.And(ts, a, b);

    [Slot]
    private static PyObject* nb_xor(ThreadState* ts, PyObject* a, PyObject* b) => SetSlots.Xor(ts, a, b);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => SetSlots.Or(ts, a, b);

    [PyMethod("($self, object, /)", Coexist = true, Doc = "x.__contains__(y) <==> y in x.")]
    private static Truth __contains__(ThreadState* ts, PyObject* self, PyObject* @object) => SetOperations.Contains(ts, self, @object);

    [PyMethod("($self, /)", Doc = "A set of the same elements: the frozenset itself, unless it is of a subclass.")]
    private static PyObject* copy(ThreadState* ts, PyObject* self) => self->ob_type == Type ? Ref.New(self) : SetOperations.CopyAsBase(ts, self);

    [PyMethod("($self, /, *others)", Doc = "A new set of the elements that none of the others has.")]
    private static PyObject* difference(ThreadState* ts, PyObject* self, PyObject* others) => SetSlots.DifferenceOfAll(ts, self, others);

    [PyMethod("($self, /, *others)", Doc = "A new set of the elements that all of the others have too.")]
    private static PyObject* intersection(ThreadState* ts, PyObject* self, PyObject* others) => SetSlots.IntersectionOfAll(ts, self, others);

    [PyMethod("($self, other, /)", Doc = "Whether the two have no element in common.")]
    private static Truth isdisjoint(ThreadState* ts, PyObject* self, PyObject* other) => SetSlots.IsDisjoint(ts, self, other);

    [PyMethod("($self, other, /)", Doc = "Whether the other has all elements of this set.")]
    private static Truth issubset(ThreadState* ts, PyObject* self, PyObject* other) => SetOperations.IsSubset(ts, self, other);

    [PyMethod("($self, other, /)", Doc = "Whether this set has all elements of the other.")]
    private static Truth issuperset(ThreadState* ts, PyObject* self, PyObject* other) => SetOperations.IsSuperset(ts, self, other);

    [PyMethod("($self, other, /)", Doc = "A new set of the elements that are in exactly one of the two.")]
    private static PyObject* symmetric_difference(ThreadState* ts, PyObject* self, PyObject* other) => SetSlots.SymmetricDifference(ts, self, other);

    [PyMethod("($self, /, *others)", Doc = "A new set of the elements of this set and all others.")]
    private static PyObject* union(ThreadState* ts, PyObject* self, PyObject* others) => SetSlots.Union(ts, self, others);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => SetSlots.Reduce(ts, self);

    [PyMethod("($self, /)", Doc = "S.__sizeof__() -> bytes of memory the set takes, without its elements.")]
    private static nint __sizeof__(ThreadState* ts, PyObject* self) => SetSlots.SizeOf(self);

    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);
}
