// super: attribute lookup that starts after a class in the MRO of an object. LOAD_SUPER_ATTR calls LookupIn directly. See docs/internals/types.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct SuperObject
{
    public PyObject ob_base;
    public PyTypeObject* type;
    public PyObject* obj;
    public PyTypeObject* obj_type;
}

[PyType("super", Layout = typeof(SuperObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc,
    Doc = "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)")]
[PyMember("__thisclass__", "type", MemberType.Object, Doc = "the class whose successors in the MRO are asked")]
[PyMember("__self__", "obj", MemberType.Object, Doc = "the object bound to; may be None")]
[PyMember("__self_class__", "obj_type", MemberType.Object, Doc = "the class whose MRO is followed; may be None")]
internal static unsafe partial class SuperType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs) => PyType.GenericNew(ts, type, args, kwargs);

    [Slot]
    private static Status tp_init(ThreadState* ts, SuperObject* self, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.TypeStatus(ts, "super() takes no keyword arguments");
        nint n = PyTuple.Size(args);
        if (n > 2)
            return Err.TypeStatus(ts, $"super() expected at most 2 arguments, got {n}");
        PyTypeObject* type = null;
        PyObject* obj = null;
        if (n == 0)
        {
            if (Frames.SuperArguments(ts, &type, &obj) != Status.Ok)
                return Status.Error;
        }
        else
        {
            PyObject* first = PyTuple.GetBorrowed(args, 0);
            if (!PyType.Check(first))
                return Err.TypeStatus(ts, $"super() argument 1 must be a type, not {PyType.NameOf(first)}");
            type = (PyTypeObject*)first;
            obj = n == 2 ? PyTuple.GetBorrowed(args, 1) : null;
        }
        if (obj == Py.None)
            obj = null;
        PyTypeObject* objType = null;
        if (obj != null && (objType = CheckObject(ts, type, obj)) == null)
            return Status.Error;
        Ref.SetSteal(ts, (PyObject**)&self->type, Ref.New(type));
        Ref.SetSteal(ts, &self->obj, Ref.XNew(obj));
        Ref.SetSteal(ts, (PyObject**)&self->obj_type, (PyObject*)objType);
        return Status.Ok;
    }

    /// <summary>The class whose MRO is followed, owned; null with TypeError when obj is neither instance nor subclass.</summary>
    public static PyTypeObject* CheckObject(ThreadState* ts, PyTypeObject* type, PyObject* obj)
    {
        if (PyType.Check(obj) && PyType.IsSubtype((PyTypeObject*)obj, type))
            return (PyTypeObject*)Ref.New(obj);
        if (PyType.IsSubtype(obj->ob_type, type))
            return (PyTypeObject*)Ref.New(obj->ob_type);
        PyObject* claimed;
        Lookup found = Obj.LookupAttr(ts, obj, Id.__class__, &claimed);
        if (found == Lookup.Error)
            return null;
        if (found == Lookup.Found)
        {
            if (PyType.Check(claimed) && claimed != (PyObject*)obj->ob_type && PyType.IsSubtype((PyTypeObject*)claimed, type))
                return (PyTypeObject*)claimed;
            Ref.Dec(ts, claimed);
        }
        bool isType = PyType.Check(obj);
        string what = isType ? "type" : "instance of";
        string name = isType ? PyType.TpName((PyTypeObject*)obj) : PyType.NameOf(obj);
        Err.Type(ts, $"super(type, obj): obj ({what} {name}) is not an instance or subtype of type ({PyType.TpName(type)}).");
        return null;
    }

    /// <summary>Looks a name up behind <paramref name="type"/> in the MRO of objType; owned, unbound. Missing without an exception.</summary>
    public static Lookup Find(ThreadState* ts, PyTypeObject* type, PyTypeObject* objType, PyObject* name, PyObject** value)
    {
        PyObject* mro = objType->tp_mro;
        if (mro == null)
            return Lookup.Missing;
        nint n = PyTuple.Size(mro);
        nint i = 0;
        while (i + 1 < n && PyTuple.GetBorrowed(mro, i) != (PyObject*)type)
            i++;
        i++;
        Ref.Inc(mro);
        Lookup found = Lookup.Missing;
        for (; i < n && found == Lookup.Missing; i++)
        {
            PyObject* dict = ((PyTypeObject*)PyTuple.GetBorrowed(mro, i))->tp_dict;
            if (dict != null)
                found = PyDict.GetRef(ts, dict, name, value);
        }
        Ref.Dec(ts, mro);
        return found;
    }

    /// <summary>super(type, obj).name without making the super object; owned and bound.</summary>
    public static PyObject* LookupFor(ThreadState* ts, PyTypeObject* type, PyObject* obj, PyObject* name) => LookupFor(ts, type, obj, name, null);

    /// <summary>With <paramref name="unbound"/>, methods are left unbound, which it tells (LOAD_SUPER_METHOD).</summary>
    public static PyObject* LookupFor(ThreadState* ts, PyTypeObject* type, PyObject* obj, PyObject* name, bool* unbound)
    {
        using Owned<PyTypeObject> objType = Own.Of(ts, CheckObject(ts, type, obj));
        if (objType.IsNull)
            return null;
        PyObject* value;
        // __class__ of a super object is super itself, found by the general way.
        if (!PyUnicode.Equal(name, Id.__class__))
        {
            Lookup found = Find(ts, type, objType.Pointer, name, &value);
            if (found == Lookup.Error)
                return null;
            if (found == Lookup.Found)
                return Bind(ts, value, obj, objType.Pointer, unbound);
        }
        using Owned<PyObject> self = Own.Of(ts, Make(ts, type, obj, objType.Pointer));
        return self.IsNull ? null : GenericAttr.Get(ts, self.Pointer, name);
    }

    private static PyObject* Bind(ThreadState* ts, PyObject* value, PyObject* obj, PyTypeObject* objType, bool* unbound)
    {
        if (unbound != null && PyType.HasFlag(value->ob_type, TypeFlags.MethodDescriptor))
        {
            *unbound = true;
            return value;
        }
        ternaryfunc get = TypeSlots.Of(value)->tp_descr_get;
        if (get == null)
            return value;
        PyObject* bound = get(ts, value, obj == (PyObject*)objType ? null : obj, (PyObject*)objType);
        Ref.Dec(ts, value);
        return bound;
    }

    private static PyObject* Make(ThreadState* ts, PyTypeObject* type, PyObject* obj, PyTypeObject* objType)
    {
        SuperObject* self = (SuperObject*)PyType.GenericAlloc(ts, Type, 0);
        if (self == null)
            return null;
        self->type = (PyTypeObject*)Ref.New(type);
        self->obj = Ref.New(obj);
        self->obj_type = (PyTypeObject*)Ref.New(objType);
        return (PyObject*)self;
    }

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, SuperObject* self, PyObject* name)
    {
        if (self->obj_type == null || !PyUnicode.Check(name) || PyUnicode.Equal(name, Id.__class__))
            return GenericAttr.Get(ts, (PyObject*)self, name);
        PyTypeObject* objType = (PyTypeObject*)Ref.New(self->obj_type);
        PyObject* value;
        Lookup found = Find(ts, self->type, objType, name, &value);
        PyObject* result = found switch
        {
            Lookup.Found => Bind(ts, value, self->obj, objType, null),
            Lookup.Missing => GenericAttr.Get(ts, (PyObject*)self, name),
            _ => null,
        };
        Ref.Dec(ts, objType);
        return result;
    }

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, SuperObject* self, PyObject* instance, PyObject* owner)
    {
        if (instance == null || instance == Py.None || self->obj != null)
            return Ref.New(self);
        if (((PyObject*)self)->ob_type != Type)
            return Call.TwoArgs(ts, (PyObject*)((PyObject*)self)->ob_type, (PyObject*)self->type, instance);
        using Owned<PyTypeObject> objType = Own.Of(ts, CheckObject(ts, self->type, instance));
        return objType.IsNull ? null : Make(ts, self->type, instance, objType.Pointer);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, SuperObject* self)
    {
        string type = self->type == null ? "NULL" : PyType.Name(self->type);
        return self->obj_type == null
            ? PyUnicode.FromString(ts, $"<super: <class '{type}'>, NULL>")
            : PyUnicode.FromString(ts, $"<super: <class '{type}'>, <{PyType.Name(self->obj_type)} object>>");
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, SuperObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->obj);
        Ref.XDec(ts, self->type);
        Ref.XDec(ts, self->obj_type);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(SuperObject* self, visitproc visit, void* arg)
    {
        int r = self->obj == null ? 0 : visit(self->obj, arg);
        if (r == 0 && self->type != null)
            r = visit((PyObject*)self->type, arg);
        return r == 0 && self->obj_type != null ? visit((PyObject*)self->obj_type, arg) : r;
    }
}
