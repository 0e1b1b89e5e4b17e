// The module _thread: threads, locks and thread-local objects, for the module threading. See docs/internals/threads.md.
using System.Runtime.InteropServices;

namespace Vivarium.Stdlib.Threads;

[PyModule("_thread", Doc = "Threads and locks; the module threading builds on these.")]
internal static unsafe partial class ThreadModule
{
    /// <summary>The longest time that a wait can be given, in seconds.</summary>
    private const double LongestTimeout = 9223372036.0;

    private const int LongestName = 15;
    private const int SmallestStack = 53248;

    [ModuleExec]
    private static Status Exec(ThreadState* ts, PyObject* module)
    {
        bool ok = Modules.AddObject(ts, module, "LockType", (PyObject*)LockType.Type) == Status.Ok
            && Modules.AddObject(ts, module, "lock", (PyObject*)LockType.Type) == Status.Ok
            && Modules.AddObject(ts, module, "RLock", (PyObject*)RLockType.Type) == Status.Ok
            && Modules.AddObject(ts, module, "_local", (PyObject*)LocalType.Type) == Status.Ok
            && Modules.AddObject(ts, module, "_ThreadHandle", (PyObject*)ThreadHandleType.Type) == Status.Ok
            && Modules.AddObject(ts, module, "_ExceptHookArgs", (PyObject*)ExceptHookArgs.Type) == Status.Ok
            && Modules.AddObject(ts, module, "error", (PyObject*)Exc.RuntimeError) == Status.Ok
            && Modules.AddObjectSteal(ts, module, "TIMEOUT_MAX", PyFloat.FromDouble(ts, LongestTimeout)) == Status.Ok;
        return ok ? Modules.AddIntConstant(ts, module, "_NAME_MAXLEN", LongestName) : Status.Error;
    }

    private static ThreadTable Table(ThreadState* ts) => ThreadTable.Of(PyInterpreter.Of(ts));

    // ---- Locks ----

    [PyFunction("($module, /)", Doc = "Make a lock.")]
    private static PyObject* allocate_lock(ThreadState* ts, PyObject* module) => LockType.New(ts);

    [PyFunction("($module, /)", Doc = "An old name of allocate_lock().")]
    private static PyObject* allocate(ThreadState* ts, PyObject* module) => LockType.New(ts);

    // ---- Starting ----

    [PyFunction("($module, function, args, kwargs={}, /)", Doc = "Start a thread that calls function(*args, **kwargs), and return its identifier.\n\nWhat the function returns is dropped; an exception is reported, but for SystemExit.")]
    private static PyObject* start_new_thread(ThreadState* ts, PyObject* module, PyObject* function, PyObject* args, PyObject* kwargs = null)
    {
        if (!Obj.IsCallable(function))
            return Err.Type(ts, "first arg must be callable");
        if (!PyTuple.Check(args))
            return Err.Type(ts, "2nd arg must be a tuple");
        if (kwargs != null && !PyDict.Check(kwargs))
            return Err.Type(ts, "optional 3rd arg must be a dictionary");
        var record = new ThreadRecord();
        return ThreadStarter.Start(ts, record, function, args, kwargs) == Status.Ok ? PyLong.FromUInt64(ts, record.Ident) : null;
    }

    [PyFunction("($module, function, args, kwargs={}, /)", Doc = "An old name of start_new_thread().")]
    private static PyObject* start_new(ThreadState* ts, PyObject* module, PyObject* function, PyObject* args, PyObject* kwargs = null) =>
        start_new_thread(ts, module, function, args, kwargs);

    [PyFunction("($module, /, function, handle=None, daemon=True)", Doc = "Start a thread that calls function(), and return a handle to wait for it; for the module threading.")]
    private static PyObject* start_joinable_thread(ThreadState* ts, PyObject* module, PyObject* function, PyObject* handle, bool daemon)
    {
        if (!Obj.IsCallable(function))
            return Err.Type(ts, "thread function must be callable");
        if (handle != Py.None && handle->ob_type != ThreadHandleType.Type)
            return Err.Type(ts, "'handle' must be a _ThreadHandle");
        using Owned<PyObject> owned = Own.Of(ts, handle == Py.None ? ThreadHandleType.New(ts, new ThreadRecord()) : Ref.New(handle));
        if (owned.IsNull)
            return null;
        ThreadRecord record = ThreadHandleType.RecordOf(ts, (ThreadHandleObject*)owned.Pointer);
        if (record.Phase != ThreadPhase.NotStarted)
            return Err.Runtime(ts, "thread already started");
        record.IsDaemon = daemon;
        return ThreadStarter.Start(ts, record, function, PyTuple.Empty(), null) == Status.Ok ? owned.Release() : null;
    }

    [PyFunction("($module, ident, /)", Doc = "A handle for a running thread that nothing here started; for the module threading.")]
    private static PyObject* _make_thread_handle(ThreadState* ts, PyObject* module, ulong ident) =>
        ThreadHandleType.New(ts, new ThreadRecord { Ident = ident, Phase = ThreadPhase.Running });

