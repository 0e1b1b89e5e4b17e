// The module fcntl: control of descriptors and devices, and locks on files. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Fcntl;

[PyModule("fcntl", Doc = "Control of file descriptors and devices, and locks on files.\n\nA descriptor is an int or an object with a fileno() method.")]
internal static unsafe partial class FcntlModule
{
    /// <summary>Arguments up to this size are copied: what the call writes comes back as a new object.</summary>
    private const int MostCopied = 1024;

    private const int LockSh = 1, LockEx = 2, LockNb = 4, LockUn = 8, SetLk = 6, SetLkw = 7;

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => ModuleNumbers.Add(ts, module, FcntlConstants.Numbers);

    /// <summary>fcntl(2) with a number or an address, ioctl(2) with an address: what Call below calls.</summary>
    private enum Function
    {
        Fcntl,
        Ioctl,
    }

    [PyFunction("($module, fd, cmd, arg=0, /)", Doc = "Perform an operation on a descriptor.\n\narg is an int, or bytes or a str that the system reads and may write: the result is then bytes.")]
    private static PyObject* fcntl(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, int cmd, PyObject* arg = null)
    {
        if (Audit.RaiseNumbers(ts, "fcntl.fcntl", [fd, cmd], arg == null ? Py.None : arg) != Status.Ok)
            return null;
        if (arg == null || Num.HasIndex(arg))
        {
            uint number = 0;
            return arg != null && ModuleNumbers.Bits32(ts, arg, out number) != Status.Ok ? null : Number(ts, fd, Function.Fcntl, (nuint)cmd, (nint)number);
        }
        return Copied(ts, "fcntl", fd, Function.Fcntl, (nuint)cmd, arg);
    }

