// Becoming another program, and why the process never forks. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    [PyFunction("($module, path, argv, /)", Doc = "Become another program, with these arguments. Returns only by an exception.")]
    private static Status execv(ThreadState* ts, PyObject* module, PyObject* path, PyObject* argv)
    {
        using PathArg file = new(ts, path, "execv");
        if (file.Failed)
            return Status.Error;
        if (!PyList.Check(argv) && !PyTuple.Check(argv))
            return Err.TypeStatus(ts, "execv() arg 2 must be a tuple or list");
        if (Seq.Size(ts, argv) < 1)
            return Err.ValueStatus(ts, "execv() arg 2 must not be empty");
        using StringArray arguments = StringArray.OfArguments(ts, argv);
        if (arguments.Pointer == null)
            return Status.Error;
        if (*arguments.Pointer[0] == 0)
            return Err.ValueStatus(ts, "execv() arg 2 first element cannot be empty");
        _ = Libc.execv(file.Narrow, arguments.Pointer);
        return OsError.CheckLast(ts, -1);
    }

    [PyFunction("($module, /, path, argv, env)", Doc = "Become another program, with these arguments and this environment. The path may be an open descriptor.")]
    private static Status execve(ThreadState* ts, PyObject* module, PyObject* path, PyObject* argv, PyObject* env)
    {
        using PathArg file = new(ts, path, "execve", PathKinds.Fd);
        if (file.Failed)
            return Status.Error;
        if (!PyList.Check(argv) && !PyTuple.Check(argv))
            return Err.TypeStatus(ts, "execve: argv must be a tuple or list");
        if (Seq.Size(ts, argv) < 1)
            return Err.ValueStatus(ts, "execve: argv must not be empty");
        if (!Map.Check(env))
            return Err.TypeStatus(ts, "execve: environment must be a mapping object");
        using StringArray arguments = StringArray.OfArguments(ts, argv);
        if (arguments.Pointer == null)
            return Status.Error;
        if (*arguments.Pointer[0] == 0)
            return Err.ValueStatus(ts, "execve: argv first element cannot be empty");
        using StringArray environment = StringArray.OfEnvironment(ts, env);
        if (environment.Pointer == null)
            return Status.Error;
        _ = file.Fd != -1 ? Libc.fexecve(file.Fd, arguments.Pointer, environment.Pointer) : Libc.execve(file.Narrow, arguments.Pointer, environment.Pointer);
        return OsError.Check(ts, -1, Libc.Errno, file.Object);
    }

    [PyFunction("($module, /)", Doc = "Not possible here: always an OSError. posix_spawn() and the module subprocess start programs.")]
    private static PyObject* fork(ThreadState* ts, PyObject* module) => CannotFork(ts, "fork");

    [PyFunction("($module, /)", Doc = "Not possible here: always an OSError. openpty() and posix_spawn() start programs in terminals.")]
    private static PyObject* forkpty(ThreadState* ts, PyObject* module) => CannotFork(ts, "forkpty");

    /// <summary>A fork would copy one thread only; the .NET runtime's others (collector, finalizer, compiler) would be missing from the child, and locks they held never be freed.</summary>
    private static PyObject* CannotFork(ThreadState* ts, string function)
    {
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, OsError.ENOSYS));
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, $"{function}() is not possible in a process of the .NET runtime; use posix_spawn() or subprocess"));
        using Owned<PyObject> args = Own.Of(ts, number.IsNull || text.IsNull ? null : PyTuple.Pack(ts, number.Pointer, text.Pointer));
        return args.IsNull ? null : Err.SetObject(ts, Exc.OSError, args.Pointer);
    }
}
