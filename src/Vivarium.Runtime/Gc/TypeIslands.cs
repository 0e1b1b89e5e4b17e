// Classes that keep themselves alive through their own instances. An instance of a class without __dict__ and without references is no container, so the collector does not see
// that it holds its class; a class attribute that is such an instance makes an island that no collection finds. While a program runs they stay, as in CPython; at the end of an
// interpreter they are taken apart. See docs/internals/gc.md.
namespace Vivarium.Runtime.Gc;

internal static unsafe class TypeIslands
{
    /// <summary>Clears the classes that are left. To be called when nothing but such islands can hold a class, and followed by a collection.</summary>
    public static void Break(ThreadState* ts)
    {
        var types = new List<nint>();
        for (int generation = 0; generation <= GcCollector.Oldest; generation++)
        {
            PyGC_Head* list = GcCollector.ListOf(&ts->interp->gc, generation);
            for (PyGC_Head* at = (PyGC_Head*)list->_gc_next; at != list; at = (PyGC_Head*)at->_gc_next)
            {
                PyObject* o = GcList.ObjectOf(at);
                if (PyType.Check(o))
                    types.Add((nint)Ref.New(o));
            }
        }
        foreach (nint type in types)
            TypeSlots.Of((PyObject*)type)->tp_clear(ts, (PyObject*)type);
        foreach (nint type in types)
            Ref.Dec(ts, (PyObject*)type);
    }
}
