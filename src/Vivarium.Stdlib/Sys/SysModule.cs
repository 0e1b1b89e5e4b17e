// The module sys: its life and the list of its parts. Its dict is the interpreter's sysdict, where native code looks for hooks and streams; what the configuration says
// is entered when it is made, what the start sequence finds out (path, the standard streams) later. See docs/internals/sys.md.
namespace Vivarium.Stdlib.Sys;

[PyModule("sys", Doc = "What the interpreter itself uses or maintains, and functions that deal with it.\n\n"
    + "argv, orig_argv   the command line: the program's part, and all of it\n"
    + "path, modules     where modules are looked for, and those that were imported\n"
    + "meta_path, path_hooks, path_importer_cache   what finds modules\n"
    + "stdin, stdout, stderr   the standard streams; __stdin__, … are the original ones\n"
    + "displayhook, excepthook, unraisablehook, breakpointhook   functions that a program may replace; __displayhook__, … are the original ones\n"
    + "version, version_info, hexversion, api_version, implementation   what runs the program\n"
    + "flags, warnoptions, _xoptions   how it was started\n"
    + "prefix, exec_prefix, base_prefix, base_exec_prefix, executable, platlibdir   where it is installed\n"
    + "builtin_module_names, stdlib_module_names   modules that it has\n"
    + "float_info, int_info, hash_info, thread_info, maxsize, maxunicode, byteorder, float_repr_style   its limits")]
internal static unsafe partial class SysModule
{
    /// <summary>Makes the module, ties it to the interpreter and enters it into sys.modules, which must exist.</summary>
    public static Status Create(ThreadState* ts)
    {
        using Owned<PyObject> module = Own.Of(ts, Modules.FromDefinition(ts, Definition));
        if (module.IsNull || Exec(ts, module.Pointer) != Status.Ok)
            return Status.Error;
        return PyDict.SetString(ts, ts->interp->modules, "sys", module.Pointer);
    }

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        InterpreterState* interp = ts->interp;
        if (interp->sys_module == null)
        {
            interp->sys_module = Ref.New(module);
            Ref.SetSteal(ts, &interp->sysdict, Ref.New(Modules.DictBorrowed(module)));
        }
        return SysData.Fill(ts, module) ? Status.Ok : Status.Error;
    }

    /// <summary>A member of the module as a program left it; owned, null (without an exception) when it is gone.</summary>
    internal static PyObject* Member(ThreadState* ts, PyObject* name)
    {
        PyObject* value = ts->interp->sysdict == null ? null : PyDict.GetBorrowed(ts, ts->interp->sysdict, name);
        return value == null ? null : Ref.New(value);
    }
}
