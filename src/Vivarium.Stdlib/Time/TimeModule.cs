// The module time. See docs/internals/time.md.
namespace Vivarium.Stdlib.Time;

[PyModule("time", Doc = "Clocks, and conversions between ways to say when.")]
internal static unsafe partial class TimeModule
{
    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => Modules.AddType(ts, module, StructTime.Type);
}
