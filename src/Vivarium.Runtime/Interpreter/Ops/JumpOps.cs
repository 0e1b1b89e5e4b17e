// Jumps, conditions and loops. Backward jumps and RESUME are the check points at which signals, other threads and collections get their turn. See docs/internals/interpreter.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    private static nint JUMP_FORWARD(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        return Next(frame, ip + 1 + oparg, sp, ts, table);
    }

    private static nint JUMP_BACKWARD(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        ushort* target = ip + 2 - oparg;
        if (ts->eval_breaker == 0 && --ts->fuel > 0)
            return Next(frame, target, sp, ts, table);
        return CheckPoint(frame, ip, sp, ts, table, (int)(target - ip));
    }

    private static nint JUMP_BACKWARD_NO_JIT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        ushort* target = ip + 2 - oparg;
        if (ts->eval_breaker == 0 && --ts->fuel > 0)
            return Next(frame, target, sp, ts, table);
        return CheckPoint(frame, ip, sp, ts, table, (int)(target - ip));
    }

    private static nint JUMP_BACKWARD_NO_INTERRUPT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        return Next(frame, ip + 1 - oparg, sp, ts, table);
    }

    /// <summary>Serves what waits, then goes on at ip + oparg.</summary>
    private static nint CheckPoint(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (CheckPoints.Serve(ts) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + oparg, sp, ts, table);
    }

    private static nint RESUME(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (ts->eval_breaker == 0)
            return Next(frame, ip + 1, sp, ts, table);
        if ((oparg & 3) >= 2)
            return Next(frame, ip + 1, sp, ts, table);
        return CheckPoint(frame, ip, sp, ts, table, 1);
    }

    private static nint RESUME_CHECK(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (ts->eval_breaker == 0 || (oparg & 3) >= 2)
            return Next(frame, ip + 1, sp, ts, table);
        return CheckPoint(frame, ip, sp, ts, table, 1);
    }

    private static nint POP_JUMP_IF_FALSE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        bool isFalse = StackRefs.Borrow(sp[-1]) == Py.False;
        return Next(frame, ip + 2 + (isFalse ? oparg : 0), sp - 1, ts, table);
    }

    private static nint POP_JUMP_IF_TRUE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        bool isTrue = StackRefs.Borrow(sp[-1]) == Py.True;
        return Next(frame, ip + 2 + (isTrue ? oparg : 0), sp - 1, ts, table);
    }

    private static nint POP_JUMP_IF_NONE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef value = sp[-1];
        bool isNone = StackRefs.Borrow(value) == Py.None;
        frame->instr_ptr = ip;
        StackRefs.Close(ts, value);
        return Next(frame, ip + 2 + (isNone ? oparg : 0), sp - 1, ts, table);
    }

    private static nint POP_JUMP_IF_NOT_NONE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef value = sp[-1];
        bool isNone = StackRefs.Borrow(value) == Py.None;
        frame->instr_ptr = ip;
        StackRefs.Close(ts, value);
        return Next(frame, ip + 2 + (isNone ? 0 : oparg), sp - 1, ts, table);
    }

    private static nint FOR_ITER(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* iterator = StackRefs.Borrow(sp[-1]);
        frame->instr_ptr = ip;
        PyObject* next = TypeSlots.Of(iterator)->tp_iternext(ts, iterator);
        if (next != null)
        {
            *sp = StackRefs.Steal(next);
            return Next(frame, ip + 2, sp + 1, ts, table);
        }
        return ForIterEnd(frame, ip, sp, ts, table, oparg);
    }

    /// <summary>The iterator is exhausted or raised. The jump goes past END_FOR to POP_ITER.</summary>
    private static nint ForIterEnd(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration))
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 2 + oparg + 1, sp, ts, table);
    }
}
