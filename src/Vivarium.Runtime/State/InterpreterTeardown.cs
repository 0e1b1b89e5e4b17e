// The end of an interpreter, after its modules are gone: what the state itself holds, the last collection, free lists, interned strings, thread states. Afterwards the heap is
// empty unless something leaked. See docs/internals/state.md.
namespace Vivarium.Runtime.State;

internal static unsafe class InterpreterTeardown
{
    public static void Run(ThreadState* ts)
    {
        InterpreterState* interp = ts->interp;
        interp->finalizing = 1;
        if (interp->release_signals != null)
            interp->release_signals(ts);
        GcCollector.CollectFull(ts);
        ClearFields(ts, interp);
        ThreadStates.Clear(ts);
        PyType.ClearCache(ts);
        Subclasses.ClearTables(ts);
        GcCollector.CollectFull(ts);
        // Finalizers that ran until now may have made some of it anew: registries of codecs, filters of warnings, what a repr() keeps for the thread.
        ClearFields(ts, interp);
        ThreadStates.Clear(ts);
        Ref.Clear(ts, &interp->gc.garbage);
        Ref.Clear(ts, &interp->gc.callbacks);
        PyType.ClearCache(ts);
        FreeListClearing.ClearAll(ts);
        FreeListClearing.ClearReserve(ts);
        PyUnicode.ClearInterned(ts);
        while (interp->threads != null)
            ThreadStates.Delete(interp->threads);
    }

    private static void ClearFields(ThreadState* ts, InterpreterState* interp)
    {
        Ref.Clear(ts, &interp->codec_search_path);
        Ref.Clear(ts, &interp->codec_search_cache);
        Ref.Clear(ts, &interp->codec_error_registry);
        Ref.Clear(ts, &interp->thread_locals);
        Ref.Clear(ts, &interp->atexit_callbacks);
        Ref.Clear(ts, &interp->signal_handlers);
        Ref.Clear(ts, &interp->warnings_filters);
        Ref.Clear(ts, &interp->warnings_once_registry);
        Ref.Clear(ts, &interp->warnings_default_action);
        Ref.Clear(ts, &interp->warnings_context);
        Ref.Clear(ts, &interp->ast_state);
        Ref.Clear(ts, &interp->struct_cache);
        Ref.Clear(ts, &interp->csv_dialects);
        Ref.Clear(ts, &interp->pickle_state);
        Ref.Clear(ts, &interp->audit_hooks);
        MonitoringState.Release(ts);
        Ref.Clear(ts, &interp->common_all);
        Ref.Clear(ts, &interp->common_any);
        Ref.Clear(ts, &interp->callable_len);
        Ref.Clear(ts, &interp->callable_isinstance);
        Ref.Clear(ts, &interp->import_func);
        Ref.Clear(ts, &interp->importlib);
        Ref.Clear(ts, &interp->modules);
        Ref.Clear(ts, &interp->sys_module);
        Ref.Clear(ts, &interp->sysdict);
        Ref.Clear(ts, &interp->builtins_module);
        Ref.Clear(ts, &interp->builtins);
    }
}
