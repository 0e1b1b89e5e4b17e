// sys.settrace and sys.setprofile on top of monitoring: two tools of the interpreter's own, whose events are passed on to the functions that a thread has set. A trace function
// gets "call" for each new frame, and what it returned for that (f_trace) the rest of the frame's events. See docs/internals/monitoring.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class LegacyTracing
{
    private const int ProfileEvents = (1 << MonitoringEvent.PyStart) | (1 << MonitoringEvent.PyResume) | (1 << MonitoringEvent.PyReturn) | (1 << MonitoringEvent.PyYield)
        | (1 << MonitoringEvent.Call) | (1 << MonitoringEvent.PyUnwind) | (1 << MonitoringEvent.PyThrow);

    private const int TraceEvents = (1 << MonitoringEvent.PyStart) | (1 << MonitoringEvent.PyResume) | (1 << MonitoringEvent.PyReturn) | (1 << MonitoringEvent.PyYield)
        | (1 << MonitoringEvent.Raise) | (1 << MonitoringEvent.Line) | (1 << MonitoringEvent.Jump) | (1 << MonitoringEvent.PyUnwind) | (1 << MonitoringEvent.PyThrow)
        | (1 << MonitoringEvent.StopIteration);

    // ---- Setting the functions ----

    /// <summary>Sets a thread's trace function (null for none); its own thread or another one.</summary>
    public static Status SetTrace(ThreadState* ts, ThreadState* thread, PyObject* function)
    {
        if (Audit.Raise(ts, "sys.settrace", null) != Status.Ok)
            return Status.Error;
        return Set(ts, thread, function, trace: true);
    }

    public static Status SetProfile(ThreadState* ts, ThreadState* thread, PyObject* function)
    {
        if (Audit.Raise(ts, "sys.setprofile", null) != Status.Ok)
            return Status.Error;
        return Set(ts, thread, function, trace: false);
    }

    /// <summary>The thread ends.</summary>
    public static void Forget(ThreadState* ts)
    {
        // Without a change of events nothing can fail; other threads are told once there is none left.
        if (ts->c_traceobj != null)
            Exchange(ts, ts, null, trace: true);
        if (ts->c_profileobj != null)
            Exchange(ts, ts, null, trace: false);
    }

    private static Status Set(ThreadState* ts, ThreadState* thread, PyObject* function, bool trace)
    {
        MonitoringState* state = MonitoringState.Of(ts);
        if (state == null)
            return Status.Error;
        // Code that begins to be traced is still to run: the function is set first, and stays if memory is short.
        Exchange(ts, thread, function, trace);
        int threads = trace ? state->tracing_threads : state->profiling_threads;
        int tool = trace ? MonitoringState.TraceTool : MonitoringState.ProfileTool;
        if (Instrumentation.SetEvents(ts, state, tool, threads == 0 ? 0 : trace ? TraceEvents : ProfileEvents) != Status.Ok)
            return Status.Error;
        return trace && function != null ? ContinueOpcodes(ts, state, thread) : Status.Ok;
    }

    private static void Exchange(ThreadState* ts, ThreadState* thread, PyObject* function, bool trace)
    {
        MonitoringState* state = ts->interp->monitoring;
        PyObject** field = trace ? &thread->c_traceobj : &thread->c_profileobj;
        int change = (function != null ? 1 : 0) - (*field != null ? 1 : 0);
        if (state != null && trace)
            state->tracing_threads += change;
        else if (state != null)
            state->profiling_threads += change;
        Ref.SetSteal(ts, field, Ref.XNew(function));
    }

    // ---- Opcodes ----

    /// <summary>f_trace_opcodes was set before there was a trace function.</summary>
    private static Status ContinueOpcodes(ThreadState* ts, MonitoringState* state, ThreadState* thread)
    {
        _PyInterpreterFrame* frame = thread->current_frame;
        PyFrameObject* o = frame == null ? null : frame->frame_obj;
        return o == null || o->f_trace_opcodes == 0 ? Status.Ok : SetOpcodeTrace(ts, o, true);
    }

    /// <summary>Events of instructions are set for the code of frames whose f_trace_opcodes is true.</summary>
    public static Status SetOpcodeTrace(ThreadState* ts, PyFrameObject* o, bool enable)
    {
        MonitoringState* state = MonitoringState.Of(ts);
        if (state == null)
            return Status.Error;
        PyCodeObject* code = Frames.CodeOf(o->f_frame);
        const int Instructions = 1 << MonitoringEvent.Instruction;
        int events = CodeMonitoring.LocalEvents(code, MonitoringState.TraceTool);
        return Instrumentation.SetLocalEvents(ts, state, code, MonitoringState.TraceTool, enable ? events | Instructions : events & ~Instructions);
    }

    // ---- Events ----

    public static EventAnswer Tell(ThreadState* ts, ref EventReport report, int tool)
    {
        if ((tool == MonitoringState.TraceTool ? ts->c_traceobj : ts->c_profileobj) == null)
            return EventAnswer.Continue;
        return tool == MonitoringState.TraceTool ? Trace(ts, ref report) : Profile(ts, ref report);
    }

    private static EventAnswer Trace(ThreadState* ts, ref EventReport report)
    {
        PyFrameObject* frame = FrameOf(ts, ref report);
        if (frame == null)
            return EventAnswer.Error;
        switch (report.number)
        {
            case MonitoringEvent.PyStart or MonitoringEvent.PyResume or MonitoringEvent.PyThrow:
                return CallTrace(ts, frame, Id.call, Py.None, isCall: true);
            case MonitoringEvent.PyReturn or MonitoringEvent.PyYield:
                return CallTrace(ts, frame, Id.@return, report.first, isCall: false);
            case MonitoringEvent.PyUnwind:
                return CallTrace(ts, frame, Id.@return, Py.None, isCall: false);
            case MonitoringEvent.Line:
                return TraceLine(ts, frame, report.position);
            case MonitoringEvent.Jump:
                return TraceJump(ts, ref report, frame);
            case MonitoringEvent.Instruction:
                return frame->f_trace_opcodes == 0 ? EventAnswer.Continue : CallTrace(ts, frame, Id.opcode, Py.None, isCall: false);
            case MonitoringEvent.Raise or MonitoringEvent.StopIteration:
                return TraceException(ts, frame, report.first);
            default:
                return EventAnswer.Continue;
        }
    }

    private static PyFrameObject* FrameOf(ThreadState* ts, ref EventReport report) => FrameType.GetOrMake(ts, report.frame);

    private static EventAnswer TraceLine(ThreadState* ts, PyFrameObject* frame, int line)
    {
        if (frame->f_trace_lines == 0 || line < 0)
            return EventAnswer.Continue;
        frame->f_lineno = line;
        EventAnswer answer = CallTrace(ts, frame, Id.line, Py.None, isCall: false);
        frame->f_lineno = 0;
        return answer;
    }

    /// <summary>A jump back to the same line begins it again; other jumps are seen as lines.</summary>
    private static EventAnswer TraceJump(ThreadState* ts, ref EventReport report, PyFrameObject* frame)
    {
        if (frame->f_trace_lines == 0)
            return EventAnswer.Continue;
        if (report.target >= report.position)
            return EventAnswer.Disable;
        LineEntry* lines = CodeMonitoring.Of(report.code)->lines;
        int from = lines != null ? lines[report.position].line : CodeLines.LineOf(report.code, report.position);
        int to = lines != null ? lines[report.target].line : CodeLines.LineOf(report.code, report.target);
        return from == to ? TraceLine(ts, frame, to) : EventAnswer.Disable;
    }

    private static EventAnswer TraceException(ThreadState* ts, PyFrameObject* frame, PyObject* exception)
    {
        PyObject* traceback = ((PyBaseExceptionObject*)exception)->traceback;
        using Owned<PyObject> info = Own.Of(ts, PyTuple.Pack(ts, (PyObject*)exception->ob_type, exception, traceback == null ? Py.None : traceback));
        return info.IsNull ? EventAnswer.Error : CallTrace(ts, frame, Id.exception, info.Pointer, isCall: false);
    }

    private static EventAnswer CallTrace(ThreadState* ts, PyFrameObject* frame, PyObject* what, PyObject* arg, bool isCall)
    {
        PyObject* function = isCall ? ts->c_traceobj : frame->f_trace;
        if (function == null)
            return EventAnswer.Continue;
        using Owned<PyObject> held = Own.Of(ts, Ref.New(function));
        using Owned<PyFrameObject> heldFrame = Own.Of(ts, (PyFrameObject*)Ref.New((PyObject*)frame));
        PyObject* result = Call.ThreeArgs(ts, function, (PyObject*)frame, what, arg);
        if (result == null)
        {
            PyObject* exception = Err.Fetch(ts);
            Set(ts, ts, null, trace: true);
            Ref.Clear(ts, &frame->f_trace);
            Err.Restore(ts, exception);
            return EventAnswer.Error;
        }
        if (result == Py.None)
            return EventAnswer.Continue;
        Ref.SetSteal(ts, &frame->f_trace, result);
        return EventAnswer.Continue;
    }

    // ---- Profile functions ----

    private static EventAnswer Profile(ThreadState* ts, ref EventReport report)
    {
        switch (report.number)
        {
            case MonitoringEvent.PyStart or MonitoringEvent.PyResume or MonitoringEvent.PyThrow:
                return CallProfile(ts, ref report, Id.call, Py.None);
            case MonitoringEvent.PyReturn or MonitoringEvent.PyYield:
                return CallProfile(ts, ref report, Id.@return, report.first);
            case MonitoringEvent.PyUnwind:
                return CallProfile(ts, ref report, Id.@return, Py.None);
            case MonitoringEvent.Call:
                return ProfileNative(ts, ref report, Id.c_call);
            case MonitoringEvent.CReturn:
                return ProfileNative(ts, ref report, Id.c_return);
            case MonitoringEvent.CRaise:
                return ProfileNative(ts, ref report, Id.c_exception);
            default:
                return EventAnswer.Continue;
        }
    }

    /// <summary>Profile functions hear of calls of built-in functions and methods; a method is shown bound.</summary>
    private static EventAnswer ProfileNative(ThreadState* ts, ref EventReport report, PyObject* what)
    {
        PyObject* callable = report.first;
        if (PyType.IsSubtype(callable->ob_type, BuiltinFunctionType.Type))
            return CallProfile(ts, ref report, what, callable);
        if (callable->ob_type != MethodDescriptorType.Type || report.second == MonitoringSentinels.Missing)
            return EventAnswer.Continue;
        using Owned<PyObject> bound = Own.Of(ts, TypeSlots.Of(callable)->tp_descr_get(ts, callable, report.second, (PyObject*)report.second->ob_type));
        return bound.IsNull ? EventAnswer.Error : CallProfile(ts, ref report, what, bound.Pointer);
    }

    private static EventAnswer CallProfile(ThreadState* ts, ref EventReport report, PyObject* what, PyObject* arg)
    {
        PyFrameObject* frame = FrameOf(ts, ref report);
        if (frame == null)
            return EventAnswer.Error;
        using Owned<PyFrameObject> heldFrame = Own.Of(ts, (PyFrameObject*)Ref.New((PyObject*)frame));
        using Owned<PyObject> held = Own.Of(ts, Ref.New(ts->c_profileobj));
        PyObject* result = Call.ThreeArgs(ts, held.Pointer, (PyObject*)frame, what, arg);
        if (result == null)
        {
            PyObject* exception = Err.Fetch(ts);
            Set(ts, ts, null, trace: false);
            Err.Restore(ts, exception);
            return EventAnswer.Error;
        }
        Ref.Dec(ts, result);
        return EventAnswer.Continue;
    }
}
