// The process itself and its end, what is known of children that ended, randomness, and the machine. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    private const int ScNprocessorsOnln = 84;
    private const nuint TiocGwinsz = 0x5413;

    [PyFunction("($module, /)", Doc = "The number of this process.")]
    private static int getpid(ThreadState* ts, PyObject* module) => Libc.getpid();

    [PyFunction("($module, /)", Doc = "The number of the process that started this one.")]
    private static int getppid(ThreadState* ts, PyObject* module) => Libc.getppid();

    [PyFunction("($module, /, status)", Doc = "End the process at once: nothing is cleaned up.")]
    private static void _exit(ThreadState* ts, PyObject* module, int status) => Libc._exit(status);

    [PyFunction("($module, /)", Doc = "End the process as if by a fault, with a core dump where the system makes them.")]
    private static void abort(ThreadState* ts, PyObject* module) => Libc.abort();

    [PyFunction("($module, /)", Doc = "How many processors the machine has; None when that is not known.")]
    private static PyObject* cpu_count(ThreadState* ts, PyObject* module)
    {
        long count = Libc.sysconf(ScNprocessorsOnln);
        return count < 1 ? Py.None : PyLong.FromInt64(ts, count);
    }

    [PyFunction("($module, size, /)", Doc = "So many random bytes, fit for cryptography.")]
    private static PyObject* urandom(ThreadState* ts, PyObject* module, nint size)
    {
        if (size < 0)
            return Err.Value(ts, "negative argument not allowed");
        PyObject* bytes = PyBytes.New(ts, size);
        if (bytes == null)
            return null;
        byte* to = PyBytes.Data(bytes);
        nint done = 0;
        while (done < size)
        {
            Blocking.Begin(ts);
            nint n = Libc.getrandom(to + done, (nuint)(size - done), 0);
            int errno = Blocking.End(ts);
            if (n < 0 && !Blocking.Retry(ts, errno))
            {
                Ref.Dec(ts, bytes);
                return OsError.Raise(ts, errno);
            }
            done += nint.Max(n, 0);
        }
        return bytes;
    }

    [PyFunction("($module, /, size, flags=0)", Doc = "At most so many random bytes from the system's pool.")]
    private static PyObject* getrandom(ThreadState* ts, PyObject* module, nint size, int flags)
    {
        if (size < 0)
            return OsError.Raise(ts, OsError.EINVAL);
        PyObject* bytes = PyBytes.New(ts, size);
        if (bytes == null)
            return null;
        nint n;
        int errno;
        do
        {
            Blocking.Begin(ts);
            n = Libc.getrandom(PyBytes.Data(bytes), (nuint)size, (uint)flags);
            errno = Blocking.End(ts);
        }
        while (n < 0 && Blocking.Retry(ts, errno));
        if (n < 0)
        {
            Ref.Dec(ts, bytes);
            return OsError.Raise(ts, errno);
        }
        return n == size || PyBytes.Resize(ts, &bytes, n) == Status.Ok ? bytes : null;
    }

    [PyFunction("($module, fd=<unrepresentable>, /)", Doc = "The size of the terminal that a descriptor belongs to (standard output's if not given), as (columns, lines).")]
    private static PyObject* get_terminal_size(ThreadState* ts, PyObject* module, int fd = 1)
    {
        winsize size;
        if (Libc.ioctl(fd, TiocGwinsz, &size) < 0)
            return OsError.RaiseLast(ts);
        StructSequenceBuilder result = new(ts, ProcessResults.TerminalSize);
        result.AddInt(size.ws_col);
        result.AddInt(size.ws_row);
        return result.Finish();
    }

    [PyFunction("($module, /, *, before=<unrepresentable>,\n                 after_in_child=<unrepresentable>,\n                 after_in_parent=<unrepresentable>)",
        Doc = "Register functions to be called when the process forks. It never does; they are checked and dropped.")]
    private static Status register_at_fork(ThreadState* ts, PyObject* module, PyObject* before = null, PyObject* after_in_child = null, PyObject* after_in_parent = null)
    {
        if (before == null && after_in_child == null && after_in_parent == null)
            return Err.TypeStatus(ts, "At least one argument is required.");
        return CheckCallable(ts, before, "before") && CheckCallable(ts, after_in_child, "after_in_child") && CheckCallable(ts, after_in_parent, "after_in_parent")
            ? Status.Ok
            : Status.Error;
    }

    private static bool CheckCallable(ThreadState* ts, PyObject* o, string name)
    {
        if (o == null || Obj.IsCallable(o))
            return true;
        Err.Type(ts, $"'{name}' must be callable, not {PyType.NameOf(o)}");
        return false;
    }

    // ---- What a status from wait says ----

    private static int SignalOf(int status) => status & 0x7f;
    private static bool Exited(int status) => SignalOf(status) == 0;
    private static bool Stopped(int status) => (status & 0xff) == 0x7f;
    private static bool Signaled(int status) => !Exited(status) && !Stopped(status) && status != 0xffff;

    [PyFunction("($module, status, /)", Doc = "Whether the process left a core dump.")]
    private static bool WCOREDUMP(ThreadState* ts, PyObject* module, int status) => (status & 0x80) != 0;

    [PyFunction("($module, /, status)", Doc = "Whether a stopped process was made to go on.")]
    private static bool WIFCONTINUED(ThreadState* ts, PyObject* module, int status) => status == 0xffff;

    [PyFunction("($module, /, status)", Doc = "Whether a signal stopped the process.")]
    private static bool WIFSTOPPED(ThreadState* ts, PyObject* module, int status) => Stopped(status);

    [PyFunction("($module, /, status)", Doc = "Whether a signal ended the process.")]
    private static bool WIFSIGNALED(ThreadState* ts, PyObject* module, int status) => Signaled(status);

    [PyFunction("($module, /, status)", Doc = "Whether the process ended by itself.")]
    private static bool WIFEXITED(ThreadState* ts, PyObject* module, int status) => Exited(status);

    [PyFunction("($module, /, status)", Doc = "The number with which the process ended.")]
    private static int WEXITSTATUS(ThreadState* ts, PyObject* module, int status) => (status >> 8) & 0xff;

    [PyFunction("($module, /, status)", Doc = "The signal that ended the process.")]
    private static int WTERMSIG(ThreadState* ts, PyObject* module, int status) => SignalOf(status);

    [PyFunction("($module, /, status)", Doc = "The signal that stopped the process.")]
    private static int WSTOPSIG(ThreadState* ts, PyObject* module, int status) => (status >> 8) & 0xff;

    [PyFunction("($module, /, status)", Doc = "The exit code that a status from wait means: what the process ended with, or minus the signal that ended it.")]
    private static int waitstatus_to_exitcode(ThreadState* ts, PyObject* module, int status)
    {
        if (Exited(status))
            return (status >> 8) & 0xff;
        if (Signaled(status))
            return -SignalOf(status);
        if (Stopped(status))
            Err.Value(ts, $"process stopped by delivery of signal {(status >> 8) & 0xff}");
        else
            Err.Value(ts, $"invalid wait status: {status}");
        return -1;
    }
}
