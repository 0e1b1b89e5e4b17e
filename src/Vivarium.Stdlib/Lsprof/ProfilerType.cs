// _lsprof.Profiler: counts calls and takes times. While it is enabled its methods are the callbacks of a monitoring tool. See docs/internals/lsprof.md.
using System.Diagnostics;
using Vivarium.Heap;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Lsprof;

[Flags]
internal enum ProfilerFlags
{
    None = 0,
    Enabled = 1,
    SubCalls = 2,
    Builtins = 4,
    /// <summary>The timer of the program is running.</summary>
    InTimer = 8,
    NoMemory = 0x100,
}

internal unsafe struct ProfilerObject
{
    public PyObject ob_base;
    public ProfilerTables* tables;
    public ProfilerContext* current;
    public void* reserved;
    public ProfilerFlags flags;
    public PyObject* timer;
    public double timer_unit;
    public int tool_id;
    public PyObject* missing;
}

[PyType("_lsprof.Profiler", Layout = typeof(ProfilerObject), Flags = TypeFlags.BaseType | TypeFlags.HaveGc,
    Doc = "Profiler(timer=None, timeunit=None, subcalls=True, builtins=True)\n\nMake a profiler.\n\nWithout a timer it measures the time that passes. A timer is a function that returns seconds,\n"
        + "or ints of which each stands for timeunit seconds.")]
internal static unsafe partial class ProfilerType
{
    private const int Tool = 2;

    /// <summary>The methods that hear of the events.</summary>
    private static readonly (int Event, string Method)[] s_callbacks =
    [
        (MonitoringEvent.PyStart, "_pystart_callback"), (MonitoringEvent.PyResume, "_pystart_callback"), (MonitoringEvent.PyThrow, "_pythrow_callback"),
        (MonitoringEvent.PyReturn, "_pyreturn_callback"), (MonitoringEvent.PyYield, "_pyreturn_callback"), (MonitoringEvent.PyUnwind, "_pyreturn_callback"),
        (MonitoringEvent.Call, "_ccall_callback"), (MonitoringEvent.CReturn, "_creturn_callback"), (MonitoringEvent.CRaise, "_creturn_callback"),
    ];

    // ---- Life ----

    [Slot("(timer=None, timeunit=0.0, subcalls=True, builtins=True)")]
    private static Status tp_init(ThreadState* ts, ProfilerObject* self, PyObject* timer, double timeunit, bool subcalls, bool builtins)
    {
        if (self->tables == null)
        {
            self->tables = (ProfilerTables*)MemDomain.Calloc(ts->interp->heap, 1, (nuint)sizeof(ProfilerTables));
            if (self->tables == null)
            {
                Err.NoMemory(ts);
                return Status.Error;
            }
        }
        Ref.SetSteal(ts, &self->timer, timer == Py.None ? null : Ref.New(timer));
        self->timer_unit = timeunit;
        SetFlag(self, ProfilerFlags.SubCalls, subcalls);
        SetFlag(self, ProfilerFlags.Builtins, builtins);
        self->tool_id = Tool;
        self->missing = MonitoringSentinels.Missing;
        return Status.Ok;
    }

    private static void SetFlag(ProfilerObject* self, ProfilerFlags flag, bool value) => self->flags = value ? self->flags | flag : self->flags & ~flag;

    [Slot]
    private static void tp_dealloc(ThreadState* ts, ProfilerObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->tables != null)
        {
            Flush(ts, self);
            ProfilerTables.Clear(ts, self->tables);
            MemDomain.Free(ts->interp->heap, self->tables);
            self->tables = null;
        }
        Ref.Clear(ts, &self->timer);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(ProfilerObject* self, visitproc visit, void* arg) => self->timer == null ? 0 : visit(self->timer, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, ProfilerObject* self) => Ref.Clear(ts, &self->timer);

    // ---- Time ----

