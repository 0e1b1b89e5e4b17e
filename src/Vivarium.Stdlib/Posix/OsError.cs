// Raising OSError from error numbers, with one or two file names; the class follows from the number. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe class OsError
{
    public const int EPERM = 1, ENOENT = 2, ESRCH = 3, EINTR = 4, E2BIG = 7, EBADF = 9, EAGAIN = 11, EACCES = 13, EFAULT = 14, ENOTDIR = 20, EINVAL = 22, ENOTTY = 25, ERANGE = 34, ENOSYS = 38,
        ENOTSUP = 95;

    /// <summary>Raises for the number; a handler's exception that interrupted the call stays. Returns null.</summary>
    public static PyObject* Raise(ThreadState* ts, int errno, PyObject* filename = null, PyObject* filename2 = null, PyTypeObject* type = null)
    {
        if (errno == EINTR && (Err.Occurred(ts) || Blocking.CheckSignals(ts) != Status.Ok))
            return null;
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, errno));
        using Owned<PyObject> text = Own.Of(ts, number.IsNull ? null : Text(ts, errno));
        if (text.IsNull)
            return null;
        PyObject** items = stackalloc PyObject*[5];
        items[0] = number.Pointer;
        items[1] = text.Pointer;
        items[2] = filename == null ? Py.None : filename;
        items[3] = PyLong.SmallInt(0);
        items[4] = filename2;
        using Owned<PyObject> args = Own.Of(ts, PyTuple.FromArray(ts, items, filename == null ? 2 : filename2 == null ? 3 : 5));
        if (args.IsNull)
            return null;
        using Owned<PyObject> exception = Own.Of(ts, Call.Object(ts, (PyObject*)(type == null ? Exc.OSError : type), args.Pointer, null));
        return exception.IsNull ? null : Err.SetObject(ts, exception.Pointer->ob_type, exception.Pointer);
    }

    /// <summary>Raises for the last call's errno.</summary>
    public static PyObject* RaiseLast(ThreadState* ts) => Raise(ts, Libc.Errno);

    /// <summary>Ok, or raises when the result is negative.</summary>
    public static Status Check(ThreadState* ts, long result, int errno, PyObject* filename = null, PyObject* filename2 = null)
    {
        if (result >= 0)
            return Status.Ok;
        Raise(ts, errno, filename, filename2);
        return Status.Error;
    }

    /// <summary>Ok, or raises for a last call that failed.</summary>
    public static Status CheckLast(ThreadState* ts, long result) => result >= 0 ? Status.Ok : Check(ts, result, Libc.Errno);

    /// <summary>The system's message for the number.</summary>
    public static PyObject* Text(ThreadState* ts, int errno) => PyUnicode.FromString(ts, Marshal.GetPInvokeErrorMessage(errno));
}
