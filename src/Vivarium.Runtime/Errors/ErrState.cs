// The exception held by the thread state: raising with the exception being handled as context, fetching, matching. See docs/internals/errors.md.
namespace Vivarium.Runtime.Errors;

internal static unsafe partial class Err
{
    /// <summary>Raises type(message), with the exception being handled as its context; returns null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* SetString(ThreadState* ts, PyTypeObject* type, string message)
    {
        PyObject* text = PyUnicode.FromString(ts, message);
        if (text == null)
            return null;
        SetObject(ts, type, text);
        Ref.Dec(ts, text);
        return null;
    }

    public static PyObject* SetNone(ThreadState* ts, PyTypeObject* type) => SetObject(ts, type, null);

    /// <summary>Raises type(value): value may be an instance of the type, a tuple of arguments, None or null for no argument, or the one argument; returns null.</summary>
    public static PyObject* SetObject(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        if (!PyType.Check((PyObject*)type) || !PyType.HasFlag(type, TypeFlags.BaseExcSubclass))
            return System(ts, $"_PyErr_SetObject: exception {PyType.NameOf(type)} is not a BaseException subclass");
        PyObject* exception;
        if (value != null && PyType.HasFlag(value->ob_type, TypeFlags.BaseExcSubclass) && PyType.IsSubtype(value->ob_type, type))
        {
            exception = Ref.New(value);
        }
        else
        {
            PyObject* pending = Fetch(ts);
            exception = CreateException(ts, type, value);
            if (exception == null)
            {
                Ref.XDec(ts, pending);
                return null;
            }
            Ref.XDec(ts, pending);
        }
        ChainHandled(ts, exception);
        Restore(ts, exception);
        return null;
    }

    private static PyObject* CreateException(ThreadState* ts, PyTypeObject* type, PyObject* value)
    {
        PyObject* exception;
        if (value == null || value == Py.None)
            exception = Call.NoArgs(ts, (PyObject*)type);
        else if (PyTuple.Check(value))
            exception = Call.Object(ts, (PyObject*)type, value, null);
        else
            exception = Call.OneArg(ts, (PyObject*)type, value);
        if (exception != null && !PyType.HasFlag(exception->ob_type, TypeFlags.BaseExcSubclass))
        {
            Type(ts, $"calling {PyType.FullName(type)} should have returned an instance of BaseException, not {PyType.NameOf(exception)}");
            Ref.Dec(ts, exception);
            return null;
        }
        return exception;
    }

    // ---- Context ----

    /// <summary>The exception being handled, borrowed; null when none is.</summary>
    public static PyObject* HandledBorrowed(ThreadState* ts)
    {
        _PyErr_StackItem* info = ts->exc_info;
        while ((info->exc_value == null || info->exc_value == Py.None) && info->previous_item != null)
            info = info->previous_item;
        return info->exc_value == Py.None ? null : info->exc_value;
    }

    private static PyObject* ContextOf(PyObject* exception) => ((PyBaseExceptionObject*)exception)->context;

    /// <summary>Makes the exception being handled the context of one about to be raised, cutting the chain where it would close on itself.</summary>
    private static void ChainHandled(ThreadState* ts, PyObject* exception)
    {
        PyObject* handled = HandledBorrowed(ts);
        if (handled == null || handled == exception)
            return;
        // The chain below the handled exception may have a cycle that has nothing to do with this one: a second pointer at half speed finds it.
        PyObject* fast = handled;
        PyObject* slow = handled;
        bool stepSlow = false;
        PyObject* context;
        while ((context = ContextOf(fast)) != null)
        {
            if (context == exception)
            {
                Ref.Clear(ts, &((PyBaseExceptionObject*)fast)->context);
                break;
            }
            fast = context;
            if (fast == slow)
                break;
            if (stepSlow)
                slow = ContextOf(slow);
            stepSlow = !stepSlow;
        }
        Ref.SetSteal(ts, &((PyBaseExceptionObject*)exception)->context, Ref.New(handled));
    }

    /// <summary>The raised exception (thrown into a generator, say) gets the one being handled as its context, unless it has one.</summary>
    public static void ChainContext(ThreadState* ts)
    {
        PyObject* exception = Fetch(ts);
        if (exception == null)
            return;
        if (ContextOf(exception) == null)
            ChainHandled(ts, exception);
        Restore(ts, exception);
    }

    // ---- The thread state's field ----

    public static void Clear(ThreadState* ts)
    {
        PyObject* exception = ts->current_exception;
        if (exception != null)
        {
            ts->current_exception = null;
            Ref.Dec(ts, exception);
        }
    }

    /// <summary>Takes the exception out of the thread state (owned, or null).</summary>
    public static PyObject* Fetch(ThreadState* ts)
    {
        PyObject* exception = ts->current_exception;
        ts->current_exception = null;
        return exception;
    }

    /// <summary>Puts one back (takes over the reference; null clears), replacing what is there.</summary>
    public static void Restore(ThreadState* ts, PyObject* exception)
    {
        PyObject* old = ts->current_exception;
        ts->current_exception = exception;
        Ref.XDec(ts, old);
    }

