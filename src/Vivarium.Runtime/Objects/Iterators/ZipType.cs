// zip: tuples of one item from each of several iterables. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct zipobject
{
    public PyObject ob_base;
    public nint tuplesize;
    public PyObject* ittuple;
    /// <summary>A tuple that is used again when nobody else holds it.</summary>
    public PyObject* result;
    public byte strict;
}

[PyType("zip", Layout = typeof(zipobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, TextSignature = "(*iterables, strict=False)",
    Doc = "Tuples of one item from each of the iterables, until the shortest is at its end.\n\n"
        + "With strict=True, iterables of different lengths raise ValueError.\n\n   >>> list(zip('abc', range(3)))\n   [('a', 0), ('b', 1), ('c', 2)]")]
internal static unsafe partial class ZipType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        bool strict;
        if (!StrictArgument.Read(ts, kwargs, "zip", &strict))
            return null;
        nint count = PyTuple.Size(args);
        PyObject* iterators = IteratorTuples.Of(ts, PyTuple.Items(args), count);
        if (iterators == null)
            return null;
        PyObject* result = PyTuple.New(ts, count);
        zipobject* zip = null;
        if (result != null)
        {
            for (nint i = 0; i < count; i++)
                PyTuple.SetSteal(result, i, Py.None);
            PyTuple.Track(ts, result);
            zip = (zipobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        }
        if (zip == null)
        {
            Ref.Dec(ts, iterators);
            Ref.XDec(ts, result);
            return null;
        }
        zip->ittuple = iterators;
        zip->tuplesize = count;
        zip->result = result;
        zip->strict = strict ? (byte)1 : (byte)0;
        return (PyObject*)zip;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, zipobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->ittuple);
        Ref.XDec(ts, self->result);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        zipobject* zip = (zipobject*)self;
        int r = zip->ittuple == null ? 0 : visit(zip->ittuple, arg);
        return r == 0 && zip->result != null ? visit(zip->result, arg) : r;
    }

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, zipobject* self)
    {
        nint count = self->tuplesize;
        if (count == 0)
            return null;
        PyObject* result = self->result;
        if (result->ob_refcnt == 1)
        {
            Ref.Inc(result);
            for (nint i = 0; i < count; i++)
            {
                PyObject* iterator = PyTuple.GetBorrowed(self->ittuple, i);
                PyObject* item = Obj.Advance(ts, iterator);
                if (item == null)
                {
                    Ref.Dec(ts, result);
                    return AtEnd(ts, self, i);
                }
                PyObject* old = PyTuple.GetBorrowed(result, i);
                PyTuple.SetSteal(result, i, item);
                Ref.Dec(ts, old);
            }
            PyTuple.Recycle(ts, result);
            return result;
        }
        result = PyTuple.New(ts, count);
        if (result == null)
            return null;
        for (nint i = 0; i < count; i++)
        {
            PyObject* iterator = PyTuple.GetBorrowed(self->ittuple, i);
            PyObject* item = Obj.Advance(ts, iterator);
            if (item == null)
            {
                Ref.Dec(ts, result);
                return AtEnd(ts, self, i);
            }
            PyTuple.SetSteal(result, i, item);
        }
        GcList.Track(ts, result);
        return result;
    }

    private static PyObject* AtEnd(ThreadState* ts, zipobject* self, nint stopped)
    {
        if (self->strict == 0 || (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration)))
            return null;
        return StrictArgument.CheckOthers(ts, PyTuple.Items(self->ittuple), self->tuplesize, stopped, "zip");
    }

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, zipobject* self)
    {
        PyObject* type = (PyObject*)((PyObject*)self)->ob_type;
        return self->strict != 0 ? PyTuple.Pack(ts, type, self->ittuple, Py.True) : PyTuple.Pack(ts, type, self->ittuple);
    }

    [PyMethod("($self, object, /)", Doc = "Sets state for unpickling.")]
    private static Status __setstate__(ThreadState* ts, zipobject* self, PyObject* @object)
    {
        Truth strict = Obj.IsTrue(ts, @object);
        if (strict == Truth.Error)
            return Status.Error;
        self->strict = (byte)strict;
        return Status.Ok;
    }
}

/// <summary>Iterators of arguments, for zip, map and others.</summary>
internal static unsafe class IteratorTuples
{
    public static PyObject* Of(ThreadState* ts, PyObject** iterables, nint count)
    {
        PyObject* iterators = PyTuple.New(ts, count);
        if (iterators == null)
            return null;
        for (nint i = 0; i < count; i++)
        {
            PyObject* iterator = Obj.GetIter(ts, iterables[i]);
            if (iterator == null)
            {
                Ref.Dec(ts, iterators);
                return null;
            }
            PyTuple.SetSteal(iterators, i, iterator);
        }
        PyTuple.Track(ts, iterators);
        return iterators;
    }
}

/// <summary>The strict= argument of zip and map.</summary>
internal static unsafe class StrictArgument
{
    public static bool Read(ThreadState* ts, PyObject* kwargs, string function, bool* strict)
    {
        *strict = false;
        nint count = kwargs == null ? 0 : PyDict.Size(kwargs);
        if (count == 0)
            return true;
        if (count > 1)
        {
            Err.Type(ts, $"{function}() takes at most 1 keyword argument ({count} given)");
            return false;
        }
        PyObject* value = PyDict.GetBorrowed(ts, kwargs, Id.strict);
        if (value == null)
        {
            nint position = 0;
            PyObject* key;
            if (!Err.Occurred(ts) && PyDict.Next(kwargs, &position, &key, &value))
                Err.Type(ts, $"{function}() got an unexpected keyword argument '{PyUnicode.ToString(key)}'");
            return false;
        }
        Truth truth = Obj.IsTrue(ts, value);
        *strict = truth == Truth.True;
        return truth != Truth.Error;
    }

    /// <summary>One iterator has ended without an exception: raises ValueError unless all have; null either way.</summary>
    public static PyObject* CheckOthers(ThreadState* ts, PyObject** iterators, nint count, nint stopped, string function)
    {
        if (stopped > 0)
        {
            string others = stopped == 1 ? " " : "s 1-";
            return Err.Value(ts, $"{function}() argument {stopped + 1} is shorter than argument{others}{stopped}");
        }
        for (nint i = 1; i < count; i++)
        {
            PyObject* item = Obj.Advance(ts, iterators[i]);
            if (item != null)
            {
                Ref.Dec(ts, item);
                string others = i == 1 ? " " : "s 1-";
                return Err.Value(ts, $"{function}() argument {i + 1} is longer than argument{others}{i}");
            }
            if (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration))
                return null;
        }
        return null;
    }
}
