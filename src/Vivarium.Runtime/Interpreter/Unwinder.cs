// What happens when an exception is set: the traceback grows, the exception table is asked for a handler, and frames without one are left. See docs/internals/interpreter.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class Unwinder
{
    /// <summary>
    /// The frame that goes on at ts->handler, with its stackpointer set; null when the entry frame was reached, which has then been left.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static _PyInterpreterFrame* Unwind(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, StackRef* sp, bool addTraceback)
    {
        frame->instr_ptr = ip;
        return UnwindFrom(ts, frame, ip, ExceptionEvents.EndOf(ts, frame, ip), sp, addTraceback);
    }

    /// <summary>An exception is thrown into a suspended generator: it comes from the instruction that suspended it, not from the one where it goes on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static _PyInterpreterFrame* Throw(ThreadState* ts, _PyInterpreterFrame* frame, StackRef* sp)
    {
        if (ts->interp->monitoring != null)
            ExceptionEvents.Thrown(ts, frame);
        return UnwindFrom(ts, frame, frame->instr_ptr - 1, frame->instr_ptr - 1, sp, addTraceback: true);
    }

    /// <param name="at">The position that is reported to tools.</param>
    private static _PyInterpreterFrame* UnwindFrom(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, ushort* at, StackRef* sp, bool addTraceback)
    {
        while (true)
        {
            if (!Err.Occurred(ts))
                Err.System(ts, "error return without exception set");
            if (addTraceback && !Frames.IsIncomplete(frame))
                Tracebacks.Here(ts, frame);
            if (ts->interp->monitoring != null)
                ExceptionEvents.Raised(ts, frame, at, again: !addTraceback);
            if (FindHandler(ts, frame, ip, ref sp))
                return frame;
            frame = Leave(ts, frame, at, sp);
            if (frame == null)
                return null;
            ip = frame->instr_ptr;
            // The unit in front of the call.
            at = ip - 1;
            sp = frame->stackpointer;
            frame->stackpointer = null;
            addTraceback = true;
        }
    }

    /// <summary>There is no handler: releases the stack and leaves the frame. The caller's frame, or null when the entry frame was reached, which has then been left too.</summary>
    private static _PyInterpreterFrame* Leave(ThreadState* ts, _PyInterpreterFrame* dying, ushort* ip, StackRef* sp)
    {
        StackRef* bottom = Frames.StackBase(dying);
        while (sp > bottom)
            StackRefs.Close(ts, *--sp);
        if (ts->interp->monitoring != null)
            ExceptionEvents.Unwinding(ts, dying, ip);
        dying->stackpointer = sp;
        _PyInterpreterFrame* frame = dying->previous;
        ts->current_frame = frame;
        Frames.Leave(ts, dying);
        ts->py_recursion_remaining++;
        if (frame->owner != FrameOwner.Interpreter)
            return frame;
        ts->current_frame = frame->previous;
        return null;
    }

    /// <summary>RERAISE: the frame's instr_ptr already says where the exception came from, and keeps saying it; the handler is sought from the instruction at <paramref name="ip"/>.</summary>
    public static _PyInterpreterFrame* Reraise(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, StackRef* sp)
    {
        if (ts->interp->monitoring != null)
            ExceptionEvents.Raised(ts, frame, ip, again: true);
        if (FindHandler(ts, frame, ip, ref sp))
            return frame;
        frame = Leave(ts, frame, ip, sp);
        if (frame == null)
            return null;
        sp = frame->stackpointer;
        frame->stackpointer = null;
        return UnwindFrom(ts, frame, frame->instr_ptr, frame->instr_ptr - 1, sp, addTraceback: true);
    }

    /// <summary>Sets the frame up for its handler: stack cut to the handler's depth, the instruction offset if wanted, the exception on top.</summary>
    private static bool FindHandler(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, ref StackRef* sp)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        int offset = (int)(ip - Frames.FirstInstruction(code));
        while (Lookup(code, offset, out int handler, out int depth, out bool pushLasti))
        {
            StackRef* target = Frames.StackBase(frame) + depth;
            while (sp > target)
                StackRefs.Close(ts, *--sp);
            if (pushLasti)
                *sp++ = StackRefs.TagInt(Frames.InstructionIndex(frame));
            PyObject* exception = Err.Fetch(ts);
            *sp++ = StackRefs.Steal(exception);
            ts->handler = Frames.FirstInstruction(code) + handler;
            frame->stackpointer = sp;
            if (ts->interp->monitoring == null || ExceptionEvents.Handled(ts, frame, exception) == Status.Ok)
                return true;
            // The event's callback raised: that exception looks for a handler from in front of this one.
            frame->stackpointer = null;
            offset = handler - 1;
        }
        return false;
    }

    /// <summary>Finds the entry that covers an instruction. Entries are varints of six bits, the first byte of each entry marked; they are sorted by start.</summary>
    private static bool Lookup(PyCodeObject* code, int offset, out int handler, out int depth, out bool pushLasti)
    {
        byte* at = PyBytes.Data(code->co_exceptiontable);
        byte* end = at + PyBytes.Length(code->co_exceptiontable);
        handler = 0;
        depth = 0;
        pushLasti = false;
        while (at < end)
        {
            int start = ReadVarint(ref at);
            if (start > offset)
                return false;
            int size = ReadVarint(ref at);
            if (offset < start + size)
            {
                handler = ReadVarint(ref at);
                int depthAndLasti = ReadVarint(ref at);
                depth = depthAndLasti >> 1;
                pushLasti = (depthAndLasti & 1) != 0;
                return true;
            }
            // Skip the rest of this entry: to the next byte that starts one.
            while (at < end && (*at & 0x80) == 0)
                at++;
        }
        return false;
    }

    private static int ReadVarint(ref byte* at)
    {
        int value = *at & 0x3F;
        while ((*at & 0x40) != 0)
        {
            at++;
            value = (value << 6) | (*at & 0x3F);
        }
        at++;
        return value;
    }
}
