// What generators, coroutines and async generators do alike: next, send, throw, close, finalization. The core that resumes frames is in Generators.cs.
// See docs/internals/generators.md.
using Vivarium.Bytecode;
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

internal static unsafe class GeneratorSupport
{
    private const string ThrowDeprecation = "the (type, exc, tb) signature of {0}() is deprecated, use the single-arg signature instead.";

    private static bool IsExactGenerator(PyObject* o) => o->ob_type == GeneratorType.Type || o->ob_type == CoroutineType.Type;

    /// <summary>__next__: null without an exception at the plain end.</summary>
    public static PyObject* IterNext(ThreadState* ts, PyGenObject* g)
    {
        PyObject* result;
        if (Generators.SendEx(ts, g, null, &result, throwing: false, closing: false) != PySendResult.Return)
            return result;
        if (result != Py.None)
            Generators.SetStopIteration(ts, result);
        Ref.Dec(ts, result);
        return null;
    }

    /// <summary>send(): an end becomes StopIteration, that of an async generator StopAsyncIteration.</summary>
    public static PyObject* Send(ThreadState* ts, PyGenObject* g, PyObject* value)
    {
        PyObject* result;
        PySendResult sent = Generators.SendEx(ts, g, value, &result, throwing: false, closing: false);
        return Finish(ts, g, sent, result);
    }

    private static PyObject* Finish(ThreadState* ts, PyGenObject* g, PySendResult sent, PyObject* result)
    {
        if (sent != PySendResult.Return)
            return result;
        if (((PyObject*)g)->ob_type == AsyncGeneratorType.Type)
            Err.SetNone(ts, Exc.StopAsyncIteration);
        else
            Generators.SetStopIteration(ts, result);
        Ref.Dec(ts, result);
        return null;
    }

    /// <summary>Resumes with the exception that is set.</summary>
    private static PyObject* SendRaised(ThreadState* ts, PyGenObject* g)
    {
        PyObject* result;
        PySendResult sent = Generators.SendEx(ts, g, Py.None, &result, throwing: true, closing: false);
        return Finish(ts, g, sent, result);
    }

    // ---- throw ----

    /// <summary>throw(value) or throw(type, value, traceback), with arguments as the method got them.</summary>
    public static PyObject* ThrowArguments(ThreadState* ts, PyGenObject* g, PyObject** args, nint nargs)
    {
        if (!CheckThrow(ts, "throw", nargs))
            return null;
        return Throw(ts, g, true, args[0], nargs > 1 ? args[1] : null, nargs > 2 ? args[2] : null);
    }

    /// <summary>Between one and three arguments; more than one is deprecated.</summary>
    public static bool CheckThrow(ThreadState* ts, string name, nint nargs)
    {
        if (nargs < 1 || nargs > 3)
        {
            Err.Type(ts, nargs < 1 ? $"{name} expected at least 1 argument, got 0" : $"{name} expected at most 3 arguments, got {nargs}");
            return false;
        }
        return nargs == 1 || Err.Warn(ts, Exc.DeprecationWarning, string.Format(null, ThrowDeprecation, name), 1) == Status.Ok;
    }

    /// <summary>
    /// Raises an exception where the generator stands, in the innermost one that it delegates to first. GeneratorExit closes the delegate instead when <paramref name="closeOnExit"/>.
    /// </summary>
    public static PyObject* Throw(ThreadState* ts, PyGenObject* g, bool closeOnExit, PyObject* type, PyObject* value, PyObject* traceback)
    {
        if (!NativeStack.Enter(ts, " while throwing into a generator"))
            return null;
        PyObject* delegated = Generators.YieldFrom(g);
        if (delegated == null)
            return Raise(ts, type, value, traceback) ? SendRaised(ts, g) : null;
        if (closeOnExit && Err.GivenMatches(ts, type, (PyObject*)Exc.GeneratorExit))
        {
            FrameState state = g->gi_frame_state;
            g->gi_frame_state = FrameState.Executing;
            Status closed = CloseIterator(ts, delegated);
            g->gi_frame_state = state;
            Ref.Dec(ts, delegated);
            if (closed != Status.Ok)
                return SendRaised(ts, g);
            return Raise(ts, type, value, traceback) ? SendRaised(ts, g) : null;
        }
        bool hasThrow = true;
        PyObject* result;
        if (IsExactGenerator(delegated))
        {
            result = InFrame(ts, g, delegated, null, closeOnExit, type, value, traceback);
        }
        else
        {
            PyObject* method;
            if (Obj.LookupAttr(ts, delegated, Id.@throw, &method) == Lookup.Error)
            {
                Ref.Dec(ts, delegated);
                return null;
            }
            hasThrow = method != null;
            result = hasThrow ? InFrame(ts, g, delegated, method, closeOnExit, type, value, traceback) : null;
            Ref.XDec(ts, method);
        }
        Ref.Dec(ts, delegated);
        if (!hasThrow)
            return Raise(ts, type, value, traceback) ? SendRaised(ts, g) : null;
        return result != null ? result : SendRaised(ts, g);
    }