    private static long Now(ThreadState* ts, ProfilerObject* self)
    {
        if (self->timer == null)
            return (long)(Stopwatch.GetTimestamp() * (1e9 / Stopwatch.Frequency));
        self->flags |= ProfilerFlags.InTimer;
        using Owned<PyObject> value = Own.Of(ts, Call.NoArgs(ts, self->timer));
        self->flags &= ~ProfilerFlags.InTimer;
        long ticks = 0;
        if (!value.IsNull)
        {
            if (self->timer_unit > 0)
            {
                ticks = PyLong.AsInt64(ts, value.Pointer);
            }
            else
            {
                double seconds = PyFloat.AsDouble(ts, value.Pointer);
                ticks = Err.Occurred(ts) ? 0 : (long)Math.Floor(seconds * 1e9);
            }
        }
        if (!Err.Occurred(ts))
            return ticks;
        using Owned<PyObject> shown = Own.Of(ts, Ref.New(self->timer));
        PyObject* exception = Err.Fetch(ts);
        string repr = Obj.ReprText(ts, shown.Pointer);
        Err.Restore(ts, exception);
        Err.WriteUnraisable(ts, $"Exception ignored while calling _lsprof timer {repr}", null);
        return 0;
    }

    // ---- Calls ----

    private static void EnterCall(ThreadState* ts, ProfilerObject* self, void* key, PyObject* code, PyObject* native)
    {
        ProfilerEntry* entry = ProfilerTables.Find(self->tables, key);
        if (entry == null)
        {
            PyObject* function = code != null ? Ref.New(code) : NativeNames.Of(ts, native);
            if (function == null)
                Err.Clear(ts);
            else if ((entry = ProfilerTables.Add(ts, self->tables, key, function)) == null)
                Ref.Dec(ts, function);
        }
        ProfilerContext* context = entry == null ? null : ProfilerTables.TakeContext(ts, self->tables);
        if (context == null)
        {
            self->flags |= ProfilerFlags.NoMemory;
            return;
        }
        context->entry = entry;
        context->in_callees = 0;
        context->previous = self->current;
        self->current = context;
        entry->counts.recursion_level++;
        if ((self->flags & ProfilerFlags.SubCalls) != 0 && context->previous != null)
        {
            ProfilerSubEntry* callee = ProfilerTables.Callee(ts, context->previous->entry, entry, make: true);
            if (callee != null)
                callee->counts.recursion_level++;
        }
        context->started = Now(ts, self);
    }

    private static void LeaveCall(ThreadState* ts, ProfilerObject* self, void* key)
    {
        ProfilerContext* context = self->current;
        if (context == null)
            return;
        ProfilerEntry* entry = ProfilerTables.Find(self->tables, key);
        if (entry != null)
            Stop(ts, self, context, entry);
        else
            self->current = context->previous;
        ProfilerTables.GiveBack(self->tables, context);
    }

    private static void Stop(ThreadState* ts, ProfilerObject* self, ProfilerContext* context, ProfilerEntry* entry)
    {
        long total = Now(ts, self) - context->started;
        long inline = total - context->in_callees;
        ProfilerContext* previous = context->previous;
        self->current = previous;
        entry->counts.Finish(total, inline);
        if (previous == null)
            return;
        previous->in_callees += total;
        ProfilerSubEntry* callee = (self->flags & ProfilerFlags.SubCalls) == 0 ? null : ProfilerTables.Callee(ts, previous->entry, entry, make: false);
        if (callee != null)
            callee->counts.Finish(total, inline);
    }

    /// <summary>Ends the calls that have begun and not returned.</summary>
    private static void Flush(ThreadState* ts, ProfilerObject* self)
    {
        while (self->current != null)
        {
            ProfilerContext* context = self->current;
            Stop(ts, self, context, context->entry);
            ProfilerTables.GiveBack(self->tables, context);
        }
    }

    // ---- Callbacks ----

    [PyMethod("($self, code, instruction_offset, /)")]
    private static void _pystart_callback(ThreadState* ts, ProfilerObject* self, PyObject* code, PyObject* instruction_offset) => EnterCall(ts, self, code, code, null);

