// The module posix: Linux's system calls and the C library's functions, under the names that the library's os module re-exports. The files of this
// folder hold its functions by subject. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Posix;

[PyModule("posix", Doc = "The functions of a Unix system, as the C library and POSIX define them.\n\nThe module os has them in a form that is the same on all systems.",
    Types = [typeof(DirEntryType)])]
internal static unsafe partial class PosixModule
{
    /// <summary>By these names os decides which functions take directory descriptors, file descriptors and follow_symlinks.</summary>
    private static readonly string[] s_haveFunctions =
    [
        "HAVE_EVENTFD", "HAVE_TIMERFD_CREATE", "HAVE_FACCESSAT", "HAVE_FCHDIR", "HAVE_FCHMOD", "HAVE_FCHMODAT", "HAVE_FCHOWN", "HAVE_FCHOWNAT",
        "HAVE_FEXECVE", "HAVE_FDOPENDIR", "HAVE_FPATHCONF", "HAVE_FSTATAT", "HAVE_FSTATVFS", "HAVE_FTRUNCATE", "HAVE_FUTIMENS", "HAVE_FUTIMES",
        "HAVE_FUTIMESAT", "HAVE_LINKAT", "HAVE_LCHOWN", "HAVE_LSTAT", "HAVE_LUTIMES", "HAVE_MEMFD_CREATE", "HAVE_MKDIRAT", "HAVE_MKFIFOAT",
        "HAVE_MKNODAT", "HAVE_OPENAT", "HAVE_READLINKAT", "HAVE_RENAMEAT", "HAVE_SYMLINKAT", "HAVE_UNLINKAT", "HAVE_UTIMENSAT", "HAVE_PTSNAME_R",
    ];

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        if (Modules.AddObjectSteal(ts, module, "environ", PosixEnvironment.Snapshot(ts)) != Status.Ok || ModuleNumbers.Add(ts, module, PosixConstants.Numbers) != Status.Ok)
            return Status.Error;
        foreach (nint type in (ReadOnlySpan<nint>)[(nint)StatResults.StatResult, (nint)StatResults.StatvfsResult, (nint)ProcessResults.TerminalSize,
            (nint)ProcessResults.TimesResult, (nint)ProcessResults.UnameResult, (nint)ProcessResults.WaitidResult, (nint)SchedParam.Type])
        {
            if (Modules.AddType(ts, module, (PyTypeObject*)type) != Status.Ok)
                return Status.Error;
        }
        return AddNames(ts, module, "pathconf_names", PosixConstants.PathconfNames) == Status.Ok
            && AddNames(ts, module, "confstr_names", PosixConstants.ConfstrNames) == Status.Ok
            && AddNames(ts, module, "sysconf_names", PosixConstants.SysconfNames) == Status.Ok
            && Modules.AddObject(ts, module, "error", (PyObject*)Exc.OSError) == Status.Ok
            && Modules.AddObjectSteal(ts, module, "_have_functions", Texts(ts, s_haveFunctions)) == Status.Ok
            ? Status.Ok
            : Status.Error;
    }

    private static Status AddNames(ThreadState* ts, PyObject* module, string attribute, (string Name, int Value)[] names)
    {
        using Owned<PyObject> dict = Own.Of(ts, PyDict.New(ts));
        if (dict.IsNull)
            return Status.Error;
        foreach ((string name, int value) in names)
        {
            using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, value));
            if (number.IsNull || PyDict.SetString(ts, dict.Pointer, name, number.Pointer) != Status.Ok)
                return Status.Error;
        }
        return Modules.AddObject(ts, module, attribute, dict.Pointer);
    }

    private static PyObject* Texts(ThreadState* ts, string[] texts)
    {
        using Owned<PyObject> list = Own.Of(ts, PyList.New(ts, 0));
        if (list.IsNull)
            return null;
        foreach (string text in texts)
        {
            PyObject* item = PyUnicode.FromString(ts, text);
            if (item == null || PyList.AppendSteal(ts, list.Pointer, item) != Status.Ok)
                return null;
        }
        return list.Release();
    }

    [PyFunction("($module, /, path)", Doc = "The name of a file in the system's form: str and bytes as they are, else what __fspath__() gives.")]
    private static PyObject* fspath(ThreadState* ts, PyObject* module, PyObject* path) => FsPath.Of(ts, path);

    [PyFunction("($module, code, /)", Doc = "The system's message for an error number.")]
    private static PyObject* strerror(ThreadState* ts, PyObject* module, int code) => OsError.Text(ts, code);

    [PyFunction("($module, /)", Doc = "Run the hook for waiting on the terminal; there is none.")]
    private static int _inputhook(ThreadState* ts, PyObject* module) => 0;

    [PyFunction("($module, /)", Doc = "Whether there is a hook for waiting on the terminal.")]
    private static bool _is_inputhook_installed(ThreadState* ts, PyObject* module) => false;
}
