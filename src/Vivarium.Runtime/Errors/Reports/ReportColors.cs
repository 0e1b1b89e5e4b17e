// Colours of tracebacks, and whether to use them: the library's _colorize rules (PYTHON_COLORS, NO_COLOR, FORCE_COLOR, TERM, a terminal). See docs/internals/reports.md.
namespace Vivarium.Runtime.Errors.Reports;

/// <summary>The colours of a traceback's parts; all empty without colours.</summary>
internal sealed record ReportColors(string Type, string Message, string FileName, string LineNumber, string Frame, string Highlight, string Range, string Reset)
{
    public static ReportColors None { get; } = new("", "", "", "", "", "", "", "");

    public static ReportColors Default { get; } = new("\x1b[1;35m", "\x1b[35m", "\x1b[35m", "\x1b[35m", "\x1b[35m", "\x1b[1;31m", "\x1b[31m", "\x1b[0m");

    public bool Any => Reset.Length != 0;

    /// <summary>Which to use for a file object; never raises.</summary>
    public static unsafe ReportColors For(ThreadState* ts, PyObject* file) => ReportTerminal.Colorize(ts, file) ? Default : None;
}

internal static unsafe partial class ReportTerminal
{
    [LibraryImport("libc")]
    private static partial int isatty(int descriptor);

    public static bool Colorize(ThreadState* ts, PyObject* file)
    {
        if (PyInterpreter.Of(ts).Config.use_environment)
        {
            string? choice = Variable(ts, "PYTHON_COLORS");
            if (choice is "0" or "1")
                return choice == "1";
        }
        if (!string.IsNullOrEmpty(Variable(ts, "NO_COLOR")))
            return false;
        if (!string.IsNullOrEmpty(Variable(ts, "FORCE_COLOR")))
            return true;
        if (Variable(ts, "TERM") == "dumb")
            return false;
        return file == null ? IsTerminal(2) : IsTerminal(ts, file);
    }

    private static bool IsTerminal(int descriptor) => isatty(descriptor) == 1;

    private static bool IsTerminal(ThreadState* ts, PyObject* file)
    {
        using Owned<PyObject> method = Own.Of(ts, Obj.GetAttr(ts, file, "fileno"));
        Err.Clear(ts);
        if (method.IsNull)
            return false;
        using Owned<PyObject> number = Own.Of(ts, Call.NoArgs(ts, method.Pointer));
        if (!number.IsNull && PyLong.Check(number.Pointer))
        {
            long descriptor;
            return PyLong.TryGetInt64(number.Pointer, &descriptor) && descriptor is >= 0 and <= int.MaxValue && IsTerminal((int)descriptor);
        }
        Err.Clear(ts);
        using Owned<PyObject> ask = Own.Of(ts, Obj.GetAttr(ts, file, "isatty"));
        using Owned<PyObject> answer = Own.Of(ts, ask.IsNull ? null : Call.NoArgs(ts, ask.Pointer));
        bool terminal = !answer.IsNull && Obj.IsTrue(ts, answer.Pointer) == Truth.True;
        Err.Clear(ts);
        return terminal;
    }

    /// <summary>os.environ.get(name), or the process's own environment before os is imported.</summary>
    private static string? Variable(ThreadState* ts, string name)
    {
        PyObject* modules = ts->interp->modules;
        PyObject* os = modules == null ? null : PyDict.GetStringBorrowed(ts, modules, "os");
        using Owned<PyObject> environ = Own.Of(ts, os == null ? null : Obj.GetAttr(ts, os, "environ"));
        using Owned<PyObject> key = Own.Of(ts, environ.IsNull ? null : PyUnicode.FromString(ts, name));
        if (key.IsNull)
        {
            Err.Clear(ts);
            return Environment.GetEnvironmentVariable(name);
        }
        using Owned<PyObject> value = Own.Of(ts, Call.Method(ts, environ.Pointer, Id.get, key.Pointer));
        Err.Clear(ts);
        return !value.IsNull && PyUnicode.Check(value.Pointer) ? PyUnicode.ToString(value.Pointer) : null;
    }
}
