// The module _imp: what importlib asks of the interpreter: the import lock, native and frozen modules, the stamps of compiled files. See docs/internals/imports.md.
using Vivarium.Bytecode;
using Vivarium.Runtime.Marshalling;
using Vivarium.Stdlib.Start;

namespace Vivarium.Stdlib.Imp;

[PyModule("_imp", Doc = "What importlib needs of the interpreter.")]
internal static unsafe partial class ImpModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (Modules.AddStringConstant(ts, module, "check_hash_based_pycs", PyInterpreter.Of(ts).Config.check_hash_pycs_mode) != Status.Ok)
            return Status.Error;
        return Modules.AddIntConstant(ts, module, "pyc_magic_number_token", BitConverter.ToUInt32(BytecodeMagic.Token));
    }

    // ---- The import lock ----

    [PyFunction("($module, /)", Doc = "Acquire the interpreter's import lock; the same thread may do so several times.")]
    private static Status acquire_lock(ThreadState* ts, PyObject* module)
    {
        PyInterpreter.Of(ts).ImportLock.Acquire(ts);
        return Status.Ok;
    }

    [PyFunction("($module, /)", Doc = "Release the import lock.\n\nRaises RuntimeError when this thread does not hold it.")]
    private static Status release_lock(ThreadState* ts, PyObject* module)
    {
        if (PyInterpreter.Of(ts).ImportLock.Release(ts))
            return Status.Ok;
        Err.Runtime(ts, "not holding the import lock");
        return Status.Error;
    }

    [PyFunction("($module, /)", Doc = "Tell whether some thread holds the import lock.")]
    private static bool lock_held(ThreadState* ts, PyObject* module) => PyInterpreter.Of(ts).ImportLock.IsHeld;

    // ---- Native modules ----

    [PyFunction("($module, name, /)", Doc = "1 for a native module, -1 for one that cannot be made twice, 0 for any other name.")]
    private static int is_builtin(ThreadState* ts, PyObject* module, PyASCIIObject* name) => NativeModules.Kind(PyUnicode.ToString((PyObject*)name));

    [PyFunction("($module, spec, /)", Doc = "Make a native module from its spec; None when there is none of that name.")]
    private static PyObject* create_builtin(ThreadState* ts, PyObject* module, PyObject* spec)
    {
        using Owned<PyObject> name = Own.Of(ts, Obj.GetAttr(ts, spec, Id.name));
        if (name.IsNull)
            return null;
        if (!PyUnicode.Check(name.Pointer))
            return Err.Type(ts, $"name must be string, not {PyType.NameOf(name.Pointer)}");
        return NativeModules.Create(ts, name.Pointer);
    }

    [PyFunction("($module, mod, /)", Doc = "Run what fills a native module, once.")]
    private static int exec_builtin(ThreadState* ts, PyObject* module, PyObject* mod) => NativeModules.ExecOnce(ts, mod) == Status.Ok ? 0 : -1;

    [PyFunction("($module, /)", Doc = "The endings of file names that native modules in files would have.")]
    private static PyObject* extension_suffixes(ThreadState* ts, PyObject* module) => PyList.New(ts, 0);

    [PyFunction("($module, spec, file=<unrepresentable>, /)", Doc = "Refuses to load a native module from a file: the C API is not there yet.")]
    private static PyObject* create_dynamic(ThreadState* ts, PyObject* module, PyObject* spec, PyObject* file = null)
    {
        using Owned<PyObject> name = Own.Of(ts, Obj.GetAttr(ts, spec, Id.name));
        using Owned<PyObject> origin = Own.Of(ts, name.IsNull ? null : Obj.GetAttr(ts, spec, Id.origin));
        if (origin.IsNull)
            return null;
        string path = PyUnicode.Check(origin.Pointer) ? PyUnicode.ToString(origin.Pointer) : "?";
        return Err.Import(ts, File.Exists(path) ? $"{path}: native extension modules cannot be loaded" : $"{path}: cannot open shared object file: No such file or directory");
    }

    [PyFunction("($module, mod, /)", Doc = "Does nothing: no module comes from a native file.")]
    private static int exec_dynamic(ThreadState* ts, PyObject* module, PyObject* mod) => 0;

    [PyFunction("($module, override, /)", Doc = "Only of use in interpreters other than the main one.")]
    private static PyObject* _override_multi_interp_extensions_check(ThreadState* ts, PyObject* module, int @override) =>
        Err.Runtime(ts, "_imp._override_multi_interp_extensions_check() cannot be used in the main interpreter");

    // ---- Frozen modules ----

    private static PyObject* NoSuchFrozen(ThreadState* ts, PyObject* name) => Err.Import(ts, $"No such frozen object named {Obj.ReprText(ts, name)}");

    [PyFunction("($module, /)", Doc = "The names of all frozen modules.")]
    private static PyObject* _frozen_module_names(ThreadState* ts, PyObject* module)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        foreach (FrozenModule frozen in FrozenModules.All)
        {
            PyObject* text = list.IsNull ? null : PyUnicode.FromString(ts, frozen.Name);
            if (text == null || PyList.AppendSteal(ts, list.Pointer, text) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    [PyFunction("($module, override, /)", Doc = "Use frozen modules (1), do not (-1), or as the command line says (0); for tests.")]
    private static void _override_frozen_modules_for_tests(ThreadState* ts, PyObject* module, int @override)
    {
        RuntimeConfig config = PyInterpreter.Of(ts).Config;
        config.use_frozen_modules = @override >= 0;
    }

    [PyFunction("($module, name, /)", Doc = "Tell whether a module is frozen.")]
    private static bool is_frozen(ThreadState* ts, PyObject* module, PyASCIIObject* name) => FrozenModules.Find(ts, PyUnicode.ToString((PyObject*)name)) is not null;

    [PyFunction("($module, name, /)", Doc = "Tell whether a frozen module is a package.")]
    private static PyObject* is_frozen_package(ThreadState* ts, PyObject* module, PyASCIIObject* name)
    {
        FrozenModule? frozen = FrozenModules.Find(ts, PyUnicode.ToString((PyObject*)name));
        return frozen is null ? NoSuchFrozen(ts, (PyObject*)name) : Py.Bool(frozen.IsPackage);
    }

    [PyFunction("($module, name, /, *, withdata=False)", Doc = "What is known of a frozen module: (data, is_package, origname), or None.\n\nThe data are a memoryview of its marshalled code with withdata, else None.")]
    private static PyObject* find_frozen(ThreadState* ts, PyObject* module, PyASCIIObject* name, bool withdata)
    {
        FrozenModule? frozen = FrozenModules.Find(ts, PyUnicode.ToString((PyObject*)name));
        if (frozen is null)
            return Py.None;
        using Owned<PyObject> data = Own.Of(ts, withdata ? Data(ts, frozen) : Py.None);
        using Owned<PyObject> origin = Own.Of(ts, data.IsNull ? null : frozen.OrigName is null ? Py.None : PyUnicode.FromString(ts, frozen.OrigName));
        return origin.IsNull ? null : PyTuple.Pack(ts, data.Pointer, Py.Bool(frozen.IsPackage), origin.Pointer);
    }

    private static PyObject* Data(ThreadState* ts, FrozenModule frozen)
    {
        using Owned<PyObject> code = Own.Of(ts, FrozenModules.Code(ts, frozen));
        return code.IsNull ? null : MarshalDumper.Dump(ts, code.Pointer);
    }

    [PyFunction("($module, name, data=None, /)", Doc = "The code of a frozen module, or that which the data hold.")]
    private static PyObject* get_frozen_object(ThreadState* ts, PyObject* module, PyASCIIObject* name, PyObject* data)
    {
        if (data == Py.None)
        {
            FrozenModule? frozen = FrozenModules.Find(ts, PyUnicode.ToString((PyObject*)name));
            return frozen is null ? NoSuchFrozen(ts, (PyObject*)name) : FrozenModules.Code(ts, frozen);
        }
        BufferView view = default;
        if (view.Get(ts, data) != Status.Ok)
            return null;
        PyObject* code = MarshalLoader.Load(ts, view.Span);
        view.Release(ts);
        if (code != null && PyCode.Check(code))
            return code;
        Ref.XDec(ts, code);
        Err.Clear(ts);
        return Err.Import(ts, $"Frozen object named {Obj.ReprText(ts, (PyObject*)name)} is invalid");
    }

    [PyFunction("($module, name, /)", Doc = "Import a frozen module; None when there is none of that name.")]
    private static PyObject* init_frozen(ThreadState* ts, PyObject* module, PyASCIIObject* name)
    {
        FrozenModule? frozen = FrozenModules.Find(ts, PyUnicode.ToString((PyObject*)name));
        if (frozen is null)
            return Py.None;
        PyObject* imported = FrozenModules.ImportBorrowed(ts, frozen);
        return imported == null ? null : Ref.New(imported);
    }

    // ---- Compiled files ----

    [PyFunction("($module, code, path, /)", Doc = "Give code, and all code in it, another file name.")]
    private static void _fix_co_filename(ThreadState* ts, PyObject* module, [Of(typeof(CodeType))] PyCodeObject* code, PyASCIIObject* path) =>
        CodeFilenames.Replace(ts, code, (PyObject*)path);

    [PyFunction("($module, /, key, source)", Doc = "The hash of a source that compiled files bear.")]
    private static PyObject* source_hash(ThreadState* ts, PyObject* module, long key, Py_buffer* source)
    {
        ulong hash = SipHash.Compute((ulong)key, 0, (byte*)source->buf, source->len);
        return PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(&hash, sizeof(ulong)));
    }
}
