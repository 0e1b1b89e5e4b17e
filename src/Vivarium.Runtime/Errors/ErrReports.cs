// Warnings, and exceptions that cannot propagate. See docs/internals/errors.md.
namespace Vivarium.Runtime.Errors;

internal static unsafe partial class Err
{
    /// <summary>Issues a warning through the warnings module, once that is imported; Error when it was turned into an exception.</summary>
    public static Status Warn(ThreadState* ts, PyTypeObject* category, string message, nint stackLevel)
    {
        PyObject* modules = ts->interp->modules;
        PyObject* warnings = modules == null ? null : PyDict.GetStringBorrowed(ts, modules, "warnings");
        if (warnings == null)
            return Occurred(ts) ? Status.Error : Status.Ok;
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, message));
        using Owned<PyObject> warn = Own.Of(ts, Obj.GetAttr(ts, warnings, "warn"));
        using Owned<PyObject> level = Own.Of(ts, PyLong.FromNInt(ts, stackLevel));
        if (text.IsNull || warn.IsNull || level.IsNull)
            return Status.Error;
        PyObject* result = Call.ThreeArgs(ts, warn.Pointer, text.Pointer, (PyObject*)category, level.Pointer);
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }

    /// <summary>Reports the raised exception, which cannot propagate, and clears it. The object is borrowed and may be null.</summary>
    public static void WriteUnraisable(ThreadState* ts, string message, PyObject* o)
    {
        using Owned<PyObject> exception = Own.Of(ts, Fetch(ts));
        if (exception.IsNull)
            return;
        string subject = o == null ? "" : $" {Obj.ReprText(ts, o)}";
        string text = Obj.ReprText(ts, exception.Pointer);
        Console.Error.WriteLine($"{message}{subject}: {text}");
        Clear(ts);
    }
}