    /// <summary>Throws into the delegate while this generator's frame stands in the chain of callers, as tracebacks and sys._getframe() expect.</summary>
    private static PyObject* InFrame(ThreadState* ts, PyGenObject* g, PyObject* delegated, PyObject* method, bool closeOnExit, PyObject* type, PyObject* value, PyObject* traceback)
    {
        _PyInterpreterFrame* frame = &g->gi_iframe;
        _PyInterpreterFrame* caller = ts->current_frame;
        frame->previous = caller;
        ts->current_frame = frame;
        FrameState state = g->gi_frame_state;
        g->gi_frame_state = FrameState.Executing;
        PyObject* result;
        if (method == null)
        {
            result = Throw(ts, (PyGenObject*)delegated, closeOnExit, type, value, traceback);
        }
        else
        {
            PyObject** args = stackalloc PyObject*[3];
            args[0] = type;
            args[1] = value;
            args[2] = traceback;
            result = Call.Vectorcall(ts, method, args, (nuint)(value == null ? 1 : traceback == null ? 2 : 3), null);
        }
        ts->current_frame = caller;
        frame->previous = null;
        g->gi_frame_state = state;
        return result;
    }

    /// <summary>Sets the exception that throw()'s arguments mean; false with TypeError set when they mean none.</summary>
    private static bool Raise(ThreadState* ts, PyObject* type, PyObject* value, PyObject* traceback)
    {
        if (traceback == Py.None)
            traceback = null;
        if (traceback != null && traceback->ob_type != TracebackType.Type)
            return Refuse(ts, "throw() third argument must be a traceback object");
        PyObject* exception;
        if (PyType.Check(type) && PyType.HasFlag((PyTypeObject*)type, TypeFlags.BaseExcSubclass))
        {
            exception = Instantiate(ts, type, value);
            if (exception == null)
                return false;
        }
        else if (PyType.HasFlag(type->ob_type, TypeFlags.BaseExcSubclass))
        {
            if (value != null && value != Py.None)
                return Refuse(ts, "instance exception may not have a separate value");
            exception = Ref.New(type);
        }
        else
        {
            return Refuse(ts, $"exceptions must be classes or instances deriving from BaseException, not {PyType.NameOf(type)}");
        }
        if (traceback != null)
            Ref.SetSteal(ts, &((PyBaseExceptionObject*)exception)->traceback, Ref.New(traceback));
        Err.Restore(ts, exception);
        return true;
    }

    private static bool Refuse(ThreadState* ts, string message)
    {
        Err.Type(ts, message);
        return false;
    }

    private static PyObject* Instantiate(ThreadState* ts, PyObject* type, PyObject* value)
    {
        PyObject* exception;
        if (value == null || value == Py.None)
            exception = Call.NoArgs(ts, type);
        else if (PyType.IsInstance(value, (PyTypeObject*)type))
            return Ref.New(value);
        else if (PyTuple.Check(value))
            exception = Call.Object(ts, type, value, null);
        else
            exception = Call.OneArg(ts, type, value);
        if (exception != null && !PyType.HasFlag(exception->ob_type, TypeFlags.BaseExcSubclass))
        {
            Err.Type(ts, $"calling {Obj.ReprText(ts, type)} should have returned an instance of BaseException, not {PyType.NameOf(exception)}");
            Ref.Dec(ts, exception);
            return null;
        }
        return exception;
    }

