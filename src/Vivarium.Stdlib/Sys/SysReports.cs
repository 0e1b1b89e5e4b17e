// Where sys hands over to other parts: reports of exceptions that could not be raised, and the interactive loop.
namespace Vivarium.Stdlib.Sys;

internal static unsafe class SysReports
{
    /// <summary>Prints an UnraisableHookArgs to sys.stderr.</summary>
    public static void DisplayUnraisable(ThreadState* ts, PyObject* unraisable)
    {
        PyObject* message = PyTuple.GetBorrowed(unraisable, 3);
        PyObject* subject = PyTuple.GetBorrowed(unraisable, 4);
        string text = message != Py.None ? Obj.StrText(ts, message) : subject != Py.None ? "Exception ignored in" : "";
        string about = subject == Py.None ? "" : " " + Obj.ReprText(ts, subject);
        if (text.Length + about.Length > 0)
            Err.WriteReport(ts, $"{text}{about}:\n");
        Err.Display(ts, PyTuple.GetBorrowed(unraisable, 1), PyTuple.GetBorrowed(unraisable, 2));
    }

    /// <summary>Runs statements from standard input until it ends.</summary>
    public static PyObject* RunInteractive(ThreadState* ts) => Err.Runtime(ts, "there is no interactive loop");
}
