// Looking an attribute up in order to call it at once: functions found on the type stay unbound, so no bound method is made (LOAD_ATTR with the method bit).
namespace Vivarium.Runtime.Abstract;

internal static unsafe class MethodLookup
{
    /// <summary>
    /// *method is owned. With <paramref name="boundTo"/>, a classmethod's function comes unbound too, and *boundTo is the class to pass (owned). True: unbound, self must be passed first; False: an ordinary attribute; Error: not found or failed.
    /// </summary>
    public static Truth Get(ThreadState* ts, PyObject* o, PyObject* name, PyObject** method, PyObject** boundTo = null)
    {
        PyTypeObject* type = o->ob_type;
        *method = null;
        if (!GenericAttr.IsDefault(type) || !PyUnicode.CheckExact(name))
        {
            *method = Obj.GetAttr(ts, o, name);
            return *method == null ? Truth.Error : Truth.False;
        }
        PyObject* descriptor = PyType.LookupBorrowed(ts, type, name);
        ternaryfunc get = null;
        bool isMethod = false;
        if (descriptor != null)
        {
            Ref.Inc(descriptor);
            if (PyType.HasFlag(descriptor->ob_type, TypeFlags.MethodDescriptor))
            {
                isMethod = true;
            }
            else
            {
                get = TypeSlots.Of(descriptor)->tp_descr_get;
                if (get != null && TypeSlots.Of(descriptor)->tp_descr_set != null)
                    return Bind(ts, get, descriptor, o, type, method);
            }
        }
        PyObject* value = null;
        Lookup found = GenericAttr.FromInstance(ts, o, type, name, &value);
        if (found != Lookup.Missing)
        {
            Ref.XDec(ts, descriptor);
            *method = value;
            return found == Lookup.Error ? Truth.Error : Truth.False;
        }
        if (isMethod)
        {
            *method = descriptor;
            return Truth.True;
        }
        if (get != null && boundTo != null && descriptor->ob_type == ClassMethodType.Type && ((WrappedCallableObject*)descriptor)->callable != null)
        {
            *method = Ref.New(((WrappedCallableObject*)descriptor)->callable);
            *boundTo = Ref.New(type);
            Ref.Dec(ts, descriptor);
            return Truth.True;
        }
        if (get != null)
            return Bind(ts, get, descriptor, o, type, method);
        if (descriptor != null)
        {
            *method = descriptor;
            return Truth.False;
        }
        GenericAttr.Missing(ts, o, name);
        return Truth.Error;
    }

    private static Truth Bind(ThreadState* ts, ternaryfunc get, PyObject* descriptor, PyObject* o, PyTypeObject* type, PyObject** method)
    {
        *method = get(ts, descriptor, o, (PyObject*)type);
        Ref.Dec(ts, descriptor);
        return *method == null ? Truth.Error : Truth.False;
    }
}
