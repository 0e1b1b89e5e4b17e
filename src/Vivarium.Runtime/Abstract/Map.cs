// The mapping protocol (PyMapping_… in CPython).
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Map
{
    public static bool Check(PyObject* o) => throw new NotImplementedException();

    public static PyObject* Keys(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Values(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    public static PyObject* Items(ThreadState* ts, PyObject* o) => throw new NotImplementedException();

    /// <summary>KeyError becomes Missing; *value is owned when found.</summary>
    public static Lookup GetOptionalItem(ThreadState* ts, PyObject* o, PyObject* key, PyObject** value) => throw new NotImplementedException();
}
