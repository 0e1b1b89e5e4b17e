// Ends waits of the main thread that are no system calls: locks and sleeps wait on monitors of the .NET runtime, which no signal ends. A thread of its own, started when the
// main thread first waits so, sleeps on an event descriptor that the signal handler writes to, and pulses the monitor. See docs/internals/signals.md.
using Vivarium.Stdlib.Posix.Native;

namespace Vivarium.Stdlib.Signal;

internal static unsafe class SignalWatcher
{
    private static readonly Lock s_lock = new();
    private static PyInterpreter? s_interpreter;
    private static bool s_started;

    /// <summary>The interpreter takes signals: its main thread's first wait starts the watcher.</summary>
    public static void Arm(ThreadState* ts)
    {
        PyInterpreter interpreter = PyInterpreter.Of(ts);
        interpreter.MainThreadWillWait = () => Start(interpreter);
    }

    public static void Disarm(PyInterpreter interpreter)
    {
        lock (s_lock)
        {
            interpreter.MainThreadWillWait = null;
            if (s_interpreter == interpreter)
                s_interpreter = null;
        }
    }

    private static void Start(PyInterpreter interpreter)
    {
        lock (s_lock)
        {
            interpreter.MainThreadWillWait = null;
            s_interpreter = interpreter;
            if (s_started)
                return;
            const int Cloexec = 0x80000;
            int descriptor = Libc.eventfd(0, Cloexec);
            if (descriptor < 0)
                return;
            s_started = true;
            SignalBoard.Data->watcher = descriptor;
            new Thread(() => Watch(descriptor)) { IsBackground = true, Name = "signals" }.Start();
        }
    }

    private static void Watch(int descriptor)
    {
        ulong count;
        while (Libc.read(descriptor, &count, sizeof(ulong)) >= 0 || Libc.Errno == Posix.OsError.EINTR)
        {
            lock (s_lock)
                s_interpreter?.WakeMainThread();
        }
    }
}