    [PyMethod("($self, code, instruction_offset, exception, /)")]
    private static void _pythrow_callback(ThreadState* ts, ProfilerObject* self, PyObject* code, PyObject* instruction_offset, PyObject* exception) =>
        EnterCall(ts, self, code, code, null);

    [PyMethod("($self, code, instruction_offset, retval, /)")]
    private static void _pyreturn_callback(ThreadState* ts, ProfilerObject* self, PyObject* code, PyObject* instruction_offset, PyObject* retval) => LeaveCall(ts, self, code);

    [PyMethod("($self, code, instruction_offset, callable, self_arg, /)")]
    private static PyObject* _ccall_callback(ThreadState* ts, ProfilerObject* self, PyObject* code, PyObject* instruction_offset, PyObject* callable, PyObject* self_arg)
    {
        if ((self->flags & ProfilerFlags.Builtins) == 0)
            return Py.None;
        using Owned<PyObject> native = Own.Of(ts, NativeNames.Function(ts, callable, self_arg));
        if (!native.IsNull)
            EnterCall(ts, self, ((PyCFunctionObject*)native.Pointer)->m_ml, null, native.Pointer);
        return Err.Occurred(ts) ? null : Py.None;
    }

    [PyMethod("($self, code, instruction_offset, callable, self_arg,\n                  /)")]
    private static PyObject* _creturn_callback(ThreadState* ts, ProfilerObject* self, PyObject* code, PyObject* instruction_offset, PyObject* callable, PyObject* self_arg)
    {
        if ((self->flags & ProfilerFlags.Builtins) == 0)
            return Py.None;
        using Owned<PyObject> native = Own.Of(ts, NativeNames.Function(ts, callable, self_arg));
        if (!native.IsNull)
            LeaveCall(ts, self, ((PyCFunctionObject*)native.Pointer)->m_ml);
        return Err.Occurred(ts) ? null : Py.None;
    }

    // ---- Switching ----

    private static bool IsUsable(ThreadState* ts, ProfilerObject* self, string what)
    {
        if ((self->flags & ProfilerFlags.InTimer) != 0)
            Err.Runtime(ts, $"cannot {what} profiler in external timer");
        else if (self->tables == null)
            Err.Runtime(ts, "profiler is not initialized");
        return !Err.Occurred(ts);
    }

    [PyMethod("($self, /, subcalls=True, builtins=True)", Doc = "Begin to collect.\n\nsubcalls: also for each function by its callers. builtins: also native functions by themselves.")]
    private static Status enable(ThreadState* ts, ProfilerObject* self, bool subcalls, bool builtins)
    {
        MonitoringState* state = MonitoringState.Of(ts);
        if (state == null)
            return Status.Error;
        if (*MonitoringState.NameOf(state, Tool) != null)
            return Err.ValueStatus(ts, $"tool {Tool} is already in use");
        if (self->tables == null)
        {
            Err.Runtime(ts, "profiler is not initialized");
            return Status.Error;
        }
        SetFlag(self, ProfilerFlags.SubCalls, subcalls);
        SetFlag(self, ProfilerFlags.Builtins, builtins);
        if ((*MonitoringState.NameOf(state, Tool) = PyUnicode.FromString(ts, "cProfile")) == null)
            return Status.Error;
        int events = 0;
        foreach ((int number, string method) in s_callbacks)
        {
            PyObject* callback = Obj.GetAttr(ts, (PyObject*)self, method);
            if (callback == null)
            {
                Stop(ts, state);
                return Status.Error;
            }
            Ref.SetSteal(ts, MonitoringState.CallbackOf(state, Tool, number), callback);
            events |= number < MonitoringEvent.SettableCount ? 1 << number : 0;
        }
        self->flags |= ProfilerFlags.Enabled;
        return Instrumentation.SetEvents(ts, state, Tool, events);
    }

