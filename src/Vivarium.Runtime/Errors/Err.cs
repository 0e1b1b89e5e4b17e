// Raising and inspecting exceptions. Raisers return null (as PyObject*) so that slow paths read `return Err.Type(ts, $"…");`. See docs/internals/errors.md.
namespace Vivarium.Runtime.Errors;

internal static unsafe partial class Err
{
    /// <summary>Whether the thread state holds an exception.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Occurred(ThreadState* ts) => ts->current_exception != null;

    public static PyObject* Type(ThreadState* ts, string message) => SetString(ts, Exc.TypeError, message);
    public static PyObject* Value(ThreadState* ts, string message) => SetString(ts, Exc.ValueError, message);
    public static PyObject* Index(ThreadState* ts, string message) => SetString(ts, Exc.IndexError, message);
    public static PyObject* Overflow(ThreadState* ts, string message) => SetString(ts, Exc.OverflowError, message);
    public static PyObject* Runtime(ThreadState* ts, string message) => SetString(ts, Exc.RuntimeError, message);
    public static PyObject* System(ThreadState* ts, string message) => SetString(ts, Exc.SystemError, message);
    public static PyObject* Attribute(ThreadState* ts, string message) => SetString(ts, Exc.AttributeError, message);
    public static PyObject* Import(ThreadState* ts, string message) => SetString(ts, Exc.ImportError, message);
    public static PyObject* ZeroDivision(ThreadState* ts, string message) => SetString(ts, Exc.ZeroDivisionError, message);

    /// <summary>KeyError whose argument is the key itself, also if that is a tuple, None or an exception.</summary>
    public static PyObject* Key(ThreadState* ts, PyObject* key)
    {
        PyObject* args = PyTuple.Pack(ts, key);
        if (args != null)
        {
            SetObject(ts, Exc.KeyError, args);
            Ref.Dec(ts, args);
        }
        return null;
    }

    /// <summary>The same raisers for functions that return a status.</summary>
    public static Status TypeStatus(ThreadState* ts, string message)
    {
        Type(ts, message);
        return Status.Error;
    }

    public static Status ValueStatus(ThreadState* ts, string message)
    {
        Value(ts, message);
        return Status.Error;
    }

    /// <summary>"bad argument type for built-in operation": an internal call with the wrong type.</summary>
    public static PyObject* BadInternalCall(ThreadState* ts, [CallerMemberName] string where = "") =>
        SetString(ts, Exc.SystemError, $"bad argument to internal function {where}");
}
