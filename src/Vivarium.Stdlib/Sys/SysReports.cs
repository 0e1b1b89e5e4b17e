// Where sys hands over to other parts: the interactive loop.
namespace Vivarium.Stdlib.Sys;

internal static unsafe class SysReports
{
    /// <summary>Runs statements from standard input until it ends.</summary>
    public static PyObject* RunInteractive(ThreadState* ts) => Err.Runtime(ts, "there is no interactive loop");
}