    /// <summary>Puts one back that was raised first: an exception raised since keeps it as its context.</summary>
    public static void ChainRestore(ThreadState* ts, PyObject* exception)
    {
        if (exception == null)
            return;
        if (!Occurred(ts))
        {
            Restore(ts, exception);
            return;
        }
        PyObject* newer = Fetch(ts);
        Ref.SetSteal(ts, &((PyBaseExceptionObject*)newer)->context, exception);
        Restore(ts, newer);
    }

    /// <summary>Releases what a generator's level of handled exceptions holds.</summary>
    public static void ClearExcState(ThreadState* ts, _PyErr_StackItem* item) => Ref.Clear(ts, &item->exc_value);

    // ---- Matching ----

    /// <summary>Whether the raised exception is an instance of the type.</summary>
    public static bool Matches(ThreadState* ts, PyTypeObject* type) =>
        ts->current_exception != null && PyType.IsSubtype(ts->current_exception->ob_type, type);

    /// <summary>except clause: exception instance or type against a type or tuple of types.</summary>
    public static bool GivenMatches(ThreadState* ts, PyObject* exceptionOrType, PyObject* typeOrTuple)
    {
        if (exceptionOrType == null || typeOrTuple == null)
            return false;
        if (PyTuple.Check(typeOrTuple))
        {
            nint n = PyTuple.Size(typeOrTuple);
            for (nint i = 0; i < n; i++)
            {
                if (GivenMatches(ts, exceptionOrType, PyTuple.GetBorrowed(typeOrTuple, i)))
                    return true;
            }
            return false;
        }
        PyObject* type = PyType.HasFlag(exceptionOrType->ob_type, TypeFlags.BaseExcSubclass) ? (PyObject*)exceptionOrType->ob_type : exceptionOrType;
        if (PyType.Check(type) && PyType.Check(typeOrTuple) && PyType.HasFlag((PyTypeObject*)typeOrTuple, TypeFlags.BaseExcSubclass))
            return PyType.IsSubtype((PyTypeObject*)type, (PyTypeObject*)typeOrTuple);
        return type == typeOrTuple;
    }

    /// <summary>Clears the exception if it matches.</summary>
    public static bool ClearIf(ThreadState* ts, PyTypeObject* type)
    {
        if (!Matches(ts, type))
            return false;
        Clear(ts);
        return true;
    }

    // ---- Particular exceptions ----

    /// <summary>Never allocates from the heap: the exception comes from the interpreter's reserve. Returns null.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* NoMemory(ThreadState* ts)
    {
        PyObject* exception = MemoryErrors.Take(ts);
        ChainHandled(ts, exception);
        Restore(ts, exception);
        return null;
    }

    /// <summary>AttributeError with name and obj set (for suggestions).</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static PyObject* AttributeWithObject(ThreadState* ts, string message, PyObject* o, PyObject* name)
    {
        SetString(ts, Exc.AttributeError, message);
        PyObject* exception = ts->current_exception;
        if (exception != null && exception->ob_type == Exc.AttributeError)
        {
            PyAttributeErrorObject* error = (PyAttributeErrorObject*)exception;
            Ref.SetSteal(ts, &error->obj, Ref.New(o));
            Ref.SetSteal(ts, &error->name, Ref.New(name));
        }
        return null;
    }

    /// <summary>NameError (or UnboundLocalError) with name set.</summary>
    public static PyObject* NameNotDefined(ThreadState* ts, PyTypeObject* type, string message, PyObject* name)
    {
        SetString(ts, type, message);
        PyObject* exception = ts->current_exception;
        if (exception != null && exception->ob_type == type)
            Ref.SetSteal(ts, &((PyNameErrorObject*)exception)->name, Ref.New(name));
        return null;
    }

    /// <summary>Adds a note (PEP 678) to the raised exception.</summary>
    public static void AddNote(ThreadState* ts, string note)
    {
        PyObject* exception = Fetch(ts);
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, note));
        PyObject* done = text.IsNull ? null : Call.Method(ts, exception, Id.add_note, text.Pointer);
        Ref.XDec(ts, done);
        if (done == null)
            Clear(ts);
        Restore(ts, exception);
    }

    /// <summary>OSError (or the subclass for the error number) from errno; the file name is borrowed and may be null.</summary>
    public static PyObject* FromErrno(ThreadState* ts, int errno, PyObject* filename)
    {
        using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, errno));
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.FromString(ts, Marshal.GetPInvokeErrorMessage(errno)));
        if (number.IsNull || text.IsNull)
            return null;
        using Owned<PyObject> args = Own.Of(ts, filename == null ? PyTuple.Pack(ts, number.Pointer, text.Pointer) : PyTuple.Pack(ts, number.Pointer, text.Pointer, filename));
        if (args.IsNull)
            return null;
        using Owned<PyObject> exception = Own.Of(ts, Call.Object(ts, (PyObject*)Exc.OSError, args.Pointer, null));
        return exception.IsNull ? null : SetObject(ts, exception.Pointer->ob_type, exception.Pointer);
    }

    /// <summary>Converts a .NET exception caught at a border with the base library.</summary>
    public static PyObject* FromClr(ThreadState* ts, Exception exception) => exception switch
    {
        OutOfMemoryException => NoMemory(ts),
        _ => SetString(ts, Exc.RuntimeError, exception.Message),
    };
}
