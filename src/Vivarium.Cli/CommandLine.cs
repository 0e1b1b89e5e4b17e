// python's command line: options up to the program, then the program's own arguments. Messages and exit codes are CPython 3.14's.
// The walk knows no environment; ConfigEnvironment completes what it leaves open. See docs/internals/cli.md.
using Vivarium.Runtime.State;

namespace Vivarium.Cli;

/// <summary>The command ends here: what to print where, and the exit code.</summary>
internal sealed record CommandEnd(int ExitCode, string Output = "", string Error = "");

internal sealed class CommandLine
{
    private const string TakesArgument = "cmWX";
    private const string Short = "bBcdEhiImOPqRsStuvVWxX?";

    private readonly RuntimeConfig config;
    private readonly IReadOnlyList<string> arguments;
    private readonly List<string> warnings = [];
    private int index;
    private int versionAsked;

    private CommandLine(RuntimeConfig config, IReadOnlyList<string> arguments)
    {
        this.config = config;
        this.arguments = arguments;
    }

    /// <summary>The -W options, in order.</summary>
    internal IReadOnlyList<string> Warnings => warnings;

    /// <summary>-R was given: PYTHONHASHSEED does not count.</summary>
    internal bool RandomizeHashes { get; private set; }

    /// <summary>Fills `config` from the arguments after the program name; a CommandEnd means there is nothing to run.</summary>
    internal static (CommandLine Line, CommandEnd? End) Parse(RuntimeConfig config, IReadOnlyList<string> arguments)
    {
        var line = new CommandLine(config, arguments);
        config.orig_argv = [config.program_name, .. arguments];
        CommandEnd? end = line.Walk();
        if (end is null && line.versionAsked > 0)
            end = new CommandEnd(0, VersionText.Line(full: line.versionAsked >= 2) + "\n");
        return (line, end);
    }

    private CommandEnd? Walk()
    {
        while (index < arguments.Count)
        {
            string argument = arguments[index];
            if (argument.Length < 2 || argument[0] != '-')
                break;
            index++;
            if (argument == "--")
                break;
            CommandEnd? end = argument.StartsWith("--", StringComparison.Ordinal) ? Long(argument) : Cluster(argument, out bool last) ?? (last ? Finished : null);
            if (ReferenceEquals(end, Finished))
                return null;
            if (end is not null)
                return end;
        }
        TakeProgram();
        return null;
    }

    private static readonly CommandEnd Finished = new(0);

    private CommandEnd? Long(string argument)
    {
        switch (argument)
        {
            case "--help":
                return new CommandEnd(0, HelpText.Usage(config.program_name));
            case "--version":
                versionAsked++;
                return null;
            case "--help-env":
                return new CommandEnd(0, HelpText.Environment);
            case "--help-xoptions":
                return new CommandEnd(0, HelpText.XOptions);
            case "--help-all":
                return new CommandEnd(0, HelpText.All(config.program_name));
            case "--check-hash-based-pycs":
                if (index >= arguments.Count)
                    return UsageError("Argument expected for the --check-hash-based-pycs options");
                string mode = arguments[index++];
                if (mode is not ("always" or "default" or "never"))
                    return UsageError("--check-hash-based-pycs must be one of 'default', 'always', or 'never'");
                config.check_hash_pycs_mode = mode;
                return null;
            default:
                return UsageError($"Unknown option: {argument}");
        }
    }

    // One argument such as -Bsc; `last` tells that the options end with it (-c and -m).
    private CommandEnd? Cluster(string argument, out bool last)
    {
        last = false;
        for (int i = 1; i < argument.Length; i++)
        {
            char option = argument[i];
            if (!Short.Contains(option))
                return UsageError($"Unknown option: -{OneByte(option)}");
            if (!TakesArgument.Contains(option))
            {
                if (Flag(option) is { } end)
                    return end;
                continue;
            }
            string value;
            if (i + 1 < argument.Length)
                value = argument[(i + 1)..];
            else if (index < arguments.Count)
                value = arguments[index++];
            else
                return UsageError($"Argument expected for the -{option} option");
            last = Valued(option, value);
            return null;
        }
        return null;
    }

    // The reference prints the unknown letter's low byte; one above ASCII is no text by itself.
    private static char OneByte(char letter) => (letter & 0xff) < 0x80 ? (char)(letter & 0xff) : (char)(0xDC00 + (letter & 0xff));

    private CommandEnd? Flag(char option)
    {
        switch (option)
        {
            case 'b': config.bytes_warning++; break;
            case 'B': config.write_bytecode = false; break;
            case 'd': config.parser_debug = 1; break;
            case 'E': config.use_environment = false; break;
            case 'h' or '?': return new CommandEnd(0, HelpText.Usage(config.program_name));
            case 'i': config.inspect++; config.interactive++; break;
            case 'I':
                config.isolated = true;
                config.use_environment = false;
                config.user_site_directory = false;
                config.safe_path = true;
                break;
            case 'O': config.optimization_level++; break;
            case 'P': config.safe_path = true; break;
            case 'q': config.quiet++; break;
            case 'R': RandomizeHashes = true; break;
            case 's': config.user_site_directory = false; break;
            case 'S': config.site_import = false; break;
            case 'u': config.buffered_stdio = false; break;
            case 'v': config.verbose++; break;
            case 'V': versionAsked++; break;
            case 'x': config.skip_source_first_line = true; break;
            default: break; // -t has meant nothing since Python 3
        }
        return null;
    }

    // Returns true for the options that end the option list.
    private bool Valued(char option, string value)
    {
        switch (option)
        {
            case 'W':
                warnings.Add(value);
                return false;
            case 'X':
                AddXOption(value);
                return false;
            case 'c':
                config.run_command = value + "\n";
                break;
            default:
                config.run_module = value;
                break;
        }
        config.argv = ["-" + option, .. arguments.Skip(index)];
        return true;
    }

    private void AddXOption(string text)
    {
        int equals = text.IndexOf('=');
        config.xoptions.Add(equals < 0 ? new(text, null) : new(text[..equals], text[(equals + 1)..]));
    }

    private void TakeProgram()
    {
        config.argv = [.. arguments.Skip(index)];
        if (config.argv.Count == 0)
            config.argv.Add("");
        else if (config.argv[0] != "-")
            config.run_filename = Path.IsPathRooted(config.argv[0]) ? config.argv[0] : Path.Combine(Directory.GetCurrentDirectory(), config.argv[0]);
    }

    private CommandEnd UsageError(string message) =>
        new(2, Error: $"{message}\nusage: {config.program_name} {HelpText.Synopsis}\nTry `{VersionText.Command} -h' for more information.\n");
}
