// What handlers do rarely: raising, serving check points, releasing objects, specialising. These have the signature of handlers and are reached by a jump through the
// dispatch table (generated forwarders of the same names in class Handlers), so that they cannot be inlined: a handler whose fast path ends in jumps alone saves no registers.
// See docs/internals/interpreter.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class OffPath
{
    /// <summary>An exception is set: goes to the handler in this frame, or leaves frames until one has a handler or the entry frame is reached.</summary>
    internal static nint Error(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame = Unwinder.Unwind(ts, frame, ip, sp, addTraceback: true);
        if (frame == null)
            return 0;
        sp = frame->stackpointer;
        frame->stackpointer = null;
        return Handlers.Next(frame, ts->handler, sp, ts, table);
    }

    /// <summary>RERAISE and the like: the traceback has this frame already.</summary>
    internal static nint ErrorNoTraceback(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame = Unwinder.Unwind(ts, frame, ip, sp, addTraceback: false);
        if (frame == null)
            return 0;
        sp = frame->stackpointer;
        frame->stackpointer = null;
        return Handlers.Next(frame, ts->handler, sp, ts, table);
    }

    internal static nint UnknownOpcode(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        Err.System(ts, $"unknown opcode {*ip & 0xFF}");
        return Handlers.Error(frame, ip, sp, ts, table, oparg);
    }

    /// <summary>An adaptive instruction's counter has run down: exchanges its opcode if there is a fitting form, and runs it.</summary>
    internal static nint Specialize(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        Specializer.Specialize(ts, frame, ip, sp, oparg);
        return Handlers.Again(frame, ip, sp, ts, table, oparg);
    }

    /// <summary>The object at the top, whose count has reached zero, is freed and popped; goes on oparg units further.</summary>
    internal static nint DeallocTop(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        Deallocator.Dealloc(ts, StackRefs.Borrow(sp[-1]));
        return Handlers.Next(frame, ip + oparg, sp - 1, ts, table);
    }

    /// <summary>Releases the two topmost objects, last one first, and goes on oparg units further.</summary>
    internal static nint CloseTwo(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        return Handlers.Next(frame, ip + oparg, sp - 2, ts, table);
    }

    /// <summary>Serves what waits, then goes on at ip + oparg.</summary>
    internal static nint CheckPoint(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (CheckPoints.IsDue(ts) && CheckPoints.Serve(ts) != Status.Ok)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        return Handlers.Next(frame, ip + oparg, sp, ts, table);
    }

    /// <summary>The check point behind a call; ip is the instruction that follows.</summary>
    internal static nint CheckPointAfterCall(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip - 1;
        if (ts->eval_breaker != (nuint)EvalBreaker.Monitoring && CheckPoints.Serve(ts) != Status.Ok)
            return Handlers.Error(frame, ip - 1, sp, ts, table, oparg);
        return Handlers.Next(frame, ip, sp, ts, table);
    }

    /// <summary>STORE_FAST_LOAD_FAST where the local's old value dies.</summary>
    internal static nint StoreFastLoadFastFreeing(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* local = &frame->localsplus + (oparg >> 4);
        StackRef old = *local;
        *local = StackRefs.Own(sp[-1]);
        sp[-1] = StackRefs.Duplicate((&frame->localsplus)[oparg & 15]);
        frame->instr_ptr = ip;
        StackRefs.Close(ts, old);
        return Handlers.Next(frame, ip + 1, sp, ts, table);
    }

    /// <summary>Enters a frame when the recursion limit has been reached.</summary>
    internal static nint EnterDeep(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (!Recursion.Check(ts))
        {
            ts->py_recursion_remaining++;
            _PyInterpreterFrame* caller = frame->previous;
            Frames.Leave(ts, frame);
            sp = caller->stackpointer;
            caller->stackpointer = null;
            return Handlers.Error(caller, caller->instr_ptr, sp, ts, table, oparg);
        }
        ts->current_frame = frame;
        sp = frame->stackpointer;
        frame->stackpointer = null;
        return Handlers.Next(frame, frame->instr_ptr, sp, ts, table);
    }
}
