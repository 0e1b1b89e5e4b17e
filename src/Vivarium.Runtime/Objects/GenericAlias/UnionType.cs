// typing.Union (types.UnionType): int | str. Members are flattened and kept once each, in order; order does not count in comparisons. See docs/internals/generics.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct UnionObject
{
    public PyObject ob_base;
    public PyObject* args;
    /// <summary>frozenset of the members that can be hashed.</summary>
    public PyObject* hashable_args;
    /// <summary>Tuple of the others, or null.</summary>
    public PyObject* unhashable_args;
    public PyObject* parameters;
    public PyObject* weakreflist;
}

internal static unsafe class UnionSupport
{
    public static bool Check(PyObject* o) => o->ob_type == UnionType.Type;

    private static bool IsUnionable(PyObject* o) =>
        o == Py.None || PyType.Check(o) || GenericAliasSupport.Check(o) || Check(o) || o->ob_type == TypeAliasType.Type;

    /// <summary>a | b of types and the like.</summary>
    public static PyObject* Or(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (!IsUnionable(a) || !IsUnionable(b))
            return Py.NotImplemented;
        PyObject** items = stackalloc PyObject*[] { a, b };
        return FromItems(ts, items, 2);
    }

    /// <summary>The same for type variables, which go with anything that typing accepts.</summary>
    public static PyObject* OrAnything(ThreadState* ts, PyObject* a, PyObject* b)
    {
        PyObject** items = stackalloc PyObject*[] { a, b };
        return FromItems(ts, items, 2);
    }

    /// <summary>A union of the members, or the only one of them; owned.</summary>
    public static PyObject* FromItems(ThreadState* ts, PyObject** items, nint count)
    {
        using Owned<PyObject> args = Own.Of(ts, PyList.New(ts, 0));
        using Owned<PyObject> hashable = Own.Of(ts, args.IsNull ? null : PySet.New(ts, null));
        using Owned<PyObject> unhashable = Own.Of(ts, hashable.IsNull ? null : PyList.New(ts, 0));
        if (unhashable.IsNull)
            return null;
        for (nint i = 0; i < count; i++)
        {
            if (!Add(ts, items[i], args.Pointer, hashable.Pointer, unhashable.Pointer))
                return null;
        }
        if (PyList.Size(args.Pointer) == 0)
            return Err.Type(ts, "Cannot take a Union of no types.");
        if (PyList.Size(args.Pointer) == 1)
            return Ref.New(PyList.GetBorrowed(args.Pointer, 0));
        using Owned<PyObject> tuple = Own.Of(ts, PyList.AsTuple(ts, args.Pointer));
        using Owned<PyObject> frozen = Own.Of(ts, tuple.IsNull ? null : PySet.NewFrozen(ts, hashable.Pointer));
        using Owned<PyObject> others = Own.Of(ts, frozen.IsNull || PyList.Size(unhashable.Pointer) == 0 ? null : PyList.AsTuple(ts, unhashable.Pointer));
        if (frozen.IsNull || Err.Occurred(ts))
            return null;
        UnionObject* self = (UnionObject*)ObjectAlloc.GcNew(ts, UnionType.Type);
        if (self == null)
            return null;
        self->args = tuple.Release();
        self->hashable_args = frozen.Release();
        self->unhashable_args = others.Release();
        self->parameters = null;
        self->weakreflist = null;
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    private static bool Add(ThreadState* ts, PyObject* item, PyObject* args, PyObject* hashable, PyObject* unhashable)
    {
        if (Check(item))
        {
            PyObject* members = ((UnionObject*)item)->args;
            for (nint i = 0; i < PyTuple.Size(members); i++)
            {
                if (!Add(ts, PyTuple.GetBorrowed(members, i), args, hashable, unhashable))
                    return false;
            }
            return true;
        }
        if (item == Py.None)
            item = (PyObject*)NoneType.Type;
        if (PyUnicode.Check(item))
        {
            // Text stands for a type that is not there yet.
            using Owned<PyObject> reference = Own.Of(ts, TypeParams.CheckType(ts, item, "Union[arg, ...]: each arg must be a type."));
            return !reference.IsNull && AddMember(ts, reference.Pointer, args, hashable, unhashable);
        }
        return AddMember(ts, item, args, hashable, unhashable);
    }

    private static bool AddMember(ThreadState* ts, PyObject* item, PyObject* args, PyObject* hashable, PyObject* unhashable)
    {
        nint hash = Obj.Hash(ts, item);
        if (hash != -1)
        {
            Lookup there = PySet.Contains(ts, hashable, item);
            return there == Lookup.Found || (there == Lookup.Missing && PySet.Add(ts, hashable, item) == Status.Ok && PyList.Append(ts, args, item) == Status.Ok);
        }
        if (!Err.ClearIf(ts, Exc.TypeError))
            return false;
        Truth known = Obj.Contains(ts, unhashable, item);
        return known == Truth.True || (known == Truth.False && PyList.Append(ts, unhashable, item) == Status.Ok && PyList.Append(ts, args, item) == Status.Ok);
    }
}

[PyType("typing.Union", Layout = typeof(UnionObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, WeaklistField = "weakreflist", Doc = "One of several types: int | str.")]
[PyMember("__args__", "args", MemberType.Object)]
internal static unsafe partial class UnionType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, UnionObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.XDec(ts, self->args);
        Ref.XDec(ts, self->hashable_args);
        Ref.XDec(ts, self->unhashable_args);
        Ref.XDec(ts, self->parameters);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(UnionObject* self, visitproc visit, void* arg)
    {
        int r = visit(self->args, arg);
        if (r == 0)
            r = visit(self->hashable_args, arg);
        if (r == 0 && self->unhashable_args != null)
            r = visit(self->unhashable_args, arg);
        return r == 0 && self->parameters != null ? visit(self->parameters, arg) : r;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, UnionObject* self) =>
        GenericAliasSupport.TextOfAll(ts, self->args, " | ") is { } text ? PyUnicode.FromString(ts, text) : null;

    [Slot]
    private static nint tp_hash(ThreadState* ts, UnionObject* self)
    {
        if (self->unhashable_args == null)
            return Obj.Hash(ts, self->hashable_args);
        nint n = PyTuple.Size(self->unhashable_args);
        // The member's own message goes first, if it raises one.
        for (nint i = 0; i < n; i++)
        {
            if (Obj.Hash(ts, PyTuple.GetBorrowed(self->unhashable_args, i)) == -1)
                return -1;
        }
        Err.Type(ts, $"union contains {n} unhashable element{(n == 1 ? "" : "s")}");
        return -1;
    }

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op)
    {
        if ((op != CompareOp.EQ && op != CompareOp.NE) || !UnionSupport.Check(other))
            return Py.NotImplemented;
        UnionObject* a = (UnionObject*)self;
        UnionObject* b = (UnionObject*)other;
        Truth same = Obj.RichCompareBool(ts, a->hashable_args, b->hashable_args, CompareOp.EQ);
        if (same == Truth.True)
            same = SameUnhashable(ts, a->unhashable_args, b->unhashable_args);
        return same == Truth.Error ? null : Py.Bool((same == Truth.True) == (op == CompareOp.EQ));
    }

