// Completes a configuration from PYTHON* variables and -X options, in the order in which CPython 3.14 reads and rejects them.
// A rejected value ends the command with CPython's "Fatal Python error" text and exit code 1. See docs/internals/cli.md.
using System.Globalization;
using Vivarium.Runtime.State;

namespace Vivarium.Cli;

internal sealed class ConfigEnvironment
{
    /// <summary>A value that stops the start; never seen outside of Complete.</summary>
    private sealed class Rejected(string message, string state) : Exception(message)
    {
        internal string State => state;
    }

    private readonly RuntimeConfig config;
    private readonly Func<string, string?> variable;

    private ConfigEnvironment(RuntimeConfig config, Func<string, string?> variable)
    {
        this.config = config;
        this.variable = variable;
    }

    /// <summary>Completes `config`; `variable` looks an environment variable up.</summary>
    internal static CommandEnd? Complete(RuntimeConfig config, CommandLine line, Func<string, string?> variable)
    {
        try
        {
            new ConfigEnvironment(config, variable).Read(line);
            return null;
        }
        catch (Rejected rejected)
        {
            return new CommandEnd(1, Error: $"Fatal Python error: {rejected.Message}\nPython runtime state: {rejected.State}\n\n");
        }
    }

    private void Read(CommandLine line)
    {
        ReadUtf8Mode();
        config.dev_mode = Variable("PYTHONDEVMODE") is not null || HasX("dev");
        ReadAllocator();
        ReadFlags();
        ReadPaths();
        ReadXOnly();
        ReadHashSeed(line.RandomizeHashes);
        ReadNumbers();
        ReadStdio();
        ReadWarnings(line.Warnings);
        ReadVivarium();
        if (config.dev_mode)
            config.faulthandler = true;
    }

    // A variable that is set to nothing counts as not set.
    private string? Variable(string name) => config.use_environment && variable(name) is { Length: > 0 } value ? value : null;

    private bool HasX(string name) => config.xoptions.Exists(option => option.Key == name);

    // The first of several options with one name counts, though sys._xoptions shows the last.
    private bool TryX(string name, out string? value)
    {
        int at = config.xoptions.FindIndex(option => option.Key == name);
        value = at < 0 ? null : config.xoptions[at].Value;
        return at >= 0;
    }

    private static Rejected Fatal(string function, string message, string state = "preinitialized") => new($"{function}: {message}", state);

    // Digits with an optional sign that fit an int, and nothing behind them.
    private static bool TryNumber(string? text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out number);

    // What follows `-X name=`: there, nothing stands for 0.
    private static string? OrZero(string? option) => option is "" ? "0" : option;

    // What is no number, or a negative one, counts as 1, and the command line's count is never lowered.
    private int Flag(string name, int current)
    {
        if (Variable(name) is not { } text)
            return current;
        int value = TryNumber(text, out int number) && number >= 0 ? number : 1;
        return Math.Max(current, value);
    }

    private void ReadUtf8Mode()
    {
        if (TryX("utf8", out string? option))
            config.utf8_mode = option switch { null or "1" => true, "0" => false, _ => throw Fatal("preconfig_init_utf8_mode", "invalid -X utf8 option value", "preinitializing") };
        else if (Variable("PYTHONUTF8") is { } text)
            config.utf8_mode = text switch { "1" => true, "0" => false, _ => throw Fatal("preconfig_init_utf8_mode", "invalid PYTHONUTF8 environment variable value", "preinitializing") };
    }

    private void ReadAllocator()
    {
        string? name = Variable("PYTHONMALLOC");
        if (name is not (null or "default" or "debug" or "pymalloc" or "pymalloc_debug" or "mimalloc" or "mimalloc_debug" or "malloc" or "malloc_debug"))
            throw Fatal("preconfig_init_allocator", "PYTHONMALLOC: unknown allocator", "preinitializing");
        if (name is not null && name.EndsWith("debug", StringComparison.Ordinal))
            config.heap_debug = true;
    }

