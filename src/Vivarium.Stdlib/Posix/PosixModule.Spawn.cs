// posix_spawn and posix_spawnp: starting programs. The C library does it without a copy of this process. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;
using Vivarium.Stdlib.Signal;

namespace Vivarium.Stdlib.Posix;

internal static unsafe partial class PosixModule
{
    private const short SpawnResetIds = 1, SpawnSetPgroup = 2, SpawnSetSigdef = 4, SpawnSetSigmask = 8, SpawnSetSchedParam = 0x10, SpawnSetScheduler = 0x20, SpawnSetSid = 0x80;

    [PyFunction("($module, path, argv, env, /, *, file_actions=(),\n            setpgroup=None, resetids=False, setsid=False,\n            setsigmask=(), setsigdef=(), scheduler=None)",
        Doc = "Start a program and return its process number.\n\nfile_actions are tuples that begin with one of the POSIX_SPAWN_ constants; env None is this process's environment.")]
    private static PyObject* posix_spawn(
        ThreadState* ts, PyObject* module, PyObject* path, PyObject* argv, PyObject* env, PyObject* file_actions, PyObject* setpgroup = null, bool resetids = false,
        bool setsid = false, PyObject* setsigmask = null, PyObject* setsigdef = null, PyObject* scheduler = null) =>
        Spawn(ts, "posix_spawn", path, argv, env, file_actions, new SpawnSettings(setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler), false);

    [PyFunction("($module, path, argv, env, /, *, file_actions=(),\n             setpgroup=None, resetids=False, setsid=False,\n             setsigmask=(), setsigdef=(), scheduler=None)",
        Doc = "Start a program, found on PATH, and return its process number.\n\nThe other arguments are those of posix_spawn().")]
    private static PyObject* posix_spawnp(
        ThreadState* ts, PyObject* module, PyObject* path, PyObject* argv, PyObject* env, PyObject* file_actions, PyObject* setpgroup = null, bool resetids = false,
        bool setsid = false, PyObject* setsigmask = null, PyObject* setsigdef = null, PyObject* scheduler = null) =>
        Spawn(ts, "posix_spawnp", path, argv, env, file_actions, new SpawnSettings(setpgroup, resetids, setsid, setsigmask, setsigdef, scheduler), true);

    /// <summary>The arguments that become attributes of the new process; absent ones are null.</summary>
    private readonly struct SpawnSettings(PyObject* group, bool resetIds, bool setSid, PyObject* mask, PyObject* defaults, PyObject* scheduler)
    {
        public readonly PyObject* Group = group;
        public readonly bool ResetIds = resetIds;
        public readonly bool SetSid = setSid;
        public readonly PyObject* Mask = mask;
        public readonly PyObject* Defaults = defaults;
        public readonly PyObject* Scheduler = scheduler;
    }

    private static PyObject* Spawn(
        ThreadState* ts, string function, PyObject* path, PyObject* argv, PyObject* env, PyObject* fileActions, in SpawnSettings settings, bool search)
    {
        using PathArg file = new(ts, path, function);
        if (file.Failed)
            return null;
        if (!PyList.Check(argv) && !PyTuple.Check(argv))
            return Err.Type(ts, $"{function}: argv must be a tuple or list");
        if (Seq.Size(ts, argv) < 1)
            return Err.Value(ts, $"{function}: argv must not be empty");
        if (env != Py.None && !Map.Check(env))
            return Err.Type(ts, $"{function}: environment must be a mapping object or None");
        using StringArray arguments = StringArray.OfArguments(ts, argv);
        if (arguments.Pointer == null)
            return null;
        if (*arguments.Pointer[0] == 0)
            return Err.Value(ts, $"{function}: argv first element cannot be empty");
        using StringArray environment = env == Py.None ? default : StringArray.OfEnvironment(ts, env);
        if (env != Py.None && environment.Pointer == null)
            return null;
        byte** envp = env == Py.None ? PosixEnvironment.Current : environment.Pointer;
        posix_spawnattr_t attributes;
        if (ParseAttributes(ts, function, in settings, &attributes) != Status.Ok)
            return null;
        posix_spawn_file_actions_t actions;
        PyObject* keptPaths = null;
        bool hasActions = fileActions != Py.None && PyTuple.Empty() != fileActions;
        if (hasActions && ParseActions(ts, fileActions, &actions, &keptPaths) != Status.Ok)
        {
            _ = Libc.posix_spawnattr_destroy(&attributes);
            return null;
        }
        posix_spawn_file_actions_t* given = hasActions ? &actions : null;
        int pid;
        int error = search
            ? Libc.posix_spawnp(&pid, file.Narrow, given, &attributes, arguments.Pointer, envp)
            : Libc.posix_spawn(&pid, file.Narrow, given, &attributes, arguments.Pointer, envp);
        if (hasActions)
            _ = Libc.posix_spawn_file_actions_destroy(&actions);
        Ref.XDec(ts, keptPaths);
        _ = Libc.posix_spawnattr_destroy(&attributes);
        return error != 0 ? OsError.Raise(ts, error, file.Object) : PyLong.FromInt64(ts, pid);
    }

