// Operations on whole lists of GC heads: circular, doubly linked through a head that belongs to no object. The flag bits in `_gc_prev` of the members stay as they are.
namespace Vivarium.Runtime.Gc;

internal static unsafe class GcLists
{
    public static void Init(PyGC_Head* list)
    {
        list->_gc_next = (nuint)list;
        list->_gc_prev = (nuint)list;
    }

    public static bool IsEmpty(PyGC_Head* list) => list->_gc_next == (nuint)list;

    public static nint Count(PyGC_Head* list)
    {
        nint count = 0;
        for (PyGC_Head* at = (PyGC_Head*)list->_gc_next; at != list; at = (PyGC_Head*)at->_gc_next)
            count++;
        return count;
    }

    private static PyGC_Head* Previous(PyGC_Head* head) => (PyGC_Head*)(head->_gc_prev & GcList.PrevMask);

    private static void SetPrevious(PyGC_Head* head, PyGC_Head* previous) => head->_gc_prev = (head->_gc_prev & ~GcList.PrevMask) | (nuint)previous;

    /// <summary>Moves a member of any list to the end of another.</summary>
    public static void Move(PyGC_Head* head, PyGC_Head* to)
    {
        PyGC_Head* previous = Previous(head);
        PyGC_Head* next = (PyGC_Head*)head->_gc_next;
        previous->_gc_next = (nuint)next;
        SetPrevious(next, previous);
        PyGC_Head* last = Previous(to);
        last->_gc_next = (nuint)head;
        SetPrevious(head, last);
        head->_gc_next = (nuint)to;
        to->_gc_prev = (nuint)head;
    }

    /// <summary>Appends all members, which leaves the first list empty.</summary>
    public static void Merge(PyGC_Head* from, PyGC_Head* to)
    {
        if (!IsEmpty(from))
        {
            PyGC_Head* last = Previous(to);
            PyGC_Head* first = (PyGC_Head*)from->_gc_next;
            PyGC_Head* fromLast = Previous(from);
            last->_gc_next = (nuint)first;
            SetPrevious(first, last);
            fromLast->_gc_next = (nuint)to;
            to->_gc_prev = (nuint)fromLast;
        }
        Init(from);
    }

    /// <summary>Stops tracking tuples that cannot be part of a cycle.</summary>
    public static void UntrackTuples(PyGC_Head* list)
    {
        PyGC_Head* at = (PyGC_Head*)list->_gc_next;
        while (at != list)
        {
            PyGC_Head* next = (PyGC_Head*)at->_gc_next;
            PyTuple.MaybeUntrack(GcList.ObjectOf(at));
            at = next;
        }
    }
}