    // ---- close ----

    /// <summary>close(): the value that the generator returns when GeneratorExit is raised in it, or None.</summary>
    public static PyObject* Close(ThreadState* ts, PyGenObject* g)
    {
        if (g->gi_frame_state == FrameState.Created)
        {
            g->gi_frame_state = FrameState.Completed;
            return Py.None;
        }
        if (Generators.IsFinished(g))
            return Py.None;
        Status closed = Status.Ok;
        PyObject* delegated = Generators.YieldFrom(g);
        if (delegated != null)
        {
            FrameState state = g->gi_frame_state;
            g->gi_frame_state = FrameState.Executing;
            closed = CloseIterator(ts, delegated);
            g->gi_frame_state = state;
            Ref.Dec(ts, delegated);
        }
        if (closed == Status.Ok)
        {
            if (g->gi_frame_state is FrameState.Suspended && StandsOutsideTry(g) && !ExceptionEvents.UnwindWanted(ts))
            {
                g->gi_frame_state = FrameState.Completed;
                ClearFrame(ts, g);
                return Py.None;
            }
            Err.SetNone(ts, Exc.GeneratorExit);
        }
        PyObject* result;
        PySendResult sent = Generators.SendEx(ts, g, Py.None, &result, throwing: true, closing: true);
        if (sent == PySendResult.Return)
            return result;
        if (sent == PySendResult.Next)
        {
            Ref.Dec(ts, result);
            return Err.Runtime(ts, $"{KindOf(g)} ignored GeneratorExit");
        }
        if (Err.ClearIf(ts, Exc.GeneratorExit))
            return Py.None;
        if (!Err.Matches(ts, Exc.StopIteration))
            return null;
        PyObject* value;
        return Generators.FetchStopIterationValue(ts, &value) ? value : null;
    }

    /// <summary>No handler covers where it stands, but the one that all generators end in: nothing in it could notice GeneratorExit.</summary>
    private static bool StandsOutsideTry(PyGenObject* g)
    {
        const int DepthOne = 4;
        _PyInterpreterFrame* frame = &g->gi_iframe;
        return (*frame->instr_ptr >> 8 & DepthOne) != 0 && CodeMonitoring.BaseAt(Frames.CodeOf(frame), Frames.InstructionIndex(frame)) == Opcode.RESUME;
    }

    private static string KindOf(PyGenObject* g) =>
        ((PyObject*)g)->ob_type == CoroutineType.Type ? "coroutine" : ((PyObject*)g)->ob_type == AsyncGeneratorType.Type ? "async generator" : "generator";

    private static Status CloseIterator(ThreadState* ts, PyObject* iterator)
    {
        PyObject* result;
        if (IsExactGenerator(iterator))
        {
            result = Close(ts, (PyGenObject*)iterator);
        }
        else
        {
            PyObject* method;
            if (Obj.LookupAttr(ts, iterator, Id.close, &method) == Lookup.Error)
                Err.WriteUnraisable(ts, "Exception ignored while closing generator", iterator);
            if (method == null)
                return Status.Ok;
            result = Call.NoArgs(ts, method);
            Ref.Dec(ts, method);
        }
        if (result == null)
            return Status.Error;
        Ref.Dec(ts, result);
        return Status.Ok;
    }

    // ---- The end of its life ----

    /// <summary>tp_finalize: an unfinished generator is closed; a coroutine that never ran is reported.</summary>
    public static void Finalize(ThreadState* ts, PyObject* self)
    {
        PyGenObject* g = (PyGenObject*)self;
        if (Generators.IsFinished(g))
            return;
        PyObject* pending = Err.Fetch(ts);
        if (self->ob_type == AsyncGeneratorType.Type && g->gi_origin_or_finalizer != null && g->gi_closed == 0)
        {
            PyObject* done = Call.OneArg(ts, g->gi_origin_or_finalizer, self);
            if (done == null)
                Err.WriteUnraisable(ts, "Exception ignored while finalizing generator", self);
            Ref.XDec(ts, done);
            Err.Restore(ts, pending);
            return;
        }
        if (g->gi_frame_state == FrameState.Created && (Generators.CodeOf(g)->co_flags & (int)CodeFlags.CO_COROUTINE) != 0)
        {
            CoroutineOrigin.WarnNeverAwaited(ts, self);
        }
        else
        {
            PyObject* result = Close(ts, g);
            if (result == null)
                Err.WriteUnraisable(ts, "Exception ignored while closing generator", self);
            Ref.XDec(ts, result);
        }
        Err.Restore(ts, pending);
    }

