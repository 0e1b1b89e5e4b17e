// Instructions as they run in code that is monitored: they report their events and then do what they stand for. Around a callback that may move the frame to another line the
// stack pointer is in the frame, from which it is taken back. See docs/internals/monitoring.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    /// <summary>Goes on behind an event whose callback may have moved the frame; with the stack pointer that is in the frame.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static StackRef* TakeStack(_PyInterpreterFrame* frame)
    {
        StackRef* sp = frame->stackpointer;
        frame->stackpointer = null;
        return sp;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Jumped(_PyInterpreterFrame* frame, ushort* ip, ThreadState* ts, void** table, int number, ushort* from, ushort* to)
    {
        ushort* next = EventCalls.FireJump(ts, frame, ip, number, from, to);
        StackRef* sp = TakeStack(frame);
        if (next == null)
            return Error(frame, ip, sp, ts, table, 0);
        return Next(frame, next, sp, ts, table);
    }

    // ---- Marks ----

    private static nint INSTRUMENTED_LINE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->stackpointer = sp;
        Status status = EventCalls.FireLine(ts, frame, ip);
        sp = TakeStack(frame);
        if (status != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        if (frame->instr_ptr != ip)
            return Next(frame, frame->instr_ptr, sp, ts, table);
        PyCodeObject* code = Frames.CodeOf(frame);
        Opcode opcode = CodeMonitoring.BehindLine(code, (int)(ip - Frames.FirstInstruction(code)));
        Adaptive.Pause(ip, opcode);
        return ((opcodehandler)table[(int)opcode])(frame, ip, sp, ts, table, oparg);
    }

    private static nint INSTRUMENTED_INSTRUCTION(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->stackpointer = sp;
        Status status = EventCalls.FireInstruction(ts, frame, ip);
        sp = TakeStack(frame);
        if (status != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        PyCodeObject* code = Frames.CodeOf(frame);
        Opcode opcode = CodeMonitoring.BehindMarks(code, (int)(ip - Frames.FirstInstruction(code)));
        Adaptive.Pause(ip, opcode);
        return ((opcodehandler)table[(int)opcode])(frame, ip, sp, ts, table, oparg);
    }

    // ---- Start, end, suspension ----

    private static nint INSTRUMENTED_RESUME(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (ts->tracing == 0 && !Instrumentation.IsCurrent(ts, Frames.CodeOf(frame)))
            return Instrument(frame, ip, sp, ts, table, oparg);
        if ((oparg & 3) < 2 && CheckPoints.IsDue(ts) && CheckPoints.Serve(ts) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        frame->stackpointer = sp;
        Status status = EventCalls.Fire(ts, frame, ip, (oparg & 3) == 0 ? MonitoringEvent.PyStart : MonitoringEvent.PyResume);
        sp = TakeStack(frame);
        if (status != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, frame->instr_ptr == ip ? ip + 1 : frame->instr_ptr, sp, ts, table);
    }

    private static nint INSTRUMENTED_RETURN_VALUE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (EventCalls.FireArg(ts, frame, ip, MonitoringEvent.PyReturn, StackRefs.Borrow(sp[-1])) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        return RETURN_VALUE(frame, ip, sp, ts, table, oparg);
    }

    private static nint INSTRUMENTED_YIELD_VALUE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        frame->stackpointer = sp;
        Status status = EventCalls.FireArg(ts, frame, ip, MonitoringEvent.PyYield, StackRefs.Borrow(sp[-1]));
        sp = TakeStack(frame);
        if (status != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        if (frame->instr_ptr != ip)
            return Next(frame, frame->instr_ptr, sp, ts, table);
        return YIELD_VALUE(frame, ip, sp, ts, table, oparg);
    }

    private static nint INSTRUMENTED_END_FOR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* receiver = StackRefs.Borrow(sp[-2]);
        if ((receiver->ob_type == GeneratorType.Type || receiver->ob_type == CoroutineType.Type)
            && EventCalls.FireStopIteration(ts, frame, ip, StackRefs.Borrow(sp[-1])) != Status.Ok)
        {
            return Error(frame, ip, sp, ts, table, oparg);
        }
        StackRefs.Close(ts, sp[-1]);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint INSTRUMENTED_END_SEND(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* receiver = StackRefs.Borrow(sp[-2]);
        if ((receiver->ob_type == GeneratorType.Type || receiver->ob_type == CoroutineType.Type)
            && EventCalls.FireStopIteration(ts, frame, ip, StackRefs.Borrow(sp[-1])) != Status.Ok)
        {
            return Error(frame, ip, sp, ts, table, oparg);
        }
        return END_SEND(frame, ip, sp, ts, table, oparg);
    }

    // ---- Jumps and branches ----

    private static nint INSTRUMENTED_JUMP_FORWARD(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        frame->stackpointer = sp;
        return Jumped(frame, ip, ts, table, MonitoringEvent.Jump, ip, ip + 1 + oparg);
    }

    private static nint INSTRUMENTED_JUMP_BACKWARD(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (CheckPoints.IsDue(ts) && CheckPoints.Serve(ts) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        frame->stackpointer = sp;
        return Jumped(frame, ip, ts, table, MonitoringEvent.Jump, ip, ip + 2 - oparg);
    }

    /// <summary>A conditional jump whose condition has been popped already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Branched(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, bool taken, int oparg)
    {
        ushort* next = Branch(ip, taken, oparg);
        if (!taken)
            return Next(frame, next, sp, ts, table);
        frame->instr_ptr = ip;
        frame->stackpointer = sp;
        return Jumped(frame, ip, ts, table, MonitoringEvent.BranchRight, ip, next);
    }

    private static nint INSTRUMENTED_POP_JUMP_IF_TRUE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg) =>
        Branched(frame, ip, sp - 1, ts, table, StackRefs.Borrow(sp[-1]) == Py.True, oparg);

    private static nint INSTRUMENTED_POP_JUMP_IF_FALSE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg) =>
        Branched(frame, ip, sp - 1, ts, table, StackRefs.Borrow(sp[-1]) == Py.False, oparg);

    private static nint INSTRUMENTED_POP_JUMP_IF_NONE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        bool isNone = StackRefs.Borrow(sp[-1]) == Py.None;
        StackRefs.Close(ts, sp[-1]);
        return Branched(frame, ip, sp - 1, ts, table, isNone, oparg);
    }

    private static nint INSTRUMENTED_POP_JUMP_IF_NOT_NONE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        bool isNone = StackRefs.Borrow(sp[-1]) == Py.None;
        StackRefs.Close(ts, sp[-1]);
        return Branched(frame, ip, sp - 1, ts, table, !isNone, oparg);
    }

    private static nint INSTRUMENTED_NOT_TAKEN(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        ushort* branch = Branches.OfNotTaken(Frames.CodeOf(frame), ip);
        frame->instr_ptr = ip;
        frame->stackpointer = sp;
        return Jumped(frame, ip, ts, table, MonitoringEvent.BranchLeft, branch, ip + 1);
    }

    private static nint INSTRUMENTED_FOR_ITER(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* iterator = StackRefs.Borrow(sp[-1]);
        PyObject* next = TypeSlots.Of(iterator)->tp_iternext(ts, iterator);
        if (next == null)
            return ForIterEnd(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.Steal(next);
        frame->stackpointer = sp + 1;
        return Jumped(frame, ip, ts, table, MonitoringEvent.BranchLeft, ip, ip + 2);
    }

    private static nint INSTRUMENTED_POP_ITER(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        ushort* loop = Branches.OfPopIter(frame, ip);
        frame->instr_ptr = ip;
        StackRefs.Close(ts, sp[-1]);
        frame->stackpointer = sp - 1;
        return Jumped(frame, ip, ts, table, MonitoringEvent.BranchRight, loop, ip + 1);
    }

    private static nint INSTRUMENTED_END_ASYNC_FOR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (!PyType.IsInstance(StackRefs.Borrow(sp[-1]), Exc.StopAsyncIteration))
            return END_ASYNC_FOR(frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        frame->stackpointer = sp - 2;
        return Jumped(frame, ip, ts, table, MonitoringEvent.BranchRight, ip + 1 - oparg, ip + 1);
    }

    // ---- Calls ----

    private static nint INSTRUMENTED_CALL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        StackRef* callee = sp - oparg - 2;
        CallSupport.Unbind(ts, callee);
        if (MonitoredCalls.Report(ts, frame, ip, callee, oparg) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        if (StackRefs.Borrow(callee[0])->ob_type == FunctionType.Type)
            return CallPythonOff(frame, ip, sp, ts, table, oparg);
        PyObject* result = MonitoredCalls.CallNative(ts, frame, ip, callee, oparg, names: false);
        if (result == null)
            return Error(frame, ip, callee, ts, table, oparg);
        *callee = StackRefs.Steal(result);
        return NextAfterCall(frame, ip + 4, callee + 1, ts, table, oparg);
    }

    private static nint INSTRUMENTED_CALL_KW(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        StackRef* callee = sp - oparg - 3;
        CallSupport.Unbind(ts, callee);
        if (MonitoredCalls.Report(ts, frame, ip, callee, oparg) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        if (StackRefs.Borrow(callee[0])->ob_type == FunctionType.Type)
            return CallKwPythonOff(frame, ip, sp, ts, table, oparg);
        PyObject* result = MonitoredCalls.CallNative(ts, frame, ip, callee, oparg, names: true);
        if (result == null)
            return Error(frame, ip, callee, ts, table, oparg);
        *callee = StackRefs.Steal(result);
        return NextAfterCall(frame, ip + 4, callee + 1, ts, table, oparg);
    }

    private static nint INSTRUMENTED_CALL_FUNCTION_EX(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (MonitoredCalls.ReportEx(ts, frame, ip, sp) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        if (StackRefs.Borrow(sp[-4])->ob_type == FunctionType.Type)
            return CALL_FUNCTION_EX(frame, ip, sp, ts, table, oparg);
        PyObject* result = MonitoredCalls.CallEx(ts, frame, ip, sp);
        if (result == null)
            return Error(frame, ip, sp, ts, table, oparg);
        for (int i = 1; i <= 4; i++)
            StackRefs.Close(ts, sp[-i]);
        sp[-4] = StackRefs.Steal(result);
        return NextAfterCall(frame, ip + 1, sp - 3, ts, table, oparg);
    }

    private static nint INSTRUMENTED_LOAD_SUPER_ATTR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (MonitoredCalls.LoadSuper(ts, frame, ip, sp, PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_names, oparg >> 2), oparg) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 2, sp - 2 + (oparg & 1), ts, table);
    }
}

