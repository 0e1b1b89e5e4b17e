// The module atexit: functions that an interpreter calls when it ends, the last registered first. They are kept in the interpreter's state as
// a list of (function, args, kwargs or None); RunAll is what the end of an interpreter calls. See docs/internals/modules.md.
namespace Vivarium.Stdlib.AtExit;

[PyModule("atexit", Doc = "Functions to be called when the interpreter ends normally.\n\nregister() adds one, unregister() takes it back.")]
internal static unsafe partial class AtExitModule
{
    [PyFunction("($module, func, /, *args, **kwargs)", Doc = "Have a function called when the interpreter ends, with these arguments.\n\nThe function is returned, so that this can be a decorator.")]
    private static PyObject* register(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs < 1)
            return Err.Type(ts, "register() takes at least 1 argument (0 given)");
        if (!Obj.IsCallable(args[0]))
            return Err.Type(ts, "the first argument must be callable");
        using Owned<PyObject> positional = Own.Of(ts, PyTuple.FromArray(ts, args + 1, nargs - 1));
        if (positional.IsNull)
            return null;
        bool named = kwnames != null && PyTuple.Size(kwnames) != 0;
        using Owned<PyObject> keywords = Own.Of(ts, named ? Call.KeywordDict(ts, args + nargs, kwnames) : Ref.New(Py.None));
        if (keywords.IsNull)
            return null;
        if (ts->interp->atexit_callbacks == null && (ts->interp->atexit_callbacks = PyList.New(ts, 0)) == null)
            return null;
        using Owned<PyObject> callback = Own.Of(ts, PyTuple.Pack(ts, args[0], positional.Pointer, keywords.Pointer));
        return callback.IsNull || PyList.Append(ts, ts->interp->atexit_callbacks, callback.Pointer) != Status.Ok ? null : Ref.New(args[0]);
    }

    /// <summary>Calls all functions that are registered now and forgets them, and those that they registered. What they raise is reported and dropped.</summary>
    internal static void RunAll(ThreadState* ts)
    {
        PyObject* callbacks = ts->interp->atexit_callbacks;
        if (callbacks == null)
            return;
        using Owned<PyObject> all = Own.Of(ts, PyList.AsTuple(ts, callbacks));
        if (all.IsNull)
        {
            Err.WriteUnraisable(ts, "Exception ignored while copying atexit callbacks", null);
            return;
        }
        for (nint i = PyTuple.Size(all.Pointer) - 1; i >= 0; i--)
        {
            PyObject* callback = PyTuple.GetBorrowed(all.Pointer, i);
            PyObject* function = PyTuple.GetBorrowed(callback, 0);
            PyObject* keywords = PyTuple.GetBorrowed(callback, 2);
            PyObject* result = Call.Object(ts, function, PyTuple.GetBorrowed(callback, 1), keywords == Py.None ? null : keywords);
            if (result == null)
                Err.WriteUnraisable(ts, "Exception ignored in atexit callback", function);
            else
                Ref.Dec(ts, result);
        }
        Forget(ts);
    }

    private static void Forget(ThreadState* ts)
    {
        if (ts->interp->atexit_callbacks != null)
            PyList.Clear(ts, ts->interp->atexit_callbacks);
    }

    [PyFunction("($module, /)", Doc = "Call all registered functions now.\n\nAn exception is reported, and the next function is called.")]
    private static void _run_exitfuncs(ThreadState* ts, PyObject* module) => RunAll(ts);

    [PyFunction("($module, /)", Doc = "Forget all registered functions.")]
    private static void _clear(ThreadState* ts, PyObject* module) => Forget(ts);

    [PyFunction("($module, /)", Doc = "The number of registered functions.")]
    private static nint _ncallbacks(ThreadState* ts, PyObject* module) => ts->interp->atexit_callbacks == null ? 0 : PyList.Size(ts->interp->atexit_callbacks);

    [PyFunction("($module, func, /)", Doc = "Forget a registered function, as often as it was registered; one that was not is no error.")]
    private static Status unregister(ThreadState* ts, PyObject* module, PyObject* func)
    {
        PyObject* callbacks = ts->interp->atexit_callbacks;
        if (callbacks == null)
            return Status.Ok;
        using Owned<PyObject> list = Own.Of(ts, Ref.New(callbacks));
        for (nint i = PyList.Size(callbacks) - 1; i >= 0; i--)
        {
            if (i >= PyList.Size(callbacks))
                continue;
            using Owned<PyObject> callback = Own.Of(ts, Ref.New(PyList.GetBorrowed(callbacks, i)));
            Truth same = Obj.RichCompareBool(ts, func, PyTuple.GetBorrowed(callback.Pointer, 0), CompareOp.EQ);
            if (same == Truth.Error)
                return Status.Error;
            // The comparison may have changed the list.
            bool inPlace = i < PyList.Size(callbacks) && PyList.GetBorrowed(callbacks, i) == callback.Pointer;
            if (same == Truth.True && inPlace && PyList.SetSlice(ts, callbacks, i, i + 1, null) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }
}
