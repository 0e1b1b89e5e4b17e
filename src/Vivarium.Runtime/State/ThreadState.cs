// One thread of one interpreter, in unmanaged memory so that bytecode handlers reach everything by pointer (PyThreadState in CPython).
// Every function that may allocate, free, raise or run Python code takes it as its first parameter. See docs/internals/state.md.
namespace Vivarium.Runtime.State;

internal unsafe struct ThreadState
{
    public InterpreterState* interp;
    public _PyInterpreterFrame* current_frame;
    /// <summary>The exception being raised, or null: null results and this field go together (D5).</summary>
    public PyObject* current_exception;
    /// <summary>Non-zero when something waits for a check point; see <see cref="EvalBreaker"/>.</summary>
    public nuint eval_breaker;
    public StackRef* datastack_top;
    public StackRef* datastack_limit;
    public StackChunk* datastack_chunk;
    public int py_recursion_remaining;
    public int py_recursion_limit;
    /// <summary>Extra depth granted while an exception that reports the limit is handled.</summary>
    public int recursion_headroom;
    public int tracing;
    /// <summary>The monitoring event that is being reported, or -1 (f_lineno may only be set during some).</summary>
    public int what_event;
    /// <summary>The frame whose event that is.</summary>
    public _PyInterpreterFrame* traced_frame;
    /// <summary>Where the frame that the unwinder stopped at goes on: instr_ptr still says where the exception came from.</summary>
    public ushort* handler;
    /// <summary>Top of the stack of exceptions being handled; never null.</summary>
    public _PyErr_StackItem* exc_info;
    public _PyErr_StackItem exc_state;
    /// <summary>Highest native stack address of the thread, and the lowest one Python may reach.</summary>
    public nuint c_stack_top;
    public nuint c_stack_limit;
    /// <summary>Containers whose deallocation waits for a shallower stack, linked by their GC heads.</summary>
    public PyObject* delete_later;
    public PyObject* dict;
    public PyObject* context;
    public ulong context_ver;
    public PyObject* async_exc;
    public PyObject* async_gen_firstiter;
    public PyObject* async_gen_finalizer;
    public int coroutine_origin_tracking_depth;
    public PyObject* c_profileobj;
    public PyObject* c_traceobj;
    public ulong thread_id;
    /// <summary>The system's number of the thread.</summary>
    public ulong native_thread_id;
    public ulong id;
    public ThreadState* prev;
    public ThreadState* next;
    public PyObject* threading_local_key;
    public PyObject* threading_local_sentinel;
    /// <summary>Check points left until the next look at the clock, signals and other threads.</summary>
    public long fuel;
}

/// <summary>A block of the thread's data stack; chunks are linked downwards.</summary>
internal unsafe struct StackChunk
{
    public StackChunk* previous;
    public nuint size;
    public nuint top;
}

/// <summary>Reasons to leave the fast path at a check point (bits of <c>eval_breaker</c>).</summary>
[Flags]
internal enum EvalBreaker : ulong
{
    None = 0,
    GilDropRequest = 1 << 0,
    SignalsPending = 1 << 1,
    CallsToDo = 1 << 2,
    AsyncException = 1 << 3,
    GcScheduled = 1 << 4,
    FuelExhausted = 1 << 5,
    /// <summary>Some tool monitors all code: set as long as that lasts, so that code which is not instrumented yet looks at its version.</summary>
    Monitoring = 1 << 6,
}
