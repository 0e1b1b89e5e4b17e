// Annotations of classes (PEP 649): computed by __annotate__ when first asked for and kept in the class's dict as __annotations_cache__.
namespace Vivarium.Runtime.Objects;

internal static unsafe class TypeAnnotations
{
    private static PyObject* Missing(ThreadState* ts, PyTypeObject* type, string name) =>
        Err.Attribute(ts, $"type object '{PyType.Name(type)}' has no attribute '{name}'");

    /// <summary>Owned, bound if it is a descriptor; null when neither name is in the dict.</summary>
    private static PyObject* Find(ThreadState* ts, PyTypeObject* type, PyObject* first, PyObject* second)
    {
        PyObject* value;
        Lookup found = PyDict.GetRef(ts, type->tp_dict, first, &value);
        if (found == Lookup.Missing)
            found = PyDict.GetRef(ts, type->tp_dict, second, &value);
        if (found != Lookup.Found)
            return null;
        ternaryfunc get = TypeSlots.Of(value)->tp_descr_get;
        if (get == null)
            return value;
        PyObject* bound = get(ts, value, null, (PyObject*)type);
        Ref.Dec(ts, value);
        return bound;
    }

    public static PyObject* GetAnnotate(ThreadState* ts, PyTypeObject* type)
    {
        if (!PyType.HasFlag(type, TypeFlags.HeapType))
            return Missing(ts, type, "__annotate__");
        PyObject* annotate = Find(ts, type, Id.__annotate__, Id.__annotate_func__);
        if (annotate != null || Err.Occurred(ts))
            return annotate;
        return PyDict.Set(ts, type->tp_dict, Id.__annotate_func__, Py.None) == Status.Ok ? Py.None : null;
    }

    public static Status SetAnnotate(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        if (value == null)
            return Err.TypeStatus(ts, "cannot delete __annotate__ attribute");
        if (PyType.HasFlag(type, TypeFlags.ImmutableType))
            return Err.TypeStatus(ts, $"cannot set '__annotate__' attribute of immutable type '{PyType.TpName(type)}'");
        if (value != Py.None && !Obj.IsCallable(value))
            return Err.TypeStatus(ts, "__annotate__ must be callable or None");
        if (PyDict.Set(ts, type->tp_dict, Id.__annotate_func__, value) != Status.Ok)
            return Status.Error;
        if (value != Py.None && PyDict.Pop(ts, type->tp_dict, Id.__annotations_cache__, null) == Lookup.Error)
            return Status.Error;
        PyType.Modified(ts, type);
        return Status.Ok;
    }

    public static PyObject* Get(ThreadState* ts, PyTypeObject* type)
    {
        if (!PyType.HasFlag(type, TypeFlags.HeapType))
            return Missing(ts, type, "__annotations__");
        PyObject* annotations = Find(ts, type, Id.__annotations__, Id.__annotations_cache__);
        if (annotations != null || Err.Occurred(ts))
            return annotations;
        using Owned<PyObject> annotate = Own.Of(ts, Obj.GetAttr(ts, (PyObject*)type, Id.__annotate__));
        if (annotate.IsNull)
            return null;
        if (Obj.IsCallable(annotate.Pointer))
        {
            using Owned<PyObject> format = Own.Of(ts, PyLong.FromInt64(ts, 1));
            annotations = Call.OneArg(ts, annotate.Pointer, format.Pointer);
            if (annotations == null)
                return null;
            if (!PyDict.Check(annotations))
            {
                Err.Type(ts, $"__annotate__ returned non-dict of type '{PyType.NameOf(annotations)}'");
                Ref.Dec(ts, annotations);
                return null;
            }
        }
        else
        {
            annotations = PyDict.New(ts);
            if (annotations == null)
                return null;
        }
        if (PyDict.Set(ts, type->tp_dict, Id.__annotations_cache__, annotations) != Status.Ok)
        {
            Ref.Dec(ts, annotations);
            return null;
        }
        PyType.Modified(ts, type);
        return annotations;
    }

    public static Status Set(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        if (PyType.HasFlag(type, TypeFlags.ImmutableType))
            return Err.TypeStatus(ts, $"cannot set '__annotations__' attribute of immutable type '{PyType.TpName(type)}'");
        PyType.Modified(ts, type);
        Lookup hasPlain = PyDict.Contains(ts, type->tp_dict, Id.__annotations__);
        if (hasPlain == Lookup.Error)
            return Status.Error;
        if (value != null)
        {
            PyObject* key = hasPlain == Lookup.Found ? Id.__annotations__ : Id.__annotations_cache__;
            if (PyDict.Set(ts, type->tp_dict, key, value) != Status.Ok)
                return Status.Error;
        }
        else
        {
            Lookup removed = PyDict.Pop(ts, type->tp_dict, hasPlain == Lookup.Found ? Id.__annotations__ : Id.__annotations_cache__, null);
            if (removed == Lookup.Error)
                return Status.Error;
            if (removed == Lookup.Missing)
            {
                Err.SetObject(ts, Exc.AttributeError, Id.__annotations__);
                return Status.Error;
            }
        }
        if (PyDict.Pop(ts, type->tp_dict, Id.__annotate_func__, null) == Lookup.Error)
            return Status.Error;
        return PyDict.Pop(ts, type->tp_dict, Id.__annotate__, null) == Lookup.Error ? Status.Error : Status.Ok;
    }
}
