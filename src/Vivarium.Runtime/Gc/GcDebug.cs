// What gc.set_debug() asks for: notes on standard error, and keeping what was found. See docs/internals/gc.md.
using System.Diagnostics;
using System.Globalization;

namespace Vivarium.Runtime.Gc;

internal static unsafe class GcDebug
{
    public const int Stats = 1;
    public const int Collectable = 2;
    public const int Uncollectable = 4;
    public const int SaveAll = 32;
    public const int Leak = Collectable | Uncollectable | SaveAll;

    public static long Begin(ThreadState* ts, GcState* gc, int generation)
    {
        Write(ts, $"gc: collecting generation {generation}...\ngc: objects in each generation:");
        for (int i = 0; i < GcState.GenerationCount; i++)
            Write(ts, $" {GcLists.Count(GcCollector.ListOf(gc, i))}");
        Write(ts, $"\ngc: objects in permanent generation: {GcLists.Count(&gc->permanent_generation.head)}\n");
        return Stopwatch.GetTimestamp();
    }

    public static void End(ThreadState* ts, long start, nint collected, nint uncollectable)
    {
        string seconds = Stopwatch.GetElapsedTime(start).TotalSeconds.ToString("F4", CultureInfo.InvariantCulture);
        Write(ts, $"gc: done, {collected + uncollectable} unreachable, {uncollectable} uncollectable, {seconds}s elapsed\n");
    }

    public static void List(ThreadState* ts, string kind, PyGC_Head* list)
    {
        for (PyGC_Head* at = (PyGC_Head*)list->_gc_next; at != list; at = (PyGC_Head*)at->_gc_next)
        {
            PyObject* o = GcList.ObjectOf(at);
            Write(ts, $"gc: {kind} <{PyType.NameOf(o)} 0x{(nint)o:x}>\n");
        }
    }

    /// <summary>To sys.stderr; what cannot be written is lost.</summary>
    private static void Write(ThreadState* ts, string text)
    {
        PyObject* pending = Err.Fetch(ts);
        PyObject* stream = ts->interp->sysdict == null ? null : PyDict.GetStringBorrowed(ts, ts->interp->sysdict, "stderr");
        if (stream != null && stream != Py.None)
        {
            using Owned<PyObject> held = Own.Of(ts, Ref.New(stream));
            using Owned<PyObject> line = Own.Of(ts, PyUnicode.FromString(ts, text));
            PyObject* result = line.IsNull ? null : Call.Method(ts, stream, Id.write, line.Pointer);
            Ref.XDec(ts, result);
        }
        Err.Clear(ts);
        Err.Restore(ts, pending);
    }
}