    [PyFunction("($module, /)", Doc = "Wait for all threads that are no daemons; for the module threading.")]
    private static Status _shutdown(ThreadState* ts, PyObject* module)
    {
        while (Table(ts).FirstToJoin() is { } record)
        {
            if (ThreadHandleType.Wait(ts, record, -1) != Status.Ok)
                return Status.Error;
        }
        return Status.Ok;
    }

    // ---- This thread ----

    [PyFunction("($module, /)", Doc = "The identifier of this thread; it may be used again when the thread has ended.")]
    private static ulong get_ident(ThreadState* ts, PyObject* module) => ts->thread_id;

    [PyFunction("($module, /)", Doc = "The identifier of the main thread.")]
    private static ulong _get_main_thread_ident(ThreadState* ts, PyObject* module) => ts->interp->main_thread->thread_id;

    [LibraryImport("libc")]
    private static partial int gettid();

    [PyFunction("($module, /)", Doc = "The number under which the kernel knows this thread.")]
    private static int get_native_id(ThreadState* ts, PyObject* module) => gettid();

    [PyFunction("($module, /)", Doc = "Raise SystemExit, which ends the thread.")]
    private static PyObject* exit(ThreadState* ts, PyObject* module) => Err.SetNone(ts, Exc.SystemExit);

    [PyFunction("($module, /)", Doc = "An old name of exit().")]
    private static PyObject* exit_thread(ThreadState* ts, PyObject* module) => Err.SetNone(ts, Exc.SystemExit);

    [PyFunction("($module, /, name)", Doc = "Give this thread a name that the system shows.")]
    private static Status set_name(ThreadState* ts, PyObject* module, PyASCIIObject* name)
    {
        nint length;
        byte* utf8 = PyUnicode.AsUtf8(ts, (PyObject*)name, &length);
        if (utf8 == null)
            return Status.Error;
        byte* text = stackalloc byte[LongestName + 1];
        nint size = Math.Min(length, LongestName);
        new ReadOnlySpan<byte>(utf8, (int)size).CopyTo(new Span<byte>(text, LongestName));
        text[size] = 0;
        prctl(SetName, text);
        return Status.Ok;
    }

    private const int SetName = 15;
    private const int GetName = 16;

    [LibraryImport("libc")]
    private static partial int prctl(int option, byte* name);

    [PyFunction("($module, /)", Doc = "The name under which the system shows this thread.")]
    private static PyObject* _get_name(ThreadState* ts, PyObject* module)
    {
        byte* text = stackalloc byte[LongestName + 1];
        prctl(GetName, text);
        text[LongestName] = 0;
        return PyUnicode.DecodeFSDefault(ts, MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));
    }

    // ---- All threads ----

    [PyFunction("($module, /)", Doc = "How many threads run that programs have started.")]
    private static int _count(ThreadState* ts, PyObject* module) => Table(ts).Count;

    [PyFunction("($module, size=0, /)", Doc = "The stack size of threads that will be started, in bytes, and a new one if given; 0 is the default.")]
    private static PyObject* stack_size(ThreadState* ts, PyObject* module, nint size)
    {
        ThreadTable table = Table(ts);
        if (size != 0 && (size < SmallestStack || size > int.MaxValue / 2))
            return Err.Value(ts, $"size must be at least {SmallestStack} bytes");
        PyObject* old = PyLong.FromInt64(ts, table.StackSize);
        table.StackSize = (int)size;
        return old;
    }

    [PyFunction("($module, /)", Doc = "Tell whether this is the main interpreter.")]
    private static bool _is_main_interpreter(ThreadState* ts, PyObject* module) => true;

    [PyFunction("($module, /)", Doc = "Tell whether daemon threads may be started.")]
    private static bool daemon_threads_allowed(ThreadState* ts, PyObject* module) => true;

    [PyFunction("($module, signum=signal.SIGINT, /)", Doc = "Do as if a signal had come: its handler runs in the main thread.")]
    private static Status interrupt_main(ThreadState* ts, PyObject* module, int signum = 2)
    {
        const int SignalCount = 65;
        if (signum is <= 0 or >= SignalCount)
            return Err.ValueStatus(ts, "signal number out of range");
        PyInterpreter.Of(ts).RaiseSignal?.Invoke(signum);
        return Status.Ok;
    }

    [PyFunction("($module, args, /)", Doc = "Report an exception that ended a thread: threading.excepthook.")]
    private static Status _excepthook(ThreadState* ts, PyObject* module, PyObject* args)
    {
        if (args->ob_type != ExceptHookArgs.Type)
            return Err.TypeStatus(ts, "_thread.excepthook argument type must be ExceptHookArgs");
        return ExceptHookArgs.Report(ts, args);
    }
}
