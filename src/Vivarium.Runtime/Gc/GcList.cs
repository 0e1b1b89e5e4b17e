// Membership of objects in the collector's lists: the two words before each container. `_gc_next` 0 means untracked; the low bits of `_gc_prev`
// are flags (bit 0: finalized, bit 1: being collected).
namespace Vivarium.Runtime.Gc;

internal static unsafe class GcList
{
    public const nuint PrevFinalized = 1;
    public const nuint PrevCollecting = 2;
    public static nuint PrevMask => unchecked((nuint)~3UL);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyGC_Head* HeadOf(void* o) => (PyGC_Head*)o - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject* ObjectOf(PyGC_Head* head) => (PyObject*)(head + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsTracked(void* o) => HeadOf(o)->_gc_next != 0;

    /// <summary>Puts a complete, untracked container into the youngest generation.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Track(ThreadState* ts, void* o)
    {
        PyGC_Head* head = HeadOf(o);
        PyGC_Head* generation0 = ts->interp->gc.generation0;
        PyGC_Head* last = (PyGC_Head*)generation0->_gc_prev;
        last->_gc_next = (nuint)head;
        head->_gc_prev = (head->_gc_prev & ~PrevMask) | (nuint)last;
        head->_gc_next = (nuint)generation0;
        generation0->_gc_prev = (nuint)head;
    }

    /// <summary>Takes a tracked container out of its list; every <c>tp_dealloc</c> of a container does so first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Untrack(void* o)
    {
        PyGC_Head* head = HeadOf(o);
        PyGC_Head* previous = (PyGC_Head*)(head->_gc_prev & PrevMask);
        PyGC_Head* next = (PyGC_Head*)head->_gc_next;
        previous->_gc_next = (nuint)next;
        next->_gc_prev = (next->_gc_prev & ~PrevMask) | (nuint)previous;
        head->_gc_next = 0;
        head->_gc_prev &= PrevFinalized;
    }

    /// <summary>Untracks if tracked (finalizers may have run in between).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void UntrackIfTracked(void* o)
    {
        if (IsTracked(o))
            Untrack(o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsFinalized(void* o) => (HeadOf(o)->_gc_prev & PrevFinalized) != 0;

    public static void SetFinalized(void* o) => HeadOf(o)->_gc_prev |= PrevFinalized;
}
