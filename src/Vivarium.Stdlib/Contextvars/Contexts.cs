// What contexts are made of: each holds a dict from variables to values, which its copies share. Invariant: a dict that anyone else refers to (a copy, an iterator,
// a comparison under way) is never changed; the context takes one of its own first. A context is entered at most once at a time. See docs/internals/contextvars.md.
namespace Vivarium.Stdlib.Contextvars;

internal unsafe struct PyContext
{
    public PyObject ob_base;
    /// <summary>While entered: the context that comes back at the exit, or null.</summary>
    public PyContext* ctx_prev;
    public PyObject* ctx_vars;
    public PyObject* ctx_weakreflist;
    public int ctx_entered;
}

internal static unsafe class Contexts
{
    /// <summary>A context with these variables (null: none), which it shares until either side changes them.</summary>
    public static PyObject* New(ThreadState* ts, PyObject* variables)
    {
        PyObject* held = variables == null ? PyDict.New(ts) : Ref.New(variables);
        PyContext* context = held == null ? null : (PyContext*)ObjectAlloc.GcNew(ts, ContextType.Type);
        if (context == null)
        {
            Ref.XDec(ts, held);
            return null;
        }
        context->ctx_prev = null;
        context->ctx_vars = held;
        context->ctx_weakreflist = null;
        context->ctx_entered = 0;
        GcList.Track(ts, (PyObject*)context);
        return (PyObject*)context;
    }

    /// <summary>The thread's context, made when it is first asked for.</summary>
    public static PyContext* CurrentBorrowed(ThreadState* ts)
    {
        if (ts->context == null)
        {
            PyObject* context = New(ts, null);
            if (context == null)
                return null;
            ts->context = context;
            ts->context_ver++;
        }
        return (PyContext*)ts->context;
    }

    public static Status Set(ThreadState* ts, PyContext* context, PyObject* variable, PyObject* value) =>
        OwnVariables(ts, context) == Status.Ok ? PyDict.SetKnownHash(ts, context->ctx_vars, variable, value, ((PyContextVar*)variable)->var_hash) : Status.Error;

    public static Status Delete(ThreadState* ts, PyContext* context, PyObject* variable) =>
        OwnVariables(ts, context) == Status.Ok ? PyDict.DeleteKnownHash(ts, context->ctx_vars, variable, ((PyContextVar*)variable)->var_hash) : Status.Error;

    private static Status OwnVariables(ThreadState* ts, PyContext* context)
    {
        if (context->ctx_vars->ob_refcnt == 1)
            return Status.Ok;
        PyObject* copy = PyDict.Copy(ts, context->ctx_vars);
        if (copy == null)
            return Status.Error;
        Ref.SetSteal(ts, &context->ctx_vars, copy);
        return Status.Ok;
    }

    public static Status Enter(ThreadState* ts, PyContext* context)
    {
        if (context->ctx_entered != 0)
        {
            Err.Runtime(ts, $"cannot enter context: {Obj.ReprText(ts, (PyObject*)context)} is already entered");
            return Status.Error;
        }
        context->ctx_prev = (PyContext*)ts->context;
        context->ctx_entered = 1;
        ts->context = Ref.New(context);
        ts->context_ver++;
        return Status.Ok;
    }

    public static Status Exit(ThreadState* ts, PyContext* context)
    {
        if (context->ctx_entered == 0)
        {
            Err.Runtime(ts, $"cannot exit context: {Obj.ReprText(ts, (PyObject*)context)} has not been entered");
            return Status.Error;
        }
        if (ts->context != (PyObject*)context)
        {
            Err.Runtime(ts, "cannot exit context: thread state references a different context object");
            return Status.Error;
        }
        ts->context = (PyObject*)context->ctx_prev;
        context->ctx_prev = null;
        context->ctx_entered = 0;
        ts->context_ver++;
        Ref.Dec(ts, context);
        return Status.Ok;
    }
}
