// int objects: creation, conversion and arithmetic on exact ints and subclasses (docs/internals/int.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    public static PyObject* FromInt64(ThreadState* ts, long value) => throw new NotImplementedException();

    public static PyObject* FromUInt64(ThreadState* ts, ulong value) => throw new NotImplementedException();

    public static PyObject* FromNInt(ThreadState* ts, nint value) => throw new NotImplementedException();

    public static PyObject* FromDouble(ThreadState* ts, double value) => throw new NotImplementedException();

    public static PyObject* FromBigInteger(ThreadState* ts, System.Numerics.BigInteger value) => throw new NotImplementedException();

    public static System.Numerics.BigInteger ToBigInteger(PyObject* o) => throw new NotImplementedException();

    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static bool CheckExact(PyObject* o) => throw new NotImplementedException();

    /// <summary>-1 with an exception when it does not fit (OverflowError "Python int too large to convert to C long") or is no int.</summary>
    public static long AsInt64(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static ulong AsUInt64(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static nint AsNInt(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static int AsInt32(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static ulong AsUInt64Mask(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    /// <summary>Never raises: overflow is -1, 0 or 1.</summary>
    public static long AsInt64AndOverflow(ThreadState* ts, PyObject* o, int* overflow) => throw new NotImplementedException();

    public static double AsDouble(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    /// <summary>int(text, base) for text that is a Python str.</summary>
    public static PyObject* FromUnicode(ThreadState* ts, PyObject* text, int @base) => throw new NotImplementedException();

    public static int Sign(PyObject* o) => throw new NotImplementedException();

    public static PyObject* Format(ThreadState* ts, PyObject* o, int @base) => throw new NotImplementedException();
}
