// The views of a dict: keys(), values(), items(). They hold the dict and read it when asked. See docs/internals/dict.md.
namespace Vivarium.Runtime.Objects;

/// <summary>What a view or an iterator of a dict shows.</summary>
internal enum DictPart
{
    Keys,
    Values,
    Items,
}

internal unsafe struct _PyDictViewObject
{
    public PyObject ob_base;
    public PyDictObject* dv_dict;
}

internal static unsafe class DictViews
{
    public static PyObject* New(ThreadState* ts, PyObject* dict, PyTypeObject* type)
    {
        if (!PyDict.Check(dict))
            return Err.Type(ts, $"{PyType.Name(type)}() requires a dict argument, not '{PyType.NameOf(dict)}'");
        _PyDictViewObject* view = (_PyDictViewObject*)ObjectAlloc.GcNew(ts, type);
        if (view == null)
            return null;
        view->dv_dict = (PyDictObject*)Ref.New(dict);
        GcList.Track(ts, view);
        return (PyObject*)view;
    }

    /// <summary>The dict (borrowed) of a view of an exact view type, or null.</summary>
    public static PyObject* DictOfExactView(PyObject* o, out DictPart part)
    {
        PyTypeObject* type = o->ob_type;
        part = type == DictKeysType.Type ? DictPart.Keys : type == DictValuesType.Type ? DictPart.Values : DictPart.Items;
        return type == DictKeysType.Type || type == DictValuesType.Type || type == DictItemsType.Type
            ? (PyObject*)((_PyDictViewObject*)o)->dv_dict : null;
    }
}

internal static unsafe partial class PyDict
{
    /// <summary>A list of the keys.</summary>
    public static PyObject* Keys(ThreadState* ts, PyObject* dict) => ListOf(ts, dict, DictPart.Keys);

    public static PyObject* Values(ThreadState* ts, PyObject* dict) => ListOf(ts, dict, DictPart.Values);

    public static PyObject* Items(ThreadState* ts, PyObject* dict) => ListOf(ts, dict, DictPart.Items);

    private static PyObject* ListOf(ThreadState* ts, PyObject* dict, DictPart part)
    {
        nint count = Size(dict);
        PyObject* list = PyList.New(ts, count);
        if (list == null)
            return null;
        nint position = 0;
        nint i = 0;
        PyObject* key;
        PyObject* value;
        while (i < count && Next(dict, &position, &key, &value))
        {
            PyObject* item = part switch
            {
                DictPart.Keys => Ref.New(key),
                DictPart.Values => Ref.New(value),
                _ => PyTuple.Pack(ts, key, value),
            };
            if (item == null)
            {
                Ref.Dec(ts, list);
                return null;
            }
            PyList.SetSteal(list, i++, item);
        }
        return list;
    }
}
