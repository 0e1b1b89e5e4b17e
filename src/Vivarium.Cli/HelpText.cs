// The texts of -h, --help-env and --help-xoptions: python's options, in our own words. See docs/internals/cli.md.
namespace Vivarium.Cli;

internal static class HelpText
{
    internal const string Synopsis = "[option] ... [-c cmd | -m mod | file | -] [arg] ...";

    internal static string Usage(string program) => $"usage: {program} {Synopsis}\n{Options}";

    internal static string All(string program) => $"{Usage(program)}\n{Environment}\n{XOptions}";

    private const string Options = """
        Options, with the environment variable that does the same:
        -b     : warn when bytes meet str in str() or in a comparison (-bb: raise)
        -B     : write no .pyc files            (PYTHONDONTWRITEBYTECODE=x)
        -c cmd : run this text; what follows are its arguments
        -d     : parser debugging; accepted, no output   (PYTHONDEBUG=x)
        -E     : take nothing from PYTHON* variables
        -h     : print this help and exit       (also -?, --help)
        -i     : stay interactive after the program      (PYTHONINSPECT=x)
        -I     : isolated from the user's environment: -E, -P and -s in one
        -m mod : run a library module as the program; what follows are its arguments
        -O     : leave out assert statements and what __debug__ guards (PYTHONOPTIMIZE=x)
        -OO    : like -O, and leave out docstrings
        -P     : do not put the program's folder on sys.path   (PYTHONSAFEPATH)
        -q     : no version line at an interactive start
        -s     : leave the user's site folder out        (PYTHONNOUSERSITE=x)
        -S     : do not import site at the start
        -u     : do not buffer standard output and error (PYTHONUNBUFFERED=x)
        -v     : tell about each import; more with -vv   (PYTHONVERBOSE=x)
        -V     : print the version and exit (also --version); more with -VV
        -W arg : what becomes of warnings: action:message:category:module:lineno
                 (PYTHONWARNINGS=arg,...)
        -x     : skip the first line of the program
        -X opt : an option of this implementation, see --help-xoptions
        --check-hash-based-pycs always|default|never:
                 when a .pyc that names its source by hash is compared with it
        --help-env      : print help about environment variables and exit
        --help-xoptions : print help about -X options and exit
        --help-all      : print all of the help and exit

        Arguments:
        file   : the program: a .py file, a folder or zip file with a __main__.py
        -      : read the program from standard input (the default)
        arg ...: what the program finds in sys.argv[1:]

        """;

    internal const string Environment = """
        Variables that change how programs run:
        PYTHONPATH          : folders, separated by ':', that come first on sys.path
        PYTHONHOME          : where lib/python3.14 is looked for
        PYTHONPLATLIBDIR    : another name for the 'lib' in it
        PYTHONSTARTUP       : a file to run before an interactive session
        PYTHONHASHSEED      : 'random', or the number that seeds the hashes of str and bytes
        PYTHONIOENCODING    : encoding[:errors] of the standard streams
        PYTHONBREAKPOINT    : what breakpoint() calls; 0 makes it do nothing
        PYTHONUSERBASE      : the folder of the user's site packages
        PYTHON_COLORS       : 1 colours messages, 0 does not
        PYTHONMALLOC        : a name ending in 'debug' switches the heap's debug mode on

        Variables with an option that does the same (see -h and --help-xoptions):
        PYTHON_CONTEXT_AWARE_WARNINGS PYTHON_CPU_COUNT PYTHONDEBUG PYTHONDEVMODE
        PYTHONDONTWRITEBYTECODE PYTHONFAULTHANDLER PYTHON_FROZEN_MODULES PYTHONINSPECT
        PYTHONINTMAXSTRDIGITS PYTHONNODEBUGRANGES PYTHONNOUSERSITE PYTHONOPTIMIZE
        PYTHONPROFILEIMPORTTIME PYTHONPYCACHEPREFIX PYTHONSAFEPATH
        PYTHON_THREAD_INHERIT_CONTEXT PYTHONTRACEMALLOC PYTHONUNBUFFERED PYTHONUTF8
        PYTHONVERBOSE PYTHONWARNDEFAULTENCODING PYTHONWARNINGS

        Vivarium's own:
        VIVARIUM_STDLIB     : the folder of the standard library to use
        VIVARIUM_HEAP_LIMIT : bytes the program's heap may take; beyond them, MemoryError
        VIVARIUM_HEAP_DEBUG : 1 puts guard bytes around every block and checks them
        VIVARIUM_HEAP_CHECK : 1 makes a block that is still live at exit an error (code 99)
        VIVARIUM_GC_STRESS  : N runs the cycle collector at every Nth allocation

        """;

    internal const string XOptions = """
        -X context_aware_warnings=0|1 : warning filters belong to the context
        -X cpu_count=N                : what os.cpu_count() answers ('default': the system's number)
        -X dev                        : development mode: more checks and warnings
        -X disable-remote-debug       : no remote debugging
        -X faulthandler               : print tracebacks at fatal errors
        -X frozen_modules=on|off      : accepted; there are no frozen library modules
        -X importtime[=2]             : print how long each import takes
        -X int_max_str_digits=N       : digits of an int that may be converted from or to text (0: any)
        -X no_debug_ranges            : compile without column positions
        -X perf, -X perf_jit          : accepted
        -X pycache_prefix=PATH        : keep .pyc files in a tree of their own
        -X showrefcount               : accepted; concerns debug builds only
        -X thread_inherit_context=0|1 : new threads begin with their creator's context
        -X tracemalloc[=N]            : trace allocations, N frames deep
        -X utf8[=0|1]                 : UTF-8 for files and streams whatever the locale says
        -X warn_default_encoding      : warn where text is opened without an encoding

        """;
}
