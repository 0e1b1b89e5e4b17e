// TypeAliasType, Generic, and the small objects around type parameters. See docs/internals/generics.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct ParamSpecPartObject
{
    public PyObject ob_base;
    public PyObject* origin;
    public PyObject* weakreflist;
}

internal static unsafe class ParamSpecParts
{
    public static PyObject* New(ThreadState* ts, PyTypeObject* type, PyObject* origin)
    {
        ParamSpecPartObject* self = (ParamSpecPartObject*)ObjectAlloc.GcNew(ts, type);
        if (self == null)
            return null;
        self->origin = Ref.New(origin);
        self->weakreflist = null;
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    public static void Dealloc(ThreadState* ts, ParamSpecPartObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        Ref.Dec(ts, self->origin);
        ObjectAlloc.GcFree(ts, self);
    }

    public static PyObject* Repr(ThreadState* ts, ParamSpecPartObject* self, string part) =>
        self->origin->ob_type == ParamSpecType.Type
            ? PyUnicode.FromString(ts, $"{PyUnicode.ToString(((ParamSpecObject*)self->origin)->name)}.{part}")
            : PyUnicode.FromString(ts, $"{Obj.ReprText(ts, self->origin)}.{part}");
}

[PyType("typing.ParamSpecArgs", Layout = typeof(ParamSpecPartObject), Flags = TypeFlags.HaveGc, WeaklistField = "weakreflist", None = "tp_hash", Doc = "The positional arguments of a ParamSpec.")]
[PyMember("__origin__", "origin", MemberType.Object)]
internal static unsafe partial class ParamSpecArgsType
{
    [Slot("(origin)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* origin) => ParamSpecParts.New(ts, Type, origin);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, ParamSpecPartObject* self) => ParamSpecParts.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(ParamSpecPartObject* self, visitproc visit, void* arg) => visit(self->origin, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, ParamSpecPartObject* self) => ParamSpecParts.Repr(ts, self, "args");

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op) =>
        other->ob_type == Type ? Obj.RichCompare(ts, ((ParamSpecPartObject*)self)->origin, ((ParamSpecPartObject*)other)->origin, op) : Py.NotImplemented;

    [PyMethod("($self, bases, /)", HideSignature = true)]
    private static PyObject* __mro_entries__(ThreadState* ts, PyObject* self, PyObject* bases) => Err.Type(ts, "Cannot subclass an instance of ParamSpecArgs");
}

[PyType("typing.ParamSpecKwargs", Layout = typeof(ParamSpecPartObject), Flags = TypeFlags.HaveGc, WeaklistField = "weakreflist", None = "tp_hash", Doc = "The keyword arguments of a ParamSpec.")]
[PyMember("__origin__", "origin", MemberType.Object)]
internal static unsafe partial class ParamSpecKwargsType
{
    [Slot("(origin)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyObject* origin) => ParamSpecParts.New(ts, Type, origin);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, ParamSpecPartObject* self) => ParamSpecParts.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(ParamSpecPartObject* self, visitproc visit, void* arg) => visit(self->origin, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, ParamSpecPartObject* self) => ParamSpecParts.Repr(ts, self, "kwargs");

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op) =>
        other->ob_type == Type ? Obj.RichCompare(ts, ((ParamSpecPartObject*)self)->origin, ((ParamSpecPartObject*)other)->origin, op) : Py.NotImplemented;

    [PyMethod("($self, bases, /)", HideSignature = true)]
    private static PyObject* __mro_entries__(ThreadState* ts, PyObject* self, PyObject* bases) => Err.Type(ts, "Cannot subclass an instance of ParamSpecKwargs");
}

[PyType("typing.TypeAliasType", Layout = typeof(TypeAliasObject), Flags = TypeFlags.HaveGc, Doc = "A type alias, made by the type statement.")]
[PyMember("__name__", "name", MemberType.Object)]
internal static unsafe partial class TypeAliasType
{
    public static PyObject* New(ThreadState* ts, PyObject* name, PyObject* parameters, PyObject* compute, PyObject* value)
    {
        TypeAliasObject* self = (TypeAliasObject*)TypeParams.New(ts, Type, name);
        if (self == null)
            return null;
        self->type_params = Ref.XNew(parameters);
        self->compute_value = Ref.XNew(compute);
        self->value = Ref.XNew(value);
        PyObject* globals = Frames.CurrentGlobalsBorrowed(ts);
        self->module = globals == null ? null : Ref.XNew(PyDict.GetBorrowed(ts, globals, Id.__name__));
        return (PyObject*)self;
    }

