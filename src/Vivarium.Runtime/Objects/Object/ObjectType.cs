// The type `object`, the base of all: construction, default repr, comparison by identity, hash by address, pickling support. See docs/internals/objects.md.
namespace Vivarium.Runtime.Objects;

[PyType("object", Layout = typeof(PyObject), Flags = TypeFlags.BaseType,
    Doc = "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.", TextSignature = "()")]
internal static unsafe partial class ObjectType
{
    private static bool HasArguments(PyObject* args, PyObject* kwargs) => PyTuple.Size(args) != 0 || (kwargs != null && PyDict.Size(kwargs) != 0);

    [Slot]
    private static Status tp_init(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs)
    {
        if (!HasArguments(args, kwargs))
            return Status.Ok;
        TypeSlots* slots = TypeSlots.Of(self);
        if (slots->tp_init != TypeSlots.Of(Type)->tp_init)
            return Err.TypeStatus(ts, "object.__init__() takes exactly one argument (the instance to initialize)");
        if (slots->tp_new == TypeSlots.Of(Type)->tp_new)
            return Err.TypeStatus(ts, $"{PyType.NameOf(self)}.__init__() takes exactly one argument (the instance to initialize)");
        return Status.Ok;
    }

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (HasArguments(args, kwargs))
        {
            TypeSlots* slots = TypeSlots.Of(type);
            if (slots->tp_new != TypeSlots.Of(Type)->tp_new)
                return Err.Type(ts, "object.__new__() takes exactly one argument (the type to instantiate)");
            if (slots->tp_init == TypeSlots.Of(Type)->tp_init)
                return Err.Type(ts, $"{PyType.TpName(type)}() takes no arguments");
        }
        if (PyType.HasFlag(type, TypeFlags.IsAbstract))
            return RefuseAbstract(ts, type);
        return TypeSlots.Of(type)->tp_alloc(ts, type, 0);
    }

    private static PyObject* RefuseAbstract(ThreadState* ts, PyTypeObject* type)
    {
        using Owned<PyObject> methods = Own.Of(ts, TypeAttributes.GetAbstractMethods(ts, type));
        if (methods.IsNull)
            return null;
        using Owned<PyObject> sorted = Own.Of(ts, PyList.FromSequence(ts, methods.Pointer));
        if (sorted.IsNull || PyList.Sort(ts, sorted.Pointer) != Status.Ok)
            return null;
        nint n = PyList.Size(sorted.Pointer);
        using Owned<PyObject> separator = Own.Of(ts, PyUnicode.FromString(ts, "', '"));
        if (separator.IsNull)
            return null;
        using Owned<PyObject> joined = Own.Of(ts, PyUnicode.Join(ts, separator.Pointer, sorted.Pointer));
        if (joined.IsNull)
            return null;
        return Err.Type(ts, $"Can't instantiate abstract class {PyType.TpName(type)} without an implementation for abstract method{(n > 1 ? "s" : "")} '{PyUnicode.ToString(joined.Pointer)}'");
    }

    [Slot]
    private static PyObject* tp_alloc(ThreadState* ts, PyTypeObject* type, nint items) => PyType.GenericAlloc(ts, type, items);

    [Slot]
    private static void tp_free(ThreadState* ts, void* o) => ObjectAlloc.Free(ts, o);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyObject* self) => TypeSlots.Of(self)->tp_free(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self)
    {
        PyTypeObject* type = self->ob_type;
        using Owned<PyObject> module = Own.Of(ts, TypeAttributes.GetModule(ts, type));
        if (module.IsNull)
            Err.Clear(ts);
        using Owned<PyObject> qualname = Own.Of(ts, TypeAttributes.GetQualname(ts, type));
        if (qualname.IsNull)
            return null;
        string address = ((nint)self).ToString("x", null);
        return !module.IsNull && PyUnicode.Check(module.Pointer) && !PyUnicode.EqualToString(module.Pointer, "builtins")
            ? PyUnicode.FromString(ts, $"<{PyUnicode.ToString(module.Pointer)}.{PyUnicode.ToString(qualname.Pointer)} object at 0x{address}>")
            : PyUnicode.FromString(ts, $"<{PyType.TpName(type)} object at 0x{address}>");
    }

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyObject* self)
    {
        unaryfunc repr = TypeSlots.Of(self)->tp_repr;
        return repr == null ? tp_repr(ts, self) : repr(ts, self);
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, PyObject* self) => HashPointer(self);

    /// <summary>Addresses are multiples of 16: the low bits would make all hashes collide.</summary>
    public static nint HashPointer(void* p)
    {
        nint hash = (nint)System.Numerics.BitOperations.RotateRight((nuint)p, 4);
        return hash == -1 ? -2 : hash;
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (op == CompareOp.EQ)
            return self == other ? Py.True : Py.NotImplemented;
        if (op != CompareOp.NE)
            return Py.NotImplemented;
        // Unless __ne__ is defined, it is the inverse of __eq__.
        richcmpfunc compare = TypeSlots.Of(self)->tp_richcompare;
        if (compare == null)
            return Py.NotImplemented;
        PyObject* equal = compare(ts, self, other, CompareOp.EQ);
        if (equal == null || equal == Py.NotImplemented)
            return equal;
        Truth truth = Obj.IsTrue(ts, equal);
        Ref.Dec(ts, equal);
        return truth == Truth.Error ? null : Py.Bool(truth == Truth.False);
    }

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyObject* self, PyObject* name) => GenericAttr.Get(ts, self, name);

    [Slot]
    private static Status tp_setattro(ThreadState* ts, PyObject* self, PyObject* name, PyObject* value) => GenericAttr.Set(ts, self, name, value);

    // ---- Attributes and methods ----

    [PyGetSet("__class__", Setter = nameof(SetClass), Doc = "the object's class")]
    private static PyObject* GetClass(ThreadState* ts, PyObject* self) => Ref.New(self->ob_type);

    private static Status SetClass(ThreadState* ts, PyObject* self, PyObject* value) => ClassAssignment.Set(ts, self, value);

    [PyMethod("($self, format_spec, /)", Doc = "Format the object: str(self) where format_spec is empty.")]
    private static PyObject* __format__(ThreadState* ts, PyObject* self, PyASCIIObject* format_spec)
    {
        if (PyUnicode.Length((PyObject*)format_spec) > 0)
            return Err.Type(ts, $"unsupported format string passed to {PyType.NameOf(self)}.__format__");
        return Obj.Str(ts, self);
    }

    [PyMethod("($self, /)", Doc = "Return the bytes that the object itself takes.")]
    private static nint __sizeof__(ThreadState* ts, PyObject* self)
    {
        PyTypeObject* type = self->ob_type;
        nint size = type->tp_basicsize;
        if (type->tp_itemsize > 0)
            size += Math.Abs(((PyVarObject*)self)->ob_size) * type->tp_itemsize;
        return size;
    }

    [PyMethod("($self, /)", Doc = "List the attributes of the object and its class.")]
    private static PyObject* __dir__(ThreadState* ts, PyObject* self) => ObjectDir.OfObject(ts, self);

    [PyMethod("($self, protocol, /)", Doc = "Describe the object for pickling under a protocol.")]
    private static PyObject* __reduce_ex__(ThreadState* ts, PyObject* self, int protocol) => ObjectReduce.ReduceEx(ts, self, protocol);

    [PyMethod("($self, /)", Doc = "Describe the object for pickling.")]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => ObjectReduce.Reduce(ts, self, 0);

    [PyMethod("($self, /)", Doc = "Return what pickling keeps of the object's state.")]
    private static PyObject* __getstate__(ThreadState* ts, PyObject* self) => ObjectReduce.GetState(ts, self);

    [PyClassMethod("($type, *args, **kwargs)", Doc = "Called when a class is derived from this one; does nothing by default.")]
    private static PyObject* __init_subclass__(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (PyTuple.Size(args) != 0)
            return Err.Type(ts, $"{PyType.Name(type)}.__init_subclass__() takes no positional arguments");
        return kwargs != null && PyDict.Size(kwargs) != 0 ? Err.Type(ts, $"{PyType.Name(type)}.__init_subclass__() takes no keyword arguments") : Py.None;
    }

    [PyClassMethod("($type, object, /)", Doc = "Abstract classes override this to decide issubclass(); the default decides nothing.")]
    private static PyObject* __subclasshook__(ThreadState* ts, PyTypeObject* type, PyObject* subclass) => Py.NotImplemented;
}
