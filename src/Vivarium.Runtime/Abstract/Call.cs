// Calling objects: vectorcall throughout (PEP 590). See docs/internals/calls.md.
namespace Vivarium.Runtime.Abstract;

internal static unsafe partial class Call
{
    /// <summary>nargsf: number of positional arguments, plus ArgumentsOffset when args[-1] may be overwritten; kwnames: tuple of names or null.</summary>
    public static PyObject* Vectorcall(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwnames) => throw new NotImplementedException();

    public static PyObject* NoArgs(ThreadState* ts, PyObject* callable) => throw new NotImplementedException();

    public static PyObject* OneArg(ThreadState* ts, PyObject* callable, PyObject* arg) => throw new NotImplementedException();

    public static PyObject* TwoArgs(ThreadState* ts, PyObject* callable, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* ThreeArgs(ThreadState* ts, PyObject* callable, PyObject* a, PyObject* b, PyObject* c) => throw new NotImplementedException();

    /// <summary>callable(*args, **kwargs): args a tuple, kwargs a dict or null.</summary>
    public static PyObject* Object(ThreadState* ts, PyObject* callable, PyObject* args, PyObject* kwargs) => throw new NotImplementedException();

    public static PyObject* VectorcallDict(ThreadState* ts, PyObject* callable, PyObject** args, nuint nargsf, PyObject* kwargs) => throw new NotImplementedException();

    public static PyObject* Method(ThreadState* ts, PyObject* self, PyObject* name) => throw new NotImplementedException();

    public static PyObject* Method(ThreadState* ts, PyObject* self, PyObject* name, PyObject* arg) => throw new NotImplementedException();

    public static PyObject* Method(ThreadState* ts, PyObject* self, PyObject* name, PyObject* a, PyObject* b) => throw new NotImplementedException();

    public static PyObject* VectorcallMethod(ThreadState* ts, PyObject* name, PyObject** args, nuint nargsf, PyObject* kwnames) => throw new NotImplementedException();
}
