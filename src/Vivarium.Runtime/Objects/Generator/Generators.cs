// Generators and coroutines as the interpreter sees them: the frame inside, resuming, delegation. The types' methods: GeneratorType.cs. See docs/internals/generators.md.
using Vivarium.Bytecode;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

internal static unsafe class Generators
{
    private static readonly int FrameOffset = sizeof(PyGenObject) - sizeof(_PyInterpreterFrame);

    /// <summary>The generator around a frame that it owns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyGenObject* Of(_PyInterpreterFrame* frame) => (PyGenObject*)((byte*)frame - FrameOffset);

    public static bool IsFinished(PyGenObject* g) => g->gi_frame_state >= FrameState.Completed;

    /// <summary>The code of a generator that has not been cleared.</summary>
    public static PyCodeObject* CodeOf(PyGenObject* g) => Frames.CodeOf(&g->gi_iframe);

    /// <summary>RETURN_GENERATOR: a generator, coroutine or async generator that takes over the frame's contents; the frame's memory stays the caller's. The new frame goes on behind the instruction.</summary>
    public static PyObject* FromFrame(ThreadState* ts, _PyInterpreterFrame* frame, ushort* ip, StackRef* sp)
    {
        PyCodeObject* code = Frames.CodeOf(frame);
        PyFunctionObject* function = Frames.FunctionOf(frame);
        PyTypeObject* type = (code->co_flags & (int)CodeFlags.CO_COROUTINE) != 0 ? CoroutineType.Type
            : (code->co_flags & (int)CodeFlags.CO_ASYNC_GENERATOR) != 0 ? AsyncGeneratorType.Type : GeneratorType.Type;
        nuint size = (nuint)FrameOffset + ((nuint)code->co_framesize * (nuint)sizeof(StackRef));
        PyGenObject* g = (PyGenObject*)ObjectAlloc.GcNewSized(ts, type, Math.Max(size, (nuint)type->tp_basicsize));
        if (g == null)
            return null;
        g->gi_weakreflist = null;
        g->gi_name = Ref.New(function->func_name);
        g->gi_qualname = Ref.New(function->func_qualname);
        g->gi_exc_state = default;
        g->gi_origin_or_finalizer = null;
        g->gi_hooks_inited = 0;
        g->gi_closed = 0;
        g->gi_running_async = 0;
        g->gi_frame_state = FrameState.Created;
        _PyInterpreterFrame* own = &g->gi_iframe;
        *own = *frame;
        StackRef* from = &frame->localsplus;
        StackRef* to = &own->localsplus;
        int count = (int)(sp - from);
        for (int i = 0; i < count; i++)
            to[i] = StackRefs.Own(from[i]);
        own->f_funcobj = StackRefs.Own(frame->f_funcobj);
        own->f_executable = StackRefs.Own(frame->f_executable);
        own->owner = FrameOwner.Generator;
        own->instr_ptr = ip + 1;
        own->stackpointer = to + count;
        own->previous = null;
        if (own->frame_obj != null)
            own->frame_obj->f_frame = own;
        if ((code->co_flags & (int)CodeFlags.CO_COROUTINE) != 0 && ts->coroutine_origin_tracking_depth > 0)
            g->gi_origin_or_finalizer = CoroutineOrigin.Capture(ts, frame->previous);
        GcList.Track(ts, g);
        return (PyObject*)g;
    }

    /// <summary>
    /// Resumes with a value (borrowed; null for none), or with the exception that is set. *result is owned on Next and Return; on Error an exception is set.
    /// </summary>
    public static PySendResult SendEx(ThreadState* ts, PyGenObject* g, PyObject* value, PyObject** result, bool throwing, bool closing)
    {
        *result = null;
        bool coroutine = ((PyObject*)g)->ob_type == CoroutineType.Type;
        if (g->gi_frame_state == FrameState.Created && value != null && value != Py.None && !throwing)
        {
            string kind = coroutine ? "coroutine" : ((PyObject*)g)->ob_type == AsyncGeneratorType.Type ? "async generator" : "generator";
            Err.Type(ts, $"can't send non-None value to a just-started {kind}");
            return PySendResult.Error;
        }
        if (g->gi_frame_state == FrameState.Executing)
        {
            string message = coroutine ? "coroutine already executing" : ((PyObject*)g)->ob_type == AsyncGeneratorType.Type ? "async generator already executing" : "generator already executing";
            Err.Value(ts, message);
            return PySendResult.Error;
        }
        if (IsFinished(g))
        {
            if (coroutine && !closing)
            {
                // Awaiting the same coroutine twice is an error, not an end.
                Err.Runtime(ts, "cannot reuse already awaited coroutine");
                return PySendResult.Error;
            }
            if (value != null && !throwing)
            {
                *result = Py.None;
                return PySendResult.Return;
            }
            return PySendResult.Error;
        }
        _PyInterpreterFrame* frame = &g->gi_iframe;
        *frame->stackpointer++ = StackRefs.New(value == null ? Py.None : value);
        g->gi_exc_state.previous_item = ts->exc_info;
        ts->exc_info = &g->gi_exc_state;
        if (throwing)
            Err.ChainContext(ts);
        g->gi_frame_state = FrameState.Executing;
        *result = Evaluator.Run(ts, frame, throwing);
        if (*result == null)
            return PySendResult.Error;
        return g->gi_frame_state is FrameState.Suspended or FrameState.SuspendedYieldFrom ? PySendResult.Next : PySendResult.Return;
    }

