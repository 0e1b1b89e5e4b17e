// Importing as the interpreter needs it: the fast ways through sys.modules, and the library's importlib for the rest. See docs/internals/imports.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

internal static unsafe partial class Imports
{
    /// <summary>IMPORT_NAME: through builtins.__import__, unless that is the original function.</summary>
    public static PyObject* ImportName(ThreadState* ts, _PyInterpreterFrame* frame, PyObject* name, PyObject* fromlist, PyObject* level)
    {
        PyObject* function;
        Lookup found = Map.GetOptionalItem(ts, frame->f_builtins, Id.__import__, &function);
        if (found == Lookup.Missing)
            Err.Import(ts, "__import__ not found");
        if (found != Lookup.Found)
            return null;
        using Owned<PyObject> owned = Own.Of(ts, function);
        PyObject* locals = frame->f_locals == null ? Py.None : frame->f_locals;
        if (function == ts->interp->import_func)
        {
            nint number = Num.AsSsize(ts, level, Exc.OverflowError);
            return number == -1 && Err.Occurred(ts) ? null : ImportModuleLevel(ts, name, frame->f_globals, locals, fromlist, (int)number);
        }
        PyObject** args = stackalloc PyObject*[6];
        args[1] = name;
        args[2] = frame->f_globals;
        args[3] = locals;
        args[4] = fromlist;
        args[5] = level;
        return Call.Vectorcall(ts, function, args + 1, 5 | Call.ArgumentsOffset, null);
    }

    /// <summary>__import__(name, globals, locals, fromlist, level); globals may be null.</summary>
    public static PyObject* ImportModuleLevel(ThreadState* ts, PyObject* name, PyObject* globals, PyObject* locals, PyObject* fromlist, int level)
    {
        PyObject* module = ImportLevel(ts, name, globals, locals, fromlist, level);
        if (module == null)
            ImportTracebacks.Trim(ts);
        return module;
    }

    private static PyObject* ImportLevel(ThreadState* ts, PyObject* name, PyObject* globals, PyObject* locals, PyObject* fromlist, int level)
    {
        if (name == null)
            return Err.Value(ts, "Empty module name");
        if (!PyUnicode.Check(name))
            return Err.Type(ts, "module name must be a string");
        if (level < 0)
            return Err.Value(ts, "level must be >= 0");
        if (level == 0 && PyUnicode.Length(name) == 0)
            return Err.Value(ts, "Empty module name");
        using Owned<PyObject> absolute = Own.Of(ts, level > 0 ? ResolveName(ts, name, globals, level) : Ref.New(name));
        if (absolute.IsNull)
            return null;
        using Owned<PyObject> module = Own.Of(ts, FindLoadedOrImport(ts, absolute.Pointer));
        if (module.IsNull)
            return null;
        Truth hasFrom = fromlist == null || fromlist == Py.None ? Truth.False : Obj.IsTrue(ts, fromlist);
        if (hasFrom == Truth.Error)
            return null;
        if (hasFrom == Truth.True)
            return HandleFromList(ts, module.Pointer, fromlist);
        return TopLevel(ts, name, absolute.Pointer, module.Pointer, level);
    }

    private static PyObject* FindLoadedOrImport(ThreadState* ts, PyObject* absolute)
    {
        PyObject* module;
        Lookup found = Map.GetOptionalItem(ts, ts->interp->modules, absolute, &module);
        if (found == Lookup.Error)
            return null;
        if (found == Lookup.Found && module != Py.None)
        {
            if (EnsureInitialized(ts, module, absolute) == Status.Ok)
                return module;
            Ref.Dec(ts, module);
            return null;
        }
        if (found == Lookup.Found)
            Ref.Dec(ts, module);
        return ts->interp->importlib == null
            ? Err.Import(ts, $"importlib is not initialised: {PyUnicode.ToString(absolute)}")
            : Call.Method(ts, ts->interp->importlib, Id._find_and_load, absolute, ts->interp->import_func);
    }

    /// <summary>A module that another thread is still initialising is waited for.</summary>
    private static Status EnsureInitialized(ThreadState* ts, PyObject* module, PyObject* name)
    {
        PyObject* spec;
        Lookup found = Obj.LookupAttr(ts, module, Id.__spec__, &spec);
        if (found != Lookup.Found)
            return found == Lookup.Error ? Status.Error : Status.Ok;
        using Owned<PyObject> owned = Own.Of(ts, spec);
        Truth busy = IsInitializing(ts, spec);
        if (busy != Truth.True)
            return busy == Truth.Error ? Status.Error : Status.Ok;
        PyObject* done = Call.Method(ts, ts->interp->importlib, Id._lock_unlock_module, name);
        if (done == null)
            return Status.Error;
        Ref.Dec(ts, done);
        return Status.Ok;
    }

    /// <summary>spec._initializing; false for anything without it.</summary>
    public static Truth IsInitializing(ThreadState* ts, PyObject* spec)
    {
        if (spec == null || spec == Py.None)
            return Truth.False;
        PyObject* value;
        Lookup found = Obj.LookupAttr(ts, spec, Id._initializing, &value);
        if (found != Lookup.Found)
            return (Truth)(int)found;
        Truth truth = Obj.IsTrue(ts, value);
        Ref.Dec(ts, value);
        return truth;
    }

