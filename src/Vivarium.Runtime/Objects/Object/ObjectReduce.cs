// How objects describe themselves for pickling and copying when their class says nothing about it: constructor arguments, state, items. See docs/internals/objects.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class ObjectReduce
{
    /// <summary>object.__reduce_ex__: a class's own __reduce__ goes first.</summary>
    public static PyObject* ReduceEx(ThreadState* ts, PyObject* self, int protocol)
    {
        PyObject* reduce;
        if (Obj.LookupAttr(ts, self, Id.__reduce__, &reduce) == Lookup.Error)
            return null;
        if (reduce == null)
            return Reduce(ts, self, protocol);
        using Owned<PyObject> held = Own.Of(ts, reduce);
        using Owned<PyObject> ofClass = Own.Of(ts, Obj.GetAttr(ts, (PyObject*)self->ob_type, Id.__reduce__));
        if (ofClass.IsNull)
            return null;
        PyObject* ofObject = PyDict.GetBorrowed(ts, PyType.GetDict(ObjectType.Type), Id.__reduce__);
        if (Err.Occurred(ts))
            return null;
        return ofClass.Pointer != ofObject ? Call.NoArgs(ts, reduce) : Reduce(ts, self, protocol);
    }

    public static PyObject* Reduce(ThreadState* ts, PyObject* self, int protocol)
    {
        if (protocol >= 2)
            return ReduceNew(ts, self);
        using Owned<PyObject> copyreg = Own.Of(ts, Imports.ImportModule(ts, "copyreg"));
        using Owned<PyObject> number = Own.Of(ts, copyreg.IsNull ? null : PyLong.FromInt64(ts, protocol));
        using Owned<PyObject> function = Own.Of(ts, number.IsNull ? null : Obj.GetAttr(ts, copyreg.Pointer, "_reduce_ex"));
        return function.IsNull ? null : Call.TwoArgs(ts, function.Pointer, self, number.Pointer);
    }

    /// <summary>(copyreg.__newobj__, (class, …), state, list items, dict items)</summary>
    private static PyObject* ReduceNew(ThreadState* ts, PyObject* self)
    {
        PyTypeObject* type = self->ob_type;
        if (TypeSlots.Of(type)->tp_new == null)
            return Err.Type(ts, $"cannot pickle '{PyType.NameOf(self)}' object");
        PyObject* args;
        PyObject* kwargs;
        if (!GetNewArguments(ts, self, &args, &kwargs))
            return null;
        using Owned<PyObject> heldArgs = Own.Of(ts, args);
        using Owned<PyObject> heldKwargs = Own.Of(ts, kwargs);
        using Owned<PyObject> copyreg = Own.Of(ts, Imports.ImportModule(ts, "copyreg"));
        if (copyreg.IsNull)
            return null;
        bool plain = kwargs == null || PyDict.Size(kwargs) == 0;
        using Owned<PyObject> function = Own.Of(ts, Obj.GetAttr(ts, copyreg.Pointer, plain ? Id.__newobj__ : Id.__newobj_ex__));
        using Owned<PyObject> newArgs = Own.Of(ts, function.IsNull ? null : plain ? Prepend(ts, type, args) : PyTuple.Pack(ts, (PyObject*)type, args, kwargs));
        if (newArgs.IsNull)
            return null;
        bool required = args == null && !PyList.Check(self) && !PyDict.Check(self);
        using Owned<PyObject> state = Own.Of(ts, CallGetState(ts, self, required));
        using Owned<PyObject> listItems = Own.Of(ts, state.IsNull ? null : PyList.Check(self) ? Obj.GetIter(ts, self) : Py.None);
        using Owned<PyObject> dictItems = Own.Of(ts, listItems.IsNull ? null : DictItems(ts, self));
        if (dictItems.IsNull)
            return null;
        PyObject** parts = stackalloc PyObject*[] { function.Pointer, newArgs.Pointer, state.Pointer, listItems.Pointer, dictItems.Pointer };
        return PyTuple.FromArray(ts, parts, 5);
    }

    private static PyObject* DictItems(ThreadState* ts, PyObject* self)
    {
        if (!PyDict.Check(self))
            return Py.None;
        using Owned<PyObject> items = Own.Of(ts, Call.Method(ts, self, Id.items));
        return items.IsNull ? null : Obj.GetIter(ts, items.Pointer);
    }

    private static PyObject* Prepend(ThreadState* ts, PyTypeObject* type, PyObject* args)
    {
        nint n = args == null ? 0 : PyTuple.Size(args);
        PyObject* result = PyTuple.New(ts, n + 1);
        if (result == null)
            return null;
        PyTuple.SetSteal(result, 0, Ref.New(type));
        for (nint i = 0; i < n; i++)
            PyTuple.SetSteal(result, i + 1, Ref.New(PyTuple.GetBorrowed(args, i)));
        PyTuple.Track(ts, result);
        return result;
    }

    /// <summary>Owned arguments for __new__; both null when the class does not say.</summary>
    private static bool GetNewArguments(ThreadState* ts, PyObject* self, PyObject** args, PyObject** kwargs)
    {
        *args = null;
        *kwargs = null;
        PyObject* method = PyType.LookupSpecial(ts, self, Id.__getnewargs_ex__);
        if (method != null)
        {
            using Owned<PyObject> pair = Own.Of(ts, Call.NoArgs(ts, method));
            Ref.Dec(ts, method);
            return !pair.IsNull && TakePair(ts, pair.Pointer, args, kwargs);
        }
        if (Err.Occurred(ts))
            return false;
        method = PyType.LookupSpecial(ts, self, Id.__getnewargs__);
        if (method == null)
            return !Err.Occurred(ts);
        PyObject* tuple = Call.NoArgs(ts, method);
        Ref.Dec(ts, method);
        if (tuple == null)
            return false;
        if (PyTuple.Check(tuple))
        {
            *args = tuple;
            return true;
        }
        Err.Type(ts, $"__getnewargs__ should return a tuple, not '{PyType.NameOf(tuple)}'");
        Ref.Dec(ts, tuple);
        return false;
    }

    private static bool TakePair(ThreadState* ts, PyObject* pair, PyObject** args, PyObject** kwargs)
    {
        string? problem = null;
        if (!PyTuple.Check(pair))
            problem = $"__getnewargs_ex__ should return a tuple, not '{PyType.NameOf(pair)}'";
        else if (PyTuple.Size(pair) != 2)
        {
            Err.Value(ts, $"__getnewargs_ex__ should return a tuple of length 2, not {PyTuple.Size(pair)}");
            return false;
        }
        else if (!PyTuple.Check(PyTuple.GetBorrowed(pair, 0)))
            problem = $"first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{PyType.NameOf(PyTuple.GetBorrowed(pair, 0))}'";
        else if (!PyDict.Check(PyTuple.GetBorrowed(pair, 1)))
            problem = $"second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{PyType.NameOf(PyTuple.GetBorrowed(pair, 1))}'";
        if (problem != null)
        {
            Err.Type(ts, problem);
            return false;
        }
        *args = Ref.New(PyTuple.GetBorrowed(pair, 0));
        *kwargs = Ref.New(PyTuple.GetBorrowed(pair, 1));
        return true;
    }

    // ---- State ----

    /// <summary>What __getstate__ gives; the default one also refuses objects with hidden state when <paramref name="required"/>.</summary>
    private static PyObject* CallGetState(ThreadState* ts, PyObject* self, bool required)
    {
        using Owned<PyObject> method = Own.Of(ts, Obj.GetAttr(ts, self, Id.__getstate__));
        if (method.IsNull)
            return null;
        PyObject* ofObject = PyDict.GetBorrowed(ts, PyType.GetDict(ObjectType.Type), Id.__getstate__);
        if (Err.Occurred(ts))
            return null;
        bool isDefault = PyCFunction.Check(method.Pointer) && ((PyCFunctionObject*)method.Pointer)->m_self == self && ofObject != null
            && ofObject->ob_type == MethodDescriptorType.Type && ((PyMethodDescrObject*)ofObject)->d_method == ((PyCFunctionObject*)method.Pointer)->m_ml;
        return isDefault ? DefaultState(ts, self, required) : Call.NoArgs(ts, method.Pointer);
    }

    public static PyObject* GetState(ThreadState* ts, PyObject* self) => DefaultState(ts, self, required: false);

    private static PyObject* DefaultState(ThreadState* ts, PyObject* self, bool required)
    {
        PyTypeObject* type = self->ob_type;
        if (required && type->tp_itemsize != 0)
            return Err.Type(ts, $"cannot pickle '{PyType.NameOf(self)}' objects");
        using Owned<PyObject> state = Own.Of(ts, DictState(ts, self));
        using Owned<PyObject> names = Own.Of(ts, state.IsNull ? null : SlotNames(ts, type));
        if (names.IsNull)
            return null;
        nint count = names.Pointer == Py.None ? 0 : PyList.Size(names.Pointer);
        if (required && type->tp_basicsize > ExplainedSize(type, count))
            return Err.Type(ts, $"cannot pickle '{PyType.NameOf(self)}' object");
        if (count == 0)
            return state.Release();
        using Owned<PyObject> slots = Own.Of(ts, PyDict.New(ts));
        if (slots.IsNull)
            return null;
        for (nint i = 0; i < PyList.Size(names.Pointer); i++)
        {
            using Owned<PyObject> name = Own.Of(ts, Ref.New(PyList.GetBorrowed(names.Pointer, i)));
            PyObject* value;
            if (Obj.LookupAttr(ts, self, name.Pointer, &value) == Lookup.Error)
                return null;
            if (value == null)
                continue;
            Status set = PyDict.Set(ts, slots.Pointer, name.Pointer, value);
            Ref.Dec(ts, value);
            if (set != Status.Ok)
                return null;
        }
        return PyDict.Size(slots.Pointer) == 0 ? state.Release() : PyTuple.Pack(ts, state.Pointer, slots.Pointer);
    }

    private static PyObject* DictState(ThreadState* ts, PyObject* self)
    {
        PyTypeObject* type = self->ob_type;
        if (type->tp_dictoffset == 0 || (PyType.HasFlag(type, TypeFlags.ManagedDict) && InstanceDict.IsEmpty(self)))
            return Py.None;
        PyObject* dict;
        if (Obj.LookupAttr(ts, self, Id.__dict__, &dict) == Lookup.Error)
            return null;
        return dict == null ? Py.None : dict;
    }

    /// <summary>The size of an object of which dict, weak references and slots are everything.</summary>
    private static nint ExplainedSize(PyTypeObject* type, nint slots)
    {
        nint size = sizeof(PyObject) + (slots * sizeof(void*));
        if (type->tp_dictoffset != 0 && !PyType.HasFlag(type, TypeFlags.ManagedDict))
            size += sizeof(void*);
        if (type->tp_weaklistoffset > 0)
            size += sizeof(void*);
        return size;
    }

    /// <summary>copyreg._slotnames of the class, which remembers them: a list or None; owned.</summary>
    private static PyObject* SlotNames(ThreadState* ts, PyTypeObject* type)
    {
        PyObject* known = PyDict.GetBorrowed(ts, PyType.GetDict(type), Id.__slotnames__);
        if (known == null && Err.Occurred(ts))
            return null;
        if (known != null)
        {
            return known == Py.None || PyList.Check(known) ? Ref.New(known)
                : Err.Type(ts, $"{PyType.TpName(type)}.__slotnames__ should be a list or None, not {PyType.NameOf(known)}");
        }
        using Owned<PyObject> copyreg = Own.Of(ts, Imports.ImportModule(ts, "copyreg"));
        PyObject* names = copyreg.IsNull ? null : Call.Method(ts, copyreg.Pointer, Id._slotnames, (PyObject*)type);
        if (names == null || names == Py.None || PyList.Check(names))
            return names;
        Ref.Dec(ts, names);
        return Err.Type(ts, "copyreg._slotnames didn't return a list or None");
    }
}