    private static Status ParseAttributes(ThreadState* ts, string function, in SpawnSettings settings, posix_spawnattr_t* attributes)
    {
        _ = Libc.posix_spawnattr_init(attributes);
        if (FillAttributes(ts, function, in settings, attributes) == Status.Ok)
            return Status.Ok;
        _ = Libc.posix_spawnattr_destroy(attributes);
        return Status.Error;
    }

    private static Status FillAttributes(ThreadState* ts, string function, in SpawnSettings settings, posix_spawnattr_t* attributes)
    {
        int flags = 0;
        if (settings.Group != null && settings.Group != Py.None)
        {
            int group = ArgumentParsing.Int32(ts, settings.Group);
            if (group == -1 && Err.Occurred(ts))
                return Status.Error;
            _ = Libc.posix_spawnattr_setpgroup(attributes, group);
            flags |= SpawnSetPgroup;
        }
        flags |= (settings.ResetIds ? SpawnResetIds : 0) | (settings.SetSid ? SpawnSetSid : 0);
        sigset_t set;
        if (settings.Mask != null)
        {
            if (SignalSets.Parse(ts, settings.Mask, &set) != Status.Ok)
                return Status.Error;
            _ = Libc.posix_spawnattr_setsigmask(attributes, &set);
            flags |= SpawnSetSigmask;
        }
        if (settings.Defaults != null)
        {
            if (SignalSets.Parse(ts, settings.Defaults, &set) != Status.Ok)
                return Status.Error;
            _ = Libc.posix_spawnattr_setsigdefault(attributes, &set);
            flags |= SpawnSetSigdef;
        }
        if (settings.Scheduler != null && settings.Scheduler != Py.None && FillScheduler(ts, function, settings.Scheduler, attributes, &flags) != Status.Ok)
            return Status.Error;
        _ = Libc.posix_spawnattr_setflags(attributes, (short)flags);
        return Status.Ok;
    }

    private static Status FillScheduler(ThreadState* ts, string function, PyObject* scheduler, posix_spawnattr_t* attributes, int* flags)
    {
        if (!PyTuple.Check(scheduler))
            return Err.TypeStatus(ts, $"{function}: scheduler must be a tuple or None");
        if (PyTuple.Size(scheduler) != 2)
            return Err.TypeStatus(ts, "A scheduler tuple must have two elements");
        if (SchedParam.Convert(ts, PyTuple.GetBorrowed(scheduler, 1), out sched_param_t param) != Status.Ok)
            return Status.Error;
        PyObject* policy = PyTuple.GetBorrowed(scheduler, 0);
        if (policy != Py.None)
        {
            int number = ArgumentParsing.Int32(ts, policy);
            if (number == -1 && Err.Occurred(ts))
                return Status.Error;
            int error = Libc.posix_spawnattr_setschedpolicy(attributes, number);
            if (error != 0)
                return OsError.Check(ts, -1, error);
            *flags |= SpawnSetScheduler;
        }
        int failed = Libc.posix_spawnattr_setschedparam(attributes, &param);
        if (failed != 0)
            return OsError.Check(ts, -1, failed);
        *flags |= SpawnSetSchedParam;
        return Status.Ok;
    }

