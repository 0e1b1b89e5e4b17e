// The end of a program: threads, atexit functions, streams, then the modules, last imported first, each cleared name by name as long as something holds it. What is left is for
// InterpreterTeardown. See docs/internals/startup.md.
using Vivarium.Stdlib.AtExit;

namespace Vivarium.Stdlib.Start;

internal static unsafe class Finalization
{
    /// <summary>The names of sys that may hold objects of the program; they go first.</summary>
    private static readonly string[] s_sysNames =
        ["path", "argv", "ps1", "ps2", "last_exc", "last_type", "last_value", "last_traceback", "path_importer_cache", "meta_path", "path_hooks", "__interactivehook__"];

    /// <summary>Runs all that; false when standard output could not be flushed.</summary>
    public static bool Run(ThreadState* ts)
    {
        WaitForThreads(ts);
        AtExitModule.RunAll(ts);
        bool flushed = StandardStreams.Flush(ts);
        ts->interp->finalizing = 1;
        GcCollector.CollectFull(ts);
        ClearModules(ts);
        flushed &= StandardStreams.Flush(ts);
        return flushed;
    }

    /// <summary>threading._shutdown() joins the threads that are no daemons.</summary>
    private static void WaitForThreads(ThreadState* ts)
    {
        PyObject* threading = PyDict.GetStringBorrowed(ts, ts->interp->modules, "threading");
        if (threading == null)
            return;
        using Owned<PyObject> held = Own.Of(ts, Ref.New(threading));
        PyObject* result = Call.Method(ts, threading, Id._shutdown);
        if (result == null)
            Err.WriteUnraisable(ts, "Exception ignored on threading shutdown", null);
        else
            Ref.Dec(ts, result);
    }

    private static void ClearModules(ThreadState* ts)
    {
        InterpreterState* interp = ts->interp;
        PyObject* modules = interp->modules;
        if (modules == null)
            return;
        SetNone(ts, interp->builtins, "_");
        foreach (string name in s_sysNames)
            SetNone(ts, interp->sysdict, name);
        foreach (string name in (ReadOnlySpan<string>)["stdin", "stdout", "stderr"])
            RestoreStream(ts, name);
        using Owned<PyObject> references = Own.Of(ts, PyList.New(ts, 0));
        if (references.IsNull)
        {
            Err.Clear(ts);
            return;
        }
        CollectReferences(ts, modules, references.Pointer);
        PyDict.Clear(ts, modules);
        GcCollector.CollectFull(ts);
        ClearSurvivors(ts, references.Pointer);
        ClearDict(ts, interp->sysdict);
        ClearDict(ts, interp->builtins);
        GcCollector.CollectFull(ts);
    }

    private static void SetNone(ThreadState* ts, PyObject* dict, string name)
    {
        if (dict == null)
            return;
        if (PyDict.GetStringBorrowed(ts, dict, name) != null && PyDict.SetString(ts, dict, name, Py.None) != Status.Ok)
            Err.WriteUnraisable(ts, $"Exception ignored while clearing sys.{name}", null);
        Err.Clear(ts);
    }

    private static void RestoreStream(ThreadState* ts, string name)
    {
        PyObject* original = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, $"__{name}__");
        PyDict.SetString(ts, ts->interp->sysdict, name, original == null ? Py.None : original);
        Err.Clear(ts);
    }

    /// <summary>Weak references to all modules but sys and builtins, in the order of their import.</summary>
    private static void CollectReferences(ThreadState* ts, PyObject* modules, PyObject* references)
    {
        nint position = 0;
        PyObject* name;
        PyObject* module;
        while (PyDict.Next(modules, &position, &name, &module))
        {
            if (!Modules.Check(module) || module == ts->interp->sys_module || module == ts->interp->builtins_module)
                continue;
            PyObject* reference = Weakref.NewRef(ts, module, null);
            if (reference == null || PyList.AppendSteal(ts, references, reference) != Status.Ok)
                Err.Clear(ts);
        }
    }

    private static void ClearSurvivors(ThreadState* ts, PyObject* references)
    {
        for (nint i = PyList.Size(references) - 1; i >= 0; i--)
        {
            using Owned<PyObject> module = Own.Of(ts, Weakref.GetRef(PyList.GetBorrowed(references, i)));
            if (!module.IsNull)
                ClearDict(ts, Modules.DictBorrowed(module.Pointer));
        }
    }

    /// <summary>Names with one underscore first, then the others: what programs rely on when their objects die at exit. __builtins__ stays to the end.</summary>
    public static void ClearDict(ThreadState* ts, PyObject* dict)
    {
        if (dict == null)
            return;
        using Owned<PyObject> held = Own.Of(ts, Ref.New(dict));
        for (int pass = 0; pass < 2; pass++)
        {
            nint position = 0;
            PyObject* name;
            PyObject* value;
            while (PyDict.Next(dict, &position, &name, &value))
            {
                if (value == Py.None || !PyUnicode.Check(name) || !IsOfPass(name, pass))
                    continue;
                if (PyDict.Set(ts, dict, name, Py.None) != Status.Ok)
                    Err.WriteUnraisable(ts, "Exception ignored while clearing module dict", null);
            }
        }
    }

    private static bool IsOfPass(PyObject* name, int pass)
    {
        nint length = PyUnicode.Length(name);
        bool oneUnderscore = length > 1 && PyUnicode.ReadChar(name, 0) == '_' && PyUnicode.ReadChar(name, 1) != '_';
        return pass == 0 ? oneUnderscore : length == 0 || PyUnicode.ReadChar(name, 0) != '_' || !PyUnicode.EqualToString(name, "__builtins__");
    }
}
