// The messages for calls whose arguments do not fit the parameters.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe partial class ArgumentBinding
{
    private static bool MissingArguments(ThreadState* ts, PyFunctionObject* function, nint missing, StackRef* locals, nint first, nint end, string kind)
    {
        PyCodeObject* co = (PyCodeObject*)function->func_code;
        var names = new List<string>();
        for (nint i = first; i < end; i++)
        {
            if (StackRefs.IsNull(locals[i]))
                names.Add($"'{PyUnicode.ToString(PyTuple.GetBorrowed(co->co_localsplusnames, i))}'");
        }
        string list = names.Count switch
        {
            1 => names[0],
            2 => $"{names[0]} and {names[1]}",
            _ => string.Join(", ", names.GetRange(0, names.Count - 1)) + $", and {names[^1]}",
        };
        Err.Type(ts, $"{Name(function)}() missing {missing} required {kind} argument{(missing == 1 ? "" : "s")}: {list}");
        return false;
    }

    private static bool TooManyPositional(ThreadState* ts, PyFunctionObject* function, nint given, StackRef* locals)
    {
        PyCodeObject* co = (PyCodeObject*)function->func_code;
        nint keywordOnly = 0;
        for (int i = co->co_argcount; i < co->co_argcount + co->co_kwonlyargcount; i++)
        {
            if (!StackRefs.IsNull(locals[i]))
                keywordOnly++;
        }
        nint defaults = function->func_defaults == null ? 0 : PyTuple.Size(function->func_defaults);
        bool plural = defaults != 0 || co->co_argcount != 1;
        string takes = defaults != 0 ? $"from {co->co_argcount - defaults} to {co->co_argcount}" : $"{co->co_argcount}";
        string extra = keywordOnly == 0
            ? ""
            : $" positional argument{(given != 1 ? "s" : "")} (and {keywordOnly} keyword-only argument{(keywordOnly != 1 ? "s" : "")})";
        Err.Type(ts, $"{Name(function)}() takes {takes} positional argument{(plural ? "s" : "")} but {given}{extra} {(given == 1 && keywordOnly == 0 ? "was" : "were")} given");
        return false;
    }

    private static bool UnexpectedKeyword(ThreadState* ts, PyFunctionObject* function, PyObject* kwnames, PyObject* keyword, PyObject** names, int total)
    {
        PyCodeObject* co = (PyCodeObject*)function->func_code;
        // Positional-only parameters passed by keyword are named together.
        var positionalOnly = new List<string>();
        for (int j = 0; j < co->co_posonlyargcount; j++)
        {
            for (nint k = 0; k < PyTuple.Size(kwnames); k++)
            {
                PyObject* name = PyTuple.GetBorrowed(kwnames, k);
                if (PyUnicode.Check(name) && PyUnicode.Equal(names[j], name))
                    positionalOnly.Add(PyUnicode.ToString(name));
            }
        }
        if (positionalOnly.Count > 0)
        {
            Err.Type(ts, $"{Name(function)}() got some positional-only arguments passed as keyword arguments: '{string.Join(", ", positionalOnly)}'");
            return false;
        }
        var candidates = new List<string>();
        for (int j = co->co_posonlyargcount; j < total; j++)
            candidates.Add(PyUnicode.ToString(names[j]));
        string text = PyUnicode.ToString(keyword);
        string? suggestion = Suggestions.Find(text, candidates);
        Err.Type(ts, $"{Name(function)}() got an unexpected keyword argument '{text}'{(suggestion == null ? "" : $". Did you mean '{suggestion}'?")}");
        return false;
    }
}
