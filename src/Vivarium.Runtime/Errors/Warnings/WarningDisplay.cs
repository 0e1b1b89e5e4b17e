// Showing a warning that the filters let through: by warnings._showwarnmsg once that module is imported, natively otherwise. See docs/internals/reports.md.
using System.Globalization;
using Vivarium.Runtime.Errors.Reports;

namespace Vivarium.Runtime.Errors.Warnings;

internal static unsafe class WarningDisplay
{
    /// <summary>The source line is a str or null (it is looked up); the source is the object that the warning is about, or null.</summary>
    public static Status Show(
        ThreadState* ts, PyObject* category, PyObject* text, PyObject* message, PyObject* filename, int line, PyObject* lineObject, PyObject* sourceLine, PyObject* source)
    {
        PyObject* function;
        Lookup found = WarningState.ModuleAttribute(ts, "_showwarnmsg", &function);
        if (found == Lookup.Error)
            return Status.Error;
        if (found == Lookup.Missing)
        {
            ShowNatively(ts, category, text, filename, line, sourceLine, source != null);
            return Status.Ok;
        }
        using Owned<PyObject> show = Own.Of(ts, function);
        if (!Obj.IsCallable(function))
            return Err.TypeStatus(ts, "warnings._showwarnmsg() must be set to a callable");
        PyObject* type;
        found = WarningState.ModuleAttribute(ts, "WarningMessage", &type);
        using Owned<PyObject> messageType = Own.Of(ts, type);
        if (found == Lookup.Missing)
            Err.Runtime(ts, "unable to get warnings.WarningMessage");
        if (found != Lookup.Found)
            return Status.Error;
        PyObject** args = stackalloc PyObject*[8] { null, message, category, filename, lineObject, Py.None, Py.None, source == null ? Py.None : source };
        using Owned<PyObject> record = Own.Of(ts, Call.Vectorcall(ts, type, args + 1, 7 | Call.ArgumentsOffset, null));
        using Owned<PyObject> done = Own.Of(ts, record.IsNull ? null : Call.OneArg(ts, function, record.Pointer));
        return done.IsNull ? Status.Error : Status.Ok;
    }

    /// <summary>FILE:LINE: Category: text, and the source line; what goes wrong is dropped.</summary>
    private static void ShowNatively(ThreadState* ts, PyObject* category, PyObject* text, PyObject* filename, int line, PyObject* sourceLine, bool aboutObject)
    {
        using Owned<PyObject> name = Own.Of(ts, Obj.GetAttr(ts, category, Id.__name__));
        using Owned<PyObject> shown = Own.Of(ts, name.IsNull ? null : Obj.Str(ts, text));
        PyObject* file;
        ReportTarget target = ReportStream.Find(ts, &file);
        using Owned<PyObject> stream = Own.Of(ts, file);
        if (!shown.IsNull && PyUnicode.Check(name.Pointer) && target != ReportTarget.Nowhere)
        {
            string source = sourceLine != null && PyUnicode.Check(sourceLine) ? PyUnicode.ToString(sourceLine)
                : new SourceLines(ts).Line(PyUnicode.ToString(filename), null, line);
            source = source.Trim(' ', '\t', '\f');
            string number = line.ToString(CultureInfo.InvariantCulture);
            ReadOnlySpan<string> pieces = [PyUnicode.ToString(filename), $":{number}: ", PyUnicode.ToString(name.Pointer), ": ", PyUnicode.ToString(shown.Pointer), "\n"];
            ReadOnlySpan<string> rest = source.Length == 0 ? [] : ["  ", source, "\n"];
            // Allocations are traced by a module of the library, which would have imported warnings.
            ReadOnlySpan<string> hint = aboutObject ? [$"{PyUnicode.ToString(name.Pointer)}: Enable tracemalloc to get the object allocation traceback\n"] : [];
            Write(ts, target, file, [.. pieces, .. rest, .. hint]);
        }
        Err.Clear(ts);
    }

    private static void Write(ThreadState* ts, ReportTarget target, PyObject* file, ReadOnlySpan<string> pieces)
    {
        if (target == ReportTarget.Lost)
            ReportStream.WriteDescriptor("lost sys.stderr\n");
        else if (target == ReportTarget.Descriptor)
            ReportStream.WriteDescriptor(string.Concat(pieces));
        for (int i = 0; target == ReportTarget.Stream && i < pieces.Length; i++)
        {
            if (ReportStream.Write(ts, file, pieces[i]) != Status.Ok)
                return;
        }
    }
}
