// Making the descriptors that show built-in methods, fields, properties and slots as attributes of a type. Their behaviour: MethodDescriptorType.cs and neighbours.
// See docs/internals/descriptors.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class Descriptors
{
    private static PyDescrObject* New(ThreadState* ts, PyTypeObject* descriptorType, PyTypeObject* type, byte* name)
    {
        PyDescrObject* d = (PyDescrObject*)ObjectAlloc.GcNew(ts, descriptorType);
        if (d == null)
            return null;
        d->d_type = (PyTypeObject*)Ref.New(type);
        d->d_qualname = null;
        d->d_name = PyUnicode.InternFromString(ts, Utf8Text.ToString(name));
        if (d->d_name == null)
        {
            Ref.Dec(ts, type);
            ObjectAlloc.GcFree(ts, d);
            return null;
        }
        return d;
    }

    public static PyObject* NewMethod(ThreadState* ts, PyTypeObject* type, PyMethodDef* def)
    {
        PyMethodDescrObject* d = (PyMethodDescrObject*)New(ts, MethodDescriptorType.Type, type, def->ml_name);
        if (d == null)
            return null;
        d->d_method = def;
        d->vectorcall = MethodDescriptorType.VectorcallFor(def);
        GcList.Track(ts, d);
        return (PyObject*)d;
    }

    public static PyObject* NewClassMethod(ThreadState* ts, PyTypeObject* type, PyMethodDef* def)
    {
        PyMethodDescrObject* d = (PyMethodDescrObject*)New(ts, ClassMethodDescriptorType.Type, type, def->ml_name);
        if (d == null)
            return null;
        d->d_method = def;
        d->vectorcall = null;
        GcList.Track(ts, d);
        return (PyObject*)d;
    }

    public static PyObject* NewStaticMethod(ThreadState* ts, PyTypeObject* type, PyMethodDef* def)
    {
        using Owned<PyObject> function = Own.Of(ts, PyCFunction.New(ts, def, (PyObject*)type, null, null));
        return function.IsNull ? null : StaticMethodOf(ts, function.Pointer);
    }

    public static PyObject* NewMember(ThreadState* ts, PyTypeObject* type, PyMemberDef* def)
    {
        PyMemberDescrObject* d = (PyMemberDescrObject*)New(ts, MemberDescriptorType.Type, type, def->name);
        if (d == null)
            return null;
        d->d_member = def;
        GcList.Track(ts, d);
        return (PyObject*)d;
    }

    public static PyObject* NewGetSet(ThreadState* ts, PyTypeObject* type, PyGetSetDef* def)
    {
        PyGetSetDescrObject* d = (PyGetSetDescrObject*)New(ts, GetSetDescriptorType.Type, type, def->name);
        if (d == null)
            return null;
        d->d_getset = def;
        GcList.Track(ts, d);
        return (PyObject*)d;
    }

    public static PyObject* NewWrapper(ThreadState* ts, PyTypeObject* type, SlotDef* def, void* wrapped)
    {
        PyWrapperDescrObject* d = (PyWrapperDescrObject*)ObjectAlloc.GcNew(ts, WrapperDescriptorType.Type);
        if (d == null)
            return null;
        d->d_common.d_type = (PyTypeObject*)Ref.New(type);
        d->d_common.d_name = Ref.New(def->name);
        d->d_common.d_qualname = null;
        d->d_base = def;
        d->d_wrapped = wrapped;
        GcList.Track(ts, d);
        return (PyObject*)d;
    }

    public static PyObject* ClassMethodOf(ThreadState* ts, PyObject* function) => ClassMethodType.New(ts, function);

    public static PyObject* StaticMethodOf(ThreadState* ts, PyObject* function) => StaticMethodType.New(ts, function);

    // ---- What the descriptor types share ----

    public static void Dealloc(ThreadState* ts, PyObject* self)
    {
        PyDescrObject* d = (PyDescrObject*)self;
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, d->d_type);
        Ref.XDec(ts, d->d_name);
        Ref.XDec(ts, d->d_qualname);
        ObjectAlloc.GcFree(ts, self);
    }

    public static int Traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyDescrObject* d = (PyDescrObject*)self;
        return d->d_type == null ? 0 : visit((PyObject*)d->d_type, arg);
    }

    public static string NameText(PyObject* self) => PyUnicode.ToString(((PyDescrObject*)self)->d_name);

    public static PyObject* Repr(ThreadState* ts, PyObject* self, string kind) =>
        PyUnicode.FromString(ts, $"<{kind} '{NameText(self)}' of '{PyType.TpName(((PyDescrObject*)self)->d_type)}' objects>");

    /// <summary>False with TypeError when the object is no instance of the descriptor's type.</summary>
    public static bool CheckInstance(ThreadState* ts, PyObject* self, PyObject* o)
    {
        if (PyType.IsInstance(o, ((PyDescrObject*)self)->d_type))
            return true;
        Err.Type(ts, $"descriptor '{NameText(self)}' for '{PyType.TpName(((PyDescrObject*)self)->d_type)}' objects doesn't apply to a '{PyType.NameOf(o)}' object");
        return false;
    }

    public static PyObject* Qualname(ThreadState* ts, PyObject* self)
    {
        PyDescrObject* d = (PyDescrObject*)self;
        if (d->d_qualname == null)
        {
            using Owned<PyObject> type = Own.Of(ts, TypeAttributes.GetQualname(ts, d->d_type));
            if (type.IsNull)
                return null;
            PyObject* qualname = PyUnicode.FromString(ts, $"{PyUnicode.ToString(type.Pointer)}.{NameText(self)}");
            // A descriptor of a static type belongs to all interpreters and cannot hold an object of one of them.
            if (qualname == null || Ref.IsImmortal(self))
                return qualname;
            d->d_qualname = qualname;
        }
        return Ref.New(d->d_qualname);
    }

    /// <summary>Pickled as getattr(type, name).</summary>
    public static PyObject* Reduce(ThreadState* ts, PyObject* self)
    {
        PyDescrObject* d = (PyDescrObject*)self;
        using Owned<PyObject> getattr = Own.Of(ts, Obj.BuiltinFunction(ts, "getattr"));
        if (getattr.IsNull)
            return null;
        using Owned<PyObject> args = Own.Of(ts, PyTuple.Pack(ts, (PyObject*)d->d_type, d->d_name));
        return args.IsNull ? null : PyTuple.Pack(ts, getattr.Pointer, args.Pointer);
    }
}