    [PyFunction("($module, fd, request, arg=0, mutate_flag=True, /)",
        Doc = "Perform an operation on a device.\n\nA writable buffer as arg is changed in place unless mutate_flag is false, and the result is the system's int;\nbytes and str are copied, and the result is bytes.")]
    private static PyObject* ioctl(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd,
        [Converter(nameof(ModuleNumbers.Bits32), In = typeof(ModuleNumbers))] uint request, PyObject* arg = null, bool mutate_flag = true)
    {
        if (Audit.RaiseNumbers(ts, "fcntl.ioctl", [fd, request], arg == null ? Py.None : arg) != Status.Ok)
            return null;
        if (arg == null || Num.HasIndex(arg))
        {
            uint number = 0;
            return arg != null && ModuleNumbers.Bits32(ts, arg, out number) != Status.Ok ? null : Number(ts, fd, Function.Ioctl, request, (int)number);
        }
        if (!PyUnicode.Check(arg) && mutate_flag)
        {
            Py_buffer view;
            if (TypeSlots.Of(arg)->bf_getbuffer != null && WritableBuffer(ts, arg, &view))
                return InPlace(ts, fd, request, &view);
            if (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.BufferError))
                return null;
        }
        return Copied(ts, "ioctl", fd, Function.Ioctl, request, arg);
    }

    private static bool WritableBuffer(ThreadState* ts, PyObject* o, Py_buffer* view)
    {
        const int Writable = 1;
        *view = default;
        return TypeSlots.Of(o)->bf_getbuffer(ts, o, view, Writable) == Status.Ok;
    }

    private static PyObject* Number(ThreadState* ts, int fd, Function function, nuint command, nint argument)
    {
        int result, errno;
        do
        {
            Blocking.Begin(ts);
            result = function == Function.Fcntl ? Libc.fcntl(fd, (int)command, argument) : Libc.ioctl(fd, command, (void*)argument);
            errno = Blocking.End(ts);
        }
        while (result == -1 && Blocking.Retry(ts, errno));
        return result < 0 ? OsError.Raise(ts, errno) : PyLong.FromInt64(ts, result);
    }

    /// <summary>A copy of the argument for the system to write into, and a new bytes object of it; the view ends here.</summary>
    private static PyObject* Copied(ThreadState* ts, string name, int fd, Function function, nuint command, PyObject* arg)
    {
        byte* copy = stackalloc byte[MostCopied + 1];
        int length;
        if (PyUnicode.Check(arg))
        {
            nint size;
            byte* text = PyUnicode.AsUtf8(ts, arg, &size);
            if (text == null)
                return null;
            length = (int)Math.Min(size, MostCopied + 1);
            new ReadOnlySpan<byte>(text, Math.Min(length, MostCopied)).CopyTo(new Span<byte>(copy, MostCopied));
        }
        else
        {
            Py_buffer view;
            if (TypeSlots.Of(arg)->bf_getbuffer == null)
                return Err.Type(ts, $"{name}() argument 3 must be an integer, a bytes-like object, or a string, not {PyType.NameOf(arg)}");
            if (ArgumentParsing.GetBuffer(ts, arg, &view) != Status.Ok)
                return null;
            length = (int)Math.Min(view.len, MostCopied + 1);
            new ReadOnlySpan<byte>(view.buf, Math.Min(length, MostCopied)).CopyTo(new Span<byte>(copy, MostCopied));
            ArgumentParsing.ReleaseBuffer(ts, &view);
        }
        if (length > MostCopied)
            return Err.Value(ts, $"{name} argument 3 is too long");
        copy[length] = 0;
        using Owned<PyObject> result = Own.Of(ts, Number(ts, fd, function, command, (nint)copy));
        return result.IsNull ? null : PyBytes.FromSpan(ts, new ReadOnlySpan<byte>(copy, length));
    }

    /// <summary>The buffer is locked by its view while other threads run.</summary>
    private static PyObject* InPlace(ThreadState* ts, int fd, nuint request, Py_buffer* view)
    {
        PyObject* result = Number(ts, fd, Function.Ioctl, request, (nint)view->buf);
        ArgumentParsing.ReleaseBuffer(ts, view);
        return result;
    }

    [PyFunction("($module, fd, operation, /)", Doc = "Lock or unlock a whole file: LOCK_SH, LOCK_EX or LOCK_UN, with LOCK_NB not to wait.")]
    private static Status flock(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, int operation)
    {
        if (Audit.RaiseNumbers(ts, "fcntl.flock", [fd, operation]) != Status.Ok)
            return Status.Error;
        int result, errno;
        do
        {
            Blocking.Begin(ts);
            result = Libc.flock(fd, operation);
            errno = Blocking.End(ts);
        }
        while (result == -1 && Blocking.Retry(ts, errno));
        return OsError.Check(ts, result, errno);
    }

    [PyFunction("($module, fd, cmd, len=0, start=0, whence=0, /)",
        Doc = "Lock or unlock a part of a file: LOCK_SH, LOCK_EX or LOCK_UN, with LOCK_NB not to wait.\n\nThe part begins at start, counted from where whence says, and is len bytes long; 0 means up to the end.")]
    private static PyObject* lockf(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, int cmd,
        PyObject* len = null, PyObject* start = null, int whence = 0)
    {
        if (AuditLock(ts, fd, cmd, len, start, whence) != Status.Ok)
            return null;
        flock_t range = default;
        if (!Offset(ts, start, &range.l_start) || !Offset(ts, len, &range.l_len))
            return null;
        if (cmd == LockUn)
            range.l_type = 2;
        else if ((cmd & LockSh) != 0)
            range.l_type = 0;
        else if ((cmd & LockEx) != 0)
            range.l_type = 1;
        else
            return Err.Value(ts, "unrecognized lockf argument");
        range.l_whence = (short)whence;
        using Owned<PyObject> result = Own.Of(ts, Number(ts, fd, Function.Fcntl, (nuint)((cmd & LockNb) != 0 ? SetLk : SetLkw), (nint)(&range)));
        return result.IsNull ? null : Py.None;
    }

    private static Status AuditLock(ThreadState* ts, int fd, int cmd, PyObject* len, PyObject* start, int whence)
    {
        if (!Audit.Wanted(ts))
            return Status.Ok;
        using Owned<PyObject> args = Own.Of(ts, Tuples.Steal(ts, PyLong.FromInt64(ts, fd), PyLong.FromInt64(ts, cmd), Ref.New(len == null ? Py.None : len),
            Ref.New(start == null ? Py.None : start), PyLong.FromInt64(ts, whence)));
        return args.IsNull ? Status.Error : Audit.Raise(ts, "fcntl.lockf", args.Pointer);
    }

    private static bool Offset(ThreadState* ts, PyObject* o, long* offset)
    {
        if (o == null)
            return true;
        using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, o));
        if (number.IsNull)
            return false;
        *offset = PyLong.AsInt64(ts, number.Pointer);
        return *offset != -1 || !Err.Occurred(ts);
    }
}