    [Slot("(name, value, *, type_params=<unrepresentable>)")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type, PyASCIIObject* name, PyObject* value, PyObject* type_params = null)
    {
        if (type_params != null && !PyTuple.Check(type_params))
            return Err.Type(ts, "type_params must be a tuple");
        if (type_params != null && !CheckParameters(ts, type_params))
            return null;
        return New(ts, (PyObject*)name, type_params != null && PyTuple.Size(type_params) == 0 ? null : type_params, null, value);
    }

    /// <summary>All are type parameters, those without a default first.</summary>
    private static bool CheckParameters(ThreadState* ts, PyObject* parameters)
    {
        bool defaults = false;
        for (nint i = 0; i < PyTuple.Size(parameters); i++)
        {
            PyObject* parameter = PyTuple.GetBorrowed(parameters, i);
            if (parameter->ob_type != TypeVarType.Type && parameter->ob_type != ParamSpecType.Type && parameter->ob_type != TypeVarTupleType.Type)
            {
                Err.Type(ts, $"Expected a type param, got {Obj.ReprText(ts, parameter)}");
                return false;
            }
            using Owned<PyObject> value = Own.Of(ts, Obj.GetAttr(ts, parameter, "__default__"));
            if (value.IsNull)
                return false;
            if (value.Pointer == TypeParams.NoDefault && defaults)
            {
                Err.Type(ts, $"non-default type parameter '{Obj.ReprText(ts, parameter)}' follows default type parameter");
                return false;
            }
            defaults |= value.Pointer != TypeParams.NoDefault;
        }
        return true;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, TypeAliasObject* self)
    {
        GcList.UntrackIfTracked(self);
        TypeParams.ClearFields(ts, &self->name, 5);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(TypeAliasObject* self, visitproc visit, void* arg) => TypeParams.Traverse(&self->type_params, 4, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, TypeAliasObject* self) => TypeParams.ClearFields(ts, &self->type_params, 4);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, TypeAliasObject* self) => Ref.New(self->name);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => UnionSupport.OrAnything(ts, a, b);

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, TypeAliasObject* self, PyObject* args) =>
        self->type_params == null ? Err.Type(ts, "Only generic type aliases are subscriptable") : GenericAliasSupport.New(ts, (PyObject*)self, args);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self)
    {
        using Owned<PyObject> unpacked = Own.Of(ts, TypeParams.Unpacked(ts, self));
        using Owned<PyObject> tuple = Own.Of(ts, unpacked.IsNull ? null : PyTuple.Pack(ts, unpacked.Pointer));
        return tuple.IsNull ? null : Obj.GetIter(ts, tuple.Pointer);
    }

    [PyGetSet("__value__")]
    private static PyObject* GetValue(ThreadState* ts, TypeAliasObject* self) => TypeParams.Evaluate(ts, &self->value, self->compute_value, Py.None);

    [PyGetSet("evaluate_value")]
    private static PyObject* GetEvaluateValue(ThreadState* ts, TypeAliasObject* self) => TypeParams.Evaluator(ts, self->value, self->compute_value);

    [PyGetSet("__type_params__")]
    private static PyObject* GetTypeParams(ThreadState* ts, TypeAliasObject* self) => self->type_params == null ? PyTuple.Empty() : Ref.New(self->type_params);

