// The module marshal: values to bytes and back, in the format of .pyc files. See docs/internals/marshal.md.
using Vivarium.Bytecode.Marshal;
using Vivarium.Runtime.Marshalling;

namespace Vivarium.Stdlib.Marshalling;

[PyModule("marshal", Doc = "Python values as bytes, and back.\n\nThe format is that of compiled modules and may differ between versions of Python. Data from an untrusted source must not be loaded.")]
internal static unsafe partial class MarshalModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => Modules.AddIntConstant(ts, module, "version", MarshalType.Version);

    [PyFunction("($module, value, file, version=5, /, *, allow_code=True)", Doc = "Write the value to an open binary file.\n\nRaises ValueError for values of other types than the supported ones.")]
    private static PyObject* dump(ThreadState* ts, PyObject* module, PyObject* value, PyObject* file, int version, bool allow_code)
    {
        using Owned<PyObject> bytes = Own.Of(ts, MarshalDumper.Dump(ts, value, version, allow_code));
        return bytes.IsNull ? null : Call.Method(ts, file, Id.write, bytes.Pointer);
    }

    [PyFunction("($module, value, version=5, /, *, allow_code=True)", Doc = "The bytes that dump() would write to a file.")]
    private static PyObject* dumps(ThreadState* ts, PyObject* module, PyObject* value, int version, bool allow_code) =>
        MarshalDumper.Dump(ts, value, version, allow_code);

    [PyFunction("($module, file, /, *, allow_code=True)", Doc = "Read one value from an open binary file.\n\nRaises EOFError, ValueError or TypeError when there is none.")]
    private static PyObject* load(ThreadState* ts, PyObject* module, PyObject* file, bool allow_code)
    {
        using Owned<PyObject> zero = Own.Of(ts, PyLong.FromInt64(ts, 0));
        using Owned<PyObject> nothing = Own.Of(ts, Call.Method(ts, file, Id.read, zero.Pointer));
        if (nothing.IsNull)
            return null;
        if (!PyBytes.Check(nothing.Pointer))
            return Err.Type(ts, $"file.read() returned not bytes but {PyType.NameOf(nothing.Pointer)}");
        var loader = new MarshalLoader(ts, file, allow_code);
        PyObject* result = loader.ReadObject();
        loader.Dispose();
        return result;
    }

    [PyFunction("($module, bytes, /, *, allow_code=True)", Doc = "Read one value from a bytes-like object; bytes behind it are ignored.")]
    private static PyObject* loads(ThreadState* ts, PyObject* module, Py_buffer* bytes, bool allow_code)
    {
        var loader = new MarshalLoader(ts, (byte*)bytes->buf, bytes->len, allow_code);
        PyObject* result = loader.ReadObject();
        loader.Dispose();
        return result;
    }
}
