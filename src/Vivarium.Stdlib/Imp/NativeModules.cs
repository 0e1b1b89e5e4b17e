// Making the native modules of this assembly for an interpreter. builtins and sys exist once; others are made anew for each spec. See docs/internals/modules.md.
namespace Vivarium.Stdlib.Imp;

internal static unsafe class NativeModules
{
    /// <summary>Those that the start of the interpreter makes, and that cannot be made a second time.</summary>
    private static bool IsUnique(string name) => name is "sys" or "builtins";

    /// <summary>1 for a native module, -1 for one that cannot be made twice, 0 for any other name.</summary>
    public static int Kind(string name) => IsUnique(name) ? -1 : GeneratedModules.Find(name) != null ? 1 : 0;

    /// <summary>A module, not yet executed, or the one there is; None for an unknown name. Owned.</summary>
    public static PyObject* Create(ThreadState* ts, PyObject* name)
    {
        string text = PyUnicode.ToString(name);
        if (IsUnique(text))
        {
            PyObject* known = text == "sys" ? ts->interp->sys_module : ts->interp->builtins_module;
            return Ref.New(known);
        }
        ModuleDef* definition = GeneratedModules.Find(text);
        return definition == null ? Py.None : Modules.FromDefinition(ts, definition);
    }

    /// <summary>Fills the module, unless it is filled or no native module.</summary>
    public static Status ExecOnce(ThreadState* ts, PyObject* module) => Modules.Check(module) ? Modules.ExecOnce(ts, module) : Status.Ok;

    /// <summary>A module made, filled and entered into sys.modules: what importing one amounts to before importlib runs. Borrowed.</summary>
    public static PyObject* ImportBorrowed(ThreadState* ts, string name)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.InternFromString(ts, name));
        using Owned<PyObject> module = Own.Of(ts, text.IsNull ? null : Create(ts, text.Pointer));
        if (module.IsNull)
            return null;
        if (module.Pointer == Py.None)
            return Err.Import(ts, $"no native module named {name}");
        if (Modules.ExecOnce(ts, module.Pointer) != Status.Ok || PyDict.Set(ts, ts->interp->modules, text.Pointer, module.Pointer) != Status.Ok)
            return null;
        return module.Pointer;
    }
}
