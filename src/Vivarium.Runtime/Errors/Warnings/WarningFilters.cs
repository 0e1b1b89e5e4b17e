// Which action a warning gets: the first filter that matches, or the default action. A filter is a tuple (action, message, category, module, line); its message and module are
// None, a str to be equal to, or a pattern with a match method. See docs/internals/reports.md.
namespace Vivarium.Runtime.Errors.Warnings;

internal static unsafe class WarningFilters
{
    /// <summary>The action, owned; *filter is the filter that gave it (owned), or None.</summary>
    public static PyObject* Action(ThreadState* ts, PyObject* category, PyObject* text, nint line, PyObject* module, PyObject** filter)
    {
        PyObject* action = null;
        *filter = null;
        PyObject* list;
        Lookup found = WarningState.ContextFilters(ts, &list);
        if (found == Lookup.Missing)
        {
            list = WarningState.FiltersBorrowed(ts);
            if (list == null)
                return null;
            Ref.Inc(list);
        }
        if (list == null)
            return null;
        Lookup matched = Search(ts, list, found == Lookup.Found ? "_warnings_context" : "warnings", category, text, line, module, filter, &action);
        Ref.Dec(ts, list);
        if (matched != Lookup.Missing)
            return action;
        action = WarningState.DefaultActionBorrowed(ts);
        if (action == null)
            return null;
        *filter = Py.None;
        return Ref.New(action);
    }

    private static Lookup Search(
        ThreadState* ts, PyObject* list, string name, PyObject* category, PyObject* text, nint line, PyObject* module, PyObject** filter, PyObject** action)
    {
        // Matching runs Python code, which may change the list.
        for (nint i = 0; i < PyList.Size(list); i++)
        {
            using Owned<PyObject> item = Own.Of(ts, Ref.New(PyList.GetBorrowed(list, i)));
            PyObject* tuple = item.Pointer;
            if (!PyTuple.Check(tuple) || PyTuple.Size(tuple) != 5)
            {
                Err.Value(ts, $"{name}.filters item {i} isn't a 5-tuple");
                return Lookup.Error;
            }
            PyObject* itemAction = PyTuple.GetBorrowed(tuple, 0);
            if (!PyUnicode.Check(itemAction))
            {
                Err.Type(ts, $"action must be a string, not '{PyType.NameOf(itemAction)}'");
                return Lookup.Error;
            }
            Lookup matched = Matches(ts, tuple, category, text, line, module);
            if (matched == Lookup.Missing)
                continue;
            if (matched == Lookup.Found)
            {
                *action = Ref.New(itemAction);
                *filter = item.Release();
            }
            return matched;
        }
        return Lookup.Missing;
    }

    private static Lookup Matches(ThreadState* ts, PyObject* tuple, PyObject* category, PyObject* text, nint line, PyObject* module)
    {
        Truth goodText = TextMatches(ts, PyTuple.GetBorrowed(tuple, 1), text);
        if (goodText == Truth.Error)
            return Lookup.Error;
        Truth goodModule = TextMatches(ts, PyTuple.GetBorrowed(tuple, 3), module);
        if (goodModule == Truth.Error)
            return Lookup.Error;
        Truth goodCategory = Obj.IsSubclass(ts, category, PyTuple.GetBorrowed(tuple, 2));
        if (goodCategory == Truth.Error)
            return Lookup.Error;
        PyObject* number = PyTuple.GetBorrowed(tuple, 4);
        if (!PyLong.Check(number))
        {
            Err.Type(ts, "an integer is required");
            return Lookup.Error;
        }
        nint itemLine = PyLong.AsNInt(ts, number);
        if (itemLine == -1 && Err.Occurred(ts))
            return Lookup.Error;
        bool all = goodText == Truth.True && goodModule == Truth.True && goodCategory == Truth.True && (itemLine == 0 || itemLine == line);
        return all ? Lookup.Found : Lookup.Missing;
    }

    private static Truth TextMatches(ThreadState* ts, PyObject* pattern, PyObject* text)
    {
        if (pattern == Py.None)
            return Truth.True;
        if (PyUnicode.CheckExact(pattern))
            return Obj.RichCompareBool(ts, pattern, text, CompareOp.EQ);
        using Owned<PyObject> match = Own.Of(ts, Obj.GetAttr(ts, pattern, "match"));
        using Owned<PyObject> result = Own.Of(ts, match.IsNull ? null : Call.OneArg(ts, match.Pointer, text));
        return result.IsNull ? Truth.Error : Obj.IsTrue(ts, result.Pointer);
    }
}
