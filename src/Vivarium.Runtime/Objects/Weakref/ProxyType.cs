// ProxyType: stands for its referent in every operation until that is gone. All slots delegate through Proxies. See docs/internals/weakref.md.
using Vivarium.Bytecode;

namespace Vivarium.Runtime.Objects;

[PyType("weakref.ProxyType", Layout = typeof(PyWeakReference), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation, None = "tp_hash")]
internal static unsafe partial class ProxyType
{
    [Slot]
    private static void tp_dealloc(ThreadState* ts, PyWeakReference* self) => Weakref.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(PyWeakReference* self, visitproc visit, void* arg) => Weakref.Traverse(self, visit, arg);

    [Slot]
    private static void tp_clear(ThreadState* ts, PyWeakReference* self) => Weakref.Clear(ts, self);

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, PyObject* self) => Proxies.Repr(ts, self);

    [Slot]
    private static PyObject* tp_str(ThreadState* ts, PyObject* self) => Proxies.Unary(ts, self, &Obj.Str);

    [Slot]
    private static PyObject* tp_getattro(ThreadState* ts, PyObject* self, PyObject* name) => Proxies.GetAttr(ts, self, name);

    [Slot]
    private static Status tp_setattro(ThreadState* ts, PyObject* self, PyObject* name, PyObject* value) => Proxies.SetAttr(ts, self, name, value);

    [Slot]
    private static PyObject* tp_richcompare(ThreadState* ts, PyObject* self, PyObject* other, int op) => Proxies.RichCompare(ts, self, other, op);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Proxies.Unary(ts, self, &Obj.GetIter);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, PyObject* self) => Proxies.IterNext(ts, self);

    [Slot]
    private static Truth nb_bool(ThreadState* ts, PyObject* self) => Proxies.Bool(ts, self);

    [Slot]
    private static Truth sq_contains(ThreadState* ts, PyObject* self, PyObject* item) => Proxies.Contains(ts, self, item);

    [Slot]
    private static nint mp_length(ThreadState* ts, PyObject* self) => Proxies.Length(ts, self);

    [Slot]
    private static nint sq_length(ThreadState* ts, PyObject* self) => Proxies.Length(ts, self);

    [Slot]
    private static PyObject* mp_subscript(ThreadState* ts, PyObject* self, PyObject* key) => Proxies.GetItem(ts, self, key);

    [Slot]
    private static Status mp_ass_subscript(ThreadState* ts, PyObject* self, PyObject* key, PyObject* value) => Proxies.SetItem(ts, self, key, value);

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __bytes__(ThreadState* ts, PyObject* self) => Proxies.CallMethod(ts, self, Id.__bytes__);

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* __reversed__(ThreadState* ts, PyObject* self) => Proxies.CallMethod(ts, self, Id.__reversed__);

    [Slot]
    private static PyObject* nb_add(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.Add);

    [Slot]
    private static PyObject* nb_subtract(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.Subtract);

    [Slot]
    private static PyObject* nb_multiply(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.Multiply);

    [Slot]
    private static PyObject* nb_remainder(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.Remainder);

    [Slot]
    private static PyObject* nb_divmod(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.Divmod);

    [Slot]
    private static PyObject* nb_lshift(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.Lshift);

    [Slot]
    private static PyObject* nb_rshift(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.Rshift);

    [Slot]
    private static PyObject* nb_and(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.And);

    [Slot]
    private static PyObject* nb_xor(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.Xor);

    [Slot]
    private static PyObject* nb_or(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.Or);

    [Slot]
    private static PyObject* nb_floor_divide(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.FloorDivide);

    [Slot]
    private static PyObject* nb_true_divide(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.TrueDivide);

    [Slot]
    private static PyObject* nb_matrix_multiply(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.Binary(ts, a, b, &Num.MatrixMultiply);

    [Slot]
    private static PyObject* nb_inplace_add(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_ADD);

    [Slot]
    private static PyObject* nb_inplace_subtract(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_SUBTRACT);

    [Slot]
    private static PyObject* nb_inplace_multiply(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_MULTIPLY);

    [Slot]
    private static PyObject* nb_inplace_remainder(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_REMAINDER);

    [Slot]
    private static PyObject* nb_inplace_lshift(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_LSHIFT);

    [Slot]
    private static PyObject* nb_inplace_rshift(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_RSHIFT);

    [Slot]
    private static PyObject* nb_inplace_and(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_AND);

    [Slot]
    private static PyObject* nb_inplace_xor(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_XOR);

    [Slot]
    private static PyObject* nb_inplace_or(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_OR);

    [Slot]
    private static PyObject* nb_inplace_floor_divide(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_FLOOR_DIVIDE);

    [Slot]
    private static PyObject* nb_inplace_true_divide(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_TRUE_DIVIDE);

    [Slot]
    private static PyObject* nb_inplace_matrix_multiply(ThreadState* ts, PyObject* a, PyObject* b) => Proxies.InPlace(ts, a, b, BinaryOpKind.NB_INPLACE_MATRIX_MULTIPLY);

    [Slot]
    private static PyObject* nb_power(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c) => Proxies.Ternary(ts, a, b, c, &Num.Power);

    [Slot]
    private static PyObject* nb_inplace_power(ThreadState* ts, PyObject* a, PyObject* b, PyObject* c) => Proxies.Ternary(ts, a, b, c, &Num.InPlacePower);

    [Slot]
    private static PyObject* nb_negative(ThreadState* ts, PyObject* self) => Proxies.Unary(ts, self, &Num.Negative);

    [Slot]
    private static PyObject* nb_positive(ThreadState* ts, PyObject* self) => Proxies.Unary(ts, self, &Num.Positive);

    [Slot]
    private static PyObject* nb_absolute(ThreadState* ts, PyObject* self) => Proxies.Unary(ts, self, &Num.Absolute);

    [Slot]
    private static PyObject* nb_invert(ThreadState* ts, PyObject* self) => Proxies.Unary(ts, self, &Num.Invert);

    [Slot]
    private static PyObject* nb_int(ThreadState* ts, PyObject* self) => Proxies.Unary(ts, self, &Num.Int);

    [Slot]
    private static PyObject* nb_float(ThreadState* ts, PyObject* self) => Proxies.Unary(ts, self, &Num.Float);

    [Slot]
    private static PyObject* nb_index(ThreadState* ts, PyObject* self) => Proxies.Unary(ts, self, &Num.Index);
}
