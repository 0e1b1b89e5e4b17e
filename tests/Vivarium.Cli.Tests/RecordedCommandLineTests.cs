// Command lines and PYTHON* variables against what the reference made of them (tests/golden/cli/cases.json, recorded by
// tools/record-golden cli). See docs/internals/cli.md.
using System.Text.Json;
using Vivarium.Runtime.State;

namespace Vivarium.Cli.Tests;

public class RecordedCommandLineTests
{
    private static readonly JsonDocument Recorded = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("tests/golden/cli/cases.json")));

    public static TheoryData<int, string> Cases()
    {
        TheoryData<int, string> data = [];
        int number = 0;
        foreach (JsonElement entry in Recorded.RootElement.GetProperty("cases").EnumerateArray())
        {
            string variables = string.Join(' ', entry.GetProperty("env").EnumerateObject().Select(v => $"{v.Name}={v.Value.GetString()}"));
            data.Add(number++, (variables + " viv " + string.Join(' ', Arguments(entry))).Trim());
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void CommandLineIsUnderstoodAsByTheReference(int number, string commandLine)
    {
        JsonElement entry = Recorded.RootElement.GetProperty("cases")[number];
        RuntimeConfig config = new();
        JsonElement variables = entry.GetProperty("env");
        CommandEnd? end = Program.Configure(config, [.. Arguments(entry)], name => variables.TryGetProperty(name, out JsonElement v) ? v.GetString() : null);

        Assert.NotEmpty(commandLine);
        Assert.Equal(entry.GetProperty("exit").GetInt32(), end?.ExitCode ?? 0);
        if (end is not null)
        {
            string error = string.Concat(end.Error.Select(c => char.IsSurrogate(c) ? $"\\x{c & 0xff:x2}" : c.ToString()));
            Assert.Equal(entry.GetProperty("stderr").GetString(), error);
            return;
        }
        CompareWith(entry.GetProperty("config"), config);
    }

    private static IEnumerable<string> Arguments(JsonElement entry) => entry.GetProperty("args").EnumerateArray().Select(a => a.GetString()!);

    private static void CompareWith(JsonElement expected, RuntimeConfig config)
    {
        foreach (JsonProperty flag in expected.GetProperty("flags").EnumerateObject())
            Assert.Equal((flag.Name, flag.Value.GetInt32()), (flag.Name, FlagOf(config, flag.Name)));
        Assert.Equal(expected.GetProperty("warnoptions").EnumerateArray().Select(w => w.GetString()!), config.warnoptions);
        Dictionary<string, string?> xoptions = [];
        foreach ((string name, string? value) in config.xoptions)
            xoptions[name] = value;
        Assert.Equal(expected.GetProperty("xoptions").EnumerateObject().ToDictionary(x => x.Name, x => x.Value.ValueKind == JsonValueKind.True ? null : x.Value.GetString()), xoptions);
        Assert.Equal(expected.GetProperty("argv").EnumerateArray().Select(a => a.GetString()!), config.argv);
        Assert.Equal(expected.GetProperty("pycache_prefix").GetString(), config.pycache_prefix);
        Assert.Equal(expected.GetProperty("check_hash").GetString(), config.check_hash_pycs_mode);
        Assert.Equal(expected.GetProperty("unbuffered").GetBoolean(), !config.buffered_stdio);
        Assert.Equal("PROBE\n", config.run_command);
    }

    private static int FlagOf(RuntimeConfig config, string name) => name switch
    {
        "debug" => config.parser_debug,
        "inspect" => config.inspect,
        "interactive" => config.interactive,
        "optimize" => config.optimization_level,
        "dont_write_bytecode" => config.write_bytecode ? 0 : 1,
        "no_user_site" => config.user_site_directory ? 0 : 1,
        "no_site" => config.site_import ? 0 : 1,
        "ignore_environment" => config.use_environment ? 0 : 1,
        "verbose" => config.verbose,
        "bytes_warning" => config.bytes_warning,
        "quiet" => config.quiet,
        "hash_randomization" => config.hash_randomization ? 1 : 0,
        "isolated" => config.isolated ? 1 : 0,
        "dev_mode" => config.dev_mode ? 1 : 0,
        "warn_default_encoding" => config.warn_default_encoding ? 1 : 0,
        "safe_path" => config.safe_path ? 1 : 0,
        "int_max_str_digits" => config.int_max_str_digits,
        "thread_inherit_context" => config.thread_inherit_context ? 1 : 0,
        "context_aware_warnings" => config.context_aware_warnings ? 1 : 0,
        _ => throw new ArgumentException(name),
    };
}
