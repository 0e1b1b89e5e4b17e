// combinations, with and without replacement, and permutations, in the order of the pool. See docs/internals/containers.md.
using Vivarium.Heap;

namespace Vivarium.Stdlib.Itertools;

internal unsafe struct combinationsobject
{
    public PyObject ob_base;
    public PyObject* pool;
    /// <summary>The tuple given last; null before the first.</summary>
    public PyObject* result;
    public nint* indices;
    public nint r;
    public int stopped;
}

[PyType("itertools.combinations", Layout = typeof(combinationsobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType,
    Doc = "Successive r-length combinations of the iterable's items.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)")]
internal static unsafe partial class CombinationsType
{
    [Slot("(iterable, r)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable, nint r)
    {
        PyObject* pool = PyTuple.FromSequence(ts, iterable);
        if (pool == null)
            return null;
        if (r < 0)
        {
            Ref.Dec(ts, pool);
            return Err.Value(ts, "r must be non-negative");
        }
        combinationsobject* self = (combinationsobject*)ObjectFields.NewAround(ts, type, pool);
        if (self == null)
            return null;
        self->pool = pool;
        self->r = r;
        self->stopped = r > PyTuple.Size(pool) ? 1 : 0;
        self->indices = Indices.New(ts, r, ascending: true);
        if (self->indices != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self)
    {
        MemDomain.Free(ts->interp->heap, ((combinationsobject*)self)->indices);
        ObjectFields.Dealloc(ts, self, 2);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [PyMethod("($self, /)", Doc = "Bytes of memory the iterator takes.")]
    private static nint __sizeof__(ThreadState* ts, combinationsobject* self) => ((PyObject*)self)->ob_type->tp_basicsize + self->r * sizeof(nint);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, combinationsobject* self)
    {
        if (self->stopped != 0)
            return null;
        bool more = self->result != null ? Advance(ts, self) : (self->result = Indices.Select(ts, self->pool, self->indices, self->r)) != null;
        if (!more)
        {
            self->stopped = 1;
            return null;
        }
        return Ref.New(self->result);
    }

    private static bool Advance(ThreadState* ts, combinationsobject* self)
    {
        nint size = PyTuple.Size(self->pool);
        nint r = self->r;
        if (!Indices.Own(ts, &self->result))
            return false;
        // The rightmost index that is not at its maximum moves on; those behind it follow directly.
        nint i = r - 1;
        while (i >= 0 && self->indices[i] == i + size - r)
            i--;
        if (i < 0)
            return false;
        nint index = self->indices[i] + 1;
        for (; i < r; i++, index++)
        {
            self->indices[i] = index;
            Indices.Replace(ts, self->result, i, PyTuple.GetBorrowed(self->pool, index));
        }
        return true;
    }
}

[PyType("itertools.combinations_with_replacement", Layout = typeof(combinationsobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType,
    Doc = "Successive r-length combinations of the iterable's items, which may be repeated.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')")]
internal static unsafe partial class CombinationsWithReplacementType
{
    [Slot("(iterable, r)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable, nint r)
    {
        PyObject* pool = PyTuple.FromSequence(ts, iterable);
        if (pool == null)
            return null;
        if (r < 0)
        {
            Ref.Dec(ts, pool);
            return Err.Value(ts, "r must be non-negative");
        }
        combinationsobject* self = (combinationsobject*)ObjectFields.NewAround(ts, type, pool);
        if (self == null)
            return null;
        self->pool = pool;
        self->r = r;
        self->stopped = PyTuple.Size(pool) == 0 && r > 0 ? 1 : 0;
        self->indices = Indices.New(ts, r, ascending: false);
        if (self->indices != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self)
    {
        MemDomain.Free(ts->interp->heap, ((combinationsobject*)self)->indices);
        ObjectFields.Dealloc(ts, self, 2);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [PyMethod("($self, /)", Doc = "Bytes of memory the iterator takes.")]
    private static nint __sizeof__(ThreadState* ts, combinationsobject* self) => ((PyObject*)self)->ob_type->tp_basicsize + self->r * sizeof(nint);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, combinationsobject* self)
    {
        if (self->stopped != 0)
            return null;
        bool more = self->result != null ? Advance(ts, self) : (self->result = Indices.Select(ts, self->pool, self->indices, self->r)) != null;
        if (!more)
        {
            self->stopped = 1;
            return null;
        }
        return Ref.New(self->result);
    }

    private static bool Advance(ThreadState* ts, combinationsobject* self)
    {
        nint size = PyTuple.Size(self->pool);
        nint r = self->r;
        if (!Indices.Own(ts, &self->result))
            return false;
        nint i = r - 1;
        while (i >= 0 && self->indices[i] == size - 1)
            i--;
        if (i < 0)
            return false;
        nint index = self->indices[i] + 1;
        for (; i < r; i++)
        {
            self->indices[i] = index;
            Indices.Replace(ts, self->result, i, PyTuple.GetBorrowed(self->pool, index));
        }
        return true;
    }
}

internal unsafe struct permutationsobject
{
    public PyObject ob_base;
    public PyObject* pool;
    /// <summary>The tuple given last; null before the first.</summary>
    public PyObject* result;
    public nint* indices;
    /// <summary>For each place of the result: how many rotations are left.</summary>
    public nint* cycles;
    public nint r;
    public int stopped;
}

[PyType("itertools.permutations", Layout = typeof(permutationsobject), Flags = TypeFlags.HaveGc | TypeFlags.BaseType,
    Doc = "Successive r-length permutations of the iterable's items.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)")]
internal static unsafe partial class PermutationsType
{
    [Slot("(iterable, r=None)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* iterable, PyObject* r)
    {
        PyObject* pool = PyTuple.FromSequence(ts, iterable);
        if (pool == null)
            return null;
        nint size = PyTuple.Size(pool);
        nint length = size;
        if (r != Py.None)
        {
            length = PyLong.Check(r) ? PyLong.AsNInt(ts, r) : -1;
            if (!PyLong.Check(r))
                Err.Type(ts, "Expected int as r");
            else if (length < 0 && !Err.Occurred(ts))
                Err.Value(ts, "r must be non-negative");
        }
        if (length < 0)
        {
            Ref.Dec(ts, pool);
            return null;
        }
        permutationsobject* self = (permutationsobject*)ObjectFields.NewAround(ts, type, pool);
        if (self == null)
            return null;
        self->pool = pool;
        self->r = length;
        self->stopped = length > size ? 1 : 0;
        self->indices = Indices.New(ts, size, ascending: true);
        self->cycles = self->indices == null ? null : Indices.New(ts, length, ascending: false);
        if (self->cycles == null)
        {
            Ref.Dec(ts, self);
            return null;
        }
        for (nint i = 0; i < length; i++)
            self->cycles[i] = size - i;
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self)
    {
        MemDomain.Free(ts->interp->heap, ((permutationsobject*)self)->indices);
        MemDomain.Free(ts->interp->heap, ((permutationsobject*)self)->cycles);
        ObjectFields.Dealloc(ts, self, 2);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => ObjectFields.Traverse(self, 2, visit, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [PyMethod("($self, /)", Doc = "Bytes of memory the iterator takes.")]
    private static nint __sizeof__(ThreadState* ts, permutationsobject* self) =>
        ((PyObject*)self)->ob_type->tp_basicsize + (PyTuple.Size(self->pool) + self->r) * sizeof(nint);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, permutationsobject* self)
    {
        if (self->stopped != 0)
            return null;
        bool more = self->result != null ? Advance(ts, self) : (self->result = Indices.Select(ts, self->pool, self->indices, self->r)) != null;
        if (!more)
        {
            self->stopped = 1;
            return null;
        }
        return Ref.New(self->result);
    }

    private static bool Advance(ThreadState* ts, permutationsobject* self)
    {
        nint size = PyTuple.Size(self->pool);
        if (size == 0 || !Indices.Own(ts, &self->result))
            return false;
        nint* indices = self->indices;
        for (nint i = self->r - 1; i >= 0; i--)
        {
            self->cycles[i]--;
            if (self->cycles[i] == 0)
            {
                // All have been at this place: the first one returns to the end.
                nint index = indices[i];
                for (nint j = i; j < size - 1; j++)
                    indices[j] = indices[j + 1];
                indices[size - 1] = index;
                self->cycles[i] = size - i;
                continue;
            }
            nint other = size - self->cycles[i];
            (indices[i], indices[other]) = (indices[other], indices[i]);
            for (nint k = i; k < self->r; k++)
                Indices.Replace(ts, self->result, k, PyTuple.GetBorrowed(self->pool, indices[k]));
            return true;
        }
        return false;
    }
}
