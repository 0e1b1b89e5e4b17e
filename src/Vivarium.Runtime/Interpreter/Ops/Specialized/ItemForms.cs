// Items of built-in containers, truth, membership and unpacking.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    /// <summary>Pushes a borrowed item in place of container and index (a compact int).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint ItemResult(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg, PyObject* item)
    {
        if (Release.WouldFree(sp[-2]))
            return SubscriptOff(frame, ip, sp, ts, table, oparg);
        StackRef index = sp[-1];
        Release.Uncount(sp[-2]);
        sp[-2] = StackRefs.New(item);
        if (!Release.Closed(ts, index))
            return DeallocTop(frame, ip, sp, ts, table, 6);
        return Next(frame, ip + 6, sp - 1, ts, table);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsIndex(PyObject* sub) => sub->ob_type == IntType.Type && PyLong.IsNonNegativeCompact(sub);

    private static nint BINARY_OP_SUBSCR_LIST_INT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* container = StackRefs.Borrow(sp[-2]), sub = StackRefs.Borrow(sp[-1]);
        if (container->ob_type != ListType.Type || !IsIndex(sub))
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        nint index = (nint)((PyLongObject*)sub)->ob_digit;
        PyListObject* list = (PyListObject*)container;
        if (index >= list->ob_base.ob_size)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        return ItemResult(frame, ip, sp, ts, table, oparg, list->ob_item[index]);
    }

    private static nint BINARY_OP_SUBSCR_TUPLE_INT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* container = StackRefs.Borrow(sp[-2]), sub = StackRefs.Borrow(sp[-1]);
        if (container->ob_type != TupleType.Type || !IsIndex(sub))
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        nint index = (nint)((PyLongObject*)sub)->ob_digit;
        if (index >= ((PyVarObject*)container)->ob_size)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        return ItemResult(frame, ip, sp, ts, table, oparg, PyTuple.GetBorrowed(container, index));
    }

    private static nint BINARY_OP_SUBSCR_STR_INT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* container = StackRefs.Borrow(sp[-2]), sub = StackRefs.Borrow(sp[-1]);
        if (container->ob_type != StrType.Type || !IsIndex(sub))
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        nint index = (nint)((PyLongObject*)sub)->ob_digit;
        if (index >= PyUnicode.Length(container))
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        uint character = PyUnicode.ReadChar(container, index);
        if (character >= 128)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        return ItemResult(frame, ip, sp, ts, table, oparg, StaticStrings.Latin1(character));
    }

    private static nint BINARY_OP_SUBSCR_DICT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* container = StackRefs.Borrow(sp[-2]);
        if (container->ob_type != DictType.Type)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        PyObject* value = PyDict.Subscript(ts, container, StackRefs.Borrow(sp[-1]));
        if (value == null)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        sp[-2] = StackRefs.Steal(value);
        return Next(frame, ip + 6, sp - 1, ts, table);
    }

    private static nint BINARY_OP_SUBSCR_LIST_SLICE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-2])->ob_type != ListType.Type || StackRefs.Borrow(sp[-1])->ob_type != SliceType.Type)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        return SubscriptOff(frame, ip, sp, ts, table, oparg);
    }

    private static nint BINARY_OP_ADD_UNICODE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* left = StackRefs.Borrow(sp[-2]), right = StackRefs.Borrow(sp[-1]);
        if (left->ob_type != StrType.Type || right->ob_type != StrType.Type)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        PyObject* result = PyUnicode.Concat(ts, left, right);
        if (result == null)
        {
            frame->instr_ptr = ip;
            return Error(frame, ip, sp, ts, table, oparg);
        }
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        sp[-2] = StackRefs.Steal(result);
        return Next(frame, ip + 6, sp - 1, ts, table);
    }

    /// <summary>The STORE_FAST that follows is done here as well: without the stack's and the local's references the string may grow where it is.</summary>
    private static nint BINARY_OP_INPLACE_ADD_UNICODE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* left = StackRefs.Borrow(sp[-2]), right = StackRefs.Borrow(sp[-1]);
        ushort next = ip[6];
        StackRef* local = &frame->localsplus + (next >> 8);
        if (left->ob_type != StrType.Type || right->ob_type != StrType.Type || (Opcode)(byte)next != Opcode.STORE_FAST || StackRefs.Borrow(*local) != left)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        StackRefs.Close(ts, sp[-2]);
        sp[-2] = StackRefs.Null;
        if (OperatorSupport.AppendToLocal(ts, local, right) != Status.Ok)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        return Next(frame, ip + 7, sp - 2, ts, table);
    }

    private static nint STORE_SUBSCR_LIST_INT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* container = StackRefs.Borrow(sp[-2]), sub = StackRefs.Borrow(sp[-1]);
        if (container->ob_type != ListType.Type || !IsIndex(sub))
            return Deopt(Opcode.STORE_SUBSCR, frame, ip, sp, ts, table, oparg);
        nint index = (nint)((PyLongObject*)sub)->ob_digit;
        PyListObject* list = (PyListObject*)container;
        if (index >= list->ob_base.ob_size)
            return Deopt(Opcode.STORE_SUBSCR, frame, ip, sp, ts, table, oparg);
        PyObject** place = list->ob_item + index;
        StackRef old = StackRefs.Steal(*place);
        *place = StackRefs.TakeObject(sp[-3]);
        if (Release.WouldFree(old) || (sp[-2].bits & StackRefs.NotCounted) == 0)
        {
            sp[-3] = old;
            return CloseThree(frame, ip, sp, ts, table, 2);
        }
        Release.Uncount(old);
        StackRef subRef = sp[-1];
        if (!Release.Closed(ts, subRef))
        {
            sp[-3] = subRef;
            return DeallocTop(frame, ip, sp - 2, ts, table, 2);
        }
        return Next(frame, ip + 2, sp - 3, ts, table);
    }

    private static nint STORE_SUBSCR_DICT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* container = StackRefs.Borrow(sp[-2]);
        if (container->ob_type != DictType.Type)
            return Deopt(Opcode.STORE_SUBSCR, frame, ip, sp, ts, table, oparg);
        frame->instr_ptr = ip;
        Status status = PyDict.SetStealBoth(ts, container, StackRefs.TakeObject(sp[-1]), StackRefs.TakeObject(sp[-3]));
        StackRefs.Close(ts, sp[-2]);
        if (status != Status.Ok)
            return Error(frame, ip, sp - 3, ts, table, oparg);
        return Next(frame, ip + 2, sp - 3, ts, table);
    }

    // ---- Truth ----

    private static nint TO_BOOL_BOOL(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-1])->ob_type != BoolType.Type)
            return Deopt(Opcode.TO_BOOL, frame, ip, sp, ts, table, oparg);
        return Next(frame, ip + 4, sp, ts, table);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint TruthResult(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg, bool value)
    {
        if (Release.WouldFree(sp[-1]))
            return TruthOff(frame, ip, sp, ts, table, oparg);
        Release.Uncount(sp[-1]);
        sp[-1] = StackRefs.Uncounted(Py.Bool(value));
        return Next(frame, ip + 4, sp, ts, table);
    }

    private static nint TO_BOOL_INT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* value = StackRefs.Borrow(sp[-1]);
        if (value->ob_type != IntType.Type)
            return Deopt(Opcode.TO_BOOL, frame, ip, sp, ts, table, oparg);
        return TruthResult(frame, ip, sp, ts, table, oparg, !PyLong.IsZero(value));
    }

    private static nint TO_BOOL_LIST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* value = StackRefs.Borrow(sp[-1]);
        if (value->ob_type != ListType.Type)
            return Deopt(Opcode.TO_BOOL, frame, ip, sp, ts, table, oparg);
        return TruthResult(frame, ip, sp, ts, table, oparg, ((PyVarObject*)value)->ob_size != 0);
    }

    private static nint TO_BOOL_STR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* value = StackRefs.Borrow(sp[-1]);
        if (value->ob_type != StrType.Type)
            return Deopt(Opcode.TO_BOOL, frame, ip, sp, ts, table, oparg);
        return TruthResult(frame, ip, sp, ts, table, oparg, PyUnicode.Length(value) != 0);
    }

    private static nint TO_BOOL_NONE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-1]) != Py.None)
            return Deopt(Opcode.TO_BOOL, frame, ip, sp, ts, table, oparg);
        sp[-1] = StackRefs.Uncounted(Py.False);
        return Next(frame, ip + 4, sp, ts, table);
    }

    private static nint TO_BOOL_ALWAYS_TRUE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        if (StackRefs.Borrow(sp[-1])->ob_type->tp_version_tag != *(uint*)(ip + 2))
            return Deopt(Opcode.TO_BOOL, frame, ip, sp, ts, table, oparg);
        return TruthResult(frame, ip, sp, ts, table, oparg, true);
    }

    // ---- Membership ----

    private static nint CONTAINS_OP_DICT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* container = StackRefs.Borrow(sp[-1]);
        if (container->ob_type != DictType.Type)
            return Deopt(Opcode.CONTAINS_OP, frame, ip, sp, ts, table, oparg);
        return ContainsOff(frame, ip, sp, ts, table, oparg);
    }

    private static nint CONTAINS_OP_SET(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyTypeObject* type = StackRefs.Borrow(sp[-1])->ob_type;
        if (type != SetType.Type && type != FrozenSetType.Type)
            return Deopt(Opcode.CONTAINS_OP, frame, ip, sp, ts, table, oparg);
        return ContainsOff(frame, ip, sp, ts, table, oparg);
    }

    // ---- Unpacking ----

    private static nint UNPACK_SEQUENCE_TWO_TUPLE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef sequence = sp[-1];
        PyObject* tuple = StackRefs.Borrow(sequence);
        if (tuple->ob_type != TupleType.Type || ((PyVarObject*)tuple)->ob_size != 2)
            return Deopt(Opcode.UNPACK_SEQUENCE, frame, ip, sp, ts, table, oparg);
        if (Release.WouldFree(sequence))
            return UnpackOff(frame, ip, sp, ts, table, oparg);
        Release.Uncount(sequence);
        PyObject** items = PyTuple.Items(tuple);
        sp[-1] = StackRefs.New(items[1]);
        sp[0] = StackRefs.New(items[0]);
        return Next(frame, ip + 2, sp + 1, ts, table);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint UnpackItems(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg, PyObject** items)
    {
        if (Release.WouldFree(sp[-1]))
            return UnpackOff(frame, ip, sp, ts, table, oparg);
        Release.Uncount(sp[-1]);
        sp--;
        for (int i = oparg - 1; i >= 0; i--)
            *sp++ = StackRefs.New(items[i]);
        return Next(frame, ip + 2, sp, ts, table);
    }

    private static nint UNPACK_SEQUENCE_TUPLE(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* tuple = StackRefs.Borrow(sp[-1]);
        if (tuple->ob_type != TupleType.Type || ((PyVarObject*)tuple)->ob_size != oparg)
            return Deopt(Opcode.UNPACK_SEQUENCE, frame, ip, sp, ts, table, oparg);
        return UnpackItems(frame, ip, sp, ts, table, oparg, PyTuple.Items(tuple));
    }

    private static nint UNPACK_SEQUENCE_LIST(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* list = StackRefs.Borrow(sp[-1]);
        if (list->ob_type != ListType.Type || ((PyVarObject*)list)->ob_size != oparg)
            return Deopt(Opcode.UNPACK_SEQUENCE, frame, ip, sp, ts, table, oparg);
        return UnpackItems(frame, ip, sp, ts, table, oparg, ((PyListObject*)list)->ob_item);
    }
}