internal static unsafe partial class OffPath
{
    /// <summary>RESUME in code that is or was monitored, or may be by now: brought up to date if need be, and a check point.</summary>
    internal static nint ResumeMonitored(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyCodeObject* code = Frames.CodeOf(frame);
        if (ts->tracing == 0 && !Instrumentation.IsCurrent(ts, code))
            return Handlers.Instrument(frame, ip, sp, ts, table, oparg);
        CodeMonitoring* data = CodeMonitoring.Of(code);
        if (ts->tracing == 0 && (data == null || !data->any) && (Opcode)(*(byte*)ip) == Opcode.RESUME)
            *(byte*)ip = (byte)Opcode.RESUME_CHECK;
        if ((oparg & 3) < 2 && CheckPoints.IsDue(ts) && CheckPoints.Serve(ts) != Status.Ok)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        return Handlers.Next(frame, ip + 1, sp, ts, table);
    }

    /// <summary>RESUME_CHECK when something waits. Not a check point behind `yield from` and `await`: what is driven there has had its turn.</summary>
    internal static nint ResumePending(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if ((ts->eval_breaker & (nuint)EvalBreaker.Monitoring) != 0 && ts->tracing == 0 && !Instrumentation.IsCurrent(ts, Frames.CodeOf(frame)))
            return Handlers.Instrument(frame, ip, sp, ts, table, oparg);
        if ((oparg & 3) < 2 && CheckPoints.IsDue(ts) && CheckPoints.Serve(ts) != Status.Ok)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        return Handlers.Next(frame, ip + 1, sp, ts, table);
    }

    /// <summary>Brings the code up to date and runs the instruction, which may be another one then.</summary>
    internal static nint Instrument(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Instrumentation.Update(ts, Frames.CodeOf(frame)) != Status.Ok)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        return Handlers.Again(frame, ip, sp, ts, table, oparg);
    }
}
