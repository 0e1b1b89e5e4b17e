// The number protocol (PyNumber_… in CPython): binary operations with reflected fallbacks. See docs/internals/objects.md.
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Num
{
    public static PyObject* Add(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* Subtract(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* Multiply(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* MatrixMultiply(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* TrueDivide(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* FloorDivide(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* Remainder(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* Divmod(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* Power(ThreadState* ts, PyObject* a, PyObject* b, PyObject* mod) => throw new NotImplementedException();

    public static PyObject* Lshift(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* Rshift(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* And(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* Or(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* Xor(ThreadState* ts, PyObject* a, PyObject* b) => throw new NotImplementedException();

    /// <summary>Any binary operation by the number BINARY_OP carries (NB_ADD …), in-place forms included.</summary>
    public static PyObject* BinaryOp(ThreadState* ts, PyObject* a, PyObject* b, int nbOp) => throw new NotImplementedException();

    public static PyObject* Negative(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Positive(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Absolute(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Invert(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    /// <summary>int, or a subclass's instance as exact int.</summary>
    public static PyObject* Index(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static bool HasIndex(PyObject* o) => throw new NotImplementedException();

    /// <summary>__index__ as Py_ssize_t; overflow raises the given exception type, or clips when it is null. -1 and an exception on error.</summary>
    public static nint AsSsize(ThreadState* ts, PyObject* o, PyTypeObject* overflowError) => throw new NotImplementedException();

    /// <summary>Slice index: None is Missing; clips. </summary>
    public static Lookup SliceIndex(ThreadState* ts, PyObject* o, nint* value) => throw new NotImplementedException();

    public static PyObject* Int(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Float(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* ToBase(ThreadState* ts, PyObject* o, int @base) => throw new NotImplementedException();
}
