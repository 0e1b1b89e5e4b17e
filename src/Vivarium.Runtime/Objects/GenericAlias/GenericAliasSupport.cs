// list[int] and the like: making aliases, their text, their type parameters and the substitution of these (PEP 585). See docs/internals/generics.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct GenericAliasObject
{
    public PyObject ob_base;
    public PyObject* origin;
    public PyObject* args;
    public PyObject* parameters;
    public PyObject* weakreflist;
    /// <summary>*tuple[int]: what iterating the alias gives.</summary>
    public byte starred;
    public vectorcallfunc vectorcall;
}

internal static unsafe class GenericAliasSupport
{
    /// <summary>types.GenericAlias(origin, args); owned.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* origin, PyObject* args) => New(ts, origin, args, false);

    public static PyObject* New(ThreadState* ts, PyObject* origin, PyObject* args, bool starred)
    {
        using Owned<PyObject> tuple = Own.Of(ts, PyTuple.Check(args) ? Ref.New(args) : PyTuple.Pack(ts, args));
        if (tuple.IsNull)
            return null;
        GenericAliasObject* self = (GenericAliasObject*)ObjectAlloc.GcNew(ts, GenericAliasType.Type);
        if (self == null)
            return null;
        self->origin = Ref.New(origin);
        self->args = tuple.Release();
        self->parameters = null;
        self->weakreflist = null;
        self->starred = (byte)(starred ? 1 : 0);
        self->vectorcall = GenericAliasType.VectorcallFunction;
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    public static bool Check(PyObject* o) => o->ob_type == GenericAliasType.Type || PyType.IsSubtype(o->ob_type, GenericAliasType.Type);

    // ---- Text ----

    /// <summary>How an argument is shown: classes by their names, all else by repr; null with an exception.</summary>
    public static string? TextOf(ThreadState* ts, PyObject* o)
    {
        if (o == Py.Ellipsis)
            return "...";
        if (o == (PyObject*)NoneType.Type)
            return "None";
        if (PyList.Check(o))
            return ListText(ts, o);
        Truth alias = Has(ts, o, Id.__origin__);
        if (alias == Truth.True)
            alias = Has(ts, o, Id.__args__);
        if (alias == Truth.Error)
            return null;
        if (alias == Truth.False)
        {
            PyObject* qualname;
            if (Obj.LookupAttr(ts, o, Id.__qualname__, &qualname) == Lookup.Error)
                return null;
            using Owned<PyObject> heldName = Own.Of(ts, qualname);
            PyObject* module = null;
            if (qualname != null && Obj.LookupAttr(ts, o, Id.__module__, &module) == Lookup.Error)
                return null;
            using Owned<PyObject> heldModule = Own.Of(ts, module);
            if (module != null && module != Py.None && PyUnicode.Check(qualname))
            {
                string name = PyUnicode.ToString(qualname);
                return !PyUnicode.Check(module) || PyUnicode.EqualToString(module, "builtins") ? name : $"{PyUnicode.ToString(module)}.{name}";
            }
        }
        using Owned<PyObject> repr = Own.Of(ts, Obj.Repr(ts, o));
        return repr.IsNull ? null : PyUnicode.ToString(repr.Pointer);
    }

    private static Truth Has(ThreadState* ts, PyObject* o, PyObject* name)
    {
        PyObject* value;
        Lookup found = Obj.LookupAttr(ts, o, name, &value);
        Ref.XDec(ts, value);
        return (Truth)found;
    }

    private static string? ListText(ThreadState* ts, PyObject* list)
    {
        var parts = new List<string>();
        for (nint i = 0; i < PyList.Size(list); i++)
        {
            using Owned<PyObject> item = Own.Of(ts, Ref.New(PyList.GetBorrowed(list, i)));
            if (TextOf(ts, item.Pointer) is not { } text)
                return null;
            parts.Add(text);
        }
        return "[" + string.Join(", ", parts) + "]";
    }

    /// <summary>The items' texts, joined; null with an exception.</summary>
    public static string? TextOfAll(ThreadState* ts, PyObject* tuple, string separator)
    {
        var parts = new List<string>();
        for (nint i = 0; i < PyTuple.Size(tuple); i++)
        {
            if (TextOf(ts, PyTuple.GetBorrowed(tuple, i)) is not { } text)
                return null;
            parts.Add(text);
        }
        return string.Join(separator, parts);
    }

    // ---- Parameters ----

    /// <summary>The type parameters that occur in the arguments, each once; owned tuple.</summary>
    public static PyObject* Parameters(ThreadState* ts, PyObject* args)
    {
        using Owned<PyObject> found = Own.Of(ts, PyList.New(ts, 0));
        return found.IsNull || !Collect(ts, args, found.Pointer) ? null : PyList.AsTuple(ts, found.Pointer);
    }

    private static bool AddOnce(ThreadState* ts, PyObject* list, PyObject* item) =>
        IndexIn(PyList.Items(list), PyList.Size(list), item) >= 0 || PyList.Append(ts, list, item) == Status.Ok;

    private static nint IndexIn(PyObject** items, nint count, PyObject* item)
    {
        for (nint i = 0; i < count; i++)
        {
            if (items[i] == item)
                return i;
        }
        return -1;
    }

    /// <summary>From a tuple or list of arguments.</summary>
    private static bool Collect(ThreadState* ts, PyObject* args, PyObject* found)
    {
        if (!NativeStack.Enter(ts, " while collecting type parameters"))
            return false;
        for (nint i = 0; i < ((PyVarObject*)args)->ob_size; i++)
        {
            using Owned<PyObject> arg = Own.Of(ts, Ref.New(PyTuple.Check(args) ? PyTuple.GetBorrowed(args, i) : PyList.GetBorrowed(args, i)));
            if (PyType.Check(arg.Pointer))
                continue;
            if (PyTuple.Check(arg.Pointer) || PyList.Check(arg.Pointer))
            {
                if (!Collect(ts, arg.Pointer, found))
                    return false;
                continue;
            }
            PyObject* value;
            Lookup has = Obj.LookupAttr(ts, arg.Pointer, Id.__typing_subst__, &value);
            Ref.XDec(ts, value);
            if (has == Lookup.Error || (has == Lookup.Found && !AddOnce(ts, found, arg.Pointer)))
                return false;
            if (has == Lookup.Found)
                continue;
            if (Obj.LookupAttr(ts, arg.Pointer, Id.__parameters__, &value) == Lookup.Error)
                return false;
            using Owned<PyObject> inner = Own.Of(ts, value);
            for (nint k = 0; value != null && PyTuple.Check(value) && k < PyTuple.Size(value); k++)
            {
                if (!AddOnce(ts, found, PyTuple.GetBorrowed(value, k)))
                    return false;
            }
        }
        return true;
    }

    // ---- Substitution ----

    /// <summary>The arguments with the parameters replaced by the items of a subscript; owned tuple.</summary>
    public static PyObject* Substitute(ThreadState* ts, PyObject* self, PyObject* args, PyObject* parameters, PyObject* item)
    {
        nint count = PyTuple.Size(parameters);
        if (count == 0)
            return Err.Type(ts, $"{Obj.ReprText(ts, self)} is not a generic class");
        PyObject* items = Unpack(ts, item);
        for (nint i = 0; items != null && i < count; i++)
        {
            PyObject* prepare;
            if (Obj.LookupAttr(ts, PyTuple.GetBorrowed(parameters, i), Id.__typing_prepare_subst__, &prepare) == Lookup.Error)
            {
                Ref.Dec(ts, items);
                return null;
            }
            if (prepare == null || prepare == Py.None)
                continue;
            PyObject* prepared = PyTuple.Check(items) ? Call.TwoArgs(ts, prepare, self, items) : null;
            Ref.Dec(ts, prepare);
            Ref.Dec(ts, items);
            items = prepared;
        }
        using Owned<PyObject> held = Own.Of(ts, items);
        if (items == null)
            return null;
        nint given = PyTuple.Check(items) ? PyTuple.Size(items) : 1;
        if (given != count)
            return Err.Type(ts, $"Too {(given > count ? "many" : "few")} arguments for {Obj.ReprText(ts, self)}; actual {given}, expected {count}");
        return SubstituteAll(ts, args, parameters, items);
    }

    /// <summary>A subscript as a tuple, unpacked tuples in it expanded; owned.</summary>
    private static PyObject* Unpack(ThreadState* ts, PyObject* item)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        if (list.IsNull)
            return null;
        bool tuple = PyTuple.Check(item);
        nint n = tuple ? PyTuple.Size(item) : 1;
        for (nint i = 0; i < n; i++)
        {
            PyObject* one = tuple ? PyTuple.GetBorrowed(item, i) : item;
            PyObject* inner = null;
            if (!PyType.Check(one) && Obj.LookupAttr(ts, one, Id.__typing_unpacked_tuple_args__, &inner) == Lookup.Error)
                return null;
            using Owned<PyObject> held = Own.Of(ts, inner);
            bool expand = inner != null && PyTuple.Check(inner) && !(PyTuple.Size(inner) > 0 && PyTuple.GetBorrowed(inner, PyTuple.Size(inner) - 1) == Py.Ellipsis);
            Status added = expand ? PyList.Extend(ts, list.Pointer, inner) : PyList.Append(ts, list.Pointer, one);
            if (added != Status.Ok)
                return null;
        }
        return PyList.AsTuple(ts, list.Pointer);
    }

