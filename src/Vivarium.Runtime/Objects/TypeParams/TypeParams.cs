// What type parameters share: fields that are computed when first asked for (PEP 649, 695, 696), and the operations that generic syntax compiles to.
// Substitution rules live in the library's typing module, which these call. See docs/internals/generics.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct TypeVarObject
{
    public PyObject ob_base;
    public PyObject* name;
    public PyObject* bound;
    public PyObject* evaluate_bound;
    public PyObject* constraints;
    public PyObject* evaluate_constraints;
    public PyObject* default_value;
    public PyObject* evaluate_default;
    public PyObject* dict;
    public PyObject* weakreflist;
    public byte covariant;
    public byte contravariant;
    public byte infer_variance;
}

internal unsafe struct ParamSpecObject
{
    public PyObject ob_base;
    public PyObject* name;
    public PyObject* bound;
    public PyObject* default_value;
    public PyObject* evaluate_default;
    public PyObject* dict;
    public PyObject* weakreflist;
    public byte covariant;
    public byte contravariant;
    public byte infer_variance;
}

internal unsafe struct TypeVarTupleObject
{
    public PyObject ob_base;
    public PyObject* name;
    public PyObject* default_value;
    public PyObject* evaluate_default;
    public PyObject* dict;
    public PyObject* weakreflist;
}

internal unsafe struct TypeAliasObject
{
    public PyObject ob_base;
    public PyObject* name;
    public PyObject* type_params;
    public PyObject* compute_value;
    public PyObject* value;
    public PyObject* module;
}

internal static unsafe class TypeParams
{
    /// <summary>typing.NoDefault</summary>
    public static readonly PyObject* NoDefault = ImmortalRegion.AllocateObject(NoDefaultType.Type, (nuint)sizeof(PyObject));

    // ---- The syntax ----

    public static PyObject* TypeVar(ThreadState* ts, PyObject* name, PyObject* evaluateBound, PyObject* evaluateConstraints)
    {
        TypeVarObject* self = (TypeVarObject*)New(ts, TypeVarType.Type, name);
        if (self == null)
            return null;
        self->evaluate_bound = Ref.XNew(evaluateBound);
        self->evaluate_constraints = Ref.XNew(evaluateConstraints);
        self->infer_variance = 1;
        return (PyObject*)self;
    }

    public static PyObject* ParamSpec(ThreadState* ts, PyObject* name)
    {
        ParamSpecObject* self = (ParamSpecObject*)New(ts, ParamSpecType.Type, name);
        if (self != null)
            self->infer_variance = 1;
        return (PyObject*)self;
    }

    public static PyObject* TypeVarTuple(ThreadState* ts, PyObject* name) => New(ts, TypeVarTupleType.Type, name);

    /// <summary>Of a tuple (name, type parameters or None, function that computes the value).</summary>
    public static PyObject* TypeAlias(ThreadState* ts, PyObject* parts)
    {
        PyObject* parameters = PyTuple.GetBorrowed(parts, 1);
        return TypeAliasType.New(ts, PyTuple.GetBorrowed(parts, 0), parameters == Py.None ? null : parameters, PyTuple.GetBorrowed(parts, 2), null);
    }

    public static PyObject* SetDefault(ThreadState* ts, PyObject* parameter, PyObject* evaluate)
    {
        PyObject** field = parameter->ob_type == TypeVarType.Type ? &((TypeVarObject*)parameter)->evaluate_default
            : parameter->ob_type == ParamSpecType.Type ? &((ParamSpecObject*)parameter)->evaluate_default
            : parameter->ob_type == TypeVarTupleType.Type ? &((TypeVarTupleObject*)parameter)->evaluate_default : null;
        if (field == null)
            return Err.Type(ts, $"Expected a type param, got {Obj.ReprText(ts, parameter)}");
        Ref.SetSteal(ts, field, Ref.New(evaluate));
        return Ref.New(parameter);
    }

