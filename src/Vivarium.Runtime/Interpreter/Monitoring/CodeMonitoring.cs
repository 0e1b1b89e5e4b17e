// What a code object that is monitored keeps: the tools that want each event in it, and for each code unit the tools to tell and the opcodes that instrumented ones hide. An
// instruction may lie under two layers: INSTRUMENTED_LINE over INSTRUMENTED_INSTRUCTION over the (perhaps instrumented) instruction itself. Everything is allocated once and freed
// with the code object: a frame may stand in it. See docs/internals/monitoring.md.
using Vivarium.Bytecode;
using Vivarium.Heap;

namespace Vivarium.Runtime.Interpreter;

/// <summary>What of the line table matters at a code unit.</summary>
internal enum LineMark : byte
{
    None,
    /// <summary>A line begins here: an event for tools that want lines.</summary>
    Starts,
    /// <summary>No event, but the line is another one: control that passes here is noted, so that the next mark knows whether it begins a line.</summary>
    Passes,
    /// <summary>RESUME, which is never hidden and notes its position by itself. A line that it is on begins with the next instruction nevertheless.</summary>
    Resume,
}

/// <summary>One code unit's line, and what INSTRUMENTED_LINE at it hides.</summary>
internal struct LineEntry
{
    public int line;
    public byte opcode;
    public byte tools;
    public LineMark mark;
}

/// <summary>What INSTRUMENTED_INSTRUCTION at a code unit hides.</summary>
internal struct InstructionEntry
{
    public byte opcode;
    public byte tools;
}

internal unsafe struct CodeMonitoring
{
    /// <summary>Events that each tool set for this code object alone, and the tools' versions at that time.</summary>
    public fixed int local_events[MonitoringState.Tools];
    public fixed uint tool_versions[MonitoringState.Tools];
    /// <summary>For each event the tools that have it in this code, as it is instrumented now.</summary>
    public fixed byte active[MonitoringEvent.LocalCount];
    /// <summary>Whether active has any bit.</summary>
    public bool any;
    /// <summary>Marks of lines at which some tool wants the event.</summary>
    public int active_lines;
    /// <summary>For each code unit the tools that want its event; null until the code is instrumented.</summary>
    public byte* tools;
    /// <summary>Null until lines are wanted.</summary>
    public LineEntry* lines;
    /// <summary>Null until instructions are wanted.</summary>
    public InstructionEntry* instructions;

    public static CodeMonitoring* Of(PyCodeObject* code) => (CodeMonitoring*)code->_co_monitoring;

    /// <summary>The code's data, made if need be; null with MemoryError.</summary>
    public static CodeMonitoring* Make(ThreadState* ts, PyCodeObject* code)
    {
        if (code->_co_monitoring == null)
            code->_co_monitoring = Allocate(ts, (nuint)sizeof(CodeMonitoring));
        return Of(code);
    }

    /// <summary>The arrays that the given events need; existing ones stay.</summary>
    public static Status MakeArrays(ThreadState* ts, PyCodeObject* code, CodeMonitoring* data)
    {
        nuint units = (nuint)PyCode.Units(code);
        if (data->tools == null && (data->tools = (byte*)Allocate(ts, units)) == null)
            return Status.Error;
        if (data->lines == null && data->active[MonitoringEvent.Line] != 0)
        {
            data->lines = (LineEntry*)Allocate(ts, units * (nuint)sizeof(LineEntry));
            if (data->lines == null)
                return Status.Error;
            LineMarks.Fill(code, data->lines);
        }
        if (data->instructions == null && data->active[MonitoringEvent.Instruction] != 0)
        {
            data->instructions = (InstructionEntry*)Allocate(ts, units * (nuint)sizeof(InstructionEntry));
            if (data->instructions == null)
                return Status.Error;
        }
        return Status.Ok;
    }

    private static void* Allocate(ThreadState* ts, nuint size)
    {
        void* block = MemDomain.Calloc(ts->interp->heap, 1, size);
        if (block == null)
            Err.NoMemory(ts);
        return block;
    }

    /// <summary>The code object ends.</summary>
    public static void Release(ThreadState* ts, PyCodeObject* code)
    {
        CodeMonitoring* data = Of(code);
        if (data == null)
            return;
        code->_co_monitoring = null;
        if (data->tools != null)
            MemDomain.Free(ts->interp->heap, data->tools);
        if (data->lines != null)
            MemDomain.Free(ts->interp->heap, data->lines);
        if (data->instructions != null)
            MemDomain.Free(ts->interp->heap, data->instructions);
        MemDomain.Free(ts->interp->heap, data);
    }

    // ---- What stands at a code unit ----

    /// <summary>What INSTRUMENTED_LINE at a code unit hides, or what stands there by now.</summary>
    public static Opcode BehindLine(PyCodeObject* code, int index)
    {
        Opcode opcode = (Opcode)(byte)Frames.FirstInstruction(code)[index];
        return opcode == Opcode.INSTRUMENTED_LINE ? (Opcode)Of(code)->lines[index].opcode : opcode;
    }

    /// <summary>The instruction itself, without the marks of lines and instructions: plain, specialised or instrumented.</summary>
    public static Opcode BehindMarks(PyCodeObject* code, int index)
    {
        Opcode opcode = BehindLine(code, index);
        return opcode == Opcode.INSTRUMENTED_INSTRUCTION ? (Opcode)Of(code)->instructions[index].opcode : opcode;
    }

    /// <summary>The instruction as the compiler wrote it.</summary>
    public static Opcode BaseAt(PyCodeObject* code, int index) => OpcodeInfo.Base(BehindMarks(code, index));

    // ---- Events of one code object ----

    /// <summary>The tool's events in this code beyond those in all code.</summary>
    public static int LocalEvents(PyCodeObject* code, int tool) => code->_co_monitoring == null ? 0 : Of(code)->local_events[tool];

    /// <summary>Enters them; the code must be brought up to date by the caller (Instrumentation.SetLocalEvents).</summary>
    public static Status StoreLocalEvents(ThreadState* ts, MonitoringState* state, PyCodeObject* code, int tool, int events)
    {
        CodeMonitoring* data = Make(ts, code);
        if (data == null)
            return Status.Error;
        data->local_events[tool] = events;
        data->tool_versions[tool] = MonitoringState.VersionOf(state, tool);
        return Status.Ok;
    }
}
