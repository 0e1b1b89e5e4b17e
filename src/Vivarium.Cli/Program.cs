// The `viv` command: python's command line and environment become a RuntimeConfig, which the runtime then runs.
// See docs/internals/cli.md.
using Vivarium.Runtime.State;
using Vivarium.Stdlib.Start;

namespace Vivarium.Cli;

internal static class Program
{
    private static int Main(string[] args)
    {
        RuntimeConfig config = new() { program_name = VersionText.Command, executable = Environment.ProcessPath ?? "" };
        IReadOnlyList<string> arguments = OwnArguments.Read(args, config);
        // As it was called, links unresolved, when it was called by a path.
        if (config.program_name.Contains('/', StringComparison.Ordinal))
            config.executable = Path.GetFullPath(config.program_name);
        CommandEnd? end = Configure(config, arguments, Environment.GetEnvironmentVariable);
        if (end is not null)
        {
            Write(1, end.Output);
            Write(2, end.Error);
            return end.ExitCode;
        }
        RuntimePaths.Complete(config, AppContext.BaseDirectory, Environment.GetEnvironmentVariable("VIVARIUM_STDLIB"));
        return PythonProgram.Run(config);
    }

    /// <summary>The whole way from arguments and variables to a configuration; a CommandEnd means there is nothing to run.</summary>
    internal static CommandEnd? Configure(RuntimeConfig config, IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        (CommandLine line, CommandEnd? end) = CommandLine.Parse(config, arguments);
        return end ?? ConfigEnvironment.Complete(config, line, variable);
    }

    // Straight to the stream: Console would set up encodings and readers that nothing else here needs.
    private static void Write(int descriptor, string text)
    {
        if (text.Length == 0)
            return;
        using Stream stream = descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError();
        stream.Write(OwnArguments.Encode(text));
    }
}
