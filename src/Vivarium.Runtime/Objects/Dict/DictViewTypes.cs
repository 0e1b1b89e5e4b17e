// The three view types of dicts. Keys and items behave like sets. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class DictViewSlots
{
    public static PyObject* DictOf(PyObject* view) => (PyObject*)((_PyDictViewObject*)view)->dv_dict;

    public static void Dealloc(ThreadState* ts, _PyDictViewObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->dv_dict);
        ObjectAlloc.GcFree(ts, self);
    }

    public static int Traverse(PyObject* self, visitproc visit, void* arg) => DictOf(self) == null ? 0 : visit(DictOf(self), arg);

    public static PyObject* Repr(ThreadState* ts, PyObject* self)
    {
        int entered = Obj.ReprEnter(ts, self);
        if (entered != 0)
            return entered > 0 ? PyUnicode.FromString(ts, "...") : null;
        PyObject* result = null;
        PyObject* items = PyList.FromSequence(ts, self);
        if (items != null)
        {
            UnicodeWriter writer = new(ts);
            writer.WriteString(PyType.NameOf(self) + "(");
            writer.WriteRepr(items);
            writer.WriteAscii(")"u8);
            Ref.Dec(ts, items);
            result = writer.Finish();
        }
        Obj.ReprLeave(ts, self);
        return result;
    }

    public static PyObject* Mapping(ThreadState* ts, PyObject* self) => MappingProxy.New(ts, DictOf(self));

    // ---- set behaviour of keys and items ----------------------------------------------------------------------------------------------------

    public static bool IsSetLike(PyObject* o) => PySet.CheckAny(o) || IsView(o);

    public static bool IsView(PyObject* o) => IsA(o, DictKeysType.Type) || IsA(o, DictItemsType.Type);

    private static bool IsA(PyObject* o, PyTypeObject* type) => o->ob_type == type || PyType.IsSubtype(o->ob_type, type);

    /// <summary>Whether every item of the one is in the other.</summary>
    private static Truth AllIn(ThreadState* ts, PyObject* self, PyObject* other)
    {
        PyObject* iterator = Obj.GetIter(ts, self);
        if (iterator == null)
            return Truth.Error;
        Truth result = Truth.True;
        PyObject* item;
        while (result == Truth.True && (item = Obj.IterNext(ts, iterator)) != null)
        {
            result = Obj.Contains(ts, other, item);
            Ref.Dec(ts, item);
        }
        Ref.Dec(ts, iterator);
        return Err.Occurred(ts) ? Truth.Error : result;
    }

    public static PyObject* Compare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (!IsSetLike(other))
            return Py.NotImplemented;
        nint size = PyDict.Size(DictOf(self));
        nint otherSize = Obj.Size(ts, other);
        if (otherSize < 0)
            return null;
        Truth result = op switch
        {
            2 or 3 => size != otherSize ? Truth.False : AllIn(ts, self, other),
            0 => size < otherSize ? AllIn(ts, self, other) : Truth.False,
            1 => size <= otherSize ? AllIn(ts, self, other) : Truth.False,
            4 => size > otherSize ? AllIn(ts, other, self) : Truth.False,
            _ => size >= otherSize ? AllIn(ts, other, self) : Truth.False,
        };
        return result == Truth.Error ? null : Py.Bool((result == Truth.True) != (op == 3));
    }

    /// <summary>A set of what the view shows.</summary>
    private static PyObject* ToSet(ThreadState* ts, PyObject* self) =>
        IsA(self, DictKeysType.Type) ? PySet.New(ts, DictOf(self)) : PySet.New(ts, self);

    public static PyObject* Subtract(ThreadState* ts, PyObject* self, PyObject* other) => After(ts, ToSet(ts, self), other, subtract: true);

    public static PyObject* Or(ThreadState* ts, PyObject* self, PyObject* other) => After(ts, ToSet(ts, self), other, subtract: false);

    private static PyObject* After(ThreadState* ts, PyObject* result, PyObject* other, bool subtract)
    {
        if (result == null)
            return null;
        Status status = subtract ? SetOperations.DifferenceUpdate(ts, result, other) : PySet.Update(ts, result, other);
        if (status == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    public static PyObject* And(ThreadState* ts, PyObject* self, PyObject* other)
    {
        // Either side may be the view; the result does not depend on which.
        if (!IsView(self))
        {
            PyObject* swap = self;
            self = other;
            other = swap;
        }
        nint size = PyDict.Size(DictOf(self));
        if (PySet.CheckExact(other) && size <= PySet.Size(other))
            return SetOperations.Intersection(ts, other, self);
        if (IsView(other) && PyDict.Size(DictOf(other)) > size)
        {
            PyObject* swap = self;
            self = other;
            other = swap;
        }
        PyObject* result = PySet.New(ts, null);
        PyObject* iterator = result == null ? null : Obj.GetIter(ts, other);
        if (iterator == null)
        {
            Ref.XDec(ts, result);
            return null;
        }
        Status status = Status.Ok;
        PyObject* item;
        while (status == Status.Ok && (item = Obj.IterNext(ts, iterator)) != null)
        {
            Truth found = TypeSlots.Of(self)->sq_contains(ts, self, item);
            status = found == Truth.Error ? Status.Error : found == Truth.True ? PySet.Add(ts, result, item) : Status.Ok;
            Ref.Dec(ts, item);
        }
        Ref.Dec(ts, iterator);
        if (status == Status.Ok && !Err.Occurred(ts))
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    public static PyObject* Xor(ThreadState* ts, PyObject* self, PyObject* other)
    {
        PyObject* result = IsView(self) ? ToSet(ts, self) : PySet.New(ts, self);
        if (result == null || SetOperations.SymmetricDifferenceUpdate(ts, result, other) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    public static Truth IsDisjoint(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (self == other)
            return PyDict.Size(DictOf(self)) == 0 ? Truth.True : Truth.False;
        // The shorter one is walked through.
        if (IsSetLike(other))
        {
            nint otherSize = Obj.Size(ts, other);
            if (otherSize < 0)
                return Truth.Error;
            if (otherSize > PyDict.Size(DictOf(self)))
            {
                PyObject* swap = self;
                self = other;
                other = swap;
            }
        }
        PyObject* iterator = Obj.GetIter(ts, other);
        if (iterator == null)
            return Truth.Error;
        Truth found = Truth.False;
        PyObject* item;
        while (found == Truth.False && (item = Obj.IterNext(ts, iterator)) != null)
        {
            found = Obj.Contains(ts, self, item);
            Ref.Dec(ts, item);
        }
        Ref.Dec(ts, iterator);
        if (found == Truth.Error || Err.Occurred(ts))
            return Truth.Error;
        return found == Truth.True ? Truth.False : Truth.True;
    }

    public static Truth ItemsContain(ThreadState* ts, PyObject* self, PyObject* item)
    {
        if (!PyTuple.Check(item) || PyTuple.Size(item) != 2)
            return Truth.False;
        PyObject* value;
        Lookup found = PyDict.GetRef(ts, DictOf(self), PyTuple.GetBorrowed(item, 0), &value);
        if (found != Lookup.Found)
            return (Truth)found;
        Truth equal = Obj.RichCompareBool(ts, value, PyTuple.GetBorrowed(item, 1), 2);
        Ref.Dec(ts, value);
        return equal;
    }
}

[PyType("dict_keys", Layout = typeof(_PyDictViewObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, None = "tp_hash")]
internal static unsafe partial class DictKeysType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, _PyDictViewObject* self) => DictViewSlots.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DictViewSlots.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => DictViewSlots.Repr(ts, self);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) =>
        DictIteration.New(ts, DictViewSlots.DictOf(self), DictKeyIteratorType.Type, reverse: false);

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => PyDict.Size(DictViewSlots.DictOf(self));

    [PyMethod("($self, /)", Doc = "An iterator from the newest to the oldest.")]
    private static PyObject* __reversed__(ThreadState* ts, PyObject* self) =>
        DictIteration.New(ts, DictViewSlots.DictOf(self), DictReverseKeyIteratorType.Type, reverse: true);

    [PyGetSet("mapping", Doc = "the dictionary behind this view, not to be changed through it")]
    private static PyObject* GetMapping(ThreadState* ts, PyObject* self) => DictViewSlots.Mapping(ts, self);

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* item) => (Truth)PyDict.Contains(ts, DictViewSlots.DictOf(self), item);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op) => DictViewSlots.Compare(ts, self, other, op);

    [Slot]
    private static PyObject* nb_subtract(ThreadState* ts, PyObject* a, PyObject* b) => DictViewSlots.Subtract(ts, a, b);

    [Slot]
    private static PyObject* nb_and(ThreadState* ts, PyObject* a, PyObject* b) => DictViewSlots.And(ts, a, b);

    [Slot]
    private static PyObject* nb_xor(ThreadState* ts, PyObject* a, PyObject* b) => DictViewSlots.Xor(ts, a, b);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => DictViewSlots.Or(ts, a, b);

    [PyMethod("($self, object, /)", Doc = "Whether the view and the iterable have nothing in common.")]
    private static Truth isdisjoint(ThreadState* ts, PyObject* self, PyObject* @object) => DictViewSlots.IsDisjoint(ts, self, @object);
}

