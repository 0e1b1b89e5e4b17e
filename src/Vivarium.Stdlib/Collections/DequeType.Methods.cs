// The methods of deque. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Collections;

internal static unsafe partial class DequeType
{
    [PyMethod("($self, item, /)", Doc = "Adds an item at the right end.")]
    private static Status append(ThreadState* ts, dequeobject* self, PyObject* item) => Deque.AppendSteal(ts, self, Ref.New(item));

    [PyMethod("($self, item, /)", Doc = "Adds an item at the left end.")]
    private static Status appendleft(ThreadState* ts, dequeobject* self, PyObject* item) => Deque.AppendLeftSteal(ts, self, Ref.New(item));

    [PyMethod("($self, /)", Doc = "Removes all items.")]
    private static void clear(ThreadState* ts, dequeobject* self) => Deque.Clear(ts, self);

    [PyMethod("($self, /)", Doc = "A new deque of the same items.")]
    private static PyObject* __copy__(ThreadState* ts, PyObject* self) => Copy(ts, self);

    [PyMethod("($self, /)", Doc = "A new deque of the same items.")]
    private static PyObject* copy(ThreadState* ts, PyObject* self) => Copy(ts, self);

    [PyMethod("($self, value, /)", Doc = "How many items are equal to value.")]
    private static PyObject* count(ThreadState* ts, dequeobject* self, PyObject* value)
    {
        nint found = 0;
        nint from = 0;
        nuint state = self->state;
        while ((from = Find(ts, self, value, from, Deque.Size(self), Exc.RuntimeError)) >= 0)
        {
            if (state != self->state)
                return Err.Runtime(ts, "deque mutated during iteration");
            found++;
            from++;
        }
        return from == -2 ? null : PyLong.FromNInt(ts, found);
    }

    [PyMethod("($self, iterable, /)", Doc = "Adds the items of iterable at the right end.")]
    private static Status extend(ThreadState* ts, dequeobject* self, PyObject* iterable) => Deque.Extend(ts, self, iterable, left: false);

    [PyMethod("($self, iterable, /)", Doc = "Adds the items of iterable at the left end, one after the other.")]
    private static Status extendleft(ThreadState* ts, dequeobject* self, PyObject* iterable) => Deque.Extend(ts, self, iterable, left: true);

    [PyMethod("($self, value, start=0, stop=sys.maxsize, /)", Doc = "Position of the first item equal to value, within start and stop.\n\nRaises ValueError if there is none.")]
    private static PyObject* index(ThreadState* ts, dequeobject* self, PyObject* value, [SliceIndex(NotNone = true)] nint start, [SliceIndex(NotNone = true)] nint stop)
    {
        nint size = Deque.Size(self);
        if (start < 0)
            start = Math.Max(0, start + size);
        if (stop < 0)
            stop = Math.Max(0, stop + size);
        nint found = Find(ts, self, value, start, Math.Min(stop, size), Exc.RuntimeError);
        if (found == -1)
            return Err.Value(ts, "deque.index(x): x not in deque");
        return found < 0 ? null : PyLong.FromNInt(ts, found);
    }

    [PyMethod("($self, index, value, /)", Doc = "Puts value in front of the item at index.")]
    private static Status insert(ThreadState* ts, dequeobject* self, nint index, PyObject* value)
    {
        nint size = Deque.Size(self);
        if (self->maxlen == size)
        {
            Err.Index(ts, "deque already at its maximum size");
            return Status.Error;
        }
        if (index >= size)
            return Deque.AppendSteal(ts, self, Ref.New(value));
        if (index <= -size || index == 0)
            return Deque.AppendLeftSteal(ts, self, Ref.New(value));
        if (Deque.Rotate(ts, self, -index) == Status.Error)
            return Status.Error;
        Status status = index < 0 ? Deque.AppendSteal(ts, self, Ref.New(value)) : Deque.AppendLeftSteal(ts, self, Ref.New(value));
        return status == Status.Ok ? Deque.Rotate(ts, self, index) : status;
    }

