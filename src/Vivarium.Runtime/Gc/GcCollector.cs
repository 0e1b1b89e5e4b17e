// When the collector runs: allocations are counted in the youngest generation; crossing its threshold asks for a collection at the next check point of the
// interpreter loop, never in the middle of an allocation. The collection itself is in GcCollect.cs. See docs/internals/gc.md.
namespace Vivarium.Runtime.Gc;

internal static unsafe partial class GcCollector
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CountAllocation(ThreadState* ts)
    {
        GcState* gc = &ts->interp->gc;
        ref GcGeneration young = ref gc->generations[0];
        if (++young.count > young.threshold)
            Schedule(ts, gc);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Schedule(ThreadState* ts, GcState* gc)
    {
        if (gc->enabled != 0 && gc->generations[0].threshold != 0 && gc->collecting == 0)
            EvalBreakers.Set(ts, EvalBreaker.GcScheduled);
    }

    /// <summary>Whether the object has a GC head (some types decide for each instance: static types do not have one that counts).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsGc(PyObject* o)
    {
        PyTypeObject* type = o->ob_type;
        if ((type->tp_flags & TypeFlags.HaveGc) == 0)
            return false;
        delegate*<PyObject*, bool> decides = TypeSlots.Of(type)->tp_is_gc;
        return decides == null || decides(o);
    }
}
