// The module _pickle: pickling for the library's pickle, which has the same in Python. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

[PyModule("_pickle", Types = [typeof(PickleBufferType), typeof(PicklerType), typeof(UnpicklerType)], Doc = "Pickling: objects as bytes, and back.")]
internal static unsafe partial class PickleModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => PickleState.Fill(ts, module);

    private static PicklerObject* NewPickler(ThreadState* ts, PyObject* protocol, bool fixImports, PyObject* callback)
    {
        if (!PickleState.IsReady(ts))
            return null;
        PicklerObject* pickler = PicklerType.New(ts);
        if (pickler == null)
            return null;
        if (PicklerType.SetProtocol(ts, pickler, protocol, fixImports) == Status.Ok && PicklerType.SetBufferCallback(ts, pickler, callback) == Status.Ok
            && PicklerType.Prepare(ts, pickler) == Status.Ok)
        {
            return pickler;
        }
        Ref.Dec(ts, pickler);
        return null;
    }

    [PyFunction("($module, /, obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)",
        Doc = "Writes a pickle of the object to a file, as Pickler(file, ...).dump(obj) does.")]
    private static PyObject* dump(ThreadState* ts, PyObject* module, PyObject* obj, PyObject* file, PyObject* protocol, bool fix_imports, PyObject* buffer_callback)
    {
        using Owned<PicklerObject> pickler = Own.Of(ts, NewPickler(ts, protocol, fix_imports, buffer_callback));
        if (pickler.IsNull || PicklerType.SetFile(ts, pickler.Pointer, file) != Status.Ok || PicklerType.Dump(ts, pickler.Pointer, obj) != Status.Ok)
            return null;
        return PickleOutput.Flush(ts, pickler.Pointer) == Status.Ok ? Py.None : null;
    }

    [PyFunction("($module, /, obj, protocol=None, *, fix_imports=True, buffer_callback=None)", Doc = "A pickle of the object, as bytes.")]
    private static PyObject* dumps(ThreadState* ts, PyObject* module, PyObject* obj, PyObject* protocol, bool fix_imports, PyObject* buffer_callback)
    {
        using Owned<PicklerObject> pickler = Own.Of(ts, NewPickler(ts, protocol, fix_imports, buffer_callback));
        return pickler.IsNull || PicklerType.Dump(ts, pickler.Pointer, obj) != Status.Ok ? null : PickleOutput.Take(ts, pickler.Pointer);
    }

    [PyFunction("($module, /, file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
        Doc = "The object of the next pickle in a file, as Unpickler(file, ...).load() gives it.\n\nA pickle can have any code run: never load one of a source that is not trusted.")]
    private static PyObject* load(ThreadState* ts, PyObject* module, PyObject* file, bool fix_imports = true, PyASCIIObject* encoding = null, PyASCIIObject* errors = null, PyObject* buffers = null)
    {
        if (!PickleState.IsReady(ts))
            return null;
        using Owned<UnpicklerObject> unpickler = Own.Of(ts, UnpicklerType.New(ts));
        if (unpickler.IsNull || LoadInput.SetFile(ts, unpickler.Pointer, file) != Status.Ok
            || UnpicklerType.Prepare(ts, unpickler.Pointer, fix_imports, (PyObject*)encoding, (PyObject*)errors, buffers) != Status.Ok)
        {
            return null;
        }
        return Loading.Load(ts, unpickler.Pointer);
    }

    [PyFunction("($module, data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())",
        Doc = "The object of a pickle, given as bytes.\n\nA pickle can have any code run: never load one of a source that is not trusted.")]
    private static PyObject* loads(ThreadState* ts, PyObject* module, PyObject* data, bool fix_imports = true, PyASCIIObject* encoding = null, PyASCIIObject* errors = null, PyObject* buffers = null)
    {
        if (!PickleState.IsReady(ts))
            return null;
        using Owned<UnpicklerObject> unpickler = Own.Of(ts, UnpicklerType.New(ts));
        if (unpickler.IsNull || LoadInput.SetInput(ts, unpickler.Pointer, data) < 0
            || UnpicklerType.Prepare(ts, unpickler.Pointer, fix_imports, (PyObject*)encoding, (PyObject*)errors, buffers) != Status.Ok)
        {
            return null;
        }
        return Loading.Load(ts, unpickler.Pointer);
    }
}
