// From a bare interpreter to one that can run a program: sys and builtins, importing, encodings, streams, __main__, site; in CPython's order, which programs can observe in
// sys.modules. See docs/internals/startup.md.
using Vivarium.Stdlib.Imp;

namespace Vivarium.Stdlib.Start;

internal static unsafe class Startup
{
    public static Status Run(ThreadState* ts, RuntimeConfig config)
    {
        if (CoreModules.Install(ts) != Status.Ok || ImportBootstrap.InstallCore(ts) != Status.Ok)
            return Status.Error;
        if (PathEntries.InstallSearchPath(ts, config) != Status.Ok || ImportBootstrap.InstallExternal(ts) != Status.Ok)
            return Status.Error;
        if (Import(ts, "encodings") != Status.Ok)
            return Status.Error;
        if (config.install_signal_handlers && Import(ts, "_signal") != Status.Ok)
            return Status.Error;
        if (StandardStreams.Install(ts) != Status.Ok || AddMain(ts) != Status.Ok)
            return Status.Error;
        if (config.warnoptions.Count > 0 && Import(ts, "warnings") != Status.Ok)
            return Status.Error;
        return config.site_import ? Import(ts, "site") : Status.Ok;
    }

    private static Status Import(ThreadState* ts, string name)
    {
        PyObject* module = Imports.ImportModule(ts, name);
        if (module == null)
            return Status.Error;
        Ref.Dec(ts, module);
        return Status.Ok;
    }

    /// <summary>The module __main__, with BuiltinImporter for a loader until a program file gives it another.</summary>
    private static Status AddMain(ThreadState* ts)
    {
        using Owned<PyObject> main = Own.Of(ts, Modules.New(ts, "__main__"));
        if (main.IsNull || PyDict.SetString(ts, ts->interp->modules, "__main__", main.Pointer) != Status.Ok)
            return Status.Error;
        PyObject* dict = Modules.DictBorrowed(main.Pointer);
        using Owned<PyObject> loader = Own.Of(ts, Obj.GetAttr(ts, ts->interp->importlib, Id.BuiltinImporter));
        return loader.IsNull || PyDict.Set(ts, dict, Id.__builtins__, ts->interp->builtins_module) != Status.Ok ? Status.Error : PyDict.Set(ts, dict, Id.__loader__, loader.Pointer);
    }
}
