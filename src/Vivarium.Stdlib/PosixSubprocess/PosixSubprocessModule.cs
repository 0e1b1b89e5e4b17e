// The module _posixsubprocess: starting a program for the library's subprocess. The work between fork and exec is a list of system calls (ChildSteps); errors before the
// program runs are reported through the pipe that subprocess reads. Python code cannot run there, so preexec_fn is refused. See docs/internals/subprocess.md.
using Vivarium.Stdlib.Posix;

namespace Vivarium.Stdlib.PosixSubprocess;

[PyModule("_posixsubprocess", Doc = "Starting programs, for the module subprocess.")]
internal static unsafe partial class PosixSubprocessModule
{
    [PyFunction("($module, args, executable_list, close_fds, pass_fds, cwd,\n          env, p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite,\n          errpipe_read, errpipe_write, restore_signals, "
        + "call_setsid,\n          pgid_to_set, gid, extra_groups, uid, child_umask, preexec_fn,\n          /)",
        Doc = "Start a program in a new process, whose number is returned.\n\nThe first of executable_list that can be run is, with the arguments args. The standard streams of the new process are p2cread,\n"
            + "c2pwrite and errwrite where they are not -1; of other descriptors it has only those in pass_fds if close_fds is true.\n"
            + "An error in the new process is written to errpipe_write as \"OSError:number in hex:message\".\npreexec_fn must be None.")]
    private static PyObject* fork_exec(
        ThreadState* ts, PyObject* module, PyObject* args, PyObject* executable_list, bool close_fds, PyTupleObject* pass_fds, PyObject* cwd, PyObject* env,
        int p2cread, int p2cwrite, int c2pread, int c2pwrite, int errread, int errwrite, int errpipe_read, int errpipe_write, bool restore_signals, bool call_setsid,
        int pgid_to_set, PyObject* gid, PyObject* extra_groups, PyObject* uid, int child_umask, PyObject* preexec_fn)
    {
        if (preexec_fn != Py.None)
            return Err.Runtime(ts, "preexec_fn is not supported: no Python code can run between the start of a process and its program");
        if (close_fds && errpipe_write < 3)
            return Err.Value(ts, "errpipe_write must be >= 3");
        if (!AreDescriptors((PyObject*)pass_fds))
            return Err.Value(ts, "bad value(s) in fds_to_keep");
        using StringArray programs = StringArray.OfBytes(ts, executable_list);
        if (programs.Pointer == null)
            return null;
        using Owned<PyObject> argv = Own.Of(ts, args == Py.None ? null : Obj.SequenceFast(ts, args, "argv must be a tuple"));
        using StringArray arguments = argv.IsNull ? default : StringArray.OfArguments(ts, argv.Pointer);
        if (args != Py.None && arguments.Pointer == null)
            return null;
        using StringArray environment = env == Py.None ? default : StringArray.OfBytes(ts, env);
        if (env != Py.None && environment.Pointer == null)
            return null;
        using Owned<PyObject> directory = Own.Of(ts, cwd == Py.None ? null : FsPath.Encode(ts, cwd));
        if (cwd != Py.None && directory.IsNull)
            return null;
        using Identity identity = new(ts, gid, extra_groups, uid);
        if (identity.Failed)
            return null;

        ChildPlan plan = new()
        {
            Programs = programs.Pointer,
            Arguments = arguments.Pointer,
            Environment = env == Py.None ? PosixEnvironment.Current : environment.Pointer,
            Directory = directory.IsNull ? null : PyBytes.Data(directory.Pointer),
            Kept = (PyObject*)pass_fds,
            ClosesOthers = close_fds,
            RestoresSignals = restore_signals,
            NewSession = call_setsid,
            ProcessGroup = pgid_to_set,
            Umask = child_umask,
            Pipes = new PipeEnds(p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write),
        };
        ChildSteps steps = new(ts);
        nint pid = plan.Start(ref steps, in identity);
        steps.Dispose();
        return Err.Occurred(ts) ? null : pid < 0 ? OsError.Raise(ts, (int)-pid) : PyLong.FromInt64(ts, pid);
    }

    /// <summary>Whether they are descriptors in ascending order.</summary>
    private static bool AreDescriptors(PyObject* tuple)
    {
        long previous = -1;
        for (nint i = 0; i < PyTuple.Size(tuple); i++)
        {
            PyObject* item = PyTuple.GetBorrowed(tuple, i);
            long fd;
            if (!PyLong.Check(item) || !PyLong.TryGetInt64(item, &fd) || fd <= previous || fd > int.MaxValue)
                return false;
            previous = fd;
        }
        return true;
    }
}
