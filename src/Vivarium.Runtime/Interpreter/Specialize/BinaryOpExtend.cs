// BINARY_OP_EXTEND: operators on pairs of types that have no opcode of their own, found in a table whose entry the cache points to: bitwise operators on compact ints,
// and arithmetic of a float with a compact int either way around.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Interpreter;

/// <summary>An operator on certain operands: whether they are such, and its result (null with an exception).</summary>
internal unsafe struct BinaryOpExtension
{
    public BinaryOpKind oparg;
    public delegate*<PyObject*, PyObject*, bool> guard;
    public binaryfunc action;
}

internal static unsafe partial class Specializer
{
    private const int ExtensionCount = 14;
    private static readonly BinaryOpExtension* s_extensions = MakeExtensions();

    private static BinaryOpExtension* MakeExtensions()
    {
        BinaryOpExtension* table = (BinaryOpExtension*)ImmortalRegion.Allocate((nuint)(ExtensionCount * sizeof(BinaryOpExtension)));
        int i = 0;
        table[i++] = new() { oparg = BinaryOpKind.NB_OR, guard = &CompactInts, action = &Or };
        table[i++] = new() { oparg = BinaryOpKind.NB_AND, guard = &CompactInts, action = &And };
        table[i++] = new() { oparg = BinaryOpKind.NB_XOR, guard = &CompactInts, action = &Xor };
        table[i++] = new() { oparg = BinaryOpKind.NB_INPLACE_OR, guard = &CompactInts, action = &Or };
        table[i++] = new() { oparg = BinaryOpKind.NB_INPLACE_AND, guard = &CompactInts, action = &And };
        table[i++] = new() { oparg = BinaryOpKind.NB_INPLACE_XOR, guard = &CompactInts, action = &Xor };
        table[i++] = new() { oparg = BinaryOpKind.NB_ADD, guard = &FloatAndInt, action = &AddFloatInt };
        table[i++] = new() { oparg = BinaryOpKind.NB_SUBTRACT, guard = &FloatAndInt, action = &SubtractFloatInt };
        table[i++] = new() { oparg = BinaryOpKind.NB_TRUE_DIVIDE, guard = &FloatAndNonZeroInt, action = &DivideFloatInt };
        table[i++] = new() { oparg = BinaryOpKind.NB_MULTIPLY, guard = &FloatAndInt, action = &MultiplyFloatInt };
        table[i++] = new() { oparg = BinaryOpKind.NB_ADD, guard = &IntAndFloat, action = &AddIntFloat };
        table[i++] = new() { oparg = BinaryOpKind.NB_SUBTRACT, guard = &IntAndFloat, action = &SubtractIntFloat };
        table[i++] = new() { oparg = BinaryOpKind.NB_TRUE_DIVIDE, guard = &IntAndNonZeroFloat, action = &DivideIntFloat };
        table[i++] = new() { oparg = BinaryOpKind.NB_MULTIPLY, guard = &IntAndFloat, action = &MultiplyIntFloat };
        return table;
    }

    private static bool Extend(ushort* ip, PyObject* lhs, PyObject* rhs, BinaryOpKind op)
    {
        for (int i = 0; i < ExtensionCount; i++)
        {
            if (s_extensions[i].oparg != op || !s_extensions[i].guard(lhs, rhs))
                continue;
            WritePointer(ip + 2, s_extensions + i);
            return Become(ip, Opcode.BINARY_OP_EXTEND);
        }
        return false;
    }

    private static bool CompactInts(PyObject* a, PyObject* b) => BothCompactInts(a, b);

    private static bool FloatAndInt(PyObject* a, PyObject* b) => PyFloat.CheckExact(a) && !double.IsNaN(PyFloat.Value(a)) && PyLong.CheckExact(b) && PyLong.IsCompact(b);

    private static bool FloatAndNonZeroInt(PyObject* a, PyObject* b) => FloatAndInt(a, b) && !PyLong.IsZero(b);

    private static bool IntAndFloat(PyObject* a, PyObject* b) => PyFloat.CheckExact(b) && !double.IsNaN(PyFloat.Value(b)) && PyLong.CheckExact(a) && PyLong.IsCompact(a);

    private static bool IntAndNonZeroFloat(PyObject* a, PyObject* b) => IntAndFloat(a, b) && PyFloat.Value(b) != 0.0;

    private static PyObject* Or(ThreadState* ts, PyObject* a, PyObject* b) => PyLong.FromInt64(ts, PyLong.CompactValue(a) | PyLong.CompactValue(b));

    private static PyObject* And(ThreadState* ts, PyObject* a, PyObject* b) => PyLong.FromInt64(ts, PyLong.CompactValue(a) & PyLong.CompactValue(b));

    private static PyObject* Xor(ThreadState* ts, PyObject* a, PyObject* b) => PyLong.FromInt64(ts, PyLong.CompactValue(a) ^ PyLong.CompactValue(b));

    private static PyObject* AddFloatInt(ThreadState* ts, PyObject* a, PyObject* b) => PyFloat.FromDouble(ts, PyFloat.Value(a) + PyLong.CompactValue(b));

    private static PyObject* SubtractFloatInt(ThreadState* ts, PyObject* a, PyObject* b) => PyFloat.FromDouble(ts, PyFloat.Value(a) - PyLong.CompactValue(b));

    private static PyObject* MultiplyFloatInt(ThreadState* ts, PyObject* a, PyObject* b) => PyFloat.FromDouble(ts, PyFloat.Value(a) * PyLong.CompactValue(b));

    private static PyObject* DivideFloatInt(ThreadState* ts, PyObject* a, PyObject* b) => PyFloat.FromDouble(ts, PyFloat.Value(a) / PyLong.CompactValue(b));

    private static PyObject* AddIntFloat(ThreadState* ts, PyObject* a, PyObject* b) => PyFloat.FromDouble(ts, PyLong.CompactValue(a) + PyFloat.Value(b));

    private static PyObject* SubtractIntFloat(ThreadState* ts, PyObject* a, PyObject* b) => PyFloat.FromDouble(ts, PyLong.CompactValue(a) - PyFloat.Value(b));

    private static PyObject* MultiplyIntFloat(ThreadState* ts, PyObject* a, PyObject* b) => PyFloat.FromDouble(ts, PyLong.CompactValue(a) * PyFloat.Value(b));

    private static PyObject* DivideIntFloat(ThreadState* ts, PyObject* a, PyObject* b) => PyFloat.FromDouble(ts, PyLong.CompactValue(a) / PyFloat.Value(b));
}
