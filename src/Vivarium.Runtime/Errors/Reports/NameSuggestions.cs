// "Did you mean: 'x'?" behind NameError, AttributeError and ImportError, "Did you forget to import 'x'" for modules of the library. Whatever fails gives no suggestion.
// See docs/internals/reports.md.
using System.Text;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Errors.Reports;

internal static unsafe class NameSuggestions
{
    /// <summary>The text to be put behind the message; empty without a suggestion.</summary>
    public static string For(ThreadState* ts, PyObject* exception, PyTracebackObject* traceback)
    {
        string text = Find(ts, exception, traceback);
        Err.Clear(ts);
        return text;
    }

    private static string Find(ThreadState* ts, PyObject* exception, PyTracebackObject* traceback)
    {
        if (PyType.IsInstance(exception, Exc.ImportError))
        {
            using Owned<PyObject> from = Own.Of(ts, Attribute(ts, exception, "name_from"));
            if (!from.IsNull && from.Pointer != Py.None)
                return Means(PyUnicode.Check(from.Pointer) ? OfModule(ts, exception, PyUnicode.ToString(from.Pointer)) : null);
        }
        bool name = PyType.IsInstance(exception, Exc.NameError);
        if (!name && !PyType.IsInstance(exception, Exc.AttributeError))
            return "";
        using Owned<PyObject> wrong = Own.Of(ts, Attribute(ts, exception, "name"));
        if (wrong.IsNull || wrong.Pointer == Py.None || !PyUnicode.Check(wrong.Pointer))
            return "";
        string wrongName = PyUnicode.ToString(wrong.Pointer);
        if (!name)
            return Means(OfAttribute(ts, exception, wrongName, traceback));
        string? suggestion = OfName(ts, wrong.Pointer, traceback);
        Err.Clear(ts);
        string means = Means(suggestion);
        if (!IsLibraryModule(ts, wrong.Pointer))
            return means;
        return suggestion != null ? $"{means} Or did you forget to import '{wrongName}'?" : $". Did you forget to import '{wrongName}'?";
    }

    private static string Means(string? suggestion) => string.IsNullOrEmpty(suggestion) ? "" : $". Did you mean: '{suggestion}'?";

    private static PyObject* Attribute(ThreadState* ts, PyObject* o, string name)
    {
        PyObject* value = Obj.GetAttr(ts, o, name);
        if (value == null)
            Err.Clear(ts);
        return value;
    }

    private static bool IsLibraryModule(ThreadState* ts, PyObject* name)
    {
        using Owned<PyObject> names = Own.Of(ts, ReportStream.SysObject(ts, "stdlib_module_names"));
        return !names.IsNull && Obj.Contains(ts, names.Pointer, name) == Truth.True;
    }

    // ---- Candidates ----

    private static string? OfModule(ThreadState* ts, PyObject* exception, string wrong)
    {
        using Owned<PyObject> name = Own.Of(ts, Attribute(ts, exception, "name"));
        if (name.IsNull || !PyUnicode.Check(name.Pointer))
            return null;
        using Owned<PyObject> module = Own.Of(ts, Imports.ImportModuleLevel(ts, name.Pointer, null, null, null, 0));
        List<string>? names = module.IsNull ? null : Directory(ts, module.Pointer);
        return names == null ? null : Nearest(wrong, HideUnderscored(names, !wrong.StartsWith('_')));
    }

    private static string? OfAttribute(ThreadState* ts, PyObject* exception, string wrong, PyTracebackObject* traceback)
    {
        using Owned<PyObject> value = Own.Of(ts, Attribute(ts, exception, "obj"));
        PyObject* o = value.IsNull ? Py.None : value.Pointer;
        List<string>? names = Directory(ts, o);
        if (names == null)
            return null;
        bool hide = !wrong.StartsWith('_');
        if (hide && traceback != null)
        {
            using Owned<PyObject> locals = Own.Of(ts, FrameLocals.MappingOf(ts, Innermost(traceback)));
            using Owned<PyObject> self = Own.Of(ts, locals.IsNull ? null : SelfOf(ts, locals.Pointer));
            if (Err.Occurred(ts))
                return null;
            hide = self.IsNull || self.Pointer != o;
        }
        return Nearest(wrong, HideUnderscored(names, hide));
    }

