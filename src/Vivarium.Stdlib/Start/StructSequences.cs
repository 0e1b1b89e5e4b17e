// The struct sequences of the native modules: each module declares its own with StructSequence.Declare and lists it here. See docs/internals/sys.md.
namespace Vivarium.Stdlib.Start;

internal static unsafe class StructSequences
{
    private static PyTypeObject** s_all;
    private static int s_count;

    private const int Capacity = 64;

    public static int Define(PyTypeObject*** all)
    {
        s_all = (PyTypeObject**)ImmortalRegion.Allocate((nuint)(Capacity * sizeof(PyTypeObject*)));
        s_count = 0;
        AddAll();
        *all = s_all;
        return s_count;
    }

    private static void Add(PyTypeObject* type) => s_all[s_count++] = type;

    private static void AddAll()
    {
        Add(Sys.SysInfoTypes.Flags);
        Add(Sys.SysInfoTypes.VersionInfo);
        Add(Sys.SysInfoTypes.FloatInfo);
        Add(Sys.SysInfoTypes.IntInfo);
        Add(Sys.SysInfoTypes.HashInfo);
        Add(Sys.SysInfoTypes.ThreadInfo);
        Add(Sys.SysInfoTypes.AsyncGenHooks);
        Add(Time.StructTime.Type);
        Add(Posix.StatResults.StatResult);
        Add(Posix.StatResults.StatvfsResult);
        Add(Posix.ProcessResults.TerminalSize);
        Add(Posix.ProcessResults.TimesResult);
        Add(Posix.ProcessResults.UnameResult);
        Add(Posix.ProcessResults.WaitidResult);
        Add(Posix.SchedParam.Type);
        Add(Threads.ExceptHookArgs.Type);
        Add(Posix.ResourceUsage.Type);
        Add(Signal.SigInfo.Type);
        Add(UserDatabase.PwdModule.Passwd);
        Add(UserDatabase.GrpModule.Group);
        Add(Lsprof.LsprofModule.Entry);
        Add(Lsprof.LsprofModule.SubEntry);
    }
}
