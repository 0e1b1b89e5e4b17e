// Raising, handling and leaving handlers; the ends of delegation. See docs/internals/interpreter.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    private static nint PUSH_EXC_INFO(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef exception = sp[-1];
        _PyErr_StackItem* info = ts->exc_info;
        sp[-1] = info->exc_value == null ? StackRefs.Uncounted(Py.None) : StackRefs.Steal(info->exc_value);
        info->exc_value = StackRefs.TakeObject(StackRefs.Duplicate(exception));
        *sp = exception;
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint POP_EXCEPT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        _PyErr_StackItem* info = ts->exc_info;
        PyObject* old = info->exc_value;
        PyObject* previous = StackRefs.TakeObject(sp[-1]);
        info->exc_value = previous == Py.None ? null : previous;
        frame->instr_ptr = ip;
        Ref.XDec(ts, old);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint CHECK_EXC_MATCH(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        Truth matches = ExceptionSupport.CheckMatch(ts, StackRefs.Borrow(sp[-2]), StackRefs.Borrow(sp[-1]));
        if (matches == Truth.Error)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        sp[-1] = StackRefs.Uncounted(Py.Bool(matches == Truth.True));
        return Next(frame, ip + 1, sp, ts, table);
    }

    private static nint CHECK_EG_MATCH(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (ExceptionSupport.CheckGroupMatch(ts, sp) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 1, sp, ts, table);
    }

    private static nint RAISE_VARARGS(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (ExceptionSupport.Raise(ts, oparg > 0 ? StackRefs.Borrow(sp[-oparg]) : null, oparg > 1 ? StackRefs.Borrow(sp[-1]) : null))
            return ErrorNoTraceback(frame, ip, sp, ts, table, oparg);
        return Error(frame, ip, sp, ts, table, oparg);
    }

    /// <summary>Raises again; the instruction that raised first comes from the stack.</summary>
    private static nint RERAISE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* exception = StackRefs.TakeObject(sp[-1]);
        if (oparg != 0 && StackRefs.IsInt(sp[-1 - oparg]))
            frame->instr_ptr = Frames.FirstInstruction(Frames.CodeOf(frame)) + StackRefs.UntagInt(sp[-1 - oparg]);
        Err.Restore(ts, exception);
        return Reraise(frame, ip, sp - 1, ts, table, oparg);
    }

    /// <summary>Unwinds from this instruction, while the frame keeps the position of the one that raised first.</summary>
    private static nint Reraise(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame = Unwinder.Reraise(ts, frame, ip, sp);
        if (frame == null)
            return 0;
        sp = frame->stackpointer;
        frame->stackpointer = null;
        return Next(frame, ts->handler, sp, ts, table);
    }

    private static nint WITH_EXCEPT_START(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* result = ExceptionSupport.CallExit(ts, sp);
        if (result == null)
            return Error(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.Steal(result);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint CLEANUP_THROW(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* exception = StackRefs.Borrow(sp[-1]);
        if (!PyType.IsInstance(exception, Exc.StopIteration))
        {
            Err.Restore(ts, Ref.New(exception));
            return Reraise(frame, ip, sp, ts, table, oparg);
        }
        PyObject* value = Ref.New(((PyStopIterationObject*)exception)->value);
        for (int i = 1; i <= 3; i++)
            StackRefs.Close(ts, sp[-i]);
        sp[-3] = StackRefs.Uncounted(Py.None);
        sp[-2] = StackRefs.Steal(value);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint END_ASYNC_FOR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* exception = StackRefs.Borrow(sp[-1]);
        if (!PyType.IsInstance(exception, Exc.StopAsyncIteration))
        {
            Err.Restore(ts, StackRefs.TakeObject(sp[-1]));
            return Reraise(frame, ip, sp - 1, ts, table, oparg);
        }
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        return Next(frame, ip + 1, sp - 2, ts, table);
    }

    private static nint GET_ANEXT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* awaitable = Awaiting.GetNext(ts, StackRefs.Borrow(sp[-1]));
        if (awaitable == null)
            return Error(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.Steal(awaitable);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }
}
