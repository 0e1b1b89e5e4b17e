// method-wrapper: a slot wrapper bound to an object (`(5).__add__`). See docs/internals/descriptors.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct MethodWrapperObject
{
    public PyObject ob_base;
    public PyWrapperDescrObject* descr;
    public PyObject* self;
}

[PyType("method-wrapper", Layout = typeof(MethodWrapperObject), Flags = TypeFlags.HaveGc)]
[PyMember("__self__", "self", MemberType.Object)]
internal static unsafe partial class MethodWrapperType
{
    public static PyObject* New(ThreadState* ts, PyObject* descriptor, PyObject* self)
    {
        MethodWrapperObject* o = (MethodWrapperObject*)ObjectAlloc.GcNew(ts, Type);
        if (o == null)
            return null;
        o->descr = (PyWrapperDescrObject*)Ref.New(descriptor);
        o->self = Ref.New(self);
        GcList.Track(ts, o);
        return (PyObject*)o;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, MethodWrapperObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->descr);
        Ref.XDec(ts, self->self);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(MethodWrapperObject* self, visitproc visit, void* arg)
    {
        int r = visit((PyObject*)self->descr, arg);
        return r != 0 ? r : visit(self->self, arg);
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, MethodWrapperObject* self, PyObject* args, PyObject* kwargs) =>
        WrapperDescriptorType.CallWrapped(ts, self->descr, self->self, args, kwargs);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, MethodWrapperObject* self) =>
        PyUnicode.FromString(ts, $"<method-wrapper '{Descriptors.NameText((PyObject*)self->descr)}' of {PyType.NameOf(self->self)} object at 0x{(nint)self->self:x}>");

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, MethodWrapperObject* self, PyObject* other, int op)
    {
        if (op is not (CompareOp.EQ or CompareOp.NE) || other->ob_type != Type)
            return Py.NotImplemented;
        MethodWrapperObject* right = (MethodWrapperObject*)other;
        bool equal = self->descr == right->descr && self->self == right->self;
        return Py.Bool(equal == (op == CompareOp.EQ));
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, MethodWrapperObject* self)
    {
        nint hash = ObjectType.HashPointer(self->self) ^ ObjectType.HashPointer(self->descr);
        return hash == -1 ? -2 : hash;
    }

    [PyGetSet("__objclass__")]
    private static PyObject* GetObjclass(ThreadState* ts, MethodWrapperObject* self) => Ref.New(self->descr->d_common.d_type);

    [PyGetSet("__name__")]
    private static PyObject* GetName(ThreadState* ts, MethodWrapperObject* self) => Ref.New(self->descr->d_common.d_name);

    [PyGetSet("__qualname__")]
    private static PyObject* GetQualname(ThreadState* ts, MethodWrapperObject* self) => Descriptors.Qualname(ts, (PyObject*)self->descr);

    [PyGetSet("__doc__")]
    private static PyObject* GetDoc(ThreadState* ts, MethodWrapperObject* self) => Obj.GetAttr(ts, (PyObject*)self->descr, Id.__doc__);

    [PyGetSet("__text_signature__")]
    private static PyObject* GetTextSignature(ThreadState* ts, MethodWrapperObject* self) => Obj.GetAttr(ts, (PyObject*)self->descr, Id.__text_signature__);

    [PyMethod("($self, /)", Doc = "Describe the method for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, MethodWrapperObject* self)
    {
        using Owned<PyObject> getattr = Own.Of(ts, Obj.BuiltinFunction(ts, "getattr"));
        if (getattr.IsNull)
            return null;
        using Owned<PyObject> args = Own.Of(ts, PyTuple.Pack(ts, self->self, self->descr->d_common.d_name));
        return args.IsNull ? null : PyTuple.Pack(ts, getattr.Pointer, args.Pointer);
    }
}
