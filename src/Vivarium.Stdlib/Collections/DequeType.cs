// The type collections.deque. Its methods are in DequeType.Methods.cs. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Collections;

[PyType("collections.deque", Layout = typeof(dequeobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType | TypeFlags.Sequence, WeaklistField = "weakreflist",
    None = "tp_hash", TextSignature = "([iterable[, maxlen]])", Doc = "A list-like sequence with fast changes at both ends.")]
internal static unsafe partial class DequeType
{
    public static bool Check(PyObject* o) => o->ob_type == Type || PyType.IsSubtype(o->ob_type, Type);

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        dequeobject* d = (dequeobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (d == null || Deque.Init(ts, d) == Status.Ok)
            return (PyObject*)d;
        Ref.Dec(ts, d);
        return null;
    }

    [Slot("(iterable=<unrepresentable>, maxlen=<unrepresentable>)")]
    private static Status tp_init(ThreadState* ts, dequeobject* self, PyObject* iterable = null, PyObject* maxlen = null)
    {
        nint limit = -1;
        if (maxlen != null && maxlen != Py.None)
        {
            if (!PyLong.Check(maxlen))
                return Err.TypeStatus(ts, "an integer is required");
            limit = PyLong.AsNInt(ts, maxlen);
            if (limit == -1 && Err.Occurred(ts))
                return Status.Error;
            if (limit < 0)
                return Err.ValueStatus(ts, "maxlen must be non-negative");
        }
        self->maxlen = limit;
        Deque.Clear(ts, self);
        return iterable == null ? Status.Ok : Deque.Extend(ts, self, iterable, left: false);
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, dequeobject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Deque.Free(ts, self);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        dequeobject* d = (dequeobject*)self;
        dequeblock* block = d->leftblock;
        nint index = d->leftindex;
        for (nint left = Deque.Size(d); left > 0; left--)
        {
            if (index == Deque.BlockLength)
            {
                block = block->rightlink;
                index = 0;
            }
            int r = visit(Deque.Items(block)[index++], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, dequeobject* self) => Deque.Clear(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self)
    {
        int entered = Obj.ReprEnter(ts, self);
        if (entered != 0)
            return entered > 0 ? PyUnicode.FromString(ts, "[...]") : null;
        PyObject* result = null;
        PyObject* items = PyList.FromSequence(ts, self);
        if (items != null)
        {
            UnicodeWriter writer = new(ts);
            writer.WriteString(PyType.Name(((PyObject*)self)->ob_type) + "(");
            writer.WriteRepr(items);
            if (((dequeobject*)self)->maxlen >= 0)
                writer.WriteString($", maxlen={((dequeobject*)self)->maxlen}");
            writer.WriteAscii(")"u8);
            Ref.Dec(ts, items);
            result = writer.Finish();
        }
        Obj.ReprLeave(ts, self);
        return result;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => DequeIteration.New(ts, (dequeobject*)self, DequeIteratorType.Type);

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => Deque.Size(self);

    [Slot]
    private static PyObject* sq_item(ThreadState* ts, dequeobject* self, nint index) => (nuint)index < (nuint)Deque.Size(self)
        ? Ref.New(*Deque.Place(self, index)) : Err.Index(ts, "deque index out of range");

    [Slot]
    private static Status sq_ass_item(ThreadState* ts, dequeobject* self, nint index, PyObject* value)
    {
        if ((nuint)index >= (nuint)Deque.Size(self))
        {
            Err.Index(ts, "deque index out of range");
            return Status.Error;
        }
        if (value == null)
            return DeleteAt(ts, self, index);
        PyObject** place = Deque.Place(self, index);
        PyObject* old = *place;
        *place = Ref.New(value);
        Ref.Dec(ts, old);
        return Status.Ok;
    }

    private static Status DeleteAt(ThreadState* ts, dequeobject* self, nint index)
    {
        if (Deque.Rotate(ts, self, -index) == Status.Error)
            return Status.Error;
        PyObject* item = Deque.PopLeft(ts, self);
        Status status = Deque.Rotate(ts, self, index);
        Ref.Dec(ts, item);
        return status;
    }

    /// <summary>Walks over the items until the comparison with value is true; its position, or -1, or -2 with an exception.</summary>
    private static nint Find(ThreadState* ts, dequeobject* self, PyObject* value, nint start, nint stop, PyTypeObject* mutated)
    {
        nuint state = self->state;
        for (nint i = start; i < stop; i++)
        {
            PyObject* item = Ref.New(*Deque.Place(self, i));
            Truth equal = Obj.RichCompareBool(ts, item, value, 2);
            Ref.Dec(ts, item);
            if (equal == Truth.True && mutated == Exc.RuntimeError)
                return i;
            if (equal == Truth.Error)
                return -2;
            if (state != self->state)
            {
                Err.SetString(ts, mutated, "deque mutated during iteration");
                return -2;
            }
            if (equal == Truth.True)
                return i;
        }
        return -1;
    }

    [Slot]
    private static Truth sq_contains(ThreadState* ts, dequeobject* self, PyObject* item)
    {
        nint found = Find(ts, self, item, 0, Deque.Size(self), Exc.RuntimeError);
        return found == -2 ? Truth.Error : found >= 0 ? Truth.True : Truth.False;
    }

    internal static PyObject* Copy(ThreadState* ts, PyObject* self)
    {
        dequeobject* d = (dequeobject*)self;
        PyObject* result;
        if (self->ob_type == Type)
        {
            result = tp_new(ts, Type, null, null);
            if (result == null)
                return null;
            ((dequeobject*)result)->maxlen = d->maxlen;
            if (Deque.Extend(ts, (dequeobject*)result, self, left: false) == Status.Ok)
                return result;
            Ref.Dec(ts, result);
            return null;
        }
        if (d->maxlen < 0)
            result = Call.OneArg(ts, (PyObject*)self->ob_type, self);
        else
        {
            PyObject* limit = PyLong.FromNInt(ts, d->maxlen);
            result = limit == null ? null : Call.TwoArgs(ts, (PyObject*)self->ob_type, self, limit);
            Ref.XDec(ts, limit);
        }
        if (result != null && !Check(result))
        {
            PyObject* bad = Err.Type(ts, $"{PyType.NameOf(self)}() must return a deque, not {PyType.NameOf(result)}");
            Ref.Dec(ts, result);
            return bad;
        }
        return result;
    }

    [Slot]
    private static PyObject* sq_concat(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (!Check(other))
            return Err.Type(ts, $"can only concatenate deque (not \"{PyType.NameOf(other)}\") to deque");
        PyObject* result = Copy(ts, self);
        if (result == null || Deque.Extend(ts, (dequeobject*)result, other, left: false) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    [Slot]
    private static PyObject* sq_inplace_concat(ThreadState* ts, PyObject* self, PyObject* other) =>
        Deque.Extend(ts, (dequeobject*)self, other, left: false) == Status.Ok ? Ref.New(self) : null;

    [Slot]
    private static PyObject* sq_repeat(ThreadState* ts, PyObject* self, nint count)
    {
        PyObject* copy = Copy(ts, self);
        PyObject* result = copy == null ? null : sq_inplace_repeat(ts, copy, count);
        Ref.XDec(ts, copy);
        return result;
    }

    [Slot]
    private static PyObject* sq_inplace_repeat(ThreadState* ts, PyObject* self, nint count)
    {
        dequeobject* d = (dequeobject*)self;
        nint size = Deque.Size(d);
        if (size == 0 || count == 1)
            return Ref.New(self);
        if (count <= 0)
        {
            Deque.Clear(ts, d);
            return Ref.New(self);
        }
        if (size > nint.MaxValue / count)
            return Err.NoMemory(ts);
        // With a maximum length only the last rounds can be seen.
        if (d->maxlen >= 0 && size * count > d->maxlen)
            count = (d->maxlen + size - 1) / size;
        PyObject* items = PyList.FromSequence(ts, self);
        if (items == null)
            return null;
        Status status = Status.Ok;
        for (nint round = 1; round < count && status == Status.Ok; round++)
        {
            for (nint i = 0; i < size && status == Status.Ok; i++)
                status = Deque.AppendSteal(ts, d, Ref.New(PyList.GetBorrowed(items, i)));
        }
        Ref.Dec(ts, items);
        return status == Status.Ok ? Ref.New(self) : null;
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (!Check(self) || !Check(other))
            return Py.NotImplemented;
        nint size = Deque.Size(self);
        nint otherSize = Deque.Size(other);
        if (self == other && op is (2 or 3))
            return Py.Bool(op == 2);
        if (op is (2 or 3) && size != otherSize)
            return Py.Bool(op == 3);
        PyObject* left = tp_iter(ts, self);
        PyObject* right = left == null ? null : tp_iter(ts, other);
        PyObject* result = right == null ? null : CompareItems(ts, left, right, op);
        Ref.XDec(ts, left);
        Ref.XDec(ts, right);
        return result;
    }

    private static PyObject* CompareItems(ThreadState* ts, PyObject* left, PyObject* right, int op)
    {
        while (true)
        {
            PyObject* x = Obj.IterNext(ts, left);
            PyObject* y = x == null && Err.Occurred(ts) ? null : Obj.IterNext(ts, right);
            if (Err.Occurred(ts))
            {
                Ref.XDec(ts, x);
                Ref.XDec(ts, y);
                return null;
            }
            if (x == null || y == null)
            {
                Ref.XDec(ts, x);
                Ref.XDec(ts, y);
                return Py.Bool(Ordering.OfSizes(x == null ? 0 : 1, y == null ? 0 : 1, op));
            }
            Truth equal = Obj.RichCompareBool(ts, x, y, 2);
            PyObject* result = null;
            if (equal == Truth.False)
                result = op == 2 ? Py.False : op == 3 ? Py.True : Obj.RichCompare(ts, x, y, op);
            Ref.Dec(ts, x);
            Ref.Dec(ts, y);
            if (equal != Truth.True)
                return result;
        }
    }
}
