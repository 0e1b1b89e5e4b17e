// isinstance() and issubclass(): with the hooks __instancecheck__ and __subclasscheck__, tuples, unions, and objects that merely look like classes.
namespace Vivarium.Runtime.Objects;

internal static unsafe class ClassTests
{
    public static Truth IsInstance(ThreadState* ts, PyObject* o, PyObject* cls)
    {
        if (o->ob_type == (PyTypeObject*)cls)
            return Truth.True;
        if (cls->ob_type == TypeType.Type)
            return RealIsInstance(ts, o, cls);
        if (UnionSupport.Check(cls))
            cls = ((UnionObject*)cls)->args;
        if (PyTuple.Check(cls))
        {
            if (!NativeStack.Enter(ts, " in __instancecheck__"))
                return Truth.Error;
            nint n = PyTuple.Size(cls);
            for (nint i = 0; i < n; i++)
            {
                Truth one = IsInstance(ts, o, PyTuple.GetBorrowed(cls, i));
                if (one != Truth.False)
                    return one;
            }
            return Truth.False;
        }
        PyObject* hook = PyType.LookupSpecial(ts, cls, Id.__instancecheck__);
        if (hook != null)
            return CallHook(ts, hook, o, " in __instancecheck__");
        return Err.Occurred(ts) ? Truth.Error : RealIsInstance(ts, o, cls);
    }

    public static Truth IsSubclass(ThreadState* ts, PyObject* derived, PyObject* cls)
    {
        if (cls->ob_type == TypeType.Type)
            return derived == cls ? Truth.True : RealIsSubclass(ts, derived, cls);
        if (UnionSupport.Check(cls))
            cls = ((UnionObject*)cls)->args;
        if (PyTuple.Check(cls))
        {
            if (!NativeStack.Enter(ts, " in __subclasscheck__"))
                return Truth.Error;
            nint n = PyTuple.Size(cls);
            for (nint i = 0; i < n; i++)
            {
                Truth one = IsSubclass(ts, derived, PyTuple.GetBorrowed(cls, i));
                if (one != Truth.False)
                    return one;
            }
            return Truth.False;
        }
        PyObject* hook = PyType.LookupSpecial(ts, cls, Id.__subclasscheck__);
        if (hook != null)
            return CallHook(ts, hook, derived, " in __subclasscheck__");
        return Err.Occurred(ts) ? Truth.Error : RealIsSubclass(ts, derived, cls);
    }

    private static Truth CallHook(ThreadState* ts, PyObject* hook, PyObject* arg, string where)
    {
        PyObject* result = NativeStack.Enter(ts, where) ? Call.OneArg(ts, hook, arg) : null;
        Ref.Dec(ts, hook);
        if (result == null)
            return Truth.Error;
        Truth truth = Obj.IsTrue(ts, result);
        Ref.Dec(ts, result);
        return truth;
    }

    /// <summary>Without hooks: by the type, then by what __class__ says.</summary>
    public static Truth RealIsInstance(ThreadState* ts, PyObject* o, PyObject* cls)
    {
        PyObject* claimed;
        if (PyType.Check(cls))
        {
            if (PyType.IsSubtype(o->ob_type, (PyTypeObject*)cls))
                return Truth.True;
            // The usual __class__ says what the type has said already.
            if (GenericAttr.IsDefault(o->ob_type) && PyType.LookupBorrowed(ts, o->ob_type, Id.__class__) == PyType.LookupBorrowed(ts, ObjectType.Type, Id.__class__))
                return Truth.False;
            Lookup found = Obj.LookupAttr(ts, o, Id.__class__, &claimed);
            if (found != Lookup.Found)
                return found == Lookup.Error ? Truth.Error : Truth.False;
            bool yes = claimed != (PyObject*)o->ob_type && PyType.Check(claimed) && PyType.IsSubtype((PyTypeObject*)claimed, (PyTypeObject*)cls);
            Ref.Dec(ts, claimed);
            return yes ? Truth.True : Truth.False;
        }
        if (!CheckClass(ts, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union"))
            return Truth.Error;
        Lookup has = Obj.LookupAttr(ts, o, Id.__class__, &claimed);
        if (has != Lookup.Found)
            return has == Lookup.Error ? Truth.Error : Truth.False;
        Truth result = AbstractIsSubclass(ts, claimed, cls);
        Ref.Dec(ts, claimed);
        return result;
    }

    public static Truth RealIsSubclass(ThreadState* ts, PyObject* derived, PyObject* cls)
    {
        if (PyType.Check(cls) && PyType.Check(derived))
            return derived == cls || PyType.IsSubtype((PyTypeObject*)derived, (PyTypeObject*)cls) ? Truth.True : Truth.False;
        if (!CheckClass(ts, derived, "issubclass() arg 1 must be a class")
            || !CheckClass(ts, cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union"))
        {
            return Truth.Error;
        }
        return AbstractIsSubclass(ts, derived, cls);
    }

    /// <summary>Owned tuple, or null (no exception) when there is no tuple __bases__.</summary>
    private static PyObject* BasesOf(ThreadState* ts, PyObject* cls)
    {
        PyObject* bases;
        if (Obj.LookupAttr(ts, cls, Id.__bases__, &bases) != Lookup.Found)
            return null;
        if (PyTuple.Check(bases))
            return bases;
        Ref.Dec(ts, bases);
        return null;
    }

    private static bool CheckClass(ThreadState* ts, PyObject* cls, string message)
    {
        PyObject* bases = BasesOf(ts, cls);
        if (bases != null)
        {
            Ref.Dec(ts, bases);
            return true;
        }
        if (!Err.Occurred(ts))
            Err.Type(ts, message);
        return false;
    }

    private static Truth AbstractIsSubclass(ThreadState* ts, PyObject* derived, PyObject* cls)
    {
        if (derived == cls)
            return Truth.True;
        if (!NativeStack.Enter(ts, " in __issubclass__"))
            return Truth.Error;
        PyObject* bases = BasesOf(ts, derived);
        if (bases == null)
            return Err.Occurred(ts) ? Truth.Error : Truth.False;
        Truth result = Truth.False;
        nint n = PyTuple.Size(bases);
        for (nint i = 0; i < n && result == Truth.False; i++)
            result = AbstractIsSubclass(ts, PyTuple.GetBorrowed(bases, i), cls);
        Ref.Dec(ts, bases);
        return result;
    }
}
