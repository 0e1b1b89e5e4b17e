// The module _lsprof: the profiler behind cProfile, a tool of sys.monitoring. See docs/internals/lsprof.md.
namespace Vivarium.Stdlib.Lsprof;

[PyModule("_lsprof", Types = [typeof(ProfilerType)], Doc = "Fast profiler")]
internal static unsafe partial class LsprofModule
{
    public static readonly PyTypeObject* Entry = StructSequence.Declare(
        "_lsprof.profiler_entry",
        null,
        6,
        [
            new("code", "code object or built-in function name"), new("callcount", "how many times this was called"),
            new("reccallcount", "how many times called recursively"), new("totaltime", "total time in this entry"),
            new("inlinetime", "inline time in this entry (not in subcalls)"), new("calls", "details of the calls"),
        ]);

    public static readonly PyTypeObject* SubEntry = StructSequence.Declare(
        "_lsprof.profiler_subentry",
        null,
        5,
        [
            new("code", "called code object or built-in function name"), new("callcount", "how many times this is called"),
            new("reccallcount", "how many times this is called recursively"), new("totaltime", "total time spent in this call"),
            new("inlinetime", "inline time (not in further subcalls)"),
        ]);

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) =>
        Modules.AddType(ts, module, Entry) == Status.Ok && Modules.AddType(ts, module, SubEntry) == Status.Ok ? Status.Ok : Status.Error;
}
