// What the exception handlers do besides their fast paths: raising, matching, splitting groups, exit functions of with statements.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class ExceptionSupport
{
    private static bool IsExceptionClass(PyObject* o) => PyType.Check(o) && PyType.HasFlag((PyTypeObject*)o, TypeFlags.BaseExcSubclass);

    private static bool IsExceptionInstance(PyObject* o) => PyType.HasFlag(o->ob_type, TypeFlags.BaseExcSubclass);

    // ---- except ----

    private static bool CheckTypes(ThreadState* ts, PyObject* type, string message)
    {
        if (PyTuple.Check(type))
        {
            for (nint i = 0; i < PyTuple.Size(type); i++)
            {
                if (!IsExceptionClass(PyTuple.GetBorrowed(type, i)))
                {
                    Err.Type(ts, message);
                    return false;
                }
            }
            return true;
        }
        if (IsExceptionClass(type))
            return true;
        Err.Type(ts, message);
        return false;
    }

    public static Truth CheckMatch(ThreadState* ts, PyObject* exception, PyObject* type)
    {
        if (!CheckTypes(ts, type, "catching classes that do not inherit from BaseException is not allowed"))
            return Truth.Error;
        return Err.GivenMatches(ts, exception, type) ? Truth.True : Truth.False;
    }

    private static bool CheckGroupTypes(ThreadState* ts, PyObject* type)
    {
        if (!CheckTypes(ts, type, "catching classes that do not inherit from BaseException is not allowed"))
            return false;
        nint n = PyTuple.Check(type) ? PyTuple.Size(type) : 1;
        for (nint i = 0; i < n; i++)
        {
            PyObject* one = PyTuple.Check(type) ? PyTuple.GetBorrowed(type, i) : type;
            if (!PyType.IsSubtype((PyTypeObject*)one, Exc.BaseExceptionGroup))
                continue;
            Err.Type(ts, "catching ExceptionGroup with except* is not allowed. Use except instead.");
            return false;
        }
        return true;
    }

    /// <summary>[exc, match_type] becomes [rest, match]; the match, if any, becomes the exception being handled.</summary>
    public static Status CheckGroupMatch(ThreadState* ts, StackRef* sp)
    {
        PyObject* exception = StackRefs.Borrow(sp[-2]);
        PyObject* type = StackRefs.Borrow(sp[-1]);
        if (!CheckGroupTypes(ts, type))
            return Status.Error;
        PyObject* match;
        PyObject* rest;
        if (SplitForHandler(ts, exception, type, &match, &rest) != Status.Ok)
            return Status.Error;
        StackRef oldException = sp[-2];
        StackRef oldType = sp[-1];
        sp[-2] = StackRefs.Steal(rest);
        sp[-1] = StackRefs.Steal(match);
        if (match != Py.None)
            Ref.SetSteal(ts, &ts->exc_info->exc_value, Ref.New(match));
        StackRefs.Close(ts, oldException);
        StackRefs.Close(ts, oldType);
        return Status.Ok;
    }

    private static Status SplitForHandler(ThreadState* ts, PyObject* exception, PyObject* type, PyObject** match, PyObject** rest)
    {
        if (exception == Py.None)
        {
            *match = Py.None;
            *rest = Py.None;
            return Status.Ok;
        }
        if (Err.GivenMatches(ts, exception, type))
        {
            *rest = Py.None;
            if (BaseExceptionGroupType.IsGroup(exception))
            {
                *match = Ref.New(exception);
                return Status.Ok;
            }
            // A naked exception is wrapped, with its traceback.
            using Owned<PyObject> members = Own.Of(ts, PyTuple.Pack(ts, exception));
            using Owned<PyObject> message = Own.Of(ts, PyUnicode.FromString(ts, ""));
            if (members.IsNull || message.IsNull)
                return Status.Error;
            *match = Call.TwoArgs(ts, (PyObject*)Exc.BaseExceptionGroup, message.Pointer, members.Pointer);
            if (*match == null)
                return Status.Error;
            Ref.SetSteal(ts, &((PyBaseExceptionObject*)*match)->traceback, Ref.XNew(((PyBaseExceptionObject*)exception)->traceback));
            return Status.Ok;
        }
        if (BaseExceptionGroupType.IsGroup(exception))
        {
            using Owned<PyObject> pair = Own.Of(ts, Call.Method(ts, exception, Id.split, type));
            if (pair.IsNull)
                return Status.Error;
            if (!PyTuple.Check(pair.Pointer))
                return Err.TypeStatus(ts, $"{PyType.NameOf(exception)}.split must return a tuple, not {PyType.NameOf(pair.Pointer)}");
            if (PyTuple.Size(pair.Pointer) < 2)
                return Err.TypeStatus(ts, $"{PyType.NameOf(exception)}.split must return a 2-tuple, got tuple of size {PyTuple.Size(pair.Pointer)}");
            *match = Ref.New(PyTuple.GetBorrowed(pair.Pointer, 0));
            *rest = Ref.New(PyTuple.GetBorrowed(pair.Pointer, 1));
            return Status.Ok;
        }
        *match = Py.None;
        *rest = Ref.New(exception);
        return Status.Ok;
    }

    // ---- raise ----

    /// <summary>Sets the exception that `raise` means; true for the bare form, whose traceback is complete already.</summary>
    public static bool Raise(ThreadState* ts, PyObject* exception, PyObject* cause)
    {
        if (exception == null)
        {
            PyObject* handled = Err.HandledBorrowed(ts);
            if (handled == null)
            {
                Err.Runtime(ts, "No active exception to reraise");
                return false;
            }
            Err.Restore(ts, Ref.New(handled));
            return true;
        }
        using Owned<PyObject> value = Own.Of(ts, Instance(ts, exception, "exceptions must derive from BaseException"));
        if (value.IsNull)
            return false;
        if (cause != null)
        {
            PyObject* fixedCause = cause == Py.None ? null : Instance(ts, cause, "exception causes must derive from BaseException");
            if (fixedCause == null && cause != Py.None)
                return false;
            PyBaseExceptionObject* e = (PyBaseExceptionObject*)value.Pointer;
            Ref.SetSteal(ts, &e->cause, fixedCause);
            e->suppress_context = 1;
        }
        Err.SetObject(ts, value.Pointer->ob_type, value.Pointer);
        return false;
    }

    /// <summary>An exception as given, or made by calling the class given; owned.</summary>
    private static PyObject* Instance(ThreadState* ts, PyObject* o, string message)
    {
        if (IsExceptionInstance(o))
            return Ref.New(o);
        if (!IsExceptionClass(o))
            return Err.Type(ts, message);
        PyObject* value = Call.NoArgs(ts, o);
        if (value == null || IsExceptionInstance(value))
            return value;
        Err.Type(ts, $"calling {Obj.ReprText(ts, o)} should have returned an instance of BaseException, not {Obj.ReprText(ts, (PyObject*)value->ob_type)}");
        Ref.Dec(ts, value);
        return null;
    }

    // ---- with ----

    /// <summary>[exit_func, exit_self, lasti, unused, val]: calls exit_func with type, value and traceback.</summary>
    public static PyObject* CallExit(ThreadState* ts, StackRef* sp)
    {
        PyObject* exception = StackRefs.Borrow(sp[-1]);
        PyObject* traceback = ((PyBaseExceptionObject*)exception)->traceback;
        PyObject** args = stackalloc PyObject*[5];
        args[1] = StackRefs.IsNull(sp[-4]) ? null : StackRefs.Borrow(sp[-4]);
        args[2] = (PyObject*)exception->ob_type;
        args[3] = exception;
        args[4] = traceback == null ? Py.None : traceback;
        bool hasSelf = args[1] != null;
        return Call.Vectorcall(ts, StackRefs.Borrow(sp[-5]), hasSelf ? args + 1 : args + 2, (hasSelf ? 4u : 3u) | Call.ArgumentsOffset, null);
    }
}
