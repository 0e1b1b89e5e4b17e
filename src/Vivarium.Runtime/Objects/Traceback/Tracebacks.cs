// Adding entries to the traceback of the exception that is set. See docs/internals/frames.md.
using Vivarium.Runtime.Interpreter;

namespace Vivarium.Runtime.Objects;

internal static unsafe class Tracebacks
{
    /// <summary>Puts an entry for the frame in front. Without memory the entry is left out, or the exception becomes MemoryError.</summary>
    public static void Here(ThreadState* ts, _PyInterpreterFrame* frame)
    {
        PyObject* exception = ts->current_exception;
        // The shared instance of MemoryError must not keep frames alive.
        if (exception == null || Ref.IsImmortal(exception))
            return;
        PyFrameObject* o = FrameType.GetOrMake(ts, frame);
        if (o == null)
            return;
        exception = Err.Fetch(ts);
        PyBaseExceptionObject* e = (PyBaseExceptionObject*)exception;
        PyObject* entry = TracebackType.New(ts, e->traceback, o, Frames.InstructionIndex(frame) * 2, -1);
        if (entry == null)
        {
            Ref.Dec(ts, exception);
            return;
        }
        Ref.SetSteal(ts, &e->traceback, entry);
        Err.Restore(ts, exception);
    }
}
