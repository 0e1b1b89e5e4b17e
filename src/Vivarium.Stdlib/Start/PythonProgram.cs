// The life of a process that runs one Python program: an interpreter is made and started, the program runs, everything ends, and the exit code says how. See
// docs/internals/startup.md.
using System.Text;

namespace Vivarium.Stdlib.Start;

internal static unsafe class PythonProgram
{
    private const int LeakExitCode = 99;
    private const int FlushFailedExitCode = 120;
    private const int Interrupted = 2;
    private const ulong ComfortableStack = 8 * 1024 * 1024;
    private const int OwnStack = 16 * 1024 * 1024;

    /// <summary>Runs what the configuration names; the exit code of the process.</summary>
    public static int Run(RuntimeConfig config)
    {
        ProcessLocale.Coerce(config);
        if (NativeCalls.StackHolds(ComfortableStack))
            return RunHere(config);
        int result = 0;
        var thread = new Thread(() => result = RunHere(config), OwnStack);
        thread.Start();
        thread.Join();
        return result;
    }

    private static int RunHere(RuntimeConfig config)
    {
        StdlibTypes.Register();
        PyInterpreter? interpreter = PyInterpreter.Create(config);
        if (interpreter is null)
            return Fatal("the memory limit is too small for an interpreter");
        ThreadState* ts = interpreter.MainThread;
        ThreadStates.Attach(ts);
        var outcome = new ProgramOutcome();
        if (Startup.Run(ts, config) != Status.Ok)
        {
            UncaughtException.Handle(ts, outcome);
            outcome.ExitCode = 1;
        }
        else
        {
            MainProgram.Run(ts, config, outcome);
        }
        bool flushed = Finalization.Run(ts);
        if (!flushed)
            outcome.ExitCode = FlushFailedExitCode;
        interpreter.Dispose();
        if (config.heap_check && interpreter.LeakReport.Length > 0)
        {
            WriteError($"viv: {interpreter.LeakedBlocks} blocks are left in the heap\n{interpreter.LeakReport}\n");
            return LeakExitCode;
        }
        if (outcome.IsInterrupted)
            NativeCalls.DieOf(Interrupted);
        return outcome.ExitCode;
    }

    private static int Fatal(string message)
    {
        WriteError($"Fatal Python error: {message}\n");
        return 1;
    }

    internal static void WriteError(string text)
    {
        using Stream error = Console.OpenStandardError();
        error.Write(Encoding.UTF8.GetBytes(text));
    }
}

/// <summary>How a program ended.</summary>
internal sealed class ProgramOutcome
{
    public int ExitCode { get; set; }

    /// <summary>By an uncaught KeyboardInterrupt: the process then dies of SIGINT, so that shells see it.</summary>
    public bool IsInterrupted { get; set; }
}