    private void ReadFlags()
    {
        config.parser_debug = Math.Min(Flag("PYTHONDEBUG", config.parser_debug), 1);
        config.verbose = Flag("PYTHONVERBOSE", config.verbose);
        config.optimization_level = Flag("PYTHONOPTIMIZE", config.optimization_level);
        if (config.inspect == 0 && Variable("PYTHONINSPECT") is not null)
            config.inspect = 1;
        config.write_bytecode &= Flag("PYTHONDONTWRITEBYTECODE", 0) == 0;
        config.user_site_directory &= Flag("PYTHONNOUSERSITE", 0) == 0;
        config.buffered_stdio &= Flag("PYTHONUNBUFFERED", 0) == 0;
        config.safe_path |= Variable("PYTHONSAFEPATH") is not null;
        config.malloc_stats = Variable("PYTHONMALLOCSTATS") is not null;
        config.faulthandler = Variable("PYTHONFAULTHANDLER") is not null || HasX("faulthandler");
        config.code_debug_ranges = Variable("PYTHONNODEBUGRANGES") is null && !HasX("no_debug_ranges");
        config.warn_default_encoding = Variable("PYTHONWARNDEFAULTENCODING") is not null || HasX("warn_default_encoding");
        config.remote_debug = Variable("PYTHON_DISABLE_REMOTE_DEBUG") is null && !HasX("disable-remote-debug");
        config.show_ref_count = HasX("showrefcount");
    }

    private void ReadPaths()
    {
        config.home ??= Variable("PYTHONHOME");
        config.pythonpath_env ??= Variable("PYTHONPATH");
        config.platlibdir = Variable("PYTHONPLATLIBDIR") ?? config.platlibdir;
        if (Variable("PYTHONEXECUTABLE") is { } executable)
            config.executable = executable;
        config.pycache_prefix = TryX("pycache_prefix", out string? prefix) ? (string.IsNullOrEmpty(prefix) ? null : prefix) : Variable("PYTHONPYCACHEPREFIX");
    }

    private void ReadXOnly()
    {
        if (TryX("frozen_modules", out string? option))
            config.use_frozen_modules = option switch
            {
                null or "" or "on" => true,
                "off" => false,
                _ => throw new Rejected("bad value for option -X frozen_modules (expected \"on\" or \"off\")", "preinitialized"),
            };
        else if (Variable("PYTHON_FROZEN_MODULES") is { } text)
            config.use_frozen_modules = text switch
            {
                "on" => true,
                "off" => false,
                _ => throw new Rejected("bad value for PYTHON_FROZEN_MODULES (expected \"on\" or \"off\")", "preinitialized"),
            };
        if ((TryX("gil", out string? gil) ? gil ?? "" : Variable("PYTHON_GIL")) is { } wanted)
        {
            if (wanted == "0")
                throw Fatal("config_read_gil", "Disabling the GIL is not supported by this build");
            if (wanted != "1")
                throw Fatal("config_read_gil", "PYTHON_GIL / -X gil must be \"0\" or \"1\"");
        }
    }

