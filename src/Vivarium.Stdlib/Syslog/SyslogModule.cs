// The module syslog: messages to the system's log. See docs/internals/posix.md.
using Vivarium.Stdlib.Posix;
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Syslog;

[PyModule("syslog")]
internal static unsafe partial class SyslogModule
{
    private const int LogInfo = 6, LogUser = 8;

    private static readonly (string Name, long Value)[] s_numbers =
    [
        ("LOG_EMERG", 0), ("LOG_ALERT", 1), ("LOG_CRIT", 2), ("LOG_ERR", 3), ("LOG_WARNING", 4), ("LOG_NOTICE", 5), ("LOG_INFO", 6),
        ("LOG_DEBUG", 7), ("LOG_PID", 1), ("LOG_CONS", 2), ("LOG_NDELAY", 8), ("LOG_ODELAY", 4), ("LOG_NOWAIT", 16), ("LOG_PERROR", 32),
        ("LOG_KERN", 0), ("LOG_USER", 8), ("LOG_MAIL", 16), ("LOG_DAEMON", 24), ("LOG_AUTH", 32), ("LOG_LPR", 48), ("LOG_LOCAL0", 128),
        ("LOG_LOCAL1", 136), ("LOG_LOCAL2", 144), ("LOG_LOCAL3", 152), ("LOG_LOCAL4", 160), ("LOG_LOCAL5", 168), ("LOG_LOCAL6", 176),
        ("LOG_LOCAL7", 184), ("LOG_SYSLOG", 40), ("LOG_CRON", 72), ("LOG_UUCP", 64), ("LOG_NEWS", 56), ("LOG_AUTHPRIV", 80),
        ("LOG_FTP", 88),
    ];

    /// <summary>The system keeps the address of the name that messages begin with, for the whole process: it is kept as long.</summary>
    private static readonly Lock s_lock = new();

    private static byte* s_ident;
    private static bool s_open;

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module) => ModuleNumbers.Add(ts, module, s_numbers);

    [PyFunction("($module, /, ident=<unrepresentable>, logoption=0,\n        facility=LOG_USER)", Doc = "Set what later messages begin with, options, and the default facility.")]
    private static Status openlog(ThreadState* ts, PyObject* module, PyASCIIObject* ident = null, long logoption = 0, long facility = LogUser)
    {
        using Owned<PyObject> name = Own.Of(ts, ident == null ? ProgramName(ts) : Ref.New((PyObject*)ident));
        if (name.IsNull && Err.Occurred(ts))
            return Status.Error;
        if (AuditOpen(ts, name.IsNull ? Py.None : name.Pointer, logoption, facility) != Status.Ok)
            return Status.Error;
        nint length = 0;
        byte* text = name.IsNull ? null : PyUnicode.AsUtf8(ts, name.Pointer, &length);
        if (text == null && !name.IsNull)
            return Status.Error;
        Open(text == null ? [] : new ReadOnlySpan<byte>(text, (int)length), (int)logoption, (int)facility);
        return Status.Ok;
    }

    private static Status AuditOpen(ThreadState* ts, PyObject* ident, long options, long facility)
    {
        if (!Audit.Wanted(ts))
            return Status.Ok;
        using Owned<PyObject> args = Own.Of(ts, Tuples.Steal(ts, Ref.New(ident), PyLong.FromInt64(ts, options), PyLong.FromInt64(ts, facility)));
        return args.IsNull ? Status.Error : Audit.Raise(ts, "syslog.openlog", args.Pointer);
    }

    private static void Open(ReadOnlySpan<byte> ident, int options, int facility)
    {
        lock (s_lock)
        {
            byte* before = s_ident;
            s_ident = null;
            if (ident.Length > 0)
            {
                s_ident = (byte*)NativeMemory.AllocZeroed((nuint)ident.Length + 1);
                ident.CopyTo(new Span<byte>(s_ident, ident.Length));
            }
            Libc.openlog(s_ident, options, facility);
            s_open = true;
            NativeMemory.Free(before);
        }
    }

    /// <summary>The last part of sys.argv[0]; null without an exception when there is none.</summary>
    private static PyObject* ProgramName(ThreadState* ts)
    {
        PyObject* argv = PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "argv");
        if (argv == null || !PyList.Check(argv) || PyList.Size(argv) == 0 || !PyUnicode.Check(PyList.GetBorrowed(argv, 0)))
            return null;
        string script = PyUnicode.ToString(PyList.GetBorrowed(argv, 0));
        string name = script[(script.LastIndexOf('/') + 1)..];
        return name.Length == 0 ? null : PyUnicode.FromString(ts, name);
    }

    [PyFunction(Doc = "syslog([priority=LOG_INFO,] message)\nSend a message to the log.", NoKeywords = true, HideSignature = true)]
    private static PyObject* syslog(ThreadState* ts, PyObject* module, PyObject** args, nint count, PyObject* kwnames)
    {
        if (count is not (1 or 2))
            return Err.Type(ts, "syslog.syslog requires 1 to 2 arguments");
        long priority = LogInfo;
        if (count == 2)
        {
            using Owned<PyObject> number = Own.Of(ts, Num.Index(ts, args[0]));
            priority = number.IsNull ? -1 : PyLong.AsInt32(ts, number.Pointer);
            if (priority == -1 && Err.Occurred(ts))
                return null;
        }
        PyObject* message = args[count - 1];
        if (!PyUnicode.Check(message))
            return Err.Type(ts, $"syslog() argument {count} must be str, not {PyType.NameOf(message)}");
        if (Audit.RaiseNumbers(ts, "syslog.syslog", [priority], message) != Status.Ok)
            return null;
        nint length;
        byte* text = PyUnicode.AsUtf8(ts, message, &length);
        if (text == null)
            return null;
        if (new ReadOnlySpan<byte>(text, (int)length).Contains((byte)0))
            return Err.Value(ts, "embedded null character");
        if (!s_open && openlog(ts, module) != Status.Ok)
            return null;
        // The message is an argument of its own: a % in it means nothing.
        fixed (byte* format = "%s\0"u8)
            Libc.syslog((int)priority, format, text);
        return Py.None;
    }

    [PyFunction("($module, /)", Doc = "Forget what openlog() set.")]
    private static Status closelog(ThreadState* ts, PyObject* module)
    {
        if (Audit.Raise(ts, "syslog.closelog", null) != Status.Ok)
            return Status.Error;
        lock (s_lock)
        {
            if (s_open)
                Libc.closelog();
            NativeMemory.Free(s_ident);
            s_ident = null;
            s_open = false;
        }
        return Status.Ok;
    }

    [PyFunction("($module, maskpri, /)", Doc = "Set which priorities are sent; the mask before.")]
    private static PyObject* setlogmask(ThreadState* ts, PyObject* module, long maskpri) =>
        Audit.RaiseNumbers(ts, "syslog.setlogmask", [maskpri]) != Status.Ok ? null : PyLong.FromInt64(ts, Libc.setlogmask((int)maskpri));

    [PyFunction("($module, pri, /)", Doc = "The mask of one priority.")]
    private static long LOG_MASK(ThreadState* ts, PyObject* module, long pri) => 1L << (int)pri;

    [PyFunction("($module, pri, /)", Doc = "The mask of all priorities up to one.")]
    private static long LOG_UPTO(ThreadState* ts, PyObject* module, long pri) => (1L << ((int)pri + 1)) - 1;
}
