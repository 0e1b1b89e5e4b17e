// The end of an interpreter, after its modules are gone: what the state itself holds, the last collection, free lists, interned strings, thread states. Afterwards the heap is
// empty unless something leaked. See docs/internals/state.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.State;

internal static unsafe class InterpreterTeardown
{
    public static void Run(ThreadState* ts)
    {
        InterpreterState* interp = ts->interp;
        interp->finalizing = 1;
        GcCollector.CollectFull(ts);
        ClearFields(ts, interp);
        ThreadStates.Clear(ts);
        PyType.ClearCache(ts);
        Subclasses.ClearTables(ts);
        GcCollector.CollectFull(ts);
        Ref.Clear(ts, &interp->gc.garbage);
        Ref.Clear(ts, &interp->gc.callbacks);
        PyType.ClearCache(ts);
        FreeListCleanup.ClearAll(ts);
        PyUnicode.ClearInterned(ts);
        while (interp->threads != null)
            ThreadStates.Delete(interp->threads);
    }

    private static void ClearFields(ThreadState* ts, InterpreterState* interp)
    {
        Ref.Clear(ts, &interp->codec_search_path);
        Ref.Clear(ts, &interp->codec_search_cache);
        Ref.Clear(ts, &interp->codec_error_registry);
        Ref.Clear(ts, &interp->atexit_callbacks);
        Ref.Clear(ts, &interp->warnings_filters);
        Ref.Clear(ts, &interp->warnings_once_registry);
        Ref.Clear(ts, &interp->warnings_default_action);
        Ref.Clear(ts, &interp->common_all);
        Ref.Clear(ts, &interp->common_any);
        Ref.Clear(ts, &interp->import_func);
        Ref.Clear(ts, &interp->importlib);
        Ref.Clear(ts, &interp->modules);
        Ref.Clear(ts, &interp->sys_module);
        Ref.Clear(ts, &interp->sysdict);
        Ref.Clear(ts, &interp->builtins_module);
        Ref.Clear(ts, &interp->builtins);
    }
}

/// <summary>Emptying the free lists: at the end of an interpreter and in full collections.</summary>
internal static unsafe class FreeListCleanup
{
    public static void ClearAll(ThreadState* ts)
    {
        FreeLists* lists = &ts->interp->free_lists;
        Clear(ts, &lists->floats, false);
        Clear(ts, &lists->ints, false);
        for (int i = 0; i < FreeLists.TupleMaxSaveSize; i++)
            Clear(ts, (FreeList*)Unsafe.AsPointer(ref lists->tuples[i]), true);
        Clear(ts, &lists->lists, true);
        Clear(ts, &lists->list_iters, true);
        Clear(ts, &lists->tuple_iters, true);
        Clear(ts, &lists->dicts, true);
        ClearBlocks(ts, &lists->dictkeys);
        Clear(ts, &lists->slices, true);
        Clear(ts, &lists->ranges, false);
        Clear(ts, &lists->range_iters, false);
        Clear(ts, &lists->contexts, true);
        Clear(ts, &lists->pycfunctionobject, true);
        Clear(ts, &lists->pycmethodobject, true);
        Clear(ts, &lists->pymethodobjects, true);
        if (ts->interp->finalizing != 0)
            Clear(ts, &ts->interp->memory_errors, true);
    }

    private static void Clear(ThreadState* ts, FreeList* list, bool gcHead)
    {
        void* entry;
        while ((entry = FreeList.Pop(list)) != null)
            ObjectDomain.Free(ts->interp->heap, gcHead ? (byte*)entry - sizeof(PyGC_Head) : entry);
    }

    private static void ClearBlocks(ThreadState* ts, FreeList* list)
    {
        void* entry;
        while ((entry = FreeList.Pop(list)) != null)
            MemDomain.Free(ts->interp->heap, entry);
    }
}
