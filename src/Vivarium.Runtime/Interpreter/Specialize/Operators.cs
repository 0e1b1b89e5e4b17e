// BINARY_OP, COMPARE_OP, CONTAINS_OP, STORE_SUBSCR, TO_BOOL and UNPACK_SEQUENCE: forms for pairs of built-in types.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class Specializer
{
    private static bool BothInts(PyObject* a, PyObject* b) => PyLong.CheckExact(a) && PyLong.CheckExact(b);

    private static bool BothCompactInts(PyObject* a, PyObject* b) => PyLong.CheckExact(a) && PyLong.CheckExact(b) && PyLong.BothCompact(a, b);

    private static bool BothFloats(PyObject* a, PyObject* b) => PyFloat.CheckExact(a) && PyFloat.CheckExact(b);

    private static bool BinaryOp(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, PyObject* lhs, PyObject* rhs, BinaryOpKind op)
    {
        switch (op)
        {
            case BinaryOpKind.NB_ADD:
            case BinaryOpKind.NB_INPLACE_ADD:
                if (PyUnicode.CheckExact(lhs) && PyUnicode.CheckExact(rhs))
                    return Become(ip, StoresToLeft(frame, ip, lhs) ? Opcode.BINARY_OP_INPLACE_ADD_UNICODE : Opcode.BINARY_OP_ADD_UNICODE);
                if (BothInts(lhs, rhs))
                    return Become(ip, Opcode.BINARY_OP_ADD_INT);
                if (BothFloats(lhs, rhs))
                    return Become(ip, Opcode.BINARY_OP_ADD_FLOAT);
                break;
            case BinaryOpKind.NB_SUBTRACT:
            case BinaryOpKind.NB_INPLACE_SUBTRACT:
                if (BothInts(lhs, rhs))
                    return Become(ip, Opcode.BINARY_OP_SUBTRACT_INT);
                if (BothFloats(lhs, rhs))
                    return Become(ip, Opcode.BINARY_OP_SUBTRACT_FLOAT);
                break;
            case BinaryOpKind.NB_MULTIPLY:
            case BinaryOpKind.NB_INPLACE_MULTIPLY:
                if (BothInts(lhs, rhs))
                    return Become(ip, Opcode.BINARY_OP_MULTIPLY_INT);
                if (BothFloats(lhs, rhs))
                    return Become(ip, Opcode.BINARY_OP_MULTIPLY_FLOAT);
                break;
            case BinaryOpKind.NB_SUBSCR:
                return Subscript(ts, ip, lhs, rhs);
        }
        return Extend(ip, lhs, rhs, op);
    }

    /// <summary>Whether the next instruction stores into the local that holds the left operand.</summary>
    private static bool StoresToLeft(_PyInterpreterFrame* frame, ushort* ip, PyObject* left)
    {
        ushort next = ip[6];
        return (Opcode)(byte)next == Opcode.STORE_FAST && StackRefs.Borrow((&frame->localsplus)[next >> 8]) == left;
    }

    private static bool Subscript(ThreadState* ts, ushort* ip, PyObject* container, PyObject* sub)
    {
        PyTypeObject* type = container->ob_type;
        if (PyLong.CheckExact(sub) && PyLong.IsNonNegativeCompact(sub))
        {
            if (type == ListType.Type)
                return Become(ip, Opcode.BINARY_OP_SUBSCR_LIST_INT);
            if (type == TupleType.Type)
                return Become(ip, Opcode.BINARY_OP_SUBSCR_TUPLE_INT);
            if (type == StrType.Type)
                return Become(ip, Opcode.BINARY_OP_SUBSCR_STR_INT);
        }
        if (type == DictType.Type)
            return Become(ip, Opcode.BINARY_OP_SUBSCR_DICT);
        if (type == ListType.Type && sub->ob_type == SliceType.Type)
            return Become(ip, Opcode.BINARY_OP_SUBSCR_LIST_SLICE);
        if (!PyType.HasFlag(type, TypeFlags.HeapType))
            return false;
        PyObject* getItem = PyType.LookupBorrowed(ts, type, Id.__getitem__);
        if (getItem == null || getItem->ob_type != FunctionType.Type || !TakesExactly(getItem, 2) || VersionOf(ts, type) == 0)
            return false;
        uint version = PyFunction.Version((PyFunctionObject*)getItem);
        if (version == 0)
            return false;
        SpecializationCache* cache = &((PyHeapTypeObject*)type)->_spec_cache;
        cache->getitem = getItem;
        cache->getitem_version = version;
        return Become(ip, Opcode.BINARY_OP_SUBSCR_GETITEM);
    }

    private static bool CompareOp(ushort* ip, PyObject* left, PyObject* right, int op)
    {
        if (BothFloats(left, right))
            return Become(ip, Opcode.COMPARE_OP_FLOAT);
        if (BothCompactInts(left, right))
            return Become(ip, Opcode.COMPARE_OP_INT);
        return PyUnicode.CheckExact(left) && PyUnicode.CheckExact(right) && (op == Abstract.CompareOp.EQ || op == Abstract.CompareOp.NE)
            && Become(ip, Opcode.COMPARE_OP_STR);
    }

    private static bool ContainsOp(ushort* ip, PyObject* container)
    {
        if (container->ob_type == DictType.Type)
            return Become(ip, Opcode.CONTAINS_OP_DICT);
        return (container->ob_type == SetType.Type || container->ob_type == FrozenSetType.Type) && Become(ip, Opcode.CONTAINS_OP_SET);
    }

    private static bool StoreSubscr(ushort* ip, PyObject* container, PyObject* sub)
    {
        if (container->ob_type == DictType.Type)
            return Become(ip, Opcode.STORE_SUBSCR_DICT);
        return container->ob_type == ListType.Type && PyLong.CheckExact(sub) && PyLong.IsNonNegativeCompact(sub)
            && PyLong.CompactValue(sub) < ((PyVarObject*)container)->ob_size && Become(ip, Opcode.STORE_SUBSCR_LIST_INT);
    }

    private static bool ToBool(ThreadState* ts, ushort* ip, PyObject* value)
    {
        PyTypeObject* type = value->ob_type;
        if (type == BoolType.Type)
            return Become(ip, Opcode.TO_BOOL_BOOL);
        if (type == IntType.Type)
            return Become(ip, Opcode.TO_BOOL_INT);
        if (type == ListType.Type)
            return Become(ip, Opcode.TO_BOOL_LIST);
        if (value == Py.None)
            return Become(ip, Opcode.TO_BOOL_NONE);
        if (type == StrType.Type)
            return Become(ip, Opcode.TO_BOOL_STR);
        TypeSlots* slots = TypeSlots.Of(type);
        if (slots->nb_bool != null || slots->mp_length != null || slots->sq_length != null)
            return false;
        uint version = VersionOf(ts, type);
        if (version == 0)
            return false;
        WriteU32(ip + TypeVersion, version);
        return Become(ip, Opcode.TO_BOOL_ALWAYS_TRUE);
    }

    private static bool UnpackSequence(ushort* ip, PyObject* sequence, int count)
    {
        PyTypeObject* type = sequence->ob_type;
        if ((type != TupleType.Type && type != ListType.Type) || ((PyVarObject*)sequence)->ob_size != count)
            return false;
        if (type == ListType.Type)
            return Become(ip, Opcode.UNPACK_SEQUENCE_LIST);
        return Become(ip, count == 2 ? Opcode.UNPACK_SEQUENCE_TWO_TUPLE : Opcode.UNPACK_SEQUENCE_TUPLE);
    }
}
