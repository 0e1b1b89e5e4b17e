// The method resolution order: C3 linearisation of the bases (docs: "The Python 2.3 Method Resolution Order"). See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class Mro
{
    /// <summary>Owned tuple; TypeError when there is no consistent order.</summary>
    public static PyObject* Compute(ThreadState* ts, PyTypeObject* type)
    {
        PyObject* bases = type->tp_bases;
        nint n = PyTuple.Size(bases);
        for (nint i = 0; i < n; i++)
        {
            PyTypeObject* b = (PyTypeObject*)PyTuple.GetBorrowed(bases, i);
            if (b->tp_mro == null)
                return Err.Type(ts, $"Cannot extend an incomplete type '{PyType.TpName(b)}'");
        }
        if (n == 1)
            return Prepend(ts, type, ((PyTypeObject*)PyTuple.GetBorrowed(bases, 0))->tp_mro);
        if (HasDuplicates(ts, bases))
            return null;
        using Owned<PyObject> order = Own.Of(ts, PyList.New(ts, 0));
        if (order.IsNull || PyList.Append(ts, order.Pointer, (PyObject*)type) != Status.Ok)
            return null;
        nint* next = stackalloc nint[(int)Math.Min(n + 1, 64)];
        nint* heads = next;
        if (n + 1 > 64)
            heads = (nint*)NativeMemory.Alloc((nuint)(n + 1) * (nuint)sizeof(nint));
        bool ok = Merge(ts, bases, n, heads, order.Pointer);
        if (heads != next)
            NativeMemory.Free(heads);
        return ok ? PyList.AsTuple(ts, order.Pointer) : null;
    }

    private static PyObject* Prepend(ThreadState* ts, PyTypeObject* type, PyObject* mro)
    {
        nint n = PyTuple.Size(mro);
        PyObject* result = PyTuple.New(ts, n + 1);
        if (result == null)
            return null;
        PyTuple.SetSteal(result, 0, Ref.New(type));
        for (nint i = 0; i < n; i++)
            PyTuple.SetSteal(result, i + 1, Ref.New(PyTuple.GetBorrowed(mro, i)));
        GcList.Track(ts, result);
        return result;
    }

    private static bool HasDuplicates(ThreadState* ts, PyObject* bases)
    {
        nint n = PyTuple.Size(bases);
        for (nint i = 0; i < n; i++)
        {
            for (nint j = i + 1; j < n; j++)
            {
                if (PyTuple.GetBorrowed(bases, i) != PyTuple.GetBorrowed(bases, j))
                    continue;
                Err.Type(ts, $"duplicate base class {PyType.Name((PyTypeObject*)PyTuple.GetBorrowed(bases, i))}");
                return true;
            }
        }
        return false;
    }

    // Sequence i < n is the MRO of base i, sequence n the bases themselves; heads[i] is how far each has been consumed.
    private static PyObject* SequenceAt(PyObject* bases, nint n, nint i) =>
        i < n ? ((PyTypeObject*)PyTuple.GetBorrowed(bases, i))->tp_mro : bases;

    private static bool Merge(ThreadState* ts, PyObject* bases, nint n, nint* heads, PyObject* order)
    {
        for (nint i = 0; i <= n; i++)
            heads[i] = 0;
        while (true)
        {
            bool empty = true;
            PyObject* candidate = null;
            for (nint i = 0; i <= n && candidate == null; i++)
            {
                PyObject* sequence = SequenceAt(bases, n, i);
                if (heads[i] >= PyTuple.Size(sequence))
                    continue;
                empty = false;
                PyObject* head = PyTuple.GetBorrowed(sequence, heads[i]);
                if (!InTail(bases, n, heads, head))
                    candidate = head;
            }
            if (empty)
                return true;
            if (candidate == null)
            {
                Err.Type(ts, $"Cannot create a consistent method resolution order (MRO) for bases {Remaining(bases, n, heads)}");
                return false;
            }
            if (PyList.Append(ts, order, candidate) != Status.Ok)
                return false;
            for (nint i = 0; i <= n; i++)
            {
                PyObject* sequence = SequenceAt(bases, n, i);
                if (heads[i] < PyTuple.Size(sequence) && PyTuple.GetBorrowed(sequence, heads[i]) == candidate)
                    heads[i]++;
            }
        }
    }

    private static bool InTail(PyObject* bases, nint n, nint* heads, PyObject* candidate)
    {
        for (nint i = 0; i <= n; i++)
        {
            PyObject* sequence = SequenceAt(bases, n, i);
            nint size = PyTuple.Size(sequence);
            for (nint j = heads[i] + 1; j < size; j++)
            {
                if (PyTuple.GetBorrowed(sequence, j) == candidate)
                    return true;
            }
        }
        return false;
    }

    private static string Remaining(PyObject* bases, nint n, nint* heads)
    {
        var names = new List<string>();
        var seen = new HashSet<nint>();
        for (nint i = 0; i <= n; i++)
        {
            PyObject* sequence = SequenceAt(bases, n, i);
            if (heads[i] < PyTuple.Size(sequence) && seen.Add((nint)PyTuple.GetBorrowed(sequence, heads[i])))
                names.Add(PyType.Name((PyTypeObject*)PyTuple.GetBorrowed(sequence, heads[i])));
        }
        return string.Join(", ", names);
    }
}
