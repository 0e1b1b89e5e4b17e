// The type tuple: slots and methods. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

[PyType("tuple", Layout = typeof(PyTupleObject), BasicSize = 32, ItemSize = 8,
    Flags = TypeFlags.BaseType | TypeFlags.HaveGc | TypeFlags.TupleSubclass | TypeFlags.Sequence | TypeFlags.MatchSelf,
    Doc = "An immutable sequence of any objects.\n\nWithout an argument the tuple is empty; with an iterable it holds that iterable's items.\n"
        + "A tuple given as argument is returned itself.")]
internal static unsafe partial class TupleType
{
    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);

    private const ulong Prime1 = 11400714785074694791;
    private const ulong Prime2 = 14029467366897019727;
    private const ulong Prime5 = 2870177450012600261;

    [Slot("(iterable=(), /)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable = null)
    {
        if (type != Type)
            return NewOfSubtype(ts, type, iterable);
        return iterable == null ? PyTuple.Empty() : PyTuple.FromSequence(ts, iterable);
    }

    private static PyObject* NewOfSubtype(ThreadState* ts, PyTypeObject* type, PyObject* iterable)
    {
        PyObject* source = iterable == null ? PyTuple.Empty() : PyTuple.FromSequence(ts, iterable);
        if (source == null)
            return null;
        nint size = PyTuple.Size(source);
        PyObject* result = TypeSlots.Of(type)->tp_alloc(ts, type, size);
        if (result != null)
        {
            ((PyTupleObject*)result)->ob_hash = -1;
            for (nint i = 0; i < size; i++)
                PyTuple.SetSteal(result, i, Ref.New(PyTuple.GetBorrowed(source, i)));
        }
        Ref.Dec(ts, source);
        return result;
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* type, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "tuple() takes no keyword arguments");
        nint given = VectorArguments.Count(nargsf);
        if (given > 1)
            return Err.Type(ts, $"tuple expected at most 1 argument, got {given}");
        return tp_new(ts, (PyTypeObject*)type, given == 0 ? null : args[0]);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyTupleObject* self)
    {
        GcList.UntrackIfTracked(self);
        PyObject** items = &self->ob_item;
        nint i = self->ob_base.ob_size;
        while (--i >= 0)
            Ref.XDec(ts, items[i]);
        if (((PyObject*)self)->ob_type == Type)
            PyTuple.Free(ts, self);
        else
            TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject** items = PyTuple.Items(self);
        nint i = PyTuple.Size(self);
        while (--i >= 0)
        {
            if (items[i] == null)
                continue;
            int r = visit(items[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self)
    {
        nint size = PyTuple.Size(self);
        if (size == 0)
            return PyUnicode.FromString(ts, "()");
        return ReprText.Sequence(ts, self, "("u8, size == 1 ? ",)"u8 : ")"u8, "(...)");
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyTupleObject* self)
    {
        if (self->ob_hash != -1)
            return self->ob_hash;
        if (!NativeStack.Enter(ts, " while hashing a tuple"))
            return -1;
        nint size = self->ob_base.ob_size;
        PyObject** items = &self->ob_item;
        ulong acc = Prime5;
        for (nint i = 0; i < size; i++)
        {
            nint lane = KeyHashes.Of(ts, items[i]);
            if (lane == -1)
                return -1;
            acc += (ulong)lane * Prime2;
            acc = ulong.RotateLeft(acc, 31);
            acc *= Prime1;
        }
        acc += (ulong)size ^ (Prime5 ^ 3527539);
        if (acc == ulong.MaxValue)
            acc = 1546275796;
        self->ob_hash = (nint)acc;
        return (nint)acc;
    }

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => PyTuple.Size(self);

    [Slot]
    private static nint mp_length(ThreadState* ts, PyObject* self) => PyTuple.Size(self);

    [Slot]
    private static PyObject* sq_item(ThreadState* ts, PyObject* self, nint index) =>
        (nuint)index < (nuint)PyTuple.Size(self) ? Ref.New(PyTuple.GetBorrowed(self, index)) : Err.Index(ts, "tuple index out of range");

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyObject* self, PyObject* key)
    {
        if (Num.HasIndex(key))
        {
            nint index = Num.AsSsize(ts, key, Exc.IndexError);
            if (index == -1 && Err.Occurred(ts))
                return null;
            return sq_item(ts, self, index < 0 ? index + PyTuple.Size(self) : index);
        }
        if (!PySlice.Check(key))
            return Err.Type(ts, $"tuple indices must be integers or slices, not {PyType.NameOf(key)}");
        nint start, stop, step;
        if (PySlice.Unpack(ts, key, &start, &stop, &step) == Status.Error)
            return null;
        nint count = PySlice.AdjustIndices(PyTuple.Size(self), &start, &stop, step);
        return count <= 0 ? PyTuple.Empty() : Subsequence(ts, self, start, step, count);
    }

    private static PyObject* Subsequence(ThreadState* ts, PyObject* self, nint start, nint step, nint count)
    {
        if (start == 0 && step == 1 && count == PyTuple.Size(self) && PyTuple.CheckExact(self))
            return Ref.New(self);
        PyObject* result = PyTuple.New(ts, count);
        if (result == null)
            return null;
        for (nint i = 0, from = start; i < count; i++, from += step)
            PyTuple.SetSteal(result, i, Ref.New(PyTuple.GetBorrowed(self, from)));
        GcList.Track(ts, result);
        return result;
    }

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* item)
    {
        for (nint i = 0; i < PyTuple.Size(self); i++)
        {
            Truth equal = Obj.RichCompareBool(ts, PyTuple.GetBorrowed(self, i), item, 2);
            if (equal != Truth.False)
                return equal;
        }
        return Truth.False;
    }

    [Slot]
    private static PyObject* sq_concat(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (PyTuple.Size(self) == 0 && PyTuple.CheckExact(other))
            return Ref.New(other);
        if (!PyTuple.Check(other))
            return Err.Type(ts, $"can only concatenate tuple (not \"{PyType.NameOf(other)}\") to tuple");
        if (PyTuple.Size(other) == 0 && PyTuple.CheckExact(self))
            return Ref.New(self);
        nint first = PyTuple.Size(self);
        nint second = PyTuple.Size(other);
        if (first > nint.MaxValue - second)
            return Err.NoMemory(ts);
        if (first + second == 0)
            return PyTuple.Empty();
        PyTupleObject* result = PyTuple.Alloc(ts, first + second);
        if (result == null)
            return null;
        PyObject** to = &result->ob_item;
        CopyNew(PyTuple.Items(self), to, first);
        CopyNew(PyTuple.Items(other), to + first, second);
        GcList.Track(ts, result);
        return (PyObject*)result;
    }

    [Slot]
    private static PyObject* sq_repeat(ThreadState* ts, PyObject* self, nint count)
    {
        nint size = PyTuple.Size(self);
        if ((size == 0 || count == 1) && PyTuple.CheckExact(self))
            return Ref.New(self);
        if (size == 0 || count <= 0)
            return PyTuple.Empty();
        if (count > nint.MaxValue / size)
            return Err.NoMemory(ts);
        PyTupleObject* result = PyTuple.Alloc(ts, size * count);
        if (result == null)
            return null;
        ItemArrays.Repeat(PyTuple.Items(self), size, &result->ob_item, count);
        GcList.Track(ts, result);
        return (PyObject*)result;
    }

    private static void CopyNew(PyObject** from, PyObject** to, nint count)
    {
        for (nint i = 0; i < count; i++)
            to[i] = Ref.New(from[i]);
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (!PyTuple.Check(self) || !PyTuple.Check(other))
            return Py.NotImplemented;
        nint first = PyTuple.Size(self);
        nint second = PyTuple.Size(other);
        // Items of tuples cannot change while they are compared, so nothing needs to be held.
        nint i = 0;
        for (; i < first && i < second; i++)
        {
            Truth equal = Obj.RichCompareBool(ts, PyTuple.GetBorrowed(self, i), PyTuple.GetBorrowed(other, i), 2);
            if (equal == Truth.Error)
                return null;
            if (equal == Truth.False)
                break;
        }
        if (i >= first || i >= second)
            return Py.Bool(Ordering.OfSizes(first, second, op));
        if (op == 2)
            return Py.False;
        if (op == 3)
            return Py.True;
        return Obj.RichCompare(ts, PyTuple.GetBorrowed(self, i), PyTuple.GetBorrowed(other, i), op);
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => TupleIteratorType.New(ts, self);

    [PyMethod("($self, value, start=0, stop=sys.maxsize, /)", Doc = "Position of the first item equal to value, within start and stop.\n\nRaises ValueError if there is none.")]
    private static PyObject* index(ThreadState* ts, PyObject* self, PyObject* value, [SliceIndex(NotNone = true)] nint start, [SliceIndex(NotNone = true)] nint stop)
    {
        nint size = PyTuple.Size(self);
        if (start < 0)
            start = Math.Max(0, start + size);
        stop = stop < 0 ? stop + size : Math.Min(stop, size);
        for (nint i = start; i < stop; i++)
        {
            Truth equal = Obj.RichCompareBool(ts, PyTuple.GetBorrowed(self, i), value, 2);
            if (equal == Truth.Error)
                return null;
            if (equal == Truth.True)
                return PyLong.FromNInt(ts, i);
        }
        return Err.Value(ts, "tuple.index(x): x not in tuple");
    }

    [PyMethod("($self, value, /)", Doc = "How many items are equal to value.")]
    private static PyObject* count(ThreadState* ts, PyObject* self, PyObject* value)
    {
        nint found = 0;
        for (nint i = 0; i < PyTuple.Size(self); i++)
        {
            Truth equal = Obj.RichCompareBool(ts, PyTuple.GetBorrowed(self, i), value, 2);
            if (equal == Truth.Error)
                return null;
            found += equal == Truth.True ? 1 : 0;
        }
        return PyLong.FromNInt(ts, found);
    }

    [PyMethod("($self, /)")]
    private static PyObject* __getnewargs__(ThreadState* ts, PyObject* self)
    {
        PyObject* copy = PyTuple.FromArray(ts, PyTuple.Items(self), PyTuple.Size(self));
        if (copy == null)
            return null;
        PyObject* result = PyTuple.Pack(ts, copy);
        Ref.Dec(ts, copy);
        return result;
    }
}
