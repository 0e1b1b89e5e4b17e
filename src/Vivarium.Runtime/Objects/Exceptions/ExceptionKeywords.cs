// Keyword arguments of exceptions that name what they are about. See docs/internals/errors.md.
namespace Vivarium.Runtime.Objects;

internal static unsafe class ExceptionKeywords
{
    /// <summary>Owned, or null when absent.</summary>
    public static PyObject* Get(ThreadState* ts, PyObject* kwargs, PyObject* name)
    {
        if (kwargs == null)
            return null;
        PyObject* value;
        return PyDict.GetRef(ts, kwargs, name, &value) == Lookup.Found ? value : null;
    }

    public static Status Check(ThreadState* ts, string type, PyObject* kwargs, PyObject* a, PyObject* b = null, PyObject* c = null)
    {
        if (Err.Occurred(ts))
            return Status.Error;
        nint position = 0;
        PyObject* key;
        PyObject* value;
        while (kwargs != null && PyDict.Next(kwargs, &position, &key, &value))
        {
            bool known = PyUnicode.Equal(key, a) || (b != null && PyUnicode.Equal(key, b)) || (c != null && PyUnicode.Equal(key, c));
            if (known)
                continue;
            string wrong = PyUnicode.ToString(key);
            string? meant = Suggestions.Find(wrong, Names(a, b, c));
            string hint = meant is null ? "" : $". Did you mean '{meant}'?";
            return Err.TypeStatus(ts, $"{type}() got an unexpected keyword argument '{wrong}'{hint}");
        }
        return Status.Ok;
    }

    private static List<string> Names(PyObject* a, PyObject* b, PyObject* c)
    {
        List<string> names = [PyUnicode.ToString(a)];
        if (b != null)
            names.Add(PyUnicode.ToString(b));
        if (c != null)
            names.Add(PyUnicode.ToString(c));
        return names;
    }
}