    private static Status ParseActions(ThreadState* ts, PyObject* fileActions, posix_spawn_file_actions_t* actions, PyObject** kept)
    {
        using Owned<PyObject> sequence = Own.Of(ts, Obj.SequenceFast(ts, fileActions, "file_actions must be a sequence or None"));
        if (sequence.IsNull || (*kept = PyList.New(ts, 0)) == null)
            return Status.Error;
        _ = Libc.posix_spawn_file_actions_init(actions);
        Status status = Status.Ok;
        for (nint i = 0; status == Status.Ok && i < Seq.Size(ts, sequence.Pointer); i++)
        {
            using Owned<PyObject> action = Own.Of(ts, Seq.GetItem(ts, sequence.Pointer, i));
            status = action.IsNull ? Status.Error
                : !PyTuple.Check(action.Pointer) || PyTuple.Size(action.Pointer) == 0 ? Err.TypeStatus(ts, "Each file_actions element must be a non-empty tuple")
                : AddAction(ts, action.Pointer, actions, *kept);
        }
        if (status == Status.Ok)
            return Status.Ok;
        _ = Libc.posix_spawn_file_actions_destroy(actions);
        Ref.Clear(ts, kept);
        return Status.Error;
    }

    private static Status AddAction(ThreadState* ts, PyObject* action, posix_spawn_file_actions_t* actions, PyObject* kept)
    {
        int kind = ArgumentParsing.Int32(ts, PyTuple.GetBorrowed(action, 0));
        if (kind == -1 && Err.Occurred(ts))
            return Status.Error;
        int* numbers = stackalloc int[3];
        int error;
        switch (kind)
        {
            case 0:
                return AddOpen(ts, action, actions, kept);
            case 1:
                if (!Numbers(ts, action, 2, "close", numbers))
                    return Status.Error;
                error = Libc.posix_spawn_file_actions_addclose(actions, numbers[1]);
                break;
            case 2:
                if (!Numbers(ts, action, 3, "dup2", numbers))
                    return Status.Error;
                error = Libc.posix_spawn_file_actions_adddup2(actions, numbers[1], numbers[2]);
                break;
            case 3:
                if (!Numbers(ts, action, 2, "closefrom", numbers))
                    return Status.Error;
                error = Libc.posix_spawn_file_actions_addclosefrom_np(actions, numbers[1]);
                break;
            default:
                return Err.TypeStatus(ts, "Unknown file_actions identifier");
        }
        return OsError.Check(ts, -error, error);
    }

    /// <summary>The ints of an action after its kind.</summary>
    private static bool Numbers(ThreadState* ts, PyObject* action, nint size, string kind, int* numbers)
    {
        if (PyTuple.Size(action) != size)
        {
            Err.Type(ts, $"A {kind} file_action tuple must have {size} elements");
            return false;
        }
        for (nint i = 1; i < size; i++)
        {
            numbers[i] = ArgumentParsing.Int32(ts, PyTuple.GetBorrowed(action, i));
            if (numbers[i] == -1 && Err.Occurred(ts))
                return false;
        }
        return true;
    }

    private static Status AddOpen(ThreadState* ts, PyObject* action, posix_spawn_file_actions_t* actions, PyObject* kept)
    {
        if (PyTuple.Size(action) != 5)
            return Err.TypeStatus(ts, "A open file_action tuple must have 5 elements");
        int fd = ArgumentParsing.Int32(ts, PyTuple.GetBorrowed(action, 1));
        if (fd == -1 && Err.Occurred(ts))
            return Status.Error;
        PyObject* path = FsPath.Encode(ts, PyTuple.GetBorrowed(action, 2));
        if (path == null || PyList.AppendSteal(ts, kept, path) != Status.Ok)
            return Status.Error;
        int flags = ArgumentParsing.Int32(ts, PyTuple.GetBorrowed(action, 3));
        if (flags == -1 && Err.Occurred(ts))
            return Status.Error;
        PyObject* mode = PyTuple.GetBorrowed(action, 4);
        if (!PyLong.Check(mode))
            return Err.TypeStatus(ts, "A open file_action tuple must have 5 elements");
        int error = Libc.posix_spawn_file_actions_addopen(actions, fd, PyBytes.Data(path), flags, (uint)PyLong.AsUInt64Mask(ts, mode));
        return OsError.Check(ts, -error, error);
    }
}
