// The default attribute access of objects: data descriptors of the type, then the instance's own attributes, then other descriptors and class variables
// (data model, "Invoking Descriptors"). See docs/internals/objects.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class GenericAttr
{
    public static PyObject* Get(ThreadState* ts, PyObject* o, PyObject* name) => GetWithDict(ts, o, name, null, false);

    /// <summary>Like Get, but a missing attribute is null without an exception.</summary>
    public static PyObject* GetOrNull(ThreadState* ts, PyObject* o, PyObject* name) => GetWithDict(ts, o, name, null, true);

    /// <summary>With a dict other than the object's own (null: the object's own).</summary>
    public static PyObject* GetWithDict(ThreadState* ts, PyObject* o, PyObject* name, PyObject* dict, bool suppress)
    {
        PyTypeObject* type = o->ob_type;
        if (!PyUnicode.Check(name))
            return Err.Type(ts, $"attribute name must be string, not '{PyType.NameOf(name)}'");
        PyObject* descriptor = PyType.LookupBorrowed(ts, type, name);
        ternaryfunc get = null;
        if (descriptor != null)
        {
            Ref.Inc(descriptor);
            TypeSlots* slots = TypeSlots.Of(descriptor);
            get = slots->tp_descr_get;
            if (get != null && slots->tp_descr_set != null)
            {
                PyObject* result = get(ts, descriptor, o, (PyObject*)type);
                Ref.Dec(ts, descriptor);
                return Suppressed(ts, result, suppress);
            }
        }
        PyObject* value = null;
        Lookup found = dict != null ? FromDict(ts, dict, name, &value) : FromInstance(ts, o, type, name, &value);
        if (found != Lookup.Missing)
        {
            Ref.XDec(ts, descriptor);
            return found == Lookup.Found ? value : null;
        }
        if (get != null)
        {
            PyObject* result = get(ts, descriptor, o, (PyObject*)type);
            Ref.Dec(ts, descriptor);
            return Suppressed(ts, result, suppress);
        }
        if (descriptor != null)
            return descriptor;
        return suppress ? null : Missing(ts, o, name);
    }

    /// <summary>Whether attributes of the type's instances are got the default way (the slot that object has, whatever thunk it is).</summary>
    public static bool IsDefault(PyTypeObject* type) => TypeSlots.Of(type)->tp_getattro == TypeSlots.Of(ObjectType.Type)->tp_getattro;

    public static PyObject* Missing(ThreadState* ts, PyObject* o, PyObject* name) =>
        Err.AttributeWithObject(ts, $"'{PyType.NameOf(o)}' object has no attribute '{PyUnicode.ToString(name)}'", o, name);

    private static PyObject* Suppressed(ThreadState* ts, PyObject* result, bool suppress)
    {
        if (result == null && suppress)
            Err.ClearIf(ts, Exc.AttributeError);
        return result;
    }

    private static Lookup FromDict(ThreadState* ts, PyObject* dict, PyObject* name, PyObject** value)
    {
        Ref.Inc(dict);
        Lookup found = PyDict.GetRef(ts, dict, name, value);
        Ref.Dec(ts, dict);
        return found;
    }

    public static Lookup FromInstance(ThreadState* ts, PyObject* o, PyTypeObject* type, PyObject* name, PyObject** value)
    {
        if (PyType.HasFlag(type, TypeFlags.ManagedDict))
            return InstanceDict.TryGet(ts, o, name, value);
        PyObject** dict = DictPointer(o);
        return dict == null || *dict == null ? Lookup.Missing : FromDict(ts, *dict, name, value);
    }

    /// <summary>The field that holds the instance dict of a type with one at a fixed offset; null when there is none.</summary>
    public static PyObject** DictPointer(PyObject* o)
    {
        PyTypeObject* type = o->ob_type;
        if (PyType.HasFlag(type, TypeFlags.ManagedDict))
            return (PyObject**)InstanceDict.ManagedDict(o);
        nint offset = type->tp_dictoffset;
        if (offset == 0)
            return null;
        if (offset < 0)
        {
            nint items = ((PyVarObject*)o)->ob_size;
            if (PyType.HasFlag(type, TypeFlags.LongSubclass))
                items = PyLong.DigitCount(o);
            else if (items < 0)
                items = -items;
            offset += (nint)ObjectAlloc.VarSize(type, items);
        }
        return (PyObject**)((byte*)o + offset);
    }

    public static Status Set(ThreadState* ts, PyObject* o, PyObject* name, PyObject* value) => SetWithDict(ts, o, name, value, null);

    public static Status SetWithDict(ThreadState* ts, PyObject* o, PyObject* name, PyObject* value, PyObject* dict)
    {
        PyTypeObject* type = o->ob_type;
        if (!PyUnicode.Check(name))
            return Err.TypeStatus(ts, $"attribute name must be string, not '{PyType.NameOf(name)}'");
        Ref.Inc(name);
        Ref.Inc(type);
        PyObject* descriptor = PyType.LookupBorrowed(ts, type, name);
        Ref.XInc(descriptor);
        Status status;
        objobjargproc set = descriptor == null ? null : TypeSlots.Of(descriptor)->tp_descr_set;
        if (set != null)
            status = set(ts, descriptor, o, value);
        else
            status = Store(ts, o, type, name, value, dict, descriptor);
        Ref.XDec(ts, descriptor);
        Ref.Dec(ts, type);
        Ref.Dec(ts, name);
        return status;
    }

    private static Status Store(ThreadState* ts, PyObject* o, PyTypeObject* type, PyObject* name, PyObject* value, PyObject* dict, PyObject* descriptor)
    {
        Lookup done;
        if (dict != null)
        {
            done = StoreInDict(ts, dict, name, value);
        }
        else if (PyType.HasFlag(type, TypeFlags.ManagedDict))
        {
            done = InstanceDict.Store(ts, o, name, value);
            if (done == Lookup.Missing)
                return MissingToDelete(ts, o, name);
        }
        else
        {
            PyObject** field = DictPointer(o);
            if (field == null)
                return NotSettable(ts, o, type, name, descriptor);
            if (*field == null)
            {
                if (value == null)
                {
                    Missing(ts, o, name);
                    return Status.Error;
                }
                *field = PyDict.New(ts);
                if (*field == null)
                    return Status.Error;
            }
            done = StoreInDict(ts, *field, name, value);
        }
        if (done == Lookup.Missing)
            Missing(ts, o, name);
        return done == Lookup.Found ? Status.Ok : Status.Error;
    }

    /// <summary>Unlike reading, deleting from an instance what is not there does not tell the exception about the object.</summary>
    private static Status MissingToDelete(ThreadState* ts, PyObject* o, PyObject* name)
    {
        Err.Attribute(ts, $"'{PyType.NameOf(o)}' object has no attribute '{PyUnicode.ToString(name)}'");
        return Status.Error;
    }

    private static Lookup StoreInDict(ThreadState* ts, PyObject* dict, PyObject* name, PyObject* value)
    {
        Ref.Inc(dict);
        Lookup done = value == null ? PyDict.Pop(ts, dict, name, null) : PyDict.Set(ts, dict, name, value) == Status.Ok ? Lookup.Found : Lookup.Error;
        Ref.Dec(ts, dict);
        return done;
    }

    private static Status NotSettable(ThreadState* ts, PyObject* o, PyTypeObject* type, PyObject* name, PyObject* descriptor)
    {
        string text = PyUnicode.ToString(name);
        if (descriptor == null)
        {
            string more = TypeSlots.Of(type)->tp_setattro == TypeSlots.Of(ObjectType.Type)->tp_setattro ? " and no __dict__ for setting new attributes" : "";
            Err.AttributeWithObject(ts, $"'{PyType.TpName(type)}' object has no attribute '{text}'{more}", o, name);
        }
        else
        {
            Err.AttributeWithObject(ts, $"'{PyType.TpName(type)}' object attribute '{text}' is read-only", o, name);
        }
        return Status.Error;
    }

    /// <summary>o.__dict__, made when there is none yet; owned.</summary>
    public static PyObject* GetDict(ThreadState* ts, PyObject* o)
    {
        if (PyType.HasFlag(o->ob_type, TypeFlags.ManagedDict))
        {
            PyObject* managed = InstanceDict.GetOrMakeBorrowed(ts, o);
            return managed == null ? null : Ref.New(managed);
        }
        PyObject** field = DictPointer(o);
        if (field == null)
            return Err.Attribute(ts, "This object has no __dict__");
        if (*field == null && (*field = PyDict.New(ts)) == null)
            return null;
        return Ref.New(*field);
    }

    /// <summary>o.__dict__ = value; null deletes.</summary>
    public static Status SetDict(ThreadState* ts, PyObject* o, PyObject* value)
    {
        if (value != null && !PyDict.Check(value))
            return Err.TypeStatus(ts, $"__dict__ must be set to a dictionary, not a '{PyType.NameOf(value)}'");
        if (PyType.HasFlag(o->ob_type, TypeFlags.ManagedDict))
            return InstanceDict.SetDict(ts, o, value);
        PyObject** field = DictPointer(o);
        if (field == null)
        {
            Err.Attribute(ts, "This object has no __dict__");
            return Status.Error;
        }
        if (value == null)
            return Err.TypeStatus(ts, "cannot delete __dict__");
        Ref.SetSteal(ts, field, Ref.New(value));
        return Status.Ok;
    }
}
