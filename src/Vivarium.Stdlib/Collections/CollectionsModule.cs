// The module _collections. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Collections;

[PyModule("_collections", Doc = "Container types with special uses.\n- deque:        a list-like sequence with fast changes at both ends\n"
    + "- defaultdict:  a dict that makes missing values with a default factory\n",
    Types = [typeof(DequeType), typeof(DefaultDictType), typeof(DequeIteratorType), typeof(DequeReverseIteratorType), typeof(TupleGetterType), typeof(OrderedDictType)])]
internal static unsafe partial class CollectionsModule
{
    [PyFunction("($module, mapping, iterable, /)", Doc = "Counts the elements of the iterable into the mapping.")]
    private static Status _count_elements(ThreadState* ts, PyObject* module, PyObject* mapping, PyObject* iterable)
    {
        PyObject* iterator = Obj.GetIter(ts, iterable);
        if (iterator == null)
            return Status.Error;
        bool plain = IsPlain(ts, mapping);
        PyObject* get = plain ? null : Obj.GetAttr(ts, mapping, Id.get);
        Status status = plain || get != null ? Status.Ok : Status.Error;
        PyObject* key;
        while (status == Status.Ok && (key = Obj.IterNext(ts, iterator)) != null)
        {
            status = plain ? CountInDict(ts, mapping, key) : CountInMapping(ts, mapping, get, key);
            Ref.Dec(ts, key);
        }
        Ref.XDec(ts, get);
        Ref.Dec(ts, iterator);
        return status == Status.Error || Err.Occurred(ts) ? Status.Error : Status.Ok;
    }

    /// <summary>A dict, or a subclass with dict's own get and __setitem__.</summary>
    private static bool IsPlain(ThreadState* ts, PyObject* mapping)
    {
        if (!PyDict.Check(mapping))
            return false;
        return PyDict.CheckExact(mapping) || (PyType.LookupBorrowed(ts, mapping->ob_type, Id.get) == PyType.LookupBorrowed(ts, DictType.Type, Id.get)
            && PyType.LookupBorrowed(ts, mapping->ob_type, Id.__setitem__) == PyType.LookupBorrowed(ts, DictType.Type, Id.__setitem__));
    }

    private static Status CountInDict(ThreadState* ts, PyObject* dict, PyObject* key)
    {
        nint hash = KeyHashes.OfDictKey(ts, key);
        if (hash == -1)
            return Status.Error;
        PyObject* old;
        Lookup found = PyDict.GetRefKnownHash(ts, dict, key, hash, &old);
        if (found == Lookup.Error)
            return Status.Error;
        PyObject* one = PyLong.SmallInt(1);
        PyObject* value = found == Lookup.Missing ? one : Num.Add(ts, old, one);
        Ref.XDec(ts, old);
        if (value == null)
            return Status.Error;
        Status status = PyDict.SetKnownHash(ts, dict, key, value, hash);
        Ref.Dec(ts, value);
        return status;
    }

    private static Status CountInMapping(ThreadState* ts, PyObject* mapping, PyObject* get, PyObject* key)
    {
        PyObject* old = Call.TwoArgs(ts, get, key, PyLong.SmallInt(0));
        PyObject* value = old == null ? null : Num.Add(ts, old, PyLong.SmallInt(1));
        Ref.XDec(ts, old);
        if (value == null)
            return Status.Error;
        Status status = Obj.SetItem(ts, mapping, key, value);
        Ref.Dec(ts, value);
        return status;
    }
}
