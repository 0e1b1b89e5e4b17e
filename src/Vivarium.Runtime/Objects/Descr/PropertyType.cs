// property: an attribute computed by functions. See docs/internals/descriptors.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct PropertyObject
{
    public PyObject ob_base;
    public PyObject* prop_get;
    public PyObject* prop_set;
    public PyObject* prop_del;
    public PyObject* prop_doc;
    public PyObject* prop_name;
    public int getter_doc;
}

[PyType("property", Layout = typeof(PropertyObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc,
    Doc = "An attribute of instances that is computed by functions.\n\n  fget\n    gets the value\n  fset\n    sets it\n  fdel\n    deletes it\n  doc\n    describes it",
    TextSignature = "(fget=None, fset=None, fdel=None, doc=None)")]
[PyMember("fget", "prop_get", MemberType.Object)]
[PyMember("fset", "prop_set", MemberType.Object)]
[PyMember("fdel", "prop_del", MemberType.Object)]
internal static unsafe partial class PropertyType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => PyType.GenericNew(ts, type, args, kwargs);

    private static PyObject* NotNone(PyObject* o) => o == Py.None || o == null ? null : Ref.New(o);

    [Slot("(fget=None, fset=None, fdel=None, doc=None)")]
    private static Status tp_init(ThreadState* ts, PropertyObject* self, PyObject* fget, PyObject* fset, PyObject* fdel, PyObject* doc)
    {
        Ref.SetSteal(ts, &self->prop_get, NotNone(fget));
        Ref.SetSteal(ts, &self->prop_set, NotNone(fset));
        Ref.SetSteal(ts, &self->prop_del, NotNone(fdel));
        Ref.Clear(ts, &self->prop_doc);
        Ref.Clear(ts, &self->prop_name);
        self->getter_doc = 0;
        PyObject* text = null;
        if (doc != Py.None)
        {
            text = Ref.New(doc);
        }
        else if (self->prop_get != null)
        {
            // The getter's docstring serves.
            Lookup found = Obj.LookupAttr(ts, self->prop_get, Id.__doc__, &text);
            if (found == Lookup.Error)
                return Status.Error;
            if (found == Lookup.Missing || text == Py.None)
                text = null;
            self->getter_doc = text != null ? 1 : 0;
        }
        if (((PyObject*)self)->ob_type == Type)
        {
            self->prop_doc = text;
            return Status.Ok;
        }
        // Instances of subclasses have a dict: __doc__ of the subclass would hide the field.
        Status status = Obj.SetAttr(ts, (PyObject*)self, Id.__doc__, text == null ? Py.None : text);
        Ref.XDec(ts, text);
        // Instances with slots may have no place for it: what was given for the purpose is dropped, while a getter's that gets lost is an error.
        return status == Status.Ok || (self->getter_doc == 0 && Err.ClearIf(ts, Exc.AttributeError)) ? Status.Ok : Status.Error;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PropertyObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->prop_get);
        Ref.XDec(ts, self->prop_set);
        Ref.XDec(ts, self->prop_del);
        Ref.XDec(ts, self->prop_doc);
        Ref.XDec(ts, self->prop_name);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PropertyObject* self, visitproc visit, void* arg)
    {
        PyObject** field = &self->prop_get;
        for (int i = 0; i < 5; i++)
        {
            int r = field[i] == null ? 0 : visit(field[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PropertyObject* self) => Ref.Clear(ts, &self->prop_doc);

    /// <summary>What messages call it: "property 'x' of 'C' object".</summary>
    private static PyObject* Refuse(ThreadState* ts, PropertyObject* self, PyObject* instance, string what)
    {
        PyObject* name = PropertyName(ts, self);
        if (name == null && Err.Occurred(ts))
            return null;
        using Owned<PyObject> ownedName = Own.Of(ts, name);
        using Owned<PyObject> qualname = Own.Of(ts, instance == null ? null : TypeAttributes.GetQualname(ts, instance->ob_type));
        using Owned<PyObject> repr = Own.Of(ts, name == null ? null : Obj.Repr(ts, name));
        string property = repr.IsNull ? "property" : $"property {PyUnicode.ToString(repr.Pointer)}";
        string owner = qualname.IsNull ? "" : $" of '{PyUnicode.ToString(qualname.Pointer)}' object";
        return Err.Attribute(ts, $"{property}{owner} has no {what}");
    }

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, PropertyObject* self, PyObject* instance, PyObject* owner)
    {
        if (instance == null || instance == Py.None)
            return Ref.New(self);
        return self->prop_get == null ? Refuse(ts, self, instance, "getter") : Call.OneArg(ts, self->prop_get, instance);
    }

    [Slot]
    private static Status tp_descr_set(ThreadState* ts, PropertyObject* self, PyObject* instance, PyObject* value)
    {
        PyObject* function = value == null ? self->prop_del : self->prop_set;
        PyObject* result;
        if (function == null)
            result = Refuse(ts, self, instance, value == null ? "deleter" : "setter");
        else
            result = value == null ? Call.OneArg(ts, function, instance) : Call.TwoArgs(ts, function, instance, value);
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }

    private static PyObject* Copy(ThreadState* ts, PropertyObject* self, PyObject* get, PyObject* set, PyObject* del)
    {
        PyObject* type = (PyObject*)((PyObject*)self)->ob_type;
        PyObject** args = stackalloc PyObject*[5];
        args[1] = Or(get, self->prop_get);
        args[2] = Or(set, self->prop_set);
        args[3] = Or(del, self->prop_del);
        args[4] = self->getter_doc != 0 && args[1] != Py.None ? Py.None : Or(null, self->prop_doc);
        PyObject* copy = Call.Vectorcall(ts, type, args + 1, 4 | Call.ArgumentsOffset, null);
        if (copy != null && PyType.IsInstance(copy, Type) && self->prop_name != null)
            Ref.SetSteal(ts, &((PropertyObject*)copy)->prop_name, Ref.New(self->prop_name));
        return copy;
    }

    private static PyObject* Or(PyObject* given, PyObject* own) => given != null && given != Py.None ? given : own == null ? Py.None : own;

    [PyMethod("($self, object, /)", Doc = "Return a copy of the property with another getter.")]
    private static PyObject* getter(ThreadState* ts, PropertyObject* self, PyObject* function) => Copy(ts, self, function, null, null);

    [PyMethod("($self, object, /)", Doc = "Return a copy of the property with another setter.")]
    private static PyObject* setter(ThreadState* ts, PropertyObject* self, PyObject* function) => Copy(ts, self, null, function, null);

    [PyMethod("($self, object, /)", Doc = "Return a copy of the property with another deleter.")]
    private static PyObject* deleter(ThreadState* ts, PropertyObject* self, PyObject* function) => Copy(ts, self, null, null, function);

    [PyMethod(NoKeywords = true, Doc = "Take the name under which the property is an attribute.")]
    private static PyObject* __set_name__(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs != 2)
            return Err.Type(ts, $"__set_name__() takes 2 positional arguments but {nargs} were given");
        Ref.SetSteal(ts, &((PropertyObject*)self)->prop_name, Ref.New(args[1]));
        return Py.None;
    }

    /// <summary>Owned: the name set, or that of the getter; null without an exception when there is none.</summary>
    private static PyObject* PropertyName(ThreadState* ts, PropertyObject* self)
    {
        if (self->prop_name != null)
            return Ref.New(self->prop_name);
        if (self->prop_get == null || self->prop_get == Py.None)
            return null;
        PyObject* name;
        return Obj.LookupAttr(ts, self->prop_get, Id.__name__, &name) == Lookup.Found ? name : null;
    }

    [PyGetSet("__name__", Setter = nameof(SetName))]
    private static PyObject* GetName(ThreadState* ts, PropertyObject* self)
    {
        PyObject* name = PropertyName(ts, self);
        return name == null && !Err.Occurred(ts) ? Err.Attribute(ts, "'property' object has no attribute '__name__'") : name;
    }

    private static Status SetName(ThreadState* ts, PropertyObject* self, PyObject* value)
    {
        Ref.SetSteal(ts, &self->prop_name, value == null ? null : Ref.New(value));
        return Status.Ok;
    }

    [PyGetSet("__doc__", Setter = nameof(SetDoc))]
    private static PyObject* GetDoc(ThreadState* ts, PropertyObject* self) => self->prop_doc == null ? Py.None : Ref.New(self->prop_doc);

    private static Status SetDoc(ThreadState* ts, PropertyObject* self, PyObject* value)
    {
        Ref.SetSteal(ts, &self->prop_doc, value == null ? null : Ref.New(value));
        return Status.Ok;
    }

    [PyGetSet("__isabstractmethod__")]
    private static PyObject* GetIsAbstract(ThreadState* ts, PropertyObject* self)
    {
        PyObject** field = &self->prop_get;
        for (int i = 0; i < 3; i++)
        {
            Truth truth = WrappedCallable.AbstractFlag(ts, field[i]);
            if (truth != Truth.False)
                return truth == Truth.Error ? null : Py.True;
        }
        return Py.False;
    }
}
