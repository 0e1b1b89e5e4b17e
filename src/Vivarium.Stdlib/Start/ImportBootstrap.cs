// Starts importing: the library's own importlib is run as the module _frozen_importlib, and once paths are known its finders of files are added. See docs/internals/startup.md.
using Vivarium.Stdlib.Imp;

namespace Vivarium.Stdlib.Start;

internal static unsafe class ImportBootstrap
{
    /// <summary>Native and frozen modules can be imported afterwards.</summary>
    public static Status InstallCore(ThreadState* ts)
    {
        InterpreterState* interp = ts->interp;
        FrozenModule? bootstrap = FrozenModules.Find(ts, "_frozen_importlib");
        if (bootstrap is null)
        {
            Err.Import(ts, $"the standard library is not in {PyInterpreter.Of(ts).Config.stdlib_dir}");
            return Status.Error;
        }
        PyObject* importlib = FrozenModules.ImportBorrowed(ts, bootstrap);
        if (importlib == null)
            return Status.Error;
        interp->importlib = Ref.New(importlib);
        PyObject* imp = NativeModules.ImportBorrowed(ts, "_imp");
        return imp == null ? Status.Error : Done(ts, Call.Method(ts, importlib, Id._install, interp->sys_module, imp));
    }

    /// <summary>Files and zip archives can be imported from afterwards; sys.path is set.</summary>
    public static Status InstallExternal(ThreadState* ts)
    {
        if (Done(ts, Call.Method(ts, ts->interp->importlib, Id._install_external_importers)) != Status.Ok)
            return Status.Error;
        using Owned<PyObject> zipimport = Own.Of(ts, Imports.ImportModule(ts, "zipimport"));
        using Owned<PyObject> zipimporter = Own.Of(ts, zipimport.IsNull ? null : Obj.GetAttr(ts, zipimport.Pointer, Id.zipimporter));
        if (zipimporter.IsNull)
            return Status.Error;
        PyObject* hooks = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "path_hooks");
        return hooks == null || !PyList.Check(hooks) ? Status.Ok : PyList.Insert(ts, hooks, 0, zipimporter.Pointer);
    }

    private static Status Done(ThreadState* ts, PyObject* result)
    {
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }
}
