// The module _bisect: places of values in sorted sequences. See docs/internals/small_modules.md.
namespace Vivarium.Stdlib.Bisect;

[PyModule("_bisect", Doc = "Binary search in sequences that are kept sorted.")]
internal static unsafe partial class BisectModule
{
    private const string Bounds = "\n\nOnly the part from lo to hi is looked at. With key, key(item) is compared instead of each item.";

    /// <summary>The end of the sequence unless given.</summary>
    private const nint Unbounded = -1;

    private static Status UpperBound(ThreadState* ts, PyObject* o, out nint value)
    {
        value = Unbounded;
        if (o == Py.None)
            return Status.Ok;
        value = Num.AsSsize(ts, o, Exc.OverflowError);
        return value == -1 && Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    /// <summary>The place after (<paramref name="right"/>) or before all items equal to the value; -1 on error.</summary>
    private static nint Find(ThreadState* ts, PyObject* list, PyObject* item, nint lo, nint hi, PyObject* key, bool right)
    {
        if (lo < 0)
        {
            Err.Value(ts, "lo must be non-negative");
            return -1;
        }
        if (hi == Unbounded && (hi = Seq.Size(ts, list)) < 0)
            return -1;
        while (lo < hi)
        {
            nint middle = (nint)(((nuint)lo + (nuint)hi) / 2);
            PyObject* probe = Probe(ts, list, middle, key);
            if (probe == null)
                return -1;
            Truth less = right ? Less(ts, item, probe) : Less(ts, probe, item);
            Ref.Dec(ts, probe);
            if (less == Truth.Error)
                return -1;
            if ((less == Truth.True) == right)
                hi = middle;
            else
                lo = middle + 1;
        }
        return lo;
    }

    private static PyObject* Probe(ThreadState* ts, PyObject* list, nint index, PyObject* key)
    {
        PyObject* item = PyList.CheckExact(list) && index < PyList.Size(list) ? Ref.New(PyList.GetBorrowed(list, index)) : Seq.GetItem(ts, list, index);
        if (item == null || key == Py.None)
            return item;
        PyObject* probe = Call.OneArg(ts, key, item);
        Ref.Dec(ts, item);
        return probe;
    }

    private static Truth Less(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (a->ob_type == IntType.Type && b->ob_type == IntType.Type && PyLong.BothCompact(a, b))
            return PyLong.CompactValue(a) < PyLong.CompactValue(b) ? Truth.True : Truth.False;
        return Obj.RichCompareBool(ts, a, b, CompareOp.LT);
    }

    private static Status Insert(ThreadState* ts, PyObject* list, PyObject* item, nint lo, nint hi, PyObject* key, bool right)
    {
        using Owned<PyObject> compared = Own.Of(ts, key == Py.None ? Ref.New(item) : Call.OneArg(ts, key, item));
        nint index = compared.IsNull ? -1 : Find(ts, list, compared.Pointer, lo, hi, key, right);
        if (index < 0)
            return Status.Error;
        if (PyList.CheckExact(list))
            return PyList.Insert(ts, list, index, item);
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromNInt(ts, index));
        using Owned<PyObject> result = Own.Of(ts, number.IsNull ? null : Call.Method(ts, list, Id.insert, number.Pointer, item));
        return result.IsNull ? Status.Error : Status.Ok;
    }

    [PyFunction("($module, /, a, x, lo=0, hi=None, *, key=None)", Doc = "The place where x would be put into the sorted sequence a, after all items equal to it." + Bounds)]
    private static nint bisect_right(ThreadState* ts, PyObject* module, PyObject* a, PyObject* x, nint lo, [Converter(nameof(UpperBound))] nint hi = Unbounded, PyObject* key = null) =>
        Find(ts, a, x, lo, hi, key == null ? Py.None : key, right: true);

    [PyFunction("($module, /, a, x, lo=0, hi=None, *, key=None)", Doc = "Puts x into the sorted sequence a, after all items equal to it." + Bounds)]
    private static Status insort_right(ThreadState* ts, PyObject* module, PyObject* a, PyObject* x, nint lo, [Converter(nameof(UpperBound))] nint hi = Unbounded, PyObject* key = null) =>
        Insert(ts, a, x, lo, hi, key == null ? Py.None : key, right: true);

    [PyFunction("($module, /, a, x, lo=0, hi=None, *, key=None)", Doc = "The place where x would be put into the sorted sequence a, before all items equal to it." + Bounds)]
    private static nint bisect_left(ThreadState* ts, PyObject* module, PyObject* a, PyObject* x, nint lo, [Converter(nameof(UpperBound))] nint hi = Unbounded, PyObject* key = null) =>
        Find(ts, a, x, lo, hi, key == null ? Py.None : key, right: false);

    [PyFunction("($module, /, a, x, lo=0, hi=None, *, key=None)", Doc = "Puts x into the sorted sequence a, before all items equal to it." + Bounds)]
    private static Status insort_left(ThreadState* ts, PyObject* module, PyObject* a, PyObject* x, nint lo, [Converter(nameof(UpperBound))] nint hi = Unbounded, PyObject* key = null) =>
        Insert(ts, a, x, lo, hi, key == null ? Py.None : key, right: false);
}
