// Making and ending thread states.
using Vivarium.Heap;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.State;

internal static unsafe partial class ThreadStates
{
    /// <summary>Native stack that Python code may use at most, below the point where a thread enters the runtime.</summary>
    public const nuint DefaultStackSize = 7 * 1024 * 1024;

    /// <summary>A zeroed thread state gets its interpreter and limits.</summary>
    public static void Initialize(ThreadState* ts, InterpreterState* interp, nuint stackSize = DefaultStackSize)
    {
        ts->interp = interp;
        ts->exc_info = &ts->exc_state;
        ts->py_recursion_limit = interp->recursion_limit == 0 ? 1000 : interp->recursion_limit;
        ts->py_recursion_remaining = ts->py_recursion_limit;
        ts->fuel = CheckPoints.FuelQuantum;
        ts->what_event = -1;
        if (interp->monitoring != null && MonitoringState.IsGlobal(interp->monitoring))
            EvalBreakers.Set(ts, EvalBreaker.Monitoring);
        ts->id = ++interp->next_thread_id;
        Attach(ts, stackSize);
        ts->next = interp->threads;
        if (interp->threads != null)
            interp->threads->prev = ts;
        interp->threads = ts;
    }

    /// <summary>The calling thread runs this thread state from here on: the native stack limits are its own.</summary>
    public static void Attach(ThreadState* ts, nuint stackSize = DefaultStackSize)
    {
        byte here;
        ts->c_stack_top = (nuint)(&here);
        ts->c_stack_limit = ts->c_stack_top - stackSize;
        ts->thread_id = (ulong)Environment.CurrentManagedThreadId;
        ts->native_thread_id = (ulong)gettid();
    }

    [LibraryImport("libc")]
    private static partial int gettid();

    public static ThreadState* Create(InterpreterState* interp, nuint stackSize = DefaultStackSize)
    {
        ThreadState* ts = (ThreadState*)RawDomain.Calloc(interp->heap, 1, (nuint)sizeof(ThreadState));
        if (ts != null)
            Initialize(ts, interp, stackSize);
        return ts;
    }

    /// <summary>Releases the objects the thread holds.</summary>
    public static void Clear(ThreadState* ts)
    {
        Ref.Clear(ts, &ts->dict);
        Ref.Clear(ts, &ts->context);
        Ref.Clear(ts, &ts->async_exc);
        Ref.Clear(ts, &ts->async_gen_firstiter);
        Ref.Clear(ts, &ts->async_gen_finalizer);
        LegacyTracing.Forget(ts);
        Ref.Clear(ts, &ts->threading_local_key);
        Ref.Clear(ts, &ts->threading_local_sentinel);
        Ref.Clear(ts, &ts->exc_state.exc_value);
        Err.Clear(ts);
    }

    /// <summary>Takes the thread state off the interpreter's list and frees it.</summary>
    public static void Delete(ThreadState* ts)
    {
        InterpreterState* interp = ts->interp;
        DataStack.Release(ts);
        if (ts->prev != null)
            ts->prev->next = ts->next;
        else
            interp->threads = ts->next;
        if (ts->next != null)
            ts->next->prev = ts->prev;
        RawDomain.Free(interp->heap, ts);
    }
}
