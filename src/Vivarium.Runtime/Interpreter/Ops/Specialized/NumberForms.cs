// Arithmetic and comparison of ints and floats. The fast paths, for ints of one digit, make no calls: results come from free lists and operands go back to them; what does not fit
// there is done off the path. See docs/internals/specialisation.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Handlers
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreCompactInts(PyObject* a, PyObject* b) => a->ob_type == IntType.Type && b->ob_type == IntType.Type && PyLong.BothCompact(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreFloats(PyObject* a, PyObject* b) => a->ob_type == FloatType.Type && b->ob_type == FloatType.Type;

    /// <summary>Releases two compact ints and pushes the int of a value; off the path when that takes an allocation or more room than the free list has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint IntResult(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg, StackRef left, StackRef right, nint value)
    {
        FreeList* list = &ts->interp->free_lists.ints;
        if (PyLong.IsSmall(value))
        {
            if ((left.bits & right.bits & StackRefs.NotCounted) == 0)
            {
                if (list->size > FreeLists.IntsMax - 2)
                    return IntArithmetic(frame, ip, sp, ts, table, oparg);
                Release.Int(list, right);
                Release.Int(list, left);
            }
            sp[-2] = StackRefs.Uncounted(PyLong.SmallInt(value));
            return Next(frame, ip + 6, sp - 1, ts, table);
        }
        PyObject* result = (PyObject*)list->head;
        if (result == null || !PyLong.FitsCompact(value) || (((left.bits | right.bits) & StackRefs.NotCounted) == 0 && list->size >= FreeLists.IntsMax))
            return IntArithmetic(frame, ip, sp, ts, table, oparg);
        list->head = *(void**)result;
        list->size--;
        PyLong.InitCompact(result, value);
        Release.Int(list, right);
        Release.Int(list, left);
        sp[-2].bits = (nuint)result;
        return Next(frame, ip + 6, sp - 1, ts, table);
    }

    private static nint BINARY_OP_ADD_INT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef left = sp[-2], right = sp[-1];
        PyObject* a = StackRefs.Borrow(left), b = StackRefs.Borrow(right);
        if (a->ob_type != IntType.Type || b->ob_type != IntType.Type)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        if (!PyLong.BothCompact(a, b))
            return IntArithmetic(frame, ip, sp, ts, table, oparg);
        return IntResult(frame, ip, sp, ts, table, oparg, left, right, PyLong.CompactValue(a) + PyLong.CompactValue(b));
    }

    private static nint BINARY_OP_SUBTRACT_INT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef left = sp[-2], right = sp[-1];
        PyObject* a = StackRefs.Borrow(left), b = StackRefs.Borrow(right);
        if (a->ob_type != IntType.Type || b->ob_type != IntType.Type)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        if (!PyLong.BothCompact(a, b))
            return IntArithmetic(frame, ip, sp, ts, table, oparg);
        return IntResult(frame, ip, sp, ts, table, oparg, left, right, PyLong.CompactValue(a) - PyLong.CompactValue(b));
    }

    private static nint BINARY_OP_MULTIPLY_INT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef left = sp[-2], right = sp[-1];
        PyObject* a = StackRefs.Borrow(left), b = StackRefs.Borrow(right);
        if (a->ob_type != IntType.Type || b->ob_type != IntType.Type)
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        if (!PyLong.BothCompact(a, b))
            return IntArithmetic(frame, ip, sp, ts, table, oparg);
        return IntResult(frame, ip, sp, ts, table, oparg, left, right, PyLong.CompactValue(a) * PyLong.CompactValue(b));
    }

    /// <summary>Releases two floats and pushes a float, which may be one of the two objects if nobody else has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint FloatResult(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg, StackRef left, StackRef right, double value)
    {
        if (Release.WouldFree(left))
        {
            ((PyFloatObject*)left.bits)->ob_fval = value;
            if (!Release.Closed(ts, right))
                return DeallocTop(frame, ip, sp, ts, table, 6);
            return Next(frame, ip + 6, sp - 1, ts, table);
        }
        if (Release.WouldFree(right))
        {
            ((PyFloatObject*)right.bits)->ob_fval = value;
            Release.Uncount(left);
            sp[-2] = right;
            return Next(frame, ip + 6, sp - 1, ts, table);
        }
        FreeList* list = &ts->interp->free_lists.floats;
        PyObject* result = (PyObject*)list->head;
        // Two counted references may be to the same object.
        if (result == null || ((left.bits | right.bits) & StackRefs.NotCounted) == 0)
            return FloatArithmetic(frame, ip, sp, ts, table, oparg);
        list->head = *(void**)result;
        list->size--;
        PyFloat.Init(result, value);
        Release.Uncount(right);
        Release.Uncount(left);
        sp[-2].bits = (nuint)result;
        return Next(frame, ip + 6, sp - 1, ts, table);
    }

    private static nint BINARY_OP_ADD_FLOAT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef left = sp[-2], right = sp[-1];
        PyObject* a = StackRefs.Borrow(left), b = StackRefs.Borrow(right);
        if (!AreFloats(a, b))
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        return FloatResult(frame, ip, sp, ts, table, oparg, left, right, PyFloat.Value(a) + PyFloat.Value(b));
    }

    private static nint BINARY_OP_SUBTRACT_FLOAT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef left = sp[-2], right = sp[-1];
        PyObject* a = StackRefs.Borrow(left), b = StackRefs.Borrow(right);
        if (!AreFloats(a, b))
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        return FloatResult(frame, ip, sp, ts, table, oparg, left, right, PyFloat.Value(a) - PyFloat.Value(b));
    }

    private static nint BINARY_OP_MULTIPLY_FLOAT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef left = sp[-2], right = sp[-1];
        PyObject* a = StackRefs.Borrow(left), b = StackRefs.Borrow(right);
        if (!AreFloats(a, b))
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        return FloatResult(frame, ip, sp, ts, table, oparg, left, right, PyFloat.Value(a) * PyFloat.Value(b));
    }

    private static nint BINARY_OP_EXTEND(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        BinaryOpExtension* extension = *(BinaryOpExtension**)(ip + 2);
        PyObject* left = StackRefs.Borrow(sp[-2]), right = StackRefs.Borrow(sp[-1]);
        if (!extension->guard(left, right))
            return Deopt(Opcode.BINARY_OP, frame, ip, sp, ts, table, oparg);
        PyObject* result = extension->action(ts, left, right);
        if (result == null)
            return Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        sp[-2] = StackRefs.Steal(result);
        return Next(frame, ip + 6, sp - 1, ts, table);
    }

    // The argument's low bits are the outcomes that count as true: unordered 1, less 2, greater 4, equal 8.

    private static nint COMPARE_OP_INT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef left = sp[-2], right = sp[-1];
        PyObject* a = StackRefs.Borrow(left), b = StackRefs.Borrow(right);
        if (!AreCompactInts(a, b))
            return Deopt(Opcode.COMPARE_OP, frame, ip, sp, ts, table, oparg);
        nint x = PyLong.CompactValue(a), y = PyLong.CompactValue(b);
        int outcome = x == y ? 8 : x < y ? 2 : 4;
        if ((left.bits & right.bits & StackRefs.NotCounted) == 0)
        {
            FreeList* list = &ts->interp->free_lists.ints;
            if (list->size > FreeLists.IntsMax - 2)
                return CompareOff(frame, ip, sp, ts, table, oparg);
            Release.Int(list, right);
            Release.Int(list, left);
        }
        sp[-2] = StackRefs.Uncounted(Py.Bool((outcome & oparg) != 0));
        return Next(frame, ip + 2, sp - 1, ts, table);
    }

    private static nint COMPARE_OP_FLOAT(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef left = sp[-2], right = sp[-1];
        PyObject* a = StackRefs.Borrow(left), b = StackRefs.Borrow(right);
        if (!AreFloats(a, b))
            return Deopt(Opcode.COMPARE_OP, frame, ip, sp, ts, table, oparg);
        double x = PyFloat.Value(a), y = PyFloat.Value(b);
        int outcome = x < y ? 2 : x > y ? 4 : x == y ? 8 : 1;
        if ((left.bits & right.bits & StackRefs.NotCounted) == 0)
        {
            FreeList* list = &ts->interp->free_lists.floats;
            if (list->size > FreeLists.FloatsMax - 2)
                return CompareOff(frame, ip, sp, ts, table, oparg);
            Release.Float(list, right);
            Release.Float(list, left);
        }
        sp[-2] = StackRefs.Uncounted(Py.Bool((outcome & oparg) != 0));
        return Next(frame, ip + 2, sp - 1, ts, table);
    }

    private static nint COMPARE_OP_STR(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        StackRef left = sp[-2], right = sp[-1];
        PyObject* a = StackRefs.Borrow(left), b = StackRefs.Borrow(right);
        if (a->ob_type != StrType.Type || b->ob_type != StrType.Type)
            return Deopt(Opcode.COMPARE_OP, frame, ip, sp, ts, table, oparg);
        // Same object, or of different lengths: that decides most of them.
        bool same = a == b;
        if ((!same && PyUnicode.Length(a) == PyUnicode.Length(b)) || Release.WouldFree(left) || Release.WouldFree(right)
            || ((left.bits | right.bits) & StackRefs.NotCounted) == 0)
        {
            return CompareOff(frame, ip, sp, ts, table, oparg);
        }
        Release.Uncount(right);
        Release.Uncount(left);
        sp[-2] = StackRefs.Uncounted(Py.Bool(((same ? 8 : 7) & oparg) != 0));
        return Next(frame, ip + 2, sp - 1, ts, table);
    }
}