[PyType("dict_items", Layout = typeof(_PyDictViewObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, None = "tp_hash")]
internal static unsafe partial class DictItemsType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, _PyDictViewObject* self) => DictViewSlots.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DictViewSlots.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => DictViewSlots.Repr(ts, self);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) =>
        DictIteration.New(ts, DictViewSlots.DictOf(self), DictItemIteratorType.Type, reverse: false);

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => PyDict.Size(DictViewSlots.DictOf(self));

    [PyMethod("($self, /)", Doc = "An iterator from the newest to the oldest.")]
    private static PyObject* __reversed__(ThreadState* ts, PyObject* self) =>
        DictIteration.New(ts, DictViewSlots.DictOf(self), DictReverseItemIteratorType.Type, reverse: true);

    [PyGetSet("mapping", Doc = "the dictionary behind this view, not to be changed through it")]
    private static PyObject* GetMapping(ThreadState* ts, PyObject* self) => DictViewSlots.Mapping(ts, self);

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* item) => DictViewSlots.ItemsContain(ts, self, item);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op) => DictViewSlots.Compare(ts, self, other, op);

    [Slot]
    private static PyObject* nb_subtract(ThreadState* ts, PyObject* a, PyObject* b) => DictViewSlots.Subtract(ts, a, b);

    [Slot]
    private static PyObject* nb_and(ThreadState* ts, PyObject* a, PyObject* b) => DictViewSlots.And(ts, a, b);

    [Slot]
    private static PyObject* nb_xor(ThreadState* ts, PyObject* a, PyObject* b) => DictViewSlots.Xor(ts, a, b);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => DictViewSlots.Or(ts, a, b);

    [PyMethod("($self, object, /)", Doc = "Whether the view and the iterable have nothing in common.")]
    private static Truth isdisjoint(ThreadState* ts, PyObject* self, PyObject* @object) => DictViewSlots.IsDisjoint(ts, self, @object);
}

[PyType("dict_values", Layout = typeof(_PyDictViewObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class DictValuesType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, _PyDictViewObject* self) => DictViewSlots.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => DictViewSlots.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => DictViewSlots.Repr(ts, self);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) =>
        DictIteration.New(ts, DictViewSlots.DictOf(self), DictValueIteratorType.Type, reverse: false);

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => PyDict.Size(DictViewSlots.DictOf(self));

    [PyMethod("($self, /)", Doc = "An iterator from the newest to the oldest.")]
    private static PyObject* __reversed__(ThreadState* ts, PyObject* self) =>
        DictIteration.New(ts, DictViewSlots.DictOf(self), DictReverseValueIteratorType.Type, reverse: true);

    [PyGetSet("mapping", Doc = "the dictionary behind this view, not to be changed through it")]
    private static PyObject* GetMapping(ThreadState* ts, PyObject* self) => DictViewSlots.Mapping(ts, self);
}