    private static Truth SameUnhashable(ThreadState* ts, PyObject* a, PyObject* b)
    {
        if (a == null || b == null)
            return a == b ? Truth.True : Truth.False;
        if (PyTuple.Size(a) != PyTuple.Size(b))
            return Truth.False;
        for (nint i = 0; i < PyTuple.Size(a); i++)
        {
            Truth there = Obj.Contains(ts, b, PyTuple.GetBorrowed(a, i));
            if (there != Truth.True)
                return there;
        }
        return Truth.True;
    }

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => UnionSupport.Or(ts, a, b);

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyObject* o, PyObject* item)
    {
        using Owned<PyObject> parameters = Own.Of(ts, GetParameters(ts, (UnionObject*)o));
        using Owned<PyObject> args = Own.Of(ts, parameters.IsNull ? null : GenericAliasSupport.Substitute(ts, o, ((UnionObject*)o)->args, parameters.Pointer, item));
        return args.IsNull ? null : UnionSupport.FromItems(ts, PyTuple.Items(args.Pointer), PyTuple.Size(args.Pointer));
    }

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyObject* self, PyObject* name)
    {
        // The module is the type's, although instances have none of their own.
        return PyUnicode.Check(name) && PyUnicode.EqualToString(name, "__module__") ? Obj.GetAttr(ts, (PyObject*)Type, name) : GenericAttr.Get(ts, self, name);
    }

    [PyGetSet("__name__", Doc = "Name of the type")]
    private static PyObject* GetName(ThreadState* ts, UnionObject* self) => PyUnicode.FromString(ts, "Union");

    [PyGetSet("__qualname__", Doc = "Qualified name of the type")]
    private static PyObject* GetQualname(ThreadState* ts, UnionObject* self) => PyUnicode.FromString(ts, "Union");

    [PyGetSet("__origin__", Doc = "Always the type")]
    private static PyObject* GetOrigin(ThreadState* ts, UnionObject* self) => Ref.New(Type);

    [PyGetSet("__parameters__", Doc = "Type variables among the members.")]
    private static PyObject* GetParameters(ThreadState* ts, UnionObject* self)
    {
        if (self->parameters == null)
            self->parameters = GenericAliasSupport.Parameters(ts, self->args);
        return Ref.XNew(self->parameters);
    }

    [PyMethod("($self, bases, /)", HideSignature = true)]
    private static PyObject* __mro_entries__(ThreadState* ts, PyObject* self, PyObject* bases) => Err.Type(ts, $"Cannot subclass {Obj.ReprText(ts, self)}");

    [PyClassMethod("($type, members, /)", HideSignature = true)]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* members) =>
        PyTuple.Check(members) ? UnionSupport.FromItems(ts, PyTuple.Items(members), PyTuple.Size(members)) : UnionSupport.FromItems(ts, &members, 1);
}
