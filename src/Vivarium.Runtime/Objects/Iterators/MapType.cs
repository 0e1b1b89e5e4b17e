// map and filter. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct mapobject
{
    public PyObject ob_base;
    public PyObject* iters;
    public PyObject* func;
    public int strict;
}

[PyType("map", Layout = typeof(mapobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, TextSignature = "(function, iterable, /, *iterables, strict=False)",
    Doc = "What a function gives for the items of each of the iterables.\n\nIt ends with the shortest iterable; with strict=True,\n"
        + "iterables of different lengths raise ValueError.")]
internal static unsafe partial class MapType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        bool strict;
        if (!StrictArgument.Read(ts, kwargs, "map", &strict))
            return null;
        return Make(ts, type, PyTuple.Items(args), PyTuple.Size(args), strict);
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* type, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        nint given = VectorArguments.Count(nargsf);
        if (kwnames == null || PyTuple.Size(kwnames) == 0)
            return Make(ts, (PyTypeObject*)type, args, given, strict: false);
        PyObject* named = PyDict.FromItems(ts, PyTuple.Items(kwnames), 1, args + given, 1, PyTuple.Size(kwnames));
        if (named == null)
            return null;
        bool strict;
        PyObject* result = StrictArgument.Read(ts, named, "map", &strict) ? Make(ts, (PyTypeObject*)type, args, given, strict) : null;
        Ref.Dec(ts, named);
        return result;
    }

    private static PyObject* Make(ThreadState* ts, PyTypeObject* type, PyObject** args, nint given, bool strict)
    {
        if (given < 2)
            return Err.Type(ts, "map() must have at least two arguments.");
        PyObject* iterators = IteratorTuples.Of(ts, args + 1, given - 1);
        if (iterators == null)
            return null;
        mapobject* map = (mapobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (map == null)
        {
            Ref.Dec(ts, iterators);
            return null;
        }
        map->iters = iterators;
        map->func = Ref.New(args[0]);
        map->strict = strict ? 1 : 0;
        return (PyObject*)map;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, mapobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->iters);
        Ref.XDec(ts, self->func);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        mapobject* map = (mapobject*)self;
        int r = map->iters == null ? 0 : visit(map->iters, arg);
        return r == 0 && map->func != null ? visit(map->func, arg) : r;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    private const int SmallCount = 5;

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, mapobject* self)
    {
        nint count = PyTuple.Size(self->iters);
        if (count == 1)
            return NextOfOne(ts, self);
        PyObject** small = stackalloc PyObject*[SmallCount];
        PyObject** items = count <= SmallCount ? small : ItemArrays.Alloc(ts, count);
        if (items == null)
            return Err.NoMemory(ts);
        PyObject* result = NextOfMany(ts, self, items, count);
        if (items != small)
            Vivarium.Heap.MemDomain.Free(ts->interp->heap, items);
        return result;
    }

    private static PyObject* NextOfOne(ThreadState* ts, mapobject* self)
    {
        PyObject* iterator = PyTuple.GetBorrowed(self->iters, 0);
        PyObject* item = Obj.Advance(ts, iterator);
        if (item == null)
            return null;
        PyObject* result = Call.OneArg(ts, self->func, item);
        Ref.Dec(ts, item);
        return result;
    }

    private static PyObject* NextOfMany(ThreadState* ts, mapobject* self, PyObject** items, nint count)
    {
        PyObject* result = null;
        nint i = 0;
        for (; i < count; i++)
        {
            PyObject* iterator = PyTuple.GetBorrowed(self->iters, i);
            items[i] = Obj.Advance(ts, iterator);
            if (items[i] == null)
                break;
        }
        if (i == count)
            result = Call.Vectorcall(ts, self->func, items, (nuint)count, null);
        nint stopped = i;
        while (--i >= 0)
            Ref.Dec(ts, items[i]);
        if (stopped == count || self->strict == 0 || (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration)))
            return result;
        return StrictArgument.CheckOthers(ts, PyTuple.Items(self->iters), count, stopped, "map");
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, mapobject* self)
    {
        nint count = PyTuple.Size(self->iters);
        PyObject* args = PyTuple.New(ts, count + 1);
        if (args == null)
            return null;
        PyTuple.SetSteal(args, 0, Ref.New(self->func));
        for (nint i = 0; i < count; i++)
            PyTuple.SetSteal(args, i + 1, Ref.New(PyTuple.GetBorrowed(self->iters, i)));
        GcList.Track(ts, args);
        PyObject* type = (PyObject*)((PyObject*)self)->ob_type;
        PyObject* result = self->strict != 0 ? PyTuple.Pack(ts, type, args, Py.True) : PyTuple.Pack(ts, type, args);
        Ref.Dec(ts, args);
        return result;
    }

    [PyMethod("($self, object, /)", Doc = "Sets state for unpickling.")]
    private static Status __setstate__(ThreadState* ts, mapobject* self, PyObject* @object)
    {
        Truth strict = Obj.IsTrue(ts, @object);
        if (strict == Truth.Error)
            return Status.Error;
        self->strict = (int)strict;
        return Status.Ok;
    }
}

