// mappingproxy: a view of a mapping that cannot be written through, such as a class's __dict__. See docs/internals/containers.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct mappingproxyobject
{
    public PyObject ob_base;
    public PyObject* mapping;
}

internal static unsafe class MappingProxy
{
    public static PyObject* New(ThreadState* ts, PyObject* mapping)
    {
        if (!Map.Check(mapping) || PyList.Check(mapping) || PyTuple.Check(mapping))
            return Err.Type(ts, $"mappingproxy() argument must be a mapping, not {PyType.NameOf(mapping)}");
        mappingproxyobject* proxy = (mappingproxyobject*)ObjectAlloc.GcNew(ts, MappingProxyType.Type);
        if (proxy == null)
            return null;
        proxy->mapping = Ref.New(mapping);
        GcList.Track(ts, proxy);
        return (PyObject*)proxy;
    }
}

[PyType("mappingproxy", Layout = typeof(mappingproxyobject), Flags = TypeFlags.HaveGc | TypeFlags.Mapping, Doc = "A read-only view of a mapping.")]
internal static unsafe partial class MappingProxyType
{
    [Slot("(mapping)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* mapping) => MappingProxy.New(ts, mapping);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, mappingproxyobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Dec(ts, self->mapping);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg) => visit(((mappingproxyobject*)self)->mapping, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, mappingproxyobject* self)
    {
        UnicodeWriter writer = new(ts);
        writer.WriteAscii("mappingproxy("u8);
        writer.WriteRepr(self->mapping);
        writer.WriteAscii(")"u8);
        return writer.Finish();
    }

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, mappingproxyobject* self) => Obj.Str(ts, self->mapping);

    [Slot]
    private static nint tp_hash(ThreadState* ts, mappingproxyobject* self) => Obj.Hash(ts, self->mapping);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, mappingproxyobject* self) => Obj.GetIter(ts, self->mapping);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, mappingproxyobject* self, PyObject* other, int op) => other->ob_type == Type
        ? Obj.RichCompare(ts, self->mapping, ((mappingproxyobject*)other)->mapping, op)
        : Obj.RichCompare(ts, self->mapping, other, op);

    [Slot]
    private static nint mp_length(ThreadState* ts, mappingproxyobject* self) => Obj.Size(ts, self->mapping);

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, mappingproxyobject* self, PyObject* key) => Obj.GetItem(ts, self->mapping, key);

    [Slot]
    private static Truth sq_contains(ThreadState* ts, mappingproxyobject* self, PyObject* key) => PyDict.CheckExact(self->mapping)
        ? (Truth)PyDict.Contains(ts, self->mapping, key) : Obj.Contains(ts, self->mapping, key);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* left, PyObject* right)
    {
        if (left->ob_type == Type)
            left = ((mappingproxyobject*)left)->mapping;
        if (right->ob_type == Type)
            right = ((mappingproxyobject*)right)->mapping;
        return NativeStack.Enter(ts, " in an operator") ? Num.Or(ts, left, right) : null;
    }

    [Slot]
    private static PyObject* nb_inplace_or(ThreadState* ts, PyObject* self, PyObject* other) =>
        Err.Type(ts, $"'|=' is not supported by {PyType.NameOf(self)}; use '|' instead");

    [PyMethod("($self, key, default=None, /)", Doc = "The value of key, or default if there is none.")]
    private static PyObject* get(ThreadState* ts, mappingproxyobject* self, PyObject* key, PyObject* @default) =>
        Call.Method(ts, self->mapping, Id.get, key, @default);

    [PyMethod("($self, /)", Doc = "D.keys() -> a view of D's keys that is like a set")]
    private static PyObject* keys(ThreadState* ts, mappingproxyobject* self) => Call.Method(ts, self->mapping, Id.keys);

    [PyMethod("($self, /)", Doc = "D.values() -> a view of D's values")]
    private static PyObject* values(ThreadState* ts, mappingproxyobject* self) => Call.Method(ts, self->mapping, Id.values);

    [PyMethod("($self, /)", Doc = "D.items() -> a view of D's items that is like a set")]
    private static PyObject* items(ThreadState* ts, mappingproxyobject* self) => Call.Method(ts, self->mapping, Id.items);

    [PyMethod("($self, /)", Doc = "D.copy() -> a copy of D that shares its keys and values")]
    private static PyObject* copy(ThreadState* ts, mappingproxyobject* self) => Call.Method(ts, self->mapping, Id.copy);

    [PyMethod("($self, /)", Doc = "D.__reversed__() -> an iterator over the keys in reverse")]
    private static PyObject* __reversed__(ThreadState* ts, mappingproxyobject* self) => Call.Method(ts, self->mapping, Id.__reversed__);

    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);
}
