// The rarely used operations behind CALL_INTRINSIC_1 and CALL_INTRINSIC_2. See docs/internals/interpreter.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class Intrinsics
{
    public static PyObject* Call1(ThreadState* ts, _PyInterpreterFrame* frame, Intrinsic1 intrinsic, PyObject* value) => intrinsic switch
    {
        Intrinsic1.INTRINSIC_PRINT => Print(ts, value),
        Intrinsic1.INTRINSIC_IMPORT_STAR => ImportStar.Run(ts, frame, value),
        Intrinsic1.INTRINSIC_STOPITERATION_ERROR => StopIterationError(ts, frame, value),
        Intrinsic1.INTRINSIC_ASYNC_GEN_WRAP => AsyncGenWrappedValueType.New(ts, value),
        Intrinsic1.INTRINSIC_UNARY_POSITIVE => Num.Positive(ts, value),
        Intrinsic1.INTRINSIC_LIST_TO_TUPLE => PyList.AsTuple(ts, value),
        Intrinsic1.INTRINSIC_TYPEVAR => TypeParams.TypeVar(ts, value, null, null),
        Intrinsic1.INTRINSIC_PARAMSPEC => TypeParams.ParamSpec(ts, value),
        Intrinsic1.INTRINSIC_TYPEVARTUPLE => TypeParams.TypeVarTuple(ts, value),
        Intrinsic1.INTRINSIC_SUBSCRIPT_GENERIC => TypeParams.SubscriptGeneric(ts, value),
        Intrinsic1.INTRINSIC_TYPEALIAS => TypeParams.TypeAlias(ts, value),
        _ => Err.System(ts, "unknown intrinsic"),
    };

    public static PyObject* Call2(ThreadState* ts, Intrinsic2 intrinsic, PyObject* value2, PyObject* value1) => intrinsic switch
    {
        Intrinsic2.INTRINSIC_PREP_RERAISE_STAR => ReraiseStar.Prepare(ts, value2, value1),
        Intrinsic2.INTRINSIC_TYPEVAR_WITH_BOUND => TypeParams.TypeVar(ts, value2, value1, null),
        Intrinsic2.INTRINSIC_TYPEVAR_WITH_CONSTRAINTS => TypeParams.TypeVar(ts, value2, null, value1),
        Intrinsic2.INTRINSIC_SET_FUNCTION_TYPE_PARAMS => SetTypeParams(ts, value2, value1),
        Intrinsic2.INTRINSIC_SET_TYPEPARAM_DEFAULT => TypeParams.SetDefault(ts, value2, value1),
        _ => Err.System(ts, "unknown intrinsic"),
    };

    /// <summary>The value of an expression statement in interactive mode.</summary>
    private static PyObject* Print(ThreadState* ts, PyObject* value)
    {
        PyObject* hook = ts->interp->sysdict == null ? null : PyDict.GetBorrowed(ts, ts->interp->sysdict, Id.displayhook);
        if (hook == null)
            return Err.Occurred(ts) ? null : Err.Runtime(ts, "lost sys.displayhook");
        using Owned<PyObject> held = Own.Of(ts, Ref.New(hook));
        return Call.OneArg(ts, hook, value);
    }

    /// <summary>StopIteration that leaves a generator's body would look like its end: RuntimeError takes its place (PEP 479).</summary>
    private static PyObject* StopIterationError(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* exception)
    {
        int flags = Frames.CodeOf(frame)->co_flags;
        bool asyncGenerator = (flags & (int)CodeFlags.CO_ASYNC_GENERATOR) != 0;
        string? message = null;
        if (Err.GivenMatches(ts, exception, (PyObject*)Exc.StopIteration))
            message = asyncGenerator ? "async generator raised StopIteration" : (flags & (int)CodeFlags.CO_COROUTINE) != 0 ? "coroutine raised StopIteration" : "generator raised StopIteration";
        else if (asyncGenerator && Err.GivenMatches(ts, exception, (PyObject*)Exc.StopAsyncIteration))
            message = "async generator raised StopAsyncIteration";
        if (message == null)
            return Ref.New(exception);
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, message));
        PyObject* error = text.IsNull ? null : Call.OneArg(ts, (PyObject*)Exc.RuntimeError, text.Pointer);
        if (error == null)
            return null;
        PyBaseExceptionObject* e = (PyBaseExceptionObject*)error;
        Ref.SetSteal(ts, &e->cause, Ref.New(exception));
        Ref.SetSteal(ts, &e->context, Ref.New(exception));
        e->suppress_context = 1;
        return error;
    }

    private static PyObject* SetTypeParams(ThreadState* ts, PyObject* function, PyObject* parameters)
    {
        Ref.SetSteal(ts, &((PyFunctionObject*)function)->func_typeparams, Ref.New(parameters));
        return Ref.New(function);
    }
}
