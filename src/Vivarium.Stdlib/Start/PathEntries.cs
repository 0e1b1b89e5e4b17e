// sys.path: what it begins as, its first entry for the program, and which path entries an importer can handle. See docs/internals/startup.md.
namespace Vivarium.Stdlib.Start;

internal static unsafe class PathEntries
{
    public static Status InstallSearchPath(ThreadState* ts, RuntimeConfig config)
    {
        using Owned<PyObject> path = Own.Of(ts, Sys.SysData.List(ts, config.module_search_paths ?? []));
        return path.IsNull ? Status.Error : PyDict.SetString(ts, ts->interp->sysdict, "path", path.Pointer);
    }

    public static Status InsertFirst(ThreadState* ts, string entry)
    {
        PyObject* path = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "path");
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, entry));
        if (text.IsNull)
            return Status.Error;
        if (path != null && PyList.Check(path))
            return PyList.Insert(ts, path, 0, text.Pointer);
        Err.Runtime(ts, "can't get sys.path");
        return Status.Error;
    }

    /// <summary>The first entry of sys.path: "" for -c, the working directory for -m, else the folder of the program, links resolved; null for none.</summary>
    public static string? ForProgram(RuntimeConfig config)
    {
        if (config.safe_path)
            return null;
        if (config.run_module is not null)
            return WorkingDirectory();
        if (config.run_command is not null || config.run_filename is null)
            return "";
        string program = config.run_filename;
        string? target = null;
        try
        {
            target = new FileInfo(program).LinkTarget;
        }
        catch (IOException)
        {
            // A name that no file can have is reported when the program is opened.
            return Path.GetDirectoryName(program) ?? "";
        }
        if (target is not null)
            program = Path.Combine(Path.GetDirectoryName(program) ?? "", target);
        return Path.GetDirectoryName(Path.GetFullPath(program)) ?? "/";
    }

    private static string? WorkingDirectory()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whether some importer takes the path for a folder or archive of modules; the answer is left in sys.path_importer_cache.</summary>
    public static Truth HasImporter(ThreadState* ts, string path)
    {
        PyObject* cache = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "path_importer_cache");
        PyObject* hooks = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "path_hooks");
        if (cache == null || !PyDict.Check(cache) || hooks == null || !PyList.Check(hooks))
            return Truth.False;
        using Owned<PyObject> heldCache = Own.Of(ts, Ref.New(cache));
        using Owned<PyObject> heldHooks = Own.Of(ts, Ref.New(hooks));
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, path));
        if (text.IsNull || PyDict.Set(ts, cache, text.Pointer, Py.None) != Status.Ok)
            return Truth.Error;
        for (nint i = 0; i < PyList.Size(hooks); i++)
        {
            using Owned<PyObject> hook = Own.Of(ts, Ref.New(PyList.GetBorrowed(hooks, i)));
            using Owned<PyObject> importer = Own.Of(ts, Call.OneArg(ts, hook.Pointer, text.Pointer));
            if (!importer.IsNull)
                return PyDict.Set(ts, cache, text.Pointer, importer.Pointer) == Status.Ok ? importer.Pointer == Py.None ? Truth.False : Truth.True : Truth.Error;
            if (!Err.ClearIf(ts, Exc.ImportError))
                return Truth.Error;
        }
        return Truth.False;
    }
}
