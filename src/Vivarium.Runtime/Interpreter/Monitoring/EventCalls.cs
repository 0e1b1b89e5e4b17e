// Telling the tools of an event: the callbacks that are registered for it are called with the code object, the position and what else belongs to the event. While one runs no
// events are reported (ts->tracing). A callback that returns DISABLE hears no more of events at that place. See docs/internals/monitoring.md.
using System.Numerics;
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

/// <summary>An event that is being reported; references are borrowed.</summary>
internal unsafe ref struct EventReport
{
    public _PyInterpreterFrame* frame;
    public PyCodeObject* code;
    public int number;
    /// <summary>The code unit whose tools are told.</summary>
    public int index;
    /// <summary>The position that is reported (a code unit), or the line.</summary>
    public int position;
    /// <summary>Where a jump goes (a code unit), or -1.</summary>
    public int target;
    /// <summary>Further arguments, or null.</summary>
    public PyObject* first;
    public PyObject* second;
}

/// <summary>What came of telling one tool.</summary>
internal enum EventAnswer
{
    Error = -1,
    Continue = 0,
    Disable = 1,
}

internal static unsafe class EventCalls
{
    // ---- Events at instructions; the frame's instr_ptr is set ----

    /// <summary>PY_START, PY_RESUME.</summary>
    public static Status Fire(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, int number) => FireTwo(ts, frame, ip, number, null, null);

    /// <summary>Events with one further argument.</summary>
    public static Status FireArg(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, int number, PyObject* arg) => FireTwo(ts, frame, ip, number, arg, null);

    /// <summary>Events of calls: the callable and its first argument.</summary>
    public static Status FireTwo(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, int number, PyObject* first, PyObject* second)
    {
        if (ts->tracing != 0)
            return Status.Ok;
        PyCodeObject* code = Frames.CodeOf(frame);
        int index = (int)(ip - Frames.FirstInstruction(code));
        var report = new EventReport { frame = frame, code = code, number = number, index = index, position = index, target = -1, first = first, second = second };
        return Tell(ts, ref report);
    }

    /// <summary>C_RAISE: the exception that is set goes on, unless a callback raises another one.</summary>
    public static void FireRaised(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, PyObject* callable, PyObject* arg)
    {
        if (ts->tracing != 0)
            return;
        PyObject* exception = Err.Fetch(ts);
        if (FireTwo(ts, frame, ip, MonitoringEvent.CRaise, callable, arg) == Status.Ok)
            Err.Restore(ts, exception);
        else
            Ref.Dec(ts, exception);
    }

    /// <summary>Jumps and branches: the position to go on at, which a callback may have changed; null with an exception.</summary>
    public static ushort* FireJump(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, int number, ushort* from, ushort* to)
    {
        if (ts->tracing != 0)
            return to;
        PyCodeObject* code = Frames.CodeOf(frame);
        ushort* start = Frames.FirstInstruction(code);
        var report = new EventReport { frame = frame, code = code, number = number, index = (int)(ip - start), position = (int)(from - start), target = (int)(to - start) };
        if (Tell(ts, ref report) != Status.Ok)
            return null;
        return frame->instr_ptr == ip ? to : frame->instr_ptr;
    }

    /// <summary>STOP_ITERATION: a generator that is driven in its own frame ended with a value.</summary>
    public static Status FireStopIteration(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, PyObject* value)
    {
        if (ts->tracing != 0)
            return Status.Ok;
        Generators.SetStopIteration(ts, value);
        using Owned<PyObject> exception = Own.Of(ts, Err.Fetch(ts));
        return FireArg(ts, frame, ip, MonitoringEvent.StopIteration, exception.Pointer);
    }

    /// <summary>INSTRUCTION.</summary>
    public static Status FireInstruction(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip)
    {
        frame->instr_ptr = ip;
        if (ts->tracing != 0)
            return Status.Ok;
        PyCodeObject* code = Frames.CodeOf(frame);
        int index = (int)(ip - Frames.FirstInstruction(code));
        var report = new EventReport { frame = frame, code = code, number = MonitoringEvent.Instruction, index = index, position = index, target = -1 };
        return Tell(ts, ref report);
    }

    /// <summary>LINE, unless the instruction before was on the same line already; instr_ptr says which that was, and is set.</summary>
    public static Status FireLine(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        LineEntry* lines = CodeMonitoring.Of(code)->lines;
        int index = (int)(ip - Frames.FirstInstruction(code));
        int before = (int)(frame->instr_ptr - Frames.FirstInstruction(code));
        frame->instr_ptr = ip;
        LineEntry* entry = lines + index;
        if (entry->tools == 0 || ts->tracing != 0)
            return Status.Ok;
        if (before >= 0 && before < PyCode.Units(code) && lines[before].line == entry->line && lines[before].mark != LineMark.Resume)
            return Status.Ok;
        var report = new EventReport { frame = frame, code = code, number = MonitoringEvent.Line, index = index, position = entry->line, target = -1 };
        return Tell(ts, ref report);
    }

    // ---- Callbacks ----

