// File descriptors as arguments: plain ones, objects with fileno(), and directories that paths are relative to. See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix;

internal static unsafe class Fds
{
    /// <summary>AT_FDCWD: relative to the current directory.</summary>
    public const int Cwd = -100;

    /// <summary>A path argument that is an integer.</summary>
    public static Status FromIndex(ThreadState* ts, PyObject* o, out int fd)
    {
        fd = -1;
        if (WarnIfBool(ts, o) != Status.Ok)
            return Status.Error;
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return Status.Error;
        int overflow;
        long value = PyLong.AsInt64AndOverflow(ts, number.Pointer, &overflow);
        if (overflow > 0 || value > int.MaxValue)
            return Raise(ts, "fd is greater than maximum");
        if (overflow < 0 || value < int.MinValue)
            return Raise(ts, "fd is less than minimum");
        fd = (int)value;
        return Status.Ok;
    }

    private static Status Raise(ThreadState* ts, string message)
    {
        Err.Overflow(ts, message);
        return Status.Error;
    }

    private static Status WarnIfBool(ThreadState* ts, PyObject* o) =>
        o->ob_type == BoolType.Type ? Err.Warn(ts, Exc.RuntimeWarning, "bool is used as a file descriptor", 1) : Status.Ok;

    /// <summary>dir_fd: None for the current directory.</summary>
    public static Status DirFd(ThreadState* ts, PyObject* o, out int fd)
    {
        fd = Cwd;
        if (o == Py.None)
            return Status.Ok;
        return Num.HasIndex(o) ? FromIndex(ts, o, out fd) : Err.TypeStatus(ts, $"argument should be integer or None, not {PyType.NameOf(o)}");
    }

    /// <summary>A descriptor, or an object with fileno().</summary>
    public static Status FileNo(ThreadState* ts, PyObject* o, out int fd)
    {
        fd = -1;
        PyObject* number;
        if (PyLong.Check(o))
        {
            if (WarnIfBool(ts, o) != Status.Ok)
                return Status.Error;
            number = Ref.New(o);
        }
        else
        {
            PyObject* method;
            Lookup found = Obj.LookupAttr(ts, o, Id.fileno, &method);
            if (found == Lookup.Missing)
                return Err.TypeStatus(ts, "argument must be an int, or have a fileno() method.");
            if (found == Lookup.Error)
                return Status.Error;
            number = Call.NoArgs(ts, method);
            Ref.Dec(ts, method);
            if (number != null && !PyLong.Check(number))
            {
                Ref.Dec(ts, number);
                return Err.TypeStatus(ts, "fileno() returned a non-integer");
            }
        }
        if (number == null)
            return Status.Error;
        fd = PyLong.AsInt32(ts, number);
        Ref.Dec(ts, number);
        if (fd == -1 && Err.Occurred(ts))
            return Status.Error;
        return fd >= 0 ? Status.Ok : Err.ValueStatus(ts, $"file descriptor cannot be a negative integer ({fd})");
    }
}
