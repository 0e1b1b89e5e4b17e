// What pickling takes from other modules, and its exception classes: gathered when the module is filled and kept by the interpreter in a tuple. See docs/internals/pickle.md.
namespace Vivarium.Stdlib.Pickling;

internal static unsafe class PickleState
{
    private const int DispatchTableAt = 0;
    private const int ExtensionRegistryAt = 1;
    private const int InvertedRegistryAt = 2;
    private const int ExtensionCacheAt = 3;
    private const int NameMapping2To3At = 4;
    private const int ImportMapping2To3At = 5;
    private const int NameMapping3To2At = 6;
    private const int ImportMapping3To2At = 7;
    private const int EncodeAt = 8;
    private const int GetattrAt = 9;
    private const int PartialAt = 10;
    private const int PickleErrorAt = 11;
    private const int PicklingErrorAt = 12;
    private const int UnpicklingErrorAt = 13;
    /// <summary>The state before the module was made again: what was borrowed from it stays alive.</summary>
    private const int PreviousAt = 14;
    private const int Count = 15;

    private static PyObject* At(ThreadState* ts, int index) => PyTuple.GetBorrowed(ts->interp->pickle_state, index);

    public static PyObject* DispatchTable(ThreadState* ts) => At(ts, DispatchTableAt);
    public static PyObject* ExtensionRegistry(ThreadState* ts) => At(ts, ExtensionRegistryAt);
    public static PyObject* InvertedRegistry(ThreadState* ts) => At(ts, InvertedRegistryAt);
    public static PyObject* ExtensionCache(ThreadState* ts) => At(ts, ExtensionCacheAt);
    public static PyObject* NameMapping2To3(ThreadState* ts) => At(ts, NameMapping2To3At);
    public static PyObject* ImportMapping2To3(ThreadState* ts) => At(ts, ImportMapping2To3At);
    public static PyObject* NameMapping3To2(ThreadState* ts) => At(ts, NameMapping3To2At);
    public static PyObject* ImportMapping3To2(ThreadState* ts) => At(ts, ImportMapping3To2At);
    public static PyObject* Encode(ThreadState* ts) => At(ts, EncodeAt);
    public static PyObject* Getattr(ThreadState* ts) => At(ts, GetattrAt);
    public static PyObject* Partial(ThreadState* ts) => At(ts, PartialAt);

    public static PyTypeObject* UnpicklingErrorType(ThreadState* ts) => ts->interp->pickle_state == null ? Exc.RuntimeError : (PyTypeObject*)At(ts, UnpicklingErrorAt);

    public static PyTypeObject* PicklingErrorType(ThreadState* ts) => ts->interp->pickle_state == null ? Exc.RuntimeError : (PyTypeObject*)At(ts, PicklingErrorAt);

    /// <summary>False, with an exception, for a module that was made and not filled.</summary>
    public static bool IsReady(ThreadState* ts)
    {
        if (ts->interp->pickle_state != null)
            return true;
        Err.System(ts, "the module _pickle is not initialized");
        return false;
    }

    /// <summary>Raises PicklingError.</summary>
    public static Status Fail(ThreadState* ts, string message)
    {
        Err.SetString(ts, PicklingErrorType(ts), message);
        return Status.Error;
    }

    /// <summary>Raises UnpicklingError.</summary>
    public static Status FailLoad(ThreadState* ts, string message)
    {
        Err.SetString(ts, UnpicklingErrorType(ts), message);
        return Status.Error;
    }

