// The first steps of starting an interpreter: sys and builtins. See docs/internals/modules.md.
using Vivarium.Stdlib.Builtins;
using Vivarium.Stdlib.Sys;

namespace Vivarium.Stdlib.Start;

internal static unsafe class CoreModules
{
    /// <summary>A fresh interpreter gets its module table, sys and builtins.</summary>
    public static Status Install(ThreadState* ts)
    {
        InterpreterState* interp = ts->interp;
        interp->modules = PyDict.New(ts);
        if (interp->modules == null || SysModule.Create(ts) != Status.Ok)
            return Status.Error;
        PyObject* builtins = Modules.FromDefinition(ts, BuiltinsModule.Definition);
        if (builtins == null)
            return Status.Error;
        interp->builtins_module = builtins;
        interp->builtins = Ref.New(Modules.DictBorrowed(builtins));
        if (Modules.Exec(ts, builtins) != Status.Ok)
            return Status.Error;
        return PyDict.SetString(ts, interp->modules, "builtins", builtins);
    }
}
