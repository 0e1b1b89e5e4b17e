// product: the Cartesian product as an odometer of indices into the pools. See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Itertools;

internal unsafe struct productobject
{
    public PyObject ob_base;
    /// <summary>Tuple of tuples.</summary>
    public PyObject* pools;
    /// <summary>The tuple given last; null before the first.</summary>
    public PyObject* result;
    public nint* indices;
    public int stopped;
}

[PyType("itertools.product", Layout = typeof(productobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType, TextSignature = "(*iterables, repeat=1)",
    Doc = "Cartesian product of the iterables, as nested for loops would give it: product(A, B) is ((x,y) for x in A for y in B).\n\n"
        + "The rightmost iterable varies fastest. With repeat=n, all iterables are taken n times:\nproduct(A, repeat=4) is product(A, A, A, A).")]
internal static unsafe partial class ProductType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        nint repeat = 1;
        if (kwargs != null && PyDict.Size(kwargs) != 0 && !ReadRepeat(ts, kwargs, &repeat))
            return null;
        nint given = repeat == 0 ? 0 : PyTuple.Size(args);
        if (given != 0 && repeat > nint.MaxValue / 8 / given)
            return Err.Overflow(ts, "repeat argument too large");
        nint count = given * repeat;
        PyObject* pools = PyTuple.New(ts, count);
        if (pools == null)
            return null;
        for (nint i = 0; i < count; i++)
        {
            PyObject* pool = i < given ? PyTuple.FromSequence(ts, PyTuple.GetBorrowed(args, i)) : Ref.New(PyTuple.GetBorrowed(pools, i - given));
            if (pool == null)
            {
                Ref.Dec(ts, pools);
                return null;
            }
            PyTuple.SetSteal(pools, i, pool);
        }
        PyTuple.Track(ts, pools);
        productobject* self = (productobject*)ObjectFields.NewAround(ts, type, pools);
        if (self == null)
            return null;
        self->pools = pools;
        self->indices = Indices.New(ts, count, ascending: false);
        if (self->indices != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    private static bool ReadRepeat(ThreadState* ts, PyObject* kwargs, nint* repeat)
    {
        if (PyDict.Size(kwargs) > 1)
        {
            Err.Type(ts, $"product() takes at most 1 keyword argument ({PyDict.Size(kwargs)} given)");
            return false;
        }
        PyObject* value = PyDict.GetBorrowed(ts, kwargs, Id.repeat);
        if (value == null)
        {
            nint position = 0;
            PyObject* key;
            if (!Err.Occurred(ts) && PyDict.Next(kwargs, &position, &key, &value))
                Err.Type(ts, $"product() got an unexpected keyword argument '{PyUnicode.ToString(key)}'");
            return false;
        }
        PyObject* number = Num.Index(ts, value);
        if (number == null)
            return false;
        *repeat = PyLong.AsNInt(ts, number);
        Ref.Dec(ts, number);
        if (*repeat == -1 && Err.Occurred(ts))
            return false;
        if (*repeat < 0)
            Err.Value(ts, "repeat argument cannot be negative");
        return *repeat >= 0;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self)
    {
        MemDomain.Free(ts->interp->heap, ((productobject*)self)->indices);
        ObjectFields.Dealloc(ts, self, 2);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [PyMethod("($self, /)", Doc = "Bytes of memory the iterator takes.")]
    private static nint __sizeof__(ThreadState* ts, productobject* self) =>
        ((PyObject*)self)->ob_type->tp_basicsize + PyTuple.Size(self->pools) * sizeof(nint);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, productobject* self)
    {
        if (self->stopped != 0)
            return null;
        PyObject* result = self->result == null ? First(ts, self) : Following(ts, self);
        if (result == null)
            self->stopped = 1;
        return Ref.XNew(result);
    }

    private static PyObject* First(ThreadState* ts, productobject* self)
    {
        nint count = PyTuple.Size(self->pools);
        for (nint i = 0; i < count; i++)
        {
            if (PyTuple.Size(PyTuple.GetBorrowed(self->pools, i)) == 0)
                return null;
        }
        PyObject* result = PyTuple.New(ts, count);
        if (result == null)
            return null;
        for (nint i = 0; i < count; i++)
            PyTuple.SetSteal(result, i, Ref.New(PyTuple.GetBorrowed(PyTuple.GetBorrowed(self->pools, i), 0)));
        PyTuple.Track(ts, result);
        self->result = result;
        return result;
    }

    private static PyObject* Following(ThreadState* ts, productobject* self)
    {
        if (!Indices.Own(ts, &self->result))
            return null;
        for (nint i = PyTuple.Size(self->pools) - 1; i >= 0; i--)
        {
            PyObject* pool = PyTuple.GetBorrowed(self->pools, i);
            nint index = ++self->indices[i];
            bool carry = index == PyTuple.Size(pool);
            if (carry)
                index = self->indices[i] = 0;
            Indices.Replace(ts, self->result, i, PyTuple.GetBorrowed(pool, index));
            if (!carry)
                return self->result;
        }
        return null;
    }
}

/// <summary>Arrays of indices and the result tuples they select, for product and the combinations.</summary>
internal static unsafe class Indices
{
    /// <summary>0, 1, 2 … or all 0; null with MemoryError.</summary>
    public static nint* New(ThreadState* ts, nint count, bool ascending)
    {
        nint* indices = (nuint)count > (nuint)(nint.MaxValue / 8) ? null : (nint*)MemDomain.Malloc(ts->interp->heap, (nuint)count * (nuint)sizeof(nint));
        if (indices == null)
        {
            Err.NoMemory(ts);
            return null;
        }
        for (nint i = 0; i < count; i++)
            indices[i] = ascending ? i : 0;
        return indices;
    }

    /// <summary>Makes the result tuple one that nobody else holds: itself, or a copy.</summary>
    public static bool Own(ThreadState* ts, PyObject** result)
    {
        PyObject* old = *result;
        if (old->ob_refcnt == 1)
        {
            PyTuple.Recycle(ts, old);
            return true;
        }
        nint count = PyTuple.Size(old);
        PyObject* copy = PyTuple.New(ts, count);
        if (copy == null)
            return false;
        for (nint i = 0; i < count; i++)
            PyTuple.SetSteal(copy, i, Ref.New(PyTuple.GetBorrowed(old, i)));
        PyTuple.Track(ts, copy);
        *result = copy;
        Ref.Dec(ts, old);
        return true;
    }

    public static void Replace(ThreadState* ts, PyObject* result, nint i, PyObject* item)
    {
        PyObject* old = PyTuple.GetBorrowed(result, i);
        PyTuple.SetSteal(result, i, Ref.New(item));
        Ref.Dec(ts, old);
    }

    /// <summary>The first count items that the indices select from a pool (all index 0 when there are none).</summary>
    public static PyObject* Select(ThreadState* ts, PyObject* pool, nint* indices, nint count)
    {
        PyObject* result = PyTuple.New(ts, count);
        if (result == null)
            return null;
        for (nint i = 0; i < count; i++)
            PyTuple.SetSteal(result, i, Ref.New(PyTuple.GetBorrowed(pool, indices[i])));
        PyTuple.Track(ts, result);
        return result;
    }
}
