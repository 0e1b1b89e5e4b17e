// wrapper_descriptor: a slot as a special method of its type (`int.__add__`); bound to an object it is a method-wrapper. See docs/internals/descriptors.md.
namespace Vivarium.Runtime.Objects;

[PyMember("__objclass__", "d_common.d_type", MemberType.Object)]
[PyMember("__name__", "d_common.d_name", MemberType.Object)]
[PyType("wrapper_descriptor", Layout = typeof(PyWrapperDescrObject), Flags = TypeFlags.HaveGc | TypeFlags.MethodDescriptor)]
internal static unsafe partial class WrapperDescriptorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => Descriptors.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => Descriptors.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => Descriptors.Repr(ts, self, "slot wrapper");

    [PyGetSet("__qualname__")]
    private static PyObject* GetQualname(ThreadState* ts, PyObject* self) => Descriptors.Qualname(ts, self);

    [PyMethod("($self, /)", Doc = "Describe the descriptor for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => Descriptors.Reduce(ts, self);

    [PyGetSet("__doc__")]
    private static PyObject* GetDoc(ThreadState* ts, PyWrapperDescrObject* self) =>
        self->d_base->doc == null ? Py.None : PyUnicode.FromString(ts, Signatures.DocOf(Descriptors.NameText((PyObject*)self), Utf8Text.ToString(self->d_base->doc)));

    [PyGetSet("__text_signature__")]
    private static PyObject* GetTextSignature(ThreadState* ts, PyWrapperDescrObject* self) => Signatures.TextSignature(ts, Descriptors.NameText((PyObject*)self), self->d_base->doc);

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, PyWrapperDescrObject* self, PyObject* instance, PyObject* owner)
    {
        if (instance == null)
            return Ref.New(self);
        return Descriptors.CheckInstance(ts, (PyObject*)self, instance) ? MethodWrapperType.New(ts, (PyObject*)self, instance) : null;
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyWrapperDescrObject* self, PyObject* args, PyObject* kwargs)
    {
        nint n = PyTuple.Size(args);
        string name = Descriptors.NameText((PyObject*)self);
        if (n < 1)
            return Err.Type(ts, $"descriptor '{name}' of '{PyType.TpName(self->d_common.d_type)}' object needs an argument");
        PyObject* instance = PyTuple.GetBorrowed(args, 0);
        if (!PyType.IsInstance(instance, self->d_common.d_type))
            return Err.Type(ts, $"descriptor '{name}' requires a '{PyType.TpName(self->d_common.d_type)}' object but received a '{PyType.NameOf(instance)}'");
        using Owned<PyObject> rest = Own.Of(ts, PyTuple.GetSlice(ts, args, 1, n));
        return rest.IsNull ? null : CallWrapped(ts, self, instance, rest.Pointer, kwargs);
    }

    /// <summary>Calls the slot for an instance already checked.</summary>
    public static PyObject* CallWrapped(ThreadState* ts, PyWrapperDescrObject* self, PyObject* instance, PyObject* args, PyObject* kwargs)
    {
        bool takesKeywords = (self->d_base->flags & 1) != 0;
        if (!takesKeywords && kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, $"wrapper {Descriptors.NameText((PyObject*)self)}() takes no keyword arguments");
        return self->d_base->wrapper(ts, instance, args, self->d_wrapped, takesKeywords ? kwargs : null);
    }
}
