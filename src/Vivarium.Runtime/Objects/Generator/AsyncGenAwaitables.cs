// What __anext__(), asend(), athrow() and aclose() of async generators return: awaitables that drive one step. A value the generator yields comes wrapped, so that it can be
// told from what an await inside passes through. See docs/internals/generators.md.
namespace Vivarium.Runtime.Objects;

internal enum AwaitableState
{
    Init,
    Iter,
    Closed,
}

/// <summary>async_generator_asend and async_generator_athrow alike.</summary>
internal unsafe struct AsyncGenAwaitableObject
{
    public PyObject ob_base;
    public PyGenObject* gen;
    /// <summary>asend: the value to send or null; athrow: the tuple of arguments, or null for aclose().</summary>
    public PyObject* argument;
    public AwaitableState state;
}

internal unsafe struct AsyncGenWrappedValueObject
{
    public PyObject ob_base;
    public PyObject* agw_val;
}

[PyType("async_generator_wrapped_value", Layout = typeof(AsyncGenWrappedValueObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class AsyncGenWrappedValueType
{
    public static PyObject* New(ThreadState* ts, PyObject* value)
    {
        AsyncGenWrappedValueObject* self = (AsyncGenWrappedValueObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->agw_val = Ref.New(value);
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    [Slot]
    private static void tp_dealloc(ThreadState* ts, AsyncGenWrappedValueObject* self)
    {
        GcList.UntrackIfTracked(self);
        Ref.Dec(ts, self->agw_val);
        ObjectAlloc.GcFree(ts, self);
    }

    [Slot]
    private static int tp_traverse(AsyncGenWrappedValueObject* self, visitproc visit, void* arg) => visit(self->agw_val, arg);
}

internal static unsafe class AsyncGenAwaitables
{
    public static PyObject* New(ThreadState* ts, PyTypeObject* type, PyGenObject* gen, PyObject* argument)
    {
        AsyncGenAwaitableObject* self = (AsyncGenAwaitableObject*)ObjectAlloc.GcNew(ts, type);
        if (self == null)
            return null;
        self->gen = (PyGenObject*)Ref.New(gen);
        self->argument = Ref.XNew(argument);
        self->state = AwaitableState.Init;
        GcList.Track(ts, self);
        return (PyObject*)self;
    }

    public static void Dealloc(ThreadState* ts, AsyncGenAwaitableObject* self)
    {
        if (Finalization.CallFromDealloc(ts, (PyObject*)self))
            return;
        GcList.UntrackIfTracked(self);
        Ref.XDec(ts, self->gen);
        Ref.XDec(ts, self->argument);
        ObjectAlloc.GcFree(ts, self);
    }

    public static int Traverse(AsyncGenAwaitableObject* self, visitproc visit, void* arg)
    {
        int r = visit((PyObject*)self->gen, arg);
        return r == 0 && self->argument != null ? visit(self->argument, arg) : r;
    }

    public static void WarnNeverAwaited(ThreadState* ts, AsyncGenAwaitableObject* self, string method)
    {
        if (self->state != AwaitableState.Init)
            return;
        PyObject* pending = Err.Fetch(ts);
        string name = PyUnicode.ToString(self->gen->gi_qualname);
        if (Err.Warn(ts, Exc.RuntimeWarning, $"coroutine method '{method}' of '{name}' was never awaited", 1, (PyObject*)self->gen) != Status.Ok)
            Err.WriteUnraisable(ts, "Exception ignored while finalizing async generator", (PyObject*)self->gen);
        Err.Restore(ts, pending);
    }

    public static bool IsWrapped(PyObject* o) => o != null && o->ob_type == AsyncGenWrappedValueType.Type;

    /// <summary>A wrapped value ends the step: it becomes StopIteration(value). Null with an exception then, and at the generator's end.</summary>
    public static PyObject* Unwrap(ThreadState* ts, PyGenObject* gen, PyObject* result)
    {
        if (result == null)
        {
            if (!Err.Occurred(ts))
                Err.SetNone(ts, Exc.StopAsyncIteration);
            if (Err.Matches(ts, Exc.StopAsyncIteration) || Err.Matches(ts, Exc.GeneratorExit))
                gen->gi_closed = 1;
            gen->gi_running_async = 0;
            return null;
        }
        if (!IsWrapped(result))
            return result;
        Generators.SetStopIteration(ts, ((AsyncGenWrappedValueObject*)result)->agw_val);
        Ref.Dec(ts, result);
        gen->gi_running_async = 0;
        return null;
    }

    /// <summary>A close() that got its result from throwing GeneratorExit.</summary>
    public static PyObject* FinishClose(ThreadState* ts, PyObject* result)
    {
        if (result != null)
        {
            Ref.Dec(ts, result);
            return Err.Runtime(ts, "coroutine ignored GeneratorExit");
        }
        return Err.ClearIf(ts, Exc.StopIteration) || Err.ClearIf(ts, Exc.StopAsyncIteration) || Err.ClearIf(ts, Exc.GeneratorExit) ? Py.None : null;
    }
}

[PyType("async_generator_asend", Layout = typeof(AsyncGenAwaitableObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class AsyncGenAsendType
{
    private const string Reused = "cannot reuse already awaited __anext__()/asend()";

    public static PyObject* New(ThreadState* ts, PyGenObject* gen, PyObject* value) => AsyncGenAwaitables.New(ts, Type, gen, value);

    [Slot]
    private static void tp_dealloc(ThreadState* ts, AsyncGenAwaitableObject* self) => AsyncGenAwaitables.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(AsyncGenAwaitableObject* self, visitproc visit, void* arg) => AsyncGenAwaitables.Traverse(self, visit, arg);

    [Slot]
    private static void tp_finalize(ThreadState* ts, AsyncGenAwaitableObject* self) => AsyncGenAwaitables.WarnNeverAwaited(ts, self, "asend");

    [Slot]
    private static PyObject* am_await(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, AsyncGenAwaitableObject* self) => send(ts, self, Py.None);

    /// <summary>Before the first step: only one may run at a time.</summary>
    private static bool Start(ThreadState* ts, AsyncGenAwaitableObject* self)
    {
        if (self->gen->gi_running_async != 0)
        {
            self->state = AwaitableState.Closed;
            Err.Runtime(ts, "anext(): asynchronous generator is already running");
            return false;
        }
        self->state = AwaitableState.Iter;
        return true;
    }

    [PyMethod("($self, object, /)", HideSignature = true)]
    private static PyObject* send(ThreadState* ts, AsyncGenAwaitableObject* self, PyObject* @object)
    {
        if (self->state == AwaitableState.Closed)
            return Err.Runtime(ts, Reused);
        if (self->state == AwaitableState.Init)
        {
            if (!Start(ts, self))
                return null;
            if (@object == Py.None && self->argument != null)
                @object = self->argument;
        }
        self->gen->gi_running_async = 1;
        PyObject* result = AsyncGenAwaitables.Unwrap(ts, self->gen, GeneratorSupport.Send(ts, self->gen, @object));
        if (result == null)
            self->state = AwaitableState.Closed;
        return result;
    }

    [PyMethod(HideSignature = true, NoKeywords = true)]
    private static PyObject* @throw(ThreadState* ts, PyObject* o, PyObject** args, nint nargs, PyObject* kwnames)
    {
        AsyncGenAwaitableObject* self = (AsyncGenAwaitableObject*)o;
        if (self->state == AwaitableState.Closed)
            return Err.Runtime(ts, Reused);
        if (self->state == AwaitableState.Init)
        {
            if (!Start(ts, self))
                return null;
            self->gen->gi_running_async = 1;
        }
        PyObject* result = AsyncGenAwaitables.Unwrap(ts, self->gen, GeneratorSupport.ThrowArguments(ts, self->gen, args, nargs));
        if (result == null)
            self->state = AwaitableState.Closed;
        return result;
    }

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* close(ThreadState* ts, AsyncGenAwaitableObject* self)
    {
        if (self->state == AwaitableState.Closed)
            return Py.None;
        PyObject* type = (PyObject*)Exc.GeneratorExit;
        return AsyncGenAwaitables.FinishClose(ts, @throw(ts, (PyObject*)self, &type, 1, null));
    }
}

[PyType("async_generator_athrow", Layout = typeof(AsyncGenAwaitableObject), Flags = TypeFlags.HaveGc | TypeFlags.DisallowInstantiation)]
internal static unsafe partial class AsyncGenAthrowType
{
    private const string Reused = "cannot reuse already awaited aclose()/athrow()";

    public static PyObject* New(ThreadState* ts, PyGenObject* gen, PyObject* args) => AsyncGenAwaitables.New(ts, Type, gen, args);

    private static bool IsClose(AsyncGenAwaitableObject* self) => self->argument == null;

    [Slot]
    private static void tp_dealloc(ThreadState* ts, AsyncGenAwaitableObject* self) => AsyncGenAwaitables.Dealloc(ts, self);

    [Slot]
    private static int tp_traverse(AsyncGenAwaitableObject* self, visitproc visit, void* arg) => AsyncGenAwaitables.Traverse(self, visit, arg);

    [Slot]
    private static void tp_finalize(ThreadState* ts, AsyncGenAwaitableObject* self) => AsyncGenAwaitables.WarnNeverAwaited(ts, self, IsClose(self) ? "aclose" : "athrow");

    [Slot]
    private static PyObject* am_await(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iter(ThreadState* ts, PyObject* self) => Ref.New(self);

    [Slot]
    private static PyObject* tp_iternext(ThreadState* ts, AsyncGenAwaitableObject* self) => send(ts, self, Py.None);

    private static PyObject* Busy(ThreadState* ts, AsyncGenAwaitableObject* self)
    {
        self->state = AwaitableState.Closed;
        return Err.Runtime(ts, $"{(IsClose(self) ? "aclose" : "athrow")}(): asynchronous generator is already running");
    }

    private static PyObject* Ignored(ThreadState* ts, AsyncGenAwaitableObject* self, PyObject* result)
    {
        Ref.Dec(ts, result);
        self->gen->gi_running_async = 0;
        self->state = AwaitableState.Closed;
        return Err.Runtime(ts, "async generator ignored GeneratorExit");
    }

    /// <summary>The step ended with an exception: for aclose(), the end of the generator is success.</summary>
    private static PyObject* Ended(ThreadState* ts, AsyncGenAwaitableObject* self)
    {
        self->gen->gi_running_async = 0;
        self->state = AwaitableState.Closed;
        if (IsClose(self) && (Err.ClearIf(ts, Exc.StopAsyncIteration) || Err.ClearIf(ts, Exc.GeneratorExit)))
            Err.SetNone(ts, Exc.StopIteration);
        return null;
    }

    [PyMethod("($self, object, /)", HideSignature = true)]
    private static PyObject* send(ThreadState* ts, AsyncGenAwaitableObject* self, PyObject* @object)
    {
        PyGenObject* gen = self->gen;
        if (self->state == AwaitableState.Closed)
            return Err.Runtime(ts, Reused);
        if (Generators.IsFinished(gen))
        {
            self->state = AwaitableState.Closed;
            return Err.SetNone(ts, Exc.StopIteration);
        }
        PyObject* result;
        if (self->state == AwaitableState.Init)
        {
            if (gen->gi_running_async != 0)
                return Busy(ts, self);
            if (gen->gi_closed != 0)
            {
                self->state = AwaitableState.Closed;
                return Err.SetNone(ts, Exc.StopAsyncIteration);
            }
            if (@object != Py.None)
                return Err.Runtime(ts, "can't send non-None value to a just-started coroutine");
            self->state = AwaitableState.Iter;
            gen->gi_running_async = 1;
            result = First(ts, self, gen);
        }
        else
        {
            result = GeneratorSupport.Send(ts, gen, @object);
        }
        if (IsClose(self))
        {
            if (AsyncGenAwaitables.IsWrapped(result))
                return Ignored(ts, self, result);
            return result != null ? result : Ended(ts, self);
        }
        result = AsyncGenAwaitables.Unwrap(ts, gen, result);
        return result != null ? result : Ended(ts, self);
    }

    private static PyObject* First(ThreadState* ts, AsyncGenAwaitableObject* self, PyGenObject* gen)
    {
        if (IsClose(self))
        {
            gen->gi_closed = 1;
            return GeneratorSupport.Throw(ts, gen, false, (PyObject*)Exc.GeneratorExit, null, null);
        }
        nint n = PyTuple.Size(self->argument);
        PyObject** args = PyTuple.Items(self->argument);
        if (n < 1 || n > 3)
            return Err.Type(ts, n < 1 ? "athrow expected at least 1 argument, got 0" : $"athrow expected at most 3 arguments, got {n}");
        return GeneratorSupport.Throw(ts, gen, false, args[0], n > 1 ? args[1] : null, n > 2 ? args[2] : null);
    }

    [PyMethod(HideSignature = true, NoKeywords = true)]
    private static PyObject* @throw(ThreadState* ts, PyObject* o, PyObject** args, nint nargs, PyObject* kwnames)
    {
        AsyncGenAwaitableObject* self = (AsyncGenAwaitableObject*)o;
        PyGenObject* gen = self->gen;
        if (self->state == AwaitableState.Closed)
            return Err.Runtime(ts, Reused);
        if (self->state == AwaitableState.Init)
        {
            if (gen->gi_running_async != 0)
                return Busy(ts, self);
            self->state = AwaitableState.Iter;
            gen->gi_running_async = 1;
        }
        PyObject* result = GeneratorSupport.ThrowArguments(ts, gen, args, nargs);
        if (!IsClose(self))
        {
            result = AsyncGenAwaitables.Unwrap(ts, gen, result);
            if (result == null)
                self->state = AwaitableState.Closed;
            return result;
        }
        if (AsyncGenAwaitables.IsWrapped(result))
            return Ignored(ts, self, result);
        return result != null ? result : Ended(ts, self);
    }

    [PyMethod("($self, /)", HideSignature = true)]
    private static PyObject* close(ThreadState* ts, AsyncGenAwaitableObject* self)
    {
        if (self->state == AwaitableState.Closed)
            return Py.None;
        PyObject* type = (PyObject*)Exc.GeneratorExit;
        return AsyncGenAwaitables.FinishClose(ts, @throw(ts, (PyObject*)self, &type, 1, null));
    }
}
