// Which objects of a list are kept alive only by each other. While it runs, the words before each object serve as scratch: `_gc_prev` holds the references that were not
// found inside the list (shifted by two, above the flags) until back links are restored, and bit 0 of `_gc_next` marks those that look unreachable so far. Nothing in
// here runs Python code. See docs/internals/gc.md.
namespace Vivarium.Runtime.Gc;

internal static unsafe class GcCycle
{
    private const int RefsShift = 2;
    private const nuint Unreachable = 1;

    private static nint Refs(PyGC_Head* head) => (nint)(head->_gc_prev >> RefsShift);

    private static void SetRefs(PyGC_Head* head, nint refs) => head->_gc_prev = (head->_gc_prev & ~GcList.PrevMask) | ((nuint)refs << RefsShift);

    private static PyGC_Head* Next(PyGC_Head* head) => (PyGC_Head*)(head->_gc_next & ~Unreachable);

    private static PyGC_Head* Previous(PyGC_Head* head) => (PyGC_Head*)(head->_gc_prev & GcList.PrevMask);

    private static void SetPrevious(PyGC_Head* head, PyGC_Head* previous) => head->_gc_prev = (head->_gc_prev & ~GcList.PrevMask) | (nuint)previous;

    public static bool IsCollecting(PyObject* o) => (GcList.HeadOf(o)->_gc_prev & GcList.PrevCollecting) != 0;

    /// <summary>Splits the list: what is reachable from outside stays, the rest goes to <paramref name="unreachable"/>, marked as being collected.</summary>
    public static void Split(PyGC_Head* list, PyGC_Head* unreachable)
    {
        TakeCounts(list);
        for (PyGC_Head* at = (PyGC_Head*)list->_gc_next; at != list; at = (PyGC_Head*)at->_gc_next)
        {
            PyObject* o = GcList.ObjectOf(at);
            traverseproc traverse = TypeSlots.Of(o)->tp_traverse;
            if (traverse != null)
                traverse(o, &Subtract, o);
        }
        GcLists.Init(unreachable);
        MoveUnreachable(list, unreachable);
        // The marks are not needed any more, and would be in the way of everything that walks the list.
        PyGC_Head* node = unreachable;
        do
        {
            node->_gc_next &= ~Unreachable;
            node = (PyGC_Head*)node->_gc_next;
        }
        while (node != unreachable);
    }

    /// <summary>Copies the reference counts; immortal objects leave the list, for they are always reachable.</summary>
    private static void TakeCounts(PyGC_Head* list)
    {
        PyGC_Head* at = (PyGC_Head*)list->_gc_next;
        while (at != list)
        {
            PyGC_Head* next = (PyGC_Head*)at->_gc_next;
            PyObject* o = GcList.ObjectOf(at);
            if (Ref.IsImmortal(o))
            {
                GcList.Untrack(o);
                at = next;
                continue;
            }
            at->_gc_prev = (at->_gc_prev & GcList.PrevFinalized) | GcList.PrevCollecting | ((nuint)o->ob_refcnt << RefsShift);
            at = next;
        }
    }

    /// <summary>A reference from inside the list does not count.</summary>
    private static int Subtract(PyObject* o, void* parent)
    {
        if (GcCollector.IsGc(o))
        {
            PyGC_Head* head = GcList.HeadOf(o);
            if ((head->_gc_prev & GcList.PrevCollecting) != 0)
                head->_gc_prev -= (nuint)1 << RefsShift;
        }
        return 0;
    }

    private static void MoveUnreachable(PyGC_Head* list, PyGC_Head* unreachable)
    {
        PyGC_Head* previous = list;
        PyGC_Head* at = (PyGC_Head*)list->_gc_next;
        while (at != list)
        {
            if (Refs(at) != 0)
            {
                // Reachable, and so is what it refers to. Objects that were moved already come back to the end of the list.
                PyObject* o = GcList.ObjectOf(at);
                // The end of the list takes returning objects: the head's back link is valid, those of objects not visited yet are counts.
                traverseproc traverse = TypeSlots.Of(o)->tp_traverse;
                if (traverse != null)
                    traverse(o, &Reach, list);
                SetPrevious(at, previous);
                at->_gc_prev &= ~GcList.PrevCollecting;
                previous = at;
            }
            else
            {
                // It looks unreachable: out of this list, to the end of the other.
                previous->_gc_next = at->_gc_next;
                PyGC_Head* last = Previous(unreachable);
                last->_gc_next = (nuint)at | Unreachable;
                SetPrevious(at, last);
                at->_gc_next = (nuint)unreachable | Unreachable;
                unreachable->_gc_prev = (nuint)at;
            }
            at = (PyGC_Head*)previous->_gc_next;
        }
        list->_gc_prev = (nuint)previous;
    }

    /// <summary>Something reachable refers to the object.</summary>
    private static int Reach(PyObject* o, void* argument)
    {
        if (!GcCollector.IsGc(o))
            return 0;
        PyGC_Head* head = GcList.HeadOf(o);
        if ((head->_gc_prev & GcList.PrevCollecting) == 0)
            return 0;
        if ((head->_gc_next & Unreachable) != 0)
        {
            PyGC_Head* list = (PyGC_Head*)argument;
            PyGC_Head* previous = Previous(head);
            PyGC_Head* next = Next(head);
            // Links inside the other list carry the mark.
            previous->_gc_next = (nuint)next | Unreachable;
            SetPrevious(next, previous);
            PyGC_Head* last = Previous(list);
            last->_gc_next = (nuint)head;
            head->_gc_next = (nuint)list;
            list->_gc_prev = (nuint)head;
            SetRefs(head, 1);
        }
        else if (Refs(head) == 0)
        {
            SetRefs(head, 1);
        }
        return 0;
    }

    /// <summary>Takes the "being collected" mark off all objects of a list.</summary>
    public static void ClearMarks(PyGC_Head* list)
    {
        for (PyGC_Head* at = (PyGC_Head*)list->_gc_next; at != list; at = (PyGC_Head*)at->_gc_next)
            at->_gc_prev &= ~GcList.PrevCollecting;
    }
}
