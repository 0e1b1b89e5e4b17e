// What class patterns and mapping patterns take out of their subject (PEP 634). See docs/internals/interpreter.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class PatternMatching
{
    /// <summary>The values of the sub-patterns as a tuple, positional ones first; null without an exception when the subject does not match.</summary>
    public static PyObject* MatchClass(ThreadState* ts, PyObject* subject, PyObject* type, int positional, PyObject* names)
    {
        if (!PyType.Check(type))
            return Err.Type(ts, "called match pattern must be a class");
        if (Obj.IsInstance(ts, subject, type) != Truth.True)
            return null;
        using Owned<PyObject> seen = Own.Of(ts, PySet.New(ts, null));
        using Owned<PyObject> values = Own.Of(ts, seen.IsNull ? null : PyList.New(ts, 0));
        if (values.IsNull)
            return null;
        if (positional > 0 && !TakePositional(ts, subject, type, positional, seen.Pointer, values.Pointer))
            return null;
        nint n = PyTuple.Size(names);
        for (nint i = 0; i < n; i++)
        {
            if (!TakeAttribute(ts, subject, type, PyTuple.GetBorrowed(names, i), seen.Pointer, values.Pointer))
                return null;
        }
        return PyList.AsTuple(ts, values.Pointer);
    }

    private static bool TakePositional(ThreadState* ts, PyObject* subject, PyObject* type, int positional, PyObject* seen, PyObject* values)
    {
        string name = PyType.TpName((PyTypeObject*)type);
        PyObject* matchArgs;
        if (Obj.LookupAttr(ts, type, Id.__match_args__, &matchArgs) == Lookup.Error)
            return false;
        using Owned<PyObject> held = Own.Of(ts, matchArgs);
        if (matchArgs != null && !PyTuple.CheckExact(matchArgs))
            return Fail(ts, $"{name}.__match_args__ must be a tuple (got {PyType.NameOf(matchArgs)})");
        bool matchSelf = matchArgs == null && PyType.HasFlag((PyTypeObject*)type, TypeFlags.MatchSelf);
        nint allowed = matchSelf ? 1 : matchArgs == null ? 0 : PyTuple.Size(matchArgs);
        if (allowed < positional)
            return Fail(ts, $"{name}() accepts {allowed} positional sub-pattern{(allowed == 1 ? "" : "s")} ({positional} given)");
        if (matchSelf)
            return PyList.Append(ts, values, subject) == Status.Ok;
        for (int i = 0; i < positional; i++)
        {
            PyObject* attribute = PyTuple.GetBorrowed(matchArgs, i);
            if (!PyUnicode.CheckExact(attribute))
                return Fail(ts, $"__match_args__ elements must be strings (got {PyType.NameOf(attribute)})");
            if (!TakeAttribute(ts, subject, type, attribute, seen, values))
                return false;
        }
        return true;
    }

    /// <summary>False when the subject lacks the attribute (no exception), or with an exception.</summary>
    private static bool TakeAttribute(ThreadState* ts, PyObject* subject, PyObject* type, PyObject* name, PyObject* seen, PyObject* values)
    {
        Lookup twice = PySet.Contains(ts, seen, name);
        if (twice == Lookup.Found)
            return Fail(ts, $"{PyType.TpName((PyTypeObject*)type)}() got multiple sub-patterns for attribute {Obj.ReprText(ts, name)}");
        if (twice == Lookup.Error || PySet.Add(ts, seen, name) != Status.Ok)
            return false;
        PyObject* value;
        return Obj.LookupAttr(ts, subject, name, &value) == Lookup.Found && PyList.AppendSteal(ts, values, value) == Status.Ok;
    }

    private static bool Fail(ThreadState* ts, string message)
    {
        Err.Type(ts, message);
        return false;
    }

    /// <summary>The values of the keys as a tuple; None when one is missing; null with an exception.</summary>
    public static PyObject* MatchKeys(ThreadState* ts, PyObject* map, PyObject* keys)
    {
        nint n = PyTuple.Size(keys);
        if (n == 0)
            return PyTuple.Empty();
        using Owned<PyObject> get = Own.Of(ts, Obj.GetAttr(ts, map, Id.get));
        using Owned<PyObject> seen = Own.Of(ts, get.IsNull ? null : PySet.New(ts, null));
        // get() must not insert anything, as subscription of a defaultdict would; a fresh object tells a missing key from any value.
        using Owned<PyObject> missing = Own.Of(ts, seen.IsNull ? null : Call.NoArgs(ts, (PyObject*)ObjectType.Type));
        using Owned<PyObject> values = Own.Of(ts, missing.IsNull ? null : PyList.New(ts, 0));
        if (values.IsNull)
            return null;
        for (nint i = 0; i < n; i++)
        {
            PyObject* key = PyTuple.GetBorrowed(keys, i);
            Lookup twice = PySet.Contains(ts, seen.Pointer, key);
            if (twice == Lookup.Found)
                return Err.Value(ts, $"mapping pattern checks duplicate key ({Obj.ReprText(ts, key)})");
            if (twice == Lookup.Error || PySet.Add(ts, seen.Pointer, key) != Status.Ok)
                return null;
            PyObject* value = Call.TwoArgs(ts, get.Pointer, key, missing.Pointer);
            if (value == null)
                return null;
            if (value == missing.Pointer)
            {
                Ref.Dec(ts, value);
                return Py.None;
            }
            if (PyList.AppendSteal(ts, values.Pointer, value) != Status.Ok)
                return null;
        }
        return PyList.AsTuple(ts, values.Pointer);
    }
}
