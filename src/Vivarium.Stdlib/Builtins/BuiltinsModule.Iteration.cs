// builtins: iterators and what consumes them.
namespace Vivarium.Stdlib.Builtins;

internal static unsafe partial class BuiltinsModule
{
    [PyFunction("($module, iterable, /)", Doc = "Tell whether all items are true.")]
    private static PyObject* all(ThreadState* ts, PyObject* module, PyObject* iterable) => Until(ts, iterable, Truth.False);

    [PyFunction("($module, iterable, /)", Doc = "Tell whether any item is true.")]
    private static PyObject* any(ThreadState* ts, PyObject* module, PyObject* iterable) => Until(ts, iterable, Truth.True);

    /// <summary>Looks for an item of that truth.</summary>
    private static PyObject* Until(ThreadState* ts, PyObject* iterable, Truth wanted)
    {
        using Owned<PyObject> iterator = Own.Of(ts, Obj.GetIter(ts, iterable));
        if (iterator.IsNull)
            return null;
        PyObject* item;
        while ((item = Obj.IterNext(ts, iterator.Pointer)) != null)
        {
            Truth truth = Obj.IsTrue(ts, item);
            Ref.Dec(ts, item);
            if (truth == Truth.Error)
                return null;
            if (truth == wanted)
                return Py.Bool(wanted == Truth.True);
        }
        return Err.Occurred(ts) ? null : Py.Bool(wanted == Truth.False);
    }

    [PyFunction(Doc = "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nReturn an iterator over an iterable, or one that calls until the sentinel comes.", NoKeywords = true)]
    private static PyObject* iter(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs is < 1 or > 2)
            return Err.Type(ts, $"iter expected at {(nargs < 1 ? "least 1 argument" : "most 2 arguments")}, got {nargs}");
        if (nargs == 1)
            return Obj.GetIter(ts, args[0]);
        return Obj.IsCallable(args[0]) ? PyIter.CallIter(ts, args[0], args[1]) : Err.Type(ts, "iter(v, w): v must be callable");
    }

    [PyFunction(Doc = "next(iterator[, default]) -> item\n\nReturn the next item, or the default if there is none.", NoKeywords = true)]
    private static PyObject* next(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs is < 1 or > 2)
            return Err.Type(ts, $"next expected at {(nargs < 1 ? "least 1 argument" : "most 2 arguments")}, got {nargs}");
        if (!Obj.IsIterator(args[0]))
            return Err.Type(ts, $"'{PyType.NameOf(args[0])}' object is not an iterator");
        PyObject* item = TypeSlots.Of(args[0])->tp_iternext(ts, args[0]);
        if (item != null)
            return item;
        if (nargs == 2)
        {
            if (Err.Occurred(ts) && !Err.ClearIf(ts, Exc.StopIteration))
                return null;
            return Ref.New(args[1]);
        }
        return Err.Occurred(ts) ? null : Err.SetNone(ts, Exc.StopIteration);
    }

    [PyFunction("($module, async_iterable, /)", Doc = "Return an asynchronous iterator over an asynchronous iterable.")]
    private static PyObject* aiter(ThreadState* ts, PyObject* module, PyObject* async_iterable)
    {
        unaryfunc function = TypeSlots.Of(async_iterable)->am_aiter;
        if (function == null)
            return Err.Type(ts, $"'{PyType.NameOf(async_iterable)}' object is not an async iterable");
        PyObject* iterator = function(ts, async_iterable);
        if (iterator != null && TypeSlots.Of(iterator)->am_anext == null)
        {
            Err.Type(ts, $"aiter() returned not an async iterator of type '{PyType.NameOf(iterator)}'");
            Ref.Dec(ts, iterator);
            return null;
        }
        return iterator;
    }

    [PyFunction(NoKeywords = true, Doc = "anext($module, aiterator, default=<unrepresentable>, /)\n--\n\nReturn an awaitable for the next item of an asynchronous iterator.\n\nWith a default the end of the iteration gives that instead of StopAsyncIteration.")]
    private static PyObject* anext(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs is < 1 or > 2)
            return Err.Type(ts, nargs < 1 ? "anext expected at least 1 argument, got 0" : $"anext expected at most 2 arguments, got {nargs}");
        unaryfunc next = TypeSlots.Of(args[0])->am_anext;
        if (next == null)
            return Err.Type(ts, $"'{PyType.NameOf(args[0])}' object is not an async iterator");
        PyObject* awaitable = next(ts, args[0]);
        if (nargs == 1 || awaitable == null)
            return awaitable;
        using Owned<PyObject> owned = Own.Of(ts, awaitable);
        return AnextAwaitableType.New(ts, awaitable, args[1]);
    }

    [PyFunction(Doc = "sorted($module, iterable, /, *, key=None, reverse=False)\n--\n\nReturn a new list of the items in ascending order.")]
    private static PyObject* sorted(ThreadState* ts, PyObject* module, PyObject** args, nint nargs, PyObject* kwnames)
    {
        if (nargs != 1)
            return Err.Type(ts, $"sorted expected 1 argument, got {nargs}");
        PyObject* list = PyList.FromSequence(ts, args[0]);
        if (list == null)
            return null;
        using Owned<PyObject> sort = Own.Of(ts, Obj.GetAttr(ts, list, Id.sort));
        PyObject* done = sort.IsNull ? null : Call.Vectorcall(ts, sort.Pointer, args + 1, 0, kwnames);
        if (done == null)
        {
            Ref.Dec(ts, list);
            return null;
        }
        Ref.Dec(ts, done);
        return list;
    }
}