    private static PyObject* SubstituteAll(ThreadState* ts, PyObject* args, PyObject* parameters, PyObject* items)
    {
        if (!NativeStack.Enter(ts, " while substituting type parameters"))
            return null;
        using Owned<PyObject> result = Own.Of(ts, PyList.New(ts, 0));
        if (result.IsNull)
            return null;
        bool isList = PyList.Check(args);
        for (nint i = 0; i < ((PyVarObject*)args)->ob_size; i++)
        {
            using Owned<PyObject> arg = Own.Of(ts, Ref.New(isList ? PyList.GetBorrowed(args, i) : PyTuple.GetBorrowed(args, i)));
            bool unpack = false;
            using Owned<PyObject> value = Own.Of(ts, SubstituteOne(ts, arg.Pointer, parameters, items, ref unpack));
            if (value.IsNull)
                return null;
            if (unpack && !PyTuple.Check(value.Pointer))
                return Err.Type(ts, $"expected a tuple, not {PyType.NameOf(value.Pointer)}");
            if ((unpack ? PyList.Extend(ts, result.Pointer, value.Pointer) : PyList.Append(ts, result.Pointer, value.Pointer)) != Status.Ok)
                return null;
        }
        return isList ? result.Release() : PyList.AsTuple(ts, result.Pointer);
    }

