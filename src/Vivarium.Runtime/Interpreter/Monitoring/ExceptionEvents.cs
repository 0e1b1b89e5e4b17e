// Events of exceptions: raised, raised again, handled, leaving a frame, thrown into a generator. They are wanted in all code or not at all, and come from the unwinder, which
// asks here only while something is monitored. See docs/internals/monitoring.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class ExceptionEvents
{
    private static bool Wanted(ThreadState* ts, int number) => ts->interp->monitoring != null && ts->tracing == 0 && MonitoringState.ToolsOf(ts->interp->monitoring, number) != 0;

    /// <summary>Whether a tool wants to hear of frames that exceptions leave, so that none may be left quietly.</summary>
    public static bool UnwindWanted(ThreadState* ts) => ts->interp->monitoring != null && MonitoringState.ToolsOf(ts->interp->monitoring, MonitoringEvent.PyUnwind) != 0;

    /// <summary>The position that is reported for an exception that an instruction raises: its last code unit.</summary>
    public static ushort* EndOf(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip)
    {
        if (ts->interp->monitoring == null || Frames.IsIncomplete(frame))
            return ip;
        PyCodeObject* code = Frames.CodeOf(frame);
        return ip + OpcodeInfo.Caches(CodeMonitoring.BaseAt(code, (int)(ip - Frames.FirstInstruction(code))));
    }

    /// <summary>RAISE, or RERAISE.</summary>
    public static void Raised(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, bool again) =>
        Report(ts, frame, ip, again ? MonitoringEvent.Reraise : MonitoringEvent.Raise);

    /// <summary>PY_UNWIND: the exception leaves the frame.</summary>
    public static void Unwinding(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip) => Report(ts, frame, ip, MonitoringEvent.PyUnwind);

    /// <summary>PY_THROW: a generator goes on with the exception that is set. It does not pass its RESUME, so its code is brought up to date here.</summary>
    public static void Thrown(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        if (ts->tracing == 0 && !Instrumentation.IsCurrent(ts, code))
        {
            PyObject* exception = Err.Fetch(ts);
            if (Instrumentation.Update(ts, code) == Status.Ok)
                Err.Restore(ts, exception);
            else
                Ref.Dec(ts, exception);
        }
        Report(ts, frame, frame->instr_ptr, MonitoringEvent.PyThrow);
    }

    /// <summary>EXCEPTION_HANDLED: control is about to go to the handler at ts->handler.</summary>
    public static Status Handled(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* exception)
    {
        if (!Wanted(ts, MonitoringEvent.ExceptionHandled))
            return Status.Ok;
        ushort* handler = ts->handler;
        Status status = EventCalls.FireArg(ts, frame, handler, MonitoringEvent.ExceptionHandled, exception);
        ts->handler = handler;
        return status;
    }

    /// <summary>The exception that is set goes on, unless a callback raises another one.</summary>
    private static void Report(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, int number)
    {
        if (!Wanted(ts, number) || Frames.IsIncomplete(frame))
            return;
        PyObject* exception = Err.Fetch(ts);
        if (EventCalls.FireArg(ts, frame, ip, number, exception) == Status.Ok)
            Err.Restore(ts, exception);
        else
            Ref.Dec(ts, exception);
    }
}