    private static byte ToolsFor(ThreadState* ts, ref EventReport report)
    {
        CodeMonitoring* data = CodeMonitoring.Of(report.code);
        return report.number switch
        {
            MonitoringEvent.Line => data->lines[report.index].tools,
            MonitoringEvent.Instruction => data->instructions[report.index].tools,
            < MonitoringEvent.LocalCount or >= MonitoringEvent.SettableCount => data->tools[report.index],
            _ => MonitoringState.ToolsOf(ts->interp->monitoring, report.number),
        };
    }

    /// <summary>Tells the tools, the interpreter's own first, then those with higher numbers.</summary>
    public static Status Tell(ThreadState* ts, ref EventReport report)
    {
        int tools = ToolsFor(ts, ref report);
        PyObject* position = null;
        PyObject* target = null;
        Status status = Status.Ok;
        while (tools != 0 && status == Status.Ok)
        {
            int tool = BitOperations.Log2((uint)tools);
            tools &= ~(1 << tool);
            EventAnswer answer;
            if (tool >= MonitoringState.UserTools)
            {
                answer = TellInterpreter(ts, ref report, tool);
            }
            else
            {
                int scale = report.number == MonitoringEvent.Line ? 1 : OpcodeInfo.CodeUnitSize;
                if (position == null && (position = PyLong.FromInt64(ts, (long)report.position * scale)) == null)
                    answer = EventAnswer.Error;
                else if (report.target >= 0 && target == null && (target = PyLong.FromInt64(ts, (long)report.target * scale)) == null)
                    answer = EventAnswer.Error;
                else
                    answer = TellTool(ts, ref report, tool, position, target);
            }
            if (answer == EventAnswer.Disable)
                status = Disable(ts, ref report, tool);
            else if (answer == EventAnswer.Error)
                status = Status.Error;
        }
        Ref.XDec(ts, position);
        Ref.XDec(ts, target);
        return status;
    }

    private static EventAnswer TellTool(ThreadState* ts, ref EventReport report, int tool, PyObject* position, PyObject* target)
    {
        PyObject* callback = *MonitoringState.CallbackOf(ts->interp->monitoring, tool, report.number);
        if (callback == null)
            return EventAnswer.Continue;
        PyObject** args = stackalloc PyObject*[5];
        int count = 1;
        args[count++] = (PyObject*)report.code;
        args[count++] = position;
        if (target != null)
            args[count++] = target;
        if (report.first != null)
            args[count++] = report.first;
        if (report.second != null)
            args[count++] = report.second;
        using Owned<PyObject> held = Own.Of(ts, Ref.New(callback));
        Outer outer = Begin(ts, ref report);
        PyObject* result = Call.Vectorcall(ts, callback, args + 1, (nuint)(count - 1) | Call.ArgumentsOffset, null);
        End(ts, outer);
        if (result == null)
            return EventAnswer.Error;
        Ref.Dec(ts, result);
        return result == MonitoringSentinels.Disable ? EventAnswer.Disable : EventAnswer.Continue;
    }

    private static EventAnswer TellInterpreter(ThreadState* ts, ref EventReport report, int tool)
    {
        Outer outer = Begin(ts, ref report);
        EventAnswer answer = LegacyTracing.Tell(ts, ref report, tool);
        End(ts, outer);
        return answer;
    }

    /// <summary>What a callback interrupts.</summary>
    private struct Outer
    {
        public int what;
        public _PyInterpreterFrame* frame;
    }

    private static Outer Begin(ThreadState* ts, ref EventReport report)
    {
        Outer outer = new() { what = ts->what_event, frame = ts->traced_frame };
        ts->what_event = report.number;
        ts->traced_frame = report.frame;
        ts->tracing++;
        return outer;
    }

    private static void End(ThreadState* ts, Outer outer)
    {
        ts->tracing--;
        ts->what_event = outer.what;
        ts->traced_frame = outer.frame;
    }

    // ---- DISABLE ----

    private static Status Disable(ThreadState* ts, ref EventReport report, int tool)
    {
        MonitoringState* state = ts->interp->monitoring;
        switch (report.number)
        {
            case MonitoringEvent.Line:
                Instrumentation.DisableLine(report.code, report.index, tool);
                return Status.Ok;
            case MonitoringEvent.Instruction:
                Instrumentation.DisableInstruction(report.code, report.index, tool);
                return Status.Ok;
            case MonitoringEvent.BranchLeft or MonitoringEvent.BranchRight:
                Instrumentation.Disable(report.code, report.index, tool);
                int shared = report.number == MonitoringEvent.BranchLeft ? state->branch_left_shared : state->branch_right_shared;
                if ((shared >> tool & 1) != 0 && Branches.OtherEnd(report.code, report.position, report.index) is int other and >= 0)
                    Instrumentation.Disable(report.code, other, tool);
                return Status.Ok;
            case < MonitoringEvent.LocalCount or >= MonitoringEvent.SettableCount:
                Instrumentation.Disable(report.code, report.index, tool);
                return Status.Ok;
            default:
                // Without it the same callback would come here again.
                Ref.Clear(ts, MonitoringState.CallbackOf(state, tool, report.number));
                return Err.ValueStatus(ts, $"Cannot disable {MonitoringEvent.Names[report.number]} events. Callback removed.");
        }
    }
}
