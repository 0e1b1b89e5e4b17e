// Brings code up to date with what is monitored: exchanges opcodes for instrumented ones and back. Code that executes when the events change is done at once; other code when it
// is entered next, by RESUME, which compares versions. Invariant: code with active events has RESUME in its unspecialised form, which looks; so only code without any runs the
// fast RESUME_CHECK, and as long as a tool monitors all code EvalBreaker.Monitoring makes that one look too. See docs/internals/monitoring.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class Instrumentation
{
    // ---- What is monitored changes ----

    /// <summary>Sets a tool's events in all code.</summary>
    public static Status SetEvents(ThreadState* ts, MonitoringState* state, int tool, int events)
    {
        if (MonitoringState.EventsOf(state, tool) == events)
            return Status.Ok;
        MonitoringState.StoreEvents(state, tool, events);
        return Changed(ts, state);
    }

    /// <summary>Drops all that a tool has registered and set.</summary>
    public static Status ClearTool(ThreadState* ts, MonitoringState* state, int tool)
    {
        MonitoringState.ClearTool(ts, state, tool);
        return Changed(ts, state);
    }

    /// <summary>Places at which events were disabled report them again.</summary>
    public static Status Restart(ThreadState* ts, MonitoringState* state)
    {
        state->restart_version = ts->interp->instrumentation_version + 1;
        return Changed(ts, state);
    }

    /// <summary>Sets a tool's events in one code object.</summary>
    public static Status SetLocalEvents(ThreadState* ts, MonitoringState* state, PyCodeObject* code, int tool, int events)
    {
        if (CodeMonitoring.LocalEvents(code, tool) == events && (events == 0 || CodeMonitoring.Of(code)->tool_versions[tool] == MonitoringState.VersionOf(state, tool)))
            return Status.Ok;
        return CodeMonitoring.StoreLocalEvents(ts, state, code, tool, events) == Status.Ok ? Update(ts, code) : Status.Error;
    }

    private static Status Changed(ThreadState* ts, MonitoringState* state)
    {
        ts->interp->instrumentation_version++;
        bool global = MonitoringState.IsGlobal(state);
        for (ThreadState* thread = ts->interp->threads; thread != null; thread = thread->next)
        {
            if (global)
                EvalBreakers.Set(thread, EvalBreaker.Monitoring);
            else
                EvalBreakers.Clear(thread, EvalBreaker.Monitoring);
        }
        for (ThreadState* thread = ts->interp->threads; thread != null; thread = thread->next)
        {
            for (_PyInterpreterFrame* frame = thread->current_frame; frame != null; frame = frame->previous)
            {
                if (frame->owner < FrameOwner.Interpreter && !IsCurrent(ts, Frames.CodeOf(frame)) && Update(ts, Frames.CodeOf(frame)) != Status.Ok)
                    return Status.Error;
            }
        }
        return Status.Ok;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsCurrent(ThreadState* ts, PyCodeObject* code) => code->_co_instrumentation_version == ts->interp->instrumentation_version;

    // ---- Code objects ----

    /// <summary>Brings one code object up to date.</summary>
    public static Status Update(ThreadState* ts, PyCodeObject* code)
    {
        // Code that the interpreter itself consists of is shared by all interpreters.
        if (Ref.IsImmortal((PyObject*)code))
            return Status.Ok;
        MonitoringState* state = ts->interp->monitoring;
        nuint version = ts->interp->instrumentation_version;
        bool restarted = state != null && state->restart_version > code->_co_instrumentation_version;
        if (state == null || (code->co_flags & (int)CodeFlags.CO_NO_MONITORING_EVENTS) != 0 || (CodeMonitoring.Of(code) == null && !HasGlobalLocal(state)))
        {
            code->_co_instrumentation_version = version;
            return Status.Ok;
        }
        CodeMonitoring* data = CodeMonitoring.Make(ts, code);
        if (data == null)
            return Status.Error;
        Changes changes = Activate(state, data, restarted);
        if (!data->any && data->tools == null)
        {
            code->_co_instrumentation_version = version;
            return Status.Ok;
        }
        if (CodeMonitoring.MakeArrays(ts, code, data) != Status.Ok)
        {
            // Not instrumented: the next run tries again.
            for (int i = 0; i < MonitoringEvent.LocalCount; i++)
                data->active[i] &= (byte)~changes.added[i];
            return Status.Error;
        }
        Apply(code, data, &changes);
        code->_co_instrumentation_version = version;
        return Status.Ok;
    }

    /// <summary>Whether events that happen at instructions are wanted in all code.</summary>
    private static bool HasGlobalLocal(MonitoringState* state)
    {
        int all = 0;
        for (int i = 0; i < MonitoringEvent.LocalCount; i++)
            all |= MonitoringState.ToolsOf(state, i);
        return all != 0;
    }

    private struct Changes
    {
        public fixed byte added[MonitoringEvent.LocalCount];
        public fixed byte removed[MonitoringEvent.LocalCount];
    }

    /// <summary>Computes which tools have which events in this code from now on. After a restart all of them count as added.</summary>
    private static Changes Activate(MonitoringState* state, CodeMonitoring* data, bool restarted)
    {
        Changes changes = default;
        for (int tool = 0; tool < MonitoringState.Tools; tool++)
        {
            if (data->tool_versions[tool] != MonitoringState.VersionOf(state, tool))
                data->local_events[tool] = 0;
        }
        data->any = false;
        for (int i = 0; i < MonitoringEvent.LocalCount; i++)
        {
            int wanted = MonitoringState.ToolsOf(state, i);
            for (int tool = 0; tool < MonitoringState.Tools; tool++)
                wanted |= (data->local_events[tool] >> i & 1) << tool;
            int before = data->active[i];
            changes.added[i] = (byte)(restarted ? wanted : wanted & ~before);
            changes.removed[i] = (byte)(before & ~wanted);
            data->active[i] = (byte)wanted;
            data->any |= wanted != 0;
        }
        return changes;
    }

    private static void Apply(PyCodeObject* code, CodeMonitoring* data, Changes* changes)
    {
        int units = PyCode.Units(code);
        byte* added = changes->added;
        byte* removed = changes->removed;
        data->active_lines = 0;
        for (int i = code->_co_firsttraceable; i < units;)
        {
            Opcode opcode = CodeMonitoring.BaseAt(code, i);
            int e = InstrumentedOpcodes.EventOf(opcode, Frames.FirstInstruction(code)[i] >> 8);
            if (e >= 0)
                data->tools[i] = (byte)((data->tools[i] & ~removed[e]) | added[e]);
            if (data->instructions != null && opcode != Opcode.RESUME)
                Change(ref data->instructions[i].tools, added[MonitoringEvent.Instruction], removed[MonitoringEvent.Instruction]);
            if (data->lines != null && data->lines[i].mark == LineMark.Starts)
            {
                Change(ref data->lines[i].tools, added[MonitoringEvent.Line], removed[MonitoringEvent.Line]);
                data->active_lines += data->lines[i].tools != 0 ? 1 : 0;
            }
            i += 1 + OpcodeInfo.Caches(opcode);
        }
        PlaceAll(code, data);
    }

    private static void Change(ref byte tools, int added, int removed) => tools = (byte)((tools & ~removed) | added);

    private static void PlaceAll(PyCodeObject* code, CodeMonitoring* data)
    {
        int units = PyCode.Units(code);
        for (int i = code->_co_firsttraceable; i < units;)
        {
            Opcode opcode = CodeMonitoring.BaseAt(code, i);
            Place(code, data, i);
            i += 1 + OpcodeInfo.Caches(opcode);
        }
    }

    /// <summary>Puts the opcodes at a code unit that the tools there ask for.</summary>
    private static void Place(PyCodeObject* code, CodeMonitoring* data, int index)
    {
        ushort* at = Frames.FirstInstruction(code) + index;
        Opcode before = CodeMonitoring.BehindMarks(code, index);
        Opcode plain = OpcodeInfo.Base(before);
        bool lineMark = data->lines != null && data->active_lines != 0
            && data->lines[index].mark is LineMark.Starts or LineMark.Passes;
        bool instructionMark = data->instructions != null && data->instructions[index].tools != 0;
        Opcode now = data->tools[index] != 0 ? InstrumentedOpcodes.Of(plain)
            : lineMark || instructionMark || OpcodeInfo.Kind(before) == OpcodeKind.Instrumented || (data->any && LooksAhead(before)) ? plain : before;
        if (now == plain && before != plain)
            Adaptive.Reset(at, plain);
        if (instructionMark)
        {
            data->instructions[index].opcode = (byte)now;
            now = Opcode.INSTRUMENTED_INSTRUCTION;
        }
        if (lineMark)
        {
            data->lines[index].opcode = (byte)now;
            now = Opcode.INSTRUMENTED_LINE;
        }
        *(byte*)at = (byte)now;
    }

    /// <summary>Forms that do what the next instruction would do, or that do not look at versions.</summary>
    private static bool LooksAhead(Opcode opcode) =>
        opcode is Opcode.RESUME_CHECK or Opcode.CALL_LIST_APPEND or Opcode.BINARY_OP_INPLACE_ADD_UNICODE;

    // ---- One place ----

    /// <summary>A tool wants to hear no more of the event at an instruction.</summary>
    public static void Disable(PyCodeObject* code, int index, int tool)
    {
        CodeMonitoring* data = CodeMonitoring.Of(code);
        data->tools[index] &= (byte)~(1 << tool);
        if (data->tools[index] == 0)
            Place(code, data, index);
    }

    public static void DisableInstruction(PyCodeObject* code, int index, int tool)
    {
        CodeMonitoring* data = CodeMonitoring.Of(code);
        data->instructions[index].tools &= (byte)~(1 << tool);
        if (data->instructions[index].tools == 0)
            Place(code, data, index);
    }

    /// <summary>The mark stays, to note that control passes, until no line of the code is wanted any more.</summary>
    public static void DisableLine(PyCodeObject* code, int index, int tool)
    {
        CodeMonitoring* data = CodeMonitoring.Of(code);
        if (data->lines[index].tools == 0)
            return;
        data->lines[index].tools &= (byte)~(1 << tool);
        if (data->lines[index].tools == 0 && --data->active_lines == 0)
            PlaceAll(code, data);
    }
}
