// The calls that bind arguments, or go into native code, in general.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class OffPath
{
    /// <summary>CALL of a Python function or a bound method of one.</summary>
    internal static nint CallPythonOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        StackRef* callee = sp - oparg - 2;
        CallSupport.Unbind(ts, callee);
        _PyInterpreterFrame* pushed = CallSupport.PushFromStack(ts, frame, callee, oparg);
        if (pushed == null)
            return Handlers.Error(frame, ip, callee, ts, table, oparg);
        frame->return_offset = 4;
        frame->stackpointer = callee;
        return Handlers.Enter(pushed, ip, sp, ts, table, oparg);
    }

    internal static nint CallKwPythonOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        StackRef* callee = sp - oparg - 3;
        _PyInterpreterFrame* pushed = CallSupport.PushFromStackKw(ts, frame, callee, oparg);
        if (pushed == null)
            return Handlers.Error(frame, ip, callee, ts, table, oparg);
        frame->return_offset = 4;
        frame->stackpointer = callee;
        return Handlers.Enter(pushed, ip, sp, ts, table, oparg);
    }

    /// <summary>CALL of anything else, by its vectorcall.</summary>
    internal static nint CallNativeOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        StackRef* callee = sp - oparg - 2;
        PyObject* result = CallSupport.VectorcallFromStack(ts, callee, oparg, null);
        if (result == null)
            return Handlers.Error(frame, ip, callee, ts, table, oparg);
        *callee = StackRefs.Steal(result);
        return Handlers.NextAfterCall(frame, ip + 4, callee + 1, ts, table, oparg);
    }

    internal static nint CallKwNativeOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        StackRef* callee = sp - oparg - 3;
        PyObject* result = CallSupport.VectorcallFromStackKw(ts, callee, oparg);
        if (result == null)
            return Handlers.Error(frame, ip, callee, ts, table, oparg);
        *callee = StackRefs.Steal(result);
        return Handlers.NextAfterCall(frame, ip + 4, callee + 1, ts, table, oparg);
    }

    internal static nint ListAppendOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        Status status = PyList.AppendSteal(ts, StackRefs.Borrow(sp[-2]), StackRefs.TakeObject(sp[-1]));
        StackRefs.Close(ts, sp[-2]);
        StackRefs.Close(ts, sp[-3]);
        if (status != Status.Ok)
            return Handlers.Error(frame, ip, sp - 3, ts, table, oparg);
        return Handlers.Next(frame, ip + 5, sp - 3, ts, table);
    }

    /// <summary>CALL_ALLOC_AND_ENTER_INIT of an __init__ whose arguments must be bound.</summary>
    internal static nint EnterInitOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        StackRef* callee = sp - oparg - 2;
        PyTypeObject* type = (PyTypeObject*)StackRefs.Borrow(callee[0]);
        PyObject* init = Ref.New(((PyHeapTypeObject*)type)->_spec_cache.init);
        PyObject* self = PyType.GenericAlloc(ts, type, 0);
        if (self == null)
        {
            Ref.Dec(ts, init);
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        }
        _PyInterpreterFrame* cleanup = InitCleanup.Push(ts, frame, self);
        // The slots become [__init__, self, arguments…].
        StackRef cls = callee[0];
        callee[0] = StackRefs.Steal(init);
        callee[1] = StackRefs.New(self);
        StackRefs.Close(ts, cls);
        _PyInterpreterFrame* pushed = CallSupport.PushFromStack(ts, cleanup, callee, oparg);
        if (pushed == null)
        {
            cleanup->stackpointer = &cleanup->localsplus + 1;
            Frames.Leave(ts, cleanup);
            return Handlers.Error(frame, ip, callee, ts, table, oparg);
        }
        frame->return_offset = 4;
        frame->stackpointer = callee;
        ts->py_recursion_remaining--;
        cleanup->stackpointer = &cleanup->localsplus + 1;
        return Handlers.Enter(pushed, ip, sp, ts, table, oparg);
    }

    /// <summary>RETURN_VALUE of a frame that is not simply on the data stack.</summary>
    internal static nint ReturnOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef value = StackRefs.Own(sp[-1]);
        // Whoever holds the frame's object sees where it ended.
        frame->instr_ptr = ip;
        frame->stackpointer = sp - 1;
        return Leave(frame, ts, table, value);
    }

    /// <summary>RETURN_VALUE where a local's count has reached zero: those above it are released already.</summary>
    internal static nint ReturnFreeing(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef value = sp[-1];
        StackRef* local = &frame->localsplus + oparg;
        PyObject* dead = StackRefs.Borrow(*local);
        *local = StackRefs.Null;
        frame->stackpointer = local;
        ts->current_frame = frame->previous;
        Deallocator.Dealloc(ts, dead);
        return Leave(frame, ts, table, value);
    }

    /// <summary>RETURN_VALUE where only function and code are still to be released.</summary>
    internal static nint ReturnEmptied(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->stackpointer = &frame->localsplus;
        return Leave(frame, ts, table, sp[-1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Leave(_PyInterpreterFrame* dying, ThreadState* ts, void** table, StackRef value)
    {
        _PyInterpreterFrame* frame = dying->previous;
        ts->current_frame = frame;
        Frames.Leave(ts, dying);
        ts->py_recursion_remaining++;
        StackRef* sp = frame->stackpointer;
        frame->stackpointer = null;
        *sp = value;
        return Handlers.Next(frame, frame->instr_ptr + frame->return_offset, sp + 1, ts, table);
    }

    internal static nint InitReturned(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        Err.Type(ts, $"__init__() should return None, not '{PyType.NameOf(StackRefs.Borrow(sp[-1]))}'");
        return Handlers.Error(frame, ip, sp, ts, table, oparg);
    }
}
