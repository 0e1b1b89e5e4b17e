// Who monitors what (sys.monitoring, PEP 669): the tools in use, their callbacks and their events, for all code and for single code objects. The numbers and rules are
// CPython's. See docs/internals/sys.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.State;

/// <summary>Event bits, by their place in an event set.</summary>
internal static class MonitoringEvents
{
    /// <summary>Events that happen at an instruction, which can be set for one code object.</summary>
    public const int LocalCount = 11;
    public const int Count = 19;
    /// <summary>Numbers beyond which no callback can be registered: those above Raise up to here share the callback of BRANCH.</summary>
    public const int BranchLeft = 8;
    public const int BranchRight = 9;
    public const int CReturn = 16;
    public const int CRaise = 17;
    public const int Branch = 18;
    public const int Call = 4;
    public const int LocalMask = (1 << LocalCount) - 1;

    public static readonly string[] Names =
    [
        "PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT", "STOP_ITERATION",
        "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE", "BRANCH",
    ];
}

internal unsafe struct MonitoringState
{
    /// <summary>Tools a program may use; two more are the interpreter's own (profile and trace functions).</summary>
    public const int UserTools = 6;
    public const int Tools = 8;

    private fixed long _names[Tools];
    private fixed long _callbacks[Tools * MonitoringEvents.Count];
    private fixed int _events[Tools];
    /// <summary>Counts up when a tool is cleared: what code objects say of it is void.</summary>
    private fixed uint _versions[Tools];

    /// <summary>The interpreter's state, made on first use; null with MemoryError.</summary>
    public static MonitoringState* Of(ThreadState* ts)
    {
        MonitoringState* state = ts->interp->monitoring;
        if (state != null)
            return state;
        state = (MonitoringState*)MemDomain.Calloc(ts->interp->heap, 1, (nuint)sizeof(MonitoringState));
        if (state == null)
            Err.NoMemory(ts);
        return ts->interp->monitoring = state;
    }

    public static void Release(ThreadState* ts)
    {
        MonitoringState* state = ts->interp->monitoring;
        if (state == null)
            return;
        for (int tool = 0; tool < Tools; tool++)
        {
            ClearTool(ts, state, tool);
            Ref.Clear(ts, NameOf(state, tool));
        }
        ts->interp->monitoring = null;
        MemDomain.Free(ts->interp->heap, state);
    }

    /// <summary>The tool's name; the field holds null while the tool is not in use.</summary>
    public static PyObject** NameOf(MonitoringState* state, int tool) => (PyObject**)state->_names + tool;

    public static PyObject** CallbackOf(MonitoringState* state, int tool, int eventNumber) =>
        (PyObject**)state->_callbacks + (tool * MonitoringEvents.Count) + eventNumber;

    /// <summary>The tool's events in all code.</summary>
    public static int* EventsOf(MonitoringState* state, int tool) => state->_events + tool;

    /// <summary>Drops the tool's callbacks and events; it stays in use.</summary>
    public static void ClearTool(ThreadState* ts, MonitoringState* state, int tool)
    {
        for (int i = 0; i < MonitoringEvents.Count; i++)
            Ref.Clear(ts, CallbackOf(state, tool, i));
        state->_events[tool] = 0;
        state->_versions[tool]++;
    }

    // ---- Code objects ----

    private struct CodeEvents
    {
        public fixed int events[Tools];
        public fixed uint versions[Tools];
    }

    /// <summary>The tool's events in this code beyond those in all code.</summary>
    public static int LocalEvents(MonitoringState* state, PyCodeObject* code, int tool)
    {
        CodeEvents* local = (CodeEvents*)code->_co_monitoring;
        return local == null || local->versions[tool] != state->_versions[tool] ? 0 : local->events[tool];
    }

    public static Status SetLocalEvents(ThreadState* ts, MonitoringState* state, PyCodeObject* code, int tool, int events)
    {
        CodeEvents* local = (CodeEvents*)code->_co_monitoring;
        if (local == null)
        {
            local = (CodeEvents*)MemDomain.Calloc(ts->interp->heap, 1, (nuint)sizeof(CodeEvents));
            if (local == null)
            {
                Err.NoMemory(ts);
                return Status.Error;
            }
            code->_co_monitoring = local;
        }
        local->events[tool] = events;
        local->versions[tool] = state->_versions[tool];
        return Status.Ok;
    }

    /// <summary>The code object ends.</summary>
    public static void ReleaseCode(ThreadState* ts, PyCodeObject* code)
    {
        if (code->_co_monitoring == null)
            return;
        MemDomain.Free(ts->interp->heap, code->_co_monitoring);
        code->_co_monitoring = null;
    }
}
