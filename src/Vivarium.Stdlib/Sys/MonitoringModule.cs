// The module sys.monitoring (PEP 669): tools say which events of running code they want to hear of. See docs/internals/sys.md.
namespace Vivarium.Stdlib.Sys;

[PyModule("sys.monitoring")]
internal static unsafe partial class MonitoringModule
{
    private const int CallEvents = (1 << MonitoringEvents.Call) | ReturnEvents;
    private const int ReturnEvents = (1 << MonitoringEvents.CReturn) | (1 << MonitoringEvents.CRaise);
    private const int BranchEvent = 1 << MonitoringEvents.Branch;
    private const int BranchEvents = (1 << MonitoringEvents.BranchLeft) | (1 << MonitoringEvents.BranchRight);

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        var members = new MemberList(ts, module);
        members.Add("DISABLE", Ref.New(Sentinels.Disable));
        members.Add("MISSING", Ref.New(Sentinels.Missing));
        members.Add("events", Events(ts));
        members.Add("DEBUGGER_ID", PyLong.FromInt64(ts, 0));
        members.Add("COVERAGE_ID", PyLong.FromInt64(ts, 1));
        members.Add("PROFILER_ID", PyLong.FromInt64(ts, 2));
        members.Add("OPTIMIZER_ID", PyLong.FromInt64(ts, 5));
        return members.Failed ? Status.Error : Status.Ok;
    }

    /// <summary>Objects that are known by being themselves: immortal, the same in all interpreters.</summary>
    internal static class Sentinels
    {
        public static readonly PyObject* Disable = ImmortalRegion.AllocateObject(ObjectType.Type, (nuint)sizeof(PyObject));
        public static readonly PyObject* Missing = ImmortalRegion.AllocateObject(ObjectType.Type, (nuint)sizeof(PyObject));
    }

    private static PyObject* Events(ThreadState* ts)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (dict.IsNull)
            return null;
        var members = new MemberList(ts, dict.Pointer, isDict: true);
        for (int i = 0; i < MonitoringEvents.Count; i++)
            members.Add(MonitoringEvents.Names[i], PyLong.FromInt64(ts, 1 << i));
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
        if (state != null && *MonitoringState.NameOf(state, tool_id) != null)
            MonitoringState.ClearTool(ts, state, tool_id);
        return Py.None;
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
        if (number >= MonitoringEvents.Count)
            return Err.Value(ts, $"invalid event {@event}");
        using Owned<PyObject> function = Own.Of(ts, func == Py.None ? null : Ref.New(func));
        if (Audit.RaiseOne(ts, "sys.monitoring.register_callback", func) != Status.Ok)
            return null;
        MonitoringState* state = MonitoringState.Of(ts);
        if (state == null)
            return null;
        PyObject** field = MonitoringState.CallbackOf(state, tool_id, number);
        PyObject* old = *field;
        *field = function.Release();
        return old == null ? Py.None : old;
    }

    // ---- Events ----

    [PyFunction("($module, tool_id, /)", Doc = "The events that a tool wants to hear of in all code.")]
    private static int get_events(ThreadState* ts, PyObject* module, int tool_id)
    {
        if (!CheckTool(ts, tool_id))
            return -1;
        return ts->interp->monitoring == null ? 0 : *MonitoringState.EventsOf(ts->interp->monitoring, tool_id);
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
        if (event_set is < 0 or >= 1 << MonitoringEvents.Count)
            return Err.Value(ts, $"invalid event set 0x{event_set:x}");
        if (!Normalize(ts, ref event_set))
            return null;
        MonitoringState* state = InUse(ts, tool_id);
        if (state == null)
            return null;
        *MonitoringState.EventsOf(state, tool_id) = event_set;
        return Py.None;
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
        MonitoringState* state = ts->interp->monitoring;
        return state == null ? 0 : MonitoringState.LocalEvents(state, (PyCodeObject*)code, tool_id);
    }

    [PyFunction("($module, tool_id, code, event_set, /)", Doc = "Set the events that a tool wants to hear of in one code object, beyond those in all code.")]
    private static PyObject* set_local_events(ThreadState* ts, PyObject* module, int tool_id, PyObject* code, int event_set)
    {
        if (!CheckCode(ts, code) || !CheckTool(ts, tool_id) || !Normalize(ts, ref event_set))
            return null;
        if (event_set is < 0 or > MonitoringEvents.LocalMask)
            return Err.Value(ts, $"invalid local event set 0x{event_set:x}");
        MonitoringState* state = InUse(ts, tool_id);
        return state == null || MonitoringState.SetLocalEvents(ts, state, (PyCodeObject*)code, tool_id, event_set) != Status.Ok ? null : Py.None;
    }

    [PyFunction("($module, /)", Doc = "Enable again what callbacks disabled by returning DISABLE.")]
    private static void restart_events(ThreadState* ts, PyObject* module)
    {
    }

    [PyFunction("($module, /)", Doc = "A dict of the tools that have events in all code, by the events' names.")]
    private static PyObject* _all_events(ThreadState* ts, PyObject* module)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        MonitoringState* state = ts->interp->monitoring;
        if (dict.IsNull || state == null)
            return dict.Release();
        for (int i = 0; i < MonitoringEvents.Count; i++)
        {
            int tools = 0;
            for (int tool = 0; tool < MonitoringState.Tools; tool++)
                tools |= (*MonitoringState.EventsOf(state, tool) >> i & 1) << tool;
            if (tools == 0)
                continue;
            using Owned<PyObject> value = Own.Of(ts, PyLong.FromInt64(ts, tools));
            if (value.IsNull || PyDict.SetString(ts, dict.Pointer, MonitoringEvents.Names[i], value.Pointer) != Status.Ok)
                return null;
        }
        return dict.Release();
    }
}
