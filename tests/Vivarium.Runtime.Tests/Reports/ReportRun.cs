// Runs a program that ends in an exception, in an interpreter with sys and builtins, and returns what was written to sys.stderr. The heap must be empty afterwards.
using System.Text;
using Vivarium.Compiler.Syntax;
using Vivarium.Runtime.Errors;
using Vivarium.Runtime.Errors.Reports;
using Vivarium.Runtime.Interpreter;
using Vivarium.Runtime.Layout;
using Vivarium.Runtime.Objects;
using Vivarium.Runtime.References;
using Vivarium.Runtime.State;
using Vivarium.Stdlib.Builtins;
using Vivarium.Stdlib.Start;

namespace Vivarium.Runtime.Tests;

internal static unsafe class ReportRun
{
    private const string Prelude = """
        import sys
        class Stream:
            def __init__(self): self.pieces = []
            def write(self, text): self.pieces.append(text)
            def flush(self): pass
        sys.stderr = sys.__stderr__ = Stream()
        """;

    /// <summary>What the program writes; file: its path, or "&lt;string&gt;" for a command.</summary>
    public static string Text(string source, string file, bool colors = false)
    {
        StdlibTypes.Register();
        string text = "";
        var interpreter = PyInterpreter.Create(new RuntimeConfig { use_hash_seed = true, heap_debug = true })!;
        var thread = new Thread(() => text = Run(interpreter, source, file, colors), 16 * 1024 * 1024);
        thread.Start();
        thread.Join();
        Xunit.Assert.Equal("", interpreter.LeakReport);
        return text;
    }

    private static string Run(PyInterpreter interpreter, string source, string file, bool colors)
    {
        Vivarium.Runtime.State.ThreadState* ts = interpreter.MainThread;
        ThreadStates.Attach(ts);
        Xunit.Assert.Equal(Status.Ok, CoreModules.Install(ts));
        PyObject* main = Objects.Modules.New(ts, "__main__");
        PyDict.SetString(ts, ts->interp->modules, "__main__", main);
        Ref.Dec(ts, main);
        PyObject* prelude = Execute(ts, Prelude, "<prelude>", main);
        Ref.Dec(ts, prelude);
        PyDict.Clear(ts, Objects.Modules.DictBorrowed(main));
        PyObject* name = PyUnicode.InternFromString(ts, "__main__");
        PyDict.SetString(ts, Objects.Modules.DictBorrowed(main), "__name__", name);
        Ref.Dec(ts, name);
        PyObject* done = Execute(ts, source, file, main);
        string text = "";
        if (done != null)
            Ref.Dec(ts, done);
        else if (colors)
            text = Colored(ts);
        else
            Err.Print(ts);
        text = Written(ts) + text;
        interpreter.Dispose();
        return text;
    }

    private static PyObject* Execute(Vivarium.Runtime.State.ThreadState* ts, string source, string file, PyObject* main)
    {
        bool command = file == "<string>";
        PyObject* code = SourceCompiler.FromBytes(ts, Encoding.UTF8.GetBytes(source), file, ParseMode.Exec, 0, 0, fromFile: !command);
        if (code == null)
            return null;
        if (command)
            InteractiveSources.Register(ts, code, source);
        PyObject* globals = Objects.Modules.DictBorrowed(main);
        PyObject* done = Evaluator.RunCode(ts, code, globals, globals);
        Ref.Dec(ts, code);
        return done;
    }

    private static string Colored(Vivarium.Runtime.State.ThreadState* ts)
    {
        PyObject* exception = Err.Fetch(ts);
        string text = ExceptionPrinter.Format(ts, exception, ReportColors.Default);
        Ref.Dec(ts, exception);
        return text;
    }

    /// <summary>The pieces that the stream got, encoded as standard error encodes them.</summary>
    private static string Written(Vivarium.Runtime.State.ThreadState* ts)
    {
        PyObject* stream = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "__stderr__");
        PyObject* pieces = Abstract.Obj.GetAttr(ts, stream, "pieces");
        var text = new StringBuilder();
        for (nint i = 0; i < PyList.Size(pieces); i++)
            text.Append(PyUnicode.ToString(PyList.GetBorrowed(pieces, i)));
        Ref.Dec(ts, pieces);
        return ReportStream.EscapeSurrogates(text.ToString());
    }
}
