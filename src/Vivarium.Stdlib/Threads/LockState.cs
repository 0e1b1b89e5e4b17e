// The state of a lock that Python code sees: whether it is taken, and who waits. Taking a free lock touches nothing but this; the monitor to wait on is made by the first wait.
// All fields change only under the interpreter lock. See docs/internals/threads.md.
using System.Diagnostics;
using Vivarium.Stdlib.Time;

namespace Vivarium.Stdlib.Threads;

internal unsafe struct LockState
{
    public byte Locked;
    private ushort _waiters;
    private int _monitor;

    /// <summary>Takes the lock, waiting for at most so many nanoseconds (-1: for ever, 0: not at all). Error when a signal handler raised.</summary>
    public static Lookup Acquire(ThreadState* ts, LockState* state, long nanoseconds)
    {
        if (state->Locked == 0)
        {
            state->Locked = 1;
            return Lookup.Found;
        }
        return nanoseconds == 0 ? Lookup.Missing : Wait(ts, state, nanoseconds);
    }

    private static Lookup Wait(ThreadState* ts, LockState* state, long nanoseconds) =>
        ThreadWait.Until(ts, &state->_monitor, &state->_waiters, nanoseconds, &TakeIfFree, state);

    private static bool TakeIfFree(void* what)
    {
        LockState* state = (LockState*)what;
        if (state->Locked != 0)
            return false;
        state->Locked = 1;
        return true;
    }

    public static void Release(ThreadState* ts, LockState* state)
    {
        state->Locked = 0;
        if (state->_waiters > 0)
            ThreadWait.Wake(PyInterpreter.Of(ts).Handles[state->_monitor]);
    }

    public static void Destroy(ThreadState* ts, LockState* state)
    {
        if (state->_monitor != 0)
            PyInterpreter.Of(ts).Handles.Remove(state->_monitor);
        state->_monitor = 0;
    }

    /// <summary>The arguments of acquire() as nanoseconds; false with an exception.</summary>
    public static bool ParseTimeout(ThreadState* ts, bool blocking, PyObject* timeout, out long nanoseconds)
    {
        nanoseconds = blocking ? -1 : 0;
        if (timeout == null)
            return true;
        if (!TimeValues.FromSeconds(ts, timeout, TimeRounding.Up, out long value))
            return false;
        const long Unset = -1_000_000_000;
        if (!blocking && value != Unset)
            return Fail(Err.Value(ts, "can't specify a timeout for a non-blocking call"));
        if (value < 0 && value != Unset)
            return Fail(Err.Value(ts, "timeout value must be a non-negative number"));
        if (value != Unset)
            nanoseconds = value;
        return true;
    }

    private static bool Fail(PyObject* nothing) => nothing != null;
}