    [PyMethod("($self, /)", Doc = "Takes out the item at the right end and returns it.")]
    private static PyObject* pop(ThreadState* ts, dequeobject* self) =>
        Deque.Size(self) > 0 ? Deque.Pop(ts, self) : Err.Index(ts, "pop from an empty deque");

    [PyMethod("($self, /)", Doc = "Takes out the item at the left end and returns it.")]
    private static PyObject* popleft(ThreadState* ts, dequeobject* self) =>
        Deque.Size(self) > 0 ? Deque.PopLeft(ts, self) : Err.Index(ts, "pop from an empty deque");

    [PyMethod("($self, value, /)", Doc = "Removes the first item equal to value.")]
    private static Status remove(ThreadState* ts, dequeobject* self, PyObject* value)
    {
        nuint state = self->state;
        nint size = Deque.Size(self);
        nint found = Find(ts, self, value, 0, size, Exc.IndexError);
        if (found == -1)
            return Err.ValueStatus(ts, "deque.remove(x): x not in deque");
        if (found < 0)
            return Status.Error;
        if (state != self->state)
        {
            Err.Index(ts, "deque mutated during remove().");
            return Status.Error;
        }
        return DeleteAt(ts, self, found);
    }

    [PyMethod("($self, /)", Doc = "Turns the order of the items round, in place.")]
    private static void reverse(ThreadState* ts, dequeobject* self)
    {
        nint size = Deque.Size(self);
        dequeblock* left = self->leftblock;
        dequeblock* right = self->rightblock;
        nint i = self->leftindex;
        nint j = self->rightindex;
        for (nint n = size >> 1; n > 0; n--)
        {
            PyObject* item = Deque.Items(left)[i];
            Deque.Items(left)[i] = Deque.Items(right)[j];
            Deque.Items(right)[j] = item;
            if (++i == Deque.BlockLength)
            {
                left = left->rightlink;
                i = 0;
            }
            if (--j < 0)
            {
                right = right->leftlink;
                j = Deque.BlockLength - 1;
            }
        }
    }

    [PyMethod("($self, n=1, /)", Doc = "Moves all items n steps to the right, those at the end to the front; to the left if n is negative.")]
    private static Status rotate(ThreadState* ts, dequeobject* self, nint n) => Deque.Rotate(ts, self, n);

    [PyMethod("($self, /)", Doc = "An iterator from the right end to the left.")]
    private static PyObject* __reversed__(ThreadState* ts, dequeobject* self) => DequeIteration.New(ts, self, DequeReverseIteratorType.Type);

    [PyMethod("($self, /)", Doc = "Bytes of memory the deque takes, without its items.")]
    private static nint __sizeof__(ThreadState* ts, dequeobject* self)
    {
        nint blocks = (self->leftindex + Deque.Size(self) + Deque.BlockLength - 1) / Deque.BlockLength;
        return ((PyObject*)self)->ob_type->tp_basicsize + blocks * sizeof(dequeblock);
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self)
    {
        dequeobject* d = (dequeobject*)self;
        PyObject* args = PyTuple.Empty();
        if (d->maxlen >= 0)
        {
            PyObject* limit = PyLong.FromNInt(ts, d->maxlen);
            args = limit == null ? null : PyTuple.PackSteal(ts, PyTuple.Empty(), limit);
        }
        PyObject* state = args == null ? null : Call.Method(ts, self, Id.__getstate__);
        PyObject* iterator = state == null ? null : Obj.GetIter(ts, self);
        PyObject* result = null;
        if (iterator != null)
        {
            PyObject** items = stackalloc PyObject*[4] { (PyObject*)self->ob_type, args, state, iterator };
            result = PyTuple.FromArray(ts, items, 4);
        }
        Ref.XDec(ts, args);
        Ref.XDec(ts, state);
        Ref.XDec(ts, iterator);
        return result;
    }

    [PyGetSet("maxlen", Doc = "most items that the deque holds, or None")]
    private static PyObject* GetMaxLen(ThreadState* ts, dequeobject* self) => self->maxlen < 0 ? Py.None : PyLong.FromNInt(ts, self->maxlen);

    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);
}
