// Giving up stack references without a call: what handlers' fast paths use. Ints and floats whose last reference goes are kept for reuse at once; an object that needs more
// than that is left to OffPath. See docs/internals/interpreter.md.
namespace Vivarium.Runtime.Interpreter;

internal static unsafe class Release
{
    /// <summary>Drops a reference. False: its count has reached zero, and the caller must have it deallocated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Closed(ThreadState* ts, StackRef r)
    {
        if ((r.bits & StackRefs.NotCounted) != 0)
            return true;
        PyObject* o = (PyObject*)r.bits;
        uint count = o->ob_refcnt - 1;
        o->ob_refcnt = count;
        return count != 0 || Kept(ts, o);
    }

    /// <summary>A dead one-digit int or a dead float goes to its free list, if there is room.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Kept(ThreadState* ts, PyObject* o)
    {
        if (o->ob_type == IntType.Type)
            return PyLong.IsCompact(o) && FreeList.Push(&ts->interp->free_lists.ints, o, FreeLists.IntsMax);
        return o->ob_type == FloatType.Type && FreeList.Push(&ts->interp->free_lists.floats, o, FreeLists.FloatsMax);
    }

    /// <summary>Whether closing would deallocate.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool WouldFree(StackRef r) => (r.bits & StackRefs.NotCounted) == 0 && ((PyObject*)r.bits)->ob_refcnt == 1;

    /// <summary>Drops a reference that is known not to be the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Uncount(StackRef r)
    {
        if ((r.bits & StackRefs.NotCounted) == 0)
            ((PyObject*)r.bits)->ob_refcnt--;
    }

    /// <summary>Drops a reference to a compact int; there must be room in the free list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Int(FreeList* list, StackRef r)
    {
        if ((r.bits & StackRefs.NotCounted) != 0)
            return;
        PyObject* o = (PyObject*)r.bits;
        if (--o->ob_refcnt != 0)
            return;
        *(void**)o = list->head;
        list->head = o;
        list->size++;
    }

    /// <summary>Drops a reference to a float; there must be room in the free list.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Float(FreeList* list, StackRef r) => Int(list, r);
}
