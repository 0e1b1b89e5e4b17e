// Runs Python source in a fresh interpreter with builtins and those native modules that its import lines name, and asserts that its heap is empty afterwards: how tests of the runtime are written.
using System.Text;
using System.Text.RegularExpressions;
using Vivarium.Compiler.Syntax;
using Vivarium.Runtime.Interpreter;
using Vivarium.Runtime.Layout;
using Vivarium.Runtime.Objects;
using Vivarium.Runtime.State;
using Vivarium.Stdlib.Builtins;
using Vivarium.Stdlib.Start;

namespace Vivarium.Runtime.Tests;

internal static unsafe class PythonRun
{
    private static readonly Regex s_import = new(@"^\s*(?:import|from)[ ]+([\w, ]+?)(?:[ ]+import.*)?$", RegexOptions.Multiline);

    /// <summary>Runs the source and returns repr() of what it bound to <c>result</c>; an uncaught exception gives "Type: text".</summary>
    public static string Result(string source, RuntimeConfig? config = null)
    {
        StdlibTypes.Register();
        string text = "";
        var interpreter = PyInterpreter.Create(config ?? new RuntimeConfig { use_hash_seed = true, heap_debug = true })!;
        var thread = new Thread(() => text = Run(interpreter, source), 16 * 1024 * 1024);
        thread.Start();
        thread.Join();
        Xunit.Assert.Equal("", interpreter.LeakReport);
        return text;
    }

    private static string Run(PyInterpreter interpreter, string source)
    {
        Vivarium.Runtime.State.ThreadState* ts = interpreter.MainThread;
        ThreadStates.Attach(ts);
        string text = Execute(ts, source);
        interpreter.Dispose();
        return text;
    }

    private static string Execute(Vivarium.Runtime.State.ThreadState* ts, string source)
    {
        if (CoreModules.Install(ts) != Errors.Status.Ok)
            return Describe(ts);
        foreach (System.Text.RegularExpressions.Match import in s_import.Matches(source))
        {
            foreach (string module in import.Groups[1].Value.Split(','))
            {
                if (PyDict.GetStringBorrowed(ts, ts->interp->modules, module.Trim()) == null && Vivarium.Stdlib.Imp.NativeModules.ImportBorrowed(ts, module.Trim()) == null)
                    return Describe(ts);
            }
        }
        PyObject* code = SourceCompiler.FromBytes(ts, Encoding.UTF8.GetBytes(source), "<test>", ParseMode.Exec, 0, 0);
        if (code == null)
            return Describe(ts);
        PyObject* globals = PyDict.New(ts);
        PyObject* name = PyUnicode.InternFromString(ts, "__main__");
        PyDict.SetString(ts, globals, "__name__", name);
        References.Ref.Dec(ts, name);
        PyObject* done = Evaluator.RunCode(ts, code, globals, globals);
        References.Ref.Dec(ts, code);
        string text;
        if (done == null)
        {
            text = Describe(ts);
        }
        else
        {
            References.Ref.Dec(ts, done);
            PyObject* result = PyDict.GetStringBorrowed(ts, globals, "result");
            text = result == null ? "" : Abstract.Obj.ReprText(ts, result);
        }
        PyDict.Clear(ts, globals);
        References.Ref.Dec(ts, globals);
        return text;
    }

    private static string Describe(Vivarium.Runtime.State.ThreadState* ts)
    {
        PyObject* exception = Errors.Err.Fetch(ts);
        PyObject* text = Abstract.Obj.Str(ts, exception);
        string result = $"{PyType.Name(exception->ob_type)}: {(text == null ? "?" : PyUnicode.ToString(text))}";
        References.Ref.XDec(ts, text);
        References.Ref.Dec(ts, exception);
        Errors.Err.Clear(ts);
        return result;
    }
}