    private static Status Stop(ThreadState* ts, MonitoringState* state)
    {
        PyObject* exception = Err.Fetch(ts);
        Status status = Instrumentation.ClearTool(ts, state, Tool);
        Ref.Clear(ts, MonitoringState.NameOf(state, Tool));
        if (exception != null)
            Err.Restore(ts, exception);
        return status;
    }

    [PyMethod("($self, /)", Doc = "Stop collecting.")]
    private static Status disable(ThreadState* ts, ProfilerObject* self)
    {
        if (!IsUsable(ts, self, "disable"))
            return Status.Error;
        if ((self->flags & ProfilerFlags.Enabled) != 0)
        {
            self->flags &= ~ProfilerFlags.Enabled;
            if (Stop(ts, ts->interp->monitoring) != Status.Ok)
                return Status.Error;
            Flush(ts, self);
        }
        return CheckMemory(ts, self);
    }

    [PyMethod("($self, /)", Doc = "Forget what has been collected.")]
    private static Status clear(ThreadState* ts, ProfilerObject* self)
    {
        if (!IsUsable(ts, self, "clear"))
            return Status.Error;
        while (self->current != null)
        {
            ProfilerContext* context = self->current;
            self->current = context->previous;
            ProfilerTables.GiveBack(self->tables, context);
        }
        ProfilerTables.Clear(ts, self->tables);
        return Status.Ok;
    }

    private static Status CheckMemory(ThreadState* ts, ProfilerObject* self)
    {
        if ((self->flags & ProfilerFlags.NoMemory) == 0)
            return Status.Ok;
        self->flags &= ~ProfilerFlags.NoMemory;
        Err.SetString(ts, Exc.MemoryError, "memory was exhausted while profiling");
        return Status.Error;
    }

    // ---- Results ----

    [PyMethod("($self, /)", Doc = "list of profiler_entry objects.\n\nEach has the function (a code object, or the name of a native function), the number of calls and of recursive\n"
        + "calls, the total time and that without the functions it called, and None or a list of profiler_subentry\nobjects, which say the same of the functions it called.")]
    private static PyObject* getstats(ThreadState* ts, ProfilerObject* self)
    {
        if (self->tables == null || CheckMemory(ts, self) != Status.Ok)
            return self->tables == null ? PyList.New(ts, 0) : null;
        double unit = self->timer == null || self->timer_unit == 0 ? 1e-9 : self->timer_unit;
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        for (ProfilerEntry* entry = self->tables->first; entry != null && !list.IsNull; entry = entry->next)
        {
            if (entry->counts.calls == 0)
                continue;
            PyObject* callees = Callees(ts, entry, unit);
            if (callees == null)
                return null;
            var result = new StructSequenceBuilder(ts, LsprofModule.Entry);
            AddCounts(ref result, entry->function, entry->counts, unit);
            result.AddSteal(callees);
            PyObject* item = result.Finish();
            if (item == null || PyList.AppendSteal(ts, list.Pointer, item) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    private static PyObject* Callees(ThreadState* ts, ProfilerEntry* entry, double unit)
    {
        if (entry->callees == null)
            return Py.None;
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        for (ProfilerSubEntry* callee = entry->callees; callee != null && !list.IsNull; callee = callee->next)
        {
            if (callee->counts.calls == 0)
                continue;
            var result = new StructSequenceBuilder(ts, LsprofModule.SubEntry);
            AddCounts(ref result, callee->callee->function, callee->counts, unit);
            PyObject* item = result.Finish();
            if (item == null || PyList.AppendSteal(ts, list.Pointer, item) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    private static void AddCounts(ref StructSequenceBuilder to, PyObject* function, ProfilerCounts counts, double unit)
    {
        to.AddSteal(Ref.New(function));
        to.AddInt(counts.calls);
        to.AddInt(counts.recursive_calls);
        to.AddDouble(counts.total * unit);
        to.AddDouble(counts.inline * unit);
    }
}
