// collections.defaultdict. See docs/internals/dict.md.
namespace Vivarium.Stdlib.Collections;

internal unsafe struct defdictobject
{
    public PyDictObject dict;
    public PyObject* default_factory;
}

[PyType("collections.defaultdict", Layout = typeof(defdictobject), Base = typeof(DictType), Flags = TypeFlags.HaveGc | TypeFlags.BaseType,
    Doc = "defaultdict(default_factory=None, /, [...]) --> dict that makes missing values\n\n"
        + "When __getitem__ does not find a key, the default factory is called\nwithout arguments for its value. In all else it is a dict, made from the\nother arguments as a dict would be.")]
[PyMember("default_factory", "default_factory", MemberType.Object, ReadOnly = false, Doc = "what __missing__() calls for a value")]
internal static unsafe partial class DefaultDictType
{
    public static bool Check(PyObject* o) => o->ob_type == Type || PyType.IsSubtype(o->ob_type, Type);

    [Slot]
    private static Status tp_init(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs)
    {
        PyObject* factory = null;
        PyObject* rest;
        nint given = PyTuple.Size(args);
        if (given > 0)
        {
            factory = PyTuple.GetBorrowed(args, 0);
            if (factory != Py.None && !Obj.IsCallable(factory))
                return Err.TypeStatus(ts, "first argument must be callable or None");
        }
        rest = PyTuple.GetSlice(ts, args, 1, given);
        if (rest == null)
            return Status.Error;
        PyObject** place = &((defdictobject*)self)->default_factory;
        PyObject* old = *place;
        *place = factory == null || factory == Py.None ? null : Ref.New(factory);
        Status status = TypeSlots.Of(DictType.Type)->tp_init(ts, self, rest, kwargs);
        Ref.Dec(ts, rest);
        Ref.XDec(ts, old);
        return status;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Clear(ts, &((defdictobject*)self)->default_factory);
        TypeSlots.Of(DictType.Type)->tp_dealloc(ts, self);
    }

    [Slot]
    private static int tp_traverse(PyObject* self, visitproc visit, void* arg)
    {
        PyObject* factory = ((defdictobject*)self)->default_factory;
        int r = factory == null ? 0 : visit(factory, arg);
        return r != 0 ? r : TypeSlots.Of(DictType.Type)->tp_traverse(self, visit, arg);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, PyObject* self)
    {
        Ref.Clear(ts, &((defdictobject*)self)->default_factory);
        PyDict.Clear(ts, self);
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self)
    {
        PyObject* items = TypeSlots.Of(DictType.Type)->tp_repr(ts, self);
        if (items == null)
            return null;
        UnicodeWriter writer = new(ts);
        writer.WriteString(PyType.Name(((PyObject*)self)->ob_type) + "(");
        WriteFactory(ts, ((defdictobject*)self)->default_factory, ref writer);
        writer.WriteAscii(", "u8);
        writer.WriteSteal(items);
        writer.WriteAscii(")"u8);
        return writer.Finish();
    }

    private static void WriteFactory(ThreadState* ts, PyObject* factory, ref UnicodeWriter writer)
    {
        if (factory == null)
        {
            writer.WriteAscii("None"u8);
            return;
        }
        // The factory may hold the dict.
        int entered = Obj.ReprEnter(ts, factory);
        if (entered < 0)
            writer.Fail();
        else if (entered > 0)
            writer.WriteAscii("..."u8);
        else
        {
            writer.WriteRepr(factory);
            Obj.ReprLeave(ts, factory);
        }
    }

    /// <summary>Another of the same class, with the same factory and the items of a mapping.</summary>
    private static PyObject* NewLike(ThreadState* ts, PyObject* self, PyObject* items)
    {
        PyObject* factory = ((defdictobject*)self)->default_factory;
        return Call.TwoArgs(ts, (PyObject*)self->ob_type, factory == null ? Py.None : factory, items);
    }

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* left, PyObject* right)
    {
        PyObject* self = Check(left) ? left : right;
        if (!PyDict.Check(self == left ? right : left))
            return Py.NotImplemented;
        PyObject* result = NewLike(ts, self, left);
        if (result == null || PyDict.Update(ts, result, right) == Status.Ok)
            return result;
        Ref.Dec(ts, result);
        return null;
    }

    [PyMethod("($self, object, /)", Doc = "__missing__(key) # called by __getitem__ for a missing key, as if by:\n"
        + "  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value")]
    private static PyObject* __missing__(ThreadState* ts, PyObject* self, PyObject* @object)
    {
        PyObject* factory = ((defdictobject*)self)->default_factory;
        if (factory == null || factory == Py.None)
            return Err.Key(ts, @object);
        PyObject* value = Call.NoArgs(ts, factory);
        if (value == null || Obj.SetItem(ts, self, @object, value) == Status.Ok)
            return value;
        Ref.Dec(ts, value);
        return null;
    }

    [PyMethod("($self, /)", Doc = "D.copy() -> a copy of D that shares its keys and values.")]
    private static PyObject* copy(ThreadState* ts, PyObject* self) => NewLike(ts, self, self);

    [PyMethod("($self, /)", Doc = "D.copy() -> a copy of D that shares its keys and values.")]
    private static PyObject* __copy__(ThreadState* ts, PyObject* self) => NewLike(ts, self, self);

    [PyMethod("($self, /)", Doc = "State for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self)
    {
        PyObject* factory = ((defdictobject*)self)->default_factory;
        PyObject* args = factory == null || factory == Py.None ? PyTuple.Empty() : PyTuple.Pack(ts, factory);
        PyObject* items = args == null ? null : Call.Method(ts, self, Id.items);
        PyObject* iterator = items == null ? null : Obj.GetIter(ts, items);
        PyObject* result = null;
        if (iterator != null)
        {
            PyObject** parts = stackalloc PyObject*[5] { (PyObject*)self->ob_type, args, Py.None, Py.None, iterator };
            result = PyTuple.FromArray(ts, parts, 5);
        }
        Ref.XDec(ts, args);
        Ref.XDec(ts, items);
        Ref.XDec(ts, iterator);
        return result;
    }

    [PyClassMethod("($type, object, /)", Doc = "Generic alias of the class, for annotations.")]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* item) => GenericAliasSupport.New(ts, (PyObject*)type, item);
}
