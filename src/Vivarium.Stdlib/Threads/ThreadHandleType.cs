// The type _thread._ThreadHandle: a thread as threading.Thread joins it. See docs/internals/threads.md.
using System.Diagnostics;
using Vivarium.Stdlib.Time;

namespace Vivarium.Stdlib.Threads;

internal struct ThreadHandleObject
{
    public PyObject ob_base;

    /// <summary>Index of the <see cref="ThreadRecord"/> among the interpreter's handles.</summary>
    public long record;
}

[PyType("_thread._ThreadHandle", Layout = typeof(ThreadHandleObject), Flags = TypeFlags.HaveGc, Doc = "A thread to wait for.")]
internal static unsafe partial class ThreadHandleType
{
    public static PyObject* New(ThreadState* ts, ThreadRecord record)
    {
        ThreadHandleObject* self = (ThreadHandleObject*)ObjectAlloc.GcNew(ts, Type);
        if (self == null)
            return null;
        self->record = PyInterpreter.Of(ts).Handles.Add(record);
        GcList.Track(ts, (PyObject*)self);
        return (PyObject*)self;
    }

    public static ThreadRecord RecordOf(ThreadState* ts, ThreadHandleObject* self) => (ThreadRecord)PyInterpreter.Of(ts).Handles[(int)self->record];

    [Slot("()")]
    private static PyObject* tp_new(ThreadState* ts, PyTypeObject* type) => New(ts, new ThreadRecord());

    [Slot]
    private static void tp_dealloc(ThreadState* ts, ThreadHandleObject* self)
    {
        GcList.UntrackIfTracked(self);
        PyInterpreter.Of(ts).Handles.Remove((int)self->record);
        TypeSlots.Of((PyObject*)self)->tp_free(ts, self);
    }

    [Slot]
    private static int tp_traverse(ThreadHandleObject* self, visitproc visit, void* arg) => 0;

    [Slot]
    private static PyObject* tp_repr(ThreadState* ts, ThreadHandleObject* self) =>
        PyUnicode.FromString(ts, $"<{PyType.TpName(self->ob_base.ob_type)} object: ident={RecordOf(ts, self).Ident}>");

    [PyGetSet("ident")]
    private static PyObject* GetIdent(ThreadState* ts, ThreadHandleObject* self) => PyLong.FromUInt64(ts, RecordOf(ts, self).Ident);

    [PyMethod("($self, /)", Doc = "Tell whether the thread has ended.")]
    private static bool is_done(ThreadState* ts, ThreadHandleObject* self) => RecordOf(ts, self).Phase == ThreadPhase.Done;

    [PyMethod("($self, /)", Doc = "Mark the thread as ended, for threads that nothing here started.")]
    private static Status _set_done(ThreadState* ts, ThreadHandleObject* self)
    {
        ThreadRecord record = RecordOf(ts, self);
        if (record.Phase == ThreadPhase.NotStarted)
        {
            Err.Runtime(ts, "thread not started");
            return Status.Error;
        }
        record.Finish();
        return Status.Ok;
    }

    [PyMethod("($self, timeout=None, /)", HideSignature = true, Doc = "Wait until the thread has ended, for at most timeout seconds; None and negative numbers wait as long as it takes.")]
    private static Status join(ThreadState* ts, ThreadHandleObject* self, PyObject* timeout)
    {
        long nanoseconds = -1;
        if (timeout != Py.None && !TimeValues.FromSeconds(ts, timeout, TimeRounding.Up, out nanoseconds))
            return Status.Error;
        ThreadRecord record = RecordOf(ts, self);
        string? wrong = record.Phase == ThreadPhase.NotStarted ? "thread not started" : record.Phase == ThreadPhase.Running && record.Ident == ts->thread_id ? "Cannot join current thread" : null;
        if (wrong is not null)
        {
            Err.Runtime(ts, wrong);
            return Status.Error;
        }
        using Owned<PyObject> held = Own.Of(ts, Ref.New(self));
        return Wait(ts, record, nanoseconds);
    }

    /// <summary>Waits for the end of a thread; Error when a signal handler raised.</summary>
    public static Status Wait(ThreadState* ts, ThreadRecord record, long nanoseconds)
    {
        long started = Stopwatch.GetTimestamp();
        while (record.Phase == ThreadPhase.Running)
        {
            long left = nanoseconds < 0 ? -1 : nanoseconds - (long)Stopwatch.GetElapsedTime(started).TotalNanoseconds;
            if (nanoseconds >= 0 && left <= 0)
                return Status.Ok;
            ThreadWait.Wait(ts, record.Monitor, left < 0 ? -1 : (left + 999_999) / 1_000_000);
            if (ts->eval_breaker != 0 && Runtime.Interpreter.CheckPoints.Serve(ts) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }
}
