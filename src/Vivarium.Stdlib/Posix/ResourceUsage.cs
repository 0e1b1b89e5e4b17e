// resource.struct_rusage: what a process has used, as wait3 and wait4 return it. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

internal static unsafe class ResourceUsage
{
    public static readonly PyTypeObject* Type = StructSequence.Declare(
        "resource.struct_rusage",
        "What getrusage, wait3 and wait4 found a process to have used.\n\nAs a tuple it is (utime, stime, maxrss, ixrss, idrss, isrss, minflt, majflt, nswap, inblock, oublock, msgsnd,\n"
            + "msgrcv, nsignals, nvcsw, nivcsw); the attributes ru_utime, ru_stime and so on have the same.",
        16,
        [
            new("ru_utime", "user time used"), new("ru_stime", "system time used"), new("ru_maxrss", "max. resident set size"),
            new("ru_ixrss", "shared memory size"), new("ru_idrss", "unshared data size"), new("ru_isrss", "unshared stack size"),
            new("ru_minflt", "page faults not requiring I/O"), new("ru_majflt", "page faults requiring I/O"), new("ru_nswap", "number of swap outs"),
            new("ru_inblock", "block input operations"), new("ru_oublock", "block output operations"), new("ru_msgsnd", "IPC messages sent"),
            new("ru_msgrcv", "IPC messages received"), new("ru_nsignals", "signals received"), new("ru_nvcsw", "voluntary context switches"),
            new("ru_nivcsw", "involuntary context switches"),
        ]);

    public static PyObject* New(ThreadState* ts, rusage* usage)
    {
        StructSequenceBuilder result = new(ts, Type);
        result.AddDouble(usage->ru_utime.tv_sec + usage->ru_utime.tv_usec * 0.000001);
        result.AddDouble(usage->ru_stime.tv_sec + usage->ru_stime.tv_usec * 0.000001);
        long* counts = &usage->ru_maxrss;
        for (int i = 0; i < 14; i++)
            result.AddInt(counts[i]);
        return result.Finish();
    }
}
