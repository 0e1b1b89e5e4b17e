// sys: trace and profile functions, hooks of asynchronous code, profilers and debuggers from outside.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Sys;

internal static unsafe partial class SysModule
{
    private static PyObject* OrNone(PyObject* o) => o == null ? Py.None : Ref.New(o);

    private static void SetHook(ThreadState* ts, PyObject** field, PyObject* function) => Ref.SetSteal(ts, field, function == Py.None ? null : Ref.New(function));

    private static PyObject* NullOrFunction(PyObject* function) => function == Py.None ? null : function;

    [PyFunction("($module, function, /)", Doc = "Set this thread's trace function, which is called for each line, call, return and exception; None for no tracing.")]
    private static Status settrace(ThreadState* ts, PyObject* module, PyObject* function) => LegacyTracing.SetTrace(ts, ts, NullOrFunction(function));

    [PyFunction("($module, function, /)", Doc = "Set the trace function of all threads of this interpreter.")]
    private static Status _settraceallthreads(ThreadState* ts, PyObject* module, PyObject* function)
    {
        for (ThreadState* thread = ts->interp->threads; thread != null; thread = thread->next)
        {
            if (LegacyTracing.SetTrace(ts, thread, NullOrFunction(function)) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    [PyFunction("($module, /)", Doc = "This thread's trace function, or None.")]
    private static PyObject* gettrace(ThreadState* ts, PyObject* module) => OrNone(ts->c_traceobj);

    [PyFunction("($module, function, /)", Doc = "Set this thread's profile function, which is called for each call and return; None for no profiling.")]
    private static Status setprofile(ThreadState* ts, PyObject* module, PyObject* function) => LegacyTracing.SetProfile(ts, ts, NullOrFunction(function));

    [PyFunction("($module, function, /)", Doc = "Set the profile function of all threads of this interpreter.")]
    private static Status _setprofileallthreads(ThreadState* ts, PyObject* module, PyObject* function)
    {
        for (ThreadState* thread = ts->interp->threads; thread != null; thread = thread->next)
        {
            if (LegacyTracing.SetProfile(ts, thread, NullOrFunction(function)) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    [PyFunction("($module, /)", Doc = "This thread's profile function, or None.")]
    private static PyObject* getprofile(ThreadState* ts, PyObject* module) => OrNone(ts->c_profileobj);

    [PyFunction("($module, func, args, /)", Doc = "Call func(*args) with tracing on, from within a trace function.")]
    private static PyObject* call_tracing(ThreadState* ts, PyObject* module, PyObject* func, PyTupleObject* args)
    {
        int saved = ts->tracing;
        ts->tracing = 0;
        PyObject* result = Call.Object(ts, func, (PyObject*)args, null);
        ts->tracing = saved;
        return result;
    }

    // ---- Coroutines and asynchronous generators ----

    [PyFunction("($module, /)", Doc = "How many frames coroutines record when they are made.")]
    private static int get_coroutine_origin_tracking_depth(ThreadState* ts, PyObject* module) => ts->coroutine_origin_tracking_depth;

    [PyFunction("($module, /, depth)", Doc = "Set how many frames this thread's coroutines record as cr_origin when they are made; 0 for none.")]
    private static PyObject* set_coroutine_origin_tracking_depth(ThreadState* ts, PyObject* module, int depth)
    {
        if (depth < 0)
            return Err.Value(ts, "depth must be >= 0");
        ts->coroutine_origin_tracking_depth = depth;
        return Py.None;
    }

    [PyFunction("($module, /)", Doc = "The hooks of asynchronous generators as a named tuple (firstiter, finalizer).")]
    private static PyObject* get_asyncgen_hooks(ThreadState* ts, PyObject* module)
    {
        var hooks = new StructSequenceBuilder(ts, SysInfoTypes.AsyncGenHooks);
        hooks.AddSteal(OrNone(ts->async_gen_firstiter));
        hooks.AddSteal(OrNone(ts->async_gen_finalizer));
        return hooks.Finish();
    }

    [PyFunction(Doc = "set_asyncgen_hooks([firstiter] [, finalizer])\n\nSet the functions that this thread calls with asynchronous generators that are iterated first,\nand that are about to be freed.")]
    private static PyObject* set_asyncgen_hooks(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        PyObject* firstiter = nargs > 0 ? args[0] : null;
        PyObject* finalizer = nargs > 1 ? args[1] : null;
        nint named = kwnames == null ? 0 : PyTuple.Size(kwnames);
        if (nargs + named > 2)
            return Err.Type(ts, $"function takes at most 2 {(nargs == 0 ? "keyword " : "")}arguments ({nargs + named} given)");
        for (nint i = 0; i < named; i++)
        {
            PyObject* name = PyTuple.GetBorrowed(kwnames, i);
            bool first = PyUnicode.EqualToString(name, "firstiter");
            if (!first && !PyUnicode.EqualToString(name, "finalizer"))
                return Err.Type(ts, $"this function got an unexpected keyword argument '{PyUnicode.ToString(name)}'");
            if ((first ? firstiter : finalizer) != null)
                return Err.Type(ts, $"argument for function given by name ('{PyUnicode.ToString(name)}') and position ({(first ? 1 : 2)})");
            if (first)
                firstiter = args[nargs + i];
            else
                finalizer = args[nargs + i];
        }
        if (!CheckHook(ts, finalizer, "finalizer") || !CheckHook(ts, firstiter, "firstiter"))
            return null;
        if (finalizer != null && !SetAsyncHook(ts, "sys.set_asyncgen_hook_finalizer", &ts->async_gen_finalizer, finalizer))
            return null;
        return firstiter == null || SetAsyncHook(ts, "sys.set_asyncgen_hook_firstiter", &ts->async_gen_firstiter, firstiter) ? Py.None : null;
    }

    private static bool CheckHook(ThreadState* ts, PyObject* hook, string name)
    {
        if (hook == null || hook == Py.None || Obj.IsCallable(hook))
            return true;
        Err.Type(ts, $"callable {name} expected, got {PyType.NameOf(hook)}");
        return false;
    }

    private static bool SetAsyncHook(ThreadState* ts, string auditEvent, PyObject** field, PyObject* hook)
    {
        if (Audit.Raise(ts, auditEvent, null) != Status.Ok)
            return false;
        SetHook(ts, field, hook);
        return true;
    }

    // ---- Profilers and debuggers from outside ----

    [PyFunction("($module, backend, /)", Doc = "Make Python functions visible to a native profiler.\n\nThere is none that could see them: the only backend, 'perf', needs native code for each function.")]
    private static PyObject* activate_stack_trampoline(ThreadState* ts, PyObject* module, PyASCIIObject* backend)
    {
        string name = PyUnicode.ToString((PyObject*)backend);
        return name is "perf" or "perf_jit" ? Err.Value(ts, "perf trampoline not available") : Err.Value(ts, $"invalid backend: {name}");
    }

    [PyFunction("($module, /)", Doc = "Undo activate_stack_trampoline().")]
    private static void deactivate_stack_trampoline(ThreadState* ts, PyObject* module)
    {
    }

    [PyFunction("($module, /)", Doc = "Tell whether Python functions are visible to a native profiler.")]
    private static bool is_stack_trampoline_active(ThreadState* ts, PyObject* module) => false;

    [PyFunction("($module, /)", Doc = "Tell whether another process may have this one run a script (remote_exec()).")]
    private static bool is_remote_debug_enabled(ThreadState* ts, PyObject* module) => false;

    [PyFunction("($module, /, pid, script)", Doc = "Have another Python process run a script file.\n\nProcesses of Vivarium keep their heaps to themselves, and cannot be told.")]
    private static PyObject* remote_exec(ThreadState* ts, PyObject* module, int pid, PyObject* script) =>
        Err.Runtime(ts, "Remote debugging is not enabled");

    [PyFunction("($module, /, outpath)", Doc = "Write the graph of compiled traces to a file. There are none.")]
    private static PyObject* _dump_tracelets(ThreadState* ts, PyObject* module, PyObject* outpath) => Err.SetString(ts, Exc.NotImplementedError, "No JIT available");
}
