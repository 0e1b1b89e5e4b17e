// member_descriptor: a field of the object's struct as an attribute; also what `__slots__` make. See docs/internals/descriptors.md.
namespace Vivarium.Runtime.Objects;

[PyMember("__objclass__", "d_common.d_type", MemberType.Object)]
[PyMember("__name__", "d_common.d_name", MemberType.Object)]
[PyType("member_descriptor", Layout = typeof(PyMemberDescrObject), Flags = TypeFlags.HaveGc)]
internal static unsafe partial class MemberDescriptorType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => Descriptors.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => Descriptors.Traverse(self, visit, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => Descriptors.Repr(ts, self, "member");

    [PyGetSet("__qualname__")]
    private static PyObject* GetQualname(ThreadState* ts, PyObject* self) => Descriptors.Qualname(ts, self);

    [PyMethod("($self, /)", Doc = "Describe the descriptor for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => Descriptors.Reduce(ts, self);

    [PyGetSet("__doc__")]
    private static PyObject* GetDoc(ThreadState* ts, PyMemberDescrObject* self) =>
        self->d_member->doc == null ? Py.None : PyUnicode.FromString(ts, Utf8Text.ToString(self->d_member->doc));

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, PyMemberDescrObject* self, PyObject* instance, PyObject* owner)
    {
        if (instance == null)
            return Ref.New(self);
        return Descriptors.CheckInstance(ts, (PyObject*)self, instance) ? Members.Get(ts, instance, self->d_member) : null;
    }

    [Slot]
    private static Status tp_descr_set(ThreadState* ts, PyMemberDescrObject* self, PyObject* instance, PyObject* value) =>
        Descriptors.CheckInstance(ts, (PyObject*)self, instance) ? Members.Set(ts, instance, self->d_member, value) : Status.Error;
}
