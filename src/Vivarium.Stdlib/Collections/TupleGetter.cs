// The descriptor behind the fields of named tuples. See docs/internals/containers.md.
namespace Vivarium.Stdlib.Collections;

internal unsafe struct _tuplegetterobject
{
    public PyObject ob_base;
    public nint index;
    public PyObject* doc;
}

[PyType("collections._tuplegetter", Layout = typeof(_tuplegetterobject), Flags = TypeFlags.HaveGc)]
[PyMember("__doc__", "doc", MemberType.Object, ReadOnly = false)]
internal static unsafe partial class TupleGetterType
{
    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "_tuplegetter() takes no keyword arguments");
        if (PyTuple.Size(args) != 2)
            return Err.Type(ts, $"_tuplegetter expected 2 arguments, got {PyTuple.Size(args)}");
        PyObject* number = Num.Index(ts, PyTuple.GetBorrowed(args, 0));
        if (number == null)
            return null;
        nint index = PyLong.AsNInt(ts, number);
        Ref.Dec(ts, number);
        if (index == -1 && Err.Occurred(ts))
            return null;
        _tuplegetterobject* self = (_tuplegetterobject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        self->index = index;
        self->doc = Ref.New(PyTuple.GetBorrowed(args, 1));
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, _tuplegetterobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->doc);
        TypeSlots.Of(self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject* doc = ((_tuplegetterobject*)self)->doc;
        return doc == null ? 0 : visit(doc, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, _tuplegetterobject* self) => Ref.Clear(ts, &self->doc);

    [Slot]
    private static PyObject* tp_descr_get(ThreadState* ts, _tuplegetterobject* self, PyObject* o, PyObject* type)
    {
        if (o == null)
            return Ref.New(self);
        if (!PyTuple.Check(o))
        {
            if (o == Py.None)
                return Ref.New(self);
            return Err.Type(ts, $"descriptor for index '{self->index}' for tuple subclasses doesn't apply to '{PyType.NameOf(o)}' object");
        }
        return (nuint)self->index < (nuint)PyTuple.Size(o) ? Ref.New(PyTuple.GetBorrowed(o, self->index)) : Err.Index(ts, "tuple index out of range");
    }

    [Slot]
    private static Status tp_descr_set(ThreadState* ts, _tuplegetterobject* self, PyObject* o, PyObject* value)
    {
        Err.Attribute(ts, value == null ? "can't delete attribute" : "can't set attribute");
        return Status.Error;
    }

    [PyMethod("($self, /)")]
    private static PyObject* __reduce__(ThreadState* ts, _tuplegetterobject* self)
    {
        PyObject* index = PyLong.FromNInt(ts, self->index);
        PyObject* args = index == null ? null : PyTuple.Pack(ts, index, self->doc);
        Ref.XDec(ts, index);
        return args == null ? null : PyTuple.PackSteal(ts, Ref.New(((PyObject*)self)->ob_type), args);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, _tuplegetterobject* self)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteString($"{PyType.NameOf((PyObject*)self)}({self->index}, ");
        writer.WriteRepr(self->doc);
        writer.WriteAscii(")"u8);
        return writer.Finish();
    }
}