internal static unsafe partial class OffPath
{
    /// <summary>+ - * of two ints by the argument, in general.</summary>
    internal static nint IntArithmetic(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        PyObject* a = StackRefs.Borrow(sp[-2]), b = StackRefs.Borrow(sp[-1]);
        PyObject* result = (BinaryOpKind)oparg switch
        {
            BinaryOpKind.NB_ADD or BinaryOpKind.NB_INPLACE_ADD => PyLong.Add(ts, a, b),
            BinaryOpKind.NB_SUBTRACT or BinaryOpKind.NB_INPLACE_SUBTRACT => PyLong.Subtract(ts, a, b),
            _ => PyLong.Multiply(ts, a, b),
        };
        return BinaryResult(frame, ip, sp, ts, table, oparg, result);
    }

    internal static nint FloatArithmetic(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        double a = PyFloat.Value(StackRefs.Borrow(sp[-2])), b = PyFloat.Value(StackRefs.Borrow(sp[-1]));
        PyObject* result = PyFloat.FromDouble(ts, (BinaryOpKind)oparg switch
        {
            BinaryOpKind.NB_ADD or BinaryOpKind.NB_INPLACE_ADD => a + b,
            BinaryOpKind.NB_SUBTRACT or BinaryOpKind.NB_INPLACE_SUBTRACT => a - b,
            _ => a * b,
        });
        return BinaryResult(frame, ip, sp, ts, table, oparg, result);
    }

    /// <summary>Replaces the operands of a BINARY_OP by its result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint BinaryResult(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg, PyObject* result)
    {
        frame->instr_ptr = ip;
        if (result == null)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        sp[-2] = StackRefs.Steal(result);
        return Handlers.Next(frame, ip + 6, sp - 1, ts, table);
    }

    /// <summary>COMPARE_OP without looking at its counter.</summary>
    internal static nint CompareOff(_PyInterpreterFrame* frame, ushort* ip, StackRef* sp, ThreadState* ts, void** table, int oparg)
    {
        frame->instr_ptr = ip;
        PyObject* result = Leaves.COMPARE_OP(ts, StackRefs.Borrow(sp[-2]), StackRefs.Borrow(sp[-1]), oparg);
        if (result == null)
            return Handlers.Error(frame, ip, sp, ts, table, oparg);
        StackRefs.Close(ts, sp[-1]);
        StackRefs.Close(ts, sp[-2]);
        sp[-2] = StackRefs.Steal(result);
        return Handlers.Next(frame, ip + 2, sp - 1, ts, table);
    }
}
