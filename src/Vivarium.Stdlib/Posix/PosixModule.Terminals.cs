// Terminals and pseudo-terminals. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    private const int MostName = 4096, ORdwr = 2, ONoctty = 0x100;
    private const nuint TiocSctty = 0x540e;

    [PyFunction("($module, fd, /)", Doc = "The name of the terminal that a descriptor belongs to.")]
    private static PyObject* ttyname(ThreadState* ts, PyObject* module, int fd)
    {
        byte* name = stackalloc byte[MostName];
        int error = Libc.ttyname_r(fd, name, MostName);
        return error != 0 ? OsError.Raise(ts, error) : FsPath.Decode(ts, name);
    }

    [PyFunction("($module, /)", Doc = "The name of the terminal that controls this process.")]
    private static PyObject* ctermid(ThreadState* ts, PyObject* module)
    {
        byte* name = stackalloc byte[64];
        return Libc.ctermid(name) == null ? OsError.RaiseLast(ts) : FsPath.Decode(ts, name);
    }

    [PyFunction("($module, /, fd)", Doc = "The encoding of a terminal; None when the descriptor is none.")]
    private static PyObject* device_encoding(ThreadState* ts, PyObject* module, int fd) => isatty(ts, module, fd) ? PyUnicode.FromAscii(ts, "UTF-8"u8) : Py.None;

    [PyFunction("($module, fd, /)", Doc = "The process group in the foreground of a terminal.")]
    private static long tcgetpgrp(ThreadState* ts, PyObject* module, int fd) => NumberOrError(ts, Libc.tcgetpgrp(fd));

    [PyFunction("($module, fd, pgid, /)", Doc = "Put a process group into the foreground of a terminal.")]
    private static Status tcsetpgrp(ThreadState* ts, PyObject* module, int fd, int pgid) => OsError.CheckLast(ts, Libc.tcsetpgrp(fd, pgid));

    [PyFunction("($module, oflag, /)", Doc = "Open the master side of a new pseudo-terminal.")]
    private static PyObject* posix_openpt(ThreadState* ts, PyObject* module, int oflag)
    {
        int fd = Libc.posix_openpt(oflag | OCloexec);
        return fd < 0 ? OsError.RaiseLast(ts) : PyLong.FromInt64(ts, fd);
    }

    [PyFunction("($module, fd, /)", Doc = "Give the user access to the other side of a pseudo-terminal.")]
    private static Status grantpt(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd) => OsError.CheckLast(ts, Libc.grantpt(fd));

    [PyFunction("($module, fd, /)", Doc = "Let the other side of a pseudo-terminal be opened.")]
    private static Status unlockpt(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd) => OsError.CheckLast(ts, Libc.unlockpt(fd));

    [PyFunction("($module, fd, /)", Doc = "The name of the other side of a pseudo-terminal.")]
    private static PyObject* ptsname(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd)
    {
        byte* name = stackalloc byte[MostName];
        int error = Libc.ptsname_r(fd, name, MostName);
        return error != 0 ? OsError.Raise(ts, error) : FsPath.Decode(ts, name);
    }

    [PyFunction("($module, /)", Doc = "Open a pseudo-terminal: (descriptor of the master side, descriptor of the other side).")]
    private static PyObject* openpty(ThreadState* ts, PyObject* module)
    {
        byte* name = stackalloc byte[MostName];
        int master = Libc.posix_openpt(ORdwr | ONoctty | OCloexec);
        if (master < 0)
            return OsError.RaiseLast(ts);
        int slave = -1;
        int error = 0;
        if (Libc.grantpt(master) != 0 || Libc.unlockpt(master) != 0)
            error = Libc.Errno;
        else
            error = Libc.ptsname_r(master, name, MostName);
        if (error == 0 && (slave = Libc.open(name, ORdwr | ONoctty | OCloexec, 0)) < 0)
            error = Libc.Errno;
        if (error == 0)
            return Pair(ts, master, slave);
        _ = Libc.close(master);
        return OsError.Raise(ts, error);
    }

    [PyFunction("($module, fd, /)", Doc = "Make a terminal the controlling one of this process, in a new session, and its standard streams.")]
    private static Status login_tty(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd)
    {
        // A check first: nothing has changed then when the descriptor is bad.
        if (DescriptorFlags.GetInheritable(fd) < 0)
            return OsError.CheckLast(ts, -1);
        _ = Libc.setsid();
        if (Libc.ioctl(fd, TiocSctty, null) < 0)
            return OsError.CheckLast(ts, -1);
        for (int stream = 0; stream < 3; stream++)
        {
            if (Libc.dup2(fd, stream) < 0)
                return OsError.CheckLast(ts, -1);
        }
        if (fd > 2)
            _ = Libc.close(fd);
        return Status.Ok;
    }
}