    private static string? OfName(ThreadState* ts, PyObject* wrong, PyTracebackObject* traceback)
    {
        if (traceback == null)
            return null;
        _PyInterpreterFrame* frame = Innermost(traceback);
        using Owned<PyObject> locals = Own.Of(ts, FrameLocals.MappingOf(ts, frame));
        var names = new List<string>();
        if (locals.IsNull || !Collect(ts, locals.Pointer, names) || !Collect(ts, frame->f_globals, names) || !Collect(ts, frame->f_builtins, names))
            return null;
        using Owned<PyObject> self = Own.Of(ts, SelfOf(ts, locals.Pointer));
        if (Err.Occurred(ts))
            return null;
        if (!self.IsNull)
        {
            Truth has = Obj.HasAttr(ts, self.Pointer, wrong);
            Err.Clear(ts);
            if (has == Truth.True)
                return $"self.{PyUnicode.ToString(wrong)}";
        }
        return Nearest(PyUnicode.ToString(wrong), names);
    }

    private static _PyInterpreterFrame* Innermost(PyTracebackObject* traceback)
    {
        while (traceback->tb_next != null)
            traceback = traceback->tb_next;
        return traceback->tb_frame->f_frame;
    }

    /// <summary>The local variable self, owned; null when there is none.</summary>
    private static PyObject* SelfOf(ThreadState* ts, PyObject* locals)
    {
        using Owned<PyObject> name = Own.Of(ts, PyUnicode.InternFromString(ts, "self"));
        PyObject* value = null;
        if (!name.IsNull && Map.GetOptionalItem(ts, locals, name.Pointer, &value) == Lookup.Found)
            return value;
        return null;
    }

    /// <summary>Adds the keys that are str; false after an exception.</summary>
    private static bool Collect(ThreadState* ts, PyObject* mapping, List<string> names)
    {
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, mapping));
        while (!iterator.IsNull)
        {
            using Owned<PyObject> key = Own.Of(ts, Obj.IterNext(ts, iterator.Pointer));
            if (key.IsNull)
                break;
            if (PyUnicode.Check(key.Pointer))
                names.Add(PyUnicode.ToString(key.Pointer));
        }
        return !Err.Occurred(ts);
    }

    /// <summary>The names that o.__dir__() gives, sorted; null after an exception.</summary>
    private static List<string>? Directory(ThreadState* ts, PyObject* o)
    {
        using Owned<PyObject> method = Own.Of(ts, Obj.GetAttr(ts, o, Id.__dir__));
        PyObject* list = method.IsNull ? null : Call.NoArgs(ts, method.Pointer);
        if (list == null && !method.IsNull && Err.ClearIf(ts, Exc.TypeError))
        {
            // A class: its __dir__ is unbound.
            using Owned<PyObject> unbound = Own.Of(ts, Obj.GetAttr(ts, (PyObject*)o->ob_type, Id.__dir__));
            list = unbound.IsNull ? null : Call.OneArg(ts, unbound.Pointer, o);
        }
        using Owned<PyObject> names = Own.Of(ts, list);
        var result = new List<string>();
        if (names.IsNull || !Collect(ts, names.Pointer, result))
            return null;
        result.Sort(CompareCodePoints);
        return result;
    }

    private static int CompareCodePoints(string a, string b)
    {
        int[] left = CodePoints.Of(a);
        int[] right = CodePoints.Of(b);
        return left.AsSpan().SequenceCompareTo(right);
    }

    private static List<string> HideUnderscored(List<string> names, bool hide) => hide ? names.FindAll(static name => !name.StartsWith('_')) : names;

    // ---- The nearest ----

    /// <summary>The nearest of the names, if it is near enough. Distances are in bytes of UTF-8.</summary>
    public static string? Nearest(string wrong, IReadOnlyList<string> names)
    {
        var bytes = new string[names.Count];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = Bytes(names[i]);
        string? best = Suggestions.Find(Bytes(wrong), bytes);
        return best == null ? null : names[Array.IndexOf(bytes, best)];
    }

    private static string Bytes(string text) => Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
