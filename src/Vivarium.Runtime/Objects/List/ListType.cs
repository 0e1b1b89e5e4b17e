// The type list: life cycle, sequence slots, comparison. Its methods are in ListType.Methods.cs, subscription by slices in ListType.Subscript.cs.
// Other code may run whenever items are compared or released: size and array are read again each time. See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.Objects;

[PyType("list", Layout = typeof(PyListObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc | TypeFlags.ListSubclass | TypeFlags.Sequence | TypeFlags.MatchSelf,
    None = "tp_hash", Doc = "A sequence of any objects that can be changed in place.\n\nWithout an argument the list is empty; with an iterable it holds that iterable's items.")]
internal static unsafe partial class ListType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => PyType.GenericNew(ts, type, args, kwargs);

    [Slot("(iterable=(), /)")]
    private static Status tp_init(ThreadState* ts, PyListObject* self, PyObject* iterable = null)
    {
        if (self->ob_item != null)
            PyList.Clear(ts, (PyObject*)self);
        return iterable == null ? Status.Ok : PyList.Extend(ts, (PyObject*)self, iterable);
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* type, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "list() takes no keyword arguments");
        nint given = VectorArguments.Count(nargsf);
        if (given > 1)
            return Err.Type(ts, $"list expected at most 1 argument, got {given}");
        PyObject* list = TypeSlots.Of((PyTypeObject*)type)->tp_alloc(ts, (PyTypeObject*)type, 0);
        if (list == null || given == 0 || PyList.Extend(ts, list, args[0]) == Status.Ok)
            return list;
        Ref.Dec(ts, list);
        return null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyListObject* self)
    {
        GcList.UntrackIfTracked(self);
        PyObject** items = self->ob_item;
        if (items != null)
        {
            nint i = self->ob_base.ob_size;
            while (--i >= 0)
                Ref.XDec(ts, items[i]);
            MemDomain.Free(ts->interp->heap, items);
        }
        if (((PyObject*)self)->ob_type != Type)
            TypeSlots.Of(self)->tp_free(ts, self);
        else if (!FreeList.Push(&ts->interp->free_lists.lists, self, FreeLists.ListsMax))
            ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject** items = PyList.Items(self);
        nint i = PyList.Size(self);
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
    private static void tp_clear(ThreadState* ts, PyObject* self) => PyList.Clear(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) =>
        PyList.Size(self) == 0 ? PyUnicode.FromString(ts, "[]") : ReprText.Sequence(ts, self, "["u8, "]"u8, "[...]");

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => ListIteratorType.New(ts, self);

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => PyList.Size(self);

    [Slot]
    private static nint mp_length(ThreadState* ts, PyObject* self) => PyList.Size(self);

    [Slot]
    private static PyObject* sq_item(ThreadState* ts, PyObject* self, nint index) =>
        (nuint)index < (nuint)PyList.Size(self) ? Ref.New(PyList.GetBorrowed(self, index)) : Err.Index(ts, "list index out of range");

    [Slot]
    private static Status sq_ass_item(ThreadState* ts, PyObject* self, nint index, PyObject* value)
    {
        if ((nuint)index >= (nuint)PyList.Size(self))
        {
            Err.Index(ts, "list assignment index out of range");
            return Status.Error;
        }
        if (value == null)
            return PyList.SetSlice(ts, self, index, index + 1, null);
        PyObject** place = PyList.Items(self) + index;
        PyObject* old = *place;
        *place = Ref.New(value);
        Ref.Dec(ts, old);
        return Status.Ok;
    }

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* item)
    {
        for (nint i = 0; i < PyList.Size(self); i++)
        {
            PyObject* candidate = Ref.New(PyList.GetBorrowed(self, i));
            Truth equal = Obj.RichCompareBool(ts, candidate, item, 2);
            Ref.Dec(ts, candidate);
            if (equal != Truth.False)
                return equal;
        }
        return Truth.False;
    }

    [Slot]
    private static PyObject* sq_concat(ThreadState* ts, PyObject* self, PyObject* other)
    {
        if (!PyList.Check(other))
            return Err.Type(ts, $"can only concatenate list (not \"{PyType.NameOf(other)}\") to list");
        nint first = PyList.Size(self);
        nint second = PyList.Size(other);
        PyObject* result = PyList.New(ts, first + second);
        if (result == null)
            return null;
        PyObject** to = PyList.Items(result);
        for (nint i = 0; i < first; i++)
            to[i] = Ref.New(PyList.GetBorrowed(self, i));
        for (nint i = 0; i < second; i++)
            to[first + i] = Ref.New(PyList.GetBorrowed(other, i));
        return result;
    }

    [Slot]
    private static PyObject* sq_repeat(ThreadState* ts, PyObject* self, nint count)
    {
        nint size = PyList.Size(self);
        if (size == 0 || count <= 0)
            return PyList.New(ts, 0);
        if (count > nint.MaxValue / size)
            return Err.NoMemory(ts);
        PyObject* result = PyList.New(ts, size * count);
        if (result != null)
            ItemArrays.Repeat(PyList.Items(self), size, PyList.Items(result), count);
        return result;
    }

    [Slot]
    private static PyObject* sq_inplace_concat(ThreadState* ts, PyObject* self, PyObject* other) =>
        PyList.Extend(ts, self, other) == Status.Ok ? Ref.New(self) : null;

    [Slot]
    private static PyObject* sq_inplace_repeat(ThreadState* ts, PyObject* self, nint count)
    {
        nint size = PyList.Size(self);
        if (size == 0 || count == 1)
            return Ref.New(self);
        if (count < 1)
        {
            PyList.Clear(ts, self);
            return Ref.New(self);
        }
        if (size > nint.MaxValue / count)
            return Err.NoMemory(ts);
        if (PyList.Resize(ts, (PyListObject*)self, size * count) == Status.Error)
            return null;
        PyObject** items = PyList.Items(self);
        for (nint i = 0; i < size; i++)
            ItemArrays.AddReferences(items[i], count - 1);
        ItemArrays.Spread(items, size, size * count);
        return Ref.New(self);
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (!PyList.Check(self) || !PyList.Check(other))
            return Py.NotImplemented;
        if (op is 2 or 3 && PyList.Size(self) != PyList.Size(other))
            return Py.Bool(op == 3);
        for (nint i = 0; i < PyList.Size(self) && i < PyList.Size(other); i++)
        {
            PyObject* left = PyList.GetBorrowed(self, i);
            PyObject* right = PyList.GetBorrowed(other, i);
            if (left == right)
                continue;
            Ref.Inc(left);
            Ref.Inc(right);
            Truth equal = Obj.RichCompareBool(ts, left, right, 2);
            PyObject* result = null;
            bool shrunk = i >= PyList.Size(self) || i >= PyList.Size(other);
            if (equal == Truth.False && shrunk)
                result = Py.Bool(Ordering.OfSizes(PyList.Size(self), PyList.Size(other), op));
            else if (equal == Truth.False)
                result = op == 2 ? Py.False : op == 3 ? Py.True : Obj.RichCompare(ts, left, right, op);
            Ref.Dec(ts, left);
            Ref.Dec(ts, right);
            if (equal != Truth.True)
                return result;
        }
        return Py.Bool(Ordering.OfSizes(PyList.Size(self), PyList.Size(other), op));
    }
}
