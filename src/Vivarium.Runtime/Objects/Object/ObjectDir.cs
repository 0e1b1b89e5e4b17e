// dir(): the names of attributes of an object, its class and the class's bases.
namespace Vivarium.Runtime.Objects;

internal static unsafe class ObjectDir
{
    /// <summary>Merges the dicts of a class and its bases.</summary>
    private static Status MergeClass(ThreadState* ts, PyObject* into, PyObject* cls)
    {
        if (!NativeStack.Enter(ts, " in dir()"))
            return Status.Error;
        PyObject* dict;
        Lookup found = Obj.LookupAttr(ts, cls, Id.__dict__, &dict);
        if (found == Lookup.Error)
            return Status.Error;
        if (found == Lookup.Found)
        {
            Status status = PyDict.Update(ts, into, dict);
            Ref.Dec(ts, dict);
            if (status != Status.Ok)
                return status;
        }
        PyObject* bases;
        found = Obj.LookupAttr(ts, cls, Id.__bases__, &bases);
        if (found != Lookup.Found)
            return found == Lookup.Error ? Status.Error : Status.Ok;
        using Owned<PyObject> owned = Own.Of(ts, bases);
        nint n = Seq.Size(ts, bases);
        if (n < 0)
            Err.Clear(ts);
        for (nint i = 0; i < n; i++)
        {
            using Owned<PyObject> b = Own.Of(ts, Seq.GetItem(ts, bases, i));
            if (b.IsNull || MergeClass(ts, into, b.Pointer) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    public static PyObject* OfType(ThreadState* ts, PyTypeObject* type)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        return dict.IsNull || MergeClass(ts, dict.Pointer, (PyObject*)type) != Status.Ok ? null : PyDict.Keys(ts, dict.Pointer);
    }

    public static PyObject* OfObject(ThreadState* ts, PyObject* self)
    {
        PyObject* own;
        Lookup found = Obj.LookupAttr(ts, self, Id.__dict__, &own);
        if (found == Lookup.Error)
            return null;
        using Owned<PyObject> source = Own.Of(ts, found == Lookup.Found ? own : null);
        using Owned<PyObject> dict = Own.Of(ts, found == Lookup.Found && PyDict.Check(own) ? PyDict.Copy(ts, own) : PyDict.New(ts));
        if (dict.IsNull)
            return null;
        PyObject* cls;
        found = Obj.LookupAttr(ts, self, Id.__class__, &cls);
        if (found == Lookup.Error)
            return null;
        if (found == Lookup.Found)
        {
            Status status = MergeClass(ts, dict.Pointer, cls);
            Ref.Dec(ts, cls);
            if (status != Status.Ok)
                return null;
        }
        return PyDict.Keys(ts, dict.Pointer);
    }
}
