// signal.struct_siginfo: what came with a signal that was waited for. See docs/internals/signals.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Signal;

internal static unsafe class SigInfo
{
    public static readonly PyTypeObject* Type = StructSequence.Declare(
        "signal.struct_siginfo",
        "What came with a signal that sigwaitinfo or sigtimedwait waited for.\n\nAs a tuple it is (si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band).",
        7,
        [
            new("si_signo", "signal number"), new("si_code", "signal code"), new("si_errno", "errno associated with this signal"), new("si_pid", "sending process ID"),
            new("si_uid", "real user ID of sending process"), new("si_status", "exit value or signal"), new("si_band", "band event for SIGPOLL"),
        ]);

    public static PyObject* New(ThreadState* ts, siginfo_t* info)
    {
        StructSequenceBuilder result = new(ts, Type);
        result.AddInt(info->si_signo);
        result.AddInt(info->si_code);
        result.AddInt(info->si_errno);
        result.AddInt(info->si_pid);
        result.AddSteal(result.Good ? Posix.UserIds.ToPython(ts, info->si_uid) : null);
        result.AddInt(info->si_status);
        result.AddInt(info->si_band);
        return result.Finish();
    }
}
