// Exceptions that cannot propagate. See docs/internals/reports.md.
namespace Vivarium.Runtime.Errors;

internal static unsafe partial class Err
{
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
