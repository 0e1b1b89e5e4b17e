// TypeVar, ParamSpec and TypeVarTuple (PEP 484, 612, 646). See docs/internals/generics.md.
namespace Vivarium.Runtime.Objects;

[PyType("typing.TypeVar", Layout = typeof(TypeVarObject), Flags = TypeFlags.HaveGc, WeaklistField = "weakreflist", DictField = "dict", Doc = "A type variable.")]
[PyMember("__name__", "name", MemberType.Object)]
[PyMember("__covariant__", "covariant", MemberType.Bool)]
[PyMember("__contravariant__", "contravariant", MemberType.Bool)]
[PyMember("__infer_variance__", "infer_variance", MemberType.Bool)]
internal static unsafe partial class TypeVarType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, TypeVarObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        tp_clear(ts, self);
        Ref.Clear(ts, &self->name);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(TypeVarObject* self, visitproc visit, void* arg) => TypeParams.Traverse(&self->bound, 7, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, TypeVarObject* self) => TypeParams.ClearFields(ts, &self->bound, 7);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => UnionSupport.OrAnything(ts, a, b);

    [PyMethod("($self, bases, /)", HideSignature = true)]
    private static PyObject* __mro_entries__(ThreadState* ts, PyObject* self, PyObject* bases) => Err.Type(ts, "Cannot subclass an instance of TypeVar");

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, TypeVarObject* self) => Ref.New(self->name);

    [PyMethod("($self, /)")]
    private static bool has_default(ThreadState* ts, TypeVarObject* self) => self->evaluate_default != null || (self->default_value != null && self->default_value != TypeParams.NoDefault);

    [PyGetSet("__default__")]
    private static PyObject* GetDefault(ThreadState* ts, TypeVarObject* self) => TypeParams.Evaluate(ts, &self->default_value, self->evaluate_default, TypeParams.NoDefault);

    [PyGetSet("evaluate_default")]
    private static PyObject* GetEvaluateDefault(ThreadState* ts, TypeVarObject* self) => TypeParams.Evaluator(ts, self->default_value == TypeParams.NoDefault ? null : self->default_value, self->evaluate_default);

    [Slot("(name, *constraints, bound=None, default=<unrepresentable>, covariant=False, contravariant=False, infer_variance=False)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyASCIIObject* name, PyObject* constraints, PyObject* bound = null, PyObject* @default = null, bool covariant = false, bool contravariant = false, bool infer_variance = false)
    {
        if (!TypeParams.CheckVariance(ts, covariant, contravariant, infer_variance))
            return null;
        nint count = constraints == null ? 0 : PyTuple.Size(constraints);
        bool hasBound = bound != null && bound != Py.None;
        using Owned<PyObject> heldBound = Own.Of(ts, hasBound ? TypeParams.CheckType(ts, bound, "Bound must be a type.") : null);
        if (hasBound && heldBound.IsNull)
            return null;
        if (count == 1)
            return Err.Type(ts, "A single constraint is not allowed");
        if (count > 0 && hasBound)
            return Err.Type(ts, "Constraints cannot be combined with bound=...");
        using Owned<PyObject> checkedConstraints = Own.Of(ts, count == 0 ? null : PyTuple.New(ts, count));
        for (nint i = 0; i < count; i++)
        {
            PyObject* one = checkedConstraints.IsNull ? null : TypeParams.CheckType(ts, PyTuple.GetBorrowed(constraints, i), "TypeVar(name, constraint, ...): constraints must be types.");
            if (one == null)
                return null;
            PyTuple.SetSteal(checkedConstraints.Pointer, i, one);
        }
        if (count > 0)
            PyTuple.Track(ts, checkedConstraints.Pointer);
        TypeVarObject* self = (TypeVarObject*)TypeParams.New(ts, Type, (PyObject*)name);
        if (self == null)
            return null;
        self->bound = heldBound.Release();
        self->constraints = checkedConstraints.Release();
        self->default_value = Ref.New(@default == null ? TypeParams.NoDefault : @default);
        self->covariant = (byte)(covariant ? 1 : 0);
        self->contravariant = (byte)(contravariant ? 1 : 0);
        self->infer_variance = (byte)(infer_variance ? 1 : 0);
        if (TypeParams.SetModule(ts, (PyObject*)self) == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, TypeVarObject* self) => TypeParams.Repr(ts, self->name, self->covariant, self->contravariant, self->infer_variance);

    [PyGetSet("__bound__")]
    private static PyObject* GetBound(ThreadState* ts, TypeVarObject* self) => TypeParams.Evaluate(ts, &self->bound, self->evaluate_bound, Py.None);

    [PyGetSet("__constraints__")]
    private static PyObject* GetConstraints(ThreadState* ts, TypeVarObject* self) => TypeParams.Evaluate(ts, &self->constraints, self->evaluate_constraints, PyTuple.Empty());

    [PyGetSet("evaluate_bound")]
    private static PyObject* GetEvaluateBound(ThreadState* ts, TypeVarObject* self) => TypeParams.Evaluator(ts, self->bound, self->evaluate_bound);

    [PyGetSet("evaluate_constraints")]
    private static PyObject* GetEvaluateConstraints(ThreadState* ts, TypeVarObject* self) => TypeParams.Evaluator(ts, self->constraints, self->evaluate_constraints);

    [PyMethod("($self, arg, /)")]
    private static PyObject* __typing_subst__(ThreadState* ts, PyObject* self, PyObject* arg) => TypeParams.CallTyping(ts, "_typevar_subst", self, arg);

    /// <summary>Appends the default when this parameter is the first that the arguments leave out.</summary>
    [PyMethod("($self, alias, args, /)")]
    private static PyObject* __typing_prepare_subst__(ThreadState* ts, TypeVarObject* self, PyObject* alias, PyObject* args)
    {
        using Owned<PyObject> parameters = Own.Of(ts, Obj.GetAttr(ts, alias, Id.__parameters__));
        using Owned<PyObject> given = Own.Of(ts, parameters.IsNull ? null : PyTuple.FromSequence(ts, args));
        nint index = given.IsNull ? -1 : Seq.IndexOf(ts, parameters.Pointer, (PyObject*)self);
        if (index < 0)
            return null;
        nint count = PyTuple.Size(given.Pointer);
        if (index < count)
            return Ref.New(args);
        if (index == count)
        {
            using Owned<PyObject> missing = Own.Of(ts, GetDefault(ts, self));
            if (missing.IsNull)
                return null;
            if (missing.Pointer != TypeParams.NoDefault)
            {
                using Owned<PyObject> one = Own.Of(ts, PyTuple.Pack(ts, missing.Pointer));
                return one.IsNull ? null : Seq.Concat(ts, given.Pointer, one.Pointer);
            }
        }
        return Err.Type(ts, $"Too few arguments for {Obj.ReprText(ts, alias)}");
    }
}

[PyType("typing.ParamSpec", Layout = typeof(ParamSpecObject), Flags = TypeFlags.HaveGc, WeaklistField = "weakreflist", DictField = "dict", Doc = "A parameter specification.")]
[PyMember("__name__", "name", MemberType.Object)]
[PyMember("__bound__", "bound", MemberType.Object)]
[PyMember("__covariant__", "covariant", MemberType.Bool)]
[PyMember("__contravariant__", "contravariant", MemberType.Bool)]
[PyMember("__infer_variance__", "infer_variance", MemberType.Bool)]
internal static unsafe partial class ParamSpecType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, ParamSpecObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        tp_clear(ts, self);
        Ref.Clear(ts, &self->name);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(ParamSpecObject* self, visitproc visit, void* arg) => TypeParams.Traverse(&self->bound, 4, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, ParamSpecObject* self) => TypeParams.ClearFields(ts, &self->bound, 4);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => UnionSupport.OrAnything(ts, a, b);

    [PyMethod("($self, bases, /)", HideSignature = true)]
    private static PyObject* __mro_entries__(ThreadState* ts, PyObject* self, PyObject* bases) => Err.Type(ts, "Cannot subclass an instance of ParamSpec");

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, ParamSpecObject* self) => Ref.New(self->name);

    [PyMethod("($self, /)")]
    private static bool has_default(ThreadState* ts, ParamSpecObject* self) => self->evaluate_default != null || (self->default_value != null && self->default_value != TypeParams.NoDefault);

    [PyGetSet("__default__")]
    private static PyObject* GetDefault(ThreadState* ts, ParamSpecObject* self) => TypeParams.Evaluate(ts, &self->default_value, self->evaluate_default, TypeParams.NoDefault);

    [PyGetSet("evaluate_default")]
    private static PyObject* GetEvaluateDefault(ThreadState* ts, ParamSpecObject* self) => TypeParams.Evaluator(ts, self->default_value == TypeParams.NoDefault ? null : self->default_value, self->evaluate_default);

    [Slot("(name, *, bound=None, default=<unrepresentable>, covariant=False, contravariant=False, infer_variance=False)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyASCIIObject* name, PyObject* bound = null, PyObject* @default = null, bool covariant = false, bool contravariant = false, bool infer_variance = false)
    {
        if (!TypeParams.CheckVariance(ts, covariant, contravariant, infer_variance))
            return null;
        bool hasBound = bound != null && bound != Py.None;
        using Owned<PyObject> heldBound = Own.Of(ts, hasBound ? TypeParams.CheckType(ts, bound, "Bound must be a type.") : null);
        if (hasBound && heldBound.IsNull)
            return null;
        ParamSpecObject* self = (ParamSpecObject*)TypeParams.New(ts, Type, (PyObject*)name);
        if (self == null)
            return null;
        self->bound = heldBound.Release();
        self->default_value = Ref.New(@default == null ? TypeParams.NoDefault : @default);
        self->covariant = (byte)(covariant ? 1 : 0);
        self->contravariant = (byte)(contravariant ? 1 : 0);
        self->infer_variance = (byte)(infer_variance ? 1 : 0);
        if (TypeParams.SetModule(ts, (PyObject*)self) == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, ParamSpecObject* self) => TypeParams.Repr(ts, self->name, self->covariant, self->contravariant, self->infer_variance);

    [PyGetSet("args", Doc = "Stands for the positional arguments.")]
    private static PyObject* GetArgs(ThreadState* ts, PyObject* self) => ParamSpecParts.New(ts, ParamSpecArgsType.Type, self);

    [PyGetSet("kwargs", Doc = "Stands for the keyword arguments.")]
    private static PyObject* GetKwargs(ThreadState* ts, PyObject* self) => ParamSpecParts.New(ts, ParamSpecKwargsType.Type, self);

    [PyMethod("($self, arg, /)")]
    private static PyObject* __typing_subst__(ThreadState* ts, PyObject* self, PyObject* arg) => TypeParams.CallTyping(ts, "_paramspec_subst", self, arg);

    [PyMethod("($self, alias, args, /)")]
    private static PyObject* __typing_prepare_subst__(ThreadState* ts, PyObject* self, PyObject* alias, PyObject* args) => TypeVarTupleType.CallThree(ts, "_paramspec_prepare_subst", self, alias, args);
}

[PyType("typing.TypeVarTuple", Layout = typeof(TypeVarTupleObject), Flags = TypeFlags.HaveGc, WeaklistField = "weakreflist", DictField = "dict", Doc = "A type variable tuple.")]
[PyMember("__name__", "name", MemberType.Object)]
internal static unsafe partial class TypeVarTupleType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, TypeVarTupleObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        tp_clear(ts, self);
        Ref.Clear(ts, &self->name);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(TypeVarTupleObject* self, visitproc visit, void* arg) => TypeParams.Traverse(&self->default_value, 3, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, TypeVarTupleObject* self) => TypeParams.ClearFields(ts, &self->default_value, 3);

    [PyMethod("($self, bases, /)", HideSignature = true)]
    private static PyObject* __mro_entries__(ThreadState* ts, PyObject* self, PyObject* bases) => Err.Type(ts, "Cannot subclass an instance of TypeVarTuple");

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, TypeVarTupleObject* self) => Ref.New(self->name);

    [PyMethod("($self, /)")]
    private static bool has_default(ThreadState* ts, TypeVarTupleObject* self) => self->evaluate_default != null || (self->default_value != null && self->default_value != TypeParams.NoDefault);

    [PyGetSet("__default__")]
    private static PyObject* GetDefault(ThreadState* ts, TypeVarTupleObject* self) => TypeParams.Evaluate(ts, &self->default_value, self->evaluate_default, TypeParams.NoDefault);

    [PyGetSet("evaluate_default")]
    private static PyObject* GetEvaluateDefault(ThreadState* ts, TypeVarTupleObject* self) => TypeParams.Evaluator(ts, self->default_value == TypeParams.NoDefault ? null : self->default_value, self->evaluate_default);

    [Slot("(name, *, default=<unrepresentable>)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyASCIIObject* name, PyObject* @default = null)
    {
        TypeVarTupleObject* self = (TypeVarTupleObject*)TypeParams.New(ts, Type, (PyObject*)name);
        if (self == null)
            return null;
        self->default_value = Ref.New(@default == null ? TypeParams.NoDefault : @default);
        if (TypeParams.SetModule(ts, (PyObject*)self) == Status.Ok)
            return (PyObject*)self;
        Ref.Dec(ts, self);
        return null;
    }

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, TypeVarTupleObject* self) => Ref.New(self->name);

    /// <summary>*Ts is one item: Unpack[Ts].</summary>
    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> unpacked = Own.Of(ts, TypeParams.Unpacked(ts, self));
        using Owned<PyObject> tuple = Own.Of(ts, unpacked.IsNull ? null : PyTuple.Pack(ts, unpacked.Pointer));
        return tuple.IsNull ? null : Obj.GetIter(ts, tuple.Pointer);
    }

    [PyMethod("($self, arg, /)")]
    private static PyObject* __typing_subst__(ThreadState* ts, PyObject* self, PyObject* arg) => Err.Type(ts, "Substitution of bare TypeVarTuple is not supported");

    [PyMethod("($self, alias, args, /)")]
    private static PyObject* __typing_prepare_subst__(ThreadState* ts, PyObject* self, PyObject* alias, PyObject* args) => CallThree(ts, "_typevartuple_prepare_subst", self, alias, args);

    internal static PyObject* CallThree(ThreadState* ts, string function, PyObject* a, PyObject* b, PyObject* c)
    {
        using Owned<PyObject> typing = Own.Of(ts, Imports.ImportModule(ts, "typing"));
        using Owned<PyObject> f = Own.Of(ts, typing.IsNull ? null : Obj.GetAttr(ts, typing.Pointer, function));
        return f.IsNull ? null : Call.ThreeArgs(ts, f.Pointer, a, b, c);
    }
}
