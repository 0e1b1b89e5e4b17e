// Who monitors what (sys.monitoring, PEP 669): the tools in use, their callbacks and their events in all code. What is monitored in one code object hangs at the code object
// (Interpreter/Monitoring/CodeMonitoring.cs). The numbers and rules are CPython's. Invariant: tools[e] has bit t set exactly when events[t] has bit e set. See docs/internals/monitoring.md.
using Vivarium.Heap;

namespace Vivarium.Runtime.State;

/// <summary>The numbers of events: their places in an event set.</summary>
internal static class MonitoringEvent
{
    public const int PyStart = 0;
    public const int PyResume = 1;
    public const int PyReturn = 2;
    public const int PyYield = 3;
    public const int Call = 4;
    public const int Line = 5;
    public const int Instruction = 6;
    public const int Jump = 7;
    public const int BranchLeft = 8;
    public const int BranchRight = 9;
    public const int StopIteration = 10;
    /// <summary>Events that happen at an instruction, which can be set for one code object and disabled at one place.</summary>
    public const int LocalCount = 11;
    public const int Raise = 11;
    public const int ExceptionHandled = 12;
    public const int PyUnwind = 13;
    public const int PyThrow = 14;
    public const int Reraise = 15;
    /// <summary>Events that can be set by themselves; the others come with them.</summary>
    public const int SettableCount = 16;
    public const int CReturn = 16;
    public const int CRaise = 17;
    /// <summary>Stands for BRANCH_LEFT and BRANCH_RIGHT together.</summary>
    public const int Branch = 18;
    public const int Count = 19;
    public const int LocalMask = (1 << LocalCount) - 1;

    public static readonly string[] Names =
    [
        "PY_START", "PY_RESUME", "PY_RETURN", "PY_YIELD", "CALL", "LINE", "INSTRUCTION", "JUMP", "BRANCH_LEFT", "BRANCH_RIGHT", "STOP_ITERATION",
        "RAISE", "EXCEPTION_HANDLED", "PY_UNWIND", "PY_THROW", "RERAISE", "C_RETURN", "C_RAISE", "BRANCH",
    ];
}

/// <summary>Objects that tools know by their being themselves: immortal, the same in all interpreters.</summary>
internal static unsafe class MonitoringSentinels
{
    /// <summary>What a callback returns to hear no more of the event at that place.</summary>
    public static readonly PyObject* Disable = ImmortalRegion.AllocateObject(ObjectType.Type, (nuint)sizeof(PyObject));

    /// <summary>The first argument of a call without arguments.</summary>
    public static readonly PyObject* Missing = ImmortalRegion.AllocateObject(ObjectType.Type, (nuint)sizeof(PyObject));
}

internal unsafe struct MonitoringState
{
    /// <summary>Tools a program may use; two more are the interpreter's own.</summary>
    public const int UserTools = 6;
    public const int Tools = 8;
    public const int ProfileTool = 6;
    public const int TraceTool = 7;

    private fixed long _names[Tools];
    private fixed long _callbacks[Tools * MonitoringEvent.Count];
    private fixed int _events[Tools];
    /// <summary>For each event the tools, as bits, that want it in all code.</summary>
    private fixed byte _tools[MonitoringEvent.SettableCount];
    /// <summary>Counts up when a tool is cleared: what code objects say of it is void.</summary>
    private fixed uint _versions[Tools];
    /// <summary>Tools whose callbacks of BRANCH_LEFT and BRANCH_RIGHT were registered for BRANCH: disabling one direction disables both.</summary>
    public byte branch_left_shared;
    public byte branch_right_shared;
    /// <summary>The version at which restart_events() was last called.</summary>
    public nuint restart_version;
    /// <summary>Threads with a profile function, with a trace function.</summary>
    public int profiling_threads;
    public int tracing_threads;

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
        (PyObject**)state->_callbacks + (tool * MonitoringEvent.Count) + eventNumber;

    /// <summary>The tool's events in all code.</summary>
    public static int EventsOf(MonitoringState* state, int tool) => state->_events[tool];

    /// <summary>The tools that want a settable event in all code.</summary>
    public static byte ToolsOf(MonitoringState* state, int eventNumber) => state->_tools[eventNumber];

    public static uint VersionOf(MonitoringState* state, int tool) => state->_versions[tool];

    /// <summary>Whether some tool has an event in all code.</summary>
    public static bool IsGlobal(MonitoringState* state)
    {
        int all = 0;
        for (int tool = 0; tool < Tools; tool++)
            all |= state->_events[tool];
        return all != 0;
    }

    /// <summary>Enters the tool's events in all code; the code must be brought up to date by the caller (Instrumentation.SetEvents).</summary>
    public static void StoreEvents(MonitoringState* state, int tool, int events)
    {
        state->_events[tool] = events;
        for (int i = 0; i < MonitoringEvent.SettableCount; i++)
            state->_tools[i] = (byte)((state->_tools[i] & ~(1 << tool)) | ((events >> i & 1) << tool));
    }

    /// <summary>Drops the tool's callbacks and events; it stays in use.</summary>
    public static void ClearTool(ThreadState* ts, MonitoringState* state, int tool)
    {
        for (int i = 0; i < MonitoringEvent.Count; i++)
            Ref.Clear(ts, CallbackOf(state, tool, i));
        state->branch_left_shared &= (byte)~(1 << tool);
        state->branch_right_shared &= (byte)~(1 << tool);
        StoreEvents(state, tool, 0);
        state->_versions[tool]++;
    }
}
