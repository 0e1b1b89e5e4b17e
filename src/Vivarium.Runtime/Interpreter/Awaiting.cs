// What await, async with and async for ask of objects, with the messages that say which of them it was. See docs/internals/generators.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class Awaiting
{
    /// <summary>GET_AWAITABLE: the iterator to drive; owned. The argument says whether the object came from __aenter__ (1) or __aexit__ (2).</summary>
    public static PyObject* Get(ThreadState* ts, PyObject* o, int oparg)
    {
        PyObject* iterator = Generators.GetAwaitable(ts, o);
        if (iterator == null)
        {
            if (oparg != 0 && TypeSlots.Of(o)->am_await == null)
            {
                string method = oparg == 1 ? "__aenter__" : "__aexit__";
                Err.Type(ts, $"'async with' received an object from {method} that does not implement __await__: {PyType.NameOf(o)}");
            }
            return null;
        }
        if (iterator->ob_type != CoroutineType.Type)
            return iterator;
        PyObject* delegated = Generators.YieldFrom((PyGenObject*)iterator);
        if (delegated == null)
            return iterator;
        Ref.Dec(ts, delegated);
        Ref.Dec(ts, iterator);
        return Err.Runtime(ts, "coroutine is being awaited already");
    }

    /// <summary>GET_ANEXT: the awaitable of an async iterator's next item; owned.</summary>
    public static PyObject* GetNext(ThreadState* ts, PyObject* iterator)
    {
        unaryfunc next = TypeSlots.Of(iterator)->am_anext;
        if (next == null)
            return Err.Type(ts, $"'async for' requires an iterator with __anext__ method, got {PyType.NameOf(iterator)}");
        PyObject* item = next(ts, iterator);
        if (item == null || iterator->ob_type == AsyncGeneratorType.Type)
            return item;
        PyObject* awaitable = Generators.GetAwaitable(ts, item);
        if (awaitable == null)
            FailFrom(ts, $"'async for' received an invalid object from __anext__: {PyType.NameOf(item)}");
        Ref.Dec(ts, item);
        return awaitable;
    }

    /// <summary>TypeError whose cause and context are the exception that is set.</summary>
    private static void FailFrom(ThreadState* ts, string message)
    {
        PyObject* cause = Err.Fetch(ts);
        Err.Type(ts, message);
        PyObject* exception = Err.Fetch(ts);
        PyBaseExceptionObject* e = (PyBaseExceptionObject*)exception;
        Ref.SetSteal(ts, &e->cause, Ref.New(cause));
        Ref.SetSteal(ts, &e->context, cause);
        e->suppress_context = 1;
        Err.Restore(ts, exception);
    }
}
