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
        if (++young.count > gc->young_limit)
            Schedule(ts, gc);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Schedule(ThreadState* ts, GcState* gc)
    {
        if (gc->stress_interval > 0 && ++gc->stress_count < gc->stress_interval)
            return;
        gc->stress_count = 0;
        if (gc->enabled != 0 && gc->generations[0].threshold != 0 && gc->collecting == 0)
            EvalBreakers.Set(ts, EvalBreaker.GcScheduled);
    }

    public static void SetThreshold(GcState* gc, int generation, int threshold)
    {
        Generation(gc, generation)->threshold = threshold;
        gc->young_limit = gc->stress_interval > 0 ? -1 : Generation(gc, 0)->threshold;
    }

    /// <summary>A full collection at every Nth allocation of a container from now on; 0 leaves it to the thresholds.</summary>
    public static void SetStress(GcState* gc, int interval)
    {
        gc->stress_interval = interval;
        gc->stress_count = 0;
        SetThreshold(gc, 0, Generation(gc, 0)->threshold);
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
