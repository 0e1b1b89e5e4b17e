// What an interpreter is started with: PyConfig's fields in PyConfig's spelling, filled by the command line and the environment
// (src/Vivarium.Cli) or by a host, and only read by the runtime. Text that came from the operating system may hold lone surrogates:
// bytes that are not UTF-8, as in Python's surrogateescape. See docs/internals/cli.md.
namespace Vivarium.Runtime.State;

internal sealed class RuntimeConfig
{
    // From where: the environment counts, the command line is python's.
    public bool isolated;
    public bool use_environment = true;
    public bool parse_argv = true;
    public bool dev_mode;

    // What to run: at most one of the three; none of them means standard input.
    /// <summary>-c's text, with a newline appended as CPython does.</summary>
    public string? run_command;
    public string? run_module;
    /// <summary>The program's path made absolute; sys.argv[0] keeps what was typed.</summary>
    public string? run_filename;
    public bool skip_source_first_line;

    /// <summary>sys.argv, sys.orig_argv, sys.executable; program_name is argv[0], which error messages begin with.</summary>
    public List<string> argv = [];
    public List<string> orig_argv = [];
    public string program_name = "viv";
    public string executable = "";

    // sys.flags
    public int parser_debug;
    public int inspect;
    public int interactive;
    public int optimization_level;
    public bool write_bytecode = true;
    public bool user_site_directory = true;
    public bool site_import = true;
    public int verbose;
    public int bytes_warning;
    public int quiet;
    public bool safe_path;
    public bool warn_default_encoding;
    public int int_max_str_digits = 4300;

    // Warnings and -X, in the order sys.warnoptions and sys._xoptions show them (a null value stands for True).
    public List<string> warnoptions = [];
    public List<KeyValuePair<string, string?>> xoptions = [];

    // Hashes: use_hash_seed with seed 0 switches randomisation off; without it the seed is drawn at start.
    public bool use_hash_seed;
    public uint hash_seed;

    // Streams and text.
    public bool buffered_stdio = true;
    /// <summary>null leaves the choice to the locale (UTF-8 mode in the C and POSIX locales).</summary>
    public bool? utf8_mode;
    public string? stdio_encoding;
    public string? stdio_errors;
    public bool configure_c_stdio = true;
    public bool install_signal_handlers = true;

    // Import.
    public string? pycache_prefix;
    public string check_hash_pycs_mode = "default";
    public bool code_debug_ranges = true;
    public bool use_frozen_modules = true;
    /// <summary>0 off, 1 each first import, 2 also those already loaded.</summary>
    public int import_time;

    // Paths; RuntimePaths fills what is null.
    public string? home;
    public string platlibdir = "lib";
    public string? pythonpath_env;
    public string? prefix;
    public string? exec_prefix;
    public string? stdlib_dir;
    /// <summary>sys.path without its first entry for the program.</summary>
    public List<string>? module_search_paths;

    // Diagnostics.
    public bool faulthandler;
    public int tracemalloc;
    public bool malloc_stats;
    public bool show_ref_count;
    public int perf_profiling;
    public bool remote_debug = true;
    /// <summary>What os.cpu_count() answers; -1 leaves it to the system.</summary>
    public int cpu_count = -1;
    public bool thread_inherit_context;
    public bool context_aware_warnings;

    // Vivarium's own (VIVARIUM_* variables; see docs/internals/cli.md).
    /// <summary>Guard bytes and fill patterns around every block.</summary>
    public bool heap_debug;
    /// <summary>A collection at every Nth allocation of a tracked object; 0 leaves it to the thresholds.</summary>
    public int gc_stress;
    /// <summary>At exit, a live block left in the heap is an error: a report on stderr and exit code 99.</summary>
    public bool heap_check;
    /// <summary>Bytes the heap may take; 0 means no limit.</summary>
    public long heap_limit;

    /// <summary>sys.flags.hash_randomization</summary>
    public bool hash_randomization => !use_hash_seed || hash_seed != 0;
}
