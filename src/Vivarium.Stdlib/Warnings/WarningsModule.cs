// The module _warnings: warn(), warn_explicit() and the interpreter's filters, on which the library's warnings module builds. The work is done in
// Vivarium.Runtime/Errors/Warnings. See docs/internals/reports.md.
using Vivarium.Runtime.Errors.Warnings;

namespace Vivarium.Stdlib.Warnings;

[PyModule("_warnings", Doc = "Filtering of warnings, for the module warnings and for the interpreter itself.")]
internal static unsafe partial class WarningsModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (WarningState.Ensure(ts) != Status.Ok)
            return Status.Error;
        InterpreterState* interp = ts->interp;
        if (Modules.AddObject(ts, module, "filters", interp->warnings_filters) != Status.Ok
            || Modules.AddObject(ts, module, "_onceregistry", interp->warnings_once_registry) != Status.Ok
            || Modules.AddObject(ts, module, "_defaultaction", interp->warnings_default_action) != Status.Ok)
        {
            return Status.Error;
        }
        if (EnsureContext(ts) != Status.Ok)
            return Status.Error;
        return interp->warnings_context == null ? Status.Ok : Modules.AddObject(ts, module, "_warnings_context", interp->warnings_context);
    }

    /// <summary>Makes the context variable that catch_warnings uses under -X context_aware_warnings.</summary>
    private static Status EnsureContext(ThreadState* ts)
    {
        if (ts->interp->warnings_context != null)
            return Status.Ok;
        ModuleDef* definition = GeneratedModules.Find("_contextvars");
        if (definition == null)
            return Status.Ok;
        using Owned<PyObject> module = Own.Of(ts, Modules.FromDefinition(ts, definition));
        if (module.IsNull || Modules.Exec(ts, module.Pointer) != Status.Ok)
            return Status.Error;
        using Owned<PyObject> type = Own.Of(ts, Obj.GetAttr(ts, module.Pointer, "ContextVar"));
        using Owned<PyObject> name = Own.Of(ts, type.IsNull ? null : PyUnicode.InternFromString(ts, "_warnings_context"));
        if (name.IsNull)
            return Status.Error;
        ts->interp->warnings_context = Vivarium.Runtime.Abstract.Call.OneArg(ts, type.Pointer, name.Pointer);
        return ts->interp->warnings_context == null ? Status.Error : Status.Ok;
    }

    [PyFunction("($module, /, message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=())", Doc = "Issue a warning, or maybe ignore it or raise it as an exception.\n\n  message\n    What the warning says, or a Warning.\n  category\n    A subclass of Warning; UserWarning if it is left out.\n  stacklevel\n    How many frames up the code is that the warning is about: 1 is the caller.\n  source\n    The object that a ResourceWarning is about.\n  skip_file_prefixes\n    Frames of files whose names begin so are passed over when counting.")]
    private static Status warn(ThreadState* ts, PyObject* module, PyObject* message, PyObject* category, nint stacklevel, PyObject* source, PyTupleObject* skip_file_prefixes = null)
    {
        category = Category(ts, message, category);
        if (category == null)
            return Status.Error;
        PyObject* prefixes = (PyObject*)skip_file_prefixes;
        for (nint i = 0; prefixes != null && i < PyTuple.Size(prefixes); i++)
        {
            PyObject* prefix = PyTuple.GetBorrowed(prefixes, i);
            if (!PyUnicode.Check(prefix))
                return Err.TypeStatus(ts, $"Found non-str '{PyType.NameOf(prefix)}' in skip_file_prefixes.");
        }
        return WarningIssue.Warn(ts, category, message, stacklevel, source, prefixes);
    }

    /// <summary>The category, borrowed: that of the message if it is a Warning.</summary>
    private static PyObject* Category(ThreadState* ts, PyObject* message, PyObject* category)
    {
        if (PyType.IsInstance(message, Exc.Warning))
            return (PyObject*)message->ob_type;
        if (category == null || category == Py.None)
            return (PyObject*)Exc.UserWarning;
        Truth good = Obj.IsSubclass(ts, category, (PyObject*)Exc.Warning);
        return good == Truth.True ? category : Err.Type(ts, $"category must be a Warning subclass, not '{PyType.NameOf(category)}'");
    }

    [PyFunction("($module, /, message, category, filename, lineno, module=<unrepresentable>, registry=None, module_globals=None, source=None)", Doc = "Issue a warning about a given line of a file, or maybe ignore it or raise it as an exception.")]
    private static Status warn_explicit(ThreadState* ts, PyObject* self, PyObject* message, PyObject* category, PyASCIIObject* filename, int lineno, PyObject* module = null, PyObject* registry = null, PyObject* module_globals = null, PyObject* source = null)
    {
        PyObject* line = null;
        if (module_globals != null && module_globals != Py.None)
        {
            if (!PyDict.Check(module_globals))
                return Err.TypeStatus(ts, $"module_globals must be a dict, not '{PyType.NameOf(module_globals)}'");
            line = SourceLine(ts, module_globals, lineno);
            if (line == null && Err.Occurred(ts))
                return Status.Error;
        }
        using Owned<PyObject> sourceLine = Own.Of(ts, line);
        return WarningIssue.WarnExplicit(ts, category, message, (PyObject*)filename, lineno, module, registry, line, source);
    }

    /// <summary>The line, from the loader of the module with these globals; owned, or null without an exception when it has none.</summary>
    private static PyObject* SourceLine(ThreadState* ts, PyObject* globals, int line)
    {
        PyObject* modules = ts->interp->modules;
        PyObject* external = modules == null ? null : PyDict.GetStringBorrowed(ts, modules, "_frozen_importlib_external");
        using Owned<PyObject> bless = Own.Of(ts, external == null ? null : Obj.GetAttr(ts, external, "_bless_my_loader"));
        using Owned<PyObject> loader = Own.Of(ts, bless.IsNull ? null : Vivarium.Runtime.Abstract.Call.OneArg(ts, bless.Pointer, globals));
        PyObject* name = loader.IsNull ? null : PyDict.GetBorrowed(ts, globals, Id.__name__);
        if (name == null)
            return null;
        using Owned<PyObject> moduleName = Own.Of(ts, Ref.New(name));
        PyObject* function;
        using Owned<PyObject> key = Own.Of(ts, PyUnicode.InternFromString(ts, "get_source"));
        if (key.IsNull || Obj.LookupAttr(ts, loader.Pointer, key.Pointer, &function) != Lookup.Found)
            return null;
        using Owned<PyObject> getSource = Own.Of(ts, function);
        using Owned<PyObject> source = Own.Of(ts, Vivarium.Runtime.Abstract.Call.OneArg(ts, function, moduleName.Pointer));
        if (source.IsNull || source.Pointer == Py.None)
            return null;
        if (!PyUnicode.Check(source.Pointer))
            return Err.Type(ts, $"must be str, not {PyType.NameOf(source.Pointer)}");
        List<string> lines = Vivarium.Runtime.Errors.Reports.TextLines.Split(PyUnicode.ToString(source.Pointer));
        return line >= 1 && line <= lines.Count ? PyUnicode.FromString(ts, lines[line - 1]) : null;
    }

    [PyFunction("($module, /)", Doc = "Say that the filters have changed: registries of modules are emptied when they are next used. The lock must be held.")]
    private static Status _filters_mutated_lock_held(ThreadState* ts, PyObject* module)
    {
        if (!WarningState.HoldsLock(ts))
        {
            Err.Runtime(ts, "warnings lock is not held");
            return Status.Error;
        }
        ts->interp->warnings_filters_version++;
        return Status.Ok;
    }

    [PyFunction("($module, /)", Doc = "Take the lock around changes of the filters.")]
    private static void _acquire_lock(ThreadState* ts, PyObject* module) => WarningState.AcquireLock(ts);

    [PyFunction("($module, /)", Doc = "Give the lock back.")]
    private static Status _release_lock(ThreadState* ts, PyObject* module) => WarningState.ReleaseLock(ts);
}
