// What happens when a reference count reaches zero. Containers nested deeper than the native stack can unwind are put on the thread's
// trash list and freed when the stack is shallow again, so releasing a chain of any length is safe. See docs/internals/references.md.
namespace Vivarium.Runtime.References;

internal static unsafe class Deallocator
{
    /// <summary>With less native stack than this the trash list takes over: enough for one deallocation to run Python code, a finalizer, which needs the safety margin left.</summary>
    private const int DepositMargin = NativeStack.SafetyMargin + 128 * 1024;
    private const int DrainMargin = DepositMargin + 128 * 1024;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Dealloc(ThreadState* ts, PyObject* o)
    {
        PyTypeObject* type = o->ob_type;
        if ((type->tp_flags & TypeFlags.HaveGc) == 0)
        {
            TypeSlots.Of(type)->tp_dealloc(ts, o);
            return;
        }
        DeallocContainer(ts, o, type);
    }

    private static void DeallocContainer(ThreadState* ts, PyObject* o, PyTypeObject* type)
    {
        nint margin = NativeStack.Margin(ts);
        if (margin < DepositMargin)
        {
            Deposit(ts, o);
            return;
        }
        TypeSlots.Of(type)->tp_dealloc(ts, o);
        if (ts->delete_later != null && margin >= DrainMargin)
            Drain(ts);
    }

    /// <summary>Links the object into the trash list through its GC head; its count stays zero.</summary>
    private static void Deposit(ThreadState* ts, PyObject* o)
    {
        if (GcList.IsTracked(o))
            GcList.Untrack(o);
        PyGC_Head* head = GcList.HeadOf(o);
        head->_gc_prev = (nuint)ts->delete_later | (head->_gc_prev & ~GcList.PrevMask);
        ts->delete_later = o;
    }

    private static void Drain(ThreadState* ts)
    {
        while (ts->delete_later != null)
        {
            PyObject* o = ts->delete_later;
            PyGC_Head* head = GcList.HeadOf(o);
            ts->delete_later = (PyObject*)(head->_gc_prev & GcList.PrevMask);
            head->_gc_prev &= ~GcList.PrevMask;
            TypeSlots.Of(o)->tp_dealloc(ts, o);
        }
    }
}
