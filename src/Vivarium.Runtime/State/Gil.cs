// The interpreter lock: of an interpreter's threads only the one that holds it touches objects. It is given up around calls that may block, and at check points when
// another thread has waited for a switch interval. See docs/internals/threads.md.
namespace Vivarium.Runtime.State;

internal sealed unsafe class Gil
{
    private const int DefaultIntervalMicroseconds = 5000;

    private readonly object _mutex = new();
    private ThreadState* _holder;
    private bool _locked;
    private bool _closed;
    private int _closer;
    private int _waiting;
    private ulong _switches;

    /// <summary>How long a thread may go on while others wait, in microseconds.</summary>
    public int IntervalMicroseconds { get; set; } = DefaultIntervalMicroseconds;

    public static Gil Of(ThreadState* ts) => PyInterpreter.Of(ts).Gil;

    /// <summary>Waits until the calling thread, which <paramref name="ts"/> stands for, may touch objects.</summary>
    public static void Acquire(ThreadState* ts) => Of(ts).Take(ts);

    /// <summary>Lets other threads run; objects must not be touched until <see cref="Acquire"/>.</summary>
    public static void Release(ThreadState* ts) => Of(ts).Give();

    /// <summary>At a check point: another thread asked for the lock.</summary>
    public static void Yield(ThreadState* ts)
    {
        EvalBreakers.Clear(ts, EvalBreaker.GilDropRequest);
        Of(ts).Hand(ts);
    }

    private void Take(ThreadState* ts)
    {
        lock (_mutex)
        {
            WaitForTurn();
            _locked = true;
            _holder = ts;
            _switches++;
            Monitor.PulseAll(_mutex);
        }
    }

    /// <summary>The thread that ends the interpreter goes on: what it frees may still be flushed and closed.</summary>
    private bool IsClosedHere => _closed && _closer != Environment.CurrentManagedThreadId;

    private void WaitForTurn()
    {
        _waiting++;
        while (_locked || IsClosedHere)
        {
            if (IsClosedHere)
            {
                // The interpreter has ended: this thread must not go on, and its memory is gone.
                Monitor.Wait(_mutex);
                continue;
            }
            ulong seen = _switches;
            bool pulsed = Monitor.Wait(_mutex, TimeSpan.FromMicroseconds(IntervalMicroseconds));
            if (!pulsed && _locked && seen == _switches && _holder != null)
                EvalBreakers.Set(_holder, EvalBreaker.GilDropRequest);
        }
        _waiting--;
    }

    /// <summary>What <see cref="Release"/> does, for a thread whose state is gone.</summary>
    public void Give()
    {
        lock (_mutex)
        {
            _locked = false;
            _holder = null;
            if (_waiting > 0)
                Monitor.PulseAll(_mutex);
        }
    }

    /// <summary>Gives the lock to a thread that waits, and takes it back after that thread has had it.</summary>
    private void Hand(ThreadState* ts)
    {
        lock (_mutex)
        {
            if (_waiting == 0)
                return;
            ulong seen = _switches;
            _locked = false;
            _holder = null;
            Monitor.PulseAll(_mutex);
            while (seen == _switches && _waiting > 0 && !_closed)
                Monitor.Wait(_mutex, TimeSpan.FromMicroseconds(IntervalMicroseconds));
            WaitForTurn();
            _locked = true;
            _holder = ts;
            _switches++;
        }
    }

    /// <summary>The interpreter ends: threads that wait now or later wait for ever.</summary>
    public void Close()
    {
        lock (_mutex)
        {
            _closed = true;
            _closer = Environment.CurrentManagedThreadId;
        }
    }
}