    private static PyObject* HandleFromList(ThreadState* ts, PyObject* module, PyObject* fromlist)
    {
        PyObject* path;
        Lookup isPackage = Obj.LookupAttr(ts, module, Id.__path__, &path);
        if (isPackage == Lookup.Error)
            return null;
        if (isPackage == Lookup.Missing)
            return Ref.New(module);
        Ref.Dec(ts, path);
        using Owned<PyObject> function = Own.Of(ts, Obj.GetAttr(ts, ts->interp->importlib, Id._handle_fromlist));
        return function.IsNull ? null : Call.ThreeArgs(ts, function.Pointer, module, fromlist, ts->interp->import_func);
    }

    /// <summary>import a.b.c binds a: the part of the name before the first dot, relative to where the import started.</summary>
    private static PyObject* TopLevel(ThreadState* ts, PyObject* name, PyObject* absolute, PyObject* module, int level)
    {
        nint length = PyUnicode.Length(name);
        if (level != 0 && length == 0)
            return Ref.New(module);
        nint dot = PyUnicode.FindChar(name, '.', 0, length, 1);
        if (dot < 0)
            return Ref.New(module);
        if (level == 0)
        {
            using Owned<PyObject> front = Own.Of(ts, PyUnicode.Substring(ts, name, 0, dot));
            return front.IsNull ? null : ImportModuleLevel(ts, front.Pointer, null, null, null, 0);
        }
        nint cut = length - dot;
        using Owned<PyObject> topName = Own.Of(ts, PyUnicode.Substring(ts, absolute, 0, PyUnicode.Length(absolute) - cut));
        if (topName.IsNull)
            return null;
        PyObject* top;
        Lookup found = Map.GetOptionalItem(ts, ts->interp->modules, topName.Pointer, &top);
        if (found == Lookup.Missing)
            Err.SetString(ts, Exc.KeyError, $"'{PyUnicode.ToString(topName.Pointer)}' not in sys.modules as expected");
        return found == Lookup.Found ? top : null;
    }

    /// <summary>The absolute name of a relative import, from __package__, __spec__ or __name__ of the globals.</summary>
    private static PyObject* ResolveName(ThreadState* ts, PyObject* name, PyObject* globals, int level)
    {
        if (globals == null)
            return Err.SetString(ts, Exc.KeyError, "'__name__' not in globals");
        if (!PyDict.Check(globals))
            return Err.Type(ts, "globals must be a dict");
        using Owned<PyObject> package = Own.Of(ts, PackageOf(ts, globals));
        if (package.IsNull)
            return null;
        if (PyUnicode.Length(package.Pointer) == 0)
            return Err.Import(ts, "attempted relative import with no known parent package");
        nint end = PyUnicode.Length(package.Pointer);
        for (int up = 1; up < level; up++)
        {
            end = PyUnicode.FindChar(package.Pointer, '.', 0, end, -1);
            if (end < 0)
                return Err.Import(ts, "attempted relative import beyond top-level package");
        }
        using Owned<PyObject> b = Own.Of(ts, PyUnicode.Substring(ts, package.Pointer, 0, end));
        if (b.IsNull || PyUnicode.Length(name) == 0)
            return b.Release();
        return PyUnicode.FromString(ts, $"{PyUnicode.ToString(b.Pointer)}.{PyUnicode.ToString(name)}");
    }

    private static PyObject* PackageOf(ThreadState* ts, PyObject* globals)
    {
        PyObject* package = PyDict.GetBorrowed(ts, globals, Id.__package__);
        PyObject* spec = package == null && Err.Occurred(ts) ? null : PyDict.GetBorrowed(ts, globals, Id.__spec__);
        if (Err.Occurred(ts))
            return null;
        if (package != null && package != Py.None)
            return PyUnicode.Check(package) ? Ref.New(package) : Err.Type(ts, "package must be a string");
        if (spec != null && spec != Py.None)
        {
            using Owned<PyObject> parent = Own.Of(ts, Obj.GetAttr(ts, spec, Id.parent));
            if (parent.IsNull)
                return null;
            return PyUnicode.Check(parent.Pointer) ? parent.Release() : Err.Type(ts, "__spec__.parent must be a string");
        }
        if (Err.Warn(ts, Exc.ImportWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__", 1) != Status.Ok)
            return null;
        PyObject* own = PyDict.GetBorrowed(ts, globals, Id.__name__);
        if (own == null)
            return Err.Occurred(ts) ? null : Err.SetString(ts, Exc.KeyError, "'__name__' not in globals");
        if (!PyUnicode.Check(own))
            return Err.Type(ts, "__name__ must be a string");
        Lookup hasPath = PyDict.Contains(ts, globals, Id.__path__);
        if (hasPath == Lookup.Error)
            return null;
        if (hasPath == Lookup.Found)
            return Ref.New(own);
        nint dot = PyUnicode.FindChar(own, '.', 0, PyUnicode.Length(own), -1);
        return dot < 0 ? PyUnicode.FromString(ts, "") : PyUnicode.Substring(ts, own, 0, dot);
    }

    /// <summary>importlib.import_module for native code.</summary>
    public static PyObject* ImportModule(ThreadState* ts, string name)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, name));
        using Owned<PyObject> from = Own.Of(ts, PyTuple.Pack(ts, text.Pointer));
        return text.IsNull || from.IsNull ? null : ImportModuleLevel(ts, text.Pointer, null, null, from.Pointer, 0);
    }
}
