// What is to know of the system: its name, limits, load, the time used; and commands for its shell. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    private const int ScClkTck = 2;

    [PyFunction("($module, /)", Doc = "The system's name, the machine's, and their versions.")]
    private static PyObject* uname(ThreadState* ts, PyObject* module)
    {
        utsname name;
        if (Libc.uname(&name) < 0)
            return OsError.RaiseLast(ts);
        StructSequenceBuilder result = new(ts, ProcessResults.UnameResult);
        byte* field = (byte*)&name;
        for (int i = 0; i < 5; i++, field += 65)
            result.AddSteal(result.Good ? FsPath.Decode(ts, field) : null);
        return result.Finish();
    }

    [PyFunction("($module, /)", Doc = "The processor time that this process and its children have used, and the time that has passed; all in seconds.")]
    private static PyObject* times(ThreadState* ts, PyObject* module)
    {
        tms used;
        long elapsed = Libc.times(&used);
        if (elapsed == -1)
            return OsError.RaiseLast(ts);
        double ticks = Libc.sysconf(ScClkTck);
        StructSequenceBuilder result = new(ts, ProcessResults.TimesResult);
        result.AddDouble(used.tms_utime / ticks);
        result.AddDouble(used.tms_stime / ticks);
        result.AddDouble(used.tms_cutime / ticks);
        result.AddDouble(used.tms_cstime / ticks);
        result.AddDouble(elapsed / ticks);
        return result.Finish();
    }

    [PyFunction("($module, /)", Doc = "How many processes wanted to run, on average over the last 1, 5 and 15 minutes.")]
    private static PyObject* getloadavg(ThreadState* ts, PyObject* module)
    {
        double* averages = stackalloc double[3];
        if (Libc.getloadavg(averages, 3) != 3)
            return Err.SetString(ts, Exc.OSError, "Load averages are unobtainable");
        using Owned<PyObject> a = Own.Of(ts, PyFloat.FromDouble(ts, averages[0]));
        using Owned<PyObject> b = Own.Of(ts, PyFloat.FromDouble(ts, averages[1]));
        using Owned<PyObject> c = Own.Of(ts, PyFloat.FromDouble(ts, averages[2]));
        return a.IsNull || b.IsNull || c.IsNull ? null : PyTuple.Pack(ts, a.Pointer, b.Pointer, c.Pointer);
    }

    [PyFunction("($module, /, command)", Doc = "Have the shell run a command; returns its status as wait() would.")]
    private static long system(ThreadState* ts, PyObject* module, PyObject* command)
    {
        using Owned<PyObject> text = Own.Of(ts, FsPath.Encode(ts, command));
        if (text.IsNull)
            return -1;
        Blocking.Begin(ts);
        int status = Libc.system(PyBytes.Data(text.Pointer));
        Blocking.End(ts);
        return status;
    }

    // ---- Limits ----

    private static int ConfName(ThreadState* ts, PyObject* o, (string Name, int Value)[] names, out Status status)
    {
        status = Status.Ok;
        if (Num.HasIndex(o))
        {
            int number = ArgumentParsing.Int32(ts, o);
            status = number == -1 && Err.Occurred(ts) ? Status.Error : Status.Ok;
            return number;
        }
        if (!PyUnicode.Check(o))
        {
            status = Err.TypeStatus(ts, "configuration names must be strings or integers");
            return -1;
        }
        foreach ((string name, int value) in names)
        {
            if (PyUnicode.EqualToString(o, name))
                return value;
        }
        status = Err.ValueStatus(ts, "unrecognized configuration name");
        return -1;
    }

    private static Status SysconfName(ThreadState* ts, PyObject* o, out int value)
    {
        value = ConfName(ts, o, PosixConstants.SysconfNames, out Status status);
        return status;
    }

    private static Status ConfstrName(ThreadState* ts, PyObject* o, out int value)
    {
        value = ConfName(ts, o, PosixConstants.ConfstrNames, out Status status);
        return status;
    }

    private static Status PathconfName(ThreadState* ts, PyObject* o, out int value)
    {
        value = ConfName(ts, o, PosixConstants.PathconfNames, out Status status);
        return status;
    }

    [PyFunction("($module, name, /)", Doc = "A limit or property of the system, by name or number; -1 when it is not defined.")]
    private static long sysconf(ThreadState* ts, PyObject* module, [Converter(nameof(SysconfName))] int name) => NumberUnlessErrno(ts, Libc.sysconf(name));

    [PyFunction("($module, fd, name, /)", Doc = "A limit of an open file, by name or number; -1 when there is none.")]
    private static long fpathconf(ThreadState* ts, PyObject* module, [Converter(nameof(Fds.FileNo), In = typeof(Fds))] int fd, [Converter(nameof(PathconfName))] int name) =>
        NumberUnlessErrno(ts, Libc.fpathconf(fd, name));

    [PyFunction("($module, /, path, name)", Doc = "A limit of a file, by name or number; -1 when there is none. The path may be an open descriptor.")]
    private static long pathconf(ThreadState* ts, PyObject* module, PyObject* path, [Converter(nameof(PathconfName))] int name)
    {
        using PathArg file = new(ts, path, "pathconf", PathKinds.Fd);
        if (file.Failed)
            return -1;
        long result = file.Fd != -1 ? Libc.fpathconf(file.Fd, name) : Libc.pathconf(file.Narrow, name);
        int errno = Libc.Errno;
        if (result == -1 && errno == OsError.EINVAL)
            OsError.Raise(ts, errno);
        else if (result == -1 && errno != 0)
            OsError.Raise(ts, errno, file.Object);
        return result;
    }

    [PyFunction("($module, name, /)", Doc = "A property of the system that is text, by name or number; None when it is not defined.")]
    private static PyObject* confstr(ThreadState* ts, PyObject* module, [Converter(nameof(ConfstrName))] int name)
    {
        const int Most = 4096;
        byte* buffer = stackalloc byte[Most];
        nuint length = Libc.confstr(name, buffer, Most);
        int errno = Libc.Errno;
        if (length == 0)
            return errno != 0 ? OsError.Raise(ts, errno) : Py.None;
        return FsPath.Decode(ts, buffer);
    }
}
