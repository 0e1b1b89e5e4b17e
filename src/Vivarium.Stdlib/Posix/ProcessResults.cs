// os.terminal_size, times_result, uname_result and waitid_result. See docs/internals/posix.md.
namespace Vivarium.Stdlib.Posix;

internal static unsafe class ProcessResults
{
    public static readonly PyTypeObject* TerminalSize = StructSequence.Declare(
        "os.terminal_size", "The size of a terminal's window, as the tuple (columns, lines).", 2,
        [new("columns", "width of the terminal window in characters"), new("lines", "height of the terminal window in characters")]);

    public static readonly PyTypeObject* TimesResult = StructSequence.Declare(
        "posix.times_result",
        "What os.times() returns, as the tuple (user, system, children_user, children_system, elapsed); all are seconds.", 5,
        [
            new("user", "user time"), new("system", "system time"), new("children_user", "user time of children"),
            new("children_system", "system time of children"), new("elapsed", "elapsed time since an arbitrary point in the past"),
        ]);

    public static readonly PyTypeObject* UnameResult = StructSequence.Declare(
        "posix.uname_result", "What os.uname() returns, as the tuple (sysname, nodename, release, version, machine).", 5,
        [
            new("sysname", "operating system name"), new("nodename", "name of machine on network (implementation-defined)"),
            new("release", "operating system release"), new("version", "operating system version"), new("machine", "hardware identifier"),
        ]);

    public static readonly PyTypeObject* WaitidResult = StructSequence.Declare(
        "posix.waitid_result", "What os.waitid() returns, as the tuple (si_pid, si_uid, si_signo, si_status, si_code).", 5,
        [new("si_pid"), new("si_uid"), new("si_signo"), new("si_status"), new("si_code")]);
}
