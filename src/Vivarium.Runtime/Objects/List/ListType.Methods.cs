// The methods of list. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class ListType
{
    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);

    [PyMethod("($self, /)", Doc = "An iterator from the last item to the first.")]
    private static PyObject* __reversed__(ThreadState* ts, PyObject* self) => ListReverseIteratorType.New(ts, self);

    [PyMethod("($self, /)", Doc = "Bytes of memory the list takes, without its items.")]
    private static nint __sizeof__(ThreadState* ts, PyListObject* self) =>
        ((PyObject*)self)->ob_type->tp_basicsize + self->allocated * sizeof(PyObject*);

    [PyMethod("($self, /)", Doc = "Removes all items.")]
    private static void clear(ThreadState* ts, PyObject* self) => PyList.Clear(ts, self);

    [PyMethod("($self, /)", Doc = "A new list of the same items.")]
    private static PyObject* copy(ThreadState* ts, PyObject* self) => PyList.GetSlice(ts, self, 0, PyList.Size(self));

    [PyMethod("($self, object, /)", Doc = "Adds object as the last item.")]
    private static PyObject* append(ThreadState* ts, PyObject* self, PyObject* @object) =>
        PyList.Append(ts, self, @object) == Status.Ok ? Py.None : null;

    [PyMethod("($self, index, object, /)", Doc = "Puts object in front of the item at index.")]
    private static Status insert(ThreadState* ts, PyObject* self, nint index, PyObject* @object) => PyList.Insert(ts, self, index, @object);

    [PyMethod("($self, iterable, /)", Doc = "Adds the items of iterable at the end.")]
    private static Status extend(ThreadState* ts, PyObject* self, PyObject* iterable) => PyList.Extend(ts, self, iterable);

    [PyMethod("($self, index=-1, /)", Doc = "Takes out the item at index (the last one by default) and returns it.\n\nRaises IndexError if there is no such item.")]
    private static PyObject* pop(ThreadState* ts, PyObject* self, nint index)
    {
        PyListObject* list = (PyListObject*)self;
        nint size = list->ob_base.ob_size;
        if (size == 0)
            return Err.Index(ts, "pop from empty list");
        if (index < 0)
            index += size;
        if ((nuint)index >= (nuint)size)
            return Err.Index(ts, "pop index out of range");
        PyObject** items = list->ob_item;
        PyObject* item = items[index];
        if (size == 1)
        {
            list->ob_base.ob_size = 0;
            list->ob_item = null;
            list->allocated = 0;
            Vivarium.Heap.MemDomain.Free(ts->interp->heap, items);
            return item;
        }
        nuint tail = (nuint)(size - 1 - index) * (nuint)sizeof(PyObject*);
        if (tail > 0)
            Buffer.MemoryCopy(items + index + 1, items + index, tail, tail);
        if (PyList.Resize(ts, list, size - 1) == Status.Ok)
            return item;
        // The smaller array was refused and the old one is untouched: put the item back.
        if (tail > 0)
            Buffer.MemoryCopy(items + index, items + index + 1, tail, tail);
        items[index] = item;
        return null;
    }

    [PyMethod("($self, value, /)", Doc = "Removes the first item equal to value.\n\nRaises ValueError if there is none.")]
    private static Status remove(ThreadState* ts, PyObject* self, PyObject* value)
    {
        for (nint i = 0; i < PyList.Size(self); i++)
        {
            Truth equal = EqualAt(ts, self, i, value);
            if (equal == Truth.Error)
                return Status.Error;
            if (equal == Truth.True)
                return PyList.SetSlice(ts, self, i, i + 1, null);
        }
        return Err.ValueStatus(ts, "list.remove(x): x not in list");
    }

    [PyMethod("($self, value, start=0, stop=sys.maxsize, /)", Doc = "Position of the first item equal to value, within start and stop.\n\nRaises ValueError if there is none.")]
    private static PyObject* index(ThreadState* ts, PyObject* self, PyObject* value, [SliceIndex(NotNone = true)] nint start, [SliceIndex(NotNone = true)] nint stop)
    {
        if (start < 0)
            start = Math.Max(0, start + PyList.Size(self));
        if (stop < 0)
            stop = Math.Max(0, stop + PyList.Size(self));
        for (nint i = start; i < stop && i < PyList.Size(self); i++)
        {
            Truth equal = EqualAt(ts, self, i, value);
            if (equal == Truth.Error)
                return null;
            if (equal == Truth.True)
                return PyLong.FromNInt(ts, i);
        }
        return Err.Value(ts, "list.index(x): x not in list");
    }

    [PyMethod("($self, value, /)", Doc = "How many items are equal to value.")]
    private static PyObject* count(ThreadState* ts, PyObject* self, PyObject* value)
    {
        nint found = 0;
        for (nint i = 0; i < PyList.Size(self); i++)
        {
            Truth equal = EqualAt(ts, self, i, value);
            if (equal == Truth.Error)
                return null;
            found += equal == Truth.True ? 1 : 0;
        }
        return PyLong.FromNInt(ts, found);
    }

    private static Truth EqualAt(ThreadState* ts, PyObject* self, nint i, PyObject* value)
    {
        PyObject* candidate = PyList.GetBorrowed(self, i);
        if (candidate == value)
            return Truth.True;
        Ref.Inc(candidate);
        Truth equal = Obj.RichCompareBool(ts, candidate, value, 2);
        Ref.Dec(ts, candidate);
        return equal;
    }

    [PyMethod("($self, /)", Doc = "Turns the order of the items round, in place.")]
    private static Status reverse(ThreadState* ts, PyObject* self) => PyList.Reverse(ts, self);

    [PyMethod("($self, /, *, key=None, reverse=False)", Doc = "Sorts the items in ascending order, in place.\n\n"
        + "Equal items keep their order. With a key function, items are ordered by what it returns for each, called once per item;\n"
        + "reverse asks for descending order.")]
    private static Status sort(ThreadState* ts, PyObject* self, PyObject* key, bool reverse) => ListSort.Sort(ts, self, key == Py.None ? null : key, reverse);
}
