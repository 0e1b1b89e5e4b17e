// Calls and returns. A call of a Python function pushes a frame and goes on in it: no native stack is used. See docs/internals/interpreter.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    private static nint CALL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Adaptive.Triggers(ip))
            return Specialize(frame, ip, sp, ts, table, oparg);
        Adaptive.Advance(ip);
        PyObject* callable = StackRefs.Borrow(sp[-oparg - 2]);
        if (callable->ob_type == MethodType.Type && StackRefs.IsNull(sp[-oparg - 1]))
            callable = ((PyMethodObject*)callable)->im_func;
        if (callable->ob_type == FunctionType.Type)
            return CallPythonOff(frame, ip, sp, ts, table, oparg);
        return CallNativeOff(frame, ip, sp, ts, table, oparg);
    }

    /// <summary>Goes on in a new frame, which is linked to its caller already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nint Enter(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (--ts->py_recursion_remaining < 0)
            return EnterDeep(frame, ip, sp, ts, table, oparg);
        ts->current_frame = frame;
        sp = frame->stackpointer;
        frame->stackpointer = null;
        return Next(frame, frame->instr_ptr, sp, ts, table);
    }

    /// <summary>The check point after a call into native code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nint NextAfterCall(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg) =>
        ts->eval_breaker == 0 ? Next(frame, ip, sp, ts, table) : CheckPointAfterCall(frame, ip, sp, ts, table, oparg);

    private static nint CALL_KW(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Adaptive.Triggers(ip))
            return Specialize(frame, ip, sp, ts, table, oparg);
        Adaptive.Advance(ip);
        PyObject* callable = StackRefs.Borrow(sp[-oparg - 3]);
        if (callable->ob_type == MethodType.Type && StackRefs.IsNull(sp[-oparg - 2]))
            callable = ((PyMethodObject*)callable)->im_func;
        if (callable->ob_type == FunctionType.Type)
            return CallKwPythonOff(frame, ip, sp, ts, table, oparg);
        return CallKwNativeOff(frame, ip, sp, ts, table, oparg);
    }

    private static nint CALL_FUNCTION_EX(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* callable = StackRefs.Borrow(sp[-4]);
        if (callable->ob_type == FunctionType.Type)
        {
            _PyInterpreterFrame* callee = CallSupport.PushFromTuple(ts, frame, sp);
            if (callee == null)
                return Error(frame, ip, sp, ts, table, oparg);
            for (int i = 1; i <= 4; i++)
                StackRefs.Close(ts, sp[-i]);
            frame->return_offset = 1;
            frame->stackpointer = sp - 4;
            return Enter(callee, ip, sp, ts, table, oparg);
        }
        PyObject* result = CallSupport.CallEx(ts, sp);
        if (result == null)
            return Error(frame, ip, sp, ts, table, oparg);
        for (int i = 1; i <= 4; i++)
            StackRefs.Close(ts, sp[-i]);
        sp[-4] = StackRefs.Steal(result);
        return NextAfterCall(frame, ip + 1, sp - 3, ts, table, oparg);
    }

    /// <summary>Releases the locals from the last one down, leaves the frame, and gives the value to the caller.</summary>
    private static nint RETURN_VALUE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (frame->owner != FrameOwner.Thread || frame->frame_obj != null || frame->f_locals != null || (StackRef*)frame == (StackRef*)(ts->datastack_chunk + 1))
            return ReturnOff(frame, ip, sp, ts, table, oparg);
        StackRef value = StackRefs.Own(sp[-1]);
        StackRef* locals = &frame->localsplus;
        for (StackRef* r = sp - 2; r >= locals; r--)
        {
            if (!Release.Closed(ts, *r))
            {
                sp[-1] = value;
                return ReturnFreeing(frame, ip, sp, ts, table, (int)(r - locals));
            }
        }
        if (Release.WouldFree(frame->f_funcobj) || Release.WouldFree(frame->f_executable))
        {
            sp[-1] = value;
            return ReturnEmptied(frame, ip, sp, ts, table, oparg);
        }
        Release.Uncount(frame->f_funcobj);
        Release.Uncount(frame->f_executable);
        ts->datastack_top = (StackRef*)frame;
        frame = frame->previous;
        ts->current_frame = frame;
        ts->py_recursion_remaining++;
        sp = frame->stackpointer;
        frame->stackpointer = null;
        *sp = value;
        return Next(frame, frame->instr_ptr + frame->return_offset, sp + 1, ts, table);
    }

    /// <summary>After __init__ called by CALL_ALLOC_AND_ENTER_INIT: it must have returned None.</summary>
    private static nint EXIT_INIT_CHECK(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-1]) != Py.None)
            return InitReturned(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint MAKE_FUNCTION(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* function = PyFunction.New(ts, StackRefs.Borrow(sp[-1]), frame->f_globals);
        if (function == null)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        sp[-1] = StackRefs.Steal(function);
        return Next(frame, ip + 1, sp, ts, table);
    }

    private static nint SET_FUNCTION_ATTRIBUTE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyFunctionObject* function = (PyFunctionObject*)StackRefs.Borrow(sp[-1]);
        PyObject** field = oparg switch
        {
            1 => &function->func_defaults,
            2 => &function->func_kwdefaults,
            4 => &function->func_annotations,
            8 => &function->func_closure,
            _ => &function->func_annotate,
        };
        *field = StackRefs.TakeObject(sp[-2]);
        sp[-2] = sp[-1];
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    /// <summary>The function's frame moves into a generator, which is what the caller gets.</summary>
    private static nint RETURN_GENERATOR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* generator = Generators.FromFrame(ts, frame, ip, sp);
        if (generator == null)
            return Error(frame, ip, sp, ts, table, oparg);
        // The frame that the call pushed is empty now: its contents live in the generator.
        _PyInterpreterFrame* caller = frame->previous;
        ts->current_frame = caller;
        DataStack.Pop(ts, frame);
        ts->py_recursion_remaining++;
        sp = caller->stackpointer;
        caller->stackpointer = null;
        *sp = StackRefs.Steal(generator);
        return Next(caller, caller->instr_ptr + caller->return_offset, sp + 1, ts, table);
    }

    private static nint YIELD_VALUE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyGenObject* generator = Generators.Of(frame);
        frame->instr_ptr = ip + 1;
        generator->gi_frame_state = (FrameState)((sbyte)FrameState.Suspended + oparg);
        StackRef value = StackRefs.Own(sp[-1]);
        frame->stackpointer = sp - 1;
        ts->exc_info = generator->gi_exc_state.previous_item;
        generator->gi_exc_state.previous_item = null;
        ts->py_recursion_remaining++;
        _PyInterpreterFrame* caller = frame->previous;
        frame->previous = null;
        ts->current_frame = caller;
        sp = caller->stackpointer;
        caller->stackpointer = null;
        *sp = value;
        // A SEND or FOR_ITER resumed us (both have one cache entry), or the entry frame.
        return Next(caller, caller->instr_ptr + 2, sp + 1, ts, table);
    }

    private static nint SEND(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Adaptive.Triggers(ip))
            return Specialize(frame, ip, sp, ts, table, oparg);
        Adaptive.Advance(ip);
        PyObject* receiver = StackRefs.Borrow(sp[-2]);
        frame->instr_ptr = ip;
        if ((receiver->ob_type == GeneratorType.Type || receiver->ob_type == CoroutineType.Type) && ((PyGenObject*)receiver)->gi_frame_state < FrameState.Executing)
        {
            // Resume the delegate here: its yield or return comes back to this instruction's successor.
            PyGenObject* delegated = (PyGenObject*)receiver;
            _PyInterpreterFrame* inner = &delegated->gi_iframe;
            *inner->stackpointer++ = StackRefs.Own(sp[-1]);
            delegated->gi_frame_state = FrameState.Executing;
            delegated->gi_exc_state.previous_item = ts->exc_info;
            ts->exc_info = &delegated->gi_exc_state;
            frame->return_offset = (ushort)(2 + oparg);
            frame->stackpointer = sp - 1;
            inner->previous = frame;
            return Enter(inner, ip, sp, ts, table, oparg);
        }
        return SendNative(frame, ip, sp, ts, table, oparg);
    }

    /// <summary>A delegate without a frame to resume here: am_send, __next__ or send().</summary>
    private static nint SendNative(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PySendResult sent = CallSupport.SendFromStack(ts, frame, sp);
        if (sent == PySendResult.Error)
            return Error(frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 2 + (sent == PySendResult.Return ? oparg : 0), sp, ts, table);
    }
}