    /// <summary>send() of any iterator or awaitable: am_send, __next__ for None, else the method send.</summary>
    /// <param name="frame">The frame whose SEND this is, to which a StopIteration that ends the delegate is reported; or null.</param>
    public static PySendResult Send(ThreadState* ts, PyObject* receiver, PyObject* value, PyObject** result, _PyInterpreterFrame* frame = null)
    {
        sendfunc send = TypeSlots.Of(receiver)->am_send;
        if (send != null)
            return send(ts, receiver, value, result);
        if (value == Py.None && Obj.IsIterator(receiver))
            *result = TypeSlots.Of(receiver)->tp_iternext(ts, receiver);
        else
            *result = Call.Method(ts, receiver, Id.send, value);
        if (*result != null)
            return PySendResult.Next;
        if (frame != null && ts->interp->monitoring != null && Err.Occurred(ts) && Err.Matches(ts, Exc.StopIteration))
            ExceptionEvents.Raised(ts, frame, frame->instr_ptr, again: false);
        return FetchStopIterationValue(ts, result) ? PySendResult.Return : PySendResult.Error;
    }

    /// <summary>After an iterator ended: the value of StopIteration (None without one), owned; false when another exception is set.</summary>
    public static bool FetchStopIterationValue(ThreadState* ts, PyObject** value)
    {
        *value = Py.None;
        if (!Err.Occurred(ts))
            return true;
        if (!Err.Matches(ts, Exc.StopIteration))
        {
            *value = null;
            return false;
        }
        PyObject* exception = Err.Fetch(ts);
        *value = Ref.New(((PyStopIterationObject*)exception)->value);
        Ref.Dec(ts, exception);
        return true;
    }

    /// <summary>StopIteration(value) such that the value is not taken apart if it is a tuple or an exception.</summary>
    public static void SetStopIteration(ThreadState* ts, PyObject* value)
    {
        if (value == Py.None || value == null)
        {
            Err.SetNone(ts, Exc.StopIteration);
            return;
        }
        PyObject* exception = Call.OneArg(ts, (PyObject*)Exc.StopIteration, value);
        if (exception == null)
            return;
        Err.SetObject(ts, Exc.StopIteration, exception);
        Ref.Dec(ts, exception);
    }

    /// <summary>What a suspended generator delegates to (yield from, await); owned, or null.</summary>
    public static PyObject* YieldFrom(PyGenObject* g) =>
        g->gi_frame_state != FrameState.SuspendedYieldFrom ? null : Ref.New(StackRefs.Borrow(g->gi_iframe.stackpointer[-1]));

    // ---- Awaiting ----

    /// <summary>The iterator an await expression drives: coroutines themselves, else what __await__ returns.</summary>
    public static PyObject* GetAwaitable(ThreadState* ts, PyObject* o)
    {
        if (o->ob_type == CoroutineType.Type || IsIterableCoroutine(o))
            return Ref.New(o);
        unaryfunc await = TypeSlots.Of(o)->am_await;
        if (await == null)
            return Err.Type(ts, $"'{PyType.NameOf(o)}' object can't be awaited");
        PyObject* result = await(ts, o);
        if (result == null)
            return null;
        if (result->ob_type == CoroutineType.Type || IsIterableCoroutine(result))
        {
            Ref.Dec(ts, result);
            return Err.Type(ts, "__await__() returned a coroutine");
        }
        if (!Obj.IsIterator(result))
        {
            Err.Type(ts, $"__await__() returned non-iterator of type '{PyType.NameOf(result)}'");
            Ref.Dec(ts, result);
            return null;
        }
        return result;
    }

    /// <summary>A generator marked by types.coroutine.</summary>
    public static bool IsIterableCoroutine(PyObject* o) =>
        o->ob_type == GeneratorType.Type && ((PyGenObject*)o)->gi_frame_state < FrameState.Cleared
        && (CodeOf((PyGenObject*)o)->co_flags & (int)CodeFlags.CO_ITERABLE_COROUTINE) != 0;
}
