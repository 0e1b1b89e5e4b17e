// Where coroutines were made (sys.set_coroutine_origin_tracking_depth), and the warning about those that nobody awaited. See docs/internals/generators.md.
using Vivarium.Runtime.Errors.Reports;

namespace Vivarium.Runtime.Interpreter;

internal static unsafe class CoroutineOrigin
{
    /// <summary>A tuple of (file, line, function) of the innermost frames; owned, or null with an exception.</summary>
    public static PyObject* Capture(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        int limit = ts->coroutine_origin_tracking_depth;
        frame = Frames.SkipIncomplete(frame);
        int depth = 0;
        for (_PyInterpreterFrame* at = frame; at != null && depth < limit; at = Frames.SkipIncomplete(at->previous))
            depth++;
        PyObject* origin = PyTuple.New(ts, depth);
        for (int i = 0; origin != null && i < depth; i++, frame = Frames.SkipIncomplete(frame->previous))
        {
            PyObject* entry = Entry(ts, frame);
            if (entry == null)
            {
                Ref.Dec(ts, origin);
                return null;
            }
            PyTuple.SetSteal(origin, i, entry);
        }
        if (origin != null)
            PyTuple.Track(ts, origin);
        return origin;
    }

    private static PyObject* Entry(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        using Owned<PyObject> line = Own.Of(ts, PyLong.FromInt64(ts, FrameType.CurrentLine(frame)));
        return line.IsNull ? null : PyTuple.Pack(ts, code->co_filename, line.Pointer, code->co_name);
    }

    /// <summary>RuntimeWarning, with the origin if it was recorded; a failure is reported as unraisable.</summary>
    public static void WarnNeverAwaited(ThreadState* ts, PyObject* coroutine)
    {
        if (!Warn(ts, coroutine))
            Err.WriteUnraisable(ts, "Exception ignored while finalizing coroutine", coroutine);
    }

    private static bool Warn(ThreadState* ts, PyObject* coroutine)
    {
        PyObject* modules = ts->interp->modules;
        PyObject* warnings = modules == null ? null : PyDict.GetStringBorrowed(ts, modules, "warnings");
        if (warnings != null)
        {
            using Owned<PyObject> function = Own.Of(ts, Obj.GetAttr(ts, warnings, "_warn_unawaited_coroutine"));
            if (!function.IsNull)
            {
                PyObject* result = Call.OneArg(ts, function.Pointer, coroutine);
                Ref.XDec(ts, result);
                return result != null;
            }
            Err.Clear(ts);
        }
        string name = PyUnicode.ToString(((PyGenObject*)coroutine)->gi_qualname);
        string text = $"coroutine '{name}' was never awaited{OriginText(ts, ((PyGenObject*)coroutine)->gi_origin_or_finalizer)}";
        return Err.Warn(ts, Exc.RuntimeWarning, text, 1, coroutine) == Status.Ok;
    }

    /// <summary>Where the coroutine was made, outermost frame first; empty if that was not recorded.</summary>
    private static string OriginText(ThreadState* ts, PyObject* origin)
    {
        if (origin == null || !PyTuple.Check(origin))
            return "";
        var text = new System.Text.StringBuilder("\nCoroutine created at (most recent call last)");
        var sources = new SourceLines(ts);
        for (nint i = PyTuple.Size(origin) - 1; i >= 0; i--)
        {
            PyObject* entry = PyTuple.GetBorrowed(origin, i);
            string file = PyUnicode.ToString(PyTuple.GetBorrowed(entry, 0));
            long line = PyLong.AsInt64(ts, PyTuple.GetBorrowed(entry, 1));
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\n  File \"{file}\", line {line}, in {PyUnicode.ToString(PyTuple.GetBorrowed(entry, 2))}");
            string source = TextLines.Trim(sources.Line(file, null, (int)line));
            if (source.Length != 0)
                text.Append("\n    ").Append(source);
        }
        return text.ToString();
    }
}
