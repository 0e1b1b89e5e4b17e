// What anext(iterator, default) returns: an awaitable around the iterator's own, in which the end of the iteration becomes the default. See docs/internals/generators.md.
namespace Vivarium.Runtime.Objects;

internal unsafe struct anextawaitableobject
{
    public PyObject ob_base;
    public PyObject* wrapped;
    public PyObject* default_value;
}

[PyType("anext_awaitable", Layout = typeof(anextawaitableobject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class AnextAwaitableType
{
    public static PyObject* New(ThreadState* ts, PyObject* awaitable, PyObject* defaultValue)
    {
        anextawaitableobject* self = (anextawaitableobject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->wrapped = Ref.New(awaitable);
        self->default_value = Ref.New(defaultValue);
        GcList.Track(ts, (PyObject*)self);
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, anextawaitableobject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Dec(ts, self->wrapped);
        Ref.Dec(ts, self->default_value);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(anextawaitableobject* self, visitproc visit, void* arg)
    {
        int result = visit(self->wrapped, arg);
        return result != 0 ? result : visit(self->default_value, arg);
    }

    [Slot]
    private static PyObject* am_await(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    /// <summary>The iterator behind the wrapped awaitable; owned.</summary>
    private static PyObject* Iterator(ThreadState* ts, anextawaitableobject* self)
    {
        using Owned<PyObject> awaitable = Own.Of(ts, Generators.GetAwaitable(ts, self->wrapped));
        if (awaitable.IsNull || TypeSlots.Of(awaitable.Pointer)->tp_iternext != null)
            return awaitable.Release();
        // A coroutine is no iterator itself.
        PyObject* iterator = TypeSlots.Of(awaitable.Pointer)->am_await(ts, awaitable.Pointer);
        if (iterator == null || TypeSlots.Of(iterator)->tp_iternext != null)
            return iterator;
        Err.Type(ts, $"{PyType.NameOf(awaitable.Pointer)}.__await__() must return an iterable");
        Ref.Dec(ts, iterator);
        return null;
    }

    private static PyObject* OrDefault(ThreadState* ts, anextawaitableobject* self, PyObject* result)
    {
        if (result == null && Err.ClearIf(ts, Exc.StopAsyncIteration))
            Generators.SetStopIteration(ts, self->default_value);
        return result;
    }

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, anextawaitableobject* self)
    {
        using Owned<PyObject> iterator = Own.Of(ts, Iterator(ts, self));
        return iterator.IsNull ? null : OrDefault(ts, self, Obj.Advance(ts, iterator.Pointer));
    }

    private static PyObject* Forward(ThreadState* ts, anextawaitableobject* self, PyObject* name, PyObject** args, nint nargs)
    {
        using Owned<PyObject> iterator = Own.Of(ts, Iterator(ts, self));
        using Owned<PyObject> method = Own.Of(ts, iterator.IsNull ? null : Obj.GetAttr(ts, iterator.Pointer, name));
        return method.IsNull ? null : OrDefault(ts, self, Call.Vectorcall(ts, method.Pointer, args, (nuint)nargs, null));
    }

    [PyMethod("($self, value, /)", HideSignature = true)]
    private static PyObject* send(ThreadState* ts, anextawaitableobject* self, PyObject* value) => Forward(ts, self, Id.send, &value, 1);

    [PyMethod(HideSignature = true, NoKeywords = true)]
    private static PyObject* @throw(ThreadState* ts, PyObject* self, PyObject** args, nint nargs, PyObject* kwnames) =>
        Forward(ts, (anextawaitableobject*)self, Id.@throw, args, nargs);

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* close(ThreadState* ts, anextawaitableobject* self) => Forward(ts, self, Id.close, null, 0);
}
