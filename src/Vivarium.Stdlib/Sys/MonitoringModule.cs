// The module sys.monitoring (PEP 669): tools say which events of running code they want to hear of. See docs/internals/monitoring.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Sys;

[PyModule("sys.monitoring")]
internal static unsafe partial class MonitoringModule
{
    private const int CallEvents = (1 << MonitoringEvent.Call) | ReturnEvents;
    private const int ReturnEvents = (1 << MonitoringEvent.CReturn) | (1 << MonitoringEvent.CRaise);
    private const int BranchEvent = 1 << MonitoringEvent.Branch;
    private const int BranchEvents = (1 << MonitoringEvent.BranchLeft) | (1 << MonitoringEvent.BranchRight);

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        var members = new MemberList(ts, module);
        members.Add("DISABLE", Ref.New(MonitoringSentinels.Disable));
        members.Add("MISSING", Ref.New(MonitoringSentinels.Missing));
        members.Add("events", Events(ts));
        members.Add("DEBUGGER_ID", PyLong.FromInt64(ts, 0));
        members.Add("COVERAGE_ID", PyLong.FromInt64(ts, 1));
        members.Add("PROFILER_ID", PyLong.FromInt64(ts, 2));
        members.Add("OPTIMIZER_ID", PyLong.FromInt64(ts, 5));
        return members.Failed ? Status.Error : Status.Ok;
    }

    private static PyObject* Events(ThreadState* ts)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (dict.IsNull)
            return null;
        var members = new MemberList(ts, dict.Pointer, isDict: true);
        for (int i = 0; i < MonitoringEvent.Count; i++)
            members.Add(MonitoringEvent.Names[i], PyLong.FromInt64(ts, 1 << i));
        members.Add("NO_EVENTS", PyLong.FromInt64(ts, 0));
        return members.Failed ? null : SimpleNamespace.New(ts, dict.Pointer);
    }

    private static bool CheckTool(ThreadState* ts, int tool)
    {
        if (tool is >= 0 and < MonitoringState.UserTools)
            return true;
        Err.Value(ts, $"invalid tool {tool} (must be between 0 and {MonitoringState.UserTools - 1})");
        return false;
    }

    /// <summary>The state, if the tool's number is good and it is in use.</summary>
    private static MonitoringState* InUse(ThreadState* ts, int tool)
    {
        if (!CheckTool(ts, tool))
            return null;
        MonitoringState* state = MonitoringState.Of(ts);
        if (state != null && *MonitoringState.NameOf(state, tool) == null)
        {
            Err.Value(ts, $"tool {tool} is not in use");
            return null;
        }
        return state;
    }

    // ---- Tools ----

    [PyFunction("($module, tool_id, name, /)", Doc = "Begin to use a tool's number, under a name.")]
    private static PyObject* use_tool_id(ThreadState* ts, PyObject* module, int tool_id, PyObject* name)
    {
        if (!CheckTool(ts, tool_id))
            return null;
        if (!PyUnicode.Check(name))
            return Err.Value(ts, "tool name must be a str");
        MonitoringState* state = MonitoringState.Of(ts);
        if (state == null)
            return null;
        PyObject** field = MonitoringState.NameOf(state, tool_id);
        if (*field != null)
            return Err.Value(ts, $"tool {tool_id} is already in use");
        *field = Ref.New(name);
        return Py.None;
    }

    [PyFunction("($module, tool_id, /)", Doc = "Drop all callbacks and events of a tool.")]
    private static PyObject* clear_tool_id(ThreadState* ts, PyObject* module, int tool_id)
    {
        if (!CheckTool(ts, tool_id))
            return null;
        MonitoringState* state = ts->interp->monitoring;
        if (state == null || *MonitoringState.NameOf(state, tool_id) == null)
            return Py.None;
        return Instrumentation.ClearTool(ts, state, tool_id) == Status.Ok ? Py.None : null;
    }

    [PyFunction("($module, tool_id, /)", Doc = "End the use of a tool's number.")]
    private static PyObject* free_tool_id(ThreadState* ts, PyObject* module, int tool_id)
    {
        if (clear_tool_id(ts, module, tool_id) == null)
            return null;
        if (ts->interp->monitoring != null)
            Ref.Clear(ts, MonitoringState.NameOf(ts->interp->monitoring, tool_id));
        return Py.None;
    }

    [PyFunction("($module, tool_id, /)", Doc = "The name of the tool that uses the number, or None.")]
    private static PyObject* get_tool(ThreadState* ts, PyObject* module, int tool_id)
    {
        if (!CheckTool(ts, tool_id))
            return null;
        PyObject* name = ts->interp->monitoring == null ? null : *MonitoringState.NameOf(ts->interp->monitoring, tool_id);
        return name == null ? Py.None : Ref.New(name);
    }

    [PyFunction("($module, tool_id, event, func, /)", Doc = "Set the function that is called for an event, None for none; the one that was set before is returned.")]
    private static PyObject* register_callback(ThreadState* ts, PyObject* module, int tool_id, int @event, PyObject* func)
    {
        if (!CheckTool(ts, tool_id))
            return null;
        if (System.Numerics.BitOperations.PopCount((uint)@event) != 1)
            return Err.Value(ts, "The callback can only be set for one event at a time");
        int number = System.Numerics.BitOperations.Log2((uint)@event);
        if (number >= MonitoringEvent.Count)
            return Err.Value(ts, $"invalid event {@event}");
        using Owned<PyObject> function = Own.Of(ts, func == Py.None ? null : Ref.New(func));
        if (Audit.RaiseOne(ts, "sys.monitoring.register_callback", func) != Status.Ok)
            return null;
        MonitoringState* state = MonitoringState.Of(ts);
        if (state == null)
            return null;
        if (number != MonitoringEvent.Branch)
            return Register(state, tool_id, number, function.Release(), shared: false);
        // BRANCH is both directions; the one that the left had comes back.
        PyObject* right = Register(state, tool_id, MonitoringEvent.BranchRight, Ref.XNew(function.Pointer), shared: true);
        Ref.Dec(ts, right);
        return Register(state, tool_id, MonitoringEvent.BranchLeft, function.Release(), shared: true);
    }

    /// <summary>Exchanges a callback (owned, null for none); the old one or None.</summary>
    private static PyObject* Register(MonitoringState* state, int tool, int number, PyObject* function, bool shared)
    {
        byte bit = (byte)(shared && function != null ? 1 << tool : 0);
        if (number == MonitoringEvent.BranchLeft)
            state->branch_left_shared = (byte)((state->branch_left_shared & ~(1 << tool)) | bit);
        if (number == MonitoringEvent.BranchRight)
            state->branch_right_shared = (byte)((state->branch_right_shared & ~(1 << tool)) | bit);
        PyObject** field = MonitoringState.CallbackOf(state, tool, number);
        PyObject* old = *field;
        *field = function;
        return old == null ? Py.None : old;
    }

    // ---- Events ----

    [PyFunction("($module, tool_id, /)", Doc = "The events that a tool wants to hear of in all code.")]
    private static int get_events(ThreadState* ts, PyObject* module, int tool_id)
    {
        if (!CheckTool(ts, tool_id))
            return -1;
        return ts->interp->monitoring == null ? 0 : MonitoringState.EventsOf(ts->interp->monitoring, tool_id);
    }

    /// <summary>BRANCH stands for both of its directions; C_RETURN and C_RAISE come with CALL.</summary>
    private static bool Normalize(ThreadState* ts, ref int events)
    {
        if ((events & ReturnEvents) != 0 && (events & CallEvents) != CallEvents)
        {
            Err.Value(ts, "cannot set C_RETURN or C_RAISE events independently");
            return false;
        }
        events &= ~ReturnEvents;
        if ((events & BranchEvent) != 0)
            events = (events & ~BranchEvent) | BranchEvents;
        return true;
    }

    [PyFunction("($module, tool_id, event_set, /)", Doc = "Set the events that a tool wants to hear of in all code.")]
    private static PyObject* set_events(ThreadState* ts, PyObject* module, int tool_id, int event_set)
    {
        if (!CheckTool(ts, tool_id))
            return null;
        if (event_set is < 0 or >= 1 << MonitoringEvent.Count)
            return Err.Value(ts, $"invalid event set 0x{event_set:x}");
        if (!Normalize(ts, ref event_set))
            return null;
        MonitoringState* state = InUse(ts, tool_id);
        return state != null && Instrumentation.SetEvents(ts, state, tool_id, event_set) == Status.Ok ? Py.None : null;
    }

    private static bool CheckCode(ThreadState* ts, PyObject* code)
    {
        if (PyCode.Check(code))
            return true;
        Err.Type(ts, "code must be a code object");
        return false;
    }

    [PyFunction("($module, tool_id, code, /)", Doc = "The events that a tool wants to hear of in one code object, beyond those in all code.")]
    private static int get_local_events(ThreadState* ts, PyObject* module, int tool_id, PyObject* code)
    {
        if (!CheckCode(ts, code) || !CheckTool(ts, tool_id))
            return -1;
        return CodeMonitoring.LocalEvents((PyCodeObject*)code, tool_id);
    }

    [PyFunction("($module, tool_id, code, event_set, /)", Doc = "Set the events that a tool wants to hear of in one code object, beyond those in all code.")]
    private static PyObject* set_local_events(ThreadState* ts, PyObject* module, int tool_id, PyObject* code, int event_set)
    {
        if (!CheckCode(ts, code) || !CheckTool(ts, tool_id) || !Normalize(ts, ref event_set))
            return null;
        if (event_set is < 0 or > MonitoringEvent.LocalMask)
            return Err.Value(ts, $"invalid local event set 0x{event_set:x}");
        MonitoringState* state = InUse(ts, tool_id);
        return state != null && Instrumentation.SetLocalEvents(ts, state, (PyCodeObject*)code, tool_id, event_set) == Status.Ok ? Py.None : null;
    }

    [PyFunction("($module, /)", Doc = "Enable again what callbacks disabled by returning DISABLE.")]
    private static Status restart_events(ThreadState* ts, PyObject* module)
    {
        MonitoringState* state = ts->interp->monitoring;
        return state == null ? Status.Ok : Instrumentation.Restart(ts, state);
    }

    [PyFunction("($module, /)", Doc = "A dict of the tools that have events in all code, by the events' names.")]
    private static PyObject* _all_events(ThreadState* ts, PyObject* module)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        MonitoringState* state = ts->interp->monitoring;
        if (dict.IsNull || state == null)
            return dict.Release();
        for (int i = 0; i < MonitoringEvent.Count; i++)
        {
            int tools = 0;
            for (int tool = 0; tool < MonitoringState.Tools; tool++)
                tools |= (MonitoringState.EventsOf(state, tool) >> i & 1) << tool;
            if (tools == 0)
                continue;
            using Owned<PyObject> value = Own.Of(ts, PyLong.FromInt64(ts, tools));
            if (value.IsNull || PyDict.SetString(ts, dict.Pointer, MonitoringEvent.Names[i], value.Pointer) != Status.Ok)
                return null;
        }
        return dict.Release();
    }
}
