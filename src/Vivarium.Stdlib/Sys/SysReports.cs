// Where sys hands over to other parts: the reports of exceptions, and the interactive loop.
namespace Vivarium.Stdlib.Sys;

internal static unsafe class SysReports
{
    /// <summary>Prints an exception with its traceback to sys.stderr.</summary>
    public static Status Display(ThreadState* ts, PyObject* value, PyObject* traceback)
    {
        PyObject* error = SysModule.Member(ts, Id.stderr);
        using Owned<PyObject> file = Own.Of(ts, error);
        if (error == null || error == Py.None)
            return Status.Ok;
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, $"{PyType.NameOf(value)}: {Obj.ReprText(ts, value)}\n"));
        if (text.IsNull)
            return Status.Error;
        PyObject* result = Call.Method(ts, error, Id.write, text.Pointer);
        Ref.XDec(ts, result);
        return result == null ? Status.Error : Status.Ok;
    }

    /// <summary>Prints an UnraisableHookArgs to sys.stderr.</summary>
    public static Status DisplayUnraisable(ThreadState* ts, PyObject* unraisable) =>
        Display(ts, PyTuple.GetBorrowed(unraisable, 1), PyTuple.GetBorrowed(unraisable, 2));

    /// <summary>Runs statements from standard input until it ends.</summary>
    public static PyObject* RunInteractive(ThreadState* ts) => Err.Runtime(ts, "there is no interactive loop");
}
