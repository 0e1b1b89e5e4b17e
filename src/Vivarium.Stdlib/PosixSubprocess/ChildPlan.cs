// What a new process is to become, and its way there as system calls. Errors on the way are reported through the pipe that the library's subprocess reads.
// See docs/internals/subprocess.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;
using Vivarium.Stdlib.Signal;

namespace Vivarium.Stdlib.PosixSubprocess;

/// <summary>The ends of the pipes to the standard streams, and of the one for errors; -1 for none.</summary>
internal readonly struct PipeEnds(int p2cread, int p2cwrite, int c2pread, int c2pwrite, int errread, int errwrite, int errpipeRead, int errpipeWrite)
{
    public readonly int ChildIn = p2cread, ParentIn = p2cwrite, ParentOut = c2pread, ChildOut = c2pwrite, ParentErr = errread, ChildErr = errwrite;
    public readonly int ErrorRead = errpipeRead, ErrorWrite = errpipeWrite;
}

internal unsafe ref struct ChildPlan
{
    /// <summary>The programs to try, ended by null.</summary>
    public byte** Programs;
    /// <summary>Null for none.</summary>
    public byte** Arguments;
    public byte** Environment;
    /// <summary>Null for the one of this process.</summary>
    public byte* Directory;
    /// <summary>A tuple of the descriptors that the program inherits, and of the error pipe, ascending.</summary>
    public PyObject* Kept;
    public PipeEnds Pipes;
    public bool ClosesOthers, RestoresSignals, NewSession;
    public int ProcessGroup, Umask;

    /// <summary>Starts the process: its number, or minus an error number.</summary>
    public readonly nint Start(ref ChildSteps steps, in Identity identity)
    {
        ulong none = 0, mask, all = ulong.MaxValue;
        long* defaultAction = stackalloc long[4];
        new Span<long>(defaultAction, 4).Clear();
        int movedOut = -1, movedErr = -1;
        // Signals wait from here to the end: one that came to the child would run this process's handlers on its memory.
        _ = Libc.syscall(ChildSteps.SigMask, 2, (nint)(&all), (nint)(&mask), 8, 0, 0);
        AddPipes(ref steps, &movedOut, &movedErr);
        int chdir = Directory == null ? -1 : steps.Count;
        if (Directory != null)
            steps.Add(ChildSteps.Chdir, (nint)Directory);
        if (Umask >= 0)
            steps.Add(ChildSteps.Umask, Umask);
        AddSignals(ref steps, defaultAction);
        if (NewSession)
            steps.Add(ChildSteps.SetSid);
        if (ProcessGroup >= 0)
            steps.Add(ChildSteps.SetPgid, 0, ProcessGroup);
        identity.AddTo(ref steps);
        int beforeExec = steps.Count;
        if (ClosesOthers)
            AddCloses(ref steps);
        steps.Add(ChildSteps.SigMask, 2, (nint)(&mask), 0, 8, mayFail: true);
        int firstExec = steps.Count;
        for (byte** program = Programs; *program != null; program++)
            steps.Add(ChildSteps.Execve, (nint)(*program), (nint)(Arguments == null ? &none : (void*)Arguments), (nint)Environment, mayFail: true);
        nint pid = steps.Failed ? -OsError.EINVAL : steps.Run();
        _ = Libc.syscall(ChildSteps.SigMask, 2, (nint)(&mask), 0, 8, 0, 0);
        if (movedOut >= 0)
            _ = Libc.close(movedOut);
        if (movedErr >= 0)
            _ = Libc.close(movedErr);
        if (pid > 0)
            ReportFailure(ref steps, chdir, beforeExec, firstExec, Pipes.ErrorWrite);
        return pid;
    }

    private static int Descriptor(PyObject* tuple, nint i)
    {
        long fd;
        return PyLong.TryGetInt64(PyTuple.GetBorrowed(tuple, i), &fd) ? (int)fd : -1;
    }

    /// <summary>
    /// The standard streams. An end with the number of a stream that is set before it is moved out of the way: here, in the parent, as the number it gets must be known.
    /// The copies have close-on-exec and belong to the caller.
    /// </summary>
    private readonly void AddPipes(ref ChildSteps steps, int* movedOut, int* movedErr)
    {
        for (nint i = 0; i < PyTuple.Size(Kept); i++)
        {
            int fd = Descriptor(Kept, i);
            if (fd != Pipes.ErrorWrite)
                Inherit(ref steps, fd);
        }
        foreach (int fd in (ReadOnlySpan<int>)[Pipes.ParentIn, Pipes.ParentOut, Pipes.ParentErr, Pipes.ErrorRead])
        {
            if (fd >= 0)
                steps.Add(ChildSteps.Close, fd);
        }
        int output = Pipes.ChildOut;
        int errors = Pipes.ChildErr;
        if (output == 0)
            output = *movedOut = Libc.fcntl(output, DescriptorFlags.DupFdCloexec, 3);
        if (errors is 0 or 1)
            errors = *movedErr = Libc.fcntl(errors, DescriptorFlags.DupFdCloexec, 3);
        SetStream(ref steps, Pipes.ChildIn, 0);
        SetStream(ref steps, output, 1);
        SetStream(ref steps, errors, 2);
    }

    private static void SetStream(ref ChildSteps steps, int fd, int stream)
    {
        if (fd == stream)
            Inherit(ref steps, fd);
        else if (fd != -1)
            steps.Add(ChildSteps.Dup2, fd, stream);
    }

    /// <summary>fcntl(fd, F_SETFD, 0): the flag close-on-exec is the only one there is.</summary>
    private static void Inherit(ref ChildSteps steps, int fd) => steps.Add(ChildSteps.Fcntl, fd, 2, 0);

    /// <summary>Handlers are this process's code: the child has none of them. Python ignores two signals that other programs expect at their defaults.</summary>
    private readonly void AddSignals(ref ChildSteps steps, long* defaultAction)
    {
        const int pipe = 13, fileSize = 25;
        long* current = stackalloc long[4];
        for (int signal = 1; signal < SignalSets.Count; signal++)
        {
            if (Libc.syscall(ChildSteps.SigAction, signal, 0, (nint)current, 8, 0, 0) != 0)
                continue;
            bool handled = current[0] is not (0 or 1);
            if (handled || (RestoresSignals && signal is pipe or fileSize && current[0] == 1))
                steps.Add(ChildSteps.SigAction, signal, (nint)defaultAction, 0, 8, mayFail: true);
        }
    }

    /// <summary>All descriptors from 3 on but those to keep.</summary>
    private readonly void AddCloses(ref ChildSteps steps)
    {
        bool hasRange = Libc.close_range(uint.MaxValue, uint.MaxValue, 0) == 0;
        long from = 3;
        for (nint i = 0; i <= PyTuple.Size(Kept); i++)
        {
            long end = i < PyTuple.Size(Kept) ? Descriptor(Kept, i) : hasRange ? uint.MaxValue : Libc.sysconf(4);
            if (end > from && hasRange)
                steps.Add(ChildSteps.CloseRange, from, end - 1, 0, mayFail: true);
            for (long fd = from; fd < end && !hasRange && !steps.Failed; fd++)
                steps.Add(ChildSteps.Close, fd, mayFail: true);
            from = Math.Max(from, end + 1);
        }
    }

    /// <summary>Tells subprocess of a step that failed, in the words that its child process would write.</summary>
    private static void ReportFailure(ref ChildSteps steps, int chdir, int beforeExec, int firstExec, int errorPipe)
    {
        int error = 0;
        string message = "";
        for (int i = 0; i < beforeExec && error == 0; i++)
        {
            if (steps[i].result < 0 && steps[i].mayFail == 0)
            {
                error = (int)-steps[i].result;
                message = i == chdir ? "noexec:chdir" : "noexec";
            }
        }
        for (int i = firstExec; i < steps.Count && message.Length == 0; i++)
        {
            // A step that has not been made, or has not returned, is the program's that runs.
            if (steps[i].result >= 0)
                return;
            int failed = (int)-steps[i].result;
            if (error is 0 or OsError.ENOENT or OsError.ENOTDIR)
                error = failed;
        }
        if (error == 0 && firstExec < steps.Count)
            return;
        byte[] report = System.Text.Encoding.ASCII.GetBytes($"OSError:{error:x}:{message}");
        fixed (byte* text = report)
            _ = Libc.write(errorPipe, text, (nuint)report.Length);
    }
}