    private static PyObject* SubstituteOne(ThreadState* ts, PyObject* arg, PyObject* parameters, PyObject* items, ref bool unpack)
    {
        if (PyType.Check(arg))
            return Ref.New(arg);
        if (PyTuple.Check(arg) || PyList.Check(arg))
            return SubstituteAll(ts, arg, parameters, items);
        PyObject* flag;
        if (Obj.LookupAttr(ts, arg, Id.__typing_is_unpacked_typevartuple__, &flag) == Lookup.Error)
            return null;
        if (flag != null)
        {
            Truth truth = Obj.IsTrue(ts, flag);
            Ref.Dec(ts, flag);
            if (truth == Truth.Error)
                return null;
            unpack = truth == Truth.True;
        }
        PyObject* subst;
        if (Obj.LookupAttr(ts, arg, Id.__typing_subst__, &subst) == Lookup.Error)
            return null;
        if (subst == null)
            return SubstituteInside(ts, arg, parameters, items);
        nint index = IndexIn(PyTuple.Items(parameters), PyTuple.Size(parameters), arg);
        PyObject* result = index < 0 ? Ref.New(arg) : Call.OneArg(ts, subst, PyTuple.GetBorrowed(items, index));
        Ref.Dec(ts, subst);
        return result;
    }

    /// <summary>An argument that is generic itself is subscripted with what its own parameters stand for.</summary>
    private static PyObject* SubstituteInside(ThreadState* ts, PyObject* arg, PyObject* parameters, PyObject* items)
    {
        PyObject* own;
        if (Obj.LookupAttr(ts, arg, Id.__parameters__, &own) == Lookup.Error)
            return null;
        using Owned<PyObject> held = Own.Of(ts, own);
        if (own == null || !PyTuple.Check(own) || PyTuple.Size(own) == 0)
            return Ref.New(arg);
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        if (list.IsNull)
            return null;
        for (nint i = 0; i < PyTuple.Size(own); i++)
        {
            PyObject* parameter = PyTuple.GetBorrowed(own, i);
            nint index = IndexIn(PyTuple.Items(parameters), PyTuple.Size(parameters), parameter);
            PyObject* value = index < 0 ? parameter : PyTuple.GetBorrowed(items, index);
            bool many = index >= 0 && PyTuple.Check(value) && TypeSlots.Of(parameter)->tp_iter != null;
            if ((many ? PyList.Extend(ts, list.Pointer, value) : PyList.Append(ts, list.Pointer, value)) != Status.Ok)
                return null;
        }
        using Owned<PyObject> subscript = Own.Of(ts, PyList.AsTuple(ts, list.Pointer));
        return subscript.IsNull ? null : Obj.GetItem(ts, arg, subscript.Pointer);
    }
}