    /// <summary>Releases the frame of a generator that will not run again.</summary>
    private static void ClearFrame(ThreadState* ts, PyGenObject* g)
    {
        g->gi_frame_state = FrameState.Cleared;
        g->gi_iframe.previous = null;
        Frames.Clear(ts, &g->gi_iframe);
        Err.ClearExcState(ts, &g->gi_exc_state);
    }

    public static void Dealloc(ThreadState* ts, PyGenObject* self)
    {
        GcList.UntrackIfTracked(self);
        if (self->gi_weakreflist != null)
            WeakrefList.Clear(ts, (PyObject*)self);
        GcList.Track(ts, self);
        if (Finalization.CallFromDealloc(ts, (PyObject*)self))
            return;
        GcList.UntrackIfTracked(self);
        Ref.Clear(ts, &self->gi_origin_or_finalizer);
        if (self->gi_frame_state != FrameState.Cleared)
            ClearFrame(ts, self);
        StackRefs.Close(ts, self->gi_iframe.f_executable);
        Ref.Clear(ts, &self->gi_exc_state.exc_value);
        Ref.Clear(ts, &self->gi_name);
        Ref.Clear(ts, &self->gi_qualname);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    public static int Traverse(PyGenObject* self, visitproc visit, void* arg)
    {
        int r = self->gi_name == null ? 0 : visit(self->gi_name, arg);
        if (r == 0 && self->gi_qualname != null)
            r = visit(self->gi_qualname, arg);
        if (r == 0 && self->gi_origin_or_finalizer != null)
            r = visit(self->gi_origin_or_finalizer, arg);
        if (r == 0 && self->gi_frame_state != FrameState.Cleared)
        {
            _PyInterpreterFrame* frame = &self->gi_iframe;
            if (frame->frame_obj != null)
                r = visit((PyObject*)frame->frame_obj, arg);
            if (r == 0)
                r = FrameType.TraverseFrame(frame, visit, arg);
        }
        return r == 0 && self->gi_exc_state.exc_value != null ? visit(self->gi_exc_state.exc_value, arg) : r;
    }

    // ---- Attributes ----

    public static PyObject* Repr(ThreadState* ts, PyGenObject* self, string kind) =>
        PyUnicode.FromString(ts, $"<{kind} object {PyUnicode.ToString(self->gi_qualname)} at 0x{(nint)self:x}>");

    public static PyObject* Frame(ThreadState* ts, PyGenObject* self)
    {
        if (Generators.IsFinished(self))
            return Py.None;
        PyFrameObject* frame = FrameType.GetOrMake(ts, &self->gi_iframe);
        return frame == null ? null : Ref.New(frame);
    }

    public static PyObject* Code(PyGenObject* self) => Ref.New(Generators.CodeOf(self));

    public static PyObject* Running(PyGenObject* self) => Py.Bool(self->gi_frame_state == FrameState.Executing);

    public static PyObject* Suspended(PyGenObject* self) => Py.Bool(self->gi_frame_state is FrameState.Suspended or FrameState.SuspendedYieldFrom);

    public static PyObject* DelegatedTo(PyGenObject* self)
    {
        PyObject* o = Generators.YieldFrom(self);
        return o == null ? Py.None : o;
    }

    public static Status SetName(ThreadState* ts, PyObject** field, PyObject* value, string name)
    {
        if (value == null || !PyUnicode.Check(value))
            return Err.TypeStatus(ts, $"{name} must be set to a string object");
        Ref.SetSteal(ts, field, Ref.New(value));
        return Status.Ok;
    }

    public static nint SizeOf(PyGenObject* self) =>
        ((PyObject*)self)->ob_type->tp_basicsize + (Generators.CodeOf(self)->co_framesize - PyCode.FrameWords) * sizeof(StackRef);
}
