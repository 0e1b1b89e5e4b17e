// The exception held by the thread state: setting, fetching, matching, chaining (docs/internals/errors.md).
namespace Vivarium.Runtime.Errors;

internal static unsafe partial class Err
{
    /// <summary>Raises type(message), with the exception being handled as its context; returns null.</summary>
    public static PyObject* SetString(ThreadState* ts, PyTypeObject* type, string message) => throw new NotImplementedException();

    /// <summary>Raises type(value) (value may be a tuple of arguments or an instance, as in CPython's PyErr_SetObject); returns null.</summary>
    public static PyObject* SetObject(ThreadState* ts, PyTypeObject* type, PyObject* value) => throw new NotImplementedException();

    public static PyObject* SetNone(ThreadState* ts, PyTypeObject* type) => throw new NotImplementedException();

    /// <summary>Never allocates from the heap; returns null.</summary>
    public static PyObject* NoMemory(ThreadState* ts) => throw new NotImplementedException();

    public static void Clear(ThreadState* ts) => throw new NotImplementedException();

    /// <summary>Takes the exception out of the thread state (owned, or null).</summary>
    public static PyObject* Fetch(ThreadState* ts) => throw new NotImplementedException();

    /// <summary>Puts one back (takes over the reference; null clears), replacing what is there.</summary>
    public static void Restore(ThreadState* ts, PyObject* exception) => throw new NotImplementedException();

    /// <summary>Like Restore, but an exception already raised becomes the context of the new one.</summary>
    public static void ChainRestore(ThreadState* ts, PyObject* exception) => throw new NotImplementedException();

    /// <summary>Whether the raised exception is an instance of the type (or tuple of types).</summary>
    public static bool Matches(ThreadState* ts, PyTypeObject* type) => throw new NotImplementedException();

    /// <summary>except clause: exception instance or type against a type or tuple of types.</summary>
    public static bool GivenMatches(ThreadState* ts, PyObject* exceptionOrType, PyObject* typeOrTuple) => throw new NotImplementedException();

    /// <summary>Clears the exception if it matches.</summary>
    public static bool ClearIf(ThreadState* ts, PyTypeObject* type) => throw new NotImplementedException();

    /// <summary>sys.unraisablehook for an exception that cannot propagate; clears it. The object is borrowed and may be null.</summary>
    public static void WriteUnraisable(ThreadState* ts, string message, PyObject* o) => throw new NotImplementedException();

    /// <summary>OSError (or the subclass for the error number) from errno; the file name is borrowed and may be null.</summary>
    public static PyObject* FromErrno(ThreadState* ts, int errno, PyObject* filename) => throw new NotImplementedException();

    /// <summary>Issues a warning; Error when it was turned into an exception.</summary>
    public static Status Warn(ThreadState* ts, PyTypeObject* category, string message, nint stackLevel) => throw new NotImplementedException();

    /// <summary>AttributeError with name and obj set (for suggestions).</summary>
    public static PyObject* AttributeWithObject(ThreadState* ts, string message, PyObject* o, PyObject* name) => throw new NotImplementedException();

    /// <summary>NameError with name set.</summary>
    public static PyObject* NameNotDefined(ThreadState* ts, PyTypeObject* type, string message, PyObject* name) => throw new NotImplementedException();

    /// <summary>Converts a .NET exception caught at a border with the base library.</summary>
    public static PyObject* FromClr(ThreadState* ts, Exception exception) => throw new NotImplementedException();
}
