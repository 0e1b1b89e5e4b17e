// A lock that its owner may take again, for the interpreter's own use (the import lock, the filters of warnings). See docs/internals/threads.md.
namespace Vivarium.Runtime.State;

internal sealed unsafe class ReentrantLock
{
    private readonly object _monitor = new();
    private ulong _owner;
    private int _depth;

    public bool IsHeld => _depth > 0;

    public bool IsHeldBy(ThreadState* ts) => _depth > 0 && _owner == ts->id;

    public void Acquire(ThreadState* ts)
    {
        while (_depth > 0 && _owner != ts->id)
            ThreadWait.Wait(ts, _monitor, -1);
        _owner = ts->id;
        _depth++;
    }

    /// <summary>False when this thread does not hold the lock.</summary>
    public bool Release(ThreadState* ts)
    {
        if (_depth == 0 || _owner != ts->id)
            return false;
        if (--_depth == 0)
            ThreadWait.Wake(_monitor);
        return true;
    }
}
