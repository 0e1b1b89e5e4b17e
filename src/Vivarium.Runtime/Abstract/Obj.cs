// Operations on any object, dispatched through its type's slots (the abstract object layer). Text and comparison: ObjText.cs, ObjCompare.cs; items and iteration:
// ObjItems.cs. See docs/internals/objects.md.
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Obj
{
    // ---- Attributes ----

    public static PyObject* GetAttr(ThreadState* ts, PyObject* o, PyObject* name)
    {
        if (!PyUnicode.Check(name))
            return Err.Type(ts, $"attribute name must be string, not '{PyType.NameOf(name)}'");
        return TypeSlots.Of(o)->tp_getattro(ts, o, name);
    }

    public static PyObject* GetAttr(ThreadState* ts, PyObject* o, string name)
    {
        PyObject* key = PyUnicode.InternFromString(ts, name);
        if (key == null)
            return null;
        PyObject* result = GetAttr(ts, o, key);
        Ref.Dec(ts, key);
        return result;
    }

    /// <summary>AttributeError becomes Missing; *value is owned when found.</summary>
    public static Lookup LookupAttr(ThreadState* ts, PyObject* o, PyObject* name, PyObject** value)
    {
        PyTypeObject* type = o->ob_type;
        if (GenericAttr.IsDefault(type) && PyUnicode.Check(name))
        {
            *value = GenericAttr.GetOrNull(ts, o, name);
            return *value != null ? Lookup.Found : Err.Occurred(ts) ? Lookup.Error : Lookup.Missing;
        }
        *value = GetAttr(ts, o, name);
        if (*value != null)
            return Lookup.Found;
        return Err.ClearIf(ts, Exc.AttributeError) ? Lookup.Missing : Lookup.Error;
    }

    public static Status SetAttr(ThreadState* ts, PyObject* o, PyObject* name, PyObject* value)
    {
        if (!PyUnicode.Check(name))
            return Err.TypeStatus(ts, $"attribute name must be string, not '{PyType.NameOf(name)}'");
        PyObject* key = Ref.New(name);
        if (PyUnicode.CheckExact(key))
            PyUnicode.InternInPlace(ts, &key);
        objobjargproc set = TypeSlots.Of(o)->tp_setattro;
        Status status = set != null ? set(ts, o, key, value) : NoAttributes(ts, o, key, value);
        Ref.Dec(ts, key);
        return status;
    }

    private static Status NoAttributes(ThreadState* ts, PyObject* o, PyObject* name, PyObject* value)
    {
        string what = TypeSlots.Of(o)->tp_getattro == null ? "no" : "only read-only";
        return Err.TypeStatus(ts, $"'{PyType.NameOf(o)}' object has {what} attributes ({(value == null ? "del" : "assign to")} .{PyUnicode.ToString(name)})");
    }

    public static Status SetAttr(ThreadState* ts, PyObject* o, string name, PyObject* value)
    {
        PyObject* key = PyUnicode.InternFromString(ts, name);
        if (key == null)
            return Status.Error;
        Status status = SetAttr(ts, o, key, value);
        Ref.Dec(ts, key);
        return status;
    }

    public static Status DelAttr(ThreadState* ts, PyObject* o, PyObject* name) => SetAttr(ts, o, name, null);

    public static Truth HasAttr(ThreadState* ts, PyObject* o, PyObject* name)
    {
        PyObject* value;
        Lookup found = LookupAttr(ts, o, name, &value);
        if (found == Lookup.Found)
            Ref.Dec(ts, value);
        return (Truth)(int)found;
    }

    /// <summary>A function of the builtins module; owned.</summary>
    public static PyObject* BuiltinFunction(ThreadState* ts, string name)
    {
        PyObject* value = PyDict.GetStringBorrowed(ts, ts->interp->builtins, name);
        if (value != null)
            return Ref.New(value);
        return Err.Occurred(ts) ? null : Err.Attribute(ts, name);
    }

    // ---- Kinds ----

    public static PyObject* Type(ThreadState* ts, PyObject* o) => Ref.New(o->ob_type);

    public static bool IsCallable(PyObject* o) => TypeSlots.Of(o)->tp_call != null;

    public static Truth IsInstance(ThreadState* ts, PyObject* o, PyObject* cls) => ClassTests.IsInstance(ts, o, cls);

    public static Truth IsSubclass(ThreadState* ts, PyObject* derived, PyObject* cls) => ClassTests.IsSubclass(ts, derived, cls);

    public static Truth IsTrue(ThreadState* ts, PyObject* o)
    {
        if (o == Py.True)
            return Truth.True;
        if (o == Py.False || o == Py.None)
            return Truth.False;
        TypeSlots* slots = TypeSlots.Of(o);
        if (slots->nb_bool != null)
            return slots->nb_bool(ts, o);
        nint length;
        if (slots->mp_length != null)
            length = slots->mp_length(ts, o);
        else if (slots->sq_length != null)
            length = slots->sq_length(ts, o);
        else
            return Truth.True;
        return length > 0 ? Truth.True : length == 0 ? Truth.False : Truth.Error;
    }

    /// <summary>-1 on error.</summary>
    public static nint Hash(ThreadState* ts, PyObject* o)
    {
        hashfunc hash = TypeSlots.Of(o)->tp_hash;
        return hash != null ? hash(ts, o) : HashNotImplemented(ts, o);
    }

    /// <summary>tp_hash of unhashable types.</summary>
    public static nint HashNotImplemented(ThreadState* ts, PyObject* o)
    {
        Err.Type(ts, $"unhashable type: '{PyType.NameOf(o)}'");
        return -1;
    }

    /// <summary>sorted(names of attributes), or of the local variables without an object.</summary>
    public static PyObject* Dir(ThreadState* ts, PyObject* o)
    {
        using Owned<PyObject> names = Own.Of(ts, o == null ? Frames.LocalNames(ts) : CallDir(ts, o));
        if (names.IsNull)
            return null;
        PyObject* list = PyList.FromSequence(ts, names.Pointer);
        if (list != null && PyList.Sort(ts, list) != Status.Ok)
        {
            Ref.Dec(ts, list);
            return null;
        }
        return list;
    }

    private static PyObject* CallDir(ThreadState* ts, PyObject* o)
    {
        PyObject* method = PyType.LookupSpecial(ts, o, Id.__dir__);
        if (method == null)
            return Err.Occurred(ts) ? null : Err.Type(ts, "object does not provide __dir__");
        PyObject* result = Call.NoArgs(ts, method);
        Ref.Dec(ts, method);
        return result;
    }
}
