// The type range. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

[PyType("range", Layout = typeof(PyRangeObject), Flags = TypeFlags.Sequence,
    Doc = "range(stop) -> range object\nrange(start, stop[, step]) -> range object\n\n"
        + "The integers from start (included) to stop (not included) in steps of step. range(i, j) gives i, i+1, ..., j-1.\nWithout a start it is 0.")]
[PyMember("start", "start", MemberType.Object)]
[PyMember("stop", "stop", MemberType.Object)]
[PyMember("step", "step", MemberType.Object)]
internal static unsafe partial class RangeType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "range() takes no keyword arguments");
        return FromArguments(ts, PyTuple.Items(args), PyTuple.Size(args));
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* type, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "range() takes no keyword arguments");
        return FromArguments(ts, args, VectorArguments.Count(nargsf));
    }

    private static PyObject* FromArguments(ThreadState* ts, PyObject** args, nint given) => given switch
    {
        1 => PyRange.New(ts, PyLong.SmallInt(0), args[0], null),
        2 => PyRange.New(ts, args[0], args[1], null),
        3 => PyRange.New(ts, args[0], args[1], args[2]),
        0 => Err.Type(ts, "range expected at least 1 argument, got 0"),
        _ => Err.Type(ts, $"range expected at most 3 arguments, got {given}"),
    };

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyRangeObject* self)
    {
        Ref.Dec(ts, self->start);
        Ref.Dec(ts, self->stop);
        Ref.Dec(ts, self->step);
        Ref.Dec(ts, self->length);
        if (!FreeList.Push(&ts->interp->free_lists.ranges, self, FreeLists.RangesMax))
            ObjectAlloc.Free(ts, self);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyRangeObject* self)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteAscii("range("u8);
        writer.WriteRepr(self->start);
        writer.WriteAscii(", "u8);
        writer.WriteRepr(self->stop);
        if (!IsOne(self->step))
        {
            writer.WriteAscii(", "u8);
            writer.WriteRepr(self->step);
        }
        writer.WriteAscii(")"u8);
        return writer.Finish();
    }

    private static bool IsOne(PyObject* o)
    {
        long value;
        return PyLong.TryGetInt64(o, &value) && value == 1;
    }

    [Slot]
    private static Truth nb_bool(ThreadState* ts, PyRangeObject* self) => PyLong.Sign(self->length) == 0 ? Truth.False : Truth.True;

    [Slot]
    private static nint sq_length(ThreadState* ts, PyRangeObject* self) => PyLong.AsNInt(ts, self->length);

    [Slot]
    private static nint mp_length(ThreadState* ts, PyRangeObject* self) => PyLong.AsNInt(ts, self->length);

    [Slot]
    private static PyObject* sq_item(ThreadState* ts, PyRangeObject* self, nint index)
    {
        PyObject* number = PyLong.FromNInt(ts, index);
        if (number == null)
            return null;
        PyObject* result = Item(ts, self, number);
        Ref.Dec(ts, number);
        return result;
    }

    private static PyObject* Item(ThreadState* ts, PyRangeObject* self, PyObject* index)
    {
        PyObject* effective = PyLong.Sign(index) < 0 ? Num.Add(ts, index, self->length) : Ref.New(index);
        if (effective == null)
            return null;
        PyObject* result = null;
        Truth beyond = PyLong.Sign(effective) < 0 ? Truth.True : Obj.RichCompareBool(ts, effective, self->length, 5);
        if (beyond == Truth.True)
            Err.Index(ts, "range object index out of range");
        else if (beyond == Truth.False)
            result = PyRange.ItemAt(ts, self, effective);
        Ref.Dec(ts, effective);
        return result;
    }

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyRangeObject* self, PyObject* key)
    {
        if (Num.HasIndex(key))
        {
            PyObject* index = Num.Index(ts, key);
            PyObject* result = index == null ? null : Item(ts, self, index);
            Ref.XDec(ts, index);
            return result;
        }
        return PySlice.Check(key) ? Slice(ts, self, (PySliceObject*)key)
            : Err.Type(ts, $"range indices must be integers or slices, not {PyType.NameOf(key)}");
    }

    private static PyObject* Slice(ThreadState* ts, PyRangeObject* self, PySliceObject* slice)
    {
        PyObject* start;
        PyObject* stop;
        PyObject* step;
        if (SliceIndices.Compute(ts, slice, self->length, &start, &stop, &step) == Status.Error)
            return null;
        PyObject* stride = Num.Multiply(ts, self->step, step);
        PyObject* first = stride == null ? null : PyRange.ItemAt(ts, self, start);
        PyObject* last = first == null ? null : PyRange.ItemAt(ts, self, stop);
        Ref.Dec(ts, start);
        Ref.Dec(ts, stop);
        Ref.Dec(ts, step);
        if (last != null)
            return PyRange.MakeSteal(ts, first, last, stride);
        Ref.XDec(ts, stride);
        Ref.XDec(ts, first);
        return null;
    }

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyRangeObject* self, PyObject* item)
    {
        if (PyLong.CheckExact(item) || item->ob_type == BoolType.Type)
            return ContainsInt(ts, self, item);
        // Anything else may equal an int in its own way.
        PyObject* iterator = Obj.GetIter(ts, (PyObject*)self);
        if (iterator == null)
            return Truth.Error;
        Truth found = Truth.False;
        PyObject* number;
        while (found == Truth.False && (number = Obj.IterNext(ts, iterator)) != null)
        {
            found = Obj.RichCompareBool(ts, number, item, 2);
            Ref.Dec(ts, number);
        }
        Ref.Dec(ts, iterator);
        return Err.Occurred(ts) ? Truth.Error : found;
    }

    private static Truth ContainsInt(ThreadState* ts, PyRangeObject* self, PyObject* item)
    {
        bool up = PyLong.Sign(self->step) > 0;
        Truth inside = Obj.RichCompareBool(ts, self->start, item, up ? 1 : 5);
        if (inside == Truth.True)
            inside = Obj.RichCompareBool(ts, item, self->stop, up ? 0 : 4);
        if (inside != Truth.True)
            return inside;
        PyObject* distance = Num.Subtract(ts, item, self->start);
        PyObject* rest = distance == null ? null : Num.Remainder(ts, distance, self->step);
        Ref.XDec(ts, distance);
        if (rest == null)
            return Truth.Error;
        inside = PyLong.Sign(rest) == 0 ? Truth.True : Truth.False;
        Ref.Dec(ts, rest);
        return inside;
    }

    /// <summary>Ranges are equal when they stand for the same sequence of numbers.</summary>
    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyRangeObject* self, PyObject* other, int op)
    {
        if (!PyRange.Check(other) || op is not (2 or 3))
            return Py.NotImplemented;
        Truth equal = Equal(ts, self, (PyRangeObject*)other);
        return equal == Truth.Error ? null : Py.Bool((equal == Truth.True) == (op == 2));
    }

    private static Truth Equal(ThreadState* ts, PyRangeObject* a, PyRangeObject* b)
    {
        if (a == b)
            return Truth.True;
        Truth equal = Obj.RichCompareBool(ts, a->length, b->length, 2);
        if (equal != Truth.True || PyLong.Sign(a->length) == 0)
            return equal;
        equal = Obj.RichCompareBool(ts, a->start, b->start, 2);
        if (equal != Truth.True || IsOne(a->length))
            return equal;
        return Obj.RichCompareBool(ts, a->step, b->step, 2);
    }

    /// <summary>The hash of (length, start or None, step or None): what equality looks at.</summary>
    [Slot]
    private static nint tp_hash(ThreadState* ts, PyRangeObject* self)
    {
        bool empty = PyLong.Sign(self->length) == 0;
        bool single = empty || IsOne(self->length);
        PyObject* tuple = PyTuple.Pack(ts, self->length, empty ? Py.None : self->start, single ? Py.None : self->step);
        if (tuple == null)
            return -1;
        nint hash = Obj.Hash(ts, tuple);
        Ref.Dec(ts, tuple);
        return hash;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyRangeObject* self) => RangeIteration.Forward(ts, self);

    [PyMethod("($self, /)", Doc = "An iterator from the last number to the first.")]
    private static PyObject* __reversed__(ThreadState* ts, PyRangeObject* self) => RangeIteration.Backward(ts, self);

    [PyMethod("($self, /)")]
    private static PyObject* __reduce__(ThreadState* ts, PyRangeObject* self) =>
        PyTuple.PackStealOrNull(ts, Ref.New(Type), PyTuple.Pack(ts, self->start, self->stop, self->step));

    [PyMethod("($self, object, /)", Doc = "rangeobject.count(value) -> how often value occurs")]
    private static PyObject* count(ThreadState* ts, PyRangeObject* self, PyObject* @object)
    {
        if (!PyLong.CheckExact(@object) && @object->ob_type != BoolType.Type)
        {
            nint found = Seq.Count(ts, (PyObject*)self, @object);
            return found < 0 ? null : PyLong.FromNInt(ts, found);
        }
        Truth inside = ContainsInt(ts, self, @object);
        return inside == Truth.Error ? null : PyLong.FromInt64(ts, (long)inside);
    }

    [PyMethod("($self, object, /)", Doc = "rangeobject.index(value) -> position of value.\nRaises ValueError if it does not occur.")]
    private static PyObject* index(ThreadState* ts, PyRangeObject* self, PyObject* @object)
    {
        if (!PyLong.CheckExact(@object) && @object->ob_type != BoolType.Type)
        {
            nint found = Seq.IndexOf(ts, (PyObject*)self, @object);
            return found < 0 ? null : PyLong.FromNInt(ts, found);
        }
        Truth inside = ContainsInt(ts, self, @object);
        if (inside != Truth.True)
            return inside == Truth.Error ? null : Err.Value(ts, "range.index(x): x not in range");
        PyObject* distance = Num.Subtract(ts, @object, self->start);
        PyObject* result = distance == null ? null : Num.FloorDivide(ts, distance, self->step);
        Ref.XDec(ts, distance);
        return result;
    }
}
