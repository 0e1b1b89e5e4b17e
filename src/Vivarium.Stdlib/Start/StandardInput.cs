// A program on standard input, typed or piped, and the interactive mode that -i leads to. Typed statements are compiled one by one, as soon as they are complete. See
// docs/internals/startup.md.
using Call = Vivarium.Runtime.Abstract.Call;
using Vivarium.Bytecode;
using Vivarium.Compiler;
using Vivarium.Compiler.Syntax;
using Vivarium.Stdlib.Builtins;
using Vivarium.Runtime.Errors.Reports;

namespace Vivarium.Stdlib.Start;

internal static unsafe class StandardInput
{
    private const string Name = "<stdin>";

    public static Status Run(ThreadState* ts, RuntimeConfig config)
    {
        PyObject* globals = MainProgram.GlobalsBorrowed(ts);
        if (globals == null)
            return Status.Error;
        if (config.interactive != 0 || !Console.IsInputRedirected)
        {
            if (config.quiet == 0)
                PythonProgram.WriteError(Greeting(ts));
            return RunTyped(ts);
        }
        if (ProgramFile.Describe(ts, globals, Name) != Status.Ok)
            return Status.Error;
        return MainProgram.RunCodeSteal(ts, SourceCompiler.FromBytes(ts, ReadAll(), Name, ParseMode.Exec, 0, -1, fromFile: true));
    }

    /// <summary>-i, or PYTHONINSPECT set by the time the program has ended.</summary>
    public static bool WantsInspection(RuntimeConfig config) => config.inspect != 0 && (config.run_command is not null || config.run_module is not null || config.run_filename is not null);

    public static void Inspect(ThreadState* ts, ProgramOutcome outcome)
    {
        outcome.ExitCode = 0;
        outcome.IsInterrupted = false;
        if (RunTyped(ts) != Status.Ok)
            UncaughtException.Handle(ts, outcome);
    }

    private static string Greeting(ThreadState* ts)
    {
        PyObject* version = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "version");
        PyObject* platform = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "platform");
        return version == null || platform == null ? ""
            : $"Python {Obj.StrText(ts, version)} on {Obj.StrText(ts, platform)}\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n";
    }

    private static byte[] ReadAll()
    {
        using Stream input = Console.OpenStandardInput();
        using var all = new MemoryStream();
        input.CopyTo(all);
        return all.ToArray();
    }

    /// <summary>Reads, runs and reports statements until the input ends; SystemExit is left raised.</summary>
    private static Status RunTyped(ThreadState* ts)
    {
        if (Prompt(ts, "ps1", ">>> ") != Status.Ok || Prompt(ts, "ps2", "... ") != Status.Ok)
            return Status.Error;
        while (true)
        {
            bool ended;
            using Owned<PyObject> code = Own.Of(ts, ReadStatement(ts, &ended));
            if (ended)
            {
                PythonProgram.WriteError("\n");
                return Status.Ok;
            }
            if (!code.IsNull && MainProgram.RunCodeSteal(ts, Ref.New(code.Pointer)) == Status.Ok)
            {
                StandardStreams.Flush(ts);
                continue;
            }
            if (Err.Matches(ts, Exc.SystemExit))
                return Status.Error;
            Err.Print(ts);
            StandardStreams.Flush(ts);
        }
    }

    private static Status Prompt(ThreadState* ts, string name, string text)
    {
        if (PyDict.GetStringBorrowed(ts, ts->interp->sysdict, name) != null)
            return Status.Ok;
        using Owned<PyObject> prompt = Own.Of(ts, PyUnicode.FromString(ts, text));
        return prompt.IsNull ? Status.Error : PyDict.SetString(ts, ts->interp->sysdict, name, prompt.Pointer);
    }

    /// <summary>The code of one complete statement; null with an exception, or at the end of the input.</summary>
    private static PyObject* ReadStatement(ThreadState* ts, bool* ended)
    {
        string source = "";
        *ended = false;
        while (true)
        {
            using Owned<PyObject> line = Own.Of(ts, ReadLine(ts, source.Length == 0 ? "ps1" : "ps2"));
            if (line.IsNull)
            {
                if (!Err.ClearIf(ts, Exc.EOFError))
                    return null;
                if (source.Length == 0)
                {
                    *ended = true;
                    return null;
                }
                return Compile(ts, source, 0);
            }
            string text = PyUnicode.ToString(line.Pointer);
            bool blank = text.Trim().Length == 0;
            if (source.Length == 0 && (blank || text.TrimStart(' ', '\t', '\f').StartsWith('#')))
                continue;
            source += text + "\n";
            PyObject* code = Compile(ts, source, (int)(CompileFlags.PyCF_ALLOW_INCOMPLETE_INPUT | CompileFlags.PyCF_DONT_IMPLY_DEDENT));
            if (code != null && (blank || !IsCompound(source)))
                return code;
            if (code != null)
            {
                Ref.Dec(ts, code);
                continue;
            }
            if (!IsIncomplete(ts))
                return null;
            Err.Clear(ts);
        }
    }

    private static PyObject* Compile(ThreadState* ts, string source, int flags)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, source));
        PyObject* code = text.IsNull ? null : SourceCompiler.FromObject(ts, text.Pointer, Name, ParseMode.Single, flags, -1, "exec");
        if (code != null)
            InteractiveSources.Register(ts, code, source);
        return code;
    }

    /// <summary>Whether the statement, which compiles, may go on: only a blank line ends a compound statement (reference, "Interactive input").</summary>
    private static bool IsCompound(string source) =>
        Parser.Parse(source, Name, new ParseOptions { Mode = ParseMode.Single }) is Interactive
        {
            Body: [FunctionDef or AsyncFunctionDef or ClassDef or If or For or AsyncFor or While or With or AsyncWith or Try or TryStar or Match, ..],
        };

    private static bool IsIncomplete(ThreadState* ts) => ts->current_exception != null && PyType.Name(ts->current_exception->ob_type) == "_IncompleteInputError";

    /// <summary>A line, through builtins.input(), which knows terminals and sys.stdin.</summary>
    private static PyObject* ReadLine(ThreadState* ts, string promptName)
    {
        PyObject* prompt = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, promptName);
        PyObject* input = PyDict.GetStringBorrowed(ts, ts->interp->builtins, "input");
        if (input == null)
            return Err.Runtime(ts, "input() is missing");
        using Owned<PyObject> held = Own.Of(ts, Ref.New(input));
        using Owned<PyObject> text = Own.Of(ts, prompt == null ? PyUnicode.FromString(ts, "") : Obj.Str(ts, prompt));
        if (text.IsNull)
            return null;
        // input() shows its prompt on standard output when nobody types; that of statements always goes to standard error.
        if (Console.IsInputRedirected)
        {
            PythonProgram.WriteError(PyUnicode.ToString(text.Pointer));
            return Call.NoArgs(ts, held.Pointer);
        }
        return Call.OneArg(ts, held.Pointer, text.Pointer);
    }
}
