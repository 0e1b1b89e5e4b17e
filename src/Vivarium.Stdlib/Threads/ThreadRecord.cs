// What is known of a thread beyond its own life: who waits for it asks this. Changed only under the interpreter lock. See docs/internals/threads.md.
namespace Vivarium.Stdlib.Threads;

internal enum ThreadPhase
{
    NotStarted,
    Running,
    Done,
}

internal sealed class ThreadRecord
{
    public ulong Ident { get; set; }
    public ThreadPhase Phase { get; set; }
    public bool IsDaemon { get; set; } = true;

    /// <summary>Pulsed when the thread is done.</summary>
    public object Monitor { get; } = new();

    public void Finish()
    {
        Phase = ThreadPhase.Done;
        ThreadWait.Wake(Monitor);
    }
}
