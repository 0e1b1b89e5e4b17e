// The module _suggestions: the nearest of some names, for the library's own tracebacks. See docs/internals/errors.md.
namespace Vivarium.Stdlib.Suggestions;

[PyModule("_suggestions")]
internal static unsafe partial class SuggestionsModule
{
    [PyFunction("($module, candidates, item, /)", Doc = "The candidate nearest to item, or None when none is near enough.")]
    private static PyObject* _generate_suggestions(ThreadState* ts, PyObject* module, PyObject* candidates, [Of(typeof(StrType))] PyObject* item)
    {
        if (!PyList.CheckExact(candidates))
            return Err.Type(ts, "candidates must be a list");
        nint count = PyList.Size(candidates);
        for (nint i = 0; i < count; i++)
        {
            if (!PyUnicode.Check(PyList.GetBorrowed(candidates, i)))
                return Err.Type(ts, "all elements in 'candidates' must be strings");
        }
        string? wrong = Bytes(ts, item);
        var names = new List<string>();
        for (nint i = 0; i < count && wrong is not null; i++)
        {
            if (Bytes(ts, PyList.GetBorrowed(candidates, i)) is not { } name)
                return null;
            names.Add(name);
        }
        if (wrong is null)
            return null;
        string? found = Runtime.Errors.Suggestions.Find(wrong, names);
        return found is null ? Py.None : Ref.New(PyList.GetBorrowed(candidates, names.IndexOf(found)));
    }

    /// <summary>Distances are measured between bytes of UTF-8: one char for each.</summary>
    private static string? Bytes(ThreadState* ts, PyObject* text)
    {
        nint length;
        byte* bytes = PyUnicode.AsUtf8(ts, text, &length);
        return bytes == null ? null : System.Text.Encoding.Latin1.GetString(bytes, (int)length);
    }
}
