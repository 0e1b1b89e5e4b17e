// Audit events (PEP 578): functions added by sys.addaudithook() hear of what could harm: files opened, code compiled or run, processes started. Native code raises its events with
// Audit.Raise, guarded by Audit.Wanted, which costs one load where nobody listens. See docs/internals/sys.md.
namespace Vivarium.Runtime.State;

internal static unsafe class Audit
{
    /// <summary>Whether any hook is there: asked before arguments are made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Wanted(ThreadState* ts) => ts->interp->audit_hooks != null;

    /// <summary>Calls all hooks with the event and the tuple of arguments (borrowed; null for none). Error when one raised an exception.</summary>
    public static Status Raise(ThreadState* ts, string name, PyObject* args)
    {
        if (!Wanted(ts))
            return Status.Ok;
        using Owned<PyObject> text = Own.Of(ts, PyUnicode.InternFromString(ts, name));
        return text.IsNull ? Status.Error : Raise(ts, text.Pointer, args == null ? PyTuple.Empty() : args);
    }

    /// <summary>The same with one argument, borrowed.</summary>
    public static Status RaiseOne(ThreadState* ts, string name, PyObject* arg)
    {
        if (!Wanted(ts))
            return Status.Ok;
        using Owned<PyObject> args = Own.Of(ts, PyTuple.Pack(ts, arg));
        return args.IsNull ? Status.Error : Raise(ts, name, args.Pointer);
    }

    /// <summary>The same with ints and, unless null, an object (borrowed) behind them.</summary>
    public static Status RaiseNumbers(ThreadState* ts, string name, ReadOnlySpan<long> numbers, PyObject* last = null)
    {
        if (!Wanted(ts))
            return Status.Ok;
        using Owned<PyObject> args = Own.Of(ts, PyTuple.New(ts, numbers.Length + (last == null ? 0 : 1)));
        if (args.IsNull)
            return Status.Error;
        for (int i = 0; i < numbers.Length; i++)
        {
            PyObject* number = PyLong.FromInt64(ts, numbers[i]);
            if (number == null)
                return Status.Error;
            PyTuple.SetSteal(args.Pointer, i, number);
        }
        if (last != null)
            PyTuple.SetSteal(args.Pointer, numbers.Length, Ref.New(last));
        return Raise(ts, name, args.Pointer);
    }

    public static Status Raise(ThreadState* ts, PyObject* name, PyObject* args)
    {
        PyObject* hooks = ts->interp->audit_hooks;
        if (hooks == null)
            return Status.Ok;
        PyObject* pending = Err.Fetch(ts);
        Status status = CallAll(ts, hooks, name, args);
        if (status == Status.Ok)
            Err.Restore(ts, pending);
        else
            Ref.XDec(ts, pending);
        return status;
    }

    private static Status CallAll(ThreadState* ts, PyObject* list, PyObject* name, PyObject* args)
    {
        using Owned<PyObject> hooks = Own.Of(ts, Ref.New(list));
        for (nint i = 0; i < PyList.Size(hooks.Pointer); i++)
        {
            using Owned<PyObject> hook = Own.Of(ts, Ref.New(PyList.GetBorrowed(hooks.Pointer, i)));
            if (CallOne(ts, hook.Pointer, name, args) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    /// <summary>Hooks are not traced, unless they ask for it by the attribute __cantrace__.</summary>
    private static Status CallOne(ThreadState* ts, PyObject* hook, PyObject* name, PyObject* args)
    {
        PyObject* canTrace;
        Lookup there = Obj.LookupAttr(ts, hook, Id.__cantrace__, &canTrace);
        if (there == Lookup.Error)
            return Status.Error;
        Truth traced = there == Lookup.Missing ? Truth.False : Obj.IsTrue(ts, canTrace);
        if (there == Lookup.Found)
            Ref.Dec(ts, canTrace);
        if (traced == Truth.Error)
            return Status.Error;
        ts->tracing += traced == Truth.True ? 0 : 1;
        PyObject* result = Call.TwoArgs(ts, hook, name, args);
        ts->tracing -= traced == Truth.True ? 0 : 1;
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }

    /// <summary>Adds a hook; the hooks that are there may silently prevent it by raising an Exception.</summary>
    public static Status Add(ThreadState* ts, PyObject* hook)
    {
        if (Raise(ts, "sys.addaudithook", null) != Status.Ok)
        {
            if (!Err.Matches(ts, Exc.Exception))
                return Status.Error;
            Err.Clear(ts);
            return Status.Ok;
        }
        if (ts->interp->audit_hooks == null && (ts->interp->audit_hooks = PyList.New(ts, 0)) == null)
            return Status.Error;
        return PyList.Append(ts, ts->interp->audit_hooks, hook);
    }
}
