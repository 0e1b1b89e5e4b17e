// The threads that an interpreter's programs have started and that still run, and the stack size that new ones get. Changed only under the interpreter lock.
using System.Runtime.CompilerServices;

namespace Vivarium.Stdlib.Threads;

internal sealed class ThreadTable
{
    private static readonly ConditionalWeakTable<PyInterpreter, ThreadTable> s_tables = [];

    private readonly List<ThreadRecord> _running = [];

    /// <summary>Bytes of native stack for new threads; 0 for the default.</summary>
    public int StackSize { get; set; }

    public int Count => _running.Count;

    public static ThreadTable Of(PyInterpreter interpreter) => s_tables.GetOrCreateValue(interpreter);

    public void Add(ThreadRecord record) => _running.Add(record);

    public void Remove(ThreadRecord record) => _running.Remove(record);

    /// <summary>A running thread that the program's end waits for, or null.</summary>
    public ThreadRecord? FirstToJoin() => _running.Find(record => !record.IsDaemon);
}
