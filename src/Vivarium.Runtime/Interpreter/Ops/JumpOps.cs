// Jumps, conditions and loops. Backward jumps and RESUME are the check points at which signals, other threads and collections get their turn. See docs/internals/interpreter.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    private static nint JUMP_FORWARD(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        return Next(frame, ip + 1 + oparg, sp, ts, table);
    }

    private static nint JUMP_BACKWARD(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        // Not when a mark stands there.
        if ((Opcode)(*(byte*)ip) == Opcode.JUMP_BACKWARD)
            *(byte*)ip = (byte)Opcode.JUMP_BACKWARD_NO_JIT;
        return Deopt(Opcode.JUMP_BACKWARD_NO_JIT, frame, ip, sp, ts, table, oparg);
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

    /// <summary>Code without active events becomes RESUME_CHECK at the first run; other code looks here whether it is up to date.</summary>
    private static nint RESUME(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        if (code->_co_monitoring != null || !Instrumentation.IsCurrent(ts, code))
            return ResumeMonitored(frame, ip, sp, ts, table, oparg);
        *(byte*)ip = (byte)Opcode.RESUME_CHECK;
        return Again(frame, ip, sp, ts, table, oparg);
    }

    private static nint RESUME_CHECK(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (ts->eval_breaker == 0 && --ts->fuel > 0)
            return Next(frame, ip + 1, sp, ts, table);
        return ResumePending(frame, ip, sp, ts, table, oparg);
    }

    // Conditional jumps keep their last sixteen outcomes in their cache entry.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ushort* Branch(ushort* ip, bool taken, int oparg)
    {
        ip[1] = (ushort)((ip[1] << 1) | (taken ? 1 : 0));
        return ip + 2 + (taken ? oparg : 0);
    }

    private static nint POP_JUMP_IF_FALSE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg) =>
        Next(frame, Branch(ip, StackRefs.Borrow(sp[-1]) == Py.False, oparg), sp - 1, ts, table);

    private static nint POP_JUMP_IF_TRUE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg) =>
        Next(frame, Branch(ip, StackRefs.Borrow(sp[-1]) == Py.True, oparg), sp - 1, ts, table);

    private static nint POP_JUMP_IF_NONE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef value = sp[-1];
        bool isNone = StackRefs.Borrow(value) == Py.None;
        ushort* next = Branch(ip, isNone, oparg);
        if (!Release.Closed(ts, value))
            return DeallocTop(frame, ip, sp, ts, table, (int)(next - ip));
        return Next(frame, next, sp - 1, ts, table);
    }

    private static nint POP_JUMP_IF_NOT_NONE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef value = sp[-1];
        bool isNone = StackRefs.Borrow(value) == Py.None;
        ushort* next = Branch(ip, !isNone, oparg);
        if (!Release.Closed(ts, value))
            return DeallocTop(frame, ip, sp, ts, table, (int)(next - ip));
        return Next(frame, next, sp - 1, ts, table);
    }

    private static nint FOR_ITER(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Adaptive.Triggers(ip))
            return Specialize(frame, ip, sp, ts, table, oparg);
        Adaptive.Advance(ip);
        return ForIterOff(frame, ip, sp, ts, table, oparg);
    }
}
