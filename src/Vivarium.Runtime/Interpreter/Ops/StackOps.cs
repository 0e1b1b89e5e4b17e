// Loads and stores of locals, constants and the evaluation stack. See docs/internals/interpreter.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    private static nint NOP(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        return Next(frame, ip + 1, sp, ts, table);
    }

    private static nint NOT_TAKEN(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        return Next(frame, ip + 1, sp, ts, table);
    }

    private static nint CACHE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        return Next(frame, ip + 1, sp, ts, table);
    }

    private static nint EXTENDED_ARG(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        ushort word = ip[1];
        return ((opcodehandler)table[(byte)word])(frame, ip + 1, sp, ts, table, (oparg << 8) | (word >> 8));
    }

    private static nint LOAD_FAST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        *sp = StackRefs.Duplicate((&frame->localsplus)[oparg]);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint LOAD_FAST_BORROW(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        *sp = new StackRef { bits = (&frame->localsplus)[oparg].bits | StackRefs.NotCounted };
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint LOAD_FAST_CHECK(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef value = (&frame->localsplus)[oparg];
        if (StackRefs.IsNull(value))
            return UnboundLocal(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.Duplicate(value);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint LOAD_FAST_AND_CLEAR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* local = &frame->localsplus + oparg;
        *sp = *local;
        *local = StackRefs.Null;
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint LOAD_FAST_LOAD_FAST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        sp[0] = StackRefs.Duplicate((&frame->localsplus)[oparg >> 4]);
        sp[1] = StackRefs.Duplicate((&frame->localsplus)[oparg & 15]);
        return Next(frame, ip + 1, sp + 2, ts, table);
    }

    private static nint LOAD_FAST_BORROW_LOAD_FAST_BORROW(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        sp[0] = new StackRef { bits = (&frame->localsplus)[oparg >> 4].bits | StackRefs.NotCounted };
        sp[1] = new StackRef { bits = (&frame->localsplus)[oparg & 15].bits | StackRefs.NotCounted };
        return Next(frame, ip + 1, sp + 2, ts, table);
    }

    private static nint STORE_FAST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* local = &frame->localsplus + oparg;
        StackRef old = *local;
        *local = StackRefs.Own(sp[-1]);
        if (!Release.Closed(ts, old))
        {
            sp[-1] = old;
            return DeallocTop(frame, ip, sp, ts, table, 1);
        }
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint STORE_FAST_LOAD_FAST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* local = &frame->localsplus + (oparg >> 4);
        StackRef old = *local;
        if (Release.WouldFree(old))
            return StoreFastLoadFastFreeing(frame, ip, sp, ts, table, oparg);
        *local = StackRefs.Own(sp[-1]);
        Release.Uncount(old);
        sp[-1] = StackRefs.Duplicate((&frame->localsplus)[oparg & 15]);
        return Next(frame, ip + 1, sp, ts, table);
    }

    private static nint STORE_FAST_STORE_FAST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* first = &frame->localsplus + (oparg >> 4);
        StackRef* second = &frame->localsplus + (oparg & 15);
        StackRef old = *first;
        *first = StackRefs.Own(sp[-1]);
        sp[-1] = old;
        old = *second;
        *second = StackRefs.Own(sp[-2]);
        sp[-2] = old;
        if (((sp[-1].bits & old.bits) & StackRefs.NotCounted) == 0)
            return CloseTwo(frame, ip, sp, ts, table, 1);
        return Next(frame, ip + 1, sp - 2, ts, table);
    }

    private static nint DELETE_FAST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* local = &frame->localsplus + oparg;
        if (StackRefs.IsNull(*local))
            return UnboundLocal(frame, ip, sp, ts, table, oparg);
        if (Release.WouldFree(*local))
            return DeleteFastFreeing(frame, ip, sp, ts, table, oparg);
        Release.Uncount(*local);
        *local = StackRefs.Null;
        return Next(frame, ip + 1, sp, ts, table);
    }

    /// <summary>Becomes the form for its constant at the first run.</summary>
    private static nint LOAD_CONST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* constant = PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_consts, oparg);
        // Not when a mark stands there.
        if ((Opcode)(*(byte*)ip) == Opcode.LOAD_CONST)
            *(byte*)ip = (byte)(Ref.IsImmortal(constant) ? Opcode.LOAD_CONST_IMMORTAL : Opcode.LOAD_CONST_MORTAL);
        *sp = StackRefs.New(constant);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint LOAD_CONST_IMMORTAL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        *sp = StackRefs.Uncounted(PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_consts, oparg));
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint LOAD_CONST_MORTAL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        *sp = StackRefs.New(PyTuple.GetBorrowed(Frames.CodeOf(frame)->co_consts, oparg));
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint LOAD_SMALL_INT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        *sp = StackRefs.Uncounted(PyLong.SmallInt(oparg));
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint LOAD_COMMON_CONSTANT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        *sp = StackRefs.New(CommonConstants.Get(ts, oparg));
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint POP_TOP(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (!Release.Closed(ts, sp[-1]))
            return DeallocTop(frame, ip, sp, ts, table, 1);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint POP_ITER(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (!Release.Closed(ts, sp[-1]))
            return DeallocTop(frame, ip, sp, ts, table, 1);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint END_FOR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (!Release.Closed(ts, sp[-1]))
            return DeallocTop(frame, ip, sp, ts, table, 1);
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint END_SEND(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef receiver = sp[-2];
        sp[-2] = sp[-1];
        if (!Release.Closed(ts, receiver))
        {
            sp[-1] = receiver;
            return DeallocTop(frame, ip, sp, ts, table, 1);
        }
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint PUSH_NULL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        *sp = StackRefs.Null;
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint COPY(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        *sp = StackRefs.Duplicate(sp[-oparg]);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint SWAP(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef top = sp[-1];
        sp[-1] = sp[-oparg];
        sp[-oparg] = top;
        return Next(frame, ip + 1, sp, ts, table);
    }

    private static nint MAKE_CELL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* local = &frame->localsplus + oparg;
        PyObject* cell = CellType.New(ts, StackRefs.IsNull(*local) ? null : StackRefs.Borrow(*local));
        if (cell == null)
        {
            frame->instr_ptr = ip;
            return Error(frame, ip, sp, ts, table, oparg);
        }
        StackRef old = *local;
        *local = StackRefs.Steal(cell);
        StackRefs.Close(ts, old);
        return Next(frame, ip + 1, sp, ts, table);
    }

    private static nint COPY_FREE_VARS(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        PyObject** cells = PyTuple.Items(Frames.FunctionOf(frame)->func_closure);
        StackRef* first = &frame->localsplus + (code->co_nlocalsplus - oparg);
        for (int i = 0; i < oparg; i++)
            first[i] = StackRefs.New(cells[i]);
        return Next(frame, ip + 1, sp, ts, table);
    }

    private static nint LOAD_DEREF(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* value = ((PyCellObject*)StackRefs.Borrow((&frame->localsplus)[oparg]))->ob_ref;
        if (value == null)
            return UnboundCell(frame, ip, sp, ts, table, oparg);
        *sp = StackRefs.New(value);
        return Next(frame, ip + 1, sp + 1, ts, table);
    }

    private static nint STORE_DEREF(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyCellObject* cell = (PyCellObject*)StackRefs.Borrow((&frame->localsplus)[oparg]);
        StackRef old = cell->ob_ref == null ? StackRefs.Null : StackRefs.Steal(cell->ob_ref);
        cell->ob_ref = StackRefs.TakeObject(sp[-1]);
        if (!Release.Closed(ts, old))
        {
            sp[-1] = old;
            return DeallocTop(frame, ip, sp, ts, table, 1);
        }
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    private static nint DELETE_DEREF(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyCellObject* cell = (PyCellObject*)StackRefs.Borrow((&frame->localsplus)[oparg]);
        PyObject* old = cell->ob_ref;
        frame->instr_ptr = ip;
        if (old == null)
        {
            NameErrors.UnboundCell(ts, frame, oparg);
            return Error(frame, ip, sp, ts, table, oparg);
        }
        cell->ob_ref = null;
        Ref.Dec(ts, old);
        return Next(frame, ip + 1, sp, ts, table);
    }

    // ---- Identity and negation ----

    private static nint IS_OP(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef left = sp[-2], right = sp[-1];
        StackRef result = StackRefs.Uncounted(Py.Bool((StackRefs.Borrow(left) == StackRefs.Borrow(right)) ^ (oparg != 0)));
        if (((left.bits & right.bits) & StackRefs.NotCounted) == 0)
            return IsOff(frame, ip, sp, ts, table, oparg);
        sp[-2] = result;
        return Next(frame, ip + 1, sp - 1, ts, table);
    }

    /// <summary>Of a bool: the compiler puts a TO_BOOL in front.</summary>
    private static nint UNARY_NOT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        sp[-1] = StackRefs.Uncounted(Py.Bool(StackRefs.Borrow(sp[-1]) != Py.True));
        return Next(frame, ip + 1, sp, ts, table);
    }
}

internal static unsafe partial class OffPath
{
    internal static nint UnboundCell(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        NameErrors.UnboundCell(ts, frame, oparg);
        return Handlers.Error(frame, ip, sp, ts, table, oparg);
    }

    internal static nint UnboundLocal(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        NameErrors.UnboundLocal(ts, frame, oparg);
        return Handlers.Error(frame, ip, sp, ts, table, oparg);
    }

    internal static nint DeleteFastFreeing(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef* local = &frame->localsplus + oparg;
        StackRef old = *local;
        *local = StackRefs.Null;
        frame->instr_ptr = ip;
        StackRefs.Close(ts, old);
        return Handlers.Next(frame, ip + 1, sp, ts, table);
    }

    /// <summary>IS_OP that has something to release.</summary>
    internal static nint IsOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        bool same = StackRefs.Borrow(sp[-2]) == StackRefs.Borrow(sp[-1]);
        frame->instr_ptr = ip;
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        sp[-2] = StackRefs.Uncounted(Py.Bool(same ^ (oparg != 0)));
        return Handlers.Next(frame, ip + 1, sp - 1, ts, table);
    }
}