internal static unsafe partial class OffPath
{
    /// <summary>container[sub] in general.</summary>
    internal static nint SubscriptOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        return BinaryResult(frame, ip, sp, ts, table, oparg, Obj.GetItem(ts, StackRefs.Borrow(sp[-2]), StackRefs.Borrow(sp[-1])));
    }

    internal static nint CloseThree(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        StackRefs.Close(ts, sp[-3]);
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        return Handlers.Next(frame, ip + oparg, sp - 3, ts, table);
    }

    internal static nint TruthOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        Truth truth = Obj.IsTrue(ts, StackRefs.Borrow(sp[-1]));
        if (truth == Truth.Error)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        sp[-1] = StackRefs.Uncounted(Py.Bool(truth == Truth.True));
        return Handlers.Next(frame, ip + 4, sp, ts, table);
    }

    internal static nint ContainsOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        Truth truth = OperatorSupport.Contains(ts, StackRefs.Borrow(sp[-1]), StackRefs.Borrow(sp[-2]));
        if (truth == Truth.Error)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        sp[-2] = StackRefs.Uncounted(Py.Bool((truth == Truth.True) ^ (oparg != 0)));
        return Handlers.Next(frame, ip + 2, sp - 1, ts, table);
    }

    internal static nint UnpackOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        if (BuildSupport.Unpack(ts, sp, oparg, -1) != Status.Ok)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        return Handlers.Next(frame, ip + 2, sp - 1 + oparg, ts, table);
    }
}
