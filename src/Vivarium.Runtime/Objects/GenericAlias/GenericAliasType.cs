// types.GenericAlias: a class with arguments, which behaves like the class. See docs/internals/generics.md.
namespace Vivarium.Runtime.Objects;

[PyType("types.GenericAlias", Layout = typeof(GenericAliasObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc, WeaklistField = "weakreflist", VectorcallField = "vectorcall",
    Doc = "A generic class with arguments: GenericAlias(list, (int,)) is list[int].", TextSignature = "(origin, args, /)")]
[PyMember("__origin__", "origin", MemberType.Object)]
[PyMember("__args__", "args", MemberType.Object)]
[PyMember("__unpacked__", "starred", MemberType.Bool)]
internal static unsafe partial class GenericAliasType
{
    private static readonly string[] s_own =
        ["__class__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__", "__mro_entries__", "__reduce_ex__", "__reduce__"];

    private static readonly string[] s_blocked = ["__bases__", "__copy__", "__deepcopy__"];

    internal static vectorcallfunc VectorcallFunction => &Vectorcall;

    [Slot]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        if (kwargs != null && PyDict.Size(kwargs) != 0)
            return Err.Type(ts, "GenericAlias() takes no keyword arguments");
        if (PyTuple.Size(args) != 2)
            return Err.Type(ts, $"GenericAlias expected 2 arguments, got {PyTuple.Size(args)}");
        if (type == Type)
            return GenericAliasSupport.New(ts, PyTuple.GetBorrowed(args, 0), PyTuple.GetBorrowed(args, 1));
        GenericAliasObject* self = (GenericAliasObject*)TypeSlots.Of(type)->tp_alloc(ts, type, 0);
        if (self == null)
            return null;
        PyObject* arguments = PyTuple.GetBorrowed(args, 1);
        self->origin = Ref.New(PyTuple.GetBorrowed(args, 0));
        self->args = PyTuple.Check(arguments) ? Ref.New(arguments) : PyTuple.Pack(ts, arguments);
        self->vectorcall = VectorcallFunction;
        if (self->args != null)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, GenericAliasObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.XDec(ts, self->origin);
        Ref.XDec(ts, self->args);
        Ref.XDec(ts, self->parameters);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(GenericAliasObject* self, visitproc visit, void* arg)
    {
        int r = self->origin == null ? 0 : visit(self->origin, arg);
        if (r == 0 && self->args != null)
            r = visit(self->args, arg);
        return r == 0 && self->parameters != null ? visit(self->parameters, arg) : r;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, GenericAliasObject* self)
    {
        if (!NativeStack.Enter(ts, " while getting the repr of an object") || GenericAliasSupport.TextOf(ts, self->origin) is not { } origin)
            return null;
        if (GenericAliasSupport.TextOfAll(ts, self->args, ", ") is not { } args)
            return null;
        string inner = PyTuple.Size(self->args) == 0 ? "()" : args;
        return PyUnicode.FromString(ts, $"{(self->starred != 0 ? "*" : "")}{origin}[{inner}]");
    }

    [Slot]
    private static nint tp_hash(ThreadState* ts, GenericAliasObject* self)
    {
        nint origin = NativeStack.Enter(ts, " while hashing an object") ? Obj.Hash(ts, self->origin) : -1;
        if (origin == -1)
            return -1;
        nint args = Obj.Hash(ts, self->args);
        return args == -1 ? -1 : (origin ^ args) == -1 ? -2 : origin ^ args;
    }

    /// <summary>Calls the class; the instance is told what it was made through, if it lets itself be told.</summary>
    private static PyObject* Vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames)
    {
        if (!NativeStack.Enter(ts, " while calling a Python object"))
            return null;
        PyObject* o = Call.Vectorcall(ts, ((GenericAliasObject*)callable)->origin, args, nargsf & ~Call.ArgumentsOffset, kwnames);
        if (o != null && Obj.SetAttr(ts, o, Id.__orig_class__, callable) != Status.Ok && !Err.ClearIf(ts, Exc.AttributeError) && !Err.ClearIf(ts, Exc.TypeError))
        {
            Ref.Dec(ts, o);
            return null;
        }
        return o;
    }

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, PyObject* self, PyObject* args, PyObject* kwargs) => Call.VectorcallFromTuple(ts, self, args, kwargs);

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyObject* self, PyObject* name)
    {
        if (PyUnicode.Check(name))
        {
            string text = PyUnicode.ToString(name);
            if (Array.IndexOf(s_own, text) < 0 && Array.IndexOf(s_blocked, text) < 0)
                return Obj.GetAttr(ts, ((GenericAliasObject*)self)->origin, name);
        }
        return GenericAttr.Get(ts, self, name);
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if (!GenericAliasSupport.Check(self) || !GenericAliasSupport.Check(other) || (op != CompareOp.EQ && op != CompareOp.NE))
            return Py.NotImplemented;
        GenericAliasObject* a = (GenericAliasObject*)self;
        GenericAliasObject* b = (GenericAliasObject*)other;
        Truth same = a->starred != b->starred ? Truth.False : Obj.RichCompareBool(ts, a->origin, b->origin, CompareOp.EQ);
        if (same == Truth.True)
            same = Obj.RichCompareBool(ts, a->args, b->args, CompareOp.EQ);
        return same == Truth.Error ? null : Py.Bool((same == Truth.True) == (op == CompareOp.EQ));
    }

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyObject* o, PyObject* item)
    {
        GenericAliasObject* self = (GenericAliasObject*)o;
        if (!EnsureParameters(ts, self))
            return null;
        using Owned<PyObject> args = Own.Of(ts, GenericAliasSupport.Substitute(ts, o, self->args, self->parameters, item));
        return args.IsNull ? null : GenericAliasSupport.New(ts, self->origin, args.Pointer, self->starred != 0);
    }

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => UnionSupport.Or(ts, a, b);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => GenericAliasIteratorType.New(ts, self);

    private static bool EnsureParameters(ThreadState* ts, GenericAliasObject* self)
    {
        if (self->parameters == null)
            self->parameters = GenericAliasSupport.Parameters(ts, self->args);
        return self->parameters != null;
    }

    [PyGetSet("__parameters__", Doc = "The type variables in the arguments.")]
    private static PyObject* GetParameters(ThreadState* ts, GenericAliasObject* self) => EnsureParameters(ts, self) ? Ref.New(self->parameters) : null;

    [PyGetSet("__typing_unpacked_tuple_args__")]
    private static PyObject* GetUnpackedArgs(ThreadState* ts, GenericAliasObject* self) =>
        self->starred != 0 && self->origin == (PyObject*)TupleType.Type ? Ref.New(self->args) : Py.None;

    [PyMethod("($self, bases, /)", HideSignature = true)]
    private static PyObject* __mro_entries__(ThreadState* ts, GenericAliasObject* self, PyObject* bases) => PyTuple.Pack(ts, self->origin);

    [PyMethod("($self, instance, /)", HideSignature = true)]
    private static PyObject* __instancecheck__(ThreadState* ts, PyObject* self, PyObject* instance) => Err.Type(ts, "isinstance() argument 2 cannot be a parameterized generic");

    [PyMethod("($self, cls, /)", HideSignature = true)]
    private static PyObject* __subclasscheck__(ThreadState* ts, PyObject* self, PyObject* cls) => Err.Type(ts, "issubclass() argument 2 cannot be a parameterized generic");

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, GenericAliasObject* self)
    {
        using Owned<PyObject> pair = Own.Of(ts, PyTuple.Pack(ts, self->origin, self->args));
        if (pair.IsNull)
            return null;
        if (self->starred == 0)
            return PyTuple.Pack(ts, (PyObject*)Type, pair.Pointer);
        using Owned<PyObject> plain = Own.Of(ts, GenericAliasSupport.New(ts, self->origin, self->args));
        using Owned<PyObject> iterator = Own.Of(ts, plain.IsNull ? null : Obj.GetIter(ts, plain.Pointer));
        using Owned<PyObject> next = Own.Of(ts, iterator.IsNull ? null : Obj.BuiltinFunction(ts, "next"));
        using Owned<PyObject> args = Own.Of(ts, next.IsNull ? null : PyTuple.Pack(ts, iterator.Pointer));
        return args.IsNull ? null : PyTuple.Pack(ts, next.Pointer, args.Pointer);
    }

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __dir__(ThreadState* ts, GenericAliasObject* self)
    {
        using Owned<PyObject> names = Own.Of(ts, Obj.Dir(ts, self->origin));
        if (names.IsNull)
            return null;
        foreach (string own in s_own)
        {
            using Owned<PyObject> name = Own.Of(ts, PyUnicode.FromString(ts, own));
            Truth there = name.IsNull ? Truth.Error : Obj.Contains(ts, names.Pointer, name.Pointer);
            if (there == Truth.Error || (there == Truth.False && PyList.Append(ts, names.Pointer, name.Pointer) != Status.Ok))
                return null;
        }
        return names.Release();
    }
}

