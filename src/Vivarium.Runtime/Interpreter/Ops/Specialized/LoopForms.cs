// Iterators stepped in place, and generators resumed in their own frames.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    private static nint FOR_ITER_LIST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* iterator = StackRefs.Borrow(sp[-1]);
        if (iterator->ob_type != ListIteratorType.Type)
            return Deopt(Opcode.FOR_ITER, frame, ip, sp, ts, table, oparg);
        _PySequenceIterObject* it = (_PySequenceIterObject*)iterator;
        PyListObject* list = (PyListObject*)it->it_seq;
        if (list == null || (nuint)it->it_index >= (nuint)list->ob_base.ob_size)
            return ForIterOff(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.New(list->ob_item[it->it_index++]);
        return Next(frame, ip + 2, sp + 1, ts, table);
    }

    private static nint FOR_ITER_TUPLE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* iterator = StackRefs.Borrow(sp[-1]);
        if (iterator->ob_type != TupleIteratorType.Type)
            return Deopt(Opcode.FOR_ITER, frame, ip, sp, ts, table, oparg);
        _PySequenceIterObject* it = (_PySequenceIterObject*)iterator;
        PyObject* tuple = it->it_seq;
        if (tuple == null || (nuint)it->it_index >= (nuint)((PyVarObject*)tuple)->ob_size)
            return ForIterOff(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.New(PyTuple.GetBorrowed(tuple, it->it_index++));
        return Next(frame, ip + 2, sp + 1, ts, table);
    }

    private static nint FOR_ITER_RANGE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* iterator = StackRefs.Borrow(sp[-1]);
        if (iterator->ob_type != RangeIteratorType.Type)
            return Deopt(Opcode.FOR_ITER, frame, ip, sp, ts, table, oparg);
        _PyRangeIterObject* range = (_PyRangeIterObject*)iterator;
        if (range->len <= 0)
            return Next(frame, ip + 2 + oparg + 1, sp, ts, table);
        nint value = (nint)range->start;
        if (PyLong.IsSmall(value))
        {
            *sp = StackRefs.Uncounted(PyLong.SmallInt(value));
        }
        else
        {
            FreeList* list = &ts->interp->free_lists.ints;
            PyObject* result = (PyObject*)list->head;
            if (result == null || !PyLong.FitsCompact(value))
                return ForIterOff(frame, ip, sp, ts, table, oparg);
            list->head = *(void**)result;
            list->size--;
            PyLong.InitCompact(result, value);
            sp->bits = (nuint)result;
        }
        range->start = value + range->step;
        range->len--;
        return Next(frame, ip + 2, sp + 1, ts, table);
    }

    private static nint FOR_ITER_GEN(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* iterator = StackRefs.Borrow(sp[-1]);
        PyGenObject* generator = (PyGenObject*)iterator;
        if (iterator->ob_type != GeneratorType.Type || generator->gi_frame_state >= FrameState.Executing || ts->py_recursion_remaining <= 1)
            return Deopt(Opcode.FOR_ITER, frame, ip, sp, ts, table, oparg);
        frame->stackpointer = sp;
        return Resume(frame, ip, ts, table, oparg, generator, StackRefs.Uncounted(Py.None));
    }

    private static nint SEND_GEN(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* receiver = StackRefs.Borrow(sp[-2]);
        PyGenObject* generator = (PyGenObject*)receiver;
        if ((receiver->ob_type != GeneratorType.Type && receiver->ob_type != CoroutineType.Type) || generator->gi_frame_state >= FrameState.Executing
            || ts->py_recursion_remaining <= 1)
        {
            return Deopt(Opcode.SEND, frame, ip, sp, ts, table, oparg);
        }
        frame->stackpointer = sp - 1;
        return Resume(frame, ip, ts, table, oparg, generator, StackRefs.Own(sp[-1]));
    }

    /// <summary>Goes on in a generator's frame with a value; its return comes back oparg units behind this instruction, its yield to the next one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Resume(_PyInterpreterFrame* frame, ushort* ip, ThreadState* ts, void** table, int oparg, PyGenObject* generator, StackRef value)
    {
        _PyInterpreterFrame* inner = &generator->gi_iframe;
        StackRef* sp = inner->stackpointer;
        *sp = value;
        inner->stackpointer = null;
        generator->gi_frame_state = FrameState.Executing;
        generator->gi_exc_state.previous_item = ts->exc_info;
        ts->exc_info = &generator->gi_exc_state;
        frame->instr_ptr = ip;
        frame->return_offset = (ushort)(2 + oparg);
        inner->previous = frame;
        ts->py_recursion_remaining--;
        ts->current_frame = inner;
        return Next(inner, inner->instr_ptr, sp + 1, ts, table);
    }
}

internal static unsafe partial class OffPath
{
    /// <summary>FOR_ITER in general, without looking at its counter.</summary>
    internal static nint ForIterOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* iterator = StackRefs.Borrow(sp[-1]);
        frame->instr_ptr = ip;
        PyObject* next = TypeSlots.Of(iterator)->tp_iternext(ts, iterator);
        if (next != null)
        {
            *sp = StackRefs.Steal(next);
            return Handlers.Next(frame, ip + 2, sp + 1, ts, table);
        }
        return ForIterEnd(frame, ip, sp, ts, table, oparg);
    }

    /// <summary>An exception is set: clears it if it is StopIteration, which then was raised nevertheless.</summary>
    internal static bool LoopEnds(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip)
    {
        if (!Err.Matches(ts, Exc.StopIteration))
            return false;
        if (ts->interp->monitoring != null)
            ExceptionEvents.Raised(ts, frame, ip, again: false);
        Err.Clear(ts);
        return true;
    }

    /// <summary>The iterator is exhausted or raised. The jump goes past END_FOR to POP_ITER.</summary>
    internal static nint ForIterEnd(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (Err.Occurred(ts) && !LoopEnds(ts, frame, ip))
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        return Handlers.Next(frame, ip + 2 + oparg + 1, sp, ts, table);
    }
}
