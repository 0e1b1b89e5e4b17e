// What a program can be: a command (-c), a module (-m), a file, a folder or archive with __main__, or standard input. See docs/internals/startup.md.
using Call = Vivarium.Runtime.Abstract.Call;
using Vivarium.Compiler.Syntax;
using Vivarium.Runtime.Errors.Reports;
using Vivarium.Runtime.Interpreter;
using Vivarium.Stdlib.Builtins;

namespace Vivarium.Stdlib.Start;

internal static unsafe class MainProgram
{
    public static void Run(ThreadState* ts, RuntimeConfig config, ProgramOutcome outcome)
    {
        Truth isPackage = config.run_filename is null ? Truth.False : PathEntries.HasImporter(ts, config.run_filename);
        string? first = isPackage == Truth.True ? config.run_filename : PathEntries.ForProgram(config);
        if (isPackage == Truth.Error || (first is not null && PathEntries.InsertFirst(ts, first) != Status.Ok))
        {
            UncaughtException.Handle(ts, outcome);
            return;
        }
        Status status;
        if (config.run_command is not null)
            status = RunCommand(ts, config.run_command);
        else if (config.run_module is not null)
            status = RunModule(ts, config.run_module, setArgv: true);
        else if (isPackage == Truth.True)
            status = RunModule(ts, "__main__", setArgv: false);
        else if (config.run_filename is not null)
            status = ProgramFile.Run(ts, config, outcome);
        else
            status = StandardInput.Run(ts, config);
        if (status != Status.Ok)
            UncaughtException.Handle(ts, outcome);
        if (StandardInput.WantsInspection(config))
            StandardInput.Inspect(ts, outcome);
    }

    /// <summary>The namespace of __main__, borrowed; null with an exception.</summary>
    public static PyObject* GlobalsBorrowed(ThreadState* ts)
    {
        PyObject* main = PyDict.GetStringBorrowed(ts, ts->interp->modules, "__main__");
        return main != null && Modules.Check(main) ? Modules.DictBorrowed(main) : Err.Runtime(ts, "the module __main__ is gone");
    }

    /// <summary>Runs code in __main__; the code is taken over, and null means that an exception is raised already.</summary>
    public static Status RunCodeSteal(ThreadState* ts, PyObject* code)
    {
        if (code == null)
            return Status.Error;
        using Owned<PyObject> held = Own.Of(ts, code);
        PyObject* globals = GlobalsBorrowed(ts);
        if (globals == null)
            return Status.Error;
        using Owned<PyObject> heldGlobals = Own.Of(ts, Ref.New(globals));
        PyObject* result = Evaluator.RunCode(ts, code, globals, globals);
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }

    private static Status RunCommand(ThreadState* ts, string command)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, CommandText.Dedent(command)));
        PyObject* code = text.IsNull ? null : SourceCompiler.FromObject(ts, text.Pointer, "<string>", ParseMode.Exec, 0, -1, "exec");
        if (code != null)
            InteractiveSources.Register(ts, code, command);
        return RunCodeSteal(ts, code);
    }

    /// <summary>runpy finds the module and runs it as __main__.</summary>
    private static Status RunModule(ThreadState* ts, string name, bool setArgv)
    {
        using Owned<PyObject> runpy = Own.Of(ts, Imports.ImportModule(ts, "runpy"));
        using Owned<PyObject> run = Own.Of(ts, runpy.IsNull ? null : Obj.GetAttr(ts, runpy.Pointer, Id._run_module_as_main));
        using Owned<PyObject> text = Own.Of(ts, run.IsNull ? null : PyUnicode.FromString(ts, name));
        PyObject* result = text.IsNull ? null : Call.TwoArgs(ts, run.Pointer, text.Pointer, Py.Bool(setArgv));
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }
}
