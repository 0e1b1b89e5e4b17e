// Taking an exception group apart by type or predicate, keeping its structure, traceback, notes and context (PEP 654).
namespace Vivarium.Runtime.Objects;

internal static unsafe class ExceptionGroupSplit
{
    /// <summary>*match and *rest (if wanted) are owned, None when empty.</summary>
    public static Status Split(ThreadState* ts, PyObject* group, PyObject* matcher, PyObject** match, PyObject** rest)
    {
        *match = null;
        if (rest != null)
            *rest = null;
        bool predicate = !PyType.Check(matcher) && !PyTuple.Check(matcher) && Obj.IsCallable(matcher);
        if (!predicate && !IsTypeOrTypes(matcher))
            return Err.TypeStatus(ts, "expected an exception type, a tuple of exception types, or a callable (other than a class)");
        Status status = Recurse(ts, group, matcher, predicate, match, rest);
        if (status != Status.Ok)
            return status;
        if (*match == null)
            *match = Py.None;
        if (rest != null && *rest == null)
            *rest = Py.None;
        return Status.Ok;
    }

    private static bool IsTypeOrTypes(PyObject* matcher)
    {
        if (PyType.Check(matcher))
            return PyType.HasFlag((PyTypeObject*)matcher, TypeFlags.BaseExcSubclass);
        if (!PyTuple.CheckExact(matcher))
            return false;
        for (nint i = 0; i < PyTuple.Size(matcher); i++)
        {
            PyObject* item = PyTuple.GetBorrowed(matcher, i);
            if (!PyType.Check(item) || !PyType.HasFlag((PyTypeObject*)item, TypeFlags.BaseExcSubclass))
                return false;
        }
        return true;
    }

    private static Truth Matches(ThreadState* ts, PyObject* exception, PyObject* matcher, bool predicate)
    {
        if (!predicate)
            return Err.GivenMatches(ts, exception, matcher) ? Truth.True : Truth.False;
        PyObject* result = Call.OneArg(ts, matcher, exception);
        if (result == null)
            return Truth.Error;
        Truth truth = Obj.IsTrue(ts, result);
        Ref.Dec(ts, result);
        return truth;
    }

    private static Status Recurse(ThreadState* ts, PyObject* exception, PyObject* matcher, bool predicate, PyObject** match, PyObject** rest)
    {
        if (!NativeStack.Enter(ts, " in exceptiongroup_split_recursive"))
            return Status.Error;
        Truth whole = Matches(ts, exception, matcher, predicate);
        if (whole == Truth.Error)
            return Status.Error;
        if (whole == Truth.True)
        {
            *match = Ref.New(exception);
            return Status.Ok;
        }
        if (!BaseExceptionGroupType.IsGroup(exception))
        {
            if (rest != null)
                *rest = Ref.New(exception);
            return Status.Ok;
        }
        using Owned<PyObject> matching = Own.Of(ts, PyList.New(ts, 0));
        using Owned<PyObject> others = Own.Of(ts, rest == null ? null : PyList.New(ts, 0));
        if (matching.IsNull || (rest != null && others.IsNull))
            return Status.Error;
        PyObject* members = ((PyBaseExceptionGroupObject*)exception)->excs;
        for (nint i = 0; i < PyTuple.Size(members); i++)
        {
            PyObject* m = null;
            PyObject* r = null;
            if (Recurse(ts, PyTuple.GetBorrowed(members, i), matcher, predicate, &m, rest == null ? null : &r) != Status.Ok)
                return Status.Error;
            using Owned<PyObject> ownedM = Own.Of(ts, m);
            using Owned<PyObject> ownedR = Own.Of(ts, r);
            if (m != null && PyList.Append(ts, matching.Pointer, m) != Status.Ok)
                return Status.Error;
            if (r != null && PyList.Append(ts, others.Pointer, r) != Status.Ok)
                return Status.Error;
        }
        if (PyList.Size(matching.Pointer) > 0 && (*match = Derive(ts, exception, matching.Pointer)) == null)
            return Status.Error;
        if (rest != null && PyList.Size(others.Pointer) > 0 && (*rest = Derive(ts, exception, others.Pointer)) == null)
        {
            Ref.Clear(ts, match);
            return Status.Error;
        }
        return Status.Ok;
    }

    /// <summary>group.derive(members) with the group's traceback, context, cause and notes.</summary>
    public static PyObject* Derive(ThreadState* ts, PyObject* group, PyObject* members)
    {
        PyObject* result = Call.Method(ts, group, Id.derive, members);
        if (result == null)
            return null;
        if (!BaseExceptionGroupType.IsGroup(result))
        {
            Ref.Dec(ts, result);
            return Err.Type(ts, "derive must return an instance of BaseExceptionGroup");
        }
        PyBaseExceptionObject* from = (PyBaseExceptionObject*)group;
        PyBaseExceptionObject* to = (PyBaseExceptionObject*)result;
        Ref.SetSteal(ts, &to->traceback, Ref.XNew(from->traceback));
        Ref.SetSteal(ts, &to->context, Ref.XNew(from->context));
        Ref.SetSteal(ts, &to->cause, Ref.XNew(from->cause));
        to->suppress_context = from->suppress_context;
        PyObject* notes;
        Lookup found = Obj.LookupAttr(ts, group, Id.__notes__, &notes);
        // Notes that are no sequence are nobody's notes.
        if (found == Lookup.Found)
        {
            using Owned<PyObject> owned = Own.Of(ts, notes);
            bool sequence = Seq.Check(notes);
            using Owned<PyObject> copy = Own.Of(ts, sequence ? PyList.FromSequence(ts, notes) : null);
            if (sequence && (copy.IsNull || Obj.SetAttr(ts, result, Id.__notes__, copy.Pointer) != Status.Ok))
                found = Lookup.Error;
        }
        if (found != Lookup.Error)
            return result;
        Ref.Dec(ts, result);
        return null;
    }
}