    [PyGetSet("__parameters__")]
    private static PyObject* GetParameters(ThreadState* ts, TypeAliasObject* self)
    {
        if (self->type_params == null)
            return PyTuple.Empty();
        // Tuples of type variables stand there unpacked.
        PyObject* parameters = PyTuple.New(ts, PyTuple.Size(self->type_params));
        for (nint i = 0; parameters != null && i < PyTuple.Size(parameters); i++)
        {
            PyObject* parameter = PyTuple.GetBorrowed(self->type_params, i);
            PyObject* item = parameter->ob_type == TypeVarTupleType.Type ? TypeParams.Unpacked(ts, parameter) : Ref.New(parameter);
            if (item == null)
                Ref.Clear(ts, &parameters);
            else
                PyTuple.SetSteal(parameters, i, item);
        }
        return parameters;
    }

    [PyGetSet("__module__")]
    private static PyObject* GetModule(ThreadState* ts, TypeAliasObject* self) => self->module == null ? Py.None : Ref.New(self->module);

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, TypeAliasObject* self) => Ref.New(self->name);
}

[PyType("typing.Generic", Layout = typeof(PyObject), Flags = TypeFlags.BaseType | TypeFlags.ShownAsHeapType, Doc = "Base of classes with type parameters.")]
internal static unsafe partial class GenericType
{
    [PyClassMethod("($type, params, /)", HideSignature = true)]
    private static PyObject* __class_getitem__(ThreadState* ts, PyTypeObject* type, PyObject* @params) => TypeParams.CallTyping(ts, "_generic_class_getitem", (PyObject*)type, @params);

    [PyClassMethod("($type, *args, **kwargs)", HideSignature = true)]
    private static PyObject* __init_subclass__(ThreadState* ts, PyTypeObject* type, PyObject* args, PyObject* kwargs)
    {
        using Owned<PyObject> typing = Own.Of(ts, Imports.ImportModule(ts, "typing"));
        using Owned<PyObject> function = Own.Of(ts, typing.IsNull ? null : Obj.GetAttr(ts, typing.Pointer, "_generic_init_subclass"));
        return function.IsNull ? null : Call.ObjectPrepend(ts, function.Pointer, (PyObject*)type, args, kwargs);
    }
}

[PyType("NoDefaultType", Layout = typeof(PyObject), Doc = "The type of typing.NoDefault.")]
internal static unsafe partial class NoDefaultType
{
    [Slot("()")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type) => TypeParams.NoDefault;

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => PyUnicode.FromString(ts, "typing.NoDefault");

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reduce__(ThreadState* ts, PyObject* self) => PyUnicode.FromString(ts, "NoDefault");
}

internal unsafe struct ConstEvaluatorObject
{
    public PyObject ob_base;
    public PyObject* value;
}

/// <summary>A function of a format that gives a value known before.</summary>
[PyType("_typing._ConstEvaluator", Layout = typeof(ConstEvaluatorObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class ConstEvaluatorType
{
    private const long FormatString = 4;

    public static PyObject* New(ThreadState* ts, PyObject* value)
    {
        ConstEvaluatorObject* self = (ConstEvaluatorObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->value = Ref.New(value);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, ConstEvaluatorObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Dec(ts, self->value);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(ConstEvaluatorObject* self, visitproc visit, void* arg) => visit(self->value, arg);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, ConstEvaluatorObject* self) => PyUnicode.FromString(ts, $"<constevaluator {Obj.ReprText(ts, self->value)}>");

    [Slot]
    private static PyObject* tp_call(ThreadState* ts, ConstEvaluatorObject* self, PyObject* args, PyObject* kwargs)
    {
        if (PyTuple.Size(args) != 1 || (kwargs != null && PyDict.Size(kwargs) != 0))
            return Err.Type(ts, $"_ConstEvaluator expected 1 argument, got {PyTuple.Size(args)}");
        long format = PyLong.AsInt64(ts, PyTuple.GetBorrowed(args, 0));
        if (format == -1 && Err.Occurred(ts))
            return null;
        if (format != FormatString)
            return Ref.New(self->value);
        string? text = PyTuple.Check(self->value) ? GenericAliasSupport.TextOfAll(ts, self->value, ", ") : GenericAliasSupport.TextOf(ts, self->value);
        return text == null ? null : PyUnicode.FromString(ts, PyTuple.Check(self->value) ? $"({text})" : text);
    }
}
