// Where sys hands over to other parts: the reports of exceptions, and the interactive loop.
namespace Vivarium.Stdlib.Sys;

internal static unsafe class SysReports
{
    /// <summary>Prints an exception with its traceback to sys.stderr.</summary>
    public static Status Display(ThreadState* ts, PyObject* value, PyObject* traceback)
    {
        Err.Display(ts, value, traceback);
        return Status.Ok;
    }

    /// <summary>Prints an UnraisableHookArgs to sys.stderr.</summary>
    public static Status DisplayUnraisable(ThreadState* ts, PyObject* unraisable) =>
        Display(ts, PyTuple.GetBorrowed(unraisable, 1), PyTuple.GetBorrowed(unraisable, 2));

    /// <summary>Runs statements from standard input until it ends.</summary>
    public static PyObject* RunInteractive(ThreadState* ts) => Err.Runtime(ts, "there is no interactive loop");
}
