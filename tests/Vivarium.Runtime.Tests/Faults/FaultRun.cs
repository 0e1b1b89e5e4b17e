// Runs Python source with one allocation of its heap made to fail: compiling and running may then end in MemoryError or go on without, but the heap must be empty afterwards
// and no .NET exception may come out. See docs/internals/testing.md.
using System.Text;
using Vivarium.Compiler.Syntax;
using Vivarium.Runtime.Abstract;
using Vivarium.Runtime.Errors;
using Vivarium.Runtime.Interpreter;
using Vivarium.Runtime.Layout;
using Vivarium.Runtime.Objects;
using Vivarium.Runtime.References;
using Vivarium.Runtime.State;
using Vivarium.Stdlib.Builtins;
using Vivarium.Stdlib.Imp;
using Vivarium.Stdlib.Start;
using ThreadState = Vivarium.Runtime.State.ThreadState;

namespace Vivarium.Runtime.Tests.Faults;

/// <summary>What became of a run: the value of <c>result</c> or the exception, the allocations made, the blocks left, and what should not have come out.</summary>
internal sealed record FaultOutcome(string Text, long Allocations, string Leak, string Crash)
{
    /// <summary>"" when the run kept the rules.</summary>
    public string Fault => Crash != "" ? "crash: " + Crash : Leak != "" ? "leak: " + Leak : Text.StartsWith("SystemError", StringComparison.Ordinal) ? Text : "";
}

internal static unsafe class FaultRun
{
    /// <summary>
    /// Fails the <paramref name="nth"/> allocation, and with <paramref name="sticky"/> all after it until the program ends; 0 fails none. Counted from the compiler on,
    /// or with <paramref name="fromStart"/> from the making of builtins and the modules.
    /// </summary>
    public static FaultOutcome Run(string source, IReadOnlyList<string> modules, long nth, bool sticky = false, bool fromStart = false)
    {
        StdlibTypes.Register();
        FaultOutcome? outcome = null;
        var interpreter = PyInterpreter.Create(new RuntimeConfig { use_hash_seed = true, heap_debug = true })!;
        var thread = new Thread(() => outcome = OnThread(interpreter, source, modules, nth, sticky, fromStart), 16 * 1024 * 1024);
        thread.Start();
        thread.Join();
        return outcome!;
    }

    private static FaultOutcome OnThread(PyInterpreter interpreter, string source, IReadOnlyList<string> modules, long nth, bool sticky, bool fromStart)
    {
        ThreadState* ts = interpreter.MainThread;
        ThreadStates.Attach(ts);
        long allocations = 0;
        try
        {
            if (fromStart)
                ts->interp->heap->FailAllocation(nth, sticky);
            bool installed = CoreModules.Install(ts) == Status.Ok && modules.All(module => IsInstalled(ts, module));
            if (!fromStart)
                ts->interp->heap->FailAllocation(nth, sticky);
            string text = installed ? Execute(ts, source) : Describe(ts);
            allocations = ts->interp->heap->CountedAllocations;
            ts->interp->heap->StopFailing();
            interpreter.Dispose();
            return new FaultOutcome(text, allocations, interpreter.LeakReport, "");
        }
        catch (Exception e)
        {
            return new FaultOutcome("", allocations, "", e.GetType().Name + ": " + e.Message + Where(e));
        }
    }

    private static bool IsInstalled(ThreadState* ts, string module) =>
        PyDict.GetStringBorrowed(ts, ts->interp->modules, module) != null || NativeModules.ImportBorrowed(ts, module) != null;

    private static string Where(Exception e) => string.Join("", (e.StackTrace ?? "").Split('\n').Take(6).Select(line => "\n  " + line.Trim()));

    private static string Execute(ThreadState* ts, string source)
    {
        using Owned<PyObject> code = Own.Of(ts, SourceCompiler.FromBytes(ts, Encoding.UTF8.GetBytes(source), "<test>", ParseMode.Exec, 0, 0));
        using Owned<PyObject> globals = Own.Of(ts, code.IsNull ? null : PyDict.New(ts));
        using Owned<PyObject> name = Own.Of(ts, globals.IsNull ? null : PyUnicode.InternFromString(ts, "__main__"));
        if (name.IsNull || PyDict.SetString(ts, globals.Pointer, "__name__", name.Pointer) != Status.Ok)
            return Describe(ts);
        PyObject* done = Evaluator.RunCode(ts, code.Pointer, globals.Pointer, globals.Pointer);
        ts->interp->heap->StopFailing();
        string text = done == null ? Describe(ts) : "";
        if (done != null && Err.Occurred(ts))
            text = "SystemError: a result with an exception set";
        Ref.XDec(ts, done);
        PyObject* result = text != "" ? null : PyDict.GetStringBorrowed(ts, globals.Pointer, "result");
        if (result != null)
            text = Obj.ReprText(ts, result);
        Err.Clear(ts);
        PyDict.Clear(ts, globals.Pointer);
        return text;
    }

    private static string Describe(ThreadState* ts)
    {
        ts->interp->heap->StopFailing();
        PyObject* exception = Err.Fetch(ts);
        if (exception == null)
            return "SystemError: no result and no exception";
        using Owned<PyObject> held = Own.Of(ts, exception);
        using Owned<PyObject> text = Own.Of(ts, Obj.Str(ts, exception));
        Err.Clear(ts);
        return $"{PyType.Name(exception->ob_type)}: {(text.IsNull ? "?" : PyUnicode.ToString(text.Pointer))}";
    }
}