internal unsafe struct GenericAliasIteratorObject
{
    public PyObject ob_base;
    public PyObject* obj;
}

[PyType("generic_alias_iterator", Layout = typeof(GenericAliasIteratorObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class GenericAliasIteratorType
{
    public static PyObject* New(ThreadState* ts, PyObject* alias)
    {
        GenericAliasIteratorObject* self = (GenericAliasIteratorObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->obj = Ref.New(alias);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, GenericAliasIteratorObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->obj);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static void tp_clear(ThreadState* ts, GenericAliasIteratorObject* self) => Ref.Clear(ts, &self->obj);

    [Slot]
    private static int tp_traverse(GenericAliasIteratorObject* self, visitproc visit, void* arg) => self->obj == null ? 0 : visit(self->obj, arg);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    /// <summary>One item: the alias, starred.</summary>
    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, GenericAliasIteratorObject* self)
    {
        if (self->obj == null)
            return null;
        GenericAliasObject* alias = (GenericAliasObject*)self->obj;
        PyObject* result = GenericAliasSupport.New(ts, alias->origin, alias->args, true);
        Ref.Clear(ts, &self->obj);
        return result;
    }

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, GenericAliasIteratorObject* self)
    {
        using Owned<PyObject> function = Own.Of(ts, Obj.BuiltinFunction(ts, "iter"));
        using Owned<PyObject> inner = Own.Of(ts, function.IsNull ? null : PyTuple.Pack(ts, self->obj == null ? PyTuple.Empty() : self->obj));
        return inner.IsNull ? null : PyTuple.Pack(ts, function.Pointer, inner.Pointer);
    }
}
