// What an interpreter keeps for warnings: the filters, the default action, the registry of those shown once, and the version that tells registries of modules that
// the filters have changed. Attributes of the module warnings come first, once it is imported, and are kept. See docs/internals/reports.md.
namespace Vivarium.Runtime.Errors.Warnings;

internal static unsafe class WarningState
{
    /// <summary>Makes the filters of a release build, when they are first needed.</summary>
    public static Status Ensure(ThreadState* ts)
    {
        InterpreterState* interp = ts->interp;
        if (interp->warnings_once_registry == null && (interp->warnings_once_registry = PyDict.New(ts)) == null)
            return Status.Error;
        if (interp->warnings_default_action == null && (interp->warnings_default_action = PyUnicode.FromString(ts, "default")) == null)
            return Status.Error;
        if (interp->warnings_filters != null)
            return Status.Ok;
        using Owned<PyObject> filters = Own.Of(ts, PyList.New(ts, 0));
        if (filters.IsNull
            || Add(ts, filters.Pointer, "default", Exc.DeprecationWarning, "__main__") != Status.Ok
            || Add(ts, filters.Pointer, "ignore", Exc.DeprecationWarning, null) != Status.Ok
            || Add(ts, filters.Pointer, "ignore", Exc.PendingDeprecationWarning, null) != Status.Ok
            || Add(ts, filters.Pointer, "ignore", Exc.ImportWarning, null) != Status.Ok
            || Add(ts, filters.Pointer, "ignore", Exc.ResourceWarning, null) != Status.Ok)
        {
            return Status.Error;
        }
        interp->warnings_filters = filters.Release();
        return Status.Ok;
    }

    private static Status Add(ThreadState* ts, PyObject* filters, string action, PyTypeObject* category, string? module)
    {
        using Owned<PyObject> actionText = Own.Of(ts, PyUnicode.InternFromString(ts, action));
        using Owned<PyObject> moduleText = Own.Of(ts, module == null ? Py.None : PyUnicode.InternFromString(ts, module));
        if (actionText.IsNull || moduleText.IsNull)
            return Status.Error;
        PyObject** items = stackalloc PyObject*[5];
        items[0] = actionText.Pointer;
        items[1] = Py.None;
        items[2] = (PyObject*)category;
        items[3] = moduleText.Pointer;
        items[4] = PyLong.SmallInt(0);
        PyObject* filter = PyTuple.FromArray(ts, items, 5);
        return filter == null ? Status.Error : PyList.AppendSteal(ts, filters, filter);
    }

    /// <summary>An attribute of the module warnings, owned; Missing as long as that is not imported.</summary>
    public static Lookup ModuleAttribute(ThreadState* ts, string name, PyObject** value)
    {
        *value = null;
        PyObject* modules = ts->interp->modules;
        PyObject* warnings = modules == null ? null : PyDict.GetStringBorrowed(ts, modules, "warnings");
        if (warnings == null)
            return Err.Occurred(ts) ? Lookup.Error : Lookup.Missing;
        using Owned<PyObject> module = Own.Of(ts, Ref.New(warnings));
        using Owned<PyObject> key = Own.Of(ts, PyUnicode.InternFromString(ts, name));
        return key.IsNull ? Lookup.Error : Obj.LookupAttr(ts, module.Pointer, key.Pointer, value);
    }

    /// <summary>The attribute of the module, which replaces the field, or else the field; borrowed from the field.</summary>
    private static PyObject* CurrentBorrowed(ThreadState* ts, string name, PyObject** field)
    {
        if (Ensure(ts) != Status.Ok)
            return null;
        PyObject* value;
        Lookup found = ModuleAttribute(ts, name, &value);
        if (found == Lookup.Error)
            return null;
        if (found == Lookup.Found)
            Ref.SetSteal(ts, field, value);
        return *field;
    }

    public static PyObject* FiltersBorrowed(ThreadState* ts)
    {
        PyObject* filters = CurrentBorrowed(ts, "filters", &ts->interp->warnings_filters);
        if (filters != null && !PyList.Check(filters))
            return Err.Value(ts, "_warnings.filters must be a list");
        return filters;
    }

    public static PyObject* DefaultActionBorrowed(ThreadState* ts)
    {
        PyObject* action = CurrentBorrowed(ts, "defaultaction", &ts->interp->warnings_default_action);
        if (action != null && !PyUnicode.Check(action))
            return Err.Type(ts, $"_warnings.defaultaction must be a string, not '{PyType.NameOf(action)}'");
        return action;
    }

    public static PyObject* OnceRegistryBorrowed(ThreadState* ts)
    {
        PyObject* registry = CurrentBorrowed(ts, "onceregistry", &ts->interp->warnings_once_registry);
        if (registry != null && !PyDict.Check(registry))
            return Err.Type(ts, $"_warnings.onceregistry must be a dict, not '{PyType.NameOf(registry)}'");
        return registry;
    }

    /// <summary>The filters of the current context (a catch_warnings block with -X context_aware_warnings), owned; Missing when the context has none.</summary>
    public static Lookup ContextFilters(ThreadState* ts, PyObject** filters)
    {
        *filters = null;
        PyObject* variable = ts->interp->warnings_context;
        if (variable == null)
            return Lookup.Missing;
        using Owned<PyObject> context = Own.Of(ts, Call.Method(ts, variable, Id.get, Py.None));
        if (context.IsNull)
            return Lookup.Error;
        if (context.Pointer == Py.None)
            return Lookup.Missing;
        *filters = Obj.GetAttr(ts, context.Pointer, "_filters");
        if (*filters == null)
            return Lookup.Error;
        if (PyList.Check(*filters))
            return Lookup.Found;
        Ref.Clear(ts, filters);
        Err.Value(ts, "warnings_context filters must be a list");
        return Lookup.Error;
    }

    // ---- The lock around changes of the filters ----

    public static void AcquireLock(ThreadState* ts) => PyInterpreter.Of(ts).WarningsLock.Acquire(ts);

    public static Status ReleaseLock(ThreadState* ts)
    {
        if (PyInterpreter.Of(ts).WarningsLock.Release(ts))
            return Status.Ok;
        Err.Runtime(ts, "cannot release un-acquired lock");
        return Status.Error;
    }

    public static bool HoldsLock(ThreadState* ts) => PyInterpreter.Of(ts).WarningsLock.IsHeldBy(ts);
}
