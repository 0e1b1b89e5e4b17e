// Finalizers (PEP 442): tp_finalize runs at most once for each object, before anything of it is torn down, and may bring it back to life.
namespace Vivarium.Runtime.Gc;

internal static unsafe class Finalization
{
    /// <summary>Calls tp_finalize once, for objects that a container holds or the collector found.</summary>
    public static void Call(ThreadState* ts, PyObject* o)
    {
        destructor finalize = TypeSlots.Of(o)->tp_finalize;
        if (finalize == null)
            return;
        bool gc = GcCollector.IsGc(o);
        if (gc && GcList.IsFinalized(o))
            return;
        finalize(ts, o);
        if (gc)
            GcList.SetFinalized(o);
    }

    /// <summary>From tp_dealloc: true when the finalizer made the object reachable again, which then must be left alone.</summary>
    public static bool CallFromDealloc(ThreadState* ts, PyObject* o)
    {
        // Alive for as long as its finalizer runs.
        o->ob_refcnt = 1;
        Call(ts, o);
        if (Ref.IsImmortal(o))
            return true;
        if (--o->ob_refcnt == 0)
            return false;
        return true;
    }
}
