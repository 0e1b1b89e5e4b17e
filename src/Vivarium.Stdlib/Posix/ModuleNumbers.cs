// Fills a module with a table of numbers. See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix;

internal static unsafe class ModuleNumbers
{
    public static Status Add(ThreadState* ts, PyObject* module, (string Name, long Value)[] numbers)
    {
        foreach ((string name, long value) in numbers)
        {
            if (Modules.AddIntConstant(ts, module, name, value) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    /// <summary>Any int, of which the lowest 32 bits count.</summary>
    public static Status Bits32(ThreadState* ts, PyObject* o, out uint bits)
    {
        bits = 0;
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return Status.Error;
        bits = (uint)PyLong.AsUInt64Mask(ts, number.Pointer);
        return Status.Ok;
    }

    /// <summary>A new exception class of a module, with its base.</summary>
    public static PyObject* NewException(ThreadState* ts, string module, string name, PyTypeObject* baseType)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, name));
        using Owned<PyObject> moduleName = Own.Of(ts, PyUnicode.InternFromString(ts, module));
        using Owned<PyObject> bases = Own.Of(ts, PyTuple.Pack(ts, (PyObject*)baseType));
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (text.IsNull || moduleName.IsNull || bases.IsNull || dict.IsNull || PyDict.Set(ts, dict.Pointer, Id.__module__, moduleName.Pointer) != Status.Ok)
            return null;
        return Call.ThreeArgs(ts, (PyObject*)TypeType.Type, text.Pointer, bases.Pointer, dict.Pointer);
    }
}