    /// <summary>The base class Generic[…] that a class with type parameters gets.</summary>
    public static PyObject* SubscriptGeneric(ThreadState* ts, PyObject* parameters)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        for (nint i = 0; !list.IsNull && i < PyTuple.Size(parameters); i++)
        {
            PyObject* parameter = PyTuple.GetBorrowed(parameters, i);
            using Owned<PyObject> item = Own.Of(ts, parameter->ob_type == TypeVarTupleType.Type ? Unpacked(ts, parameter) : Ref.New(parameter));
            if (item.IsNull || PyList.Append(ts, list.Pointer, item.Pointer) != Status.Ok)
                return null;
        }
        using Owned<PyObject> tuple = Own.Of(ts, list.IsNull ? null : PyList.AsTuple(ts, list.Pointer));
        return tuple.IsNull ? null : CallTyping(ts, "_GenericAlias", (PyObject*)GenericType.Type, tuple.Pointer);
    }

    /// <summary>typing.Unpack[parameter]</summary>
    public static PyObject* Unpacked(ThreadState* ts, PyObject* parameter)
    {
        using Owned<PyObject> typing = Own.Of(ts, Imports.ImportModule(ts, "typing"));
        using Owned<PyObject> unpack = Own.Of(ts, typing.IsNull ? null : Obj.GetAttr(ts, typing.Pointer, "Unpack"));
        return unpack.IsNull ? null : Obj.GetItem(ts, unpack.Pointer, parameter);
    }

    // ---- What the types share ----

    /// <summary>An object with all fields empty but the name.</summary>
    public static PyObject* New(ThreadState* ts, PyTypeObject* type, PyObject* name)
    {
        PyObject* self = ObjectAlloc.GcNew(ts, type);
        if (self == null)
            return null;
        NativeMemory.Clear(self + 1, (nuint)(type->tp_basicsize - sizeof(PyObject)));
        ((TypeVarObject*)self)->name = Ref.New(name);
        GcList.Track(ts, self);
        return self;
    }

    public static int Traverse(PyObject** fields, int count, visitproc visit, void* arg)
    {
        for (int i = 0; i < count; i++)
        {
            int r = fields[i] == null ? 0 : visit(fields[i], arg);
            if (r != 0)
                return r;
        }
        return 0;
    }

    public static void ClearFields(ThreadState* ts, PyObject** fields, int count)
    {
        for (int i = 0; i < count; i++)
            Ref.Clear(ts, &fields[i]);
    }

    /// <summary>The field's value, computed when it is first asked for; owned.</summary>
    public static PyObject* Evaluate(ThreadState* ts, PyObject** field, PyObject* evaluate, PyObject* missing)
    {
        if (*field != null)
            return Ref.New(*field);
        if (evaluate == null)
            return Ref.New(missing);
        using Owned<PyObject> held = Own.Of(ts, Ref.New(evaluate));
        PyObject* value = Call.OneArg(ts, evaluate, PyLong.SmallInt(1));
        if (value == null)
            return null;
        Ref.SetSteal(ts, field, Ref.New(value));
        return value;
    }

    /// <summary>The function that computes a field: the compiler's, or one that gives a value known before; None without either.</summary>
    public static PyObject* Evaluator(ThreadState* ts, PyObject* value, PyObject* evaluate)
    {
        if (evaluate != null)
            return Ref.New(evaluate);
        return value == null ? Py.None : ConstEvaluatorType.New(ts, value);
    }

    public static PyObject* CallTyping(ThreadState* ts, string function, PyObject* a, PyObject* b)
    {
        using Owned<PyObject> typing = Own.Of(ts, Imports.ImportModule(ts, "typing"));
        using Owned<PyObject> f = Own.Of(ts, typing.IsNull ? null : Obj.GetAttr(ts, typing.Pointer, function));
        return f.IsNull ? null : Call.TwoArgs(ts, f.Pointer, a, b);
    }

    /// <summary>Checks a bound or constraint as typing does; owned.</summary>
    public static PyObject* CheckType(ThreadState* ts, PyObject* o, string message)
    {
        if (PyType.Check(o))
            return Ref.New(o);
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, message));
        return text.IsNull ? null : CallTyping(ts, "_type_check", o, text.Pointer);
    }

    /// <summary>Sets __module__ to that of the code that calls the constructor.</summary>
    public static Status SetModule(ThreadState* ts, PyObject* self)
    {
        PyObject* globals = Frames.CurrentGlobalsBorrowed(ts);
        PyObject* module = globals == null ? null : PyDict.GetBorrowed(ts, globals, Id.__name__);
        return module == null ? Err.Occurred(ts) ? Status.Error : Status.Ok : Obj.SetAttr(ts, self, Id.__module__, module);
    }

    public static bool CheckVariance(ThreadState* ts, bool covariant, bool contravariant, bool infer)
    {
        if (covariant && contravariant)
            Err.Value(ts, "Bivariant types are not supported.");
        else if (infer && (covariant || contravariant))
            Err.Value(ts, "Variance cannot be specified with infer_variance.");
        else
            return true;
        return false;
    }

    public static PyObject* Repr(ThreadState* ts, PyObject* name, byte covariant, byte contravariant, byte infer)
    {
        string mark = infer != 0 ? "" : covariant != 0 ? "+" : contravariant != 0 ? "-" : "~";
        return PyUnicode.FromString(ts, mark + PyUnicode.ToString(name));
    }
}