    /// <summary>Collects the state and adds the exceptions to the module.</summary>
    public static Status Fill(ThreadState* ts, PyObject* module)
    {
        using Owned<PyObject> state = Own.Of(ts, PyTuple.New(ts, Count));
        if (state.IsNull)
            return Status.Error;
        for (int i = 0; i < Count; i++)
            PyTuple.SetSteal(state.Pointer, i, Py.None);
        using Owned<PyObject> error = Own.Of(ts, NewException(ts, "PickleError", (PyObject*)Exc.Exception));
        using Owned<PyObject> copyreg = Own.Of(ts, error.IsNull ? null : Imports.ImportModule(ts, "copyreg"));
        using Owned<PyObject> compat = Own.Of(ts, copyreg.IsNull ? null : Imports.ImportModule(ts, "_compat_pickle"));
        using Owned<PyObject> codecs = Own.Of(ts, compat.IsNull ? null : Imports.ImportModule(ts, "codecs"));
        using Owned<PyObject> functools = Own.Of(ts, codecs.IsNull ? null : Imports.ImportModule(ts, "functools"));
        if (functools.IsNull)
            return Status.Error;
        PyObject* s = state.Pointer;
        PyTuple.SetSteal(s, PickleErrorAt, Ref.New(error.Pointer));
        if (!Keep(s, PicklingErrorAt, NewException(ts, "PicklingError", error.Pointer))
            || !Keep(s, UnpicklingErrorAt, NewException(ts, "UnpicklingError", error.Pointer))
            || !Keep(s, DispatchTableAt, DictOf(ts, copyreg.Pointer, "copyreg", "dispatch_table"))
            || !Keep(s, ExtensionRegistryAt, DictOf(ts, copyreg.Pointer, "copyreg", "_extension_registry"))
            || !Keep(s, InvertedRegistryAt, DictOf(ts, copyreg.Pointer, "copyreg", "_inverted_registry"))
            || !Keep(s, ExtensionCacheAt, DictOf(ts, copyreg.Pointer, "copyreg", "_extension_cache"))
            || !Keep(s, NameMapping2To3At, DictOf(ts, compat.Pointer, "_compat_pickle", "NAME_MAPPING"))
            || !Keep(s, ImportMapping2To3At, DictOf(ts, compat.Pointer, "_compat_pickle", "IMPORT_MAPPING"))
            || !Keep(s, NameMapping3To2At, DictOf(ts, compat.Pointer, "_compat_pickle", "REVERSE_NAME_MAPPING"))
            || !Keep(s, ImportMapping3To2At, DictOf(ts, compat.Pointer, "_compat_pickle", "REVERSE_IMPORT_MAPPING"))
            || !Keep(s, EncodeAt, Obj.GetAttr(ts, codecs.Pointer, "encode"))
            || !Keep(s, PartialAt, Obj.GetAttr(ts, functools.Pointer, "partial"))
            || !Keep(s, GetattrAt, Obj.BuiltinFunction(ts, "getattr")))
        {
            return Status.Error;
        }
        if (ts->interp->pickle_state != null)
            PyTuple.SetSteal(s, PreviousAt, ts->interp->pickle_state);
        ts->interp->pickle_state = state.Release();
        if (Modules.AddObject(ts, module, "PickleError", At(ts, PickleErrorAt)) != Status.Ok
            || Modules.AddObject(ts, module, "PicklingError", At(ts, PicklingErrorAt)) != Status.Ok)
        {
            return Status.Error;
        }
        return Modules.AddObject(ts, module, "UnpicklingError", At(ts, UnpicklingErrorAt));
    }

    private static bool Keep(PyObject* state, int index, PyObject* value)
    {
        if (value == null)
            return false;
        PyTuple.SetSteal(state, index, value);
        return true;
    }

    private static PyObject* NewException(ThreadState* ts, string name, PyObject* @base)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.InternFromString(ts, name));
        using Owned<PyObject> bases = Own.Of(ts, text.IsNull ? null : PyTuple.Pack(ts, @base));
        using Owned<PyObject> dict = Own.Of(ts, bases.IsNull ? null : PyDict.New(ts));
        using Owned<PyObject> module = Own.Of(ts, dict.IsNull ? null : PyUnicode.InternFromString(ts, "_pickle"));
        if (module.IsNull || PyDict.Set(ts, dict.Pointer, Id.__module__, module.Pointer) != Status.Ok)
            return null;
        return Call.ThreeArgs(ts, (PyObject*)TypeType.Type, text.Pointer, bases.Pointer, dict.Pointer);
    }

    private static PyObject* DictOf(ThreadState* ts, PyObject* module, string moduleName, string name)
    {
        PyObject* dict = Obj.GetAttr(ts, module, name);
        if (dict == null || PyDict.CheckExact(dict))
            return dict;
        Err.Runtime(ts, $"{moduleName}.{name} should be a dict, not {PyType.NameOf(dict)}");
        Ref.Dec(ts, dict);
        return null;
    }
}
