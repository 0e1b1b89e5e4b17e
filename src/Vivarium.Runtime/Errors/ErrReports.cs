// Warnings that native code issues; the filters are consulted natively, so that those which are ignored cost little. See docs/internals/reports.md.
using Vivarium.Runtime.Errors.Warnings;

namespace Vivarium.Runtime.Errors;

internal static unsafe partial class Err
{
    /// <summary>Issues a warning, put down to the Python code that many frames up; Error when the filters turn it into an exception.</summary>
    public static Status Warn(ThreadState* ts, PyTypeObject* category, string message, nint stackLevel) => Warn(ts, category, message, stackLevel, null);

    /// <summary>The same about an object (a ResourceWarning): its allocation is shown if that was traced.</summary>
    public static Status Warn(ThreadState* ts, PyTypeObject* category, string message, nint stackLevel, PyObject* source)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, message));
        return text.IsNull ? Status.Error : WarningIssue.Warn(ts, (PyObject*)category, text.Pointer, stackLevel, source, null);
    }

    /// <summary>Issues a warning about a line of a file. The module may be null (derived from the file), the registry too.</summary>
    public static Status WarnExplicit(ThreadState* ts, PyTypeObject* category, string message, PyObject* filename, int line, PyObject* module, PyObject* registry)
    {
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, message));
        return text.IsNull ? Status.Error : WarningIssue.WarnExplicit(ts, (PyObject*)category, text.Pointer, filename, line, module, registry, null, null);
    }
}
