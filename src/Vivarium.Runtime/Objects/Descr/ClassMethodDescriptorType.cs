// classmethod_descriptor: a built-in class method as an attribute of its type (`dict.fromkeys`). See docs/internals/descriptors.md.
namespace Vivarium.Runtime.Objects;

[PyMember("__objclass__", "d_common.d_type", MemberType.Object)]
[PyMember("__name__", "d_common.d_name", MemberType.Object)]
[PyType("classmethod_descriptor", Layout = typeof(PyMethodDescrObject), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class ClassMethodDescriptorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => Descriptors.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => Descriptors.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => Descriptors.Repr(ts, self, "method");

    [PyGetSet("__qualname__")]
    private static PyObject* GetQualname(ThreadState* ts, PyObject* self) => Descriptors.Qualname(ts, self);

    [PyGetSet("__doc__")]
    private static PyObject* GetDoc(ThreadState* ts, PyMethodDescrObject* self) => Signatures.Doc(ts, self->d_method->ml_name, self->d_method->ml_doc);

    [PyGetSet("__text_signature__")]
    private static PyObject* GetTextSignature(ThreadState* ts, PyMethodDescrObject* self) =>
        Signatures.TextSignature(ts, self->d_method);

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, PyMethodDescrObject* self, PyObject* instance, PyObject* owner)
    {
        PyTypeObject* type = self->d_common.d_type;
        if (owner == null)
        {
            if (instance == null)
                return Err.Type(ts, $"descriptor '{Descriptors.NameText((PyObject*)self)}' for type '{PyType.TpName(type)}' needs either an object or a type");
            owner = (PyObject*)instance->ob_type;
        }
        if (!PyType.Check(owner))
            return Err.Type(ts, $"descriptor '{Descriptors.NameText((PyObject*)self)}' for type '{PyType.TpName(type)}' needs a type, not a '{PyType.NameOf(owner)}' as arg 2");
        if (!PyType.IsSubtype((PyTypeObject*)owner, type))
            return Err.Type(ts, $"descriptor '{Descriptors.NameText((PyObject*)self)}' requires a subtype of '{PyType.TpName(type)}' but received '{PyType.TpName((PyTypeObject*)owner)}'");
        return PyCFunction.New(ts, self->d_method, owner, null, null);
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyMethodDescrObject* self, PyObject* args, PyObject* kwargs)
    {
        nint n = PyTuple.Size(args);
        if (n < 1)
            return Err.Type(ts, $"descriptor '{Descriptors.NameText((PyObject*)self)}' of '{PyType.TpName(self->d_common.d_type)}' object needs an argument");
        using Owned<PyObject> bound = Own.Of(ts, tp_descr_get(ts, self, null, PyTuple.GetBorrowed(args, 0)));
        if (bound.IsNull)
            return null;
        using Owned<PyObject> rest = Own.Of(ts, PyTuple.GetSlice(ts, args, 1, n));
        return rest.IsNull ? null : Call.Object(ts, bound.Pointer, rest.Pointer, kwargs);
    }
}
