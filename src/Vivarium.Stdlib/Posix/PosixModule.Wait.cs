// Waiting for child processes, and sending signals to processes. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;
using Vivarium.Stdlib.Signal;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    [PyFunction("($module, /)", Doc = "Wait for any child to end: (process number, status).")]
    private static PyObject* wait(ThreadState* ts, PyObject* module) => waitpid(ts, module, -1, 0);

    [PyFunction("($module, pid, options, /)", Doc = "Wait for a child: (process number, status). With WNOHANG the number is 0 when none has ended.")]
    private static PyObject* waitpid(ThreadState* ts, PyObject* module, int pid, int options)
    {
        int status = 0;
        int result;
        int errno;
        do
        {
            Blocking.Begin(ts);
            result = Libc.waitpid(pid, &status, options);
            errno = Blocking.End(ts);
        }
        while (result < 0 && Blocking.Retry(ts, errno));
        return result < 0 ? OsError.Raise(ts, errno) : Pair(ts, result, status);
    }

    [PyFunction("($module, /, options)", Doc = "Wait for any child: (process number, status, resources it used).")]
    private static PyObject* wait3(ThreadState* ts, PyObject* module, int options) => wait4(ts, module, -1, options);

    [PyFunction("($module, /, pid, options)", Doc = "Wait for a child: (process number, status, resources it used).")]
    private static PyObject* wait4(ThreadState* ts, PyObject* module, int pid, int options)
    {
        int status = 0;
        rusage usage = default;
        int result;
        int errno;
        do
        {
            Blocking.Begin(ts);
            result = Libc.wait4(pid, &status, options, &usage);
            errno = Blocking.End(ts);
        }
        while (result < 0 && Blocking.Retry(ts, errno));
        if (result < 0)
            return OsError.Raise(ts, errno);
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, result));
        using Owned<PyObject> ended = Own.Of(ts, PyLong.FromInt64(ts, status));
        using Owned<PyObject> used = Own.Of(ts, ResourceUsage.New(ts, &usage));
        return number.IsNull || ended.IsNull || used.IsNull ? null : PyTuple.Pack(ts, number.Pointer, ended.Pointer, used.Pointer);
    }

    [PyFunction("($module, idtype, id, options, /)", Doc = "Wait for children that P_PID, P_PGID, P_ALL or P_PIDFD choose; None when WNOHANG found none.")]
    private static PyObject* waitid(ThreadState* ts, PyObject* module, int idtype, int id, int options)
    {
        siginfo_t info = default;
        int failed;
        int errno;
        do
        {
            Blocking.Begin(ts);
            failed = Libc.waitid(idtype, id, &info, options);
            errno = Blocking.End(ts);
        }
        while (failed < 0 && Blocking.Retry(ts, errno));
        if (failed < 0)
            return OsError.Raise(ts, errno);
        if (info.si_pid == 0)
            return Py.None;
        StructSequenceBuilder result = new(ts, ProcessResults.WaitidResult);
        result.AddInt(info.si_pid);
        result.AddSteal(result.Good ? UserIds.ToPython(ts, info.si_uid) : null);
        result.AddInt(info.si_signo);
        result.AddInt(info.si_status);
        result.AddInt(info.si_code);
        return result.Finish();
    }

    [PyFunction("($module, pid, signal, /)", Doc = "Send a signal to a process.")]
    private static Status kill(ThreadState* ts, PyObject* module, int pid, nint signal)
    {
        // A signal to this process is handled before the call returns, so it must not go by way of another thread.
        int failed = pid == Libc.getpid() && SignalHandling.GoesToMainThread(ts, signal)
            ? (int)Libc.syscall(Libc.SysTgkill, pid, (nint)ts->native_thread_id, signal, 0, 0, 0)
            : Libc.kill(pid, (int)signal);
        return OsError.CheckLast(ts, failed) == Status.Ok ? Blocking.CheckSignals(ts) : Status.Error;
    }

    [PyFunction("($module, pgid, signal, /)", Doc = "Send a signal to all processes of a group.")]
    private static Status killpg(ThreadState* ts, PyObject* module, int pgid, int signal) =>
        OsError.CheckLast(ts, Libc.killpg(pgid, signal)) == Status.Ok ? Blocking.CheckSignals(ts) : Status.Error;

    [PyFunction("($module, /, pid, flags=0)", Doc = "A descriptor that stands for a process.")]
    private static PyObject* pidfd_open(ThreadState* ts, PyObject* module, int pid, [Converter(nameof(ModuleNumbers.Bits32), In = typeof(ModuleNumbers))] uint flags)
    {
        nint fd = Libc.syscall(Libc.SysPidfdOpen, pid, (nint)flags, 0, 0, 0, 0);
        return fd < 0 ? OsError.RaiseLast(ts) : PyLong.FromInt64(ts, fd);
    }
}