internal unsafe struct filterobject
{
    public PyObject ob_base;
    public PyObject* func;
    public PyObject* it;
}

[PyType("filter", Layout = typeof(filterobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, TextSignature = "(function, iterable, /)",
    Doc = "The items of an iterable for which the function gives a true value.\n\nWith None as function: the items that are true.")]
internal static unsafe partial class FilterType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (type == Type && kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "filter() takes no keyword arguments");
        return Make(ts, type, PyTuple.Items(args), PyTuple.Size(args));
    }

    [Slot]
    private static PyObject* tp_vectorcall(ThreadState* ts, PyObject* type, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (kwnames != null && PyTuple.Size(kwnames) != 0)
            return Err.Type(ts, "filter() takes no keyword arguments");
        return Make(ts, (PyTypeObject*)type, args, VectorArguments.Count(nargsf));
    }

    private static PyObject* Make(ThreadState* ts, PyTypeObject* type, PyObject** args, nint given)
    {
        if (given != 2)
            return Err.Type(ts, $"filter expected 2 arguments, got {given}");
        PyObject* iterator = Obj.GetIter(ts, args[1]);
        if (iterator == null)
            return null;
        filterobject* filter = (filterobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (filter == null)
        {
            Ref.Dec(ts, iterator);
            return null;
        }
        filter->func = Ref.New(args[0]);
        filter->it = iterator;
        return (PyObject*)filter;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, filterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->func);
        Ref.XDec(ts, self->it);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        filterobject* filter = (filterobject*)self;
        int r = filter->it == null ? 0 : visit(filter->it, arg);
        return r == 0 && filter->func != null ? visit(filter->func, arg) : r;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, filterobject* self)
    {
        PyObject* iterator = self->it;
        unaryfunc next = TypeSlots.Of(iterator)->tp_iternext;
        bool plain = self->func == Py.None || self->func == (PyObject*)BoolType.Type;
        while (true)
        {
            PyObject* item = next(ts, iterator);
            if (item == null)
                return null;
            Truth good;
            if (plain)
                good = Obj.IsTrue(ts, item);
            else
            {
                PyObject* answer = Call.OneArg(ts, self->func, item);
                good = answer == null ? Truth.Error : Obj.IsTrue(ts, answer);
                Ref.XDec(ts, answer);
            }
            if (good == Truth.True)
                return item;
            Ref.Dec(ts, item);
            if (good == Truth.Error)
                return null;
        }
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, filterobject* self)
    {
        PyObject* args = PyTuple.Pack(ts, self->func, self->it);
        return args == null ? null : PyTuple.PackSteal(ts, Ref.New(((PyObject*)self)->ob_type), args);
    }
}
