// float objects (docs/internals/float.md).
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class PyFloat
{
    public static PyObject* FromDouble(ThreadState* ts, double value) => throw new NotImplementedException();

    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static bool CheckExact(PyObject* o) => throw new NotImplementedException();

    public static double AsDouble(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static double Value(PyObject* o) => throw new NotImplementedException();

    public static string Repr(double value) => throw new NotImplementedException();
}
