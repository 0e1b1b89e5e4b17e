// What is said about attributes that a module does not have: circular imports and files that hide a library are the usual reasons. See docs/internals/modules.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class ModuleErrors
{
    /// <summary>Raises AttributeError; returns null.</summary>
    public static PyObject* Missing(ThreadState* ts, PyModuleObject* self, PyObject* name)
    {
        PyObject* dict = self->md_dict;
        PyObject* moduleName = dict == null ? null : PyDict.GetBorrowed(ts, dict, Id.__name__);
        if (Err.Occurred(ts))
            return null;
        string attribute = PyUnicode.ToString(name);
        if (moduleName == null || !PyUnicode.Check(moduleName))
            return Err.AttributeWithObject(ts, $"module has no attribute '{attribute}'", (PyObject*)self, name);
        string module = PyUnicode.ToString(moduleName);
        using Owned<PyObject> heldName = Own.Of(ts, Ref.New(moduleName));
        PyObject* specBorrowed = PyDict.GetBorrowed(ts, dict, Id.__spec__);
        if (Err.Occurred(ts))
            return null;
        if (specBorrowed == null || specBorrowed == Py.None)
            return Plain(ts, self, name, module);
        using Owned<PyObject> spec = Own.Of(ts, Ref.New(specBorrowed));
        string? origin = Origin(ts, spec.Pointer);
        if (Err.Occurred(ts))
            return null;
        bool standard = false;
        string? hint = origin == null ? null : ShadowHint(ts, module, moduleName, origin, out standard);
        if (Err.Occurred(ts))
            return null;
        if (standard)
            return Err.AttributeWithObject(ts, $"module '{module}' has no attribute '{attribute}' ({hint})", (PyObject*)self, name);
        Truth initializing = SpecIsInitializing(ts, spec.Pointer);
        if (initializing == Truth.Error)
            return null;
        if (initializing == Truth.True)
        {
            if (hint != null)
                return Err.AttributeWithObject(ts, $"module '{module}' has no attribute '{attribute}' ({hint})", (PyObject*)self, name);
            string from = origin != null ? $" from '{origin}'" : "";
            return Err.AttributeWithObject(ts, $"partially initialized module '{module}'{from} has no attribute '{attribute}' (most likely due to a circular import)", (PyObject*)self, name);
        }
        Truth submodule = IsUninitializedSubmodule(ts, spec.Pointer, name);
        if (submodule == Truth.Error)
            return null;
        return submodule == Truth.True
            ? Err.AttributeWithObject(ts, $"cannot access submodule '{attribute}' of module '{module}' (most likely due to a circular import)", (PyObject*)self, name)
            : Plain(ts, self, name, module);
    }

    private static PyObject* Plain(ThreadState* ts, PyModuleObject* self, PyObject* name, string module) =>
        Err.AttributeWithObject(ts, $"module '{module}' has no attribute '{PyUnicode.ToString(name)}'", (PyObject*)self, name);

    /// <summary>The file that a spec with a location names; null without an exception when it names none.</summary>
    private static string? Origin(ThreadState* ts, PyObject* spec)
    {
        PyObject* hasLocation;
        if (Obj.LookupAttr(ts, spec, Id.has_location, &hasLocation) != Lookup.Found)
            return null;
        Truth has = Obj.IsTrue(ts, hasLocation);
        Ref.Dec(ts, hasLocation);
        PyObject* origin;
        if (has != Truth.True || Obj.LookupAttr(ts, spec, Id.origin, &origin) != Lookup.Found)
            return null;
        string? text = PyUnicode.Check(origin) ? PyUnicode.ToString(origin) : null;
        Ref.Dec(ts, origin);
        return text;
    }

    /// <summary>When the module lies beside the program and so may hide another of the same name: the advice to rename it.</summary>
    private static string? ShadowHint(ThreadState* ts, string module, PyObject* moduleName, string origin, out bool standard)
    {
        standard = false;
        PyObject* path = ts->interp->sysdict == null ? null : PyDict.GetBorrowed(ts, ts->interp->sysdict, Id.path);
        if (path == null || !PyList.Check(path) || PyList.Size(path) == 0 || !PyUnicode.Check(PyList.GetBorrowed(path, 0)))
            return null;
        string first = PyUnicode.ToString(PyList.GetBorrowed(path, 0));
        string root = Path.GetFileName(origin) == "__init__.py" ? Path.GetDirectoryName(origin) ?? "" : origin;
        if (first.Length == 0)
            first = Environment.CurrentDirectory;
        if (Path.GetDirectoryName(root) != first)
            return null;
        PyObject* names = PyDict.GetBorrowed(ts, ts->interp->sysdict, Id.stdlib_module_names);
        if (names != null && PySet.CheckAny(names))
        {
            Lookup found = PySet.Contains(ts, names, moduleName);
            if (found == Lookup.Error)
                return null;
            standard = found == Lookup.Found;
        }
        return standard
            ? $"consider renaming '{origin}' since it has the same name as the standard library module named '{module}' and prevents importing that standard library module"
            : $"consider renaming '{origin}' if it has the same name as a library you intended to import";
    }

    /// <summary>Whether the module with that dict is being imported just now.</summary>
    public static Truth IsInitializing(ThreadState* ts, PyObject* dict)
    {
        PyObject* spec;
        Lookup found = PyDict.GetRef(ts, dict, Id.__spec__, &spec);
        if (found != Lookup.Found)
            return (Truth)found;
        Truth result = SpecIsInitializing(ts, spec);
        Ref.Dec(ts, spec);
        return result;
    }

    public static Truth SpecIsInitializing(ThreadState* ts, PyObject* spec)
    {
        if (spec == Py.None)
            return Truth.False;
        PyObject* value;
        Lookup found = Obj.LookupAttr(ts, spec, Id._initializing, &value);
        if (found != Lookup.Found)
            return (Truth)found;
        Truth truth = Obj.IsTrue(ts, value);
        Ref.Dec(ts, value);
        return truth;
    }

    private static Truth IsUninitializedSubmodule(ThreadState* ts, PyObject* spec, PyObject* name)
    {
        PyObject* names;
        Lookup found = Obj.LookupAttr(ts, spec, Id._uninitialized_submodules, &names);
        if (found != Lookup.Found)
            return (Truth)found;
        Truth result = Obj.Contains(ts, names, name);
        Ref.Dec(ts, names);
        return result;
    }
}
