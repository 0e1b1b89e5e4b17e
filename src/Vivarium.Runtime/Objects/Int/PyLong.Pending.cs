// What is still to be filled in.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyLong
{
    public static PyObject* FromBigInteger(ThreadState* ts, System.Numerics.BigInteger value) => throw new NotImplementedException();

    public static System.Numerics.BigInteger ToBigInteger(PyObject* o) => throw new NotImplementedException();

    public static double AsDouble(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    /// <summary>int(text, base) for text that is a Python str.</summary>
    public static PyObject* FromUnicode(ThreadState* ts, PyObject* text, int @base) => throw new NotImplementedException();

    public static PyObject* Format(ThreadState* ts, PyObject* o, int @base) => throw new NotImplementedException();
}
