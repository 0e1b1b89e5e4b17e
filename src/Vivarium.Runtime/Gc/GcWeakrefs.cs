// Weak references to unreachable objects are cleared before anything of these is torn down. Callbacks of references that are reachable themselves run then; those of
// unreachable references never do. References that finalizers make afterwards are cleared silently. See docs/internals/gc.md.
namespace Vivarium.Runtime.Gc;

internal static unsafe class GcWeakrefs
{
    /// <summary>Clears references that finalizers have made to objects that are about to be torn down; no callback runs any more.</summary>
    public static void ClearLate(ThreadState* ts, PyGC_Head* garbage)
    {
        for (PyGC_Head* at = (PyGC_Head*)garbage->_gc_next; at != garbage; at = (PyGC_Head*)at->_gc_next)
        {
            PyWeakReference** list = WeakrefList.Of(ts, GcList.ObjectOf(at));
            while (list != null && *list != null)
                WeakrefList.Remove(ts, *list);
        }
    }

    /// <summary>Clears all references into the list and runs callbacks; counts the references that die of it.</summary>
    public static void Handle(ThreadState* ts, PyGC_Head* unreachable, PyGC_Head* old, ref nint freed)
    {
        PyGC_Head toCall;
        GcLists.Init(&toCall);
        for (PyGC_Head* at = (PyGC_Head*)unreachable->_gc_next; at != unreachable; at = (PyGC_Head*)at->_gc_next)
        {
            PyObject* o = GcList.ObjectOf(at);
            PyWeakReference** list = WeakrefList.Of(ts, o);
            while (list != null && *list != null)
            {
                PyWeakReference* reference = *list;
                WeakrefList.Remove(ts, reference);
                if (reference->wr_callback == null || GcCycle.IsCollecting((PyObject*)reference))
                    continue;
                Ref.Inc(reference);
                GcLists.Move(GcList.HeadOf(reference), &toCall);
            }
        }
        while (!GcLists.IsEmpty(&toCall))
        {
            PyGC_Head* at = (PyGC_Head*)toCall._gc_next;
            PyObject* reference = GcList.ObjectOf(at);
            PyObject* callback = Ref.New(((PyWeakReference*)reference)->wr_callback);
            WeakrefList.CallBack(ts, reference, callback, "Exception ignored on calling weakref callback");
            Ref.Dec(ts, callback);
            Ref.Dec(ts, reference);
            // The callback may have dropped it; else it goes back to where old objects are.
            if (toCall._gc_next == (nuint)at)
                GcLists.Move(at, old);
            else
                freed++;
        }
    }
}