    private void ReadHashSeed(bool randomize)
    {
        string? text = Variable("PYTHONHASHSEED");
        if (randomize || text is null or "random")
            return;
        if (!uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint seed))
            throw Fatal("config_init_hash_seed", "PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]");
        config.use_hash_seed = true;
        config.hash_seed = seed;
    }

    private void ReadNumbers()
    {
        ReadIntMaxStrDigits();
        ReadCpuCount();
        ReadTracemalloc();
        ReadImportTime();
        config.thread_inherit_context = Switch("thread_inherit_context", "PYTHON_THREAD_INHERIT_CONTEXT");
        config.context_aware_warnings = Switch("context_aware_warnings", "PYTHON_CONTEXT_AWARE_WARNINGS");
        if (HasX("perf") || Flag("PYTHONPERFSUPPORT", 0) == 1)
            config.perf_profiling = 1;
        if (HasX("perf_jit") || Flag("PYTHON_PERF_JIT_SUPPORT", 0) == 1)
            config.perf_profiling = 2;
    }

    private void ReadIntMaxStrDigits()
    {
        const string Function = "config_init_int_max_str_digits";
        const string Limit = "invalid limit; must be >= 640 or 0 for unlimited.";
        if (Variable("PYTHONINTMAXSTRDIGITS") is { } text)
            config.int_max_str_digits = Digits(text) ?? throw Fatal(Function, "PYTHONINTMAXSTRDIGITS: " + Limit);
        if (TryX("int_max_str_digits", out string? option))
            config.int_max_str_digits = Digits(OrZero(option)) ?? throw Fatal(Function, "-X int_max_str_digits: " + Limit);

        static int? Digits(string? text) => TryNumber(text, out int number) && (number == 0 || number >= 640) ? number : null;
    }

    private void ReadCpuCount()
    {
        string? text = TryX("cpu_count", out string? option) ? option ?? "" : Variable("PYTHON_CPU_COUNT");
        if (text is null or "default")
            return;
        if (!TryNumber(text, out int count) || count < 1)
            throw Fatal("config_init_cpu_count", "-X cpu_count=n option: n is missing or an invalid number, n must be greater than 0");
        config.cpu_count = count;
    }

    private void ReadTracemalloc()
    {
        const string Function = "config_init_tracemalloc";
        if (Variable("PYTHONTRACEMALLOC") is { } text)
            config.tracemalloc = TryNumber(text, out int frames) && frames >= 0 ? frames : throw Fatal(Function, "PYTHONTRACEMALLOC: invalid number of frames");
        if (TryX("tracemalloc", out string? option))
            config.tracemalloc = option is null ? 1 : TryNumber(OrZero(option), out int frames) && frames >= 0 ? frames : throw Fatal(Function, "-X tracemalloc=NFRAME: invalid number of frames");
    }

    private void ReadImportTime()
    {
        if (TryX("importtime", out string? option))
        {
            config.import_time = option switch
            {
                null or "" or "1" => 1,
                "0" => 0,
                "2" => 2,
                _ => throw Fatal("config_init_import_time", "-X importtime: values other than 1 and 2 are reserved for future use."),
            };
        }
        else if (Variable("PYTHONPROFILEIMPORTTIME") is { } text)
        {
            if (!TryNumber(text, out int number))
                number = 1;
            if (number is < 0 or > 2)
                throw Fatal("config_init_import_time", "PYTHONPROFILEIMPORTTIME: numeric values other than 1 and 2 are reserved for future use.");
            config.import_time = number;
        }
    }

    private bool Switch(string option, string name)
    {
        bool result = false;
        if (Variable(name) is { } text)
            result = text switch { "0" => false, "1" => true, _ => throw Fatal("config_init_" + option, $"{name}=N: N is missing or invalid") };
        if (TryX(option, out string? value))
            result = OrZero(value) switch { "0" => false, "1" => true, _ => throw Fatal("config_init_" + option, $"-X {option}=n: n is missing or invalid") };
        return result;
    }

    private void ReadStdio()
    {
        if (Variable("PYTHONIOENCODING") is not { } text)
            return;
        int colon = text.IndexOf(':');
        string encoding = colon < 0 ? text : text[..colon];
        string errors = colon < 0 ? "" : text[(colon + 1)..];
        config.stdio_encoding = encoding.Length == 0 ? null : encoding;
        config.stdio_errors = errors.Length != 0 ? errors : encoding.Length != 0 ? "strict" : null;
    }

    // Later wins, so the weakest come first; one that is there already keeps its place.
    private void ReadWarnings(IReadOnlyList<string> fromCommandLine)
    {
        if (config.dev_mode)
            AddWarning("default");
        foreach (string option in (Variable("PYTHONWARNINGS") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            AddWarning(option);
        foreach (string option in fromCommandLine)
            AddWarning(option);
        if (config.bytes_warning > 0)
            AddWarning(config.bytes_warning > 1 ? "error::BytesWarning" : "default::BytesWarning");
    }

    private void AddWarning(string option)
    {
        if (!config.warnoptions.Contains(option))
            config.warnoptions.Add(option);
    }

    // Vivarium's own switches do not depend on -E: they concern the heap, not the language.
    private void ReadVivarium()
    {
        config.heap_debug |= variable("VIVARIUM_HEAP_DEBUG") is { Length: > 0 } and not "0";
        config.heap_check = variable("VIVARIUM_HEAP_CHECK") is { Length: > 0 } and not "0";
        if (TryNumber(variable("VIVARIUM_GC_STRESS"), out int every) && every > 0)
            config.gc_stress = every;
        if (long.TryParse(variable("VIVARIUM_HEAP_LIMIT"), NumberStyles.None, CultureInfo.InvariantCulture, out long limit))
            config.heap_limit = limit;
    }
}
