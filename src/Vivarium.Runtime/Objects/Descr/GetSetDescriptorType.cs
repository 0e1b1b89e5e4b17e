// getset_descriptor: a computed attribute of a built-in type (`type.__name__`). See docs/internals/descriptors.md.
namespace Vivarium.Runtime.Objects;

[PyMember("__objclass__", "d_common.d_type", MemberType.Object)]
[PyMember("__name__", "d_common.d_name", MemberType.Object)]
[PyType("getset_descriptor", Layout = typeof(PyGetSetDescrObject), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class GetSetDescriptorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => Descriptors.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => Descriptors.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => Descriptors.Repr(ts, self, "attribute");

    [PyGetSet("__qualname__")]
    private static PyObject* GetQualname(ThreadState* ts, PyObject* self) => Descriptors.Qualname(ts, self);

    [PyGetSet("__doc__")]
    private static PyObject* GetDoc(ThreadState* ts, PyGetSetDescrObject* self) =>
        self->d_getset->doc == null ? Py.None : PyUnicode.FromString(ts, Utf8Text.ToString(self->d_getset->doc));

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, PyGetSetDescrObject* self, PyObject* instance, PyObject* owner)
    {
        if (instance == null)
            return Ref.New(self);
        // Some getters ask another object for the same attribute, and that one the next.
        if (!Descriptors.CheckInstance(ts, (PyObject*)self, instance) || !NativeStack.Enter(ts, " while getting an attribute"))
            return null;
        return self->d_getset->get == null
            ? Err.Attribute(ts, $"attribute '{Descriptors.NameText((PyObject*)self)}' of '{PyType.TpName(self->d_common.d_type)}' objects is not readable")
            : self->d_getset->get(ts, instance, self->d_getset->closure);
    }

    [Slot]
    private static Status tp_descr_set(ThreadState* ts, PyGetSetDescrObject* self, PyObject* instance, PyObject* value)
    {
        if (!Descriptors.CheckInstance(ts, (PyObject*)self, instance))
            return Status.Error;
        if (self->d_getset->set != null)
            return self->d_getset->set(ts, instance, value, self->d_getset->closure);
        Err.Attribute(ts, $"attribute '{Descriptors.NameText((PyObject*)self)}' of '{PyType.TpName(self->d_common.d_type)}' objects is not writable");
        return Status.Error;
    }
}
