// sys: frames and the exceptions being handled, of this thread and of all.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Stdlib.Sys;

internal static unsafe partial class SysModule
{
    private static _PyInterpreterFrame* FrameAt(ThreadState* ts, int depth)
    {
        _PyInterpreterFrame* frame = Frames.Current(ts);
        for (; frame != null && depth > 0; depth--)
            frame = Frames.SkipIncomplete(frame->previous);
        return frame;
    }

    [PyFunction("($module, depth=0, /)", Doc = "The frame of the calling function, or of the one that many calls further out.")]
    private static PyObject* _getframe(ThreadState* ts, PyObject* module, int depth)
    {
        _PyInterpreterFrame* frame = FrameAt(ts, depth);
        if (frame == null)
            return Err.Value(ts, "call stack is not deep enough");
        PyObject* o = (PyObject*)FrameType.GetOrMake(ts, frame);
        if (o == null)
            return null;
        using Owned<PyObject> held = Own.Of(ts, Ref.New(o));
        return Audit.RaiseOne(ts, "sys._getframe", o) == Status.Ok ? held.Release() : null;
    }

    [PyFunction("($module, /, depth=0)", Doc = "The name of the calling function's module, or that of the function that many calls further out; None if it is not known.")]
    private static PyObject* _getframemodulename(ThreadState* ts, PyObject* module, int depth)
    {
        if (Audit.Wanted(ts))
        {
            using Owned<PyObject> number = Own.Of(ts, PyLong.FromInt64(ts, depth));
            if (number.IsNull || Audit.RaiseOne(ts, "sys._getframemodulename", number.Pointer) != Status.Ok)
                return null;
        }
        _PyInterpreterFrame* frame = FrameAt(ts, depth);
        PyFunctionObject* function = frame == null ? null : Frames.FunctionOf(frame);
        if (function == null || ((PyObject*)function)->ob_type != FunctionType.Type || function->func_module == null)
            return Py.None;
        return Ref.New(function->func_module);
    }

    [PyFunction("($module, /)", Doc = "A dict of the current frames of all threads by the threads' numbers.")]
    private static PyObject* _current_frames(ThreadState* ts, PyObject* module) => OfAllThreads(ts, "sys._current_frames", &FrameOf);

    [PyFunction("($module, /)", Doc = "A dict of the exceptions that all threads handle, or None, by the threads' numbers.")]
    private static PyObject* _current_exceptions(ThreadState* ts, PyObject* module) => OfAllThreads(ts, "sys._current_exceptions", &HandledOf);

    /// <summary>What a thread contributes, owned; null without an exception when it has no part.</summary>
    private static PyObject* FrameOf(ThreadState* ts, ThreadState* thread)
    {
        _PyInterpreterFrame* frame = Frames.Current(thread);
        PyObject* o = frame == null ? null : (PyObject*)FrameType.GetOrMake(ts, frame);
        return o == null ? null : Ref.New(o);
    }

    private static PyObject* HandledOf(ThreadState* ts, ThreadState* thread)
    {
        PyObject* handled = Err.HandledBorrowed(thread);
        return handled == null ? Py.None : Ref.New(handled);
    }

    private static PyObject* OfAllThreads(ThreadState* ts, string auditEvent, delegate*<ThreadState*, ThreadState*, PyObject*> value)
    {
        if (Audit.Raise(ts, auditEvent, null) != Status.Ok)
            return null;
        using Owned<PyObject> result = Own.Of(ts, PyDict.New(ts));
        if (result.IsNull)
            return null;
        for (ThreadState* thread = ts->interp->threads; thread != null; thread = thread->next)
        {
            using Owned<PyObject> o = Own.Of(ts, value(ts, thread));
            if (o.IsNull && Err.Occurred(ts))
                return null;
            if (o.IsNull)
                continue;
            using Owned<PyObject> id = Own.Of(ts, PyLong.FromUInt64(ts, thread->thread_id));
            if (id.IsNull || PyDict.Set(ts, result.Pointer, id.Pointer, o.Pointer) != Status.Ok)
                return null;
        }
        return result.Release();
    }

    // ---- Exceptions ----

    [PyFunction("($module, /)", Doc = "The exception being handled, or None.")]
    private static PyObject* exception(ThreadState* ts, PyObject* module) => HandledOf(ts, ts);

    [PyFunction("($module, /)", Doc = "The exception being handled as (type, value, traceback); three times None if there is none.")]
    private static PyObject* exc_info(ThreadState* ts, PyObject* module)
    {
        PyObject* handled = Err.HandledBorrowed(ts);
        if (handled == null)
            return PyTuple.Pack(ts, Py.None, Py.None, Py.None);
        PyObject* traceback = ((PyBaseExceptionObject*)handled)->traceback;
        return PyTuple.Pack(ts, (PyObject*)handled->ob_type, handled, traceback == null ? Py.None : traceback);
    }

    [PyFunction("($module, status=None, /)", Doc = "End the program by raising SystemExit(status).\n\n"
        + "None and 0 mean success, other ints are the exit code (of which the system keeps 8 bits);\nanything else is printed, and the exit code is 1.")]
    private static PyObject* exit(ThreadState* ts, PyObject* module, PyObject* status) => Err.SetObject(ts, Exc.SystemExit, status);
}
