// `from module import name`: the attribute, or the submodule that is being imported; and the messages when there is neither. See docs/internals/imports.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe partial class Imports
{
    public static PyObject* ImportFrom(ThreadState* ts, PyObject* module, PyObject* name)
    {
        PyObject* value;
        Lookup found = Obj.LookupAttr(ts, module, name, &value);
        if (found != Lookup.Missing)
            return found == Lookup.Found ? value : null;
        // A circular import may have put the submodule into sys.modules before it became an attribute.
        PyObject* moduleName;
        found = Obj.LookupAttr(ts, module, Id.__name__, &moduleName);
        if (found == Lookup.Error)
            return null;
        using Owned<PyObject> owned = Own.Of(ts, found == Lookup.Found ? moduleName : null);
        string text = PyUnicode.ToString(name);
        if (found == Lookup.Found && PyUnicode.Check(moduleName))
        {
            using Owned<PyObject> full = Own.Of(ts, PyUnicode.FromString(ts, $"{PyUnicode.ToString(moduleName)}.{text}"));
            if (full.IsNull)
                return null;
            found = Map.GetOptionalItem(ts, ts->interp->modules, full.Pointer, &value);
            if (found != Lookup.Missing)
                return found == Lookup.Found ? value : null;
        }
        return CannotImport(ts, module, owned.Pointer, name, text);
    }

    private static PyObject* CannotImport(ThreadState* ts, PyObject* module, PyObject* moduleName, PyObject* name, string text)
    {
        string shown = moduleName != null && PyUnicode.Check(moduleName) ? PyUnicode.ToString(moduleName) : "<unknown module name>";
        PyObject* spec;
        Lookup found = Obj.LookupAttr(ts, module, Id.__spec__, &spec);
        if (found == Lookup.Error)
            return null;
        using Owned<PyObject> ownedSpec = Own.Of(ts, found == Lookup.Found ? spec : null);
        Truth busy = found == Lookup.Found ? IsInitializing(ts, spec) : Truth.False;
        if (busy == Truth.Error)
            return null;
        PyObject* origin = null;
        found = Obj.LookupAttr(ts, module, Id.__file__, &origin);
        if (found == Lookup.Error)
            return null;
        using Owned<PyObject> ownedOrigin = Own.Of(ts, found == Lookup.Found ? origin : null);
        string place = found == Lookup.Found && PyUnicode.Check(origin) ? PyUnicode.ToString(origin) : "unknown location";
        string message = busy == Truth.True
            ? $"cannot import name '{text}' from partially initialized module '{shown}' (most likely due to a circular import) ({place})"
            : $"cannot import name '{text}' from '{shown}' ({place})";
        Err.Import(ts, message);
        PyObject* exception = ts->current_exception;
        if (exception != null && PyType.IsInstance(exception, Exc.ImportError))
        {
            PyImportErrorObject* error = (PyImportErrorObject*)exception;
            Ref.SetSteal(ts, &error->name, moduleName == null ? null : Ref.New(moduleName));
            Ref.SetSteal(ts, &error->path, origin == null ? null : Ref.New(origin));
            Ref.SetSteal(ts, &error->name_from, Ref.New(name));
        }
        return null;
    }
}
