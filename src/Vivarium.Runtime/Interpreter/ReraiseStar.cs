// The end of try … except*: what was raised in the clauses and what none of them took is raised together, each part in its place in the group (PEP 654).
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class ReraiseStar
{
    /// <summary>The exception to raise, owned; None when there is nothing.</summary>
    public static PyObject* Prepare(ThreadState* ts, PyObject* original, PyObject* exceptions)
    {
        nint n = PyList.Size(exceptions);
        if (n == 0)
            return Py.None;
        // A lone exception was wrapped for the clauses; at most one of them ran.
        if (!BaseExceptionGroupType.IsGroup(original))
            return Ref.New(PyList.GetBorrowed(exceptions, 0));
        using Owned<PyObject> raised = Own.Of(ts, PyList.New(ts, 0));
        if (raised.IsNull)
            return null;
        var leaves = new HashSet<nint>();
        for (nint i = 0; i < n; i++)
        {
            PyObject* e = PyList.GetBorrowed(exceptions, i);
            if (e == Py.None)
                continue;
            if (IsPartOf(e, original))
                CollectLeaves(e, leaves);
            else if (PyList.Append(ts, raised.Pointer, e) != Status.Ok)
                return null;
        }
        PyObject* rest = null;
        if (leaves.Count > 0)
        {
            rest = Project(ts, original, leaves);
            if (rest == null && Err.Occurred(ts))
                return null;
        }
        if (PyList.Size(raised.Pointer) == 0)
            return rest != null ? rest : Py.None;
        if (rest != null && PyList.AppendSteal(ts, raised.Pointer, rest) != Status.Ok)
            return null;
        if (PyList.Size(raised.Pointer) == 1)
            return Ref.New(PyList.GetBorrowed(raised.Pointer, 0));
        using Owned<PyObject> message = Own.Of(ts, PyUnicode.FromString(ts, ""));
        return message.IsNull ? null : Call.TwoArgs(ts, (PyObject*)Exc.ExceptionGroup, message.Pointer, raised.Pointer);
    }

    /// <summary>Parts that were split off share these with the whole; a group made in a clause does not.</summary>
    private static bool IsPartOf(PyObject* e, PyObject* original)
    {
        if (!BaseExceptionGroupType.IsGroup(e))
            return false;
        PyBaseExceptionObject* a = (PyBaseExceptionObject*)e;
        PyBaseExceptionObject* b = (PyBaseExceptionObject*)original;
        return a->notes == b->notes && a->traceback == b->traceback && a->cause == b->cause && a->context == b->context;
    }

    private static void CollectLeaves(PyObject* e, HashSet<nint> leaves)
    {
        if (!BaseExceptionGroupType.IsGroup(e))
        {
            leaves.Add((nint)e);
            return;
        }
        PyObject* members = ((PyBaseExceptionGroupObject*)e)->excs;
        for (nint i = 0; i < PyTuple.Size(members); i++)
            CollectLeaves(PyTuple.GetBorrowed(members, i), leaves);
    }

    /// <summary>The part of the group that consists of these leaves, in the same structure; null without an exception when there is none.</summary>
    private static PyObject* Project(ThreadState* ts, PyObject* e, HashSet<nint> leaves)
    {
        if (!BaseExceptionGroupType.IsGroup(e))
            return leaves.Contains((nint)e) ? Ref.New(e) : null;
        if (!NativeStack.Enter(ts, " in exceptiongroup_split_recursive"))
            return null;
        using Owned<PyObject> kept = Own.Of(ts, PyList.New(ts, 0));
        if (kept.IsNull)
            return null;
        PyObject* members = ((PyBaseExceptionGroupObject*)e)->excs;
        for (nint i = 0; i < PyTuple.Size(members); i++)
        {
            PyObject* part = Project(ts, PyTuple.GetBorrowed(members, i), leaves);
            if (part == null ? Err.Occurred(ts) : PyList.AppendSteal(ts, kept.Pointer, part) != Status.Ok)
                return null;
        }
        return PyList.Size(kept.Pointer) == 0 ? null : ExceptionGroupSplit.Derive(ts, e, kept.Pointer);
    }
}
