// The mapping protocol.
namespace Vivarium.Runtime.Abstract;

internal static unsafe class Map
{
    public static bool Check(PyObject* o) => TypeSlots.Of(o)->mp_subscript != null;

    /// <summary>A list of what the method returns, which may be any iterable.</summary>
    private static PyObject* AsList(ThreadState* ts, PyObject* o, PyObject* method, string name)
    {
        PyObject* view = Call.Method(ts, o, method);
        if (view == null)
            return null;
        PyObject* iterator = Obj.GetIter(ts, view);
        if (iterator == null && Err.ClearIf(ts, Exc.TypeError))
            Err.Type(ts, $"{PyType.NameOf(o)}.{name}() returned a non-iterable (type {PyType.NameOf(view)})");
        Ref.Dec(ts, view);
        if (iterator == null)
            return null;
        PyObject* list = PyList.FromSequence(ts, iterator);
        Ref.Dec(ts, iterator);
        return list;
    }

    public static PyObject* Keys(ThreadState* ts, PyObject* o) => PyDict.CheckExact(o) ? PyDict.Keys(ts, o) : AsList(ts, o, Id.keys, "keys");

    public static PyObject* Values(ThreadState* ts, PyObject* o) => PyDict.CheckExact(o) ? PyDict.Values(ts, o) : AsList(ts, o, Id.values, "values");

    public static PyObject* Items(ThreadState* ts, PyObject* o) => PyDict.CheckExact(o) ? PyDict.Items(ts, o) : AsList(ts, o, Id.items, "items");

    /// <summary>KeyError becomes Missing; *value is owned when found.</summary>
    public static Lookup GetOptionalItem(ThreadState* ts, PyObject* o, PyObject* key, PyObject** value)
    {
        if (PyDict.CheckExact(o))
            return PyDict.GetRef(ts, o, key, value);
        *value = Obj.GetItem(ts, o, key);
        if (*value != null)
            return Lookup.Found;
        return Err.ClearIf(ts, Exc.KeyError) ? Lookup.Missing : Lookup.Error;
    }
}
