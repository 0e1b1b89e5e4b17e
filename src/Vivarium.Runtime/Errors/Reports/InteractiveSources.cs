// Sources that are in no file (the text of -c, lines typed at a prompt), by the code objects made from them, so that tracebacks can show their lines. What the library's
// linecache keeps under _interactive_cache; both are asked. See docs/internals/reports.md.
namespace Vivarium.Runtime.Errors.Reports;

internal sealed unsafe class InteractiveSources
{
    private readonly Dictionary<(string File, string Name, int Line), List<string>> _lines = [];

    /// <summary>Keeps the lines for the code object and those nested in it.</summary>
    public static void Register(ThreadState* ts, PyObject* code, string source)
    {
        List<string> lines = TextLines.Split(source);
        PyInterpreter.Of(ts).InteractiveSources.Add((PyCodeObject*)code, lines);
    }

    private void Add(PyCodeObject* code, List<string> lines)
    {
        _lines[KeyOf(code)] = lines;
        PyObject* constants = code->co_consts;
        for (nint i = 0; i < PyTuple.Size(constants); i++)
        {
            PyObject* constant = PyTuple.GetBorrowed(constants, i);
            if (PyCode.Check(constant))
                Add((PyCodeObject*)constant, lines);
        }
    }

    private static (string File, string Name, int Line) KeyOf(PyCodeObject* code) =>
        (PyUnicode.ToString(code->co_filename), PyUnicode.ToString(code->co_qualname), code->co_firstlineno);

    public List<string>? Find(PyCodeObject* code) => _lines.GetValueOrDefault(KeyOf(code));
}
